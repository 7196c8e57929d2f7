//! Security groups and network ACLs.

use super::{Tags, resource};
use ipnet::{IpNet, Ipv4Net, Ipv6Net};
use serde::{Deserialize, Serialize};

/// A security group.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct SecurityGroup {
    /// `sg-...`
    pub id: String,
    /// The account that owns it.
    pub owner: String,
    /// Its VPC.
    pub vpc_id: String,
    /// Its name, one of a kind within the VPC.
    pub name: String,
    /// Its description.
    pub description: String,
    /// Its rules, inbound and outbound.
    pub rules: Vec<SecurityGroupRule>,
    /// Other VPCs of the region in which it may be used.
    pub associated_vpcs: Vec<String>,
    /// Tags.
    pub tags: Tags,
}

impl SecurityGroup {
    /// Whether it may be used in a VPC.
    pub fn serves(&self, vpc_id: &str) -> bool {
        self.vpc_id == vpc_id || self.associated_vpcs.iter().any(|other| other == vpc_id)
    }
}

resource!(
    SecurityGroup,
    "ec2.security-groups",
    "security-group",
    "sg",
    "InvalidGroup.NotFound",
    "The security group '{}' does not exist",
    |group| std::iter::once(&group.vpc_id).chain(&group.associated_vpcs).map(String::as_str).collect()
);

/// A rule of a security group: one protocol and port range, one peer.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct SecurityGroupRule {
    /// `sgr-...`
    pub id: String,
    /// It is about what leaves.
    pub egress: bool,
    /// `tcp`, `udp`, `icmp`, `icmpv6`, another protocol's number, or `-1` for all.
    pub protocol: String,
    /// The first port or the ICMP type; -1 is any.
    pub from_port: i32,
    /// The last port or the ICMP code; -1 is any.
    pub to_port: i32,
    /// With whom.
    pub peer: Peer,
    /// Its description.
    pub description: Option<String>,
    /// Tags.
    pub tags: Tags,
}

impl SecurityGroupRule {
    /// Whether both allow the same: AWS takes no second one.
    pub fn same(&self, other: &Self) -> bool {
        let key = |rule: &Self| (rule.egress, rule.protocol.clone(), rule.from_port, rule.to_port);
        key(self) == key(other) && self.peer.same(&other.peer)
    }
}

/// Whom a rule lets in, or whereto it lets out.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Peer {
    /// An IPv4 block.
    V4(Ipv4Net),
    /// An IPv6 block.
    V6(Ipv6Net),
    /// `pl-...`
    PrefixList(String),
    /// The members of a security group.
    Group {
        /// `sg-...`
        id: String,
        /// The account that owns it.
        account: String,
        /// The peering connection to its VPC, where it is another VPC's.
        peering: Option<String>,
    },
}

impl Peer {
    /// Whether both name the same.
    pub fn same(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Group { id, .. }, Self::Group { id: other, .. }) => id == other,
            _ => self == other,
        }
    }
}

/// A network ACL.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct NetworkAcl {
    /// `acl-...`
    pub id: String,
    /// The account that owns it.
    pub owner: String,
    /// Its VPC.
    pub vpc_id: String,
    /// It is the VPC's default ACL.
    pub is_default: bool,
    /// Its entries without the last one (`*`), which denies all else.
    pub entries: Vec<NetworkAclEntry>,
    /// The subnets that it guards; every subnet has one.
    pub associations: Vec<NetworkAclAssociation>,
    /// Tags.
    pub tags: Tags,
}

resource!(
    NetworkAcl,
    "ec2.network-acls",
    "network-acl",
    "acl",
    "InvalidNetworkAclID.NotFound",
    "The networkAcl ID '{}' does not exist",
    |acl| vec![&acl.vpc_id]
);

/// A subnet that an ACL guards.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct NetworkAclAssociation {
    /// `aclassoc-...`
    pub id: String,
    /// The subnet.
    pub subnet_id: String,
}

/// An entry of a network ACL.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct NetworkAclEntry {
    /// 1 to 32766; the lowest that fits decides.
    pub number: i32,
    /// It is about what leaves the subnet.
    pub egress: bool,
    /// The protocol's number; -1 is all.
    pub protocol: i32,
    /// It allows.
    pub allow: bool,
    /// The block.
    pub cidr: IpNet,
    /// First and last port, of TCP and UDP.
    pub ports: Option<(i32, i32)>,
    /// ICMP's type and code; -1 is any.
    pub icmp: Option<(i32, i32)>,
}
