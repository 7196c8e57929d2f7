//! Every recorded answer of the operations that are built, replayed and compared key by key. What is cited stands under
//! `recorded/logs` by its file and test; ids, names and times are the house's own here.

use super::{House, NOW, arn};
use serde_json::{Value, json};

/// `test_logs_groups.json`
#[tokio::test]
async fn groups() {
    let house = House::new();
    let kms = "arn:aws:kms:us-east-1:000000000000:key/1";
    let group = |name: &str| {
        json!({"arn": format!("{}:*", arn(name)), "creationTime": NOW, "deletionProtectionEnabled": false,
            "logGroupArn": arn(name), "logGroupClass": "STANDARD", "logGroupName": name, "metricFilterCount": 0,
            "storedBytes": 0})
    };
    // test_describe_log_groups_with_prefix
    for name in ["one-1", "one-2", "one-3"] {
        house.group(name, &[]).await;
    }
    let shown = house.ok("DescribeLogGroups", json!({"logGroupNamePrefix": "one"})).await;
    assert_eq!(shown, json!({"logGroups": [group("one-1"), group("one-2"), group("one-3")]}));
    // test_create_log_group_with_kms_key
    house.ok("CreateLogGroup", json!({"logGroupName": "keyed", "kmsKeyId": kms})).await;
    let mut keyed = group("keyed");
    keyed["kmsKeyId"] = kms.into();
    let shown = house.ok("DescribeLogGroups", json!({"logGroupNamePrefix": "keyed"})).await;
    assert_eq!(shown, json!({"logGroups": [keyed]}));
    // test_create_log_group_duplicate_error
    let error = "ResourceAlreadyExistsException: The specified log group already exists";
    house.refused("CreateLogGroup", json!({"logGroupName": "one-1"}), error).await;
    // test_create_log_group_invalid_name_length, test_delete_metric_filter_invalid_log_group_name
    let long = "x".repeat(513);
    let error = "InvalidParameterException: Invalid LogGroup or LogStream, both must have length less than or equal to 512.";
    house.refused("CreateLogGroup", json!({"logGroupName": long}), error).await;
    house.refused("DeleteMetricFilter", json!({"logGroupName": long, "filterName": "f"}), error).await;
    // test_describe_log_groups_with_pattern
    let mut brief = group("one-2");
    brief
        .as_object_mut()
        .unwrap()
        .retain(|key, _| !matches!(key.as_str(), "deletionProtectionEnabled" | "storedBytes"));
    let shown = house.ok("DescribeLogGroups", json!({"logGroupNamePattern": "e-2"})).await;
    assert_eq!(shown["logGroups"], json!([brief]));
    let rest = json!({"logGroupNamePattern": "e-2", "nextToken": shown["nextToken"].as_str().unwrap()});
    // test_list_log_groups_with_pattern
    assert_eq!(house.ok("DescribeLogGroups", rest).await, json!({"logGroups": []}));
    let none = house.ok("DescribeLogGroups", json!({"logGroupNamePattern": "no-such-group"})).await;
    assert_eq!(none, json!({"logGroups": []}));
    // test_describe_log_groups_prefix_and_pattern_error
    let error = "InvalidParameterException: LogGroup name prefix and LogGroup name pattern are mutually exclusive parameters.";
    let both = json!({"logGroupNamePrefix": "a", "logGroupNamePattern": "a"});
    house.refused("DescribeLogGroups", both, error).await;
}

/// `test_logs_streams.json`
#[tokio::test]
async fn streams() {
    let house = House::new();
    house.group("one", &["s-1", "s-2", "s-3"]).await;
    let stream = |name: &str| {
        json!({"arn": format!("{}:log-stream:{name}", arn("one")), "creationTime": NOW, "logStreamName": name,
            "storedBytes": 0})
    };
    // test_describe_log_streams_with_prefix, test_describe_log_streams_with_log_group_identifier
    let all = json!({"logStreams": [stream("s-1"), stream("s-2"), stream("s-3")]});
    for group in [
        json!({"logGroupName": "one"}),
        json!({"logGroupIdentifier": "one"}),
        json!({"logGroupIdentifier": arn("one")}),
    ] {
        let mut input = group;
        input["logStreamNamePrefix"] = "s-".into();
        assert_eq!(house.ok("DescribeLogStreams", input).await, all);
    }
    let both = json!({"logGroupName": "one", "logGroupIdentifier": "one"});
    let error = "ValidationException: LogGroup name and LogGroup ARN are mutually exclusive parameters.";
    house.refused("DescribeLogStreams", both, error).await;
    // test_create_and_delete_log_stream, test_log_stream_arn_format
    let one = json!({"logGroupName": "one", "logStreamNamePrefix": "s-1"});
    assert_eq!(house.ok("DescribeLogStreams", one).await, json!({"logStreams": [stream("s-1")]}));
}

