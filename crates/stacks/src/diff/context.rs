//! A resource as a change set shows it whole.

use serde_json::{Map, Value, json};

use crate::evaluate::Data;
use crate::template::{Resource, scalar_text};

/// `BeforeContext` or `AfterContext`: the properties, every scalar as text, and the policies that the resource has.
pub fn context(resource: &Resource, properties: &Data) -> Value {
    let mut context = Map::new();
    context.insert("Properties".to_owned(), texts(properties.display()));
    let policies = [
        ("UpdateReplacePolicy", resource.update_replace_policy),
        ("DeletionPolicy", resource.deletion_policy),
    ];
    for (name, policy) in policies {
        if let Some(policy) = policy {
            context.insert(name.to_owned(), json!(policy.name()));
        }
    }
    Value::Object(context)
}

fn texts(value: Value) -> Value {
    match value {
        Value::Object(map) => {
            Value::Object(map.into_iter().map(|(name, child)| (name, texts(child))).collect())
        }
        Value::Array(list) => Value::Array(list.into_iter().map(texts).collect()),
        scalar => scalar_text(&scalar).map_or(scalar, Value::String),
    }
}
