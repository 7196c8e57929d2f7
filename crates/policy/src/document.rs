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

use crate::condition::Operator;

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

/// A document that cannot be evaluated. It reads as AWS's parser of resource policies and trust policies puts it;
/// IAM says `Syntax errors in policy.` of all of them where an identity policy is concerned.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SyntaxError {
    /// It is no JSON, or no object.
    Json,
    /// A key that the grammar does not know.
    UnknownField(String),
    /// A key that must be there.
    Missing(&'static str),
    /// There is no statement.
    NoStatement,
    /// `Version` names no version of the language.
    Version,
    /// `Effect` is neither `Allow` nor `Deny`.
    Effect(String),
    /// A value of the wrong kind, a key that occurs twice, or one that excludes another; with its line and column.
    At(usize, usize),
    /// A condition operator that nobody knows.
    Operator(String),
    /// A principal that can be nobody.
    Principal(String),
}

impl fmt::Display for SyntaxError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Json => f.write_str("This policy contains invalid Json"),
            Self::UnknownField(name) => write!(f, "Unknown field {name}"),
            Self::Missing(name) => write!(f, "Missing required field {name}"),
            Self::NoStatement => f.write_str("Could not parse the policy: Statement is empty!"),
            Self::Version => f.write_str("The policy must contain a valid version string"),
            Self::Effect(effect) => write!(f, "Invalid effect: {effect}"),
            Self::At(line, column) => write!(f, "Syntax error at position ({line},{column})"),
            Self::Operator(name) => write!(f, "Invalid Condition type : {name}"),
            Self::Principal(text) => write!(f, "Invalid principal in policy: {text}"),
        }
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
    /// Where `Statement`'s bracket or brace has opened, in bytes.
    pub(crate) statements_open: usize,
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
    /// `Condition`, one entry per key; operators without keys leave none.
    pub conditions: Vec<ConditionText>,
    /// Where the statement stands in the text, in bytes.
    pub span: Range<usize>,
}

impl StatementText {
    /// What `Action` or `NotAction` lists.
    pub fn actions(&self) -> &[String] {
        self.action.as_deref().or(self.not_action.as_deref()).unwrap_or_default()
    }

    /// What `Resource` or `NotResource` lists.
    pub fn resources(&self) -> &[String] {
        self.resource.as_deref().or(self.not_resource.as_deref()).unwrap_or_default()
    }

    /// What `Principal` or `NotPrincipal` says.
    pub fn principals(&self) -> Option<&Principals> {
        self.principal.as_ref().or(self.not_principal.as_ref())
    }
}

/// The principals of a statement.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Principals {
    /// `"*"`
    Everyone,
    /// Kind (`AWS`, `Service`, `Federated`, `CanonicalUser`) and values.
    Map(Vec<(String, Vec<String>)>),
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
        let whole: &RawValue = serde_json::from_str(text).map_err(|_| SyntaxError::Json)?;
        if !whole.get().starts_with('{') {
            return Err(SyntaxError::Json);
        }
        let reader = Reader { text };
        let mut document = Self { version: None, id: None, statements: Vec::new(), statements_open: 0 };
        let mut found_statement = false;
        for (key, value) in reader.map(whole)? {
            match key.as_str() {
                "Version" => document.version = Some(reader.version(value)?),
                "Id" => document.id = Some(reader.string(value)?),
                "Statement" => {
                    found_statement = true;
                    document.statements = reader.statements(value)?;
                    document.statements_open = reader.offset(value) + 1;
                }
                _ => return Err(SyntaxError::UnknownField(key)),
            }
        }
        if !found_statement {
            return Err(SyntaxError::Missing("Statement"));
        }
        if document.statements.is_empty() {
            return Err(SyntaxError::NoStatement);
        }
        Ok(document)
    }
}

/// Reads the parts of one text, and knows where each of them stands in it.
struct Reader<'a> {
    text: &'a str,
}

impl<'a> Reader<'a> {
    fn version(&self, value: &RawValue) -> Result<Version> {
        match self.string(value)?.as_str() {
            "2008-10-17" => Ok(Version::V2008),
            "2012-10-17" => Ok(Version::V2012),
            _ => Err(SyntaxError::Version),
        }
    }

    fn statements(&self, value: &'a RawValue) -> Result<Vec<StatementText>> {
        if value.get().starts_with('[') {
            self.list(value)?.into_iter().map(|item| self.statement(item)).collect()
        } else {
            Ok(vec![self.statement(value)?])
        }
    }

