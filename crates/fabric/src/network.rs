//! What a VPC is, as plain data: everything that decides where a packet goes, and nothing else.
//!
//! The service that owns VPCs writes such a description from its records after every change and hands it over whole. The
//! fabric compares it with what is laid and changes the difference, so that nobody has to say *what* changed.

use ipnet::{IpNet, Ipv4Net, Ipv6Net};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

/// One VPC.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Network {
    /// `vpc-0123456789abcdef0`.
    pub id: String,
    /// Its IPv4 blocks, the primary one first.
    pub cidrs: Vec<Ipv4Net>,
    /// Its IPv6 blocks.
    pub cidrs6: Vec<Ipv6Net>,
    /// `enableDnsSupport`: whether anything answers at VPC+2.
    pub dns: bool,
    /// The domain of its interfaces' private names: `ec2.internal` in us-east-1, `eu-west-1.compute.internal` elsewhere.
    pub domain: String,
    /// Names that only this VPC knows, in lower case without the last dot: private zones, private names of endpoints.
    pub names: BTreeMap<String, Vec<IpAddr>>,
    /// Whether an internet gateway is attached.
    pub internet_gateway: bool,
    /// Its subnets.
    pub subnets: Vec<Subnet>,
    /// Its route tables.
    pub route_tables: Vec<RouteTable>,
    /// Its network ACLs.
    pub acls: Vec<Acl>,
    /// Its security groups, and those of other VPCs that its rules name.
    pub groups: Vec<Group>,
    /// Its network interfaces, NAT gateways' and endpoints' included.
    pub interfaces: Vec<Interface>,
    /// The other VPC of each active peering connection: `pcx-…` and its VPC's id.
    pub peerings: Vec<Peering>,
}

/// A subnet.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Subnet {
    /// `subnet-…`.
    pub id: String,
    /// Its IPv4 block.
    pub cidr: Ipv4Net,
    /// Its IPv6 block.
    pub cidr6: Option<Ipv6Net>,
    /// The route table that applies to it, by association or as the main one.
    pub route_table: String,
    /// The network ACL that applies to it.
    pub acl: String,
}

/// A route table.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RouteTable {
    /// `rtb-…`.
    pub id: String,
    /// Its routes but the local ones; prefix lists are spelled out.
    pub routes: Vec<Route>,
}

/// One route.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Route {
    /// Where to.
    pub destination: IpNet,
    /// Over what.
    pub target: Target,
}

/// What a route leads to.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Target {
    /// The VPC's internet gateway.
    InternetGateway,
    /// A network interface by its id: a NAT gateway's, an appliance's.
    Interface(String),
    /// A peering connection by its id.
    Peering(String),
    /// Nothing: what the route led to is gone.
    Blackhole,
}

/// A peering connection, seen from one side.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Peering {
    /// `pcx-…`.
    pub id: String,
    /// The VPC on the other side.
    pub other: String,
}

/// A network ACL.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Acl {
    /// `acl-…`.
    pub id: String,
    /// Into the subnet.
    pub ingress: Vec<Entry>,
    /// Out of the subnet.
    pub egress: Vec<Entry>,
}

/// A numbered entry of a network ACL; whatever no entry matches is denied.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Entry {
    /// Lowest first.
    pub number: u16,
    /// Whether it allows.
    pub allow: bool,
    /// Which traffic.
    pub traffic: Traffic,
    /// The other side.
    pub cidr: IpNet,
}

/// A security group.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Group {
    /// `sg-…`.
    pub id: String,
    /// What may come in.
    pub ingress: Vec<Permission>,
    /// What may go out.
    pub egress: Vec<Permission>,
    /// The addresses of its members that stand in other VPCs.
    pub abroad: Vec<IpAddr>,
}

/// One permission of a security group.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Permission {
    /// Which traffic.
    pub traffic: Traffic,
    /// With whom.
    pub peer: Peer,
}

/// The other side of a permission.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Peer {
    /// Addresses.
    Net(IpNet),
    /// The interfaces of a security group.
    Group(String),
}

/// A protocol with its ports, as groups and ACLs say it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Traffic {
    /// `-1`: everything.
    All,
    /// TCP (6) or UDP (17) with a range of destination ports.
    Ports {
        /// 6 or 17.
        protocol: u8,
        /// The first port.
        from: u16,
        /// The last port.
        to: u16,
    },
    /// ICMP (1) or `ICMPv6` (58); no type or no code means all of them.
    Icmp {
        /// 1 or 58.
        protocol: u8,
        /// The type.
        kind: Option<u8>,
        /// The code.
        code: Option<u8>,
    },
    /// Any other protocol by number, whole.
    Protocol(u8),
}

