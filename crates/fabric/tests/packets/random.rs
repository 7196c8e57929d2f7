//! Random VPCs: what the predictor says and what happens to the packet is the same.
//!
//! The predictor reads AWS's documentation rule by rule; the kernel does what `compile` wrote. A difference is a mistake of
//! one of them.

use crate::house::{House, everywhere, net, tcp};
use fabric::{
    Acl, Entry, From, Group, INTERNET, Network, Peer, Peering, Permission, Route, RouteTable, Target,
    Traffic, Verdict, trace,
};
use ipnet::IpNet;
use proptest::prelude::*;
use proptest::test_runner::{Config, TestRunner};
use std::cell::RefCell;
use std::collections::BTreeMap;
use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;
use tokio::io::AsyncReadExt;

/// Silence is a difference already: a drop is told at once.
const PATIENCE: Duration = Duration::from_secs(2);
const HOSTS: [&str; 5] = ["a1", "a2", "p1", "p2", "b1"];

/// A VPC's settings.
#[derive(Clone, Debug)]
struct Settings {
    gateway: bool,
    /// Those of each table.
    routes: Vec<Vec<Route>>,
    /// The other VPC, if the two are peers: its routes, and whether its host has a public address.
    peer: Option<(Vec<Route>, bool)>,
    /// The table and the ACL of each subnet.
    subnets: Vec<(usize, usize)>,
    acls: Vec<(Vec<Entry>, Vec<Entry>)>,
    groups: Vec<(Vec<Permission>, Vec<Permission>)>,
    /// The groups of each host, and whether it has a public address.
    hosts: Vec<(Vec<usize>, bool)>,
    /// Where the NAT gateway stands, and whether it has a public address.
    nat: (bool, bool),
    /// Who dials whom, at which port.
    pairs: Vec<(usize, usize, bool)>,
}

#[test]
fn prediction_and_packet_agree() {
    let Some(mut house) = House::open("random") else { return };
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build().unwrap();
    runtime.block_on(house.build());
    let cases = std::env::var("PACKET_CASES").ok().and_then(|n| n.parse().ok()).unwrap_or(24);
    let config = Config { cases, max_shrink_iters: 80, failure_persistence: None, ..Config::default() };
    let before = house.network.clone();
    let (house, fates) = (RefCell::new(house), RefCell::new(BTreeMap::new()));
    let tried = TestRunner::new(config).run(&settings(), |settings| {
        let mut house = house.borrow_mut();
        house.network = before.clone();
        apply(&mut house, &settings);
        runtime.block_on(compare(&house, &settings, &mut fates.borrow_mut()))
    });
    runtime.block_on(house.into_inner().close());
    if let Err(error) = tried {
        panic!("{error}");
    }
    println!("fates of packets: {:?}", fates.borrow());
    assert!(fates.borrow().contains_key("answered"), "nothing ever got through");
}

