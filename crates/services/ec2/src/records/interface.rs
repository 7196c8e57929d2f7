//! Network interfaces and Elastic IP addresses.

use super::{Tags, resource};
use clock::Timestamp;
use ipnet::{Ipv4Net, Ipv6Net};
use serde::{Deserialize, Serialize};
use std::net::{Ipv4Addr, Ipv6Addr};

/// A network interface.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct NetworkInterface {
    /// `eni-...`
    pub id: String,
    /// The account that owns it.
    pub owner: String,
    /// Its VPC.
    pub vpc_id: String,
    /// Its subnet.
    pub subnet_id: String,
    /// Its zone.
    pub zone: String,
    /// Its description.
    pub description: String,
    /// `interface`, `natGateway`, `vpc_endpoint`, ...
    pub interface_type: String,
    /// `02:1a:...`
    pub mac: String,
    /// IPv4 addresses; the first is the primary one. Empty in an IPv6-only subnet.
    pub addresses: Vec<PrivateAddress>,
    /// IPv6 addresses.
    pub ipv6: Vec<Ipv6Addr>,
    /// The first IPv6 address is the primary one.
    pub primary_ipv6: bool,
    /// /28 blocks of IPv4 addresses.
    #[serde(default)]
    pub ipv4_prefixes: Vec<Ipv4Net>,
    /// /80 blocks of IPv6 addresses.
    #[serde(default)]
    pub ipv6_prefixes: Vec<Ipv6Net>,
    /// Its security groups; empty for NAT gateways.
    pub groups: Vec<String>,
    /// Packets must be from or to it.
    pub source_dest_check: bool,
    /// Who asked for it: a service's account or role.
    pub requester_id: String,
    /// A service made it and manages it.
    pub requester_managed: bool,
    /// What it is attached to.
    pub attachment: Option<Attachment>,
    /// When it was made.
    pub created: Timestamp,
    /// Tags.
    pub tags: Tags,
}

/// A private address and the public one that stands for it.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct PrivateAddress {
    /// The private address.
    pub address: Ipv4Addr,
    /// Its public address.
    pub public: Option<PublicAddress>,
}

/// A public address as an interface has it.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct PublicAddress {
    /// The address.
    pub ip: Ipv4Addr,
    /// `eipassoc-...` and `eipalloc-...`, where it is an Elastic IP address.
    pub elastic: Option<(String, String)>,
}

/// What a network interface is attached to.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Attachment {
    /// `eni-attach-...` or `ela-attach-...`
    pub id: String,
    /// The instance, as the service that attached it calls it.
    pub instance_id: Option<String>,
    /// Who owns what it is attached to: an account or `amazon-aws`.
    pub instance_owner: String,
    /// Its index there.
    pub device_index: i32,
    /// When.
    pub at: Timestamp,
    /// It goes when that goes.
    pub delete_on_termination: bool,
}

impl NetworkInterface {
    /// The primary private address.
    pub fn primary(&self) -> Option<Ipv4Addr> {
        self.addresses.first().map(|address| address.address)
    }
}

resource!(
    NetworkInterface,
    "ec2.network-interfaces",
    "network-interface",
    "eni",
    "InvalidNetworkInterfaceID.NotFound",
    "The networkInterface ID '{}' does not exist",
    |interface| vec![&interface.vpc_id],
    public | interface | {
        let public = interface.addresses.iter().filter_map(|a| a.public.as_ref());
        public.filter(|public| public.elastic.is_none()).map(|public| public.ip).collect()
    }
);

/// An Elastic IP address.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Address {
    /// `eipalloc-...`
    pub id: String,
    /// The account that owns it.
    pub owner: String,
    /// The public address.
    pub public_ip: Ipv4Addr,
    /// What it stands for.
    pub association: Option<AddressAssociation>,
    /// `nlb`, `alb`, `rds`, `rnat` where a service manages it.
    pub service_managed: Option<String>,
    /// Tags.
    pub tags: Tags,
}

/// What an Elastic IP address stands for.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct AddressAssociation {
    /// `eipassoc-...`
    pub id: String,
    /// The interface.
    pub interface_id: String,
    /// The private address.
    pub private_ip: Ipv4Addr,
}

resource!(
    Address,
    "ec2.addresses",
    "elastic-ip",
    "eipalloc",
    "InvalidAllocationID.NotFound",
    "The allocation ID '{}' does not exist",
    |_address| Vec::new(),
    public | address | vec![address.public_ip]
);
