//! Checks a message against the model's constraints, in AWS's own words.
//!
//! Validation is a [`Sink`] that writes nothing. It walks what was decoded and collects every violation, together with
//! the required members that decoding missed; the service's [`Dialect`] words them. What the model does not say
//! (SQS's numeric attributes, say) is the service's own to check.

mod java;
#[cfg(test)]
mod tests;

use crate::error::{Error, Result};
use crate::pattern::Pattern;
use crate::schema::{Dialect, Kind, Member, Schema};
use crate::shape::{Document, Entries, Sink, Structure, Timestamp, lower_first};
use std::fmt::Write;

/// One constraint that does not hold.
struct Violation {
    path: String,
    value: Value,
    must: String,
}

/// A value as Coral shows it.
#[derive(PartialEq)]
enum Value {
    /// It is missing.
    Null,
    /// It is sensitive.
    Hidden,
    /// Its Java text.
    Shown(String),
}

/// Checks a message; `missing` are the paths of required members that decoding did not find.
pub fn validate(dialect: Dialect, x: &dyn Structure, missing: Vec<String>) -> Result<()> {
    let mut v = Validator::new(x.schema());
    v.members(x);
    if let Some(error) = v.broken {
        return Err(error);
    }
    let mut violations: Vec<_> = missing
        .into_iter()
        .map(|path| Violation { path, value: Value::Null, must: "not be null".to_owned() })
        .collect();
    // A structure that misses a member was read as its default, which may break constraints that nobody broke.
    let below =
        |path: &str, of: &str| path.strip_prefix(of).is_some_and(|p| p.is_empty() || p.starts_with('.'));
    v.violations.retain(|other| violations.iter().all(|missing| !below(&other.path, &missing.path)));
    violations.append(&mut v.violations);
    if violations.is_empty() { Ok(()) } else { Err(word(dialect, x.schema(), &violations)) }
}

fn word(dialect: Dialect, schema: &Schema, violations: &[Violation]) -> Error {
    match dialect {
        Dialect::Sqs | Dialect::Ec2 => by_hand(dialect, schema, violations),
        Dialect::S3 => Error::new(
            "MalformedXML",
            "The XML you provided was not well-formed or did not validate against our published schema",
        ),
        Dialect::Iam => Error::new("ValidationError", iam(violations)),
        Dialect::Ecr => Error::new("InvalidParameterException", ecr(violations)),
        Dialect::Coral => Error::new("ValidationException", coral(violations)),
        Dialect::Logs => Error::new("InvalidParameterException", coral(violations)),
        Dialect::CoralQuery | Dialect::Sns => Error::new("ValidationError", coral(violations)),
    }
}

/// IAM's own sentence for the first name or path that does not match, else Coral's text without values (recorded/iam:
/// `update-invalid-status`; <https://github.com/juspay/hyperswitch-suite/pull/323> of a tag's value;
/// <https://github.com/aws-cloudformation/cfn-lint/issues/996> and 722).
fn iam(violations: &[Violation]) -> String {
    let own = violations.iter().find_map(|v| Some((v, own_sentence(v.must.strip_prefix(PATTERN)?)?)));
    if let Some((v, must)) = own {
        let name = v.path.rsplit('.').next().unwrap_or(&v.path);
        return format!("The specified value for {name} is invalid. {must}");
    }
    let hidden = |v: &Violation| Violation {
        path: v.path.clone(),
        value: if v.value == Value::Null { Value::Null } else { Value::Hidden },
        must: if v.must.starts_with(VALUES) { VALUES.to_owned() } else { v.must.clone() },
    };
    coral(&violations.iter().map(hidden).collect::<Vec<_>>())
}

/// ECR's sentence about the first thing that is wrong; of a pattern as
/// <https://github.com/hashicorp/terraform-provider-aws/issues> have it, of the rest by likeness.
fn ecr(violations: &[Violation]) -> String {
    let Some(first) = violations.first() else { return String::new() };
    let must = match first.must.strip_prefix(PATTERN) {
        Some(pattern) => format!("satisfy regular expression '{pattern}'"),
        None => first.must.clone(),
    };
    format!("Invalid parameter at '{}' failed to satisfy constraint: 'must {must}'", first.path)
}

/// What IAM says of a pattern in words.
fn own_sentence(pattern: &str) -> Option<&'static str> {
    Some(match pattern {
        _ if pattern.starts_with(r"[\w+=,.@") => {
            "It must contain only alphanumeric characters and/or the following: +=,.@_-"
        }
        r"(\u002F)|(\u002F[\u0021-\u007E]+\u002F)" => {
            "It must begin and end with / and contain only alphanumeric characters and/or / characters."
        }
        // https://github.com/aws/aws-cli/issues/5860
        r"\u002F[\u0021-\u007F]*" => {
            "It must begin with the / character and contain only alphanumeric characters and/or / characters."
        }
        r"[\u0009\u000A\u000D\u0020-\u00FF]+" => "It must contain only printable ASCII characters.",
        _ => return None,
    })
}

