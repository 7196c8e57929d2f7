//! The resource types that can be made, with what their schemas say of them.
//!
//! A type that nobody provides is refused before anything is made: one that AWS has as not supported here, any other as
//! unknown. What CloudFormation itself would make has a place of its own that is not built yet: [`REFUSED`] says what.

use provider::{Properties, ResourceType};
use serde_json::Value;
use stacks::diff::Recreation;
use stacks::schema::Schema;
use std::collections::BTreeMap;
use std::sync::Arc;
use wire::prelude::*;

/// What CloudFormation itself would make.
const REFUSED: &[(&str, &str)] = &[
    ("AWS::CloudFormation::CustomResource", "custom resources"),
    ("AWS::CloudFormation::Macro", "macros"),
    ("AWS::CloudFormation::Stack", "nested stacks"),
    ("AWS::CloudFormation::StackSet", "stack sets"),
    ("AWS::CloudFormation::WaitCondition", "wait conditions"),
    ("AWS::CloudFormation::WaitConditionHandle", "wait conditions"),
];

/// A type with its schema.
pub(crate) struct Type {
    pub(crate) provider: Arc<dyn ResourceType>,
    pub(crate) schema: Schema,
    /// The top-level properties of the schema, read-only ones included.
    properties: Vec<String>,
}

/// Every type, by its name.
pub(crate) struct Types(BTreeMap<&'static str, Type>);

impl Types {
    /// A schema that cannot be read is told of, and its type is then unknown.
    pub(crate) fn new(providers: Vec<Arc<dyn ResourceType>>) -> Self {
        let mut types = BTreeMap::new();
        for provider in providers {
            match Type::new(provider.clone()) {
                Ok(kind) => drop(types.insert(provider.name(), kind)),
                Err(error) => {
                    door::log(&format!("the schema of {} cannot be read: {error}", provider.name()));
                }
            }
        }
        Self(types)
    }

    /// The type of that name; one that nobody provides fails, it is never made of air.
    pub(crate) fn get(&self, kind: &str) -> Result<&Type> {
        self.0.get(kind).ok_or_else(|| unknown(&[kind]))
    }
    pub(crate) fn schema(&self, kind: &str) -> Option<&Schema> {
        self.0.get(kind).map(|kind| &kind.schema)
    }
    /// Refuses the types that cannot be made.
    pub(crate) fn check<'a>(&self, kinds: impl Iterator<Item = &'a str>) -> Result<()> {
        let mut missing: Vec<_> = kinds.filter(|kind| !self.0.contains_key(kind)).collect();
        missing.sort_unstable();
        missing.dedup();
        if missing.is_empty() { Ok(()) } else { Err(unknown(&missing)) }
    }
    /// Whether resources of a type have an attribute: what only reading shows, or a property.
    pub(crate) fn has_attribute(&self, kind: &str, attribute: &str) -> bool {
        let Some(kind) = self.0.get(kind) else { return true };
        let below = |known: &str| {
            known == attribute || attribute.strip_prefix(known).is_some_and(|rest| rest.starts_with('.'))
        };
        kind.schema.attributes().any(|known| below(&known))
            || kind.properties.iter().any(|known| below(known))
    }
}

impl Type {
    fn new(provider: Arc<dyn ResourceType>) -> Result<Self, String> {
        let document: Value = serde_json::from_str(provider.schema()).map_err(|error| error.to_string())?;
        let schema = Schema::new(&document).map_err(|error| error.message())?;
        let properties = document.get("properties").and_then(Value::as_object).into_iter().flatten();
        let properties = properties.map(|(name, _)| name.clone()).collect();
        Ok(Self { provider, schema, properties })
    }

    /// What the change from one set of properties to another needs: the most that any property asks for.
    pub(crate) fn recreation(&self, old: &Properties, new: &Properties) -> Recreation {
        let mut paths = Vec::new();
        differences(&Value::Object(old.clone()), &Value::Object(new.clone()), "/Properties", &mut paths);
        paths.iter().map(|path| self.schema.recreation(path)).max().unwrap_or(Recreation::Never)
    }
}

/// The paths of the innermost properties that differ.
fn differences(old: &Value, new: &Value, path: &str, found: &mut Vec<String>) {
    match (old, new) {
        (Value::Object(was), Value::Object(is)) => {
            let added = is.keys().filter(|name| !was.contains_key(*name));
            for name in was.keys().chain(added) {
                let (old, new) = (was.get(name), is.get(name));
                if old != new {
                    let (old, new) = (old.unwrap_or(&Value::Null), new.unwrap_or(&Value::Null));
                    differences(old, new, &format!("{path}/{name}"), found);
                }
            }
        }
        (Value::Array(was), Value::Array(is)) if was.len() == is.len() => {
            for (index, (old, new)) in was.iter().zip(is).enumerate().filter(|(_, (old, new))| old != new) {
                differences(old, new, &format!("{path}/{index}"), found);
            }
        }
        _ => found.push(path.to_owned()),
    }
}

