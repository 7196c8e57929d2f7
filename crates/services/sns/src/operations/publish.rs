//! Publishing, one message or ten.
//! <https://docs.aws.amazon.com/sns/latest/dg/sns-publishing.html>

use crate::message::{Attribute, Body, Kind, MOST_BYTES, Notification, check_id, check_subject};
use crate::names::{TopicName, invalid};
use crate::platform::DeviceName;
use crate::records::SeenRecord;
use crate::state::Topic;
use crate::{Sns, endpoint, envelope};
use door::Call;
use futures_util::FutureExt;
use futures_util::stream::{self, StreamExt};
use model_sns::errors;
use model_sns::types::{
    BatchResultErrorEntry, MessageAttributeValue, PublishBatchInput, PublishBatchOutput,
    PublishBatchRequestEntry, PublishBatchResultEntry, PublishInput, PublishOutput,
};
use sha2::{Digest, Sha256};
use std::collections::HashSet;
use std::sync::Arc;
use store::Batch;
use wire::prelude::*;

/// Entries of a batch.
const MOST_ENTRIES: usize = 10;
/// Characters of an entry's id.
const MOST_ENTRY_ID: usize = 80;
/// Characters of a text message. <https://docs.aws.amazon.com/sns/latest/dg/sms_sending-overview.html>
const MOST_SMS: usize = 1_600;
/// Bytes that are one billed publication.
const BILLED: usize = 64 * 1024;

/// What a publisher gave of one message.
struct Given {
    message: String,
    subject: Option<String>,
    structure: Option<String>,
    attributes: Option<Map<MessageAttributeValue>>,
    deduplication: Option<String>,
    group: Option<String>,
}

/// What a publisher is told of one message.
struct Published {
    message_id: String,
    sequence: Option<u64>,
}

impl Sns {
    /// <https://docs.aws.amazon.com/sns/latest/api/API_Publish.html>
    pub(crate) async fn publish(&self, call: &Call, input: PublishInput) -> Result<PublishOutput> {
        let given = Given {
            message: input.message,
            subject: input.subject,
            structure: input.message_structure,
            attributes: input.message_attributes,
            deduplication: input.message_deduplication_id,
            group: input.message_group_id,
        };
        let target = match (input.topic_arn, input.target_arn) {
            (Some(arn), _) => Some(("TopicArn", arn)),
            (None, Some(arn)) => Some(("TargetArn", arn)),
            (None, None) => None,
        };
        let Some((parameter, arn)) = target else {
            return self.publish_to_number(call, input.phone_number, given).await;
        };
        if arn.contains(":endpoint/") {
            return self.publish_to_device(call, parameter, &arn, given).await;
        }
        let name = TopicName::of(call, parameter, &arn)?;
        let (what, bytes) = read(call, given, name.is_fifo())?;
        let topic = self.state.existing(&name)?;
        if bytes > most_bytes(&topic) {
            return Err(invalid("Message too long"));
        }
        call.bill(bytes.div_ceil(BILLED).max(1) as u64);
        let published = self.publish_one(call, &topic, prepare(&topic, what)?).await?;
        Ok(PublishOutput {
            message_id: Some(published.message_id),
            sequence_number: published.sequence.map(envelope::sequence),
        })
    }

    /// A text message to a number goes to the outbox.
    async fn publish_to_number(
        &self,
        call: &Call,
        number: Option<String>,
        given: Given,
    ) -> Result<PublishOutput> {
        let number =
            number.ok_or_else(|| invalid("TopicArn or TargetArn Reason: no value for required parameter"))?;
        if !endpoint::is_phone_number(&number) {
            return Err(invalid(&format!("PhoneNumber Reason: {number} is not valid to publish to")));
        }
        let (what, _) = read(call, given, false)?;
        if what.body.for_protocol("sms").chars().count() > MOST_SMS {
            return Err(invalid("Message too long"));
        }
        let settings = self.state.sms_settings(call.account(), &call.region);
        let mut batch = Batch::new();
        self.courier.outbox.add_sms(&mut batch, &number, &what, &settings)?;
        self.state.store.commit(batch).or_internal()?.durable().await.or_internal()?;
        Ok(PublishOutput { message_id: Some(what.id), sequence_number: None })
    }

