//! What a sender may send, and what a receiver asked to see of it.
//! <https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/quotas-messages.html>

use crate::attributes::{Attributes, MAX_SIZE};
use crate::queue::deduplication::{self, Key};
use crate::records::{Attribute, Content, Header, MessageRecord, Value};
use crate::refusals::{invalid, invalid_value, missing};
use clock::Timestamp;
use door::{Call, Caller};
use model_sqs::errors;
use model_sqs::types::{MessageAttributeValue, MessageSystemAttributeValue, SendMessageBatchRequestEntry};
use policy::Principal;
use sha2::{Digest, Sha256};
use std::borrow::Cow;
use std::time::Duration;
use wire::prelude::*;

/// A message that was checked and waits for its number.
pub(crate) struct Draft {
    pub(crate) message: MessageRecord,
    /// `None` where it may be received at once.
    pub(crate) due: Option<Timestamp>,
    /// On a FIFO queue: the key to note it under, and another one that would make it a duplicate.
    pub(crate) keys: Option<(Key, Option<Key>)>,
}

/// What is sent, by `SendMessage` or as an entry of a batch.
pub(crate) type Sending = SendMessageBatchRequestEntry;

const MOST_ATTRIBUTES: usize = 10;

/// Checks the parts of a message that refuse a whole batch. `batch` tells how a missing group is refused there.
pub(crate) fn check_ids(attributes: &Attributes, sending: &Sending, batch: bool) -> Result<()> {
    let not_here = "The request include parameter that is not valid for this queue type.";
    match (&attributes.fifo, &sending.message_group_id, &sending.message_deduplication_id) {
        (Some(_), None, _) if batch => {
            return Err(invalid_value("The request must contain the parameter MessageGroupId."));
        }
        (Some(_), None, _) => return Err(missing("MessageGroupId")),
        (Some(fifo), Some(_), None) if !fifo.content_based => {
            return Err(invalid_value(
                "The queue should either have ContentBasedDeduplication enabled or MessageDeduplicationId provided explicitly",
            ));
        }
        (None, _, Some(id)) => return Err(invalid(id, "MessageDeduplicationId", not_here)),
        _ => {}
    }
    for (name, id) in [
        ("MessageGroupId", &sending.message_group_id),
        ("MessageDeduplicationId", &sending.message_deduplication_id),
    ] {
        if let Some(id) = id.as_deref().filter(|id| !is_id(id)) {
            let reason = format!(
                "{name} can only include alphanumeric and punctuation characters. 1 to 128 in length."
            );
            return Err(invalid(id, name, &reason));
        }
    }
    match sending.delay_seconds {
        Some(delay) if delay != 0 && attributes.fifo.is_some() => {
            Err(invalid(delay, "DelaySeconds", not_here))
        }
        Some(delay) if !(0..=900).contains(&delay) => {
            Err(invalid(delay, "DelaySeconds", "DelaySeconds must be >= 0 and <= 900."))
        }
        _ => Ok(()),
    }
}

fn is_id(id: &str) -> bool {
    (1..=128).contains(&id.len()) && id.bytes().all(|b| b.is_ascii_graphic())
}

/// Bytes that count: the body, and names, types and values of attributes.
pub(crate) fn size(sending: &Sending) -> usize {
    let attributes = sending.message_attributes.iter().flatten().map(|(name, value)| {
        let text = value.string_value.as_ref().map_or(0, String::len);
        let bytes = value.binary_value.as_ref().map_or(0, |blob| blob.0.len());
        name.len() + value.data_type.len() + text + bytes
    });
    sending.message_body.len() + attributes.sum::<usize>()
}

/// Bills what a call sent or received: a request for each 64 KiB that are begun.
/// <https://aws.amazon.com/sqs/pricing/>
pub(crate) fn bill(call: &Call, size: usize) {
    let units = size.div_ceil(64 << 10);
    if units > 1 {
        call.bill(units as u64);
    }
}

/// The refusal of a message above the queue's limit. Batches word it otherwise.
pub(crate) fn check_size(attributes: &Attributes, sending: &Sending, batch: bool) -> Result<()> {
    let most = attributes.max_size.min(MAX_SIZE);
    if size(sending) <= most as usize {
        return Ok(());
    }
    let parameters = if batch { "cannot be validated" } else { "are invalid" };
    Err(invalid_value(format!(
        "One or more parameters {parameters}. Reason: Message must be shorter than {most} bytes."
    )))
}

