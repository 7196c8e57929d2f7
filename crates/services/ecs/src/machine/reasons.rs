//! Why a container did not start or ended, in the words of Fargate's agent.
//! <https://docs.aws.amazon.com/AmazonECS/latest/developerguide/stopped-task-error-codes.html>

use room::{Exit, Loss, StartFailure};
use std::time::Duration;

/// The reason of a container whose program did not run.
pub(super) fn start(failure: &StartFailure) -> String {
    format!(
        "CannotStartContainerError: ResourceInitializationError: failed to create new container runtime task: failed to \
         create shim task: OCI runtime create failed: runc create failed: unable to start container process: {failure}: \
         unknown"
    )
}

/// The reason of a container that waited longer for another than the other's `startTimeout`.
pub(super) fn dependency_late(dependency: &str, timeout: Option<Duration>) -> String {
    let seconds = timeout.unwrap_or_default().as_secs();
    format!(
        "ContainerRuntimeTimeoutError: Could not transition to running; timed out after waiting {seconds}s: dependency \
         {dependency}"
    )
}

/// The reason of a container that ended, where its exit code does not say it all.
pub(super) fn end(exit: &Exit) -> Option<String> {
    if let Some(loss) = exit.lost {
        return Some(match loss {
            Loss::HostRestarted => "The host was started again while the container ran.".to_owned(),
            Loss::SupervisorDied => "The container's supervisor was killed.".to_owned(),
            Loss::NeverBegan => "The server ended before the container had begun.".to_owned(),
        });
    }
    // <https://docs.aws.amazon.com/AmazonECS/latest/developerguide/resolve-outofmemoryerror-error.html>
    (exit.oom_kills > 0 && exit.code == Some(137))
        .then(|| "OutOfMemoryError: Container killed due to memory usage".to_owned())
}
