//! The packet's way, place by place: VPCs, NAT gateways, the world outside.

use super::judge::{self, Chosen, Packet};
use super::{EPHEMERAL, From, Hop, HopKind, Way};
use crate::compile::{Internet, METADATA};
use crate::network::{Interface, Kind, Network, Subnet, Target};
use crate::world::INTERNET;
use std::collections::{BTreeMap, BTreeSet};
use std::net::{IpAddr, Ipv4Addr, SocketAddr};
use std::sync::Arc;

/// Places that a packet may pass before it must be going round.
const PLACES: usize = 32;
/// The resolver's address that is the same everywhere.
const RESOLVER: Ipv4Addr = Ipv4Addr::new(169, 254, 169, 253);

/// Follows one connection.
pub(crate) struct Walker<'a> {
    pub(super) networks: &'a BTreeMap<String, Arc<Network>>,
    internet: &'a Internet,
    pub(super) hops: Vec<Hop>,
    way: Way,
    /// What each VPC has let through, as its groups remember it.
    flows: BTreeSet<(String, Packet)>,
    /// What each NAT gateway has translated: the answer that it awaits, and to whom it passes it on.
    translated: BTreeMap<(String, Packet), Packet>,
}

/// Where a packet ended, and all that its mending needs.
#[derive(Clone, Debug)]
pub(super) struct Stop {
    pub(super) reason: String,
    pub(super) at: String,
    pub(super) packet: Packet,
    pub(super) way: Way,
    /// The network interface at which it was sent or should have arrived.
    pub(super) interface: Option<String>,
}

enum Place<'a> {
    Vpc(&'a Network, Entrance<'a>),
    Nat(&'a Network, &'a Interface),
    Outside,
}

#[derive(Clone, Copy)]
enum Entrance<'a> {
    Interface(&'a Interface),
    Gateway,
    Peering,
}

enum Exit<'a> {
    Interface(&'a Interface),
    Gateway,
    Peering(&'a str, &'a Network),
}

enum Arrival<'a> {
    Interface(&'a Network, &'a Interface),
    /// What the VPC answers itself goes straight back.
    Services,
    Outside,
}

type Result<T> = std::result::Result<T, Stop>;

impl<'a> Walker<'a> {
    pub(super) fn new(networks: &'a BTreeMap<String, Arc<Network>>, internet: &'a Internet) -> Self {
        Self {
            networks,
            internet,
            hops: Vec::new(),
            way: Way::There,
            flows: BTreeSet::new(),
            translated: BTreeMap::new(),
        }
    }

    /// The address that the other side sees.
    pub(super) fn there_and_back(&mut self, from: &From, to: SocketAddr, protocol: u8) -> Result<IpAddr> {
        let mut packet = Packet {
            protocol,
            source: IpAddr::V4(self.internet.aws),
            source_port: EPHEMERAL.0,
            to: to.ip(),
            port: to.port(),
        };
        let start = match from {
            From::Internet => Place::Outside,
            From::Interface(id) => {
                let Some((network, interface)) = self.find(id) else {
                    return Err(self.stop("no-interface", id, packet, Some(id)));
                };
                let own = match packet.to {
                    IpAddr::V4(_) => Some(IpAddr::V4(interface.address)),
                    IpAddr::V6(_) => interface.addresses6.first().copied().map(IpAddr::V6),
                };
                let Some(own) = own else {
                    let says = "it has no IPv6 address";
                    return Err(self.refuse(
                        HopKind::Interface,
                        id,
                        says,
                        "no-address",
                        id,
                        packet,
                        Some(id),
                    ));
                };
                packet.source = own;
                self.pass(HopKind::Interface, id, format!("sends from {own}"));
                if packet.to.is_loopback() || interface.all_addresses().any(|own| own == packet.to) {
                    return Ok(own);
                }
                Place::Vpc(network, Entrance::Interface(interface))
            }
        };
        let (packet, arrival) = self.walk(start, packet)?;
        self.way = Way::Back;
        let start = match arrival {
            Arrival::Services => return Ok(packet.source),
            Arrival::Outside => Place::Outside,
            Arrival::Interface(network, interface) => {
                self.pass(HopKind::Interface, &interface.id, "answers".to_owned());
                Place::Vpc(network, Entrance::Interface(interface))
            }
        };
        self.walk(start, packet.answer())?;
        Ok(packet.source)
    }

