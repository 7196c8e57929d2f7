//! How messages go into a queue, out of it, and from one to another: the decisions of [`crate::queue`] together with
//! the one commit that makes each of them last.

use crate::message::{Draft, due};
use crate::queue::deduplication::Key as DeduplicationKey;
use crate::queue::{LONGEST_VISIBILITY, Receipt};
use crate::records::{self, Accepted, MessageRecord, Sent, Source};
use crate::state::{Queue, State};
use clock::Timestamp;
use model_sqs::errors;
use std::time::Duration;
use store::{Batch, Ticket};
use wire::prelude::*;

/// A queue has no more messages in flight.
/// <https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/quotas-queues.html>
// Tests reach it with a hundredth, which takes a second and not a minute.
pub(crate) const MOST_IN_FLIGHT: usize = if cfg!(test) { 1_200 } else { 120_000 };

/// What a receiver asks for.
pub(crate) struct Ask {
    pub(crate) most: usize,
    pub(crate) visibility: Duration,
    pub(crate) attempt: Option<DeduplicationKey>,
    /// It does not wait.
    pub(crate) short: bool,
}

/// What was handed out, and what to wait for before telling.
pub(crate) struct HandedOut {
    pub(crate) received: Vec<(u64, Receipt)>,
    pub(crate) ticket: Option<Ticket>,
}

impl State {
    /// Puts messages into a queue, in one commit.
    pub(crate) fn append(
        &self,
        queue: &Queue,
        drafts: Vec<Draft>,
        now: Timestamp,
    ) -> Result<(Vec<Accepted>, Ticket)> {
        let encoded = drafts.iter().map(|draft| draft.message.encode()).collect::<Result<Vec<_>>>()?;
        let mut accepted = Vec::with_capacity(drafts.len());
        let mut fresh: Vec<(Draft, Option<Sent>)> = Vec::with_capacity(drafts.len());
        let mut live = self.lock(queue)?;
        let mut batch = Batch::new();
        self.settle(queue, &mut live, &mut batch, now);
        for (draft, bytes) in drafts.into_iter().zip(encoded) {
            let original = draft.keys.and_then(|(key, other)| {
                let seen = live.seen.get(key).or_else(|| other.and_then(|other| live.seen.get(other)));
                let in_batch = || fresh.iter().filter_map(|(_, sent)| *sent).find(|sent| sent.key == key);
                seen.copied().or_else(|| in_batch().map(|sent| sent.accepted))
            });
            if let Some(original) = original {
                accepted.push(original);
                continue;
            }
            let number = live.next + fresh.len() as u64;
            let new = Accepted { id: draft.message.header.id, number };
            self.messages.put(&mut batch, queue.id, number, bytes);
            let sent = draft.keys.map(|(key, _)| Sent { key, at: now, accepted: new });
            if let Some(sent) = &sent {
                self.sent.put(&mut batch, queue.id, number, records::encode(sent)?);
            }
            accepted.push(new);
            fresh.push((draft, sent));
        }
        let reserved = self.reserve(queue, &live, &mut batch, fresh.len() as u64);
        let ticket = self.store.commit(batch).or_internal()?;
        live.reserved = reserved;
        for (draft, sent) in fresh {
            let (number, header) = (live.next, &draft.message.header);
            live.next += 1;
            live.index.add(number, header.group.as_deref(), header.sent, draft.due, None);
            if let Some(sent) = sent {
                live.seen.note(now, sent.key, number, sent.accepted);
            }
        }
        drop(live);
        queue.arrived.notify_waiters();
        Ok((accepted, ticket))
    }

