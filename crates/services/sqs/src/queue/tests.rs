//! The index against a naive model: a list of messages that is looked through from its beginning.

use super::*;
use proptest::prelude::*;

fn at(seconds: i64) -> Timestamp {
    Timestamp::from_seconds(seconds)
}

fn seconds(seconds: u64) -> Duration {
    Duration::from_secs(seconds)
}

#[derive(Clone, Debug)]
struct Naive {
    number: u64,
    group: Option<u8>,
    sent: i64,
    due: i64,
    count: u32,
    last: i64,
    until: Option<i64>,
}

impl Naive {
    fn is_ready(&self, now: i64) -> bool {
        self.due <= now && self.until.is_none_or(|until| until <= now)
    }
}

/// What a person would write who had no thought for speed.
#[derive(Debug, Default)]
struct Model {
    messages: Vec<Naive>,
}

impl Model {
    fn settle(&mut self, now: i64, retention: i64) -> Vec<u64> {
        let expired = self.messages.iter().filter(|m| m.sent + retention <= now).map(|m| m.number).collect();
        self.messages.retain(|m| m.sent + retention > now);
        for message in &mut self.messages {
            message.until = message.until.filter(|until| *until > now);
        }
        expired
    }
    /// Whether an earlier message of its group is not ready.
    fn is_blocked(&self, message: &Naive, now: i64) -> bool {
        self.messages.iter().any(|other| {
            other.number < message.number && other.group == message.group && !other.is_ready(now)
        })
    }
    fn counts(&self, now: i64) -> Counts {
        let count = |which: &dyn Fn(&&Naive) -> bool| self.messages.iter().filter(which).count();
        Counts {
            ready: count(&|m| m.is_ready(now)),
            in_flight: count(&|m| m.until.is_some_and(|until| until > now)),
            delayed: count(&|m| m.due > now),
        }
    }
    fn find(&mut self, number: u64) -> Option<&mut Naive> {
        self.messages.iter_mut().find(|m| m.number == number)
    }
}

#[derive(Clone, Debug)]
enum Step {
    Send { group: u8, age: i64, delay: i64 },
    Receive { most: usize, timeout: i64, limit: u32 },
    Delete(usize),
    Change { which: usize, timeout: i64 },
    Withdraw(usize),
    Pass(i64),
}

fn steps() -> impl Strategy<Value = Vec<Step>> {
    let step = prop_oneof![
        4 => (0u8..4, prop_oneof![Just(0), 0i64..30], prop_oneof![Just(0), 0i64..9])
            .prop_map(|(group, age, delay)| Step::Send { group, age, delay }),
        3 => (1usize..5, 0i64..9, prop_oneof![Just(u32::MAX), 1u32..4])
            .prop_map(|(most, timeout, limit)| Step::Receive { most, timeout, limit }),
        2 => (0usize..9).prop_map(Step::Delete),
        2 => (0usize..9, 0i64..9).prop_map(|(which, timeout)| Step::Change { which, timeout }),
        1 => (1usize..4).prop_map(Step::Withdraw),
        2 => (1i64..12).prop_map(Step::Pass),
    ];
    proptest::collection::vec(step, 1..80)
}

const RETENTION: u64 = 60;

/// Runs the steps on both and compares what they say after each. `grouped`: messages of the group 0 are in no group.
fn compare(fifo: bool, steps: Vec<Step>) -> Result<(), TestCaseError> {
    let (mut index, mut model) = (Index::new(fifo), Model::default());
    let (mut now, mut next) = (1_000, 0);
    let mut received: Vec<u64> = Vec::new();
    for step in steps {
        let mut expired = index.settle(at(now), seconds(RETENTION));
        expired.sort_unstable();
        let mut expected = model.settle(now, RETENTION as i64);
        expected.sort_unstable();
        prop_assert_eq!(expired, expected);
        match step {
            Step::Send { group, age, delay } => {
                let group = (fifo || group > 0).then_some(group);
                let name = group.map(|group| group.to_string());
                let due = (delay > 0).then(|| at(now + delay));
                index.add(next, name.as_deref(), at(now - age), due, None);
                let (sent, due) = (now - age, now + delay);
                model.messages.push(Naive { number: next, group, sent, due, count: 0, last: 0, until: None });
                next += 1;
            }
            Step::Receive { most, timeout, limit } => {
                let taken = index.take(most, at(now), at(now + timeout), limit);
                check_taken(&mut model, &taken, (fifo, most, now, timeout, limit))?;
                received.extend(taken.received.iter().map(|(number, _)| *number));
            }
            Step::Delete(which) if !received.is_empty() => {
                let number = received[which % received.len()];
                let there = model.find(number).is_some();
                prop_assert_eq!(index.remove(number, at(now)), there);
                model.messages.retain(|m| m.number != number);
            }
            Step::Change { which, timeout } if !received.is_empty() => {
                let number = received[which % received.len()];
                let changed = index.change(number, at(now), seconds(timeout as u64));
                let found = model.find(number);
                prop_assert_eq!(changed.map(|receipt| receipt.count), found.as_ref().map(|m| m.count));
                if let Some(message) = found {
                    message.until = (timeout > 0).then_some(now + timeout);
                }
            }
            Step::Withdraw(most) => {
                for (number, receipt) in index.withdraw(most, at(now)) {
                    let message = model.find(number).cloned();
                    prop_assert!(
                        message.is_some_and(|m| m.is_ready(now) && receipt.map_or(0, |r| r.count) == m.count)
                    );
                    model.messages.retain(|m| m.number != number);
                }
            }
            Step::Pass(time) => now += time,
            Step::Delete(_) | Step::Change { .. } => {}
        }
        index.settle(at(now), seconds(u64::MAX / 2));
        prop_assert_eq!(index.counts(), model.counts(now));
        prop_assert_eq!(index.lowest(), model.messages.iter().map(|m| m.number).min());
        let dues = model.messages.iter().flat_map(|m| [Some(m.due), m.until]).flatten();
        prop_assert_eq!(index.next_due(), dues.filter(|due| *due > now).min().map(at));
    }
    Ok(())
}

