//! Log groups.

use super::{ACCOUNT, House, NOW, arn};
use serde_json::{Value, json};

const NO_GROUP: &str = "ResourceNotFoundException: The specified log group does not exist.";

#[tokio::test]
async fn a_group_is_made_shown_and_deleted() {
    let house = House::new();
    house.group("one", &["a"]).await;
    house.put("one", "a", &[(0, "gone")]).await;
    house.ok("DeleteLogGroup", json!({"logGroupName": "one"})).await;
    house.refused("DeleteLogGroup", json!({"logGroupName": "one"}), NO_GROUP).await;
    assert_eq!(house.ok("DescribeLogGroups", json!({})).await, json!({"logGroups": []}));
    // A group of the same name has nothing of it.
    house.group("one", &["a"]).await;
    assert_eq!(house.filter("one", json!({})).await["events"], json!([]));
}

#[tokio::test]
async fn names_that_are_refused() {
    let house = House::new();
    let refuse = async |name: &str, error: &str| {
        house.refused("CreateLogGroup", json!({"logGroupName": name}), error).await;
    };
    let pattern = |name: &str| {
        format!(
            "InvalidParameterException: 1 validation error detected: Value '{name}' at 'logGroupName' failed to satisfy \
             constraint: Member must satisfy regular expression pattern: [\\.\\-_/#A-Za-z0-9]+"
        )
    };
    refuse("a b", &pattern("a b")).await;
    refuse("aws/mine", "InvalidParameterException: Log groups starting with AWS/ are reserved for AWS.")
        .await;
    house.ok("CreateLogGroup", json!({"logGroupName": "/aws/mine"})).await;
    house.ok("CreateLogGroup", json!({"logGroupName": "x".repeat(512)})).await;
}

#[tokio::test]
async fn pages_prefixes_classes_and_identifiers() {
    let house = House::new();
    for name in ["b", "a/2", "a/1", "c"] {
        house.group(name, &[]).await;
    }
    house.ok("CreateLogGroup", json!({"logGroupName": "rare", "logGroupClass": "INFREQUENT_ACCESS"})).await;
    let list = async |input: Value| {
        let answer = house.ok("DescribeLogGroups", input).await;
        let names: Vec<_> =
            answer["logGroups"].as_array().unwrap().iter().map(|g| g["logGroupName"].clone()).collect();
        (json!(names), answer["nextToken"].as_str().map(str::to_owned))
    };
    assert_eq!(list(json!({})).await, (json!(["a/1", "a/2", "b", "c", "rare"]), None));
    assert_eq!(list(json!({"logGroupNamePrefix": "a/"})).await, (json!(["a/1", "a/2"]), None));
    let (first, token) = list(json!({"limit": 3})).await;
    assert_eq!(first, json!(["a/1", "a/2", "b"]));
    assert_eq!(list(json!({"limit": 3, "nextToken": token})).await, (json!(["c", "rare"]), None));
    assert_eq!(list(json!({"logGroupClass": "ESSENTIALS"})).await, (json!(["rare"]), None));
    let some = json!({"logGroupIdentifiers": ["c", arn("a/1"), "none"]});
    assert_eq!(list(some).await, (json!(["a/1", "c"]), None));
    let bad = "InvalidParameterException: The specified nextToken is invalid.";
    house.refused("DescribeLogGroups", json!({"nextToken": "x"}), bad).await;
    let listed = house.ok("ListLogGroups", json!({"logGroupNamePattern": "^a/1|rar"})).await;
    let expected = json!({"logGroups": [
        {"logGroupName": "a/1", "logGroupArn": arn("a/1"), "logGroupClass": "STANDARD"},
        {"logGroupName": "rare", "logGroupArn": arn("rare"), "logGroupClass": "INFREQUENT_ACCESS"},
    ]});
    assert_eq!(listed, expected);
    let linked = json!({"includeLinkedAccounts": true, "accountIdentifiers": ["111111111111"]});
    let refused = house.try_call("ListLogGroups", linked).await.unwrap_err();
    assert!(refused.starts_with("NotImplemented"), "{refused}");
    let own = json!({"includeLinkedAccounts": true, "accountIdentifiers": [ACCOUNT]});
    assert_eq!(list(own).await.0.as_array().unwrap().len(), 5);
}