async fn compare(
    house: &House,
    settings: &Settings,
    fates: &mut BTreeMap<String, usize>,
) -> Result<(), TestCaseError> {
    let both = [house.network.clone(), other(&house.network, settings)];
    house.fabric.lay_all(both.to_vec()).await.unwrap();
    if fates.is_empty() {
        house.listen("b1", "[::]:80");
    }
    let networks = both.into_iter().map(|network| (network.id.clone(), Arc::new(network))).collect();
    let internet = crate::house::internet();
    for (from, to, listened) in &settings.pairs {
        let port = if *listened { 80 } else { 443 };
        let to = SocketAddr::new(TARGETS[*to].parse().unwrap(), port);
        let (from, place) = match HOSTS.get(*from) {
            Some(name) => (From::Interface(format!("eni-{name}")), format!("eni-{name}")),
            None => (From::Internet, INTERNET.to_owned()),
        };
        if from == From::Internet && to.is_ipv6() {
            continue;
        }
        let predicted = trace(&networks, &internet, &from, to, 6);
        let said = match &predicted.verdict {
            Verdict::Reachable { seen_as } if *listened => format!("answered to {seen_as}"),
            Verdict::Reachable { .. } => "nobody listens".to_owned(),
            Verdict::Unreachable { reason, at, .. } => format!("{reason} at {at}"),
        };
        let seen = match house.fabric.dial(&place, to, PATIENCE).await {
            Ok(mut stream) => {
                let mut answer = String::new();
                let read = tokio::time::timeout(PATIENCE, stream.read_to_string(&mut answer)).await;
                format!("answered to {answer}{}", if read.is_err() { "…" } else { "" })
            }
            Err(undialled) => match undialled.drop {
                Some(drop) => format!("{} at {}", drop.reason, drop.at),
                None if undialled.error.kind() == std::io::ErrorKind::ConnectionRefused => {
                    "nobody listens".to_owned()
                }
                None => undialled.error.to_string(),
            },
        };
        let word = seen.split(' ').next().unwrap_or_default();
        let family = if to.is_ipv6() { " over IPv6" } else { "" };
        *fates.entry(format!("{word}{family}")).or_default() += 1;
        prop_assert_eq!(&said, &seen, "{:?} to {}: {:#?}", from, to, predicted.hops);
    }
    Ok(())
}

const TARGETS: [&str; 20] = [
    "2001:db8:1:1::10",
    "2001:db8:1:2::10",
    "2001:db8:1:3::11",
    "2001:db8:2:1::10",
    "2001:db8:9::1",
    "10.0.1.10",
    "10.0.1.11",
    "10.0.2.10",
    "10.0.3.11",
    "203.0.113.10",
    "203.0.113.11",
    "203.0.113.12",
    "203.0.113.13",
    "203.0.113.200",
    "198.51.100.10",
    "198.51.100.20",
    "10.0.2.99",
    "10.0.1.200",
    "10.9.1.10",
    "203.0.113.14",
];

fn apply(house: &mut House, settings: &Settings) {
    let network = &mut house.network;
    network.internet_gateway = settings.gateway;
    let peering = Peering { id: "pcx-1".to_owned(), other: "vpc-2".to_owned() };
    network.peerings = settings.peer.iter().map(|_| peering.clone()).collect();
    let mut third = network.subnets[1].clone();
    third.id = "subnet-3".to_owned();
    third.cidr = "10.0.3.0/24".parse().unwrap();
    network.subnets.push(third);
    network.cidrs6 = vec!["2001:db8:1::/56".parse().unwrap()];
    for (index, subnet) in network.subnets.iter_mut().enumerate() {
        subnet.cidr6 = Some(format!("2001:db8:1:{}::/64", index + 1).parse().unwrap());
    }
    network.route_tables.truncate(1);
    for (index, routes) in settings.routes.iter().enumerate() {
        let mut table = network.route_tables[0].clone();
        table.id = format!("rtb-{index}");
        table.routes.clone_from(routes);
        network.route_tables.push(table);
    }
    let six = Entry { cidr: net("::/0"), ..crate::house::all(101) };
    network.acls[0].ingress.push(six.clone());
    network.acls[0].egress.push(six);
    for (index, (ingress, egress)) in settings.acls.iter().cloned().enumerate() {
        network.acls.push(Acl { id: format!("acl-{index}x"), ingress, egress });
    }
    for (subnet, (table, acl)) in network.subnets.iter_mut().zip(&settings.subnets) {
        subnet.route_table = format!("rtb-{table}");
        subnet.acl = if *acl == 2 { "acl-1".to_owned() } else { format!("acl-{acl}x") };
    }
    network.groups = settings
        .groups
        .iter()
        .cloned()
        .enumerate()
        .map(|(index, (ingress, egress))| Group {
            id: format!("sg-{index}"),
            ingress,
            egress,
            abroad: vec![],
        })
        .collect();
    for (index, (name, (groups, public))) in HOSTS.into_iter().zip(&settings.hosts).enumerate() {
        let own = house.interface(name);
        own.groups = groups.iter().map(|group| format!("sg-{group}")).collect();
        let address = format!("203.0.113.{}", 10 + index).parse().unwrap();
        own.public = public.then_some((own.address, address)).into_iter().collect();
        if name == "p2" {
            own.subnet = "subnet-3".to_owned();
            own.address = "10.0.3.11".parse().unwrap();
        }
        let [_, _, subnet, last] = own.address.octets();
        own.addresses6 = vec![format!("2001:db8:1:{subnet}::{last}").parse().unwrap()];
    }
    let (private, public) = settings.nat;
    let own = house.interface("nat");
    if private {
        own.subnet = "subnet-2".to_owned();
        own.address = "10.0.2.200".parse().unwrap();
    }
    own.public = public.then(|| (own.address, "203.0.113.200".parse().unwrap())).into_iter().collect();
}

