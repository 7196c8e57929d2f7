//! FIFO queues: order, deduplication, attempts.

use super::*;

const TEN: fn() -> Value = || json!({"MaxNumberOfMessages": 10});

#[tokio::test]
async fn a_group_goes_in_order_and_waits_for_the_one_in_flight() {
    let house = House::new();
    let url = house.queue("q.fifo", json!({})).await;
    for (group, body) in [("a", "a1"), ("b", "b1"), ("a", "a2"), ("a", "a3"), ("b", "b2")] {
        house.send_to(&url, group, body).await;
    }
    let first = house.receive(&url, json!({})).await.remove(0);
    assert_eq!(first["Body"], "a1");
    assert_eq!(house.bodies(&url, TEN()).await, ["b1", "b2"]);
    assert!(house.bodies(&url, TEN()).await.is_empty());
    house.delete(&url, &first).await;
    assert_eq!(house.bodies(&url, TEN()).await, ["a2", "a3"]);
    house.pass(30).await;
    // All of one group that there is, then the next group.
    assert_eq!(house.bodies(&url, TEN()).await, ["b1", "b2", "a2", "a3"]);
}

#[tokio::test]
async fn the_end_of_a_flight_opens_the_group_for_who_waits() {
    let house = House::new();
    let url = house.queue("q.fifo", json!({})).await;
    house.send_to(&url, "a", "a1").await;
    house.send_to(&url, "a", "a2").await;
    let first = house.receive(&url, json!({})).await.remove(0);
    let wait = json!({"WaitTimeSeconds": 20});
    let (bodies, ()) = tokio::join!(biased; house.bodies(&url, wait), house.delete(&url, &first));
    assert_eq!(bodies, ["a2"]);
}

/// recorded: sqs/test_sqs.json, test_fifo_group_visibility_extends_with_change_message_visibility
#[tokio::test]
async fn a_message_shown_again_goes_when_no_earlier_one_is_hidden() {
    for (shown, seen) in [
        (&[][..], &[][..]),
        (&[0][..], &["foo"][..]),
        (&[0, 1], &["foo", "bar"]),
        (&[1], &[]),
        (&[0, 2], &["foo"]),
    ] {
        let house = House::new();
        let url = house.queue("q.fifo", json!({})).await;
        for body in ["foo", "bar", "baz"] {
            house.send_to(&url, "g", body).await;
        }
        let received = house.receive(&url, TEN()).await;
        for i in shown {
            let handle = &received[*i as usize]["ReceiptHandle"];
            let input = json!({"QueueUrl": url, "ReceiptHandle": handle, "VisibilityTimeout": 0});
            house.ok("ChangeMessageVisibility", input).await;
        }
        assert_eq!(house.bodies(&url, TEN()).await, seen, "{shown:?}");
    }
}

#[tokio::test]
async fn a_group_that_was_empty_goes_on() {
    // recorded: sqs/test_sqs.json, test_fifo_empty_message_groups_added_back_to_queue
    let house = House::new();
    let url = house.queue("q.fifo", json!({})).await;
    house.send_to(&url, "g1", "message-1").await;
    let first = house.receive(&url, json!({})).await.remove(0);
    house.delete(&url, &first).await;
    assert!(house.bodies(&url, json!({})).await.is_empty());
    house.send_to(&url, "g1", "message-2").await;
    assert_eq!(house.bodies(&url, json!({})).await, ["message-2"]);
}

