//! The clock that everything asks, and the timers on it.
//!
//! The clock is running (the host's time plus an offset) or frozen. Either way it may be advanced. What waits for a
//! deadline is an *event* ([`Clock::schedule`]) or a *sleeper* (a task in [`Clock::sleep_until`]).
//!
//! **While time is advanced**, everything due happens in the order of the deadlines, ties in the order of
//! registration, and one at a time:
//! * The present is the deadline of what is happening, and stands still until it is over.
//! * An event is over when its future has completed. An event should not wait for the clock itself but schedule a
//!   successor; one that does is left to go on by itself, and time moves on to wake it in its turn.
//! * A sleeper is over when its sleep has returned and the scheduler has had a turn: on a current-thread runtime it
//!   has then run to its next `await`; on a multi-thread runtime it is running.
//! * What is scheduled meanwhile, and due before the end, happens too.
//!
//! **While time just passes**, one driver task sleeps until the earliest deadline. Events start in the same order, but
//! they run side by side: a slow one must not hold up the others.

use crate::{
    Timestamp, driver, host,
    queue::{BoxFuture, Entry, Place, Queue},
};
use parking_lot::Mutex;
use serde::{Deserialize, Serialize};
use std::{
    fmt,
    future::{Future, poll_fn},
    pin::pin,
    sync::Arc,
    task::Poll,
    time::Duration,
};
use tokio::sync::{Notify, oneshot};

/// The source of time. Clones share it.
#[derive(Clone)]
pub struct Clock {
    pub(crate) inner: Arc<Inner>,
}

/// How the clock stands to the host's: what a server keeps so that steered time survives a restart.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "mode", rename_all = "snake_case")]
pub enum ClockState {
    /// Time passes; it is ahead of the host's by so many microseconds.
    Running {
        /// Microseconds ahead of the host's clock; 0 is real time.
        offset_micros: i64,
    },
    /// Time stands still.
    Frozen {
        /// The moment at which it stands.
        at: Timestamp,
    },
}

/// What an advance did.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Advanced {
    /// The present after it.
    pub now: Timestamp,
    /// How many events ran and sleepers woke.
    pub fired: usize,
}

/// An event that waits for its time.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Pending {
    /// When it is due.
    pub deadline: Timestamp,
    /// The name it was scheduled with.
    pub name: String,
}

/// The time asked for is in the past, and time never goes back: tokens would be valid again, retention undone.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct WouldGoBack {
    /// The present.
    pub now: Timestamp,
    /// The moment asked for.
    pub asked: Timestamp,
}

/// The deadline passed before the future completed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Elapsed;

/// A scheduled event. Dropping the handle leaves the event in place.
#[derive(Clone)]
pub struct Scheduled {
    clock: Clock,
    place: Place,
}

pub(crate) struct Inner {
    pub(crate) state: Mutex<State>,
    /// Whoever lets things happen holds the turn, so that they happen one at a time.
    pub(crate) turn: tokio::sync::Mutex<()>,
    /// Tells the driver that the earliest deadline, or the way to it, has changed.
    pub(crate) changed: Arc<Notify>,
}

pub(crate) struct State {
    pub(crate) mode: ClockState,
    /// The present while an advance lets things happen.
    pub(crate) pinned: Option<Timestamp>,
    /// The latest moment that anybody was told.
    last: Timestamp,
    pub(crate) queue: Queue,
    pub(crate) driven: bool,
}

impl State {
    /// Never earlier than what was told before, also when the host's clock was set back: then time stands until the
    /// host has caught up.
    pub(crate) fn now(&mut self) -> Timestamp {
        let now = self.pinned.unwrap_or_else(|| match self.mode {
            ClockState::Frozen { at } => at,
            ClockState::Running { offset_micros } => {
                Timestamp::from_micros(host::wall().saturating_add(offset_micros))
            }
        });
        self.last = self.last.max(now);
        self.last
    }

