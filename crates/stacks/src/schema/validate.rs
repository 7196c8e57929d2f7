//! Properties against a schema, in the words of AWS's validator.
//!
//! AWS validates with the library of its resource CLI (aws-cloudformation/cloudformation-resource-schema, Apache-2.0).
//! Its sentences are kept, with what makes them peculiar: a constraint on a value is named without the value (it may be
//! a secret), and a schema that combines others is reported before what failed in it. A type with an enumeration
//! counts as two schemas, which is why one wrong word makes two lines.
//!
//! A pattern that the engine cannot read holds for everything here (two dozen of the 8,500 published do, for surrogate
//! pairs and the like); the service itself judges the value when it is called.

use std::fmt;

use serde_json::{Map, Value};

use super::{Schema, resolve};
use crate::error::{Error, Result};
use crate::pattern::compile;

/// How deep a schema is followed. Values are as deep as templates may be; combinations of schemas add to that.
pub(super) const MAX_DEPTH: usize = 160;

/// One thing wrong with a property.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Violation {
    /// Where: `#` or `#/Tags/0/Key`.
    pub pointer: String,
    /// The schema's keyword that is violated: `required`, `type`, `pattern`, ...
    pub keyword: &'static str,
    text: String,
}

impl fmt::Display for Violation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.pointer, self.text)
    }
}

/// Validates the properties of a resource.
pub(super) fn validate(schema: &Schema, properties: &Value) -> Result<Vec<Violation>> {
    let mut validator = Validator { document: &schema.document, too_deep: false };
    let mut found = Vec::new();
    // What only reading shows cannot be given.
    for name in schema.read_only.iter().filter(|path| path.len() == 1).flatten() {
        if properties.get(name).is_some() && !schema.create_only.iter().any(|path| path.first() == Some(name))
        {
            found.push(extraneous("#", name));
        }
    }
    found.extend(validator.value(&schema.document, properties, "#", 0));
    if validator.too_deep {
        return Err(Error::NotSupported(format!(
            "the schema of {}, which refers to itself without end",
            schema.type_name
        )));
    }
    Ok(found)
}

/// Whether a value satisfies a part of a schema.
pub(super) fn fits(document: &Value, schema: &Value, value: &Value) -> bool {
    let mut validator = Validator { document, too_deep: false };
    validator.value(schema, value, "#", 0).is_empty() && !validator.too_deep
}

struct Validator<'a> {
    document: &'a Value,
    too_deep: bool,
}

