//! Topics, their attributes, policies and tags, against what was recorded on AWS.

use super::{House, house};
use model_sns::ops;
use model_sns::types::*;
use wire::error::Result;
use wire::shape::Map;

impl House {
    async fn create(
        &self,
        name: &str,
        attributes: &[(&str, &str)],
        tags: &[(&str, &str)],
    ) -> Result<CreateTopicOutput> {
        let tags = tags.iter().map(|(k, v)| Tag { key: (*k).to_owned(), value: (*v).to_owned() }).collect();
        let input = CreateTopicInput {
            name: name.to_owned(),
            attributes: Some(super::map(attributes)),
            tags: Some(tags),
            data_protection_policy: None,
        };
        self.call.call::<ops::CreateTopic>(input).await
    }
    pub(super) async fn topic_attributes(&self, topic_arn: &str) -> Result<Map<String>> {
        let input = GetTopicAttributesInput { topic_arn: topic_arn.to_owned() };
        Ok(self.call.call::<ops::GetTopicAttributes>(input).await?.attributes.unwrap())
    }
    pub(super) async fn set_topic(&self, topic_arn: &str, name: &str, value: &str) -> Result<()> {
        let input = SetTopicAttributesInput {
            topic_arn: topic_arn.to_owned(),
            attribute_name: name.to_owned(),
            attribute_value: Some(value.to_owned()),
        };
        self.call.call::<ops::SetTopicAttributes>(input).await.map(drop)
    }
    pub(super) async fn delete(&self, topic_arn: &str) {
        let input = DeleteTopicInput { topic_arn: topic_arn.to_owned() };
        self.call.call::<ops::DeleteTopic>(input).await.unwrap();
    }
}

fn refusal<T>(result: Result<T>) -> String {
    result.err().map_or_else(|| "fine".to_owned(), |error| format!("{} {error}", error.http_status()))
}

const OTHER_ATTRIBUTES: &str = "400 InvalidParameter: Invalid parameter: Attributes Reason: Topic already exists with different attributes";
const NAME: &str = "400 InvalidParameter: Invalid parameter: Topic Name";

#[tokio::test]
async fn a_new_topic_shows_awss_defaults() {
    let house = house();
    let arn = house
        .topic("a.fifo", &[("FifoTopic", "true"), ("DisplayName", "TestTopic"), ("SignatureVersion", "2")]);
    let shown = house.topic_attributes(&arn.await).await.unwrap();
    // recorded: sns/test_sns.json, test_create_topic_with_attributes
    let policy = r#"{"Version":"2008-10-17","Id":"__default_policy_ID","Statement":[{"Sid":"__default_statement_ID","Effect":"Allow","Principal":{"AWS":"*"},"Action":["SNS:GetTopicAttributes","SNS:SetTopicAttributes","SNS:AddPermission","SNS:RemovePermission","SNS:DeleteTopic","SNS:Subscribe","SNS:ListSubscriptionsByTopic","SNS:Publish"],"Resource":"arn:aws:sns:us-east-1:000000000000:a.fifo","Condition":{"StringEquals":{"AWS:SourceOwner":"000000000000"}}}]}"#;
    let delivery = r#"{"http":{"defaultHealthyRetryPolicy":{"minDelayTarget":20,"maxDelayTarget":20,"numRetries":3,"numMaxDelayRetries":0,"numNoDelayRetries":0,"numMinDelayRetries":0,"backoffFunction":"linear"},"disableSubscriptionOverrides":false,"defaultRequestPolicy":{"headerContentType":"text/plain; charset=UTF-8"}}}"#;
    let mut got: Vec<_> = shown.iter().map(|(k, v)| (k.as_str(), v.as_str())).collect();
    got.sort_unstable();
    let expected = [
        ("ContentBasedDeduplication", "false"),
        ("DisplayName", "TestTopic"),
        ("EffectiveDeliveryPolicy", delivery),
        ("FifoTopic", "true"),
        ("Owner", "000000000000"),
        ("Policy", policy),
        ("SignatureVersion", "2"),
        ("SubscriptionsConfirmed", "0"),
        ("SubscriptionsDeleted", "0"),
        ("SubscriptionsPending", "0"),
        ("TopicArn", "arn:aws:sns:us-east-1:000000000000:a.fifo"),
    ];
    assert_eq!(got, expected);
}

