//! What comes with a VPC: its main route table, its default security group and its default network ACL; and the VPC
//! that every region has from the beginning.
//! <https://docs.aws.amazon.com/vpc/latest/userguide/default-vpc.html>

use crate::ids;
use crate::records::*;
use crate::state::Estate;
use crate::zones::Zone;
use clock::Timestamp;
use ipnet::{IpNet, Ipv4Net, Ipv6Net};
use rand::Rng;
use std::net::{Ipv4Addr, Ipv6Addr};
use wire::prelude::*;

/// The block of a default VPC.
pub(crate) const DEFAULT_BLOCK: Ipv4Net = Ipv4Net::new_assert(Ipv4Addr::new(172, 31, 0, 0), 16);
/// Everything.
pub(crate) const ANY_V4: Ipv4Net = Ipv4Net::new_assert(Ipv4Addr::UNSPECIFIED, 0);
/// Everything, of IPv6.
pub(crate) const ANY_V6: Ipv6Net = Ipv6Net::new_assert(Ipv6Addr::UNSPECIFIED, 0);

/// Adds a VPC with what comes with it.
pub(crate) fn add(estate: &mut Estate, vpc: Vpc) {
    let route = |destination| Route { destination, target: Target::Local, with_table: true };
    let v4 = vpc.cidrs.iter().map(|own| route(Destination::V4(own.cidr)));
    let v6 = vpc.ipv6.iter().map(|own| route(Destination::V6(own.cidr)));
    let routes = v4.chain(v6).collect();
    let main = RouteTableAssociation { id: ids::new("rtbassoc"), target: AssociationTarget::Main };
    estate.route_tables.put(RouteTable {
        id: ids::new("rtb"),
        owner: vpc.owner.clone(),
        vpc_id: vpc.id.clone(),
        routes,
        associations: vec![main],
        tags: Tags::new(),
    });
    let id = ids::new("sg");
    let own = Peer::Group { id: id.clone(), account: vpc.owner.clone(), peering: None };
    let mut rules = vec![everything(false, own), everything(true, Peer::V4(ANY_V4))];
    if !vpc.ipv6.is_empty() {
        rules.push(everything(true, Peer::V6(ANY_V6)));
    }
    estate.security_groups.put(SecurityGroup {
        id,
        owner: vpc.owner.clone(),
        vpc_id: vpc.id.clone(),
        name: "default".to_owned(),
        description: "default VPC security group".to_owned(),
        rules,
        associated_vpcs: Vec::new(),
        tags: Tags::new(),
    });
    let mut entries = allow_all(100, IpNet::V4(ANY_V4));
    if !vpc.ipv6.is_empty() {
        entries.extend(allow_all(101, IpNet::V6(ANY_V6)));
    }
    estate.network_acls.put(NetworkAcl {
        id: ids::new("acl"),
        owner: vpc.owner.clone(),
        vpc_id: vpc.id.clone(),
        is_default: true,
        entries,
        associations: Vec::new(),
        tags: Tags::new(),
    });
    estate.vpcs.put(vpc);
}

/// A rule for all protocols.
pub(crate) fn everything(egress: bool, peer: Peer) -> SecurityGroupRule {
    SecurityGroupRule {
        id: ids::new("sgr"),
        egress,
        protocol: "-1".to_owned(),
        from_port: -1,
        to_port: -1,
        peer,
        description: None,
        tags: Tags::new(),
    }
}

/// The entries by which a default ACL allows a family both ways.
pub(crate) fn allow_all(number: i32, cidr: IpNet) -> Vec<NetworkAclEntry> {
    let entry =
        |egress| NetworkAclEntry { number, egress, protocol: -1, allow: true, cidr, ports: None, icmp: None };
    vec![entry(false), entry(true)]
}

/// A VPC without anything in it.
pub(crate) fn blank(estate: &Estate, block: Ipv4Net) -> Vpc {
    Vpc {
        id: ids::new("vpc"),
        owner: estate.account.clone(),
        cidrs: vec![CidrAssociation { id: ids::new("vpc-cidr-assoc"), cidr: block }],
        ipv6: Vec::new(),
        tenancy: "default".to_owned(),
        is_default: false,
        dhcp_options_id: default_options(estate).unwrap_or_else(|| "default".to_owned()),
        dns_support: true,
        dns_hostnames: false,
        address_usage_metrics: false,
        tags: Tags::new(),
    }
}

/// The options that the region came with: those that name Amazon's resolver and the region's domain, and no tags.
fn default_options(estate: &Estate) -> Option<String> {
    estate.dhcp_options.all().min_by_key(|options| options.created).map(|options| options.id.clone())
}

