//! Tags of log groups.

use super::{ACCOUNT, House, arn};
use serde_json::{Value, json};

/// recorded: logs/test_logs_groups.json, `test_create_log_group_with_tags`
#[tokio::test]
async fn old_and_new_forms_see_the_same_tags() {
    let house = House::new();
    house.ok("CreateLogGroup", json!({"logGroupName": "one", "tags": {"env": "testing"}})).await;
    let check = async |expected: Value| {
        let expected = json!({"tags": expected});
        assert_eq!(house.ok("ListTagsLogGroup", json!({"logGroupName": "one"})).await, expected);
        assert_eq!(house.ok("ListTagsForResource", json!({"resourceArn": arn("one")})).await, expected);
    };
    check(json!({"env": "testing"})).await;
    house.ok("TagLogGroup", json!({"logGroupName": "one", "tags": {"a": "1", "env": "new"}})).await;
    house.ok("TagResource", json!({"resourceArn": arn("one"), "tags": {"b": ""}})).await;
    check(json!({"a": "1", "b": "", "env": "new"})).await;
    house.ok("UntagLogGroup", json!({"logGroupName": "one", "tags": ["a", "none"]})).await;
    house.ok("UntagResource", json!({"resourceArn": arn("one"), "tagKeys": ["env"]})).await;
    check(json!({"b": ""})).await;
}

#[tokio::test]
async fn refusals() {
    let house = House::new();
    house.group("one", &[]).await;
    let no_group = "ResourceNotFoundException: The specified log group does not exist.";
    house.refused("ListTagsForResource", json!({"resourceArn": arn("two")}), no_group).await;
    // The ARN with a tail is IAM's.
    let tail = json!({"resourceArn": format!("{}:x", arn("one"))});
    assert!(house.try_call("ListTagsForResource", tail).await.unwrap_err().starts_with("InvalidParameter"));
    let other = json!({"resourceArn": format!("arn:aws:logs:us-east-1:{ACCOUNT}:destination:one")});
    assert!(house.try_call("ListTagsForResource", other).await.unwrap_err().starts_with("NotImplemented"));
    let reserved = json!({"logGroupName": "one", "tags": {"aws:mine": "1"}});
    assert!(
        house.try_call("TagLogGroup", reserved).await.unwrap_err().starts_with("InvalidParameterException")
    );
    let many = |from: usize| -> Value { (from..from + 50).map(|n| (format!("k{n}"), json!("v"))).collect() };
    house.ok("TagLogGroup", json!({"logGroupName": "one", "tags": many(0)})).await;
    let more = json!({"logGroupName": "one", "tags": {"another": "1"}});
    assert!(house.try_call("TagLogGroup", more).await.unwrap_err().starts_with("TooManyTagsException"));
    house.ok("TagLogGroup", json!({"logGroupName": "one", "tags": many(0)})).await;
}