    /// A push to a device goes to the outbox.
    /// <https://docs.aws.amazon.com/sns/latest/dg/mobile-push-send-devicetoken.html>
    async fn publish_to_device(
        &self,
        call: &Call,
        parameter: &str,
        arn: &str,
        given: Given,
    ) -> Result<PublishOutput> {
        let device = DeviceName::of(call, parameter, arn)?;
        let (what, bytes) = read(call, given, false)?;
        if bytes > MOST_BYTES {
            return Err(invalid("Message too long"));
        }
        let none = || invalid("TargetArn Reason: No endpoint found for the target arn specified");
        let application = self.state.applications.get(&device.application.key()).ok_or_else(none)?;
        let record = self.state.devices.get(&device.key()).ok_or_else(none)?;
        if !application.is_enabled() {
            return Err(errors::platform_application_disabled("Platform application is disabled"));
        }
        if !record.is_enabled() {
            return Err(errors::endpoint_disabled("Endpoint is disabled"));
        }
        let mut batch = Batch::new();
        self.courier.outbox.add_push(&mut batch, &device, &what)?;
        self.state.store.commit(batch).or_internal()?.durable().await.or_internal()?;
        Ok(PublishOutput { message_id: Some(what.id), sequence_number: None })
    }

    /// <https://docs.aws.amazon.com/sns/latest/api/API_PublishBatch.html>
    pub(crate) async fn publish_batch(
        &self,
        call: &Call,
        input: PublishBatchInput,
    ) -> Result<PublishBatchOutput> {
        let name = TopicName::of(call, "TopicArn", &input.topic_arn)?;
        let topic = self.state.existing(&name)?;
        check_entries(&input.publish_batch_request_entries)?;
        // All are read before any is published: what is wrong with one is the answer to all.
        // recorded: sns/test_sns.json, test_publish_batch_exceptions
        let (mut ready, mut total) = (Vec::new(), 0);
        for entry in input.publish_batch_request_entries {
            let given = Given {
                message: entry.message,
                subject: entry.subject,
                structure: entry.message_structure,
                attributes: entry.message_attributes,
                deduplication: entry.message_deduplication_id,
                group: entry.message_group_id,
            };
            let (what, bytes) = read(call, given, name.is_fifo())?;
            ready.push((entry.id, prepare(&topic, what)?));
            total += bytes;
        }
        // recorded: sns/test_sns.json, test_publish_batch_too_long_message
        if total > most_bytes(&topic) {
            return Err(errors::batch_request_too_long(
                "The length of all the messages put together is more than the limit.",
            ));
        }
        call.bill(total.div_ceil(BILLED).max(1) as u64);
        // Side by side where nothing is promised of the order; a FIFO topic takes one after the other.
        let width = if name.is_fifo() { 1 } else { MOST_ENTRIES };
        let (call, topic) = (call, &topic);
        let publish = |(id, what)| async move { (id, self.publish_one(call, topic, what).await) }.boxed();
        let publishing: Vec<_> = ready.into_iter().map(publish).collect();
        let published: Vec<_> = stream::iter(publishing).buffered(width).collect().await;
        let (mut successful, mut failed) = (Vec::new(), Vec::new());
        for (id, result) in published {
            match result {
                Ok(published) => successful.push(PublishBatchResultEntry {
                    id: Some(id),
                    message_id: Some(published.message_id),
                    sequence_number: published.sequence.map(envelope::sequence),
                }),
                Err(error) => failed.push(BatchResultErrorEntry {
                    id,
                    code: error.code().to_owned(),
                    message: Some(error.message().to_owned()),
                    sender_fault: error.is_sender(),
                }),
            }
        }
        Ok(PublishBatchOutput { successful: Some(successful), failed: Some(failed) })
    }

