//! CloudFormation's types: made, changed and deleted as a stack does it.

use super::{House, house};
use crate::resources::types;
use clock::Timestamp;
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
        stack_name: "inbox",
        stack_id: "arn:aws:cloudformation:us-east-1:000000000000:stack/inbox/1",
        logical_id: "Orders",
        properties,
        previous,
        stack_tags: &[],
        token: "token",
        again: None,
    }
}

impl House {
    async fn make(&self, kind: &str, wanted: Value) -> wire::error::Result<Made> {
        let wanted = properties(&wanted);
        of(kind).create(&self.call, &request(&wanted, None)).await
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
async fn a_topic_with_its_subscriptions() {
    let house = house();
    let (one, two) = (house.queue("one").await, house.queue("two").await);
    let before = json!({
        "FifoTopic": true, "ContentBasedDeduplication": true, "DisplayName": "Old",
        "Tags": [{"Key": "team", "Value": "a"}],
        "Subscription": [{"Protocol": "sqs", "Endpoint": one}],
    });
    let made = house.make("AWS::SNS::Topic", before.clone()).await.unwrap();
    let arn = made.id.clone();
    assert!(
        arn.starts_with("arn:aws:sns:us-east-1:000000000000:inbox-Orders-") && crate::names::is_fifo(&arn)
    );
    assert_eq!(made.attributes["TopicArn"], arn);
    assert_eq!(made.attributes["TopicName"], arn.rsplit(':').next().unwrap());
    assert_eq!(house.make("AWS::SNS::Topic", before.clone()).await.unwrap().id, arn);
    assert_eq!(house.topic_attributes(&arn).await.unwrap()["ContentBasedDeduplication"], "true");
    let after = json!({
        "FifoTopic": true, "SignatureVersion": "2", "Tags": [{"Key": "stage", "Value": "b"}],
        "Subscription": [{"Protocol": "sqs", "Endpoint": two}],
    });
    house.change("AWS::SNS::Topic", &arn, before, after.clone()).await;
    let shown = house.topic_attributes(&arn).await.unwrap();
    let named = ["ContentBasedDeduplication", "DisplayName", "SignatureVersion", "SubscriptionsConfirmed"];
    assert_eq!(named.map(|name| &*shown[name]), ["false", "", "2", "1"]);
    let listed = house.subscriptions_of(&arn).await;
    assert_eq!(listed, [two]);
    house.unmake("AWS::SNS::Topic", &arn, after.clone()).await;
    assert!(house.topic_attributes(&arn).await.is_err());
    house.unmake("AWS::SNS::Topic", &arn, after).await;
    // recorded: cloudformation/resources/test_sns.json, test_sns_topic_fifo_without_suffix_fails
    let refused = house.make("AWS::SNS::Topic", json!({"TopicName": "plain", "FifoTopic": true})).await;
    assert_eq!(refused.unwrap_err().message(), "Invalid parameter: Topic Name");
    for unsupported in [
        json!({"DataProtectionPolicy": {"Name": "x"}}),
        json!({"DeliveryStatusLogging": [{"Protocol": "sqs", "SuccessFeedbackRoleArn": "arn:aws:iam::1:role/r"}]}),
    ] {
        let refused = house.make("AWS::SNS::Topic", unsupported).await.unwrap_err();
        assert_eq!(refused.code(), "NotImplemented", "{refused}");
    }
}

#[tokio::test]
async fn a_subscription_changes_its_filter_with_its_scope() {
    let house = house();
    let topic = house.topic("t", &[]).await;
    let queue = house.queue("q").await;
    let base = |more: Value| {
        let mut all = json!({"TopicArn": topic, "Protocol": "sqs", "Endpoint": queue});
        all.as_object_mut().unwrap().extend(properties(&more));
        all
    };
    let nested = base(json!({
        "FilterPolicyScope": "MessageBody", "FilterPolicy": {"a": {"b": ["c"]}}, "RawMessageDelivery": true,
    }));
    let made = house.make("AWS::SNS::Subscription", nested.clone()).await.unwrap();
    assert_eq!(made.attributes["Arn"], made.id);
    let flat = base(json!({"FilterPolicy": {"a": ["b"]}}));
    house.change("AWS::SNS::Subscription", &made.id, nested.clone(), flat.clone()).await;
    let shown = house.attributes(&made.id).await.unwrap();
    let named = ["FilterPolicyScope", "FilterPolicy", "RawMessageDelivery"];
    assert_eq!(named.map(|name| &*shown[name]), ["MessageAttributes", r#"{"a":["b"]}"#, "false"]);
    house.change("AWS::SNS::Subscription", &made.id, flat, nested.clone()).await;
    assert_eq!(house.attributes(&made.id).await.unwrap()["FilterPolicyScope"], "MessageBody");
    house.unmake("AWS::SNS::Subscription", &made.id, nested.clone()).await;
    house.unmake("AWS::SNS::Subscription", &made.id, nested).await;
    assert!(house.subscriptions_of(&topic).await.is_empty());
}

#[tokio::test]
async fn a_policy_is_set_and_taken_back() {
    let house = house();
    let topic = house.topic("t", &[]).await;
    let default = house.topic_attributes(&topic).await.unwrap()["Policy"].clone();
    let document = json!({"Version": "2012-10-17", "Statement": [{
        "Sid": "0", "Effect": "Allow", "Principal": {"AWS": "*"}, "Action": "sns:Publish", "Resource": topic,
    }]});
    for (kind, wanted) in [
        ("AWS::SNS::TopicPolicy", json!({"PolicyDocument": document, "Topics": [topic]})),
        ("AWS::SNS::TopicInlinePolicy", json!({"PolicyDocument": document, "TopicArn": topic})),
    ] {
        let made = house.make(kind, wanted.clone()).await.unwrap();
        assert_eq!(house.topic_attributes(&topic).await.unwrap()["Policy"], document.to_string());
        house.unmake(kind, &made.id, wanted).await;
        assert_eq!(house.topic_attributes(&topic).await.unwrap()["Policy"], default, "{kind}");
    }
}

/// `CreateTopic` would give the topic that is there: a stack does not take somebody else's for its own.
#[tokio::test]
async fn a_name_that_is_taken() {
    let house = house();
    let wanted = properties(&json!({"TopicName": "orders"}));
    let of_stack = |id: &str| [("aws:cloudformation:stack-id".to_owned(), id.to_owned())];
    let tags = of_stack("ours");
    let make = async |stack_tags: &[(String, String)], again| {
        let request = Request { stack_tags, again, ..request(&wanted, None) };
        // Only CloudFormation may set its tags.
        let made =
            of("AWS::SNS::Topic").create(&house.call.via("cloudformation.amazonaws.com"), &request).await;
        made.map(|made| made.id).map_err(|error| error.message().to_owned())
    };
    let arn = make(&tags, None).await.unwrap();
    let exists = format!("Resource of type 'AWS::SNS::Topic' with identifier '{arn}' already exists.");
    assert_eq!(make(&tags, None).await, Err(exists));
    // A second attempt after a crash finds what the first one made; another stack's topic has other tags.
    assert_eq!(make(&tags, Some(Timestamp::EPOCH)).await, Ok(arn));
    let other = "Invalid parameter: Tags Reason: Topic already exists with different tags".to_owned();
    assert_eq!(make(&of_stack("another's"), Some(Timestamp::EPOCH)).await, Err(other));
}
