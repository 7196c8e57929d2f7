//! The words of a change set, named as the API names them.

use serde_json::Value;

/// What happens to a resource. (`Import` comes with the import of resources.)
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Action {
    /// It is created.
    Add,
    /// It is updated or replaced.
    Modify,
    /// It leaves the stack.
    Remove,
}

impl Action {
    /// AWS's word.
    pub fn name(self) -> &'static str {
        match self {
            Self::Add => "Add",
            Self::Modify => "Modify",
            Self::Remove => "Remove",
        }
    }
}

/// Whether a modification replaces the resource.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Replacement {
    /// It does not.
    False,
    /// It depends on values that only the update shows.
    Conditional,
    /// It does.
    True,
}

impl Replacement {
    /// AWS's word.
    pub fn name(self) -> &'static str {
        match self {
            Self::True => "True",
            Self::False => "False",
            Self::Conditional => "Conditional",
        }
    }
}

/// Which part of a resource changes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Attribute {
    /// `CreationPolicy`.
    CreationPolicy,
    /// `DeletionPolicy`.
    DeletionPolicy,
    /// `Metadata`.
    Metadata,
    /// `Properties`.
    Properties,
    /// The stack's tags, and for the types of EC2 the property `Tags`.
    Tags,
    /// `UpdatePolicy`.
    UpdatePolicy,
    /// `UpdateReplacePolicy`.
    UpdateReplacePolicy,
}

impl Attribute {
    /// AWS's word.
    pub fn name(self) -> &'static str {
        match self {
            Self::CreationPolicy => "CreationPolicy",
            Self::DeletionPolicy => "DeletionPolicy",
            Self::Metadata => "Metadata",
            Self::Properties => "Properties",
            Self::Tags => "Tags",
            Self::UpdatePolicy => "UpdatePolicy",
            Self::UpdateReplacePolicy => "UpdateReplacePolicy",
        }
    }
}

/// Whether a change of a property needs a new resource.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Recreation {
    /// It does not.
    Never,
    /// It depends on more than the property.
    Conditionally,
    /// It does.
    Always,
}

impl Recreation {
    /// AWS's word.
    pub fn name(self) -> &'static str {
        match self {
            Self::Never => "Never",
            Self::Conditionally => "Conditionally",
            Self::Always => "Always",
        }
    }
}

/// Whether the change is known before the update.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Evaluation {
    /// It is.
    Static,
    /// Only the update shows.
    Dynamic,
}

impl Evaluation {
    /// AWS's word.
    pub fn name(self) -> &'static str {
        match self {
            Self::Static => "Static",
            Self::Dynamic => "Dynamic",
        }
    }
}

/// What makes a value change. The texts are the API's `CausingEntity`.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum ChangeSource {
    /// A parameter has another value.
    ParameterReference(String),
    /// `Ref` to a resource that is made or replaced.
    ResourceReference(String),
    /// An attribute (`Queue.Arn`) of a resource that is made or replaced.
    ResourceAttribute(String),
    /// The template says something else.
    DirectModification,
    /// A nested stack, whose template may have changed.
    Automatic,
}

impl ChangeSource {
    /// AWS's word.
    pub fn name(&self) -> &'static str {
        match self {
            Self::ParameterReference(_) => "ParameterReference",
            Self::ResourceReference(_) => "ResourceReference",
            Self::ResourceAttribute(_) => "ResourceAttribute",
            Self::DirectModification => "DirectModification",
            Self::Automatic => "Automatic",
        }
    }

    /// Whether another resource is the reason.
    pub(super) fn is_resource(&self) -> bool {
        matches!(self, Self::ResourceReference(_) | Self::ResourceAttribute(_))
    }

    /// `CausingEntity`.
    pub fn causing_entity(&self) -> Option<&str> {
        match self {
            Self::ParameterReference(name)
            | Self::ResourceReference(name)
            | Self::ResourceAttribute(name) => Some(name),
            Self::DirectModification | Self::Automatic => None,
        }
    }
}

/// How one item changes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ChangeType {
    /// It was not there.
    Add,
    /// It will not be there.
    Remove,
    /// It has another value.
    Modify,
}

impl ChangeType {
    /// AWS's word.
    pub fn name(self) -> &'static str {
        match self {
            Self::Add => "Add",
            Self::Remove => "Remove",
            Self::Modify => "Modify",
        }
    }
}

/// The item that changes.
#[derive(Debug, Clone, PartialEq)]
pub struct Target {
    /// The part of the resource.
    pub attribute: Attribute,
    /// The property, where the part is `Properties`.
    pub name: Option<String>,
    /// Whether the change needs a new resource.
    pub requires_recreation: Recreation,
    /// The item's path: `/Properties/Tags/0`. Shown only with property values.
    pub path: Option<String>,
    /// The text of its value before. Shown only with property values.
    pub before_value: Option<String>,
    /// The text of its value after. Shown only with property values.
    pub after_value: Option<String>,
    /// How it changes. Shown only with property values.
    pub change_type: Option<ChangeType>,
}

impl Target {
    /// A part of a resource as a whole.
    pub(super) fn of(attribute: Attribute) -> Self {
        Self {
            attribute,
            name: None,
            requires_recreation: Recreation::Never,
            path: None,
            before_value: None,
            after_value: None,
            change_type: None,
        }
    }
}

/// One change of one item for one reason.
#[derive(Debug, Clone, PartialEq)]
pub struct Detail {
    /// The item.
    pub target: Target,
    /// Whether the change is known now.
    pub evaluation: Evaluation,
    /// The reason.
    pub change_source: ChangeSource,
}

/// What an update does to one resource.
#[derive(Debug, Clone, PartialEq)]
pub struct ResourceChange {
    /// `Action`.
    pub action: Action,
    /// `LogicalResourceId`.
    pub logical_id: String,
    /// `PhysicalResourceId`, of a resource that exists.
    pub physical_id: Option<String>,
    /// `ResourceType`.
    pub resource_type: String,
    /// `Replacement`, of a modification.
    pub replacement: Option<Replacement>,
    /// `Scope`, sorted.
    pub scope: Vec<Attribute>,
    /// `Details`, with property values.
    pub details: Vec<Detail>,
    /// `PolicyAction`: `Delete`, `Retain`, `Snapshot`, `ReplaceAndDelete`, `ReplaceAndRetain`, `ReplaceAndSnapshot`.
    pub policy_action: Option<&'static str>,
    /// `BeforeContext`; AWS sends its text. Shown only with property values.
    pub before_context: Option<Value>,
    /// `AfterContext`; AWS sends its text. Shown only with property values.
    pub after_context: Option<Value>,
}

impl ResourceChange {
    pub(super) fn new(action: Action, logical_id: &str, resource_type: &str) -> Self {
        Self {
            action,
            logical_id: logical_id.to_owned(),
            physical_id: None,
            resource_type: resource_type.to_owned(),
            replacement: None,
            scope: Vec::new(),
            details: Vec::new(),
            policy_action: None,
            before_context: None,
            after_context: None,
        }
    }
}
