//! `AWS::SNS::Topic`, with the subscriptions that it may hold inline.
//! <https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-sns-topic.html>

use super::{gone, set_topic};
use door::Call;
use model_sns::ops;
use model_sns::types::*;
use provider::{Made, Properties, Request, attributes, changes};
use serde_json::Value;
use wire::prelude::*;

/// Properties that are attributes of the topic.
const ATTRIBUTES: &[&str] = &[
    "ArchivePolicy",
    "ContentBasedDeduplication",
    "DisplayName",
    "FifoThroughputScope",
    "KmsMasterKeyId",
    "MaximumMessageSize",
    "SignatureVersion",
    "TracingConfig",
];
/// Characters of a topic's name, and of its ending.
const NAME: usize = 256;
const FIFO: &str = ".fifo";

pub(super) struct TopicType;

provider::resource_type!(TopicType, "AWS::SNS::Topic", "AWS-SNS-Topic.json", create, update, delete);

async fn create(call: &Call, request: &Request<'_>) -> Result<Made> {
    let fifo = request.text("FifoTopic").as_deref() == Some("true");
    let given = request.text("TopicName");
    // A second attempt is known by the tags: without them `CreateTopic` refuses a topic that is there.
    if let Some(name) = given.as_deref().filter(|_| request.again.is_none()) {
        not_there(call, name).await?;
    }
    let name = given.unwrap_or_else(|| generated(request, fifo));
    let mut attributes = all_attributes(request.properties);
    if fifo {
        attributes.insert("FifoTopic".to_owned(), "true".to_owned());
    }
    let input = CreateTopicInput {
        name: name.clone(),
        attributes: Some(attributes),
        tags: Some(tags(request.tags())),
        data_protection_policy: request.properties.get("DataProtectionPolicy").map(provider::document),
    };
    let arn = call.call::<ops::CreateTopic>(input).await?.topic_arn.unwrap_or_default();
    for (protocol, endpoint) in subscriptions(request.properties) {
        subscribe(call, &arn, protocol, endpoint).await?;
    }
    Ok(made(&arn))
}

/// `CreateTopic` gives a topic that is there already, as long as it has the same attributes: a stack must not take
/// somebody else's for its own.
async fn not_there(call: &Call, name: &str) -> Result<()> {
    let arn = call.arn("sns", name);
    match call.call::<ops::GetTopicAttributes>(GetTopicAttributesInput { topic_arn: arn.clone() }).await {
        Err(error) if error.code() == "NotFound" => Ok(()),
        Err(error) => Err(error),
        Ok(_) => Err(provider::already_exists("AWS::SNS::Topic", &arn)),
    }
}

async fn update(call: &Call, id: &str, request: &Request<'_>) -> Result<Made> {
    let data_protection = |properties: &Properties| properties.get("DataProtectionPolicy").cloned();
    if request.previous.is_some_and(|p| data_protection(p) != data_protection(request.properties)) {
        return Err(Error::not_implemented("data protection policies of SNS topics"));
    }
    let before = request.previous.map(all_attributes);
    for (name, value) in changes(before, all_attributes(request.properties), default) {
        set_topic(call, id, &name, value).await?;
    }
    let wanted = subscriptions(request.properties);
    let had = request.previous.map(subscriptions).unwrap_or_default();
    for (protocol, endpoint) in had.iter().filter(|old| !wanted.contains(old)) {
        unsubscribe(call, id, protocol, endpoint).await?;
    }
    for (protocol, endpoint) in wanted.iter().filter(|new| !had.contains(new)) {
        subscribe(call, id, protocol, endpoint).await?;
    }
    retag(call, id, request).await?;
    Ok(made(id))
}

async fn delete(call: &Call, id: &str, request: &Request<'_>) -> Result<()> {
    for (protocol, endpoint) in subscriptions(request.properties) {
        gone(unsubscribe(call, id, protocol, endpoint).await)?;
    }
    let input = DeleteTopicInput { topic_arn: id.to_owned() };
    gone(call.call::<ops::DeleteTopic>(input).await.map(drop))
}

/// A name as CloudFormation makes it; a FIFO topic's has to end in `.fifo`.
fn generated(request: &Request<'_>, fifo: bool) -> String {
    if fifo { request.physical_name(NAME - FIFO.len()) + FIFO } else { request.physical_name(NAME) }
}