    async fn publish_one(
        &self,
        call: &Call,
        topic: &Arc<Topic>,
        mut what: Notification,
    ) -> Result<Published> {
        if !topic.name.is_fifo() {
            self.courier.publish(call, topic, &what, Batch::new()).await?;
            return Ok(Published { message_id: what.id, sequence: None });
        }
        // One at a time: the order of the numbers is the order in the queues.
        let mut fifo = topic.fifo.lock().await;
        let by_group =
            topic.record().attributes.get("FifoThroughputScope").is_some_and(|s| s == "MessageGroup");
        let scope = what.group.clone().filter(|_| by_group).unwrap_or_default();
        let id = what.deduplication.clone().unwrap_or_default();
        if let Some(seen) = fifo.seen(&scope, &id, call.now()) {
            return Ok(Published { message_id: seen.message_id, sequence: Some(seen.sequence) });
        }
        let sequence = fifo.next(&self.state.store)?;
        what.sequence = Some(sequence);
        let mut batch = Batch::new();
        let seen = SeenRecord { message_id: what.id.clone(), sequence, at: what.at };
        fifo.remember(&mut batch, &scope, &id, seen);
        self.courier.publish(call, topic, &what, batch).await?;
        Ok(Published { message_id: what.id, sequence: Some(sequence) })
    }
}

/// Reads and checks what was given, and counts its bytes.
fn read(call: &Call, given: Given, fifo: bool) -> Result<(Notification, usize)> {
    if let Some(subject) = &given.subject {
        check_subject(subject)?;
    }
    let length = given.message.len();
    let body = Body::read(given.message, given.structure.as_deref())?;
    let attributes = Attribute::read_all(given.attributes.unwrap_or_default())?;
    if fifo && given.group.is_none() {
        return Err(invalid("The MessageGroupId parameter is required for FIFO topics"));
    }
    if let Some(group) = &given.group {
        check_id("MessageGroupId", group)?;
    }
    if let Some(id) = &given.deduplication {
        if !fifo {
            return Err(invalid(
                "MessageDeduplicationId Reason: The request includes MessageDeduplicationId parameter that is not \
                 valid for this topic type",
            ));
        }
        check_id("MessageDeduplicationId", id)?;
    }
    let bytes = length + attributes.iter().map(Attribute::bytes).sum::<usize>();
    let what = Notification {
        kind: Kind::Notification,
        id: uuid::Uuid::new_v4().to_string(),
        subject: given.subject,
        body,
        attributes,
        at: call.now().millis(),
        group: given.group,
        deduplication: given.deduplication,
        sequence: None,
        signature_version: 1,
        base: crate::base(call),
    };
    Ok((what, bytes))
}

/// Bytes of a message with its attributes, and of a batch of them.
fn most_bytes(topic: &Topic) -> usize {
    let set = topic.record().attributes.get("MaximumMessageSize").and_then(|size| size.parse().ok());
    set.unwrap_or(MOST_BYTES)
}

/// Adds what depends on the topic.
fn prepare(topic: &Topic, mut what: Notification) -> Result<Notification> {
    let record = topic.record();
    what.signature_version = crate::signature_version(&record);
    if topic.name.is_fifo() && what.deduplication.is_none() {
        if !record.is_on("ContentBasedDeduplication") {
            return Err(invalid(
                "The topic should either have ContentBasedDeduplication enabled or MessageDeduplicationId provided \
                 explicitly",
            ));
        }
        // recorded: sns/test_sns.json, test_message_to_fifo_sqs: the queue shows the digest of the body.
        what.deduplication = Some(hex::encode(Sha256::digest(what.body.for_protocol("default").as_bytes())));
    }
    Ok(what)
}

fn check_entries(entries: &[PublishBatchRequestEntry]) -> Result<()> {
    if entries.is_empty() {
        return Err(errors::empty_batch_request("The batch request doesn't contain any entries."));
    }
    if entries.len() > MOST_ENTRIES {
        return Err(errors::too_many_entries_in_batch_request(
            "The batch request contains more entries than permissible.",
        ));
    }
    let mut ids = HashSet::new();
    for PublishBatchRequestEntry { id, .. } in entries {
        // recorded: sns/test_sns.json, test_publish_batch_invalid_entry_id
        if id.chars().count() > MOST_ENTRY_ID {
            let text = format!("The Id of a batch entry in the batch request is too long: {id}");
            return Err(errors::invalid_batch_entry_id(text));
        }
        if id.is_empty() || !id.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-' || b == b'_') {
            let text = format!(
                "The Id of a batch entry in the batch request contains an impermissible character: {id}"
            );
            return Err(errors::invalid_batch_entry_id(text));
        }
        if !ids.insert(id) {
            return Err(errors::batch_entry_ids_not_distinct(
                "Two or more batch entries in the request have the same Id.",
            ));
        }
    }
    Ok(())
}
