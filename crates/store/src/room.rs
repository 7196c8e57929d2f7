//! Rooms: named parts of the key spaces, one per kind of record.
//!
//! A room's keys begin with its two-byte number, so that a thousand rooms need no files of their own and a key of two
//! 64-bit numbers still fits into the 20 bytes that the engine keeps without an allocation. Room 0 is the catalogue of
//! the others, room 1 holds the marks of purges; a number, once given to a name, stays with it.

use crate::{
    Error, Result, Value,
    backend::{Backend, Direction, Op, Range, Space},
};
use parking_lot::Mutex;
use std::{
    collections::HashMap,
    ops::{Bound, RangeBounds},
};

/// A named part of a key space.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Room {
    pub(crate) space: Space,
    pub(crate) number: u16,
}

const PREFIX: usize = 2;

pub(crate) const CATALOGUE: Room = Room { space: Space::Meta, number: 0 };
pub(crate) const MARKS: Room = Room { space: Space::Meta, number: 1 };

impl Room {
    /// The key as it is stored.
    pub(crate) fn key(self, key: &[u8]) -> Value {
        let mut whole = smallvec::SmallVec::<[u8; 64]>::from_slice(&self.number.to_be_bytes());
        whole.extend_from_slice(key);
        Value::from(&whole[..])
    }

    /// The caller's part of a stored key.
    pub(crate) fn own_part(key: &[u8]) -> &[u8] {
        key.get(PREFIX..).unwrap_or_default()
    }

    /// The stored keys of a range of the room's keys; `None` when no key can be in it.
    pub(crate) fn range<K: AsRef<[u8]>>(self, range: &impl RangeBounds<K>) -> Option<Range> {
        let whole = |key: &K| self.key(key.as_ref()).to_vec();
        let from = match range.start_bound() {
            Bound::Unbounded => Bound::Included(self.number.to_be_bytes().to_vec()),
            bound => bound.map(whole),
        };
        let to = match range.end_bound() {
            Bound::Unbounded => after_prefix(&self.number.to_be_bytes()),
            bound => bound.map(whole),
        };
        Range::checked(from, to)
    }

    /// The stored keys that begin with `prefix`.
    pub(crate) fn prefixed(self, prefix: &[u8]) -> Option<Range> {
        let whole = self.key(prefix).to_vec();
        let to = after_prefix(&whole);
        Range::checked(Bound::Included(whole), to)
    }
}

/// The bound behind every key that begins with `prefix`.
pub(crate) fn after_prefix(prefix: &[u8]) -> Bound<Vec<u8>> {
    let mut end = prefix.to_vec();
    while let Some(last) = end.pop() {
        if last < u8::MAX {
            end.push(last + 1);
            return Bound::Excluded(end);
        }
    }
    Bound::Unbounded
}

/// The catalogue in memory: the number of each (space, name).
pub(crate) struct Rooms(Mutex<HashMap<(Space, String), u16>>);

impl Rooms {
    /// Reads the catalogue.
    pub(crate) fn load(backend: &dyn Backend) -> Result<Self> {
        let mut known = HashMap::new();
        if let Some(range) = CATALOGUE.range::<&[u8]>(&..) {
            for entry in backend.scan(CATALOGUE.space, range, Direction::Forward) {
                let (key, value) = entry?;
                let entry = parse(Room::own_part(&key), &value).ok_or_else(|| Error::Record {
                    room: "the catalogue of rooms".into(),
                    key: key.escape_ascii().to_string(),
                    what: "it is not a room's name and number".into(),
                })?;
                known.insert(entry.0, entry.1);
            }
        }
        Ok(Self(Mutex::new(known)))
    }

    /// The room of that name, written to the catalogue by `commit` when it is new.
    pub(crate) fn open(
        &self,
        space: Space,
        name: &str,
        commit: impl FnOnce(Vec<Op>) -> Result<()>,
    ) -> Result<Room> {
        let mut known = self.0.lock();
        if let Some(number) = known.get(&(space, name.to_owned())) {
            return Ok(Room { space, number: *number });
        }
        let last = known.values().copied().max().unwrap_or(MARKS.number);
        // The last number stays free, so that a room always has an end.
        let number = last.checked_add(1).filter(|number| *number < u16::MAX);
        let number = number.ok_or_else(|| Error::Batch("there are 65,533 rooms, and no more".into()))?;
        let key = [&[space_byte(space)], name.as_bytes()].concat();
        commit(vec![Op::Put(CATALOGUE.space, CATALOGUE.key(&key), Value::from(number.to_be_bytes()))])?;
        known.insert((space, name.to_owned()), number);
        Ok(Room { space, number })
    }
}

fn space_byte(space: Space) -> u8 {
    match space {
        Space::Meta => b'm',
        Space::Bulk => b'b',
    }
}

fn parse(key: &[u8], value: &[u8]) -> Option<((Space, String), u16)> {
    let (space, name) = key.split_first()?;
    let space = match space {
        b'm' => Space::Meta,
        b'b' => Space::Bulk,
        _ => return None,
    };
    Some(((space, String::from_utf8(name.to_vec()).ok()?), u16::from_be_bytes(value.try_into().ok()?)))
}
