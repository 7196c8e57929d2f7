//! CloudFormation's types of this service: how properties become calls.
//! <https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/AWS_IAM.html>

mod certificates;
mod holder;
mod membership;
mod policies;
mod principals;
mod profiles;
mod providers;
mod tags;

use clock::Timestamp;
use door::Call;
use provider::{Properties, Request, ResourceType, resource_type};
use serde_json::{Value, json};
use std::sync::Arc;
use wire::prelude::*;

/// Every type of this service.
pub fn types() -> Vec<Arc<dyn ResourceType>> {
    vec![
        Arc::new(certificates::SamlProvider),
        Arc::new(certificates::ServerCertificate),
        Arc::new(membership::UserToGroupAddition),
        Arc::new(policies::InlinePolicies),
        Arc::new(policies::ManagedPolicy),
        Arc::new(policies::OwnPolicy::role()),
        Arc::new(policies::OwnPolicy::user()),
        Arc::new(policies::OwnPolicy::group()),
        Arc::new(principals::Group),
        Arc::new(principals::Role),
        Arc::new(principals::User),
        Arc::new(profiles::AccessKey),
        Arc::new(profiles::InstanceProfile),
        Arc::new(providers::OidcProvider),
        Arc::new(providers::ServiceLinkedRole),
    ]
}

/// Calls an operation of IAM by its name: the operations on users, groups and roles differ in nothing but that.
async fn iam(call: &Call, operation: &str, input: Value) -> Result<Value> {
    call.call_dynamic("iam", operation, input).await
}

/// The same for a deletion: what is gone already is deleted.
async fn gone(call: &Call, operation: &str, input: Value) -> Result<()> {
    provider::gone(iam(call, operation, input).await, "NoSuchEntity")
}

/// Makes something, or finds what an attempt before a crash made under its name: `get` reads it, and its answer has the
/// time of its creation at the path `created`.
async fn make_or_find(
    call: &Call,
    request: &Request<'_>,
    (create, members): (&str, Value),
    (get, named): (&str, Value),
    created: &str,
) -> Result<Value> {
    let taken = match iam(call, create, input(members)).await {
        Err(error) if error.code() == "EntityAlreadyExists" && request.again.is_some() => error,
        made => return made,
    };
    let found = iam(call, get, named).await?;
    match Timestamp::parse_rfc3339(&at(&found, created)) {
        Ok(created) if request.made_before(created) => Ok(found),
        _ => Err(taken),
    }
}

/// The texts of a list property.
fn texts(properties: &Properties, name: &str) -> Vec<String> {
    properties.get(name).and_then(Value::as_array).into_iter().flatten().filter_map(provider::text).collect()
}

/// What is in `new` and not in `old`.
fn added(old: &[String], new: &[String]) -> Vec<String> {
    new.iter().filter(|item| !old.contains(item)).cloned().collect()
}

/// A text that an answer holds at a path, empty where it holds none.
fn at(answer: &Value, path: &str) -> String {
    answer.pointer(path).and_then(Value::as_str).unwrap_or_default().to_owned()
}

/// An input without the members that are null: a property that the template leaves out.
fn input(members: Value) -> Value {
    match members {
        Value::Object(members) => {
            Value::Object(members.into_iter().filter(|(_, value)| !value.is_null()).collect())
        }
        other => other,
    }
}

fn tag_list(tags: &[(String, String)]) -> Value {
    tags.iter().map(|(key, value)| json!({ "Key": key, "Value": value })).collect()
}
