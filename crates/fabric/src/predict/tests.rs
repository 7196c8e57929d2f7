//! The mistakes that people make with networks, each with its reason and its mend. That packets do the same, tests/packets
//! tells.

use super::*;
use crate::compile::OutsideHost;
use crate::network::*;
use ipnet::IpNet;

fn net(text: &str) -> IpNet {
    text.parse().unwrap_or_default()
}

fn all() -> IpNet {
    net("0.0.0.0/0")
}

fn tcp(from: u16, to: u16) -> Traffic {
    Traffic::Ports { protocol: 6, from, to }
}

fn entry(number: u16, allow: bool, traffic: Traffic) -> Entry {
    Entry { number, allow, traffic, cidr: all() }
}

/// A public and a private subnet, a NAT gateway in the public one, and a host in each: `web` with a public address.
fn network() -> Network {
    let subnet = |id: &str, cidr: &str, table: &str| Subnet {
        id: id.to_owned(),
        cidr: cidr.parse().unwrap_or_default(),
        cidr6: None,
        route_table: table.to_owned(),
        acl: "acl-1".to_owned(),
    };
    let table = |id: &str, target| RouteTable {
        id: id.to_owned(),
        routes: vec![Route { destination: all(), target }],
    };
    let own = |id: &str, subnet: &str, last: [u8; 2], public: Option<u8>, kind| Interface {
        id: format!("eni-{id}"),
        subnet: subnet.to_owned(),
        address: [10, 0, last[0], last[1]].into(),
        secondary: Vec::new(),
        addresses6: Vec::new(),
        mac: [2, 0, 0, 0, last[0], last[1]],
        groups: if kind == Kind::Nat { Vec::new() } else { vec!["sg-1".to_owned()] },
        source_check: kind == Kind::Host,
        public: public
            .map(|public| ([10, 0, last[0], last[1]].into(), [203, 0, 113, public].into()))
            .into_iter()
            .collect(),
        kind,
    };
    Network {
        id: "vpc-1".to_owned(),
        cidrs: vec!["10.0.0.0/16".parse().unwrap_or_default()],
        dns: true,
        internet_gateway: true,
        subnets: vec![
            subnet("subnet-public", "10.0.1.0/24", "rtb-public"),
            subnet("subnet-private", "10.0.2.0/24", "rtb-private"),
        ],
        route_tables: vec![
            table("rtb-public", Target::InternetGateway),
            table("rtb-private", Target::Interface("eni-nat".to_owned())),
            RouteTable { id: "rtb-main".to_owned(), routes: Vec::new() },
        ],
        acls: vec![Acl {
            id: "acl-1".to_owned(),
            ingress: vec![entry(100, true, Traffic::All)],
            egress: vec![entry(100, true, Traffic::All)],
        }],
        groups: vec![Group {
            id: "sg-1".to_owned(),
            ingress: vec![Permission { traffic: tcp(80, 80), peer: Peer::Net(all()) }],
            egress: vec![Permission { traffic: Traffic::All, peer: Peer::Net(all()) }],
            abroad: Vec::new(),
        }],
        interfaces: vec![
            own("web", "subnet-public", [1, 10], Some(10), Kind::Host),
            own("bare", "subnet-public", [1, 11], None, Kind::Host),
            own("nat", "subnet-public", [1, 200], Some(200), Kind::Nat),
            own("app", "subnet-private", [2, 10], None, Kind::Host),
        ],
        ..Network::default()
    }
}

fn predict(networks: Vec<Network>, from: &str, to: &str, protocol: u8) -> Trace {
    let networks = networks.into_iter().map(|network| (network.id.clone(), Arc::new(network))).collect();
    let partner = OutsideHost {
        name: "partner.example".to_owned(),
        address: [198, 51, 100, 20].into(),
        admits: vec![net("203.0.113.200/32")],
    };
    let internet = Internet { aws: [198, 51, 100, 1].into(), hosts: vec![partner] };
    let from = match from {
        "internet" => From::Internet,
        name => From::Interface(format!("eni-{name}")),
    };
    let to = to.parse().unwrap_or(SocketAddr::from(([0, 0, 0, 0], 0)));
    trace(&networks, &internet, &from, to, protocol)
}

