//! The attributes of topics: which there are, what they may say, and which of them this house does not follow.
//! <https://docs.aws.amazon.com/sns/latest/api/API_SetTopicAttributes.html>

use crate::message::MOST_BYTES;
use crate::names::{TopicName, invalid};
use crate::records::TopicRecord;
use crate::{access, retry};
use std::collections::BTreeMap;
use wire::prelude::*;

/// Characters of a display name.
const MOST_DISPLAY_NAME: usize = 100;

/// Subscriptions of a topic with more than the usual size.
const MOST_LARGE: usize = 100;
/// Bytes that a topic's messages may be limited to.
const MESSAGE_SIZES: std::ops::RangeInclusive<usize> = 1_024..=1_048_576;

/// Checks an attribute that somebody sets; `reason` stands before AWS's reasons in CreateTopic.
pub(crate) fn check(name: &str, value: &str, topic: &TopicName, reason: &str) -> Result<()> {
    let wrong = |text: &str| Err(invalid(&format!("{reason}{text}")));
    let boolean = matches!(value, "true" | "false");
    match name {
        "DisplayName" if value.chars().count() > MOST_DISPLAY_NAME => wrong("DisplayName"),
        "DisplayName" => Ok(()),
        "Policy" | "DeliveryPolicy" if value.is_empty() => Ok(()),
        "Policy" => access::check(value),
        "DeliveryPolicy" => retry::check_topic(value),
        "SignatureVersion" if matches!(value, "1" | "2") => Ok(()),
        "SignatureVersion" => wrong("SignatureVersion"),
        "TracingConfig" if value == "Active" => {
            Err(Error::not_implemented("active tracing of SNS topics (TracingConfig Active)"))
        }
        "TracingConfig" if value == "PassThrough" => Ok(()),
        "TracingConfig" => wrong("TracingConfig"),
        "MaximumMessageSize" => {
            let fine = value.parse::<usize>().is_ok_and(|size| MESSAGE_SIZES.contains(&size));
            if fine { Ok(()) } else { wrong("MaximumMessageSize") }
        }
        // There is no KMS here yet: `shortfalls` tells of it.
        "KmsMasterKeyId" => Ok(()),
        "ContentBasedDeduplication" | "FifoThroughputScope" | "ArchivePolicy" if !topic.is_fifo() => {
            wrong(&format!("{name} can only be set for FIFO topics"))
        }
        "ContentBasedDeduplication" if boolean => Ok(()),
        "ContentBasedDeduplication" => wrong("ContentBasedDeduplication"),
        "FifoThroughputScope" if matches!(value, "Topic" | "MessageGroup") => Ok(()),
        "FifoThroughputScope" => wrong("FifoThroughputScope"),
        "ArchivePolicy" => Err(Error::not_implemented("message archives of SNS topics (ArchivePolicy)")),
        _ if name.ends_with("FeedbackRoleArn") || name.ends_with("FeedbackSampleRate") => {
            Err(Error::not_implemented(format!("delivery status logging of SNS topics ({name})")))
        }
        _ => wrong("AttributeName"),
    }
}

/// A topic of large messages has few subscriptions, and of queues only.
/// <https://docs.aws.amazon.com/sns/latest/dg/large-message-payloads.html>
pub(crate) fn check_large<'a>(
    attributes: &BTreeMap<String, String>,
    mut protocols: impl ExactSizeIterator<Item = &'a str>,
) -> Result<()> {
    let size = attributes.get("MaximumMessageSize").and_then(|size| size.parse().ok());
    if size.is_none_or(|size: usize| size <= MOST_BYTES) {
        return Ok(());
    }
    if protocols.len() > MOST_LARGE {
        return Err(invalid(&format!(
            "A topic with MaximumMessageSize above {MOST_BYTES} must have {MOST_LARGE} or fewer subscriptions"
        )));
    }
    match protocols.find(|protocol| *protocol != "sqs") {
        None => Ok(()),
        Some(protocol) => Err(invalid(&format!(
            "A topic with MaximumMessageSize above {MOST_BYTES} does not support the protocol {protocol}"
        ))),
    }
}

/// Whether a topic has an attribute with that value, by default or because it was set.
pub(crate) fn has(topic: &TopicRecord, name: &str, value: &str) -> bool {
    let default = match name {
        "ContentBasedDeduplication" => "false",
        "FifoThroughputScope" => "Topic",
        "MaximumMessageSize" => "262144",
        "SignatureVersion" => "1",
        "TracingConfig" => "PassThrough",
        _ => "",
    };
    topic.attributes.get(name).map_or(default, String::as_str) == value
}
