//! The resources that IAM decides about.
//! <https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazoncloudwatchlogs.html>

use super::{ACCOUNT, House, NOW, arn};
use door::Filter;
use serde_json::{Value, json};

#[tokio::test]
async fn what_each_operation_touches() {
    let house = House::new();
    house.group("one", &["a"]).await;
    let check = async |operation: &str, input: Value, resource: &str| {
        // Whether it succeeds does not matter here.
        drop(house.try_call(operation, input).await);
        let records = house.door.track.recent(&Filter::default(), 1);
        assert_eq!(records[0].operation.as_ref(), operation);
        assert_eq!(records[0].resources, [resource.to_owned()], "{operation}");
    };
    let group = json!({"logGroupName": "one"});
    let (whole, stream) = (format!("{}:log-stream:", arn("one")), format!("{}:log-stream:a", arn("one")));
    for operation in [
        "DescribeLogStreams",
        "FilterLogEvents",
        "ListTagsLogGroup",
        "DeleteRetentionPolicy",
        "CreateLogGroup",
    ] {
        check(operation, group.clone(), &whole).await;
    }
    check("DescribeLogStreams", json!({"logGroupIdentifier": arn("one")}), &whole).await;
    let of = json!({"logGroupName": "one", "logStreamName": "a"});
    check("GetLogEvents", of.clone(), &stream).await;
    check("CreateLogStream", of, &stream).await;
    let events = json!({"logGroupName": "one", "logStreamName": "a", "logEvents": [{"timestamp": NOW, "message": "m"}]});
    check("PutLogEvents", events, &stream).await;
    check("ListTagsForResource", json!({"resourceArn": arn("one")}), &arn("one")).await;
    // https://github.com/hashicorp/terraform-provider-aws/issues/8804
    let every = format!("arn:aws:logs:us-east-1:{ACCOUNT}:log-group::log-stream:");
    check("DescribeLogGroups", json!({"logGroupNamePrefix": "one"}), &every).await;
    check("TestMetricFilter", json!({"filterPattern": "", "logEventMessages": ["m"]}), "*").await;
}
