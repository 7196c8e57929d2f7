//! A VPC's namespace and those of its interfaces.

use super::{nat, router};
use crate::names;
use crate::network::{Interface, Kind, Network, Route, Subnet, Target};
use crate::world::{Address, Choice, Hop, INTERNET, Link, Namespace, NamespaceKind, Neighbour, Over, World};
use ipnet::{IpNet, Ipv4Net, Ipv6Net};
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

/// Where the local route of every table leads: one entry for each address that is there.
pub(super) const LOCAL: u32 = 1000;
/// The main table, which namespaces that do not choose use.
pub(super) const MAIN: u32 = 254;
/// This side and the other side of a link between two routers.
pub(super) const NEAR: Ipv6Addr = Ipv6Addr::new(0xfe80, 0, 0, 0, 0, 0, 0, 2);
pub(super) const FAR: Ipv6Addr = Ipv6Addr::new(0xfe80, 0, 0, 0, 0, 0, 0, 1);

pub(super) fn add(network: &Network, world: &mut World) {
    let mut vpc =
        Namespace { kind: NamespaceKind::Router, table: router::table(network), ..Namespace::default() };
    add_void(&network.id, &mut vpc);
    for address in router::METADATA.into_iter().chain(network.resolver()).chain([SECOND_RESOLVER]) {
        own(&mut vpc, address);
    }
    for subnet in &network.subnets {
        own(&mut vpc, subnet.gateway());
        choose(network, subnet, &mut vpc);
    }
    for six in [false, true] {
        vpc.rules.insert(Choice { priority: 32000, mark: None, to: None, table: LOCAL, six });
        vpc.routes.insert(Hop { table: LOCAL, to: everywhere(six), over: Over::Void });
    }
    if network.internet_gateway {
        let link =
            Link { peer_namespace: INTERNET.to_owned(), peer: names::uplink(&network.id), peer_mac: None };
        vpc.links.insert(router::IGW.to_owned(), link);
        vpc.addresses.insert(link_local(router::IGW, NEAR));
    }
    add_peerings(network, &mut vpc);
    for table in &network.route_tables {
        let number = names::number(&table.id);
        for cidr in &network.cidrs {
            vpc.routes.insert(Hop { table: number, to: IpNet::V4(*cidr), over: Over::Throw });
        }
        for cidr in &network.cidrs6 {
            vpc.routes.insert(Hop { table: number, to: IpNet::V6(*cidr), over: Over::Throw });
        }
        for six in [false, true] {
            vpc.routes.insert(Hop { table: number, to: everywhere(six), over: Over::Void });
        }
        vpc.routes.extend(table.routes.iter().map(|route| hop(network, number, route)));
    }
    for interface in &network.interfaces {
        if let Some(subnet) = network.subnet(&interface.subnet) {
            attach(network, subnet, interface, &mut vpc, world);
        }
    }
    world.insert(network.id.clone(), vpc);
}

/// The resolver's link-local address, the same in every VPC.
const SECOND_RESOLVER: Ipv4Addr = Ipv4Addr::new(169, 254, 169, 253);

/// A packet that leaves a subnet is routed by the table of the subnet. What stays inside is not, whatever the table says:
/// <https://docs.aws.amazon.com/vpc/latest/userguide/subnet-route-tables.html>
fn choose(network: &Network, subnet: &Subnet, vpc: &mut Namespace) {
    let mark = Some(names::number(&subnet.id));
    let table = names::number(&subnet.route_table);
    for six in [false, true] {
        vpc.rules.insert(Choice { priority: 100, mark, to: None, table, six });
    }
    // A rule costs every packet that passes it: only where the table holds a route into the subnet.
    let routes = network.route_table(&subnet.route_table).map_or(&[][..], |table| table.routes.as_slice());
    let blocks = [Some(IpNet::V4(subnet.cidr)), subnet.cidr6.map(IpNet::V6)].into_iter().flatten();
    for block in blocks.filter(|block| routes.iter().any(|route| meets(&route.destination, block))) {
        let six = matches!(block, IpNet::V6(_));
        vpc.rules.insert(Choice { priority: 90, mark, to: Some(block), table: LOCAL, six });
    }
}

/// Whether two blocks have addresses in common. What is as wide as a default route never beats the local one.
fn meets(route: &IpNet, block: &IpNet) -> bool {
    route.prefix_len() > 0 && (route.contains(block) || block.contains(route))
}