/// A network interface that stands in the VPC.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Interface {
    /// `eni-…`.
    pub id: String,
    /// Its subnet.
    pub subnet: String,
    /// Its primary private address.
    pub address: Ipv4Addr,
    /// Its secondary private addresses.
    pub secondary: Vec<Ipv4Addr>,
    /// Its IPv6 addresses.
    pub addresses6: Vec<Ipv6Addr>,
    /// Its hardware address.
    pub mac: [u8; 6],
    /// Its security groups; none lets nothing through, unless the kind has none.
    pub groups: Vec<String>,
    /// Whether packets that are neither from nor to it are dropped.
    pub source_check: bool,
    /// The public address of each private one that has one.
    pub public: Vec<(Ipv4Addr, Ipv4Addr)>,
    /// What it belongs to.
    pub kind: Kind,
}

/// What a network interface belongs to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Kind {
    /// Something that listens and dials: a task, an endpoint, a database.
    Host,
    /// A NAT gateway: it has no security group and translates what it is sent.
    Nat,
}

impl Network {
    /// A subnet by its id.
    pub fn subnet(&self, id: &str) -> Option<&Subnet> {
        self.subnets.iter().find(|subnet| subnet.id == id)
    }
    /// A route table by its id.
    pub fn route_table(&self, id: &str) -> Option<&RouteTable> {
        self.route_tables.iter().find(|table| table.id == id)
    }
    /// A network ACL by its id.
    pub fn acl(&self, id: &str) -> Option<&Acl> {
        self.acls.iter().find(|acl| acl.id == id)
    }
    /// A security group by its id.
    pub fn group(&self, id: &str) -> Option<&Group> {
        self.groups.iter().find(|group| group.id == id)
    }
    /// A network interface by its id.
    pub fn interface(&self, id: &str) -> Option<&Interface> {
        self.interfaces.iter().find(|interface| interface.id == id)
    }
    /// The address at which the VPC's resolver answers: the base of the primary block, plus two.
    pub fn resolver(&self) -> Option<Ipv4Addr> {
        self.cidrs.first().map(|cidr| offset(*cidr, 2))
    }
}

impl Subnet {
    /// The address of its router: the base, plus one.
    pub fn gateway(&self) -> Ipv4Addr {
        offset(self.cidr, 1)
    }
}

impl Interface {
    /// All of its private IPv4 addresses.
    pub fn addresses(&self) -> impl Iterator<Item = Ipv4Addr> + '_ {
        std::iter::once(self.address).chain(self.secondary.iter().copied())
    }
    /// All of its addresses.
    pub fn all_addresses(&self) -> impl Iterator<Item = IpAddr> + '_ {
        self.addresses().map(IpAddr::V4).chain(self.addresses6.iter().copied().map(IpAddr::V6))
    }
}

impl Traffic {
    /// Whether packets of that protocol and destination port (for ICMP `type << 8 | code`) are meant.
    pub fn covers(self, protocol: u8, port: u16) -> bool {
        match self {
            Self::All => true,
            Self::Ports { protocol: ours, from, to } => ours == protocol && (from..=to).contains(&port),
            Self::Icmp { protocol: ours, .. } => {
                let (first, last) = self.ports();
                ours == protocol && (first..=last).contains(&port)
            }
            Self::Protocol(ours) => ours == protocol,
        }
    }

    /// The range that stands for ports: destination ports, or `type << 8 | code`.
    pub(crate) fn ports(self) -> (u16, u16) {
        match self {
            Self::All | Self::Protocol(_) => (0, u16::MAX),
            Self::Ports { from, to, .. } => (from, to),
            Self::Icmp { kind: None, .. } => (0, u16::MAX),
            Self::Icmp { kind: Some(kind), code, .. } => {
                let base = u16::from(kind) << 8;
                code.map_or((base, base | 0xff), |code| (base | u16::from(code), base | u16::from(code)))
            }
        }
    }
}

fn offset(cidr: Ipv4Net, by: u32) -> Ipv4Addr {
    Ipv4Addr::from(u32::from(cidr.network()).wrapping_add(by))
}
