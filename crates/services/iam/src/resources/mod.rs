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

use door::Call;
use provider::{Properties, ResourceType};
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

/// Declares a resource type: its name, its schema's file and the three functions that make, change and delete it.
macro_rules! resource_type {
    ($type:ty, $name:literal, $schema:literal, $create:ident, $update:ident, $delete:ident) => {
        impl provider::ResourceType for $type {
            fn name(&self) -> &'static str {
                $name
            }
            fn schema(&self) -> &'static str {
                include_str!(concat!("../../../../../models/resources/", $schema))
            }
            fn create<'a>(
                &'a self,
                call: &'a door::Call,
                request: &'a provider::Request<'a>,
            ) -> futures_util::future::BoxFuture<'a, wire::error::Result<provider::Made>> {
                Box::pin($create(call, request))
            }
            fn update<'a>(
                &'a self,
                call: &'a door::Call,
                id: &'a str,
                request: &'a provider::Request<'a>,
            ) -> futures_util::future::BoxFuture<'a, wire::error::Result<provider::Made>> {
                Box::pin($update(call, id, request))
            }
            fn delete<'a>(
                &'a self,
                call: &'a door::Call,
                id: &'a str,
                request: &'a provider::Request<'a>,
            ) -> futures_util::future::BoxFuture<'a, wire::error::Result<()>> {
                Box::pin($delete(call, id, request))
            }
        }
    };
}
pub(crate) use resource_type;

/// Calls an operation of IAM by its name: the operations on users, groups and roles differ in nothing but that.
async fn iam(call: &Call, operation: &str, input: Value) -> Result<Value> {
    call.call_dynamic("iam", operation, input).await
}

/// The same for a deletion: what is gone already is deleted.
async fn gone(call: &Call, operation: &str, input: Value) -> Result<()> {
    match iam(call, operation, input).await {
        Err(error) if error.code() != "NoSuchEntity" => Err(error),
        _ => Ok(()),
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
