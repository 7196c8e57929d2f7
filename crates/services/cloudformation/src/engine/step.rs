//! What has to be done to one resource.

use super::wanted::Wanted;
use crate::records::ResourceRecord;
use crate::types::Type;
use provider::Properties;
use serde_json::Value;
use stacks::diff::Recreation;

/// The next thing to do to a resource that is wanted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Step {
    /// It is as it should be.
    Nothing,
    /// It is as it should be, though it was last seen changing or failed: that is to be told.
    Confirm,
    /// It is not there, or nobody knows whether it is.
    Create,
    /// Change it in place.
    Update,
    /// Create it anew, and leave the old one for the clean-up.
    Replace,
}

/// Decides by what the resource has and what it is to have.
pub(super) fn next(standing: Option<&ResourceRecord>, wanted: &Wanted, kind: &Type) -> Step {
    let Some(old) = standing.filter(|old| old.physical.is_some()) else { return Step::Create };
    if old.kind != wanted.kind {
        return Step::Replace;
    }
    let retagged = old.tags != wanted.tags && kind.schema.is_taggable();
    if old.properties == wanted.properties && !retagged && old.attempted.is_none() {
        let steady = old.status.ends_with("_COMPLETE") && old.metadata == wanted.metadata;
        return if steady { Step::Nothing } else { Step::Confirm };
    }
    match kind.recreation(&old.properties, &wanted.properties) {
        Recreation::Always => Step::Replace,
        // Where it depends on more than the property, the handler says whether it can.
        Recreation::Never | Recreation::Conditionally => Step::Update,
    }
}

/// What a resource has to be taken to have while it is changed. After a change that was begun and not finished each
/// property has its old value or the attempted one: the one that differs from what is wanted now is assumed, so that
/// the handler leaves none out.
pub(super) fn assumed(old: &ResourceRecord, wanted: &Wanted) -> Properties {
    let Some(attempted) = &old.attempted else { return old.properties.clone() };
    let names = old.properties.keys().chain(attempted.keys());
    let one = |name: &String| {
        let (was, tried) = (old.properties.get(name), attempted.get(name));
        let value: Option<&Value> = if was == wanted.properties.get(name) { tried } else { was };
        Some((name.clone(), value?.clone()))
    };
    names.filter_map(one).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn properties(value: Value) -> Properties {
        value.as_object().cloned().unwrap()
    }

    #[test]
    fn what_is_assumed_after_half_a_change_hides_no_difference() {
        let check = |was: Value, tried: Value, wanted: Value, expected: Value| {
            let old = ResourceRecord {
                properties: properties(was),
                attempted: Some(properties(tried)),
                ..ResourceRecord::default()
            };
            let wanted = Wanted {
                kind: String::new(),
                properties: properties(wanted),
                shown: None,
                metadata: None,
                tags: Vec::new(),
                after: Vec::new(),
                deletion_policy: None,
                replace_policy: None,
            };
            assert_eq!(assumed(&old, &wanted), properties(expected));
        };
        // The same change again, after a crash.
        check(
            json!({"A": 1, "B": 1}),
            json!({"A": 2, "B": 1}),
            json!({"A": 2, "B": 1}),
            json!({"A": 1, "B": 1}),
        );
        // Back to what was.
        check(json!({"A": 1}), json!({"A": 2}), json!({"A": 1}), json!({"A": 2}));
        check(json!({"A": 1}), json!({"A": 1, "B": 2}), json!({"A": 1}), json!({"A": 1, "B": 2}));
        // To something else.
        check(
            json!({"A": 1, "B": 1}),
            json!({"A": 2, "B": 2}),
            json!({"A": 3, "B": 1}),
            json!({"A": 1, "B": 2}),
        );
    }
}
