//! Everything that should be in the kernel, as plain data: namespaces with their links, addresses, routes and one table
//! each. [`crate::compile`] writes it, [`crate::kernel`] brings the kernel there.

use crate::ruleset::Table;
use ipnet::IpNet;
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};
use std::net::IpAddr;

/// All namespaces by their names.
pub(crate) type World = BTreeMap<String, Namespace>;

/// The namespace that stands for everything outside AWS and for AWS's own public side.
pub const INTERNET: &str = "internet";

#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Namespace {
    pub(crate) kind: NamespaceKind,
    /// By the name of the device on this side. The other side is made with it and belongs to the other namespace.
    pub(crate) links: BTreeMap<String, Link>,
    pub(crate) addresses: BTreeSet<Address>,
    pub(crate) neighbours: BTreeSet<Neighbour>,
    pub(crate) routes: BTreeSet<Hop>,
    pub(crate) rules: BTreeSet<Choice>,
    /// Not written down: it is written anew by a server that comes back.
    #[serde(skip)]
    pub(crate) table: Table,
}

/// What the kernel is told of a namespace when it is made.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) enum NamespaceKind {
    /// It forwards, and answers for addresses that are not its own.
    Router,
    /// It has one interface.
    #[default]
    Host,
}

/// A veth pair.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Link {
    pub(crate) peer_namespace: String,
    pub(crate) peer: String,
    pub(crate) peer_mac: Option<[u8; 6]>,
}

#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub(crate) struct Address {
    pub(crate) device: String,
    pub(crate) net: IpNet,
}

#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub(crate) struct Neighbour {
    pub(crate) device: String,
    pub(crate) address: IpAddr,
    pub(crate) mac: [u8; 6],
}

/// A route of the kernel's.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub(crate) struct Hop {
    pub(crate) table: u32,
    pub(crate) to: IpNet,
    pub(crate) over: Over,
}

#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub(crate) enum Over {
    /// On to the next rule.
    Throw,
    Device(String),
    /// A router behind a device, whatever the device's own addresses are.
    Via(IpAddr, String),
    /// The device that nobody reads, after everything else.
    Void,
}

/// A packet with that mark, to that block where one is said, is routed by that table.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub(crate) struct Choice {
    pub(crate) priority: u32,
    pub(crate) mark: Option<u32>,
    #[serde(default)]
    pub(crate) to: Option<IpNet>,
    pub(crate) table: u32,
    pub(crate) six: bool,
}