#[tokio::test]
async fn creation_is_idempotent_until_something_differs() {
    let house = house();
    let same = |result: Result<CreateTopicOutput>| {
        assert_eq!(result.unwrap().topic_arn.unwrap(), "arn:aws:sns:us-east-1:000000000000:t");
    };
    // recorded: sns/test_sns.json, test_create_topic_different_attrs
    same(house.create("t", &[("DisplayName", "Value1")], &[]).await);
    same(house.create("t", &[], &[]).await);
    assert_eq!(refusal(house.create("t", &[("DisplayName", "Value2")], &[]).await), OTHER_ATTRIBUTES);
    assert_eq!(refusal(house.create("t", &[("FifoTopic", "true")], &[]).await), NAME);
    assert_eq!(refusal(house.create("t", &[("SignatureVersion", "2")], &[]).await), OTHER_ATTRIBUTES);
    // recorded: sns/test_sns.json, test_create_duplicate_topic_check_idempotency, ..._with_more_tags
    let both = [("a", "1"), ("b", "2")];
    house.create("u", &[], &both).await.unwrap();
    for tags in [&both[..], &both[..1], &[]] {
        house.create("u", &[], tags).await.unwrap();
    }
    assert_eq!(
        refusal(house.create("u", &[], &[("a", "1"), ("c", "3")]).await),
        "400 InvalidParameter: Invalid parameter: Tags Reason: Topic already exists with different tags"
    );
    house.delete("arn:aws:sns:us-east-1:000000000000:u").await;
    house.create("u", &[], &[("c", "3")]).await.unwrap();
    for name in ["", "a.fifo", "a b", &"a".repeat(257)] {
        assert_eq!(refusal(house.create(name, &[], &[]).await), NAME, "{name}");
    }
}

#[tokio::test]
async fn what_is_not_followed_is_refused_and_named() {
    let house = house();
    let check = |attribute: (&'static str, &'static str), expected: &'static str| {
        let house = &house;
        async move {
            let got = refusal(house.create("x", &[attribute], &[]).await);
            assert!(got.contains(expected), "{attribute:?}: {got}");
        }
    };
    check(("TracingConfig", "Active"), "501 NotImplemented").await;
    check(("SQSSuccessFeedbackRoleArn", "arn:aws:iam::000000000000:role/r"), "501 NotImplemented").await;
    check(("ContentBasedDeduplication", "true"), "can only be set for FIFO topics").await;
    check(("SignatureVersion", "3"), "400 InvalidParameter").await;
    check(("Policy", "{"), "400 InvalidParameter").await;
    check(("Nonsense", "1"), "400 InvalidParameter").await;
    house
        .create("x", &[("KmsMasterKeyId", "alias/aws/sns"), ("TracingConfig", "PassThrough")], &[])
        .await
        .unwrap();
}

#[tokio::test]
async fn what_is_kept_and_not_done_is_told() {
    let house = house();
    assert_eq!(house.door.shortfalls(), Vec::<String>::new());
    for i in 0..5 {
        house.create(&format!("t{i}"), &[("KmsMasterKeyId", "alias/aws/sns")], &[]).await.unwrap();
    }
    let attributes = super::map(&[("MonthlySpendLimit", "1"), ("DefaultSenderID", "ACME")]);
    house.call.call::<ops::SetSMSAttributes>(SetSMSAttributesInput { attributes }).await.unwrap();
    let expected = [
        "KmsMasterKeyId is kept and shown, and encrypts nothing: SNS topics t0, t1, t2 and 2 more",
        "the SMS attribute MonthlySpendLimit is kept and shown, and has no effect: account 000000000000 in us-east-1",
    ];
    assert_eq!(house.door.shortfalls(), expected);
}

#[tokio::test]
async fn an_unknown_topic_is_refused() {
    let house = house();
    let check = |arn: &'static str, expected: &'static str| {
        let house = &house;
        async move {
            assert_eq!(refusal(house.topic_attributes(arn).await), expected);
        }
    };
    // recorded: sns/test_sns.json, test_create_topic_with_attributes, test_topic_publish_another_region
    check("arn:aws:sns:us-east-1:000000000000:none", "404 NotFound: Topic does not exist").await;
    check("arn:aws:sns:eu-west-1:000000000000:none", "400 InvalidParameter: Invalid parameter: TopicArn")
        .await;
    check(
        "test-topic",
        "400 InvalidParameter: Invalid parameter: TopicArn Reason: An ARN must have at least 6 elements, not 1",
    )
    .await;
    house.delete("arn:aws:sns:us-east-1:000000000000:none").await;
}

