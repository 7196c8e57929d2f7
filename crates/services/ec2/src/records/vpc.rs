//! VPCs, subnets and DHCP options.

use super::{Tags, resource};
use clock::Timestamp;
use ipnet::{Ipv4Net, Ipv6Net};
use serde::{Deserialize, Serialize};

/// A VPC.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Vpc {
    /// `vpc-...`
    pub id: String,
    /// The account that owns it.
    pub owner: String,
    /// IPv4 blocks; the first is the primary one.
    pub cidrs: Vec<CidrAssociation>,
    /// IPv6 blocks.
    pub ipv6: Vec<Ipv6Association>,
    /// `default` or `dedicated`.
    pub tenancy: String,
    /// It is the region's default VPC.
    pub is_default: bool,
    /// `dopt-...`, or `default` for none.
    pub dhcp_options_id: String,
    /// The resolver at the second address answers.
    pub dns_support: bool,
    /// Public addresses have names.
    pub dns_hostnames: bool,
    /// Network address usage is measured.
    pub address_usage_metrics: bool,
    /// Tags.
    pub tags: Tags,
}

/// An IPv4 block of a VPC.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct CidrAssociation {
    /// `vpc-cidr-assoc-...`
    pub id: String,
    /// The block.
    pub cidr: Ipv4Net,
}

/// An IPv6 block of a VPC or a subnet.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Ipv6Association {
    /// `vpc-cidr-assoc-...` or `subnet-cidr-assoc-...`
    pub id: String,
    /// The block.
    pub cidr: Ipv6Net,
}

impl Vpc {
    /// Whether an IPv4 block lies within one of the VPC's.
    pub fn contains(&self, block: &Ipv4Net) -> bool {
        self.cidrs.iter().any(|own| own.cidr.contains(block))
    }
}

resource!(
    Vpc,
    "ec2.vpcs",
    "vpc",
    "vpc",
    "InvalidVpcID.NotFound",
    "The vpc ID '{}' does not exist",
    |vpc| vec![&vpc.id]
);

/// A subnet.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Subnet {
    /// `subnet-...`
    pub id: String,
    /// The account that owns it.
    pub owner: String,
    /// Its VPC.
    pub vpc_id: String,
    /// Its IPv4 block; `None` in an IPv6-only subnet.
    pub cidr: Option<Ipv4Net>,
    /// IPv6 blocks.
    pub ipv6: Vec<Ipv6Association>,
    /// `us-east-1a`
    pub zone: String,
    /// `use1-az6`
    pub zone_id: String,
    /// It is its zone's default subnet.
    pub default_for_az: bool,
    /// What is launched gets a public address.
    pub map_public_ip_on_launch: bool,
    /// Interfaces get an IPv6 address.
    pub assign_ipv6_on_creation: bool,
    /// The resolver makes IPv6 addresses of IPv4 ones.
    pub enable_dns64: bool,
    /// It has no IPv4 block.
    pub ipv6_native: bool,
    /// `ip-name` or `resource-name`.
    pub hostname_type: String,
    /// Resource names have A records.
    pub resource_name_a_record: bool,
    /// Resource names have AAAA records.
    pub resource_name_aaaa_record: bool,
    /// Tags.
    pub tags: Tags,
}

resource!(
    Subnet,
    "ec2.subnets",
    "subnet",
    "subnet",
    "InvalidSubnetID.NotFound",
    "The subnet ID '{}' does not exist",
    |subnet| vec![&subnet.vpc_id]
);

/// A set of DHCP options.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct DhcpOptions {
    /// `dopt-...`
    pub id: String,
    /// The account that owns it.
    pub owner: String,
    /// Options in the order given: `domain-name-servers` and its kin, with their values.
    pub options: Vec<(String, Vec<String>)>,
    /// When it was made.
    pub created: Timestamp,
    /// Tags.
    pub tags: Tags,
}

impl DhcpOptions {
    /// The values of an option; empty where it is not set.
    pub fn values(&self, option: &str) -> &[String] {
        self.options.iter().find(|(name, _)| name == option).map_or(&[], |(_, values)| values)
    }
}

resource!(
    DhcpOptions,
    "ec2.dhcp-options",
    "dhcp-options",
    "dopt",
    "InvalidDhcpOptionID.NotFound",
    "The dhcpOption ID '{}' does not exist",
    |_options| Vec::new()
);
