//! Dead letters.

use super::*;

#[tokio::test]
async fn a_message_received_too_often_goes_to_the_dead_letters() {
    let house = House::new();
    let dead = house.queue("dead", json!({})).await;
    let url = house.queue("q", redrive_to("dead", 2)).await;
    let sent = house.send(&url, "foobar").await;
    house.pass(10).await;
    for _ in 0..2 {
        assert_eq!(house.bodies(&url, json!({"VisibilityTimeout": 0})).await, ["foobar"]);
    }
    assert!(house.bodies(&url, json!({})).await.is_empty());
    assert_eq!((house.counts(&url).await, house.counts(&dead).await), ((0, 0, 0), (1, 0, 0)));
    house.pass(10).await;
    let message = house.receive(&dead, json!({"AttributeNames": ["All"]})).await.remove(0);
    assert_eq!(message["MessageId"], sent["MessageId"]);
    assert_eq!(
        message["Attributes"],
        json!({"SenderId": ACCOUNT, "SentTimestamp": "1800000000000", "ApproximateReceiveCount": "3",
            "ApproximateFirstReceiveTimestamp": "1800000010000", "DeadLetterQueueSourceArn": arn("q")})
    );
}

#[tokio::test]
async fn a_dead_letter_wakes_who_waits_for_it_and_leaves_its_group() {
    // recorded: sqs/test_sqs.json, test_dead_letter_queue_with_fifo_and_content_based_deduplication
    let house = House::new();
    let by_content = json!({"ContentBasedDeduplication": "true"});
    let dead = house.queue("dead.fifo", by_content.clone()).await;
    let mut attributes = redrive_to("dead.fifo", 2);
    attributes["ContentBasedDeduplication"] = "true".into();
    let url = house.queue("q.fifo", attributes).await;
    let send = |body: &str| json!({"QueueUrl": url, "MessageBody": body, "MessageGroupId": "1"});
    let first = house.ok("SendMessage", send("foobar")).await;
    house.pass(5).await;
    let (letter, ()) = tokio::join!(biased;
        house.receive(&dead, json!({"WaitTimeSeconds": 10, "AttributeNames": ["SentTimestamp", "MessageGroupId"]})),
        async {
            for _ in 0..3 {
                house.bodies(&url, json!({"VisibilityTimeout": 0})).await;
            }
        }
    );
    assert_eq!(letter[0]["MessageId"], first["MessageId"]);
    // A FIFO queue's dead letter is as old as its place there.
    assert_eq!(letter[0]["Attributes"], json!({"SentTimestamp": "1800000005000", "MessageGroupId": "1"}));
    let second = house.ok("SendMessage", send("foobar2")).await;
    assert_eq!(house.receive(&url, json!({})).await[0]["MessageId"], second["MessageId"]);
}

#[tokio::test]
async fn a_dead_letter_keeps_its_age() {
    // https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/setting-up-dead-letter-queue-retention.html
    let house = House::new();
    let dead = house.queue("dead", json!({"MessageRetentionPeriod": "100"})).await;
    let url = house.queue("q", redrive_to("dead", 1)).await;
    house.send(&dead, "fresh at 0").await;
    house.send(&url, "old").await;
    house.pass(40).await;
    house.send(&dead, "fresh at 40").await;
    house.bodies(&url, json!({"VisibilityTimeout": 0})).await;
    house.bodies(&url, json!({"VisibilityTimeout": 0})).await;
    assert_eq!(house.counts(&dead).await, (3, 0, 0));
    house.pass(60).await;
    assert_eq!(house.bodies(&dead, json!({"MaxNumberOfMessages": 10})).await, ["fresh at 40"]);
}

