//! Sending, receiving and deleting one message.

use crate::Sqs;
use crate::digest;
use crate::handle::Handle;
use crate::queue::Receives;
use crate::records::MessageRecord;
use crate::state::Queue;
use door::Call;
use model_sqs::errors;
use model_sqs::types::*;
use std::time::Duration;
use store::Batch;
use wire::prelude::*;

impl Sqs {
    /// <https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_SendMessage.html>
    pub(crate) async fn send_message(
        &self,
        call: &Call,
        input: SendMessageInput,
    ) -> Result<SendMessageOutput> {
        let queue = self.state.queue(call, &input.queue_url)?;
        let now = call.now();
        let delay =
            input.delay_seconds.map_or_else(|| queue.record.read().number("DelaySeconds", 0), i64::from);
        let id = uuid::Uuid::new_v4();
        let message = MessageRecord {
            id: *id.as_bytes(),
            body: input.message_body,
            sent: now.millis(),
            sender: call.caller.user_id.clone(),
        };
        let bytes = postcard::to_stdvec(&message).or_internal()?;
        let ticket = {
            let mut sequence = queue.index.lock();
            let number = sequence.next;
            let mut batch = Batch::new();
            self.state.messages.put(&mut batch, queue.id, number, bytes);
            let ticket = self.state.store.commit(batch).or_internal()?;
            sequence.next += 1;
            sequence.index.add(number, (delay > 0).then(|| now + Duration::from_secs(delay as u64)));
            ticket
        };
        queue.arrived.notify_waiters();
        ticket.durable().await.or_internal()?;
        Ok(SendMessageOutput {
            message_id: Some(id.to_string()),
            md5_of_message_body: Some(digest::of_body(&message.body)),
            ..Default::default()
        })
    }

    /// <https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_ReceiveMessage.html>
    pub(crate) async fn receive_message(
        &self,
        call: &Call,
        input: ReceiveMessageInput,
    ) -> Result<ReceiveMessageOutput> {
        let queue = self.state.queue(call, &input.queue_url)?;
        let most = input.max_number_of_messages.unwrap_or(1).clamp(1, 10) as usize;
        let wait = i64::from(input.wait_time_seconds.unwrap_or(0)).max(0);
        let deadline = call.now() + Duration::from_secs(wait as u64);
        let visibility = {
            let record = queue.record.read();
            input.visibility_timeout.map_or_else(|| record.number("VisibilityTimeout", 30), i64::from).max(0)
        };
        loop {
            // Registered before looking: what arrives in between wakes us.
            let arrived = queue.arrived.notified();
            let now = call.now();
            let taken = {
                let mut sequence = queue.index.lock();
                sequence.index.settle(now);
                sequence.index.take(most, now, now + Duration::from_secs(visibility as u64))
            };
            if !taken.is_empty() {
                return self.received(&queue, taken);
            }
            if now >= deadline {
                return Ok(ReceiveMessageOutput::default());
            }
            let next = queue.index.lock().index.next_due().map_or(deadline, |due| due.min(deadline));
            tokio::select! {
                () = arrived => {}
                () = call.clock().sleep_until(next) => {}
            }
        }
    }

    fn received(&self, queue: &Queue, taken: Vec<(u64, Receives)>) -> Result<ReceiveMessageOutput> {
        let mut messages = Vec::with_capacity(taken.len());
        for (number, receives) in taken {
            let Some(message) = self.state.message(queue, number)? else { continue };
            let handle = Handle { queue: queue.id, message: number, receive: receives.count };
            messages.push(Message {
                message_id: Some(uuid::Uuid::from_bytes(message.id).to_string()),
                receipt_handle: Some(handle.encode()),
                md5_of_body: Some(digest::of_body(&message.body)),
                body: Some(message.body),
                ..Default::default()
            });
        }
        Ok(ReceiveMessageOutput { messages: Some(messages) })
    }

    /// <https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_DeleteMessage.html>
    pub(crate) async fn delete_message(
        &self,
        call: &Call,
        input: DeleteMessageInput,
    ) -> Result<DeleteMessageOutput> {
        let queue = self.state.queue(call, &input.queue_url)?;
        let handle = Handle::decode(&input.receipt_handle)
            .ok_or_else(|| errors::receipt_handle_is_invalid("The input receipt handle is invalid."))?;
        let ticket = {
            let mut sequence = queue.index.lock();
            let mut batch = Batch::new();
            self.state.messages.delete(&mut batch, queue.id, handle.message);
            let ticket = self.state.store.commit(batch).or_internal()?;
            sequence.index.remove(handle.message);
            ticket
        };
        ticket.durable().await.or_internal()?;
        Ok(DeleteMessageOutput {})
    }
}
