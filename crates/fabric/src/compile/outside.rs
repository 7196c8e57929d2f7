//! Everything outside of AWS, and AWS's public side: one namespace that knows each public address.

use super::groups::{Way, net_range, range};
use super::router;
use super::vpc::{FAR, MAIN, NEAR, add_void, everywhere, link_local, own};
use crate::names;
use crate::network::Network;
use crate::ruleset::{Action, At, Chain, Data, Hook, Match, Rule, Set, Value};
use crate::world::{Hop, INTERNET, Namespace, NamespaceKind, Over, World};
use ipnet::IpNet;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::net::{IpAddr, Ipv4Addr};
use std::sync::Arc;

/// What stands on the internet.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Internet {
    /// Where AWS's public endpoints answer.
    pub aws: Ipv4Addr,
    /// Servers that are not on AWS.
    pub hosts: Vec<OutsideHost>,
}

/// A server that is not on AWS.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct OutsideHost {
    /// Its name in the DNS.
    pub name: String,
    /// Its public address.
    pub address: Ipv4Addr,
    /// The sources that its firewall admits; empty admits everybody.
    pub admits: Vec<IpNet>,
}

pub(super) fn add(networks: &BTreeMap<String, Arc<Network>>, internet: &Internet, world: &mut World) {
    let mut outside = Namespace { kind: NamespaceKind::Router, ..Namespace::default() };
    add_void(INTERNET, &mut outside);
    own(&mut outside, internet.aws);
    let mut input = Vec::new();
    for host in &internet.hosts {
        own(&mut outside, host.address);
        if host.admits.is_empty() {
            continue;
        }
        let mut admitted = Set::of_ranges([Way::In.other(false)], Data::None);
        let aggregated = IpNet::aggregate(&host.admits);
        for net in aggregated.iter().filter_map(|net| net_range(net, false)) {
            admitted.add([range(net)], Value::None);
        }
        let name = format!("admitted_{}", names::plain(&host.address.to_string()));
        let stranger = Match::In(vec![Way::In.other(false)], name.clone(), false);
        let matches = [Match::Four, Match::Destination(IpAddr::V4(host.address)), stranger];
        input.push(Rule::when(matches, Action::Refuse(format!("not-admitted {}", host.name))));
        outside.table.sets.insert(name, admitted);
    }
    for six in [false, true] {
        outside.routes.insert(Hop { table: MAIN, to: everywhere(six), over: Over::Void });
    }
    for network in networks.values().filter(|network| network.internet_gateway) {
        let uplink = names::uplink(&network.id);
        outside.addresses.insert(link_local(&uplink, FAR));
        let public = network.interfaces.iter().flat_map(|interface| &interface.public);
        let nets = public.map(|(_, public)| IpNet::from(IpAddr::V4(*public)));
        for to in nets.chain(network.cidrs6.iter().copied().map(IpNet::V6)) {
            let over = Over::Via(IpAddr::V6(NEAR), uplink.clone());
            outside.routes.insert(Hop { table: MAIN, to, over });
        }
    }
    let lost =
        || Rule::when([Match::Output(router::VOID.to_owned())], Action::Refuse("no-such-host".to_owned()));
    let hook = |at, priority| Some(Hook { at, priority, drops: false });
    let chains = [
        ("input", Chain { hook: hook(At::Input, 0), rules: input }),
        ("forward", Chain { hook: hook(At::Forward, 0), rules: vec![lost()] }),
        (
            "output",
            Chain {
                hook: hook(At::Output, 0),
                rules: std::iter::once(lost()).chain(router::mute()).collect(),
            },
        ),
    ];
    outside.table.chains.extend(chains.map(|(name, chain)| (name.to_owned(), chain)));
    world.insert(INTERNET.to_owned(), outside);
}