/// `test_logs_events.json`, `test_logs_filter_events.json`
#[tokio::test]
async fn events() {
    let house = House::new();
    house.group("one", &["a"]).await;
    let no_stream = "ResourceNotFoundException: The specified log stream does not exist.";
    let no_group = "ResourceNotFoundException: The specified log group does not exist.";
    let put = |group: &str, stream: &str, times: &[i64]| {
        let events: Vec<_> = times.iter().map(|at| json!({"timestamp": NOW + at, "message": "m"})).collect();
        json!({"logGroupName": group, "logStreamName": stream, "logEvents": events})
    };
    // test_put_log_events_to_invalid_stream, test_resource_does_not_exist
    house.refused("PutLogEvents", put("one", "b", &[0]), no_stream).await;
    house.refused("PutLogEvents", put("two", "b", &[0]), no_group).await;
    house.refused("GetLogEvents", json!({"logGroupName": "two", "logStreamName": "a"}), no_group).await;
    house.refused("GetLogEvents", json!({"logGroupName": "one", "logStreamName": "b"}), no_stream).await;
    // test_put_log_events_wrong_order
    let error = "InvalidParameterException: Log events in a single PutLogEvents request must be in chronological order.";
    house.refused("PutLogEvents", put("one", "a", &[0, -1]), error).await;
    // test_put_log_events_too_old
    let answer = house.ok("PutLogEvents", put("one", "a", &[-15 * 24 * 3_600_000])).await;
    let keys: Vec<_> = answer.as_object().unwrap().keys().map(String::as_str).collect();
    assert_eq!(keys, ["nextSequenceToken", "rejectedLogEventsInfo"]);
    assert_eq!(answer["rejectedLogEventsInfo"], json!({"tooOldLogEventEndIndex": 1}));
    // test_get_log_events_limit_validation, test_filter_log_events_limit_validation
    let error = "InvalidParameterException: 1 validation error detected: Value '10001' at 'limit' failed to satisfy \
                 constraint: Member must have value less than or equal to 10000";
    house
        .refused("GetLogEvents", json!({"logGroupName": "one", "logStreamName": "a", "limit": 10001}), error)
        .await;
    house.refused("FilterLogEvents", json!({"logGroupName": "one", "limit": 10001}), error).await;
    // test_filter_log_events_unknown_token
    let error = "InvalidParameterException: The specified nextToken is invalid.";
    house
        .refused("FilterLogEvents", json!({"logGroupName": "one", "nextToken": "invalid-token"}), error)
        .await;
}

fn filter(name: &str, pattern: &str, metrics: &Value) -> Value {
    json!({"logGroupName": "one", "filterName": name, "filterPattern": pattern, "metricTransformations": metrics})
}

