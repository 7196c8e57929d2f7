//! A queue's attributes: parsed once when they are set, so that no call reads text.
//! <https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_SetQueueAttributes.html>

use crate::redrive::{Redrive, RedriveAllow};
use crate::refusals::{invalid_value, unknown_attribute};
use model_sqs::errors;
use serde::{Deserialize, Serialize};
use std::ops::RangeInclusive;
use wire::prelude::*;

/// The attributes that can be set.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub(crate) struct Attributes {
    /// Seconds.
    pub(crate) visibility: u32,
    /// Bytes.
    pub(crate) max_size: u32,
    /// Seconds.
    pub(crate) retention: u32,
    /// Seconds.
    pub(crate) delay: u32,
    /// Seconds.
    pub(crate) wait: u32,
    pub(crate) policy: Option<String>,
    pub(crate) redrive: Option<Redrive>,
    pub(crate) redrive_allow: Option<RedriveAllow>,
    pub(crate) kms_key: Option<String>,
    /// Seconds.
    pub(crate) kms_period: u32,
    pub(crate) managed_sse: bool,
    /// `None` for a standard queue.
    pub(crate) fifo: Option<Fifo>,
}

/// What only FIFO queues have.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Fifo {
    pub(crate) content_based: bool,
    /// A deduplication id counts within its group only.
    pub(crate) scope_group: bool,
    pub(crate) limit_group: bool,
}

impl Default for Attributes {
    fn default() -> Self {
        Self {
            visibility: 30,
            max_size: MAX_SIZE,
            retention: 345_600,
            delay: 0,
            wait: 0,
            policy: None,
            redrive: None,
            redrive_allow: None,
            kms_key: None,
            kms_period: 300,
            managed_sse: true,
            fifo: None,
        }
    }
}

/// A message is no longer than this, with its attributes: 1 MiB.
pub(crate) const MAX_SIZE: u32 = 1 << 20;

/// The attributes that are told, `Policy` and its kin where they are set.
pub(crate) const TOLD: [&str; 21] = [
    "ApproximateNumberOfMessages",
    "ApproximateNumberOfMessagesDelayed",
    "ApproximateNumberOfMessagesNotVisible",
    "ContentBasedDeduplication",
    "CreatedTimestamp",
    "DeduplicationScope",
    "DelaySeconds",
    "FifoQueue",
    "FifoThroughputLimit",
    "KmsDataKeyReusePeriodSeconds",
    "KmsMasterKeyId",
    "LastModifiedTimestamp",
    "MaximumMessageSize",
    "MessageRetentionPeriod",
    "Policy",
    "QueueArn",
    "ReceiveMessageWaitTimeSeconds",
    "RedriveAllowPolicy",
    "RedrivePolicy",
    "SqsManagedSseEnabled",
    "VisibilityTimeout",
];

impl Attributes {
    /// Those of a new queue. Its name has said already whether it is a FIFO queue.
    pub(crate) fn create(given: &Map<String>, fifo: bool) -> Result<Self> {
        let blank = Self { fifo: fifo.then(Fifo::default), ..Self::default() };
        blank.set(given)
    }
    /// These with some changed; an empty text means the default.
    pub(crate) fn set(&self, given: &Map<String>) -> Result<Self> {
        let mut new = self.clone();
        for (name, value) in given {
            new.set_one(name, value)?;
        }
        if given.contains_key("KmsMasterKeyId") && new.kms_key.is_some() {
            if given.get("SqsManagedSseEnabled").is_some_and(|v| boolean("", v).unwrap_or(false)) {
                return Err(errors::invalid_attribute_value(
                    "You can use one type of server-side encryption (SSE) at one time. You can either enable KMS SSE or SQS SSE.",
                ));
            }
            new.managed_sse = false;
        } else if new.managed_sse {
            new.kms_key = None;
        }
        if new.fifo.is_some_and(|fifo| fifo.limit_group && !fifo.scope_group) {
            return Err(errors::invalid_attribute_value(
                "Invalid value for the parameter FifoThroughputLimit. Reason: The perMessageGroupId value is allowed only when the value for DeduplicationScope is messageGroup.",
            ));
        }
        Ok(new)
    }
    /// The first attribute that was given and is not so.
    pub(crate) fn differing<'a>(&self, given: &'a Map<String>) -> Result<Option<&'a str>> {
        let wanted = self.set(given)?;
        let differs = |name: &&String| self.show(name) != wanted.show(name);
        Ok(given.keys().find(differs).map(String::as_str))
    }

    fn set_one(&mut self, name: &str, value: &str) -> Result<()> {
        let default = Self::default();
        let seconds = |limits, default| number(name, value, limits, default);
        match name {
            "VisibilityTimeout" => self.visibility = seconds(0..=43_200, default.visibility)?,
            "MaximumMessageSize" => self.max_size = number(name, value, 1024..=MAX_SIZE, default.max_size)?,
            "MessageRetentionPeriod" => self.retention = seconds(60..=1_209_600, default.retention)?,
            "DelaySeconds" => self.delay = seconds(0..=900, default.delay)?,
            "ReceiveMessageWaitTimeSeconds" => self.wait = seconds(0..=20, default.wait)?,
            "KmsDataKeyReusePeriodSeconds" => self.kms_period = seconds(60..=86_400, default.kms_period)?,
            "KmsMasterKeyId" => self.kms_key = Some(value.to_owned()).filter(|v| !v.is_empty()),
            "SqsManagedSseEnabled" => self.managed_sse = !value.is_empty() && boolean(name, value)?,
            "Policy" => self.policy = given_policy(value)?,
            "RedrivePolicy" => self.redrive = Redrive::parse(value)?,
            "RedriveAllowPolicy" => self.redrive_allow = RedriveAllow::parse(value)?,
            "FifoQueue" | "ContentBasedDeduplication" | "DeduplicationScope" | "FifoThroughputLimit" => {
                let fifo = self.fifo.as_mut().ok_or_else(|| only_fifo(name))?;
                fifo.set(name, value)?;
            }
            _ => return Err(unknown_attribute(name)),
        }
        Ok(())
    }

    /// An attribute that was set, or its default; `None` where it is not told.
    pub(crate) fn show(&self, name: &str) -> Option<String> {
        match name {
            "VisibilityTimeout" => Some(self.visibility.to_string()),
            "MaximumMessageSize" => Some(self.max_size.to_string()),
            "MessageRetentionPeriod" => Some(self.retention.to_string()),
            "DelaySeconds" => Some(self.delay.to_string()),
            "ReceiveMessageWaitTimeSeconds" => Some(self.wait.to_string()),
            "SqsManagedSseEnabled" => Some(self.managed_sse.to_string()),
            "KmsMasterKeyId" => self.kms_key.clone(),
            "KmsDataKeyReusePeriodSeconds" => self.kms_key.as_ref().map(|_| self.kms_period.to_string()),
            "Policy" => self.policy.clone(),
            "RedrivePolicy" => self.redrive.as_ref().map(Redrive::show),
            "RedriveAllowPolicy" => self.redrive_allow.as_ref().map(RedriveAllow::show),
            "FifoQueue" => self.fifo.map(|_| "true".to_owned()),
            "ContentBasedDeduplication" => self.fifo.map(|fifo| fifo.content_based.to_string()),
            "DeduplicationScope" => {
                self.fifo.map(|fifo| if fifo.scope_group { "messageGroup" } else { "queue" }.to_owned())
            }
            "FifoThroughputLimit" => self
                .fifo
                .map(|fifo| if fifo.limit_group { "perMessageGroupId" } else { "perQueue" }.to_owned()),
            _ => None,
        }
    }
}

