//! What may happen to a task, as a pure function on its record.
//! <https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task-lifecycle-explanation.html>
//!
//! A task's status goes forward only. Whoever reports a change does not know what was asked meanwhile (a task is stopped
//! while its image is pulled), so a change that comes too late is passed over, and what it tells besides is kept. A
//! stopped task does not change any more.

#[cfg(test)]
mod tests;

use crate::records::{AttachmentStatus, ContainerStatus, Health, Interface, Status, StopCode, Task};
use clock::Timestamp;

/// The reason of a task whose essential container exited.
/// <https://docs.aws.amazon.com/AmazonECS/latest/developerguide/stopped-task-error-codes.html>
pub(crate) const ESSENTIAL_EXITED: &str = "Essential container in task exited";
/// The reason of a task whose essential container failed its health checks (same page).
pub(crate) const HEALTH_CHECKS_FAILED: &str = "Task failed container health checks";
/// The reason of StopTask without one of the caller's.
pub(crate) const BY_USER: &str = "Task stopped by user";

/// How the reason begins of a task whose secrets or registry credentials could not be had: RunTask refuses secrets until
/// there is a service to ask for them. <https://github.com/umotif-public/terraform-aws-ecs-fargate/issues/50>
pub(crate) const NO_SECRETS: &str = "ResourceInitializationError: unable to pull secrets or registry auth: execution resource retrieval failed: ";

/// Something that happened to a task.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Change {
    /// Its network interface is there: `PENDING`.
    Provisioned(Interface),
    /// The first image is pulled.
    PullStarted,
    /// The last image is there.
    PullStopped,
    /// A container's program runs.
    ContainerStarted { name: String, runtime_id: String, digest: Option<String>, at: Timestamp },
    /// A health check said something new.
    ContainerHealth { name: String, health: Health },
    /// A container's program ended for good, or could not be started. An essential one takes the task with it.
    ContainerStopped { name: String, exit_code: Option<i32>, reason: Option<String>, at: Timestamp },
    /// What must know of the task is told.
    Activating,
    /// Every container that has to has started.
    Running,
    /// Somebody or something wants it stopped. The first one to want it gives the reason.
    StopRequested { code: StopCode, reason: String },
    /// What knows of the task is told that it goes.
    Deactivating,
    /// Its containers get their stop signal.
    Stopping,
    /// Its network interface is being deleted.
    Deprovisioning,
    /// It is over.
    Stopped { at: Timestamp },
}

/// Applies a change. True where the state changed, which AWS counts in `version` and tells as an event.
pub(crate) fn apply(task: &mut Task, change: Change, now: Timestamp) -> bool {
    if task.last_status == Status::Stopped {
        return false;
    }
    let changed = match change {
        Change::Provisioned(interface) => provisioned(task, interface, now),
        Change::PullStarted => {
            task.pull_started_at.get_or_insert(now);
            false
        }
        Change::PullStopped => {
            task.pull_stopped_at.get_or_insert(now);
            false
        }
        Change::ContainerStarted { name, runtime_id, digest, at } => {
            container_started(task, &name, runtime_id, digest, at)
        }
        Change::ContainerHealth { name, health } => container_health(task, &name, health, now),
        Change::ContainerStopped { name, exit_code, reason, at } => {
            container_stopped(task, &name, exit_code, reason, at, now)
        }
        Change::Activating => !task.is_stopping() && forward(task, Status::Activating),
        Change::Running => running(task, now),
        Change::StopRequested { code, reason } => stop(task, code, reason, now),
        Change::Deactivating => task.is_stopping() && forward(task, Status::Deactivating),
        Change::Stopping => task.is_stopping() && forward(task, Status::Stopping),
        Change::Deprovisioning => task.is_stopping() && forward(task, Status::Deprovisioning),
        Change::Stopped { at } => stopped(task, at),
    };
    if changed {
        task.version += 1;
        task.updated_at = now;
    }
    changed
}

