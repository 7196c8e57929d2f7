//! What the store keeps, one file a resource.

mod cluster;
mod definition;
mod modeled;
mod settings;
mod task;

pub(crate) use cluster::{Cluster, StrategyItem};
pub(crate) use definition::{DefinitionStatus, Family, TaskDefinition};
pub(crate) use modeled::Modeled;
pub(crate) use settings::AccountSetting;
pub use task::TaskKey;
pub(crate) use task::{
    Attachment, AttachmentStatus, Container, ContainerStatus, Health, Interface, Network, Protection, Status,
    StopCode, Task, Token,
};

/// Tags, in the order in which they were given.
pub(crate) type Tags = Vec<(String, String)>;
