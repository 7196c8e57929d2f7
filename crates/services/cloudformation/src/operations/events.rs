//! Telling of a stack's events.

use crate::CloudFormation;
use crate::page::page;
use crate::records::EventRecord;
use door::Call;
use model_cloudformation::types::*;
use std::sync::Arc;
use wire::prelude::*;

impl CloudFormation {
    /// <https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_DescribeStackEvents.html>
    pub(crate) async fn describe_stack_events(
        self: &Arc<Self>,
        call: &Call,
        input: DescribeStackEventsInput,
    ) -> Result<DescribeStackEventsOutput> {
        let stack = self.existing_named(call, &input.stack_name)?;
        let (id, name) = {
            let record = stack.record.read();
            (record.id.clone(), record.name.clone())
        };
        let events = self.state.events(&stack);
        let (events, next_token) = page(events, |event| event.id.clone(), input.next_token.as_deref())?;
        let events = events.iter().map(|event| told(event, &id, &name)).collect();
        Ok(DescribeStackEventsOutput { stack_events: Some(events), next_token })
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
        ..StackEvent::default()
    }
}
