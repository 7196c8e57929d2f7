//! Values for the parameters: what the caller gave, what the stack had before, the defaults, and whether each is allowed.
//!
//! A parameter of type `AWS::SSM::Parameter::Value<...>` holds a name; the engine does no I/O, so binding is two steps:
//! [`bind`] checks everything and says with [`Bound::ssm_names`] what to fetch, [`Bound::resolve`] puts in what was
//! found. Constraints hold for the name, not for the value behind it (user guide, "SSM parameter types").

mod constraints;

#[cfg(test)]
mod tests;

use indexmap::IndexMap;
use serde_json::Value;

use crate::error::{Error, Result};
use crate::template::{Parameter, ParameterType, Template};

/// What a caller says of one parameter (`Parameters.member.N` of the API).
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Given {
    /// `ParameterValue`.
    pub value: Option<String>,
    /// `UsePreviousValue`.
    pub use_previous: bool,
}

impl Given {
    /// A value.
    pub fn value(text: impl Into<String>) -> Self {
        Self { value: Some(text.into()), use_previous: false }
    }

    /// The value that the stack has.
    pub fn previous() -> Self {
        Self { value: None, use_previous: true }
    }
}

/// One parameter with its value.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BoundParameter {
    /// The text given, which a stack keeps and shows as `ParameterValue`. Secret where the parameter is `NoEcho`.
    pub text: String,
    /// The value behind the name, for SSM parameters: `ResolvedValue`.
    pub resolved: Option<String>,
    /// The type declared.
    pub kind: ParameterType,
    /// Never show the text.
    pub no_echo: bool,
}

/// What AWS shows in place of a `NoEcho` value.
pub const MASKED: &str = "****";

impl BoundParameter {
    /// What a description of the stack may show: `ParameterValue`.
    pub fn shown(&self) -> &str {
        if self.no_echo { MASKED } else { &self.text }
    }

    /// What a reference sees: a text, or a list of texts for the list types.
    pub fn value(&self) -> Value {
        let text = self.resolved.as_deref().unwrap_or(&self.text);
        if self.kind.is_list() {
            Value::Array(items(text).map(Value::from).collect())
        } else {
            Value::from(text)
        }
    }
}

/// The values of all parameters of a template, in its order.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Bound(IndexMap<String, BoundParameter>);

/// Gives every parameter of a template a value and checks it.
///
/// `previous` holds the texts that the stack has, if there is one.
pub fn bind(
    template: &Template,
    given: &IndexMap<String, Given>,
    previous: &IndexMap<String, String>,
) -> Result<Bound> {
    let unknown: Vec<&str> = names(given.keys().filter(|name| !template.parameters.contains_key(*name)));
    if !unknown.is_empty() {
        return Err(Error::invalid(format!(
            "Parameters: [{}] do not exist in the template",
            unknown.join(", ")
        )));
    }
    let mut bound = Bound::default();
    let mut missing = Vec::new();
    for (name, declared) in &template.parameters {
        match text_of(name, declared, given.get(name), previous)? {
            Some(text) => drop(bound.0.insert(name.clone(), bound_parameter(declared, text))),
            None => missing.push(name.as_str()),
        }
    }
    if !missing.is_empty() {
        return Err(Error::invalid(format!("Parameters: [{}] must have values", missing.join(", "))));
    }
    for (name, declared) in &template.parameters {
        if let Some(parameter) = bound.0.get(name) {
            constraints::check(name, declared, &parameter.text)?;
        }
    }
    Ok(bound)
}

fn names<'a>(names: impl Iterator<Item = &'a String>) -> Vec<&'a str> {
    names.map(String::as_str).collect()
}

fn text_of(
    name: &str,
    declared: &Parameter,
    given: Option<&Given>,
    previous: &IndexMap<String, String>,
) -> Result<Option<String>> {
    let wrong = |why: &str| Error::invalid(format!("Invalid input for parameter key {name}. {why}"));
    match given {
        Some(Given { value: Some(value), use_previous: true }) if !value.is_empty() => {
            Err(wrong("Cannot specify usePreviousValue as true and non empty value for a parameter"))
        }
        Some(Given { use_previous: true, .. }) => previous.get(name).cloned().map(Some).ok_or_else(|| {
            wrong("Cannot specify usePreviousValue as true for a parameter key not in the previous template")
        }),
        Some(Given { value: Some(value), .. }) => Ok(Some(value.clone())),
        _ => Ok(declared.default.clone()),
    }
}

