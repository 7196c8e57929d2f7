//! Filter policies: which messages a subscription wants.
//! <https://docs.aws.amazon.com/sns/latest/dg/sns-subscription-filter-policies.html>
//!
//! The language is that of `event-ruler`, which AWS runs and has published; so are the words of the refusals. A policy is
//! compiled once, when its subscription is made or read from the store ([`compile`]), and then only compares
//! ([`rule`]). SNS takes less than the ruler knows: no wildcards, and of the patterns within `anything-but` the prefix
//! only. What a policy may cost is bounded where it is set: its combinations here, its depth by the JSON reader.
//!
//! Nothing here knows a topic, a subscription or the store.

mod cidr;
mod compile;
mod rule;
mod syntax;
#[cfg(test)]
mod tests;
mod tokens;

pub(crate) use syntax::check as check_json;

use crate::message::{Attribute, Body, Notification, Value as AttributeValue};
use rule::Node;
use serde_json::{Map, Value};
use std::sync::OnceLock;

/// Segments of a key with dots; one with more is taken as it stands.
const MOST_SEGMENTS: usize = 32;

/// What a policy looks at: the attribute `FilterPolicyScope`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Scope {
    Attributes,
    Body,
}

impl Scope {
    /// By its name; AWS's default is the attributes.
    pub(crate) fn of(text: Option<&str>) -> Self {
        if text == Some("MessageBody") { Self::Body } else { Self::Attributes }
    }
}

/// Whether a filter policy over message bodies wants a body, or AWS's words for what is wrong with the policy.
pub fn wants(policy: &str, message: &str) -> Result<bool, String> {
    let filter = Filter::parse(policy, Scope::Body)?;
    Ok(body(message).is_some_and(|body| filter.root.matches(Some(&body))))
}

/// A compiled policy.
#[derive(Clone, Debug)]
pub(crate) struct Filter {
    scope: Scope,
    root: Node,
}

impl Filter {
    /// Reads a policy; the error is AWS's text behind `FilterPolicy: `.
    pub(crate) fn parse(text: &str, scope: Scope) -> Result<Self, String> {
        syntax::check(text)?;
        let policy = serde_json::from_str(text).map_err(|error| format!("failed to parse JSON. {error}"))?;
        Ok(Self { scope, root: compile::compile(&policy, scope)? })
    }
    /// Whether it wants a message that goes out by that protocol.
    pub(crate) fn accepts(&self, content: &Content<'_>, protocol: &str) -> bool {
        match self.scope {
            Scope::Attributes => content.attributes().is_some_and(|all| self.root.matches(Some(all))),
            Scope::Body => content.with_body(protocol, |body| self.root.matches(Some(body))),
        }
    }
}

/// A message as filters see it; what several of them need is read once.
pub(crate) struct Content<'a> {
    what: &'a Notification,
    attributes: OnceLock<Option<Value>>,
    body: OnceLock<Option<Value>>,
}

impl<'a> Content<'a> {
    pub(crate) fn new(what: &'a Notification) -> Self {
        Self { what, attributes: OnceLock::new(), body: OnceLock::new() }
    }
    /// `None` without attributes: then no policy is met, not even one that wants an attribute not to be there.
    /// <https://docs.aws.amazon.com/sns/latest/dg/attribute-key-matching.html>
    fn attributes(&self) -> Option<&Value> {
        let read = || {
            let seen = self.what.attributes.iter().filter_map(|a| Some((a.name.clone(), seen(a)?)));
            (!self.what.attributes.is_empty()).then(|| Value::Object(seen.collect()))
        };
        self.attributes.get_or_init(read).as_ref()
    }
    fn with_body(&self, protocol: &str, look: impl FnOnce(&Value) -> bool) -> bool {
        match &self.what.body {
            Body::Same(text) => self.body.get_or_init(|| body(text)).as_ref().is_some_and(look),
            per_protocol @ Body::PerProtocol(_) => {
                body(per_protocol.for_protocol(protocol)).as_ref().is_some_and(look)
            }
        }
    }
}

/// The value of an attribute; others than these three types are not looked at.
fn seen(attribute: &Attribute) -> Option<Value> {
    let AttributeValue::Text(text) = &attribute.value else { return None };
    match attribute.data_type.as_str() {
        "String" => Some(Value::from(text.as_str())),
        "Number" => serde_json::Number::from_f64(text.parse().ok()?).map(Value::Number),
        "String.Array" => serde_json::from_str(text).ok().filter(Value::is_array),
        _ => None,
    }
}

/// A body is looked at when it is a JSON object. recorded: sns/test_sns_filter_policy.json, test_filter_policy_on_message_body
fn body(text: &str) -> Option<Value> {
    let parsed: Value = serde_json::from_str(text).ok()?;
    parsed.is_object().then(|| without_dots(parsed))
}

/// A key with dots is a path, in a body as in a policy. recorded: sns/test_sns_filter_policy.json,
/// test_filter_policy_on_message_body_dot_attribute
fn without_dots(value: Value) -> Value {
    match value {
        Value::Object(fields) => {
            let mut out = Map::new();
            for (key, value) in fields {
                let value = without_dots(value);
                let mut segments: Vec<_> = segments(&key);
                let last = segments.pop().unwrap_or(&key);
                let nested = Map::from_iter([(last.to_owned(), value)]);
                let nested = segments.into_iter().rev().fold(nested, |inner, segment| {
                    Map::from_iter([(segment.to_owned(), Value::Object(inner))])
                });
                merge(&mut out, nested);
            }
            Value::Object(out)
        }
        Value::Array(items) => Value::Array(items.into_iter().map(without_dots).collect()),
        other => other,
    }
}

/// The segments of a key.
fn segments(key: &str) -> Vec<&str> {
    if key.split('.').count() > MOST_SEGMENTS { vec![key] } else { key.split('.').collect() }
}

/// Puts fields beside others; two values of one field become a list of both.
fn merge(into: &mut Map<String, Value>, from: Map<String, Value>) {
    for (key, value) in from {
        match (into.get_mut(&key), value) {
            (Some(Value::Object(old)), Value::Object(new)) => merge(old, new),
            (Some(old), new) => *old = Value::Array(vec![old.take(), new]),
            (None, new) => drop(into.insert(key, new)),
        }
    }
}
