//! Telling of a stack's resources.

use super::request::refuse;
use crate::CloudFormation;
use crate::page::page;
use crate::records::{ResourceRecord, StackRecord};
use crate::state::Stack;
use door::Call;
use model_cloudformation::types::*;
use std::sync::Arc;
use wire::prelude::*;

impl CloudFormation {
    /// <https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_DescribeStackResources.html>
    pub(crate) async fn describe_stack_resources(
        self: &Arc<Self>,
        call: &Call,
        input: DescribeStackResourcesInput,
    ) -> Result<DescribeStackResourcesOutput> {
        let stack = match (&input.stack_name, &input.physical_resource_id) {
            (Some(_), Some(_)) => {
                return refuse("You cannot specify both PhysicalResourceId and StackName");
            }
            (None, None) => return refuse("Either StackName or PhysicalResourceId must be specified"),
            (Some(name), None) => self.existing(call, name)?,
            (None, Some(physical)) => self.holder(call, physical)?,
        };
        let record = stack.record.read().clone();
        let wanted = |id: &str| input.logical_resource_id.as_deref().is_none_or(|wanted| wanted == id);
        let found = sorted(&record).into_iter().filter(|(id, _)| wanted(id));
        let found: Vec<_> = found.take(DESCRIBED).collect();
        if let (Some(id), true) = (&input.logical_resource_id, found.is_empty()) {
            return refuse(missing(id, input.stack_name.as_deref().unwrap_or(&record.name)));
        }
        let resources = found.into_iter().map(|(id, resource)| StackResource {
            stack_name: Some(record.name.clone()),
            stack_id: Some(record.id.clone()),
            logical_resource_id: id.clone(),
            physical_resource_id: resource.physical.clone(),
            resource_type: resource.kind.clone(),
            timestamp: Timestamp::from_millis(resource.changed),
            resource_status: Enum::of(resource.status.clone()),
            resource_status_reason: resource.reason.clone(),
            drift_information: Some(drift()),
            ..StackResource::default()
        });
        Ok(DescribeStackResourcesOutput { stack_resources: Some(resources.collect()) })
    }

    /// <https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_DescribeStackResource.html>
    pub(crate) async fn describe_stack_resource(
        self: &Arc<Self>,
        call: &Call,
        input: DescribeStackResourceInput,
    ) -> Result<DescribeStackResourceOutput> {
        let stack = self.existing_named(call, &input.stack_name)?;
        let record = stack.record.read().clone();
        let id = &input.logical_resource_id;
        let Some(resource) = record.resources.get(id) else {
            return refuse(missing(id, &input.stack_name));
        };
        let metadata = resource.metadata.as_ref().map_or_else(|| "{}".to_owned(), ToString::to_string);
        let detail = StackResourceDetail {
            stack_name: Some(record.name.clone()),
            stack_id: Some(record.id.clone()),
            logical_resource_id: id.clone(),
            physical_resource_id: resource.physical.clone(),
            resource_type: resource.kind.clone(),
            last_updated_timestamp: Timestamp::from_millis(resource.changed),
            resource_status: Enum::of(resource.status.clone()),
            resource_status_reason: resource.reason.clone(),
            metadata: Some(metadata),
            drift_information: Some(drift()),
            ..StackResourceDetail::default()
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
        let record = stack.record.read().clone();
        let (found, next_token) =
            page(sorted(&record), |(id, _)| (*id).clone(), input.next_token.as_deref())?;
        let one = |(id, resource): (&String, &Arc<ResourceRecord>)| StackResourceSummary {
            logical_resource_id: id.clone(),
            physical_resource_id: resource.physical.clone(),
            resource_type: resource.kind.clone(),
            last_updated_timestamp: Timestamp::from_millis(resource.changed),
            resource_status: Enum::of(resource.status.clone()),
            resource_status_reason: resource.reason.clone(),
            drift_information: Some(StackResourceDriftInformationSummary {
                stack_resource_drift_status: StackResourceDriftStatus::NotChecked,
                ..StackResourceDriftInformationSummary::default()
            }),
            ..StackResourceSummary::default()
        };
        let summaries = found.into_iter().map(one).collect();
        Ok(ListStackResourcesOutput { stack_resource_summaries: Some(summaries), next_token })
    }

    /// The stack that a physical resource belongs to.
    fn holder(&self, call: &Call, physical: &str) -> Result<Arc<Stack>> {
        let holds = |stack: &Arc<Stack>| {
            let record = stack.record.read();
            let mut resources = record.resources.values().filter(|resource| !resource.is_gone());
            !record.is_deleted() && resources.any(|resource| resource.physical.as_deref() == Some(physical))
        };
        let found = self.state.list(call).into_iter().find(holds);
        found.map_or_else(|| refuse(format!("Stack for {physical} does not exist")), Ok)
    }
}

fn sorted(record: &StackRecord) -> Vec<(&String, &Arc<ResourceRecord>)> {
    let mut resources: Vec<_> = record.resources.iter().collect();
    resources.sort_by_key(|(id, _)| *id);
    resources
}

/// The resources that `DescribeStackResources` tells of; `ListStackResources` has pages for more.
const DESCRIBED: usize = 100;

/// The stack is named as the caller named it (cloudformation/api/test_resources.json).
fn missing(id: &str, stack: &str) -> String {
    format!("Resource {id} does not exist for stack {stack}")
}

fn drift() -> StackResourceDriftInformation {
    StackResourceDriftInformation {
        stack_resource_drift_status: StackResourceDriftStatus::NotChecked,
        ..StackResourceDriftInformation::default()
    }
}
