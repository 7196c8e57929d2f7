//! The groups and streams of every account and region: records whole in memory, events in the store.
//!
//! Whatever changes, changes under [`State::changing`], so that a group cannot go while a stream of it is made or written
//! to. Reading takes no lock.

use crate::events::{self, OVERHEAD, Position};
use crate::names::GroupName;
use crate::policies::Compiled;
use crate::querying::Running;
use crate::records::{
    GroupRecord, MetricFilterRecord, PolicyRecord, QueryRecord, Span, StartedRecord, StoredRecord,
    StreamRecord,
};
use crate::refusals::{no_group, no_stream};
use crate::retention::{Sweeps, count_stored};
use clock::{Clock, Timestamp};
use model_logs::errors;
use parking_lot::{Mutex, MutexGuard};
use std::collections::BTreeMap;
use std::sync::Arc;
use store::{Batch, Bulk, Direction, Key, Store, Table, Ticket};
use wire::prelude::*;

pub(crate) struct State {
    pub(crate) clock: Clock,
    pub(crate) store: Store,
    /// By account, region and name.
    pub(crate) groups: Table<GroupRecord>,
    /// Below the keys of their groups.
    pub(crate) streams: Table<StreamRecord>,
    /// By the id of a group or stream, and a day.
    pub(crate) stored: Table<StoredRecord>,
    /// By stream and sequence.
    pub(crate) events: Bulk,
    /// Below the keys of their groups.
    pub(crate) metric_filters: Table<MetricFilterRecord>,
    /// By account, region, and `account` and a policy's name or `group` and a group's.
    pub(crate) policies: Table<PolicyRecord>,
    /// By account, region and id.
    pub(crate) queries: Table<QueryRecord>,
    /// By account, region and id.
    pub(crate) started: Table<StartedRecord>,
    pub(crate) running: Running,
    pub(crate) compiled: Compiled,
    pub(crate) sweeps: Sweeps,
    changing: Mutex<()>,
}

/// An event that was accepted.
pub(crate) struct Accepted<'a> {
    /// Milliseconds since the epoch, not below the event's before it.
    pub(crate) timestamp: i64,
    pub(crate) message: &'a str,
}

impl State {
    pub(crate) fn open(store: &Store, clock: &Clock) -> store::Result<Self> {
        Ok(Self {
            clock: clock.clone(),
            store: store.clone(),
            groups: Table::open(store)?,
            streams: Table::open(store)?,
            stored: Table::open(store)?,
            events: Bulk::open(store, "logs.events")?,
            metric_filters: Table::open(store)?,
            policies: Table::open(store)?,
            queries: Table::open(store)?,
            started: Table::open(store)?,
            running: Running::default(),
            compiled: Compiled::default(),
            sweeps: Sweeps::default(),
            changing: Mutex::new(()),
        })
    }

