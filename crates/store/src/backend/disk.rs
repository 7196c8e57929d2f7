//! On the disk, through fjall: a log-structured merge tree behind a write-ahead journal.
//!
//! What we rely on, read in fjall 3.1.13's source:
//! * A batch goes to the journal between a start marker and an end marker with a checksum; on recovery a batch without
//!   its end is cut off. So a batch is there whole or not at all.
//! * `commit` with [`PersistMode::Buffer`] flushes the journal's own buffer with `write(2)`: the bytes are in the
//!   operating system's hands and survive `kill -9`, not yet a loss of power.
//! * `Database::persist` holds the journal's lock while it syncs, so every writer would wait for the disk. [`sync`]
//!   therefore syncs the same file through a descriptor of its own. When the journal is rotated, fjall syncs the old
//!   file before it creates the new one: syncing the newest file is always enough.
//!
//! Memory and start-up: a journal is 64 MB (fixed by fjall), sealed ones are dropped when their data is in tables, and
//! [`MAX_JOURNALS`] bounds them. The write buffers and the block cache below are what the store keeps in memory.
//!
//! [`sync`]: Disk::sync

use super::{Backend, Direction, Entries, Op, Range, Space, journal};
use crate::{Error, Result, Value};
use fjall::{AbstractTree, CompressionType, Database, Keyspace, KeyspaceCreateOptions, PersistMode};
use parking_lot::Mutex;
use std::{
    fs::File,
    io,
    panic::{AssertUnwindSafe, catch_unwind},
    path::{Path, PathBuf},
    thread,
    time::Duration,
};

/// Bytes of recent bulk writes in memory before they go to a table.
const BULK_BUFFER: u64 = 8 << 20;
/// Bytes of recent metadata writes in memory before they go to a table.
const META_BUFFER: u64 = 2 << 20;
/// Bytes of table blocks that are kept in memory.
const CACHE: u64 = 8 << 20;
/// Bytes of all sealed journals above which buffers are written out early: fjall's smallest.
const MAX_JOURNALS: u64 = 64 << 20;
/// Threads for writing out buffers and merging tables.
const WORKERS: usize = 2;
/// Open table files.
const MAX_FILES: usize = 256;

/// How long the end waits for the buffers to be written out, in looks a millisecond apart: a worker that has failed
/// would never do it.
const FLUSH_LOOKS: u32 = 1_000;
const FLUSH_LOOK: Duration = Duration::from_millis(1);

pub(crate) struct Disk {
    /// The engine's own folder within the data folder.
    engine: PathBuf,
    database: Database,
    meta: Keyspace,
    bulk: Keyspace,
    /// The newest journal, by number, as it was last synced.
    journal: Mutex<Option<(u64, File)>>,
}

impl Disk {
    /// Opens the engine's folder, or makes it when there is none; also what is to be told about it.
    pub(crate) fn open(engine: &Path, unsynced_may_be_lost: bool) -> Result<(Self, Vec<String>)> {
        let notices = journal::check_all(engine, unsynced_may_be_lost)?;
        // fjall asserts some of what it expects to find; a damaged folder must not end the program.
        match catch_unwind(AssertUnwindSafe(|| Self::open_engine(engine))) {
            Ok(Ok(disk)) => Ok((disk, notices)),
            Ok(Err(error)) => Err(explain("open the data in", engine, error)),
            Err(panic) => Err(Error::Damaged { path: engine.to_owned(), what: panic_text(&*panic) }),
        }
    }

    fn open_engine(engine: &Path) -> fjall::Result<Self> {
        let database = Database::builder(engine)
            .cache_size(CACHE)
            .journal_compression(CompressionType::None)
            .max_journaling_size(MAX_JOURNALS)
            .max_cached_files(Some(MAX_FILES))
            .worker_threads(WORKERS)
            .open()?;
        let buffered = |bytes| move || KeyspaceCreateOptions::default().max_memtable_size(bytes);
        let meta = database.keyspace("meta", buffered(META_BUFFER))?;
        let bulk = database.keyspace("bulk", buffered(BULK_BUFFER))?;
        Ok(Self { engine: engine.to_owned(), database, meta, bulk, journal: Mutex::default() })
    }

