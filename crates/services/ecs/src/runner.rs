//! Who makes tasks real: the seam between what ECS says of a task and the sandboxes, interfaces and logs below it.
//!
//! The API makes a task's record and tells the runner; the runner reports each step with `State::change`, and
//! nothing else of it is known here. What it is to run is in [`plan`](crate::plan). A service without a runner refuses
//! RunTask, so that no task ever waits for nobody.

pub use crate::records::TaskKey;
use door::Call;

/// Runs tasks.
pub trait Runner: Send + Sync {
    /// Makes a task real that was just recorded as `PROVISIONING`. Returns at once; `call` is the call that caused it,
    /// for the calls that the task's start causes in turn.
    fn launch(&self, call: &Call, task: TaskKey);
    /// Ends a task whose desired status became `STOPPED`. Returns at once; a second call for the same task does nothing.
    fn stop(&self, task: TaskKey);
}
