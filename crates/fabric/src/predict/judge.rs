//! What one group, one ACL and one route table say, rule by rule.

use super::{EPHEMERAL, Way};
use crate::network::{Acl, Group, Interface, Network, Peer, Permission, RouteTable, Target, Traffic};
use ipnet::IpNet;
use std::net::IpAddr;

/// A packet as rules see it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(super) struct Packet {
    pub(super) protocol: u8,
    pub(super) source: IpAddr,
    pub(super) source_port: u16,
    pub(super) to: IpAddr,
    pub(super) port: u16,
}

impl Packet {
    pub(super) fn answer(self) -> Self {
        Self { source: self.to, source_port: self.port, to: self.source, port: self.source_port, ..self }
    }
}

/// The group that lets the packet through, with the permission that does.
pub(super) fn permission<'a>(
    network: &'a Network,
    interface: &Interface,
    ingress: bool,
    packet: &Packet,
) -> Option<(&'a Group, &'a Permission)> {
    let other = if ingress { packet.source } else { packet.to };
    let groups = interface.groups.iter().filter_map(|id| network.group(id));
    groups
        .flat_map(|group| {
            let permissions = if ingress { &group.ingress } else { &group.egress };
            permissions.iter().map(move |permission| (group, permission))
        })
        .find(|(_, permission)| {
            permission.traffic.covers(packet.protocol, packet.port) && is(network, &permission.peer, other)
        })
}

fn is(network: &Network, peer: &Peer, address: IpAddr) -> bool {
    match peer {
        Peer::Net(net) => net.contains(&address),
        Peer::Group(id) => {
            let abroad = network.group(id).is_some_and(|group| group.abroad.contains(&address));
            abroad
                || network.interfaces.iter().any(|interface| {
                    interface.groups.contains(id) && interface.all_addresses().any(|own| own == address)
                })
        }
    }
}

/// What an ACL says of a packet: the number of the entry that decided, none for `*`; and whether it lets it through.
/// The answer's port may be any that clients dial from: the first that is refused decides.
pub(super) fn acl(acl: &Acl, ingress: bool, packet: &Packet, way: Way) -> (Option<u16>, bool) {
    let mut entries: Vec<_> = if ingress { &acl.ingress } else { &acl.egress }.iter().collect();
    entries.sort_by_key(|entry| entry.number);
    let other = if ingress { packet.source } else { packet.to };
    let decide = |port: u16| {
        let holds = entries
            .iter()
            .find(|entry| entry.traffic.covers(packet.protocol, port) && entry.cidr.contains(&other));
        holds.map_or((None, false), |entry| (Some(entry.number), entry.allow))
    };
    let ports = match way {
        Way::There => vec![packet.port],
        Way::Back => {
            let borders = entries.iter().filter_map(|entry| match entry.traffic {
                Traffic::Ports { from, to, .. } => Some([from, to.saturating_add(1)]),
                _ => None,
            });
            let inside = |port: &u16| (EPHEMERAL.0..=EPHEMERAL.1).contains(port);
            borders.flatten().filter(inside).chain([EPHEMERAL.0]).collect()
        }
    };
    let decided: Vec<_> = ports.into_iter().map(decide).collect();
    decided.iter().find(|(_, allow)| !allow).or(decided.first()).copied().unwrap_or((None, false))
}

/// Where a route table sends an address.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Chosen<'a> {
    Local,
    Route(IpNet, &'a Target),
    None,
}

/// By the longest prefix, of which the VPC's own blocks are one.
pub(super) fn route<'a>(network: &Network, table: Option<&'a RouteTable>, to: IpAddr) -> Chosen<'a> {
    let blocks = network.cidrs.iter().map(|cidr| IpNet::V4(*cidr));
    let blocks = blocks.chain(network.cidrs6.iter().map(|cidr| IpNet::V6(*cidr)));
    let local = blocks.filter(|block| block.contains(&to)).map(|block| block.prefix_len()).max();
    let routes = table.map_or(&[][..], |table| table.routes.as_slice()).iter();
    let best = routes
        .filter(|route| route.destination.contains(&to))
        .max_by_key(|route| route.destination.prefix_len());
    match (best, local) {
        (Some(route), local) if local.is_none_or(|local| route.destination.prefix_len() > local) => {
            Chosen::Route(route.destination, &route.target)
        }
        (_, Some(_)) => Chosen::Local,
        (_, None) => Chosen::None,
    }
}

/// `tcp 80`, `tcp 1024-65535`, `all traffic`.
pub(super) fn words(traffic: Traffic) -> String {
    match traffic {
        Traffic::All => "all traffic".to_owned(),
        Traffic::Ports { protocol, from, to } if from == to => format!("{} {from}", protocol_name(protocol)),
        Traffic::Ports { protocol, from: 0, to: u16::MAX } => format!("all {}", protocol_name(protocol)),
        Traffic::Ports { protocol, from, to } => format!("{} {from}-{to}", protocol_name(protocol)),
        Traffic::Icmp { protocol, .. } | Traffic::Protocol(protocol) => {
            format!("all {}", protocol_name(protocol))
        }
    }
}

pub(super) fn protocol_name(protocol: u8) -> String {
    match protocol {
        1 => "icmp".to_owned(),
        6 => "tcp".to_owned(),
        17 => "udp".to_owned(),
        58 => "icmpv6".to_owned(),
        number => format!("protocol {number}"),
    }
}