/// Every type that AWS has, one a line, with the properties that identify a resource.
const OF_AWS: &str = include_str!("../../../../models/resource-types.txt");

/// The properties that identify a resource of one of AWS's types.
pub(crate) fn identifiers(kind: &str) -> Option<Vec<String>> {
    let (_, identifiers) = of_aws().find(|(known, _)| *known == kind)?;
    Some(identifiers.split(',').filter(|name| !name.is_empty()).map(str::to_owned).collect())
}

fn of_aws() -> impl Iterator<Item = (&'static str, &'static str)> {
    OF_AWS.lines().map(|line| line.split_once(' ').unwrap_or((line, "")))
}

fn unknown(kinds: &[&str]) -> Error {
    let planned = |kind: &&str| {
        let custom = kind.starts_with("Custom::").then_some("custom resources");
        custom.or_else(|| REFUSED.iter().find(|(name, _)| name == kind).map(|(_, what)| *what))
    };
    if let Some(what) = kinds.iter().find_map(planned) {
        return Error::not_implemented(format!("{what} ({})", kinds.join(", ")));
    }
    // What AWS does not know either it would refuse first.
    let is_known = |kind: &str| of_aws().any(|(known, _)| known == kind);
    if kinds.iter().all(|kind| is_known(kind)) {
        let types = if kinds.len() == 1 { "type" } else { "types" };
        return Error::not_implemented(format!("the resource {types} {}", kinds.join(", ")));
    }
    let kinds: Vec<_> = kinds.iter().copied().filter(|kind| !is_known(kind)).collect();
    let text = format!("Template format error: Unrecognized resource types: [{}]", kinds.join(", "));
    Error::new("ValidationError", text)
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn what_differs_is_named_as_deep_as_it_goes() {
        let check = |old: Value, new: Value, expected: &[&str]| {
            let mut found = Vec::new();
            differences(&old, &new, "/Properties", &mut found);
            assert_eq!(found, expected);
        };
        check(json!({"A": 1}), json!({"A": 1}), &[]);
        check(json!({"A": 1}), json!({"A": 2, "B": 3}), &["/Properties/A", "/Properties/B"]);
        check(json!({"A": {"B": 1, "C": 2}}), json!({"A": {"B": 1}}), &["/Properties/A/C"]);
        check(json!({"A": [{"B": 1}]}), json!({"A": [{"B": 2}]}), &["/Properties/A/0/B"]);
        check(json!({"A": [1]}), json!({"A": [1, 2]}), &["/Properties/A"]);
    }

    /// resources/test_kinesis.json, test_describe_template.
    #[test]
    fn every_type_of_aws_has_its_identifier() {
        for (kind, expected) in [
            ("AWS::S3::Bucket", Some(vec!["BucketName"])),
            ("AWS::IAM::Role", Some(vec!["RoleName"])),
            ("AWS::KinesisFirehose::DeliveryStream", Some(vec!["DeliveryStreamName"])),
            ("AWS::ApiGateway::Stage", Some(vec!["RestApiId", "StageName"])),
            ("AWS::S3::Bukket", None),
        ] {
            let expected = expected.map(|names| names.into_iter().map(str::to_owned).collect());
            assert_eq!(identifiers(kind), expected, "{kind}");
        }
    }

    #[test]
    fn what_has_a_place_but_is_not_built_is_refused_by_its_name() {
        let types = Types::new(Vec::new());
        let check = |kind: &str, code: &str, text: &str| {
            let error = types.check(std::iter::once(kind)).unwrap_err();
            assert_eq!(error.code(), code);
            assert!(error.message().contains(text), "{error}");
        };
        check("AWS::CloudFormation::Stack", "NotImplemented", "nested stacks");
        check("Custom::Thing", "NotImplemented", "custom resources");
        check("AWS::SQS::Nothing", "ValidationError", "Unrecognized resource types: [AWS::SQS::Nothing]");
        check("AWS::S3::Bucket", "NotImplemented", "the resource type AWS::S3::Bucket");
        let several = ["AWS::S3::Bucket", "AWS::S3::Bukket", "AWS::EC2::VPC"];
        let error = types.check(several.into_iter()).unwrap_err();
        assert!(error.message().ends_with("Unrecognized resource types: [AWS::S3::Bukket]"), "{error}");
    }
}