/// A subnet without anything in it.
pub(crate) fn blank_subnet(vpc: &Vpc, zone: &Zone, cidr: Option<Ipv4Net>) -> Subnet {
    Subnet {
        id: ids::new("subnet"),
        owner: vpc.owner.clone(),
        vpc_id: vpc.id.clone(),
        cidr,
        ipv6: Vec::new(),
        zone: zone.name.clone(),
        zone_id: zone.id.clone(),
        default_for_az: false,
        map_public_ip_on_launch: false,
        assign_ipv6_on_creation: false,
        enable_dns64: false,
        ipv6_native: cidr.is_none(),
        hostname_type: "ip-name".to_owned(),
        resource_name_a_record: false,
        resource_name_aaaa_record: false,
        tags: Tags::new(),
    }
}

/// Adds a subnet, guarded by its VPC's default ACL.
pub(crate) fn add_subnet(estate: &mut Estate, subnet: Subnet) -> Result<()> {
    let default = estate.network_acls.all().find(|acl| acl.vpc_id == subnet.vpc_id && acl.is_default);
    let acl = default.map(|acl| acl.id.clone()).ok_or_else(|| Error::internal("a VPC without its ACL"))?;
    let association = NetworkAclAssociation { id: ids::new("aclassoc"), subnet_id: subnet.id.clone() };
    estate.network_acls.edit(&acl, |acl| acl.associations.push(association))?;
    estate.subnets.put(subnet);
    Ok(())
}

/// Makes the default VPC: a subnet in every zone, and the way to the internet.
pub(crate) fn make_default(estate: &mut Estate) -> Result<Vpc> {
    if estate.dhcp_options.len() == 0 {
        estate.dhcp_options.put(DhcpOptions {
            id: ids::new("dopt"),
            owner: estate.account.clone(),
            options: vec![
                ("domain-name".to_owned(), vec![private_domain(&estate.region)]),
                ("domain-name-servers".to_owned(), vec!["AmazonProvidedDNS".to_owned()]),
            ],
            created: Timestamp::EPOCH,
            tags: Tags::new(),
        });
    }
    let vpc = Vpc { is_default: true, dns_hostnames: true, ..blank(estate, DEFAULT_BLOCK) };
    add(estate, vpc.clone());
    let gateway = InternetGateway {
        id: ids::new("igw"),
        owner: estate.account.clone(),
        vpc_id: Some(vpc.id.clone()),
        tags: Tags::new(),
    };
    let main = main_table(estate, &vpc.id)?;
    let way = Route {
        destination: Destination::V4(ANY_V4),
        target: Target::InternetGateway(gateway.id.clone()),
        with_table: false,
    };
    estate.route_tables.edit(&main, |table| table.routes.push(way))?;
    estate.internet_gateways.put(gateway);
    let blocks = DEFAULT_BLOCK.subnets(20).or_internal()?;
    for (zone, block) in crate::zones::zones(&estate.region).iter().zip(blocks) {
        add_subnet(estate, default_subnet(&vpc, zone, block))?;
    }
    Ok(vpc)
}

/// A default subnet of a zone.
pub(crate) fn default_subnet(vpc: &Vpc, zone: &Zone, block: Ipv4Net) -> Subnet {
    Subnet { default_for_az: true, map_public_ip_on_launch: true, ..blank_subnet(vpc, zone, Some(block)) }
}

/// The id of a VPC's main route table.
pub(crate) fn main_table(estate: &Estate, vpc_id: &str) -> Result<String> {
    let main = estate.route_tables.all().find(|table| table.vpc_id == vpc_id && table.is_main());
    main.map(|table| table.id.clone()).ok_or_else(|| Error::internal("a VPC without its main route table"))
}

/// The domain of private names in a region.
pub(crate) fn private_domain(region: &str) -> String {
    if region == "us-east-1" { "ec2.internal".to_owned() } else { format!("{region}.compute.internal") }
}

/// A /56 that no VPC here has: Amazon's own pool is played by the documentation's block.
pub(crate) fn new_ipv6_block(estate: &Estate) -> Ipv6Net {
    let mut random = rand::rng();
    loop {
        let number = u128::from(random.random::<u32>() >> 8);
        let block = Ipv6Net::new_assert(Ipv6Addr::from_bits(0x2001_0db8 << 96 | number << 72), 56);
        if estate.vpcs.all().all(|vpc| vpc.ipv6.iter().all(|own| own.cidr != block)) {
            return block;
        }
    }
}
