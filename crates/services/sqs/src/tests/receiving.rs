//! Receiving: what is seen, for how long it hides, and how long one waits.

use super::*;
use crate::flow::{Ask, MOST_IN_FLIGHT};
use crate::message::{Sending, draft};
use crate::state::State;
use futures_util::FutureExt;

#[tokio::test]
async fn parameters() {
    let house = House::new();
    let url = house.queue("q", json!({})).await;
    // recorded: sqs/test_sqs.json, test_send_receive_max_number_of_messages, test_send_receive_wait_time_seconds
    for (name, value, reason) in [
        ("MaxNumberOfMessages", 11, "Must be between 1 and 10, if provided."),
        ("MaxNumberOfMessages", 0, "Must be between 1 and 10, if provided."),
        ("WaitTimeSeconds", 21, "Must be >= 0 and <= 20, if provided."),
        ("WaitTimeSeconds", -1, "Must be >= 0 and <= 20, if provided."),
        ("VisibilityTimeout", 43_201, "Must be >= 0 and <= 43200, if provided."),
    ] {
        let error = format!(
            "InvalidParameterValue (InvalidParameterValueException, 400): Value {value} for parameter {name} is invalid. Reason: {reason}"
        );
        house.refused("ReceiveMessage", json!({"QueueUrl": url, name: value}), &error).await;
    }
    let unknown = "InvalidAttributeName (InvalidAttributeName, 400): Unknown Attribute Foo.";
    house.refused("ReceiveMessage", json!({"QueueUrl": url, "AttributeNames": ["Foo"]}), unknown).await;
    let attempt = json!({"QueueUrl": url, "ReceiveRequestAttemptId": "a"});
    assert!(house.try_call("ReceiveMessage", attempt).await.is_err(), "attempts are for FIFO queues");
}

#[tokio::test]
async fn a_message_hides_and_comes_back_until_it_is_deleted() {
    let house = House::new();
    let url = house.queue("q", json!({})).await;
    house.send(&url, "one").await;
    let first = house.receive(&url, json!({})).await.remove(0);
    assert!(house.receive(&url, json!({})).await.is_empty());
    assert_eq!(house.counts(&url).await, (0, 1, 0));
    house.pass(30).await;
    assert_eq!(house.counts(&url).await, (1, 0, 0));
    let second = house.receive(&url, json!({})).await.remove(0);
    assert_eq!(second["MessageId"], first["MessageId"]);
    assert_ne!(second["ReceiptHandle"], first["ReceiptHandle"]);
    // recorded: sqs/test_sqs.json, test_delete_after_visibility_timeout
    house.pass(30).await;
    house.delete(&url, &second).await;
    assert_eq!(house.counts(&url).await, (0, 0, 0));
    // What is gone is deleted without a word.
    house.delete(&url, &second).await;
}

#[tokio::test]
async fn changing_how_long_a_message_hides() {
    let house = House::new();
    let url = house.queue("q", json!({"VisibilityTimeout": "2"})).await;
    house.send(&url, "one").await;
    let message = house.receive(&url, json!({})).await.remove(0);
    let change = |seconds: i64| json!({"QueueUrl": url, "ReceiptHandle": message["ReceiptHandle"], "VisibilityTimeout": seconds});
    for _ in 0..3 {
        house.pass(1).await;
        house.ok("ChangeMessageVisibility", change(2)).await;
    }
    assert!(house.receive(&url, json!({})).await.is_empty());
    // recorded: sqs/test_sqs.json, test_change_message_visibility_after_visibility_timeout_expiration
    house.pass(5).await;
    house.ok("ChangeMessageVisibility", change(2)).await;
    assert_eq!(house.counts(&url).await, (0, 1, 0));
    house.ok("ChangeMessageVisibility", change(0)).await;
    assert_eq!(house.counts(&url).await, (1, 0, 0));
    let total = "InvalidParameterValue (InvalidParameterValueException, 400): Value 43200 for parameter VisibilityTimeout is invalid. Reason: Total VisibilityTimeout for the message is beyond the limit [43200 seconds].";
    house.refused("ChangeMessageVisibility", change(43_200), total).await;
    let range = "InvalidParameterValue (InvalidParameterValueException, 400): Value 43201 for parameter VisibilityTimeout is invalid. Reason: Must be >= 0 and <= 43200, if provided.";
    house.refused("ChangeMessageVisibility", change(43_201), range).await;
    house.delete(&url, &message).await;
    let handle = message["ReceiptHandle"].as_str().unwrap();
    let gone = format!(
        "InvalidParameterValue (InvalidParameterValueException, 400): Value {handle} for parameter ReceiptHandle is invalid. Reason: Message does not exist or is not available for visibility timeout change."
    );
    house.refused("ChangeMessageVisibility", change(1), &gone).await;
    let invalid = "ReceiptHandleIsInvalid (ReceiptHandleIsInvalid, 400): The input receipt handle \"INVALID\" is not a valid receipt handle.";
    let input = json!({"QueueUrl": url, "ReceiptHandle": "INVALID", "VisibilityTimeout": 60});
    house.refused("ChangeMessageVisibility", input, invalid).await;
    // A handle is good for its own queue only.
    let other = house.queue("other", json!({})).await;
    let input = json!({"QueueUrl": other, "ReceiptHandle": handle});
    assert!(
        house.try_call("DeleteMessage", input).await.is_err_and(|e| e.starts_with("ReceiptHandleIsInvalid"))
    );
}

