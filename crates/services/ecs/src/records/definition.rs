//! Task definitions: families and their revisions.

use super::{Modeled, Tags};
use clock::Timestamp;
use serde::{Deserialize, Serialize};
use store::Record;

/// The number of the last revision of a family, by account, region and family; it outlives the revisions, so that no
/// number is given twice.
#[derive(Clone, Copy, Debug, Default, Serialize, Deserialize)]
pub(crate) struct Family {
    pub(crate) last: u32,
}

/// One revision, by account, region, family and number.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct TaskDefinition {
    pub(crate) family: String,
    pub(crate) revision: u32,
    pub(crate) arn: String,
    /// As it was registered, with AWS's defaults filled in; what changes later stands beside it.
    pub(crate) registered: Modeled<model_ecs::types::TaskDefinition>,
    pub(crate) status: DefinitionStatus,
    pub(crate) tags: Tags,
    pub(crate) registered_at: Timestamp,
    /// The ARN of who registered it.
    pub(crate) registered_by: String,
    pub(crate) deregistered_at: Option<Timestamp>,
    pub(crate) delete_requested_at: Option<Timestamp>,
}

/// <https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task-definition-state.html>
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) enum DefinitionStatus {
    /// Tasks may be run from it.
    Active,
    /// It was deregistered.
    Inactive,
    /// It goes when no task refers to it any more.
    DeleteInProgress,
}

impl Record for Family {
    const NAME: &'static str = "ecs.families";
    const VERSION: u16 = 1;
}

impl Record for TaskDefinition {
    const NAME: &'static str = "ecs.definitions";
    const VERSION: u16 = 1;
}
