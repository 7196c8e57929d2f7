//! CloudFormation's types of this service: how properties become calls.
//! <https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/AWS_SNS.html>

mod policy;
mod subscription;
mod topic;

use model_sns::ops;
use model_sns::types::SetTopicAttributesInput;
use provider::{Properties, ResourceType};
use std::sync::Arc;
use wire::prelude::*;

/// Every type of this service.
pub fn types() -> Vec<Arc<dyn ResourceType>> {
    vec![
        Arc::new(topic::TopicType),
        Arc::new(subscription::SubscriptionType),
        Arc::new(policy::TopicPolicyType),
        Arc::new(policy::TopicInlinePolicyType),
    ]
}

/// The properties that are attributes under the same name, as texts.
fn attributes(properties: &Properties, names: &[&str]) -> Map<String> {
    let text = |value| provider::text(value).unwrap_or_else(|| provider::document(value));
    names.iter().filter_map(|name| Some(((*name).to_owned(), text(properties.get(*name)?)))).collect()
}

/// What an update changes; what is no longer said goes back to its default.
fn changes(
    before: Option<Map<String>>,
    after: Map<String>,
    default: fn(&str) -> &'static str,
) -> Map<String> {
    let before = before.unwrap_or_default();
    let dropped = before.keys().filter(|name| !after.contains_key(*name));
    let mut changes: Map<String> = dropped.map(|name| (name.clone(), default(name).to_owned())).collect();
    changes.extend(after.into_iter().filter(|(name, value)| before.get(name) != Some(value)));
    changes
}

async fn set_topic(call: &door::Call, topic_arn: &str, name: &str, value: String) -> Result<()> {
    let input = SetTopicAttributesInput {
        topic_arn: topic_arn.to_owned(),
        attribute_name: name.to_owned(),
        attribute_value: Some(value),
    };
    call.call::<ops::SetTopicAttributes>(input).await.map(drop)
}

/// What is gone already is deleted.
fn gone(done: Result<()>) -> Result<()> {
    match done {
        Err(error) if error.code() != "NotFound" => Err(error),
        _ => Ok(()),
    }
}
