//! One nftables table as plain data: what it should be, compared with what it is. Devices go by name and become indexes
//! only where the table is written, so that everything before is pure.

pub(crate) mod diff;

use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};
use std::net::Ipv4Addr;

/// A table of the family `inet`, or of `ip` where it translates.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Table {
    pub(crate) sets: BTreeMap<String, Set>,
    pub(crate) chains: BTreeMap<String, Chain>,
}

/// A set, or a map where `data` says so.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Set {
    pub(crate) key: Vec<Field>,
    pub(crate) data: Data,
    /// Whether elements are ranges; these must not overlap.
    pub(crate) ranges: bool,
    pub(crate) elements: BTreeSet<Element>,
}

/// What a map gives.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) enum Data {
    None,
    Verdict,
    Mark,
    Address,
}

/// One element: a part for each field of the key, and the value.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub(crate) struct Element {
    pub(crate) key: Vec<Part>,
    pub(crate) value: Value,
}

/// A part of an element's key.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub(crate) enum Part {
    Device(String),
    Number(u32),
    /// Ports, protocols, addresses: the first and the last, in the field's width.
    Range(u128, u128),
}

/// The value of an element.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub(crate) enum Value {
    None,
    Accept,
    Return,
    Goto(String),
    Jump(String),
    Mark(u32),
    Address(Ipv4Addr),
}

/// A field of a packet.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub(crate) enum Field {
    InputDevice,
    OutputDevice,
    Mark,
    Protocol,
    Source4,
    Destination4,
    Source6,
    Destination6,
    /// The destination port of TCP and UDP.
    Port,
    /// Type and code of ICMP.
    IcmpType,
}

/// A chain; one without a hook is jumped to.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Chain {
    pub(crate) hook: Option<Hook>,
    pub(crate) rules: Vec<Rule>,
}

/// Where a chain hangs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Hook {
    pub(crate) at: At,
    pub(crate) priority: i32,
    /// Whether what falls through is dropped.
    pub(crate) drops: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) enum At {
    Prerouting,
    Input,
    Forward,
    Output,
    Postrouting,
    /// Postrouting, where sources are translated.
    SourceNat,
}

/// A rule: if all of the matches hold, the action.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Rule {
    pub(crate) matches: Vec<Match>,
    pub(crate) action: Action,
}

/// A condition.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) enum Match {
    Input(String),
    Output(String),
    /// Established or related, or not.
    Established(bool),
    New,
    Four,
    Six,
    Protocol(u8),
    /// Whether the fields stand in the set.
    In(Vec<Field>, String, bool),
    Source(ipnet::IpNet),
    Destination(std::net::IpAddr),
    Port(u16),
    /// The type of ICMP.
    Icmp(u8),
    IcmpIsNot(u8, u8),
    IcmpCodeIsNot(u8),
}

/// What a rule does.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) enum Action {
    Accept,
    Return,
    Drop,
    Jump(String),
    Goto(String),
    /// Tells the drop log why, and drops.
    Refuse(String),
    /// What the map says; nothing where it says nothing.
    Verdict(Vec<Field>, String),
    /// Sets the mark from a map by one field.
    SetMark(Field, String),
    /// Sets an address of the packet from a map by itself.
    Rewrite(Field, String),
    SourceNat(Ipv4Addr),
}

impl Rule {
    pub(crate) fn when(matches: impl IntoIterator<Item = Match>, action: Action) -> Self {
        Self { matches: matches.into_iter().collect(), action }
    }
    pub(crate) fn always(action: Action) -> Self {
        Self { matches: Vec::new(), action }
    }
}

impl Set {
    pub(crate) fn new(key: impl IntoIterator<Item = Field>, data: Data) -> Self {
        Self { key: key.into_iter().collect(), data, ranges: false, elements: BTreeSet::new() }
    }
    pub(crate) fn of_ranges(key: impl IntoIterator<Item = Field>, data: Data) -> Self {
        Self { ranges: true, ..Self::new(key, data) }
    }
    pub(crate) fn add(&mut self, key: impl IntoIterator<Item = Part>, value: Value) {
        self.elements.insert(Element { key: key.into_iter().collect(), value });
    }
}

impl Part {
    pub(crate) fn device(name: impl Into<String>) -> Self {
        Self::Device(name.into())
    }
    pub(crate) fn address(address: impl Into<std::net::IpAddr>) -> Self {
        let bits = bits(address.into());
        Self::Range(bits, bits)
    }
}

/// An address as a number.
pub(crate) fn bits(address: std::net::IpAddr) -> u128 {
    match address {
        std::net::IpAddr::V4(address) => u32::from(address).into(),
        std::net::IpAddr::V6(address) => address.into(),
    }
}