/// Whether a receive took what it may, and all that it may.
fn check_taken(
    model: &mut Model,
    taken: &Taken,
    (fifo, most, now, timeout, limit): (bool, usize, i64, i64, u32),
) -> Result<(), TestCaseError> {
    for (number, receipt) in &taken.dead {
        let message = model.find(*number).cloned();
        prop_assert!(
            message.is_some_and(|m| m.is_ready(now) && m.count >= limit && m.count == receipt.count)
        );
        model.messages.retain(|m| m.number != *number);
    }
    prop_assert!(taken.received.len() <= most);
    let before = Model { messages: model.messages.clone() };
    let mut seen = Vec::new();
    for (number, receipt) in &taken.received {
        prop_assert!(!seen.contains(number), "a message is received once");
        let Some(message) = model.find(*number) else { return Err(TestCaseError::fail("it is there")) };
        prop_assert!(message.is_ready(now) && message.count < limit);
        message.count += 1;
        message.last = now;
        message.until = (timeout > 0).then_some(now + timeout);
        prop_assert_eq!(receipt.count, message.count);
        if fifo {
            let message = message.clone();
            prop_assert!(!before.is_blocked(&message, now), "no earlier one is held");
            let earlier = before.messages.iter().filter(|m| m.group == message.group && m.number < *number);
            prop_assert!(earlier.clone().all(|m| seen.contains(&m.number)), "the order of the group");
        }
        seen.push(*number);
    }
    if taken.received.len() < most {
        let left = before.messages.iter().filter(|m| m.is_ready(now) && !seen.contains(&m.number));
        for message in left {
            let behind = fifo && model.is_blocked(message, now) | before.is_blocked(message, now);
            prop_assert!(behind || fifo && timeout == 0, "nothing that could be received stays: {message:?}");
        }
    }
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, failure_persistence: None, ..ProptestConfig::default() })]
    #[test]
    fn a_standard_queue_is_the_naive_one(steps in steps()) {
        compare(false, steps)?;
    }
    #[test]
    fn a_fifo_queue_is_the_naive_one(steps in steps()) {
        compare(true, steps)?;
    }
}

#[test]
fn the_ages_of_what_is_gone_are_dropped() {
    let mut index = Index::new(false);
    for number in 0..10_000 {
        index.add(number, None, at(number as i64), None, None);
        index.take(1, at(number as i64), at(number as i64 + 30), u32::MAX);
        index.remove(number, at(number as i64));
    }
    assert!(index.ages.len() <= 65, "{}", index.ages.len());
}

#[test]
fn noisy_and_quiet_tenants() {
    let mut index = Index::new(false);
    let add = |index: &mut Index, from: u64, count: u64, group: &str, now| {
        for number in from..from + count {
            index.add(number, Some(group), at(now), None, None);
        }
    };
    let take = |index: &mut Index, most, now| -> Vec<u64> {
        index.take(most, at(now), at(now + 600), u32::MAX).received.into_iter().map(|(n, _)| n).collect()
    };
    // Few in flight, but all of the consumers' time.
    add(&mut index, 0, 10, "slow", 0);
    assert_eq!(take(&mut index, 1, 0), [0]);
    index.remove(0, at(10));
    add(&mut index, 10, 1, "new", 10);
    assert_eq!(take(&mut index, 3, 10), [10, 1, 2], "the slow one's time counts");
    // Two noisy ones: the one with fewer in flight goes first.
    let mut index = Index::new(false);
    add(&mut index, 0, 50, "a", 0);
    assert_eq!(take(&mut index, 40, 0).len(), 40);
    add(&mut index, 50, 50, "b", 0);
    assert_eq!(take(&mut index, 30, 0).len(), 30);
    assert_eq!(take(&mut index, 1, 0), [80]);
}
