//! Checks a message against the model's constraints, in AWS's own words.
//!
//! Validation is a [`Sink`] that writes nothing. It walks what was decoded and collects every violation, together with
//! the required members that decoding missed; the service's [`Dialect`] words them. What the model does not say
//! (SQS's numeric attributes, say) is the service's own to check.

use crate::error::{Error, Result};
use crate::schema::{Dialect, Member, Schema, root};
use crate::shape::{Document, Shape, Sink, Structure, Timestamp, lower_first};
use fancy_regex::Regex;
use parking_lot::RwLock;
use std::collections::HashMap;
use std::fmt::Write;
use std::sync::{Arc, OnceLock};

/// One constraint that does not hold.
struct Violation {
    path: String,
    /// The value as Coral spells it; `None` for null.
    value: Option<String>,
    must: String,
}

/// Checks a message; `missing` are the paths of required members that decoding did not find.
pub fn validate(dialect: Dialect, x: &dyn Structure, missing: Vec<String>) -> Result<()> {
    let mut v = Validator { path: String::new(), at: x.schema(), violations: Vec::new() };
    v.members(x);
    let mut violations: Vec<_> = missing
        .into_iter()
        .map(|path| Violation { path, value: None, must: "not be null".to_owned() })
        .collect();
    // A structure that misses a member was read as its default, which may break constraints that nobody broke.
    v.violations.retain(|other| violations.iter().all(|missing| missing.path != other.path));
    violations.append(&mut v.violations);
    if violations.is_empty() { Ok(()) } else { Err(word(dialect, x.schema(), &violations)) }
}

fn word(dialect: Dialect, schema: &Schema, violations: &[Violation]) -> Error {
    let missing = |v: &Violation| v.value.is_none();
    match dialect {
        Dialect::Sqs | Dialect::Ec2 => {
            if let Some(v) = violations.iter().find(|v| missing(v)) {
                let name = upper_first(schema, &v.path);
                let text = match dialect {
                    Dialect::Sqs => format!("The request must contain the parameter {name}."),
                    _ => format!("The request must contain the parameter {name}"),
                };
                let error = Error::new("MissingParameter", text);
                return if dialect == Dialect::Sqs {
                    error.shape("MissingRequiredParameterException")
                } else {
                    error
                };
            }
            let v = &violations[0];
            let value = v.value.as_deref().unwrap_or_default();
            let text = format!(
                "Value ({value}) for parameter {} is invalid. Must {}.",
                upper_first(schema, &v.path),
                v.must
            );
            let error = Error::new("InvalidParameterValue", text);
            if dialect == Dialect::Sqs { error.shape("InvalidParameterValueException") } else { error }
        }
        Dialect::S3 => Error::new(
            "MalformedXML",
            "The XML you provided was not well-formed or did not validate against our published schema",
        ),
        Dialect::Coral => Error::new("ValidationException", coral(violations)),
        Dialect::CoralQuery | Dialect::Sns => Error::new("ValidationError", coral(violations)),
    }
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
        let value = v.value.as_ref().map_or("null".to_owned(), |value| format!("'{value}'"));
        // Writing to a string cannot fail.
        let _ = write!(
            text,
            "{separator}Value {value} at '{}' failed to satisfy constraint: Member must {}",
            v.path, v.must
        );
    }
    text
}

struct Validator {
    path: String,
    at: &'static Schema,
    violations: Vec<Violation>,
}

impl Validator {
    fn fail(&mut self, value: &str, must: String) {
        let value = if self.at.sensitive { "***Sensitive Information***" } else { value };
        self.violations.push(Violation { path: self.path.clone(), value: Some(value.to_owned()), must });
    }
    fn range(&mut self, value: &dyn Fn() -> String, is: i64, what: &str) {
        if let Some(min) = self.at.min
            && is < min
        {
            self.fail(&value(), format!("have {what} greater than or equal to {min}"));
        }
        if let Some(max) = self.at.max
            && is > max
        {
            self.fail(&value(), format!("have {what} less than or equal to {max}"));
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
}

impl Sink for Validator {
    fn boolean(&mut self, _: bool) {}
    fn integer(&mut self, v: i64) {
        self.range(&|| v.to_string(), v, "value");
    }
    fn float(&mut self, v: f64) {
        self.range(&|| v.to_string(), v as i64, "value");
    }
    fn string(&mut self, v: &str) {
        self.range(&|| v.to_owned(), v.chars().count() as i64, "length");
        // An enumeration's text arrives here as a plain string where the generator kept it open (map keys).
        if !self.at.values.is_empty() && !self.at.values.contains(&v) {
            self.fail(v, format!("satisfy enum value set: [{}]", self.at.values.join(", ")));
        }
        if !self.at.pattern.is_empty() && pattern(self.at).is_some_and(|p| !p.is_match(v).unwrap_or(false)) {
            self.fail(v, format!("satisfy regular expression pattern: {}", self.at.pattern));
        }
    }
    fn blob(&mut self, v: &[u8]) {
        self.range(&|| "java.nio.HeapByteBuffer".to_owned(), v.len() as i64, "length");
    }
    fn timestamp(&mut self, _: &'static Member, _: Timestamp) {}
    fn document(&mut self, _: &Document) {}
    fn list(&mut self, m: &'static Member, n: usize, item: &dyn Fn(usize, &mut dyn Sink)) {
        self.range(&|| "[]".to_owned(), n as i64, "length");
        for i in 0..n {
            self.under(&format!("{}.member", i + 1), m.item().schema, &mut |v| item(i, v));
        }
    }
    fn map(&mut self, m: &'static Member, n: usize, each: &dyn Fn(&mut dyn FnMut(&str, &dyn Shape))) {
        self.range(&|| "{}".to_owned(), n as i64, "length");
        each(&mut |key, value| {
            static KEY: Member = root(&Schema::new("", crate::schema::Kind::String));
            self.under(key, m.key().schema, &mut |v| key.to_owned().write(&KEY, v));
            self.under(&format!("{key}.member"), m.value().schema, &mut |v| value.write(m.value(), v));
        });
    }
    fn structure(&mut self, _: &'static Member, v: &dyn Structure) {
        self.members(v);
    }
}

/// The schema's pattern, compiled when it is first asked for: all of a large model's at once would take seconds.
fn pattern(schema: &'static Schema) -> Option<Arc<Regex>> {
    static CACHE: OnceLock<RwLock<HashMap<&'static str, Option<Arc<Regex>>>>> = OnceLock::new();
    let cache = CACHE.get_or_init(RwLock::default);
    if let Some(compiled) = cache.read().get(schema.pattern) {
        return compiled.clone();
    }
    let compiled = Regex::new(&format!("^(?:{})$", schema.pattern)).ok().map(Arc::new);
    cache.write().insert(schema.pattern, compiled.clone());
    compiled
}
