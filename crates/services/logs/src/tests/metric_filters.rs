//! Metric filters, subscription filters and saved queries.

use super::{ACCOUNT, House};
use serde_json::{Value, json};

fn filter(name: &str, pattern: &str) -> Value {
    json!({"logGroupName": "one", "filterName": name, "filterPattern": pattern,
        "metricTransformations": [{"metricName": "m", "metricNamespace": "n", "metricValue": "1"}]})
}

#[tokio::test]
async fn filters_are_kept_counted_and_told() {
    let house = House::new();
    house.group("one", &[]).await;
    for name in ["b", "a"] {
        house.ok("PutMetricFilter", filter(name, "ERROR")).await;
    }
    let count =
        async || house.ok("DescribeLogGroups", json!({})).await["logGroups"][0]["metricFilterCount"].clone();
    assert_eq!(count().await, 2);
    assert_eq!(house.door.shortfalls(), ["there are no CloudWatch metrics yet for the metric filters a, b"]);
    let page = house.ok("DescribeMetricFilters", json!({"limit": 1})).await;
    assert_eq!(page["metricFilters"][0]["filterName"], "a");
    let rest = house.ok("DescribeMetricFilters", json!({"nextToken": page["nextToken"]})).await;
    assert_eq!(rest["metricFilters"][0]["filterName"], "b");
    house.ok("DeleteMetricFilter", json!({"logGroupName": "one", "filterName": "a"})).await;
    let error = "ResourceNotFoundException: The specified metric filter does not exist.";
    house.refused("DeleteMetricFilter", json!({"logGroupName": "one", "filterName": "a"}), error).await;
    house.ok("DeleteLogGroup", json!({"logGroupName": "one"})).await;
    assert_eq!(house.ok("DescribeMetricFilters", json!({})).await, json!({"metricFilters": []}));
}

#[tokio::test]
async fn filters_that_are_refused() {
    let house = House::new();
    house.group("one", &[]).await;
    let refuse = async |change: Value, error: &str| {
        let mut input = filter("f", "{ $.a = 1 }");
        for (name, value) in change.as_object().unwrap() {
            match name.strip_prefix("metric:") {
                Some(name) => input["metricTransformations"][0][name] = value.clone(),
                None => input[name.as_str()] = value.clone(),
            }
        }
        let found = house.try_call("PutMetricFilter", input).await.unwrap_err();
        assert!(found.starts_with(error), "{found}");
    };
    let invalid = |text: &str| format!("InvalidParameterException: {text}");
    refuse(json!({"filterPattern": "{"}), &invalid("Invalid filter pattern")).await;
    refuse(
        json!({"metric:dimensions": {"d": "$.a"}, "metric:defaultValue": 0.0}),
        &invalid(
            "Invalid metric transformation: dimensions and default value are mutually exclusive properties.",
        ),
    )
    .await;
    refuse(
        json!({"filterPattern": "ERROR", "metric:dimensions": {"d": "$.a"}}),
        &invalid("The specified filter pattern does not support dimensions"),
    )
    .await;
    refuse(json!({"metric:metricValue": "often"}), &invalid("Invalid metric transformation")).await;
    refuse(json!({"applyOnTransformedLogs": true}), "NotImplemented").await;
    refuse(json!({"fieldSelectionCriteria": "@aws.region = \"us-east-1\""}), "NotImplemented").await;
    for n in 0..5 {
        house.ok("PutMetricFilter", filter(&format!("r{n}"), "%a%")).await;
    }
    refuse(json!({"filterPattern": "%b%"}), "LimitExceededException: Resource limit exceeded.").await;
    house.ok("PutMetricFilter", filter("r1", "%b%")).await;
    let half = house.try_call("DescribeMetricFilters", json!({"metricName": "m"})).await.unwrap_err();
    assert!(half.ends_with("you must also include the metricNamespace parameter."), "{half}");
}

/// <https://github.com/aws/aws-cli/blob/develop/awscli/examples/logs/test-metric-filter.rst>
#[tokio::test]
async fn a_pattern_is_tested() {
    let house = House::new();
    let test = async |pattern: &str, messages: Value| {
        house.ok("TestMetricFilter", json!({"filterPattern": pattern, "logEventMessages": messages})).await
    };
    let messages = json!(["[ERROR] 400 BAD REQUEST", "[ERROR] 400 BAD REQUEST", "[INFO] 200 OK"]);
    let one =
        |n: u32| json!({"eventNumber": n, "eventMessage": "[ERROR] 400 BAD REQUEST", "extractedValues": {}});
    assert_eq!(test("ERROR", messages).await, json!({"matches": [one(1), one(2)]}));
    let found = test("[level, code = 4*, ...]", json!(["x 200", "x 404 y"])).await;
    let expected = json!({"matches": [{"eventNumber": 2, "eventMessage": "x 404 y",
        "extractedValues": {"$level": "x", "$code": "404", "$3": "y"}}]});
    assert_eq!(found, expected);
    assert_eq!(test("{ $.a = 1 }", json!(["{}"])).await, json!({"matches": []}));
}

#[tokio::test]
async fn subscriptions_are_refused_by_name() {
    let house = House::new();
    house.group("one", &[]).await;
    let put = async |arn: &str, role: Option<&str>| {
        let input = json!({"logGroupName": "one", "filterName": "f", "filterPattern": "", "destinationArn": arn, "roleArn": role});
        house.try_call("PutSubscriptionFilter", input).await.unwrap_err()
    };
    let stream = format!("arn:aws:kinesis:us-east-1:{ACCOUNT}:stream/s");
    let role = format!("arn:aws:iam::{ACCOUNT}:role/r");
    let without =
        "InvalidParameterException: destinationArn for vendor kinesis cannot be used without roleArn";
    assert_eq!(put(&stream, None).await, without);
    let refused =
        "NotImplemented: Maquette does not support PutSubscriptionFilter with a destination of kinesis.";
    assert_eq!(put(&stream, Some(&role)).await, refused);
    assert!(
        put("arn:aws:lambda:us-east-1:111111111111:function:f", None)
            .await
            .starts_with("AccessDeniedException")
    );
}

#[tokio::test]
async fn saved_queries() {
    let house = House::new();
    let put = async |more: Value| {
        let mut input = json!({"name": "errors/all", "queryString": "fields @message"});
        input.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
        house.try_call("PutQueryDefinition", input).await
    };
    let id = put(json!({"logGroupNames": ["one"]})).await.unwrap()["queryDefinitionId"].clone();
    let token = json!({"clientToken": "t".repeat(36), "name": "other"});
    assert_eq!(put(token.clone()).await, put(token).await);
    put(json!({"queryDefinitionId": id, "queryString": "stats count()"})).await.unwrap();
    let shown = house.ok("DescribeQueryDefinitions", json!({"queryDefinitionNamePrefix": "errors/"})).await;
    assert_eq!(shown["queryDefinitions"].as_array().unwrap().len(), 1);
    let query = &shown["queryDefinitions"][0];
    assert_eq!((&query["queryString"], &query["logGroupNames"]), (&json!("stats count()"), &json!([])));
    assert_eq!(
        house.ok("DeleteQueryDefinition", json!({"queryDefinitionId": id})).await,
        json!({"success": true})
    );
    assert!(
        put(json!({"queryDefinitionId": id})).await.unwrap_err().starts_with("ResourceNotFoundException")
    );
}
