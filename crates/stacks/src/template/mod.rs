//! A template as AWS understands it: sections with names, types and limits, and expressions inside them.
//!
//! Reading a template checks its shape only: which keys exist, which must be text, how many members a section may have.
//! Expressions (`{"Ref": ...}`) stay trees until [`crate::evaluate`]; whether they refer to anything is
//! [`crate::validate`]'s question. So a template can be summarised although its references are wrong, as on AWS.
//!
//! <https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/template-anatomy.html>

mod fields;
mod mapping;
mod output;
mod parameter;
mod resource;
mod rule;

#[cfg(test)]
mod tests;

use indexmap::IndexMap;
use serde_json::{Map, Value};

use crate::error::{Error, Result};
use crate::source;
use crate::transform::{Expanded, Transform};

pub(crate) use fields::scalar_text;
pub use mapping::Mapping;
pub use output::Output;
pub(crate) use output::{export_name_malformed, malformed};
pub use parameter::{Parameter, ParameterType};
pub use resource::{DeletionPolicy, Resource};
pub use rule::{Assertion, Rule};

/// Limits of one template (quotas page of the user guide).
pub mod limits {
    /// Resources in a template.
    pub const RESOURCES: usize = 500;
    /// Parameters in a template.
    pub const PARAMETERS: usize = 200;
    /// Outputs in a template.
    pub const OUTPUTS: usize = 200;
    /// Mappings in a template.
    pub const MAPPINGS: usize = 200;
    /// Attributes (second-level keys) of each key of a mapping.
    pub const MAPPING_ATTRIBUTES: usize = 200;
    /// Bytes of the template's description.
    pub const DESCRIPTION: usize = 1_024;
    /// Characters of a parameter's or an output's name, a mapping's, an attribute's, a resource's logical id.
    pub const NAME: usize = 255;
}

/// A template whose shape is right. Every map keeps the order of the text.
#[derive(Debug, Clone, PartialEq)]
pub struct Template {
    /// `AWSTemplateFormatVersion`: `2010-09-09` or absent.
    pub version: Option<String>,
    /// `Description`.
    pub description: Option<String>,
    /// `Metadata`, an object.
    pub metadata: Option<Value>,
    /// `Parameters` by name.
    pub parameters: IndexMap<String, Parameter>,
    /// `Rules` by name.
    pub rules: IndexMap<String, Rule>,
    /// `Mappings` by name.
    pub mappings: IndexMap<String, Mapping>,
    /// `Conditions` by name, each a condition function.
    pub conditions: IndexMap<String, Value>,
    /// `Transform`: what the whole template declares, in order. Empty once the template is expanded.
    pub transforms: Vec<Transform>,
    /// `Resources` by logical id. Never empty.
    pub resources: IndexMap<String, Resource>,
    /// `Outputs` by name.
    pub outputs: IndexMap<String, Output>,
    /// `Hooks` (blue/green deployments through CodeDeploy), as written.
    pub hooks: Option<Value>,
    /// Whether `AWS::LanguageExtensions` was carried out, so that its functions may stand in expressions.
    pub extended: bool,
}

/// Every key that may stand at the top of a template.
const SECTIONS: [&str; 11] = [
    "AWSTemplateFormatVersion",
    "Description",
    "Metadata",
    "Parameters",
    "Rules",
    "Mappings",
    "Conditions",
    "Transform",
    "Resources",
    "Outputs",
    "Hooks",
];

impl Template {
    /// Reads the text of a template that needs no transform. For one that does, expand the tree first
    /// ([`crate::transform::expand`]) and hand it to [`Template::from_value`].
    pub fn parse(text: &str) -> Result<Self> {
        Self::from_value(&source::parse(text)?)
    }

    /// Reads a tree that [`source::parse`] or a transform made.
    pub fn from_value(value: &Value) -> Result<Self> {
        let root = value.as_object().ok_or_else(|| Error::format("unsupported structure."))?;
        known_sections(root)?;
        let resources = section(root, "Resources")?.filter(|map| !map.is_empty());
        let resources =
            resources.ok_or_else(|| Error::format("At least one Resources member must be defined."))?;
        let template = Self {
            version: version(root)?,
            description: description(root)?,
            metadata: section(root, "Metadata")?.map(|map| Value::Object(map.clone())),
            parameters: members(root, "Parameters", Parameter::read)?,
            rules: members(root, "Rules", Rule::read)?,
            mappings: members(root, "Mappings", mapping::read)?,
            conditions: members(root, "Conditions", |_, value| Ok(value.clone()))?,
            transforms: Transform::declared(root)?,
            resources: each(resources, Resource::read)?,
            outputs: members(root, "Outputs", Output::read)?,
            hooks: section(root, "Hooks")?.map(|map| Value::Object(map.clone())),
            extended: false,
        };
        template.names()?;
        template.counts()?;
        Ok(template)
    }

