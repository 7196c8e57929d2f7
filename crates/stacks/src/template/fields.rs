//! Reading the members of one object of a template, with AWS's sentence when one has the wrong type.

use serde_json::{Map, Value};

use crate::error::{Error, Result};

/// The text of a scalar. AWS takes a number or a boolean wherever a template calls for text.
pub(crate) fn scalar_text(value: &Value) -> Option<String> {
    match value {
        Value::String(text) => Some(text.clone()),
        Value::Number(number) => Some(number.to_string()),
        Value::Bool(flag) => Some(flag.to_string()),
        _ => None,
    }
}

/// A member that must be text.
pub(super) fn text(object: &Map<String, Value>, name: &str) -> Result<Option<String>> {
    match object.get(name) {
        None => Ok(None),
        Some(value) => scalar_text(value)
            .map(Some)
            .ok_or_else(|| Error::format(format_args!("Every {name} member must be a string."))),
    }
}

/// A member that must be a number or the text of one.
pub(super) fn number(object: &Map<String, Value>, name: &str) -> Result<Option<f64>> {
    match object.get(name) {
        None => Ok(None),
        Some(value) => scalar_text(value)
            .and_then(|text| text.trim().parse().ok())
            .filter(|number: &f64| number.is_finite())
            .map(Some)
            .ok_or_else(|| Error::format(format_args!("Every {name} member must be a number."))),
    }
}

/// A member that must be true or false, or the text of one.
pub(super) fn flag(object: &Map<String, Value>, name: &str) -> Result<Option<bool>> {
    match object.get(name) {
        None => Ok(None),
        Some(Value::Bool(flag)) => Ok(Some(*flag)),
        Some(Value::String(text)) if text.eq_ignore_ascii_case("true") => Ok(Some(true)),
        Some(Value::String(text)) if text.eq_ignore_ascii_case("false") => Ok(Some(false)),
        Some(_) => Err(Error::format(format_args!("Every {name} member must be a boolean."))),
    }
}

/// A member that must be text or a list of texts.
pub(super) fn texts(object: &Map<String, Value>, name: &str) -> Result<Vec<String>> {
    let wrong = || Error::format(format_args!("Every {name} value must be a string or a list of strings."));
    match object.get(name) {
        None => Ok(Vec::new()),
        Some(Value::Array(list)) => {
            list.iter().map(|item| item.as_str().map(str::to_owned).ok_or_else(wrong)).collect()
        }
        Some(value) => Ok(vec![value.as_str().ok_or_else(wrong)?.to_owned()]),
    }
}

/// The first key that is not one of those known.
pub(super) fn unknown<'a>(object: &'a Map<String, Value>, known: &[&str]) -> Option<&'a str> {
    object.keys().map(String::as_str).find(|key| !known.contains(key))
}
