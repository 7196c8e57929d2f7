//! CloudFormation's types of this service: how properties become calls.
//! <https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/AWS_SNS.html>

mod policy;
mod subscription;
mod topic;

use model_sns::ops;
use model_sns::types::SetTopicAttributesInput;
use provider::ResourceType;
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
    provider::gone(done, "NotFound")
}
