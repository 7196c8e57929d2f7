//! Time as an argument (design.md, law 6).
//!
//! Nothing else in the house asks the system for the time, so a test, or a person with `maquette clock advance 24h`,
//! can steer all of it. Two things make that worth trusting:
//!
//! * [`Timestamp`] is a moment: microseconds since the epoch, always within the years that RFC 3339 can write, so
//!   no formatting can fail.
//! * [`Clock`] is the only source of moments. It never goes back, and when it is advanced the due events run in the
//!   order of their deadlines, one at a time, each seeing its own deadline as the present.
//!
//! What is *not* steered: the patience with things outside the model (a socket, a child process), which
//! [`Clock::host_timeout`] measures, and durations of real work, which a [`Stopwatch`] measures.

mod clock;
mod driver;
mod host;
mod queue;
mod timestamp;

pub use clock::{Advanced, Clock, ClockState, Elapsed, Pending, Scheduled, WouldGoBack};
pub use host::Stopwatch;
pub use timestamp::{InvalidTimestamp, Timestamp};

#[cfg(test)]
mod tests;
