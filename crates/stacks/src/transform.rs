//! Transforms: what a template declares, and who carries it out.

use serde_json::{Map, Value};

use crate::error::{Error, Result};

/// One transform of `Transform` or `Fn::Transform`.
#[derive(Debug, Clone, PartialEq)]
pub struct Transform {
    /// `AWS::LanguageExtensions`, `AWS::Serverless-2016-10-31`, `AWS::Include` or a macro's name.
    pub name: String,
    /// Its `Parameters`, an object.
    pub parameters: Option<Value>,
}

impl Transform {
    /// What the whole template declares.
    pub(crate) fn declared(root: &Map<String, Value>) -> Result<Vec<Self>> {
        match root.get("Transform") {
            None => Ok(Vec::new()),
            Some(Value::Array(list)) => list.iter().map(Self::read).collect(),
            Some(one) => Ok(vec![Self::read(one)?]),
        }
    }

    fn read(value: &Value) -> Result<Self> {
        match value {
            Value::String(name) => Ok(Self { name: name.clone(), parameters: None }),
            Value::Object(object) => {
                let name = object.get("Name").and_then(Value::as_str);
                let name =
                    name.ok_or_else(|| Error::invalid("Key Name of transform definition must be a string."))?;
                Ok(Self { name: name.to_owned(), parameters: object.get("Parameters").cloned() })
            }
            _ => Err(Error::invalid("Key Name of transform definition must be a string.")),
        }
    }
}
