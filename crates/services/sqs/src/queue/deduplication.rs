//! What a FIFO queue remembers for five minutes: which messages were sent, and what was received under which attempt.
//! <https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/using-messagededuplicationid-property.html>

use clock::Timestamp;
use sha2::{Digest, Sha256};
use std::collections::{HashMap, VecDeque};
use std::time::Duration;

/// How long a deduplication id counts.
pub(crate) const INTERVAL: Duration = Duration::from_mins(5);

/// Names a deduplication id within its scope, in sixteen bytes whatever its length.
pub(crate) type Key = u128;

/// The key of a deduplication id that counts for the whole queue, or for a group of it.
pub(crate) fn key(group: Option<&str>, id: &str) -> Key {
    let mut hash = Sha256::new();
    hash.update([u8::from(group.is_some())]);
    if let Some(group) = group {
        hash.update((group.len() as u64).to_be_bytes());
        hash.update(group);
    }
    hash.update(id);
    hash.finalize().first_chunk::<16>().map_or(0, |bytes| u128::from_be_bytes(*bytes))
}

/// Values by key, each for five minutes.
#[derive(Debug)]
pub(crate) struct Memory<V> {
    values: HashMap<Key, (Timestamp, V)>,
    order: VecDeque<(Timestamp, Key, u64)>,
}

impl<V> Default for Memory<V> {
    fn default() -> Self {
        Self { values: HashMap::new(), order: VecDeque::new() }
    }
}

impl<V> Memory<V> {
    /// Forgets what is older than the interval. Returns the numbers that it was noted under.
    pub(crate) fn settle(&mut self, now: Timestamp) -> Vec<u64> {
        let mut forgotten = Vec::new();
        while let Some((at, key, number)) =
            self.order.front().copied().filter(|(at, _, _)| *at + INTERVAL <= now)
        {
            self.order.pop_front();
            if self.values.get(&key).is_some_and(|(noted, _)| *noted == at) {
                self.values.remove(&key);
            }
            forgotten.push(number);
        }
        forgotten
    }
    /// The value of a key that is not forgotten yet.
    pub(crate) fn get(&self, key: Key) -> Option<&V> {
        self.values.get(&key).map(|(_, value)| value)
    }
    /// Notes a value.
    pub(crate) fn note(&mut self, at: Timestamp, key: Key, number: u64, value: V) {
        self.values.insert(key, (at, value));
        self.order.push_back((at, key, number));
    }
    pub(crate) fn clear(&mut self) {
        *self = Self::default();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn five_minutes() {
        let at = Timestamp::from_seconds;
        let mut memory = Memory::default();
        memory.note(at(0), key(None, "a"), 1, "first");
        assert!(memory.settle(at(299)).is_empty());
        assert_eq!(memory.get(key(None, "a")), Some(&"first"));
        assert_eq!(memory.settle(at(300)), [1]);
        assert_eq!(memory.get(key(None, "a")), None);
    }

    #[test]
    fn scopes_do_not_meet() {
        let keys =
            [key(None, "ab"), key(Some(""), "ab"), key(Some("a"), "b"), key(Some("ab"), ""), key(None, "")];
        for (i, key) in keys.iter().enumerate() {
            assert!(keys.iter().skip(i + 1).all(|other| other != key));
        }
    }
}
