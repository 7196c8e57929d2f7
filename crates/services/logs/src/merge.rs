//! Several streams as one, in the order of time, from either end.
//!
//! A stream's scan is opened only when the merge comes to the time at which the stream has events, so that a group of ten
//! thousand streams that ran one after the other costs one scan at a time. Nothing is held but one event a scan.

use crate::events::{Event, Position};
use std::cmp::Reverse;
use std::collections::BinaryHeap;
use std::sync::Arc;
use store::{Bulk, BulkScan, Direction};

/// A stream to be read.
pub(crate) struct Source {
    pub(crate) id: u64,
    pub(crate) name: Arc<str>,
    /// The lowest and the highest sequence that it may have.
    pub(crate) lowest: u64,
    pub(crate) highest: u64,
}

/// What is read: all positions from the first to the last, both included.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Range {
    pub(crate) from: Position,
    pub(crate) to: Position,
}

/// The events of several streams in order.
pub(crate) struct Merge<'a> {
    events: &'a Bulk,
    range: Range,
    direction: Direction,
    /// Streams whose time has not come, the next one last.
    waiting: Vec<Source>,
    open: BinaryHeap<Reverse<Head>>,
}

/// A stream that is being read, by its next event.
struct Head {
    /// The event's position, so turned that the next one is the least.
    order: (u64, u64),
    name: Arc<str>,
    event: Event,
    rest: BulkScan,
}

impl PartialEq for Head {
    fn eq(&self, other: &Self) -> bool {
        self.order == other.order
    }
}
impl Eq for Head {}
impl PartialOrd for Head {
    fn partial_cmp(&self, other: &Self) -> Option<std::cmp::Ordering> {
        Some(self.cmp(other))
    }
}
impl Ord for Head {
    fn cmp(&self, other: &Self) -> std::cmp::Ordering {
        self.order.cmp(&other.order)
    }
}

impl<'a> Merge<'a> {
    pub(crate) fn new(events: &'a Bulk, sources: Vec<Source>, range: Range, direction: Direction) -> Self {
        let overlaps = |s: &Source| s.highest >= range.from.sequence && s.lowest <= range.to.sequence;
        let mut waiting: Vec<_> = sources.into_iter().filter(overlaps).collect();
        waiting.sort_by_key(|source| Reverse(begins(source, direction)));
        Self { events, range, direction, waiting, open: BinaryHeap::new() }
    }

    /// The next event and its stream's name.
    pub(crate) fn next(&mut self) -> store::Result<Option<(Arc<str>, Event)>> {
        while let Some(source) = self.waiting.last() {
            let begins = begins(source, self.direction);
            if self.open.peek().is_some_and(|Reverse(head)| head.order.0 < begins) {
                break;
            }
            let Some(source) = self.waiting.pop() else { break };
            self.start(source)?;
        }
        let Some(Reverse(head)) = self.open.pop() else { return Ok(None) };
        let Head { name, event, rest, .. } = head;
        self.push(name.clone(), event.at.stream, rest)?;
        Ok(Some((name, event)))
    }

    fn start(&mut self, source: Source) -> store::Result<()> {
        let Range { from, to } = self.range;
        // Among events of one sequence the streams' numbers decide.
        let first = if source.id >= from.stream { Some(from.sequence) } else { from.sequence.checked_add(1) };
        let last = if source.id <= to.stream { Some(to.sequence) } else { to.sequence.checked_sub(1) };
        match (first, last) {
            (Some(first), Some(last)) if first <= last => {
                let scan = self.events.scan(source.id, first..=last, self.direction);
                self.push(source.name, source.id, scan)
            }
            _ => Ok(()),
        }
    }

    fn push(&mut self, name: Arc<str>, stream: u64, mut scan: BulkScan) -> store::Result<()> {
        let Some(entry) = scan.next() else { return Ok(()) };
        let (sequence, bytes) = entry?;
        let damaged = |what| store::Error::Record {
            room: "logs.events".to_owned(),
            key: format!("{stream}/{sequence}"),
            what,
        };
        let event = Event::decode(Position { sequence, stream }, bytes).map_err(damaged)?;
        let order = match self.direction {
            Direction::Forward => (sequence, stream),
            Direction::Backward => (!sequence, !stream),
        };
        self.open.push(Reverse(Head { order, name, event, rest: scan }));
        Ok(())
    }
}

/// Where a stream's events may begin, so turned that the next stream has the least.
fn begins(source: &Source, direction: Direction) -> u64 {
    match direction {
        Direction::Forward => source.lowest,
        Direction::Backward => !source.highest,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::events::encode;
    use clock::Timestamp;
    use proptest::prelude::*;
    use std::collections::BTreeSet;
    use store::{Batch, Store};

    fn read(held: &BTreeSet<(u64, u64)>, range: Range, direction: Direction) -> Vec<(u64, u64)> {
        let store = Store::ephemeral().unwrap();
        let events = Bulk::open(&store, "events").unwrap();
        let mut batch = Batch::new();
        for (sequence, stream) in held {
            events.put(&mut batch, *stream, *sequence, encode(Timestamp::EPOCH, "m"));
        }
        drop(store.commit(batch).unwrap());
        let source = |id: u64| {
            let mut own = held.iter().filter(|(_, stream)| *stream == id).map(|(sequence, _)| *sequence);
            let lowest = own.next()?;
            Some(Source { id, name: "s".into(), lowest, highest: own.next_back().unwrap_or(lowest) })
        };
        let sources = (0..5).filter_map(source).collect();
        let mut merge = Merge::new(&events, sources, range, direction);
        let next = || merge.next().unwrap().map(|(_, event)| (event.at.sequence, event.at.stream));
        std::iter::from_fn(next).collect()
    }

    proptest! {
        #[test]
        fn a_merge_is_the_sorted_range(
            held in proptest::collection::btree_set((0u64..12, 0u64..5), 0..30),
            from in (0u64..12, 0u64..5),
            to in (0u64..12, 0u64..5),
        ) {
            let of = |(sequence, stream)| Position { sequence, stream };
            let range = Range { from: of(from), to: of(to) };
            let mut expected: Vec<_> = held.iter().copied().filter(|at| *at >= from && *at <= to).collect();
            prop_assert_eq!(read(&held, range, Direction::Forward), expected.clone());
            expected.reverse();
            prop_assert_eq!(read(&held, range, Direction::Backward), expected);
        }
    }
}
