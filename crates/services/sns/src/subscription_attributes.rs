//! The attributes of subscriptions: which there are and what they may say.
//! <https://docs.aws.amazon.com/sns/latest/api/API_SetSubscriptionAttributes.html>

use crate::filter::{Filter, Scope};
use crate::names::{TopicName, invalid};
use crate::retry;
use crate::state::Queue;
use std::collections::BTreeMap;
use wire::prelude::*;

/// Bytes of a filter policy.
const MOST_FILTER: usize = 256 * 1024;

/// What a subscription is: attributes are checked against it.
#[derive(Clone, Copy)]
pub(crate) struct Subject<'a> {
    pub(crate) protocol: &'a str,
    pub(crate) topic: &'a TopicName,
    /// `FilterPolicyScope`, where it is set.
    pub(crate) scope: Option<&'a str>,
}

/// Checks an attribute that somebody sets; `reason` stands before AWS's reasons in Subscribe.
pub(crate) fn check(name: &str, value: &str, of: &Subject<'_>, reason: &str) -> Result<()> {
    let wrong = |text: String| invalid(&format!("{reason}{text}"));
    match name {
        "RawMessageDelivery" => check_raw(value, of).map_err(wrong),
        "FilterPolicy" if is_unset(name, value) => Ok(()),
        "FilterPolicy" => check_filter(value, of).map_err(wrong),
        "FilterPolicyScope" if matches!(value, "MessageBody" | "MessageAttributes") => Ok(()),
        // recorded: sns/test_sns_filter_policy.json, test_set_subscription_filter_policy_scope
        "FilterPolicyScope" => Err(wrong(format!(
            "FilterPolicyScope: Invalid value [{value}]. Please use either MessageBody or MessageAttributes"
        ))),
        "RedrivePolicy" if is_unset(name, value) => Ok(()),
        "RedrivePolicy" => check_redrive(value, of).map_err(|text| wrong(format!("RedrivePolicy: {text}"))),
        "DeliveryPolicy" if is_unset(name, value) => Ok(()),
        "DeliveryPolicy" if !of.protocol.starts_with("http") => {
            Err(wrong(format!("Delivery protocol [{}] does not support a delivery policy.", of.protocol)))
        }
        "DeliveryPolicy" => {
            retry::check_subscription(value).map_err(|text| wrong(format!("DeliveryPolicy: {text}")))
        }
        "ReplayPolicy" => Err(Error::not_implemented("replays of SNS archives (ReplayPolicy)")),
        "SubscriptionRoleArn" => {
            Err(Error::not_implemented("SNS subscriptions to Data Firehose (SubscriptionRoleArn)"))
        }
        // recorded: sns/test_sns.json, test_validate_set_sub_attributes
        _ => Err(invalid("AttributeName")),
    }
}

/// Whether setting this value takes the attribute away.
pub(crate) fn is_unset(name: &str, value: &str) -> bool {
    matches!(name, "FilterPolicy" | "RedrivePolicy" | "DeliveryPolicy")
        && matches!(value.trim(), "" | "{}" | "null")
}

/// Whether a subscription has an attribute with that value, by default or because it was set.
pub(crate) fn has(attributes: &BTreeMap<String, String>, name: &str, value: &str) -> bool {
    let default = match name {
        "RawMessageDelivery" => "false",
        "FilterPolicyScope" => "MessageAttributes",
        _ => "",
    };
    let set = attributes.get(name).map_or(default, String::as_str);
    set == value || (name == "RawMessageDelivery" && set.eq_ignore_ascii_case(value))
}

fn check_raw(value: &str, of: &Subject<'_>) -> Result<(), String> {
    // recorded: sns/test_sns.json, test_validate_set_sub_attributes
    if !value.eq_ignore_ascii_case("true") && !value.eq_ignore_ascii_case("false") {
        return Err(format!("RawMessageDelivery: Invalid value [{value}]. Must be true or false."));
    }
    if value.eq_ignore_ascii_case("true") && !matches!(of.protocol, "sqs" | "http" | "https") {
        return Err(format!("Delivery protocol [{}] does not support raw message delivery.", of.protocol));
    }
    Ok(())
}

fn check_filter(value: &str, of: &Subject<'_>) -> Result<(), String> {
    if value.len() > MOST_FILTER {
        return Err("FilterPolicy: Filter policy is too long".to_owned());
    }
    Filter::parse(value, Scope::of(of.scope)).map(drop).map_err(|text| format!("FilterPolicy: {text}"))
}

fn check_redrive(value: &str, of: &Subject<'_>) -> Result<(), String> {
    crate::filter::check_json(value)?;
    let policy: serde_json::Value = serde_json::from_str(value).map_err(|error| error.to_string())?;
    let target = policy.get("deadLetterTargetArn").and_then(serde_json::Value::as_str);
    // recorded: sns/test_sns.json, test_validate_set_sub_attributes
    let queue = target.and_then(Queue::of).ok_or("deadLetterTargetArn is an invalid arn")?;
    // https://docs.aws.amazon.com/sns/latest/dg/sns-configure-dead-letter-queue.html
    if of.topic.is_fifo() && !queue.is_fifo {
        return Err("must use a FIFO queue as DLQ for a FIFO topic".to_owned());
    }
    if queue.region != of.topic.region {
        return Err("deadLetterTargetArn must be in the same region as the topic".to_owned());
    }
    Ok(())
}
