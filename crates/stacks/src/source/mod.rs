//! From the text of a template to one ordered tree, whichever notation it was written in.
//!
//! AWS reads a template as JSON first and as YAML when that fails. Both end as the same `serde_json::Value`, in which a
//! YAML short form (`!Ref X`) stands as its long form (`{"Ref": "X"}`), so that nothing further down knows notations.
//! `null` exists in neither: AWS refuses it by its path.

mod place;
mod scalar;
mod yaml;

#[cfg(test)]
mod tests;

use std::borrow::Cow;

use serde_json::Value;

use crate::error::{Error, Result};

/// How deep maps and lists may nest. Every recursion over a template is bounded by this, and it is far above what any
/// real template reaches (a handful of functions inside a policy inside a resource).
pub const MAX_DEPTH: usize = 100;

/// The largest template that is fetched from S3, in bytes. The quotas page says 1 MB; AWS's error says how many bytes.
/// (What arrives in a request is held to 51,200 bytes by the API's own model.)
pub const MAX_OBJECT: usize = 1_000_000;

/// Reads a template as JSON or YAML into one ordered tree.
///
/// The root is always an object and no value in it is null.
pub fn parse(text: &str) -> Result<Value> {
    if text.len() > MAX_OBJECT {
        return Err(Error::invalid(format!("Template may not exceed {MAX_OBJECT} bytes in size.")));
    }
    let value = read(text)?;
    if !value.is_object() {
        return Err(Error::format("unsupported structure."));
    }
    match null_path(&value, &mut Vec::new()) {
        Some(path) => Err(Error::invalid(format!("[{path}] 'null' values are not allowed in templates"))),
        None => Ok(value),
    }
}

/// Tells the two notations apart as AWS does: what begins like JSON and is neither is reported as JSON.
fn read(text: &str) -> Result<Value> {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    if !text.trim_start().starts_with('{') {
        return yaml::read(text);
    }
    match serde_json::from_str(text) {
        Ok(value) => Ok(value),
        Err(error) => yaml::read(text).map_err(|_| {
            // AWS names the place after the character that it could not use, serde_json that character.
            let (line, column) = (error.line(), error.column() + 1);
            Error::format(format_args!("JSON not well-formed. (line {line}, column {column})"))
        }),
    }
}

/// The path of the first null, as AWS writes it: `/Resources/Topic/Type/TopicName`.
fn null_path<'a>(value: &'a Value, path: &mut Vec<Cow<'a, str>>) -> Option<String> {
    let mut within = |name: Cow<'a, str>, child: &'a Value| {
        path.push(name);
        let found = null_path(child, path);
        path.pop();
        found
    };
    match value {
        Value::Null => Some(written(path)),
        Value::Object(map) => map.iter().find_map(|(key, child)| within(Cow::Borrowed(key), child)),
        Value::Array(list) => {
            list.iter().enumerate().find_map(|(index, child)| within(Cow::Owned(index.to_string()), child))
        }
        _ => None,
    }
}

/// AWS says `Type` where it goes into the properties of a resource.
fn written(path: &[Cow<'_, str>]) -> String {
    let inside_properties = path.len() > 3 && path.first().is_some_and(|section| section == "Resources");
    let mut text = String::new();
    for (depth, name) in path.iter().enumerate() {
        text.push('/');
        text.push_str(if inside_properties && depth == 2 && name == "Properties" { "Type" } else { name });
    }
    text
}