/// A route of a route table; what leads nowhere leads to the void, where it is seen.
fn hop(network: &Network, table: u32, route: &Route) -> Hop {
    let over = match &route.target {
        Target::InternetGateway if network.internet_gateway => {
            Over::Via(IpAddr::V6(FAR), router::IGW.to_owned())
        }
        Target::Interface(id) => match network.interface(id) {
            Some(interface) => Over::Via(IpAddr::V4(interface.address), names::device(id)),
            None => Over::Void,
        },
        Target::Peering(id) => match network.peerings.iter().find(|peering| peering.id == *id) {
            Some(peering) => {
                let other = if network.id < peering.other { FAR } else { NEAR };
                Over::Via(IpAddr::V6(other), names::peering(id))
            }
            None => Over::Void,
        },
        Target::InternetGateway | Target::Blackhole => Over::Void,
    };
    Hop { table, to: route.destination, over }
}

/// The link of a peering connection is made from the VPC whose id comes first.
fn add_peerings(network: &Network, vpc: &mut Namespace) {
    for peering in &network.peerings {
        let device = names::peering(&peering.id);
        let first = network.id < peering.other;
        vpc.addresses.insert(link_local(&device, if first { NEAR } else { FAR }));
        if first {
            let link = Link { peer_namespace: peering.other.clone(), peer: device.clone(), peer_mac: None };
            vpc.links.insert(device, link);
        }
    }
}

/// Puts an interface into its own namespace and its other end into the VPC's.
fn attach(network: &Network, subnet: &Subnet, interface: &Interface, vpc: &mut Namespace, world: &mut World) {
    let device = names::device(&interface.id);
    let link =
        Link { peer_namespace: interface.id.clone(), peer: ETH0.to_owned(), peer_mac: Some(interface.mac) };
    vpc.links.insert(device.clone(), link);
    vpc.addresses.insert(link_local(&device, FAR));
    for address in interface.all_addresses() {
        vpc.neighbours.insert(Neighbour { device: device.clone(), address, mac: interface.mac });
        let to = IpNet::from(address);
        vpc.routes.insert(Hop { table: LOCAL, to, over: Over::Device(device.clone()) });
    }
    let mut own = Namespace::default();
    for address in interface.addresses() {
        // Only the primary one stands for the subnet: the kernel speaks from the address that does.
        let prefix = if address == interface.address { subnet.cidr.prefix_len() } else { 32 };
        let net = Ipv4Net::new(address, prefix).unwrap_or(subnet.cidr);
        own.addresses.insert(Address { device: ETH0.to_owned(), net: IpNet::V4(net) });
    }
    for address in &interface.addresses6 {
        own.addresses.insert(Address { device: ETH0.to_owned(), net: IpNet::from(IpAddr::V6(*address)) });
        let over = Over::Via(IpAddr::V6(FAR), ETH0.to_owned());
        own.routes.insert(Hop { table: MAIN, to: everywhere(true), over });
    }
    let over = Over::Via(IpAddr::V4(subnet.gateway()), ETH0.to_owned());
    own.routes.insert(Hop { table: MAIN, to: everywhere(false), over });
    if interface.kind == Kind::Nat {
        own.kind = NamespaceKind::Router;
        own.table = nat::table(network, interface);
    }
    world.insert(interface.id.clone(), own);
}

/// The device inside a task.
const ETH0: &str = "eth0";

/// A device that nobody reads: what has no route is led there, seen, and dropped.
pub(super) fn add_void(namespace: &str, router: &mut Namespace) {
    let link = Link { peer_namespace: namespace.to_owned(), peer: "void1".to_owned(), peer_mac: None };
    router.links.insert(router::VOID.to_owned(), link);
}

/// An address that a router has itself.
pub(super) fn own(router: &mut Namespace, address: Ipv4Addr) {
    router.addresses.insert(Address { device: "lo".to_owned(), net: IpNet::from(IpAddr::V4(address)) });
}

pub(super) fn link_local(device: &str, address: Ipv6Addr) -> Address {
    let net = Ipv6Net::new(address, 64).unwrap_or_default();
    Address { device: device.to_owned(), net: IpNet::V6(net) }
}

pub(super) fn everywhere(six: bool) -> IpNet {
    if six { IpNet::V6(Ipv6Net::default()) } else { IpNet::V4(Ipv4Net::default()) }
}
