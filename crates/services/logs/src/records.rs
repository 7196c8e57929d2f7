//! What the store keeps of a log group, a stream, and how much they hold.

use clock::Timestamp;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use store::Record;

/// A log group, by account, region and name.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct GroupRecord {
    /// A number that no other group or stream has.
    pub(crate) id: u64,
    pub(crate) created: Timestamp,
    /// Days for which events are kept; `None` for ever.
    pub(crate) retention: Option<i32>,
    /// `STANDARD`, `INFREQUENT_ACCESS`, `ESSENTIALS` or `DELIVERY`.
    pub(crate) class: String,
    /// The KMS key, which is kept and shown and encrypts nothing here.
    pub(crate) kms_key: Option<String>,
    /// Nobody may delete it.
    pub(crate) protected: bool,
    pub(crate) tags: BTreeMap<String, String>,
}

impl Record for GroupRecord {
    const NAME: &'static str = "logs.groups";
    const VERSION: u16 = 1;
}

impl GroupRecord {
    /// Events before this moment are gone.
    pub(crate) fn horizon(&self, now: Timestamp) -> Option<Timestamp> {
        let days = u64::try_from(self.retention?).ok()?;
        Some(now - std::time::Duration::from_hours(24 * days))
    }
}

/// A log stream, by account, region, group and name.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct StreamRecord {
    /// The number under which its events lie; never used again.
    pub(crate) id: u64,
    pub(crate) created: Timestamp,
    /// What it has received, once it has received anything.
    pub(crate) span: Option<Span>,
}

impl Record for StreamRecord {
    const NAME: &'static str = "logs.streams";
    const VERSION: u16 = 1;
}

/// What a stream has received.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Span {
    /// The lowest and the highest sequence ever given; see [`crate::events`].
    pub(crate) lowest: u64,
    pub(crate) highest: u64,
    /// When an event arrived last.
    pub(crate) ingested: Timestamp,
}

/// The bytes that a group or a stream holds of one day, by its id and the day since the epoch.
#[derive(Clone, Copy, Debug, Default, Serialize, Deserialize)]
pub(crate) struct StoredRecord {
    pub(crate) bytes: u64,
}

impl Record for StoredRecord {
    const NAME: &'static str = "logs.stored";
    const VERSION: u16 = 1;
}

/// A metric filter, below the key of its group.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct MetricFilterRecord {
    pub(crate) created: Timestamp,
    pub(crate) pattern: String,
    /// How many regular expressions the pattern has, of which a group has few.
    pub(crate) regexps: usize,
    pub(crate) metric: Metric,
}

/// What a metric filter would make of an event.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct Metric {
    pub(crate) name: String,
    pub(crate) namespace: String,
    pub(crate) value: String,
    pub(crate) default: Option<f64>,
    pub(crate) unit: Option<String>,
    pub(crate) dimensions: Option<BTreeMap<String, String>>,
}

impl Record for MetricFilterRecord {
    const NAME: &'static str = "logs.metric_filters";
    const VERSION: u16 = 1;
}

/// A resource policy, by account, region, and `account` and its name or `group` and the group's name.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct PolicyRecord {
    /// A group's policy may have none.
    pub(crate) name: Option<String>,
    pub(crate) document: String,
    pub(crate) updated: Timestamp,
    /// Of a group's policy only.
    pub(crate) revision: Option<String>,
}

impl Record for PolicyRecord {
    const NAME: &'static str = "logs.policies";
    const VERSION: u16 = 1;
}

/// A saved query, by account, region and id.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct QueryRecord {
    pub(crate) name: String,
    pub(crate) query: String,
    pub(crate) language: String,
    pub(crate) groups: Vec<String>,
    /// Name, default value and description of each.
    pub(crate) parameters: Vec<(String, Option<String>, Option<String>)>,
    pub(crate) modified: Timestamp,
}

impl Record for QueryRecord {
    const NAME: &'static str = "logs.queries";
    const VERSION: u16 = 1;
}

/// A query that was started, by account, region and id. Its results are worked out again where they are not in memory.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct StartedRecord {
    pub(crate) started: Timestamp,
    /// Names of the groups that are read.
    pub(crate) groups: Vec<String>,
    pub(crate) query: String,
    /// The first and the last second that are read.
    pub(crate) from: i64,
    pub(crate) to: i64,
    pub(crate) limit: Option<i32>,
    /// Somebody stopped it.
    pub(crate) stopped: bool,
    /// `Complete` or `Failed`, once it has ended.
    pub(crate) ended: Option<String>,
}

impl Record for StartedRecord {
    const NAME: &'static str = "logs.started_queries";
    const VERSION: u16 = 1;
}
