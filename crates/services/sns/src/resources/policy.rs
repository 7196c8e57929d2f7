//! `AWS::SNS::TopicPolicy`, one policy for several topics, and `AWS::SNS::TopicInlinePolicy`, for one.
//! <https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-sns-topicpolicy.html>
//!
//! A topic whose policy is taken away has again the one that AWS gave it. recorded: cloudformation/resources/test_sns.json,
//! test_sns_topic_policy_resets_to_default

use super::{gone, set_topic};
use door::Call;
use futures_util::future::BoxFuture;
use provider::{Made, Properties, Request, ResourceType};
use serde_json::Value;
use wire::prelude::*;

pub(super) struct TopicPolicyType;

impl ResourceType for TopicPolicyType {
    fn name(&self) -> &'static str {
        "AWS::SNS::TopicPolicy"
    }
    fn schema(&self) -> &'static str {
        include_str!("../../../../../models/resources/AWS-SNS-TopicPolicy.json")
    }
    fn create<'a>(&'a self, call: &'a Call, request: &'a Request<'a>) -> BoxFuture<'a, Result<Made>> {
        Box::pin(async move {
            for topic in topics(request.properties) {
                set_topic(call, topic, "Policy", document(request)).await?;
            }
            let id = request.physical_name(128);
            Ok(Made::new(id.clone()).with("Id", id))
        })
    }
    fn update<'a>(
        &'a self,
        call: &'a Call,
        id: &'a str,
        request: &'a Request<'a>,
    ) -> BoxFuture<'a, Result<Made>> {
        Box::pin(async move {
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
        })
    }
    fn delete<'a>(
        &'a self,
        call: &'a Call,
        _: &'a str,
        request: &'a Request<'a>,
    ) -> BoxFuture<'a, Result<()>> {
        Box::pin(async move {
            for topic in topics(request.properties) {
                gone(set_topic(call, topic, "Policy", String::new()).await)?;
            }
            Ok(())
        })
    }
}

pub(super) struct TopicInlinePolicyType;

impl ResourceType for TopicInlinePolicyType {
    fn name(&self) -> &'static str {
        "AWS::SNS::TopicInlinePolicy"
    }
    fn schema(&self) -> &'static str {
        include_str!("../../../../../models/resources/AWS-SNS-TopicInlinePolicy.json")
    }
    fn create<'a>(&'a self, call: &'a Call, request: &'a Request<'a>) -> BoxFuture<'a, Result<Made>> {
        Box::pin(async move {
            let topic = request.text("TopicArn").unwrap_or_default();
            set_topic(call, &topic, "Policy", document(request)).await?;
            Ok(Made::new(topic))
        })
    }
    fn update<'a>(
        &'a self,
        call: &'a Call,
        id: &'a str,
        request: &'a Request<'a>,
    ) -> BoxFuture<'a, Result<Made>> {
        Box::pin(async move {
            set_topic(call, id, "Policy", document(request)).await?;
            Ok(Made::new(id))
        })
    }
    fn delete<'a>(&'a self, call: &'a Call, id: &'a str, _: &'a Request<'a>) -> BoxFuture<'a, Result<()>> {
        Box::pin(async move { gone(set_topic(call, id, "Policy", String::new()).await) })
    }
}

fn document(request: &Request<'_>) -> String {
    request.properties.get("PolicyDocument").map(provider::document).unwrap_or_default()
}

fn topics(properties: &Properties) -> Vec<&str> {
    let all = properties.get("Topics").and_then(Value::as_array).into_iter().flatten();
    all.filter_map(Value::as_str).collect()
}
