//! Log streams.

use super::{House, NOW, arn};
use serde_json::json;

/// recorded: logs/test_logs_streams.json
#[tokio::test]
async fn a_stream_is_made_shown_and_deleted() {
    let house = House::new();
    house.group("one", &["a"]).await;
    let shown = house.ok("DescribeLogStreams", json!({"logGroupName": "one"})).await;
    let expected = json!({"logStreams": [{
        "arn": format!("{}:log-stream:a", arn("one")), "creationTime": NOW, "logStreamName": "a", "storedBytes": 0,
    }]});
    assert_eq!(shown, expected);
    for identifier in ["one", &arn("one")] {
        let input = json!({"logGroupIdentifier": identifier});
        assert_eq!(house.ok("DescribeLogStreams", input).await, expected, "{identifier}");
    }
    let both = json!({"logGroupName": "one", "logGroupIdentifier": "one"});
    let error = "ValidationException: LogGroup name and LogGroup ARN are mutually exclusive parameters.";
    house.refused("DescribeLogStreams", both, error).await;
    let of = json!({"logGroupName": "one", "logStreamName": "a"});
    house.ok("DeleteLogStream", of.clone()).await;
    let error = "ResourceNotFoundException: The specified log stream does not exist.";
    house.refused("DeleteLogStream", of, error).await;
}