#[tokio::test]
async fn letters_go_on_from_queue_to_queue() {
    let house = House::new();
    let third = house.queue("third", json!({})).await;
    let second = house.queue("second", redrive_to("third", 1)).await;
    let first = house.queue("first", redrive_to("second", 1)).await;
    house.send(&first, "m").await;
    for url in [&first, &second] {
        assert_eq!(house.bodies(url, json!({"VisibilityTimeout": 0})).await, ["m"]);
        assert!(house.bodies(url, json!({"VisibilityTimeout": 0})).await.is_empty());
    }
    assert_eq!(house.bodies(&third, json!({})).await, ["m"]);
}

#[tokio::test]
async fn without_the_dead_letter_queue_messages_go_on() {
    let house = House::new();
    let dead = house.queue("dead", json!({})).await;
    let url = house.queue("q", redrive_to("dead", 1)).await;
    house.send(&url, "m").await;
    house.ok("DeleteQueue", json!({"QueueUrl": dead})).await;
    for _ in 0..3 {
        assert_eq!(house.bodies(&url, json!({"VisibilityTimeout": 0})).await, ["m"]);
    }
}

#[tokio::test]
async fn policies() {
    let house = House::new();
    house.queue("dead", json!({})).await;
    house.queue("dead.fifo", json!({})).await;
    house.queue("shut", json!({"RedriveAllowPolicy": r#"{"redrivePermission":"denyAll"}"#})).await;
    let some = json!({"redrivePermission": "byQueue", "sourceQueueArns": [arn("friend")]}).to_string();
    house.queue("choosy", json!({"RedriveAllowPolicy": some})).await;
    house.queue("friend", redrive_to("choosy", 1)).await;
    let url = house.queue("q", json!({})).await;
    let foreign =
        json!({"deadLetterTargetArn": "arn:aws:sqs:us-east-1:111111111111:dead", "maxReceiveCount": 1})
            .to_string();
    let own = |name: &str| redrive_to(name, 1)["RedrivePolicy"].as_str().unwrap().to_owned();
    for (policy, reason) in [
        (own("nope"), "Dead letter target does not exist."),
        (own("dead.fifo"), "Dead-letter queue must be same type of queue as the source.."),
        (foreign, "Dead-letter target owner should be same as the source."),
        (own("shut"), "The redrive allow policy of the dead-letter queue does not allow this source queue."),
        (
            own("choosy"),
            "The redrive allow policy of the dead-letter queue does not allow this source queue.",
        ),
    ] {
        let error = format!(
            "InvalidParameterValue (InvalidParameterValueException, 400): Value {policy} for parameter RedrivePolicy is invalid. Reason: {reason}"
        );
        let attributes = json!({"RedrivePolicy": policy});
        house.refused("SetQueueAttributes", json!({"QueueUrl": url, "Attributes": attributes}), &error).await;
        house.refused("CreateQueue", json!({"QueueName": "new", "Attributes": attributes}), &error).await;
    }
    house.set(&url, redrive_to("dead", 3)).await;
    // recorded: sqs/test_sqs.json, test_set_empty_redrive_policy
    house.set(&url, json!({"RedrivePolicy": ""})).await;
    assert_eq!(house.attributes(&url, json!(["RedrivePolicy"])).await, Value::Null);
}

#[tokio::test]
async fn listing_sources() {
    let house = House::new();
    let dead = house.queue("dead", json!({})).await;
    let mut urls = Vec::new();
    for i in 0..3 {
        urls.push(house.queue(&format!("q{i}"), redrive_to("dead", 1)).await);
    }
    let list = |more: Value| {
        let mut input = more;
        input["QueueUrl"] = dead.as_str().into();
        house.ok("ListDeadLetterSourceQueues", input)
    };
    assert_eq!(list(json!({})).await, json!({"queueUrls": urls}));
    let page = list(json!({"MaxResults": 2})).await;
    assert_eq!(page["queueUrls"], json!(urls[..2]));
    let rest = list(json!({"MaxResults": 2, "NextToken": page["NextToken"]})).await;
    assert_eq!(rest, json!({"queueUrls": urls[2..]}));
}
