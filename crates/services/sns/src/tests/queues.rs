//! Queues behind topics: policies, dead letters, raw attributes, FIFO.

use super::{House, house};
use door::{Caller, Filter};
use model_sns::ops;
use model_sns::types::*;
use std::time::Duration;
use wire::error::Result;

impl House {
    async fn send(&self, topic: &str, change: impl FnOnce(&mut PublishInput)) -> Result<PublishOutput> {
        let mut input = PublishInput {
            topic_arn: Some(topic.to_owned()),
            message: "Test".to_owned(),
            ..Default::default()
        };
        change(&mut input);
        self.call.call::<ops::Publish>(input).await
    }
}

fn attribute(data_type: &str, text: Option<&str>, binary: Option<&'static [u8]>) -> MessageAttributeValue {
    MessageAttributeValue {
        data_type: data_type.to_owned(),
        string_value: text.map(str::to_owned),
        binary_value: binary.map(Into::into),
    }
}

#[tokio::test]
async fn a_queue_that_allows_nothing_gets_nothing_and_the_track_says_why() {
    let house = house();
    let topic = house.topic("t", &[]).await;
    let input = model_sqs::types::CreateQueueInput { queue_name: "closed".to_owned(), ..Default::default() };
    house.call.call::<model_sqs::ops::CreateQueue>(input).await.unwrap();
    let queue = "arn:aws:sqs:us-east-1:000000000000:closed";
    let dead = house.queue("dead").await;
    let arn = house.subscribe(&topic, "sqs", queue, &[]).await.unwrap();
    let published = house.publish(&topic, "one").await.unwrap();
    assert!(published.message_id.is_some() && house.bodies(queue).await.is_empty());
    let denied = house.door.track.recent(&Filter { denied: true, ..Filter::default() }, 10);
    assert_eq!(denied.len(), 1);
    assert_eq!((&*denied[0].principal, &*denied[0].action), ("sns.amazonaws.com", "sqs:SendMessage"));
    assert_eq!(denied[0].resources, [queue]);
    assert!(denied[0].parent.is_some());
    house.set(&arn, "RedrivePolicy", &format!(r#"{{"deadLetterTargetArn": "{dead}"}}"#)).await.unwrap();
    house.publish(&topic, "two").await.unwrap();
    assert!(house.bodies(&dead).await[0].contains("\"Message\" : \"two\""));
}

#[tokio::test]
async fn a_policy_may_ask_for_the_topic() {
    let house = house();
    let (mine, other) = (house.topic("mine", &[]).await, house.topic("other", &[]).await);
    let queue = "arn:aws:sqs:us-east-1:000000000000:q";
    let policy = format!(
        r#"{{"Version":"2012-10-17","Statement":{{"Effect":"Allow","Principal":{{"Service":"sns.amazonaws.com"}},"Action":"sqs:SendMessage","Resource":"{queue}","Condition":{{"ArnEquals":{{"aws:SourceArn":"{mine}"}},"StringEquals":{{"aws:SourceAccount":"000000000000","aws:SourceOwner":"000000000000"}}}}}}}}"#
    );
    let input = model_sqs::types::CreateQueueInput {
        queue_name: "q".to_owned(),
        attributes: Some(super::map(&[("Policy", &policy)])),
        ..Default::default()
    };
    house.call.call::<model_sqs::ops::CreateQueue>(input).await.unwrap();
    for topic in [&mine, &other] {
        house.subscribe(topic, "sqs", queue, &[("RawMessageDelivery", "true")]).await.unwrap();
        house.publish(topic, topic).await.unwrap();
    }
    let message = house.receive(queue).await.remove(0);
    assert_eq!(message.body, Some(mine));
    // recorded: sns/test_sns.json, test_publish_batch_messages_from_sns_to_sqs
    let sender = &message.attributes.unwrap()["SenderId"];
    assert!(sender.starts_with("AIDA") && sender.len() == 21, "{sender}");
}

#[tokio::test]
async fn dead_letters_look_like_letters() {
    let house = house();
    let dead = house.queue("dead").await;
    let none = "arn:aws:sqs:us-east-1:000000000000:none";
    let redrive = format!(r#"{{"deadLetterTargetArn": "{dead}"}}"#);
    // recorded: sns/test_sns.json, test_redrive_policy_sqs_queue_subscription
    for raw in ["true", "false"] {
        let topic = house.topic(&format!("raw-{raw}"), &[]).await;
        let attributes = [("RawMessageDelivery", raw), ("RedrivePolicy", &redrive)];
        house.subscribe(&topic, "sqs", none, &attributes).await.unwrap();
        let given = [
            ("attr2".to_owned(), attribute("Binary", None, Some(b"\x02\x03\x04"))),
            ("attr1".to_owned(), attribute("Number", Some("111"), None)),
        ];
        house.send(&topic, |i| i.message_attributes = Some(given.into_iter().collect())).await.unwrap();
        let message = house.receive(&dead).await.remove(0);
        let body = message.body.unwrap();
        if raw == "true" {
            assert_eq!(body, "Test");
            let attributes = message.message_attributes.unwrap();
            assert_eq!(attributes["attr1"].string_value.as_deref(), Some("111"));
            assert_eq!(&*attributes["attr2"].binary_value.as_ref().unwrap().0, b"\x02\x03\x04");
        } else {
            let envelope: serde_json::Value = serde_json::from_str(&body).unwrap();
            let expected =
                r#"{"attr2":{"Type":"Binary","Value":"AgME"},"attr1":{"Type":"Number","Value":"111"}}"#;
            assert_eq!(envelope["MessageAttributes"].to_string(), expected);
            assert!(message.message_attributes.is_none());
        }
    }
}

#[tokio::test]
async fn digests_of_raw_attributes_are_awss() {
    let house = house();
    let topic = house.topic("t", &[]).await;
    let queue = house.queue("q").await;
    house.subscribe(&topic, "sqs", &queue, &[("RawMessageDelivery", "true")]).await.unwrap();
    // recorded: sns/test_sns.json, test_publish_batch_messages_from_sns_to_sqs
    let number = |n: &str| attribute("Number", Some(n), None);
    for (attributes, digest) in [
        (vec![("attr1", "19.12")], "1f07082409022a373fa2a2601f82b3cb"),
        (vec![("attr1", "99.12"), ("attr2", "109.12")], "9b720b3af309c1c4b0d395c53b08c502"),
    ] {
        let given = attributes.into_iter().map(|(name, value)| (name.to_owned(), number(value))).collect();
        house.send(&topic, |i| i.message_attributes = Some(given)).await.unwrap();
        let message = house.receive(&queue).await.remove(0);
        assert_eq!(message.md5_of_message_attributes.as_deref(), Some(digest));
    }
}

#[tokio::test]
async fn a_queue_in_another_region_is_reached() {
    let house = house();
    let topic = house.topic("t", &[]).await;
    let west = house.call.in_region("us-west-2");
    let arn = "arn:aws:sqs:us-west-2:000000000000:q";
    let policy = format!(
        r#"{{"Statement":{{"Effect":"Allow","Principal":{{"Service":"sns.amazonaws.com"}},"Action":"sqs:SendMessage","Resource":"{arn}"}}}}"#
    );
    let input = model_sqs::types::CreateQueueInput {
        queue_name: "q".to_owned(),
        attributes: Some(super::map(&[("Policy", &policy)])),
        ..Default::default()
    };
    west.call::<model_sqs::ops::CreateQueue>(input).await.unwrap();
    house.subscribe(&topic, "sqs", arn, &[("RawMessageDelivery", "true")]).await.unwrap();
    house.publish(&topic, "far").await.unwrap();
    let west = House { call: west, ..house };
    assert_eq!(west.bodies(arn).await, ["far"]);
}

#[tokio::test]
async fn a_queue_of_another_account_confirms() {
    let house = house();
    let topic = house.topic("t", &[]).await;
    let queue = "arn:aws:sqs:us-east-1:111111111111:q";
    let other = House { call: house.call.acting(Caller::root("111111111111", "other")), ..house };
    let policy = format!(
        r#"{{"Statement":{{"Effect":"Allow","Principal":{{"Service":"sns.amazonaws.com"}},"Action":"sqs:SendMessage","Resource":"{queue}"}}}}"#
    );
    let input = model_sqs::types::CreateQueueInput {
        queue_name: "q".to_owned(),
        attributes: Some(super::map(&[("Policy", &policy)])),
        ..Default::default()
    };
    other.call.call::<model_sqs::ops::CreateQueue>(input).await.unwrap();
    let house = House { call: other.call.acting(Caller::root("000000000000", "test")), ..other };
    house.subscribe(&topic, "sqs", queue, &[]).await.unwrap();
    house.settled().await;
    let other = House { call: house.call.acting(Caller::root("111111111111", "other")), ..house };
    let question: serde_json::Value = serde_json::from_str(&other.bodies(queue).await[0]).unwrap();
    assert_eq!(question["Type"], "SubscriptionConfirmation");
    let house = House { call: other.call.acting(Caller::root("000000000000", "test")), ..other };
    let input = ConfirmSubscriptionInput {
        topic_arn: topic.clone(),
        token: question["Token"].as_str().unwrap().to_owned(),
        authenticate_on_unsubscribe: None,
    };
    house.call.call::<ops::ConfirmSubscription>(input).await.unwrap();
    house.publish(&topic, "hello").await.unwrap();
    let other = House { call: house.call.acting(Caller::root("111111111111", "other")), ..house };
    assert!(other.bodies(queue).await[0].contains("\"Message\" : \"hello\""));
}

#[tokio::test]
async fn filters_decide_and_groups_go_along() {
    let house = house();
    let topic = house.topic("t", &[]).await;
    let (all, some) = (house.queue("all").await, house.queue("some").await);
    let raw = ("RawMessageDelivery", "true");
    house.subscribe(&topic, "sqs", &all, &[raw]).await.unwrap();
    let filter = r#"{"attr1":[{"numeric":[">",0,"<=",100]}]}"#;
    house.subscribe(&topic, "sqs", &some, &[raw, ("FilterPolicy", filter)]).await.unwrap();
    for number in ["99", "111"] {
        let given = [("attr1".to_owned(), attribute("Number", Some(number), None))];
        house
            .send(&topic, |i| {
                number.clone_into(&mut i.message);
                i.message_attributes = Some(given.into_iter().collect());
                i.message_group_id = Some("tenant".to_owned());
            })
            .await
            .unwrap();
    }
    assert_eq!(house.bodies(&some).await, ["99"]);
    let messages = house.receive(&all).await;
    assert_eq!(messages.len(), 2);
    // https://aws.amazon.com/about-aws/whats-new/2025/07/amazon-sns-standard-topics-sqs-fair-queues/
    assert_eq!(messages[0].attributes.as_ref().unwrap()["MessageGroupId"], "tenant");
}

#[tokio::test]
async fn a_fifo_topic_says_everything_once_and_in_order() {
    let house = house();
    let topic = house.topic("t.fifo", &[("FifoTopic", "true"), ("ContentBasedDeduplication", "true")]).await;
    let (fifo, plain) = (house.queue("q.fifo").await, house.queue("plain").await);
    house.subscribe(&topic, "sqs", &fifo, &[]).await.unwrap();
    house.subscribe(&topic, "sqs", &plain, &[]).await.unwrap();
    let group = |i: &mut PublishInput| i.message_group_id = Some("message-group-id-1".to_owned());
    let first = house.send(&topic, group).await.unwrap();
    let second = house.send(&topic, group).await.unwrap();
    assert_eq!((&first.message_id, &first.sequence_number), (&second.message_id, &second.sequence_number));
    assert_eq!(first.sequence_number.as_ref().unwrap().len(), 20);
    // recorded: sns/test_sns.json, test_message_to_fifo_sqs and test_fifo_topic_to_regular_sqs
    let mut messages = house.receive(&fifo).await;
    assert_eq!(messages.len(), 1);
    let message = messages.remove(0);
    let attributes = message.attributes.unwrap();
    assert_eq!(attributes["MessageGroupId"], "message-group-id-1");
    let digest = "532eaabd9574880dbf76b9b8cc00832c20a6ec113d682299550d7a6e0f345e25";
    assert_eq!(attributes["MessageDeduplicationId"], digest);
    let envelope: serde_json::Map<String, serde_json::Value> =
        serde_json::from_str(&message.body.unwrap()).unwrap();
    let names = "Type MessageId SequenceNumber TopicArn Message Timestamp UnsubscribeURL";
    assert_eq!(envelope.keys().map(String::as_str).collect::<Vec<_>>().join(" "), names);
    assert_eq!(envelope["SequenceNumber"].as_str(), first.sequence_number.as_deref());
    let messages = house.receive(&plain).await;
    assert_eq!(messages.len(), 1);
    assert!(!messages[0].attributes.as_ref().unwrap().contains_key("MessageGroupId"));
    // After five minutes the same is something new.
    house.clock.advance(Duration::from_secs(301)).await;
    let third = house.send(&topic, group).await.unwrap();
    assert!(third.sequence_number > first.sequence_number && third.message_id != first.message_id);
    for i in 0..5 {
        house
            .send(&topic, |input| {
                group(input);
                input.message = i.to_string();
            })
            .await
            .unwrap();
    }
    let bodies = house.bodies(&fifo).await;
    let text =
        |body: &String| serde_json::from_str::<serde_json::Value>(body).unwrap()["Message"].to_string();
    assert_eq!(bodies.iter().map(text).collect::<String>(), r#""Test""0""1""2""3""4""#);
}

#[tokio::test]
async fn deduplication_may_be_by_group() {
    let house = house();
    let by_group =
        house.topic("g.fifo", &[("FifoTopic", "true"), ("FifoThroughputScope", "MessageGroup")]).await;
    let by_topic = house.topic("t.fifo", &[("FifoTopic", "true")]).await;
    for (topic, same) in [(by_group, false), (by_topic, true)] {
        let send = |group: &'static str| {
            let (house, topic) = (&house, &topic);
            async move {
                let out = house.send(topic, |i| {
                    i.message_group_id = Some(group.to_owned());
                    i.message_deduplication_id = Some("id".to_owned());
                });
                out.await.unwrap().message_id
            }
        };
        let (one, other) = (send("one").await, send("other").await);
        assert_eq!(one == other, same, "{topic}");
        assert_eq!(one, send("one").await);
    }
}

#[tokio::test]
async fn sequence_numbers_survive_a_restart_and_never_repeat() {
    let house = house();
    let topic = house.topic("t.fifo", &[("FifoTopic", "true"), ("ContentBasedDeduplication", "true")]).await;
    let send = |i: &mut PublishInput| i.message_group_id = Some("g".to_owned());
    let first = house.send(&topic, send).await.unwrap();
    let again = House::open(house.store.clone(), clock::Clock::frozen_at(house.clock.now()));
    assert_eq!(again.send(&topic, send).await.unwrap().message_id, first.message_id);
    let next = again
        .send(&topic, |i| {
            send(i);
            "other".clone_into(&mut i.message);
        })
        .await
        .unwrap();
    assert!(next.sequence_number > first.sequence_number);
}

#[tokio::test]
async fn a_batch_is_refused_as_a_whole_or_published() {
    let house = house();
    let standard = house.topic("t", &[]).await;
    let fifo = house.topic("t.fifo", &[("FifoTopic", "true")]).await;
    let entry = |id: &str| PublishBatchRequestEntry {
        id: id.to_owned(),
        message: "m".to_owned(),
        ..Default::default()
    };
    let check = |topic_arn: &str, entries: Vec<PublishBatchRequestEntry>, expected: &'static str| {
        let (house, topic_arn) = (&house, topic_arn.to_owned());
        async move {
            let input = PublishBatchInput { topic_arn, publish_batch_request_entries: entries };
            let got = house.call.call::<ops::PublishBatch>(input).await;
            let got = got
                .map_or_else(|e| e.to_string(), |out| format!("{} published", out.successful.unwrap().len()));
            assert_eq!(got, expected);
        }
    };
    // recorded: sns/test_sns.json, test_publish_batch_exceptions, test_publish_batch_invalid_entry_id,
    // test_publish_batch_too_long_message
    let group =
        "InvalidParameter: Invalid parameter: The MessageGroupId parameter is required for FIFO topics";
    check(&fifo, vec![entry("1")], group).await;
    let grouped = PublishBatchRequestEntry { message_group_id: Some("g".to_owned()), ..entry("1") };
    check(&fifo, vec![grouped], "InvalidParameter: Invalid parameter: The topic should either have ContentBasedDeduplication enabled or MessageDeduplicationId provided explicitly").await;
    let many = (0..11).map(|i| entry(&i.to_string())).collect();
    check(
        &standard,
        many,
        "TooManyEntriesInBatchRequest: The batch request contains more entries than permissible.",
    )
    .await;
    check(
        &standard,
        vec![entry("1"), entry("1")],
        "BatchEntryIdsNotDistinct: Two or more batch entries in the request have the same Id.",
    )
    .await;
    check(&standard, vec![entry("message.id")], "InvalidBatchEntryId: The Id of a batch entry in the batch request contains an impermissible character: message.id").await;
    let structured = PublishBatchRequestEntry {
        message: r#"{"sqs": "x"}"#.to_owned(),
        message_structure: Some("json".to_owned()),
        ..entry("1")
    };
    check(
        &standard,
        vec![structured],
        "InvalidParameter: Invalid parameter: Message Structure - No default entry in JSON message body",
    )
    .await;
    let long = |id: &str| PublishBatchRequestEntry { message: "x".repeat(131_073), ..entry(id) };
    check(
        &standard,
        vec![long("1"), long("2")],
        "BatchRequestTooLong: The length of all the messages put together is more than the limit.",
    )
    .await;
    check(&standard, vec![entry(&"a".repeat(80)), entry("valid-message_123")], "2 published").await;
}

#[tokio::test]
async fn refusals_of_publish() {
    let house = house();
    let topic = house.topic("t", &[]).await;
    let check = |expected: &'static str, change: fn(&mut PublishInput)| {
        let (house, topic) = (&house, &topic);
        async move {
            let got = house.send(topic, change).await.err().unwrap();
            assert_eq!(got.to_string(), expected);
        }
    };
    // recorded: sns/test_sns.json, TestSNSPublishCrud
    check("InvalidParameter: Invalid parameter: Subject", |i| i.subject = Some(String::new())).await;
    check("InvalidParameter: Invalid parameter: Empty message", |i| i.message.clear()).await;
    check("InvalidParameter: Invalid parameter: TopicArn", |i| {
        i.topic_arn = Some("arn:aws:sns:eu-west-1:000000000000:t".to_owned());
    })
    .await;
    check("NotFound: Topic does not exist", |i| {
        i.topic_arn = Some("arn:aws:sns:us-east-1:000000000000:none".to_owned());
    })
    .await;
    check(
        "InvalidParameter: Invalid parameter: TopicArn Reason: An ARN must have at least 6 elements, not 2",
        |i| i.topic_arn = Some("randomstring:1".to_owned()),
    )
    .await;
    check("InvalidParameter: Invalid parameter: Message too long", |i| i.message = "x".repeat(262_145)).await;
}

#[tokio::test]
async fn text_messages_go_to_the_outbox() {
    let house = house();
    let topic = house.topic("t", &[("DisplayName", "Maquette Shop")]).await;
    house.subscribe(&topic, "sms", "+15551234567", &[]).await.unwrap();
    house.publish(&topic, "ready").await.unwrap();
    let input = PublishInput {
        phone_number: Some("+15557654321".to_owned()),
        message: "code 1".to_owned(),
        ..Default::default()
    };
    house.call.call::<ops::Publish>(input.clone()).await.unwrap();
    let sent = house.sns.outbox(10).unwrap();
    let told: Vec<_> = sent.iter().map(|m| (&*m.to, &*m.body, m.topic_arn.is_some())).collect();
    assert_eq!(told, [("+15551234567", "Maquette S> ready", true), ("+15557654321", "code 1", false)]);
    let attributes = super::map(&[("DefaultSenderID", "ACME"), ("DefaultSMSType", "Transactional")]);
    house.call.call::<ops::SetSMSAttributes>(SetSMSAttributesInput { attributes }).await.unwrap();
    house.publish(&topic, "ready").await.unwrap();
    let sender = ("AWS.SNS.SMS.SenderID".to_owned(), attribute("String", Some("OTHER"), None));
    let message_attributes = Some([sender].into_iter().collect());
    house.call.call::<ops::Publish>(PublishInput { message_attributes, ..input.clone() }).await.unwrap();
    let sent = house.sns.outbox(10).unwrap();
    let told: Vec<_> = sent.iter().map(|m| (m.sender.as_deref(), m.sms_type.as_deref().unwrap())).collect();
    let promotional = (None, "Promotional");
    assert_eq!(
        told,
        [promotional, promotional, (Some("ACME"), "Transactional"), (Some("OTHER"), "Transactional")]
    );
    let long = house.call.call::<ops::Publish>(PublishInput { message: "a".repeat(1601), ..input }).await;
    assert_eq!(long.err().unwrap().to_string(), "InvalidParameter: Invalid parameter: Message too long");
}
