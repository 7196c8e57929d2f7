//! Through a VPC, as AWS describes it.

use super::judge::{self, Chosen, Packet};
use super::walk::{Arrival, Entrance, Place, Result, Walker};
use super::{HopKind, Way};
use crate::compile::METADATA;
use crate::network::{Interface, Kind, Network, Peer, Subnet, Target};
use std::net::{IpAddr, Ipv4Addr, SocketAddr};

/// The resolver's address that is the same everywhere.
const RESOLVER: Ipv4Addr = Ipv4Addr::new(169, 254, 169, 253);

enum Exit<'a> {
    Interface(&'a Interface),
    Gateway,
    Peering(&'a str, &'a Network),
}

impl<'a> Walker<'a> {
    /// Through a VPC: source check, route, group out, ACL out, ACL in, group in.
    pub(super) fn cross(
        &mut self,
        network: &'a Network,
        entrance: Entrance<'a>,
        packet: &mut Packet,
    ) -> Result<std::result::Result<Arrival<'a>, Place<'a>>> {
        if let Entrance::Gateway = entrance {
            let public = network.interfaces.iter().flat_map(|interface| &interface.public);
            let private = public.filter(|(_, public)| IpAddr::V4(*public) == packet.to).map(|(own, _)| *own);
            let private = private.map(IpAddr::V4).next().unwrap_or(packet.to);
            let says = if private == packet.to {
                "lets in".to_owned()
            } else {
                format!("{} is {private} here", packet.to)
            };
            self.pass(HopKind::InternetGateway, &network.id, says);
            packet.to = private;
        }
        let known = self.flows.contains(&(network.id.clone(), packet.answer()));
        let (sender, subnet) = match entrance {
            Entrance::Interface(interface) => (Some(interface), network.subnet(&interface.subnet)),
            Entrance::Gateway | Entrance::Peering => (None, None),
        };
        if let Some(sender) = sender.filter(|own| own.source_check && own.kind == Kind::Host)
            && sender.all_addresses().all(|own| own != packet.source)
        {
            let says = format!("{} is not its address", packet.source);
            let at = &network.id;
            return Err(self.refuse(
                HopKind::Interface,
                &sender.id,
                &says,
                self.stop("src-dst-check", at, *packet, Some(&sender.id)),
            ));
        }
        if let Some(served) = serves(network, packet) {
            return if served {
                self.pass(HopKind::Services, &network.id, "the VPC answers itself".to_owned());
                Ok(Ok(Arrival::Services))
            } else {
                let says = format!("nothing answers at {}", SocketAddr::new(packet.to, packet.port));
                let at = &network.id;
                Err(self.refuse(HopKind::Services, at, &says, self.stop("no-service", at, *packet, None)))
            };
        }
        let (exit, chosen) = self.choose(network, sender, subnet, packet)?;
        if let (Some(sender), Exit::Interface(target)) = (sender, &exit)
            && sender.id == target.id
            && sender.kind == Kind::Nat
        {
            let says = format!("{chosen}: its own packets come back to it");
            let id = subnet.map_or("", |subnet| subnet.route_table.as_str());
            let at = &network.id;
            return Err(self.refuse(
                HopKind::RouteTable,
                id,
                &says,
                self.stop("route-loop", at, *packet, Some(&sender.id)),
            ));
        }
        if let Some(sender) = sender.filter(|_| !known) {
            self.groups(network, sender, false, packet)?;
        }
        let target = match &exit {
            Exit::Interface(target) => Some(*target),
            Exit::Gateway | Exit::Peering(..) => None,
        };
        let inside = subnet.is_some() && target.is_some_and(|t| subnet.is_some_and(|s| s.id == t.subnet));
        if let Some(subnet) = subnet.filter(|_| !inside) {
            self.acl(network, subnet, false, packet, sender)?;
        }
        if let Some(subnet) = subnet {
            self.pass(HopKind::RouteTable, &subnet.route_table, chosen);
        }
        if let Some(target) = target {
            if let Some(subnet) = network.subnet(&target.subnet).filter(|_| !inside) {
                self.acl(network, subnet, true, packet, Some(target))?;
            }
            if !known {
                self.groups(network, target, true, packet)?;
            }
        }
        self.flows.insert((network.id.clone(), *packet));
        match exit {
            Exit::Interface(target) if target.kind == Kind::Nat => Ok(Err(Place::Nat(network, target))),
            Exit::Interface(target) => self.arrive(network, target, packet).map(Ok),
            Exit::Peering(id, other) => {
                self.pass(HopKind::Peering, id, format!("to {}", other.id));
                Ok(Err(Place::Vpc(other, Entrance::Peering)))
            }
            Exit::Gateway => self.leave(network, sender, packet).map(Err),
        }
    }

