//! Subscribing, confirming and unsubscribing, against what was recorded on AWS.

use super::{House, house};
use door::{Caller, Principal};
use model_sns::ops;
use model_sns::types::*;
use std::time::Duration;
use wire::error::Result;
use wire::shape::Map;

impl House {
    pub(super) async fn attributes(&self, subscription_arn: &str) -> Result<Map<String>> {
        let input = GetSubscriptionAttributesInput { subscription_arn: subscription_arn.to_owned() };
        Ok(self.call.call::<ops::GetSubscriptionAttributes>(input).await?.attributes.unwrap())
    }
    pub(super) async fn set(&self, subscription_arn: &str, name: &str, value: &str) -> Result<()> {
        let input = SetSubscriptionAttributesInput {
            subscription_arn: subscription_arn.to_owned(),
            attribute_name: name.to_owned(),
            attribute_value: Some(value.to_owned()),
        };
        self.call.call::<ops::SetSubscriptionAttributes>(input).await.map(drop)
    }
    pub(super) async fn unsubscribe(&self, subscription_arn: &str) -> Result<()> {
        let input = UnsubscribeInput { subscription_arn: subscription_arn.to_owned() };
        self.call.call::<ops::Unsubscribe>(input).await.map(drop)
    }
    async fn listed(&self) -> Vec<Subscription> {
        let out = self.call.call::<ops::ListSubscriptions>(ListSubscriptionsInput::default()).await.unwrap();
        out.subscriptions.unwrap()
    }
    /// The token in the newest message of the outbox.
    fn token(&self) -> String {
        let body = self.sns.outbox(1).unwrap().remove(0).body;
        body.rsplit("Token=").next().unwrap().trim().to_owned()
    }
    fn anonymous(&self) -> door::Call {
        let call = self.door.call(Caller::anonymous("000000000000"), "us-east-1");
        assert!(matches!(call.caller.principal, Principal::Anonymous));
        call
    }
}

fn refusal<T>(result: Result<T>) -> String {
    result.err().map_or_else(|| "fine".to_owned(), |error| error.to_string())
}