/// The attribute `SenderId`: the caller's unique id. A service of AWS's sends as a user of its own (recorded:
/// sns/test_sns.json, test_publish_batch_messages_from_sns_to_sqs), whose id is made from the service's name here.
pub(crate) fn sender(caller: &Caller) -> Cow<'_, str> {
    match &caller.principal {
        Principal::Service { name } => {
            let digest = Sha256::digest(name.as_bytes());
            let letter = |byte: &u8| char::from(b'A' + byte % 26);
            Cow::Owned(format!("AIDA{}", digest.iter().take(17).map(letter).collect::<String>()))
        }
        _ => Cow::Borrowed(&caller.user_id),
    }
}

/// Makes the message of what is sent.
pub(crate) fn draft(
    attributes: &Attributes,
    sending: Sending,
    sender: &str,
    now: Timestamp,
) -> Result<Draft> {
    if sending.message_body.is_empty() {
        return Err(missing("MessageBody"));
    }
    if !sending.message_body.chars().all(is_allowed) {
        return Err(errors::invalid_message_contents(
            "Invalid characters found. Valid unicode characters are #x9 | #xA | #xD | #x20 to #xD7FF | #xE000 to #xFFFD | #x10000 to #x10FFFF",
        ));
    }
    let given = sending.message_attributes.unwrap_or_default();
    if given.len() > MOST_ATTRIBUTES {
        let count = given.len();
        return Err(invalid_value(format!(
            "Number of message attributes [{count}] exceeds the allowed maximum [{MOST_ATTRIBUTES}]."
        )));
    }
    let user = given.into_iter().map(|(name, value)| attribute(name, value)).collect::<Result<_>>()?;
    let trace = trace(sending.message_system_attributes.unwrap_or_default())?;
    // A FIFO queue knows its own delay only, and a delay of zero means the queue's there (recorded:
    // test_fifo_queue_send_message_with_zero_delay_defaults_to_queue_delay).
    let own = sending.delay_seconds.filter(|_| attributes.fifo.is_none());
    let delay = own.map_or(attributes.delay, i32::unsigned_abs);
    let deduplication = attributes.fifo.map(|_| {
        let by_content = || hex::encode(Sha256::digest(sending.message_body.as_bytes()));
        sending.message_deduplication_id.unwrap_or_else(by_content)
    });
    let group = sending.message_group_id;
    let keys = attributes.fifo.zip(deduplication.as_deref()).map(|(fifo, id)| {
        let whole = deduplication::key(None, id);
        // What was sent while the id counted for the whole queue is a duplicate still (recorded:
        // test_fifo_change_to_high_throughput_after_creation), but not the other way round.
        if fifo.scope_group { (deduplication::key(group.as_deref(), id), Some(whole)) } else { (whole, None) }
    });
    let header = Header { id: *uuid::Uuid::new_v4().as_bytes(), sent: now, delay, group };
    let content = Content {
        body: sending.message_body,
        sender: sender.to_owned(),
        deduplication,
        trace,
        attributes: user,
        source: None,
    };
    Ok(Draft { message: MessageRecord { header, content }, due: due(now, delay), keys })
}

/// When a message that is delayed for so many seconds may be received.
pub(crate) fn due(sent: Timestamp, delay: u32) -> Option<Timestamp> {
    (delay > 0).then(|| sent + Duration::from_secs(delay.into()))
}

/// The characters of XML. <https://www.w3.org/TR/REC-xml/#charsets>
fn is_allowed(c: char) -> bool {
    matches!(c, '\t' | '\n' | '\r' | ' '..='\u{FFFD}' | '\u{10000}'..)
}

