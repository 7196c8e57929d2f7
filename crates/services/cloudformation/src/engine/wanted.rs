//! What one resource is to be, every expression evaluated.

use super::Run;
use super::converge::told;
use crate::desired::Desired;
use provider::Properties;
use serde_json::Value;

/// A resource as its template wants it now.
#[derive(Clone)]
pub(super) struct Wanted {
    pub(super) kind: String,
    pub(super) properties: Properties,
    /// The properties with secrets masked, where there are any.
    pub(super) shown: Option<Properties>,
    pub(super) metadata: Option<Value>,
    pub(super) tags: Vec<(String, String)>,
    pub(super) after: Vec<String>,
    pub(super) deletion_policy: Option<String>,
    pub(super) replace_policy: Option<String>,
}

impl Run {
    /// Evaluates a resource and checks it by its type's schema. The error is the reason of its failure.
    pub(super) fn wanted(&self, desired: &Desired, id: &str, after: Vec<String>) -> Result<Wanted, String> {
        let Some(declared) = desired.template.resources.get(id) else {
            return Err(format!("{id} is not in the template"));
        };
        let kind = self.service.types.get(&declared.kind).map_err(|error| error.message().to_owned())?;
        let found = self.found(desired);
        let evaluator = desired.evaluator(&found).map_err(told)?;
        let data = evaluator.properties(id).map_err(told)?;
        let value = data.to_value().ok_or_else(|| format!("{id} depends on what is not there yet"))?;
        crate::desired::dynamic(id, &value).map_err(|error| error.message().to_owned())?;
        let properties = object(kind.schema.check(id, &value).map_err(told)?);
        let shown = desired.bound.iter().any(|(_, it)| it.no_echo).then(|| {
            let masked = evaluator.with_parameters(desired.bound.masked_values(), &found);
            // Where a mask cannot take a secret's place nothing is shown.
            let shown = masked.properties(id).ok().and_then(|data| data.to_value()).unwrap_or_default();
            object(kind.schema.coerce(&shown))
        });
        let metadata = declared.metadata.as_ref().map(|expression| {
            evaluator.resource_attribute(id, "Metadata", expression).map(|data| data.display())
        });
        Ok(Wanted {
            kind: declared.kind.clone(),
            shown: shown.filter(|shown| *shown != properties),
            properties,
            metadata: metadata.transpose().map_err(told)?,
            tags: self.stack_tags(),
            after,
            deletion_policy: declared.deletion_policy.map(|policy| policy.name().to_owned()),
            replace_policy: declared.update_replace_policy.map(|policy| policy.name().to_owned()),
        })
    }

    /// The stack's tags of the version that the movement goes to.
    fn stack_tags(&self) -> Vec<(String, String)> {
        self.record(|r| match (r.status.as_str(), &r.previous) {
            ("UPDATE_ROLLBACK_IN_PROGRESS", Some(previous)) => previous.tags.clone(),
            _ => r.version.tags.clone(),
        })
    }
}

fn object(value: Value) -> Properties {
    match value {
        Value::Object(properties) => properties,
        _ => Properties::new(),
    }
}