/// `Ref` is the ARN.
fn made(arn: &str) -> Made {
    let name = arn.rsplit(':').next().unwrap_or_default();
    Made::new(arn).with("TopicArn", arn).with("TopicName", name)
}

fn all_attributes(properties: &Properties) -> Map<String> {
    let mut all = attributes(properties, ATTRIBUTES);
    for logging in properties.get("DeliveryStatusLogging").and_then(Value::as_array).into_iter().flatten() {
        let protocol = match logging.get("Protocol").and_then(Value::as_str) {
            Some("http/s") => "HTTP",
            Some("sqs") => "SQS",
            Some("lambda") => "Lambda",
            Some("firehose") => "Firehose",
            _ => "Application",
        };
        for part in ["SuccessFeedbackRoleArn", "FailureFeedbackRoleArn", "SuccessFeedbackSampleRate"] {
            all.extend(logging.get(part).and_then(provider::text).map(|v| (format!("{protocol}{part}"), v)));
        }
    }
    all
}

/// The value by which `SetTopicAttributes` takes an attribute back.
fn default(name: &str) -> Option<&'static str> {
    Some(match name {
        "ContentBasedDeduplication" => "false",
        "FifoThroughputScope" => "Topic",
        "MaximumMessageSize" => "262144",
        "SignatureVersion" => "1",
        "TracingConfig" => "PassThrough",
        _ => "",
    })
}

/// Protocol and endpoint of the inline subscriptions.
fn subscriptions(properties: &Properties) -> Vec<(&str, &str)> {
    let all = properties.get("Subscription").and_then(Value::as_array).into_iter().flatten();
    all.filter_map(|s| Some((s.get("Protocol")?.as_str()?, s.get("Endpoint")?.as_str()?))).collect()
}

async fn subscribe(call: &Call, topic_arn: &str, protocol: &str, endpoint: &str) -> Result<()> {
    let input = SubscribeInput {
        topic_arn: topic_arn.to_owned(),
        protocol: protocol.to_owned(),
        endpoint: Some(endpoint.to_owned()),
        ..Default::default()
    };
    call.call::<ops::Subscribe>(input).await.map(drop)
}

/// Ends the subscription of an endpoint; its ARN nobody kept, so it is looked for. One that was never confirmed has no
/// ARN to be seen and ends by itself.
async fn unsubscribe(call: &Call, topic_arn: &str, protocol: &str, endpoint: &str) -> Result<()> {
    let mut next_token = None;
    loop {
        let input = ListSubscriptionsByTopicInput { topic_arn: topic_arn.to_owned(), next_token };
        let page = call.call::<ops::ListSubscriptionsByTopic>(input).await?;
        for found in page.subscriptions.unwrap_or_default() {
            let same =
                found.protocol.as_deref() == Some(protocol) && found.endpoint.as_deref() == Some(endpoint);
            let arn = found.subscription_arn.filter(|arn| same && arn.starts_with("arn:"));
            if let Some(subscription_arn) = arn {
                call.call::<ops::Unsubscribe>(UnsubscribeInput { subscription_arn }).await?;
            }
        }
        next_token = page.next_token;
        if next_token.is_none() {
            return Ok(());
        }
    }
}

fn tags(tags: Vec<(String, String)>) -> Vec<Tag> {
    tags.into_iter().map(|(key, value)| Tag { key, value }).collect()
}

async fn retag(call: &Call, id: &str, request: &Request<'_>) -> Result<()> {
    let wanted = request.tags();
    let list = ListTagsForResourceInput { resource_arn: id.to_owned() };
    let has = call.call::<ops::ListTagsForResource>(list).await?.tags.unwrap_or_default();
    let dropped = has.iter().map(|tag| &tag.key).filter(|key| !wanted.iter().any(|(other, _)| other == *key));
    let tag_keys: Vec<String> = dropped.cloned().collect();
    if !tag_keys.is_empty() {
        let input = UntagResourceInput { resource_arn: id.to_owned(), tag_keys };
        call.call::<ops::UntagResource>(input).await?;
    }
    let is_new = |(key, value): &(String, String)| !has.iter().any(|t| t.key == *key && t.value == *value);
    let new = tags(wanted.into_iter().filter(is_new).collect());
    if !new.is_empty() {
        call.call::<ops::TagResource>(TagResourceInput { resource_arn: id.to_owned(), tags: new }).await?;
    }
    Ok(())
}
