//! The store itself: opening, the one write path, and reading.

use crate::{
    Batch, Error, Result, Value,
    backend::{Backend, Direction, Entries, Space, disk::Disk, memory::Memory},
    bulk::Purges,
    format,
    keeper::{Chores, Keeper},
    lock::Lock,
    room::{Room, Rooms},
};
use clock::Timestamp;
use parking_lot::{Mutex, RwLock, RwLockReadGuard};
use std::{
    fs,
    ops::{Deref, RangeBounds},
    path::{Path, PathBuf},
    sync::Arc,
    thread::JoinHandle,
};

/// When a write counts as done.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Durability {
    /// It is in the operating system's hands: it survives `kill -9`. It is on the disk within 100 ms.
    #[default]
    Process,
    /// It is on the disk: it survives a loss of power. Many writers share one sync.
    Power,
}

/// How to open a store.
#[derive(Debug, Clone)]
pub struct Options {
    /// When a write counts as done.
    pub durability: Durability,
    /// The program as it was started, without secrets: what a second one is told.
    pub program: String,
    /// The present.
    pub now: Timestamp,
    /// Bytes of the disk that are kept free, so that the engine can tidy up; with less, writes are refused.
    pub reserve: u64,
}

impl Options {
    /// The default mode, and 64 MiB kept free.
    pub fn new(program: impl Into<String>, now: Timestamp) -> Self {
        Self { durability: Durability::default(), program: program.into(), now, reserve: 64 << 20 }
    }
}

/// The one store. Clones share it; the last one that is dropped closes it.
#[derive(Clone)]
pub struct Store {
    pub(crate) inner: Arc<Open>,
}

/// What the clones share; the store's own thread has only the inner part, so that it is never the one that drops this.
pub(crate) struct Open {
    inner: Arc<Inner>,
    thread: Option<JoinHandle<()>>,
}

impl Deref for Open {
    type Target = Inner;

    fn deref(&self) -> &Inner {
        &self.inner
    }
}

/// The receipt of a commit.
#[must_use = "a caller may be told that it is done once `durable` has returned"]
pub struct Ticket {
    commit: u64,
    /// Where the mode asks to wait for the disk.
    keeper: Option<Arc<Keeper>>,
}

/// While it is held no batch becomes visible: what is read from several tables belongs together. The holder must not
/// commit, nor wait for anybody who does.
pub struct View<'a> {
    _visible: RwLockReadGuard<'a, ()>,
}

pub(crate) struct Inner {
    pub(crate) backend: Arc<dyn Backend>,
    durability: Durability,
    /// The write path: one commit at a time, with the number of the last one.
    commits: Mutex<Commits>,
    visible: RwLock<()>,
    keeper: Arc<Keeper>,
    rooms: Rooms,
    pub(crate) purges: Purges,
    /// Bytes of the disk to keep free.
    reserve: u64,
    /// The last field: its lock is let go when all else is closed.
    place: Place,
}

/// Where the data lies; nowhere, for a store in memory.
#[derive(Default)]
pub(crate) struct Place {
    pub(crate) dir: PathBuf,
    pub(crate) notices: Vec<String>,
    pub(crate) _lock: Option<Lock>,
}

#[derive(Default)]
struct Commits {
    last: u64,
    closed: bool,
    /// Bytes that may still be written before the room on the disk is looked at again.
    allowance: u64,
}

/// Bytes written between two looks at the room on the disk.
const ALLOWANCE: u64 = 4 << 20;

impl Store {
    /// Opens the data folder, and makes it when there is none.
    pub fn open(dir: impl AsRef<Path>, options: Options) -> Result<Self> {
        let dir = dir.as_ref();
        fs::create_dir_all(dir)
            .map_err(|error| Error::io(format!("make the folder {}", dir.display()), error))?;
        let dir = dir.canonicalize().map_err(|error| Error::io(format!("open {}", dir.display()), error))?;
        let lock = Lock::take(&dir, &options.program, options.now)?;
        let engine = dir.join("engine");
        match format::read(&dir)? {
            Some(found) => format::migrate(&dir, found, format::CURRENT, format::MIGRATIONS)?,
            None => clear_unfinished(&engine)?,
        }
        let (disk, notices) = Disk::open(&engine, lock.restarted)?;
        format::write(&dir, format::CURRENT)?;
        Self::with(Arc::new(disk), options, Place { dir, notices, _lock: Some(lock) })
    }

