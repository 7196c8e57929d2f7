//! `AWS::SNS::TopicPolicy`, one policy for several topics, and `AWS::SNS::TopicInlinePolicy`, for one.
//! <https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-sns-topicpolicy.html>
//!
//! A topic whose policy is taken away has again the one that AWS gave it. recorded: cloudformation/resources/test_sns.json,
//! test_sns_topic_policy_resets_to_default

use super::{gone, set_topic};
use door::Call;
use provider::{Made, Properties, Request};
use serde_json::Value;
use wire::prelude::*;

pub(super) struct TopicPolicyType;

provider::resource_type!(
    TopicPolicyType,
    "AWS::SNS::TopicPolicy",
    "AWS-SNS-TopicPolicy.json",
    create,
    update,
    delete
);

async fn create(call: &Call, request: &Request<'_>) -> Result<Made> {
    for topic in topics(request.properties) {
        set_topic(call, topic, "Policy", document(request)).await?;
    }
    let id = request.physical_name(128);
    Ok(Made::new(id.clone()).with("Id", id))
}

async fn update(call: &Call, id: &str, request: &Request<'_>) -> Result<Made> {
    let kept = topics(request.properties);
    for topic in request.previous.map(topics).unwrap_or_default() {
        if !kept.contains(&topic) {
            gone(set_topic(call, topic, "Policy", String::new()).await)?;
        }
    }
    for topic in kept {
        set_topic(call, topic, "Policy", document(request)).await?;
    }
    Ok(Made::new(id).with("Id", id))
}

async fn delete(call: &Call, _: &str, request: &Request<'_>) -> Result<()> {
    for topic in topics(request.properties) {
        gone(set_topic(call, topic, "Policy", String::new()).await)?;
    }
    Ok(())
}

pub(super) struct TopicInlinePolicyType;

provider::resource_type!(
    TopicInlinePolicyType,
    "AWS::SNS::TopicInlinePolicy",
    "AWS-SNS-TopicInlinePolicy.json",
    create_inline,
    update_inline,
    delete_inline
);

async fn create_inline(call: &Call, request: &Request<'_>) -> Result<Made> {
    let topic = request.text("TopicArn").unwrap_or_default();
    set_topic(call, &topic, "Policy", document(request)).await?;
    Ok(Made::new(topic))
}

async fn update_inline(call: &Call, id: &str, request: &Request<'_>) -> Result<Made> {
    set_topic(call, id, "Policy", document(request)).await?;
    Ok(Made::new(id))
}

async fn delete_inline(call: &Call, id: &str, _: &Request<'_>) -> Result<()> {
    gone(set_topic(call, id, "Policy", String::new()).await)
}

fn document(request: &Request<'_>) -> String {
    request.properties.get("PolicyDocument").map(provider::document).unwrap_or_default()
}

fn topics(properties: &Properties) -> Vec<&str> {
    let all = properties.get("Topics").and_then(Value::as_array).into_iter().flatten();
    all.filter_map(Value::as_str).collect()
}
