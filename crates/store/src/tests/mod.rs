//! One suite, run on both backends; and the failures that need a backend made for them.

mod failures;
mod model;
mod tables;

use crate::{Batch, Bulk, Direction, Options, Result, Space, Store};
use clock::Timestamp;

pub(crate) fn options() -> Options {
    Options { reserve: 0, ..Options::new("a test", Timestamp::EPOCH) }
}

/// Runs a test on a store in memory and on one on the disk.
pub(crate) fn both(test: impl Fn(Store)) {
    test(Store::ephemeral().expect("a store in memory"));
    let dir = tempfile::tempdir().expect("a folder");
    test(Store::open(dir.path(), options()).expect("a store on the disk"));
}

pub(crate) fn commit(store: &Store, fill: impl FnOnce(&mut Batch)) {
    let mut batch = Batch::new();
    fill(&mut batch);
    drop(store.commit(batch).expect("committed"));
}

fn keys(entries: impl Iterator<Item = Result<(crate::Value, crate::Value)>>) -> Vec<String> {
    entries.map(|entry| entry.expect("readable").0.escape_ascii().to_string()).collect()
}

#[test]
fn put_get_delete() {
    both(|store| {
        let room = store.room(Space::Bulk, "things").expect("a room");
        commit(&store, |batch| {
            batch.put(room, "a", "1");
            batch.put(room, "b", "2");
            batch.put(room, "a", "3");
            batch.delete(room, "b");
            batch.put(room, "", "the empty key");
        });
        let get = |key: &str| store.get(room, key).expect("readable").map(|v| v.escape_ascii().to_string());
        assert_eq!(get("a").as_deref(), Some("3"));
        assert_eq!(get("b"), None);
        assert_eq!(get("").as_deref(), Some("the empty key"));
        assert_eq!(store.count::<&str>(room, ..).expect("readable"), 2);
    });
}

#[test]
fn rooms_are_apart_and_keep_their_numbers() {
    both(|store| {
        let (one, two) =
            (store.room(Space::Meta, "one").expect("a"), store.room(Space::Meta, "two").expect("b"));
        let same_name = store.room(Space::Bulk, "one").expect("c");
        assert_ne!((one.number, two.number), (two.number, same_name.number));
        assert_eq!(store.room(Space::Meta, "one").expect("again"), one);
        commit(&store, |batch| {
            batch.put(one, "key", "one");
            batch.put(two, "key", "two");
        });
        assert_eq!(keys(store.scan::<&str>(one, .., Direction::Forward)), ["key"]);
        assert_eq!(store.get(two, "key").expect("readable").as_deref(), Some(&b"two"[..]));
        assert_eq!(store.get(same_name, "key").expect("readable"), None);
    });
}

#[test]
fn ranges_and_prefixes() {
    both(|store| {
        let room = store.room(Space::Bulk, "things").expect("a room");
        commit(&store, |batch| {
            for key in [&b"a"[..], b"ab", b"abc", b"b", b"\xff", b"\xff\xff", b"\xff\xff\xff"] {
                batch.put(room, key, "");
            }
        });
        let forward = |from: &str, to: &str| keys(store.scan(room, from..to, Direction::Forward));
        assert_eq!(forward("a", "b"), ["a", "ab", "abc"]);
        assert_eq!(forward("ab", "ab"), [""; 0]);
        assert_eq!(forward("b", "a"), [""; 0]);
        assert_eq!(keys(store.scan(room, "ab"..="b", Direction::Backward)), ["b", "abc", "ab"]);
        assert_eq!(keys(store.scan_prefix(room, "ab", Direction::Forward)), ["ab", "abc"]);
        let high = store.scan_prefix(room, b"\xff\xff", Direction::Backward);
        assert_eq!(keys(high), [r"\xff\xff\xff", r"\xff\xff"]);
        assert_eq!(keys(store.scan::<&str>(room, .., Direction::Forward)).len(), 7);
    });
}

#[test]
fn keys_too_long_are_refused_whole() {
    both(|store| {
        let room = store.room(Space::Bulk, "things").expect("a room");
        let mut batch = Batch::new();
        batch.put(room, "fits", "1");
        batch.put(room, vec![b'x'; 65_534], "2");
        let error = store.commit(batch).err().expect("refused").to_string();
        assert_eq!(error, "the batch cannot be stored: a key of 65536 bytes is too long");
        assert_eq!(store.get(room, "fits").expect("readable"), None);
        commit(&store, |batch| batch.put(room, vec![b'x'; 65_533], "the longest"));
    });
}

