//! An output of the stack.

use serde_json::Value;

use super::fields;
use crate::error::{Error, Result};

/// One member of `Outputs`.
#[derive(Debug, Clone, PartialEq)]
pub struct Output {
    /// The expression that gives the value.
    pub value: Value,
    /// What the output is for.
    pub description: Option<String>,
    /// The expression of the export's name: `Export.Name`.
    pub export: Option<Value>,
    /// The condition under which the output exists.
    pub condition: Option<String>,
}

impl Output {
    pub(super) fn read(name: &str, value: &Value) -> Result<Self> {
        let malformed = |why: &str| malformed(name, why);
        let object = value.as_object().ok_or_else(|| {
            Error::format(format_args!("[/Outputs/{name}] Every Outputs member must be an object."))
        })?;
        if let Some(key) = fields::unknown(object, &["Value", "Description", "Export", "Condition"]) {
            return Err(Error::invalid(format!("Invalid template output property '{key}'")));
        }
        let value = object
            .get("Value")
            .ok_or_else(|| Error::format("Every Outputs member must contain a Value object"))?
            .clone();
        let export = match object.get("Export") {
            None => None,
            Some(Value::Object(export)) => match (export.len(), export.get("Name")) {
                (1, Some(name)) => Some(name.clone()),
                _ => return Err(export_name_malformed(name)),
            },
            Some(_) => return Err(malformed("The Export field of every Outputs member must be a Map.")),
        };
        Ok(Self {
            value,
            description: fields::text(object, "Description")?,
            export,
            condition: fields::text(object, "Condition")?,
        })
    }
}

/// The refusal of an output as AWS words it.
pub(crate) fn malformed(output: &str, why: &str) -> Error {
    Error::format(format_args!("Output {output} is malformed. {why}"))
}

/// The refusal of an export's name.
pub(crate) fn export_name_malformed(output: &str) -> Error {
    malformed(
        output,
        "The Name field of every Export member must be specified and consist only of alphanumeric characters, colons, \
         or hyphens.",
    )
}
