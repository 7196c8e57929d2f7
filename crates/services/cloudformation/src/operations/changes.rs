//! Change sets as they are shown.

use crate::records::ChangeSetRecord;
use ::stacks::diff;
use model_cloudformation::types::*;
use serde_json::Value;
use wire::prelude::*;

/// A change set that the stack's next version has overtaken.
pub(super) fn obsolete(set: &ChangeSetRecord) -> ChangeSetRecord {
    ChangeSetRecord { execution_status: "OBSOLETE".to_owned(), ..set.clone() }
}

/// A change as JSON by the model's names, which is how it is kept.
pub(super) fn kept(change: &diff::ResourceChange) -> Value {
    let word = |text: &str| text.to_owned();
    let text = |value: &Option<Value>| value.as_ref().map(Value::to_string);
    let change = ResourceChange {
        policy_action: change.policy_action.map(|action| Enum::of(word(action))),
        action: Some(Enum::of(word(change.action.name()))),
        logical_resource_id: Some(change.logical_id.clone()),
        physical_resource_id: change.physical_id.clone(),
        resource_type: Some(change.resource_type.clone()),
        replacement: change.replacement.map(|it| Enum::of(word(it.name()))),
        scope: Some(change.scope.iter().map(|it| Enum::of(word(it.name()))).collect()),
        details: Some(change.details.iter().map(detail).collect()),
        before_context: text(&change.before_context),
        after_context: text(&change.after_context),
        ..ResourceChange::default()
    };
    let change =
        Change { r#type: Some(ChangeType::Resource), resource_change: Some(change), ..Change::default() };
    wire::view::to_json(&change)
}

fn detail(detail: &diff::Detail) -> ResourceChangeDetail {
    let target = &detail.target;
    let word = |text: &str| text.to_owned();
    let target = ResourceTargetDefinition {
        attribute: Some(Enum::of(word(target.attribute.name()))),
        name: target.name.clone(),
        requires_recreation: Some(Enum::of(word(target.requires_recreation.name()))),
        path: target.path.clone(),
        before_value: target.before_value.clone(),
        after_value: target.after_value.clone(),
        attribute_change_type: target.change_type.map(|it| Enum::of(word(it.name()))),
        ..ResourceTargetDefinition::default()
    };
    ResourceChangeDetail {
        target: Some(target),
        evaluation: Some(Enum::of(word(detail.evaluation.name()))),
        change_source: Some(Enum::of(word(detail.change_source.name()))),
        causing_entity: detail.change_source.causing_entity().map(str::to_owned),
    }
}

/// A change as it was kept.
pub(super) fn shown(kept: &Value) -> Result<Change> {
    let mut change = Change::default();
    wire::view::from_json(&mut change, kept)?;
    Ok(change)
}

/// A change set in a list.
pub(super) fn summary(set: &ChangeSetRecord, stack: (&str, &str)) -> ChangeSetSummary {
    ChangeSetSummary {
        stack_id: Some(stack.0.to_owned()),
        stack_name: Some(stack.1.to_owned()),
        change_set_id: Some(set.id.clone()),
        change_set_name: Some(set.name.clone()),
        execution_status: Some(Enum::of(set.execution_status.clone())),
        status: Some(Enum::of(set.status.clone())),
        status_reason: set.reason.clone(),
        creation_time: Some(Timestamp::from_millis(set.created)),
        description: set.description.clone(),
        include_nested_stacks: Some(set.with_nested),
        ..ChangeSetSummary::default()
    }
}