#[tokio::test]
async fn batches_of_handles_fail_one_by_one() {
    let house = House::new();
    let url = house.queue("q", json!({})).await;
    for i in 0..3 {
        house.send(&url, &i.to_string()).await;
    }
    let received = house.receive(&url, json!({"MaxNumberOfMessages": 10})).await;
    let handle = |i: usize| received[i]["ReceiptHandle"].clone();
    let entries = json!([
        {"Id": "a", "ReceiptHandle": handle(0), "VisibilityTimeout": 0},
        {"Id": "b", "ReceiptHandle": "INVALID", "VisibilityTimeout": 0},
        {"Id": "c", "ReceiptHandle": handle(1), "VisibilityTimeout": 60},
    ]);
    let answer = house.ok("ChangeMessageVisibilityBatch", json!({"QueueUrl": url, "Entries": entries})).await;
    assert_eq!(answer["Successful"], json!([{"Id": "a"}, {"Id": "c"}]));
    let code = &answer["Failed"][0];
    assert_eq!((&code["Id"], &code["Code"]), (&json!("b"), &json!("ReceiptHandleIsInvalid")));
    assert_eq!(house.counts(&url).await, (1, 2, 0));
    let entries = json!([{"Id": "a", "ReceiptHandle": handle(0)}, {"Id": "b", "ReceiptHandle": "INVALID"}]);
    let answer = house.ok("DeleteMessageBatch", json!({"QueueUrl": url, "Entries": entries})).await;
    assert_eq!(answer["Successful"], json!([{"Id": "a"}]));
    assert_eq!(house.counts(&url).await, (0, 2, 0));
}

#[tokio::test]
async fn delays() {
    let house = House::new();
    let url = house.queue("q", json!({"DelaySeconds": "10"})).await;
    house.send(&url, "queue's").await;
    house.ok("SendMessage", json!({"QueueUrl": url, "MessageBody": "own", "DelaySeconds": 5})).await;
    house.ok("SendMessage", json!({"QueueUrl": url, "MessageBody": "none", "DelaySeconds": 0})).await;
    assert_eq!(house.counts(&url).await, (1, 0, 2));
    let all = || json!({"MaxNumberOfMessages": 10});
    assert_eq!(house.bodies(&url, all()).await, ["none"]);
    house.pass(5).await;
    assert_eq!(house.bodies(&url, all()).await, ["own"]);
    house.pass(5).await;
    assert_eq!(house.bodies(&url, all()).await, ["queue's"]);
}

#[tokio::test]
async fn a_message_ends_with_its_retention_also_in_flight() {
    let house = House::new();
    let url = house.queue("q", json!({"MessageRetentionPeriod": "60", "VisibilityTimeout": "60"})).await;
    house.send(&url, "one").await;
    house.send(&url, "two").await;
    house.pass(5).await;
    house.send(&url, "later").await;
    let message = house.receive(&url, json!({})).await.remove(0);
    house.pass(54).await;
    assert_eq!(house.counts(&url).await, (2, 1, 0));
    house.pass(1).await;
    assert_eq!(house.counts(&url).await, (1, 0, 0));
    house.delete(&url, &message).await;
    assert_eq!(house.bodies(&url, json!({"MaxNumberOfMessages": 10})).await, ["later"]);
    house.set(&url, json!({"MessageRetentionPeriod": "120"})).await;
    house.pass(60).await;
    assert_eq!(house.counts(&url).await, (1, 0, 0));
    house.pass(60).await;
    assert_eq!(house.counts(&url).await, (0, 0, 0));
}

