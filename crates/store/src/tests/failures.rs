//! What happens when the disk does not do as it is told.

use super::options;
use crate::{
    Batch, Direction, Durability, Error, Key, Record, Result, Store, Table, Value,
    backend::{Backend, Entries, Op, Range, Space, memory::Memory},
    store::Place,
};
use parking_lot::Mutex;
use serde::{Deserialize, Serialize};
use std::{io, path::PathBuf, sync::Arc};

/// A backend in memory whose next calls can be made to fail.
#[derive(Clone, Default)]
struct Faulty {
    memory: Memory,
    faults: Arc<Mutex<Faults>>,
}

#[derive(Default)]
struct Faults {
    write: bool,
    sync: bool,
    free: Option<u64>,
    synced: u64,
}

fn fault(what: &str) -> Error {
    Error::io(what, io::Error::from(io::ErrorKind::StorageFull))
}

impl Backend for Faulty {
    fn write(&self, ops: Vec<Op>) -> Result<()> {
        if self.faults.lock().write { Err(fault("write to the test's disk")) } else { self.memory.write(ops) }
    }

    fn get(&self, space: Space, key: &[u8]) -> Result<Option<Value>> {
        self.memory.get(space, key)
    }

    fn scan(&self, space: Space, range: Range, direction: Direction) -> Entries {
        self.memory.scan(space, range, direction)
    }

    fn sync(&self) -> Result<()> {
        let mut faults = self.faults.lock();
        faults.synced += 1;
        if faults.sync { Err(fault("sync the test's disk")) } else { Ok(()) }
    }

    fn close(&self) -> Result<()> {
        self.sync()
    }

    fn free_space(&self) -> Result<Option<u64>> {
        Ok(self.faults.lock().free)
    }
}

#[derive(Serialize, Deserialize)]
struct Thing(u32);

impl Record for Thing {
    const NAME: &'static str = "test.things";
    const VERSION: u16 = 1;
}

fn open(faulty: &Faulty, durability: Durability) -> (Store, Table<Thing>) {
    let options = crate::Options { durability, reserve: 1_000_000, ..options() };
    let place = Place { dir: PathBuf::from("/data"), ..Place::default() };
    let store = Store::with(Arc::new(faulty.clone()), options, place).expect("a store");
    let things = Table::open(&store).expect("a table");
    (store, things)
}

fn put(store: &Store, things: &Table<Thing>, number: u32) -> Result<crate::Ticket> {
    let mut batch = Batch::new();
    things.put(&mut batch, &Key::new(&[number.to_string()]), Thing(number));
    store.commit(batch)
}

fn run<T>(test: impl Future<Output = T>) -> T {
    tokio::runtime::Builder::new_current_thread().build().expect("a runtime").block_on(test)
}

#[test]
fn a_failed_write_stops_the_store_and_shows_nothing() {
    let faulty = Faulty::default();
    let (store, things) = open(&faulty, Durability::Process);
    assert!(put(&store, &things, 1).is_ok());
    faulty.faults.lock().write = true;
    let error = put(&store, &things, 2).err().expect("failed").to_string();
    assert!(error.starts_with("cannot write to the test's disk: "), "{error}");
    assert!(error.ends_with("; make room on the disk and start again"), "{error}");
    faulty.faults.lock().write = false;
    let error = put(&store, &things, 3).err().expect("stopped").to_string();
    assert!(
        error.starts_with("the store takes no more writes since cannot write to the test's disk"),
        "{error}"
    );
    assert!(store.failure().is_some());
    assert_eq!(things.count(&Key::root()), 1);
    assert!(things.contains(&Key::new(&["1"])));
}

#[test]
fn a_full_disk_refuses_writes_until_there_is_room() {
    let faulty = Faulty::default();
    let (store, things) = open(&faulty, Durability::Process);
    let room = store.room(Space::Bulk, "filling").expect("a room");
    faulty.faults.lock().free = Some(1_500_000);
    // The room on the disk is looked at every few megabytes, and always for what is larger.
    let mut batch = Batch::new();
    batch.put(room, "large", vec![0u8; 5 << 20]);
    let error = store.commit(batch).err().expect("refused").to_string();
    assert_eq!(
        error,
        "the disk of data folder /data is full: 1 MB free and the store keeps 1 MB; nothing acknowledged is lost, and \
         writes go on once there is room"
    );
    faulty.faults.lock().free = Some(50_000_000);
    assert!(put(&store, &things, 1).is_ok());
    assert!(store.failure().is_none());
}

#[test]
fn in_power_mode_a_ticket_waits_for_the_disk_and_is_told_of_its_failure() {
    let faulty = Faulty::default();
    let (store, things) = open(&faulty, Durability::Power);
    run(async {
        let before = faulty.faults.lock().synced;
        put(&store, &things, 1).expect("written").durable().await.expect("synced");
        assert!(faulty.faults.lock().synced > before);
        faulty.faults.lock().sync = true;
        let ticket = put(&store, &things, 2).expect("written");
        let error = ticket.durable().await.expect_err("not synced").to_string();
        assert!(error.contains("cannot sync the test's disk"), "{error}");
        assert!(put(&store, &things, 3).is_err(), "what the kernel dropped cannot be known");
    });
}

#[test]
fn in_power_mode_many_writers_share_a_sync() {
    let faulty = Faulty::default();
    let (store, things) = open(&faulty, Durability::Power);
    run(async {
        let before = faulty.faults.lock().synced;
        let tickets: Vec<_> = (0..100).map(|number| put(&store, &things, number).expect("written")).collect();
        for ticket in tickets {
            ticket.durable().await.expect("synced");
        }
        let syncs = faulty.faults.lock().synced - before;
        assert!((1..=50).contains(&syncs), "{syncs} syncs for 100 writes");
    });
}

#[test]
fn by_default_a_sync_follows_by_itself() {
    let faulty = Faulty::default();
    let (store, things) = open(&faulty, Durability::Process);
    run(async {
        put(&store, &things, 1).expect("written").durable().await.expect("at once");
        // The first commit made the table's room.
        store.inner.keeper().synced_by_itself(2).await;
    });
    let before = faulty.faults.lock().synced;
    assert!(before >= 1);
    put(&store, &things, 2).map(drop).expect("written");
    drop((store, things));
    assert!(faulty.faults.lock().synced > before, "the last write is synced when the store is dropped");
}
