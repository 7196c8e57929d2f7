//! The smallest change that lets a packet through, in one sentence.

use super::Way;
use super::judge::{self, Chosen, Packet};
use super::walk::{Stop, Walker};
use crate::network::{Interface, Kind, Network, Subnet, Target};
use std::net::IpAddr;

impl Walker<'_> {
    pub(super) fn mend(&self, stop: &Stop) -> String {
        let network = self.networks.get(&stop.at).map(|network| &**network);
        let interface = stop.interface.as_deref();
        let own = network.zip(interface).and_then(|(network, id)| network.interface(id));
        let what = judge::protocol_name(stop.packet.protocol);
        let word = stop.reason.split(' ').next().unwrap_or_default();
        match (word, network, own) {
            ("sg-out", _, Some(own)) => format!(
                "Add to the security group {} an outbound rule for {what} {} to {}.",
                first(own),
                stop.packet.port,
                block(stop.packet.to)
            ),
            ("sg-in", Some(network), Some(own)) => format!(
                "Add to the security group {} an inbound rule for {what} {} from {}.",
                first(own),
                stop.packet.port,
                sender(network, stop.packet.source)
            ),
            ("acl-in" | "acl-out", ..) => acl(stop, &what),
            ("no-route", Some(network), Some(own)) => self.route(network, own, &stop.packet),
            ("no-route", ..) => nobody(&stop.packet),
            ("route-loop", Some(network), Some(own)) => misplaced(network, own),
            ("no-public-address", _, Some(own)) if own.kind == Kind::Nat => {
                format!("Give the NAT gateway of {} an Elastic IP, or make it a public one.", own.id)
            }
            ("no-public-address", Some(network), Some(own)) => format!(
                "Give {} a public address, or route {} over a NAT gateway{}.",
                own.id,
                own.subnet,
                gateway(network).map(|nat| format!(" ({})", nat.id)).unwrap_or_default()
            ),
            ("no-group", _, Some(own)) => format!("Give {} a security group.", own.id),
            ("not-followed", _, Some(own)) => {
                format!("Ask again from {}: what it does with packets of others is its own.", own.id)
            }
            ("src-dst-check", _, Some(own)) => format!(
                "Switch the source/destination check of {} off, if it is to pass packets of others on.",
                own.id
            ),
            ("no-address", None, _) if interface.is_none() => {
                "Dial an IPv4 address: nobody dials IPv6 from outside here.".to_owned()
            }
            ("no-address", ..) => {
                format!("Give {} an IPv6 address.", interface.unwrap_or("the network interface"))
            }
            ("no-interface", ..) => format!(
                "Attach {} to something: an interface that nothing uses stands in no network.",
                interface.unwrap_or("the network interface")
            ),
            ("unsolicited", ..) if stop.way == Way::Back => format!(
                "Route the answer the way of its question: {} never saw the question that it answers.",
                stop.at
            ),
            ("unsolicited", ..) => {
                "Dial the address of what is to answer: behind a NAT gateway nothing can be reached."
                    .to_owned()
            }
            ("no-service", Some(network), _) if resolves(network, &stop.packet) && !network.dns => {
                format!("Set enableDnsSupport of {} to true.", network.id)
            }
            ("no-service", ..) if stop.packet.port != 53 => format!(
                "Dial another address: {} is the VPC's own, and serves nothing at port {}.",
                stop.packet.to, stop.packet.port
            ),
            ("no-such-host", ..) if is_private(stop.packet.to) => {
                format!(
                    "Dial a public address: {} is private, and nobody outside of its VPC knows it.",
                    stop.packet.to
                )
            }
            ("not-admitted", ..) => {
                let source = stop.packet.source;
                format!("Let the other side admit {source}, or leave from an address that it admits.")
            }
            _ => nobody(&stop.packet),
        }
    }

    fn route(&self, network: &Network, own: &Interface, packet: &Packet) -> String {
        let Some(subnet) = network.subnet(&own.subnet) else { return nobody(packet) };
        let id = &subnet.route_table;
        match judge::route(network, network.route_table(id), packet.to) {
            Chosen::Local => nobody(packet),
            Chosen::Route(_, Target::InternetGateway) => {
                format!("Attach an internet gateway to {}.", network.id)
            }
            Chosen::Route(destination, _) => {
                format!("Replace the target of the route {destination} in {id}: what it led to is gone.")
            }
            Chosen::None => self.missing(network, subnet, own, packet),
        }
    }

    /// No route at all: a table that was meant for the subnet, else the route that is missing.
    fn missing(&self, network: &Network, subnet: &Subnet, own: &Interface, packet: &Packet) -> String {
        let unused = network.route_tables.iter().find(|table| {
            let used = network.subnets.iter().any(|subnet| subnet.route_table == table.id);
            let leads = judge::route(network, Some(table), packet.to);
            let suits = |target: &Target| matches!(target, Target::Peering(_)) == is_private(packet.to);
            !used
                && matches!(leads, Chosen::Route(_, target) if *target != Target::Blackhole && suits(target))
        });
        if let Some(table) = unused {
            return format!(
                "Associate {} with the route table {}, which no subnet uses: {} obeys {}, which has no route to {}.",
                subnet.id, table.id, subnet.id, subnet.route_table, packet.to
            );
        }
        let id = &subnet.route_table;
        let peering = network.peerings.iter().find(|peering| {
            let other = self.networks.get(&peering.other);
            other.is_some_and(|other| matches!(judge::route(other, None, packet.to), Chosen::Local))
        });
        match (peering, gateway(network)) {
            (Some(peering), _) => format!("Add to {id} a route to {} over {}.", block(packet.to), peering.id),
            (None, _) if is_private(packet.to) => nobody(packet),
            (None, _) if !own.public.is_empty() && network.internet_gateway => {
                format!("Add to {id} a route 0.0.0.0/0 to the internet gateway.")
            }
            (None, Some(nat)) => format!("Add to {id} a route 0.0.0.0/0 to the NAT gateway of {}.", nat.id),
            (None, None) => format!(
                "Add to {id} a route 0.0.0.0/0 to a NAT gateway in a public subnet, or to an internet gateway and give {} a \
             public address.",
                own.id
            ),
        }
    }
}