#[tokio::test]
async fn waiting_ends_when_a_message_comes_or_the_time_is_up() {
    let house = House::new();
    let url = house.queue("q", json!({})).await;
    let wait = |seconds: u32| json!({"WaitTimeSeconds": seconds, "VisibilityTimeout": 0});
    let (bodies, ()) =
        tokio::join!(biased; house.bodies(&url, wait(20)), async { drop(house.send(&url, "now").await) });
    assert_eq!(bodies, ["now"], "without a second passing");
    let message = house.receive(&url, json!({"VisibilityTimeout": 7})).await.remove(0);
    let (bodies, ()) = tokio::join!(biased; house.bodies(&url, wait(20)), house.pass(7));
    assert_eq!(bodies, ["now"], "when its visibility timeout ends");
    house.delete(&url, &message).await;
    let (bodies, ()) = tokio::join!(biased; house.bodies(&url, wait(5)), house.pass(5));
    assert!(bodies.is_empty(), "when the time is up");
    house.set(&url, json!({"ReceiveMessageWaitTimeSeconds": "3"})).await;
    let (bodies, ()) = tokio::join!(biased; house.bodies(&url, json!({})), house.pass(3));
    assert!(bodies.is_empty(), "the queue's own waiting time");
    house.ok("SendMessage", json!({"QueueUrl": url, "MessageBody": "late", "DelaySeconds": 2})).await;
    let (bodies, ()) = tokio::join!(biased; house.bodies(&url, wait(20)), house.pass(2));
    assert_eq!(bodies, ["late"]);
}

#[tokio::test]
async fn what_is_seen_of_a_message() {
    let house = House::new();
    let url = house.queue("q", json!({"VisibilityTimeout": "0"})).await;
    house
        .ok(
            "SendMessage",
            json!({"QueueUrl": url, "MessageBody": "msg", "MessageGroupId": "g",
                "MessageAttributes": {"Foo": {"DataType": "String", "StringValue": "Bar"}, "Raw": {"DataType": "Binary.x", "BinaryValue": "AAE="}},
                "MessageSystemAttributes": {"AWSTraceHeader": {"DataType": "String", "StringValue": "Root=1"}}}),
        )
        .await;
    house.pass(1).await;
    let plain = house.receive(&url, json!({})).await.remove(0);
    let keys: Vec<_> = plain.as_object().unwrap().keys().map(String::as_str).collect();
    assert_eq!(keys, ["MessageId", "ReceiptHandle", "MD5OfBody", "Body"]);
    // recorded: sqs/test_sqs.json, test_receive_message_attribute_names_filters and its like
    for names in ["AttributeNames", "MessageSystemAttributeNames"] {
        let message = house.receive(&url, json!({names: ["SenderId", "SequenceNumber"]})).await.remove(0);
        assert_eq!(message["Attributes"], json!({"SenderId": ACCOUNT}));
    }
    let all = json!({"AttributeNames": ["All"], "MessageAttributeNames": ["Fo.*"]});
    let message = house.receive(&url, all).await.remove(0);
    assert_eq!(
        message["Attributes"],
        json!({"SenderId": ACCOUNT, "SentTimestamp": "1800000000000", "ApproximateReceiveCount": "4",
            "ApproximateFirstReceiveTimestamp": "1800000001000", "MessageGroupId": "g", "AWSTraceHeader": "Root=1"})
    );
    assert_eq!(message["MessageAttributes"], json!({"Foo": {"StringValue": "Bar", "DataType": "String"}}));
    assert_eq!(message["MD5OfMessageAttributes"], "ae7155c6026991b6d54b11589678bf9c");
    let message = house.receive(&url, json!({"MessageAttributeNames": ["Raw"]})).await.remove(0);
    assert_eq!(message["MessageAttributes"], json!({"Raw": {"BinaryValue": "AAE=", "DataType": "Binary.x"}}));
}

