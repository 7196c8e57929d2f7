//! From what a person calls the two ends to an interface and an address.

use super::Refusal;
use ecs::Ecs;
use fabric::{From, Interface, Internet, Network, Survey};
use std::collections::BTreeMap;
use std::net::{IpAddr, SocketAddr};
use std::sync::Arc;

/// All VPCs as the records are now, and who knows the ends.
pub(super) struct Ends<'a> {
    pub(super) networks: BTreeMap<String, Arc<Network>>,
    pub(super) internet: Internet,
    survey: &'a dyn Survey,
    ecs: &'a Ecs,
}

impl<'a> Ends<'a> {
    pub(super) fn of(survey: &'a dyn Survey, ecs: &'a Ecs, internet: Internet) -> Self {
        let known = survey.vpcs().into_iter().filter_map(|vpc| Some((vpc.clone(), survey.network(&vpc)?)));
        let networks = known.map(|(vpc, network)| (vpc, Arc::new(network))).collect();
        Self { networks, internet, survey, ecs }
    }

    /// Who dials: an interface by its id, its address or its task; or the internet.
    pub(super) fn from(&self, text: &str) -> Result<From, Refusal> {
        if text == fabric::INTERNET {
            return Ok(From::Internet);
        }
        let Ok(address) = text.parse::<IpAddr>() else {
            return self.interface(text).map(|(_, interface)| From::Interface(interface.id.clone()));
        };
        let found: Vec<_> =
            self.interfaces().filter(|(_, own)| has(own, address)).map(|(_, own)| own.id.clone()).collect();
        match found.as_slice() {
            [id] => Ok(From::Interface(id.clone())),
            [] => {
                Err(Refusal::missing(format!("Nothing that runs has the address {address}."), ONLY_RUNNING))
            }
            several => Err(Refusal::bad(
                format!("{} VPCs know the address {address}.", several.len()),
                format!("Name one of the interfaces: {}.", several.join(", ")),
            )),
        }
    }

    /// Whom: an address, a name as the dialler's resolver answers it, an interface or a task; with a port.
    pub(super) fn to(&self, from: &From, text: &str) -> Result<SocketAddr, Refusal> {
        let next = "Write it as 10.0.0.10:443, [2001:db8::1]:443, NAME:443, eni-...:443 or TASK:443.";
        let no_port = || Refusal::bad(format!("{text:?} is not a destination with a port."), next);
        let (host, port) = text.rsplit_once(':').ok_or_else(no_port)?;
        let port: u16 = port.parse().ok().filter(|port| *port > 0).ok_or_else(no_port)?;
        if host.is_empty() {
            return Err(no_port());
        }
        if let Ok(address) = host.trim_matches(['[', ']']).parse::<IpAddr>() {
            return Ok(SocketAddr::new(address, port));
        }
        if is_id(host) {
            let (_, interface) = self.interface(host)?;
            return Ok(SocketAddr::new(seen(from, interface), port));
        }
        self.resolve(from, host).map(|address| SocketAddr::new(address, port))
    }

    /// The interface behind an address, where there is one, so that its network is laid before a packet comes.
    pub(super) fn interface_at(&self, address: IpAddr) -> Option<String> {
        let public = |own: &Interface| own.public.iter().any(|(_, public)| IpAddr::V4(*public) == address);
        self.interfaces().find(|(_, own)| public(own)).map(|(_, own)| own.id.clone())
    }

    fn interfaces(&self) -> impl Iterator<Item = (&Network, &Interface)> {
        self.networks
            .values()
            .flat_map(|network| network.interfaces.iter().map(move |interface| (&**network, interface)))
    }

    /// An interface by its id, or by its task's id or ARN.
    fn interface(&self, text: &str) -> Result<(&Network, &Interface), Refusal> {
        let id = if text.starts_with("eni-") { Some(text.to_owned()) } else { self.ecs.interface_of(text) };
        let Some(id) = id else {
            let next = "FROM is an interface (eni-...), a task that runs (id or ARN), a private address, or internet.";
            return Err(Refusal::missing(format!("There is no running task {text}."), next));
        };
        let found = self.interfaces().find(|(_, interface)| interface.id == id);
        found.ok_or_else(|| match self.survey.vpc_of(&id) {
            Some(_) => Refusal::missing(format!("{id} is attached to nothing."), ONLY_RUNNING),
            None => Refusal::missing(
                format!("There is no network interface {id}."),
                "`aws ec2 describe-network-interfaces` lists them.",
            ),
        })
    }

    fn resolve(&self, from: &From, name: &str) -> Result<IpAddr, Refusal> {
        let outside = Network { dns: true, ..Network::default() };
        let network = match from {
            From::Interface(id) => {
                self.interfaces().find(|(_, own)| own.id == *id).map(|(network, _)| network)
            }
            From::Internet => Some(&outside),
        };
        let network = network.unwrap_or(&outside);
        if !network.dns {
            return Err(Refusal::bad(
                format!("No resolver answers in {}: its enableDnsSupport is false.", network.id),
                "Name the destination by its address, or switch enableDnsSupport on.",
            ));
        }
        let found = fabric::look_up(network, &self.internet, name).unwrap_or_default();
        found.first().copied().ok_or_else(|| {
            let who = if network.id.is_empty() { "the internet" } else { &network.id };
            Refusal::missing(
                format!("The resolver of {who} has no address for {name}."),
                "See `dig` inside a task of the VPC, or name the destination by its address.",
            )
        })
    }
}

const ONLY_RUNNING: &str =
    "Only what is in use stands in a network: a running task, an endpoint, an available NAT gateway.";

fn has(own: &Interface, address: IpAddr) -> bool {
    own.all_addresses().any(|private| private == address)
        || own.public.iter().any(|(_, public)| IpAddr::V4(*public) == address)
}

/// Whether a text is the id of an interface, or a task's id or ARN: no name looks like them.
fn is_id(text: &str) -> bool {
    let task = text.len() == 32 && text.bytes().all(|byte| byte.is_ascii_hexdigit());
    task || text.starts_with("eni-") || text.starts_with("arn:")
}

/// The address by which a dialler would call an interface.
fn seen(from: &From, interface: &Interface) -> IpAddr {
    let public = interface.public.first().map(|(_, public)| *public);
    IpAddr::V4(match from {
        From::Internet => public.unwrap_or(interface.address),
        From::Interface(_) => interface.address,
    })
}
