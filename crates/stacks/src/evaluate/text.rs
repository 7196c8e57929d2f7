//! `Fn::Join`, `Fn::Split`, `Fn::Sub`, `Fn::Base64`, `Fn::ToJsonString`: functions over texts.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use serde_json::Value;

use super::{Data, Evaluator, Path};
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
        for part in sub_parts(text)? {
            match part {
                SubPart::Text(text) => whole.push_str(text),
                SubPart::Literal(name) => {
                    whole.push_str("${");
                    whole.push_str(name);
                    whole.push('}');
                }
                SubPart::Variable(name) => {
                    let value = match (variables.and_then(|map| map.get(name)), name.split_once('.')) {
                        (Some(expression), _) => self.value(expression, path)?,
                        (None, Some((resource, attribute))) => self.attribute(resource, attribute, path)?,
                        (None, None) => self.named(name)?,
                    };
                    match value {
                        Data::Unknown => unknown = true,
                        value => whole.push_str(&value.as_text().ok_or_else(|| {
                            Error::template(format_args!(
                                "variable {name} in Fn::Sub expression does not resolve to a string"
                            ))
                        })?),
                    }
                }
            }
        }
        Ok(if unknown { Data::Unknown } else { Data::text(whole) })
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
