//! Message groups: the order within them on FIFO queues, the fairness between them on standard queues.
//!
//! On a FIFO queue a message may be received when no earlier one of its group is held, that is, in flight or delayed
//! (recorded: test_fifo_group_visibility_extends_with_change_message_visibility). On a standard queue a group is a
//! tenant: while one takes more than its share of the consumers, the others' messages go first.
//! <https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-fair-queues-detailed.html>

use super::ranges::Ranges;
use clock::Timestamp;
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::ops::Range;
use std::sync::Arc;
use std::time::Duration;

/// A tenant with so many messages in flight, and more than a tenth of all, is noisy.
const NOISY_IN_FLIGHT: u32 = 30;
/// A tenant that sent nothing for so long is quiet again.
const QUIET_AFTER: Duration = Duration::from_mins(5);

/// The groups of a queue, and which message is in which.
#[derive(Debug, Default)]
pub(crate) struct Groups {
    /// FIFO: within a group the order holds.
    ordered: bool,
    ids: HashMap<Arc<str>, u32>,
    groups: HashMap<u32, Group>,
    last: u32,
    of: BTreeMap<u64, u32>,
    /// The first message that may be received of each group that has one.
    heads: BTreeSet<(u64, u32)>,
    /// How many are ready in all groups.
    ready: usize,
    /// Processing time of all.
    busy: Meter,
}

#[derive(Debug)]
struct Group {
    name: Arc<str>,
    ready: Ranges,
    /// In flight or delayed.
    held: BTreeSet<u64>,
    in_flight: u32,
    last_sent: Timestamp,
    busy: Meter,
}

impl Group {
    fn head(&self, ordered: bool) -> Option<u64> {
        let first = self.ready.first()?;
        (!ordered || self.held.first().is_none_or(|held| first < *held)).then_some(first)
    }
}

