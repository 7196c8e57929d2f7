//! What a runner has to run: a definition and a task's overrides, merged and typed. Pure.
//!
//! What a plan cannot say is not run: [`support`] names it, and RegisterTaskDefinition and RunTask refuse it. A plan that
//! was made once is made again the same way after a restart, since it needs nothing but two records.

mod container;
mod log;
pub(crate) mod support;
#[cfg(test)]
mod tests;

pub(crate) use log::{LogMode, LogPlan, OPTIONS as LOG_OPTIONS, bytes as log_bytes};

use crate::records::{Task, TaskDefinition};
use model_ecs::types::{CPUArchitecture, ContainerOverride};
use std::time::Duration;
use wire::prelude::*;

/// A task to run.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct TaskPlan {
    /// CPU units, 1,024 a vCPU: the limit for all containers together.
    pub(crate) cpu: u32,
    /// MiB: the limit for all containers together.
    pub(crate) memory: u32,
    /// GiB of disk for layers, writes and volumes together.
    pub(crate) ephemeral_storage: u32,
    pub(crate) architecture: Architecture,
    /// The role of the programs.
    pub(crate) task_role: Option<String>,
    /// The role by which images are pulled and logs written.
    pub(crate) execution_role: Option<String>,
    /// Empty folders that containers share by name.
    pub(crate) volumes: Vec<String>,
    /// `pidMode: task`: the containers see each other's processes.
    pub(crate) shares_processes: bool,
    /// In the order of the definition; [`ContainerPlan::depends_on`] orders their start.
    pub(crate) containers: Vec<ContainerPlan>,
}

/// What the programs were compiled for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Architecture {
    X86_64,
    Arm64,
}

/// A container to run.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct ContainerPlan {
    pub(crate) name: String,
    pub(crate) image: String,
    /// The task ends with it.
    pub(crate) essential: bool,
    /// Instead of the image's; an entry point without a command drops the image's command too, as Docker does.
    pub(crate) entry_point: Option<Vec<String>>,
    /// Instead of the image's.
    pub(crate) command: Option<Vec<String>>,
    /// Beside the image's, which it wins over; names are distinct.
    pub(crate) environment: Vec<(String, String)>,
    /// CPU units, its share when there is not enough for all; 0 where nothing is said, which means the least share.
    pub(crate) cpu: u32,
    /// MiB at which it is killed.
    pub(crate) memory: Option<u32>,
    /// MiB that it is given when memory is short.
    pub(crate) memory_reservation: Option<u32>,
    /// `user`, `uid`, `user:group` or `uid:gid`, instead of the image's.
    pub(crate) user: Option<String>,
    pub(crate) working_directory: Option<String>,
    pub(crate) readonly_root: bool,
    /// A process that reaps and forwards signals runs before the program.
    pub(crate) init: bool,
    pub(crate) tmpfs: Vec<TmpfsPlan>,
    pub(crate) capabilities_added: Vec<String>,
    pub(crate) capabilities_dropped: Vec<String>,
    pub(crate) ulimits: Vec<UlimitPlan>,
    /// `net.*` and others, as name and value.
    pub(crate) system_controls: Vec<(String, String)>,
    pub(crate) depends_on: Vec<Dependency>,
    pub(crate) health: Option<HealthPlan>,
    /// How long it may take to come as far as others wait for; where nothing is said they wait for as long as it takes.
    pub(crate) start_timeout: Option<Duration>,
    /// From the stop signal to the kill.
    pub(crate) stop_timeout: Duration,
    pub(crate) mounts: Vec<MountPlan>,
    pub(crate) volumes_from: Vec<VolumesFromPlan>,
    pub(crate) labels: Vec<(String, String)>,
    pub(crate) log: Option<LogPlan>,
    pub(crate) ports: Vec<PortPlan>,
    pub(crate) restart: Option<RestartPlan>,
    /// Its standard input stays open.
    pub(crate) interactive: bool,
    pub(crate) pseudo_terminal: bool,
}