    /// Makes `now` the present; time goes on from there when it is running.
    pub(crate) fn place_at(&mut self, now: Timestamp) {
        self.mode = match self.mode {
            ClockState::Frozen { .. } => ClockState::Frozen { at: now },
            ClockState::Running { .. } => {
                ClockState::Running { offset_micros: now.micros().saturating_sub(host::wall()) }
            }
        };
        self.last = now;
    }
}

impl Clock {
    /// The host's time.
    pub fn real() -> Self {
        Self::with(ClockState::default())
    }

    /// Time that stands at `at` until it is advanced: for tests.
    pub fn frozen_at(at: Timestamp) -> Self {
        Self::with(ClockState::Frozen { at })
    }

    fn with(mode: ClockState) -> Self {
        let state =
            State { mode, pinned: None, last: Timestamp::MIN, queue: Queue::default(), driven: false };
        Self {
            inner: Arc::new(Inner {
                state: Mutex::new(state),
                turn: Default::default(),
                changed: Arc::default(),
            }),
        }
    }

    /// The present. It never goes back.
    pub fn now(&self) -> Timestamp {
        self.inner.state.lock().now()
    }

    /// Waits until the present is `deadline` or later.
    pub fn sleep_until(&self, deadline: Timestamp) -> impl Future<Output = ()> + Send + use<> {
        let clock = self.clone();
        async move {
            let Some((_registered, woken)) = clock.register_sleeper(deadline) else { return };
            driver::leave_event();
            // The sender inside is dropped here, which tells the driver that this task is awake.
            drop(woken.await);
        }
    }

    /// Waits for `duration`, counted from this call (not from the first poll).
    pub fn sleep(&self, duration: Duration) -> impl Future<Output = ()> + Send + use<> {
        self.sleep_until(self.now() + duration)
    }

    /// Runs `future` until it completes or the present is `deadline`. What is complete at the deadline counts.
    pub async fn timeout_at<F: Future>(&self, deadline: Timestamp, future: F) -> Result<F::Output, Elapsed> {
        first(future, self.sleep_until(deadline)).await
    }

    /// Runs `future` for at most `patience` of the host's time: for talk with sockets and processes, which know
    /// nothing of steered time. With the clock frozen it still ends.
    pub async fn host_timeout<F: Future>(&self, patience: Duration, future: F) -> Result<F::Output, Elapsed> {
        first(future, host::pause(patience)).await
    }

    /// Starts `event` when the present is `deadline` (at once when that has passed). The name is what
    /// [`Clock::pending`] shows; two events may share one.
    pub fn schedule<F, Fut>(&self, deadline: Timestamp, name: impl Into<String>, event: F) -> Scheduled
    where
        F: FnOnce() -> Fut + Send + 'static,
        Fut: Future<Output = ()> + Send + 'static,
    {
        let start = Box::new(move || -> BoxFuture { Box::pin(event()) });
        let place =
            self.add(&mut self.inner.state.lock(), deadline, Entry::Event { name: name.into(), start });
        Scheduled { clock: self.clone(), place }
    }

    /// The next events, at most `limit` of them, in their order.
    pub fn pending(&self, limit: usize) -> Vec<Pending> {
        let state = self.inner.state.lock();
        let events = state.queue.events().take(limit);
        events.map(|(deadline, name)| Pending { deadline, name: name.to_owned() }).collect()
    }

    /// Lets `duration` pass at once: see the module for the order of things. Goes on to its end also when this
    /// future is dropped. Two advances at a time happen one after the other.
    pub async fn advance(&self, duration: Duration) -> Advanced {
        driver::advance(self, driver::Goal::By(duration)).await
    }

    /// Advances to `moment`, or refuses when it has passed.
    pub async fn set(&self, moment: Timestamp) -> Result<Advanced, WouldGoBack> {
        let now = self.now();
        if moment < now {
            return Err(WouldGoBack { now, asked: moment });
        }
        Ok(driver::advance(self, driver::Goal::To(moment)).await)
    }

