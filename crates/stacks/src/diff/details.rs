//! The details of a resource that exists in both versions.

use std::collections::BTreeSet;

use serde_json::Value;

use super::causes::{Causes, causes};
use super::leaves::{Leaf, leaves, text};
use super::model::{
    Action, Attribute, ChangeSource, Detail, Evaluation, Recreation, Replacement, ResourceChange, Target,
};
use super::{Plan, Side, TypeFacts, context};
use crate::error::Result;
use crate::evaluate::{Data, Evaluator};
use crate::template::{DeletionPolicy, Resource};

/// A nested stack may change although nothing in the template says so.
const NESTED_STACK: &str = "AWS::CloudFormation::Stack";

pub(super) struct Comparison<'a> {
    pub(super) logical_id: &'a str,
    pub(super) was: &'a Resource,
    pub(super) is: &'a Resource,
    pub(super) old: &'a Side<'a>,
    pub(super) new: &'a Side<'a>,
    pub(super) types: &'a dyn TypeFacts,
    pub(super) plan: &'a Plan<'a>,
}

impl Comparison<'_> {
    /// What changes, if anything does.
    pub(super) fn change(&self) -> Result<Option<ResourceChange>> {
        let mut details = self.properties()?;
        details.extend(self.metadata()?);
        details.extend(self.stack_tags());
        if details.is_empty() && self.is.kind == NESTED_STACK {
            details.push(automatic());
        }
        if details.is_empty() {
            return Ok(None);
        }
        // A policy alone changes nothing (user guide, "UpdatePolicy attribute"); beside another change it is named.
        details.extend(self.policies()?);
        let scope: BTreeSet<Attribute> = details.iter().map(|detail| detail.target.attribute).collect();
        let replacement = replacement(&details);
        let (before, after) = self.contexts()?;
        Ok(Some(ResourceChange {
            physical_id: self.plan.deployed.physical_id(self.logical_id),
            replacement: Some(replacement),
            scope: scope.into_iter().collect(),
            details,
            policy_action: (replacement == Replacement::True).then(|| self.policy_action()),
            before_context: Some(before),
            after_context: Some(after),
            ..ResourceChange::new(Action::Modify, self.logical_id, &self.is.kind)
        }))
    }

    fn properties(&self) -> Result<Vec<Detail>> {
        let (old, new) = (&self.old.evaluator, &self.new.evaluator);
        let (before, after) = (old.properties(self.logical_id)?, new.properties(self.logical_id)?);
        let (Data::Map(before), Data::Map(after)) = (&before, &after) else { return Ok(Vec::new()) };
        let shown =
            (self.old.shown_properties(self.logical_id)?, self.new.shown_properties(self.logical_id)?);
        let added = after.keys().filter(|name| !before.contains_key(*name));
        let mut details = Vec::new();
        for name in before.keys().chain(added) {
            let expression = self.is.properties.get(name);
            let attribute = match name.as_str() {
                "Tags" if self.is.kind.starts_with("AWS::EC2::") => Attribute::Tags,
                _ => Attribute::Properties,
            };
            let root = format!("/Properties/{name}");
            for mut leaf in leaves(before.get(name), after.get(name)) {
                show(&mut leaf, (member(&shown.0, name), member(&shown.1, name)));
                let causes = self.causes(expression, &leaf.path);
                let path = format!("{root}{}", leaf.path);
                let recreation = self.types.recreation(&self.is.kind, &path);
                let target = Target {
                    attribute,
                    name: (attribute == Attribute::Properties).then(|| name.clone()),
                    requires_recreation: recreation,
                    path: Some(path),
                    before_value: leaf.before,
                    after_value: leaf.after,
                    change_type: Some(leaf.change_type),
                };
                details.extend(with_causes(target, &causes));
            }
        }
        Ok(details)
    }

    fn metadata(&self) -> Result<Vec<Detail>> {
        self.attribute(Attribute::Metadata, self.was.metadata.as_ref(), self.is.metadata.as_ref())
    }

    fn policies(&self) -> Result<Vec<Detail>> {
        let name = |policy: Option<DeletionPolicy>| policy.map(|policy| Value::from(policy.name()));
        let (was, is) = (self.was, self.is);
        let deletion = (name(was.deletion_policy), name(is.deletion_policy));
        let replace = (name(was.update_replace_policy), name(is.update_replace_policy));
        let mut details = Vec::new();
        for (attribute, before, after) in [
            (Attribute::CreationPolicy, was.creation_policy.as_ref(), is.creation_policy.as_ref()),
            (Attribute::UpdatePolicy, was.update_policy.as_ref(), is.update_policy.as_ref()),
            (Attribute::DeletionPolicy, deletion.0.as_ref(), deletion.1.as_ref()),
            (Attribute::UpdateReplacePolicy, replace.0.as_ref(), replace.1.as_ref()),
        ] {
            details.extend(self.attribute(attribute, before, after)?);
        }
        Ok(details)
    }

    /// An attribute beside the properties.
    fn attribute(
        &self,
        attribute: Attribute,
        was: Option<&Value>,
        is: Option<&Value>,
    ) -> Result<Vec<Detail>> {
        let name = attribute.name();
        let value =
            |evaluator: &Evaluator<'_>, it: &Value| evaluator.resource_attribute(self.logical_id, name, it);
        let before = was.map(|it| value(&self.old.evaluator, it)).transpose()?;
        let after = is.map(|it| value(&self.new.evaluator, it)).transpose()?;
        let differing = leaves(before.as_ref(), after.as_ref());
        if differing.is_empty() {
            return Ok(Vec::new());
        }
        let before = was.map(|it| self.old.shown(|evaluator| value(evaluator, it))).transpose()?;
        let after = is.map(|it| self.new.shown(|evaluator| value(evaluator, it))).transpose()?;
        let details = differing.into_iter().flat_map(|mut leaf| {
            show(&mut leaf, (before.as_ref(), after.as_ref()));
            let target = Target {
                attribute,
                name: None,
                requires_recreation: Recreation::Never,
                path: Some(format!("/{name}{}", leaf.path)),
                before_value: leaf.before,
                after_value: leaf.after,
                change_type: Some(leaf.change_type),
            };
            with_causes(target, &self.causes(is, &leaf.path))
        });
        Ok(details.collect())
    }

    fn stack_tags(&self) -> Option<Detail> {
        let differ = self.old.version.tags != self.new.version.tags;
        (differ && self.types.takes_stack_tags(&self.is.kind)).then(|| Detail {
            target: Target::of(Attribute::Tags),
            evaluation: Evaluation::Static,
            change_source: ChangeSource::DirectModification,
        })
    }

    /// What else than the template itself makes a part of an expression's value change.
    fn causes(&self, expression: Option<&Value>, path: &str) -> Causes {
        expression.map(|it| causes(self.old, self.new, self.plan, it, path)).unwrap_or_default()
    }

    fn contexts(&self) -> Result<(Value, Value)> {
        let before = self.old.shown_properties(self.logical_id)?;
        let after = self.new.shown_properties(self.logical_id)?;
        Ok((context(self.was, &before), context(self.is, &after)))
    }

    fn policy_action(&self) -> &'static str {
        match self.is.update_replace_policy {
            Some(DeletionPolicy::Retain) => "ReplaceAndRetain",
            Some(DeletionPolicy::Snapshot) => "ReplaceAndSnapshot",
            _ => "ReplaceAndDelete",
        }
    }
}

