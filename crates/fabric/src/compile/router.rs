//! The table of a VPC's router: where its packets are judged, in AWS's order.
//!
//! Source check, route, security group out, ACL out, ACL in, security group in. Groups are not asked about established
//! flows, ACLs see every packet. A device that stands in no map of the groups is refused.

use super::{acls, groups, groups::Way};
use crate::names;
use crate::network::{Kind, Network};
use crate::ruleset::{Action, At, Chain, Data, Field, Hook, Match, Part, Rule, Set, Table, Value};
use std::net::{IpAddr, Ipv4Addr};

/// The device that leads to the internet gateway.
pub(super) const IGW: &str = "igw";
/// The device to which everything without a route goes, so that it is seen before it is dropped.
pub(super) const VOID: &str = "void";
/// The instance metadata service, and the task's credentials and metadata.
pub const METADATA: [Ipv4Addr; 2] = [Ipv4Addr::new(169, 254, 169, 254), Ipv4Addr::new(169, 254, 170, 2)];

pub(super) fn table(network: &Network) -> Table {
    let mut table = Table::default();
    sets(network, &mut table);
    groups::add(network, &mut table);
    for acl in network.acls.iter().filter(|acl| network.subnets.iter().any(|subnet| subnet.acl == acl.id)) {
        acls::add(acl, &mut table);
    }
    chains(network, &mut table);
    table
}

fn sets(network: &Network, table: &mut Table) {
    let mut subnet_of = Set::new([Field::InputDevice], Data::Mark);
    let mut same = Set::new([Field::Mark, Field::OutputDevice], Data::None);
    let mut sources4 = Set::new([Field::InputDevice, Field::Source4], Data::None);
    let mut sources6 = Set::new([Field::InputDevice, Field::Source6], Data::None);
    let mut unchecked = Set::new([Field::InputDevice], Data::None);
    let mut loops = Set::new([Field::InputDevice, Field::OutputDevice], Data::None);
    let mut public_in = Set::new([Field::Destination4], Data::Address);
    let mut public_out = Set::new([Field::Source4], Data::Address);
    let mut public_addresses = Set::new([Field::Source4], Data::None);
    let mut group_out = Set::new([Field::InputDevice], Data::Verdict);
    let mut group_in = Set::new([Field::OutputDevice], Data::Verdict);
    let mut acl_out = Set::new([Field::Mark], Data::Verdict);
    let mut acl_in = Set::new([Field::OutputDevice], Data::Verdict);

    let borders = network.peerings.iter().map(|peering| names::peering(&peering.id));
    for device in borders.chain(network.internet_gateway.then(|| IGW.to_owned())) {
        unchecked.add([Part::device(&device)], Value::None);
        group_out.add([Part::device(&device)], Value::Return);
        group_in.add([Part::device(&device)], Value::Accept);
    }
    unchecked.add([Part::device("lo")], Value::None);
    for subnet in &network.subnets {
        let mark = Part::Number(names::number(&subnet.id));
        acl_out.add([mark], Value::Jump(acls::chain(&subnet.acl, Way::Out)));
    }
    for interface in &network.interfaces {
        let Some(subnet) = network.subnet(&interface.subnet) else { continue };
        let device = || Part::device(names::device(&interface.id));
        let mark = names::number(&subnet.id);
        subnet_of.add([device()], Value::Mark(mark));
        same.add([Part::Number(mark), device()], Value::None);
        acl_in.add([device()], Value::Jump(acls::chain(&subnet.acl, Way::In)));
        for address in interface.all_addresses() {
            let sources = if address.is_ipv4() { &mut sources4 } else { &mut sources6 };
            sources.add([device(), Part::address(address)], Value::None);
        }
        if !interface.source_check || interface.kind == Kind::Nat {
            unchecked.add([device()], Value::None);
        }
        for (private, public) in &interface.public {
            public_in.add([Part::address(*public)], Value::Address(*private));
            public_out.add([Part::address(*private)], Value::Address(*public));
            public_addresses.add([Part::address(*public)], Value::None);
        }
        match interface.kind {
            Kind::Nat => {
                loops.add([device(), device()], Value::None);
                group_out.add([device()], Value::Return);
                group_in.add([device()], Value::Accept);
            }
            Kind::Host if interface.groups.is_empty() => {}
            Kind::Host => {
                group_out.add([device()], Value::Goto(groups::chain(interface, Way::Out)));
                group_in.add([device()], Value::Goto(groups::chain(interface, Way::In)));
            }
        }
    }
    let named = [
        ("subnet_of", subnet_of),
        ("same", same),
        ("sources4", sources4),
        ("sources6", sources6),
        ("unchecked", unchecked),
        ("loops", loops),
        ("public_in", public_in),
        ("public_out", public_out),
        ("public_addresses", public_addresses),
        ("group_out", group_out),
        ("group_in", group_in),
        ("acl_out", acl_out),
        ("acl_in", acl_in),
    ];
    table.sets.extend(named.map(|(name, set)| (name.to_owned(), set)));
}

