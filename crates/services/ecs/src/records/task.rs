//! Tasks and what they are made of.

use super::{Modeled, Tags};
use clock::Timestamp;
use model_ecs::types::TaskOverride;
use serde::{Deserialize, Serialize};
use std::fmt;
use store::{Key, Record};

/// Which task: the parts of its key.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub struct TaskKey {
    /// Twelve digits.
    pub account: String,
    /// Such as `us-east-1`.
    pub region: String,
    /// The cluster's name.
    pub cluster: String,
    /// Thirty-two hexadecimal digits.
    pub id: String,
}

impl TaskKey {
    /// Its key in the store.
    pub(crate) fn key(&self) -> Key {
        Key::new(&[&self.account, &self.region, &self.cluster, &self.id])
    }
    /// The task of a key in the store.
    pub(crate) fn of(key: &Key) -> Option<Self> {
        Some(Self { account: key.text(0)?, region: key.text(1)?, cluster: key.text(2)?, id: key.text(3)? })
    }
}

impl fmt::Display for TaskKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}/{}", self.cluster, self.id)
    }
}

/// A task. <https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_Task.html>
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct Task {
    pub(crate) id: String,
    pub(crate) arn: String,
    pub(crate) cluster_arn: String,
    pub(crate) definition_arn: String,
    pub(crate) last_status: Status,
    /// `RUNNING` until somebody or something wants it stopped.
    pub(crate) desired_status: Status,
    /// `FARGATE` or `FARGATE_SPOT`, where a strategy chose it and not the launch type.
    pub(crate) capacity_provider: Option<String>,
    /// Such as `1.4.0`, never `LATEST`.
    pub(crate) platform_version: String,
    /// `x86_64` or `arm64`.
    pub(crate) architecture: String,
    pub(crate) network: Network,
    pub(crate) overrides: Modeled<TaskOverride>,
    /// `family:...` unless the caller names another.
    pub(crate) group: String,
    pub(crate) started_by: Option<String>,
    pub(crate) tags: Tags,
    /// CPU units, a thousand and twenty-four of them a vCPU.
    pub(crate) cpu: u32,
    /// MiB.
    pub(crate) memory: u32,
    /// GiB.
    pub(crate) ephemeral_storage: u32,
    pub(crate) attachments: Vec<Attachment>,
    /// Of the subnet; known with the interface.
    pub(crate) availability_zone: Option<String>,
    pub(crate) containers: Vec<Container>,
    pub(crate) created_at: Timestamp,
    pub(crate) connectivity_at: Option<Timestamp>,
    pub(crate) pull_started_at: Option<Timestamp>,
    pub(crate) pull_stopped_at: Option<Timestamp>,
    pub(crate) started_at: Option<Timestamp>,
    pub(crate) stopping_at: Option<Timestamp>,
    pub(crate) execution_stopped_at: Option<Timestamp>,
    pub(crate) stopped_at: Option<Timestamp>,
    pub(crate) stop_code: Option<StopCode>,
    pub(crate) stopped_reason: Option<String>,
    pub(crate) protection: Protection,
    /// Counts every change of state, from 1.
    pub(crate) version: i64,
    /// When the state changed last.
    pub(crate) updated_at: Timestamp,
}

impl Task {
    /// Whether somebody or something wants it stopped.
    pub(crate) fn is_stopping(&self) -> bool {
        self.desired_status == Status::Stopped
    }
    /// A container by its name.
    #[allow(dead_code, reason = "the runner asks for one at a time")]
    pub(crate) fn container(&self, name: &str) -> Option<&Container> {
        self.containers.iter().find(|container| container.name == name)
    }
    /// The health of the task: that of its essential containers which check theirs.
    pub(crate) fn health(&self) -> Health {
        let checked = || self.containers.iter().filter(|c| c.essential && c.checks_health);
        if checked().any(|c| c.health == Health::Unhealthy) {
            Health::Unhealthy
        } else if checked().next().is_some() && checked().all(|c| c.health == Health::Healthy) {
            Health::Healthy
        } else {
            Health::Unknown
        }
    }
}

/// Where a task stands in its life.
/// <https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task-lifecycle-explanation.html>
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub(crate) enum Status {
    /// Its network interface is made.
    Provisioning,
    /// Its images are pulled and its containers started.
    Pending,
    /// It runs; what must know of it is told (target groups, service discovery).
    Activating,
    Running,
    /// What knows of it is told that it goes.
    Deactivating,
    /// Its containers get their stop signal, and later their kill.
    Stopping,
    /// Its network interface is deleted.
    Deprovisioning,
    Stopped,
}

