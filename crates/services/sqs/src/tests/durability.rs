//! What was acknowledged is there when the program starts again. The store's own tests say that a commit survives; these
//! say that all of a queue's state is in its commits.

use super::*;
use store::Options;

/// A house that can be left without a word and entered again.
struct Town {
    folder: tempfile::TempDir,
}

impl Town {
    fn new() -> Self {
        Self { folder: tempfile::tempdir().unwrap() }
    }
    fn house(&self, clock: &Clock) -> House {
        let store = Store::open(self.folder.path(), Options::new("test", clock.now())).unwrap();
        House::on(&store, clock.clone())
    }
}

fn clock() -> Clock {
    Clock::frozen_at(Timestamp::from_seconds(1_800_000_000))
}

#[tokio::test]
async fn a_standard_queue() {
    let (town, clock) = (Town::new(), clock());
    let house = town.house(&clock);
    house.queue("dead", json!({})).await;
    let url = house.queue("q", redrive_to("dead", 3)).await;
    house.ok("TagQueue", json!({"QueueUrl": url, "Tags": {"a": "1"}})).await;
    for body in ["1", "2", "3", "4"] {
        house.send(&url, body).await;
    }
    house.ok("SendMessage", json!({"QueueUrl": url, "MessageBody": "late", "DelaySeconds": 60})).await;
    let deleted = house.receive(&url, json!({})).await.remove(0);
    house.delete(&url, &deleted).await;
    let flying = house.receive(&url, json!({"VisibilityTimeout": 100})).await.remove(0);
    house.receive(&url, json!({"VisibilityTimeout": 0})).await;
    drop(house);
    let house = town.house(&clock);
    assert_eq!(house.counts(&url).await, (2, 1, 1));
    assert_eq!(house.ok("ListQueueTags", json!({"QueueUrl": url})).await, json!({"Tags": {"a": "1"}}));
    // A handle from before is good, and so is the count of receives.
    house.delete(&url, &flying).await;
    let next = house.receive(&url, json!({"AttributeNames": ["ApproximateReceiveCount"]})).await.remove(0);
    assert_eq!((&next["Body"], &next["Attributes"]["ApproximateReceiveCount"]), (&json!("3"), &json!("2")));
    house.pass(60).await;
    assert_eq!(house.counts(&url).await, (3, 0, 0));
    // A new message is not taken for one that was deleted: its handle is another.
    house.ok("PurgeQueue", json!({"QueueUrl": url})).await;
    drop(house);
    let house = town.house(&clock);
    assert_eq!(house.counts(&url).await, (0, 0, 0));
    house.send(&url, "new").await;
    house.delete(&url, &flying).await;
    assert_eq!(house.bodies(&url, json!({})).await, ["new"]);
    // The minute after a purge lasts through a start.
    assert!(house.try_call("PurgeQueue", json!({"QueueUrl": url})).await.is_err());
}

#[tokio::test]
async fn a_fifo_queue() {
    let (town, clock) = (Town::new(), clock());
    let house = town.house(&clock);
    let url = house.queue("q.fifo", json!({})).await;
    let sent = house.send_to(&url, "a", "a1").await;
    for (group, body) in [("a", "a2"), ("b", "b1"), ("a", "a3")] {
        house.send_to(&url, group, body).await;
    }
    let first = house.receive(&url, json!({})).await.remove(0);
    drop(house);
    let house = town.house(&clock);
    let ten = || json!({"MaxNumberOfMessages": 10});
    assert_eq!(house.bodies(&url, ten()).await, ["b1"], "the group of the one in flight is closed");
    house.delete(&url, &first).await;
    let again = house.send_to(&url, "a", "a1").await;
    assert_eq!(again["MessageId"], sent["MessageId"], "a duplicate is one, also when its message is gone");
    drop(house);
    let house = town.house(&clock);
    let last = house.send_to(&url, "a", "a4").await;
    assert!(last["SequenceNumber"].as_str() > sent["SequenceNumber"].as_str());
    assert_eq!(house.bodies(&url, ten()).await, ["a2", "a3", "a4"]);
    clock.advance(Duration::from_mins(5)).await;
    house.send_to(&url, "c", "a1").await;
    assert_eq!(house.bodies(&url, ten()).await.len(), 5);
}

#[tokio::test]
async fn a_move_goes_on() {
    let (town, clock) = (Town::new(), clock());
    let house = town.house(&clock);
    let dead = house.queue("dead", json!({})).await;
    house.queue("q", redrive_to("dead", 1)).await;
    let target = house.queue("target", json!({})).await;
    for i in 0..5 {
        house.send(&dead, &i.to_string()).await;
    }
    let start =
        json!({"SourceArn": arn("dead"), "DestinationArn": arn("target"), "MaxNumberOfMessagesPerSecond": 1});
    house.ok("StartMessageMoveTask", start).await;
    drop(house);
    let house = town.house(&clock);
    house.pass(10).await;
    assert_eq!((house.counts(&dead).await.0, house.counts(&target).await.0), (0, 5));
    let task = house.ok("ListMessageMoveTasks", json!({"SourceArn": arn("dead")})).await;
    assert_eq!(task["Results"][0]["Status"], "COMPLETED");
    assert_eq!(task["Results"][0]["ApproximateNumberOfMessagesMoved"], 5);
}

#[tokio::test]
async fn a_deleted_queue_stays_deleted_and_its_number_is_not_given_again() {
    let (town, clock) = (Town::new(), clock());
    let house = town.house(&clock);
    let url = house.queue("q", json!({})).await;
    house.send(&url, "m").await;
    house.ok("DeleteQueue", json!({"QueueUrl": url})).await;
    drop(house);
    let house = town.house(&clock);
    assert!(
        house
            .try_call("CreateQueue", json!({"QueueName": "q"}))
            .await
            .is_err_and(|e| e.contains("QueueDeletedRecently"))
    );
    clock.advance(Duration::from_mins(1)).await;
    house.queue("q", json!({})).await;
    assert_eq!(house.counts(&url).await, (0, 0, 0));
    house.send(&url, "new").await;
    drop(house);
    assert_eq!(town.house(&clock).bodies(&url, json!({})).await, ["new"]);
}

#[tokio::test]
async fn a_full_disk_changes_nothing() {
    let house = House::new();
    let url = house.queue("q.fifo", json!({})).await;
    house.send_to(&url, "g", "1").await;
    house.sqs.state.store.close().unwrap();
    assert!(house.try_call("SendMessage", json!({"QueueUrl": url, "MessageBody": "2", "MessageGroupId": "g", "MessageDeduplicationId": "2"})).await.is_err());
    let queue = house.sqs.state.by_arn(&arn("q.fifo")).unwrap();
    assert_eq!(house.sqs.state.lock(&queue).unwrap().index.counts().ready, 1);
}
