//! Telling of stacks, their resources and their events.

use crate::CloudFormation;
use crate::records::{EventRecord, ResourceRecord, StackRecord};
use crate::state::Stack;
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
            None => self.state.list(call).into_iter().filter(|s| s.record.read().deleted.is_none()).collect(),
        };
        let stacks = found.iter().map(|stack| self.described(&stack.record.read())).collect();
        Ok(DescribeStacksOutput { stacks: Some(stacks), next_token: None })
    }

    /// <https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_ListStacks.html>
    pub(crate) async fn list_stacks(
        self: &Arc<Self>,
        call: &Call,
        input: ListStacksInput,
    ) -> Result<ListStacksOutput> {
        let wanted = input.stack_status_filter.unwrap_or_default();
        let takes =
            |r: &StackRecord| wanted.is_empty() || wanted.iter().any(|status| status.as_str() == r.status);
        let all = self.state.list(call);
        let found = all.iter().filter(|stack| takes(&stack.record.read()));
        let summaries = found.map(|stack| summary(&stack.record.read())).collect();
        Ok(ListStacksOutput { stack_summaries: Some(summaries), next_token: None })
    }

    /// <https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_DescribeStackEvents.html>
    pub(crate) async fn describe_stack_events(
        self: &Arc<Self>,
        call: &Call,
        input: DescribeStackEventsInput,
    ) -> Result<DescribeStackEventsOutput> {
        let stack = self.existing(call, &input.stack_name)?;
        let (id, name) = {
            let record = stack.record.read();
            (record.id.clone(), record.name.clone())
        };
        let events = self.state.events(&stack).iter().map(|event| told(event, &id, &name)).collect();
        Ok(DescribeStackEventsOutput { stack_events: Some(events), next_token: None })
    }

    /// <https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_DescribeStackResources.html>
    pub(crate) async fn describe_stack_resources(
        self: &Arc<Self>,
        call: &Call,
        input: DescribeStackResourcesInput,
    ) -> Result<DescribeStackResourcesOutput> {
        let Some(name) = &input.stack_name else {
            return Err(Error::not_implemented("PhysicalResourceId without StackName"));
        };
        let stack = self.existing(call, name)?;
        let record = stack.record.read();
        let wanted = |id: &str| input.logical_resource_id.as_deref().is_none_or(|wanted| wanted == id);
        let resources = record.resources.iter().filter(|(id, _)| wanted(id));
        let resources = resources.map(|(id, resource)| StackResource {
            stack_name: Some(record.name.clone()),
            stack_id: Some(record.id.clone()),
            logical_resource_id: id.clone(),
            physical_resource_id: resource.physical.clone(),
            resource_type: resource.kind.clone(),
            timestamp: Timestamp::from_millis(resource.changed),
            resource_status: Enum::of(resource.status.clone()),
            resource_status_reason: resource.reason.clone(),
            drift_information: Some(StackResourceDriftInformation {
                stack_resource_drift_status: StackResourceDriftStatus::NotChecked,
                ..Default::default()
            }),
            ..Default::default()
        });
        Ok(DescribeStackResourcesOutput { stack_resources: Some(resources.collect()) })
    }

    /// <https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_DescribeStackResource.html>
    pub(crate) async fn describe_stack_resource(
        self: &Arc<Self>,
        call: &Call,
        input: DescribeStackResourceInput,
    ) -> Result<DescribeStackResourceOutput> {
        let stack = self.existing(call, &input.stack_name)?;
        let record = stack.record.read();
        let id = &input.logical_resource_id;
        let Some(resource) = record.resources.get(id) else {
            let text = format!("Resource {id} does not exist for stack {}", record.name);
            return Err(Error::new("ValidationError", text));
        };
        let detail = StackResourceDetail {
            stack_name: Some(record.name.clone()),
            stack_id: Some(record.id.clone()),
            logical_resource_id: id.clone(),
            physical_resource_id: resource.physical.clone(),
            resource_type: resource.kind.clone(),
            last_updated_timestamp: Timestamp::from_millis(resource.changed),
            resource_status: Enum::of(resource.status.clone()),
            resource_status_reason: resource.reason.clone(),
            drift_information: Some(StackResourceDriftInformation {
                stack_resource_drift_status: StackResourceDriftStatus::NotChecked,
                ..Default::default()
            }),
            ..Default::default()
        };
        Ok(DescribeStackResourceOutput { stack_resource_detail: Some(detail) })
    }

    /// <https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_ListStackResources.html>
    pub(crate) async fn list_stack_resources(
        self: &Arc<Self>,
        call: &Call,
        input: ListStackResourcesInput,
    ) -> Result<ListStackResourcesOutput> {
        let stack = self.existing(call, &input.stack_name)?;
        let record = stack.record.read();
        let one = |(id, resource): (&String, &ResourceRecord)| StackResourceSummary {
            logical_resource_id: id.clone(),
            physical_resource_id: resource.physical.clone(),
            resource_type: resource.kind.clone(),
            last_updated_timestamp: Timestamp::from_millis(resource.changed),
            resource_status: Enum::of(resource.status.clone()),
            resource_status_reason: resource.reason.clone(),
            drift_information: Some(StackResourceDriftInformationSummary {
                stack_resource_drift_status: StackResourceDriftStatus::NotChecked,
                ..Default::default()
            }),
            ..Default::default()
        };
        let summaries = record.resources.iter().map(one).collect();
        Ok(ListStackResourcesOutput { stack_resource_summaries: Some(summaries), next_token: None })
    }

    /// <https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_GetTemplate.html>
    pub(crate) async fn get_template(
        self: &Arc<Self>,
        call: &Call,
        input: GetTemplateInput,
    ) -> Result<GetTemplateOutput> {
        let Some(name) = &input.stack_name else {
            return Err(Error::new(
                "ValidationError",
                "StackName is required if ChangeSetName is not specified.",
            ));
        };
        let stack = self.existing(call, name)?;
        let text = stack.record.read().source.template.clone();
        let stages = Some(vec![TemplateStage::Original, TemplateStage::Processed]);
        Ok(GetTemplateOutput { template_body: Some(text), stages_available: stages })
    }

    /// The stack of that name or id, or AWS's refusal.
    pub(crate) fn existing(&self, call: &Call, name: &str) -> Result<Arc<Stack>> {
        let refusal = || Error::new("ValidationError", format!("Stack with id {name} does not exist"));
        self.state.find(call, name).ok_or_else(refusal)
    }

    fn described(&self, r: &StackRecord) -> Stack_ {
        let parameter = |(key, value): (&String, &String)| Parameter {
            parameter_key: Some(key.clone()),
            parameter_value: Some(value.clone()),
            ..Default::default()
        };
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
        Stack_ {
            stack_id: Some(r.id.clone()),
            stack_name: r.name.clone(),
            description: description(&r.source.template),
            parameters: (!r.source.parameters.is_empty())
                .then(|| r.source.parameters.iter().map(parameter).collect()),
            creation_time: Timestamp::from_millis(r.created),
            deletion_time: r.deleted.map(Timestamp::from_millis),
            last_updated_time: r.updated.map(Timestamp::from_millis),
            rollback_configuration: Some(RollbackConfiguration::default()),
            stack_status: Enum::of(r.status.clone()),
            stack_status_reason: r.reason.clone(),
            disable_rollback: Some(r.disable_rollback),
            notification_arns: Some(r.notification_arns.clone()),
            timeout_in_minutes: r.timeout_minutes,
            capabilities: (!r.capabilities.is_empty())
                .then(|| r.capabilities.iter().cloned().map(Enum::of).collect()),
            outputs: (!outputs.is_empty()).then_some(outputs),
            role_arn: r.role_arn.clone(),
            tags: Some(
                r.tags.iter().map(|(key, value)| Tag { key: key.clone(), value: value.clone() }).collect(),
            ),
            enable_termination_protection: Some(r.termination_protection),
            drift_information: Some(StackDriftInformation {
                stack_drift_status: StackDriftStatus::NotChecked,
                ..Default::default()
            }),
            ..Default::default()
        }
    }
}

