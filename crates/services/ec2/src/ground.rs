//! What stands on the records: the description that the fabric makes a VPC's packets' ways from.
//!
//! Only what is in use stands in the network: an interface that nothing is attached to does not answer, and a NAT gateway
//! that is not available yet does not translate.

use crate::network::Network;
use crate::records::*;
use crate::{Ec2, Listener};
use fabric::{Fabric, Kind, Traffic};
use ipnet::IpNet;
use std::collections::BTreeMap;
use std::net::IpAddr;
use std::sync::{Arc, Weak};

/// Tells the fabric of changes, and answers what it asks.
pub struct Ground {
    ec2: Weak<Ec2>,
    fabric: Arc<Fabric>,
}

impl Ground {
    /// Joins the service and the fabric: from now on VPCs that are laid follow their records.
    pub fn join(ec2: &Arc<Ec2>, fabric: &Arc<Fabric>, opener: fabric::Opener) {
        let ground = Arc::new(Self { ec2: Arc::downgrade(ec2), fabric: fabric.clone() });
        ec2.listen(ground.clone());
        fabric.join(Self::survey(ec2), opener, Arc::new(door::log));
    }
    /// What the records say of VPCs, also where no network is laid.
    pub fn survey(ec2: &Arc<Ec2>) -> Arc<dyn fabric::Survey> {
        Arc::new(Surveyor { ec2: Arc::downgrade(ec2) })
    }
}

impl Listener for Ground {
    fn changed(&self, _account: &str, _region: &str, vpc_id: &str) {
        if self.ec2.strong_count() > 0 {
            self.fabric.changed(vpc_id);
        }
    }
}

struct Surveyor {
    ec2: Weak<Ec2>,
}

impl fabric::Survey for Surveyor {
    fn vpcs(&self) -> Vec<String> {
        let all = self.ec2.upgrade().map(|ec2| ec2.vpcs()).unwrap_or_default();
        all.into_iter().map(|(_, _, vpc)| vpc).collect()
    }
    fn network(&self, vpc: &str) -> Option<fabric::Network> {
        let ec2 = self.ec2.upgrade()?;
        let (account, region) = ec2.home_of(vpc)?;
        let network = ec2.network(&account, &region, vpc)?;
        let others = |group: &str| ec2.members_elsewhere(group, vpc);
        Some(describe(&network, &others))
    }
    fn vpc_of(&self, interface: &str) -> Option<String> {
        self.ec2.upgrade()?.vpc_of(interface)
    }
}

impl Ec2 {
    /// The account and the region of a VPC.
    fn home_of(&self, vpc: &str) -> Option<(String, String)> {
        let mut places = self.state.places().into_iter();
        places.find(|place| self.state.estate(place).lock().vpcs.find(vpc).is_some())
    }
    fn vpc_of(&self, interface: &str) -> Option<String> {
        let mut places = self.state.places().into_iter();
        places.find_map(|place| {
            let estate = self.state.estate(&place);
            let estate = estate.lock();
            estate.interfaces.find(interface).map(|interface| interface.vpc_id.clone())
        })
    }
    /// The addresses of a group's members in VPCs other than `vpc`.
    fn members_elsewhere(&self, group: &str, vpc: &str) -> Vec<IpAddr> {
        let mut members = Vec::new();
        for place in self.state.places() {
            let estate = self.state.estate(&place);
            let estate = estate.lock();
            let of =
                |own: &&Arc<NetworkInterface>| own.vpc_id != vpc && own.groups.iter().any(|id| id == group);
            members.extend(estate.interfaces.all().filter(of).flat_map(|own| addresses(own)));
        }
        members
    }
}

fn addresses(interface: &NetworkInterface) -> Vec<IpAddr> {
    let four = interface.addresses.iter().map(|address| IpAddr::V4(address.address));
    four.chain(interface.ipv6.iter().copied().map(IpAddr::V6)).collect()
}

