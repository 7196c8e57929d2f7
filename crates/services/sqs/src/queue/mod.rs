//! Which message may be received when.
//!
//! A message is a number, given in the order of sending. It is *ready*, *delayed* until a moment, or *in flight* until a
//! moment; moments that have passed are looked at whenever the queue is touched ([`Index::settle`]), so nothing runs on
//! its own. Bodies are not here, and a waiting message costs a share of a run ([`ranges`], [`ages`]).

mod ages;
pub(crate) mod deduplication;
mod groups;
mod ranges;
#[cfg(test)]
mod tests;

use ages::Ages;
use clock::Timestamp;
use groups::Groups;
use ranges::Ranges;
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;
use std::time::Duration;

/// Nobody may hide a message for longer, counted from its receipt.
pub(crate) const LONGEST_VISIBILITY: i64 = 43_200;

/// The index of one queue: numbers and moments, no bodies.
#[derive(Debug, Default)]
pub(crate) struct Index {
    fifo: bool,
    /// Ready messages that are in no group.
    ready: Ranges,
    groups: Groups,
    delayed: BTreeSet<(Timestamp, u64)>,
    /// In flight, by the end of their visibility timeouts.
    hidden: BTreeSet<(Timestamp, u64)>,
    receipts: BTreeMap<u64, Receipt>,
    ages: Ages,
}

/// What is known of a message that was received.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Receipt {
    /// How often.
    pub(crate) count: u32,
    /// When first.
    pub(crate) first: Timestamp,
    /// When last.
    pub(crate) last: Timestamp,
    /// In flight until then; `None` when it is not.
    pub(crate) until: Option<Timestamp>,
}

/// What a receive took.
#[derive(Debug, Default, PartialEq, Eq)]
pub(crate) struct Taken {
    /// The messages to hand out.
    pub(crate) received: Vec<(u64, Receipt)>,
    /// Those that were received too often: they have left the queue.
    pub(crate) dead: Vec<(u64, Receipt)>,
}

/// How many messages there are in each state.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Counts {
    pub(crate) ready: usize,
    pub(crate) in_flight: usize,
    pub(crate) delayed: usize,
}

impl Index {
    pub(crate) fn new(fifo: bool) -> Self {
        Self { fifo, groups: Groups::new(fifo), ..Self::default() }
    }
    /// Adds a message that may be received from `due` on. Its number is above all before it.
    pub(crate) fn add(
        &mut self,
        number: u64,
        group: Option<&str>,
        sent: Timestamp,
        due: Option<Timestamp>,
        receipt: Option<Receipt>,
    ) {
        // Rounded up: a message never ends before its time.
        self.ages.add(number, sent.micros().saturating_add(999_999).div_euclid(1_000_000));
        self.place(number, group, sent, due, receipt);
    }
    /// Takes back a message that was taken out and could not go where it should.
    pub(crate) fn give_back(
        &mut self,
        number: u64,
        group: Option<&str>,
        sent: Timestamp,
        receipt: Option<Receipt>,
    ) {
        self.place(number, group, sent, None, receipt);
    }
    fn place(
        &mut self,
        number: u64,
        group: Option<&str>,
        sent: Timestamp,
        due: Option<Timestamp>,
        receipt: Option<Receipt>,
    ) {
        if let Some(group) = group {
            self.groups.add(number, group, sent);
        }
        if let Some(receipt) = receipt {
            self.receipts.insert(number, Receipt { until: None, ..receipt });
        }
        match (receipt.and_then(|receipt| receipt.until), due) {
            (Some(until), _) => {
                self.show(number);
                self.hide(number, until);
            }
            (None, Some(due)) => {
                self.delayed.insert((due, number));
                if group.is_some() {
                    self.groups.hold(number);
                }
            }
            (None, None) => self.show(number),
        }
    }
    /// Moves what has become due to the ready ones, and takes out what was kept long enough.
    pub(crate) fn settle(&mut self, now: Timestamp, retention: Duration) -> Vec<u64> {
        while let Some((at, number)) = self.delayed.first().copied().filter(|(at, _)| *at <= now) {
            self.delayed.remove(&(at, number));
            self.show(number);
        }
        while let Some((at, number)) = self.hidden.first().copied().filter(|(at, _)| *at <= now) {
            self.land(number, at);
            self.show(number);
        }
        let expired = self.ages.expire(now.seconds().saturating_sub_unsigned(retention.as_secs()));
        expired.into_iter().flat_map(|range| self.expire(&range)).collect()
    }
    /// Takes up to `most` messages in flight until `until`. Who was received `limit` times already is dead.
    pub(crate) fn take(&mut self, most: usize, now: Timestamp, until: Timestamp, limit: u32) -> Taken {
        let mut taken = Taken::default();
        while taken.received.len() < most {
            let next = self.next(most - taken.received.len(), now);
            if next.is_empty() {
                break;
            }
            for number in next {
                let receipt = self.receipts.get(&number).copied();
                if let Some(receipt) = receipt.filter(|receipt| receipt.count >= limit) {
                    self.remove(number, now);
                    taken.dead.push((number, receipt));
                    continue;
                }
                let (count, first) = receipt.map_or((1, now), |r| (r.count.saturating_add(1), r.first));
                self.receipts.insert(number, Receipt { count, first, last: now, until: None });
                self.hide(number, until);
                taken.received.push((number, Receipt { count, first, last: now, until: Some(until) }));
            }
        }
        if until <= now {
            for (number, receipt) in &mut taken.received {
                self.land(*number, now);
                self.show(*number);
                receipt.until = None;
            }
        }
        taken
    }
    /// Forgets a message. False where there is none.
    pub(crate) fn remove(&mut self, number: u64, now: Timestamp) -> bool {
        let flew = self.land(number, now);
        let received = self.receipts.remove(&number).is_some();
        let grouped = self.groups.remove(number);
        let loose = !grouped && self.ready.remove(number);
        if self.ages.len() > 64 && self.ages.len() > 2 * self.len() {
            self.compact();
        }
        flew || received || grouped || loose
    }
    /// Hides a message that was received for so long from now on, or shows it. `None` where there is no such message.
    pub(crate) fn change(&mut self, number: u64, now: Timestamp, timeout: Duration) -> Option<Receipt> {
        self.receipts.get(&number)?;
        self.land(number, now);
        self.show(number);
        if !timeout.is_zero() {
            self.hide(number, now + timeout);
        }
        self.receipts.get(&number).copied()
    }
    /// What is known of a message that was received and is still there.
    pub(crate) fn receipt(&self, number: u64) -> Option<&Receipt> {
        self.receipts.get(&number)
    }
    /// Takes up to `most` ready messages out, for another queue.
    pub(crate) fn withdraw(&mut self, most: usize, now: Timestamp) -> Vec<(u64, Option<Receipt>)> {
        let mut out = Vec::new();
        while out.len() < most {
            let next = self.next(most - out.len(), now);
            if next.is_empty() {
                break;
            }
            for number in next {
                out.push((number, self.receipts.get(&number).copied()));
                self.remove(number, now);
            }
        }
        out
    }
    /// A FIFO queue's delay counts for the messages that it has already.
    pub(crate) fn delay(&mut self, now: Timestamp, was: Duration, is: Duration) {
        for (due, number) in std::mem::take(&mut self.delayed) {
            self.delayed.insert((due - was + is, number));
        }
        let delayed: BTreeSet<u64> = self.delayed.iter().map(|(_, number)| *number).collect();
        for (range, sent) in self.ages.after((now - is).seconds()) {
            for number in self.groups.numbers_in(&range) {
                if !delayed.contains(&number) && !self.receipts.contains_key(&number) {
                    self.groups.hold(number);
                    self.delayed.insert((Timestamp::from_seconds(sent) + is, number));
                }
            }
        }
    }
    pub(crate) fn counts(&self) -> Counts {
        let ready = self.ready.len() + self.groups.ready();
        Counts { ready, in_flight: self.hidden.len(), delayed: self.delayed.len() }
    }
    pub(crate) fn in_flight(&self) -> usize {
        self.hidden.len()
    }
    /// When the next message becomes ready by itself.
    pub(crate) fn next_due(&self) -> Option<Timestamp> {
        let first = |set: &BTreeSet<(Timestamp, u64)>| set.first().map(|(at, _)| *at);
        [first(&self.delayed), first(&self.hidden)].into_iter().flatten().min()
    }
    /// No message below this number is there; `None` where there is none at all.
    pub(crate) fn lowest(&self) -> Option<u64> {
        let delayed = self.delayed.iter().map(|(_, number)| *number).min();
        let received = self.receipts.first_key_value().map(|(number, _)| *number);
        [self.ready.first(), self.groups.first(), received, delayed].into_iter().flatten().min()
    }

