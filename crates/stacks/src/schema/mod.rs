//! What a resource type is: the facts of its schema in CloudFormation's registry.
//!
//! A schema is JSON Schema with facts beside it: which properties only creation sets, which only reading shows, what
//! identifies a resource, what permissions its handlers use. [`Schema`] takes the document as it is published; which
//! documents there are is the caller's concern.
//!
//! <https://docs.aws.amazon.com/cloudformation-cli/latest/userguide/resource-type-schema.html>

mod coerce;
mod validate;

#[cfg(test)]
mod tests;

use std::collections::BTreeMap;

use serde_json::Value;

use crate::diff::{Recreation, TypeFacts};
use crate::error::{Error, Result};

pub use validate::Violation;

/// The schema of one resource type.
#[derive(Debug, Clone, PartialEq)]
pub struct Schema {
    type_name: String,
    document: Value,
    read_only: Vec<Path>,
    write_only: Vec<Path>,
    create_only: Vec<Path>,
    conditional_create_only: Vec<Path>,
    primary_identifier: Vec<Path>,
    permissions: BTreeMap<String, Vec<String>>,
    tag_property: Option<String>,
    taggable: bool,
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
        let tag_property = tagging.and_then(|it| it.get("tagProperty")).and_then(Value::as_str);
        Ok(Self {
            type_name: type_name.to_owned(),
            read_only: paths("readOnlyProperties"),
            write_only: paths("writeOnlyProperties"),
            create_only: paths("createOnlyProperties"),
            conditional_create_only: paths("conditionalCreateOnlyProperties"),
            primary_identifier: paths("primaryIdentifier"),
            permissions: permissions(document),
            tag_property: taggable.then(|| {
                tag_property.and_then(|path| steps(path).pop()).unwrap_or_else(|| "Tags".to_owned())
            }),
            taggable,
            document: document.clone(),
        })
    }

    /// `AWS::SQS::Queue`.
    pub fn type_name(&self) -> &str {
        &self.type_name
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

    /// The top-level properties that are never read back, such as passwords.
    pub fn write_only(&self) -> impl Iterator<Item = &str> {
        self.write_only.iter().filter_map(|path| path.first().map(String::as_str))
    }

    /// The properties that identify a resource. Several make up an identifier joined with `|`.
    pub fn primary_identifier(&self) -> Vec<String> {
        self.primary_identifier.iter().map(|path| path.join(".")).collect()
    }

    /// The actions that a handler (`create`, `read`, `update`, `delete`, `list`) may call.
    pub fn permissions(&self, handler: &str) -> &[String] {
        self.permissions.get(handler).map_or(&[], Vec::as_slice)
    }

    /// Whether resources of the type can be updated in place. Without the handler every change replaces them.
    pub fn has_update(&self) -> bool {
        self.document.get("handlers").is_none() || self.permissions.contains_key("update")
    }

    /// Whether a replacement deletes the old resource before it creates the new one: `replacementStrategy`.
    pub fn deletes_before_creating(&self) -> bool {
        self.document.get("replacementStrategy").and_then(Value::as_str) == Some("delete_then_create")
    }

    /// The property that takes the stack's tags, where the type has one.
    pub fn tag_property(&self) -> Option<&str> {
        self.tag_property.as_deref()
    }

    /// Whether the stack's tags go to resources of the type.
    pub fn is_taggable(&self) -> bool {
        self.taggable
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

/// The facts that change sets need, from schemas. A type without a schema is updated in place.
pub struct Schemas<'a>(pub &'a dyn Fn(&str) -> Option<&'a Schema>);

impl TypeFacts for Schemas<'_> {
    fn recreation(&self, resource_type: &str, path: &str) -> Recreation {
        (self.0)(resource_type).map_or(Recreation::Never, |schema| schema.recreation(path))
    }

    fn takes_stack_tags(&self, resource_type: &str) -> bool {
        (self.0)(resource_type).is_some_and(Schema::is_taggable)
    }
}

fn steps(path: &str) -> Path {
    let path = path.trim_start_matches('/');
    let path = path.strip_prefix("properties/").or_else(|| path.strip_prefix("Properties/")).unwrap_or(path);
    path.split('/').filter(|step| !step.is_empty()).map(str::to_owned).collect()
}

fn permissions(document: &Value) -> BTreeMap<String, Vec<String>> {
    let handlers = document.get("handlers").and_then(Value::as_object).into_iter().flatten();
    let list = |handler: &Value| {
        let list = handler.get("permissions").and_then(Value::as_array).into_iter().flatten();
        list.filter_map(Value::as_str).map(str::to_owned).collect()
    };
    handlers.map(|(name, handler)| (name.clone(), list(handler))).collect()
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
