//! What the store keeps of a stack, its resources and its events.

use crate::runner::Runner;
use indexmap::IndexMap;
use provider::Properties;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use std::sync::Arc;
use store::Record;

/// A stack. Its key is account, region and id. Times are in milliseconds since 1970.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub(crate) struct StackRecord {
    pub(crate) id: String,
    pub(crate) name: String,
    /// What the stack is doing: the engine goes by this alone, so that a server that died goes on where it was.
    pub(crate) status: String,
    #[serde(default)]
    pub(crate) reason: Option<String>,
    pub(crate) created: i64,
    #[serde(default)]
    pub(crate) updated: Option<i64>,
    /// When its deletion or its rollback began.
    #[serde(default)]
    pub(crate) deleted: Option<i64>,
    /// What the stack is, or is on its way to.
    pub(crate) version: Version,
    /// What it was before the update that is under way or failed: where a rollback goes.
    #[serde(default)]
    pub(crate) previous: Option<Version>,
    #[serde(default)]
    pub(crate) options: Options,
    #[serde(default)]
    pub(crate) termination_protection: bool,
    /// The stack policy, as it was given.
    #[serde(default)]
    pub(crate) policy: Option<String>,
    /// The policy that holds for the update under way instead.
    #[serde(default)]
    pub(crate) policy_meanwhile: Option<String>,
    /// Who the movement under way is made by.
    #[serde(default)]
    pub(crate) runner: Option<Runner>,
    /// The last change set that was executed.
    #[serde(default)]
    pub(crate) change_set: Option<String>,
    /// By logical id, in the order of making. They have a table of their own, so that a change writes what it changes.
    #[serde(skip)]
    pub(crate) resources: IndexMap<String, Arc<ResourceRecord>>,
    /// Physical resources that a replacement left behind, deleted when the stack cleans up.
    #[serde(default)]
    pub(crate) leftovers: Vec<Leftover>,
    #[serde(default)]
    pub(crate) outputs: Vec<OutputRecord>,
    /// The exports that the stack imports.
    #[serde(default)]
    pub(crate) imports: Vec<String>,
    /// Counts what is made, so that each attempt to make a resource has a token of its own.
    #[serde(default)]
    pub(crate) generation: u64,
}

impl Record for StackRecord {
    const NAME: &'static str = "cloudformation.stacks";
    const VERSION: u16 = 1;
}

impl StackRecord {
    /// Whether the stack is gone; it is kept for those who ask for it by its id.
    pub(crate) fn is_deleted(&self) -> bool {
        self.status == "DELETE_COMPLETE"
    }
    /// Whether something is being done to it.
    pub(crate) fn is_moving(&self) -> bool {
        self.status.ends_with("_IN_PROGRESS") && self.status != "REVIEW_IN_PROGRESS"
    }
}

/// A version of a stack: what an update replaces and a rollback restores.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub(crate) struct Version {
    pub(crate) source: Source,
    pub(crate) tags: Vec<(String, String)>,
    #[serde(default)]
    pub(crate) capabilities: Vec<String>,
    #[serde(default)]
    pub(crate) role_arn: Option<String>,
    #[serde(default)]
    pub(crate) notification_arns: Vec<String>,
}

/// How a movement goes about failures.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub(crate) struct Options {
    /// The client's name for the movement, shown in its events.
    pub(crate) token: Option<String>,
    /// The operation that began the movement.
    pub(crate) operation: String,
    /// What was made stays when something else fails.
    pub(crate) disable_rollback: bool,
    /// Delete the stack when its creation fails.
    pub(crate) delete_on_failure: bool,
    /// What the movement made is deleted when it is rolled back, whatever its `DeletionPolicy`.
    pub(crate) retain_except_on_create: bool,
    pub(crate) timeout_minutes: Option<i32>,
    /// The moment after which a creation has taken too long.
    pub(crate) deadline: Option<i64>,
    /// `RetainResources` of a deletion, `ResourcesToSkip` of a rollback.
    pub(crate) spared: Vec<String>,
    /// What cannot be deleted is retained.
    pub(crate) force: bool,
    /// The deletion under way is a creation's that failed.
    pub(crate) undoing: bool,
}

/// A template with its parameters as they were given.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub(crate) struct Source {
    /// The template's text.
    pub(crate) template: String,
    /// Every parameter's text, defaults included, in the template's order.
    pub(crate) parameters: IndexMap<String, String>,
    /// The parameters whose texts are never shown.
    #[serde(default)]
    pub(crate) hidden: Vec<String>,
    #[serde(default)]
    pub(crate) description: Option<String>,
    /// The template after its transforms, where it has any.
    #[serde(default)]
    pub(crate) processed: Option<String>,
}

