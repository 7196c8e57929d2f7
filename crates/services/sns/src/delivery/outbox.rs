//! The local outbox: e-mails, text messages and pushes that nobody sends, for a person to read.
//!
//! It keeps the newest ten thousand; an older one goes when a new one comes.

use crate::envelope::{Envelope, subscribe_url};
use crate::message::{Kind, Notification};
use crate::names::TopicName;
use crate::platform::DeviceName;
use crate::records::SmsRecord;
use crate::signer::Signer;
use crate::state::{Subscription, Topic};
use parking_lot::Mutex;
use serde::{Deserialize, Serialize};
use store::{Batch, Bulk, Direction, Store};
use wire::prelude::*;

/// Messages that are kept.
const KEPT: u64 = 10_000;
/// The one list of the room.
const LIST: u64 = 0;
/// Characters of a topic's display name before a text message.
const SHORT_NAME: usize = 10;

/// A message in the outbox.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct OutboxMessage {
    /// Its place: the later the greater.
    pub number: u64,
    /// When it was sent, in milliseconds since 1970.
    pub time: i64,
    /// `email`, `email-json`, `sms` or `application`.
    pub protocol: String,
    /// The address, telephone number or ARN of the device.
    pub to: String,
    /// The subject of an e-mail.
    pub subject: Option<String>,
    /// Who a text message says it is from: its sender ID.
    pub sender: Option<String>,
    /// `Promotional` or `Transactional`: how a text message would be sent.
    pub sms_type: Option<String>,
    /// The text.
    pub body: String,
    /// The topic; `None` for what was sent to a number or a device.
    pub topic_arn: Option<String>,
    /// The message id.
    pub message_id: String,
}

pub(crate) struct Outbox {
    room: Bulk,
    next: Mutex<u64>,
}

impl Outbox {
    pub(super) fn open(store: &Store) -> store::Result<Self> {
        let room = Bulk::open(store, "sns.outbox")?;
        let last = room.scan(LIST, .., Direction::Backward).next().transpose()?;
        Ok(Self { room, next: Mutex::new(last.map_or(1, |(number, _)| number + 1)) })
    }

    /// The newest `limit` messages, oldest first.
    pub(crate) fn list(&self, limit: usize) -> Result<Vec<OutboxMessage>> {
        let newest = self.room.scan(LIST, .., Direction::Backward).take(limit);
        let mut messages = Vec::new();
        for entry in newest {
            let (_, value) = entry.or_internal()?;
            messages.push(postcard::from_bytes(&value).or_internal()?);
        }
        messages.reverse();
        Ok(messages)
    }

    /// Adds a message of a topic.
    pub(super) fn add(
        &self,
        batch: &mut Batch,
        topic: &Topic,
        to: &Subscription,
        what: &Notification,
        signer: &Signer,
        sms: &SmsRecord,
    ) -> Result<()> {
        let record = topic.record();
        let display_name = record.attributes.get("DisplayName").filter(|name| !name.is_empty());
        let mut message = Self::message(&topic.name, to, what, signer)?;
        if let (Some(name), "sms") = (display_name, to.record.protocol.as_str()) {
            let short: String = name.chars().take(SHORT_NAME).collect();
            message.body = format!("{short}> {}", message.body);
        }
        if to.record.protocol == "sms" {
            message.apply(sms, what);
        }
        self.put(batch, message)
    }
    /// Adds a message about a subscription.
    pub(super) fn add_for(
        &self,
        batch: &mut Batch,
        topic: &TopicName,
        to: &Subscription,
        what: &Notification,
        signer: &Signer,
    ) -> Result<()> {
        self.put(batch, Self::message(topic, to, what, signer)?)
    }
    /// Adds a text message to a number.
    pub(crate) fn add_sms(
        &self,
        batch: &mut Batch,
        number: &str,
        what: &Notification,
        sms: &SmsRecord,
    ) -> Result<()> {
        let mut message = OutboxMessage::new(what, "sms", number, what.body.for_protocol("sms"));
        message.apply(sms, what);
        self.put(batch, message)
    }
    /// Adds a push to a device.
    pub(crate) fn add_push(&self, batch: &mut Batch, to: &DeviceName, what: &Notification) -> Result<()> {
        let text = what.body.for_protocol(&to.application.platform);
        self.put(batch, OutboxMessage::new(what, "application", &to.arn(), text))
    }

    fn put(&self, batch: &mut Batch, mut message: OutboxMessage) -> Result<()> {
        let mut next = self.next.lock();
        message.number = *next;
        let bytes = postcard::to_stdvec(&message).or_internal()?;
        self.room.put(batch, LIST, message.number, bytes);
        if let Some(old) = message.number.checked_sub(KEPT) {
            self.room.delete(batch, LIST, old);
        }
        *next += 1;
        Ok(())
    }

    /// <https://docs.aws.amazon.com/sns/latest/dg/sns-email-notifications.html>
    fn message(
        topic: &TopicName,
        to: &Subscription,
        what: &Notification,
        signer: &Signer,
    ) -> Result<OutboxMessage> {
        let protocol = to.record.protocol.as_str();
        let text = match &to.device {
            Some(device) => what.body.for_protocol(&device.application.platform),
            None => what.body.for_protocol(protocol),
        };
        let arn = topic.arn();
        let body = match (protocol, &what.kind) {
            ("email-json", _) => Envelope::new(what, topic, text, signer)?.for_subscription(&to.arn),
            ("email", Kind::Notification) => format!(
                "{text}\n\n--\nTo stop receiving notifications from this topic, visit:\n\
                 {}/?Action=Unsubscribe&SubscriptionArn={}\n",
                what.base, to.arn
            ),
            ("email", Kind::SubscriptionConfirmation { token } | Kind::UnsubscribeConfirmation { token }) => {
                format!("{text}\n\n{}\n", subscribe_url(&what.base, &arn, token))
            }
            _ => text.to_owned(),
        };
        let subject = match what.kind {
            Kind::Notification => what.subject.as_deref().unwrap_or("AWS Notification Message"),
            _ => "AWS Notification - Subscription Confirmation",
        };
        Ok(OutboxMessage {
            subject: protocol.starts_with("email").then(|| subject.to_owned()),
            topic_arn: Some(arn),
            ..OutboxMessage::new(what, protocol, &to.record.endpoint, &body)
        })
    }
}

impl OutboxMessage {
    fn new(what: &Notification, protocol: &str, to: &str, body: &str) -> Self {
        Self {
            number: 0,
            time: what.at,
            protocol: protocol.to_owned(),
            to: to.to_owned(),
            subject: None,
            sender: None,
            sms_type: None,
            body: body.to_owned(),
            topic_arn: None,
            message_id: what.id.clone(),
        }
    }
    /// How a text message is sent: as its attributes say, or else the account's settings.
    /// <https://docs.aws.amazon.com/sns/latest/dg/sms_sending-overview.html>
    fn apply(&mut self, settings: &SmsRecord, what: &Notification) {
        let said = |attribute: &str, setting: &str| {
            let given = what.attributes.iter().find(|a| a.name == attribute).and_then(|a| a.value.text());
            given.or_else(|| settings.attributes.get(setting).map(String::as_str)).map(str::to_owned)
        };
        self.sender = said("AWS.SNS.SMS.SenderID", "DefaultSenderID");
        self.sms_type =
            said("AWS.SNS.SMS.SMSType", "DefaultSMSType").or_else(|| Some("Promotional".to_owned()));
    }
}
