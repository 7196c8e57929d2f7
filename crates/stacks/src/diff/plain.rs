//! A change set as `DescribeChangeSet` tells it without `IncludePropertyValues`.
//!
//! It is coarser, and it knows less: AWS does not look at values for it. So it has one detail for each property and cause,
//! and it also lists what takes an attribute of a resource that is changed in place, because the attribute may change with
//! it (cloudformation/test_change_set_fn_join.json, test_update_refence_argument). With values such a resource is not
//! listed: the attribute's present value is taken for its future one.

use std::collections::{BTreeMap, BTreeSet};

use super::details::{Comparison, replacement};
use super::model::{
    Action, Attribute, ChangeSource, Detail, Evaluation, Replacement, ResourceChange, Target,
};
use crate::expression::{Reference, references};

/// The resources that change in place or may be replaced, as far as the comparison has come.
pub(super) type Changing = BTreeMap<String, Replacement>;

impl Comparison<'_> {
    /// The change of a resource, told without values; `change` is the same told with them.
    pub(super) fn plain(
        &self,
        change: Option<&ResourceChange>,
        changing: &Changing,
    ) -> Option<ResourceChange> {
        let mut plain = match change {
            Some(change) => change.plain(),
            None => ResourceChange {
                physical_id: self.plan.deployed.physical_id(self.logical_id),
                ..ResourceChange::new(Action::Modify, self.logical_id, &self.is.kind)
            },
        };
        let known: BTreeSet<String> = plain.details.iter().filter_map(|it| it.target.name.clone()).collect();
        for (name, expression) in self.is.properties.iter().filter(|(name, _)| !known.contains(*name)) {
            let mut sources = Vec::new();
            let taken = |condition: &str| self.new.evaluator.condition(condition);
            references(expression, &taken, &mut |reference| sources.extend(source(reference, changing)));
            sources.dedup();
            let path = format!("/Properties/{name}");
            plain.details.extend(sources.into_iter().map(|change_source| Detail {
                target: Target {
                    name: Some(name.clone()),
                    requires_recreation: self.types.recreation(&self.is.kind, &path),
                    ..Target::of(Attribute::Properties)
                },
                evaluation: Evaluation::Dynamic,
                change_source,
            }));
        }
        if plain.details.is_empty() {
            return None;
        }
        let scope: BTreeSet<Attribute> = plain.details.iter().map(|detail| detail.target.attribute).collect();
        plain.scope = scope.into_iter().collect();
        // A detail that the coarser view leaves out still counts for the resource's fate.
        plain.replacement = change.and_then(|it| it.replacement).max(Some(replacement(&plain.details)));
        Some(plain)
    }
}

/// What may come of a reference to a resource that changes in place: another attribute, and where it may be replaced
/// another id.
fn source(reference: Reference, changing: &Changing) -> Option<ChangeSource> {
    let fate = |id: &str| changing.get(id).copied();
    match reference {
        Reference::Name(id) if fate(&id) == Some(Replacement::Conditional) => {
            Some(ChangeSource::ResourceReference(id))
        }
        Reference::Attribute(id, Some(attribute)) | Reference::Embedded(id, attribute) => {
            fate(&id).map(|_| ChangeSource::ResourceAttribute(format!("{id}.{attribute}")))
        }
        _ => None,
    }
}

impl ResourceChange {
    /// The change without values: one detail for each property and cause, and none for the modification that is only the
    /// consequence of another resource's.
    pub(super) fn plain(&self) -> Self {
        let by_resource = |detail: &Detail| {
            let caused = |it: &&Detail| it.target == detail.target;
            let causes = self.details.iter().filter(caused).map(|it| &it.change_source);
            let mut others = causes.filter(|source| **source != ChangeSource::DirectModification).peekable();
            others.peek().is_some() && others.all(ChangeSource::is_resource)
        };
        let mut details: Vec<Detail> = Vec::new();
        for detail in &self.details {
            if detail.change_source == ChangeSource::DirectModification && by_resource(detail) {
                continue;
            }
            let mut detail = detail.clone();
            let target = &mut detail.target;
            (target.path, target.before_value, target.after_value, target.change_type) =
                (None, None, None, None);
            match details.iter_mut().find(|it| same_but_recreation(it, &detail)) {
                Some(known) => {
                    let worst = known.target.requires_recreation.max(detail.target.requires_recreation);
                    known.target.requires_recreation = worst;
                }
                None => details.push(detail),
            }
        }
        Self { details, before_context: None, after_context: None, ..self.clone() }
    }
}

fn same_but_recreation(a: &Detail, b: &Detail) -> bool {
    (a.target.attribute, &a.target.name, a.evaluation, &a.change_source)
        == (b.target.attribute, &b.target.name, b.evaluation, &b.change_source)
}
