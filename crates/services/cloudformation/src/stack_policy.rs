//! Stack policies: what an update may do to which resource.
//!
//! They look like IAM's policies and are another language: actions of their own, one principal, resources by logical id.
//! <https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/protect-stack-resources.html>

use serde::Deserialize;
use serde_json::{Map, Value};
use wire::prelude::*;

/// A stack policy. Without a statement nothing is protected.
#[derive(Debug)]
pub(crate) struct StackPolicy(Vec<Statement>);

#[derive(Debug, Deserialize)]
#[serde(rename_all = "PascalCase", deny_unknown_fields)]
struct Statement {
    #[serde(default)]
    #[allow(dead_code, reason = "a statement may bear a name that nothing asks for")]
    sid: Option<Value>,
    effect: Effect,
    action: Option<OneOrMany>,
    not_action: Option<OneOrMany>,
    principal: Value,
    resource: Option<OneOrMany>,
    not_resource: Option<OneOrMany>,
    condition: Option<Map<String, Value>>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
enum Effect {
    Allow,
    Deny,
}

#[derive(Debug, Deserialize)]
#[serde(untagged)]
enum OneOrMany {
    One(String),
    Many(Vec<String>),
}

const ACTIONS: [&str; 4] = ["Update:*", "Update:Modify", "Update:Replace", "Update:Delete"];

impl StackPolicy {
    /// Reads a policy, or refuses it as AWS does.
    pub(crate) fn parse(text: &str) -> Result<Self> {
        let invalid = || Error::new("ValidationError", "Error validating stack policy: Invalid stack policy");
        let Ok(Value::Object(mut document)) = serde_json::from_str(text) else { return Err(invalid()) };
        let statements = match document.remove("Statement") {
            None if document.is_empty() => Vec::new(),
            Some(Value::Array(statements)) => statements,
            Some(one @ Value::Object(_)) => vec![one],
            _ => return Err(invalid()),
        };
        let read =
            |statement| serde_json::from_value::<Statement>(statement).ok().filter(Statement::is_valid);
        let statements: Option<Vec<_>> = statements.into_iter().map(read).collect();
        statements.map(Self).ok_or_else(invalid)
    }

    /// Whether an update may do something (`Update:Modify`) to a resource. A deny wins; what nothing allows is denied.
    pub(crate) fn permit(&self, action: &str, logical_id: &str, kind: &str) -> Result<()> {
        if self.0.is_empty() {
            return Ok(());
        }
        let refuse = |text: String| Err(Error::new("ValidationError", text));
        let resource = format!("LogicalResourceId/{logical_id}");
        let mut matching =
            self.0.iter().enumerate().filter(|(_, statement)| statement.matches(action, &resource, kind));
        if let Some((index, statement)) = matching.clone().find(|(_, it)| it.effect == Effect::Deny) {
            let action = statement.action.as_ref().and_then(|it| it.first(action)).unwrap_or(action);
            let resource =
                statement.resource.as_ref().and_then(|it| it.first(&resource)).unwrap_or(&resource);
            return refuse(format!(
                "Action denied by stack policy: Statement [#{}] does not allow [{action}] for resource [{resource}];",
                index + 1
            ));
        }
        if matching.any(|(_, it)| it.effect == Effect::Allow) {
            return Ok(());
        }
        refuse(format!(
            "Action not allowed by stack policy: no statement allows [{action}] for resource [{resource}];"
        ))
    }
}

impl Statement {
    fn is_valid(&self) -> bool {
        let actions = self.action.iter().chain(&self.not_action).flat_map(OneOrMany::all);
        let mut conditions = self.condition.iter().flatten();
        self.action.is_some() != self.not_action.is_some()
            && self.resource.is_some() != self.not_resource.is_some()
            && self.principal == "*"
            && actions.into_iter().all(|action| ACTIONS.contains(&action))
            && conditions.all(|(operator, test)| {
                let keys = test.as_object().map(|test| test.keys().all(|key| key == "ResourceType"));
                matches!(operator.as_str(), "StringEquals" | "StringLike") && keys == Some(true)
            })
    }

    fn matches(&self, action: &str, resource: &str, kind: &str) -> bool {
        let within = |list: Option<&OneOrMany>, not: Option<&OneOrMany>, text: &str| match (list, not) {
            (Some(list), _) => list.first(text).is_some(),
            (None, Some(not)) => not.first(text).is_none(),
            (None, None) => false,
        };
        within(self.action.as_ref(), self.not_action.as_ref(), action)
            && within(self.resource.as_ref(), self.not_resource.as_ref(), resource)
            && self.condition.iter().flatten().all(|(operator, test)| holds(operator, test, kind))
    }
}

/// A condition on the resource's type.
fn holds(operator: &str, test: &Value, kind: &str) -> bool {
    let values = match test.get("ResourceType") {
        Some(Value::Array(values)) => values.iter().collect(),
        Some(one) => vec![one],
        None => return true,
    };
    values.into_iter().filter_map(Value::as_str).any(|value| match operator {
        "StringLike" => like(value, kind),
        _ => value == kind,
    })
}

impl OneOrMany {
    fn all(&self) -> Vec<&str> {
        match self {
            Self::One(one) => vec![one],
            Self::Many(many) => many.iter().map(String::as_str).collect(),
        }
    }
    /// The first pattern that fits.
    fn first(&self, text: &str) -> Option<&str> {
        self.all().into_iter().find(|pattern| like(pattern, text))
    }
}

/// Whether a text fits a pattern in which `*` stands for any text and `?` for any character.
fn like(pattern: &str, text: &str) -> bool {
    policy::glob::matches(pattern, text, policy::glob::Case::Exact)
}