fn attribute(name: String, given: MessageAttributeValue) -> Result<Attribute> {
    let letters = |b: u8| b.is_ascii_alphanumeric() || matches!(b, b'_' | b'-' | b'.');
    let lower = name.to_ascii_lowercase();
    let reserved = lower.starts_with("aws.") || lower.starts_with("amazon.");
    let dots = name.starts_with('.') || name.ends_with('.') || name.contains("..");
    if !(1..=256).contains(&name.len()) || !name.bytes().all(letters) || reserved || dots {
        return Err(invalid_value(format!(
            "The message attribute name '{name}' is invalid. Attribute name can contain A-Z, a-z, 0-9, underscore (_), hyphen (-), and period (.) characters."
        )));
    }
    if given.string_list_values.is_some() || given.binary_list_values.is_some() {
        return Err(errors::unsupported_operation(
            "Message attribute list values in SendMessage operation are not supported.",
        ));
    }
    if given.data_type.is_empty() {
        return Err(invalid_value(format!(
            "The message attribute '{name}' must contain non-empty message attribute type."
        )));
    }
    let kind = given.data_type.split('.').next().unwrap_or_default();
    let empty = || {
        invalid_value(format!(
            "Message (user) attribute '{name}' must contain a non-empty value of type '{kind}'."
        ))
    };
    let value = match kind {
        "String" | "Number" => {
            let text = given.string_value.filter(|text| !text.is_empty()).ok_or_else(empty)?;
            if !text.chars().all(is_allowed) {
                return Err(invalid_value(format!(
                    "Message (user) attribute '{name}' contains invalid characters."
                )));
            }
            if kind == "Number" && !is_number(&text) {
                return Err(invalid_value(format!(
                    "Can't cast the value of message (user) attribute '{name}' to a number."
                )));
            }
            Value::Text(text)
        }
        "Binary" => {
            let bytes = given.binary_value.filter(|blob| !blob.0.is_empty()).ok_or_else(empty)?;
            Value::Bytes(bytes.0.to_vec())
        }
        _ => {
            return Err(invalid_value(format!(
                "The message attribute '{name}' has an invalid message attribute type, the set of supported type prefixes is Binary, Number, and String."
            )));
        }
    };
    if given.data_type.len() > 256 {
        return Err(invalid_value(format!(
            "The message attribute '{name}' has a type of more than 256 characters."
        )));
    }
    Ok(Attribute { name, kind: given.data_type, value })
}

fn is_number(text: &str) -> bool {
    let digits = |b: u8| b.is_ascii_digit() || matches!(b, b'.' | b'e' | b'E' | b'+' | b'-');
    text.bytes().all(digits) && text.parse::<f64>().is_ok_and(f64::is_finite)
}

/// The one system attribute that a sender may set.
fn trace(given: Map<MessageSystemAttributeValue>) -> Result<Option<String>> {
    let mut trace = None;
    for (name, value) in given {
        if name != "AWSTraceHeader" {
            return Err(invalid_value(format!("Message system attribute name '{name}' is invalid.")));
        }
        let text = value.string_value.filter(|text| !text.is_empty() && value.data_type == "String");
        trace = Some(text.ok_or_else(|| {
            invalid_value("Message (system) attribute 'AWSTraceHeader' must contain a non-empty value of type 'String'.")
        })?);
    }
    Ok(trace)
}

/// Which message attributes a receiver asked for.
pub(crate) fn asked(names: &[String], attribute: &str) -> bool {
    names.iter().any(|name| match name.strip_suffix(".*") {
        Some(prefix) => attribute.starts_with(prefix),
        None => name == "All" || name == "*" || name == attribute,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_attributes() {
        let check = |names: &[&str], found: &[&str]| {
            let names: Vec<String> = names.iter().map(|&n| n.to_owned()).collect();
            let all = ["Help.Me", "Hello", "General"];
            let got: Vec<_> = all.into_iter().filter(|name| asked(&names, name)).collect();
            assert_eq!(got, found, "{names:?}");
        };
        // recorded: sqs/test_sqs.json, test_receive_message_message_attribute_names_filters
        let all = ["Help.Me", "Hello", "General"];
        check(&[], &[]);
        check(&["All"], &all);
        check(&["*"], &all);
        check(&[".*"], &all);
        check(&["Foo", "Help"], &[]);
        check(&["Hello", "General"], &["Hello", "General"]);
        check(&["Foo", "Hello"], &["Hello"]);
        check(&["Hel.*"], &["Help.Me", "Hello"]);
        check(&["AWS."], &[]);
        check(&["..foo"], &[]);
    }

    #[test]
    fn characters_and_numbers() {
        for (c, allowed) in [
            ('\0', false),
            ('\u{8}', false),
            ('\t', true),
            ('\u{1F}', false),
            (' ', true),
            ('\u{FFFE}', false),
        ] {
            assert_eq!(is_allowed(c), allowed, "{c:?}");
        }
        assert!(is_allowed('\u{FFFD}') && is_allowed('\u{1F600}') && !is_allowed('\u{FFFF}'));
        for (text, number) in [
            ("1", true),
            ("-1.5e3", true),
            ("", false),
            ("inf", false),
            ("NaN", false),
            ("1e999", false),
            ("a", false),
        ] {
            assert_eq!(is_number(text), number, "{text}");
        }
    }
}
