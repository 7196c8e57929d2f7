//! `Fn::Join`, `Fn::Split`, `Fn::Sub`, `Fn::Base64`, `Fn::ToJsonString`: functions over texts.

use std::collections::BTreeMap;
use std::collections::btree_map::Entry;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use serde_json::{Map, Value};

use super::{Data, Evaluator, MAX_TEXT, Path, too_large};
use crate::error::{Error, Result};
use crate::expression::{SubPart, sub_arguments, sub_parts};

pub(crate) const JOIN: &str = "every Fn::Join object requires two parameters, (1) a string delimiter and (2) a list of strings \
                    to be joined or a function that returns a list of strings (such as Fn::GetAZs) to be joined.";
pub(crate) const SPLIT: &str = "every Fn::Split object requires two parameters, (1) a string delimiter and (2) a string to be \
                     split or a function that returns a string to be split.";

impl Evaluator<'_> {
    pub(super) fn join(&self, argument: &Value, path: &Path<'_>) -> Result<Data> {
        let wrong = || Error::template(JOIN);
        let Some([Value::String(delimiter), list]) = argument.as_array().map(Vec::as_slice) else {
            return Err(wrong());
        };
        let items = match self.value(list, path)? {
            Data::List(items) => items,
            Data::Unknown => return Ok(Data::Unknown),
            _ => return Err(wrong()),
        };
        if items.contains(&Data::Unknown) {
            return Ok(Data::Unknown);
        }
        let texts = items.iter().map(Data::as_text).collect::<Option<Vec<_>>>().ok_or_else(wrong)?;
        let length = texts.iter().map(|text| text.len().saturating_add(delimiter.len()));
        if length.fold(0usize, usize::saturating_add) > MAX_TEXT {
            return Err(too_large());
        }
        Ok(Data::text(texts.join(delimiter)))
    }

    pub(super) fn split(&self, argument: &Value, path: &Path<'_>) -> Result<Data> {
        let wrong = || Error::template(SPLIT);
        let Some([Value::String(delimiter), source]) = argument.as_array().map(Vec::as_slice) else {
            return Err(wrong());
        };
        if delimiter.is_empty() {
            return Err(wrong());
        }
        match self.value(source, path)? {
            Data::Unknown => Ok(Data::Unknown),
            source => {
                let text = source.as_text().ok_or_else(wrong)?;
                Ok(Data::List(text.split(delimiter.as_str()).map(Data::text).collect()))
            }
        }
    }

    pub(super) fn sub(&self, argument: &Value, path: &Path<'_>) -> Result<Data> {
        let (text, variables) = sub_arguments(argument)?;
        let mut whole = String::with_capacity(text.len());
        let mut unknown = false;
        // Each variable once, however often it occurs: nested substitutions would else double at every level.
        let mut values: BTreeMap<&str, Data> = BTreeMap::new();
        for part in sub_parts(text)? {
            match part {
                SubPart::Text(text) => whole.push_str(text),
                SubPart::Literal(name) => whole.extend(["${", name, "}"]),
                SubPart::Variable(name) => {
                    let value = match values.entry(name) {
                        Entry::Occupied(entry) => entry.into_mut(),
                        Entry::Vacant(entry) => entry.insert(self.variable(name, variables, path)?),
                    };
                    match value {
                        Data::Unknown => unknown = true,
                        value => whole.push_str(&value.as_text().ok_or_else(|| not_a_text(name))?),
                    }
                }
            }
            if whole.len() > MAX_TEXT {
                return Err(too_large());
            }
        }
        Ok(if unknown { Data::Unknown } else { Data::text(whole) })
    }

    /// What `${name}` stands for: a variable of the call, an attribute, or what `Ref` would give.
    fn variable(&self, name: &str, own: Option<&Map<String, Value>>, path: &Path<'_>) -> Result<Data> {
        match (own.and_then(|map| map.get(name)), name.split_once('.')) {
            (Some(expression), _) => self.value(expression, path),
            (None, Some((resource, attribute))) => self.attribute(resource, attribute, path),
            (None, None) => self.named(name),
        }
    }

    pub(super) fn base64(&self, argument: &Value, path: &Path<'_>) -> Result<Data> {
        match self.value(argument, path)? {
            Data::Unknown => Ok(Data::Unknown),
            value => {
                let text = value.as_text();
                let text = text.ok_or_else(|| {
                    Error::template("every Fn::Base64 object must have a String-typed value.")
                })?;
                Ok(Data::text(STANDARD.encode(text)))
            }
        }
    }

    pub(super) fn to_json_string(&self, argument: &Value, path: &Path<'_>) -> Result<Data> {
        match self.value(argument, path)? {
            value @ (Data::List(_) | Data::Map(_)) => {
                Ok(value.to_value().map_or(Data::Unknown, |value| Data::text(value.to_string())))
            }
            Data::Unknown => Ok(Data::Unknown),
            _ => Err(Error::template("every Fn::ToJsonString object requires an array or an object.")),
        }
    }
}

fn not_a_text(variable: &str) -> Error {
    Error::template(format_args!("variable {variable} in Fn::Sub expression does not resolve to a string"))
}