fn settings() -> impl Strategy<Value = Settings> {
    let group = (permissions(), permissions());
    let some = proptest::sample::subsequence(vec![0, 1], 1..=2);
    let hosts = (prop_oneof![12 => some, 1 => Just(vec![])], any::<bool>());
    (
        prop::bool::weighted(0.85),
        prop::collection::vec(routes(), 3),
        prop::option::weighted(0.7, (routes_of_peer(), any::<bool>())),
        prop::collection::vec((0..3usize, 0..3usize), 3),
        prop::collection::vec((entries(), entries()), 2),
        prop::collection::vec(group, 2),
        prop::collection::vec(hosts, 4),
        (prop::bool::weighted(0.3), prop::bool::weighted(0.8)),
        prop::collection::vec((0..6usize, 0..TARGETS.len(), prop::bool::weighted(0.7)), 14),
    )
        .prop_map(|(gateway, routes, peer, subnets, acls, groups, hosts, nat, pairs)| Settings {
            gateway,
            routes,
            peer,
            subnets,
            acls,
            groups,
            hosts,
            nat,
            pairs,
        })
}

/// A default route most often, and one into the VPC as AWS allows it, out of it, or to its peer.
fn routes() -> impl Strategy<Value = Vec<Route>> {
    let default = prop_oneof![
        4 => Just(Some(Target::InternetGateway)),
        4 => Just(Some(nat())),
        1 => Just(Some(Target::Blackhole)),
        1 => Just(None),
    ];
    let inside = prop::sample::select(vec!["10.0.1.0/24", "10.0.2.0/24", "10.0.3.0/24"]);
    let inside = (inside, prop::sample::select(vec![nat(), Target::Blackhole]));
    let outside = prop::sample::select(vec!["198.51.100.0/24", "203.0.113.0/24", "198.51.100.10/32"]);
    let outside = (outside, prop::sample::select(vec![nat(), Target::InternetGateway, Target::Blackhole]));
    let more = prop_oneof![
        4 => Just(None),
        2 => inside.prop_map(Some),
        2 => outside.prop_map(Some),
        4 => Just(Some(("10.9.0.0/16", peer()))),
    ];
    let outside6 = prop::sample::select(vec![Target::InternetGateway, Target::Blackhole]);
    let six = prop::option::weighted(
        0.6,
        prop_oneof![
            outside6.prop_map(|target| ("::/0", target)),
            Just(("2001:db8:2::/56", peer())),
            Just(("2001:db8:1:2::/64", Target::Blackhole)),
        ],
    );
    (default, more, six).prop_map(|(default, more, six)| {
        let default = default.map(|target| ("0.0.0.0/0", target));
        default
            .into_iter()
            .chain(more)
            .chain(six)
            .map(|(to, target)| Route { destination: net(to), target })
            .collect()
    })
}

fn routes_of_peer() -> impl Strategy<Value = Vec<Route>> {
    let route = |to: &str, target| Route { destination: net(to), target };
    let all = vec![
        route("0.0.0.0/0", Target::InternetGateway),
        route("10.0.0.0/16", peer()),
        route("10.0.2.0/24", Target::Blackhole),
        route("::/0", Target::InternetGateway),
        route("2001:db8:1::/56", peer()),
    ];
    proptest::sample::subsequence(all, 0..=5)
}

