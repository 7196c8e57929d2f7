//! Typed rooms for metadata: a service states its record once, and gets a map in memory that is written through.
//!
//! The map is rebuilt when the table is opened. A write goes into a batch, and becomes visible when the batch is
//! committed, together with all else in that batch; when the commit fails, nothing is visible. What waits in a batch is
//! not seen by reads: a service that builds on it keeps it in a variable, under its own lock.

use crate::{Batch, Direction, Error, Key, Result, Room, Space, Store, Value, room::after_prefix};
use parking_lot::RwLock;
use serde::{Serialize, de::DeserializeOwned};
use std::{collections::BTreeMap, ops::Bound, sync::Arc};

/// A kind of metadata. Its fields may change as serde allows (a new one with `#[serde(default)]`) without a new
/// version; anything else is a new version and a migration.
pub trait Record: Serialize + DeserializeOwned + Send + Sync + 'static {
    /// The name of its room, for ever: `sqs.queues`.
    const NAME: &'static str;
    /// The version that this program writes.
    const VERSION: u16;

    /// Makes a record of what version `from` wrote; [`decode`] reads the bytes as the type of that time. Called for
    /// versions below [`Record::VERSION`] only.
    fn migrate(from: u16, bytes: &[u8]) -> Result<Self, String> {
        let _ = bytes;
        Err(format!("there is no migration from version {from}"))
    }
}

/// Reads the bytes of a record: for migrations.
pub fn decode<T: DeserializeOwned>(bytes: &[u8]) -> Result<T, String> {
    ciborium::from_reader(bytes).map_err(|error| error.to_string())
}

/// The records of one kind, by key. Clones share them.
pub struct Table<R> {
    room: Room,
    records: Arc<RwLock<Records<R>>>,
}

type Records<R> = BTreeMap<Key, Arc<R>>;

impl<R: Record> Table<R> {
    /// Opens the room of the record and reads it whole. Records of older versions are migrated, and written as they
    /// are now.
    pub fn open(store: &Store) -> Result<Self> {
        let table = Self { room: store.room(Space::Meta, R::NAME)?, records: Arc::default() };
        let mut migrated = Batch::new();
        for entry in store.scan::<&[u8]>(table.room, .., Direction::Forward) {
            let (key, value) = entry?;
            let key = Key::from_stored(&key);
            let (record, old) = read::<R>(&value).map_err(|what| Error::Record {
                room: R::NAME.into(),
                key: key.to_string(),
                what,
            })?;
            if old {
                table.put(&mut migrated, &key, record);
            } else {
                table.records.write().insert(key, Arc::new(record));
            }
        }
        // Its ticket is not awaited: what is lost of a migration is migrated again.
        drop(store.commit(migrated)?);
        Ok(table)
    }

    /// The record of a key.
    pub fn get(&self, key: &Key) -> Option<Arc<R>> {
        self.records.read().get(key).cloned()
    }

    /// Whether there is a record of that key.
    pub fn contains(&self, key: &Key) -> bool {
        self.records.read().contains_key(key)
    }

    /// Puts a record when the batch is committed. An error of the encoding is told by the commit.
    pub fn put(&self, batch: &mut Batch, key: &Key, record: impl Into<Arc<R>>) {
        let record = record.into();
        match write(&*record) {
            Ok(value) => batch.put(self.room, key, value),
            Err(what) => {
                return batch.fail(Error::Batch(format!("the record {key} of {}: {what}", R::NAME)));
            }
        }
        let (records, key) = (self.records.clone(), key.clone());
        batch.then(move || drop(records.write().insert(key, record)));
    }

    /// Deletes a record when the batch is committed, where it is there.
    pub fn delete(&self, batch: &mut Batch, key: &Key) {
        batch.delete(self.room, key);
        let (records, key) = (self.records.clone(), key.clone());
        batch.then(move || drop(records.write().remove(&key)));
    }

    /// The records below a key of leading parts, in order.
    pub fn list(&self, prefix: &Key) -> Vec<(Key, Arc<R>)> {
        self.page(prefix, None, usize::MAX, Direction::Forward)
    }

    /// At most `limit` records below a key of leading parts, from behind the key `after` on: a page of a listing, whose
    /// last key continues it.
    pub fn page(
        &self,
        prefix: &Key,
        after: Option<&Key>,
        limit: usize,
        direction: Direction,
    ) -> Vec<(Key, Arc<R>)> {
        let (mut from, mut to) = bounds(prefix);
        match (after, direction) {
            (None, _) => {}
            (Some(after), Direction::Forward) if after >= prefix => from = Bound::Excluded(after.clone()),
            (Some(_), Direction::Forward) => {}
            (Some(after), Direction::Backward) if !behind(after, &to) => to = Bound::Excluded(after.clone()),
            (Some(_), Direction::Backward) => {}
        }
        if empty(&from, &to) {
            return Vec::new();
        }
        let records = self.records.read();
        let range = records.range((from, to));
        let copy = |(key, record): (&Key, &Arc<R>)| (key.clone(), record.clone());
        match direction {
            Direction::Forward => range.take(limit).map(copy).collect(),
            Direction::Backward => range.rev().take(limit).map(copy).collect(),
        }
    }

    /// How many records there are below a key of leading parts.
    pub fn count(&self, prefix: &Key) -> usize {
        self.records.read().range(bounds(prefix)).count()
    }
}

fn bounds(prefix: &Key) -> (Bound<Key>, Bound<Key>) {
    let to = after_prefix(prefix.as_bytes()).map(|end| Key::from_stored(&end));
    (Bound::Included(prefix.clone()), to)
}

/// Whether the key lies behind the bound of a range's end.
fn behind(key: &Key, to: &Bound<Key>) -> bool {
    match to {
        Bound::Unbounded => false,
        Bound::Included(to) => key > to,
        Bound::Excluded(to) => key >= to,
    }
}

/// Whether no key can be between the bounds (a map panics when asked for an inverted range).
fn empty(from: &Bound<Key>, to: &Bound<Key>) -> bool {
    match (from, to) {
        (Bound::Included(from), Bound::Included(to)) => from > to,
        (Bound::Included(from) | Bound::Excluded(from), Bound::Included(to) | Bound::Excluded(to)) => {
            from >= to
        }
        (Bound::Unbounded, _) | (_, Bound::Unbounded) => false,
    }
}

/// The version in two bytes, then the record in CBOR.
fn write<R: Record>(record: &R) -> Result<Value, String> {
    let mut bytes = R::VERSION.to_be_bytes().to_vec();
    ciborium::into_writer(record, &mut bytes).map_err(|error| error.to_string())?;
    Ok(Value::from(bytes))
}

/// The record, and whether an older version wrote it.
fn read<R: Record>(value: &[u8]) -> Result<(R, bool), String> {
    let (version, bytes) = value.split_first_chunk::<2>().ok_or("it is cut short")?;
    let version = u16::from_be_bytes(*version);
    if version > R::VERSION {
        let known = R::VERSION;
        return Err(format!("it has version {version} and this program knows versions up to {known}"));
    }
    if version < R::VERSION {
        return Ok((R::migrate(version, bytes)?, true));
    }
    Ok((decode(bytes)?, false))
}

impl<R> Clone for Table<R> {
    fn clone(&self) -> Self {
        Self { room: self.room, records: self.records.clone() }
    }
}
