//! Security groups: sets per group and direction, a chain per distinct list of groups.
//!
//! A packet is looked up in at most four sets a group: by address, by protocol, by port and by ICMP type. An established
//! flow is not looked up at all.

use super::boxes::{Box2, disjoint};
use crate::names;
use crate::network::{Group, Interface, Network, Peer, Permission, Traffic};
use crate::ruleset::{Action, Chain, Data, Field, Match, Part, Rule, Set, Table, Value, bits};
use ipnet::IpNet;
use std::collections::BTreeMap;
use std::net::IpAddr;

/// Which way a packet passes an interface.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Way {
    In,
    Out,
}

impl Way {
    pub(super) fn name(self) -> &'static str {
        match self {
            Self::In => "in",
            Self::Out => "out",
        }
    }
    /// The field with the address of the other side.
    pub(super) fn other(self, six: bool) -> Field {
        match (self, six) {
            (Self::In, false) => Field::Source4,
            (Self::In, true) => Field::Source6,
            (Self::Out, false) => Field::Destination4,
            (Self::Out, true) => Field::Destination6,
        }
    }
}

/// Adds the sets of all groups and a chain for every list of groups that an interface has.
pub(super) fn add(network: &Network, table: &mut Table) {
    let mut looks: BTreeMap<(&str, &str), Vec<Look>> = BTreeMap::new();
    let members = members(network);
    for group in network.groups.iter().filter(|group| members.contains_key(group.id.as_str())) {
        for (way, permissions) in [(Way::In, &group.ingress), (Way::Out, &group.egress)] {
            let looked = looks.entry((group.id.as_str(), way.name())).or_default();
            for six in [false, true] {
                for (kind, set) in sets(&members, permissions, way, six) {
                    let name = format!(
                        "{}_{}_{kind}{}",
                        names::plain(&group.id),
                        way.name(),
                        if six { 6 } else { 4 }
                    );
                    let family = if six { Match::Six } else { Match::Four };
                    let icmp = (kind == "icmp").then_some(Match::Protocol(if six { 58 } else { 1 }));
                    let matches = std::iter::once(family).chain(icmp).collect();
                    looked.push(Look { matches, fields: set.key.clone(), set: name.clone() });
                    table.sets.insert(name, set);
                }
            }
        }
    }
    for interface in network.interfaces.iter().filter(|interface| !interface.groups.is_empty()) {
        for way in [Way::In, Way::Out] {
            let passes = match way {
                Way::In => Action::Accept,
                Way::Out => Action::Return,
            };
            let mut rules: Vec<_> = interface
                .groups
                .iter()
                .filter_map(|group| looks.get(&(group.as_str(), way.name())))
                .flatten()
                .map(|look| {
                    let found = Match::In(look.fields.clone(), look.set.clone(), true);
                    Rule::when(look.matches.iter().cloned().chain([found]), passes.clone())
                })
                .collect();
            rules.push(Rule::always(Action::Refuse(format!("sg-{}", way.name()))));
            table.chains.insert(chain(interface, way), Chain { hook: None, rules });
        }
    }
}

/// Which packets are looked up by what in which set.
struct Look {
    matches: Vec<Match>,
    fields: Vec<Field>,
    set: String,
}

/// The chain that judges an interface's packets.
pub(super) fn chain(interface: &Interface, way: Way) -> String {
    format!("{}_{:08x}", way.name(), names::number(&interface.groups.join(" ")))
}

/// The addresses of each group's members.
fn members(network: &Network) -> BTreeMap<&str, Vec<IpAddr>> {
    let mut members: BTreeMap<&str, Vec<IpAddr>> = BTreeMap::new();
    for interface in &network.interfaces {
        for group in &interface.groups {
            members.entry(group).or_default().extend(interface.all_addresses());
        }
    }
    for Group { id, abroad, .. } in network.groups.iter().filter(|group| !group.abroad.is_empty()) {
        members.entry(id).or_default().extend(abroad);
    }
    members
}

fn sets(
    members: &BTreeMap<&str, Vec<IpAddr>>,
    permissions: &[Permission],
    way: Way,
    six: bool,
) -> Vec<(&'static str, Set)> {
    let address = way.other(six);
    let mut any = Set::of_ranges([address], Data::None);
    let mut protocols = Set::of_ranges([Field::Protocol, address], Data::None);
    let mut ports = Set::of_ranges([Field::Protocol, Field::Port, address], Data::None);
    let mut icmp = Set::of_ranges([Field::IcmpType, address], Data::None);
    let boxes = |wanted: &dyn Fn(&Traffic) -> bool| {
        let boxes = permissions.iter().filter(|p| wanted(&p.traffic)).flat_map(|permission| {
            let (first, last) = permission.traffic.ports();
            let ports = (first.into(), last.into());
            ranges(&permission.peer, members, six).into_iter().map(move |addresses| Box2 {
                ports,
                addresses,
                says: (),
            })
        });
        disjoint(&boxes.collect::<Vec<_>>())
    };
    for found in boxes(&|traffic| matches!(traffic, Traffic::All)) {
        any.add([range(found.addresses)], Value::None);
    }
    let mut numbers: Vec<u8> = permissions
        .iter()
        .filter_map(|p| match p.traffic {
            Traffic::Protocol(protocol) | Traffic::Ports { protocol, .. } => Some(protocol),
            _ => None,
        })
        .collect();
    numbers.sort_unstable();
    numbers.dedup();
    for number in numbers {
        for found in boxes(&|traffic| matches!(traffic, Traffic::Protocol(n) if *n == number)) {
            protocols.add([number_part(number), range(found.addresses)], Value::None);
        }
        for found in
            boxes(&|traffic| matches!(traffic, Traffic::Ports { protocol, .. } if *protocol == number))
        {
            ports.add([number_part(number), range(found.ports), range(found.addresses)], Value::None);
        }
    }
    let ours = if six { 58 } else { 1 };
    for found in boxes(&|traffic| matches!(traffic, Traffic::Icmp { protocol, .. } if *protocol == ours)) {
        icmp.add([range(found.ports), range(found.addresses)], Value::None);
    }
    [("any", any), ("proto", protocols), ("port", ports), ("icmp", icmp)]
        .into_iter()
        .filter(|(_, set)| !set.elements.is_empty())
        .collect()
}

fn ranges(peer: &Peer, members: &BTreeMap<&str, Vec<IpAddr>>, six: bool) -> Vec<(u128, u128)> {
    match peer {
        Peer::Net(net) => net_range(net, six).into_iter().collect(),
        Peer::Group(group) => members
            .get(group.as_str())
            .into_iter()
            .flatten()
            .filter(|address| address.is_ipv6() == six)
            .map(|address| (bits(*address), bits(*address)))
            .collect(),
    }
}

/// The addresses of a block, if it is of that family.
pub(super) fn net_range(net: &IpNet, six: bool) -> Option<(u128, u128)> {
    (matches!(net, IpNet::V6(_)) == six).then(|| (bits(net.network()), bits(net.broadcast())))
}

pub(super) fn range((first, last): (u128, u128)) -> Part {
    Part::Range(first, last)
}

pub(super) fn number_part(number: u8) -> Part {
    Part::Range(number.into(), number.into())
}
