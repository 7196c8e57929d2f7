//! What an update would change: the content of a change set.
//!
//! Both versions of the template are evaluated and compared property by property, down to the leaf that differs. The
//! resources are visited in the order of their dependencies, because what one resource's replacement makes unknown
//! (its physical id, its attributes) decides what changes in those that refer to it. As AWS does:
//!
//! - A reference to a resource that stays has the value that it has now, although the update may change it.
//! - A reference to a resource that is replaced is [`Data::Unknown`] afterwards, and so is a change.
//! - A property that a parameter or another resource changes has one detail for each cause, evaluated statically, and
//!   one for the direct modification, evaluated dynamically.
//!
//! <https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_ResourceChange.html>

mod causes;
mod context;
mod details;
mod leaves;
mod model;
mod plain;

#[cfg(test)]
mod tests;

use std::cell::RefCell;
use std::collections::BTreeMap;

use serde_json::Value;

use crate::error::{Error, Result};
use crate::evaluate::{Data, Evaluator, Lookup, NothingYet, Pseudo, Resolver};
use crate::graph::Graph;
use crate::parameters::{Bound, MASKED};
use crate::template::{DeletionPolicy, Resource, Template};

pub use context::context;
pub use model::{
    Action, Attribute, ChangeSource, ChangeType, Detail, Evaluation, Recreation, Replacement, ResourceChange,
    Target,
};

/// One version of a stack.
#[derive(Clone, Copy)]
pub struct Version<'a> {
    /// Its template, after transforms.
    pub template: &'a Template,
    /// The values of its parameters.
    pub parameters: &'a Bound,
    /// What the stack knows of itself.
    pub pseudo: &'a Pseudo,
    /// The stack's tags: key to value.
    pub tags: &'a BTreeMap<String, String>,
}

/// The resources that exist.
pub trait Deployed: Resolver {
    /// The physical id of a resource of the stack, where it exists.
    fn physical_id(&self, logical_id: &str) -> Option<String>;
}

/// What is known of a resource type.
pub trait TypeFacts {
    /// Whether a change below a property path (`/Properties/Endpoint/Port`) needs a new resource.
    fn recreation(&self, resource_type: &str, path: &str) -> Recreation;

    /// Whether the stack's tags go to resources of the type.
    fn takes_stack_tags(&self, resource_type: &str) -> bool;
}

/// What an update would change.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Difference {
    /// The resources that change, by logical id.
    pub changes: Vec<ResourceChange>,
    /// The same as it is told without property values.
    pub plain: Vec<ResourceChange>,
    /// Whether an output, its export or its description would differ.
    pub outputs_differ: bool,
}

impl Difference {
    /// Whether there is nothing to do: "No updates are to be performed."
    pub fn is_empty(&self) -> bool {
        self.changes.is_empty() && !self.outputs_differ
    }
}

/// Compares two versions of a stack. `before` is absent for a stack that is to be created.
pub fn compare(
    before: Option<Version<'_>>,
    after: Version<'_>,
    deployed: &dyn Deployed,
    types: &dyn TypeFacts,
) -> Result<Difference> {
    let plan = Plan { deployed, fate: RefCell::default() };
    let old = before.map(|version| Side::new(version, deployed)).transpose()?;
    let new = Side::new(after, &plan)?;
    if let Some(old) = &old {
        same_types(old, &new)?;
    }
    let (mut changes, mut plain) = (Vec::new(), Vec::new());
    let mut changing = plain::Changing::new();
    for logical_id in Graph::new(after.template, &new.evaluator)?.order() {
        let Some(resource) = after.template.resources.get(logical_id) else { continue };
        let existing = old.as_ref().and_then(|old| old.resource(logical_id).map(|resource| (old, resource)));
        match existing {
            None => {
                plan.unknown(logical_id, Replacement::True);
                let change = addition(logical_id, resource, &new)?;
                plain.push(change.plain());
                changes.push(change);
            }
            Some((old, was)) => {
                let comparison =
                    details::Comparison { logical_id, was, is: resource, old, new: &new, types, plan: &plan };
                let change = comparison.change()?;
                if let Some(change) = comparison.plain(change.as_ref(), &changing) {
                    changing.extend(change.replacement.map(|fate| (logical_id.to_owned(), fate)));
                    plain.push(change);
                }
                if let Some(change) = change {
                    if let Some(replacement @ (Replacement::True | Replacement::Conditional)) =
                        change.replacement
                    {
                        plan.unknown(logical_id, replacement);
                    }
                    changes.push(change);
                }
            }
        }
    }
    if let Some(old) = &old {
        let removals = removals(old, &new, &plan)?;
        plain.extend(removals.iter().map(ResourceChange::plain));
        changes.extend(removals);
    }
    for list in [&mut changes, &mut plain] {
        list.sort_by(|a, b| a.logical_id.cmp(&b.logical_id));
    }
    let outputs_differ = old.as_ref().map_or(Ok(false), |old| outputs_differ(old, &new))?;
    Ok(Difference { changes, plain, outputs_differ })
}

/// One version with its evaluator.
struct Side<'a> {
    version: Version<'a>,
    evaluator: Evaluator<'a>,
    resolver: &'a dyn Resolver,
}

impl<'a> Side<'a> {
    fn new(version: Version<'a>, resolver: &'a dyn Resolver) -> Result<Self> {
        let evaluator =
            Evaluator::new(version.template, version.parameters.values(), version.pseudo, resolver)?;
        Ok(Self { version, evaluator, resolver })
    }

