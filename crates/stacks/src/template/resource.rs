//! A resource as it is declared.

use serde_json::{Map, Value};

use super::fields;
use crate::error::{Error, Result};

/// One member of `Resources`.
#[derive(Debug, Clone, PartialEq)]
pub struct Resource {
    /// `Type`: `AWS::SQS::Queue`.
    pub kind: String,
    /// `Properties`, with expressions. Empty where the template has none.
    pub properties: Map<String, Value>,
    /// `DependsOn`: logical ids that must be ready first.
    pub depends_on: Vec<String>,
    /// The condition under which the resource exists.
    pub condition: Option<String>,
    /// `Metadata`, with expressions.
    pub metadata: Option<Value>,
    /// `CreationPolicy`, with expressions.
    pub creation_policy: Option<Value>,
    /// `UpdatePolicy`, with expressions.
    pub update_policy: Option<Value>,
    /// What becomes of the resource when it leaves the stack. `None`: the type's default.
    pub deletion_policy: Option<DeletionPolicy>,
    /// What becomes of the old resource when an update replaces it. `None`: it is deleted.
    pub update_replace_policy: Option<DeletionPolicy>,
}

/// `DeletionPolicy` and `UpdateReplacePolicy`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DeletionPolicy {
    /// The resource is deleted.
    Delete,
    /// The resource stays.
    Retain,
    /// The resource stays, unless the operation that made it fails. Not for `UpdateReplacePolicy`.
    RetainExceptOnCreate,
    /// A snapshot is taken and the resource is deleted. Only for types that have snapshots.
    Snapshot,
}

impl DeletionPolicy {
    /// AWS's word.
    pub fn name(self) -> &'static str {
        match self {
            Self::Delete => "Delete",
            Self::Retain => "Retain",
            Self::RetainExceptOnCreate => "RetainExceptOnCreate",
            Self::Snapshot => "Snapshot",
        }
    }

    fn read(object: &Map<String, Value>, attribute: &str, id: &str) -> Result<Option<Self>> {
        let Some(text) = fields::text(object, attribute)? else { return Ok(None) };
        match text.as_str() {
            "Delete" => Ok(Some(Self::Delete)),
            "Retain" => Ok(Some(Self::Retain)),
            "Snapshot" => Ok(Some(Self::Snapshot)),
            "RetainExceptOnCreate" if attribute == "DeletionPolicy" => Ok(Some(Self::RetainExceptOnCreate)),
            _ => Err(Error::format(format_args!("Unrecognized {attribute} {text} for resource {id}"))),
        }
    }
}

/// The types that have snapshots (user guide, "DeletionPolicy attribute", options).
pub(crate) const SNAPSHOT_TYPES: [&str; 8] = [
    "AWS::DocDB::DBCluster",
    "AWS::EC2::Volume",
    "AWS::ElastiCache::CacheCluster",
    "AWS::ElastiCache::ReplicationGroup",
    "AWS::Neptune::DBCluster",
    "AWS::RDS::DBCluster",
    "AWS::RDS::DBInstance",
    "AWS::Redshift::Cluster",
];

const ATTRIBUTES: [&str; 9] = [
    "Type",
    "Properties",
    "DependsOn",
    "Condition",
    "Metadata",
    "CreationPolicy",
    "UpdatePolicy",
    "DeletionPolicy",
    "UpdateReplacePolicy",
];

impl Resource {
    pub(super) fn read(id: &str, value: &Value) -> Result<Self> {
        let malformed = || Error::format(format_args!("[/Resources/{id}] resource definition is malformed"));
        let object = value.as_object().ok_or_else(malformed)?;
        if let Some(key) = fields::unknown(object, &ATTRIBUTES) {
            return Err(Error::invalid(format!("Invalid template resource property '{key}'")));
        }
        let kind = object.get("Type").ok_or_else(|| {
            Error::format(format_args!(
                "[/Resources/{id}] Every Resources object must contain a Type member."
            ))
        })?;
        let kind =
            kind.as_str().ok_or_else(|| Error::format("Every Type member must be a string."))?.to_owned();
        let deletion_policy = DeletionPolicy::read(object, "DeletionPolicy", id)?;
        let update_replace_policy = DeletionPolicy::read(object, "UpdateReplacePolicy", id)?;
        for (policy, words) in
            [(deletion_policy, "deletion policy"), (update_replace_policy, "update replace policy")]
        {
            if policy == Some(DeletionPolicy::Snapshot) && !SNAPSHOT_TYPES.contains(&kind.as_str()) {
                return Err(Error::template(format_args!(
                    "resource type {kind} does not support {words} Snapshot"
                )));
            }
        }
        Ok(Self {
            kind,
            properties: object_member(object, "Properties")?.cloned().unwrap_or_default(),
            depends_on: fields::texts(object, "DependsOn")?,
            condition: fields::text(object, "Condition")?,
            metadata: object.get("Metadata").cloned(),
            creation_policy: object_member(object, "CreationPolicy")?.cloned().map(Value::Object),
            update_policy: object_member(object, "UpdatePolicy")?.cloned().map(Value::Object),
            deletion_policy,
            update_replace_policy,
        })
    }
}

fn object_member<'a>(object: &'a Map<String, Value>, name: &str) -> Result<Option<&'a Map<String, Value>>> {
    match object.get(name) {
        None => Ok(None),
        Some(Value::Object(map)) => Ok(Some(map)),
        Some(_) => Err(Error::format(format_args!("Every {name} member must be an object."))),
    }
}
