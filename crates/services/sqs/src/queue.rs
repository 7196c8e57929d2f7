//! Which message may be received when.
//!
//! A message is a number, given in the order of sending. It is *ready*, *delayed* until a moment, or *in flight* until a
//! moment; moments that have passed are looked at whenever the queue is touched, so nothing runs on its own.

use clock::Timestamp;
use std::collections::{BTreeMap, BTreeSet};

/// The index of one queue: numbers and moments, no bodies.
#[derive(Debug, Default)]
pub(crate) struct Index {
    ready: BTreeSet<u64>,
    delayed: BTreeSet<(Timestamp, u64)>,
    in_flight: BTreeMap<u64, InFlight>,
    timeouts: BTreeSet<(Timestamp, u64)>,
    received: BTreeMap<u64, Receives>,
}

#[derive(Clone, Copy, Debug)]
struct InFlight {
    until: Timestamp,
}

/// How often a message was received, and when first.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Receives {
    pub(crate) count: u32,
    pub(crate) first: Timestamp,
}

impl Index {
    /// Adds a message that may be received from `at` on.
    pub(crate) fn add(&mut self, number: u64, at: Option<Timestamp>) {
        match at {
            Some(at) => drop(self.delayed.insert((at, number))),
            None => drop(self.ready.insert(number)),
        }
    }
    /// Moves what has become due to the ready ones.
    pub(crate) fn settle(&mut self, now: Timestamp) {
        while let Some(&(at, number)) = self.delayed.first().filter(|(at, _)| *at <= now) {
            self.delayed.remove(&(at, number));
            self.ready.insert(number);
        }
        while let Some(&(at, number)) = self.timeouts.first().filter(|(at, _)| *at <= now) {
            self.timeouts.remove(&(at, number));
            self.in_flight.remove(&number);
            self.ready.insert(number);
        }
    }
    /// Takes up to `most` ready messages in flight until `until`.
    pub(crate) fn take(&mut self, most: usize, now: Timestamp, until: Timestamp) -> Vec<(u64, Receives)> {
        let mut taken = Vec::with_capacity(most);
        while taken.len() < most {
            let Some(number) = self.ready.pop_first() else { break };
            let receives = self.received.entry(number).or_insert(Receives { count: 0, first: now });
            receives.count += 1;
            taken.push((number, *receives));
            if until > now {
                self.in_flight.insert(number, InFlight { until });
                self.timeouts.insert((until, number));
            } else {
                self.delayed.insert((now, number));
            }
        }
        taken
    }
    /// Forgets a message. False where there is none.
    pub(crate) fn remove(&mut self, number: u64) -> bool {
        let flying = self.in_flight.remove(&number);
        if let Some(InFlight { until }) = flying {
            self.timeouts.remove(&(until, number));
        }
        self.received.remove(&number);
        flying.is_some() || self.ready.remove(&number)
    }
    /// Ready, in flight and delayed messages.
    pub(crate) fn counts(&self) -> (usize, usize, usize) {
        (self.ready.len(), self.in_flight.len(), self.delayed.len())
    }
    /// When the next message becomes ready by itself.
    pub(crate) fn next_due(&self) -> Option<Timestamp> {
        let first = |set: &BTreeSet<(Timestamp, u64)>| set.first().map(|(at, _)| *at);
        [first(&self.delayed), first(&self.timeouts)].into_iter().flatten().min()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(seconds: i64) -> Timestamp {
        Timestamp::from_seconds(seconds)
    }

    #[test]
    fn a_message_comes_back_when_its_time_is_up() {
        let mut index = Index::default();
        index.add(1, None);
        index.add(2, Some(at(10)));
        index.settle(at(0));
        assert_eq!(index.take(10, at(0), at(30)).len(), 1);
        assert_eq!(index.counts(), (0, 1, 1));
        assert_eq!(index.next_due(), Some(at(10)));
        index.settle(at(30));
        let again = index.take(10, at(30), at(60));
        assert_eq!(again.iter().map(|(n, r)| (*n, r.count)).collect::<Vec<_>>(), [(1, 2), (2, 1)]);
        assert!(index.remove(1) && !index.remove(1));
    }
}