    fn find(&self, interface: &str) -> Option<(&'a Network, &'a Interface)> {
        self.networks.values().find_map(|network| Some((&**network, network.interface(interface)?)))
    }

    fn walk(&mut self, mut place: Place<'a>, mut packet: Packet) -> Result<(Packet, Arrival<'a>)> {
        for _ in 0..PLACES {
            let next = match place {
                Place::Vpc(network, entrance) => self.cross(network, entrance, &mut packet)?,
                Place::Nat(network, gateway) => self.translate(network, gateway, &mut packet)?,
                Place::Outside => self.outside(&mut packet)?,
            };
            place = match next {
                Ok(arrival) => return Ok((packet, arrival)),
                Err(place) => place,
            };
        }
        let at = self.hops.last().map(|hop| hop.id.clone()).unwrap_or_default();
        Err(self.stop("route-loop", &at, packet, None))
    }

    /// Through a VPC: source check, route, group out, ACL out, ACL in, group in.
    fn cross(
        &mut self,
        network: &'a Network,
        entrance: Entrance<'a>,
        packet: &mut Packet,
    ) -> Result<std::result::Result<Arrival<'a>, Place<'a>>> {
        if let Entrance::Gateway = entrance {
            let public = network.interfaces.iter().flat_map(|interface| &interface.public);
            let private = public.filter(|(_, public)| IpAddr::V4(*public) == packet.to).map(|(own, _)| *own);
            let private = private.map(IpAddr::V4).next().unwrap_or(packet.to);
            let says = if private == packet.to {
                "lets in".to_owned()
            } else {
                format!("{} is {private} here", packet.to)
            };
            self.pass(HopKind::InternetGateway, &network.id, says);
            packet.to = private;
        }
        let known = self.flows.contains(&(network.id.clone(), packet.answer()));
        let (sender, subnet) = match entrance {
            Entrance::Interface(interface) => (Some(interface), network.subnet(&interface.subnet)),
            Entrance::Gateway | Entrance::Peering => (None, None),
        };
        if let Some(sender) = sender.filter(|own| own.source_check && own.kind == Kind::Host)
            && sender.all_addresses().all(|own| own != packet.source)
        {
            let says = format!("{} is not its address", packet.source);
            let at = &network.id;
            return Err(self.refuse(
                HopKind::Interface,
                &sender.id,
                &says,
                "src-dst-check",
                at,
                *packet,
                Some(&sender.id),
            ));
        }
        if let Some(served) = self.serves(network, packet) {
            return if served {
                self.pass(HopKind::Services, &network.id, "the VPC answers itself".to_owned());
                Ok(Ok(Arrival::Services))
            } else {
                let says = format!("nothing answers at {}", SocketAddr::new(packet.to, packet.port));
                let at = &network.id;
                Err(self.refuse(HopKind::Services, at, &says, "no-service", at, *packet, None))
            };
        }
        let (exit, chosen) = self.choose(network, sender, subnet, packet)?;
        if let (Some(sender), Exit::Interface(target)) = (sender, &exit)
            && sender.id == target.id
            && sender.kind == Kind::Nat
        {
            let says = format!("{chosen}: its own packets come back to it");
            let id = subnet.map_or("", |subnet| subnet.route_table.as_str());
            let at = &network.id;
            return Err(self.refuse(
                HopKind::RouteTable,
                id,
                &says,
                "route-loop",
                at,
                *packet,
                Some(&sender.id),
            ));
        }
        if let Some(sender) = sender.filter(|_| !known) {
            self.groups(network, sender, false, packet)?;
        }
        let target = match &exit {
            Exit::Interface(target) => Some(*target),
            Exit::Gateway | Exit::Peering(..) => None,
        };
        let inside = subnet.is_some() && target.is_some_and(|t| subnet.is_some_and(|s| s.id == t.subnet));
        if let Some(subnet) = subnet.filter(|_| !inside) {
            self.acl(network, subnet, false, packet, sender)?;
        }
        if let Some(subnet) = subnet {
            self.pass(HopKind::RouteTable, &subnet.route_table, chosen);
        }
        if let Some(target) = target {
            if let Some(subnet) = network.subnet(&target.subnet).filter(|_| !inside) {
                self.acl(network, subnet, true, packet, Some(target))?;
            }
            if !known {
                self.groups(network, target, true, packet)?;
            }
        }
        self.flows.insert((network.id.clone(), *packet));
        match exit {
            Exit::Interface(target) if target.kind == Kind::Nat => Ok(Err(Place::Nat(network, target))),
            Exit::Interface(target) => self.arrive(network, target, packet).map(Ok),
            Exit::Peering(id, other) => {
                self.pass(HopKind::Peering, id, format!("to {}", other.id));
                Ok(Err(Place::Vpc(other, Entrance::Peering)))
            }
            Exit::Gateway => self.leave(network, sender, packet).map(Err),
        }
    }