/// SQS and EC2 name the first thing that is wrong, each in its own way.
fn by_hand(dialect: Dialect, schema: &Schema, violations: &[Violation]) -> Error {
    let missing = violations.iter().find(|v| v.value == Value::Null);
    let Some(v) = missing.or(violations.first()) else { return Error::internal("nothing is wrong") };
    if dialect == Dialect::Ec2 {
        return ec2(v);
    }
    let name = upper_first(schema, &v.path);
    let (code, shape, text) = match &v.value {
        Value::Null => (
            "MissingParameter",
            "MissingRequiredParameterException",
            format!("The request must contain the parameter {name}."),
        ),
        Value::Shown(value) => (
            "InvalidParameterValue",
            "InvalidParameterValueException",
            format!("Value ({value}) for parameter {name} is invalid. Must {}.", v.must),
        ),
        Value::Hidden => (
            "InvalidParameterValue",
            "InvalidParameterValueException",
            format!("Value for parameter {name} is invalid. Must {}.", v.must),
        ),
    };
    Error::new(code, text).shape(shape)
}

/// EC2 writes names with a small first letter (<https://github.com/aws/aws-sdk-java-v2/issues/5437>), and bounds as if they
/// were excluded (<https://github.com/aws/aws-sdk-ruby/pull/2575>).
fn ec2(v: &Violation) -> Error {
    let shown = match &v.value {
        Value::Null => {
            let text = format!("The request must contain the parameter {}", v.path);
            return Error::new("MissingParameter", text);
        }
        Value::Shown(value) => value.as_str(),
        Value::Hidden => "",
    };
    let name = &v.path;
    let bound = |must: &str, than: &str| {
        let bound = v.must.strip_prefix(must)?;
        Some(format!(
            "Value ( {shown} ) for parameter {name} is invalid. Expecting a value {than} than {bound}."
        ))
    };
    let text = bound("have value greater than or equal to ", "greater")
        .or_else(|| bound("have value less than or equal to ", "less"));
    let otherwise = || format!("Value ({shown}) for parameter {name} is invalid.");
    Error::new("InvalidParameterValue", text.unwrap_or_else(otherwise))
}

/// The name of the outermost member that the path begins with, else the path itself.
fn upper_first(schema: &Schema, path: &str) -> String {
    let head = path.split('.').next().unwrap_or(path);
    let member = schema.members.iter().find(|m| lower_first(m.name) == head);
    member.map_or_else(|| path.to_owned(), |m| path.replacen(head, m.name, 1))
}

/// Coral's wording, the same in all of AWS's older services.
fn coral(violations: &[Violation]) -> String {
    let (n, s) = (violations.len(), if violations.len() == 1 { "" } else { "s" });
    let mut text = format!("{n} validation error{s} detected: ");
    for (i, v) in violations.iter().enumerate() {
        let separator = if i == 0 { "" } else { "; " };
        let value = match &v.value {
            Value::Null => " null".to_owned(),
            Value::Hidden => String::new(),
            Value::Shown(value) => format!(" '{value}'"),
        };
        // Writing to a string cannot fail.
        let _ = write!(
            text,
            "{separator}Value{value} at '{}' failed to satisfy constraint: {}{}",
            v.path,
            if v.must.starts_with("Map ") { "" } else { "Member must " },
            v.must
        );
    }
    text
}

struct Validator {
    path: String,
    at: &'static Schema,
    violations: Vec<Violation>,
    /// A pattern of the model does not compile, which is our fault.
    broken: Option<Error>,
}

impl Validator {
    fn new(at: &'static Schema) -> Self {
        Self { path: String::new(), at, violations: Vec::new(), broken: None }
    }
    fn fail(&mut self, value: impl Into<String>, must: String) {
        let value = if self.at.sensitive { Value::Hidden } else { Value::Shown(value.into()) };
        self.violations.push(Violation { path: self.path.clone(), value, must });
    }
    fn range(&mut self, value: &dyn Fn() -> String, is: i64) {
        if self.at.min.is_some_and(|min| is < min) {
            self.fail(value(), least(self.at));
        }
        if self.at.max.is_some_and(|max| is > max) {
            self.fail(value(), most(self.at));
        }
    }
    fn under(&mut self, name: &str, schema: &'static Schema, f: &mut dyn FnMut(&mut Self)) {
        let (length, was) = (self.path.len(), self.at);
        if length > 0 {
            self.path.push('.');
        }
        self.path.push_str(name);
        self.at = schema;
        f(self);
        self.path.truncate(length);
        self.at = was;
    }
    fn members(&mut self, x: &dyn Structure) {
        for (i, m) in x.schema().members.iter().enumerate() {
            if let Some(value) = x.get(i).filter(|value| value.present()) {
                self.under(&lower_first(m.name), m.schema, &mut |v| value.write(m, v));
            }
        }
    }
    /// Whether a value that has no members of its own breaks a constraint of its shape.
    fn breaks(&mut self, schema: &'static Schema, write: &dyn Fn(&mut dyn Sink)) -> bool {
        let mut inner = Self::new(schema);
        write(&mut inner);
        self.broken = self.broken.take().or(inner.broken);
        !inner.violations.is_empty()
    }
}

