//! Sending messages.

use crate::Sqs;
use crate::attributes::{Attributes, MAX_SIZE};
use crate::digest;
use crate::message::{self, Draft, Sending};
use crate::operations::batches;
use crate::records::Accepted;
use crate::state::sequence;
use door::Call;
use model_sqs::errors;
use model_sqs::types::*;
use uuid::Uuid;
use wire::prelude::*;

/// The answer's digests, taken before the message goes.
struct Digests {
    body: String,
    attributes: Option<String>,
    trace: Option<String>,
}

impl Digests {
    fn of(draft: &Draft) -> Self {
        let content = &draft.message.content;
        Self {
            body: digest::of_body(&content.body),
            attributes: digest::of_attributes(&content.attributes),
            trace: digest::of_trace(content.trace.as_deref()),
        }
    }
}

impl Sqs {
    /// <https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_SendMessage.html>
    pub(crate) async fn send_message(
        &self,
        call: &Call,
        input: SendMessageInput,
    ) -> Result<SendMessageOutput> {
        let queue = self.state.queue(call, &input.queue_url)?;
        let record = queue.record();
        let sending = Sending {
            id: String::new(),
            message_body: input.message_body,
            delay_seconds: input.delay_seconds,
            message_attributes: input.message_attributes,
            message_system_attributes: input.message_system_attributes,
            message_deduplication_id: input.message_deduplication_id,
            message_group_id: input.message_group_id,
        };
        message::check_ids(&record.attributes, &sending, false)?;
        message::check_size(&record.attributes, &sending, false)?;
        message::bill(call, message::size(&sending));
        let now = call.now();
        let draft = message::draft(&record.attributes, sending, &message::sender(&call.caller), now)?;
        let digests = Digests::of(&draft);
        let (accepted, ticket) = self.state.append(&queue, vec![draft], now)?;
        ticket.durable().await.or_internal()?;
        let accepted = accepted.first().copied();
        Ok(SendMessageOutput {
            message_id: accepted.map(|a| Uuid::from_bytes(a.id).to_string()),
            md5_of_message_body: Some(digests.body),
            md5_of_message_attributes: digests.attributes,
            md5_of_message_system_attributes: digests.trace,
            sequence_number: accepted.and_then(|a| number(&record.attributes, a)),
        })
    }

    /// <https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_SendMessageBatch.html>
    pub(crate) async fn send_message_batch(
        &self,
        call: &Call,
        input: SendMessageBatchInput,
    ) -> Result<SendMessageBatchOutput> {
        let queue = self.state.queue(call, &input.queue_url)?;
        let record = queue.record();
        let entries = input.entries.unwrap_or_default();
        batches::check(entries.iter().map(|entry| entry.id.as_str()), "SendMessageBatchRequestEntry")?;
        let size: usize = entries.iter().map(message::size).sum();
        if size > MAX_SIZE as usize {
            return Err(errors::batch_request_too_long(format!(
                "Batch requests cannot be longer than {MAX_SIZE} bytes. You have sent {size} bytes."
            )));
        }
        for entry in entries.iter().filter(|_| record.attributes.fifo.is_some()) {
            message::check_ids(&record.attributes, entry, true)?;
        }
        message::bill(call, size);
        let now = call.now();
        let sender = message::sender(&call.caller);
        let mut output = SendMessageBatchOutput::default();
        let (mut ids, mut drafts) = (Vec::new(), Vec::new());
        for mut entry in entries {
            let id = std::mem::take(&mut entry.id);
            let checked = message::check_ids(&record.attributes, &entry, true)
                .and_then(|()| message::check_size(&record.attributes, &entry, true))
                .and_then(|()| message::draft(&record.attributes, entry, &sender, now));
            match checked {
                Ok(draft) => {
                    ids.push((id, Digests::of(&draft)));
                    drafts.push(draft);
                }
                Err(error) => output.failed.push(batches::failed(id, error)?),
            }
        }
        if drafts.is_empty() {
            return Ok(output);
        }
        let (accepted, ticket) = self.state.append(&queue, drafts, now)?;
        ticket.durable().await.or_internal()?;
        for ((id, digests), accepted) in ids.into_iter().zip(accepted) {
            output.successful.push(SendMessageBatchResultEntry {
                id,
                message_id: Uuid::from_bytes(accepted.id).to_string(),
                md5_of_message_body: digests.body,
                md5_of_message_attributes: digests.attributes,
                md5_of_message_system_attributes: digests.trace,
                sequence_number: number(&record.attributes, accepted),
            });
        }
        Ok(output)
    }
}

fn number(attributes: &Attributes, accepted: Accepted) -> Option<String> {
    attributes.fifo.map(|_| sequence(accepted.number))
}