/// A resource of a stack. Its key is the stack's key and the logical id.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub(crate) struct ResourceRecord {
    /// Its place among the stack's resources.
    pub(crate) number: u64,
    pub(crate) kind: String,
    #[serde(default)]
    pub(crate) physical: Option<String>,
    pub(crate) status: String,
    #[serde(default)]
    pub(crate) reason: Option<String>,
    pub(crate) changed: i64,
    /// The properties it has, every expression evaluated.
    pub(crate) properties: Properties,
    /// The same as events show them, where secrets are masked.
    #[serde(default)]
    pub(crate) shown: Option<Properties>,
    /// The properties that a change in place was begun with and not finished: it may have any part of them.
    #[serde(default)]
    pub(crate) attempted: Option<Properties>,
    #[serde(default)]
    pub(crate) attributes: Properties,
    #[serde(default)]
    pub(crate) metadata: Option<Value>,
    /// The stack's tags that it was made with.
    #[serde(default)]
    pub(crate) tags: Vec<(String, String)>,
    /// What the resource's making was called, for a second attempt after a crash.
    pub(crate) token: String,
    /// When its making began, in milliseconds since 1970: what bears its name and is older is somebody else's.
    #[serde(default)]
    pub(crate) begun: i64,
    /// What it was made after: deleted in the other order.
    #[serde(default)]
    pub(crate) after: Vec<String>,
    /// Its `DeletionPolicy`; `None` is `Delete`.
    #[serde(default)]
    pub(crate) deletion_policy: Option<String>,
    /// Its `UpdateReplacePolicy`; `None` is `Delete`.
    #[serde(default)]
    pub(crate) replace_policy: Option<String>,
    /// It was made by the movement under way, whose failure unmakes it.
    #[serde(default)]
    pub(crate) fresh: bool,
}

impl Record for ResourceRecord {
    const NAME: &'static str = "cloudformation.resources";
    const VERSION: u16 = 1;
}

impl ResourceRecord {
    /// Whether it is gone, and is kept to be told of.
    pub(crate) fn is_gone(&self) -> bool {
        matches!(self.status.as_str(), "DELETE_COMPLETE" | "DELETE_SKIPPED")
    }
    /// Whether its making was begun and nobody knows how it ended.
    pub(crate) fn is_uncertain(&self) -> bool {
        self.physical.is_none() && self.status.ends_with("_IN_PROGRESS")
    }
    /// The properties as events show them.
    pub(crate) fn told(&self) -> &Properties {
        self.shown.as_ref().unwrap_or(&self.properties)
    }
}

/// A physical resource that no logical one stands for any more.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct Leftover {
    pub(crate) logical: String,
    pub(crate) resource: Arc<ResourceRecord>,
    /// It was replaced by the update under way, so its rollback takes it up again.
    #[serde(default)]
    pub(crate) replaced: bool,
}

/// An output.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(crate) struct OutputRecord {
    pub(crate) key: String,
    pub(crate) value: String,
    #[serde(default)]
    pub(crate) description: Option<String>,
    #[serde(default)]
    pub(crate) export: Option<String>,
}

/// An event of a stack. Its key is the stack's key and a number.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct EventRecord {
    pub(crate) id: String,
    pub(crate) time: i64,
    pub(crate) logical: String,
    #[serde(default)]
    pub(crate) physical: Option<String>,
    pub(crate) kind: String,
    pub(crate) status: String,
    #[serde(default)]
    pub(crate) reason: Option<String>,
    #[serde(default)]
    pub(crate) properties: Option<String>,
    #[serde(default)]
    pub(crate) token: Option<String>,
}

impl Record for EventRecord {
    const NAME: &'static str = "cloudformation.events";
    const VERSION: u16 = 1;
}

/// A change set. Its key is the stack's key and its id.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub(crate) struct ChangeSetRecord {
    pub(crate) id: String,
    pub(crate) name: String,
    /// `CREATE` or `UPDATE`.
    pub(crate) kind: String,
    pub(crate) status: String,
    pub(crate) execution_status: String,
    #[serde(default)]
    pub(crate) reason: Option<String>,
    pub(crate) created: i64,
    #[serde(default)]
    pub(crate) description: Option<String>,
    pub(crate) version: Version,
    #[serde(default)]
    pub(crate) client_token: Option<String>,
    #[serde(default)]
    pub(crate) on_stack_failure: Option<String>,
    /// It was asked to include the nested stacks: there are none, so it only tells so.
    #[serde(default)]
    pub(crate) with_nested: bool,
    /// The changes as `DescribeChangeSet` shows them, as JSON by the model's names.
    pub(crate) changes: Vec<Value>,
    /// The same with property values.
    pub(crate) changes_with_values: Vec<Value>,
}

impl Record for ChangeSetRecord {
    const NAME: &'static str = "cloudformation.change_sets";
    const VERSION: u16 = 1;
}
