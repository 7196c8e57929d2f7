//! A stack's events, published to the topics that it names.
//!
//! CloudFormation publishes in the name of whoever makes the stack, so that a topic as it is created, whose policy lets its
//! account publish, takes the events. They come in their order, one at a time for each stack; a topic that refuses is a
//! refusal in the track and holds nothing up. What a crash left unpublished stays so.
//! <https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/cfn-console-add-stack-notifications.html>

use crate::engine::PRINCIPAL;
use crate::records::EventRecord;
use crate::state::Stack;
use clock::Timestamp;
use door::Call;
use model_sns::{ops, types::PublishInput};
use std::collections::VecDeque;
use std::sync::Arc;

/// Publishes events of a stack in the caller's name, behind those that are still being published.
pub(crate) fn publish(call: &Call, stack: &Arc<Stack>, events: Vec<EventRecord>) {
    let topics = stack.record.read().version.notification_arns.clone();
    if topics.is_empty() || events.is_empty() {
        return;
    }
    let mut unpublished = stack.unpublished.lock();
    if let Some(queue) = unpublished.as_mut() {
        queue.extend(events);
        return;
    }
    *unpublished = Some(VecDeque::from(events));
    drop(unpublished);
    let (id, stack) = (stack.record.read().id.clone(), stack.clone());
    let call = call.via(PRINCIPAL);
    tokio::spawn(async move {
        while let Some(event) = next(&stack) {
            for topic in &topics {
                let region = topic.split(':').nth(3).unwrap_or_default().to_owned();
                let input = PublishInput {
                    topic_arn: Some(topic.clone()),
                    subject: Some("AWS CloudFormation Notification".to_owned()),
                    message: message(&event, &id, call.account()),
                    ..PublishInput::default()
                };
                if let Err(error) = call.in_region(&region).call::<ops::Publish>(input).await {
                    door::log(&format!("an event of {id} was not published to {topic}: {error}"));
                }
            }
        }
    });
}

/// The next event; where there is none, the next one that happens finds nobody publishing.
fn next(stack: &Stack) -> Option<EventRecord> {
    let mut unpublished = stack.unpublished.lock();
    let next = unpublished.as_mut().and_then(VecDeque::pop_front);
    if next.is_none() {
        *unpublished = None;
    }
    next
}

/// A line for each member, the text in single quotes.
fn message(event: &EventRecord, stack_id: &str, account: &str) -> String {
    let text = |value: &Option<String>| value.clone().unwrap_or_default();
    let lines = [
        ("StackId", stack_id.to_owned()),
        ("Timestamp", Timestamp::from_millis(event.time).rfc3339_millis()),
        ("EventId", event.id.clone()),
        ("LogicalResourceId", event.logical.clone()),
        ("Namespace", account.to_owned()),
        ("PhysicalResourceId", text(&event.physical)),
        ("ResourceProperties", event.properties.clone().unwrap_or_else(|| "null".to_owned())),
        ("ResourceStatus", event.status.clone()),
        ("ResourceStatusReason", text(&event.reason)),
        ("ResourceType", event.kind.clone()),
        ("StackName", crate::names::name_of(stack_id).to_owned()),
        ("ClientRequestToken", event.token.clone().unwrap_or_else(|| "null".to_owned())),
    ];
    lines.map(|(name, value)| format!("{name}='{value}'\n")).concat()
}