    /// Whether the address is the VPC's own, and whether something answers at the port.
    fn serves(&self, network: &Network, packet: &Packet) -> Option<bool> {
        let IpAddr::V4(to) = packet.to else { return None };
        if METADATA.contains(&to) {
            return Some(packet.port == 80);
        }
        if network.resolver() == Some(to) || to == RESOLVER {
            return Some(network.dns && packet.port == 53);
        }
        network.subnets.iter().any(|subnet| subnet.gateway() == to).then_some(false)
    }

    /// Where the packet leaves the VPC's router, and by which route. Within a subnet no route is asked: route tables
    /// apply to what leaves it.
    /// <https://docs.aws.amazon.com/vpc/latest/userguide/subnet-route-tables.html>
    fn choose(
        &mut self,
        network: &'a Network,
        sender: Option<&'a Interface>,
        subnet: Option<&'a Subnet>,
        packet: &Packet,
    ) -> Result<(Exit<'a>, String)> {
        let table = subnet.and_then(|subnet| network.route_table(&subnet.route_table));
        let id = subnet.map_or(network.id.as_str(), |subnet| subnet.route_table.as_str());
        let at = &network.id;
        let dead = |walker: &mut Self, says: String| {
            let sender = sender.map(|sender| sender.id.as_str());
            Err(walker.refuse(HopKind::RouteTable, id, &says, "no-route", at, *packet, sender))
        };
        let within = subnet.is_some_and(|subnet| match packet.to {
            IpAddr::V4(to) => subnet.cidr.contains(&to),
            IpAddr::V6(to) => subnet.cidr6.is_some_and(|cidr| cidr.contains(&to)),
        });
        let local = |says: &str| {
            let mut all = network.interfaces.iter();
            let found = all.find(|interface| interface.all_addresses().any(|own| own == packet.to));
            found.map(|found| (Exit::Interface(found), says.to_owned()))
        };
        if within || subnet.is_none() {
            let says = format!("nothing running has the address {}", packet.to);
            return local("within the subnet").map_or_else(|| dead(self, says), Ok);
        }
        let (destination, target) = match judge::route(network, table, packet.to) {
            Chosen::Local => {
                let says = format!("local, but nothing running has the address {}", packet.to);
                return local("local").map_or_else(|| dead(self, says), Ok);
            }
            Chosen::None => return dead(self, format!("no route to {}", packet.to)),
            Chosen::Route(destination, target) => (destination, target),
        };
        match target {
            Target::InternetGateway if network.internet_gateway => {
                Ok((Exit::Gateway, format!("{destination} to the internet gateway")))
            }
            Target::InternetGateway => {
                dead(self, format!("{destination} to an internet gateway that is not attached"))
            }
            Target::Interface(id) => match network.interface(id) {
                Some(interface) => Ok((Exit::Interface(interface), format!("{destination} to {id}"))),
                None => dead(self, format!("{destination} to {id}, which is not there")),
            },
            Target::Peering(id) => {
                let peering = network.peerings.iter().find(|peering| peering.id == *id);
                match peering.and_then(|peering| self.networks.get(&peering.other)) {
                    Some(other) => Ok((Exit::Peering(id, other), format!("{destination} to {id}"))),
                    None => dead(self, format!("{destination} to {id}, which is not active")),
                }
            }
            Target::Blackhole => dead(self, format!("{destination} to a blackhole")),
        }
    }