    /// Held by whoever changes anything, from looking until the change is committed.
    pub(crate) fn changing(&self) -> MutexGuard<'_, ()> {
        self.changing.lock()
    }
    /// The group, or AWS's refusal.
    pub(crate) fn group(&self, name: &GroupName) -> Result<Arc<GroupRecord>> {
        crate::names::check_length(&[&name.name])?;
        self.groups.get(&name.key()).ok_or_else(no_group)
    }
    /// The stream, or AWS's refusal.
    pub(crate) fn stream(&self, group: &GroupName, stream: &str) -> Result<Arc<StreamRecord>> {
        crate::names::check_length(&[stream])?;
        self.streams.get(&group.key().then(stream)).ok_or_else(no_stream)
    }
    /// The streams of a group whose names begin with `prefix`, in the order of their names.
    pub(crate) fn streams_of(&self, group: &GroupName, prefix: &str) -> Vec<(String, Arc<StreamRecord>)> {
        let all = self.streams.list(&group.key()).into_iter();
        let named = all.filter_map(|(key, record)| Some((key.text(3)?, record)));
        named.filter(|(name, _)| name.starts_with(prefix)).collect()
    }
    /// Changes a group's record.
    pub(crate) fn change_group(
        &self,
        name: &GroupName,
        change: impl FnOnce(&mut GroupRecord) -> Result<()>,
    ) -> Result<Ticket> {
        let _changing = self.changing();
        let mut record = (*self.group(name)?).clone();
        change(&mut record)?;
        let mut batch = Batch::new();
        self.groups.put(&mut batch, &name.key(), record);
        self.store.commit(batch).or_internal()
    }
    /// Deletes a stream with its events.
    pub(crate) fn remove_stream(&self, group: &GroupName, stream: &str) -> Result<Ticket> {
        let _changing = self.changing();
        let of = self.group(group)?;
        let record = self.stream(group, stream)?;
        let mut batch = Batch::new();
        let freed = self.drop_stream(&mut batch, &group.key().then(stream), &record);
        for (day, bytes) in freed {
            let key = stored_key(of.id, day);
            let left = self.stored.get(&key).map_or(0, |stored| stored.bytes).saturating_sub(bytes);
            self.stored.put(&mut batch, &key, StoredRecord { bytes: left });
        }
        self.store.commit(batch).or_internal()
    }
    /// Deletes what is kept of a stream, and gives the bytes of each day that it held.
    pub(crate) fn drop_stream(
        &self,
        batch: &mut Batch,
        key: &Key,
        record: &StreamRecord,
    ) -> BTreeMap<u64, u64> {
        self.streams.delete(batch, key);
        self.events.purge(batch, record.id, u64::MAX);
        self.forget_stored(batch, record.id, u64::MAX)
    }
    /// Deletes what is kept of the bytes that an owner holds of the days before `day`, and gives it.
    pub(crate) fn forget_stored(&self, batch: &mut Batch, owner: u64, day: u64) -> BTreeMap<u64, u64> {
        let mut forgotten = BTreeMap::new();
        for (key, stored) in self.stored.list(&Key::root().then_number(owner)) {
            let of = day_of_key(&key);
            if of < day {
                self.stored.delete(batch, &key);
                forgotten.insert(of, stored.bytes);
            }
        }
        forgotten
    }
    /// The days of which a group or stream holds something.
    pub(crate) fn days_of(&self, owner: u64) -> Vec<u64> {
        self.stored.list(&Key::root().then_number(owner)).iter().map(|(key, _)| day_of_key(key)).collect()
    }
    /// The bytes that a group holds.
    pub(crate) fn bytes_of(&self, group: &GroupRecord) -> u64 {
        self.stored.list(&Key::root().then_number(group.id)).iter().map(|(_, stored)| stored.bytes).sum()
    }

    /// Adds events to a stream in one commit.
    pub(crate) fn append(
        self: &Arc<Self>,
        group: &GroupName,
        stream: &str,
        accepted: &[Accepted<'_>],
        now: Timestamp,
    ) -> Result<Ticket> {
        let values: Vec<_> = accepted.iter().map(|event| events::encode(now, event.message)).collect();
        let _changing = self.changing();
        let of = self.group(group)?;
        let record = self.stream(group, stream)?;
        let mut batch = Batch::new();
        let mut span = record.span;
        let mut days: BTreeMap<u64, u64> = BTreeMap::new();
        let mut before: Option<u64> = None;
        for (event, value) in accepted.iter().zip(values) {
            let sequence = self.sequence(record.id, event.timestamp, before, span)?;
            self.events.put(&mut batch, record.id, sequence, value);
            before = Some(sequence);
            span = Some(Span {
                lowest: span.map_or(sequence, |span| span.lowest.min(sequence)),
                highest: span.map_or(sequence, |span| span.highest.max(sequence)),
                ingested: now,
            });
            *days.entry(events::day_of(event.timestamp)).or_default() +=
                (event.message.len() + OVERHEAD) as u64;
        }
        for (day, bytes) in days {
            self.sweep_later(&of, day);
            for owner in [of.id, record.id] {
                count_stored(self, &mut batch, owner, day, bytes);
            }
        }
        if span != record.span {
            let changed = StreamRecord { span, ..(*record).clone() };
            self.streams.put(&mut batch, &group.key().then(stream), changed);
        }
        self.store.commit(batch).or_internal()
    }

    /// The sequence of a stream's next event of that time: behind all of the same millisecond. `before` is that of the
    /// batch's event before it.
    fn sequence(&self, id: u64, timestamp: i64, before: Option<u64>, span: Option<Span>) -> Result<u64> {
        let (first, last) = (events::first_sequence(timestamp), events::last_sequence(timestamp));
        let highest = span.map(|span| span.highest);
        let taken = match before.filter(|before| *before >= first) {
            Some(before) => Some(before),
            // What comes in the order of time, as most does, needs no look into the store.
            None if highest.is_none_or(|highest| highest < first) => None,
            None => {
                let mut same = self.events.scan(id, first..=last, Direction::Backward);
                same.next().transpose().or_internal()?.map(|(sequence, _)| sequence)
            }
        };
        match taken {
            None => Ok(first),
            Some(taken) if taken < last => Ok(taken + 1),
            Some(_) => Err(errors::service_unavailable(
                "A log stream takes no more than 1,048,576 events of the same millisecond.",
            )),
        }
    }
}

pub(crate) fn stored_key(owner: u64, day: u64) -> Key {
    Key::root().then_number(owner).then_number(day)
}

fn day_of_key(key: &Key) -> u64 {
    let part = key.parts().into_iter().nth(1).unwrap_or_default();
    part.first_chunk::<8>().map_or(0, |bytes| u64::from_be_bytes(*bytes))
}

/// A number that nothing else has: what the store keeps under it is never another's.
pub(crate) fn new_id() -> u64 {
    uuid::Uuid::new_v4().as_u64_pair().0
}

/// What AWS calls a sequence token, which nobody needs any more.
pub(crate) fn sequence_token(stream: &StreamRecord, ingested: Timestamp) -> String {
    Position { sequence: events::first_sequence(ingested.millis()), stream: stream.id }.id()
}
