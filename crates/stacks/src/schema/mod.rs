//! What a resource type is: the facts of its schema in CloudFormation's registry.
//!
//! A schema is JSON Schema with facts beside it: which properties only creation sets, which only reading shows.
//! [`Schema`] takes the document as it is published; which documents there are is the caller's concern.
//!
//! <https://docs.aws.amazon.com/cloudformation-cli/latest/userguide/resource-type-schema.html>

mod coerce;
mod validate;

#[cfg(test)]
mod tests;

use serde_json::Value;

use crate::diff::Recreation;
use crate::error::{Error, Result};

pub use validate::Violation;

/// The schema of one resource type.
#[derive(Debug, Clone, PartialEq)]
pub struct Schema {
    type_name: String,
    document: Value,
    read_only: Vec<Path>,
    create_only: Vec<Path>,
    conditional_create_only: Vec<Path>,
    taggable: bool,
    system_tags: bool,
}

/// The steps of a property's path: `/properties/A/B` is `A`, `B`. A `*` stands for every item of a list.
type Path = Vec<String>;

impl Schema {
    /// Reads a schema document.
    pub fn new(document: &Value) -> Result<Self> {
        let wrong = |what: &str| Error::Invalid(format!("The resource schema has no {what}."));
        let type_name = document.get("typeName").and_then(Value::as_str).ok_or_else(|| wrong("typeName"))?;
        if !document.get("properties").is_some_and(Value::is_object) {
            return Err(wrong("properties"));
        }
        let paths = |name: &str| -> Vec<Path> {
            let list = document.get(name).and_then(Value::as_array).into_iter().flatten();
            list.filter_map(Value::as_str).map(steps).collect()
        };
        let tagging = document.get("tagging");
        let flag = |value: Option<&Value>| value.and_then(Value::as_bool);
        let taggable = tagging.map_or_else(
            // Before `tagging` there was `taggable`; both are absent for a type whose tags are its own affair.
            || flag(document.get("taggable")).unwrap_or(document.pointer("/properties/Tags").is_some()),
            |tagging| flag(tagging.get("taggable")).unwrap_or(true),
        );
        Ok(Self {
            type_name: type_name.to_owned(),
            read_only: paths("readOnlyProperties"),
            create_only: paths("createOnlyProperties"),
            conditional_create_only: paths("conditionalCreateOnlyProperties"),
            taggable,
            system_tags: taggable
                && flag(tagging.and_then(|it| it.get("cloudFormationSystemTags"))).unwrap_or(true),
            document: document.clone(),
        })
    }

    /// Whether a change at or below a property path (`/Properties/Endpoint/Port`, as change sets write it) needs a new
    /// resource.
    pub fn recreation(&self, path: &str) -> Recreation {
        let path = steps(path);
        let meets = |known: &&Path| {
            // A change above a createOnly property may change it; one below it does.
            known.iter().zip(&path).all(|(known, step)| known == step || known == "*")
        };
        if !self.has_update() || self.create_only.iter().any(|known| meets(&known)) {
            Recreation::Always
        } else if self.conditional_create_only.iter().any(|known| meets(&known)) {
            Recreation::Conditionally
        } else {
            Recreation::Never
        }
    }

    /// The top-level properties that only reading shows: what `Fn::GetAtt` gives beside the properties. A nested one
    /// is written with dots: `Endpoint.Port`.
    pub fn attributes(&self) -> impl Iterator<Item = String> {
        self.read_only.iter().map(|path| path.join("."))
    }

    /// Whether resources of the type can be updated in place. Without the handler every change replaces them.
    pub fn has_update(&self) -> bool {
        self.document.get("handlers").is_none_or(|handlers| handlers.get("update").is_some())
    }

    /// Whether a replacement deletes the old resource before it creates the new one: `replacementStrategy`.
    pub fn deletes_before_creating(&self) -> bool {
        self.document.get("replacementStrategy").and_then(Value::as_str) == Some("delete_then_create")
    }

    /// Whether the stack's tags go to resources of the type.
    pub fn is_taggable(&self) -> bool {
        self.taggable
    }

    /// Whether CloudFormation's own tags, `aws:cloudformation:stack-name` and its kin, go to resources of the type.
    pub fn takes_system_tags(&self) -> bool {
        self.system_tags
    }

    /// The properties with every scalar in the type that the schema wants: CloudFormation takes `"30"` for a number and
    /// `1` for a text. What cannot be read as the type wanted stays as it is, for [`Schema::validate`] to name.
    #[must_use]
    pub fn coerce(&self, properties: &Value) -> Value {
        coerce::coerce(&self.document, properties)
    }

    /// What is wrong with properties after [`Schema::coerce`], the parent before the child.
    pub fn validate(&self, properties: &Value) -> Result<Vec<Violation>> {
        validate::validate(self, properties)
    }

    /// Coerces and validates: the properties, or the failure of the resource with AWS's text.
    pub fn check(&self, logical_id: &str, properties: &Value) -> Result<Value> {
        let coerced = self.coerce(properties);
        let violations = self.validate(&coerced)?;
        if violations.is_empty() {
            return Ok(coerced);
        }
        let lines: Vec<String> = violations.iter().map(ToString::to_string).collect();
        let lines = lines.join("\n");
        Err(Error::Invalid(format!(
            "Properties validation failed for resource {logical_id} with message:\n{lines}"
        )))
    }
}

fn steps(path: &str) -> Path {
    let path = path.trim_start_matches('/');
    let path = path.strip_prefix("properties/").or_else(|| path.strip_prefix("Properties/")).unwrap_or(path);
    path.split('/').filter(|step| !step.is_empty()).map(str::to_owned).collect()
}

/// How many references a schema may follow without coming to anything: a document that refers to itself.
const MAX_REFERENCES: usize = 32;

/// A schema, or what it refers to with `$ref`.
fn resolve<'s>(document: &'s Value, mut schema: &'s Value) -> &'s Value {
    for _ in 0..MAX_REFERENCES {
        let Some(reference) = schema.get("$ref").and_then(Value::as_str) else { return schema };
        match reference.strip_prefix('#').and_then(|pointer| document.pointer(pointer)) {
            Some(target) => schema = target,
            None => return schema,
        }
    }
    schema
}
