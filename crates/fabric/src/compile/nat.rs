//! A NAT gateway: a hop of its own, which translates and then obeys the route table of the subnet that it stands in.

use super::router;
use crate::network::{Interface, Network};
use crate::ruleset::{Action, At, Chain, Hook, Match, Rule, Table};
use ipnet::IpNet;

/// The device of the gateway's own interface.
const ETH0: &str = "eth0";

pub(super) fn table(network: &Network, interface: &Interface) -> Table {
    let hook = |at, priority, drops| Some(Hook { at, priority, drops });
    let established = || Rule::when([Match::Established(true)], Action::Accept);
    let from = |cidr: &ipnet::Ipv4Net| {
        Rule::when([Match::New, Match::Four, Match::Source(IpNet::V4(*cidr))], Action::Accept)
    };
    let translate =
        Rule::when([Match::Four, Match::Output(ETH0.to_owned())], Action::SourceNat(interface.address));
    // What nobody behind it asked for. Multicast of the kernel's own is not told.
    let unsolicited =
        || Rule::when([Match::Four, Match::Input(ETH0.to_owned())], Action::Refuse("unsolicited".to_owned()));
    let new = network.cidrs.iter().map(from);
    let forward = std::iter::once(established()).chain(new).chain([unsolicited()]).collect();
    let chains = [
        ("forward", Chain { hook: hook(At::Forward, 0, true), rules: forward }),
        ("input", Chain { hook: hook(At::Input, 0, true), rules: vec![established(), unsolicited()] }),
        ("output", Chain { hook: hook(At::Output, 0, false), rules: router::mute() }),
        ("translate", Chain { hook: hook(At::SourceNat, 100, false), rules: vec![translate] }),
    ];
    Table {
        chains: chains.into_iter().map(|(name, chain)| (name.to_owned(), chain)).collect(),
        ..Table::default()
    }
}
