//! What lets things happen: the task that follows real time, and the advance of steered time. Both take turns.

use crate::{
    Advanced, Clock, ClockState, Timestamp,
    clock::{Inner, State},
    host,
    queue::{BoxFuture, Entry},
};
use std::{
    future::{Future, poll_fn},
    pin::pin,
    sync::{Arc, Weak},
    task::Poll,
    time::Duration,
};
use tokio::{
    runtime::Handle,
    sync::{Notify, oneshot},
};

/// The longest the driver sleeps by the host's monotonic clock, which stands while a computer is suspended: a
/// deadline is late by no more than this after it.
const LONGEST_NAP: Duration = Duration::from_secs(30);

/// Host time that an advance gives one event. A longer one, stuck on something outside, goes on by itself.
const PATIENCE_WITH_EVENT: Duration = Duration::from_secs(30);

/// Host time that an advance gives a woken task to notice. One that does not poll its sleep must not stop time.
const PATIENCE_WITH_SLEEPER: Duration = Duration::from_millis(100);

tokio::task_local! {
    /// Within an event: tells the advance that runs it not to wait any longer.
    static EVENT: Arc<Notify>;
}

/// Called where the present task starts to wait for the clock: an event that does so would wait for itself.
pub(crate) fn leave_event() {
    // Outside of an event there is nothing to leave.
    let _ = EVENT.try_with(|left| left.notify_one());
}

pub(crate) enum Goal {
    By(Duration),
    To(Timestamp),
}

/// Lets time pass at once, in a task of its own so that it ends what it began.
pub(crate) async fn advance(clock: &Clock, goal: Goal) -> Advanced {
    leave_event();
    let inner = clock.inner.clone();
    let task = tokio::spawn(async move {
        let _turn = inner.turn.lock().await;
        let goal = match goal {
            Goal::By(duration) => inner.state.lock().now() + duration,
            // Another advance may have gone further while this one waited for its turn.
            Goal::To(moment) => inner.state.lock().now().max(moment),
        };
        run_until(&inner, goal).await
    });
    match task.await {
        Ok(advanced) => advanced,
        // The runtime is shutting down: nobody is left to tell.
        Err(_) => Advanced { now: clock.now(), fired: 0 },
    }
}

async fn run_until(inner: &Arc<Inner>, goal: Timestamp) -> Advanced {
    let mut fired = 0;
    while let Some(entry) = next_before(inner, goal) {
        fired += 1;
        match entry {
            Entry::Event { start, .. } => run_event(start).await,
            Entry::Sleeper(wake) => wake_sleeper(wake).await,
        }
    }
    inner.changed.notify_one();
    Advanced { now: goal, fired }
}

/// The next thing due up to the goal, with the present pinned to its deadline; without one, the goal is the present.
fn next_before(inner: &Inner, goal: Timestamp) -> Option<Entry> {
    let mut state = inner.state.lock();
    let now = state.now();
    if let Some((deadline, entry)) = state.queue.take_due(goal) {
        state.pinned = Some(now.max(deadline));
        return Some(entry);
    }
    state.pinned = None;
    state.place_at(goal);
    None
}

async fn run_event(start: Box<dyn FnOnce() -> BoxFuture + Send>) {
    let left = Arc::new(Notify::new());
    let task = spawn_event(start, left.clone());
    // A panic of the event ends here: the panic hook has reported it, and time goes on.
    wait_for_any(async { drop(task.await) }, left.notified(), PATIENCE_WITH_EVENT).await;
}

fn spawn_event(
    start: Box<dyn FnOnce() -> BoxFuture + Send>,
    left: Arc<Notify>,
) -> tokio::task::JoinHandle<()> {
    tokio::spawn(EVENT.scope(left, async move { start().await }))
}

async fn wake_sleeper(wake: oneshot::Sender<oneshot::Sender<()>>) {
    let (awake, seen) = oneshot::channel();
    if wake.send(awake).is_ok() {
        wait_for_any(async { drop(seen.await) }, std::future::pending(), PATIENCE_WITH_SLEEPER).await;
        tokio::task::yield_now().await;
    }
}

async fn wait_for_any(a: impl Future<Output = ()>, b: impl Future<Output = ()>, patience: Duration) {
    let (mut a, mut b, mut limit) = (pin!(a), pin!(b), pin!(host::pause(patience)));
    poll_fn(|context| {
        let over = a.as_mut().poll(context).is_ready()
            || b.as_mut().poll(context).is_ready()
            || limit.as_mut().poll(context).is_ready();
        if over { Poll::Ready(()) } else { Poll::Pending }
    })
    .await;
}

/// Starts the driver unless it runs. Outside of a runtime nothing is started: the next timer that is made inside one
/// does it.
pub(crate) fn ensure(inner: &Arc<Inner>, state: &mut State) {
    if !state.driven
        && let Ok(runtime) = Handle::try_current()
    {
        state.driven = true;
        runtime.spawn(drive(Driving(Arc::downgrade(inner)), inner.changed.clone()));
    }
}

/// Says that nobody drives any more when the task ends, also by the end of its runtime.
struct Driving(Weak<Inner>);

impl Drop for Driving {
    fn drop(&mut self) {
        if let Some(inner) = self.0.upgrade() {
            inner.state.lock().driven = false;
        }
    }
}

async fn drive(driving: Driving, changed: Arc<Notify>) {
    loop {
        let Some(inner) = driving.0.upgrade() else { return };
        let wait = wait_for_earliest(&mut inner.state.lock());
        if wait == Some(Duration::ZERO) {
            start_due(&inner).await;
            continue;
        }
        drop(inner);
        match wait {
            Some(wait) => {
                wait_for_any(changed.notified(), std::future::pending(), wait.min(LONGEST_NAP)).await;
            }
            None => changed.notified().await,
        }
    }
}

/// Host time until the earliest deadline; `None` when nothing is due until something changes.
fn wait_for_earliest(state: &mut State) -> Option<Duration> {
    let earliest = state.queue.earliest()?;
    if earliest <= state.now() {
        return Some(Duration::ZERO);
    }
    match state.mode {
        // An advance notifies the driver at its end.
        _ if state.pinned.is_some() => None,
        ClockState::Frozen { .. } => None,
        ClockState::Running { offset_micros } => {
            let here = Timestamp::from_micros(host::wall().saturating_add(offset_micros));
            // Never zero: a deadline reached in this very instant is seen by the next look.
            Some(earliest.since(here).max(Duration::from_micros(1)))
        }
    }
}

/// Starts everything that is due by now, in order, without waiting for it.
async fn start_due(inner: &Arc<Inner>) {
    let _turn = inner.turn.lock().await;
    loop {
        let due = {
            let mut state = inner.state.lock();
            let now = state.now();
            state.queue.take_due(now)
        };
        match due {
            Some((_, Entry::Event { start, .. })) => drop(spawn_event(start, Arc::default())),
            // A sleeper that is gone needs no waking.
            Some((_, Entry::Sleeper(wake))) => drop(wake.send(oneshot::channel().0)),
            None => return,
        }
    }
}
