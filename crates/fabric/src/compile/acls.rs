//! Network ACLs: every packet that crosses a subnet's border pays, so the numbered entries are compiled to one lookup.

use super::boxes::{Box2, disjoint};
use super::groups::{Way, net_range, number_part, range};
use crate::names;
use crate::network::{Acl, Entry, Traffic};
use crate::ruleset::{Action, Chain, Data, Field, Match, Rule, Set, Table, Value};

/// Adds the chains of an ACL, one a direction.
pub(super) fn add(acl: &Acl, table: &mut Table) {
    for (way, entries) in [(Way::In, &acl.ingress), (Way::Out, &acl.egress)] {
        let mut entries: Vec<_> = entries.iter().collect();
        entries.sort_by_key(|entry| entry.number);
        let mut rules = Vec::new();
        for six in [false, true] {
            for (kind, matches, set) in maps(acl, &entries, way, six) {
                let name = format!("{}_{kind}{}", chain(&acl.id, way), if six { 6 } else { 4 });
                rules.extend(
                    matches
                        .into_iter()
                        .map(|matches| Rule::when(matches, Action::Verdict(set.key.clone(), name.clone()))),
                );
                table.sets.insert(name, set);
            }
        }
        rules.push(Rule::always(refuse(acl, way, "*")));
        table.chains.insert(chain(&acl.id, way), Chain { hook: None, rules });
        for entry in entries.iter().filter(|entry| !entry.allow) {
            let rules = vec![Rule::always(refuse(acl, way, &entry.number.to_string()))];
            table.chains.insert(denial(acl, way, entry.number), Chain { hook: None, rules });
        }
    }
}

/// The chain of an ACL for one direction.
pub(super) fn chain(acl: &str, way: Way) -> String {
    format!("{}_{}", names::plain(acl), way.name())
}

fn denial(acl: &Acl, way: Way, number: u16) -> String {
    format!("{}_{number}", chain(&acl.id, way))
}

fn refuse(acl: &Acl, way: Way, number: &str) -> Action {
    Action::Refuse(format!("acl-{} {} {number}", way.name(), acl.id))
}

/// The maps of one family: by port, by ICMP type, by protocol; with the packets that are looked up in each.
fn maps(acl: &Acl, entries: &[&Entry], way: Way, six: bool) -> Vec<(&'static str, Vec<Vec<Match>>, Set)> {
    let address = way.other(six);
    let family = if six { Match::Six } else { Match::Four };
    let icmp_number = if six { 58 } else { 1 };
    let says = |entry: &Entry| {
        if entry.allow { Value::Return } else { Value::Goto(denial(acl, way, entry.number)) }
    };
    let boxes = |ports: &dyn Fn(&Traffic) -> Option<(u128, u128)>| {
        let boxes = entries.iter().filter_map(|entry| {
            let addresses = net_range(&entry.cidr, six)?;
            Some(Box2 { ports: ports(&entry.traffic)?, addresses, says: says(entry) })
        });
        disjoint(&boxes.collect::<Vec<_>>())
    };
    let wide = |(first, last): (u16, u16)| (u128::from(first), u128::from(last));

    let mut ports = Set::of_ranges([address, Field::Protocol, Field::Port], Data::Verdict);
    for number in [6, 17] {
        let of = |traffic: &Traffic| match traffic {
            Traffic::All => Some((0, 65535)),
            Traffic::Ports { protocol, .. } | Traffic::Protocol(protocol) if *protocol == number => {
                Some(wide(traffic.ports()))
            }
            _ => None,
        };
        for found in boxes(&of) {
            ports.add([range(found.addresses), number_part(number), range(found.ports)], found.says);
        }
    }
    let mut icmp = Set::of_ranges([address, Field::IcmpType], Data::Verdict);
    let of = |traffic: &Traffic| match traffic {
        Traffic::All => Some((0, 65535)),
        Traffic::Icmp { protocol, .. } | Traffic::Protocol(protocol) if *protocol == icmp_number => {
            Some(wide(traffic.ports()))
        }
        _ => None,
    };
    for found in boxes(&of) {
        icmp.add([range(found.addresses), range(found.ports)], found.says);
    }
    let mut others = Set::of_ranges([address, Field::Protocol], Data::Verdict);
    let of = |traffic: &Traffic| match traffic {
        Traffic::All => Some((0, 255)),
        Traffic::Protocol(number) => Some((u128::from(*number), u128::from(*number))),
        _ => None,
    };
    for found in boxes(&of) {
        others.add([range(found.addresses), range(found.ports)], found.says);
    }

    let with = |protocol: u8| vec![family.clone(), Match::Protocol(protocol)];
    [
        ("port", vec![with(6), with(17)], ports),
        ("icmp", vec![with(icmp_number)], icmp),
        ("other", vec![vec![family.clone()]], others),
    ]
    .into_iter()
    .filter(|(_, _, set)| !set.elements.is_empty())
    .collect()
}