    /// A store in memory, of which nothing is left when it is dropped.
    pub fn ephemeral() -> Result<Self> {
        let options = Options { reserve: 0, ..Options::new("", Timestamp::EPOCH) };
        Self::with(Arc::new(Memory::default()), options, Place::default())
    }

    pub(crate) fn with(backend: Arc<dyn Backend>, options: Options, place: Place) -> Result<Self> {
        let rooms = Rooms::load(&*backend)?;
        let keeper = Keeper::new();
        let inner = Arc::new(Inner {
            backend: backend.clone(),
            durability: options.durability,
            commits: Mutex::default(),
            visible: RwLock::default(),
            keeper: keeper.clone(),
            rooms,
            purges: Purges::default(),
            reserve: options.reserve,
            place,
        });
        inner.purges.load(&*inner.backend, &keeper)?;
        let thread = keeper.start(backend, inner.clone())?;
        Ok(Self { inner: Arc::new(Open { inner, thread: Some(thread) }) })
    }

    /// The room of that name, made when there is none.
    pub fn room(&self, space: Space, name: &str) -> Result<Room> {
        self.inner.rooms.open(space, name, |ops| {
            let batch = Batch { ops, ..Batch::default() };
            self.inner.commit(batch).map(drop)
        })
    }

    /// Writes the batch whole or not at all, then lets its records become visible in their tables. On return it
    /// survives the death of this process. Await [`Ticket::durable`] before a caller is told.
    ///
    /// The commits of all threads happen one after the other. This call writes to a file but does not wait for the
    /// disk; only when writes come faster than the disk takes them for long does it block.
    pub fn commit(&self, batch: Batch) -> Result<Ticket> {
        let commit = self.inner.commit(batch)?;
        let keeper = (self.inner.durability == Durability::Power).then(|| self.inner.keeper.clone());
        Ok(Ticket { commit, keeper })
    }

    /// The value of a key.
    pub fn get(&self, room: Room, key: impl AsRef<[u8]>) -> Result<Option<Value>> {
        self.inner.backend.get(room.space, &room.key(key.as_ref()))
    }

    /// The entries of a range of keys. Each key comes at most once and in order; what is committed during the scan may
    /// be seen or not, so who needs to know holds the lock of its service meanwhile.
    pub fn scan<K: AsRef<[u8]>>(&self, room: Room, range: impl RangeBounds<K>, direction: Direction) -> Scan {
        Scan::new(room.range(&range).map(|range| self.inner.backend.scan(room.space, range, direction)))
    }

    /// The entries whose keys begin with `prefix`.
    pub fn scan_prefix(&self, room: Room, prefix: impl AsRef<[u8]>, direction: Direction) -> Scan {
        let range = room.prefixed(prefix.as_ref());
        Scan::new(range.map(|range| self.inner.backend.scan(room.space, range, direction)))
    }

    /// How many keys a range has, by reading them.
    pub fn count<K: AsRef<[u8]>>(&self, room: Room, range: impl RangeBounds<K>) -> Result<u64> {
        self.scan(room, range, Direction::Forward).try_fold(0, |count, entry| entry.map(|_| count + 1))
    }

    /// Holds back what other threads commit, to read several tables as of one moment.
    pub fn view(&self) -> View<'_> {
        View { _visible: self.inner.visible.read() }
    }

    /// What the opening found that a person should know: for the program to print when it starts.
    pub fn notices(&self) -> &[String] {
        &self.inner.place.notices
    }

    /// Why the store takes no more writes, when it takes none.
    pub fn failure(&self) -> Option<Error> {
        self.inner.keeper.failure()
    }

    /// Refuses further writes, brings everything written to the disk and tidies up for a fast start. For the end of a
    /// program, where an error can still be told; dropping the last clone does the same and tells nobody.
    pub fn close(&self) -> Result<()> {
        self.inner.close()
    }
}

