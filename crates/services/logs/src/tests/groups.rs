//! Log groups.

use super::{House, NOW, arn};
use serde_json::json;

const NO_GROUP: &str = "ResourceNotFoundException: The specified log group does not exist.";

/// recorded: logs/test_logs_groups.json
#[tokio::test]
async fn a_group_is_made_shown_and_deleted() {
    let house = House::new();
    house.group("one", &[]).await;
    let shown = house.ok("DescribeLogGroups", json!({"logGroupNamePrefix": "o"})).await;
    let expected = json!({"logGroups": [{
        "arn": format!("{}:*", arn("one")), "creationTime": NOW, "deletionProtectionEnabled": false,
        "logGroupArn": arn("one"), "logGroupClass": "STANDARD", "logGroupName": "one", "metricFilterCount": 0,
        "storedBytes": 0,
    }]});
    assert_eq!(shown, expected);
    let twice = "ResourceAlreadyExistsException: The specified log group already exists";
    house.refused("CreateLogGroup", json!({"logGroupName": "one"}), twice).await;
    house.ok("DeleteLogGroup", json!({"logGroupName": "one"})).await;
    house.refused("DeleteLogGroup", json!({"logGroupName": "one"}), NO_GROUP).await;
    assert_eq!(house.ok("DescribeLogGroups", json!({})).await, json!({"logGroups": []}));
}