impl Status {
    /// As AWS spells it.
    pub(crate) fn as_str(self) -> &'static str {
        match self {
            Self::Provisioning => "PROVISIONING",
            Self::Pending => "PENDING",
            Self::Activating => "ACTIVATING",
            Self::Running => "RUNNING",
            Self::Deactivating => "DEACTIVATING",
            Self::Stopping => "STOPPING",
            Self::Deprovisioning => "DEPROVISIONING",
            Self::Stopped => "STOPPED",
        }
    }
}

/// Why a task was stopped. <https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_Task.html>
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) enum StopCode {
    TaskFailedToStart,
    EssentialContainerExited,
    UserInitiated,
    ServiceSchedulerInitiated,
    SpotInterruption,
    TerminationNotice,
    InfrastructureHealth,
}

/// What the caller asked of the network.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub(crate) struct Network {
    pub(crate) subnets: Vec<String>,
    /// Empty for the VPC's default group.
    pub(crate) security_groups: Vec<String>,
    pub(crate) assign_public_ip: bool,
}

/// A network interface of the task, in the making or made.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct Attachment {
    pub(crate) id: String,
    pub(crate) status: AttachmentStatus,
    pub(crate) subnet_id: String,
    /// `None` until it was made.
    pub(crate) interface: Option<Interface>,
}

/// What is known of an interface once it is there.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Interface {
    /// `eni-...`
    pub(crate) network_interface_id: String,
    pub(crate) mac_address: String,
    pub(crate) private_dns_name: Option<String>,
    pub(crate) private_ipv4_address: String,
    pub(crate) ipv6_address: Option<String>,
    /// Such as `us-east-1a`.
    pub(crate) availability_zone: String,
}

/// The state of an attachment.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) enum AttachmentStatus {
    PreCreated,
    Attached,
    Deleted,
}

impl AttachmentStatus {
    /// As AWS spells it.
    pub(crate) fn as_str(self) -> &'static str {
        match self {
            Self::PreCreated => "PRECREATED",
            Self::Attached => "ATTACHED",
            Self::Deleted => "DELETED",
        }
    }
}

/// A container of a task.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct Container {
    pub(crate) name: String,
    pub(crate) arn: String,
    pub(crate) image: String,
    pub(crate) essential: bool,
    /// It has a health check; otherwise its health stays unknown.
    pub(crate) checks_health: bool,
    pub(crate) image_digest: Option<String>,
    pub(crate) runtime_id: Option<String>,
    pub(crate) last_status: ContainerStatus,
    pub(crate) exit_code: Option<i32>,
    pub(crate) reason: Option<String>,
    pub(crate) health: Health,
    /// CPU units; 0 where the definition says nothing.
    pub(crate) cpu: u32,
    /// MiB.
    pub(crate) memory: Option<u32>,
    /// MiB.
    pub(crate) memory_reservation: Option<u32>,
    pub(crate) started_at: Option<Timestamp>,
    pub(crate) stopped_at: Option<Timestamp>,
}

/// The state of a container.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub(crate) enum ContainerStatus {
    Pending,
    Running,
    Stopped,
}

impl ContainerStatus {
    /// As AWS spells it.
    pub(crate) fn as_str(self) -> &'static str {
        match self {
            Self::Pending => "PENDING",
            Self::Running => "RUNNING",
            Self::Stopped => "STOPPED",
        }
    }
}

/// What health checks say.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) enum Health {
    Healthy,
    Unhealthy,
    /// No check was made yet, or none is defined.
    #[default]
    Unknown,
}

/// Whether scale-in may stop it.
/// <https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task-scale-in-protection.html>
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Protection {
    /// Until when it is protected.
    pub(crate) until: Option<Timestamp>,
}

/// What a `clientToken` of RunTask stands for, by account, region, cluster and token.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct Token {
    /// A digest of the parameters.
    pub(crate) request: String,
    /// The ids of the tasks that it started.
    pub(crate) tasks: Vec<String>,
    pub(crate) used: Timestamp,
}

impl Record for Task {
    const NAME: &'static str = "ecs.tasks";
    const VERSION: u16 = 1;
}

impl Record for Token {
    const NAME: &'static str = "ecs.tokens";
    const VERSION: u16 = 1;
}
