//! Log streams.

use super::{House, NOW};
use serde_json::{Value, json};

#[tokio::test]
async fn a_stream_is_made_once_and_deleted_with_its_events() {
    let house = House::new();
    house.group("one", &["a"]).await;
    let of = json!({"logGroupName": "one", "logStreamName": "a"});
    let exists = "ResourceAlreadyExistsException: The specified log stream already exists";
    house.refused("CreateLogStream", of.clone(), exists).await;
    let no_group = "ResourceNotFoundException: The specified log group does not exist.";
    house.refused("CreateLogStream", json!({"logGroupName": "two", "logStreamName": "a"}), no_group).await;
    house.put("one", "a", &[(0, "gone")]).await;
    house.ok("DeleteLogStream", of.clone()).await;
    house
        .refused(
            "DeleteLogStream",
            of.clone(),
            "ResourceNotFoundException: The specified log stream does not exist.",
        )
        .await;
    house.ok("CreateLogStream", of).await;
    assert_eq!(house.get("one", "a", json!({})).await["events"], json!([]));
    let error = "InvalidParameterException: 1 validation error detected: Value 'a:b' at 'logStreamName' failed to satisfy \
                 constraint: Member must satisfy regular expression pattern: [^:*]*";
    house.refused("CreateLogStream", json!({"logGroupName": "one", "logStreamName": "a:b"}), error).await;
}

#[tokio::test]
async fn what_a_stream_tells_of_its_events() {
    let house = House::new();
    house.group("one", &["a"]).await;
    house.put("one", "a", &[(-50, "x"), (-10, "y")]).await;
    house.pass(std::time::Duration::from_millis(5)).await;
    house.put("one", "a", &[(-70, "z")]).await;
    let shown = house.ok("DescribeLogStreams", json!({"logGroupName": "one"})).await;
    let stream = &shown["logStreams"][0];
    let told = |name: &str| stream[name].as_i64().unwrap() - NOW;
    assert_eq!(
        [told("firstEventTimestamp"), told("lastEventTimestamp"), told("lastIngestionTime")],
        [-70, -10, 5]
    );
    // Of streams AWS has told no other size since June 2019.
    assert_eq!(stream["storedBytes"], 0);
    assert_eq!(stream["uploadSequenceToken"].as_str().map(str::len), Some(56));
}

#[tokio::test]
async fn orders_prefixes_and_pages() {
    let house = House::new();
    house.group("one", &["a/1", "a/2", "b", "c"]).await;
    house.put("one", "b", &[(-30, "x")]).await;
    house.put("one", "a/2", &[(-20, "x")]).await;
    house.put("one", "c", &[(-40, "x")]).await;
    let list = async |mut input: Value| {
        let mut names = Vec::new();
        loop {
            input["logGroupName"] = "one".into();
            let answer = house.ok("DescribeLogStreams", input.clone()).await;
            let page = answer["logStreams"].as_array().unwrap();
            names.extend(page.iter().map(|s| s["logStreamName"].as_str().unwrap().to_owned()));
            let Some(token) = answer.get("nextToken") else { return names };
            input["nextToken"] = token.clone();
        }
    };
    for limit in [1, 2, 3, 50] {
        let list = async |mut input: Value| {
            input["limit"] = limit.into();
            list(input).await
        };
        assert_eq!(list(json!({})).await, ["a/1", "a/2", "b", "c"]);
        assert_eq!(list(json!({"descending": true})).await, ["c", "b", "a/2", "a/1"]);
        assert_eq!(list(json!({"logStreamNamePrefix": "a/"})).await, ["a/1", "a/2"]);
        assert_eq!(list(json!({"orderBy": "LastEventTime"})).await, ["a/1", "c", "b", "a/2"]);
        let newest = json!({"orderBy": "LastEventTime", "descending": true});
        assert_eq!(list(newest).await, ["a/2", "b", "c", "a/1"]);
    }
    let both = json!({"logGroupName": "one", "orderBy": "LastEventTime", "logStreamNamePrefix": "a"});
    let error = "InvalidParameterException: Cannot order by LastEventTime with a logStreamNamePrefix.";
    house.refused("DescribeLogStreams", both, error).await;
}