#[tokio::test]
async fn bytes_that_a_group_holds() {
    let house = House::new();
    house.group("one", &["a", "b"]).await;
    house.put("one", "a", &[(0, "1234"), (1, "12")]).await;
    house.put("one", "b", &[(0, "123")]).await;
    let held = async || house.ok("DescribeLogGroups", json!({})).await["logGroups"][0]["storedBytes"].clone();
    assert_eq!(held().await, 9 + 3 * 26);
    house.ok("DeleteLogStream", json!({"logGroupName": "one", "logStreamName": "a"})).await;
    assert_eq!(held().await, 3 + 26);
}

#[tokio::test]
async fn protection_against_deletion() {
    let house = House::new();
    house.ok("CreateLogGroup", json!({"logGroupName": "one", "deletionProtectionEnabled": true})).await;
    house.ok("CreateLogStream", json!({"logGroupName": "one", "logStreamName": "a"})).await;
    let error = "ValidationException: Cannot delete log group with deletion protection enabled. Disable deletion protection first.";
    house.refused("DeleteLogGroup", json!({"logGroupName": "one"}), error).await;
    house.refused("DeleteLogStream", json!({"logGroupName": "one", "logStreamName": "a"}), error).await;
    for identifier in ["one", &arn("one")] {
        for on in [true, false] {
            let input = json!({"logGroupIdentifier": identifier, "deletionProtectionEnabled": on});
            house.ok("PutLogGroupDeletionProtection", input).await;
            let shown = house.ok("DescribeLogGroups", json!({})).await;
            assert_eq!(shown["logGroups"][0]["deletionProtectionEnabled"], on);
        }
    }
    house.ok("DeleteLogGroup", json!({"logGroupName": "one"})).await;
}

#[tokio::test]
async fn a_key_is_kept_shown_and_told() {
    let house = House::new();
    let key = format!("arn:aws:kms:us-east-1:{ACCOUNT}:key/1");
    house.ok("CreateLogGroup", json!({"logGroupName": "one", "kmsKeyId": key})).await;
    house.group("two", &[]).await;
    let keys = async || {
        let shown = house.ok("DescribeLogGroups", json!({})).await;
        [shown["logGroups"][0]["kmsKeyId"].clone(), shown["logGroups"][1]["kmsKeyId"].clone()]
    };
    assert_eq!(keys().await, [json!(key), Value::Null]);
    house.ok("AssociateKmsKey", json!({"resourceIdentifier": arn("two"), "kmsKeyId": key})).await;
    assert_eq!(keys().await, [json!(key), json!(key)]);
    let told = ["kmsKeyId is kept and shown, and encrypts nothing: log groups one, two"];
    assert_eq!(house.door.shortfalls(), told);
    house.ok("DisassociateKmsKey", json!({"logGroupName": "one"})).await;
    house.ok("DisassociateKmsKey", json!({"logGroupName": "two"})).await;
    assert_eq!(keys().await, [Value::Null, Value::Null]);
    assert!(house.door.shortfalls().is_empty());
    let error = format!(
        "InvalidParameterException: The specified KMS key does not exist or is not allowed to be used with LogGroup '{}'",
        arn("one")
    );
    house.refused("AssociateKmsKey", json!({"logGroupName": "one", "kmsKeyId": "mine"}), &error).await;
    let results = format!("arn:aws:logs:us-east-1:{ACCOUNT}:query-result:*");
    let refused =
        house.try_call("DisassociateKmsKey", json!({"resourceIdentifier": results})).await.unwrap_err();
    assert!(refused.starts_with("NotImplemented"), "{refused}");
}

/// <https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/CloudWatch_Logs_Log_Classes.html>
#[tokio::test]
async fn what_other_classes_cannot() {
    let house = House::new();
    house.ok("CreateLogGroup", json!({"logGroupName": "rare", "logGroupClass": "INFREQUENT_ACCESS"})).await;
    house.ok("CreateLogStream", json!({"logGroupName": "rare", "logStreamName": "a"})).await;
    house.put("rare", "a", &[(0, "kept")]).await;
    let error = "ValidationException: This operation is only supported on the Standard log class.";
    let of = json!({"logGroupName": "rare", "logStreamName": "a"});
    house.refused("GetLogEvents", of, error).await;
    house.refused("FilterLogEvents", json!({"logGroupName": "rare"}), error).await;
    house.refused("DescribeSubscriptionFilters", json!({"logGroupName": "rare"}), error).await;
    house.ok("CreateLogGroup", json!({"logGroupName": "brief", "logGroupClass": "DELIVERY"})).await;
    let shown = house.ok("DescribeLogGroups", json!({"logGroupNamePrefix": "brief"})).await;
    assert_eq!(shown["logGroups"][0]["retentionInDays"], 1);
    assert_eq!(shown["logGroups"][0]["creationTime"], NOW);
}
