//! The texts that are delivered: JSON in the order and with the spacing of AWS's, and the string that is signed.
//! <https://docs.aws.amazon.com/sns/latest/dg/sns-message-and-json-formats.html>
//! <https://docs.aws.amazon.com/sns/latest/dg/sns-verify-signature-of-message-verify-message-signature.html>
//!
//! Of a notification only the link to unsubscribe differs between subscriptions, and it is not signed: so a message is
//! signed once, however many queues it goes to.

use crate::message::{Attribute, Kind, Notification, Value};
use crate::names::TopicName;
use crate::signer::Signer;
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use clock::Timestamp;
use std::fmt::Write;
use wire::prelude::*;

/// FIFO topics number their messages from here.
const FIRST_SEQUENCE: u64 = 10_000_000_000_000_000_000;

/// A sequence number as AWS writes it: twenty digits.
pub(crate) fn sequence(number: u64) -> String {
    FIRST_SEQUENCE.saturating_add(number).to_string()
}

/// An envelope but for the ARN of the subscription within its link.
pub(crate) struct Envelope {
    before: String,
    after: String,
}

impl Envelope {
    /// The envelope of a message in the words for one protocol.
    pub(crate) fn new(what: &Notification, topic: &TopicName, text: &str, signer: &Signer) -> Result<Self> {
        let mut out = Lines::default();
        let topic_arn = topic.arn();
        let timestamp = Timestamp::from_millis(what.at).rfc3339_millis();
        out.line("Type", what.kind.name());
        out.line("MessageId", &what.id);
        if let Some(number) = what.sequence {
            out.line("SequenceNumber", &sequence(number));
        }
        let link = match &what.kind {
            Kind::Notification => None,
            Kind::SubscriptionConfirmation { token } | Kind::UnsubscribeConfirmation { token } => {
                out.line("Token", token);
                Some((token, subscribe_url(&what.base, &topic_arn, token)))
            }
        };
        out.line("TopicArn", &topic_arn);
        if let Some(subject) = &what.subject {
            out.line("Subject", subject);
        }
        out.line("Message", text);
        if let Some((_, url)) = &link {
            out.line("SubscribeURL", url);
        }
        out.line("Timestamp", &timestamp);
        // recorded: sns/test_sns.json, test_message_to_fifo_sqs: messages of FIFO topics bear no signature.
        if !topic.is_fifo() {
            let signed =
                Signed { what, text, timestamp: &timestamp, topic_arn: &topic_arn, link: link.as_ref() };
            let signature = signer.sign(signed.text().as_bytes(), what.signature_version)?;
            out.line("SignatureVersion", &what.signature_version.to_string());
            out.line("Signature", &STANDARD.encode(signature));
            out.line("SigningCertURL", &format!("{}{}", what.base, signer.path()?));
        }
        if link.is_some() {
            return Ok(Self { before: format!("{{\n{}\n}}", out.0), after: String::new() });
        }
        let before = format!(
            "{{\n{},\n  \"UnsubscribeURL\" : \"{}/?Action=Unsubscribe&SubscriptionArn=",
            out.0, what.base
        );
        Ok(Self { before, after: format!("\"{}\n}}", attributes(&what.attributes)) })
    }
    /// The envelope for a subscription.
    pub(crate) fn for_subscription(&self, arn: &str) -> String {
        if self.after.is_empty() { self.before.clone() } else { [&*self.before, arn, &*self.after].concat() }
    }
}

/// The link by which an endpoint's owner confirms.
pub(crate) fn subscribe_url(base: &str, topic_arn: &str, token: &str) -> String {
    format!("{base}/?Action=ConfirmSubscription&TopicArn={topic_arn}&Token={token}")
}

/// `  "Name" : "value"`, one a line.
#[derive(Default)]
struct Lines(String);

impl Lines {
    fn line(&mut self, name: &str, value: &str) {
        let separator = if self.0.is_empty() { "" } else { ",\n" };
        // Writing to a string cannot fail.
        let _ = write!(self.0, "{separator}  \"{name}\" : {}", json(value));
    }
}

fn json(text: &str) -> String {
    serde_json::Value::from(text).to_string()
}

fn attributes(attributes: &[Attribute]) -> String {
    if attributes.is_empty() {
        return String::new();
    }
    let each = |a: &Attribute| {
        let value = match &a.value {
            Value::Text(text) => json(text),
            Value::Binary(bytes) => json(&STANDARD.encode(bytes)),
        };
        format!("    {} : {{\"Type\":{},\"Value\":{value}}}", json(&a.name), json(&a.data_type))
    };
    let lines: Vec<_> = attributes.iter().map(each).collect();
    format!(",\n  \"MessageAttributes\" : {{\n{}\n  }}", lines.join(",\n"))
}

/// What the signature speaks of: names and values in the order of the names, a line each.
struct Signed<'a> {
    what: &'a Notification,
    text: &'a str,
    timestamp: &'a str,
    topic_arn: &'a str,
    link: Option<&'a (&'a String, String)>,
}

impl Signed<'_> {
    fn text(&self) -> String {
        let mut lines = vec![("Message", self.text), ("MessageId", &self.what.id)];
        match self.link {
            None => lines.extend(self.what.subject.as_deref().map(|subject| ("Subject", subject))),
            Some((_, url)) => lines.push(("SubscribeURL", url)),
        }
        lines.push(("Timestamp", self.timestamp));
        lines.extend(self.link.map(|(token, _)| ("Token", token.as_str())));
        lines.push(("TopicArn", self.topic_arn));
        lines.push(("Type", self.what.kind.name()));
        lines.iter().fold(String::new(), |out, (name, value)| out + name + "\n" + value + "\n")
    }
}
