//! What a template says of itself: `GetTemplateSummary` and `ValidateTemplate`.
//!
//! A template that declares transforms is summarised as it is written, because what they will make of it is not known;
//! one without must also be valid.
//!
//! <https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_GetTemplateSummary.html>

use std::collections::BTreeSet;

use indexmap::IndexMap;
use serde_json::Value;

use crate::error::{Error, Result};
use crate::parameters::MASKED;
use crate::template::{Template, scalar_text};
use crate::transform::{Transform, uses_any};
use crate::validate;

#[cfg(test)]
mod tests;

/// The summary of a template.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Summary {
    /// `Parameters`, in the template's order.
    pub parameters: Vec<ParameterDeclaration>,
    /// `Description`.
    pub description: Option<String>,
    /// `Version`.
    pub version: Option<String>,
    /// `Metadata`, as JSON text.
    pub metadata: Option<String>,
    /// `Capabilities` that an operation with the template needs.
    pub capabilities: Vec<&'static str>,
    /// `CapabilitiesReason`.
    pub capabilities_reason: Option<String>,
    /// `ResourceTypes`, each once.
    pub resource_types: Vec<String>,
    /// `DeclaredTransforms`.
    pub declared_transforms: Vec<String>,
    /// `ResourceIdentifierSummaries`.
    pub resource_identifiers: Vec<ResourceIdentifiers>,
}

/// A parameter as a summary shows it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ParameterDeclaration {
    /// `ParameterKey`.
    pub key: String,
    /// `DefaultValue`; masked where the parameter is `NoEcho`.
    pub default: Option<String>,
    /// `ParameterType`.
    pub kind: String,
    /// `NoEcho`.
    pub no_echo: bool,
    /// `Description`.
    pub description: Option<String>,
    /// `ParameterConstraints.AllowedValues`.
    pub allowed_values: Option<Vec<String>>,
}

/// How resources of one type are named when they are imported.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ResourceIdentifiers {
    /// `ResourceType`.
    pub resource_type: String,
    /// `LogicalResourceIds` of the template's resources of that type.
    pub logical_ids: Vec<String>,
    /// `ResourceIdentifiers`: the properties that make up the primary identifier.
    pub identifiers: Vec<String>,
}

/// Summarises a template. `identifiers` gives the properties of a type's primary identifier.
pub fn summarise(template: &Value, identifiers: &dyn Fn(&str) -> Option<Vec<String>>) -> Result<Summary> {
    let root = template.as_object().ok_or_else(|| Error::format("unsupported structure."))?;
    let transforms = Transform::declared(root)?;
    let read = if uses_any(template) {
        Template::skeleton(root)?
    } else {
        let read = Template::from_value(template)?;
        validate::references(&read)?;
        read
    };
    let resources = resources(template);
    let (capabilities, reason) = capabilities(template);
    let text = |name: &str| root.get(name).and_then(scalar_text);
    Ok(Summary {
        parameters: parameters(&read),
        description: text("Description"),
        version: text("AWSTemplateFormatVersion"),
        metadata: root.get("Metadata").map(Value::to_string),
        capabilities,
        capabilities_reason: reason,
        resource_types: resources.keys().cloned().collect(),
        declared_transforms: transforms.into_iter().map(|it| it.name).collect(),
        resource_identifiers: resources
            .into_iter()
            .filter_map(|(resource_type, logical_ids)| {
                let identifiers = identifiers(&resource_type)?;
                Some(ResourceIdentifiers { resource_type, logical_ids, identifiers })
            })
            .collect(),
    })
}

fn parameters(template: &Template) -> Vec<ParameterDeclaration> {
    let declaration = |(key, it): (&String, &crate::template::Parameter)| ParameterDeclaration {
        key: key.clone(),
        default: it.default.clone().map(|default| if it.no_echo { MASKED.to_owned() } else { default }),
        kind: it.type_name.clone(),
        no_echo: it.no_echo,
        description: it.description.clone(),
        allowed_values: it.allowed_values.clone(),
    };
    template.parameters.iter().map(declaration).collect()
}

/// The logical ids by resource type, as written.
fn resources(template: &Value) -> IndexMap<String, Vec<String>> {
    let mut by_type: IndexMap<String, Vec<String>> = IndexMap::new();
    for (id, kind, _) in written(template) {
        by_type.entry(kind.to_owned()).or_default().push(id.to_owned());
    }
    by_type
}

/// The resources that stand in the template itself, loops left out.
fn written(template: &Value) -> impl Iterator<Item = (&str, &str, &Value)> {
    let resources = template.get("Resources").and_then(Value::as_object).into_iter().flatten();
    resources.filter_map(|(id, resource)| Some((id.as_str(), resource.get("Type")?.as_str()?, resource)))
}

/// The types that need a capability, with the property that names them (user guide, "Acknowledging IAM resources").
const IAM_TYPES: [(&str, Option<&str>); 8] = [
    ("AWS::IAM::AccessKey", None),
    ("AWS::IAM::Group", Some("GroupName")),
    ("AWS::IAM::InstanceProfile", Some("InstanceProfileName")),
    ("AWS::IAM::ManagedPolicy", Some("ManagedPolicyName")),
    ("AWS::IAM::Policy", None),
    ("AWS::IAM::Role", Some("RoleName")),
    ("AWS::IAM::User", Some("UserName")),
    ("AWS::IAM::UserToGroupAddition", None),
];

const IAM: &str = "CAPABILITY_IAM";
const NAMED_IAM: &str = "CAPABILITY_NAMED_IAM";
const AUTO_EXPAND: &str = "CAPABILITY_AUTO_EXPAND";

/// The capabilities that a template needs, and why. Hand it the template before its transforms.
pub fn capabilities(template: &Value) -> (Vec<&'static str>, Option<String>) {
    let mut kinds = BTreeSet::new();
    let mut named = false;
    for (_, kind, resource) in written(template) {
        if let Some((kind, name)) = IAM_TYPES.iter().find(|(known, _)| *known == kind) {
            kinds.insert(*kind);
            let has =
                |property: &&str| resource.get("Properties").is_some_and(|it| it.get(*property).is_some());
            named |= name.as_ref().is_some_and(has);
        }
    }
    let mut needed = Vec::new();
    if !kinds.is_empty() {
        needed.push(if named { NAMED_IAM } else { IAM });
    }
    if uses_any(template) {
        needed.push(AUTO_EXPAND);
    }
    let list = kinds.into_iter().collect::<Vec<_>>().join(", ");
    let reason = format!("The following resource(s) require capabilities: [{list}]");
    (needed, (!list.is_empty()).then_some(reason))
}

/// Refuses an operation whose caller did not acknowledge what the template needs.
pub fn acknowledge(needed: &[&str], given: &[String]) -> Result<()> {
    let gives = |name: &str| given.iter().any(|it| it == name);
    let acknowledged = |name: &str| gives(name) || (name == IAM && gives(NAMED_IAM));
    let missing = needed.iter().filter(|name| !acknowledged(name));
    let missing: Vec<String> = missing.map(|name| (*name).to_owned()).collect();
    if missing.is_empty() { Ok(()) } else { Err(Error::Capabilities(missing)) }
}