fn what(schema: &Schema) -> &'static str {
    if matches!(schema.kind, Kind::Integer | Kind::Long | Kind::Float) { "value" } else { "length" }
}

fn least(schema: &Schema) -> String {
    format!("have {} greater than or equal to {}", what(schema), schema.min.unwrap_or_default())
}

fn most(schema: &Schema) -> String {
    format!("have {} less than or equal to {}", what(schema), schema.max.unwrap_or_default())
}

const VALUES: &str = "satisfy enum value set";
const PATTERN: &str = "satisfy regular expression pattern: ";

fn one_of(schema: &Schema) -> String {
    format!("{VALUES}: [{}]", schema.values.join(", "))
}

fn fits(schema: &Schema) -> String {
    format!("{PATTERN}{}", schema.pattern)
}

/// Every constraint of an item's shape, which Coral lists when an item breaks any of them.
fn all(schema: &Schema) -> String {
    let constraints = [
        schema.max.map(|_| most(schema)),
        schema.min.map(|_| least(schema)),
        (!schema.pattern.is_empty()).then(|| fits(schema)),
        (!schema.values.is_empty()).then(|| one_of(schema)),
    ];
    let constraints: Vec<_> =
        constraints.into_iter().flatten().map(|must| format!("Member must {must}")).collect();
    format!("satisfy constraint: [{}]", constraints.join(", "))
}

/// Whether values of this shape have a path of their own; others are reported with the list or map they stand in.
fn composite(schema: &Schema) -> bool {
    matches!(schema.kind, Kind::Structure | Kind::Union | Kind::List | Kind::Map)
}

impl Sink for Validator {
    fn boolean(&mut self, _: bool) {}
    fn integer(&mut self, v: i64) {
        self.range(&|| v.to_string(), v);
    }
    fn float(&mut self, v: f64) {
        let schema = self.at;
        if schema.min.is_some_and(|min| v < min as f64) {
            self.fail(v.to_string(), least(schema));
        }
        if schema.max.is_some_and(|max| v > max as f64) {
            self.fail(v.to_string(), most(schema));
        }
    }
    fn string(&mut self, v: &str) {
        if !self.at.values.is_empty() {
            // An enumeration's text arrives as a plain one where the generator kept it open, as in keys of maps.
            return self.variant(v, self.at.values.contains(&v));
        }
        if !self.at.pattern.is_empty() {
            match Pattern::of(self.at.pattern) {
                Ok(pattern) if pattern.matches(v) => {}
                Ok(_) => self.fail(v, fits(self.at)),
                Err(error) => self.broken = Some(error),
            }
        }
        self.range(&|| v.to_owned(), v.chars().count() as i64);
    }
    fn variant(&mut self, v: &str, known: bool) {
        if !known {
            self.fail(v, one_of(self.at));
        }
    }
    fn blob(&mut self, v: &[u8]) {
        self.range(&|| java::blob(v), v.len() as i64);
    }
    fn timestamp(&mut self, _: &'static Member, _: Timestamp) {}
    fn document(&mut self, _: &Document) {}
    fn list(&mut self, m: &'static Member, n: usize, item: &dyn Fn(usize, &mut dyn Sink)) {
        let shown = || java::text(&|s| s.list(m, n, item));
        self.range(&shown, n as i64);
        let schema = m.item().schema;
        for i in 0..n {
            if composite(schema) {
                self.under(&format!("{}.member", i + 1), schema, &mut |v| item(i, v));
            } else if self.breaks(schema, &|s| item(i, s)) {
                return self.fail(shown(), all(schema));
            }
        }
    }
    fn map(&mut self, m: &'static Member, n: usize, each: Entries<'_>) {
        let shown = || java::text(&|s| s.map(m, n, each));
        self.range(&shown, n as i64);
        let (key, value) = (m.key().schema, m.value().schema);
        let (mut keys, mut values) = (false, false);
        each(&mut |name, entry| {
            keys |= self.breaks(key, &|s| s.string(name));
            if composite(value) {
                self.under(&format!("{name}.member"), value, &mut |v| entry.write(m.value(), v));
            } else {
                values |= self.breaks(value, &|s| entry.write(m.value(), s));
            }
        });
        for (broken, what, schema) in [(keys, "keys", key), (values, "value", value)] {
            if broken {
                self.fail(shown(), format!("Map {what} must {}", all(schema)));
            }
        }
    }
    fn structure(&mut self, _: &'static Member, v: &dyn Structure) {
        self.members(v);
    }
}
