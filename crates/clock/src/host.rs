//! The host's own clock: the one place of the house that reads it.

use crate::Timestamp;
use std::time::{Duration, Instant, SystemTime, UNIX_EPOCH};

/// Microseconds since the epoch by the host's wall clock. It may go back; [`crate::Clock`] does not let that show.
#[expect(clippy::disallowed_methods, reason = "the clock crate is where the system's time comes in")]
pub(crate) fn wall() -> i64 {
    match SystemTime::now().duration_since(UNIX_EPOCH) {
        Ok(since) => i64::try_from(since.as_micros()).unwrap_or(Timestamp::MAX.micros()),
        Err(before) => -i64::try_from(before.duration().as_micros()).unwrap_or(Timestamp::MAX.micros()),
    }
}

/// Waits by the host's monotonic clock.
#[expect(clippy::disallowed_methods, reason = "the clock crate is where the system's time comes in")]
pub(crate) async fn pause(duration: Duration) {
    tokio::time::sleep(duration).await;
}

/// Measures how long real work took, by the host's monotonic clock: a call's latency is real also when time is steered.
#[derive(Debug, Clone, Copy)]
pub struct Stopwatch(Instant);

impl Stopwatch {
    /// Starts measuring.
    #[expect(clippy::disallowed_methods, reason = "the clock crate is where the system's time comes in")]
    pub fn start() -> Self {
        Self(Instant::now())
    }

    /// Host time since the start.
    pub fn elapsed(&self) -> Duration {
        self.0.elapsed()
    }
}