/// A file system in memory.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct TmpfsPlan {
    pub(crate) path: String,
    pub(crate) mebibytes: u32,
    /// `noexec`, `ro`, `mode=...` and their like.
    pub(crate) options: Vec<String>,
}

/// A limit of a process.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct UlimitPlan {
    /// `nofile`
    pub(crate) name: String,
    /// -1 for none.
    pub(crate) soft: i64,
    /// -1 for none.
    pub(crate) hard: i64,
}

/// What another container must have done before this one starts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Dependency {
    pub(crate) container: String,
    pub(crate) condition: Condition,
}

/// <https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_ContainerDependency.html>
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Condition {
    /// It was started.
    Start,
    /// It ran to its end.
    Complete,
    /// It ended with 0.
    Success,
    /// Its health check passed.
    Healthy,
}

/// A program that tells whether a container is healthy.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct HealthPlan {
    pub(crate) check: HealthCommand,
    pub(crate) interval: Duration,
    pub(crate) timeout: Duration,
    /// Failures in a row that make it unhealthy.
    pub(crate) retries: u32,
    /// Failures so soon after the start do not count.
    pub(crate) start_period: Duration,
}

/// How the check is run.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum HealthCommand {
    /// `CMD-SHELL`: by the container's `/bin/sh -c`.
    Shell(String),
    /// `CMD`: a program with its arguments.
    Exec(Vec<String>),
}

/// A volume of the task in a container.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct MountPlan {
    pub(crate) volume: String,
    pub(crate) path: String,
    pub(crate) read_only: bool,
}

/// The mounts of another container.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct VolumesFromPlan {
    pub(crate) container: String,
    pub(crate) read_only: bool,
}

/// A port on which it listens; every container of a task shares one interface.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct PortPlan {
    pub(crate) first: u16,
    pub(crate) last: u16,
    pub(crate) udp: bool,
    pub(crate) name: Option<String>,
}

/// When a program that ended is started again.
/// <https://docs.aws.amazon.com/AmazonECS/latest/developerguide/container-restart-policy.html>
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct RestartPlan {
    /// With these it stays as it is.
    pub(crate) ignored_exit_codes: Vec<i32>,
    /// It must have run so long before it is started again.
    pub(crate) attempt_period: Duration,
}

/// The plan of a task.
pub(crate) fn of(definition: &TaskDefinition, task: &Task) -> Result<TaskPlan> {
    let registered = &definition.registered;
    let overrides = task.overrides.container_overrides.as_deref().unwrap_or_default();
    let own = |name: &str| -> Vec<&ContainerOverride> {
        overrides.iter().filter(|o| o.name.as_deref() == Some(name)).collect()
    };
    let containers = registered.container_definitions.as_deref().unwrap_or_default();
    let containers = containers.iter().map(|c| {
        let name = c.name.as_deref().unwrap_or_default();
        container::plan(c, &own(name), &task.id)
    });
    let platform = registered.runtime_platform.as_ref();
    let arm = platform.is_some_and(|p| p.cpu_architecture == Some(CPUArchitecture::Arm64));
    Ok(TaskPlan {
        cpu: task.cpu,
        memory: task.memory,
        ephemeral_storage: task.ephemeral_storage,
        architecture: if arm { Architecture::Arm64 } else { Architecture::X86_64 },
        task_role: role(task.overrides.task_role_arn.as_deref(), registered.task_role_arn.as_deref()),
        execution_role: role(
            task.overrides.execution_role_arn.as_deref(),
            registered.execution_role_arn.as_deref(),
        ),
        volumes: registered.volumes.iter().flatten().filter_map(|v| v.name.clone()).collect(),
        shares_processes: registered.pid_mode.as_ref().is_some_and(|mode| mode.as_str() == "task"),
        containers: containers.collect::<Result<_>>()?,
    })
}

/// The role of an override, else that of the definition.
pub(crate) fn role(overriding: Option<&str>, registered: Option<&str>) -> Option<String> {
    overriding.or(registered).filter(|role| !role.is_empty()).map(str::to_owned)
}
