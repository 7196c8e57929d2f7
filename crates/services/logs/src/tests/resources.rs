//! CloudFormation's types: made, changed and deleted as a stack does it.

use super::{ACCOUNT, House, arn};
use crate::resources::types;
use provider::{Made, Properties, Request, ResourceType};
use serde_json::{Value, json};
use std::sync::Arc;
use std::time::Duration;

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
    async fn try_make(&self, kind: &str, wanted: Value) -> Result<Made, String> {
        let wanted = properties(&wanted);
        let made = of(kind).create(&self.call, &request(&wanted, None)).await;
        made.map_err(|error| format!("{}: {}", error.code(), error.message()))
    }
    async fn make(&self, kind: &str, wanted: Value) -> Made {
        self.try_make(kind, wanted).await.unwrap()
    }
    async fn change(&self, kind: &str, id: &str, before: Value, after: Value) -> Made {
        let (before, after) = (properties(&before), properties(&after));
        of(kind).update(&self.call, id, &request(&after, Some(&before))).await.unwrap()
    }
    async fn unmake(&self, kind: &str, id: &str, had: Value) {
        let had = properties(&had);
        // What is gone already is deleted.
        for _ in 0..2 {
            of(kind).delete(&self.call, id, &request(&had, None)).await.unwrap();
        }
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
async fn a_log_group() {
    let house = House::new();
    let kind = "AWS::Logs::LogGroup";
    let key = format!("arn:aws:kms:us-east-1:{ACCOUNT}:key/1");
    let policy = json!({"Version": "2012-10-17", "Statement": [{"Effect": "Allow",
        "Principal": {"Service": "es.amazonaws.com"}, "Action": "logs:PutLogEvents", "Resource": "*"}]});
    let before = json!({
        "LogGroupName": "one", "RetentionInDays": "7", "KmsKeyId": key, "ResourcePolicyDocument": policy,
        "Tags": [{"Key": "env", "Value": "test"}, {"Key": "team", "Value": "blue"}],
    });
    let made = house.make(kind, before.clone()).await;
    assert_eq!((made.id.as_str(), &made.attributes["Arn"]), ("one", &json!(format!("{}:*", arn("one")))));
    let shown = async || house.ok("DescribeLogGroups", json!({})).await["logGroups"][0].clone();
    let tags = async || house.ok("ListTagsLogGroup", json!({"logGroupName": "one"})).await["tags"].clone();
    let policies = async || {
        let found = house.ok("DescribeResourcePolicies", json!({"policyScope": "RESOURCE"})).await;
        found["resourcePolicies"].as_array().unwrap().len()
    };
    let group = shown().await;
    assert_eq!((&group["retentionInDays"], &group["kmsKeyId"]), (&json!(7), &json!(key)));
    assert_eq!((tags().await, policies().await), (json!({"env": "test", "team": "blue"}), 1));
    let middle = json!({"LogGroupName": "one", "RetentionInDays": 14, "DeletionProtectionEnabled": true,
        "ResourcePolicyDocument": policy, "Tags": [{"Key": "env", "Value": "live"}]});
    house.change(kind, "one", before, middle.clone()).await;
    let group = shown().await;
    assert_eq!((&group["retentionInDays"], &group["kmsKeyId"]), (&json!(14), &Value::Null));
    assert_eq!((&group["deletionProtectionEnabled"], tags().await), (&json!(true), json!({"env": "live"})));
    house.change(kind, "one", middle, json!({"LogGroupName": "one"})).await;
    let group = shown().await;
    assert_eq!(
        (&group["retentionInDays"], &group["deletionProtectionEnabled"]),
        (&Value::Null, &json!(false))
    );
    assert_eq!((tags().await, policies().await), (json!({}), 0));
    house.unmake(kind, "one", json!({})).await;
    assert_eq!(house.ok("DescribeLogGroups", json!({})).await, json!({"logGroups": []}));
}

#[tokio::test]
async fn what_a_log_group_cannot_have() {
    let house = House::new();
    let kind = "AWS::Logs::LogGroup";
    for refused in [
        json!({"DataProtectionPolicy": {"Name": "x"}}),
        json!({"FieldIndexPolicies": [{"Fields": ["a"]}]}),
        json!({"BearerTokenAuthenticationEnabled": true}),
    ] {
        let error = house.try_make(kind, refused.clone()).await.unwrap_err();
        assert!(error.starts_with("NotImplemented"), "{refused}: {error}");
    }
    assert_eq!(house.ok("DescribeLogGroups", json!({})).await, json!({"logGroups": []}));
    // A name that CloudFormation makes.
    let made = house.make(kind, json!({"FieldIndexPolicies": []})).await;
    assert!(made.id.starts_with("shop-Orders-"), "{}", made.id);
}

#[tokio::test]
async fn names_that_are_taken() {
    let house = House::new();
    let begun = house.clock.now();
    house.pass(Duration::from_secs(5)).await;
    house.group("one", &["a"]).await;
    let cases = [
        ("AWS::Logs::LogGroup", json!({"LogGroupName": "one"}), json!({"/properties/LogGroupName": "one"})),
        (
            "AWS::Logs::LogStream",
            json!({"LogGroupName": "one", "LogStreamName": "a"}),
            json!({"/properties/LogGroupName": "one", "/properties/LogStreamName": "a"}),
        ),
    ];
    for (kind, wanted, id) in cases {
        let error = house.try_make(kind, wanted.clone()).await.unwrap_err();
        assert_eq!(
            error,
            format!("AlreadyExists: Resource of type '{kind}' with identifier '{id}' already exists.")
        );
        // A second attempt after a crash finds what the first one made.
        let wanted = properties(&wanted);
        let again = Request { again: Some(begun), ..request(&wanted, None) };
        assert!(of(kind).create(&house.call, &again).await.is_ok());
    }
}

#[tokio::test]
async fn streams_filters_policies_and_queries() {
    let house = House::new();
    house.group("one", &[]).await;
    let kind = "AWS::Logs::LogStream";
    let made = house.make(kind, json!({"LogGroupName": "one"})).await;
    let shown = house.ok("DescribeLogStreams", json!({"logGroupName": "one"})).await;
    assert_eq!(shown["logStreams"][0]["logStreamName"], made.id);
    house.unmake(kind, &made.id, json!({"LogGroupName": "one"})).await;

    let kind = "AWS::Logs::MetricFilter";
    let filter = |pattern: &str| {
        json!({"LogGroupName": "one", "FilterName": "f", "FilterPattern": pattern, "MetricTransformations": [
            {"MetricName": "m", "MetricNamespace": "n", "MetricValue": 1, "Unit": "Count",
             "Dimensions": [{"Key": "d", "Value": "$.a"}]}]})
    };
    let before = filter("{ $.a = 1 }");
    assert_eq!(house.make(kind, before.clone()).await.id, "f");
    assert!(house.try_make(kind, before.clone()).await.unwrap_err().starts_with("AlreadyExists"));
    house.change(kind, "f", before, filter("{ $.a = 2 }")).await;
    let shown =
        house.ok("DescribeMetricFilters", json!({"logGroupName": "one"})).await["metricFilters"][0].clone();
    assert_eq!(shown["filterPattern"], "{ $.a = 2 }");
    let metric = json!([{"metricName": "m", "metricNamespace": "n", "metricValue": "1", "unit": "Count",
        "dimensions": {"d": "$.a"}}]);
    assert_eq!(shown["metricTransformations"], metric);
    house.unmake(kind, "f", filter("")).await;

    let kind = "AWS::Logs::ResourcePolicy";
    let policy = |service: &str| {
        let document = json!({"Version": "2012-10-17", "Statement": [{"Effect": "Allow",
            "Principal": {"Service": service}, "Action": "logs:PutLogEvents", "Resource": "*"}]});
        json!({"PolicyName": "p", "PolicyDocument": document.to_string()})
    };
    let before = policy("es.amazonaws.com");
    assert_eq!(house.make(kind, before.clone()).await.id, "p");
    assert!(house.try_make(kind, before.clone()).await.unwrap_err().starts_with("AlreadyExists"));
    let after = policy("route53.amazonaws.com");
    house.change(kind, "p", before, after.clone()).await;
    let shown = house.ok("DescribeResourcePolicies", json!({})).await["resourcePolicies"][0].clone();
    assert_eq!(shown["policyDocument"], after["PolicyDocument"]);
    house.unmake(kind, "p", after).await;

    let kind = "AWS::Logs::QueryDefinition";
    let before = json!({"Name": "q", "QueryString": "fields @message", "LogGroupNames": ["one"]});
    let made = house.make(kind, before.clone()).await;
    assert_eq!(house.make(kind, before.clone()).await.id, made.id, "a second attempt");
    assert_eq!(made.attributes["QueryDefinitionId"], made.id);
    house.change(kind, &made.id, before, json!({"Name": "q", "QueryString": "stats count()"})).await;
    let shown = house.ok("DescribeQueryDefinitions", json!({})).await["queryDefinitions"][0].clone();
    assert_eq!((&shown["queryString"], &shown["logGroupNames"]), (&json!("stats count()"), &json!([])));
    house.unmake(kind, &made.id, json!({})).await;
}
