//! Telling of stacks.

use super::request::refuse;
use crate::CloudFormation;
use crate::page::page;
use crate::records::{Source, StackRecord};
use door::Call;
use model_cloudformation::types::*;
use std::sync::Arc;
use wire::prelude::*;

impl CloudFormation {
    /// <https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_DescribeStacks.html>
    pub(crate) async fn describe_stacks(
        self: &Arc<Self>,
        call: &Call,
        input: DescribeStacksInput,
    ) -> Result<DescribeStacksOutput> {
        let found = match &input.stack_name {
            Some(name) => vec![self.existing(call, name)?],
            None => self.state.list(call).into_iter().filter(|s| !s.record.read().is_deleted()).collect(),
        };
        let id = |stack: &Arc<crate::state::Stack>| stack.record.read().id.clone();
        let (found, next_token) = page(found, id, input.next_token.as_deref())?;
        let stacks = found.iter().map(|stack| described(&stack.record.read())).collect();
        Ok(DescribeStacksOutput { stacks: Some(stacks), next_token })
    }

    /// <https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_ListStacks.html>
    pub(crate) async fn list_stacks(
        self: &Arc<Self>,
        call: &Call,
        input: ListStacksInput,
    ) -> Result<ListStacksOutput> {
        let wanted = input.stack_status_filter.unwrap_or_default();
        if let Some(unknown) = wanted.iter().find(|status| !status.known()) {
            return refuse(format!("Unknown stack status: {}", unknown.as_str()));
        }
        let takes =
            |r: &StackRecord| wanted.is_empty() || wanted.iter().any(|status| status.as_str() == r.status);
        let found = self.state.list(call).into_iter().filter(|stack| takes(&stack.record.read()));
        let id = |stack: &Arc<crate::state::Stack>| stack.record.read().id.clone();
        let (found, next_token) = page(found, id, input.next_token.as_deref())?;
        let summaries = found.iter().map(|stack| summary(&stack.record.read())).collect();
        Ok(ListStacksOutput { stack_summaries: Some(summaries), next_token })
    }
}

/// The parameters of a version, those that are not to be seen masked.
pub(super) fn parameters(source: &Source) -> Option<Vec<Parameter>> {
    let one = |(key, value): (&String, &String)| {
        let hidden = source.hidden.contains(key);
        let value = if hidden { ::stacks::parameters::MASKED } else { value };
        Parameter {
            parameter_key: Some(key.clone()),
            parameter_value: Some(value.to_owned()),
            ..Parameter::default()
        }
    };
    (!source.parameters.is_empty()).then(|| source.parameters.iter().map(one).collect())
}

pub(super) fn tags(tags: &[(String, String)]) -> Vec<Tag> {
    tags.iter().map(|(key, value)| Tag { key: key.clone(), value: value.clone() }).collect()
}

fn described(r: &StackRecord) -> Stack {
    let outputs: Vec<_> = r
        .outputs
        .iter()
        .map(|o| Output {
            output_key: Some(o.key.clone()),
            output_value: Some(o.value.clone()),
            description: o.description.clone(),
            export_name: o.export.clone(),
        })
        .collect();
    let v = &r.version;
    let stays = !r.is_deleted();
    Stack {
        stack_id: Some(r.id.clone()),
        stack_name: r.name.clone(),
        change_set_id: r.change_set.clone().filter(|_| stays),
        description: v.source.description.clone(),
        parameters: parameters(&v.source),
        creation_time: Timestamp::from_millis(r.created),
        deletion_time: r.deleted.map(Timestamp::from_millis),
        last_updated_time: r.updated.map(Timestamp::from_millis),
        rollback_configuration: Some(RollbackConfiguration::default()),
        stack_status: Enum::of(r.status.clone()),
        stack_status_reason: r.reason.clone(),
        disable_rollback: Some(r.options.disable_rollback),
        notification_arns: Some(v.notification_arns.clone()),
        timeout_in_minutes: r.options.timeout_minutes,
        capabilities: (!v.capabilities.is_empty())
            .then(|| v.capabilities.iter().cloned().map(Enum::of).collect()),
        outputs: (!outputs.is_empty()).then_some(outputs),
        role_arn: v.role_arn.clone(),
        tags: Some(tags(&v.tags)),
        enable_termination_protection: stays.then_some(r.termination_protection),
        retain_except_on_create: r.options.retain_except_on_create.then_some(true),
        drift_information: Some(StackDriftInformation {
            stack_drift_status: StackDriftStatus::NotChecked,
            ..StackDriftInformation::default()
        }),
        ..Stack::default()
    }
}

fn summary(r: &StackRecord) -> StackSummary {
    StackSummary {
        stack_id: Some(r.id.clone()),
        stack_name: r.name.clone(),
        template_description: r.version.source.description.clone(),
        creation_time: Timestamp::from_millis(r.created),
        last_updated_time: r.updated.map(Timestamp::from_millis),
        deletion_time: r.deleted.map(Timestamp::from_millis),
        stack_status: Enum::of(r.status.clone()),
        stack_status_reason: r.reason.clone(),
        drift_information: Some(StackDriftInformationSummary {
            stack_drift_status: StackDriftStatus::NotChecked,
            ..StackDriftInformationSummary::default()
        }),
        ..StackSummary::default()
    }
}