#[tokio::test]
async fn a_handle_ends_with_its_flight() {
    let house = House::new();
    let url = house.queue("q.fifo", json!({"VisibilityTimeout": "2"})).await;
    house.send_to(&url, "g", "foobar").await;
    let message = house.receive(&url, json!({})).await.remove(0);
    let handle = message["ReceiptHandle"].as_str().unwrap();
    house.pass(2).await;
    let error = format!(
        "InvalidParameterValue (InvalidParameterValueException, 400): Value {handle} for parameter ReceiptHandle is invalid. Reason: The receipt handle has expired."
    );
    house.refused("DeleteMessage", json!({"QueueUrl": url, "ReceiptHandle": handle}), &error).await;
    let change = json!({"QueueUrl": url, "ReceiptHandle": handle, "VisibilityTimeout": 5});
    house.refused("ChangeMessageVisibility", change, &error).await;
    // recorded: sqs/test_sqs.json, test_fifo_delete_after_visibility_timeout_extended
    let message = house.receive(&url, json!({})).await.remove(0);
    house.refused("DeleteMessage", json!({"QueueUrl": url, "ReceiptHandle": handle}), &error).await;
    let change = json!({"QueueUrl": url, "ReceiptHandle": message["ReceiptHandle"], "VisibilityTimeout": 5});
    house.ok("ChangeMessageVisibility", change).await;
    house.pass(3).await;
    house.delete(&url, &message).await;
    assert_eq!(house.counts(&url).await, (0, 0, 0));
}

#[tokio::test]
async fn the_queues_delay_counts_also_for_what_is_there() {
    let house = House::new();
    let url = house.queue("q.fifo", json!({"DelaySeconds": "2"})).await;
    // recorded: sqs/test_sqs.json, test_fifo_queue_send_message_with_zero_delay_defaults_to_queue_delay
    let zero = json!({"QueueUrl": url, "MessageBody": "message-1", "MessageGroupId": "g", "MessageDeduplicationId": "1", "DelaySeconds": 0});
    house.ok("SendMessage", zero).await;
    assert_eq!(house.counts(&url).await, (0, 0, 1));
    house.pass(1).await;
    house.set(&url, json!({"DelaySeconds": "10"})).await;
    house.pass(8).await;
    assert!(house.bodies(&url, json!({})).await.is_empty());
    house.pass(1).await;
    assert_eq!(house.counts(&url).await, (1, 0, 0));
    // Longer again: it hides again, with those behind it.
    house.set(&url, json!({"DelaySeconds": "20"})).await;
    house.send_to(&url, "g", "2").await;
    assert_eq!(house.counts(&url).await, (0, 0, 2));
    house.set(&url, json!({"DelaySeconds": "0"})).await;
    assert_eq!(house.bodies(&url, TEN()).await, ["message-1", "2"]);
}

/// What arrives of messages (group, deduplication id, body) on a queue of these attributes.
async fn arrives(attributes: Value, messages: &[(&str, Option<&str>, &str)]) -> Vec<String> {
    let house = House::new();
    let url = house.queue("q.fifo", attributes).await;
    for (group, id, body) in messages {
        let mut input = json!({"QueueUrl": url, "MessageBody": body, "MessageGroupId": group});
        if let Some(id) = id {
            input["MessageDeduplicationId"] = (*id).into();
        }
        house.ok("SendMessage", input).await;
    }
    house.bodies(&url, TEN()).await
}

#[tokio::test]
async fn duplicates() {
    let by_content = || json!({"ContentBasedDeduplication": "true"});
    let by_group = || json!({"DeduplicationScope": "messageGroup"});
    // recorded: sqs/test_sqs.json, test_fifo_deduplication_not_on_message_group_id
    assert_eq!(arrives(by_content(), &[("1", None, "x"), ("2", None, "x")]).await, ["x"]);
    assert_eq!(arrives(json!({}), &[("1", Some("d"), "x"), ("2", Some("d"), "y")]).await, ["x"]);
    // The id counts before the content.
    assert_eq!(arrives(by_content(), &[("1", Some("d"), "x"), ("1", Some("e"), "x")]).await, ["x", "x"]);
    // test_sqs_fifo_message_group_scope_no_throughput_setting, test_fifo_high_throughput_ordering
    let two = [("1", Some("d"), "x"), ("2", Some("d"), "y"), ("1", Some("d"), "z")];
    assert_eq!(arrives(by_group(), &two).await, ["x", "y"]);
}

