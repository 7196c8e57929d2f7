//! From a published message to its subscribers.
//!
//! What Publish acknowledges is delivered even after `kill -9`. Queues are the common case and the hot path: they are
//! sent the message at once, as calls through the door by `sns.amazonaws.com`, each of which commits in SQS before it
//! returns. So when all took it, nothing of ours needs to be written: a crash before the answer leaves a publisher that
//! was told nothing. Only what could not be delivered by then (an HTTP/S endpoint, a queue whose service failed) becomes
//! a [`DeliveryRecord`](crate::records::DeliveryRecord) in the store, in the one commit that precedes the answer, and
//! waits in its subscription's lane (see [`lane`]) until it is delivered or dead. E-mails and text messages go to the
//! outbox in that same commit.
//!
//! A FIFO topic publishes one message at a time, and a subscription with something waiting takes every further message
//! through its lane: so each queue sees them in order.
//!
//! A queue that refuses (its policy, its absence) ends a delivery: to the dead-letter queue, or nowhere. The publisher
//! is told nothing of it, as on AWS; the refused call is in the track.

mod http;
mod lane;
mod outbox;

pub use outbox::OutboxMessage;

use crate::envelope::Envelope;
use crate::filter::Content;
use crate::message::{Attribute, Kind, Notification, Value};
use crate::names::TopicName;
use crate::signer::Signer;
use crate::state::{Queue, State, Subscription, Topic};
use door::Call;
use futures_util::FutureExt;
use futures_util::future::BoxFuture;
use futures_util::stream::{self, StreamExt};
use lane::Lanes;
use model_sns::errors;
use model_sqs::ops::SendMessage;
use model_sqs::types::{MessageAttributeValue, SendMessageInput};
use outbox::Outbox;
use parking_lot::Mutex;
use std::sync::Arc;
use store::{Batch, Store};
use tokio::sync::Semaphore;
use wire::prelude::*;

/// The principal that delivers.
const SERVICE: &str = "sns.amazonaws.com";
/// Queues that one message is sent to at a time.
const WIDTH: usize = 32;
/// Deliveries from lanes that are on their way at a time.
const FLYING: usize = 64;
/// Deliveries that may wait in all lanes; who publishes more is throttled.
const MOST_WAITING: usize = 1_000_000;

/// How an attempt ended.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Outcome {
    /// Delivered, or dead for good.
    Done,
    /// It will never be taken.
    Refused(String),
    /// It may be taken later.
    Failed(String),
}

/// Delivers.
pub(crate) struct Courier {
    state: Arc<State>,
    signer: Arc<Signer>,
    client: http::Client,
    pub(crate) outbox: Outbox,
    lanes: Mutex<Lanes>,
    flying: Semaphore,
}

/// A delivery that goes to its lane.
struct Later<'a> {
    to: &'a Subscription,
    attempts: u32,
}

impl Courier {
    pub(crate) fn open(store: &Store, state: Arc<State>, signer: Arc<Signer>) -> store::Result<Self> {
        let lanes = Mutex::new(Lanes::open(&state)?);
        let outbox = Outbox::open(store)?;
        Ok(Self {
            state,
            signer,
            client: http::Client::default(),
            outbox,
            lanes,
            flying: Semaphore::new(FLYING),
        })
    }

    /// Delivers a message to every subscription that wants it, or sees to it that it will be. What else is to be kept
    /// of it stands in `batch`.
    pub(crate) async fn publish(
        self: &Arc<Self>,
        call: &Call,
        topic: &Topic,
        what: &Notification,
        mut batch: Batch,
    ) -> Result<()> {
        let subscriptions = topic.subscriptions();
        let content = Content::new(what);
        let wanted = |s: &&Arc<Subscription>| {
            s.is_confirmed()
                && s.filter.as_ref().is_none_or(|filter| filter.accepts(&content, &s.record.protocol))
        };
        let (mut now, mut later) = (Vec::new(), Vec::new());
        for subscription in subscriptions.iter().filter(wanted) {
            match subscription.record.protocol.as_str() {
                "sqs" if !(what.sequence.is_some() && self.has_backlog(subscription)) => {
                    now.push(&**subscription);
                }
                // One that is switched off or gone refuses, as a queue does that is not there.
                "application"
                    if !subscription.device.as_ref().is_some_and(|d| self.state.takes_pushes(d)) =>
                {
                    now.push(&**subscription);
                }
                "sqs" | "http" | "https" => later.push(Later { to: subscription, attempts: 0 }),
                _ => {
                    let sms = self.state.sms_settings(&topic.name.account, &topic.name.region);
                    self.outbox.add(&mut batch, topic, subscription, what, &self.signer, &sms)?;
                }
            }
        }
        if self.lanes.lock().waiting() + later.len() > MOST_WAITING {
            return Err(errors::throttled("Rate exceeded"));
        }
        later.extend(self.send_now(call, topic, what, now).await?);
        if later.is_empty() && batch.is_empty() {
            return Ok(());
        }
        let queued = self.queue(call, &mut batch, what, &later)?;
        let ticket = self.state.store.commit(batch).or_internal()?;
        // Before anything is awaited: a publisher that hangs up must not leave deliveries that nobody knows of.
        self.release(call, queued);
        ticket.durable().await.or_internal()
    }

