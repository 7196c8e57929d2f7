//! `AWS::SNS::Subscription`.
//! <https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-sns-subscription.html>

use super::gone;
use door::Call;
use model_sns::ops;
use model_sns::types::*;
use provider::{Made, Request, attributes, changes};
use wire::prelude::*;

/// Properties that are attributes of the subscription.
const ATTRIBUTES: &[&str] = &[
    "DeliveryPolicy",
    "FilterPolicy",
    "FilterPolicyScope",
    "RawMessageDelivery",
    "RedrivePolicy",
    "ReplayPolicy",
    "SubscriptionRoleArn",
];

/// A policy that takes a policy away.
const NONE: &str = "{}";

pub(super) struct SubscriptionType;

provider::resource_type!(
    SubscriptionType,
    "AWS::SNS::Subscription",
    "AWS-SNS-Subscription.json",
    create,
    update,
    delete
);

async fn create(call: &Call, request: &Request<'_>) -> Result<Made> {
    let input = SubscribeInput {
        topic_arn: request.text("TopicArn").unwrap_or_default(),
        protocol: request.text("Protocol").unwrap_or_default(),
        endpoint: request.text("Endpoint"),
        attributes: Some(attributes(request.properties, ATTRIBUTES)),
        return_subscription_arn: Some(true),
    };
    let out = at_topic(call, request).call::<ops::Subscribe>(input).await?;
    Ok(made(&out.subscription_arn.unwrap_or_default()))
}

async fn update(call: &Call, id: &str, request: &Request<'_>) -> Result<Made> {
    let call = at_topic(call, request);
    let before = request.previous.map(|properties| attributes(properties, ATTRIBUTES));
    let had_filter = before.as_ref().is_some_and(|before| before.contains_key("FilterPolicy"));
    let after = attributes(request.properties, ATTRIBUTES);
    let filter = after.get("FilterPolicy").cloned();
    let mut changes = changes(before, after, default);
    // A policy may be right under one scope only: so there is none while the scope changes.
    if let Some(scope) = changes.shift_remove("FilterPolicyScope") {
        if had_filter {
            set(&call, id, "FilterPolicy", NONE.to_owned()).await?;
        }
        set(&call, id, "FilterPolicyScope", scope).await?;
        changes.extend(filter.map(|filter| ("FilterPolicy".to_owned(), filter)));
    }
    for (name, value) in changes {
        set(&call, id, &name, value).await?;
    }
    Ok(made(id))
}

async fn delete(call: &Call, id: &str, request: &Request<'_>) -> Result<()> {
    let input = UnsubscribeInput { subscription_arn: id.to_owned() };
    gone(at_topic(call, request).call::<ops::Unsubscribe>(input).await.map(drop))
}

/// The call in the topic's region, where the property `Region` names another one.
fn at_topic(call: &Call, request: &Request<'_>) -> Call {
    request.text("Region").map_or_else(|| call.clone(), |region| call.in_region(&region))
}

/// `Ref` is the ARN.
fn made(arn: &str) -> Made {
    Made::new(arn).with("Arn", arn)
}

/// The value by which `SetSubscriptionAttributes` takes an attribute back.
fn default(name: &str) -> Option<&'static str> {
    Some(match name {
        "RawMessageDelivery" => "false",
        "FilterPolicyScope" => "MessageAttributes",
        _ => NONE,
    })
}

async fn set(call: &Call, arn: &str, name: &str, value: String) -> Result<()> {
    let input = SetSubscriptionAttributesInput {
        subscription_arn: arn.to_owned(),
        attribute_name: name.to_owned(),
        attribute_value: Some(value),
    };
    call.call::<ops::SetSubscriptionAttributes>(input).await.map(drop)
}
