//! Route tables, and the gateways that stand at a VPC's edge.

use super::{Tags, resource};
use ipnet::{Ipv4Net, Ipv6Net};
use serde::{Deserialize, Serialize};
use std::fmt;

/// A route table.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct RouteTable {
    /// `rtb-...`
    pub id: String,
    /// The account that owns it.
    pub owner: String,
    /// Its VPC.
    pub vpc_id: String,
    /// Its routes; those to `local` come first.
    pub routes: Vec<Route>,
    /// The subnets and gateways that it serves.
    pub associations: Vec<RouteTableAssociation>,
    /// Tags.
    pub tags: Tags,
}

impl RouteTable {
    /// Whether it serves the subnets that have no association of their own.
    pub fn is_main(&self) -> bool {
        self.associations.iter().any(|association| association.target == AssociationTarget::Main)
    }
}

resource!(
    RouteTable,
    "ec2.route-tables",
    "route-table",
    "rtb",
    "InvalidRouteTableID.NotFound",
    "The routeTable ID '{}' does not exist",
    |table| vec![&table.vpc_id]
);

/// What a route table serves.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct RouteTableAssociation {
    /// `rtbassoc-...`
    pub id: String,
    /// What it is associated with.
    pub target: AssociationTarget,
}

/// What a route table is associated with.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum AssociationTarget {
    /// The VPC: every subnet without an association.
    Main,
    /// A subnet.
    Subnet(String),
    /// An internet gateway: the way of packets that come in.
    Gateway(String),
}

/// A route.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Route {
    /// Where packets go to.
    pub destination: Destination,
    /// By which way.
    pub target: Target,
    /// It came with the table.
    pub with_table: bool,
}

/// The destination of a route.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Destination {
    /// An IPv4 block.
    V4(Ipv4Net),
    /// An IPv6 block.
    V6(Ipv6Net),
    /// `pl-...`
    PrefixList(String),
}

impl fmt::Display for Destination {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::V4(block) => block.fmt(f),
            Self::V6(block) => block.fmt(f),
            Self::PrefixList(id) => id.fmt(f),
        }
    }
}

/// The target of a route.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Target {
    /// Within the VPC.
    Local,
    /// `igw-...`
    InternetGateway(String),
    /// `eigw-...`
    EgressOnly(String),
    /// `nat-...`
    NatGateway(String),
    /// `eni-...`
    Interface(String),
    /// `pcx-...`
    Peering(String),
    /// `vpce-...`, a gateway endpoint; EC2 sets such routes itself.
    Endpoint(String),
}

/// An internet gateway.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct InternetGateway {
    /// `igw-...`
    pub id: String,
    /// The account that owns it.
    pub owner: String,
    /// The VPC that it is attached to.
    pub vpc_id: Option<String>,
    /// Tags.
    pub tags: Tags,
}

resource!(
    InternetGateway,
    "ec2.internet-gateways",
    "internet-gateway",
    "igw",
    "InvalidInternetGatewayID.NotFound",
    "The internetGateway ID '{}' does not exist",
    |gateway| gateway.vpc_id.iter().map(String::as_str).collect()
);

/// An egress-only internet gateway.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct EgressOnlyInternetGateway {
    /// `eigw-...`
    pub id: String,
    /// The account that owns it.
    pub owner: String,
    /// The VPC that it is attached to.
    pub vpc_id: String,
    /// Tags.
    pub tags: Tags,
}

resource!(
    EgressOnlyInternetGateway,
    "ec2.egress-only-internet-gateways",
    "egress-only-internet-gateway",
    "eigw",
    "InvalidGatewayID.NotFound",
    "The eigw ID '{}' does not exist",
    |gateway| vec![&gateway.vpc_id]
);
