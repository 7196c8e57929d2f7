//! Dynamic references: `{{resolve:service:reference}}` in the text of a property, replaced just before the call.
//!
//! Change sets and stored templates keep them as they are, so a secret is never part of either. The engine finds them
//! ([`find`]), the caller fetches the values, and [`replace`] puts them in. A value is not looked into again.
//!
//! <https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/dynamic-references.html>

use serde_json::Value;

use crate::error::{Error, Result};

#[cfg(test)]
mod tests;

/// What a dynamic reference names.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum DynamicReference {
    /// `{{resolve:ssm:name:version}}`.
    Ssm {
        /// The parameter's name.
        name: String,
        /// Its version; the latest where absent.
        version: Option<String>,
    },
    /// `{{resolve:ssm-secure:name:version}}`, a SecureString. Only certain properties take it.
    SsmSecure {
        /// The parameter's name.
        name: String,
        /// Its version; the latest where absent.
        version: Option<String>,
    },
    /// `{{resolve:secretsmanager:secret-id:SecretString:json-key:version-stage:version-id}}`.
    Secret {
        /// The secret's name or ARN.
        secret_id: String,
        /// The key whose value is meant; the whole text where absent.
        json_key: Option<String>,
        /// The stage; `AWSCURRENT` where neither stage nor id is given.
        version_stage: Option<String>,
        /// The version's id.
        version_id: Option<String>,
    },
}

const OPEN: &str = "{{resolve:";
const CLOSE: &str = "}}";

/// Every dynamic reference in a value, each once, in the order of the text.
pub fn find(value: &Value) -> Result<Vec<DynamicReference>> {
    let mut found: Vec<DynamicReference> = Vec::new();
    visit(value, &mut |reference| {
        if !found.contains(&reference) {
            found.push(reference);
        }
    })?;
    Ok(found)
}

fn visit(value: &Value, seen: &mut dyn FnMut(DynamicReference)) -> Result<()> {
    match value {
        Value::String(text) => {
            for part in parts(text)? {
                if let Part::Reference(reference) = part {
                    seen(reference);
                }
            }
            Ok(())
        }
        Value::Array(list) => list.iter().try_for_each(|item| visit(item, seen)),
        Value::Object(map) => map.values().try_for_each(|item| visit(item, seen)),
        _ => Ok(()),
    }
}

/// The value with every dynamic reference replaced by what `fetched` gives for it.
pub fn replace(value: &Value, fetched: &dyn Fn(&DynamicReference) -> Result<String>) -> Result<Value> {
    Ok(match value {
        Value::String(text) => {
            let mut whole = String::with_capacity(text.len());
            for part in parts(text)? {
                match part {
                    Part::Text(text) => whole.push_str(text),
                    Part::Reference(reference) => whole.push_str(&fetched(&reference)?),
                }
            }
            Value::String(whole)
        }
        Value::Array(list) => {
            Value::Array(list.iter().map(|item| replace(item, fetched)).collect::<Result<_>>()?)
        }
        Value::Object(map) => {
            let members = map.iter().map(|(name, item)| Ok((name.clone(), replace(item, fetched)?)));
            Value::Object(members.collect::<Result<_>>()?)
        }
        other => other.clone(),
    })
}

enum Part<'a> {
    Text(&'a str),
    Reference(DynamicReference),
}

fn parts(text: &str) -> Result<Vec<Part<'_>>> {
    let mut parts = Vec::new();
    let mut rest = text;
    while let Some((before, inside)) = rest.split_once(OPEN) {
        let Some((reference, after)) = inside.split_once(CLOSE) else { break };
        parts.push(Part::Text(before));
        parts.push(Part::Reference(parse(reference)?));
        rest = after;
    }
    parts.push(Part::Text(rest));
    Ok(parts)
}

/// Reads what stands between `{{resolve:` and `}}`.
fn parse(text: &str) -> Result<DynamicReference> {
    let wrong = || {
        Error::invalid(format!(
            "Incorrect format is used in the following SSM reference: [{OPEN}{text}{CLOSE}]"
        ))
    };
    let (service, rest) = text.split_once(':').ok_or_else(wrong)?;
    match service {
        "ssm" | "ssm-secure" => {
            let (name, version) = match rest.split_once(':') {
                Some((name, version)) => (name, Some(version.to_owned())),
                None => (rest, None),
            };
            let numeric =
                version.as_deref().is_none_or(|v| !v.is_empty() && v.chars().all(|c| c.is_ascii_digit()));
            if name.is_empty() || !numeric {
                return Err(wrong());
            }
            let name = name.to_owned();
            Ok(match service {
                "ssm" => DynamicReference::Ssm { name, version },
                _ => DynamicReference::SsmSecure { name, version },
            })
        }
        "secretsmanager" => secret(rest).ok_or_else(|| {
            Error::invalid(format!(
                "Incorrect format is used in the following secretsmanager reference: [{OPEN}{text}{CLOSE}]"
            ))
        }),
        _ => {
            Err(Error::invalid(format!("Dynamic reference service is not supported: [{OPEN}{text}{CLOSE}]")))
        }
    }
}

/// `secret-id:SecretString:json-key:version-stage:version-id`, where the id may be an ARN with its own colons.
fn secret(text: &str) -> Option<DynamicReference> {
    let fields: Vec<&str> = text.split(':').collect();
    let id_fields = if fields.first() == Some(&"arn") { 7 } else { 1 };
    let secret_id = fields.get(..id_fields)?.join(":");
    let mut rest = fields.get(id_fields..)?.iter().copied();
    if !matches!(rest.next(), None | Some("" | "SecretString")) || secret_id.is_empty() {
        return None;
    }
    let mut next = || rest.next().filter(|field| !field.is_empty()).map(str::to_owned);
    let (json_key, version_stage, version_id) = (next(), next(), next());
    // A stage and an id exclude each other, and nothing may follow them.
    if rest.next().is_some() || (version_stage.is_some() && version_id.is_some()) {
        return None;
    }
    Some(DynamicReference::Secret { secret_id, json_key, version_stage, version_id })
}