/// `seen as ADDRESS`, or `REASON at PLACE: MEND`.
fn told(trace: &Trace) -> String {
    match &trace.verdict {
        Verdict::Reachable { seen_as } => format!("seen as {seen_as}"),
        Verdict::Unreachable { reason, at, mend, .. } => format!("{reason} at {at}: {mend}"),
    }
}

fn check(change: impl FnOnce(&mut Network), from: &str, to: &str, wanted: &str) {
    let mut network = network();
    change(&mut network);
    let trace = predict(vec![network], from, to, 6);
    assert_eq!(told(&trace), wanted, "{from} to {to}: {:#?}", trace.hops);
}

const AWS: &str = "198.51.100.1:443";

#[test]
fn what_is_well_laid_reaches() {
    for (from, to, wanted) in [
        ("app", AWS, "seen as 203.0.113.200"),
        ("web", AWS, "seen as 203.0.113.10"),
        ("app", "198.51.100.20:443", "seen as 203.0.113.200"),
        ("internet", "203.0.113.10:80", "seen as 198.51.100.1"),
        ("app", "10.0.1.10:80", "seen as 10.0.2.10"),
        ("app", "203.0.113.10:80", "seen as 203.0.113.200"),
        ("web", "203.0.113.10:80", "seen as 203.0.113.10"),
        ("web", "10.0.1.10:80", "seen as 10.0.1.10"),
        ("app", "10.0.0.2:53", "seen as 10.0.2.10"),
        ("app", "169.254.170.2:80", "seen as 10.0.2.10"),
    ] {
        check(|_| {}, from, to, wanted);
    }
}

#[test]
fn a_nat_gateway_in_its_own_private_subnet() {
    let misplaced = |network: &mut Network| {
        network.interfaces[2].subnet = "subnet-private".to_owned();
        network.interfaces[2].address = [10, 0, 2, 200].into();
    };
    check(
        misplaced,
        "app",
        AWS,
        "route-loop at vpc-1: Put the NAT gateway of eni-nat into the public subnet subnet-public: in subnet-private it \
         obeys the route table that leads to itself.",
    );
}

#[test]
fn no_way_out() {
    let empty = |network: &mut Network| network.route_tables[1].routes.clear();
    check(
        empty,
        "app",
        AWS,
        "no-route at vpc-1: Add to rtb-private a route 0.0.0.0/0 to the NAT gateway of eni-nat.",
    );
    let alone = |network: &mut Network| {
        empty(network);
        network.interfaces.remove(2);
    };
    check(
        alone,
        "app",
        AWS,
        "no-route at vpc-1: Add to rtb-private a route 0.0.0.0/0 to a NAT gateway in a public subnet, or to an internet \
         gateway and give eni-app a public address.",
    );
    let public = |network: &mut Network| network.route_tables[0].routes.clear();
    check(
        public,
        "web",
        AWS,
        "no-route at vpc-1: Add to rtb-public a route 0.0.0.0/0 to the internet gateway.",
    );
    let gone = |network: &mut Network| network.route_tables[1].routes[0].target = Target::Blackhole;
    check(
        gone,
        "app",
        AWS,
        "no-route at vpc-1: Replace the target of the route 0.0.0.0/0 in rtb-private: what it led to is gone.",
    );
    check(
        |network| network.internet_gateway = false,
        "web",
        AWS,
        "no-route at vpc-1: Attach an internet gateway to vpc-1.",
    );
}

#[test]
fn a_route_table_that_is_not_associated() {
    check(
        |network| network.subnets[1].route_table = "rtb-main".to_owned(),
        "app",
        AWS,
        "no-route at vpc-1: Associate subnet-private with the route table rtb-private, which no subnet uses: \
         subnet-private obeys rtb-main, which has no route to 198.51.100.1.",
    );
}

