//! CloudFormation's types of this service: how properties become calls.
//! <https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/AWS_EC2.html>
//!
//! Most properties bear the names of the API's parameters, so they are passed on as they are, as texts or numbers as the
//! model has them; what the API does not support it refuses by name.

mod gateways;
mod interfaces;
mod routing;
mod security;
mod vpcs;

use door::Call;
use model_ec2::ops;
use provider::{Made, Properties, Request, ResourceType};
use serde_json::{Value, json};
use std::sync::Arc;
use std::time::Duration;
use wire::prelude::*;
use wire::schema::{Kind, Schema};

/// Every type of this service.
pub fn types() -> Vec<Arc<dyn ResourceType>> {
    vec![
        Arc::new(vpcs::Vpc),
        Arc::new(vpcs::VpcCidrBlock),
        Arc::new(vpcs::Subnet),
        Arc::new(vpcs::SubnetCidrBlock),
        Arc::new(vpcs::DhcpOptions),
        Arc::new(vpcs::DhcpOptionsAssociation),
        Arc::new(routing::InternetGateway),
        Arc::new(routing::EgressOnlyInternetGateway),
        Arc::new(routing::GatewayAttachment),
        Arc::new(routing::RouteTable),
        Arc::new(routing::Route),
        Arc::new(routing::SubnetAssociation),
        Arc::new(routing::Peering),
        Arc::new(security::SecurityGroup),
        Arc::new(security::Ingress),
        Arc::new(security::Egress),
        Arc::new(security::VpcAssociation),
        Arc::new(security::NetworkAcl),
        Arc::new(security::NetworkAclEntry),
        Arc::new(security::AclAssociation),
        Arc::new(interfaces::Interface),
        Arc::new(interfaces::Eip),
        Arc::new(interfaces::EipAssociation),
        Arc::new(gateways::NatGateway),
        Arc::new(gateways::Endpoint),
        Arc::new(gateways::PrefixList),
        Arc::new(gateways::FlowLog),
    ]
}

/// Steps and the patience with what is being made or is going.
const STEP: Duration = Duration::from_millis(500);
const STEPS: usize = 240;

/// Calls an operation with JSON by the model's names, texts and numbers as the model has them.
async fn ask<O: Op>(call: &Call, input: Value) -> Result<Value> {
    let mut typed = O::Input::default();
    let missing = wire::view::from_json(&mut typed, &fitted(O::spec().input, input))?;
    if let Some(name) = missing.first() {
        return Err(crate::refusals::missing(name));
    }
    Ok(wire::view::to_json(&call.call::<O>(typed).await?))
}

/// A value as its shape wants it: templates write `"80"` and `"true"` where the API has numbers and flags.
fn fitted(schema: &'static Schema, value: Value) -> Value {
    match (schema.kind, value) {
        (_, Value::Null) => Value::Null,
        (Kind::Structure, Value::Object(members)) => {
            let member = |(name, value): (String, Value)| {
                let known = schema.members.iter().find(|m| m.name == name);
                let value = known.map_or_else(|| value.clone(), |m| fitted(m.schema, value.clone()));
                (name, value)
            };
            Value::Object(members.into_iter().map(member).collect())
        }
        (Kind::List, Value::Array(items)) => {
            let item = schema.members.first().map(|m| m.schema);
            let fit = |value| item.map_or(Value::Null, |schema| fitted(schema, value));
            Value::Array(items.into_iter().map(fit).collect())
        }
        (Kind::Integer | Kind::Long, Value::String(text)) => {
            text.parse::<i64>().map_or(Value::String(text), Value::from)
        }
        (Kind::Boolean, Value::String(text)) => {
            text.to_ascii_lowercase().parse::<bool>().map_or(Value::String(text), Value::from)
        }
        (Kind::String | Kind::Enum, value @ (Value::Number(_) | Value::Bool(_))) => {
            Value::String(value.to_string())
        }
        (_, value) => value,
    }
}

/// The properties of these names, as parameters of the same names.
fn pick(properties: &Properties, names: &[&str]) -> Value {
    let given = |name: &&str| Some(((*name).to_owned(), properties.get(*name)?.clone()));
    Value::Object(names.iter().filter_map(given).collect())
}

