//! Kills a writing process with SIGKILL at random moments, and looks at what is there afterwards.
//!
//! The child (this program with `CRASH_DIR` set) has two writers. Batch `n` of a writer puts some entries, deletes one of
//! the batch before, and sets the writer's record to `n`; then it prints an acknowledgement. The parent reads a random
//! number of acknowledgements and kills; so no time is waited for. The values are large enough that write buffers are
//! flushed and journals rotated meanwhile.

use clock::Timestamp;
use rand::Rng;
use serde::{Deserialize, Serialize};
use std::{
    env,
    io::{BufRead, BufReader, Write},
    path::Path,
    process::{Command, Stdio},
    thread,
};
use store::{Batch, Bulk, Direction, Durability, Key, Options, Record, Store, Table};

const KILLS: usize = 10;
const WRITERS: u64 = 2;
const ENTRIES: u64 = 5;
const DIR: &str = "CRASH_DIR";
const POWER: &str = "CRASH_POWER";

#[derive(Serialize, Deserialize)]
struct Last(u64);

impl Record for Last {
    const NAME: &'static str = "crash.last";
    const VERSION: u16 = 1;
}

fn main() {
    match env::var(DIR) {
        Ok(dir) => write_until_killed(Path::new(&dir)),
        Err(_) => kill_and_check(),
    }
}

struct Rooms {
    store: Store,
    last: Table<Last>,
    entries: Bulk,
}

fn open(dir: &Path, durability: Durability) -> Rooms {
    let options = Options { durability, reserve: 0, ..Options::new("the crash test", Timestamp::EPOCH) };
    let store = Store::open(dir, options).expect("the store opens");
    Rooms {
        last: Table::open(&store).expect("records open"),
        entries: Bulk::open(&store, "crash.entries").expect("entries open"),
        store,
    }
}

impl Rooms {
    fn last(&self, writer: u64) -> u64 {
        self.last.get(&writer_key(writer)).map_or(0, |last| last.0)
    }
}

fn writer_key(writer: u64) -> Key {
    Key::root().then_number(writer)
}

fn sequence(batch: u64, entry: u64) -> u64 {
    batch * ENTRIES + entry
}

/// Derived from its place, so that a value in the wrong place is seen; up to 20 KB, most of them small.
fn value(writer: u64, sequence: u64) -> Vec<u8> {
    let length = if sequence.is_multiple_of(7) { 20_000 } else { 200 + sequence % 900 };
    let seed = (writer << 40 | sequence).to_be_bytes();
    seed.into_iter().cycle().take(length as usize).collect()
}

fn write_until_killed(dir: &Path) {
    let durability = if env::var(POWER).is_ok() { Durability::Power } else { Durability::Process };
    let rooms = open(dir, durability);
    thread::scope(|scope| {
        for writer in 0..WRITERS {
            let rooms = &rooms;
            scope.spawn(move || write(rooms, writer));
        }
    });
}

fn write(rooms: &Rooms, writer: u64) {
    let runtime = tokio::runtime::Builder::new_current_thread().build().expect("a runtime");
    for number in rooms.last(writer) + 1.. {
        let mut batch = Batch::new();
        for entry in 0..ENTRIES {
            let sequence = sequence(number, entry);
            rooms.entries.put(&mut batch, writer, sequence, value(writer, sequence));
        }
        rooms.entries.delete(&mut batch, writer, sequence(number - 1, 0));
        rooms.last.put(&mut batch, &writer_key(writer), Last(number));
        let ticket = rooms.store.commit(batch).expect("committed");
        runtime.block_on(ticket.durable()).expect("durable");
        let mut out = std::io::stdout().lock();
        // When the parent is gone there is nobody to write for.
        if writeln!(out, "{writer} {number}").and_then(|()| out.flush()).is_err() {
            return;
        }
    }
}

fn kill_and_check() {
    let dir = tempfile::tempdir().expect("a folder");
    let mut acknowledged = vec![0; WRITERS as usize];
    for kill in 1..=KILLS {
        run_child_and_kill(dir.path(), kill.is_multiple_of(3), &mut acknowledged);
        // Otherwise the next child opens what this one left, without the tidying of a store that is closed.
        if kill.is_multiple_of(2) {
            check(dir.path(), &acknowledged);
        }
    }
    let said = format!("{KILLS} kills, {acknowledged:?} batches acknowledged, all there and whole ... ok");
    writeln!(std::io::stdout(), "test {said}").expect("told");
}

fn run_child_and_kill(dir: &Path, power: bool, acknowledged: &mut [u64]) {
    let mut command = Command::new(env::current_exe().expect("this program"));
    command.env(DIR, dir).stdout(Stdio::piped());
    if power {
        command.env(POWER, "1");
    }
    let mut child = command.spawn().expect("the child starts");
    let lines = BufReader::new(child.stdout.take().expect("its output")).lines();
    let kill_at = rand::rng().random_range(1..if power { 200 } else { 3_000 });
    // The lines behind the kill are acknowledgements too: they were in the pipe.
    for (count, line) in lines.enumerate() {
        let line = line.expect("a line");
        let (writer, number) = line.split_once(' ').expect("a writer and a number");
        let (writer, number): (usize, u64) =
            (writer.parse().expect("a writer"), number.parse().expect("a number"));
        acknowledged[writer] = number;
        if count == kill_at {
            child.kill().expect("killed");
        }
    }
    let status = child.wait().expect("it ended");
    assert_eq!(status.code(), None, "it ended by the signal and not by itself");
}

fn check(dir: &Path, acknowledged: &[u64]) {
    let rooms = open(dir, Durability::Process);
    for (writer, acknowledged) in (0..).zip(acknowledged) {
        let last = rooms.last(writer);
        assert!(
            last >= *acknowledged,
            "writer {writer}: batch {acknowledged} was acknowledged, {last} is the last"
        );
        assert!(last <= acknowledged + 1, "writer {writer}: {last} was never begun");
        let there: Vec<u64> = rooms
            .entries
            .scan(writer, .., Direction::Forward)
            .map(|entry| {
                let (sequence, bytes) = entry.expect("readable");
                assert!(
                    *bytes == value(writer, sequence)[..],
                    "writer {writer}: entry {sequence} is not its own"
                );
                sequence
            })
            .collect();
        let expected: Vec<u64> = (1..=last)
            .flat_map(|number| (0..ENTRIES).map(move |entry| (number, entry)))
            .filter(|(number, entry)| *entry > 0 || *number == last)
            .map(|(number, entry)| sequence(number, entry))
            .collect();
        assert!(
            there == expected,
            "writer {writer}: up to batch {last} there is not what whole batches leave"
        );
    }
}