    fn statement(&self, value: &'a RawValue) -> Result<StatementText> {
        let start = self.offset(value);
        let mut read = StatementText { span: start..start + value.get().len(), ..StatementText::default() };
        for (key, value) in self.map(value)? {
            let excluded = match key.as_str() {
                "Sid" => read.sid.replace(self.string(value)?).is_some(),
                "Effect" => read.effect.replace(self.string(value)?).is_some(),
                "Principal" => {
                    read.principal = Some(self.principals(value)?);
                    read.not_principal.is_some()
                }
                "NotPrincipal" => {
                    read.not_principal = Some(self.principals(value)?);
                    read.principal.is_some()
                }
                "Action" => {
                    read.action = Some(self.strings(value)?);
                    read.not_action.is_some()
                }
                "NotAction" => {
                    read.not_action = Some(self.strings(value)?);
                    read.action.is_some()
                }
                "Resource" => {
                    read.resource = Some(self.strings(value)?);
                    read.not_resource.is_some()
                }
                "NotResource" => {
                    read.not_resource = Some(self.strings(value)?);
                    read.resource.is_some()
                }
                "Condition" => {
                    self.conditions(value, &mut read)?;
                    false
                }
                _ => return Err(SyntaxError::UnknownField(key)),
            };
            if excluded {
                return Err(self.at(value));
            }
        }
        match &read.effect {
            None => Err(SyntaxError::Missing("Effect")),
            Some(effect) if effect.eq_ignore_ascii_case("Allow") || effect.eq_ignore_ascii_case("Deny") => {
                Ok(read)
            }
            Some(effect) => Err(SyntaxError::Effect(effect.clone())),
        }
    }

    fn principals(&self, value: &'a RawValue) -> Result<Principals> {
        if value.get().starts_with('"') {
            return match self.string(value)?.as_str() {
                "*" => Ok(Principals::Everyone),
                _ => Err(self.at(value)),
            };
        }
        let mut entries = Vec::new();
        for (kind, values) in self.map(value)? {
            if !matches!(kind.as_str(), "AWS" | "Service" | "Federated" | "CanonicalUser") {
                return Err(self.at(values));
            }
            let values = self.strings(values)?;
            entries.push((kind, values));
        }
        Ok(Principals::Map(entries))
    }

    fn conditions(&self, value: &'a RawValue, read: &mut StatementText) -> Result<()> {
        for (operator, keys) in self.map(value)? {
            let keys = self.map(keys)?;
            // An operator without keys tests nothing: IAM takes any name there.
            if !keys.is_empty() && Operator::parse(&operator).is_none() {
                return Err(SyntaxError::Operator(operator));
            }
            for (key, values) in keys {
                let values = self.condition_values(values)?;
                read.conditions.push(ConditionText { operator: operator.clone(), key, values });
            }
        }
        Ok(())
    }

    fn condition_values(&self, value: &'a RawValue) -> Result<Vec<String>> {
        if value.get().starts_with('[') {
            self.list(value)?.into_iter().map(|item| self.scalar(item)).collect()
        } else {
            Ok(vec![self.scalar(value)?])
        }
    }

    /// A string, a number or a boolean, as text.
    fn scalar(&self, value: &RawValue) -> Result<String> {
        match value.get().as_bytes().first() {
            Some(b'"') => self.string(value),
            Some(b'{' | b'[' | b'n') | None => Err(self.at(value)),
            Some(_) => Ok(value.get().to_owned()),
        }
    }

    fn strings(&self, value: &'a RawValue) -> Result<Vec<String>> {
        if value.get().starts_with('[') {
            self.list(value)?.into_iter().map(|item| self.string(item)).collect()
        } else {
            Ok(vec![self.string(value)?])
        }
    }

    fn string(&self, value: &RawValue) -> Result<String> {
        serde_json::from_str(value.get()).map_err(|_| self.at(value))
    }

    fn list(&self, value: &'a RawValue) -> Result<Vec<&'a RawValue>> {
        serde_json::from_str(value.get()).map_err(|_| self.at(value))
    }

    /// The members of an object in their order, values unread. A key that occurs twice is an error.
    fn map(&self, value: &'a RawValue) -> Result<IndexMap<String, &'a RawValue>> {
        let Members(members) = serde_json::from_str(value.get()).map_err(|_| self.at(value))?;
        Ok(members)
    }

    /// Where the value begins in the text, in bytes.
    fn offset(&self, value: &RawValue) -> usize {
        (value.get().as_ptr() as usize).saturating_sub(self.text.as_ptr() as usize)
    }

    /// The place of a value as AWS's reader tells it: the line, and the column after the value's first character.
    fn at(&self, value: &RawValue) -> SyntaxError {
        let before = self.text.get(..self.offset(value)).unwrap_or_default();
        let line = before.rsplit('\n').next().unwrap_or_default();
        SyntaxError::At(before.matches('\n').count() + 1, line.chars().count() + 2)
    }
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