/// Parameters, with more of them.
fn with(mut input: Value, more: Value) -> Value {
    if let (Value::Object(input), Value::Object(more)) = (&mut input, more) {
        input.extend(more);
    }
    input
}

/// Refuses properties that are not supported, by their names.
fn refuse(request: &Request<'_>, kind: &str, names: &[&str]) -> Result<()> {
    match names.iter().find(|name| request.properties.contains_key(**name)) {
        Some(name) => Err(Error::not_implemented(format!("the property {name} of {kind}"))),
        None => Ok(()),
    }
}

/// The tags that a new resource of a type is to have.
fn tagged(request: &Request<'_>, kind: &str) -> Value {
    let tags: Vec<_> = request.tags().into_iter().map(|(k, v)| json!({"Key": k, "Value": v})).collect();
    if tags.is_empty() {
        return json!({});
    }
    json!({"TagSpecifications": [{"ResourceType": kind, "Tags": tags}]})
}

/// Gives a resource the tags that it is to have, and takes others away.
async fn retag(call: &Call, id: &str, request: &Request<'_>) -> Result<()> {
    let wanted = request.tags();
    let filters = json!({"Filters": [{"Name": "resource-id", "Values": [id]}]});
    let has = ask::<ops::DescribeTags>(call, filters).await?;
    let has: Vec<_> = list(&has, "Tags").iter().map(|tag| (text(tag, "Key"), text(tag, "Value"))).collect();
    let gone: Vec<_> = has
        .iter()
        .filter(|(key, _)| !wanted.iter().any(|(other, _)| other == key))
        .map(|(key, _)| json!({"Key": key}))
        .collect();
    if !gone.is_empty() {
        ask::<ops::DeleteTags>(call, json!({"Resources": [id], "Tags": gone})).await?;
    }
    let new: Vec<_> = wanted
        .iter()
        .filter(|pair| !has.contains(pair))
        .map(|(key, value)| json!({"Key": key, "Value": value}))
        .collect();
    if !new.is_empty() {
        ask::<ops::CreateTags>(call, json!({"Resources": [id], "Tags": new})).await?;
    }
    Ok(())
}

/// What an attempt before a crash made: the resource of that type with the stack's and the resource's marks.
async fn made_before(call: &Call, request: &Request<'_>, kind: &str) -> Result<Option<String>> {
    if request.again.is_none() {
        return Ok(None);
    }
    let marked = async |key: &str| -> Result<Vec<String>> {
        let Some((_, value)) = request.stack_tags.iter().find(|(own, _)| own == key) else {
            return Ok(Vec::new());
        };
        let filters = json!({"Filters": [
            {"Name": "resource-type", "Values": [kind]},
            {"Name": "key", "Values": [key]},
            {"Name": "value", "Values": [value]},
        ]});
        let found = ask::<ops::DescribeTags>(call, filters).await?;
        Ok(list(&found, "Tags").iter().map(|tag| text(tag, "ResourceId")).collect())
    };
    let of_stack = marked("aws:cloudformation:stack-id").await?;
    let of_resource = marked("aws:cloudformation:logical-id").await?;
    Ok(of_stack.into_iter().find(|id| of_resource.contains(id)))
}

/// A list in an answer.
fn list<'a>(told: &'a Value, name: &str) -> &'a [Value] {
    told.get(name).and_then(Value::as_array).map_or(&[], Vec::as_slice)
}

/// A text in an answer.
fn text(told: &Value, name: &str) -> String {
    told.get(name).and_then(Value::as_str).unwrap_or_default().to_owned()
}

/// A property's text.
fn prop(request: &Request<'_>, name: &str) -> String {
    request.text(name).unwrap_or_default()
}

/// What is gone already is deleted.
fn gone<T>(done: Result<T>) -> Result<()> {
    match done {
        Err(error) if error.code().ends_with("NotFound") => Ok(()),
        done => done.map(drop),
    }
}

/// Whether a property is another than it was.
fn changed(request: &Request<'_>, name: &str) -> bool {
    request.previous.is_some_and(|before| before.get(name) != request.properties.get(name))
}

/// What can be replaced only is never changed.
async fn update_nothing(_: &Call, id: &str, _: &Request<'_>) -> Result<Made> {
    Ok(Made::new(id))
}