/// A VPC in the fabric's terms. `elsewhere` gives the addresses of a group's members in other VPCs.
fn describe(network: &Network, elsewhere: &dyn Fn(&str) -> Vec<IpAddr>) -> fabric::Network {
    let lists = PrefixLists(network);
    let own_domain = network.dhcp_options.as_ref().and_then(|options| options.values("domain-name").first());
    let domain = match network.region.as_str() {
        "us-east-1" => "ec2.internal".to_owned(),
        region => format!("{region}.compute.internal"),
    };
    fabric::Network {
        id: network.vpc.id.clone(),
        cidrs: network.vpc.cidrs.iter().map(|own| own.cidr).collect(),
        cidrs6: network.vpc.ipv6.iter().map(|own| own.cidr).collect(),
        dns: network.vpc.dns_support,
        domain: own_domain.cloned().unwrap_or(domain),
        names: BTreeMap::new(),
        internet_gateway: network.internet_gateway.is_some(),
        subnets: network.subnets.iter().filter_map(|own| subnet(network, own)).collect(),
        route_tables: network.route_tables.iter().map(|own| route_table(network, &lists, own)).collect(),
        acls: network.network_acls.iter().map(|own| acl(own)).collect(),
        groups: network.security_groups.iter().map(|own| group(&lists, own, elsewhere)).collect(),
        interfaces: network.interfaces.iter().filter_map(|own| interface(network, own)).collect(),
        peerings: network.peerings.iter().filter_map(|own| peering(network, own)).collect(),
    }
}

fn subnet(network: &Network, own: &Subnet) -> Option<fabric::Subnet> {
    Some(fabric::Subnet {
        id: own.id.clone(),
        cidr: own.cidr?,
        cidr6: own.ipv6.first().map(|block| block.cidr),
        route_table: network.route_table_of(&own.id)?.id.clone(),
        acl: network.network_acl_of(&own.id)?.id.clone(),
    })
}

fn route_table(network: &Network, lists: &PrefixLists<'_>, own: &RouteTable) -> fabric::RouteTable {
    let mut routes = Vec::new();
    for route in own.routes.iter().filter(|route| route.target != Target::Local) {
        let Some(target) = target(network, route) else { continue };
        let destinations = match &route.destination {
            Destination::V4(net) => vec![IpNet::V4(*net)],
            Destination::V6(net) => vec![IpNet::V6(*net)],
            Destination::PrefixList(id) => lists.of(id),
        };
        let over = |destination| fabric::Route { destination, target: target.clone() };
        routes.extend(destinations.into_iter().map(over));
    }
    fabric::RouteTable { id: own.id.clone(), routes }
}

/// Where a route leads; nothing for the routes of gateway endpoints, whose packets go where they would go anyway.
fn target(network: &Network, route: &Route) -> Option<fabric::Target> {
    if !network.is_active(route) {
        return Some(fabric::Target::Blackhole);
    }
    Some(match &route.target {
        Target::Local => return None,
        Target::InternetGateway(_) | Target::EgressOnly(_) | Target::Endpoint(_) => {
            fabric::Target::InternetGateway
        }
        Target::NatGateway(id) => {
            let gateway = network.nat_gateways.iter().find(|own| own.id == *id)?;
            let address = gateway.addresses.first().and_then(|address| address.interface_id.clone());
            match address {
                Some(interface) if gateway.state == NatGatewayState::Available => {
                    fabric::Target::Interface(interface)
                }
                _ => fabric::Target::Blackhole,
            }
        }
        Target::Interface(id) => fabric::Target::Interface(id.clone()),
        Target::Peering(id) => fabric::Target::Peering(id.clone()),
    })
}

fn acl(own: &NetworkAcl) -> fabric::Acl {
    let side = |egress: bool| {
        let of = own.entries.iter().filter(|entry| entry.egress == egress);
        of.map(|entry| fabric::Entry {
            number: u16::try_from(entry.number).unwrap_or(u16::MAX),
            allow: entry.allow,
            traffic: acl_traffic(entry),
            cidr: entry.cidr,
        })
        .collect()
    };
    fabric::Acl { id: own.id.clone(), ingress: side(false), egress: side(true) }
}

fn acl_traffic(entry: &NetworkAclEntry) -> Traffic {
    let (from, to) = entry.ports.unwrap_or((-1, -1));
    let (kind, code) = entry.icmp.unwrap_or((-1, -1));
    match entry.protocol {
        protocol @ (6 | 17) => ports(protocol as u8, from, to),
        protocol @ (1 | 58) => icmp(protocol as u8, kind, code),
        protocol => u8::try_from(protocol).map_or(Traffic::All, Traffic::Protocol),
    }
}