    /// Where the packet leaves the VPC's router, and by which route. Within a subnet no route is asked: route tables
    /// apply to what leaves it.
    /// <https://docs.aws.amazon.com/vpc/latest/userguide/subnet-route-tables.html>
    fn choose(
        &mut self,
        network: &'a Network,
        sender: Option<&'a Interface>,
        subnet: Option<&'a Subnet>,
        packet: &Packet,
    ) -> Result<(Exit<'a>, String)> {
        let table = subnet.and_then(|subnet| network.route_table(&subnet.route_table));
        let id = subnet.map_or(network.id.as_str(), |subnet| subnet.route_table.as_str());
        let at = &network.id;
        let dead = |walker: &mut Self, says: String| {
            let sender = sender.map(|sender| sender.id.as_str());
            Err(walker.refuse(HopKind::RouteTable, id, &says, walker.stop("no-route", at, *packet, sender)))
        };
        let within = subnet.is_some_and(|subnet| match packet.to {
            IpAddr::V4(to) => subnet.cidr.contains(&to),
            IpAddr::V6(to) => subnet.cidr6.is_some_and(|cidr| cidr.contains(&to)),
        });
        let local = |says: &str| {
            let mut all = network.interfaces.iter();
            let found = all.find(|interface| interface.all_addresses().any(|own| own == packet.to));
            found.map(|found| (Exit::Interface(found), says.to_owned()))
        };
        if within || subnet.is_none() {
            let says = format!("nothing running has the address {}", packet.to);
            return local("within the subnet").map_or_else(|| dead(self, says), Ok);
        }
        let (destination, target) = match judge::route(network, table, packet.to) {
            Chosen::Local => {
                let says = format!("local, but nothing running has the address {}", packet.to);
                return local("local").map_or_else(|| dead(self, says), Ok);
            }
            Chosen::None => return dead(self, format!("no route to {}", packet.to)),
            Chosen::Route(destination, target) => (destination, target),
        };
        match target {
            Target::InternetGateway if network.internet_gateway => {
                Ok((Exit::Gateway, format!("{destination} to the internet gateway")))
            }
            Target::InternetGateway => {
                dead(self, format!("{destination} to an internet gateway that is not attached"))
            }
            Target::Interface(id) => match network.interface(id) {
                Some(interface) => {
                    let what = if interface.kind == Kind::Nat { "the NAT gateway " } else { "" };
                    Ok((Exit::Interface(interface), format!("{destination} to {what}{id}")))
                }
                None => dead(self, format!("{destination} to {id}, which is not there")),
            },
            Target::Peering(id) => {
                let peering = network.peerings.iter().find(|peering| peering.id == *id);
                match peering.and_then(|peering| self.networks.get(&peering.other)) {
                    Some(other) => Ok((Exit::Peering(id, other), format!("{destination} to {id}"))),
                    None => dead(self, format!("{destination} to {id}, which is not active")),
                }
            }
            Target::Blackhole => dead(self, format!("{destination} to a blackhole")),
        }
    }