    /// Hands out what may be received now, and sends the dead where they belong.
    pub(crate) fn hand_out(&self, queue: &Queue, ask: &Ask, now: Timestamp) -> Result<HandedOut> {
        let attributes = &queue.record().attributes;
        let redrive = attributes.redrive.as_ref().and_then(|r| Some((self.by_arn(&r.target)?, r.most)));
        let limit = redrive.as_ref().map_or(u32::MAX, |(_, most)| *most);
        let mut batch = Batch::new();
        let mut live = self.lock(queue)?;
        self.settle(queue, &mut live, &mut batch, now);
        let again = ask.attempt.and_then(|attempt| {
            let unchanged = |(number, count): &(u64, u32)| {
                let receipt = live.index.receipt(*number)?;
                (receipt.count == *count && receipt.until.is_some()).then_some(*number)
            };
            live.attempts.get(attempt)?.iter().map(unchanged).collect::<Option<Vec<u64>>>()
        });
        let (received, dead) = if let Some(again) = again {
            let change = |number| Some((number, live.index.change(number, now, ask.visibility)?));
            (again.into_iter().filter_map(change).collect(), Vec::new())
        } else {
            let free = MOST_IN_FLIGHT.saturating_sub(live.index.in_flight());
            if free == 0 && ask.short && attributes.fifo.is_none() {
                return Err(errors::over_limit("Too many messages in flight."));
            }
            let taken = live.index.take(ask.most.min(free), now, now + ask.visibility, limit);
            if let Some(attempt) = ask.attempt.filter(|_| !taken.received.is_empty()) {
                let numbers = taken.received.iter().map(|(number, receipt)| (*number, receipt.count));
                let numbers = numbers.collect();
                live.attempts.note(now, attempt, 0, numbers);
            }
            (taken.received, taken.dead)
        };
        for (number, receipt) in &received {
            self.receipts.put(&mut batch, queue.id, *number, records::encode(receipt)?);
        }
        let ticket = if batch.is_empty() { None } else { Some(self.store.commit(batch).or_internal()?) };
        drop(live);
        let Some((target, _)) = redrive.filter(|_| !dead.is_empty()) else {
            return Ok(HandedOut { received, ticket });
        };
        let dead = dead.into_iter().map(|(number, receipt)| (number, Some(receipt))).collect();
        let buried = self.carry(queue, &target, dead, &|message, receipt| {
            bury(message, receipt, queue, &target, now);
            None
        });
        match buried {
            Ok(ticket) => Ok(HandedOut { received, ticket: Some(ticket) }),
            Err(error) if received.is_empty() => Err(error),
            // Those that were received are in flight: they must be told, and the dead are still there for the next.
            Err(error) => {
                door::log(&format!("dead letters of {} stay there: {error}", queue.arn()));
                Ok(HandedOut { received, ticket })
            }
        }
    }

    /// Deletes a message. Deleting what is gone is no error.
    pub(crate) fn delete(&self, queue: &Queue, numbers: &[u64], now: Timestamp) -> Result<Ticket> {
        let mut live = self.lock(queue)?;
        let mut batch = Batch::new();
        for number in numbers {
            self.forget(&mut batch, queue, *number);
        }
        let ticket = self.store.commit(batch).or_internal()?;
        for number in numbers {
            live.index.remove(*number, now);
        }
        drop(live);
        // The next one of its group may go now.
        queue.arrived.notify_waiters();
        Ok(ticket)
    }

    /// Takes messages that left one queue's index into another queue, in one commit. `adapt` makes of each what it is
    /// there, and says when it may be received. On failure the messages are back where they were.
    pub(crate) fn carry(
        &self,
        from: &Queue,
        to: &Queue,
        numbers: Vec<(u64, Option<Receipt>)>,
        adapt: &dyn Fn(&mut MessageRecord, Option<Receipt>) -> Option<Timestamp>,
    ) -> Result<Ticket> {
        let carried = self.carry_with(Batch::new(), from, to, &numbers, adapt);
        if carried.is_err() {
            self.give_back(from, &numbers);
        }
        carried
    }