#[test]
fn no_public_address() {
    check(
        |_| {},
        "bare",
        AWS,
        "no-public-address at vpc-1: Give eni-bare a public address, or route subnet-public over a NAT gateway (eni-nat).",
    );
    check(
        |network| network.interfaces[2].public.clear(),
        "app",
        AWS,
        "no-public-address at vpc-1: Give the NAT gateway of eni-nat an Elastic IP, or make it a public one.",
    );
}

#[test]
fn groups() {
    check(
        |network| network.groups[0].egress.clear(),
        "app",
        AWS,
        "sg-out at vpc-1: Add to the security group sg-1 an outbound rule for tcp 443 to 198.51.100.1/32.",
    );
    check(
        |_| {},
        "app",
        "10.0.1.10:5432",
        "sg-in at vpc-1: Add to the security group sg-1 an inbound rule for tcp 5432 from sg-1.",
    );
    check(
        |_| {},
        "internet",
        "203.0.113.10:22",
        "sg-in at vpc-1: Add to the security group sg-1 an inbound rule for tcp 22 from 198.51.100.1/32.",
    );
    check(
        |network| network.interfaces[3].groups.clear(),
        "app",
        AWS,
        "no-group at vpc-1: Give eni-app a security group.",
    );
    // What came in may answer, whatever the way out says; by reference it is the private address that counts.
    check(|network| network.groups[0].egress.clear(), "internet", "203.0.113.10:80", "seen as 198.51.100.1");
    let by_reference =
        |network: &mut Network| network.groups[0].ingress[0].peer = Peer::Group("sg-1".to_owned());
    check(by_reference, "app", "10.0.1.10:80", "seen as 10.0.2.10");
    check(
        by_reference,
        "app",
        "203.0.113.10:80",
        "sg-in at vpc-1: Add to the security group sg-1 an inbound rule for tcp 80 from 203.0.113.200/32.",
    );
}

#[test]
fn acls_keep_no_state() {
    let only =
        |traffic| move |network: &mut Network| network.acls[0].ingress = vec![entry(100, true, traffic)];
    let ephemeral = "acl-in acl-1 * at vpc-1: Add to the network ACL acl-1 an inbound entry that allows tcp 1024-65535 \
                     from 198.51.100.1/32: ACLs keep no state, and answers go to ephemeral ports.";
    check(only(tcp(443, 443)), "web", AWS, ephemeral);
    check(only(tcp(1024, 65535)), "web", AWS, "seen as 203.0.113.10");
    // Some of the ports that a client may dial from are not enough.
    check(only(tcp(1024, 40_000)), "web", AWS, ephemeral);
    let denied = |network: &mut Network| network.acls[0].ingress.insert(0, entry(90, false, tcp(80, 80)));
    check(
        denied,
        "internet",
        "203.0.113.10:80",
        "acl-in acl-1 90 at vpc-1: Add to the network ACL acl-1 an inbound entry with a number below 90 that allows tcp \
         80 from 198.51.100.1/32.",
    );
    // Within a subnet no ACL is asked.
    check(|network| network.acls[0].ingress.clear(), "bare", "10.0.1.10:80", "seen as 10.0.1.11");
}

