//! What the store keeps of topics, subscriptions, waiting deliveries and the outbox.

use crate::message::Notification;
use crate::names::TopicName;
use policy::Policy;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::sync::{Arc, OnceLock};
use store::Record;

/// A topic.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct TopicRecord {
    /// The number under which its sequence stands; never used again.
    pub(crate) id: u64,
    /// The attributes that were set, by AWS's names.
    pub(crate) attributes: BTreeMap<String, String>,
    /// Tags.
    #[serde(default)]
    pub(crate) tags: BTreeMap<String, String>,
    /// Subscriptions that were deleted.
    #[serde(default)]
    pub(crate) deleted: u64,
    /// The resource policy, compiled when it is first asked for.
    #[serde(skip)]
    policy: OnceLock<Option<Arc<Policy>>>,
}

impl Record for TopicRecord {
    const NAME: &'static str = "sns.topics";
    const VERSION: u16 = 1;
}

impl TopicRecord {
    pub(crate) fn new(id: u64, attributes: BTreeMap<String, String>, tags: BTreeMap<String, String>) -> Self {
        Self { id, attributes, tags, deleted: 0, policy: OnceLock::new() }
    }
    /// The same with other attributes.
    pub(crate) fn with_attributes(&self, attributes: BTreeMap<String, String>) -> Self {
        Self { attributes, policy: OnceLock::new(), ..self.clone() }
    }
    /// The policy document: the one that was set, or the one that AWS makes.
    pub(crate) fn policy_text(&self, name: &TopicName) -> String {
        let set = self.attributes.get("Policy").cloned();
        set.unwrap_or_else(|| crate::access::default_policy(name))
    }
    /// The same, compiled. It was parsed before it was stored, so it parses.
    pub(crate) fn policy(&self, name: &TopicName) -> Option<Arc<Policy>> {
        let compile = || Policy::parse(&self.policy_text(name)).ok().map(Arc::new);
        self.policy.get_or_init(compile).clone()
    }
    /// Whether a boolean attribute is on.
    pub(crate) fn is_on(&self, attribute: &str) -> bool {
        self.attributes.get(attribute).is_some_and(|v| v == "true")
    }
}

/// Whether a subscription takes part.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) enum Confirmation {
    /// Somebody must show the token first.
    Pending,
    /// It takes part.
    Confirmed {
        /// The confirmation was a signed call.
        authenticated: bool,
        /// Only its owner or the topic's may end it.
        authenticate_on_unsubscribe: bool,
    },
    /// Its topic was deleted at that moment (milliseconds). AWS still shows it for a while.
    Orphaned { since: i64 },
    /// It was unsubscribed, and its endpoint was sent a token that brings it back.
    Ended,
}

/// What confirms a subscription, and until when (milliseconds).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Token {
    pub(crate) text: String,
    pub(crate) until: i64,
}

/// A subscription.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct SubscriptionRecord {
    /// The number under which its deliveries wait; never used again.
    pub(crate) id: u64,
    pub(crate) topic: TopicName,
    /// The last part of its ARN.
    pub(crate) uuid: String,
    /// The account that subscribed.
    pub(crate) owner: String,
    /// The ARN of who subscribed.
    pub(crate) principal: String,
    pub(crate) protocol: String,
    pub(crate) endpoint: String,
    /// The attributes that were set, by AWS's names.
    pub(crate) attributes: BTreeMap<String, String>,
    pub(crate) confirmation: Confirmation,
    /// The token that was last sent to the endpoint.
    pub(crate) token: Option<Token>,
}

impl Record for SubscriptionRecord {
    const NAME: &'static str = "sns.subscriptions";
    const VERSION: u16 = 1;
}

impl SubscriptionRecord {
    pub(crate) fn arn(&self) -> String {
        format!("{}:{}", self.topic.arn(), self.uuid)
    }
    pub(crate) fn key(&self) -> store::Key {
        self.topic.key().then(&self.uuid)
    }
}

/// A delivery that could not be made before the publisher was answered.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct DeliveryRecord {
    pub(crate) what: Notification,
    /// The request that caused it, for the track.
    pub(crate) cause: String,
    /// Attempts that failed.
    pub(crate) attempts: u32,
    /// When it is tried next, in milliseconds.
    pub(crate) due: i64,
}

/// The last numbers that a FIFO topic may have given away: numbers are reserved ahead, a block at a time, so that none
/// is given twice after a crash.
#[derive(Clone, Copy, Debug, Serialize, Deserialize)]
pub(crate) struct SequenceRecord {
    pub(crate) reserved: u64,
}

impl Record for SequenceRecord {
    const NAME: &'static str = "sns.sequences";
    const VERSION: u16 = 1;
}

/// A message that a FIFO topic took, for as long as it takes no other of the same deduplication id.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct SeenRecord {
    pub(crate) message_id: String,
    pub(crate) sequence: u64,
    /// When it was published, in milliseconds.
    pub(crate) at: i64,
}

impl Record for SeenRecord {
    const NAME: &'static str = "sns.deduplication";
    const VERSION: u16 = 1;
}

/// An account's settings for text messages in a region.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub(crate) struct SmsRecord {
    pub(crate) attributes: BTreeMap<String, String>,
}

impl Record for SmsRecord {
    const NAME: &'static str = "sns.sms";
    const VERSION: u16 = 1;
}

/// The installation's signing key with its certificate.
#[derive(Clone, Serialize, Deserialize)]
pub(crate) struct KeyRecord {
    /// The factors of its modulus, in hexadecimal.
    pub(crate) primes: Vec<String>,
    /// PEM.
    pub(crate) certificate: String,
}

impl Record for KeyRecord {
    const NAME: &'static str = "sns.signing-key";
    const VERSION: u16 = 1;
}
