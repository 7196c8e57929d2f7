//! The policy document as it is written: JSON taken apart by element, with the place of every statement.
//!
//! Reading is separate from compiling, because IAM refuses documents for reasons that a stored document may still
//! have; and separate from validating, because the same document is right for one use and wrong for another. What is
//! refused here nobody could evaluate. Keys that occur twice are refused, as on AWS.
//! <https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_grammar.html>

use std::fmt;
use std::ops::Range;

use indexmap::IndexMap;
use serde::de::{Deserialize, Deserializer, MapAccess, Visitor};
use serde_json::value::RawValue;

/// The version of the policy language.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Version {
    /// `2008-10-17`, also where the document names none: no policy variables.
    #[default]
    V2008,
    /// `2012-10-17`
    V2012,
}

/// Whether a statement allows or denies.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize)]
pub enum Effect {
    /// `Allow`
    Allow,
    /// `Deny`
    Deny,
}

/// A document that cannot be evaluated: which element is at fault, and how.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SyntaxError {
    /// What is wrong, in a sentence without the final stop.
    pub detail: String,
}

impl SyntaxError {
    fn new(detail: impl Into<String>) -> Self {
        Self { detail: detail.into() }
    }
}

impl fmt::Display for SyntaxError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.detail)
    }
}

impl std::error::Error for SyntaxError {}

/// A policy document.
#[derive(Clone, Debug)]
pub struct Document {
    /// The version written in the document, if any.
    pub version: Option<Version>,
    /// The `Id`.
    pub id: Option<String>,
    /// The statements in their order.
    pub statements: Vec<StatementText>,
}

/// One statement as written.
#[derive(Clone, Debug, Default)]
pub struct StatementText {
    /// The `Sid`.
    pub sid: Option<String>,
    /// The `Effect` as written: IAM tells `allow` from `Allow` later than it tells it from `Permit`.
    pub effect: Option<String>,
    /// `Principal`
    pub principal: Option<Principals>,
    /// `NotPrincipal`
    pub not_principal: Option<Principals>,
    /// `Action`
    pub action: Option<Vec<String>>,
    /// `NotAction`
    pub not_action: Option<Vec<String>>,
    /// `Resource`
    pub resource: Option<Vec<String>>,
    /// `NotResource`
    pub not_resource: Option<Vec<String>>,
    /// Operator, key and values, in their order; an operator with an empty map has no entry but is in `operators`.
    pub conditions: Vec<ConditionText>,
    /// Every operator named, with whether its map has keys.
    pub operators: Vec<(String, bool)>,
    /// Where the statement stands in the text, in bytes.
    pub span: Range<usize>,
}

/// The principals of a statement.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Principals {
    /// `"*"`
    Everyone,
    /// Kind (`AWS`, `Service`, `Federated`, `CanonicalUser`) and values.
    Map(Vec<(String, Vec<String>)>),
    /// Any other string: no service takes it.
    Other(String),
}

/// One line of a condition.
#[derive(Clone, Debug)]
pub struct ConditionText {
    /// `StringEquals`, `ForAllValues:StringLike`, `BoolIfExists`.
    pub operator: String,
    /// `aws:SourceArn`
    pub key: String,
    /// The values; numbers and booleans as they are written.
    pub values: Vec<String>,
}

type Result<T> = std::result::Result<T, SyntaxError>;

impl Document {
    /// Takes a document apart.
    pub fn read(text: &str) -> Result<Self> {
        let mut document = Self { version: None, id: None, statements: Vec::new() };
        let mut found_statement = false;
        for (key, value) in map(text, "policy")? {
            match key.as_str() {
                "Version" => document.version = Some(version(value)?),
                "Id" => document.id = Some(string(value, "Id")?),
                "Statement" => {
                    found_statement = true;
                    document.statements = statements(value, text)?;
                }
                _ => return Err(SyntaxError::new(format!("Unknown field {key}"))),
            }
        }
        if !found_statement {
            return Err(SyntaxError::new("Missing required field Statement"));
        }
        if document.statements.is_empty() {
            return Err(SyntaxError::new("Missing required field Statement cannot be empty!"));
        }
        Ok(document)
    }
}

fn version(value: &RawValue) -> Result<Version> {
    match string(value, "Version")?.as_str() {
        "2008-10-17" => Ok(Version::V2008),
        "2012-10-17" => Ok(Version::V2012),
        other => {
            Err(SyntaxError::new(format!("The policy must contain a valid version string, not {other}")))
        }
    }
}

fn statements(value: &RawValue, text: &str) -> Result<Vec<StatementText>> {
    let raw = value.get();
    if raw.starts_with('[') {
        list(value, "Statement")?.into_iter().map(|item| statement(item, text)).collect()
    } else {
        Ok(vec![statement(value, text)?])
    }
}