#[tokio::test]
async fn a_queue_is_subscribed_at_once() {
    let house = house();
    let topic = house.topic("t", &[]).await;
    let queue = house.queue("q").await;
    let arn = house.subscribe(&topic, "sqs", &queue, &[("RawMessageDelivery", "true")]).await.unwrap();
    // recorded: sns/test_sns.json, test_create_subscriptions_with_attributes
    let mut shown: Vec<_> = house.attributes(&arn).await.unwrap().into_iter().collect();
    shown.sort();
    let expected = [
        ("ConfirmationWasAuthenticated", "true"),
        ("Endpoint", "arn:aws:sqs:us-east-1:000000000000:q"),
        ("Owner", "000000000000"),
        ("PendingConfirmation", "false"),
        ("Protocol", "sqs"),
        ("RawMessageDelivery", "true"),
        ("SubscriptionArn", &arn),
        ("SubscriptionPrincipal", "arn:aws:iam::000000000000:root"),
        ("TopicArn", &topic),
    ];
    assert_eq!(shown, expected.map(|(k, v)| (k.to_owned(), v.to_owned())));
    let wrong = house.subscribe(&topic, "sqs", &queue, &[("RawMessageDelivery", "wrongvalue")]).await;
    let text = "RawMessageDelivery: Invalid value [wrongvalue]. Must be true or false.";
    assert_eq!(refusal(wrong), format!("InvalidParameter: Invalid parameter: Attributes Reason: {text}"));
    // recorded: sns/test_sns.json, test_subscribe_idempotency
    for attributes in [&[("RawMessageDelivery", "true")][..], &[]] {
        assert_eq!(house.subscribe(&topic, "sqs", &queue, attributes).await.unwrap(), arn);
    }
    let filter = [("RawMessageDelivery", "true"), ("FilterPolicy", r#"{"a":["b"]}"#)];
    assert_eq!(
        refusal(house.subscribe(&topic, "sqs", &queue, &filter).await),
        "InvalidParameter: Invalid parameter: Attributes Reason: Subscription already exists with different attributes"
    );
    house.unsubscribe(&arn).await.unwrap();
    house.unsubscribe(&arn).await.unwrap();
    assert_eq!(refusal(house.attributes(&arn).await), "NotFound: Subscription does not exist");
    assert_eq!(
        refusal(house.set(&arn, "RawMessageDelivery", "true").await),
        "NotFound: Subscription does not exist"
    );
    assert_eq!(house.topic_attributes(&topic).await.unwrap()["SubscriptionsDeleted"], "1");
}

#[tokio::test]
async fn refusals_of_subscribe() {
    let house = house();
    let topic = house.topic("t", &[]).await;
    let queue = house.queue("q").await;
    let check = |topic: String, protocol: &'static str, endpoint: String, expected: &'static str| {
        let house = &house;
        async move {
            let got = refusal(house.subscribe(&topic, protocol, &endpoint, &[]).await);
            assert_eq!(got, expected, "{topic} {protocol} {endpoint}");
        }
    };
    // recorded: sns/test_sns.json, test_subscribe_with_invalid_protocol, test_subscribe_with_invalid_topic,
    // test_cross_region_delivery_sqs
    check(
        topic.clone(),
        "test-protocol",
        "x".to_owned(),
        "InvalidParameter: Invalid parameter: Amazon SNS does not support this protocol string: test-protocol",
    )
    .await;
    let none = "arn:aws:sns:us-east-1:000000000000:none".to_owned();
    check(none, "sqs", queue.clone(), "NotFound: Topic does not exist").await;
    let elsewhere = "arn:aws:sns:eu-west-1:000000000000:t".to_owned();
    check(elsewhere, "sqs", queue.clone(), "InvalidParameter: Invalid parameter: TopicArn").await;
    check(
        "arn:aws:sns:us-east-1:random".to_owned(),
        "sqs",
        queue,
        "InvalidParameter: Invalid parameter: TopicArn Reason: An ARN must have at least 6 elements, not 5",
    )
    .await;
    check(
        topic,
        "lambda",
        "arn:aws:lambda:us-east-1:000000000000:function:f".to_owned(),
        "NotImplemented: Maquette does not support SNS subscriptions of the protocol lambda.",
    )
    .await;
}

#[tokio::test]
async fn attributes_are_checked_when_they_are_set() {
    let house = house();
    let topic = house.topic("t", &[]).await;
    let queue = house.queue("q").await;
    let arn = house.subscribe(&topic, "sqs", &queue, &[]).await.unwrap();
    let check = |name: &'static str, value: &'static str, expected: &'static str| {
        let (house, arn) = (&house, &arn);
        async move {
            let got = refusal(house.set(arn, name, value).await);
            assert_eq!(got, format!("InvalidParameter: Invalid parameter: {expected}"), "{name} {value}");
        }
    };
    // recorded: sns/test_sns.json, test_validate_set_sub_attributes
    check("FakeAttribute", "x", "AttributeName").await;
    check(
        "RawMessageDelivery",
        "test-ValUe",
        "RawMessageDelivery: Invalid value [test-ValUe]. Must be true or false.",
    )
    .await;
    check("RawMessageDelivery", "", "RawMessageDelivery: Invalid value []. Must be true or false.").await;
    check(
        "RedrivePolicy",
        r#"{"deadLetterTargetArn": "fake-arn"}"#,
        "RedrivePolicy: deadLetterTargetArn is an invalid arn",
    )
    .await;
    let json = "failed to parse JSON. Unexpected character ('i' (code 105)): was expecting double-quote to start field name\n at [Source: REDACTED (`StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION` disabled); line: 1, column: 2]";
    for name in ["RedrivePolicy", "FilterPolicy"] {
        let got = refusal(house.set(&arn, name, "{invalidjson}").await);
        assert_eq!(got, format!("InvalidParameter: Invalid parameter: {name}: {json}"));
    }
    // recorded: sns/test_sns_filter_policy.json, test_set_subscription_filter_policy_scope
    check(
        "FilterPolicyScope",
        "RandomValue",
        "FilterPolicyScope: Invalid value [RandomValue]. Please use either MessageBody or MessageAttributes",
    )
    .await;
    house.set(&arn, "FilterPolicyScope", "MessageBody").await.unwrap();
    assert!(!house.attributes(&arn).await.unwrap().contains_key("FilterPolicyScope"));
    house.set(&arn, "FilterPolicy", r#"{"attr": ["match-this"]}"#).await.unwrap();
    let shown = house.attributes(&arn).await.unwrap();
    assert_eq!(
        (&*shown["FilterPolicyScope"], &*shown["FilterPolicy"]),
        ("MessageBody", r#"{"attr": ["match-this"]}"#)
    );
    house.set(&arn, "FilterPolicy", "{}").await.unwrap();
    assert!(!house.attributes(&arn).await.unwrap().contains_key("FilterPolicy"));
}

#[tokio::test]
async fn an_address_confirms_with_its_token() {
    let house = house();
    let topic = house.topic("t", &[]).await;
    let arn = house.subscribe(&topic, "email", "ada@example.com", &[]).await.unwrap();
    // recorded: cloudformation/resources/test_sns.json, test_sns_topic_update_attributes
    assert_eq!(house.listed().await[0].subscription_arn.as_deref(), Some("PendingConfirmation"));
    assert_eq!(house.attributes(&arn).await.unwrap()["PendingConfirmation"], "true");
    assert_eq!(house.topic_attributes(&topic).await.unwrap()["SubscriptionsPending"], "1");
    house.publish(&topic, "nobody reads this").await.unwrap();
    assert_eq!(house.sns.outbox(10).unwrap().len(), 1);

    let confirm = |topic: &str, token: &str| ConfirmSubscriptionInput {
        topic_arn: topic.to_owned(),
        token: token.to_owned(),
        authenticate_on_unsubscribe: None,
    };
    let token = house.token();
    let unknown = "51b2ff3e".repeat(36);
    // recorded: sns/test_sns.json, test_sns_confirm_subscription_wrong_token
    for (topic, token, text) in [
        (&*topic, "randomtoken", "InvalidParameter: Invalid token"),
        (&*topic, &*unknown, "InvalidParameter: Invalid parameter: Token"),
        ("arn:aws:sns:us-east-1:000000000000:none", &*token, "InvalidParameter: Invalid parameter: Token"),
    ] {
        assert_eq!(refusal(house.call.call::<ops::ConfirmSubscription>(confirm(topic, token)).await), text);
    }
    // The link is followed by nobody in particular, and more than once.
    for _ in 0..2 {
        let out = house.anonymous().call::<ops::ConfirmSubscription>(confirm(&topic, &token)).await.unwrap();
        assert_eq!(out.subscription_arn.as_ref(), Some(&arn));
    }
    let shown = house.attributes(&arn).await.unwrap();
    assert_eq!((&*shown["PendingConfirmation"], &*shown["ConfirmationWasAuthenticated"]), ("false", "false"));
    house.publish(&topic, "hello").await.unwrap();
    let mail = house.sns.outbox(1).unwrap().remove(0);
    assert_eq!((&*mail.to, mail.subject.as_deref()), ("ada@example.com", Some("AWS Notification Message")));
    assert!(mail.body.starts_with("hello\n") && mail.body.contains(&format!("SubscriptionArn={arn}")));
    // And so is the link to leave.
    let leave = UnsubscribeInput { subscription_arn: arn.clone() };
    house.anonymous().call::<ops::Unsubscribe>(leave).await.unwrap();
    assert!(house.listed().await.is_empty());
}

#[tokio::test]
async fn a_link_ends_no_subscription_that_wants_a_signature() {
    let house = house();
    let topic = house.topic("t", &[]).await;
    let arn = house.subscribe(&topic, "email", "ada@example.com", &[]).await.unwrap();
    let input = ConfirmSubscriptionInput {
        topic_arn: topic.clone(),
        token: house.token(),
        authenticate_on_unsubscribe: Some("true".to_owned()),
    };
    let anonymous = house.anonymous().call::<ops::ConfirmSubscription>(input.clone()).await;
    assert!(refusal(anonymous).starts_with("AuthorizationError"));
    house.call.call::<ops::ConfirmSubscription>(input).await.unwrap();
    let leave = UnsubscribeInput { subscription_arn: arn.clone() };
    let refused = house.anonymous().call::<ops::Unsubscribe>(leave).await;
    assert!(refusal(refused).starts_with("AuthorizationError"));
    house.unsubscribe(&arn).await.unwrap();
}

#[tokio::test]
async fn a_token_ends_after_two_days() {
    let house = house();
    let topic = house.topic("t", &[]).await;
    let arn = house.subscribe(&topic, "email", "ada@example.com", &[]).await.unwrap();
    let input = ConfirmSubscriptionInput {
        topic_arn: topic.clone(),
        token: house.token(),
        authenticate_on_unsubscribe: None,
    };
    house.clock.advance(Duration::from_hours(48)).await;
    let late = house.call.call::<ops::ConfirmSubscription>(input).await;
    assert_eq!(refusal(late), "InvalidParameter: Invalid parameter: Token");
    // What nobody confirmed is swept away when somebody else leaves.
    house.unsubscribe("arn:aws:sns:us-east-1:000000000000:t:none").await.unwrap();
    house.delete(&house.topic("u", &[]).await).await;
    assert_eq!(refusal(house.attributes(&arn).await), "NotFound: Subscription does not exist");
}

#[tokio::test]
async fn a_deleted_topic_leaves_its_subscriptions_for_a_while() {
    let house = house();
    let topic = house.topic("t", &[]).await;
    let queue = house.queue("q").await;
    let arn = house.subscribe(&topic, "sqs", &queue, &[]).await.unwrap();
    house.delete(&topic).await;
    // recorded: sns/test_sns.json, test_delete_subscriptions_on_delete_topic
    assert_eq!(house.attributes(&arn).await.unwrap()["Protocol"], "sqs");
    assert!(house.listed().await.is_empty());
    house.topic("t", &[]).await;
    house.publish(&topic, "for nobody").await.unwrap();
    assert!(house.bodies(&queue).await.is_empty());
    house.unsubscribe(&arn).await.unwrap();
    assert_eq!(refusal(house.attributes(&arn).await), "NotFound: Subscription does not exist");
}

#[tokio::test]
async fn subscriptions_are_listed_by_the_hundred() {
    let house = house();
    let topic_arn = house.topic("t", &[]).await;
    for i in 0..101 {
        house.subscribe(&topic_arn, "sms", &format!("+1555{i:06}"), &[]).await.unwrap();
    }
    let input = ListSubscriptionsByTopicInput { topic_arn: topic_arn.clone(), next_token: None };
    let first = house.call.call::<ops::ListSubscriptionsByTopic>(input).await.unwrap();
    assert_eq!(first.subscriptions.unwrap().len(), 100);
    let input = ListSubscriptionsByTopicInput { topic_arn, next_token: first.next_token };
    let second = house.call.call::<ops::ListSubscriptionsByTopic>(input).await.unwrap();
    // recorded: sns/test_sns.json, test_list_subscriptions_by_topic_pagination
    assert_eq!((second.subscriptions.unwrap().len(), second.next_token), (1, None));
}

#[tokio::test]
async fn a_topic_has_two_hundred_filters_at_most() {
    let house = house();
    let topic = house.topic("t", &[]).await;
    let filter = [("FilterPolicy", r#"{"a":["b"]}"#)];
    for i in 0..200 {
        house.subscribe(&topic, "sms", &format!("+1555{i:06}"), &filter).await.unwrap();
    }
    let one_more = house.subscribe(&topic, "sms", "+15559999999", &filter).await.unwrap_err();
    assert_eq!((one_more.code(), one_more.http_status()), ("FilterPolicyLimitExceeded", 403));
    // https://docs.aws.amazon.com/sns/latest/dg/subscription-filter-policy-constraints.html
    let arn = house.subscribe(&topic, "sms", "+15559999999", &[]).await.unwrap();
    assert!(house.set(&arn, "FilterPolicy", filter[0].1).await.is_err());
}
