//! The order and the memory of a FIFO topic: sequence numbers that only grow, and five minutes of deduplication ids.
//! <https://docs.aws.amazon.com/sns/latest/dg/fifo-message-dedup.html>
//!
//! A message is remembered in the commit that precedes its acknowledgement, never before it is delivered: a publisher
//! that was not answered sends it again, and then it must not be taken for a duplicate.

use crate::names::TopicName;
use crate::records::{SeenRecord, SequenceRecord};
use clock::Timestamp;
use std::collections::VecDeque;
use std::time::Duration;
use store::{Batch, Key, Store, Table};
use wire::prelude::*;

/// How long a deduplication id counts.
const WINDOW: Duration = Duration::from_mins(5);
/// Sequence numbers that are reserved at a time.
const BLOCK: u64 = 1_000;
/// Memories that one publication clears away at most.
const SWEEP: usize = 32;

/// What the store keeps of FIFO topics.
#[derive(Clone)]
pub(crate) struct Tables {
    sequences: Table<SequenceRecord>,
    seen: Table<SeenRecord>,
}

impl Tables {
    pub(crate) fn open(store: &Store) -> store::Result<Self> {
        Ok(Self { sequences: Table::open(store)?, seen: Table::open(store)? })
    }
    /// Forgets a topic that is deleted.
    pub(crate) fn forget(&self, topic: &TopicName, batch: &mut Batch) {
        self.sequences.delete(batch, &topic.key());
        for (key, _) in self.seen.list(&topic.key()) {
            self.seen.delete(batch, &key);
        }
    }
}

/// What a FIFO topic keeps; empty for others.
pub(crate) struct Fifo {
    prefix: Key,
    tables: Tables,
    next: u64,
    reserved: u64,
    /// Memories in the order of their age.
    ages: VecDeque<(i64, Key)>,
}

impl Fifo {
    pub(crate) fn open(tables: &Tables, topic: &TopicName) -> Self {
        let prefix = topic.key();
        let reserved = tables.sequences.get(&prefix).map_or(0, |record| record.reserved);
        let seen = tables.seen.list(&prefix).into_iter();
        let mut ages: Vec<_> = seen.map(|(key, seen)| (seen.at, key)).collect();
        ages.sort();
        Self { prefix, tables: tables.clone(), next: reserved, reserved, ages: ages.into() }
    }
    /// What was published before under the same id, within five minutes.
    pub(crate) fn seen(&self, scope: &str, id: &str, now: Timestamp) -> Option<SeenRecord> {
        let seen = self.tables.seen.get(&self.key(scope, id))?;
        (Timestamp::from_millis(seen.at) + WINDOW > now).then(|| (*seen).clone())
    }
    /// The next sequence number.
    pub(crate) fn next(&mut self, store: &Store) -> Result<u64> {
        if self.next >= self.reserved {
            let record = SequenceRecord { reserved: self.next + BLOCK };
            let mut batch = Batch::new();
            self.tables.sequences.put(&mut batch, &self.prefix, record);
            // The commit of the message that takes the number follows this one, and waits for both.
            drop(store.commit(batch).or_internal()?);
            self.reserved = record.reserved;
        }
        self.next += 1;
        Ok(self.next)
    }
    /// Remembers a message in the batch that is committed before its publisher is answered.
    pub(crate) fn remember(&mut self, batch: &mut Batch, scope: &str, id: &str, seen: SeenRecord) {
        for _ in 0..SWEEP {
            let old = self.ages.front().is_some_and(|(at, _)| *at + WINDOW.as_millis() as i64 <= seen.at);
            let Some((at, key)) = old.then(|| self.ages.pop_front()).flatten() else { break };
            // The id may have been used again since.
            if self.tables.seen.get(&key).is_some_and(|seen| seen.at == at) {
                self.tables.seen.delete(batch, &key);
            }
        }
        let key = self.key(scope, id);
        self.ages.push_back((seen.at, key.clone()));
        self.tables.seen.put(batch, &key, seen);
    }

    fn key(&self, scope: &str, id: &str) -> Key {
        self.prefix.then(scope).then(id)
    }
}