fn first(own: &Interface) -> &str {
    own.groups.first().map_or("", String::as_str)
}

fn block(address: IpAddr) -> String {
    format!("{address}/{}", if address.is_ipv4() { 32 } else { 128 })
}

/// A sender by its group, as one writes rules; else by its address.
fn sender(network: &Network, source: IpAddr) -> String {
    let mut all = network.interfaces.iter();
    let found = all.find(|interface| interface.all_addresses().any(|own| own == source));
    found.and_then(|own| own.groups.first().cloned()).unwrap_or_else(|| block(source))
}

fn acl(stop: &Stop, what: &str) -> String {
    let mut words = stop.reason.split(' ');
    let ingress = words.next() == Some("acl-in");
    let (id, entry) = (words.next().unwrap_or_default(), words.next().unwrap_or("*"));
    let (direction, way) = if ingress { ("inbound", "from") } else { ("outbound", "to") };
    let other = block(if ingress { stop.packet.source } else { stop.packet.to });
    let number = if entry == "*" { String::new() } else { format!(" with a number below {entry}") };
    match stop.way {
        Way::There => format!(
            "Add to the network ACL {id} an {direction} entry{number} that allows {what} {} {way} {other}.",
            stop.packet.port
        ),
        Way::Back => format!(
            "Add to the network ACL {id} an {direction} entry{number} that allows {what} 1024-65535 {way} {other}: ACLs \
             keep no state, and answers go to ephemeral ports."
        ),
    }
}

fn is_private(address: IpAddr) -> bool {
    matches!(address, IpAddr::V4(address) if address.is_private())
}

/// A NAT gateway that stands where it can reach the internet.
fn gateway(network: &Network) -> Option<&Interface> {
    network.interfaces.iter().find(|own| own.kind == Kind::Nat && is_public(network, &own.subnet))
}

fn is_public(network: &Network, subnet: &str) -> bool {
    let table = network.subnet(subnet).and_then(|subnet| network.route_table(&subnet.route_table));
    table.is_some_and(|table| table.routes.iter().any(|route| route.target == Target::InternetGateway))
}

fn misplaced(network: &Network, own: &Interface) -> String {
    let public = network.subnets.iter().find(|subnet| is_public(network, &subnet.id));
    let place = public.map_or_else(
        || "a subnet whose route table leads to an internet gateway".to_owned(),
        |subnet| format!("the public subnet {}", subnet.id),
    );
    format!(
        "Put the NAT gateway of {} into {place}: in {} it obeys the route table that leads to itself.",
        own.id, own.subnet
    )
}

fn resolves(network: &Network, packet: &Packet) -> bool {
    packet.port == 53 && network.resolver().is_some_and(|resolver| IpAddr::V4(resolver) == packet.to)
}

fn nobody(packet: &Packet) -> String {
    format!("Dial another address: nothing that runs has {}.", packet.to)
}