    fn of(&self, space: Space) -> &Keyspace {
        match space {
            Space::Meta => &self.meta,
            Space::Bulk => &self.bulk,
        }
    }

    /// Writes the buffers out to tables; true when nothing is left in them.
    fn flush(&self) -> fjall::Result<bool> {
        let spaces = [&self.meta, &self.bulk];
        for space in spaces {
            space.rotate_memtable()?;
        }
        let flushed = || spaces.iter().all(|space| space.sealed_memtable_count() == 0);
        for _ in 0..FLUSH_LOOKS {
            if flushed() {
                break;
            }
            thread::sleep(FLUSH_LOOK);
        }
        Ok(flushed() && spaces.iter().all(|space| space.tree.active_memtable().is_empty()))
    }

    fn failed(&self, doing: &str, error: fjall::Error) -> Error {
        explain(doing, &self.engine, error)
    }
}

impl Backend for Disk {
    fn write(&self, ops: Vec<Op>) -> Result<()> {
        let mut batch = self.database.batch().durability(Some(PersistMode::Buffer));
        for op in ops {
            match op {
                Op::Put(space, key, value) => batch.insert(self.of(space), key, value),
                Op::Delete(space, key) => batch.remove(self.of(space), key),
            }
        }
        batch.commit().map_err(|error| self.failed("write to", error))
    }

    fn get(&self, space: Space, key: &[u8]) -> Result<Option<Value>> {
        self.of(space).get(key).map_err(|error| self.failed("read from", error))
    }

    fn scan(&self, space: Space, range: Range, direction: Direction) -> Entries {
        let mut entries = self.of(space).range((range.from, range.to));
        let engine = self.engine.clone();
        Box::new(std::iter::from_fn(move || {
            let entry = match direction {
                Direction::Forward => entries.next(),
                Direction::Backward => entries.next_back(),
            };
            entry.map(|entry| entry.into_inner().map_err(|error| explain("read from", &engine, error)))
        }))
    }

    fn sync(&self) -> Result<()> {
        let synced = newest_journal(&self.engine).and_then(|(number, path)| {
            let mut journal = self.journal.lock();
            let file = match journal.take() {
                Some((known, file)) if known == number => file,
                _ => File::open(&path)?,
            };
            let synced = file.sync_data();
            *journal = Some((number, file));
            synced
        });
        synced.map_err(|error| Error::io(format!("sync {}", self.engine.display()), error))
    }

    fn close(&self) -> Result<()> {
        self.sync()?;
        // What follows saves the next start the reading of the journal: 2 ms for each MB. It may be left out.
        if self.flush().map_err(|error| self.failed("write out", error))? {
            newest_journal(&self.engine)
                .and_then(|(_, path)| File::options().write(true).open(path)?.set_len(0))
                .map_err(|error| {
                    Error::io(format!("empty the journal in {}", self.engine.display()), error)
                })?;
        }
        Ok(())
    }

    fn free_space(&self) -> Result<Option<u64>> {
        let told = rustix::fs::statvfs(&self.engine)
            .map_err(|error| Error::io(format!("measure {}", self.engine.display()), error.into()))?;
        Ok(Some(told.f_bavail.saturating_mul(told.f_frsize)))
    }
}

fn newest_journal(engine: &Path) -> io::Result<(u64, PathBuf)> {
    let newest = journal::journals(engine)?.pop();
    newest.ok_or_else(|| io::Error::new(io::ErrorKind::NotFound, "there is no journal"))
}

fn explain(doing: &str, engine: &Path, error: fjall::Error) -> Error {
    match error {
        fjall::Error::Io(cause) | fjall::Error::Storage(fjall::LsmError::Io(cause)) => {
            Error::io(format!("{doing} {}", engine.display()), cause)
        }
        fjall::Error::Poisoned => Error::Stopped { cause: format!("a write to {} failed", engine.display()) },
        other => Error::Damaged { path: engine.to_owned(), what: other.to_string() },
    }
}

fn panic_text(panic: &(dyn std::any::Any + Send)) -> String {
    let text = panic.downcast_ref::<String>().map(String::as_str);
    text.or_else(|| panic.downcast_ref::<&str>().copied())
        .unwrap_or("it is not what the engine wrote")
        .to_owned()
}
