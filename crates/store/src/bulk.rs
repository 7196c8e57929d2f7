//! Paged data of a service: byte strings by (id, sequence), such as the messages of a queue.
//!
//! A purge must not read what it throws away. It writes one mark, "of this id everything up to this sequence is gone",
//! in the caller's batch; reads honour the mark from the moment of the commit, and the store's thread sweeps the keys up
//! afterwards, piece by piece, across restarts.

use crate::{
    Batch, Direction, Error, Result, Room, Space, Store, Value,
    backend::{Backend, Op},
    keeper::Keeper,
    room::MARKS,
};
use parking_lot::RwLock;
use std::{
    collections::BTreeMap,
    ops::{Bound, RangeBounds},
    sync::Arc,
};

/// Keys deleted at a time by the sweep: a few milliseconds of the write path.
const PIECE: usize = 1024;

/// A room of paged data. Within an id, sequences must only grow: what is put at or below a purged one is refused.
#[derive(Clone)]
pub struct Bulk {
    store: Store,
    room: Room,
}

impl Bulk {
    /// The room of that name, made when there is none.
    pub fn open(store: &Store, name: &str) -> Result<Self> {
        Ok(Self { store: store.clone(), room: store.room(Space::Bulk, name)? })
    }

    /// Puts a value.
    pub fn put(&self, batch: &mut Batch, id: u64, sequence: u64, value: impl Into<Value>) {
        if self.is_purged(id, sequence) {
            batch.fail(Error::Batch(format!("sequence {sequence} of {id} lies before a purge")));
        } else {
            batch.put(self.room, key(id, sequence), value);
        }
    }

    /// Deletes a value, where it is there.
    pub fn delete(&self, batch: &mut Batch, id: u64, sequence: u64) {
        batch.delete(self.room, key(id, sequence));
    }

    /// The value of (id, sequence).
    pub fn get(&self, id: u64, sequence: u64) -> Result<Option<Value>> {
        if self.is_purged(id, sequence) { Ok(None) } else { self.store.get(self.room, key(id, sequence)) }
    }

    /// The values of an id within a range of sequences, in their order. See [`Store::scan`] for what it sees.
    pub fn scan(&self, id: u64, sequences: impl RangeBounds<u64>, direction: Direction) -> BulkScan {
        let from = match (sequences.start_bound(), self.store.inner.purges.mark(self.room, id)) {
            (bound, None) => bound.cloned(),
            (Bound::Included(from), Some(mark)) if *from > mark => Bound::Included(*from),
            (Bound::Excluded(from), Some(mark)) if *from > mark => Bound::Excluded(*from),
            (_, Some(mark)) => Bound::Excluded(mark),
        };
        let from = match from {
            Bound::Unbounded => Bound::Included(key(id, 0)),
            bound => bound.map(|sequence| key(id, sequence)),
        };
        let to = match sequences.end_bound() {
            Bound::Unbounded => Bound::Included(key(id, u64::MAX)),
            bound => bound.map(|sequence| key(id, *sequence)),
        };
        BulkScan(self.store.scan(self.room, (from, to), direction))
    }

    /// How many values an id has, by reading their keys.
    pub fn count(&self, id: u64) -> Result<u64> {
        self.scan(id, .., Direction::Forward).try_fold(0, |count, entry| entry.map(|_| count + 1))
    }

    /// Deletes the values of an id up to and including `last`, at the cost of one write. For all of an id that is done
    /// with: `u64::MAX`.
    pub fn purge(&self, batch: &mut Batch, id: u64, last: u64) {
        self.store.inner.purges.mark_in(batch, &self.store, self.room, id, last);
    }

    fn is_purged(&self, id: u64, sequence: u64) -> bool {
        self.store.inner.purges.mark(self.room, id).is_some_and(|mark| sequence <= mark)
    }
}

/// The values of a scan with their sequences.
pub struct BulkScan(crate::Scan);

impl Iterator for BulkScan {
    type Item = Result<(u64, Value)>;

