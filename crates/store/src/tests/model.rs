//! Random batches and ranges: both backends answer as a plain ordered map does.

use super::options;
use crate::{Batch, Direction, Space, Store};
use proptest::prelude::*;
use std::{collections::BTreeMap, ops::Bound};

type Bytes = Vec<u8>;

#[derive(Debug, Clone)]
enum Step {
    Commit(Vec<(Bytes, Option<Bytes>)>),
    Scan(Bound<Bytes>, Bound<Bytes>, bool),
    Prefix(Bytes, bool),
    Get(Bytes),
    Reopen,
}

fn key() -> impl Strategy<Value = Bytes> {
    let byte = prop_oneof![Just(0u8), Just(1), Just(0xFF)];
    proptest::collection::vec(byte, 0..4)
}

fn bound() -> impl Strategy<Value = Bound<Bytes>> {
    prop_oneof![Just(Bound::Unbounded), key().prop_map(Bound::Included), key().prop_map(Bound::Excluded)]
}

fn step() -> impl Strategy<Value = Step> {
    let write = (key(), proptest::option::of(proptest::collection::vec(any::<u8>(), 0..40)));
    prop_oneof![
        4 => proptest::collection::vec(write, 0..200).prop_map(Step::Commit),
        4 => (bound(), bound(), any::<bool>()).prop_map(|(from, to, back)| Step::Scan(from, to, back)),
        2 => (key(), any::<bool>()).prop_map(|(prefix, back)| Step::Prefix(prefix, back)),
        2 => key().prop_map(Step::Get),
        1 => Just(Step::Reopen),
    ]
}

fn direction(back: bool) -> Direction {
    if back { Direction::Backward } else { Direction::Forward }
}

/// Two rooms beside each other, of which only one is looked at: the other's entries must never show.
struct Subject {
    store: Store,
    neighbour: crate::Room,
    room: crate::Room,
    after: crate::Room,
}

impl Subject {
    fn new(store: Store) -> Self {
        let room = |name| store.room(Space::Bulk, name).expect("a room");
        let (neighbour, room, after) = (room("before"), room("looked at"), room("after"));
        Self { store, neighbour, room, after }
    }

    fn commit(&self, writes: &[(Bytes, Option<Bytes>)]) {
        let mut batch = Batch::new();
        for (key, value) in writes {
            for other in [self.neighbour, self.after] {
                batch.put(other, key, "not to be seen");
            }
            match value {
                Some(value) => batch.put(self.room, key, &value[..]),
                None => batch.delete(self.room, key),
            }
        }
        drop(self.store.commit(batch).expect("committed"));
    }

    fn read(entries: crate::Scan) -> Vec<(Bytes, Bytes)> {
        let read = entries.map(|entry| entry.map(|(key, value)| (key.to_vec(), value.to_vec())));
        read.collect::<crate::Result<_>>().expect("readable")
    }
}

fn model_scan(
    model: &BTreeMap<Bytes, Bytes>,
    keep: impl Fn(&[u8]) -> bool,
    back: bool,
) -> Vec<(Bytes, Bytes)> {
    let found = model.iter().filter(|(key, _)| keep(key)).map(|(key, value)| (key.clone(), value.clone()));
    if back { found.rev().collect() } else { found.collect() }
}

fn within(key: &[u8], from: &Bound<Bytes>, to: &Bound<Bytes>) -> bool {
    (match from {
        Bound::Unbounded => true,
        Bound::Included(from) => key >= &from[..],
        Bound::Excluded(from) => key > &from[..],
    }) && match to {
        Bound::Unbounded => true,
        Bound::Included(to) => key <= &to[..],
        Bound::Excluded(to) => key < &to[..],
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(16))]

    #[test]
    fn both_backends_answer_as_the_model(steps in proptest::collection::vec(step(), 1..30)) {
        let dir = tempfile::tempdir().expect("a folder");
        let mut disk = Some(Subject::new(Store::open(dir.path(), options()).expect("a store on the disk")));
        let memory = Subject::new(Store::ephemeral().expect("a store in memory"));
        let mut model = BTreeMap::new();
        for step in steps {
            if matches!(step, Step::Reopen) {
                disk = None;
            }
            let disk =
                disk.get_or_insert_with(|| Subject::new(Store::open(dir.path(), options()).expect("opened again")));
            match step {
                Step::Commit(writes) => {
                    memory.commit(&writes);
                    disk.commit(&writes);
                    for (key, value) in writes {
                        match value {
                            Some(value) => model.insert(key, value),
                            None => model.remove(&key),
                        };
                    }
                }
                Step::Scan(from, to, back) => {
                    let expected = model_scan(&model, |key| within(key, &from, &to), back);
                    for subject in [&memory, &*disk] {
                        let range = (from.clone(), to.clone());
                        let scan = subject.store.scan(subject.room, range.clone(), direction(back));
                        prop_assert_eq!(&Subject::read(scan), &expected);
                        let count = subject.store.count(subject.room, range).expect("readable");
                        prop_assert_eq!(count, expected.len() as u64);
                    }
                }
                Step::Prefix(prefix, back) => {
                    let expected = model_scan(&model, |key| key.starts_with(&prefix), back);
                    for subject in [&memory, &*disk] {
                        let scan = subject.store.scan_prefix(subject.room, &prefix, direction(back));
                        prop_assert_eq!(&Subject::read(scan), &expected);
                    }
                }
                Step::Get(key) => {
                    for subject in [&memory, &*disk] {
                        let value = subject.store.get(subject.room, &key).expect("readable");
                        prop_assert_eq!(value.as_deref(), model.get(&key).map(Vec::as_slice));
                    }
                }
                Step::Reopen => {}
            }
        }
    }
}
