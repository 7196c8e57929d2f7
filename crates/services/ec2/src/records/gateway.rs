//! NAT gateways, endpoints and peering connections.

use super::{Tags, resource};
use clock::Timestamp;
use ipnet::{Ipv4Net, Ipv6Net};
use serde::{Deserialize, Serialize};
use std::net::Ipv4Addr;

/// A NAT gateway.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct NatGateway {
    /// `nat-...`
    pub id: String,
    /// The account that owns it.
    pub owner: String,
    /// Its VPC.
    pub vpc_id: String,
    /// The subnet that it stands in, whose route table it obeys.
    pub subnet_id: String,
    /// It translates to public addresses.
    pub public: bool,
    /// Where it is in its life.
    pub state: NatGatewayState,
    /// Why it failed: code and text.
    pub failure: Option<(String, String)>,
    /// Its addresses; the first is the primary one.
    pub addresses: Vec<NatGatewayAddress>,
    /// When it was made.
    pub created: Timestamp,
    /// When its deletion was asked for.
    pub deleted: Option<Timestamp>,
    /// Tags.
    pub tags: Tags,
}

/// The life of a NAT gateway.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum NatGatewayState {
    /// Being made.
    Pending,
    /// It could not be made.
    Failed,
    /// It translates.
    Available,
    /// Going.
    Deleting,
    /// Gone, and seen for an hour yet.
    Deleted,
}

/// An address of a NAT gateway.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct NatGatewayAddress {
    /// The Elastic IP address's allocation and association.
    pub elastic: Option<(String, String)>,
    /// Its interface.
    pub interface_id: Option<String>,
    /// The private address.
    pub private_ip: Option<Ipv4Addr>,
    /// The public address.
    pub public_ip: Option<Ipv4Addr>,
}

resource!(
    NatGateway,
    "ec2.nat-gateways",
    "natgateway",
    "nat",
    "NatGatewayNotFound",
    "NatGateway {} was not found",
    |gateway| vec![&gateway.vpc_id]
);

/// A VPC endpoint.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct VpcEndpoint {
    /// `vpce-...`
    pub id: String,
    /// The account that owns it.
    pub owner: String,
    /// Its VPC.
    pub vpc_id: String,
    /// `com.amazonaws.us-east-1.s3`
    pub service_name: String,
    /// It is an interface endpoint, else a gateway endpoint.
    pub interface: bool,
    /// Where it is in its life.
    pub state: EndpointState,
    /// Its policy, as it was given.
    pub policy: String,
    /// Route tables of a gateway endpoint.
    pub route_tables: Vec<String>,
    /// Subnets of an interface endpoint, with the interface in each.
    pub subnets: Vec<(String, String)>,
    /// Security groups of an interface endpoint.
    pub groups: Vec<String>,
    /// The service's own names lead to it.
    pub private_dns: bool,
    /// `ipv4`, `dualstack` or `ipv6`.
    pub ip_address_type: String,
    /// Eight letters that its names carry.
    pub name_suffix: String,
    /// A service made it.
    pub requester_managed: bool,
    /// When it was made.
    pub created: Timestamp,
    /// When its deletion was asked for.
    pub deleted: Option<Timestamp>,
    /// Tags.
    pub tags: Tags,
}

/// The life of an endpoint.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum EndpointState {
    /// Being made.
    Pending,
    /// It answers.
    Available,
    /// Going.
    Deleting,
}

resource!(
    VpcEndpoint,
    "ec2.vpc-endpoints",
    "vpc-endpoint",
    "vpce",
    "InvalidVpcEndpointId.NotFound",
    "The Vpc Endpoint Id '{}' does not exist",
    |endpoint| vec![&endpoint.vpc_id]
);

/// A peering connection. It stands in the estates of both its sides, the same in each but for the tags.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct PeeringConnection {
    /// `pcx-...`
    pub id: String,
    /// The side that asked.
    pub requester: PeeringSide,
    /// The side that was asked.
    pub accepter: PeeringSide,
    /// Where it is in its life.
    pub state: PeeringState,
    /// AWS's sentence about the state.
    pub message: String,
    /// When a request that nobody accepts ends.
    pub expires: Timestamp,
    /// When it ended.
    pub ended: Option<Timestamp>,
    /// Tags.
    pub tags: Tags,
}

/// A side of a peering connection.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PeeringSide {
    /// The account.
    pub account: String,
    /// The region.
    pub region: String,
    /// The VPC.
    pub vpc_id: String,
    /// Its IPv4 blocks; of the accepter they are known once it accepted.
    pub cidrs: Vec<Ipv4Net>,
    /// Its IPv6 blocks.
    pub ipv6: Vec<Ipv6Net>,
    /// The other side's public names give private addresses here.
    pub dns_resolution: bool,
}

/// The life of a peering connection.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum PeeringState {
    /// It waits for the other side.
    PendingAcceptance,
    /// Packets may pass.
    Active,
    /// The other side does not want it.
    Rejected,
    /// It cannot be: the blocks overlap, or there is no such VPC.
    Failed,
    /// Nobody accepted it within a week.
    Expired,
    /// Gone.
    Deleted,
}

resource!(
    PeeringConnection,
    "ec2.peering-connections",
    "vpc-peering-connection",
    "pcx",
    "InvalidVpcPeeringConnectionID.NotFound",
    "The vpcPeeringConnection ID '{}' does not exist",
    |peering| vec![&peering.requester.vpc_id, &peering.accepter.vpc_id]
);