    fn groups(&mut self, network: &Network, own: &Interface, ingress: bool, packet: &Packet) -> Result<()> {
        if own.kind == Kind::Nat {
            return Ok(());
        }
        let (kind, reason) =
            if ingress { (HopKind::SecurityGroupIn, "sg-in") } else { (HopKind::SecurityGroupOut, "sg-out") };
        let asked = own.groups.join(" ");
        if own.groups.is_empty() {
            let says = "the interface has no security group";
            return Err(self.refuse(kind, &own.id, says, "no-group", &network.id, *packet, Some(&own.id)));
        }
        match judge::permission(network, own, ingress, packet) {
            Some((group, permission)) => {
                let with = match &permission.peer {
                    crate::network::Peer::Net(net) => net.to_string(),
                    crate::network::Peer::Group(id) => id.clone(),
                };
                let way = if ingress { "from" } else { "to" };
                let says = format!("allows {} {way} {with}", judge::words(permission.traffic));
                let id = group.id.clone();
                self.pass(kind, &id, says);
                Ok(())
            }
            None => {
                let (way, other) = if ingress { ("from", packet.source) } else { ("to", packet.to) };
                let what = judge::protocol_name(packet.protocol);
                let says = format!("no rule allows {what} {} {way} {other}", packet.port);
                Err(self.refuse(kind, &asked, &says, reason, &network.id, *packet, Some(&own.id)))
            }
        }
    }

    fn acl(
        &mut self,
        network: &Network,
        subnet: &Subnet,
        ingress: bool,
        packet: &Packet,
        interface: Option<&Interface>,
    ) -> Result<()> {
        let kind = if ingress { HopKind::AclIn } else { HopKind::AclOut };
        let decided = network.acl(&subnet.acl).map(|acl| judge::acl(acl, ingress, packet, self.way));
        let (number, allows) = decided.unwrap_or((None, false));
        let entry = number.map_or_else(|| "*".to_owned(), |number| number.to_string());
        if allows {
            self.pass(kind, &subnet.acl, format!("entry {entry} allows"));
            return Ok(());
        }
        let reason = format!("acl-{} {} {entry}", if ingress { "in" } else { "out" }, subnet.acl);
        let port = match self.way {
            Way::There => packet.port.to_string(),
            Way::Back => "to an ephemeral port".to_owned(),
        };
        let says = format!("entry {entry} denies {} {port}", judge::protocol_name(packet.protocol));
        let id = interface.map(|own| own.id.as_str());
        Err(self.refuse(kind, &subnet.acl, &says, &reason, &network.id, *packet, id))
    }

