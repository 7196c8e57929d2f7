//! What is older than a group's retention.

use super::{House, messages};
use serde_json::{Value, json};
use std::time::Duration;

const HOUR: i64 = 3_600_000;

#[tokio::test]
async fn expired_events_are_not_seen_and_are_swept_by_the_clock() {
    let house = House::new();
    house.group("one", &["a"]).await;
    house.put("one", "a", &[(-30 * HOUR, "old"), (-20 * HOUR, "young")]).await;
    let (see, held) = (
        async || messages(&house.filter("one", json!({})).await).join(" "),
        async || {
            house.ok("DescribeLogGroups", json!({})).await["logGroups"][0]["storedBytes"].as_i64().unwrap()
        },
    );
    house.ok("PutRetentionPolicy", json!({"logGroupName": "one", "retentionInDays": 3})).await;
    assert_eq!(see().await, "old young");
    house.ok("PutRetentionPolicy", json!({"logGroupName": "one", "retentionInDays": 1})).await;
    assert_eq!(see().await, "young");
    assert_eq!(messages(&house.get("one", "a", json!({"startFromHead": true})).await), ["young"]);
    house.pass(Duration::from_hours(5)).await;
    assert_eq!(see().await, "");
    // The house opened at 08:00, so both lie on the day before. It is swept a day behind its end.
    assert_eq!(house.clock.pending(1)[0].name, "logs: expired events are deleted");
    assert_eq!(held().await, 3 + 5 + 2 * 26);
    house.pass(Duration::from_hours(24)).await;
    assert_eq!(held().await, 0);
    assert!(house.clock.pending(1).is_empty());
    // They are gone for good.
    house.ok("DeleteRetentionPolicy", json!({"logGroupName": "one"})).await;
    assert_eq!(see().await, "");
}

#[tokio::test]
async fn what_is_expired_is_not_taken() {
    let house = House::new();
    house.group("one", &["a"]).await;
    house.ok("PutRetentionPolicy", json!({"logGroupName": "one", "retentionInDays": 1})).await;
    let answer = house.put("one", "a", &[(-25 * HOUR, "old"), (-2 * HOUR, "young")]).await;
    assert_eq!(answer["rejectedLogEventsInfo"], json!({"expiredLogEventEndIndex": 1}));
    assert_eq!(house.clock.pending(9).len(), 1);
}

#[tokio::test]
async fn values_that_are_refused() {
    let house = House::new();
    house.group("one", &[]).await;
    let put = async |days: i64| {
        house.try_call("PutRetentionPolicy", json!({"logGroupName": "one", "retentionInDays": days})).await
    };
    assert_eq!(put(3653).await, Ok(json!({})));
    let error = put(2).await.unwrap_err();
    assert!(error.starts_with(
        "InvalidParameterException: 1 validation error detected: Value '2' at 'retentionInDays'"
    ));
    let shown =
        async || house.ok("DescribeLogGroups", json!({})).await["logGroups"][0]["retentionInDays"].clone();
    assert_eq!(shown().await, 3653);
    house.ok("DeleteRetentionPolicy", json!({"logGroupName": "one"})).await;
    assert_eq!(shown().await, Value::Null);
    let none = "ResourceNotFoundException: The specified log group does not exist.";
    house.refused("DeleteRetentionPolicy", json!({"logGroupName": "two"}), none).await;
}
