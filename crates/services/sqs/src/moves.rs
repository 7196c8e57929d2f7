//! Message move tasks: a dead-letter queue's messages go back where they came from, or elsewhere, step by step.
//! <https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-configure-dead-letter-queue-redrive.html>
//!
//! A step is an event of the clock and one commit a destination, which holds the task's progress too: after a crash it
//! goes on from there.

use crate::flow::renew;
use crate::queue::Receipt;
use crate::records::{MoveRecord, MoveStatus};
use crate::state::{Queue, State};
use std::collections::BTreeMap;
use std::sync::Arc;
use std::time::Duration;
use store::{Batch, Direction, Key, Ticket};
use wire::prelude::*;

/// Messages of a step where no rate was asked for.
const STEP: usize = 500;
/// The most recent tasks of a queue that are kept and listed.
pub(crate) const KEPT: usize = 10;

type Numbers = Vec<(u64, Option<Receipt>)>;

impl State {
    /// Takes up the tasks that were running when the program ended.
    pub(crate) fn resume_moves(self: &Arc<Self>) {
        for (key, record) in self.moves.list(&Key::root()) {
            if record.status == MoveStatus::Running {
                self.schedule_move(key, Duration::ZERO);
            }
        }
    }
    /// The tasks of a queue, the most recent first.
    pub(crate) fn moves_of(&self, queue: &Queue, most: usize) -> Vec<(Key, Arc<MoveRecord>)> {
        self.moves.page(&queue.key, None, most, Direction::Backward)
    }
    /// Keeps a new task; its first step is the caller's to make. `None` where one is running.
    pub(crate) fn start_move(&self, queue: &Queue, record: MoveRecord) -> Result<Option<(Key, Ticket)>> {
        let _moving = self.moving.lock();
        let known = self.moves_of(queue, usize::MAX);
        if known.iter().any(|(_, record)| record.status == MoveStatus::Running) {
            return Ok(None);
        }
        let number = |key: &Key| key.parts().pop()?.first_chunk::<8>().copied().map(u64::from_be_bytes);
        let last = known.first().and_then(|(key, _)| number(key)).unwrap_or(0);
        let key = queue.key.then_number(last + 1);
        let mut batch = Batch::new();
        self.moves.put(&mut batch, &key, record);
        for (old, _) in known.iter().skip(KEPT - 1) {
            self.moves.delete(&mut batch, old);
        }
        let ticket = self.store.commit(batch).or_internal()?;
        Ok(Some((key, ticket)))
    }
    /// Makes a step of a task now and the next ones in their time.
    pub(crate) fn go_on(self: &Arc<Self>, key: Key) {
        let moving = self.moving.lock();
        let Some(record) = self.moves.get(&key).filter(|record| record.status == MoveStatus::Running) else {
            return;
        };
        let more = self.step(&key, &record);
        drop(moving);
        match more {
            Ok(true) => self.schedule_move(key, Duration::from_secs(u64::from(record.rate.is_some()))),
            Ok(false) => {}
            Err(error) => {
                door::log(&format!("the move of messages from {} failed: {error}", record.source));
                self.end_unheard(&key, MoveStatus::Failed, Some(error.code().to_owned()));
            }
        }
    }
    /// Ends a running task. `None` where it runs no more.
    pub(crate) fn cancel_move(&self, key: &Key) -> Result<Option<(Arc<MoveRecord>, Ticket)>> {
        let _moving = self.moving.lock();
        let record = self.moves.get(key).filter(|record| record.status == MoveStatus::Running);
        record.map(|record| Ok((record, self.end(key, MoveStatus::Cancelled, None)?))).transpose()
    }

    fn schedule_move(self: &Arc<Self>, key: Key, after: Duration) {
        let state = Arc::downgrade(self);
        let name = format!("sqs: move messages {key}");
        drop(self.clock.schedule(self.clock.now() + after, name, move || async move {
            if let Some(state) = state.upgrade() {
                state.go_on(key);
            }
        }));
    }
    /// Moves some messages. False when the task has ended.
    fn step(&self, key: &Key, record: &MoveRecord) -> Result<bool> {
        let now = self.clock.now();
        let source = self.by_arn(&record.source).ok_or_else(crate::refusals::no_queue)?;
        let numbers = {
            let mut batch = Batch::new();
            let mut live = self.lock(&source)?;
            self.settle(&source, &mut live, &mut batch, now);
            // Its ticket is not awaited: what expired is found again.
            drop(self.store.commit(batch).or_internal()?);
            live.index.withdraw(record.rate.map_or(STEP, |rate| rate.unsigned_abs() as usize), now)
        };
        if numbers.is_empty() {
            self.end_unheard(key, MoveStatus::Completed, None);
            return Ok(false);
        }
        let mut record = record.clone();
        let sorted = self.by_destination(&source, &record, &numbers);
        let (parts, lost) = sorted.inspect_err(|_| self.give_back(&source, &numbers))?;
        let mut failure = (!lost.is_empty()).then(|| "CouldNotDetermineMessageSource".to_owned());
        self.give_back(&source, &lost);
        for (arn, numbers) in parts {
            record.moved += numbers.len() as i64;
            let carried = self.by_arn(&arn).ok_or_else(crate::refusals::no_queue).and_then(|to| {
                let mut batch = Batch::new();
                self.moves.put(&mut batch, key, record.clone());
                self.carry_with(batch, &source, &to, &numbers, &|message, _| renew(message, &to, now))
            });
            if let Err(error) = carried {
                record.moved -= numbers.len() as i64;
                self.give_back(&source, &numbers);
                failure = Some(error.code().to_owned());
            }
        }
        if failure.is_some() {
            self.end_unheard(key, MoveStatus::Failed, failure);
            return Ok(false);
        }
        if self.lock(&source)?.index.counts().ready == 0 {
            self.end_unheard(key, MoveStatus::Completed, None);
            return Ok(false);
        }
        Ok(true)
    }
    /// Messages by the queue that they go to, and those of which nobody knows it.
    fn by_destination(
        &self,
        source: &Queue,
        record: &MoveRecord,
        numbers: &[(u64, Option<Receipt>)],
    ) -> Result<(BTreeMap<String, Numbers>, Numbers)> {
        let (mut parts, mut lost) = (BTreeMap::<String, Numbers>::new(), Numbers::new());
        for &(number, receipt) in numbers {
            let found = self.message(source, number)?;
            let came_from = found.and_then(|message| message.content.source).map(|source| source.arn);
            match record.destination.clone().or(came_from) {
                Some(arn) => parts.entry(arn).or_default().push((number, receipt)),
                None => lost.push((number, receipt)),
            }
        }
        Ok((parts, lost))
    }
    fn end(&self, key: &Key, status: MoveStatus, failure: Option<String>) -> Result<Ticket> {
        let mut batch = Batch::new();
        if let Some(record) = self.moves.get(key) {
            self.moves.put(&mut batch, key, MoveRecord { status, failure, ..(*record).clone() });
        }
        self.store.commit(batch).or_internal()
    }
    /// The same where no caller waits for it: a task that is not kept as ended goes on at the next start.
    fn end_unheard(&self, key: &Key, status: MoveStatus, failure: Option<String>) {
        if let Err(error) = self.end(key, status, failure) {
            door::log(&format!("the end of the move {key} of messages is not kept: {error}"));
        }
    }
}
