//! Everything in memory and nothing kept: `--ephemeral`, and most tests.

use super::{Backend, Direction, Entries, Op, Range, Space};
use crate::{Result, Value};
use parking_lot::RwLock;
use std::{
    collections::{BTreeMap, VecDeque},
    ops::Bound,
    sync::Arc,
};

/// How many entries a scan copies at a time, so that it holds the lock only for so long.
const CHUNK: usize = 128;

type Map = BTreeMap<Value, Value>;

#[derive(Default, Clone)]
pub(crate) struct Memory(Arc<RwLock<Spaces>>);

#[derive(Default)]
struct Spaces {
    meta: Map,
    bulk: Map,
}

impl Spaces {
    fn of(&self, space: Space) -> &Map {
        match space {
            Space::Meta => &self.meta,
            Space::Bulk => &self.bulk,
        }
    }

    fn of_mut(&mut self, space: Space) -> &mut Map {
        match space {
            Space::Meta => &mut self.meta,
            Space::Bulk => &mut self.bulk,
        }
    }
}

impl Backend for Memory {
    fn write(&self, ops: Vec<Op>) -> Result<()> {
        let mut spaces = self.0.write();
        for op in ops {
            match op {
                Op::Put(space, key, value) => drop(spaces.of_mut(space).insert(key, value)),
                Op::Delete(space, key) => drop(spaces.of_mut(space).remove(&key)),
            }
        }
        Ok(())
    }

    fn get(&self, space: Space, key: &[u8]) -> Result<Option<Value>> {
        Ok(self.0.read().of(space).get(key).cloned())
    }

    fn scan(&self, space: Space, range: Range, direction: Direction) -> Entries {
        Box::new(Scan { memory: self.clone(), space, rest: Some(range), direction, chunk: VecDeque::new() })
    }

    fn sync(&self) -> Result<()> {
        Ok(())
    }

    fn close(&self) -> Result<()> {
        Ok(())
    }

    fn free_space(&self) -> Result<Option<u64>> {
        Ok(None)
    }
}

struct Scan {
    memory: Memory,
    space: Space,
    /// What has not been copied yet; `None` at the end.
    rest: Option<Range>,
    direction: Direction,
    chunk: VecDeque<(Value, Value)>,
}

impl Scan {
    fn copy_next_chunk(&mut self) {
        let Some(range) = self.rest.take() else { return };
        let spaces = self.memory.0.read();
        let bounds = (as_slice(&range.from), as_slice(&range.to));
        let entries = spaces.of(self.space).range::<[u8], _>(bounds);
        let copy = |(key, value): (&Value, &Value)| (key.clone(), value.clone());
        self.chunk = match self.direction {
            Direction::Forward => entries.take(CHUNK).map(copy).collect(),
            Direction::Backward => entries.rev().take(CHUNK).map(copy).collect(),
        };
        if self.chunk.len() == CHUNK
            && let Some((last, _)) = self.chunk.back()
        {
            let last = Bound::Excluded(last.to_vec());
            self.rest = match self.direction {
                Direction::Forward => Range::checked(last, range.to),
                Direction::Backward => Range::checked(range.from, last),
            };
        }
    }
}

impl Iterator for Scan {
    type Item = Result<(Value, Value)>;

    fn next(&mut self) -> Option<Self::Item> {
        if self.chunk.is_empty() {
            self.copy_next_chunk();
        }
        self.chunk.pop_front().map(Ok)
    }
}

fn as_slice(bound: &Bound<Vec<u8>>) -> Bound<&[u8]> {
    bound.as_ref().map(Vec::as_slice)
}