fn chains(network: &Network, table: &mut Table) {
    use Action::{Accept, Goto, Jump, Refuse, Rewrite, SetMark, Verdict};
    let refuse = |why: &str| Refuse(why.to_owned());
    let not_in = |fields: &[Field], set: &str| Match::In(fields.to_vec(), set.to_owned(), false);
    let is_in = |fields: &[Field], set: &str| Match::In(fields.to_vec(), set.to_owned(), true);
    let output = |device: &str| Match::Output(device.to_owned());
    let input = [Field::InputDevice];

    let public = network.internet_gateway.then(|| {
        let from = Match::Input(IGW.to_owned());
        Rule::when([Match::Four, from], Rewrite(Field::Destination4, "public_in".to_owned()))
    });
    let classify = vec![
        Rule::always(SetMark(Field::InputDevice, "subnet_of".to_owned())),
        Rule::when(
            [
                Match::Four,
                not_in(&input, "unchecked"),
                not_in(&[Field::InputDevice, Field::Source4], "sources4"),
            ],
            refuse("src-dst-check"),
        ),
        Rule::when(
            [
                Match::Six,
                not_in(&input, "unchecked"),
                Match::IcmpIsNot(ND_SOLICIT, ND_ADVERT),
                not_in(&[Field::InputDevice, Field::Source6], "sources6"),
            ],
            refuse("src-dst-check"),
        ),
    ];
    let forward = vec![
        Rule::when([output(VOID)], refuse("no-route")),
        Rule::when([is_in(&[Field::InputDevice, Field::OutputDevice], "loops")], refuse("route-loop")),
        Rule::when([Match::Established(false)], Jump("depart".to_owned())),
        Rule::when([is_in(&[Field::Mark, Field::OutputDevice], "same")], Goto("arrive".to_owned())),
        Rule::always(Verdict(vec![Field::Mark], "acl_out".to_owned())),
        Rule::always(Verdict(vec![Field::OutputDevice], "acl_in".to_owned())),
        Rule::always(Goto("arrive".to_owned())),
    ];
    let depart =
        vec![Rule::always(Verdict(input.to_vec(), "group_out".to_owned())), Rule::always(refuse("no-group"))];
    let arrive = vec![
        Rule::when([Match::Established(true)], Accept),
        Rule::always(Verdict(vec![Field::OutputDevice], "group_in".to_owned())),
        Rule::always(refuse("no-group")),
    ];
    let mut post = Vec::new();
    if network.internet_gateway {
        post.push(Rule::when([Match::Four, output(IGW)], Rewrite(Field::Source4, "public_out".to_owned())));
        post.push(Rule::when([Match::Four, output(IGW), not_in_public()], refuse("no-public-address")));
    }

    let hook = |at, priority, drops| Some(Hook { at, priority, drops });
    let named = [
        ("public", Chain { hook: hook(At::Prerouting, -310, false), rules: public.into_iter().collect() }),
        ("classify", Chain { hook: hook(At::Prerouting, -150, false), rules: classify }),
        ("forward", Chain { hook: hook(At::Forward, 0, true), rules: forward }),
        ("depart", Chain { hook: None, rules: depart }),
        ("arrive", Chain { hook: None, rules: arrive }),
        ("post", Chain { hook: hook(At::Postrouting, 300, false), rules: post }),
        ("input", Chain { hook: hook(At::Input, 0, true), rules: services(network) }),
        ("output", Chain { hook: hook(At::Output, 0, false), rules: mute() }),
    ];
    table.chains.extend(named.map(|(name, chain)| (name.to_owned(), chain)));
}

const ND_SOLICIT: u8 = 135;
const ND_ADVERT: u8 = 136;

/// Sources of this VPC have been rewritten by the rule before; what still has a private one has no public address.
fn not_in_public() -> Match {
    Match::In(vec![Field::Source4], "public_addresses".to_owned(), false)
}

/// What the router itself answers: the resolver, unless it is switched off, and metadata. Groups and ACLs are not asked, as
/// on AWS.
fn services(network: &Network) -> Vec<Rule> {
    let resolver = network.resolver().filter(|_| network.dns);
    let served = METADATA.into_iter().map(|address| (address, [80]));
    let resolvers =
        resolver.into_iter().chain([Ipv4Addr::new(169, 254, 169, 253)].into_iter().filter(|_| network.dns));
    let asked = resolvers.map(|address| (address, [53]));
    let mut rules = vec![
        Rule::when([Match::Six, Match::Protocol(58), Match::Icmp(ND_SOLICIT)], Action::Accept),
        Rule::when([Match::Six, Match::Protocol(58), Match::Icmp(ND_ADVERT)], Action::Accept),
    ];
    for (address, ports) in served.chain(asked) {
        for port in ports {
            for protocol in [6, 17] {
                let to = Match::Destination(IpAddr::V4(address));
                rules.push(Rule::when(
                    [Match::Four, to, Match::Protocol(protocol), Match::Port(port)],
                    Action::Accept,
                ));
            }
        }
    }
    for protocol in [6, 17] {
        let refuse = Action::Refuse("no-service".to_owned());
        rules.push(Rule::when([Match::Four, Match::Protocol(protocol)], refuse));
    }
    rules
}

/// Routers say nothing: AWS's senders see a timeout, not "no route to host".
pub(super) fn mute() -> Vec<Rule> {
    let icmp = |kind| Rule::when([Match::Four, Match::Protocol(1), Match::Icmp(kind)], Action::Drop);
    let mut rules: Vec<_> = [REDIRECT, TIME_EXCEEDED].map(icmp).into();
    let unreachable =
        [Match::Four, Match::Protocol(1), Match::Icmp(UNREACHABLE), Match::IcmpCodeIsNot(FRAG_NEEDED)];
    rules.push(Rule::when(unreachable, Action::Drop));
    let six = |kind| Rule::when([Match::Six, Match::Protocol(58), Match::Icmp(kind)], Action::Drop);
    rules.extend([1, 3].map(six));
    rules
}

const UNREACHABLE: u8 = 3;
/// The one that tells a sender to send smaller packets.
const FRAG_NEEDED: u8 = 4;
const REDIRECT: u8 = 5;
const TIME_EXCEEDED: u8 = 11;