use model_cloudformation::types::Stack as Stack_;

/// What the template says of itself. It was read before it was kept.
fn description(template: &str) -> Option<String> {
    let tree = stacks::source::parse(template).ok()?;
    tree.get("Description")?.as_str().map(str::to_owned)
}

fn summary(r: &StackRecord) -> StackSummary {
    StackSummary {
        stack_id: Some(r.id.clone()),
        stack_name: r.name.clone(),
        template_description: description(&r.source.template),
        creation_time: Timestamp::from_millis(r.created),
        last_updated_time: r.updated.map(Timestamp::from_millis),
        deletion_time: r.deleted.map(Timestamp::from_millis),
        stack_status: Enum::of(r.status.clone()),
        stack_status_reason: r.reason.clone(),
        drift_information: Some(StackDriftInformationSummary {
            stack_drift_status: StackDriftStatus::NotChecked,
            ..Default::default()
        }),
        ..Default::default()
    }
}

fn told(event: &EventRecord, stack_id: &str, stack_name: &str) -> StackEvent {
    StackEvent {
        stack_id: stack_id.to_owned(),
        event_id: event.id.clone(),
        stack_name: stack_name.to_owned(),
        logical_resource_id: Some(event.logical.clone()),
        physical_resource_id: event.physical.clone(),
        resource_type: Some(event.kind.clone()),
        timestamp: Timestamp::from_millis(event.time),
        resource_status: Some(Enum::of(event.status.clone())),
        resource_status_reason: event.reason.clone(),
        resource_properties: event.properties.clone(),
        client_request_token: event.token.clone(),
        ..Default::default()
    }
}
