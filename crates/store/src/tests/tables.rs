//! Tables: written through, visible with the commit, migrated, and refused when they are too new.

use super::{both, commit, options};
use crate::{Batch, Direction, Key, Record, Store, Table, decode};
use serde::{Deserialize, Serialize};

#[derive(Debug, PartialEq, Serialize, Deserialize)]
struct Queue {
    name: String,
    delay_seconds: u32,
}

impl Record for Queue {
    const NAME: &'static str = "test.queues";
    const VERSION: u16 = 2;

    fn migrate(from: u16, bytes: &[u8]) -> Result<Self, String> {
        match from {
            1 => decode::<FirstQueue>(bytes).map(|queue| Self { name: queue.0, delay_seconds: 7 }),
            _ => Err(format!("version {from} never was")),
        }
    }
}

/// What version 1 was.
#[derive(Serialize, Deserialize)]
struct FirstQueue(String);

impl Record for FirstQueue {
    const NAME: &'static str = "test.queues";
    const VERSION: u16 = 1;
}

#[derive(Serialize, Deserialize)]
struct Topic;

impl Record for Topic {
    const NAME: &'static str = "test.topics";
    const VERSION: u16 = 1;
}

fn queue(name: &str) -> Queue {
    Queue { name: name.into(), delay_seconds: 0 }
}

fn key(name: &str) -> Key {
    Key::new(&["000000000000", "us-east-1", name])
}

fn names(records: Vec<(Key, std::sync::Arc<Queue>)>) -> Vec<String> {
    records.into_iter().map(|(_, queue)| queue.name.clone()).collect()
}

#[test]
fn records_are_visible_with_the_commit() {
    both(|store| {
        let (queues, topics) =
            (Table::open(&store).expect("queues"), Table::<Topic>::open(&store).expect("topics"));
        let mut batch = Batch::new();
        queues.put(&mut batch, &key("orders"), queue("orders"));
        topics.put(&mut batch, &key("news"), Topic);
        assert!(queues.get(&key("orders")).is_none());
        drop(store.commit(batch).expect("committed"));
        assert_eq!(queues.get(&key("orders")).as_deref(), Some(&queue("orders")));
        assert!(topics.contains(&key("news")));
        commit(&store, |batch| {
            queues.delete(batch, &key("orders"));
            queues.put(batch, &key("orders"), queue("again"));
            topics.put(batch, &key("news"), Topic);
            topics.delete(batch, &key("news"));
        });
        assert_eq!(names(queues.list(&Key::root())), ["again"]);
        assert_eq!(topics.count(&Key::root()), 0);
    });
}

#[test]
fn a_failed_commit_changes_nothing() {
    both(|store| {
        let queues = Table::open(&store).expect("queues");
        let mut batch = Batch::new();
        queues.put(&mut batch, &key("orders"), queue("orders"));
        queues.put(&mut batch, &key(&"x".repeat(70_000)), queue("too long"));
        assert!(store.commit(batch).is_err());
        assert_eq!(queues.count(&Key::root()), 0);
        assert_eq!(Table::<Queue>::open(&store).expect("again").count(&Key::root()), 0);
    });
}

#[test]
fn listings() {
    both(|store| {
        let queues = Table::open(&store).expect("queues");
        commit(&store, |batch| {
            for name in ["a", "b", "c", "d"] {
                queues.put(batch, &key(name), queue(name));
            }
            queues.put(batch, &Key::new(&["000000000000", "us-east-12", "e"]), queue("elsewhere"));
            queues.put(batch, &Key::new(&["111111111111", "us-east-1", "a"]), queue("another account's"));
        });
        let region = Key::new(&["000000000000", "us-east-1"]);
        let page = |after: Option<&str>, limit, direction| {
            names(queues.page(&region, after.map(key).as_ref(), limit, direction))
        };
        assert_eq!(names(queues.list(&region)), ["a", "b", "c", "d"]);
        assert_eq!(page(None, 2, Direction::Forward), ["a", "b"]);
        assert_eq!(page(Some("b"), 9, Direction::Forward), ["c", "d"]);
        assert_eq!(page(Some("bb"), 1, Direction::Forward), ["c"]);
        assert_eq!(page(Some("d"), 9, Direction::Forward), [""; 0]);
        assert_eq!(page(None, 3, Direction::Backward), ["d", "c", "b"]);
        assert_eq!(page(Some("b"), 9, Direction::Backward), ["a"]);
        // A token made up by a caller lies before, behind or far from what is listed.
        let strange = |after: Key, direction| names(queues.page(&region, Some(&after), 9, direction)).len();
        assert_eq!(strange(Key::root(), Direction::Forward), 4);
        assert_eq!(strange(Key::new(&["9"]), Direction::Forward), 0);
        assert_eq!(strange(Key::new(&["9"]), Direction::Backward), 4);
        assert_eq!(strange(Key::root(), Direction::Backward), 0);
        assert_eq!(queues.count(&region), 4);
        assert_eq!(queues.count(&Key::new(&["000000000000"])), 5);
    });
}

#[test]
fn a_view_holds_commits_back() {
    both(|store| {
        let queues = Table::open(&store).expect("queues");
        let writer = (store.clone(), queues.clone());
        let (begun, begins) = std::sync::mpsc::channel();
        let view = store.view();
        let thread = std::thread::spawn(move || {
            begun.send(()).expect("the test waits");
            commit(&writer.0, |batch| writer.1.put(batch, &key("orders"), queue("orders")));
        });
        begins.recv().expect("it begins");
        assert!(!queues.contains(&key("orders")));
        drop(view);
        thread.join().expect("it ends");
        assert!(queues.contains(&key("orders")));
    });
}

#[test]
fn older_records_are_migrated_and_written_as_they_are_now() {
    let dir = tempfile::tempdir().expect("a folder");
    {
        let store = Store::open(dir.path(), options()).expect("a store");
        let first = Table::open(&store).expect("version 1");
        commit(&store, |batch| first.put(batch, &key("orders"), FirstQueue("orders".into())));
    }
    let now = Queue { name: "orders".into(), delay_seconds: 7 };
    let store = Store::open(dir.path(), options()).expect("a store");
    assert_eq!(Table::open(&store).expect("version 2").get(&key("orders")).as_deref(), Some(&now));
    // The program of version 1 sees what it does not know, refuses, and drops nothing.
    let error = Table::<FirstQueue>::open(&store).err().expect("too new").to_string();
    assert_eq!(
        error,
        "the record 000000000000/us-east-1/orders in test.queues cannot be read: it has version 2 and this program \
         knows versions up to 1; nothing was changed: use the version that wrote it, or a later one"
    );
    assert_eq!(Table::open(&store).expect("version 2").get(&key("orders")).as_deref(), Some(&now));
}

#[test]
fn a_record_that_is_no_record_is_named() {
    both(|store| {
        let queues = Table::<Queue>::open(&store).expect("queues");
        let room = store.room(crate::Space::Meta, Queue::NAME).expect("a room");
        let check = |bytes: &[u8], expected: &str| {
            commit(&store, |batch| batch.put(room, key("q"), bytes));
            let error = Table::<Queue>::open(&store).err().expect("refused").to_string();
            let expected =
                format!("the record 000000000000/us-east-1/q in test.queues cannot be read: {expected}");
            assert!(error.starts_with(&expected), "{error}");
        };
        check(b"x", "it is cut short");
        check(b"\0\0", "version 0 never was");
        check(b"\0\x02nonsense", "Semantic");
        assert_eq!(queues.count(&Key::root()), 0);
    });
}
