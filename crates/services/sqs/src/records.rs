//! What the store keeps of a queue, a message, a receipt and a move task.
//!
//! A message is written once and never again: what changes when it is received is a small record beside it. Both begin
//! with a version. A message's header stands before its content, so that a start reads headers and leaves bodies alone.

use crate::attributes::Attributes;
use crate::queue::Receipt;
use clock::Timestamp;
use policy::Policy;
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::sync::{Arc, OnceLock};
use store::Record;
use wire::prelude::*;

/// A queue.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct QueueRecord {
    /// The number under which its messages lie; never used again.
    pub(crate) id: u64,
    /// When it was made.
    pub(crate) created: Timestamp,
    /// When its attributes changed.
    pub(crate) modified: Timestamp,
    /// When it was purged last.
    pub(crate) purged: Option<Timestamp>,
    pub(crate) attributes: Attributes,
    pub(crate) tags: BTreeMap<String, String>,
    /// The attribute `Policy`, compiled when it is first asked for.
    #[serde(skip)]
    pub(crate) compiled: OnceLock<Option<Arc<Policy>>>,
}

impl Record for QueueRecord {
    const NAME: &'static str = "sqs.queues";
    const VERSION: u16 = 1;
}

impl QueueRecord {
    pub(crate) fn new(
        id: u64,
        now: Timestamp,
        attributes: Attributes,
        tags: BTreeMap<String, String>,
    ) -> Self {
        Self { id, created: now, modified: now, purged: None, attributes, tags, compiled: OnceLock::new() }
    }
    /// The same with other attributes.
    pub(crate) fn changed(&self, now: Timestamp, attributes: Attributes) -> Self {
        Self { modified: now, attributes, compiled: OnceLock::new(), ..self.clone() }
    }
    /// The resource policy. It was parsed before it was stored, so it parses.
    pub(crate) fn compiled_policy(&self) -> Option<Arc<Policy>> {
        let compile = || Policy::parse(self.attributes.policy.as_deref()?).ok().map(Arc::new);
        self.compiled.get_or_init(compile).clone()
    }
    pub(crate) fn tags(&self) -> Vec<(String, String)> {
        self.tags.iter().map(|(k, v)| (k.clone(), v.clone())).collect()
    }
}

/// A queue that was deleted a short while ago; its name is not given again for a minute.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct DeletedRecord {
    pub(crate) at: Timestamp,
}

impl Record for DeletedRecord {
    const NAME: &'static str = "sqs.deleted";
    const VERSION: u16 = 1;
}

/// A message: what the index is rebuilt from, then what only a receiver wants.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct MessageRecord {
    pub(crate) header: Header,
    pub(crate) content: Content,
}

/// What the index is rebuilt from.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(crate) struct Header {
    /// The message id's sixteen bytes.
    pub(crate) id: [u8; 16],
    pub(crate) sent: Timestamp,
    /// Seconds for which it was delayed when it was sent; on a FIFO queue the queue's own delay counts.
    pub(crate) delay: u32,
    pub(crate) group: Option<String>,
}

/// What only a receiver wants.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(crate) struct Content {
    pub(crate) body: String,
    /// The sender's `aws:userid`.
    pub(crate) sender: String,
    pub(crate) deduplication: Option<String>,
    pub(crate) trace: Option<String>,
    pub(crate) attributes: Vec<Attribute>,
    /// The queue from which it came here as a dead letter, and how often and when first it was received there.
    pub(crate) source: Option<Source>,
}

/// A message attribute.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Attribute {
    pub(crate) name: String,
    /// `String`, `Number` or `Binary`, with a label of the sender's after a dot.
    pub(crate) kind: String,
    pub(crate) value: Value,
}

/// A message attribute's value.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) enum Value {
    Text(String),
    Bytes(Vec<u8>),
}

/// Where a dead letter came from.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Source {
    pub(crate) arn: String,
    pub(crate) count: u32,
    pub(crate) first: Timestamp,
}

const VERSION: u8 = 1;

