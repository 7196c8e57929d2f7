//! Links, addresses, neighbours, routes and rules.

use super::{Doing, Result};
use crate::world::{Address, Choice, Hop, Link, Namespace, Neighbour, Over};
use ipnet::IpNet;
use nlink::netlink::addr::{Ipv4Address, Ipv6Address};
use nlink::netlink::link::VethLink;
use nlink::netlink::namespace::Netns;
use nlink::netlink::neigh::Neighbor;
use nlink::netlink::route::{Ipv4Route, Ipv6Route};
use nlink::netlink::rule::RuleBuilder;
use nlink::netlink::types::route::RouteType;
use nlink::netlink::{Connection, Route};
use std::net::IpAddr;

/// The metric of routes to the void: any other route to the same place comes first.
const LAST: u32 = 9999;

/// Makes a veth pair whose other end stands in `peer`. Both are down.
pub(super) async fn add_veth(
    connection: &Connection<Route>,
    device: &str,
    link: &Link,
    peer: &Netns,
) -> nlink::Result<()> {
    let mut veth = VethLink::new(device, &link.peer).peer_netns_fd(peer);
    if let Some(mac) = link.peer_mac {
        veth = veth.peer_address(mac);
    }
    there(connection.add_link(veth).await)
}

/// Without `sure` everything of `new` is made again, since what `old` has may not be there.
pub(super) async fn converge(
    connection: &Connection<Route>,
    name: &str,
    old: &Namespace,
    new: &Namespace,
    sure: bool,
) -> Result<()> {
    let nothing = Namespace::default();
    let known = if sure { old } else { &nothing };
    for address in old.addresses.difference(&new.addresses) {
        let gone = connection.del_address_if_exists(
            address.device.as_str(),
            address.net.addr(),
            address.net.prefix_len(),
        );
        device_gone(gone.await.map(drop)).doing(|| format!("take {} from {name}", address.net))?;
    }
    for address in new.addresses.difference(&known.addresses) {
        add_address(connection, address).await.doing(|| format!("give {} to {name}", address.net))?;
    }
    for neighbour in old.neighbours.difference(&new.neighbours) {
        let gone = connection.del_neighbor_if_exists(neighbor(neighbour)).await.map(drop);
        device_gone(gone).doing(|| format!("forget the neighbour {} in {name}", neighbour.address))?;
    }
    for neighbour in new.neighbours.difference(&known.neighbours) {
        let told = connection.replace_neighbor(neighbor(neighbour)).await;
        told.doing(|| format!("tell {name} of its neighbour {}", neighbour.address))?;
    }
    for choice in old.rules.difference(&new.rules) {
        let gone = connection.del_rule_if_exists(rule(choice)).await.map(drop);
        gone.doing(|| format!("delete a routing rule of {name}"))?;
    }
    for choice in new.rules.difference(&known.rules) {
        there(connection.add_rule(rule(choice)).await).doing(|| format!("add a routing rule to {name}"))?;
    }
    for hop in new.routes.difference(&known.routes) {
        replace(connection, hop).await.doing(|| format!("add the route to {} in {name}", hop.to))?;
    }
    let kept = |hop: &Hop| new.routes.iter().any(|other| key(other) == key(hop));
    for hop in old.routes.difference(&new.routes).filter(|hop| !kept(hop)) {
        delete(connection, hop).await.doing(|| format!("delete the route to {} in {name}", hop.to))?;
    }
    Ok(())
}

/// What the kernel takes for the same route.
fn key(hop: &Hop) -> (u32, IpNet, bool) {
    (hop.table, hop.to, hop.over == Over::Void)
}

async fn add_address(connection: &Connection<Route>, address: &Address) -> nlink::Result<()> {
    there(match address.net {
        IpNet::V4(net) => {
            connection.add_address(Ipv4Address::new(&address.device, net.addr(), net.prefix_len())).await
        }
        IpNet::V6(net) => {
            connection
                .add_address(Ipv6Address::new(&address.device, net.addr(), net.prefix_len()).nodad())
                .await
        }
    })
}

fn neighbor(neighbour: &Neighbour) -> Neighbor {
    Neighbor::new(&neighbour.device, neighbour.address).lladdr(neighbour.mac).permanent()
}

fn rule(choice: &Choice) -> RuleBuilder {
    let rule = if choice.six { RuleBuilder::v6() } else { RuleBuilder::v4() };
    let rule = rule.priority(choice.priority).table(choice.table);
    let rule = match choice.mark {
        Some(mark) => rule.fwmark(mark),
        None => rule,
    };
    match choice.to {
        Some(to) => rule.to_addr(to.network(), to.prefix_len()),
        None => rule,
    }
}

async fn replace(connection: &Connection<Route>, hop: &Hop) -> nlink::Result<()> {
    match hop.to {
        IpNet::V4(net) => {
            let route = Ipv4Route::from_addr(net.network(), net.prefix_len()).table(hop.table);
            connection.replace_route(over4(route, &hop.over)).await
        }
        IpNet::V6(net) => {
            let route = Ipv6Route::from_addr(net.network(), net.prefix_len()).table(hop.table);
            connection.replace_route(over6(route, &hop.over)).await
        }
    }
}

/// The whole route is said: of a bare destination the kernel would take the route to the void for the one that is meant.
async fn delete(connection: &Connection<Route>, hop: &Hop) -> nlink::Result<()> {
    let gone = match hop.to {
        IpNet::V4(net) => {
            let route = Ipv4Route::from_addr(net.network(), net.prefix_len()).table(hop.table);
            connection.del_route_if_exists(over4(route, &hop.over)).await
        }
        IpNet::V6(net) => {
            let route = Ipv6Route::from_addr(net.network(), net.prefix_len()).table(hop.table);
            connection.del_route_if_exists(over6(route, &hop.over)).await
        }
    };
    device_gone(gone.map(drop))
}

fn over4(route: Ipv4Route, over: &Over) -> Ipv4Route {
    match over {
        Over::Throw => route.route_type(RouteType::Throw),
        Over::Device(device) => route.dev(device),
        Over::Via(IpAddr::V4(router), device) => route.gateway(*router).dev(device).onlink(),
        Over::Via(IpAddr::V6(router), device) => route.gateway_v6(*router).dev(device),
        Over::Void => route.dev("void").metric(LAST),
    }
}

fn over6(route: Ipv6Route, over: &Over) -> Ipv6Route {
    match over {
        Over::Throw => route.route_type(RouteType::Throw),
        // IPv6 over an IPv4 router has no form; the interface itself is the next hop.
        Over::Device(device) | Over::Via(IpAddr::V4(_), device) => route.dev(device),
        Over::Via(IpAddr::V6(router), device) => route.gateway(*router).dev(device),
        Over::Void => route.dev("void").metric(LAST),
    }
}

/// What is there already need not be made.
fn there(made: nlink::Result<()>) -> nlink::Result<()> {
    match made {
        Err(error) if error.is_already_exists() => Ok(()),
        made => made,
    }
}

/// What stood on a device left with it.
fn device_gone(deleted: nlink::Result<()>) -> nlink::Result<()> {
    match deleted {
        Err(error) if error.is_no_device() || error.is_not_found() => Ok(()),
        deleted => deleted,
    }
}
