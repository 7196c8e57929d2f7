//! The packet's way, place by place: VPCs, NAT gateways, the world outside.

use super::judge::Packet;
use super::{EPHEMERAL, From, Hop, HopKind, Way};
use crate::compile::Internet;
use crate::network::{Interface, Network};
use crate::world::INTERNET;
use std::collections::{BTreeMap, BTreeSet};
use std::net::{IpAddr, SocketAddr};
use std::sync::Arc;

/// Places that a packet may pass before it must be going round.
const PLACES: usize = 32;

/// Follows one connection.
pub(crate) struct Walker<'a> {
    pub(super) networks: &'a BTreeMap<String, Arc<Network>>,
    internet: &'a Internet,
    pub(super) hops: Vec<Hop>,
    pub(super) way: Way,
    /// What each VPC has let through, as its groups remember it.
    pub(super) flows: BTreeSet<(String, Packet)>,
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

pub(super) enum Place<'a> {
    Vpc(&'a Network, Entrance<'a>),
    Nat(&'a Network, &'a Interface),
    Outside,
}

#[derive(Clone, Copy)]
pub(super) enum Entrance<'a> {
    Interface(&'a Interface),
    Gateway,
    Peering,
}

pub(super) enum Arrival<'a> {
    Interface(&'a Network, &'a Interface),
    /// What the VPC answers itself goes straight back.
    Services,
    Outside,
}

pub(super) type Result<T> = std::result::Result<T, Stop>;

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
            From::Internet if packet.to.is_ipv6() => {
                let stop = self.stop("no-address", INTERNET, packet, None);
                return Err(self.refuse(HopKind::Internet, INTERNET, "it has no IPv6 address here", stop));
            }
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
                        self.stop("no-address", id, packet, Some(id)),
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
            return Err(self.refuse(
                HopKind::NatGateway,
                at,
                says,
                self.stop("unsolicited", at, *packet, None),
            ));
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
                    self.stop(&reason, INTERNET, *packet, None),
                ));
            }
            self.meets(&host.name, packet);
            return Ok(Ok(Arrival::Outside));
        }
        if packet.to == IpAddr::V4(self.internet.aws) {
            self.meets("AWS", packet);
            return Ok(Ok(Arrival::Outside));
        }
        let has = |network: &&'a Arc<Network>| {
            let public = network.interfaces.iter().flat_map(|interface| &interface.public);
            let four = public.map(|(_, public)| IpAddr::V4(*public)).any(|public| public == packet.to);
            let six = |to| network.cidrs6.iter().any(|cidr| cidr.contains(to));
            network.internet_gateway && (four || matches!(&packet.to, IpAddr::V6(to) if six(to)))
        };
        if let Some(network) = self.networks.values().find(has) {
            return Ok(Err(Place::Vpc(network, Entrance::Gateway)));
        }
        let says = format!("nobody outside has the address {}", packet.to);
        let stop = self.stop("no-such-host", INTERNET, *packet, None);
        Err(self.refuse(HopKind::Internet, INTERNET, &says, stop))
    }

    fn meets(&mut self, who: &str, packet: &Packet) {
        let says = match self.way {
            Way::There => format!("{who} sees {}", packet.source),
            Way::Back => format!("the answer comes from {}", packet.source),
        };
        self.pass(HopKind::Internet, INTERNET, says);
    }

    pub(super) fn pass(&mut self, kind: HopKind, id: &str, says: String) {
        self.hops.push(Hop { way: self.way, kind, id: id.to_owned(), says, passes: true });
    }

    pub(super) fn refuse(&mut self, kind: HopKind, id: &str, says: &str, stop: Stop) -> Stop {
        let says = says.to_owned();
        self.hops.push(Hop { way: self.way, kind, id: id.to_owned(), says, passes: false });
        stop
    }

    pub(super) fn stop(&self, reason: &str, at: &str, packet: Packet, interface: Option<&str>) -> Stop {
        Stop {
            reason: reason.to_owned(),
            at: at.to_owned(),
            packet,
            way: self.way,
            interface: interface.map(str::to_owned),
        }
    }
}
