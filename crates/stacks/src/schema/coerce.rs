//! Scalars in the type that a schema wants.

use serde_json::{Map, Number, Value};

use super::{resolve, validate};
use crate::pattern::compile;
use crate::template::scalar_text;

/// Coerces the properties of a resource against the whole document.
pub(super) fn coerce(document: &Value, properties: &Value) -> Value {
    value(document, document, properties, 0)
}

fn value(document: &Value, schema: &Value, given: &Value, depth: usize) -> Value {
    if depth > validate::MAX_DEPTH {
        return given.clone();
    }
    let schema = resolve(document, schema);
    let given = alternative(document, schema, given, depth);
    match &given {
        Value::Object(members) => object(document, schema, members, depth),
        Value::Array(items) => match schema.get("items") {
            Some(item) => Value::Array(items.iter().map(|it| value(document, item, it, depth + 1)).collect()),
            None => given,
        },
        scalar_given => scalar(schema, scalar_given),
    }
}

/// The first alternative that the value fits once it is coerced decides; where none does, it stays.
fn alternative(document: &Value, schema: &Value, given: &Value, depth: usize) -> Value {
    let mut coerced = given.clone();
    for part in schema.get("allOf").and_then(Value::as_array).into_iter().flatten() {
        coerced = value(document, part, &coerced, depth + 1);
    }
    for keyword in ["oneOf", "anyOf"] {
        let Some(parts) = schema.get(keyword).and_then(Value::as_array) else { continue };
        let fitting = parts.iter().map(|part| value(document, part, &coerced, depth + 1)).zip(parts);
        let fitting = fitting.into_iter().find(|(value, part)| validate::fits(document, part, value));
        if let Some((value, _)) = fitting {
            coerced = value;
        }
    }
    coerced
}

fn object(document: &Value, schema: &Value, members: &Map<String, Value>, depth: usize) -> Value {
    let properties = schema.get("properties");
    let patterns = schema.get("patternProperties").and_then(Value::as_object);
    let schema_of = |name: &str| {
        let by_pattern = || {
            let mut all = patterns.into_iter().flatten();
            all.find(|(text, _)| compile(text).is_ok_and(|it| it.is_match(name).unwrap_or(false)))
        };
        let named = properties.and_then(|it| it.get(name)).or_else(|| by_pattern().map(|(_, schema)| schema));
        named.or_else(|| schema.get("additionalProperties").filter(|it| it.is_object()))
    };
    let coerced = members.iter().map(|(name, member)| {
        let member =
            schema_of(name).map_or_else(|| member.clone(), |it| value(document, it, member, depth + 1));
        (name.clone(), member)
    });
    Value::Object(coerced.collect())
}

fn scalar(schema: &Value, given: &Value) -> Value {
    let wanted = match schema.get("type") {
        Some(Value::String(name)) => name.as_str(),
        // Where a text or an object may stand, a text stays a text.
        Some(Value::Array(names)) if names.len() == 1 => {
            names.first().and_then(Value::as_str).unwrap_or_default()
        }
        _ => return given.clone(),
    };
    let coerced = match (wanted, given) {
        ("string", Value::Number(_) | Value::Bool(_)) => scalar_text(given).map(Value::String),
        ("integer", Value::String(text)) => integer(text).map(Value::Number),
        ("integer", Value::Number(number)) => whole(number).map(Value::Number),
        ("number", Value::String(text)) => integer(text).or_else(|| fraction(text)).map(Value::Number),
        ("boolean", Value::String(text)) if text.eq_ignore_ascii_case("true") => Some(Value::Bool(true)),
        ("boolean", Value::String(text)) if text.eq_ignore_ascii_case("false") => Some(Value::Bool(false)),
        _ => None,
    };
    coerced.unwrap_or_else(|| given.clone())
}

fn integer(text: &str) -> Option<Number> {
    let text = text.trim();
    text.parse::<i64>().map(Number::from).or_else(|_| text.parse::<u64>().map(Number::from)).ok()
}

fn fraction(text: &str) -> Option<Number> {
    // `inf` and `NaN` are Rust's idea of a number.
    let plain = text.trim().chars().all(|c| c.is_ascii_digit() || matches!(c, '.' | '-' | '+' | 'e' | 'E'));
    plain.then(|| text.trim().parse().ok().and_then(Number::from_f64)).flatten()
}

/// `30.0` is 30 where an integer is wanted.
fn whole(number: &Number) -> Option<Number> {
    let float =
        number.as_f64().filter(|float| number.is_f64() && float.fract() == 0.0 && float.abs() < 9e15)?;
    Some(Number::from(float as i64))
}
