//! Where a packet would go, by thinking alone: the second opinion beside the kernel's.
//!
//! It reads the same descriptions as `compile` and nothing that `compile` makes of them: rules are asked one by one, as
//! AWS's documentation says that they are, and not as sets. So where a prediction and a packet differ, one of the two has
//! misread AWS, and a test over random VPCs looks for that. A connection is followed there and back: groups remember it,
//! network ACLs and routes do not, and an answer that finds no way back is as silent as a question that is refused.
//!
//! Reasons are the words of [`crate::Drop`], so that the two can be compared.
//! <https://docs.aws.amazon.com/vpc/latest/reachability/how-reachability-analyzer-works.html>

mod judge;
mod mend;
#[cfg(test)]
mod tests;
mod vpc;
mod walk;

use crate::compile::Internet;
use crate::network::Network;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::net::{IpAddr, SocketAddr};
use std::sync::Arc;

pub(crate) use walk::Walker;

/// The ports from which clients dial: Linux's own range, which a NAT gateway keeps here.
pub const EPHEMERAL: (u16, u16) = (32_768, 60_999);

/// Who dials.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum From {
    /// A network interface, by its id.
    Interface(String),
    /// Somebody outside, from the address of AWS's public side.
    Internet,
}

/// The whole way of a connection.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Trace {
    /// What the packets pass, in order; the last one is where it ended.
    pub hops: Vec<Hop>,
    /// How it ends.
    #[serde(flatten)]
    pub verdict: Verdict,
}

/// One thing that a packet passes.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Hop {
    /// Whether it is the question or its answer.
    pub way: Way,
    /// What it is.
    pub kind: HopKind,
    /// Its id: `eni-…`, `acl-…`, a VPC's for its gateway. `sg-1 sg-2` where several groups were asked.
    pub id: String,
    /// What it decided and by which of its rules, a few words.
    pub says: String,
    /// Whether the packet went on.
    pub passes: bool,
}

/// Which way a packet goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Way {
    /// From who dials.
    There,
    /// The answer.
    Back,
}

/// What a packet passes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum HopKind {
    /// A network interface.
    Interface,
    /// Its security groups, on the way out of it.
    SecurityGroupOut,
    /// The network ACL of the subnet that is left.
    AclOut,
    /// The route table of the subnet that is left.
    RouteTable,
    /// A NAT gateway.
    NatGateway,
    /// The internet gateway of a VPC.
    InternetGateway,
    /// A peering connection.
    Peering,
    /// The network ACL of the subnet that is entered.
    AclIn,
    /// The security groups of the interface that is entered.
    SecurityGroupIn,
    /// What a VPC answers itself: names and metadata.
    Services,
    /// The world outside, and AWS's public endpoints.
    Internet,
}

/// How a way ends.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "verdict", rename_all = "kebab-case")]
pub enum Verdict {
    /// It gets there and its answer comes back. Whether somebody listens is another question.
    Reachable {
        /// The address that the other side sees.
        seen_as: IpAddr,
    },
    /// It does not, or its answer does not.
    Unreachable {
        /// In the words of [`crate::Drop`].
        reason: String,
        /// Where, as [`crate::Drop`] says it: a VPC, the internet, a NAT gateway's interface.
        at: String,
        /// The place of the last hop in the list.
        hop: usize,
        /// The smallest change that lets it through, one sentence.
        mend: String,
    },
}

/// Follows a connection through VPCs and back. `protocol` is 6 or 17.
pub fn trace(
    networks: &BTreeMap<String, Arc<Network>>,
    internet: &Internet,
    from: &From,
    to: SocketAddr,
    protocol: u8,
) -> Trace {
    let mut walker = Walker::new(networks, internet);
    let verdict = match walker.there_and_back(from, to, protocol) {
        Ok(seen_as) => Verdict::Reachable { seen_as },
        Err(stop) => {
            let mend = walker.mend(&stop);
            let hop = walker.hops.len().saturating_sub(1);
            Verdict::Unreachable { reason: stop.reason, at: stop.at, hop, mend }
        }
    };
    Trace { hops: walker.hops, verdict }
}
