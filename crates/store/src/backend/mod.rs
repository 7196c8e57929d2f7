//! Where the bytes lie: on the disk ([`disk`]) or in memory ([`memory`]). Both give the same answers, which the tests
//! of this crate check one against the other.

pub(crate) mod disk;
mod journal;
pub(crate) mod memory;

use crate::{Result, Value};
use std::ops::Bound;

/// The two key spaces. They differ in how they are tuned: what is small and read whole at the start, and what pages.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Space {
    /// Records that are kept in memory as well: some thousands, small.
    Meta,
    /// Data that is read from the disk when it is asked for: messages, items, logs.
    Bulk,
}

/// The order of a scan.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Direction {
    /// From the smallest key on.
    Forward,
    /// From the largest key down.
    Backward,
}

/// One write. The key includes the room's prefix.
#[derive(Debug, Clone)]
pub(crate) enum Op {
    Put(Space, Value, Value),
    Delete(Space, Value),
}

/// A range of whole keys, never inverted.
#[derive(Debug, Clone)]
pub(crate) struct Range {
    pub(crate) from: Bound<Vec<u8>>,
    pub(crate) to: Bound<Vec<u8>>,
}

pub(crate) type Entries = Box<dyn Iterator<Item = Result<(Value, Value)>> + Send>;

/// What a place for bytes can do. Writes come one at a time.
pub(crate) trait Backend: Send + Sync {
    /// Writes all of it or nothing. On return it survives the death of this process.
    fn write(&self, ops: Vec<Op>) -> Result<()>;
    fn get(&self, space: Space, key: &[u8]) -> Result<Option<Value>>;
    /// Each key at most once, in order. What is written during the scan may be seen or not.
    fn scan(&self, space: Space, range: Range, direction: Direction) -> Entries;
    /// Everything written before the call survives a loss of power afterwards.
    fn sync(&self) -> Result<()>;
    /// Syncs, and tidies up for the next start. No write comes afterwards; reads may.
    fn close(&self) -> Result<()>;
    /// Bytes free for this program where the data lies; `None` where that has no meaning.
    fn free_space(&self) -> Result<Option<u64>>;
}

impl Range {
    /// `None` when no key can be in it.
    pub(crate) fn checked(from: Bound<Vec<u8>>, to: Bound<Vec<u8>>) -> Option<Self> {
        let empty = match (&from, &to) {
            (Bound::Included(from), Bound::Included(to)) => from > to,
            (Bound::Included(from) | Bound::Excluded(from), Bound::Included(to) | Bound::Excluded(to)) => {
                from >= to
            }
            (Bound::Unbounded, _) | (_, Bound::Unbounded) => false,
        };
        (!empty).then_some(Self { from, to })
    }
}
