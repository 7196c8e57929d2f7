//! The VPC as Linux primitives.
//!
//! A VPC is a network namespace that routes and has no bridges; an interface is a veth pair whose other end is the task's
//! `eth0`; a route table is a kernel table that a subnet's mark chooses; a security group is a handful of nftables sets and
//! a network ACL one lookup; an internet gateway is a link to the namespace that stands for everything outside; a NAT
//! gateway is a namespace of its own that translates, and then obeys the route table of the subnet that it stands in. So
//! what would not get through on AWS does not get through here, and nobody had to say so.
//!
//! Four steps, of which the first three are pure: [`Network`] describes a VPC; `compile` writes the kernel's objects that
//! it means; `ruleset` and `world` compare them with what is there; `kernel` makes the difference through netlink.
//!
//! `predict` says where a packet would go without sending one, from the same description and by none of these steps; [`Fabric::dial`]
//! sends it.
//!
//! What is absent: the meaning of AWS's records (the service that owns them writes the description), and any packet that
//! leaves the namespaces made here.

mod compile;
mod dial;
mod drops;
mod fabric;
mod ground;
mod kernel;
mod names;
mod network;
mod predict;
mod resolver;
mod ruleset;
mod world;

pub use compile::{Internet, METADATA, OutsideHost};
pub use dial::Undialled;
pub use drops::Drop;
pub use fabric::Fabric;
pub use ground::{Gate, Opener, Opening, Survey, Teller};
pub use kernel::{Error, Spaces, inside};
pub use network::{
    Acl, Entry, Group, Interface, Kind, Network, Peer, Peering, Permission, Route, RouteTable, Subnet,
    Target, Traffic,
};
pub use predict::{EPHEMERAL, From, Hop, HopKind, Trace, Verdict, Way, trace};
pub use resolver::look_up;
pub use world::INTERNET;