fn bound_parameter(declared: &Parameter, text: String) -> BoundParameter {
    BoundParameter { text, resolved: None, kind: declared.kind.clone(), no_echo: declared.no_echo }
}

impl Bound {
    /// The parameters with their values, in the template's order.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &BoundParameter)> {
        self.0.iter().map(|(name, it)| (name.as_str(), it))
    }

    /// One parameter.
    pub fn get(&self, name: &str) -> Option<&BoundParameter> {
        self.0.get(name)
    }

    /// The texts to keep with the stack, for a later `UsePreviousValue`.
    pub fn texts(&self) -> IndexMap<String, String> {
        self.0.iter().map(|(name, it)| (name.clone(), it.text.clone())).collect()
    }

    /// What references see, for [`crate::Evaluator::new`].
    pub fn values(&self) -> IndexMap<String, Value> {
        self.0.iter().map(|(name, it)| (name.clone(), it.value())).collect()
    }

    /// What references see, [`MASKED`] in place of every secret.
    pub fn masked_values(&self) -> IndexMap<String, Value> {
        let masked = |it: &BoundParameter| match (it.no_echo, it.kind.is_list()) {
            (false, _) => it.value(),
            (true, true) => Value::Array(vec![Value::from(MASKED)]),
            (true, false) => Value::from(MASKED),
        };
        self.0.iter().map(|(name, it)| (name.clone(), masked(it))).collect()
    }

    /// The names of SSM parameters whose values are needed (`AWS::SSM::Parameter::Value<...>`) or whose existence is
    /// (`AWS::SSM::Parameter::Name`), each once.
    pub fn ssm_names(&self) -> Vec<String> {
        let mut found: Vec<String> = Vec::new();
        let ssm = |it: &&BoundParameter| matches!(it.kind, ParameterType::Ssm(_) | ParameterType::SsmName);
        for parameter in self.0.values().filter(ssm) {
            if !found.contains(&parameter.text) {
                found.push(parameter.text.clone());
            }
        }
        found
    }

    /// The AWS values that must exist (`AWS::EC2::VPC::Id` and its like): parameter, type, value.
    pub fn aws_values(&self) -> Vec<(String, String, String)> {
        let mut found = Vec::new();
        for (name, it) in &self.0 {
            match &it.kind {
                ParameterType::Aws(kind) => found.push((name.clone(), kind.clone(), it.text.clone())),
                ParameterType::AwsList(kind) => {
                    found.extend(items(&it.text).map(|item| (name.clone(), kind.clone(), item.to_owned())));
                }
                _ => {}
            }
        }
        found
    }

    /// Puts in the values of the SSM parameters. `value` gives the value of a name, a list's items between commas.
    pub fn resolve(mut self, value: impl Fn(&str) -> Option<String>) -> Result<Self> {
        let mut missing = Vec::new();
        for parameter in self.0.values_mut() {
            match (&parameter.kind, value(&parameter.text)) {
                (ParameterType::Ssm(_), Some(found)) => parameter.resolved = Some(found),
                (ParameterType::Ssm(_) | ParameterType::SsmName, None) => {
                    missing.push(parameter.text.clone());
                }
                _ => {}
            }
        }
        if missing.is_empty() {
            return Ok(self);
        }
        let names = missing.join(", ");
        Err(Error::invalid(format!(
            "Unable to fetch parameters [{names}] from parameter store for this account."
        )))
    }
}

/// The refusal of an AWS value that does not exist, for the caller who looked it up.
pub fn no_such_value(parameter: &str, value: &str) -> Error {
    let text = format!("parameter value {value} for parameter name {parameter} does not exist");
    Error::invalid(format!("Parameter validation failed: {text}"))
}

/// The items of a list written as text, spaces around each cut off. An empty text is a list of one empty text.
fn items(text: &str) -> impl Iterator<Item = &str> {
    text.split(',').map(str::trim)
}
