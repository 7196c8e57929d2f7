//! Receiving messages.

use crate::Sqs;
use crate::digest;
use crate::flow::{Ask, HandedOut};
use crate::handle::Handle;
use crate::message::{asked, bill};
use crate::queue::Receipt;
use crate::records::{Attribute, MessageRecord, QueueRecord, Value};
use crate::refusals::{invalid, unknown_attribute};
use crate::state::{Queue, attempt, sequence};
use door::Call;
use model_sqs::types::*;
use std::time::Duration;
use wire::prelude::*;

/// The system attributes of a message, in the model's order.
const SYSTEM: [&str; 9] = [
    "SenderId",
    "SentTimestamp",
    "ApproximateReceiveCount",
    "ApproximateFirstReceiveTimestamp",
    "SequenceNumber",
    "MessageDeduplicationId",
    "MessageGroupId",
    "AWSTraceHeader",
    "DeadLetterQueueSourceArn",
];

/// What a receiver wants to see of a message.
struct Wanted {
    system: Vec<&'static str>,
    user: Vec<String>,
}

impl Sqs {
    /// <https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_ReceiveMessage.html>
    pub(crate) async fn receive_message(
        &self,
        call: &Call,
        input: ReceiveMessageInput,
    ) -> Result<ReceiveMessageOutput> {
        let queue = self.state.queue(call, &input.queue_url)?;
        let record = queue.record();
        let wait = seconds("WaitTimeSeconds", input.wait_time_seconds, 20, record.attributes.wait)?;
        let ask = asks(&record, &input, wait)?;
        let wanted = Wanted::of(input)?;
        let deadline = call.now() + wait;
        loop {
            // Registered before looking: what arrives in between wakes us.
            let arrived = queue.arrived.notified();
            let now = call.now();
            let HandedOut { received, ticket } = self.state.hand_out(&queue, &ask, now)?;
            if let Some(ticket) = ticket {
                ticket.durable().await.or_internal()?;
            }
            let mut messages = Vec::with_capacity(received.len());
            for (number, receipt) in received {
                // One that was deleted at this very moment is passed over.
                if let Some(message) = self.state.message(&queue, number)? {
                    messages.push(wanted.show(&queue, number, receipt, message));
                }
            }
            if !messages.is_empty() {
                bill(
                    call,
                    messages.iter().filter_map(|message| message.body.as_ref()).map(String::len).sum(),
                );
                return Ok(ReceiveMessageOutput { messages: Some(messages) });
            }
            if now >= deadline {
                return Ok(ReceiveMessageOutput::default());
            }
            let next = self.state.lock(&queue)?.index.next_due().map_or(deadline, |due| due.min(deadline));
            tokio::select! {
                () = arrived => {}
                () = call.clock().sleep_until(next) => {}
            }
        }
    }
}

fn asks(record: &QueueRecord, input: &ReceiveMessageInput, wait: Duration) -> Result<Ask> {
    let most = input.max_number_of_messages.unwrap_or(1);
    if !(1..=10).contains(&most) {
        return Err(invalid(most, "MaxNumberOfMessages", "Must be between 1 and 10, if provided."));
    }
    let attempted = input.receive_request_attempt_id.as_deref();
    if let Some(id) = attempted.filter(|_| record.attributes.fifo.is_none()) {
        let reason = "The request include parameter that is not valid for this queue type.";
        return Err(invalid(id, "ReceiveRequestAttemptId", reason));
    }
    if let Some(id) =
        attempted.filter(|id| id.is_empty() || id.len() > 128 || !id.bytes().all(|b| b.is_ascii_graphic()))
    {
        let reason = "ReceiveRequestAttemptId can only include alphanumeric and punctuation characters. 1 to 128 in length.";
        return Err(invalid(id, "ReceiveRequestAttemptId", reason));
    }
    let visibility =
        seconds("VisibilityTimeout", input.visibility_timeout, 43_200, record.attributes.visibility)?;
    Ok(Ask {
        most: most.unsigned_abs() as usize,
        visibility,
        attempt: attempted.map(attempt),
        short: wait.is_zero(),
    })
}

/// A number of seconds from zero on, or the queue's.
fn seconds(name: &str, given: Option<i32>, most: i32, queues: u32) -> Result<Duration> {
    match given {
        Some(value) if !(0..=most).contains(&value) => {
            Err(invalid(value, name, &format!("Must be >= 0 and <= {most}, if provided.")))
        }
        given => Ok(Duration::from_secs(given.map_or(queues, i32::unsigned_abs).into())),
    }
}

impl Wanted {
    fn of(input: ReceiveMessageInput) -> Result<Self> {
        let mut system = Vec::new();
        let names = input.attribute_names.into_iter().chain(input.message_system_attribute_names).flatten();
        for name in names {
            match SYSTEM.iter().find(|known| **known == name) {
                Some(known) => system.push(*known),
                None if name == "All" => system.extend(SYSTEM),
                None => return Err(unknown_attribute(&name)),
            }
        }
        Ok(Self { system, user: input.message_attribute_names.unwrap_or_default() })
    }

    fn show(&self, queue: &Queue, number: u64, receipt: Receipt, message: MessageRecord) -> Message {
        let handle = Handle { queue: queue.id, message: number, receive: receipt.count };
        let system: Map<String> = self
            .system
            .iter()
            .filter_map(|name| Some(((*name).to_owned(), system(name, queue, number, receipt, &message)?)))
            .collect();
        let content = message.content;
        let user: Vec<Attribute> =
            content.attributes.into_iter().filter(|a| asked(&self.user, &a.name)).collect();
        Message {
            message_id: Some(uuid::Uuid::from_bytes(message.header.id).to_string()),
            receipt_handle: Some(handle.encode()),
            md5_of_body: Some(digest::of_body(&content.body)),
            body: Some(content.body),
            attributes: (!system.is_empty()).then_some(system),
            md5_of_message_attributes: digest::of_attributes(&user),
            message_attributes: (!user.is_empty())
                .then(|| user.into_iter().map(|a| (a.name, value(a.kind, a.value))).collect()),
        }
    }
}

/// One system attribute; `None` where the message has none such.
fn system(
    name: &str,
    queue: &Queue,
    number: u64,
    receipt: Receipt,
    message: &MessageRecord,
) -> Option<String> {
    let content = &message.content;
    let earlier = content.source.as_ref();
    let fifo = queue.record().attributes.fifo;
    match name {
        "SenderId" => Some(content.sender.clone()).filter(|sender| !sender.is_empty()),
        "SentTimestamp" => Some(message.header.sent.millis().to_string()),
        "ApproximateReceiveCount" => {
            Some(receipt.count.saturating_add(earlier.map_or(0, |source| source.count)).to_string())
        }
        "ApproximateFirstReceiveTimestamp" => {
            Some(earlier.map_or(receipt.first, |source| source.first).millis().to_string())
        }
        "SequenceNumber" => fifo.map(|_| sequence(number)),
        "MessageDeduplicationId" => content.deduplication.clone(),
        "MessageGroupId" => message.header.group.clone(),
        "AWSTraceHeader" => content.trace.clone(),
        "DeadLetterQueueSourceArn" => earlier.map(|source| source.arn.clone()),
        _ => None,
    }
}

fn value(data_type: String, value: Value) -> MessageAttributeValue {
    let (string_value, binary_value) = match value {
        Value::Text(text) => (Some(text), None),
        Value::Bytes(bytes) => (None, Some(bytes.into())),
    };
    MessageAttributeValue { string_value, binary_value, data_type, ..Default::default() }
}