    fn arrive(
        &mut self,
        network: &'a Network,
        target: &'a Interface,
        packet: &Packet,
    ) -> Result<Arrival<'a>> {
        if target.all_addresses().any(|own| own == packet.to) {
            self.pass(HopKind::Interface, &target.id, format!("has {}", packet.to));
            return Ok(Arrival::Interface(network, target));
        }
        let reason = if target.source_check { "src-dst-check" } else { "not-followed" };
        let says = format!("{} is not its address", packet.to);
        let at = &network.id;
        Err(self.refuse(HopKind::Interface, &target.id, &says, reason, at, *packet, Some(&target.id)))
    }

    /// Out of the internet gateway: an IPv4 address that is nobody's outside does not get through.
    fn leave(
        &mut self,
        network: &'a Network,
        sender: Option<&'a Interface>,
        packet: &mut Packet,
    ) -> Result<Place<'a>> {
        if let IpAddr::V4(source) = packet.source {
            let public = network.interfaces.iter().flat_map(|interface| &interface.public);
            let own = public.filter(|(private, _)| *private == source).map(|(_, public)| *public).next();
            let Some(public) = own else {
                let says = format!("{source} has no public address");
                let at = &network.id;
                let sender = sender.map(|sender| sender.id.as_str());
                return Err(self.refuse(
                    HopKind::InternetGateway,
                    at,
                    &says,
                    "no-public-address",
                    at,
                    *packet,
                    sender,
                ));
            };
            self.pass(HopKind::InternetGateway, &network.id, format!("{source} is {public} outside"));
            packet.source = IpAddr::V4(public);
        } else {
            self.pass(HopKind::InternetGateway, &network.id, "lets out".to_owned());
        }
        Ok(Place::Outside)
    }

    /// A NAT gateway begins flows for its VPC only; what nobody asked for it does not pass on.
    fn translate(
        &mut self,
        network: &'a Network,
        gateway: &'a Interface,
        packet: &mut Packet,
    ) -> Result<std::result::Result<Arrival<'a>, Place<'a>>> {
        let own = IpAddr::V4(gateway.address);
        let ours = match packet.source {
            IpAddr::V4(source) => network.cidrs.iter().any(|cidr| cidr.contains(&source)),
            IpAddr::V6(_) => false,
        };
        if let Some(asked) = self.translated.get(&(gateway.id.clone(), *packet)).copied() {
            self.pass(HopKind::NatGateway, &gateway.id, format!("passes the answer on to {}", asked.to));
            *packet = asked;
        } else if self.way == Way::There && ours && gateway.all_addresses().all(|own| own != packet.to) {
            let answer = packet.answer();
            self.pass(HopKind::NatGateway, &gateway.id, format!("{} becomes {own}", packet.source));
            packet.source = own;
            self.translated.insert((gateway.id.clone(), packet.answer()), answer);
        } else {
            let says = "lets in only answers to what it sent";
            let at = &gateway.id;
            return Err(self.refuse(HopKind::NatGateway, at, says, "unsolicited", at, *packet, None));
        }
        Ok(Err(Place::Vpc(network, Entrance::Interface(gateway))))
    }

    fn outside(&mut self, packet: &mut Packet) -> Result<std::result::Result<Arrival<'a>, Place<'a>>> {
        let host = self.internet.hosts.iter().find(|host| IpAddr::V4(host.address) == packet.to);
        if let Some(host) = host {
            if !host.admits.is_empty() && !host.admits.iter().any(|net| net.contains(&packet.source)) {
                let reason = format!("not-admitted {}", host.name);
                let says = format!("{} does not admit {}", host.name, packet.source);
                return Err(self.refuse(
                    HopKind::Internet,
                    INTERNET,
                    &says,
                    &reason,
                    INTERNET,
                    *packet,
                    None,
                ));
            }
            self.pass(HopKind::Internet, INTERNET, format!("{} sees {}", host.name, packet.source));
            return Ok(Ok(Arrival::Outside));
        }
        if packet.to == IpAddr::V4(self.internet.aws) {
            self.pass(HopKind::Internet, INTERNET, format!("AWS sees {}", packet.source));
            return Ok(Ok(Arrival::Outside));
        }
        let has = |network: &&'a Arc<Network>| {
            let public = network.interfaces.iter().flat_map(|interface| &interface.public);
            let four = public.map(|(_, public)| IpAddr::V4(*public)).any(|public| public == packet.to);
            let six = |to| network.cidrs6.iter().any(|cidr| cidr.contains(to));
            network.internet_gateway && (four || matches!(&packet.to, IpAddr::V6(to) if six(to)))
        };
        match self.networks.values().find(has) {
            Some(network) => Ok(Err(Place::Vpc(network, Entrance::Gateway))),
            None => {
                let says = format!("nobody outside has the address {}", packet.to);
                Err(self.refuse(HopKind::Internet, INTERNET, &says, "no-such-host", INTERNET, *packet, None))
            }
        }
    }

    fn pass(&mut self, kind: HopKind, id: &str, says: String) {
        self.hops.push(Hop { way: self.way, kind, id: id.to_owned(), says, passes: true });
    }

    #[allow(clippy::too_many_arguments, reason = "a hop and the stop at it, each with its words")]
    fn refuse(
        &mut self,
        kind: HopKind,
        id: &str,
        says: &str,
        reason: &str,
        at: &str,
        packet: Packet,
        interface: Option<&str>,
    ) -> Stop {
        let says = says.to_owned();
        self.hops.push(Hop { way: self.way, kind, id: id.to_owned(), says, passes: false });
        self.stop(reason, at, packet, interface)
    }

    fn stop(&self, reason: &str, at: &str, packet: Packet, interface: Option<&str>) -> Stop {
        Stop {
            reason: reason.to_owned(),
            at: at.to_owned(),
            packet,
            way: self.way,
            interface: interface.map(str::to_owned),
        }
    }
}