#[tokio::test]
async fn statements_come_and_go() {
    let house = house();
    let topic_arn = house.topic("t", &[]).await;
    let add = |label: &str, actions: &[&str]| AddPermissionInput {
        topic_arn: topic_arn.clone(),
        label: label.to_owned(),
        aws_account_id: vec!["111111111111".to_owned()],
        action_name: actions.iter().map(|a| (*a).to_owned()).collect(),
    };
    let default = house.topic_attributes(&topic_arn).await.unwrap()["Policy"].clone();
    // recorded: sns/test_sns.json, test_topic_add_permission, test_topic_add_multiple_permissions
    house.call.call::<ops::AddPermission>(add("one", &["Publish"])).await.unwrap();
    house.call.call::<ops::AddPermission>(add("two", &["Publish", "Subscribe"])).await.unwrap();
    let policy: serde_json::Value =
        serde_json::from_str(&house.topic_attributes(&topic_arn).await.unwrap()["Policy"]).unwrap();
    let expected = r#"[{"Sid":"one","Effect":"Allow","Principal":{"AWS":"arn:aws:iam::111111111111:root"},"Action":"SNS:Publish","Resource":"arn:aws:sns:us-east-1:000000000000:t"},{"Sid":"two","Effect":"Allow","Principal":{"AWS":"arn:aws:iam::111111111111:root"},"Action":["SNS:Publish","SNS:Subscribe"],"Resource":"arn:aws:sns:us-east-1:000000000000:t"}]"#;
    assert_eq!(serde_json::to_string(&policy["Statement"].as_array().unwrap()[1..]).unwrap(), expected);
    // recorded: sns/test_sns.json, test_add_permission_errors
    assert_eq!(
        refusal(house.call.call::<ops::AddPermission>(add("one", &["Publish"])).await),
        "400 InvalidParameter: Invalid parameter: Statement already exists"
    );
    assert_eq!(
        refusal(house.call.call::<ops::AddPermission>(add("three", &["Nonsense"])).await),
        "400 InvalidParameter: Invalid parameter: Policy statement action out of service scope!"
    );
    for label in ["one", "two"] {
        let input = RemovePermissionInput { topic_arn: topic_arn.clone(), label: label.to_owned() };
        house.call.call::<ops::RemovePermission>(input).await.unwrap();
    }
    assert_eq!(house.topic_attributes(&topic_arn).await.unwrap()["Policy"], default);
}

#[tokio::test]
async fn topics_are_listed_by_the_hundred() {
    let house = house();
    for i in 0..150 {
        house.topic(&format!("t{i:03}"), &[]).await;
    }
    let first = house.call.call::<ops::ListTopics>(ListTopicsInput::default()).await.unwrap();
    assert_eq!(first.topics.unwrap().len(), 100);
    let input = ListTopicsInput { next_token: first.next_token };
    let second = house.call.call::<ops::ListTopics>(input).await.unwrap();
    let topics = second.topics.unwrap();
    assert_eq!((topics.len(), second.next_token), (50, None));
    assert_eq!(topics[0].topic_arn.as_deref(), Some("arn:aws:sns:us-east-1:000000000000:t100"));
    let other = house.call.in_region("eu-west-1").call::<ops::ListTopics>(ListTopicsInput::default()).await;
    assert!(other.unwrap().topics.unwrap().is_empty());
}

#[tokio::test]
async fn tags() {
    let house = house();
    let resource_arn = house.topic("t", &[]).await;
    let tag = |key: &str, value: &str| Tag { key: key.to_owned(), value: value.to_owned() };
    let input =
        TagResourceInput { resource_arn: resource_arn.clone(), tags: vec![tag("a", "1"), tag("b", "2")] };
    house.call.call::<ops::TagResource>(input).await.unwrap();
    let input = UntagResourceInput { resource_arn: resource_arn.clone(), tag_keys: vec!["a".to_owned()] };
    house.call.call::<ops::UntagResource>(input).await.unwrap();
    let list = ListTagsForResourceInput { resource_arn: resource_arn.clone() };
    let tags = house.call.call::<ops::ListTagsForResource>(list).await.unwrap().tags.unwrap();
    assert_eq!(tags.iter().map(|t| (&*t.key, &*t.value)).collect::<Vec<_>>(), [("b", "2")]);
    let many = (0..51).map(|i| tag(&i.to_string(), "")).collect();
    let input = TagResourceInput { resource_arn, tags: many };
    assert!(refusal(house.call.call::<ops::TagResource>(input).await).contains("TagLimitExceeded"));
}