#[tokio::test]
async fn a_duplicate_is_one_for_five_minutes_whatever_became_of_the_first() {
    let house = House::new();
    let url = house.queue("q.fifo", json!({})).await;
    let first = house.send_to(&url, "g", "m").await;
    let received = house.receive(&url, json!({})).await.remove(0);
    house.delete(&url, &received).await;
    house.pass(299).await;
    let again = house.send_to(&url, "g", "m").await;
    assert_eq!(
        (&again["MessageId"], &again["SequenceNumber"]),
        (&first["MessageId"], &first["SequenceNumber"])
    );
    assert!(house.bodies(&url, json!({})).await.is_empty());
    house.pass(1).await;
    let new = house.send_to(&url, "g", "m").await;
    assert_ne!(new["MessageId"], first["MessageId"]);
    assert_eq!(house.bodies(&url, json!({})).await, ["m"]);
    // Twice in one batch.
    let entry = |id: &str| json!({"Id": id, "MessageBody": "b", "MessageGroupId": "h", "MessageDeduplicationId": "b"});
    let answer =
        house.ok("SendMessageBatch", json!({"QueueUrl": url, "Entries": [entry("1"), entry("2")]})).await;
    assert_eq!(answer["Successful"][0]["MessageId"], answer["Successful"][1]["MessageId"]);
    assert_eq!(house.bodies(&url, TEN()).await, ["b"]);
}

#[tokio::test]
async fn another_scope_forgets_no_id_of_the_wider_one() {
    let house = House::new();
    let high = json!({"DeduplicationScope": "messageGroup", "FifoThroughputLimit": "perMessageGroupId"});
    let regular = json!({"DeduplicationScope": "queue", "FifoThroughputLimit": "perQueue"});
    let send = async |url: &str, group: &str, id: &str, body: &str| {
        let input = json!({"QueueUrl": url, "MessageBody": body, "MessageGroupId": group, "MessageDeduplicationId": id});
        house.ok("SendMessage", input).await;
        house.bodies(url, json!({})).await
    };
    // recorded: sqs/test_sqs.json, test_fifo_change_to_high_throughput_after_creation
    let url = house.queue("a.fifo", regular.clone()).await;
    assert_eq!(send(&url, "g1", "d1", "Test1").await, ["Test1"]);
    assert!(send(&url, "g2", "d1", "Test2").await.is_empty());
    house.set(&url, high.clone()).await;
    assert!(send(&url, "g3", "d1", "Test3").await.is_empty());
    assert_eq!(send(&url, "g4", "d2", "Test4").await, ["Test4"]);
    assert!(send(&url, "g4", "d2", "Test5").await.is_empty());
    // test_fifo_change_to_regular_throughput_after_creation
    let url = house.queue("b.fifo", high).await;
    assert_eq!(send(&url, "g1", "d1", "Test1").await, ["Test1"]);
    assert_eq!(send(&url, "g2", "d1", "Test2").await, ["Test2"]);
    house.set(&url, regular).await;
    assert_eq!(send(&url, "g3", "d1", "Test3").await, ["Test3"]);
}

#[tokio::test]
async fn an_attempt_made_again_gets_the_same() {
    let house = House::new();
    let url = house.queue("q.fifo", json!({})).await;
    for body in ["1", "2", "3"] {
        house.send_to(&url, "g", body).await;
    }
    let attempt = || json!({"MaxNumberOfMessages": 2, "ReceiveRequestAttemptId": "a"});
    let first = house.receive(&url, attempt()).await;
    house.pass(20).await;
    assert_eq!(house.receive(&url, attempt()).await, first);
    house.pass(29).await;
    assert_eq!(house.counts(&url).await, (1, 2, 0), "its visibility timeout began anew");
    // Once one of them is gone it is another receive.
    house.delete(&url, &first[0]).await;
    assert!(house.receive(&url, attempt()).await.is_empty());
    house.pass(1).await;
    assert_eq!(house.bodies(&url, attempt()).await, ["2", "3"]);
}