impl Groups {
    pub(crate) fn new(ordered: bool) -> Self {
        Self { ordered, ..Self::default() }
    }
    /// Adds a message to the group of that name.
    pub(crate) fn add(&mut self, number: u64, name: &str, sent: Timestamp) {
        let id = self.ids.get(name).copied().unwrap_or_else(|| self.make(name));
        self.of.insert(number, id);
        self.change(id, |group| {
            group.last_sent = group.last_sent.max(sent);
            group.ready.insert(number);
        });
    }
    fn make(&mut self, name: &str) -> u32 {
        self.last += 1;
        let name: Arc<str> = name.into();
        self.ids.insert(name.clone(), self.last);
        let (ready, held, last_sent) = (Ranges::default(), BTreeSet::new(), Timestamp::MIN);
        self.groups
            .insert(self.last, Group { name, ready, held, in_flight: 0, last_sent, busy: Meter::default() });
        self.last
    }
    /// Whether the message is in a group.
    pub(crate) fn holds(&self, number: u64) -> bool {
        self.of.contains_key(&number)
    }
    /// Whether any message in a range is in a group.
    pub(crate) fn any_in(&self, range: &Range<u64>) -> bool {
        self.of.range(range.clone()).next().is_some()
    }
    pub(crate) fn first(&self) -> Option<u64> {
        self.of.first_key_value().map(|(number, _)| *number)
    }
    /// How many messages may be received or wait for their turn; those held are not counted.
    pub(crate) fn ready(&self) -> usize {
        self.ready
    }
    /// A held message may be received again, or for the first time.
    pub(crate) fn release(&mut self, number: u64) {
        self.at(number, |group| {
            group.held.remove(&number);
            group.ready.insert(number);
        });
    }
    /// A ready message may not be received for now.
    pub(crate) fn hold(&mut self, number: u64) {
        self.at(number, |group| {
            if group.ready.remove(number) {
                group.held.insert(number);
            }
        });
    }
    /// A message of its group takes flight.
    pub(crate) fn fly(&mut self, number: u64) {
        self.at(number, |group| group.in_flight += 1);
        self.hold(number);
    }
    /// A message of its group is in flight no more; its consumer had it for so long.
    pub(crate) fn land(&mut self, number: u64, now: Timestamp, had: Duration) {
        self.busy.add(now, had);
        self.at(number, |group| {
            group.in_flight = group.in_flight.saturating_sub(1);
            group.busy.add(now, had);
        });
    }
    /// Forgets a message.
    pub(crate) fn remove(&mut self, number: u64) -> bool {
        let found = self.at(number, |group| {
            if !group.ready.remove(number) {
                group.held.remove(&number);
            }
        });
        self.of.remove(&number);
        found
    }
    /// The messages of groups within a range.
    pub(crate) fn numbers_in(&self, range: &Range<u64>) -> Vec<u64> {
        self.of.range(range.clone()).map(|(number, _)| *number).collect()
    }
    /// The next messages to receive on a FIFO queue, at most so many: of one group as many as there are, in order.
    pub(crate) fn next_run(&self, most: usize) -> Vec<u64> {
        let Some(group) = self.heads.first().and_then(|(_, id)| self.groups.get(id)) else {
            return Vec::new();
        };
        let end = group.held.first().copied().unwrap_or(u64::MAX);
        let mut run = Vec::with_capacity(most.min(10));
        let mut from = 0;
        while run.len() < most
            && let Some(number) = group.ready.first_in(&(from..end))
        {
            run.push(number);
            from = number + 1;
        }
        run
    }
    /// The oldest message of a quiet tenant on a standard queue that has `in_flight` messages in flight in all.
    pub(crate) fn quiet(&self, now: Timestamp, in_flight: usize) -> Option<u64> {
        // Noisy tenants have a tenth each, so few are passed over.
        self.heads.iter().find(|(_, id)| !self.is_noisy(*id, now, in_flight)).map(|(number, _)| *number)
    }
    /// The oldest message of the noisy tenant with the fewest messages in flight.
    pub(crate) fn noisy(&self) -> Option<u64> {
        let in_flight = |id: &u32| self.groups.get(id).map(|group| group.in_flight);
        self.heads.iter().min_by_key(|(number, id)| (in_flight(id), *number)).map(|(number, _)| *number)
    }
    fn is_noisy(&self, id: u32, now: Timestamp, in_flight: usize) -> bool {
        let Some(group) = self.groups.get(&id) else { return false };
        let much = |part: f64, all: f64| part * 10.0 > all;
        let concurrent =
            group.in_flight >= NOISY_IN_FLIGHT && much(f64::from(group.in_flight), in_flight as f64);
        let slow = || much(group.busy.read(now), self.busy.read(now));
        now.since(group.last_sent) < QUIET_AFTER && (concurrent || slow())
    }
    fn at(&mut self, number: u64, change: impl FnOnce(&mut Group)) -> bool {
        let id = self.of.get(&number).copied();
        id.map(|id| self.change(id, change)).is_some()
    }
    /// Every change goes through here, which keeps the heads.
    fn change(&mut self, id: u32, change: impl FnOnce(&mut Group)) {
        let Some(group) = self.groups.get_mut(&id) else { return };
        let before = group.head(self.ordered);
        self.ready -= group.ready.len();
        change(group);
        self.ready += group.ready.len();
        let after = group.head(self.ordered);
        if before != after {
            before.map(|number| self.heads.remove(&(number, id)));
            after.map(|number| self.heads.insert((number, id)));
        }
        if group.ready.is_empty() && group.held.is_empty() && group.in_flight == 0 {
            self.ids.remove(&group.name);
            self.groups.remove(&id);
        }
    }
}

/// Processing time of late: what was a minute ago counts half.
#[derive(Debug, Default, Clone, Copy)]
struct Meter {
    seconds: f64,
    at: Timestamp,
}

impl Meter {
    fn read(&self, now: Timestamp) -> f64 {
        self.seconds * (-now.since(self.at).as_secs_f64() / 60.0).exp2()
    }
    fn add(&mut self, now: Timestamp, had: Duration) {
        *self = Self { seconds: self.read(now) + had.as_secs_f64(), at: now };
    }
}
