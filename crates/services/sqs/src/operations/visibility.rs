//! What a receiver does with the handle that it got: deleting the message, or changing how long it stays hidden.

use crate::Sqs;
use crate::flow::Change;
use crate::handle::Handle;
use crate::operations::batches;
use crate::refusals::{expired_handle, invalid, missing, no_handle};
use crate::state::{Queue, State};
use clock::Timestamp;
use door::Call;
use model_sqs::types::*;
use std::time::Duration;
use store::Ticket;
use wire::prelude::*;

impl Sqs {
    /// <https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_DeleteMessage.html>
    pub(crate) async fn delete_message(
        &self,
        call: &Call,
        input: DeleteMessageInput,
    ) -> Result<DeleteMessageOutput> {
        let queue = self.state.queue(call, &input.queue_url)?;
        let now = call.now();
        let number = message_of(&self.state, &queue, &input.receipt_handle, now)?;
        self.state.delete(&queue, &[number], now)?.durable().await.or_internal()?;
        Ok(DeleteMessageOutput {})
    }

    /// <https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_DeleteMessageBatch.html>
    pub(crate) async fn delete_message_batch(
        &self,
        call: &Call,
        input: DeleteMessageBatchInput,
    ) -> Result<DeleteMessageBatchOutput> {
        let queue = self.state.queue(call, &input.queue_url)?;
        let entries = input.entries.unwrap_or_default();
        batches::check(entries.iter().map(|entry| entry.id.as_str()), "DeleteMessageBatchRequestEntry")?;
        let now = call.now();
        let mut output = DeleteMessageBatchOutput::default();
        let mut numbers = Vec::with_capacity(entries.len());
        for DeleteMessageBatchRequestEntry { id, receipt_handle } in entries {
            match message_of(&self.state, &queue, &receipt_handle, now) {
                Ok(number) => {
                    numbers.push(number);
                    output.successful.push(DeleteMessageBatchResultEntry { id });
                }
                Err(error) => output.failed.push(batches::failed(id, error)?),
            }
        }
        self.state.delete(&queue, &numbers, now)?.durable().await.or_internal()?;
        Ok(output)
    }

    /// <https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_ChangeMessageVisibility.html>
    pub(crate) async fn change_message_visibility(
        &self,
        call: &Call,
        input: ChangeMessageVisibilityInput,
    ) -> Result<ChangeMessageVisibilityOutput> {
        let queue = self.state.queue(call, &input.queue_url)?;
        let ticket = self.change(call, &queue, &input.receipt_handle, input.visibility_timeout)?;
        ticket.durable().await.or_internal()?;
        Ok(ChangeMessageVisibilityOutput {})
    }

    /// <https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_ChangeMessageVisibilityBatch.html>
    pub(crate) async fn change_message_visibility_batch(
        &self,
        call: &Call,
        input: ChangeMessageVisibilityBatchInput,
    ) -> Result<ChangeMessageVisibilityBatchOutput> {
        let queue = self.state.queue(call, &input.queue_url)?;
        let entries = input.entries.unwrap_or_default();
        let ids = entries.iter().map(|entry| entry.id.as_str());
        batches::check(ids, "ChangeMessageVisibilityBatchRequestEntry")?;
        let mut output = ChangeMessageVisibilityBatchOutput::default();
        let mut last = None;
        for entry in entries {
            let timeout = entry.visibility_timeout.ok_or_else(|| missing("VisibilityTimeout"));
            match timeout.and_then(|timeout| self.change(call, &queue, &entry.receipt_handle, timeout)) {
                Ok(ticket) => {
                    last = Some(ticket);
                    output.successful.push(ChangeMessageVisibilityBatchResultEntry { id: entry.id });
                }
                Err(error) => output.failed.push(batches::failed(entry.id, error)?),
            }
        }
        // Commits are in order: when the last one is durable all are.
        if let Some(ticket) = last {
            ticket.durable().await.or_internal()?;
        }
        Ok(output)
    }

    fn change(&self, call: &Call, queue: &Queue, handle: &str, timeout: i32) -> Result<Ticket> {
        let now = call.now();
        if !(0..=43_200).contains(&timeout) {
            return Err(invalid(timeout, "VisibilityTimeout", "Must be >= 0 and <= 43200, if provided."));
        }
        let number = message_of(&self.state, queue, handle, now)?;
        let seconds = Duration::from_secs(timeout.unsigned_abs().into());
        match self.state.change_visibility(queue, number, seconds, now)? {
            Change::Done(ticket) => Ok(ticket),
            Change::NoMessage => Err(invalid(
                handle,
                "ReceiptHandle",
                "Message does not exist or is not available for visibility timeout change.",
            )),
            Change::TooLong => Err(invalid(
                timeout,
                "VisibilityTimeout",
                "Total VisibilityTimeout for the message is beyond the limit [43200 seconds].",
            )),
        }
    }
}

/// The message that a handle names. On a FIFO queue a handle counts only while its message is in flight (recorded:
/// test_fifo_delete_after_visibility_timeout_extended); on a standard one it stays good (test_delete_after_visibility_timeout).
fn message_of(state: &State, queue: &Queue, text: &str, now: Timestamp) -> Result<u64> {
    let handle = Handle::decode(text).filter(|handle| handle.queue == queue.id);
    let handle = handle.ok_or_else(|| no_handle(text))?;
    let is_fifo = queue.record().attributes.fifo.is_some();
    if is_fifo && state.in_flight(queue, handle.message, handle.receive, now)? == Some(false) {
        return Err(expired_handle(text));
    }
    Ok(handle.message)
}
