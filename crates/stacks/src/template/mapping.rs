//! A mapping: two levels of keys down to texts or lists.

use indexmap::IndexMap;
use serde_json::Value;

use super::{limits, scalar_text};
use crate::error::{Error, Result};

/// One mapping: top-level key, then attribute, then a text or a list of texts.
pub type Mapping = IndexMap<String, IndexMap<String, Value>>;

pub(super) fn read(_: &str, value: &Value) -> Result<Mapping> {
    let not_a_map = || Error::format("Every Mappings member must be a map.");
    let mut mapping = Mapping::new();
    for (key, attributes) in value.as_object().ok_or_else(not_a_map)? {
        let attributes = attributes.as_object().ok_or_else(not_a_map)?;
        mapping.insert(key.clone(), read_attributes(attributes)?);
    }
    Ok(mapping)
}

fn read_attributes(attributes: &serde_json::Map<String, Value>) -> Result<IndexMap<String, Value>> {
    if attributes.len() > limits::MAPPING_ATTRIBUTES {
        return Err(Error::format(format_args!(
            "Number of mapping attributes, {}, is greater than maximum allowed, {}",
            attributes.len(),
            limits::MAPPING_ATTRIBUTES
        )));
    }
    let mut read = IndexMap::new();
    for (name, value) in attributes {
        if name.is_empty() || !name.chars().all(|c| c.is_ascii_alphanumeric()) {
            let text =
                format_args!("Mappings attribute name '{name}' must contain only alphanumeric characters.");
            return Err(Error::format(text));
        }
        let fine = match value {
            Value::Array(list) => list.iter().all(|item| scalar_text(item).is_some()),
            other => scalar_text(other).is_some(),
        };
        if !fine {
            return Err(Error::format("Every Mappings attribute must be a String or a List."));
        }
        read.insert(name.clone(), value.clone());
    }
    Ok(read)
}