    /// Reads what transforms made of a template.
    pub fn from_expanded(expanded: &Expanded) -> Result<Self> {
        Ok(Self { extended: expanded.extended, ..Self::from_value(&expanded.template)? })
    }

    /// What is known of a template before its transforms: its parameters and mappings.
    pub fn before_transforms(value: &Value) -> Result<Self> {
        Self::skeleton(value.as_object().ok_or_else(|| Error::format("unsupported structure."))?)
    }

    /// What is known of a template before its transforms: enough for functions over parameters and mappings.
    pub(crate) fn skeleton(root: &Map<String, Value>) -> Result<Self> {
        let parameters = members(root, "Parameters", Parameter::read)?;
        alphanumeric("Parameter", parameters.keys())?;
        Ok(Self {
            version: None,
            description: None,
            metadata: None,
            parameters,
            rules: IndexMap::new(),
            mappings: members(root, "Mappings", mapping::read)?,
            conditions: IndexMap::new(),
            transforms: Vec::new(),
            resources: IndexMap::new(),
            outputs: IndexMap::new(),
            hooks: None,
            extended: true,
        })
    }

    /// Names are alphanumeric, each section with its own sentence. (AWS takes any name for a condition.)
    fn names(&self) -> Result<()> {
        alphanumeric("Resource", self.resources.keys())?;
        alphanumeric("Parameter", self.parameters.keys())?;
        match self.outputs.keys().find(|name| !is_alphanumeric(name)) {
            Some(name) => Err(Error::format(format_args!("Outputs name '{name}' is non alphanumeric."))),
            None => Ok(()),
        }
    }

    fn counts(&self) -> Result<()> {
        let counts = [
            ("resources", self.resources.len(), limits::RESOURCES),
            ("parameters", self.parameters.len(), limits::PARAMETERS),
            ("outputs", self.outputs.len(), limits::OUTPUTS),
            ("mappings", self.mappings.len(), limits::MAPPINGS),
        ];
        for (what, count, most) in counts {
            if count > most {
                let text = format_args!("Number of {what}, {count}, is greater than maximum allowed, {most}");
                return Err(Error::format(text));
            }
        }
        Ok(())
    }
}

/// Whether a name is one that AWS takes for a logical id, a parameter or a condition.
pub(crate) fn is_alphanumeric(name: &str) -> bool {
    !name.is_empty() && name.len() <= limits::NAME && name.chars().all(|c| c.is_ascii_alphanumeric())
}

fn alphanumeric<'a>(section: &str, mut names: impl Iterator<Item = &'a String>) -> Result<()> {
    match names.find(|name| !is_alphanumeric(name)) {
        Some(name) => Err(Error::format(format_args!("{section} name {name} is non alphanumeric."))),
        None => Ok(()),
    }
}

fn known_sections(root: &Map<String, Value>) -> Result<()> {
    let unknown: Vec<&str> = root.keys().map(String::as_str).filter(|key| !SECTIONS.contains(key)).collect();
    if unknown.is_empty() {
        return Ok(());
    }
    Err(Error::invalid(format!("Invalid template property or properties [{}]", unknown.join(", "))))
}

/// A section that must be an object where it exists.
fn section<'a>(root: &'a Map<String, Value>, name: &str) -> Result<Option<&'a Map<String, Value>>> {
    match root.get(name) {
        None => Ok(None),
        Some(Value::Object(map)) => Ok(Some(map)),
        // The sentence is recorded for `"Resources": ""`.
        Some(_) => Err(Error::format(format_args!("Any {name} member must be an object."))),
    }
}

fn members<T>(
    root: &Map<String, Value>,
    name: &str,
    read: impl Fn(&str, &Value) -> Result<T>,
) -> Result<IndexMap<String, T>> {
    section(root, name)?.map_or_else(|| Ok(IndexMap::new()), |map| each(map, read))
}

fn each<T>(
    map: &Map<String, Value>,
    read: impl Fn(&str, &Value) -> Result<T>,
) -> Result<IndexMap<String, T>> {
    map.iter().map(|(name, value)| Ok((name.clone(), read(name, value)?))).collect()
}

fn version(root: &Map<String, Value>) -> Result<Option<String>> {
    let Some(value) = root.get("AWSTemplateFormatVersion") else { return Ok(None) };
    match scalar_text(value).as_deref() {
        Some("2010-09-09") => Ok(Some("2010-09-09".to_owned())),
        Some(other) => Err(Error::format(format_args!("Unrecognized template version: {other}"))),
        None => Err(Error::format("AWSTemplateFormatVersion must be a string.")),
    }
}

fn description(root: &Map<String, Value>) -> Result<Option<String>> {
    let Some(value) = root.get("Description") else { return Ok(None) };
    let text =
        scalar_text(value).ok_or_else(|| Error::format("Every Description member must be a string."))?;
    if text.len() > limits::DESCRIPTION {
        return Err(Error::format("'Description' length is greater than 1024."));
    }
    Ok(Some(text))
}
