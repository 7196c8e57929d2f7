//! What a template's functions find in a stack, and its outputs.

use super::Run;
use crate::desired::{Desired, pseudo, worded};
use crate::records::{OutputRecord, StackRecord};
use crate::state::State;
use door::Call;
use serde_json::Value;
use stacks::{Evaluator, Lookup, Resolver};
use std::collections::BTreeMap;
use wire::prelude::*;

/// A stack's resources and its region's exports, as they were at one moment.
pub(crate) struct Found {
    resources: BTreeMap<String, (String, provider::Properties)>,
    exports: BTreeMap<String, String>,
    region: String,
}

impl Found {
    pub(crate) fn of(state: &State, call: &Call, record: &StackRecord) -> Self {
        let resources = record.resources.iter();
        let known =
            resources.filter_map(|(id, r)| Some((id.clone(), (r.physical.clone()?, r.attributes.clone()))));
        Self { resources: known.collect(), exports: exports(state, call), region: call.region.to_string() }
    }
}

/// The exports of an account in a region.
pub(crate) fn exports(state: &State, call: &Call) -> BTreeMap<String, String> {
    let mut all = BTreeMap::new();
    for stack in state.list(call) {
        let record = stack.record.read();
        for output in record.outputs.iter().filter(|_| record.deleted.is_none()) {
            if let Some(name) = &output.export {
                all.insert(name.clone(), output.value.clone());
            }
        }
    }
    all
}

impl Resolver for Found {
    fn reference(&self, logical_id: &str) -> Lookup {
        self.resources
            .get(logical_id)
            .map_or(Lookup::Unknown, |(id, _)| Lookup::Known(Value::String(id.clone())))
    }
    fn attribute(&self, logical_id: &str, attribute: &str) -> Lookup {
        match self.resources.get(logical_id) {
            None => Lookup::Unknown,
            Some((_, attributes)) => attributes.get(attribute).cloned().map_or(Lookup::Absent, Lookup::Known),
        }
    }
    fn export(&self, name: &str) -> Option<String> {
        self.exports.get(name).cloned()
    }
    fn zones(&self, region: &str) -> Vec<String> {
        let region = if region.is_empty() { &self.region } else { region };
        ["a", "b", "c"].iter().map(|zone| format!("{region}{zone}")).collect()
    }
}

impl Run {
    pub(crate) fn outputs(&self, desired: &Desired) -> Result<Vec<OutputRecord>> {
        let found = self.record(|r| Found::of(&self.service.state, &self.call, r));
        let own = self.record(|r| pseudo(&self.call, &r.id, &r.name, &r.notification_arns));
        let evaluator =
            Evaluator::new(&desired.template, desired.values.clone(), &own, &found).map_err(worded)?;
        let mut outputs = Vec::new();
        for (key, output) in &desired.template.outputs {
            if !evaluator.holds(output.condition.as_deref()) {
                continue;
            }
            let value = evaluator.output(key, output).map_err(worded)?.to_value();
            let export = evaluator.export_name(key, output).map_err(worded)?.and_then(|name| name.to_value());
            outputs.push(OutputRecord {
                key: key.clone(),
                value: value.as_ref().and_then(provider::text).unwrap_or_default(),
                description: output.description.clone(),
                export: export.as_ref().and_then(provider::text),
            });
        }
        self.check_exports(&outputs)?;
        Ok(outputs)
    }

    /// An export's name is taken by one stack.
    fn check_exports(&self, outputs: &[OutputRecord]) -> Result<()> {
        let own = self.record(|r| r.id.clone());
        for stack in self.service.state.list(&self.call) {
            let record = stack.record.read();
            if record.id == own || record.deleted.is_some() {
                continue;
            }
            let taken = |name: &String| record.outputs.iter().any(|o| o.export.as_ref() == Some(name));
            if let Some(name) = outputs.iter().filter_map(|o| o.export.as_ref()).find(|name| taken(name)) {
                let text = format!("Export with name {name} is already exported by stack {}. ", record.name);
                return Err(Error::new("ValidationError", text));
            }
        }
        Ok(())
    }
}
