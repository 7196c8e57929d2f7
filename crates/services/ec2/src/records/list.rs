//! Prefix lists, flow logs, and what the service remembers of requests.

use super::{Tags, resource};
use clock::Timestamp;
use ipnet::IpNet;
use serde::{Deserialize, Serialize};

/// A prefix list that a customer manages.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct PrefixList {
    /// `pl-...`
    pub id: String,
    /// The account that owns it; `AWS` for AWS's own.
    pub owner: String,
    /// Its name.
    pub name: String,
    /// It is of IPv6 blocks.
    pub ipv6: bool,
    /// It counts as so many rules where it is used.
    pub max_entries: i32,
    /// What happened last: `create`, `modify` or `restore`.
    pub last: String,
    /// Its versions, the oldest first; the current one is the last.
    pub versions: Vec<Vec<(IpNet, Option<String>)>>,
    /// Tags.
    pub tags: Tags,
}

impl PrefixList {
    /// The blocks that it holds now.
    pub fn entries(&self) -> &[(IpNet, Option<String>)] {
        self.versions.last().map_or(&[], Vec::as_slice)
    }
}

resource!(
    PrefixList,
    "ec2.prefix-lists",
    "prefix-list",
    "pl",
    "InvalidPrefixListID.NotFound",
    "The prefix list ID '{}' does not exist",
    |_list| Vec::new()
);

/// A flow log.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct FlowLog {
    /// `fl-...`
    pub id: String,
    /// The account that owns it.
    pub owner: String,
    /// The VPC, subnet or interface whose flows it tells.
    pub resource_id: String,
    /// The VPC that the resource is in.
    pub vpc_id: String,
    /// `ACCEPT`, `REJECT` or `ALL`.
    pub traffic: String,
    /// `cloud-watch-logs`.
    pub destination_type: String,
    /// The log group's name, or empty.
    pub log_group: Option<String>,
    /// The destination's ARN.
    pub destination: Option<String>,
    /// The role that delivers.
    pub role: Option<String>,
    /// The fields of a line.
    pub format: String,
    /// Seconds that one line covers: 60 or 600.
    pub interval: i32,
    /// Why the last delivery failed, in AWS's words.
    pub failure: Option<String>,
    /// When it was made.
    pub created: Timestamp,
    /// Tags.
    pub tags: Tags,
}

resource!(
    FlowLog,
    "ec2.flow-logs",
    "vpc-flow-log",
    "fl",
    "InvalidFlowLogId.NotFound",
    "These flow log ids in the input list are not found: [TotalCount: 1] {}",
    |log| vec![&log.vpc_id]
);

/// A request that came with a client token, so that its repetition makes nothing new.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct ClientToken {
    /// The operation and the token.
    pub id: String,
    /// A digest of the request.
    pub digest: String,
    /// What it made.
    pub made: Vec<String>,
    /// When.
    pub at: Timestamp,
    /// It has none: the field is there for what all resources share.
    #[serde(default)]
    pub tags: Tags,
}

resource!(ClientToken, "ec2.client-tokens", "client-token", "token", "", "", |_token| Vec::new());

/// What a region keeps beside its resources.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct RegionMark {
    /// `region`
    pub id: String,
    /// It has none: the field is there for what all resources share.
    #[serde(default)]
    pub tags: Tags,
}

resource!(RegionMark, "ec2.regions", "region", "region", "", "", |_mark| Vec::new());
