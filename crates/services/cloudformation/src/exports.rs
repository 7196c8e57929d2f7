//! Exports: names that an account has once in a region, and that nobody may take away while they are used.
//! <https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/using-cfn-stack-exports.html>

use crate::records::{OutputRecord, StackRecord};
use crate::state::State;
use door::Call;
use std::collections::BTreeSet;
use wire::prelude::*;

/// An export of a stack.
pub(crate) struct Exported {
    pub(crate) stack_id: String,
    pub(crate) name: String,
    pub(crate) value: String,
}

/// The exports of an account in a region, by name.
pub(crate) fn all(state: &State, call: &Call) -> Vec<Exported> {
    let mut found = Vec::new();
    for stack in state.list(call) {
        let record = stack.record.read();
        let outputs = record.outputs.iter().filter(|_| !record.is_deleted());
        found.extend(outputs.filter_map(|output| {
            let (stack_id, name) = (record.id.clone(), output.export.clone()?);
            Some(Exported { stack_id, name, value: output.value.clone() })
        }));
    }
    found.sort_by(|a, b| a.name.cmp(&b.name));
    found
}

/// The value of an export.
pub(crate) fn value(state: &State, call: &Call, name: &str) -> Option<String> {
    all(state, call).into_iter().find(|export| export.name == name).map(|export| export.value)
}

/// The names of the stacks that import an export.
pub(crate) fn importers(state: &State, call: &Call, name: &str) -> Vec<String> {
    let stacks = state.list(call);
    let names = stacks.iter().filter_map(|stack| {
        let record = stack.record.read();
        let imports = !record.is_deleted() && record.imports.iter().any(|import| import == name);
        imports.then(|| record.name.clone())
    });
    let mut names: Vec<_> = names.collect();
    names.sort_unstable();
    names
}

/// Refuses outputs that take another stack's export name, or take away an export that is in use.
pub(crate) fn check(state: &State, call: &Call, own: &StackRecord, outputs: &[OutputRecord]) -> Result<()> {
    let refuse = |text: String| Err(Error::new("ValidationError", text));
    let taken = all(state, call);
    let mut given = BTreeSet::new();
    for name in outputs.iter().filter_map(|output| output.export.as_ref()) {
        if !given.insert(name) {
            return refuse(format!("Export with name {name} is already exported by stack {}", own.name));
        }
        if let Some(other) = taken.iter().find(|export| export.name == *name && export.stack_id != own.id) {
            let stack = crate::names::name_of(&other.stack_id);
            return refuse(format!("Export with name {name} is already exported by stack {stack}"));
        }
    }
    for was in own.outputs.iter().filter(|output| output.export.is_some()) {
        let name = was.export.clone().unwrap_or_default();
        let is = outputs.iter().find(|output| output.export == was.export);
        let verb = match is {
            None => "deleted",
            Some(is) if is.value != was.value => "updated",
            Some(_) => continue,
        };
        if let Some(user) = importers(state, call, &name).first() {
            return refuse(format!("Export {name} cannot be {verb} as it is in use by {user}"));
        }
    }
    Ok(())
}
