//! A set of numbers, kept as runs: messages are numbered in the order of sending and mostly leave in that order, so a
//! million waiting ones are a handful of runs.

use std::collections::BTreeMap;
use std::ops::Range;

/// Runs of numbers: first to end, the end exclusive. Runs never touch.
#[derive(Debug, Default, Clone)]
pub(crate) struct Ranges {
    runs: BTreeMap<u64, u64>,
    count: usize,
}

impl Ranges {
    /// How many numbers there are.
    pub(crate) fn len(&self) -> usize {
        self.count
    }
    pub(crate) fn is_empty(&self) -> bool {
        self.count == 0
    }
    /// The lowest number.
    pub(crate) fn first(&self) -> Option<u64> {
        self.runs.first_key_value().map(|(first, _)| *first)
    }
    /// The lowest number within a range.
    pub(crate) fn first_in(&self, range: &Range<u64>) -> Option<u64> {
        // A map panics when it is asked for an inverted range.
        if range.is_empty() {
            return None;
        }
        if self.run_of(range.start).is_some() {
            return Some(range.start);
        }
        self.runs.range(range.clone()).next().map(|(first, _)| *first)
    }
    /// Adds a number. False where it was there.
    pub(crate) fn insert(&mut self, number: u64) -> bool {
        if self.run_of(number).is_some() {
            return false;
        }
        let mut first = number;
        let mut end = number + 1;
        if let Some((before, _)) = self.runs.range(..number).next_back().filter(|(_, end)| **end == number) {
            first = *before;
        }
        if let Some(after) = self.runs.remove(&end) {
            end = after;
        }
        self.runs.insert(first, end);
        self.count += 1;
        true
    }
    /// Takes a number out. False where there is none.
    pub(crate) fn remove(&mut self, number: u64) -> bool {
        let Some((first, end)) = self.run_of(number) else { return false };
        if first < number {
            self.runs.insert(first, number);
        } else {
            self.runs.remove(&first);
        }
        if number + 1 < end {
            self.runs.insert(number + 1, end);
        }
        self.count -= 1;
        true
    }
    /// Takes out all numbers within a range, in order.
    pub(crate) fn drain(&mut self, range: &Range<u64>) -> Vec<u64> {
        let mut drained = Vec::new();
        while let Some(number) = self.first_in(range) {
            self.remove(number);
            drained.push(number);
        }
        drained
    }
    fn run_of(&self, number: u64) -> Option<(u64, u64)> {
        let (first, end) = self.runs.range(..=number).next_back()?;
        (number < *end).then_some((*first, *end))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use std::collections::BTreeSet;

    proptest! {
        #[test]
        fn it_is_a_set(steps in proptest::collection::vec((any::<bool>(), 0u64..40), 0..200), from in 0u64..40, to in 0u64..40) {
            let (mut ranges, mut set) = (Ranges::default(), BTreeSet::new());
            for (add, number) in steps {
                if add {
                    prop_assert_eq!(ranges.insert(number), set.insert(number));
                } else {
                    prop_assert_eq!(ranges.remove(number), set.remove(&number));
                }
                prop_assert_eq!((ranges.len(), ranges.first()), (set.len(), set.first().copied()));
                // Neighbours are one run: that is what makes it small.
                let apart = set.iter().filter(|n| !set.contains(&(*n + 1))).count();
                prop_assert_eq!(ranges.runs.len(), apart);
            }
            let range = from..to;
            let within: Vec<u64> = set.iter().copied().filter(|n| range.contains(n)).collect();
            prop_assert_eq!(ranges.first_in(&range), within.first().copied());
            prop_assert_eq!(ranges.drain(&range), within);
        }
    }
}
