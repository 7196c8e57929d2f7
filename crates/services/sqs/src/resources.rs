//! CloudFormation's types of this service: how properties become calls.
//! <https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/AWS_SQS.html>

use door::Call;
use futures_util::future::BoxFuture;
use model_sqs::ops;
use model_sqs::types::*;
use provider::{Made, Properties, Request, ResourceType};
use serde_json::Value;
use std::sync::Arc;
use wire::prelude::*;

/// Every type of this service.
pub fn types() -> Vec<Arc<dyn ResourceType>> {
    vec![Arc::new(QueueType), Arc::new(QueuePolicyType)]
}

/// Properties of `AWS::SQS::Queue` that are attributes of the queue under the same name.
const ATTRIBUTES: &[&str] = &[
    "ContentBasedDeduplication",
    "DeduplicationScope",
    "DelaySeconds",
    "FifoQueue",
    "FifoThroughputLimit",
    "KmsDataKeyReusePeriodSeconds",
    "KmsMasterKeyId",
    "MaximumMessageSize",
    "MessageRetentionPeriod",
    "ReceiveMessageWaitTimeSeconds",
    "RedriveAllowPolicy",
    "RedrivePolicy",
    "SqsManagedSseEnabled",
    "VisibilityTimeout",
];

/// `AWS::SQS::Queue`.
struct QueueType;

impl ResourceType for QueueType {
    fn name(&self) -> &'static str {
        "AWS::SQS::Queue"
    }
    fn schema(&self) -> &'static str {
        include_str!("../../../../models/resources/AWS-SQS-Queue.json")
    }
    fn create<'a>(&'a self, call: &'a Call, request: &'a Request<'a>) -> BoxFuture<'a, Result<Made>> {
        Box::pin(async move {
            let fifo = request.text("FifoQueue").as_deref() == Some("true");
            let queue_name = request.text("QueueName").unwrap_or_else(|| generated(request, fifo));
            let input = CreateQueueInput {
                queue_name,
                attributes: Some(attributes(request.properties)),
                tags: Some(request.tags().into_iter().collect()),
            };
            let url = call.call::<ops::CreateQueue>(input).await?.queue_url.unwrap_or_default();
            made(call, url).await
        })
    }
    fn update<'a>(
        &'a self,
        call: &'a Call,
        id: &'a str,
        request: &'a Request<'a>,
    ) -> BoxFuture<'a, Result<Made>> {
        Box::pin(async move {
            let mut changed = attributes(request.properties);
            let before = request.previous.map(attributes).unwrap_or_default();
            // A property that is gone goes back to its default.
            for name in before.keys().filter(|name| !changed.contains_key(*name)).cloned().collect::<Vec<_>>()
            {
                changed.insert(name.clone(), default(&name).to_owned());
            }
            changed.retain(|name, value| before.get(name) != Some(value));
            if !changed.is_empty() {
                let input = SetQueueAttributesInput { queue_url: id.to_owned(), attributes: changed };
                call.call::<ops::SetQueueAttributes>(input).await?;
            }
            retag(call, id, request).await?;
            made(call, id.to_owned()).await
        })
    }
    fn delete<'a>(&'a self, call: &'a Call, id: &'a str, _: &'a Request<'a>) -> BoxFuture<'a, Result<()>> {
        Box::pin(async move {
            gone(call.call::<ops::DeleteQueue>(DeleteQueueInput { queue_url: id.to_owned() }).await)
        })
    }
}

/// A name as CloudFormation makes it; a FIFO queue's has to end in `.fifo`.
fn generated(request: &Request<'_>, fifo: bool) -> String {
    if fifo { format!("{}.fifo", request.physical_name(75)) } else { request.physical_name(80) }
}

fn attributes(properties: &Properties) -> Map<String> {
    let text = |value: &Value| provider::text(value).unwrap_or_else(|| value.to_string());
    ATTRIBUTES.iter().filter_map(|name| Some(((*name).to_owned(), text(properties.get(*name)?)))).collect()
}

