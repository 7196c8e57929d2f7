//! What the store keeps of a queue and of a message.

use policy::Policy;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::sync::Arc;
use store::Record;

/// A queue.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct QueueRecord {
    /// The number under which its messages lie; never used again.
    pub(crate) id: u64,
    /// When it was made, in seconds.
    pub(crate) created: i64,
    /// When its attributes changed, in seconds.
    pub(crate) modified: i64,
    /// The attributes that were set, by AWS's names.
    pub(crate) attributes: BTreeMap<String, String>,
    /// Tags.
    #[serde(default)]
    pub(crate) tags: BTreeMap<String, String>,
    /// The attribute `Policy`, compiled when it is first asked for.
    #[serde(skip)]
    policy: std::sync::OnceLock<Option<Arc<Policy>>>,
}

impl Record for QueueRecord {
    const NAME: &'static str = "sqs.queues";
    const VERSION: u16 = 1;
}

impl QueueRecord {
    pub(crate) fn new(
        id: u64,
        now: i64,
        attributes: BTreeMap<String, String>,
        tags: BTreeMap<String, String>,
    ) -> Self {
        Self { id, created: now, modified: now, attributes, tags, policy: std::sync::OnceLock::new() }
    }
    /// The resource policy. It was parsed before it was stored, so it parses.
    pub(crate) fn compiled_policy(&self) -> Option<Arc<Policy>> {
        let compile =
            || self.attributes.get("Policy").and_then(|text| Policy::parse(text).ok()).map(Arc::new);
        self.policy.get_or_init(compile).clone()
    }
    pub(crate) fn tags(&self) -> Vec<(String, String)> {
        self.tags.iter().map(|(k, v)| (k.clone(), v.clone())).collect()
    }
    /// A numeric attribute, or AWS's default for it.
    pub(crate) fn number(&self, name: &str, default: i64) -> i64 {
        self.attributes.get(name).and_then(|v| v.parse().ok()).unwrap_or(default)
    }
}

/// A message.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct MessageRecord {
    /// The message id's sixteen bytes.
    pub(crate) id: [u8; 16],
    pub(crate) body: String,
    /// When it was sent, in milliseconds.
    pub(crate) sent: i64,
    /// The sender's `aws:userid`.
    pub(crate) sender: String,
}
