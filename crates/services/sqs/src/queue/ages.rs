//! When messages were sent, for their retention: one entry for a second's messages, not one for a message.
//!
//! The numbers of a queue grow with time, but a dead-letter queue gets messages that are older than those before them,
//! so the order of numbers is not the order of age.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

/// The second in which each number was sent, as runs: a run goes from its first number to the next run's.
#[derive(Debug, Default)]
pub(crate) struct Ages {
    runs: BTreeMap<u64, i64>,
    oldest: BTreeSet<(i64, u64)>,
}

impl Ages {
    /// Notes the second of a number, which is above all before it.
    pub(crate) fn add(&mut self, number: u64, second: i64) {
        if self.runs.last_key_value().is_none_or(|(_, last)| *last != second) {
            self.runs.insert(number, second);
            self.oldest.insert((second, number));
        }
    }
    /// Takes out the runs that were sent at or before a second.
    pub(crate) fn expire(&mut self, last: i64) -> Vec<Range<u64>> {
        let mut expired = Vec::new();
        while let Some((second, first)) = self.oldest.first().copied().filter(|(second, _)| *second <= last) {
            self.oldest.remove(&(second, first));
            expired.push(first..self.end(first));
            self.runs.remove(&first);
        }
        expired
    }
    /// The runs that were sent after a second, the latest numbers first.
    pub(crate) fn after(&self, second: i64) -> Vec<(Range<u64>, i64)> {
        let later = self.runs.iter().rev().filter(|(_, sent)| **sent > second);
        later.map(|(first, sent)| (*first..self.end(*first), *sent)).collect()
    }
    /// How many runs there are.
    pub(crate) fn len(&self) -> usize {
        self.runs.len()
    }
    /// Drops the runs in which nothing lives.
    pub(crate) fn keep(&mut self, lives: impl Fn(&Range<u64>) -> bool) {
        let firsts: Vec<u64> = self.runs.keys().copied().collect();
        for first in firsts {
            if !lives(&(first..self.end(first)))
                && let Some(second) = self.runs.remove(&first)
            {
                self.oldest.remove(&(second, first));
            }
        }
    }
    fn end(&self, first: u64) -> u64 {
        self.runs.range(first + 1..).next().map_or(u64::MAX, |(next, _)| *next)
    }
}