    /// A resource that exists under this version's conditions.
    fn resource(&self, logical_id: &str) -> Option<&'a Resource> {
        let resource = self.version.template.resources.get(logical_id)?;
        self.evaluator.holds(resource.condition.as_deref()).then_some(resource)
    }

    /// An expression's value with the secrets in it masked. Where a mask cannot take a secret's place (as the key of a
    /// mapping, say), the whole value is masked.
    fn shown(&self, evaluate: impl Fn(&Evaluator<'_>) -> Result<Data>) -> Result<Data> {
        let masked = self.evaluator.with_parameters(self.version.parameters.masked_values(), self.resolver);
        evaluate(&masked).or_else(|_| evaluate(&self.evaluator).map(|value| masked_whole(&value)))
    }

    fn shown_properties(&self, logical_id: &str) -> Result<Data> {
        self.shown(|evaluator| evaluator.properties(logical_id))
    }

    /// The properties of a resource as if nothing were known of any other.
    fn shown_alone(&self, logical_id: &str) -> Result<Data> {
        let masked = self.version.parameters.masked_values();
        let alone = self.evaluator.with_parameters(masked, &NothingYet);
        alone.properties(logical_id).or_else(|_| self.shown_properties(logical_id))
    }
}

/// Every scalar in place of itself masked.
fn masked_whole(value: &Data) -> Data {
    match value {
        Data::Map(map) => {
            Data::Map(map.iter().map(|(name, child)| (name.clone(), masked_whole(child))).collect())
        }
        Data::List(list) => Data::List(list.iter().map(masked_whole).collect()),
        Data::Scalar(_) => Data::text(MASKED),
        other => other.clone(),
    }
}

/// What becomes of the resources that exist, as far as the comparison has come.
struct Plan<'a> {
    deployed: &'a dyn Deployed,
    fate: RefCell<BTreeMap<String, Replacement>>,
}

impl Plan<'_> {
    fn unknown(&self, logical_id: &str, replacement: Replacement) {
        self.fate.borrow_mut().insert(logical_id.to_owned(), replacement);
    }

    /// How surely references to a resource change. `None`: they do not.
    fn fate(&self, logical_id: &str) -> Option<Replacement> {
        self.fate.borrow().get(logical_id).copied()
    }
}

impl Resolver for Plan<'_> {
    fn reference(&self, logical_id: &str) -> Lookup {
        match self.fate(logical_id) {
            Some(_) => Lookup::Unknown,
            None => self.deployed.reference(logical_id),
        }
    }

    fn attribute(&self, logical_id: &str, attribute: &str) -> Lookup {
        match self.fate(logical_id) {
            Some(_) => Lookup::Unknown,
            None => self.deployed.attribute(logical_id, attribute),
        }
    }

    fn export(&self, name: &str) -> Option<String> {
        self.deployed.export(name)
    }

    fn zones(&self, region: &str) -> Vec<String> {
        self.deployed.zones(region)
    }
}

/// A resource keeps its type for life.
fn same_types(old: &Side<'_>, new: &Side<'_>) -> Result<()> {
    let differs = |id: &&str| {
        let (was, is) = (old.resource(id), new.resource(id));
        was.zip(is).is_some_and(|(was, is)| was.kind != is.kind)
    };
    let ids: Vec<&str> = old.evaluator.active().filter(differs).collect();
    if ids.is_empty() {
        return Ok(());
    }
    Err(Error::Invalid(format!(
        "Update of resource type is not permitted. The new template modifies resource type of the following \
         resources: [{}]",
        ids.join(", ")
    )))
}

fn addition(logical_id: &str, resource: &Resource, new: &Side<'_>) -> Result<ResourceChange> {
    let after = context(resource, &new.shown_properties(logical_id)?);
    Ok(ResourceChange {
        after_context: Some(after),
        ..ResourceChange::new(Action::Add, logical_id, &resource.kind)
    })
}

/// What the old version has and the new one has not.
fn removals(old: &Side<'_>, new: &Side<'_>, plan: &Plan<'_>) -> Result<Vec<ResourceChange>> {
    let mut changes = Vec::new();
    for logical_id in old.evaluator.active().filter(|id| new.resource(id).is_none()) {
        let Some(resource) = old.resource(logical_id) else { continue };
        let policy = match resource.deletion_policy {
            Some(DeletionPolicy::Retain | DeletionPolicy::RetainExceptOnCreate) => "Retain",
            Some(DeletionPolicy::Snapshot) => "Snapshot",
            Some(DeletionPolicy::Delete) | None => "Delete",
        };
        changes.push(ResourceChange {
            physical_id: plan.deployed.physical_id(logical_id),
            policy_action: Some(policy),
            // AWS shows what goes with nothing resolved that another resource would have to tell.
            before_context: Some(context(resource, &old.shown_alone(logical_id)?)),
            ..ResourceChange::new(Action::Remove, logical_id, &resource.kind)
        });
    }
    Ok(changes)
}

/// Compares the outputs. What depends on a resource about to be replaced differs.
fn outputs_differ(old: &Side<'_>, new: &Side<'_>) -> Result<bool> {
    Ok(outputs(old)? != outputs(new)?)
}

type OutputValue = (Option<Value>, Option<Option<Value>>, Option<String>);

fn outputs(side: &Side<'_>) -> Result<BTreeMap<String, OutputValue>> {
    let mut values = BTreeMap::new();
    for (name, output) in &side.version.template.outputs {
        if side.evaluator.holds(output.condition.as_deref()) {
            let value = side.evaluator.output(name, output)?.to_value();
            let export = side.evaluator.export_name(name, output)?.map(|name| name.to_value());
            values.insert(name.clone(), (value, export, output.description.clone()));
        }
    }
    Ok(values)
}

/// Whether two values are the same for sure.
fn same(before: &Data, after: &Data) -> bool {
    before.is_known() && after.is_known() && leaves::equal(before, after)
}