impl Fifo {
    fn set(&mut self, name: &str, value: &str) -> Result<()> {
        match (name, value) {
            ("FifoQueue", _) if boolean(name, value)? => {}
            ("FifoQueue", _) => {
                return Err(errors::invalid_attribute_value(
                    "Invalid value for the parameter FifoQueue. Reason: Modifying queue type is not supported.",
                ));
            }
            ("ContentBasedDeduplication", _) => {
                self.content_based = !value.is_empty() && boolean(name, value)?;
            }
            ("DeduplicationScope", "queue" | "") => self.scope_group = false,
            ("DeduplicationScope", "messageGroup") => self.scope_group = true,
            ("FifoThroughputLimit", "perQueue" | "") => self.limit_group = false,
            ("FifoThroughputLimit", "perMessageGroupId") => self.limit_group = true,
            _ => return Err(invalid_attribute(name)),
        }
        Ok(())
    }
}

/// `true` and `false`, in capitals too.
pub(crate) fn boolean(name: &str, value: &str) -> Result<bool> {
    match value.to_ascii_lowercase().as_str() {
        "true" => Ok(true),
        "false" => Ok(false),
        _ => Err(invalid_attribute(name)),
    }
}

fn number(name: &str, value: &str, limits: RangeInclusive<u32>, default: u32) -> Result<u32> {
    if value.is_empty() {
        return Ok(default);
    }
    value.parse().ok().filter(|n| limits.contains(n)).ok_or_else(|| invalid_attribute(name))
}

fn given_policy(text: &str) -> Result<Option<String>> {
    if text.is_empty() {
        return Ok(None);
    }
    crate::policies::check(text)?;
    Ok(Some(text.to_owned()))
}

fn invalid_attribute(name: &str) -> Error {
    errors::invalid_attribute_value(format!("Invalid value for the parameter {name}."))
}

fn only_fifo(name: &str) -> Error {
    if matches!(name, "DeduplicationScope" | "FifoThroughputLimit") {
        return errors::invalid_attribute_name(format!(
            "You can specify the {name} only when FifoQueue is set to true."
        ));
    }
    unknown_attribute(name)
}

/// Whether a new queue is a FIFO queue; its name and the attribute must agree.
pub(crate) fn is_fifo(name: &str, given: &Map<String>) -> Result<bool> {
    let wanted = given.get("FifoQueue").map(|value| boolean("FifoQueue", value)).transpose()?;
    let stem = name.strip_suffix(".fifo");
    let plain = |text: &str| text.bytes().all(|b| b.is_ascii_alphanumeric() || matches!(b, b'-' | b'_'));
    let fits = plain(stem.unwrap_or(name)) && (1..=80).contains(&name.len());
    match (wanted == Some(true), stem.is_some_and(|stem| !stem.is_empty()), fits) {
        (true, true, true) => Ok(true),
        (true, ..) => Err(invalid_value(
            "The name of a FIFO queue can only include alphanumeric characters, hyphens, or underscores, must end with .fifo suffix and be 1 to 80 in length.",
        )),
        (false, false, true) if stem.is_none() => Ok(false),
        (false, ..) => Err(invalid_value(
            "Can only include alphanumeric characters, hyphens, or underscores. 1 to 80 in length",
        )),
    }
}
