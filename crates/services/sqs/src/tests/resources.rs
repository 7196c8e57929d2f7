//! CloudFormation's types: made, changed and deleted as a stack does it.

use super::House;
use crate::resources::types;
use provider::{Made, Properties, Request, ResourceType};
use serde_json::{Value, json};
use std::sync::Arc;

fn of(name: &str) -> Arc<dyn ResourceType> {
    types().into_iter().find(|kind| kind.name() == name).unwrap()
}

fn properties(value: &Value) -> Properties {
    value.as_object().unwrap().clone()
}

fn request<'a>(properties: &'a Properties, previous: Option<&'a Properties>) -> Request<'a> {
    Request {
        stack_name: "shop",
        stack_id: "arn:aws:cloudformation:us-east-1:000000000000:stack/shop/1",
        logical_id: "Orders",
        properties,
        previous,
        stack_tags: &[],
        token: "token",
        again: None,
    }
}

impl House {
    async fn make(&self, kind: &str, wanted: Value) -> Made {
        let wanted = properties(&wanted);
        of(kind).create(&self.call, &request(&wanted, None)).await.unwrap()
    }
    async fn change(&self, kind: &str, id: &str, before: Value, after: Value) {
        let (before, after) = (properties(&before), properties(&after));
        of(kind).update(&self.call, id, &request(&after, Some(&before))).await.unwrap();
    }
    async fn unmake(&self, kind: &str, id: &str, had: Value) {
        let had = properties(&had);
        of(kind).delete(&self.call, id, &request(&had, None)).await.unwrap();
    }
}

#[test]
fn schemas_are_of_their_types() {
    for kind in types() {
        let schema: Value = serde_json::from_str(kind.schema()).unwrap();
        assert_eq!(schema["typeName"], kind.name());
    }
}

#[tokio::test]
async fn a_property_that_is_gone_goes_back_as_cloudformation_has_it() {
    let house = House::new();
    let before = json!({
        "QueueName": "orders.fifo", "FifoQueue": true, "ContentBasedDeduplication": true, "DelaySeconds": 13,
        "DeduplicationScope": "messageGroup", "FifoThroughputLimit": "perMessageGroupId",
        "KmsMasterKeyId": "alias/aws/sqs", "KmsDataKeyReusePeriodSeconds": 200, "MaximumMessageSize": 3232,
        "MessageRetentionPeriod": 13425, "ReceiveMessageWaitTimeSeconds": 15, "VisibilityTimeout": 42,
        "Tags": [{"Key": "Department", "Value": "Finance"}],
    });
    let url = house.make("AWS::SQS::Queue", before.clone()).await.id;
    let after = json!({"QueueName": "orders.fifo", "FifoQueue": true});
    house.change("AWS::SQS::Queue", &url, before, after).await;
    let mut shown = house.attributes(&url, json!(["All"])).await;
    for name in ["CreatedTimestamp", "LastModifiedTimestamp", "QueueArn"] {
        shown.as_object_mut().unwrap().remove(name);
    }
    // recorded: sqs/resource_providers/test_aws_sqs_queue.json,
    // test_update_fifo_queue_remove_all_properties_except_queuename
    let expected = json!({
        "ApproximateNumberOfMessages": "0", "ApproximateNumberOfMessagesDelayed": "0",
        "ApproximateNumberOfMessagesNotVisible": "0", "ContentBasedDeduplication": "false",
        "DeduplicationScope": "messageGroup", "DelaySeconds": "0", "FifoQueue": "true",
        "FifoThroughputLimit": "perMessageGroupId", "MaximumMessageSize": "262144",
        "MessageRetentionPeriod": "345600", "ReceiveMessageWaitTimeSeconds": "0", "SqsManagedSseEnabled": "false",
        "VisibilityTimeout": "30",
    });
    assert_eq!(shown, expected);
    assert_eq!(house.ok("ListQueueTags", json!({"QueueUrl": url})).await, json!({}));
    house.unmake("AWS::SQS::Queue", &url, json!({})).await;
    house.unmake("AWS::SQS::Queue", &url, json!({})).await;
}

#[tokio::test]
async fn policies_of_one_queue_and_of_several() {
    let house = House::new();
    let (one, two) = (house.queue("one", json!({})).await, house.queue("two", json!({})).await);
    let statement = |action: &str| {
        json!({"Version": "2012-10-17",
            "Statement": [{"Effect": "Allow", "Principal": "*", "Action": action, "Resource": "*"}]})
    };
    let policy = async |url: &str| {
        let shown = house.attributes(url, json!(["Policy"])).await;
        shown["Policy"].as_str().map(|text| serde_json::from_str::<Value>(text).unwrap())
    };
    let several =
        |queues: Value, action: &str| json!({"Queues": queues, "PolicyDocument": statement(action)});
    let kind = "AWS::SQS::QueuePolicy";
    let before = several(json!([one]), "sqs:SendMessage");
    let id = house.make(kind, before.clone()).await.id;
    let after = several(json!([two]), "sqs:ReceiveMessage");
    house.change(kind, &id, before, after.clone()).await;
    assert_eq!((policy(&one).await, policy(&two).await), (None, Some(statement("sqs:ReceiveMessage"))));
    house.unmake(kind, &id, after).await;
    assert_eq!(policy(&two).await, None);
    // recorded: sqs/resource_providers/test_aws_sqs_queueinlinepolicy.json
    let inline = |action: &str| json!({"Queue": one, "PolicyDocument": statement(action)});
    let kind = "AWS::SQS::QueueInlinePolicy";
    let id = house.make(kind, inline("sqs:SendMessage")).await.id;
    assert_eq!((&id, policy(&one).await), (&one, Some(statement("sqs:SendMessage"))));
    house.change(kind, &id, inline("sqs:SendMessage"), inline("sqs:GetQueueUrl")).await;
    assert_eq!(policy(&one).await, Some(statement("sqs:GetQueueUrl")));
    house.unmake(kind, &id, inline("sqs:GetQueueUrl")).await;
    assert_eq!(policy(&one).await, None);
}

/// `CreateQueue` would give the queue that is there: a stack does not take somebody else's for its own.
#[tokio::test]
async fn a_name_that_is_taken() {
    let house = House::new();
    let wanted = properties(&json!({"QueueName": "orders"}));
    let begun = house.clock.now();
    house.pass(5).await;
    let make = async |again| {
        let request = Request { again, ..request(&wanted, None) };
        let made = of("AWS::SQS::Queue").create(&house.call, &request).await;
        made.map(|made| made.id).map_err(|error| error.message().to_owned())
    };
    let url = make(None).await.unwrap();
    let exists = format!("Resource of type 'AWS::SQS::Queue' with identifier '{url}' already exists.");
    assert_eq!(make(None).await, Err(exists.clone()));
    // A second attempt after a crash finds what the first one made, and nothing older.
    assert_eq!(make(Some(begun)).await, Ok(url));
    house.pass(5).await;
    assert_eq!(make(Some(house.clock.now())).await, Err(exists));
}
