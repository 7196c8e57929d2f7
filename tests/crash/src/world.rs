//! What the actors share: the server's present life, the history, and what turned out wrong.

use crate::history::History;
use crate::life::Life;
use rand::SeedableRng;
use rand::rngs::StdRng;
use std::collections::BTreeSet;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use tokio::sync::watch;

/// Wrongs that are printed; the first one usually explains the others.
const SHOWN: usize = 5;

pub(crate) struct World {
    seed: u64,
    life: watch::Sender<Option<Arc<Life>>>,
    tick: AtomicU64,
    pub(crate) history: History,
    wrong: Mutex<Vec<(String, String)>>,
    skipped: Mutex<BTreeSet<String>>,
}

impl World {
    pub(crate) fn new(seed: u64) -> Self {
        Self {
            seed,
            life: watch::channel(None).0,
            tick: AtomicU64::new(1),
            history: History::new(),
            wrong: Mutex::default(),
            skipped: Mutex::default(),
        }
    }
    /// The choices of one actor.
    pub(crate) fn rng(&self, actor: &str) -> StdRng {
        let mut hasher = DefaultHasher::new();
        (self.seed, actor).hash(&mut hasher);
        StdRng::seed_from_u64(hasher.finish())
    }
    /// A moment: what was acknowledged at a smaller one than another was asked at came before it.
    pub(crate) fn tick(&self) -> u64 {
        self.tick.fetch_add(1, Ordering::SeqCst)
    }

    pub(crate) fn begin(self: &Arc<Self>, number: u32, endpoint: &str, last: bool) -> Arc<Life> {
        let life = Arc::new(Life::new(self, number, endpoint, last));
        self.life.send_replace(Some(life.clone()));
        life
    }
    pub(crate) fn end(&self) {
        if let Some(life) = self.life.send_replace(None) {
            life.doom();
        }
    }
    /// The present life, or the next one.
    pub(crate) async fn any_life(&self) -> Arc<Life> {
        let mut lives = self.life.subscribe();
        loop {
            let present = lives.wait_for(|life| life.as_ref().is_some_and(|l| !l.is_doomed())).await;
            if let Some(life) = present.ok().and_then(|life| life.clone()) {
                return life;
            }
        }
    }
    /// The same while there is work to do; nothing in the last life, which is for the checks.
    pub(crate) async fn life(&self) -> Option<Arc<Life>> {
        Some(self.any_life().await).filter(|life| !life.last)
    }

    pub(crate) fn wrong(&self, object: &str, text: impl Into<String>) {
        lock(&self.wrong).push((object.to_owned(), text.into()));
    }
    pub(crate) fn is_wrong(&self) -> bool {
        !lock(&self.wrong).is_empty()
    }
    /// Says that something cannot be checked, since the program does not support it yet.
    pub(crate) fn skip(&self, what: impl Into<String>) {
        lock(&self.skipped).insert(what.into());
    }
    pub(crate) fn skipped(&self) -> Vec<String> {
        lock(&self.skipped).iter().cloned().collect()
    }
    pub(crate) fn verdict(&self) -> Option<String> {
        let wrong = lock(&self.wrong);
        let tell =
            |(object, text): &(String, String)| format!("{object}: {text}\n    {}", self.history.of(object));
        let told: Vec<_> = wrong.iter().take(SHOWN).map(tell).collect();
        (!told.is_empty())
            .then(|| format!("{} wrong (seed {}):\n{}", wrong.len(), self.seed, told.join("\n")))
    }
}

/// Locks; a panicked actor is reported by itself.
pub(crate) fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
