//! What the store keeps of a stack, its resources and its events.

use indexmap::IndexMap;
use provider::Properties;
use serde::{Deserialize, Serialize};
use store::Record;

/// A stack. Its key is account, region and id.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct StackRecord {
    pub(crate) id: String,
    pub(crate) name: String,
    pub(crate) status: String,
    #[serde(default)]
    pub(crate) reason: Option<String>,
    /// Times in milliseconds since 1970.
    pub(crate) created: i64,
    #[serde(default)]
    pub(crate) updated: Option<i64>,
    #[serde(default)]
    pub(crate) deleted: Option<i64>,
    /// What the stack is, or is on its way to.
    pub(crate) source: Source,
    /// What it was before the update that is under way or failed: where a rollback goes.
    #[serde(default)]
    pub(crate) previous: Option<Source>,
    pub(crate) tags: Vec<(String, String)>,
    #[serde(default)]
    pub(crate) capabilities: Vec<String>,
    #[serde(default)]
    pub(crate) role_arn: Option<String>,
    #[serde(default)]
    pub(crate) disable_rollback: bool,
    /// Delete the stack when its creation fails.
    #[serde(default)]
    pub(crate) delete_on_failure: bool,
    #[serde(default)]
    pub(crate) termination_protection: bool,
    #[serde(default)]
    pub(crate) notification_arns: Vec<String>,
    #[serde(default)]
    pub(crate) timeout_minutes: Option<i32>,
    /// By logical id, in the order of making.
    #[serde(default)]
    pub(crate) resources: IndexMap<String, ResourceRecord>,
    /// Physical resources that a replacement left behind, deleted when the stack cleans up.
    #[serde(default)]
    pub(crate) leftovers: Vec<Leftover>,
    #[serde(default)]
    pub(crate) outputs: Vec<OutputRecord>,
    /// Counts replacements, so that each attempt to make a resource has a token of its own.
    #[serde(default)]
    pub(crate) generation: u64,
}

impl Record for StackRecord {
    const NAME: &'static str = "cloudformation.stacks";
    const VERSION: u16 = 1;
}

/// A template with its parameters as they were given.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub(crate) struct Source {
    /// The template's text.
    pub(crate) template: String,
    /// Every parameter's text, defaults included, in the template's order.
    pub(crate) parameters: IndexMap<String, String>,
}

/// A resource of a stack.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct ResourceRecord {
    pub(crate) kind: String,
    #[serde(default)]
    pub(crate) physical: Option<String>,
    pub(crate) status: String,
    #[serde(default)]
    pub(crate) reason: Option<String>,
    pub(crate) changed: i64,
    /// The properties it has, every expression evaluated.
    pub(crate) properties: Properties,
    #[serde(default)]
    pub(crate) attributes: Properties,
    /// What the resource's making was called, for a second attempt after a crash.
    pub(crate) token: String,
    /// What it was made after: deleted in the other order.
    #[serde(default)]
    pub(crate) after: Vec<String>,
    /// Its `DeletionPolicy`; `None` is `Delete`.
    #[serde(default)]
    pub(crate) deletion_policy: Option<String>,
}

/// A physical resource that no logical one stands for any more.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct Leftover {
    pub(crate) logical: String,
    pub(crate) resource: ResourceRecord,
}

/// An output.
#[derive(Clone, Debug, Serialize, Deserialize)]
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