impl MessageRecord {
    pub(crate) fn encode(&self) -> Result<Vec<u8>> {
        let mut bytes = Vec::with_capacity(self.content.body.len() + 128);
        bytes.push(VERSION);
        let bytes = postcard::to_extend(&self.header, bytes).or_internal()?;
        postcard::to_extend(&self.content, bytes).or_internal()
    }
    pub(crate) fn decode(bytes: &[u8]) -> Result<Self, String> {
        let (header, rest) = Header::decode(bytes)?;
        Ok(Self { header, content: postcard::from_bytes(rest).map_err(|e| e.to_string())? })
    }
}

impl Header {
    /// The header and the content's bytes.
    pub(crate) fn decode(bytes: &[u8]) -> Result<(Self, &[u8]), String> {
        postcard::take_from_bytes(versioned(bytes)?).map_err(|e| e.to_string())
    }
}

/// Small records of a version: receipts, and what a FIFO queue sent of late.
pub(crate) fn encode<T: Serialize>(value: &T) -> Result<Vec<u8>> {
    postcard::to_extend(value, vec![VERSION]).or_internal()
}

pub(crate) fn decode<T: DeserializeOwned>(bytes: &[u8]) -> Result<T, String> {
    postcard::from_bytes(versioned(bytes)?).map_err(|e| e.to_string())
}

fn versioned(bytes: &[u8]) -> Result<&[u8], String> {
    match bytes.split_first() {
        Some((&VERSION, rest)) => Ok(rest),
        Some((version, _)) => Err(format!("it has version {version} and this program knows {VERSION}")),
        None => Err("it is empty".to_owned()),
    }
}

/// What a FIFO queue remembers of a message under its deduplication id.
#[derive(Clone, Copy, Debug, Serialize, Deserialize)]
pub(crate) struct Sent {
    pub(crate) key: u128,
    pub(crate) at: Timestamp,
    pub(crate) accepted: Accepted,
}

/// A message that was accepted, or the one of which it is a duplicate.
#[derive(Clone, Copy, Debug, Serialize, Deserialize)]
pub(crate) struct Accepted {
    /// The message id's sixteen bytes.
    pub(crate) id: [u8; 16],
    pub(crate) number: u64,
}

/// What is kept of a received message.
pub(crate) type ReceiptRecord = Receipt;

/// A message move task.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct MoveRecord {
    pub(crate) id: String,
    pub(crate) source: String,
    pub(crate) destination: Option<String>,
    /// Messages a second; `None` for as many as go.
    pub(crate) rate: Option<i32>,
    pub(crate) status: MoveStatus,
    pub(crate) moved: i64,
    pub(crate) to_move: i64,
    pub(crate) started: Timestamp,
    pub(crate) failure: Option<String>,
}

/// The state of a move task.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) enum MoveStatus {
    Running,
    Completed,
    Cancelled,
    Failed,
}

impl MoveStatus {
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Running => "RUNNING",
            Self::Completed => "COMPLETED",
            Self::Cancelled => "CANCELLED",
            Self::Failed => "FAILED",
        }
    }
}

impl Record for MoveRecord {
    const NAME: &'static str = "sqs.moves";
    const VERSION: u16 = 1;
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_message_survives_its_bytes_and_another_version_is_refused() {
        let message = MessageRecord {
            header: Header {
                id: [7; 16],
                sent: Timestamp::from_millis(5),
                delay: 3,
                group: Some("g".into()),
            },
            content: Content {
                body: "body".into(),
                sender: "AIDA".into(),
                deduplication: None,
                trace: Some("Root=1".into()),
                attributes: vec![Attribute {
                    name: "a".into(),
                    kind: "Binary.png".into(),
                    value: Value::Bytes(vec![0, 255]),
                }],
                source: None,
            },
        };
        let mut bytes = message.encode().unwrap();
        assert_eq!(MessageRecord::decode(&bytes), Ok(message.clone()));
        assert_eq!(Header::decode(&bytes).map(|(header, _)| header), Ok(message.header));
        bytes[0] = 9;
        assert_eq!(
            MessageRecord::decode(&bytes),
            Err("it has version 9 and this program knows 1".to_owned())
        );
        assert!(MessageRecord::decode(&[]).is_err());
    }
}