    fn next(&mut self) -> Option<Self::Item> {
        let entry = self.0.next()?;
        Some(entry.map(|(key, value)| (sequence_of(&key), value)))
    }
}

fn key(id: u64, sequence: u64) -> [u8; 16] {
    (u128::from(id) << 64 | u128::from(sequence)).to_be_bytes()
}

fn sequence_of(key: &[u8]) -> u64 {
    key.last_chunk::<8>().map_or(0, |bytes| u64::from_be_bytes(*bytes))
}

/// The purges that are not swept up yet: (room, id) and the last purged sequence.
#[derive(Default, Clone)]
pub(crate) struct Purges(Arc<RwLock<BTreeMap<(u16, u64), u64>>>);

impl Purges {
    /// Reads the marks of purges that were not swept up when the program ended.
    pub(crate) fn load(&self, backend: &dyn Backend, keeper: &Keeper) -> Result<()> {
        let marks =
            MARKS.range::<&[u8]>(&..).map(|range| backend.scan(MARKS.space, range, Direction::Forward));
        for entry in marks.into_iter().flatten() {
            let key = entry?.0;
            let parsed = parse_mark(Room::own_part(&key));
            let (place, last) = parsed.ok_or_else(|| Error::Record {
                room: "the marks of purges".into(),
                key: key.escape_ascii().to_string(),
                what: "it is not a room, an id and a sequence".into(),
            })?;
            self.raise(place, last);
        }
        if !self.0.read().is_empty() {
            keeper.chores();
        }
        Ok(())
    }

    fn raise(&self, place: (u16, u64), last: u64) {
        let mut marks = self.0.write();
        let mark = marks.entry(place).or_insert(last);
        *mark = last.max(*mark);
    }

    fn mark(&self, room: Room, id: u64) -> Option<u64> {
        self.0.read().get(&(room.number, id)).copied()
    }

    fn mark_in(&self, batch: &mut Batch, store: &Store, room: Room, id: u64, last: u64) {
        batch.put(MARKS, mark_key(room.number, id, last), Value::empty());
        let (purges, keeper) = (self.clone(), store.inner.keeper().clone());
        batch.then(move || {
            purges.raise((room.number, id), last);
            keeper.chores();
        });
    }

    /// The next piece of sweeping; `None` when all is swept.
    pub(crate) fn next_sweep(&self, backend: &dyn Backend) -> Result<Option<Batch>> {
        let first = self.0.read().first_key_value().map(|(place, last)| (*place, *last));
        let Some(((number, id), last)) = first else { return Ok(None) };
        let room = Room { space: Space::Bulk, number };
        let mut batch = Batch::new();
        if let Some(range) = room.range(&(key(id, 0)..=key(id, last))) {
            for entry in backend.scan(Space::Bulk, range, Direction::Forward).take(PIECE) {
                let (key, _) = entry?;
                batch.bytes += key.len() as u64;
                batch.ops.push(Op::Delete(Space::Bulk, key));
            }
        }
        if batch.ops.len() < PIECE {
            batch.delete(MARKS, mark_key(number, id, last));
            let purges = self.clone();
            batch.then(move || {
                // Unless a later purge has moved the mark meanwhile: that one is swept next.
                let mut marks = purges.0.write();
                if marks.get(&(number, id)) == Some(&last) {
                    marks.remove(&(number, id));
                }
            });
        }
        Ok(Some(batch))
    }
}

/// The sequence is in the key, so that the end of one sweep does not take away the mark of a later purge.
fn mark_key(room: u16, id: u64, last: u64) -> Vec<u8> {
    [&room.to_be_bytes()[..], &id.to_be_bytes(), &last.to_be_bytes()].concat()
}

fn parse_mark(key: &[u8]) -> Option<((u16, u64), u64)> {
    let (room, key) = key.split_first_chunk::<2>()?;
    let (id, last) = key.split_first_chunk::<8>()?;
    Some(((u16::from_be_bytes(*room), u64::from_be_bytes(*id)), u64::from_be_bytes(last.try_into().ok()?)))
}