    /// Stops time where it is.
    pub fn freeze(&self) {
        let mut state = self.inner.state.lock();
        state.mode = ClockState::Frozen { at: state.now() };
        drop(state);
        self.inner.changed.notify_one();
    }

    /// Lets time pass again from where it stands. It stays behind or ahead of the host's as it was steered.
    pub fn resume(&self) {
        let mut state = self.inner.state.lock();
        if matches!(state.mode, ClockState::Frozen { .. }) {
            let now = state.now();
            state.mode = ClockState::Running { offset_micros: now.micros().saturating_sub(host::wall()) };
        }
        drop(state);
        self.inner.changed.notify_one();
    }

    /// How the clock stands, to be kept.
    pub fn state(&self) -> ClockState {
        self.inner.state.lock().mode
    }

    /// Takes up a state that was kept. For the start of a program, before anybody was told the time: this is the one
    /// call by which the present may go back.
    pub fn restore(&self, kept: ClockState) {
        let mut state = self.inner.state.lock();
        state.mode = kept;
        state.last = Timestamp::MIN;
        drop(state);
        self.inner.changed.notify_one();
    }

    /// `None` when the deadline has passed.
    fn register_sleeper(
        &self,
        deadline: Timestamp,
    ) -> Option<(Registered<'_>, oneshot::Receiver<oneshot::Sender<()>>)> {
        let mut state = self.inner.state.lock();
        if state.now() >= deadline {
            return None;
        }
        let (wake, woken) = oneshot::channel();
        let place = self.add(&mut state, deadline, Entry::Sleeper(wake));
        Some((Registered { inner: &self.inner, place }, woken))
    }

    fn add(&self, state: &mut State, deadline: Timestamp, entry: Entry) -> Place {
        let (place, first) = state.queue.add(deadline, entry);
        driver::ensure(&self.inner, state);
        if first {
            self.inner.changed.notify_one();
        }
        place
    }
}

/// A sleeper's place in the queue, given up when its future is dropped.
struct Registered<'a> {
    inner: &'a Inner,
    place: Place,
}

impl Drop for Registered<'_> {
    fn drop(&mut self) {
        let removed = self.inner.state.lock().queue.remove(&self.place);
        drop(removed);
    }
}

impl Drop for Inner {
    fn drop(&mut self) {
        // The driver holds only a weak reference: let it see that nobody is left.
        self.changed.notify_one();
    }
}

impl Scheduled {
    /// Takes the event back; false when it has started or was cancelled before.
    pub fn cancel(&self) -> bool {
        let removed = self.clock.inner.state.lock().queue.remove(&self.place);
        removed.is_some()
    }

    /// Whether the event still waits.
    pub fn is_pending(&self) -> bool {
        self.clock.inner.state.lock().queue.contains(&self.place)
    }

    /// When the event is due.
    pub fn deadline(&self) -> Timestamp {
        self.place.0
    }
}

/// The future's output, unless the limit is reached first. The future is polled first.
async fn first<F: Future>(future: F, limit: impl Future<Output = ()>) -> Result<F::Output, Elapsed> {
    let (mut future, mut limit) = (pin!(future), pin!(limit));
    poll_fn(|context| match future.as_mut().poll(context) {
        Poll::Ready(output) => Poll::Ready(Ok(output)),
        Poll::Pending => limit.as_mut().poll(context).map(|()| Err(Elapsed)),
    })
    .await
}

impl Default for ClockState {
    /// Real time.
    fn default() -> Self {
        Self::Running { offset_micros: 0 }
    }
}

impl fmt::Debug for Clock {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Clock").field(&self.now()).finish()
    }
}

impl fmt::Debug for Scheduled {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Scheduled").field(&self.place.0).finish()
    }
}

impl fmt::Display for WouldGoBack {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "the clock stands at {} and does not go back to {}", self.now, self.asked)
    }
}

impl fmt::Display for Elapsed {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("the time for it has passed")
    }
}

impl std::error::Error for WouldGoBack {}
impl std::error::Error for Elapsed {}
