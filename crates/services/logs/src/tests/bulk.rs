//! Many events: one commit a batch, and whole groups read page by page.

use super::{House, NOW, messages};
use clock::{Clock, Timestamp};
use serde_json::json;
use store::{Options, Store};

#[tokio::test]
async fn ten_thousand_events_are_one_batch() {
    let folder = tempfile::tempdir().unwrap();
    let store = Store::open(folder.path(), Options::new("test", Timestamp::from_millis(NOW))).unwrap();
    let house = House::on(&store, Clock::frozen_at(Timestamp::from_millis(NOW)));
    house.group("one", &["a", "b"]).await;
    let events: Vec<_> =
        (0..10_000).map(|n| json!({"timestamp": NOW + n / 3, "message": format!("event {n}")})).collect();
    for stream in ["a", "b"] {
        let input = json!({"logGroupName": "one", "logStreamName": stream, "logEvents": events});
        house.ok("PutLogEvents", input).await;
    }
    let mut token = None;
    let (mut count, mut last) = (0, 0);
    loop {
        let mut input = json!({"filterPattern": "event -7777"});
        if let Some(token) = token.take() {
            input["nextToken"] = token;
        }
        let answer = house.filter("one", input).await;
        for event in answer["events"].as_array().unwrap() {
            let at = event["timestamp"].as_i64().unwrap();
            assert!(at >= last);
            last = at;
        }
        count += messages(&answer).len();
        assert!(messages(&answer).len() <= 10_000);
        match answer.get("nextToken") {
            Some(next) => token = Some(next.clone()),
            None => break,
        }
    }
    assert_eq!(count, 2 * 9_999);
}

/// Events of the same millisecond keep the order of their arrival, in one batch and over several.
#[tokio::test]
async fn events_of_one_millisecond() {
    let house = House::new();
    house.group("one", &["a"]).await;
    house.put("one", "a", &[(0, "1"), (0, "2"), (5, "5")]).await;
    house.put("one", "a", &[(0, "3"), (0, "4"), (5, "6")]).await;
    assert_eq!(messages(&house.get("one", "a", json!({})).await), ["1", "2", "3", "4", "5", "6"]);
}

/// Writers of one stream at once lose nothing and overwrite nothing.
#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn many_writers_of_one_millisecond() {
    let house = std::sync::Arc::new(House::new());
    house.group("one", &["a"]).await;
    let write = |writer: i64| {
        let house = house.clone();
        tokio::spawn(async move {
            for n in 0..50 {
                house.put("one", "a", &[(n % 3, &format!("{writer}/{n}"))]).await;
            }
        })
    };
    let writers: Vec<_> = (0..8).map(write).collect();
    for writer in writers {
        writer.await.unwrap();
    }
    let all = house.get("one", "a", json!({"startFromHead": true})).await;
    let distinct: std::collections::BTreeSet<_> = messages(&all).into_iter().collect();
    assert_eq!((messages(&all).len(), distinct.len()), (400, 400));
}