    /// The next messages to receive: on a FIFO queue several of one group, on a standard queue one.
    fn next(&self, most: usize, now: Timestamp) -> Vec<u64> {
        if self.fifo {
            return self.groups.next_run(most);
        }
        let quiet = self.groups.quiet(now, self.hidden.len());
        let oldest = [self.ready.first(), quiet].into_iter().flatten().min();
        oldest.or_else(|| self.groups.noisy()).into_iter().collect()
    }
    fn len(&self) -> usize {
        self.counts().ready + self.hidden.len() + self.delayed.len()
    }
    fn show(&mut self, number: u64) {
        if self.groups.holds(number) {
            self.groups.release(number);
        } else {
            self.ready.insert(number);
        }
    }
    fn hide(&mut self, number: u64, until: Timestamp) {
        if let Some(receipt) = self.receipts.get_mut(&number) {
            receipt.until = Some(until);
            self.hidden.insert((until, number));
            self.ready.remove(number);
            self.groups.fly(number);
        }
    }
    /// Ends a flight. False where the message was in none.
    fn land(&mut self, number: u64, now: Timestamp) -> bool {
        let Some(receipt) = self.receipts.get_mut(&number) else { return false };
        let Some(until) = receipt.until.take() else { return false };
        let had = now.since(receipt.last);
        self.hidden.remove(&(until, number));
        self.groups.land(number, now, had);
        true
    }
    fn expire(&mut self, range: &Range<u64>) -> Vec<u64> {
        let mut gone = self.ready.drain(range);
        gone.extend(self.groups.numbers_in(range));
        gone.extend(self.receipts.range(range.clone()).map(|(number, _)| *number));
        gone.extend(self.delayed.iter().map(|(_, number)| *number).filter(|n| range.contains(n)));
        self.delayed.retain(|(_, number)| !range.contains(number));
        gone.sort_unstable();
        gone.dedup();
        for number in &gone {
            if let Some(until) = self.receipts.remove(number).and_then(|receipt| receipt.until) {
                self.hidden.remove(&(until, *number));
                self.groups.land(*number, until, Duration::ZERO);
            }
            self.groups.remove(*number);
        }
        gone
    }
    /// Drops the ages of messages that are gone.
    fn compact(&mut self) {
        let (ready, groups, receipts, delayed) = (&self.ready, &self.groups, &self.receipts, &self.delayed);
        self.ages.keep(|range| {
            ready.first_in(range).is_some_and(|number| range.contains(&number))
                || groups.any_in(range)
                || receipts.range(range.clone()).next().is_some()
                || delayed.iter().any(|(_, number)| range.contains(number))
        });
    }
}