impl Validator<'_> {
    fn value(&mut self, schema: &Value, value: &Value, pointer: &str, depth: usize) -> Vec<Violation> {
        if depth > MAX_DEPTH {
            self.too_deep = true;
            return Vec::new();
        }
        let schema = resolve(self.document, schema);
        let mut parts = vec![self.own(schema, value, pointer, depth)];
        if let Some(allowed) = schema.get("enum").and_then(Value::as_array) {
            let fine = allowed.contains(value);
            parts.push(scrubbed_unless(fine, pointer, "enum"));
        }
        if let Some(constant) = schema.get("const") {
            parts.push(scrubbed_unless(constant == value, pointer, "const"));
        }
        for part in list(schema, "allOf") {
            parts.push(self.value(part, value, pointer, depth + 1));
        }
        if let Some(violations) = self.one_of(schema, value, pointer, depth) {
            parts.push(violations);
        }
        if let Some(violations) = self.any_of(schema, value, pointer, depth) {
            parts.push(violations);
        }
        together(pointer, parts)
    }

    fn one_of(
        &mut self,
        schema: &Value,
        value: &Value,
        pointer: &str,
        depth: usize,
    ) -> Option<Vec<Violation>> {
        let parts = schema.get("oneOf")?.as_array()?;
        let results: Vec<_> = parts.iter().map(|part| self.value(part, value, pointer, depth + 1)).collect();
        let matched = results.iter().filter(|violations| violations.is_empty()).count();
        if matched == 1 {
            return Some(Vec::new());
        }
        let mut violations =
            vec![violation(pointer, "oneOf", format!("#: {matched} subschemas matched instead of one"))];
        violations.extend(results.into_iter().flatten());
        Some(violations)
    }

    fn any_of(
        &mut self,
        schema: &Value,
        value: &Value,
        pointer: &str,
        depth: usize,
    ) -> Option<Vec<Violation>> {
        let parts = schema.get("anyOf")?.as_array()?;
        let results: Vec<_> = parts.iter().map(|part| self.value(part, value, pointer, depth + 1)).collect();
        if results.iter().any(Vec::is_empty) {
            return Some(Vec::new());
        }
        let count = parts.len();
        let text = format!("#: no subschema matched out of the total {count} subschemas");
        let mut violations = vec![violation(pointer, "anyOf", text)];
        violations.extend(results.into_iter().flatten());
        Some(violations)
    }

    /// What the schema itself says, without those that it combines.
    fn own(&mut self, schema: &Value, value: &Value, pointer: &str, depth: usize) -> Vec<Violation> {
        if let Some(violation) = wrong_type(schema, value, pointer) {
            return vec![violation];
        }
        match value {
            Value::String(text) => strings(schema, text, pointer),
            Value::Number(number) => numbers(schema, number.as_f64().unwrap_or_default(), pointer),
            Value::Array(items) => {
                let mut violations = arrays(schema, items, pointer);
                if let Some(item) = schema.get("items") {
                    for (index, value) in items.iter().enumerate() {
                        violations.extend(self.value(item, value, &format!("{pointer}/{index}"), depth + 1));
                    }
                }
                violations
            }
            Value::Object(members) => self.objects(schema, members, pointer, depth),
            Value::Null | Value::Bool(_) => Vec::new(),
        }
    }

    fn objects(
        &mut self,
        schema: &Value,
        members: &Map<String, Value>,
        pointer: &str,
        depth: usize,
    ) -> Vec<Violation> {
        let mut violations = Vec::new();
        for name in list(schema, "required").filter_map(Value::as_str) {
            if !members.contains_key(name) {
                violations.push(violation(pointer, "required", format!("required key [{name}] not found")));
            }
        }
        sizes(schema, members.len(), pointer, &mut violations);
        dependencies(schema, members, pointer, &mut violations);
        let empty = Map::new();
        let object = |name: &str| schema.get(name).and_then(Value::as_object).unwrap_or(&empty);
        let (properties, patterns) = (object("properties"), object("patternProperties"));
        let additional = schema.get("additionalProperties");
        for (name, value) in members {
            let inner = format!("{pointer}/{name}");
            let mut known = false;
            if let Some(property) = properties.get(name) {
                known = true;
                violations.extend(self.value(property, value, &inner, depth + 1));
            }
            for (text, property) in patterns {
                if compile(text).map_or(true, |it| it.is_match(name).unwrap_or(true)) {
                    known = true;
                    violations.extend(self.value(property, value, &inner, depth + 1));
                }
            }
            match additional {
                Some(Value::Bool(false)) if !known => violations.push(extraneous(pointer, name)),
                Some(property @ Value::Object(_)) if !known => {
                    violations.extend(self.value(property, value, &inner, depth + 1));
                }
                _ => {}
            }
        }
        violations
    }
}

/// Several schemas for one value: the line that counts them, where there are several and one fails, then its failures.
fn together(pointer: &str, parts: Vec<Vec<Violation>>) -> Vec<Violation> {
    let (count, matched) = (parts.len(), parts.iter().filter(|violations| violations.is_empty()).count());
    let mut violations = Vec::new();
    if count > 1 && matched < count {
        let text = format!("#: only {matched} subschema matches out of {count}");
        violations.push(violation(pointer, "allOf", text));
    }
    violations.extend(parts.into_iter().flatten());
    violations
}

fn violation(pointer: &str, keyword: &'static str, text: String) -> Violation {
    Violation { pointer: pointer.to_owned(), keyword, text }
}

fn extraneous(pointer: &str, name: &str) -> Violation {
    violation(pointer, "additionalProperties", format!("extraneous key [{name}] is not permitted"))
}

/// A violation that would show the value, and so does not say more than the keyword.
fn scrubbed(pointer: &str, keyword: &'static str) -> Violation {
    violation(pointer, keyword, format!("failed validation constraint for keyword [{keyword}]"))
}

fn scrubbed_unless(fine: bool, pointer: &str, keyword: &'static str) -> Vec<Violation> {
    if fine { Vec::new() } else { vec![scrubbed(pointer, keyword)] }
}

fn list<'s>(schema: &'s Value, name: &str) -> impl Iterator<Item = &'s Value> {
    schema.get(name).and_then(Value::as_array).into_iter().flatten()
}

fn wrong_type(schema: &Value, value: &Value, pointer: &str) -> Option<Violation> {
    let wanted = schema.get("type")?;
    let fits = |name: &str| match name {
        "string" => value.is_string(),
        "integer" => value.is_i64() || value.is_u64(),
        "number" => value.is_number(),
        "boolean" => value.is_boolean(),
        "object" => value.is_object(),
        "array" => value.is_array(),
        "null" => value.is_null(),
        _ => true,
    };
    match wanted {
        Value::String(name) if !fits(name) => {
            let text = format!("expected type: {}, found: {}", expected(name), found(value));
            Some(violation(pointer, "type", text))
        }
        Value::Array(names) if !names.iter().filter_map(Value::as_str).any(fits) => {
            let text = format!("#: no subschema matched out of the total {} subschemas", names.len());
            Some(violation(pointer, "anyOf", text))
        }
        _ => None,
    }
}