#[test]
fn addresses_that_nobody_has() {
    for (from, to, wanted) in [
        ("app", "10.0.1.99:80", "no-route at vpc-1: Dial another address: nothing that runs has 10.0.1.99."),
        (
            "app",
            "192.0.2.1:80",
            "no-such-host at internet: Dial another address: nothing that runs has 192.0.2.1.",
        ),
        (
            "internet",
            "10.0.1.10:80",
            "no-such-host at internet: Dial a public address: 10.0.1.10 is private, and nobody outside of its VPC knows it.",
        ),
        (
            "app",
            "10.0.2.1:80",
            "no-service at vpc-1: Dial another address: 10.0.2.1 is the VPC's own, and serves nothing at port 80.",
        ),
        (
            "internet",
            "203.0.113.200:80",
            "unsolicited at eni-nat: Dial the address of what is to answer: behind a NAT gateway nothing can be reached.",
        ),
        (
            "web",
            "198.51.100.20:443",
            "not-admitted partner.example at internet: Let the other side admit 203.0.113.10, or leave from an address \
             that it admits.",
        ),
        ("app", "[2001:db8::1]:80", "no-address at eni-app: Give eni-app an IPv6 address."),
        (
            "gone",
            AWS,
            "no-interface at eni-gone: Attach eni-gone to something: an interface that nothing uses stands in no network.",
        ),
    ] {
        check(|_| {}, from, to, wanted);
    }
    check(
        |network| network.dns = false,
        "app",
        "10.0.0.2:53",
        "no-service at vpc-1: Set enableDnsSupport of vpc-1 to true.",
    );
}

/// <https://docs.aws.amazon.com/vpc/latest/userguide/subnet-route-tables.html>: a more specific route beats the local one,
/// and no route applies to what stays in the subnet.
#[test]
fn more_specific_routes() {
    let dead = |network: &mut Network| {
        let route = Route { destination: net("10.0.1.0/24"), target: Target::Blackhole };
        network.route_tables.iter_mut().for_each(|table| table.routes.push(route.clone()));
    };
    check(
        dead,
        "app",
        "10.0.1.10:80",
        "no-route at vpc-1: Replace the target of the route 10.0.1.0/24 in rtb-private: what it led to is gone.",
    );
    check(dead, "bare", "10.0.1.10:80", "seen as 10.0.1.11");
}

#[test]
fn peering_needs_both_routes() {
    let two = |back: bool| {
        let peering = |other: &str| Peering { id: "pcx-1".to_owned(), other: other.to_owned() };
        let route = |to: &str| Route { destination: net(to), target: Target::Peering("pcx-1".to_owned()) };
        let (mut one, mut other) = (network(), network());
        one.peerings = vec![peering("vpc-2")];
        one.route_tables[1].routes.push(route("10.9.0.0/16"));
        other.id = "vpc-2".to_owned();
        other.cidrs = vec!["10.9.0.0/16".parse().unwrap_or_default()];
        other.subnets.truncate(1);
        other.subnets[0].cidr = "10.9.1.0/24".parse().unwrap_or_default();
        other.interfaces.truncate(1);
        other.interfaces[0].id = "eni-db".to_owned();
        other.interfaces[0].address = [10, 9, 1, 10].into();
        other.interfaces[0].public.clear();
        other.internet_gateway = false;
        other.peerings = vec![peering("vpc-1")];
        other.route_tables[0].routes = if back { vec![route("10.0.0.0/16")] } else { Vec::new() };
        told(&predict(vec![one, other], "app", "10.9.1.10:80", 6))
    };
    assert_eq!(two(true), "seen as 10.0.2.10");
    assert_eq!(two(false), "no-route at vpc-2: Add to rtb-public a route to 10.0.2.10/32 over pcx-1.");
}

#[test]
fn datagrams_have_rules_of_their_own() {
    let trace = predict(vec![network()], "app", "10.0.1.10:80", 17);
    assert_eq!(
        told(&trace),
        "sg-in at vpc-1: Add to the security group sg-1 an inbound rule for udp 80 from sg-1."
    );
}

#[test]
fn hops_in_aws_order() {
    let trace = predict(vec![network()], "app", AWS, 6);
    let there = trace.hops.iter().filter(|hop| hop.way == Way::There).map(|hop| hop.kind);
    let wanted = [
        HopKind::Interface,
        HopKind::SecurityGroupOut,
        HopKind::AclOut,
        HopKind::RouteTable,
        HopKind::AclIn,
        HopKind::NatGateway,
        HopKind::AclOut,
        HopKind::RouteTable,
        HopKind::InternetGateway,
        HopKind::Internet,
    ];
    assert_eq!(there.collect::<Vec<_>>(), wanted);
    assert!(trace.hops.iter().all(|hop| hop.passes));
}
