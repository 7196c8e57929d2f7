//! Resource policies: kept, shown, and what services may do by them.

use super::{ACCOUNT, House, NOW, arn};
use door::Host;
use serde_json::{Value, json};

fn document(principal: Value, resource: &str) -> String {
    json!({"Version": "2012-10-17", "Statement": [
        {"Sid": "a", "Effect": "Allow", "Principal": principal, "Action": ["logs:PutLogEvents", "logs:CreateLogStream"],
         "Resource": resource},
    ]}).to_string()
}

fn service(name: &str) -> Value {
    json!({ "Service": name })
}

#[tokio::test]
async fn policies_of_an_account() {
    let house = House::new();
    let text = document(service("route53.amazonaws.com"), "*");
    for n in 0..10 {
        let name = format!("policy-{n}");
        house.ok("PutResourcePolicy", json!({"policyName": name, "policyDocument": text})).await;
    }
    let eleventh = json!({"policyName": "policy-10", "policyDocument": text});
    house.refused("PutResourcePolicy", eleventh, "LimitExceededException: Resource limit exceeded.").await;
    let again =
        house.ok("PutResourcePolicy", json!({"policyName": "policy-3", "policyDocument": text})).await;
    // recorded: logs/test_logs_resource_policies.json, test_put_resource_policy_update
    let shown = json!({"lastUpdatedTime": NOW, "policyDocument": text, "policyName": "policy-3", "policyScope": "ACCOUNT"});
    assert_eq!(again, json!({"resourcePolicy": shown}));
    let page = house.ok("DescribeResourcePolicies", json!({"limit": 4})).await;
    assert_eq!(
        (page["resourcePolicies"].as_array().unwrap().len(), &page["resourcePolicies"][3]),
        (4, &shown)
    );
    let rest = house.ok("DescribeResourcePolicies", json!({"nextToken": page["nextToken"]})).await;
    assert_eq!((rest["resourcePolicies"].as_array().unwrap().len(), rest.get("nextToken")), (6, None));
    house.ok("DeleteResourcePolicy", json!({"policyName": "policy-3"})).await;
    let error = "ResourceNotFoundException: Policy with name [policy-3] does not exist";
    house.refused("DeleteResourcePolicy", json!({"policyName": "policy-3"}), error).await;
    for bad in ["{", "[]"] {
        let input = json!({"policyName": "bad", "policyDocument": bad});
        let error = house.try_call("PutResourcePolicy", input).await.unwrap_err();
        assert!(error.starts_with("InvalidParameterException"), "{error}");
    }
}

#[tokio::test]
async fn the_policy_of_a_group() {
    let house = House::new();
    house.group("one", &[]).await;
    let put = async |revision: Option<&str>| {
        let text = document(service("es.amazonaws.com"), "*");
        let input = json!({"policyName": "p", "policyDocument": text, "resourceArn": arn("one"), "expectedRevisionId": revision});
        house.try_call("PutResourcePolicy", input).await
    };
    let made = put(None).await.unwrap();
    let revision = made["revisionId"].as_str().unwrap();
    assert_eq!(made["resourcePolicy"]["policyScope"], "RESOURCE");
    assert_eq!(made["resourcePolicy"]["resourceArn"], arn("one"));
    assert!(put(None).await.unwrap_err().starts_with("OperationAbortedException"));
    let again = put(Some(revision)).await.unwrap();
    assert_ne!(again["revisionId"], revision);
    let shown = house.ok("DescribeResourcePolicies", json!({"policyScope": "RESOURCE"})).await;
    assert_eq!(shown["resourcePolicies"], json!([again["resourcePolicy"]]));
    assert_eq!(house.ok("DescribeResourcePolicies", json!({})).await["resourcePolicies"], json!([]));
    house.ok("DeleteLogGroup", json!({"logGroupName": "one"})).await;
    let shown = house.ok("DescribeResourcePolicies", json!({"policyScope": "RESOURCE"})).await;
    assert_eq!(shown["resourcePolicies"], json!([]));
}

/// Policies count for services, and for the two actions of delivering.
/// <https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_PutResourcePolicy.html>
#[tokio::test]
async fn services_may_what_policies_say() {
    let mut house = House::new();
    house.group("one", &["a"]).await;
    let root = house.call.clone();
    let service_call = root.as_service(
        "delivery.logs.amazonaws.com",
        &format!("arn:aws:ec2:us-east-1:{ACCOUNT}:vpc-flow-log/fl-1"),
    );
    let events = json!({"logGroupName": "one", "logStreamName": "a", "logEvents": [{"timestamp": NOW, "message": "m"}]});
    house.call = service_call.clone();
    let denied = house.try_call("PutLogEvents", events.clone()).await.unwrap_err();
    assert!(denied.starts_with("AccessDeniedException"), "{denied}");
    house.call = root.clone();
    let text = document(service("delivery.logs.amazonaws.com"), &format!("{}:*", arn("one")));
    house.ok("PutResourcePolicy", json!({"policyName": "deliver", "policyDocument": text})).await;
    house.call = service_call.clone();
    house.ok("PutLogEvents", events.clone()).await;
    house.ok("CreateLogStream", json!({"logGroupName": "one", "logStreamName": "b"})).await;
    let denied = house.try_call("DeleteLogGroup", json!({"logGroupName": "one"})).await.unwrap_err();
    assert!(denied.starts_with("AccessDeniedException"), "{denied}");
    house.call = root;
    house.ok("DeleteResourcePolicy", json!({"policyName": "deliver"})).await;
    house.call = service_call;
    assert!(house.try_call("PutLogEvents", events).await.is_err());
}

#[tokio::test]
async fn what_a_policy_says_of_others_does_nothing() {
    let house = House::new();
    house.group("one", &[]).await;
    let text = document(json!({"AWS": "*"}), "*");
    house.ok("PutResourcePolicy", json!({"policyName": "all", "policyDocument": text})).await;
    let facts = house.logs.facts("logs:PutLogEvents", &format!("{}:log-stream:a", arn("one"))).unwrap();
    assert!(facts.policy.is_none());
}