/// Fills a queue and takes as many in flight as there may be.
fn fill(state: &State, arn: &str, group: Option<&str>) {
    let queue = state.by_arn(arn).unwrap();
    let now = state.clock.now();
    let one = |i: usize| {
        let sending = Sending {
            message_body: "m".to_owned(),
            message_group_id: group.map(|group| format!("{group}{i}")),
            message_deduplication_id: group.map(|_| i.to_string()),
            ..Default::default()
        };
        draft(&queue.record().attributes, sending, "me", now).unwrap()
    };
    for part in (0..=MOST_IN_FLIGHT).collect::<Vec<_>>().chunks(100) {
        drop(state.append(&queue, part.iter().copied().map(one).collect(), now).unwrap());
    }
    let ask = Ask { most: MOST_IN_FLIGHT, visibility: Duration::from_secs(30), attempt: None, short: true };
    assert_eq!(state.hand_out(&queue, &ask, now).unwrap().received.len(), MOST_IN_FLIGHT);
}

#[tokio::test]
async fn no_more_than_so_many_are_in_flight() {
    let house = House::new();
    let url = house.queue("q", json!({})).await;
    fill(&house.sqs.state, &arn("q"), None);
    assert_eq!(house.counts(&url).await, (1, MOST_IN_FLIGHT as u32, 0));
    let error = house.try_call("ReceiveMessage", json!({"QueueUrl": url})).await.unwrap_err();
    assert!(error.starts_with("OverLimit (OverLimit, 403)"), "{error}");
    // https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/quotas-queues.html: no error for who waits
    let (bodies, ()) = tokio::join!(biased; house.bodies(&url, json!({"WaitTimeSeconds": 1})), house.pass(1));
    assert!(bodies.is_empty());
    // quotas-fifo.html: nor for FIFO queues
    let fifo = house.queue("q.fifo", json!({})).await;
    fill(&house.sqs.state, &arn("q.fifo"), Some("g"));
    assert!(house.bodies(&fifo, json!({})).await.is_empty());
    house.pass(30).await;
    assert_eq!(house.bodies(&fifo, json!({})).await, ["m"]);
}

#[tokio::test]
async fn a_noisy_neighbour_waits() {
    // https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-fair-queues-detailed.html
    let house = House::new();
    let url = house.queue("q", json!({})).await;
    let send = async |group: &str, body: &str| {
        house.ok("SendMessage", json!({"QueueUrl": url, "MessageBody": body, "MessageGroupId": group})).await;
    };
    for i in 0..50 {
        send("loud", &format!("loud {i}")).await;
    }
    send("quiet", "quiet").await;
    house.send(&url, "alone").await;
    for _ in 0..3 {
        assert_eq!(house.receive(&url, json!({"MaxNumberOfMessages": 10})).await.len(), 10);
    }
    // Thirty are in flight, all of one tenant: the others go first, then it goes on.
    let next = house.bodies(&url, json!({"MaxNumberOfMessages": 4})).await;
    assert_eq!(next, ["quiet", "alone", "loud 30", "loud 31"]);
    // Who has sent nothing for five minutes is quiet again.
    house.pass(300).await;
    send("quiet", "later").await;
    assert_eq!(house.bodies(&url, json!({"MaxNumberOfMessages": 1})).await, ["loud 0"]);
}

#[tokio::test]
async fn a_receiver_that_leaves_is_on_the_record() {
    let house = House::new();
    let url = house.queue("q", json!({})).await;
    // Asked once and dropped, as the server does when the connection is closed.
    let waiting =
        house.try_call("ReceiveMessage", json!({"QueueUrl": url, "WaitTimeSeconds": 20})).now_or_never();
    assert_eq!(waiting, None);
    let last = house.door.track.recent(&Filter::default(), 1).remove(0);
    let code = last.error.as_ref().map(|error| &*error.code);
    assert_eq!((&*last.operation, last.status, code), ("ReceiveMessage", 499, Some("ClientDisconnected")));
    assert_eq!(last.resources, [arn("q")]);
    // Nothing was taken along.
    house.send(&url, "m").await;
    assert_eq!(house.bodies(&url, json!({})).await, ["m"]);
}