    /// Sends to queues at once; what failed and may be tried again comes back.
    async fn send_now<'a>(
        &self,
        call: &Call,
        topic: &Topic,
        what: &Notification,
        to: Vec<&'a Subscription>,
    ) -> Result<Vec<Later<'a>>> {
        if to.is_empty() {
            return Ok(Vec::new());
        }
        let service = call.as_service(SERVICE, &topic.arn);
        let envelope = if to.iter().all(|s| s.raw) {
            None
        } else {
            Some(Envelope::new(what, &topic.name, what.body.for_protocol("sqs"), &self.signer)?)
        };
        let (service, envelope) = (&service, envelope.as_ref());
        let send = |to: &'a Subscription| {
            async move {
                let outcome = self.settle(service, to, what, envelope).await;
                matches!(outcome, Outcome::Failed(_)).then_some(Later { to, attempts: 1 })
            }
            .boxed()
        };
        let sending: Vec<BoxFuture<'_, Option<Later<'a>>>> = to.into_iter().map(send).collect();
        Ok(stream::iter(sending).buffer_unordered(WIDTH).filter_map(std::future::ready).collect().await)
    }

    /// Sends to a subscription's queue, and to its dead-letter queue when that refuses.
    async fn settle(
        &self,
        service: &Call,
        to: &Subscription,
        what: &Notification,
        envelope: Option<&Envelope>,
    ) -> Outcome {
        let sent = match &to.queue {
            Some(queue) => send(service, queue, to, what, envelope).await,
            None => Outcome::Refused("its device is not registered or switched off".to_owned()),
        };
        match sent {
            Outcome::Refused(reason) => self.bury(service, to, what, envelope, &reason).await,
            outcome => outcome,
        }
    }

    /// Ends a delivery that cannot succeed: to the dead-letter queue where there is one.
    async fn bury(
        &self,
        service: &Call,
        to: &Subscription,
        what: &Notification,
        envelope: Option<&Envelope>,
        reason: &str,
    ) -> Outcome {
        let lost = |reason: &str| {
            door::log(&format!("message {} is lost for subscription {}: {reason}", what.id, to.arn));
            Outcome::Done
        };
        let Some(queue) = &to.dead_letters else { return lost(reason) };
        match send(service, queue, to, what, envelope).await {
            Outcome::Refused(second) => lost(&format!("{reason}; its dead-letter queue: {second}")),
            outcome => outcome,
        }
    }

    /// Sends what asks for a confirmation or tells of an end; to an endpoint that takes it through its lane.
    pub(crate) fn post(
        self: &Arc<Self>,
        call: &Call,
        to: &Subscription,
        what: &Notification,
        topic: &TopicName,
        commit: impl FnOnce(Batch) -> Result<store::Ticket>,
    ) -> Result<store::Ticket> {
        let mut batch = Batch::new();
        let direct = matches!(to.record.protocol.as_str(), "http" | "https" | "sqs");
        if !direct {
            self.outbox.add_for(&mut batch, topic, to, what, &self.signer)?;
            return commit(batch);
        }
        let queued = self.queue(call, &mut batch, what, &[Later { to, attempts: 0 }])?;
        let ticket = commit(batch)?;
        self.release(call, queued);
        Ok(ticket)
    }
}

/// One call of SQS.
async fn send(
    service: &Call,
    queue: &Queue,
    to: &Subscription,
    what: &Notification,
    envelope: Option<&Envelope>,
) -> Outcome {
    let raw = to.raw && what.kind == Kind::Notification;
    let (message_body, message_attributes) = match envelope {
        Some(envelope) if !raw => (envelope.for_subscription(&to.arn), None),
        _ => (what.body.for_protocol("sqs").to_owned(), raw_attributes(&what.attributes)),
    };
    // recorded: sns/test_sns.json, test_fifo_topic_to_regular_sqs: a standard queue gets no group from a FIFO topic.
    let from_fifo = what.sequence.is_some();
    let input = SendMessageInput {
        queue_url: queue.url.clone(),
        message_body,
        message_attributes,
        message_group_id: what.group.clone().filter(|_| queue.is_fifo || !from_fifo),
        message_deduplication_id: what.deduplication.clone().filter(|_| queue.is_fifo),
        ..Default::default()
    };
    let sent = if *queue.region == *service.region {
        service.call::<SendMessage>(input).await
    } else {
        service.in_region(&queue.region).call::<SendMessage>(input).await
    };
    match sent {
        Ok(_) => Outcome::Done,
        Err(error) if error.is_sender() && !is_throttling(error.code()) => {
            Outcome::Refused(error.to_string())
        }
        Err(error) => Outcome::Failed(error.to_string()),
    }
}

fn is_throttling(code: &str) -> bool {
    matches!(code, "Throttling" | "ThrottlingException" | "RequestThrottled" | "OverLimit")
}

/// <https://docs.aws.amazon.com/sns/latest/dg/sns-message-attributes.html>
fn raw_attributes(attributes: &[Attribute]) -> Option<Map<MessageAttributeValue>> {
    let each = |a: &Attribute| {
        let (string_value, binary_value) = match &a.value {
            Value::Text(text) => (Some(text.clone()), None),
            Value::Binary(bytes) => (None, Some(Blob::from(bytes.clone()))),
        };
        let value = MessageAttributeValue {
            data_type: a.data_type.clone(),
            string_value,
            binary_value,
            ..Default::default()
        };
        (a.name.clone(), value)
    };
    (!attributes.is_empty()).then(|| attributes.iter().map(each).collect())
}
