//! A batch: writes to any rooms that happen together or not at all.

use crate::{Error, Result, Value, backend::Op, room::Room};

/// Writes that are waiting for [`crate::Store::commit`]. Of several writes to one key the last counts.
#[derive(Default)]
pub struct Batch {
    pub(crate) ops: Vec<Op>,
    /// What becomes visible in memory when the writes are on the disk.
    pub(crate) effects: Vec<Box<dyn FnOnce() + Send>>,
    /// Bytes of keys and values.
    pub(crate) bytes: u64,
    /// The first thing that made the batch impossible; told by `commit`, so that the writes need no `?` each.
    pub(crate) wrong: Option<Error>,
}

/// A key with its room's prefix is no longer than this.
const LONGEST_KEY: usize = u16::MAX as usize;

impl Batch {
    /// A batch without writes.
    pub fn new() -> Self {
        Self::default()
    }

    /// Puts a value in a room.
    pub fn put(&mut self, room: Room, key: impl AsRef<[u8]>, value: impl Into<Value>) {
        let value = value.into();
        if u32::try_from(value.len()).is_err() {
            self.fail(Error::Batch(format!("a value of {} bytes is too long", value.len())));
        } else if let Some(key) = self.whole_key(room, key.as_ref()) {
            self.bytes += (key.len() + value.len()) as u64;
            self.ops.push(Op::Put(room.space, key, value));
        }
    }

    /// Deletes a key from a room, where it is there.
    pub fn delete(&mut self, room: Room, key: impl AsRef<[u8]>) {
        if let Some(key) = self.whole_key(room, key.as_ref()) {
            self.bytes += key.len() as u64;
            self.ops.push(Op::Delete(room.space, key));
        }
    }

    /// Whether there is nothing to write.
    pub fn is_empty(&self) -> bool {
        self.ops.is_empty() && self.effects.is_empty() && self.wrong.is_none()
    }

    pub(crate) fn fail(&mut self, error: Error) {
        self.wrong.get_or_insert(error);
    }

    /// Runs when the batch is written, in order with the other effects of this batch and of all batches.
    pub(crate) fn then(&mut self, effect: impl FnOnce() + Send + 'static) {
        self.effects.push(Box::new(effect));
    }

    pub(crate) fn check(&mut self) -> Result<()> {
        self.wrong.take().map_or(Ok(()), Err)
    }

    fn whole_key(&mut self, room: Room, key: &[u8]) -> Option<Value> {
        let key = room.key(key);
        if key.len() > LONGEST_KEY {
            self.fail(Error::Batch(format!("a key of {} bytes is too long", key.len())));
            return None;
        }
        Some(key)
    }
}