/// One detail for each cause and one for the modification itself.
fn with_causes(target: Target, causes: &Causes) -> Vec<Detail> {
    let detail = |change_source, evaluation| Detail { target: target.clone(), evaluation, change_source };
    let direct = if causes.is_empty() { Evaluation::Static } else { Evaluation::Dynamic };
    let caused = causes.iter().map(|(source, evaluation)| detail(source.clone(), *evaluation));
    caused.chain([detail(ChangeSource::DirectModification, direct)]).collect()
}

/// The resource is replaced for sure where a change that needs it is known; it may be where one is not.
pub(super) fn replacement(details: &[Detail]) -> Replacement {
    let with =
        |recreation| details.iter().filter(move |detail| detail.target.requires_recreation == recreation);
    if with(Recreation::Always).any(|detail| detail.evaluation == Evaluation::Static) {
        return Replacement::True;
    }
    match with(Recreation::Always).chain(with(Recreation::Conditionally)).next() {
        Some(_) => Replacement::Conditional,
        None => Replacement::False,
    }
}

fn automatic() -> Detail {
    Detail {
        target: Target::of(Attribute::Properties),
        evaluation: Evaluation::Dynamic,
        change_source: ChangeSource::Automatic,
    }
}

fn member<'d>(properties: &'d Data, name: &str) -> Option<&'d Data> {
    match properties {
        Data::Map(members) => members.get(name),
        _ => None,
    }
}

/// Puts the values that may be shown in place of those that were compared.
fn show(leaf: &mut Leaf, shown: (Option<&Data>, Option<&Data>)) {
    let at = |data: Option<&Data>| data.and_then(|data| data.at(&leaf.path)).map(text);
    let (before, after) = (at(shown.0), at(shown.1));
    leaf.before = leaf.before.take().and(before);
    leaf.after = leaf.after.take().and(after);
}