#[test]
fn bulk_by_id_and_sequence() {
    both(|store| {
        let bulk = Bulk::open(&store, "sqs.messages").expect("a room");
        commit(&store, |batch| {
            for sequence in [1, 2, 3, 10, u64::MAX] {
                bulk.put(batch, 7, sequence, sequence.to_string().as_bytes());
                bulk.put(batch, 8, sequence, "another queue's");
            }
        });
        let seen = |range: (std::ops::Bound<u64>, std::ops::Bound<u64>), direction| -> Vec<u64> {
            bulk.scan(7, range, direction).map(|entry| entry.expect("readable").0).collect()
        };
        let all = (std::ops::Bound::Unbounded, std::ops::Bound::Unbounded);
        assert_eq!(seen(all, Direction::Forward), [1, 2, 3, 10, u64::MAX]);
        assert_eq!(seen(all, Direction::Backward), [u64::MAX, 10, 3, 2, 1]);
        let some = (std::ops::Bound::Excluded(1), std::ops::Bound::Included(10));
        assert_eq!(seen(some, Direction::Forward), [2, 3, 10]);
        assert_eq!(bulk.get(7, 10).expect("readable").as_deref(), Some(&b"10"[..]));
        commit(&store, |batch| bulk.delete(batch, 7, 10));
        assert_eq!(bulk.get(7, 10).expect("readable"), None);
        assert_eq!(bulk.count(8).expect("readable"), 5);
    });
}

#[test]
fn a_purge_is_seen_at_once_and_swept_later() {
    both(|store| {
        let bulk = Bulk::open(&store, "sqs.messages").expect("a room");
        commit(&store, |batch| {
            for sequence in 0..3_000 {
                bulk.put(batch, 1, sequence, "waits");
            }
            bulk.put(batch, 2, 0, "another queue's");
        });
        commit(&store, |batch| bulk.purge(batch, 1, 2_998));
        assert_eq!(bulk.get(1, 5).expect("readable"), None);
        assert_eq!(bulk.count(1).expect("readable"), 1);
        let mut batch = Batch::new();
        bulk.put(&mut batch, 1, 2_999, "above the purge");
        assert!(store.commit(batch).is_ok());
        sweep(&store);
        let room = store.room(Space::Bulk, "sqs.messages").expect("a room");
        assert_eq!(store.count::<&[u8]>(room, ..).expect("readable"), 2);
        assert_eq!(store.count::<&[u8]>(crate::room::MARKS, ..).expect("readable"), 0);
        assert_eq!(bulk.get(1, 2_999).expect("readable").as_deref(), Some(&b"above the purge"[..]));
    });
}

/// Does what the store's thread does, beside it, until nothing is left.
fn sweep(store: &Store) {
    while crate::keeper::Chores::sweep(&**store.inner).expect("swept") {}
}

#[test]
fn an_unfinished_sweep_goes_on_after_a_restart() {
    let dir = tempfile::tempdir().expect("a folder");
    let store = Store::open(dir.path(), options()).expect("a store");
    let bulk = Bulk::open(&store, "sqs.messages").expect("a room");
    commit(&store, |batch| (0..5_000).for_each(|sequence| bulk.put(batch, 1, sequence, "waits")));
    // The mark alone, as if the process had been killed before the first piece.
    let room = store.room(Space::Bulk, "sqs.messages").expect("a room");
    let mark = [&room.number.to_be_bytes()[..], &1u64.to_be_bytes(), &4_998u64.to_be_bytes()].concat();
    commit(&store, |batch| batch.put(crate::room::MARKS, mark, crate::Value::empty()));
    drop((bulk, store));
    let store = Store::open(dir.path(), options()).expect("a store");
    let bulk = Bulk::open(&store, "sqs.messages").expect("a room");
    assert_eq!(bulk.count(1).expect("readable"), 1);
    sweep(&store);
    assert_eq!(store.count::<&[u8]>(room, ..).expect("readable"), 1);
    assert_eq!(store.count::<&[u8]>(crate::room::MARKS, ..).expect("readable"), 0);
}

#[test]
fn a_closed_store_takes_no_writes() {
    both(|store| {
        let room = store.room(Space::Meta, "things").expect("a room");
        store.close().expect("closed");
        let mut batch = Batch::new();
        batch.put(room, "a", "1");
        assert!(matches!(store.commit(batch), Err(crate::Error::Closed)));
    });
}

/// The test of the one who opens it next: the store's thread may be in the middle of a sweep.
#[test]
fn a_store_is_closed_when_its_last_clone_is_dropped() {
    let dir = tempfile::tempdir().expect("a folder");
    for round in 0..50 {
        let store =
            Store::open(dir.path(), options()).unwrap_or_else(|error| panic!("round {round}: {error}"));
        let bulk = Bulk::open(&store, "sqs.messages").expect("a room");
        commit(&store, |batch| (0..200).for_each(|sequence| bulk.put(batch, round, sequence, "waits")));
        commit(&store, |batch| bulk.purge(batch, round, 199));
        if round % 2 == 1 {
            std::thread::yield_now();
        }
    }
}
