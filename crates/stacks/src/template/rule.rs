//! A rule over the parameters, checked before anything is made.
//!
//! <https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/rules-section-structure.html>

use serde_json::Value;

use super::fields;
use crate::error::{Error, Result};

/// One member of `Rules`.
#[derive(Debug, Clone, PartialEq)]
pub struct Rule {
    /// The rule-specific function that says whether the rule applies. `None`: it always does.
    pub condition: Option<Value>,
    /// What must hold when it applies. Never empty.
    pub assertions: Vec<Assertion>,
}

/// One assertion of a rule.
#[derive(Debug, Clone, PartialEq)]
pub struct Assertion {
    /// The rule-specific function that must be true.
    pub assert: Value,
    /// What the caller is told otherwise.
    pub description: Option<String>,
}

impl Rule {
    pub(super) fn read(name: &str, value: &Value) -> Result<Self> {
        let malformed = |why: &str| Error::format(format_args!("Rule {name} is malformed. {why}"));
        let object = value.as_object().ok_or_else(|| malformed("A rule must be an object."))?;
        if let Some(key) = fields::unknown(object, &["RuleCondition", "Assertions"]) {
            return Err(Error::invalid(format!("Invalid template rule property '{key}'")));
        }
        let list = object.get("Assertions").and_then(Value::as_array).filter(|list| !list.is_empty());
        let list = list.ok_or_else(|| malformed("A rule must contain a list of Assertions."))?;
        let read_one = |value: &Value| {
            let object = value.as_object().ok_or_else(|| malformed("An assertion must be an object."))?;
            if let Some(key) = fields::unknown(object, &["Assert", "AssertDescription"]) {
                return Err(Error::invalid(format!("Invalid template rule property '{key}'")));
            }
            let assert =
                object.get("Assert").ok_or_else(|| malformed("An assertion must contain Assert."))?;
            Ok(Assertion { assert: assert.clone(), description: fields::text(object, "AssertDescription")? })
        };
        Ok(Self {
            condition: object.get("RuleCondition").cloned(),
            assertions: list.iter().map(read_one).collect::<Result<_>>()?,
        })
    }
}
