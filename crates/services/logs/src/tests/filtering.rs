//! Reading a group.

use super::{House, NOW, messages};
use serde_json::{Value, json};

/// Every page of a filter, joined, and how many there were.
async fn all(house: &House, mut input: Value) -> (Vec<String>, usize) {
    let (mut found, mut pages) = (Vec::new(), 0);
    loop {
        let answer = house.filter("one", input.clone()).await;
        found.extend(messages(&answer).into_iter().map(str::to_owned));
        pages += 1;
        let Some(token) = answer.get("nextToken") else { return (found, pages) };
        input["nextToken"] = token.clone();
    }
}

#[tokio::test]
async fn streams_are_read_as_one() {
    let house = House::new();
    house.group("one", &["a", "b", "c"]).await;
    house.put("one", "a", &[(1, "1"), (4, "4"), (5, "5")]).await;
    house.put("one", "b", &[(2, "2"), (6, "6")]).await;
    house.put("one", "c", &[(3, "3")]).await;
    for limit in [1, 2, 4, 10] {
        let (found, _) = all(&house, json!({"limit": limit})).await;
        assert_eq!(found, ["1", "2", "3", "4", "5", "6"], "{limit}");
        let (found, _) = all(&house, json!({"limit": limit, "startFromHead": false})).await;
        assert_eq!(found, ["6", "5", "4", "3", "2", "1"], "{limit}");
    }
    let (some, _) = all(&house, json!({"logStreamNames": ["c", "a", "a"]})).await;
    assert_eq!(some, ["1", "3", "4", "5"]);
    let (some, _) = all(&house, json!({"logStreamNamePrefix": "b"})).await;
    assert_eq!(some, ["2", "6"]);
    let event = &house.filter("one", json!({"limit": 1})).await["events"][0];
    assert_eq!(event["eventId"].as_str().map(str::len), Some(56));
    let shown = [&event["logStreamName"], &event["timestamp"], &event["ingestionTime"]];
    assert_eq!(shown, [&json!("a"), &json!(NOW + 1), &json!(NOW)]);
    assert_eq!(house.filter("one", json!({})).await["searchedLogStreams"], json!([]));
}

#[tokio::test]
async fn patterns_and_refusals() {
    let house = House::new();
    house.group("one", &["a"]).await;
    house.group("two", &["a"]).await;
    house
        .put("one", "a", &[(1, "ERROR one"), (2, "WARN two"), (3, "{\"level\": \"error\", \"took\": 7}")])
        .await;
    let check = async |pattern: &str, expected: &[&str]| {
        let answer = house.filter("one", json!({"filterPattern": pattern})).await;
        assert_eq!(messages(&answer), expected, "{pattern}");
    };
    check("?ERROR ?WARN", &["ERROR one", "WARN two"]).await;
    check("{ $.level = error && $.took > 5 }", &["{\"level\": \"error\", \"took\": 7}"]).await;
    check("[level = W*, rest]", &["WARN two"]).await;
    let refuse = async |more: Value, error: &str| {
        let mut input = json!({"logGroupName": "one"});
        input.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
        house.refused("FilterLogEvents", input, error).await;
    };
    refuse(json!({"filterPattern": "{"}), "InvalidParameterException: Invalid filter pattern").await;
    let no_stream = "ResourceNotFoundException: The specified log stream does not exist.";
    refuse(json!({"logStreamNames": ["a", "b"]}), no_stream).await;
    let both = json!({"logStreamNames": ["a"], "logStreamNamePrefix": "a"});
    assert!(
        house
            .try_call("FilterLogEvents", {
                let mut input = both;
                input["logGroupName"] = "one".into();
                input
            })
            .await
            .unwrap_err()
            .starts_with("InvalidParameterException")
    );
    // A token is of its own group.
    let token = house.filter("one", json!({"limit": 1})).await["nextToken"].clone();
    let other = json!({"logGroupName": "two", "nextToken": token});
    house
        .refused("FilterLogEvents", other, "InvalidParameterException: The specified nextToken is invalid.")
        .await;
    let early = json!({"startFromHead": false, "startTime": 0});
    assert!(
        house
            .try_call("FilterLogEvents", {
                let mut input = early;
                input["logGroupName"] = "one".into();
                input
            })
            .await
            .is_err()
    );
}

/// A page holds a megabyte at most, and one answer looks at so much only: what matches rarely comes in pages that may be
/// empty. <https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_FilterLogEvents.html>
#[tokio::test]
async fn pages_are_bounded_by_bytes_and_by_work() {
    let house = House::new();
    house.group("one", &["a"]).await;
    let large = "x".repeat(300_000);
    for at in 0..4 {
        house.put("one", "a", &[(at, &large)]).await;
    }
    let (found, pages) = all(&house, json!({})).await;
    assert_eq!((found.len(), pages), (4, 2));
    let read = house.get("one", "a", json!({"startFromHead": true})).await;
    assert_eq!(messages(&read).len(), 3);
    // Sixty megabytes that do not match.
    for at in 0..200 {
        house.put("one", "a", &[(at, &large)]).await;
    }
    house.put("one", "a", &[(1000, "needle")]).await;
    let first = house.filter("one", json!({"filterPattern": "needle"})).await;
    assert_eq!((first["events"].as_array().map(Vec::len), first["nextToken"].is_string()), (Some(0), true));
    let (found, pages) = all(&house, json!({"filterPattern": "needle"})).await;
    assert_eq!(found, ["needle"]);
    assert!((4..=5).contains(&pages), "{pages}");
}