    fn groups(&mut self, network: &Network, own: &Interface, ingress: bool, packet: &Packet) -> Result<()> {
        if own.kind == Kind::Nat {
            return Ok(());
        }
        let (kind, reason) =
            if ingress { (HopKind::SecurityGroupIn, "sg-in") } else { (HopKind::SecurityGroupOut, "sg-out") };
        if own.groups.is_empty() {
            let says = "the interface has no security group";
            return Err(self.refuse(
                kind,
                &own.id,
                says,
                self.stop("no-group", &network.id, *packet, Some(&own.id)),
            ));
        }
        if let Some((group, permission)) = judge::permission(network, own, ingress, packet) {
            let with = match &permission.peer {
                Peer::Net(net) => net.to_string(),
                Peer::Group(id) => id.clone(),
            };
            let way = if ingress { "from" } else { "to" };
            self.pass(kind, &group.id, format!("allows {} {way} {with}", judge::words(permission.traffic)));
            return Ok(());
        }
        let (way, other) = if ingress { ("from", packet.source) } else { ("to", packet.to) };
        let what = judge::protocol_name(packet.protocol);
        let says = format!("no rule allows {what} {} {way} {other}", packet.port);
        let stop = self.stop(reason, &network.id, *packet, Some(&own.id));
        Err(self.refuse(kind, &own.groups.join(" "), &says, stop))
    }

    fn acl(
        &mut self,
        network: &Network,
        subnet: &Subnet,
        ingress: bool,
        packet: &Packet,
        interface: Option<&Interface>,
    ) -> Result<()> {
        let kind = if ingress { HopKind::AclIn } else { HopKind::AclOut };
        let decided = network.acl(&subnet.acl).map(|acl| judge::acl(acl, ingress, packet, self.way));
        let (number, allows) = decided.unwrap_or((None, false));
        let entry = number.map_or_else(|| "*".to_owned(), |number| number.to_string());
        if allows {
            self.pass(kind, &subnet.acl, format!("entry {entry} allows"));
            return Ok(());
        }
        let reason = format!("acl-{} {} {entry}", if ingress { "in" } else { "out" }, subnet.acl);
        let port = match self.way {
            Way::There => packet.port.to_string(),
            Way::Back => "to an ephemeral port".to_owned(),
        };
        let says = format!("entry {entry} denies {} {port}", judge::protocol_name(packet.protocol));
        let id = interface.map(|own| own.id.as_str());
        Err(self.refuse(kind, &subnet.acl, &says, self.stop(&reason, &network.id, *packet, id)))
    }

    fn arrive(
        &mut self,
        network: &'a Network,
        target: &'a Interface,
        packet: &Packet,
    ) -> Result<Arrival<'a>> {
        if target.all_addresses().any(|own| own == packet.to) {
            self.pass(HopKind::Interface, &target.id, format!("has {}", packet.to));
            return Ok(Arrival::Interface(network, target));
        }
        let reason = if target.source_check { "src-dst-check" } else { "not-followed" };
        let says = format!("{} is not its address", packet.to);
        let at = &network.id;
        Err(self.refuse(
            HopKind::Interface,
            &target.id,
            &says,
            self.stop(reason, at, *packet, Some(&target.id)),
        ))
    }

    /// Out of the internet gateway: an IPv4 address that is nobody's outside does not get through.
    fn leave(
        &mut self,
        network: &'a Network,
        sender: Option<&'a Interface>,
        packet: &mut Packet,
    ) -> Result<Place<'a>> {
        if let IpAddr::V4(source) = packet.source {
            let public = network.interfaces.iter().flat_map(|interface| &interface.public);
            let own = public.filter(|(private, _)| *private == source).map(|(_, public)| *public).next();
            let Some(public) = own else {
                let says = format!("{source} has no public address");
                let at = &network.id;
                let sender = sender.map(|sender| sender.id.as_str());
                return Err(self.refuse(
                    HopKind::InternetGateway,
                    at,
                    &says,
                    self.stop("no-public-address", at, *packet, sender),
                ));
            };
            self.pass(HopKind::InternetGateway, &network.id, format!("{source} is {public} outside"));
            packet.source = IpAddr::V4(public);
        } else {
            self.pass(HopKind::InternetGateway, &network.id, "lets out".to_owned());
        }
        Ok(Place::Outside)
    }
}

/// Whether the address is the VPC's own, and whether something answers at the port.
fn serves(network: &Network, packet: &Packet) -> Option<bool> {
    let IpAddr::V4(to) = packet.to else { return None };
    if METADATA.contains(&to) {
        return Some(packet.port == 80);
    }
    if network.resolver() == Some(to) || to == RESOLVER {
        return Some(network.dns && packet.port == 53);
    }
    network.subnets.iter().any(|subnet| subnet.gateway() == to).then_some(false)
}
