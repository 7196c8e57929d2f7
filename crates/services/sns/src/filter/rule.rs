//! A compiled policy, and whether a value meets it.
//!
//! A node is met by an object when each of its fields is. A list is met when one of its items is: so fields of one node
//! must be found in the same item of a list of objects, as the ruler has it. Each value is looked at once a node, so the
//! cost is that of the policy times that of the message.

use super::cidr::Cidr;
use serde_json::{Map, Value};
use std::net::IpAddr;

/// Fields that must all be met, and groups of which one alternative each must be.
#[derive(Clone, Debug, Default)]
pub(super) struct Node {
    pub(super) fields: Vec<(String, Rule)>,
    pub(super) ors: Vec<Vec<Node>>,
}

/// What a field must meet.
#[derive(Clone, Debug)]
pub(super) enum Rule {
    /// One of these.
    Leaf(Vec<Condition>),
    Nested(Node),
}

/// What a value must meet.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Condition {
    /// A text; one that is an IP address is met however that is written.
    Text(String, Option<IpAddr>),
    Number(f64),
    /// `true`, `false` or `null`.
    Literal(Value),
    Prefix(String),
    Suffix(String),
    /// In lower case.
    IgnoreCase(String),
    Cidr(Cidr),
    Range(Range),
    Exists(bool),
    AnythingBut(Vec<Condition>),
}

/// A range of numbers.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Range {
    /// The bound, and whether it belongs to the range.
    pub(super) bottom: Option<(f64, bool)>,
    pub(super) top: Option<(f64, bool)>,
}

impl Node {
    pub(super) fn matches(&self, value: Option<&Value>) -> bool {
        match value {
            Some(Value::Array(items)) if !items.is_empty() => {
                items.iter().any(|item| self.matches(Some(item)))
            }
            Some(Value::Object(fields)) => self.matches_object(Some(fields)),
            _ => self.matches_object(None),
        }
    }
    fn matches_object(&self, object: Option<&Map<String, Value>>) -> bool {
        let field = |(name, rule): &(String, Rule)| {
            let value = object.and_then(|object| object.get(name));
            match rule {
                Rule::Leaf(conditions) => leaf(conditions, value),
                Rule::Nested(node) => node.matches(value),
            }
        };
        let or = |alternatives: &Vec<Self>| alternatives.iter().any(|node| node.matches_object(object));
        self.fields.iter().all(field) && self.ors.iter().all(or)
    }
}

/// Whether one of the conditions is met by the value, or by an item of a list.
fn leaf(conditions: &[Condition], value: Option<&Value>) -> bool {
    match value {
        Some(Value::Array(items)) if !items.is_empty() => {
            items.iter().any(|item| !item.is_object() && leaf(conditions, Some(item)))
        }
        // Conditions are about leaves: an object or an empty list is as good as nothing.
        None | Some(Value::Object(_) | Value::Array(_)) => conditions.contains(&Condition::Exists(false)),
        Some(scalar) => conditions.iter().any(|condition| condition.is_met_by(scalar)),
    }
}

impl Condition {
    fn is_met_by(&self, value: &Value) -> bool {
        let text = value.as_str();
        match self {
            Self::Text(wanted, ip) => text.is_some_and(|text| {
                text == wanted || ip.is_some_and(|ip| text.parse::<IpAddr>().is_ok_and(|other| other == ip))
            }),
            Self::Number(wanted) => value.as_f64().is_some_and(|number| five(number) == five(*wanted)),
            Self::Literal(wanted) => value == wanted,
            Self::Prefix(prefix) => text.is_some_and(|text| text.starts_with(prefix.as_str())),
            Self::Suffix(suffix) => text.is_some_and(|text| text.ends_with(suffix.as_str())),
            Self::IgnoreCase(wanted) => text.is_some_and(|text| text.to_lowercase() == *wanted),
            Self::Cidr(block) => text.is_some_and(|text| block.contains(text)),
            Self::Range(range) => value.as_f64().is_some_and(|number| range.contains(number)),
            // <https://docs.aws.amazon.com/sns/latest/dg/attribute-key-matching.html>: neither null nor empty
            Self::Exists(wanted) => *wanted && !value.is_null() && text != Some(""),
            Self::AnythingBut(unwanted) => !unwanted.iter().any(|condition| condition.is_met_by(value)),
        }
    }
}

impl Range {
    fn contains(&self, number: f64) -> bool {
        let number = five(number);
        let above = |(bound, within): (f64, bool)| number > five(bound) || (within && number == five(bound));
        let below = |(bound, within): (f64, bool)| number < five(bound) || (within && number == five(bound));
        self.bottom.is_none_or(above) && self.top.is_none_or(below)
    }
}

/// Numbers are compared to five digits after the point.
/// <https://docs.aws.amazon.com/sns/latest/dg/subscription-filter-policy-constraints.html>
fn five(number: f64) -> i128 {
    (number * 1e5).round() as i128
}