/// A status is never taken back.
fn forward(task: &mut Task, to: Status) -> bool {
    let forward = task.last_status < to;
    if forward {
        task.last_status = to;
    }
    forward
}

fn provisioned(task: &mut Task, interface: Interface, now: Timestamp) -> bool {
    let Some(attachment) = task.attachments.first_mut() else { return false };
    if attachment.status != AttachmentStatus::PreCreated {
        return false;
    }
    attachment.status = AttachmentStatus::Attached;
    task.availability_zone = Some(interface.availability_zone.clone());
    attachment.interface = Some(interface);
    task.connectivity_at = Some(now);
    if !task.is_stopping() {
        forward(task, Status::Pending);
    }
    true
}

fn container_started(
    task: &mut Task,
    name: &str,
    runtime_id: String,
    digest: Option<String>,
    at: Timestamp,
) -> bool {
    let Some(container) = task.containers.iter_mut().find(|c| c.name == name) else { return false };
    container.image_digest = digest.or_else(|| container.image_digest.take());
    container.runtime_id = Some(runtime_id);
    container.started_at = Some(at);
    let changed = container.last_status == ContainerStatus::Pending;
    if changed {
        container.last_status = ContainerStatus::Running;
    }
    changed
}

/// A task whose essential container is unhealthy is stopped where a service can replace it; one that stands alone is
/// left to its owner. <https://docs.aws.amazon.com/AmazonECS/latest/developerguide/healthcheck.html>
fn container_health(task: &mut Task, name: &str, health: Health, now: Timestamp) -> bool {
    let Some(container) = task.containers.iter_mut().find(|c| c.name == name) else { return false };
    if !container.checks_health || container.health == health {
        return false;
    }
    container.health = health;
    let fails = container.essential && health == Health::Unhealthy && task.group.starts_with("service:");
    if fails {
        stop(task, StopCode::ServiceSchedulerInitiated, HEALTH_CHECKS_FAILED.to_owned(), now);
    }
    true
}

fn container_stopped(
    task: &mut Task,
    name: &str,
    exit_code: Option<i32>,
    reason: Option<String>,
    at: Timestamp,
    now: Timestamp,
) -> bool {
    let Some(container) = task.containers.iter_mut().find(|c| c.name == name) else { return false };
    if container.last_status == ContainerStatus::Stopped {
        return false;
    }
    container.last_status = ContainerStatus::Stopped;
    container.exit_code = exit_code;
    container.reason = reason;
    container.stopped_at = Some(at);
    if container.essential {
        stop(task, StopCode::EssentialContainerExited, ESSENTIAL_EXITED.to_owned(), now);
    }
    if task.containers.iter().all(|c| c.last_status == ContainerStatus::Stopped) {
        // Nothing of it runs any more. A task without an essential container left is over as well: AWS asks for at
        // least one, so this is the end of the last one.
        task.execution_stopped_at = Some(at);
    }
    true
}

fn running(task: &mut Task, now: Timestamp) -> bool {
    let changed = !task.is_stopping() && forward(task, Status::Running);
    if changed {
        task.started_at = Some(now);
    }
    changed
}

fn stop(task: &mut Task, code: StopCode, reason: String, now: Timestamp) -> bool {
    if task.is_stopping() {
        return false;
    }
    task.desired_status = Status::Stopped;
    task.stop_code = Some(code);
    task.stopped_reason = Some(reason);
    task.stopping_at = Some(now);
    true
}

fn stopped(task: &mut Task, at: Timestamp) -> bool {
    task.desired_status = Status::Stopped;
    task.last_status = Status::Stopped;
    task.stopping_at.get_or_insert(at);
    task.stopped_at = Some(at);
    for container in &mut task.containers {
        container.last_status = ContainerStatus::Stopped;
    }
    for attachment in &mut task.attachments {
        attachment.status = AttachmentStatus::Deleted;
    }
    true
}
