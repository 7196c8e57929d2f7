//! The store's own thread: it syncs what was written, and sweeps up what was purged.
//!
//! In the default mode it syncs soon after the first write that is not on the disk, once for all that came until then.
//! In `Durability::Power` it syncs as soon as somebody waits; those who come during a sync share the next one. The
//! thread sleeps by the host's clock, because a loss of power is not steered; and it does not wake while nothing is
//! written.

use crate::{Error, Result, backend::Backend};
use parking_lot::{Condvar, Mutex};
use std::{
    sync::Arc,
    thread::{self, JoinHandle},
    time::Duration,
};
use tokio::sync::watch;

/// How long a write may wait for its sync: half of the 100 ms that are promised, the rest is for the disk.
const SYNC_AFTER: Duration = Duration::from_millis(50);

/// What the keeper does besides syncing.
pub(crate) trait Chores: Send + Sync + 'static {
    /// Does a bounded piece of work; true when there is more.
    fn sweep(&self) -> Result<bool>;
}

/// What the writers, the waiters and the thread share.
pub(crate) struct Keeper {
    work: Mutex<Work>,
    wake: Condvar,
    progress: watch::Sender<Progress>,
}

#[derive(Default)]
struct Work {
    /// The last commit.
    written: u64,
    /// Somebody waits for the disk.
    asked: bool,
    /// There may be something to sweep.
    chores: bool,
    stop: bool,
}

#[derive(Default)]
struct Progress {
    synced: u64,
    failed: Option<Error>,
}

impl Keeper {
    pub(crate) fn new() -> Arc<Self> {
        let progress = watch::Sender::new(Progress::default());
        Arc::new(Self { work: Mutex::default(), wake: Condvar::new(), progress })
    }

    /// Starts the thread. It ends after [`Keeper::stop`].
    pub(crate) fn start<C: Chores>(
        self: &Arc<Self>,
        backend: Arc<dyn Backend>,
        chores: Arc<C>,
    ) -> Result<JoinHandle<()>> {
        let keeper = self.clone();
        thread::Builder::new()
            .name("store".into())
            .spawn(move || keeper.run(&*backend, &*chores))
            .map_err(|error| Error::io("start the store's thread", error))
    }

    /// A commit is written. Commits come in the order of their numbers.
    pub(crate) fn written(&self, commit: u64) {
        let mut work = self.work.lock();
        let idle = work.written == self.progress.borrow().synced;
        work.written = commit;
        drop(work);
        if idle {
            self.wake.notify_one();
        }
    }

    /// There is something to sweep.
    pub(crate) fn chores(&self) {
        self.work.lock().chores = true;
        self.wake.notify_one();
    }

    /// Waits until the disk has this commit and all before it.
    pub(crate) async fn synced(&self, commit: u64) -> Result<()> {
        let mut progress = self.progress.subscribe();
        if progress.borrow_and_update().synced < commit {
            self.work.lock().asked = true;
            self.wake.notify_one();
        }
        let done = progress.wait_for(|progress| progress.synced >= commit || progress.failed.is_some()).await;
        match done {
            Ok(progress) if progress.synced >= commit => Ok(()),
            Ok(progress) => Err(progress.failed.clone().unwrap_or(Error::Closed)),
            // The sender lives in `self`.
            Err(_) => Err(Error::Closed),
        }
    }

    /// Waits without asking, as the writers of the default mode do who do not wait at all.
    #[cfg(test)]
    pub(crate) async fn synced_by_itself(&self, commit: u64) {
        let mut progress = self.progress.subscribe();
        drop(progress.wait_for(|progress| progress.synced >= commit).await.expect("the sender lives"));
    }

    /// Why the store cannot go on, when it cannot.
    pub(crate) fn failure(&self) -> Option<Error> {
        self.progress.borrow().failed.clone()
    }

    /// Nothing is promised any more: a write or a sync failed.
    pub(crate) fn fail(&self, cause: &Error) {
        let failed = match cause {
            Error::Stopped { .. } => cause.clone(),
            cause => Error::Stopped { cause: cause.to_string() },
        };
        self.progress.send_if_modified(|progress| {
            let first = progress.failed.is_none();
            progress.failed.get_or_insert(failed);
            first
        });
    }

    /// Lets the thread sync what is left and end.
    pub(crate) fn stop(&self) {
        self.work.lock().stop = true;
        self.wake.notify_one();
    }

    fn run<C: Chores>(&self, backend: &dyn Backend, chores: &C) {
        loop {
            let (goal, sweep, stop) = self.next();
            self.sync(backend, goal);
            if sweep && !stop && self.sweep(chores) {
                self.work.lock().chores = true;
            }
            if stop {
                return;
            }
        }
    }

    /// Waits for something to do: the commit to sync up to, whether to sweep, whether to end.
    fn next(&self) -> (u64, bool, bool) {
        let (synced, failed) = {
            let progress = self.progress.borrow();
            (progress.synced, progress.failed.is_some())
        };
        let mut work = self.work.lock();
        self.wake
            .wait_while(&mut work, |work| (failed || work.written == synced) && !work.chores && !work.stop);
        if !work.chores {
            self.wake.wait_while_for(&mut work, |work| !work.asked && !work.chores && !work.stop, SYNC_AFTER);
        }
        work.asked = false;
        (work.written, std::mem::take(&mut work.chores), work.stop)
    }

    fn sync(&self, backend: &dyn Backend, goal: u64) {
        let progress = self.progress.borrow();
        let nothing_to_do = progress.failed.is_some() || progress.synced == goal;
        drop(progress);
        if nothing_to_do {
            return;
        }
        match backend.sync() {
            Ok(()) => self.progress.send_modify(|progress| progress.synced = goal),
            // What the kernel could not write it may have dropped: only a new start reads what is really there.
            Err(error) => self.fail(&error),
        }
    }

    fn sweep<C: Chores>(&self, chores: &C) -> bool {
        match chores.sweep() {
            Ok(more) => more,
            Err(error) => {
                // A full disk is over one day, and the marks of what is to be swept are on it: the next start goes on.
                if !matches!(error, Error::Full { .. } | Error::Closed) {
                    self.fail(&error);
                }
                false
            }
        }
    }
}