/// The value by which `SetQueueAttributes` takes an attribute back.
fn default(name: &str) -> &'static str {
    match name {
        "ContentBasedDeduplication" => "false",
        "DeduplicationScope" => "queue",
        "DelaySeconds" | "ReceiveMessageWaitTimeSeconds" => "0",
        "FifoThroughputLimit" => "perQueue",
        "KmsDataKeyReusePeriodSeconds" => "300",
        "MaximumMessageSize" => "1048576",
        "MessageRetentionPeriod" => "345600",
        "SqsManagedSseEnabled" => "true",
        "VisibilityTimeout" => "30",
        _ => "",
    }
}

async fn retag(call: &Call, id: &str, request: &Request<'_>) -> Result<()> {
    let wanted: Map<String> = request.tags().into_iter().collect();
    let has = call
        .call::<ops::ListQueueTags>(ListQueueTagsInput { queue_url: id.to_owned() })
        .await?
        .tags
        .unwrap_or_default();
    let dropped: Vec<_> = has.keys().filter(|key| !wanted.contains_key(*key)).cloned().collect();
    if !dropped.is_empty() {
        call.call::<ops::UntagQueue>(UntagQueueInput { queue_url: id.to_owned(), tag_keys: dropped }).await?;
    }
    if has != wanted {
        call.call::<ops::TagQueue>(TagQueueInput { queue_url: id.to_owned(), tags: wanted }).await?;
    }
    Ok(())
}

/// `Ref` is the URL; `Arn`, `QueueName` and `QueueUrl` are attributes.
async fn made(call: &Call, url: String) -> Result<Made> {
    let name = crate::names::of_url(call, &url);
    let arn = name.arn(&call.region);
    Ok(Made::new(url.clone()).with("Arn", arn).with("QueueName", name.name).with("QueueUrl", url))
}

/// `AWS::SQS::QueuePolicy`: one policy for several queues.
struct QueuePolicyType;

impl ResourceType for QueuePolicyType {
    fn name(&self) -> &'static str {
        "AWS::SQS::QueuePolicy"
    }
    fn schema(&self) -> &'static str {
        include_str!("../../../../models/resources/AWS-SQS-QueuePolicy.json")
    }
    fn create<'a>(&'a self, call: &'a Call, request: &'a Request<'a>) -> BoxFuture<'a, Result<Made>> {
        Box::pin(async move {
            let policy = request.properties.get("PolicyDocument").map(provider::document).unwrap_or_default();
            for queue in queues(request.properties) {
                set_policy(call, queue, policy.clone()).await?;
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
            let kept = queues(request.properties);
            for queue in request.previous.map(queues).unwrap_or_default() {
                if !kept.contains(&queue) {
                    gone(set_policy(call, queue, String::new()).await)?;
                }
            }
            self.create(call, request).await.map(|made| Made { id: id.to_owned(), ..made }.with("Id", id))
        })
    }
    fn delete<'a>(
        &'a self,
        call: &'a Call,
        _: &'a str,
        request: &'a Request<'a>,
    ) -> BoxFuture<'a, Result<()>> {
        Box::pin(async move {
            for queue in queues(request.properties) {
                gone(set_policy(call, queue, String::new()).await)?;
            }
            Ok(())
        })
    }
}

fn queues(properties: &Properties) -> Vec<&str> {
    properties
        .get("Queues")
        .and_then(Value::as_array)
        .into_iter()
        .flatten()
        .filter_map(Value::as_str)
        .collect()
}

async fn set_policy(call: &Call, queue_url: &str, policy: String) -> Result<SetQueueAttributesOutput> {
    let attributes = [("Policy".to_owned(), policy)].into_iter().collect();
    call.call::<ops::SetQueueAttributes>(SetQueueAttributesInput {
        queue_url: queue_url.to_owned(),
        attributes,
    })
    .await
}

/// What is gone already is deleted.
fn gone<T>(done: Result<T>) -> Result<()> {
    match done {
        Err(error) if error.shape_name() != "QueueDoesNotExist" => Err(error),
        _ => Ok(()),
    }
}