impl Ticket {
    /// Waits until the commit is as durable as the store's mode asks: not at all by default, for the disk in
    /// [`Durability::Power`]. Call it after the service's lock is let go.
    pub async fn durable(self) -> Result<()> {
        match self.keeper {
            Some(keeper) => keeper.synced(self.commit).await,
            None => Ok(()),
        }
    }
}

impl Inner {
    /// The one write path.
    fn commit(&self, mut batch: Batch) -> Result<u64> {
        batch.check()?;
        let mut commits = self.commits.lock();
        if batch.is_empty() {
            return Ok(commits.last);
        }
        if commits.closed {
            return Err(Error::Closed);
        }
        if let Some(failure) = self.keeper.failure() {
            return Err(failure);
        }
        self.ensure_room(&mut commits, batch.bytes)?;
        self.backend.write(batch.ops).inspect_err(|error| self.keeper.fail(error))?;
        let visible = self.visible.write();
        for effect in batch.effects {
            effect();
        }
        drop(visible);
        commits.last += 1;
        self.keeper.written(commits.last);
        Ok(commits.last)
    }

    /// Refuses before the disk is full: a write that fails half-way would stop the engine.
    fn ensure_room(&self, commits: &mut Commits, bytes: u64) -> Result<()> {
        if let Some(left) = commits.allowance.checked_sub(bytes) {
            commits.allowance = left;
            return Ok(());
        }
        if let Some(free) = self.backend.free_space()?
            && free < self.reserve.saturating_add(bytes)
        {
            return Err(Error::Full { dir: self.place.dir.clone(), free, reserve: self.reserve });
        }
        commits.allowance = ALLOWANCE;
        Ok(())
    }

    fn close(&self) -> Result<()> {
        // Behind the lock no commit is under way, and none comes afterwards.
        let before = std::mem::replace(&mut self.commits.lock().closed, true);
        match self.keeper.failure() {
            Some(failure) => Err(failure),
            None if before => Ok(()),
            None => self.backend.close(),
        }
    }

    pub(crate) fn keeper(&self) -> &Arc<Keeper> {
        &self.keeper
    }
}

impl Chores for Inner {
    fn sweep(&self) -> Result<bool> {
        let batch = self.purges.next_sweep(&*self.backend)?;
        let Some(batch) = batch else { return Ok(false) };
        self.commit(batch)?;
        Ok(true)
    }
}

impl Drop for Open {
    fn drop(&mut self) {
        self.keeper.stop();
        if let Some(thread) = self.thread.take() {
            // It ends without a panic, and with one there is nobody to tell.
            drop(thread.join());
        }
        // Nobody is left to tell; and what was acknowledged is in the journal whether this succeeds or not.
        drop(self.close());
    }
}

/// An engine's folder without our format file: its creation was cut short, before the first write. Unless fjall's own
/// last step of the creation is there: then somebody has taken our file away, and nothing is dropped.
fn clear_unfinished(engine: &Path) -> Result<()> {
    let exists =
        |path: &Path| path.try_exists().map_err(|error| Error::io(format!("read {}", path.display()), error));
    if exists(engine)? && !exists(&engine.join("version"))? {
        fs::remove_dir_all(engine)
            .map_err(|error| Error::io(format!("clear {}", engine.display()), error))?;
    }
    Ok(())
}

/// The entries of a range, with keys as the room knows them.
pub struct Scan(Option<Entries>);

impl Scan {
    fn new(entries: Option<Entries>) -> Self {
        Self(entries)
    }
}

impl Iterator for Scan {
    type Item = Result<(Value, Value)>;

    fn next(&mut self) -> Option<Self::Item> {
        let entry = self.0.as_mut()?.next()?;
        Some(entry.map(|(key, value)| (Value::from(Room::own_part(&key)), value)))
    }
}