    /// The same, together with what the batch holds already.
    pub(crate) fn carry_with(
        &self,
        mut batch: Batch,
        from: &Queue,
        to: &Queue,
        numbers: &[(u64, Option<Receipt>)],
        adapt: &dyn Fn(&mut MessageRecord, Option<Receipt>) -> Option<Timestamp>,
    ) -> Result<Ticket> {
        let mut messages = Vec::with_capacity(numbers.len());
        for (number, receipt) in numbers {
            let Some(mut message) = self.message(from, *number)? else { continue };
            let due = adapt(&mut message, *receipt);
            self.forget(&mut batch, from, *number);
            messages.push((message.encode()?, message.header, due));
        }
        let mut live = self.lock(to)?;
        let reserved = self.reserve(to, &live, &mut batch, messages.len() as u64);
        let next = live.next;
        for (number, (bytes, ..)) in (next..).zip(&mut messages) {
            self.messages.put(&mut batch, to.id, number, std::mem::take(bytes));
        }
        let ticket = self.store.commit(batch).or_internal()?;
        live.reserved = reserved;
        for (_, header, due) in &messages {
            let number = live.next;
            live.next += 1;
            live.index.add(number, header.group.as_deref(), header.sent, *due, None);
        }
        drop(live);
        to.arrived.notify_waiters();
        // On a FIFO queue the next one of a dead letter's group may go now.
        from.arrived.notify_waiters();
        Ok(ticket)
    }

    /// Takes messages back into the index that they left.
    pub(crate) fn give_back(&self, queue: &Queue, numbers: &[(u64, Option<Receipt>)]) {
        for (number, receipt) in numbers {
            if let Ok(Some(message)) = self.message(queue, *number) {
                let (group, sent) = (message.header.group.as_deref(), message.header.sent);
                queue.live.lock().index.give_back(*number, group, sent, *receipt);
            }
        }
    }

    /// Hides a message that was received for so long from now on; zero shows it.
    pub(crate) fn change_visibility(
        &self,
        queue: &Queue,
        number: u64,
        timeout: Duration,
        now: Timestamp,
    ) -> Result<Change> {
        let mut live = self.lock(queue)?;
        let mut batch = Batch::new();
        self.settle(queue, &mut live, &mut batch, now);
        let Some(before) = live.index.receipt(number).copied() else { return Ok(Change::NoMessage) };
        if now + timeout > before.last + Duration::from_secs(LONGEST_VISIBILITY.unsigned_abs()) {
            return Ok(Change::TooLong);
        }
        if let Some(receipt) = live.index.change(number, now, timeout) {
            self.receipts.put(&mut batch, queue.id, number, records::encode(&receipt)?);
        }
        let ticket = self.store.commit(batch).or_internal()?;
        drop(live);
        queue.arrived.notify_waiters();
        Ok(Change::Done(ticket))
    }
}

/// What became of a change of visibility.
pub(crate) enum Change {
    Done(Ticket),
    NoMessage,
    TooLong,
}

/// Makes a dead letter of a message. A standard queue's keeps its age, a FIFO queue's begins anew; the id stays.
/// <https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/setting-up-dead-letter-queue-retention.html>
fn bury(message: &mut MessageRecord, receipt: Option<Receipt>, from: &Queue, to: &Queue, now: Timestamp) {
    let earlier = message.content.source.take();
    let (count, first) = receipt.map_or((0, now), |receipt| (receipt.count, receipt.first));
    message.content.source = Some(Source {
        arn: from.arn(),
        count: count.saturating_add(earlier.as_ref().map_or(0, |source| source.count)),
        first: earlier.map_or(first, |source| source.first),
    });
    message.header.delay = 0;
    if to.record().attributes.fifo.is_some() {
        message.header.sent = now;
    }
}

/// Makes a new message of a dead letter that is moved: a new id and a new age.
/// <https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-configure-dead-letter-queue-redrive.html>
pub(crate) fn renew(message: &mut MessageRecord, to: &Queue, now: Timestamp) -> Option<Timestamp> {
    message.header.id = *uuid::Uuid::new_v4().as_bytes();
    message.header.sent = now;
    message.header.delay = to.record().attributes.delay;
    message.content.source = None;
    due(now, message.header.delay)
}
