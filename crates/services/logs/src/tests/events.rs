//! Putting events and reading a stream.

use super::{House, NOW, messages};
use serde_json::{Value, json};

fn batch(events: &[(i64, String)]) -> Value {
    let events: Vec<_> = events.iter().map(|(at, m)| json!({"timestamp": NOW + at, "message": m})).collect();
    json!({"logGroupName": "one", "logStreamName": "a", "logEvents": events})
}

#[tokio::test]
async fn batches_that_are_refused() {
    let house = House::new();
    house.group("one", &["a"]).await;
    let refuse = async |events: &[(i64, String)], error: &str| {
        house.refused("PutLogEvents", batch(events), &format!("InvalidParameterException: {error}")).await;
    };
    let hour = 3_600_000;
    let text = |bytes: usize| "x".repeat(bytes);
    refuse(
        &[(0, text(1)), (-1, text(1))],
        "Log events in a single PutLogEvents request must be in chronological order.",
    )
    .await;
    let largest = 1_048_576 - 26;
    refuse(&[(0, text(largest + 1))], "Log event too large: 1048577 bytes exceeds limit of 1048576").await;
    refuse(&[(0, text(largest)), (0, text(1))], "Upload too large: 1048603 bytes exceeds limit of 1048576")
        .await;
    refuse(
        &[(-25 * hour, text(1)), (0, text(1))],
        "The batch of log events in a single PutLogEvents request cannot span more than 24 hours.",
    )
    .await;
    let many: Vec<_> = (0..10_001).map(|at| (at, text(1))).collect();
    let error = house.try_call("PutLogEvents", batch(&many)).await.unwrap_err();
    assert!(error.ends_with(
        "'logEvents' failed to satisfy constraint: Member must have length less than or equal to 10000"
    ));
    let entity = json!({"logGroupName": "one", "logStreamName": "a", "logEvents": [{"timestamp": NOW, "message": "m"}],
        "entity": {"keyAttributes": {"Type": "Service", "Name": "x"}}});
    assert!(house.try_call("PutLogEvents", entity).await.unwrap_err().starts_with("NotImplemented"));
    assert_eq!(house.get("one", "a", json!({})).await["events"], json!([]));
    // What lies outside of two weeks and two hours does not count for the span.
    let answer =
        house.ok("PutLogEvents", batch(&[(-400 * hour, text(1)), (0, text(1)), (3 * hour, text(1))])).await;
    let rejected = json!({"tooOldLogEventEndIndex": 1, "tooNewLogEventStartIndex": 2});
    assert_eq!(answer["rejectedLogEventsInfo"], rejected);
    house.ok("PutLogEvents", batch(&[(0, text(largest))])).await;
    assert_eq!(house.get("one", "a", json!({})).await["events"].as_array().unwrap().len(), 1);
}

/// Sequence tokens are ignored since 2023: <https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_PutLogEvents.html>
#[tokio::test]
async fn any_sequence_token_does() {
    let house = House::new();
    house.group("one", &["a"]).await;
    for token in ["1", "2"] {
        let mut input = batch(&[(0, "m".to_owned())]);
        input["sequenceToken"] = token.into();
        let answer = house.ok("PutLogEvents", input).await;
        assert_eq!(answer["nextSequenceToken"].as_str().map(str::len), Some(56));
    }
    assert_eq!(messages(&house.get("one", "a", json!({})).await), ["m", "m"]);
}

#[tokio::test]
async fn a_stream_forwards_and_backwards() {
    let house = House::new();
    house.group("one", &["a"]).await;
    house.put("one", "a", &[(1, "1"), (2, "2"), (2, "3"), (3, "4"), (4, "5")]).await;
    let get = async |more: Value| house.get("one", "a", more).await;
    let token = |answer: &Value, which: &str| answer[which].clone();
    // From the head.
    let first = get(json!({"startFromHead": true, "limit": 2})).await;
    assert_eq!(messages(&first), ["1", "2"]);
    assert_eq!(first["events"][0], json!({"timestamp": NOW + 1, "message": "1", "ingestionTime": NOW}));
    let forward = token(&first, "nextForwardToken");
    let second = get(json!({"startFromHead": true, "limit": 2, "nextToken": forward})).await;
    assert_eq!(messages(&second), ["3", "4"]);
    let third = get(json!({"limit": 2, "nextToken": token(&second, "nextForwardToken")})).await;
    assert_eq!(messages(&third), ["5"]);
    // At the end the token comes back, and what arrives later follows it.
    let end = token(&third, "nextForwardToken");
    let empty = get(json!({"nextToken": end})).await;
    assert_eq!((messages(&empty), token(&empty, "nextForwardToken")), (vec![], end.clone()));
    house.put("one", "a", &[(9, "6")]).await;
    assert_eq!(messages(&get(json!({"nextToken": end})).await), ["6"]);
    // And back over what was read.
    let back = get(json!({"nextToken": token(&empty, "nextBackwardToken"), "limit": 2})).await;
    assert_eq!(messages(&back), ["4", "5"]);
    // From the tail, as is the default.
    let last = get(json!({"limit": 2})).await;
    assert_eq!(messages(&last), ["5", "6"]);
    let before = get(json!({"limit": 3, "nextToken": token(&last, "nextBackwardToken")})).await;
    assert_eq!(messages(&before), ["2", "3", "4"]);
    let start = get(json!({"nextToken": token(&before, "nextBackwardToken")})).await;
    assert_eq!(messages(&start), ["1"]);
    let none = get(json!({"nextToken": token(&start, "nextBackwardToken")})).await;
    assert_eq!((messages(&none), &none["nextBackwardToken"]), (vec![], &start["nextBackwardToken"]));
    assert_eq!(
        messages(&get(json!({"nextToken": token(&none, "nextForwardToken"), "limit": 1})).await),
        ["1"]
    );
    let bad = json!({"logGroupName": "one", "logStreamName": "a", "nextToken": "f/1/s"});
    house
        .refused("GetLogEvents", bad, "InvalidParameterException: The specified nextToken is invalid.")
        .await;
}

#[tokio::test]
async fn a_span_of_time() {
    let house = House::new();
    house.group("one", &["a"]).await;
    house.put("one", "a", &[(1, "1"), (2, "2"), (3, "3")]).await;
    // The start is included, the end is not.
    let some = house.get("one", "a", json!({"startTime": NOW + 2, "endTime": NOW + 3})).await;
    assert_eq!(messages(&some), ["2"]);
    // The end of a filter is included.
    let some = house.filter("one", json!({"startTime": NOW + 2, "endTime": NOW + 3})).await;
    assert_eq!(messages(&some), ["2", "3"]);
}

#[tokio::test]
async fn an_empty_stream_can_be_followed() {
    let house = House::new();
    house.group("one", &["a"]).await;
    let empty = house.get("one", "a", json!({"startFromHead": true})).await;
    assert_eq!(empty["events"], json!([]));
    house.put("one", "a", &[(-5, "early")]).await;
    let more = house.get("one", "a", json!({"nextToken": empty["nextForwardToken"]})).await;
    assert_eq!(messages(&more), ["early"]);
}
