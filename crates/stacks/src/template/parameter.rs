//! A parameter as it is declared: its type and what a value must satisfy.
//!
//! <https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/parameters-section-structure.html>

use serde_json::Value;

use super::{fields, scalar_text};
use crate::error::{Error, Result};

/// One member of `Parameters`.
#[derive(Debug, Clone, PartialEq)]
pub struct Parameter {
    /// `Type`, as it is written.
    pub type_name: String,
    /// What `Type` means.
    pub kind: ParameterType,
    /// `Default`.
    pub default: Option<String>,
    /// `Description`.
    pub description: Option<String>,
    /// `AllowedValues`; absent is not the same as empty.
    pub allowed_values: Option<Vec<String>>,
    /// `AllowedPattern`, a Java regular expression that must match the whole value.
    pub allowed_pattern: Option<String>,
    /// `ConstraintDescription`: said instead of the constraint.
    pub constraint_description: Option<String>,
    /// `MinLength` in characters.
    pub min_length: Option<f64>,
    /// `MaxLength` in characters.
    pub max_length: Option<f64>,
    /// `MinValue` of a number.
    pub min_value: Option<f64>,
    /// `MaxValue` of a number.
    pub max_value: Option<f64>,
    /// `NoEcho`: the value is never shown.
    pub no_echo: bool,
}

/// The type of a parameter.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ParameterType {
    /// Text.
    String,
    /// A number, which references see as its text.
    Number,
    /// Numbers, which references see as a list of texts.
    NumberList,
    /// Texts between commas, spaces around each cut off.
    CommaDelimitedList,
    /// An existing AWS value, such as `AWS::EC2::VPC::Id`.
    Aws(String),
    /// A list of existing AWS values: `List<AWS::EC2::Subnet::Id>`.
    AwsList(String),
    /// `AWS::SSM::Parameter::Name`: the name of a parameter that exists.
    SsmName,
    /// `AWS::SSM::Parameter::Value<...>`: the name of a parameter whose value is meant; the inner type.
    Ssm(Box<ParameterType>),
}

/// The AWS-specific types (user guide, "Supported AWS-specific parameter types").
const AWS_TYPES: [&str; 10] = [
    "AWS::EC2::AvailabilityZone::Name",
    "AWS::EC2::Image::Id",
    "AWS::EC2::Instance::Id",
    "AWS::EC2::KeyPair::KeyName",
    "AWS::EC2::SecurityGroup::GroupName",
    "AWS::EC2::SecurityGroup::Id",
    "AWS::EC2::Subnet::Id",
    "AWS::EC2::VPC::Id",
    "AWS::EC2::Volume::Id",
    "AWS::Route53::HostedZone::Id",
];

impl ParameterType {
    /// The type that a template's `Type` names.
    pub fn parse(text: &str) -> Option<Self> {
        if let Some(inner) =
            text.strip_prefix("AWS::SSM::Parameter::Value<").and_then(|t| t.strip_suffix('>'))
        {
            // The value of an SSM parameter is text or a list of texts; it cannot be a name of another one.
            return match Self::parse(inner)? {
                Self::Ssm(_) | Self::SsmName | Self::Number | Self::NumberList => None,
                inner => Some(Self::Ssm(Box::new(inner))),
            };
        }
        if let Some(inner) = text.strip_prefix("List<").and_then(|t| t.strip_suffix('>')) {
            return match inner {
                "Number" => Some(Self::NumberList),
                "String" => Some(Self::CommaDelimitedList),
                _ => AWS_TYPES.contains(&inner).then(|| Self::AwsList(inner.to_owned())),
            };
        }
        match text {
            "String" => Some(Self::String),
            "Number" => Some(Self::Number),
            "CommaDelimitedList" => Some(Self::CommaDelimitedList),
            "AWS::SSM::Parameter::Name" => Some(Self::SsmName),
            _ => AWS_TYPES.contains(&text).then(|| Self::Aws(text.to_owned())),
        }
    }

    /// Whether a reference sees a list.
    pub fn is_list(&self) -> bool {
        match self {
            Self::NumberList | Self::CommaDelimitedList | Self::AwsList(_) => true,
            Self::Ssm(inner) => inner.is_list(),
            _ => false,
        }
    }
}

const PROPERTIES: [&str; 11] = [
    "Type",
    "Default",
    "Description",
    "AllowedValues",
    "AllowedPattern",
    "ConstraintDescription",
    "MinLength",
    "MaxLength",
    "MinValue",
    "MaxValue",
    "NoEcho",
];

impl Parameter {
    pub(super) fn read(name: &str, value: &Value) -> Result<Self> {
        let object = value.as_object().ok_or_else(|| {
            Error::format(format_args!("[/Parameters/{name}] Every Parameters member must be an object."))
        })?;
        if let Some(key) = fields::unknown(object, &PROPERTIES) {
            return Err(Error::invalid(format!("Invalid template parameter property '{key}'")));
        }
        let type_name = fields::text(object, "Type")?
            .ok_or_else(|| Error::format("Every Parameters object must contain a Type member."))?;
        let kind = ParameterType::parse(&type_name)
            .ok_or_else(|| Error::format(format_args!("Unrecognized parameter type: {type_name}")))?;
        let allowed_values = match object.get("AllowedValues") {
            None => None,
            Some(value) => {
                let list =
                    value.as_array().map(|list| list.iter().map(scalar_text).collect::<Option<Vec<_>>>());
                let wrong = || Error::format("Every AllowedValues member must be a list of strings.");
                Some(list.flatten().ok_or_else(wrong)?)
            }
        };
        Ok(Self {
            type_name,
            kind,
            default: fields::text(object, "Default")?,
            description: fields::text(object, "Description")?,
            allowed_values,
            allowed_pattern: fields::text(object, "AllowedPattern")?,
            constraint_description: fields::text(object, "ConstraintDescription")?,
            min_length: fields::number(object, "MinLength")?,
            max_length: fields::number(object, "MaxLength")?,
            min_value: fields::number(object, "MinValue")?,
            max_value: fields::number(object, "MaxValue")?,
            no_echo: fields::flag(object, "NoEcho")?.unwrap_or(false),
        })
    }
}
