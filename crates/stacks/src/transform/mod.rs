//! Transforms: what a template declares, and who carries it out.
//!
//! [`expand`] turns the tree that was written into the tree that is deployed. `AWS::LanguageExtensions` is carried out
//! here, because it needs nothing but the parameters. Every other transform (`AWS::Serverless-2016-10-31`,
//! `AWS::Include`, an account's macros) is asked of [`Macros`]; [`NoMacros`] refuses them all by name, so a template
//! that needs one never deploys half-expanded.

mod language_extensions;

#[cfg(test)]
mod tests;

use indexmap::IndexMap;
use serde_json::{Map, Value};

use crate::error::{Error, Result};
use crate::evaluate::Pseudo;

/// One transform of `Transform` or `Fn::Transform`.
#[derive(Debug, Clone, PartialEq)]
pub struct Transform {
    /// `AWS::LanguageExtensions`, `AWS::Serverless-2016-10-31`, `AWS::Include` or a macro's name.
    pub name: String,
    /// Its `Parameters`, an object.
    pub parameters: Option<Value>,
}

/// The transform that this engine carries out.
pub const LANGUAGE_EXTENSIONS: &str = "AWS::LanguageExtensions";

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

/// Carries out the transforms that the engine does not.
pub trait Macros {
    /// A transform declared for the whole template: the template without its `Transform` section in, the template out.
    fn template(&self, transform: &Transform, template: Value) -> Result<Value>;

    /// An `Fn::Transform` inside the template: the object beside it in, what stands in place of that object out.
    fn snippet(&self, transform: &Transform, siblings: Value) -> Result<Value>;
}

/// Knows no transform: AWS's own are not supported, and an account has none.
#[derive(Debug, Clone, Copy, Default)]
pub struct NoMacros;

impl Macros for NoMacros {
    fn template(&self, transform: &Transform, _: Value) -> Result<Value> {
        Err(unknown(transform))
    }

    fn snippet(&self, transform: &Transform, _: Value) -> Result<Value> {
        Err(unknown(transform))
    }
}

fn unknown(transform: &Transform) -> Error {
    if transform.name.starts_with("AWS::") {
        return Error::NotSupported(format!("the transform {}", transform.name));
    }
    Error::UnknownTransform(transform.name.clone())
}

/// A template after its transforms.
#[derive(Debug, Clone, PartialEq)]
pub struct Expanded {
    /// The tree without a `Transform` section: what `GetTemplate` gives at the stage `Processed`.
    pub template: Value,
    /// Whether `AWS::LanguageExtensions` was among the transforms.
    pub extended: bool,
}

/// Carries out every transform of a template: first those inside it, then those declared for all of it, in order.
pub fn expand(
    template: &Value,
    parameters: &IndexMap<String, Value>,
    pseudo: &Pseudo,
    macros: &dyn Macros,
) -> Result<Expanded> {
    let declared = template.as_object().map_or_else(|| Ok(Vec::new()), Transform::declared)?;
    // A macro is an account's own, and AWS names it with the account (cloudformation/test_template_engine.json).
    let named = |error| match error {
        Error::UnknownTransform(name) => Error::UnknownTransform(format!("{}::{name}", pseudo.account_id)),
        error => error,
    };
    let mut template = snippets(template, macros).map_err(named)?;
    if let Some(root) = template.as_object_mut() {
        root.shift_remove("Transform");
    }
    let mut extended = false;
    for transform in &declared {
        if transform.name == LANGUAGE_EXTENSIONS {
            template = language_extensions::expand(&template, parameters, pseudo)?;
            extended = true;
        } else {
            template = macros.template(transform, template).map_err(named)?;
        }
    }
    Ok(Expanded { template, extended })
}

/// Whether a template uses any transform, declared or inside it.
pub(crate) fn uses_any(template: &Value) -> bool {
    match template {
        Value::Object(map) => {
            map.contains_key("Transform")
                || map.contains_key("Fn::Transform")
                || map.values().any(uses_snippet)
        }
        _ => false,
    }
}

fn uses_snippet(value: &Value) -> bool {
    match value {
        Value::Object(map) => map.contains_key("Fn::Transform") || map.values().any(uses_snippet),
        Value::Array(list) => list.iter().any(uses_snippet),
        _ => false,
    }
}

/// Carries out every `Fn::Transform`, the innermost first.
fn snippets(value: &Value, macros: &dyn Macros) -> Result<Value> {
    match value {
        Value::Object(map) => {
            let mut members = Map::new();
            for (name, child) in map.iter().filter(|(name, _)| *name != "Fn::Transform") {
                members.insert(name.clone(), snippets(child, macros)?);
            }
            let siblings = Value::Object(members);
            match map.get("Fn::Transform") {
                Some(definition) => macros.snippet(&Transform::read(definition)?, siblings),
                None => Ok(siblings),
            }
        }
        Value::Array(list) => {
            Ok(Value::Array(list.iter().map(|item| snippets(item, macros)).collect::<Result<_>>()?))
        }
        scalar => Ok(scalar.clone()),
    }
}