/// `test_logs_metric_filters.json`
#[tokio::test]
async fn metric_filters() {
    let house = House::new();
    house.group("one", &[]).await;
    let metrics = |n: u32| json!([{"metricName": format!("m{n}"), "metricNamespace": format!("n{n}"), "metricValue": n.to_string()}]);
    let shown = |name: &str, pattern: &str, metrics: &Value| {
        json!({"applyOnTransformedLogs": false, "creationTime": NOW, "filterName": name, "filterPattern": pattern,
            "logGroupName": "one", "metricTransformations": metrics})
    };
    // test_put_metric_filter_basic, test_put_metric_filter_json_pattern
    let with_default =
        json!([{"defaultValue": 0.0, "metricName": "m", "metricNamespace": "n", "metricValue": "1"}]);
    for pattern in [" ", "{$.message = \"test\"}"] {
        house.ok("PutMetricFilter", filter("f", pattern, &with_default)).await;
        let found = house.ok("DescribeMetricFilters", json!({"logGroupName": "one"})).await;
        assert_eq!(found, json!({"metricFilters": [shown("f", pattern, &with_default)]}));
    }
    // test_describe_metric_filters_by_prefix
    let both: Vec<_> = (0..2).map(|n| (format!("p{n}"), format!("filterPattern{n}"), metrics(n))).collect();
    for (name, pattern, metrics) in &both {
        house.ok("PutMetricFilter", filter(name, pattern, metrics)).await;
    }
    let found =
        house.ok("DescribeMetricFilters", json!({"logGroupName": "one", "filterNamePrefix": "p"})).await;
    let expected: Vec<_> =
        both.iter().map(|(name, pattern, metrics)| shown(name, pattern, metrics)).collect();
    assert_eq!(found, json!({ "metricFilters": expected }));
    // test_describe_metric_filters_by_metric_name
    let found = house.ok("DescribeMetricFilters", json!({"metricName": "m1", "metricNamespace": "n1"})).await;
    assert_eq!(found, json!({"metricFilters": [expected[1]]}));
    // TestMetricFiltersValidation
    let refuse = async |operation: &str, input: Value, path: &str, value: &str, most: u32| {
        let error = format!(
            "InvalidParameterException: 1 validation error detected: Value '{value}' at '{path}' failed to satisfy \
             constraint: Member must have length less than or equal to {most}"
        );
        house.refused(operation, input, &error).await;
    };
    let long = |length: usize| "X".repeat(length);
    refuse("PutMetricFilter", filter(&long(513), "", &metrics(1)), "filterName", &long(513), 512).await;
    refuse("PutMetricFilter", filter("f", &long(1025), &metrics(1)), "filterPattern", &long(1025), 1024)
        .await;
    let two = json!([
        {"metricName": "metric1", "metricNamespace": "namespace1", "metricValue": "1"},
        {"metricName": "metric2", "metricNamespace": "namespace2", "metricValue": "1"},
    ]);
    let java = "[MetricTransformation(metricName=metric1, metricNamespace=namespace1, metricValue=1, defaultValue=null, \
                unit=null, dimensions=null), MetricTransformation(metricName=metric2, metricNamespace=namespace2, \
                metricValue=1, defaultValue=null, unit=null, dimensions=null)]";
    refuse("PutMetricFilter", filter("f", "", &two), "metricTransformations", java, 1).await;
    let of = json!({"logGroupName": "one", "filterName": long(513)});
    refuse("DeleteMetricFilter", of, "filterName", &long(513), 512).await;
    let of = json!({"logGroupName": "one", "filterNamePrefix": long(513)});
    refuse("DescribeMetricFilters", of, "filterNamePrefix", &long(513), 512).await;
    let of = json!({"metricName": long(256), "metricNamespace": "n"});
    refuse("DescribeMetricFilters", of, "metricName", &long(256), 255).await;
}

/// `test_logs_subscription_filters.json`, of which the answers that need a destination are left out.
#[tokio::test]
async fn subscription_filters() {
    let house = House::new();
    house.group("one", &[]).await;
    let none = house.ok("DescribeSubscriptionFilters", json!({"logGroupName": "one"})).await;
    assert_eq!(none, json!({"subscriptionFilters": []}));
    let error = "ResourceNotFoundException: The specified log group does not exist.";
    house.refused("DescribeSubscriptionFilters", json!({"logGroupName": "two"}), error).await;
    house.refused("DeleteSubscriptionFilter", json!({"logGroupName": "two", "filterName": "f"}), error).await;
    let error = "ResourceNotFoundException: The specified subscription filter does not exist.";
    house.refused("DeleteSubscriptionFilter", json!({"logGroupName": "one", "filterName": "f"}), error).await;
    let error = "InvalidParameterException: destinationArn for vendor kinesis cannot be used without roleArn";
    let put = |arn: &str| json!({"logGroupName": "one", "filterName": "f", "filterPattern": "", "destinationArn": arn});
    house
        .refused("PutSubscriptionFilter", put("arn:aws:kinesis:us-east-1:000000000000:stream/s"), error)
        .await;
    let error = "AccessDeniedException: Cross-account lambda invocation passing is not allowed. You must use \
                 DestinationPolicies to create cross account lambda triggers.";
    house
        .refused("PutSubscriptionFilter", put("arn:aws:lambda:us-east-1:111111111111:function:f"), error)
        .await;
}