fn statement(value: &RawValue, text: &str) -> Result<StatementText> {
    let raw = value.get();
    let start = (raw.as_ptr() as usize).saturating_sub(text.as_ptr() as usize);
    let mut read = StatementText { span: start..start + raw.len(), ..StatementText::default() };
    for (key, value) in map(raw, "Statement")? {
        match key.as_str() {
            "Sid" => read.sid = Some(string(value, "Sid")?),
            "Effect" => read.effect = Some(string(value, "Effect")?),
            "Principal" => read.principal = Some(principals(value, &key)?),
            "NotPrincipal" => read.not_principal = Some(principals(value, &key)?),
            "Action" => read.action = Some(strings(value, &key)?),
            "NotAction" => read.not_action = Some(strings(value, &key)?),
            "Resource" => read.resource = Some(strings(value, &key)?),
            "NotResource" => read.not_resource = Some(strings(value, &key)?),
            "Condition" => conditions(value, &mut read)?,
            _ => return Err(SyntaxError::new(format!("Unknown field {key}"))),
        }
    }
    let both = |a: bool, b: bool, name: &str| {
        if a && b {
            Err(SyntaxError::new(format!("Statement has both {name} and Not{name}")))
        } else {
            Ok(())
        }
    };
    both(read.principal.is_some(), read.not_principal.is_some(), "Principal")?;
    both(read.action.is_some(), read.not_action.is_some(), "Action")?;
    both(read.resource.is_some(), read.not_resource.is_some(), "Resource")?;
    match &read.effect {
        None => Err(SyntaxError::new("Missing required field Effect")),
        Some(effect) if effect.eq_ignore_ascii_case("Allow") || effect.eq_ignore_ascii_case("Deny") => {
            Ok(read)
        }
        Some(effect) => Err(SyntaxError::new(format!("Invalid effect: {effect}"))),
    }
}

fn principals(value: &RawValue, name: &str) -> Result<Principals> {
    if value.get().starts_with('"') {
        let text = string(value, name)?;
        return Ok(if text == "*" { Principals::Everyone } else { Principals::Other(text) });
    }
    let mut entries = Vec::new();
    for (kind, values) in map(value.get(), name)? {
        if !matches!(kind.as_str(), "AWS" | "Service" | "Federated" | "CanonicalUser") {
            return Err(SyntaxError::new(format!("Unknown field {kind}")));
        }
        let values = strings(values, &kind)?;
        entries.push((kind, values));
    }
    Ok(Principals::Map(entries))
}

fn conditions(value: &RawValue, read: &mut StatementText) -> Result<()> {
    for (operator, keys) in map(value.get(), "Condition")? {
        let keys = map(keys.get(), &operator)?;
        read.operators.push((operator.clone(), !keys.is_empty()));
        for (key, values) in keys {
            let values = condition_values(values, &key)?;
            read.conditions.push(ConditionText { operator: operator.clone(), key, values });
        }
    }
    Ok(())
}

fn condition_values(value: &RawValue, name: &str) -> Result<Vec<String>> {
    if value.get().starts_with('[') {
        list(value, name)?.into_iter().map(|item| scalar(item, name)).collect()
    } else {
        Ok(vec![scalar(value, name)?])
    }
}

/// A string, a number or a boolean, as text.
fn scalar(value: &RawValue, name: &str) -> Result<String> {
    match value.get().as_bytes().first() {
        Some(b'"') => string(value, name),
        Some(b'{' | b'[' | b'n') | None => Err(wrong(name, "a string, a number or a boolean")),
        Some(_) => Ok(value.get().to_owned()),
    }
}

fn strings(value: &RawValue, name: &str) -> Result<Vec<String>> {
    if value.get().starts_with('[') {
        list(value, name)?.into_iter().map(|item| string(item, name)).collect()
    } else {
        Ok(vec![string(value, name)?])
    }
}

fn string(value: &RawValue, name: &str) -> Result<String> {
    serde_json::from_str(value.get()).map_err(|_| wrong(name, "a string"))
}

fn list<'a>(value: &'a RawValue, name: &str) -> Result<Vec<&'a RawValue>> {
    serde_json::from_str(value.get()).map_err(|_| wrong(name, "a list"))
}

fn wrong(name: &str, expected: &str) -> SyntaxError {
    SyntaxError::new(format!("{name} must be {expected}"))
}

/// The members of an object in their order, values unread.
fn map<'a>(text: &'a str, name: &str) -> Result<IndexMap<String, &'a RawValue>> {
    let Members(members) = serde_json::from_str(text).map_err(|error| {
        if error.is_data() {
            wrong(name, "an object without repeated keys")
        } else {
            SyntaxError::new(error.to_string())
        }
    })?;
    Ok(members)
}

struct Members<'a>(IndexMap<String, &'a RawValue>);

impl<'de> Deserialize<'de> for Members<'de> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> std::result::Result<Self, D::Error> {
        deserializer.deserialize_map(MembersVisitor)
    }
}

struct MembersVisitor;

impl<'de> Visitor<'de> for MembersVisitor {
    type Value = Members<'de>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut access: A) -> std::result::Result<Self::Value, A::Error> {
        let mut members = IndexMap::new();
        while let Some((key, value)) = access.next_entry::<String, &'de RawValue>()? {
            if let Some(_earlier) = members.insert(key, value) {
                return Err(serde::de::Error::custom("a key occurs twice"));
            }
        }
        Ok(Members(members))
    }
}