fn group(
    lists: &PrefixLists<'_>,
    own: &SecurityGroup,
    elsewhere: &dyn Fn(&str) -> Vec<IpAddr>,
) -> fabric::Group {
    let side = |egress: bool| {
        let of = own.rules.iter().filter(|rule| rule.egress == egress);
        of.flat_map(|rule| {
            let traffic = group_traffic(rule);
            peers(lists, &rule.peer).into_iter().map(move |peer| fabric::Permission { traffic, peer })
        })
        .collect()
    };
    fabric::Group { id: own.id.clone(), ingress: side(false), egress: side(true), abroad: elsewhere(&own.id) }
}

fn group_traffic(rule: &SecurityGroupRule) -> Traffic {
    match rule.protocol.as_str() {
        "tcp" => ports(6, rule.from_port, rule.to_port),
        "udp" => ports(17, rule.from_port, rule.to_port),
        "icmp" => icmp(1, rule.from_port, rule.to_port),
        "icmpv6" => icmp(58, rule.from_port, rule.to_port),
        number => number.parse().map_or(Traffic::All, Traffic::Protocol),
    }
}

fn ports(protocol: u8, from: i32, to: i32) -> Traffic {
    let port = |port: i32, any: u16| u16::try_from(port).unwrap_or(any);
    Traffic::Ports { protocol, from: port(from, 0), to: port(to, u16::MAX) }
}

fn icmp(protocol: u8, kind: i32, code: i32) -> Traffic {
    let known = |number: i32| u8::try_from(number).ok();
    Traffic::Icmp { protocol, kind: known(kind), code: known(code) }
}

fn peers(lists: &PrefixLists<'_>, peer: &Peer) -> Vec<fabric::Peer> {
    match peer {
        Peer::V4(net) => vec![fabric::Peer::Net(IpNet::V4(*net))],
        Peer::V6(net) => vec![fabric::Peer::Net(IpNet::V6(*net))],
        Peer::PrefixList(id) => lists.of(id).into_iter().map(fabric::Peer::Net).collect(),
        Peer::Group { id, .. } => vec![fabric::Peer::Group(id.clone())],
    }
}

/// An interface that something is attached to; a NAT gateway's once it translates.
fn interface(network: &Network, own: &NetworkInterface) -> Option<fabric::Interface> {
    let gateway = network.nat_gateways.iter().find(|gateway| {
        gateway.addresses.iter().any(|address| address.interface_id.as_ref() == Some(&own.id))
    });
    match gateway {
        Some(gateway) if gateway.state != NatGatewayState::Available => return None,
        None if own.attachment.is_none() => return None,
        _ => {}
    }
    let public =
        own.addresses.iter().filter_map(|address| Some((address.address, address.public.as_ref()?.ip)));
    Some(fabric::Interface {
        id: own.id.clone(),
        subnet: own.subnet_id.clone(),
        address: own.primary()?,
        secondary: own.addresses.iter().skip(1).map(|address| address.address).collect(),
        addresses6: own.ipv6.clone(),
        mac: mac(&own.mac)?,
        groups: own.groups.clone(),
        source_check: own.source_dest_check,
        public: public.collect(),
        kind: if gateway.is_some() { Kind::Nat } else { Kind::Host },
    })
}

fn mac(text: &str) -> Option<[u8; 6]> {
    let bytes: Vec<u8> = text.split(':').filter_map(|part| u8::from_str_radix(part, 16).ok()).collect();
    bytes.try_into().ok()
}

fn peering(network: &Network, own: &PeeringConnection) -> Option<fabric::Peering> {
    let other = if own.requester.vpc_id == network.vpc.id { &own.accepter } else { &own.requester };
    (own.state == PeeringState::Active)
        .then(|| fabric::Peering { id: own.id.clone(), other: other.vpc_id.clone() })
}

/// The blocks behind the ids of prefix lists.
struct PrefixLists<'a>(&'a Network);

impl PrefixLists<'_> {
    fn of(&self, id: &str) -> Vec<IpNet> {
        let list = self.0.prefix_lists.iter().find(|list| list.id == id);
        list.into_iter().flat_map(|list| list.entries()).map(|(net, _)| *net).collect()
    }
}