fn peer() -> Target {
    Target::Peering("pcx-1".to_owned())
}

/// The VPC at the other end of the peering connection, with one host. It is there also when the two are no peers.
fn other(first: &Network, settings: &Settings) -> Network {
    let (routes, public) = settings.peer.clone().unwrap_or_default();
    let mut other = first.clone();
    other.id = "vpc-2".to_owned();
    other.cidrs = vec!["10.9.0.0/16".parse().unwrap()];
    other.subnets.truncate(1);
    other.subnets[0].cidr = "10.9.1.0/24".parse().unwrap();
    other.subnets[0].route_table = "rtb-other".to_owned();
    other.subnets[0].acl = "acl-1".to_owned();
    other.route_tables = vec![RouteTable { id: "rtb-other".to_owned(), routes }];
    other.interfaces.truncate(1);
    let own = &mut other.interfaces[0];
    own.id = "eni-b1".to_owned();
    own.address = "10.9.1.10".parse().unwrap();
    own.public = public.then_some((own.address, "203.0.113.14".parse().unwrap())).into_iter().collect();
    own.addresses6 = vec!["2001:db8:2:1::10".parse().unwrap()];
    other.cidrs6 = vec!["2001:db8:2::/56".parse().unwrap()];
    other.subnets[0].cidr6 = Some("2001:db8:2:1::/64".parse().unwrap());
    other.internet_gateway = true;
    other.peerings.iter_mut().for_each(|peering| peering.other = "vpc-1".to_owned());
    other
}

fn nat() -> Target {
    Target::Interface("eni-nat".to_owned())
}

fn traffic() -> impl Strategy<Value = Traffic> {
    prop::sample::select(vec![
        Traffic::All,
        tcp(80, 80),
        tcp(443, 443),
        tcp(0, 65535),
        tcp(1024, 65535),
        tcp(79, 443),
        Traffic::Protocol(6),
        Traffic::Protocol(17),
        Traffic::Ports { protocol: 17, from: 0, to: 65535 },
        Traffic::Icmp { protocol: 1, kind: None, code: None },
    ])
}

fn block() -> impl Strategy<Value = IpNet> {
    let blocks =
        vec!["0.0.0.0/0", "10.0.0.0/16", "10.0.1.0/24", "10.0.2.10/32", "198.51.100.0/24", "203.0.113.0/24"];
    prop::sample::select(blocks).prop_map(net)
}

/// A few entries, and most often one that allows the rest.
fn entries() -> impl Strategy<Value = Vec<Entry>> {
    let some = prop::collection::vec((prop::bool::weighted(0.6), traffic(), block()), 0..3);
    (some, prop::bool::weighted(0.85)).prop_map(|(some, rest)| {
        let mut entries: Vec<_> = some
            .into_iter()
            .zip([90, 40])
            .map(|((allow, traffic, cidr), number)| Entry { number, allow, traffic, cidr })
            .collect();
        if rest {
            entries.push(crate::house::all(100));
            entries.push(Entry { number: 101, cidr: net("::/0"), ..crate::house::all(101) });
        }
        entries
    })
}

fn permissions() -> impl Strategy<Value = Vec<Permission>> {
    let peer = prop_oneof![
        2 => block().prop_map(Peer::Net),
        1 => (0..2usize).prop_map(|group| Peer::Group(format!("sg-{group}"))),
    ];
    let some = (traffic(), peer).prop_map(|(traffic, peer)| Permission { traffic, peer });
    let all = |block| Permission { traffic: Traffic::All, peer: Peer::Net(block) };
    prop_oneof![
        3 => prop::collection::vec(some, 0..3),
        2 => Just(vec![all(everywhere()), all(net("::/0"))]),
    ]
}