fn expected(name: &str) -> &str {
    match name {
        "string" => "String",
        "integer" => "Integer",
        "number" => "Number",
        "boolean" => "Boolean",
        "object" => "JSONObject",
        "array" => "JSONArray",
        other => other,
    }
}

fn found(value: &Value) -> &'static str {
    match value {
        Value::Null => "Null",
        Value::Bool(_) => "Boolean",
        Value::Number(number) if number.is_f64() => "BigDecimal",
        Value::Number(_) => "Integer",
        Value::String(_) => "String",
        Value::Array(_) => "JSONArray",
        Value::Object(_) => "JSONObject",
    }
}

fn limit(schema: &Value, name: &str) -> Option<f64> {
    schema.get(name).and_then(Value::as_f64)
}

fn strings(schema: &Value, text: &str, pointer: &str) -> Vec<Violation> {
    let mut violations = Vec::new();
    let length = text.chars().count();
    if let Some(least) = limit(schema, "minLength").filter(|least| (length as f64) < *least) {
        violations.push(violation(
            pointer,
            "minLength",
            format!("expected minLength: {least}, actual: {length}"),
        ));
    }
    if let Some(most) = limit(schema, "maxLength").filter(|most| (length as f64) > *most) {
        violations.push(violation(
            pointer,
            "maxLength",
            format!("expected maxLength: {most}, actual: {length}"),
        ));
    }
    if let Some(pattern) = schema.get("pattern").and_then(Value::as_str)
        && compile(pattern).is_ok_and(|it| it.is_match(text).is_ok_and(|fits| !fits))
    {
        violations.push(scrubbed(pointer, "pattern"));
    }
    violations
}

fn numbers(schema: &Value, number: f64, pointer: &str) -> Vec<Violation> {
    let step = limit(schema, "multipleOf").filter(|step| *step > 0.0);
    let off = step.is_some_and(|step| ((number / step) - (number / step).round()).abs() > 1e-9);
    let checks = [
        ("minimum", limit(schema, "minimum").is_some_and(|least| number < least)),
        ("maximum", limit(schema, "maximum").is_some_and(|most| number > most)),
        ("exclusiveMinimum", limit(schema, "exclusiveMinimum").is_some_and(|least| number <= least)),
        ("exclusiveMaximum", limit(schema, "exclusiveMaximum").is_some_and(|most| number >= most)),
        ("multipleOf", off),
    ];
    checks.into_iter().filter(|(_, wrong)| *wrong).map(|(keyword, _)| scrubbed(pointer, keyword)).collect()
}

fn arrays(schema: &Value, items: &[Value], pointer: &str) -> Vec<Violation> {
    let mut violations = Vec::new();
    let count = items.len();
    if let Some(least) = limit(schema, "minItems").filter(|least| (count as f64) < *least) {
        let text = format!("expected minimum item count: {least}, found: {count}");
        violations.push(violation(pointer, "minItems", text));
    }
    if let Some(most) = limit(schema, "maxItems").filter(|most| (count as f64) > *most) {
        let text = format!("expected maximum item count: {most}, found: {count}");
        violations.push(violation(pointer, "maxItems", text));
    }
    if schema.get("uniqueItems") == Some(&Value::Bool(true)) {
        let distinct: std::collections::BTreeSet<String> = items.iter().map(Value::to_string).collect();
        if distinct.len() < count {
            violations.push(violation(pointer, "uniqueItems", "array items are not unique".to_owned()));
        }
    }
    violations
}

fn sizes(schema: &Value, count: usize, pointer: &str, violations: &mut Vec<Violation>) {
    if let Some(least) = limit(schema, "minProperties").filter(|least| (count as f64) < *least) {
        violations.push(violation(
            pointer,
            "minProperties",
            format!("minimum size: [{least}], found: [{count}]"),
        ));
    }
    if let Some(most) = limit(schema, "maxProperties").filter(|most| (count as f64) > *most) {
        violations.push(violation(
            pointer,
            "maxProperties",
            format!("maximum size: [{most}], found: [{count}]"),
        ));
    }
}

/// A property that calls for others.
fn dependencies(
    schema: &Value,
    members: &Map<String, Value>,
    pointer: &str,
    violations: &mut Vec<Violation>,
) {
    for keyword in ["dependencies", "dependentRequired"] {
        for (name, needed) in schema.get(keyword).and_then(Value::as_object).into_iter().flatten() {
            let needed = needed.as_array().into_iter().flatten().filter_map(Value::as_str);
            for other in needed.filter(|other| members.contains_key(name) && !members.contains_key(*other)) {
                violations.push(violation(
                    pointer,
                    "dependencies",
                    format!("property [{other}] is required"),
                ));
            }
        }
    }
}
