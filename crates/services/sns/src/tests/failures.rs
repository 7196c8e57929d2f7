//! When SQS itself fails: nothing that was acknowledged is lost, and FIFO queues stay in order.

use super::{House, house};
use door::{Caller, Fault, Filter};
use model_sns::ops;
use model_sns::types::*;
use proptest::prelude::*;
use std::time::Duration;
use wire::error::Error;

impl House {
    /// Lets every SendMessage fail, or none.
    fn break_sqs(&self, broken: bool) {
        let fault = Fault {
            service: Some("sqs".to_owned()),
            operation: Some("SendMessage".to_owned()),
            latency: Duration::ZERO,
            error: Some(Error::internal("a test breaks it on purpose")),
        };
        self.door.faults.set(if broken { vec![fault] } else { Vec::new() });
    }
    async fn say(&self, topic: &str, message: &str) {
        let input = PublishInput {
            topic_arn: Some(topic.to_owned()),
            message: message.to_owned(),
            message_group_id: Some("g".to_owned()),
            ..Default::default()
        };
        self.call.call::<ops::Publish>(input).await.unwrap();
    }
}

#[tokio::test]
async fn a_queue_that_fails_gets_its_messages_later_and_in_order() {
    let house = house();
    let topic = house.topic("t.fifo", &[("FifoTopic", "true"), ("ContentBasedDeduplication", "true")]).await;
    let queue = house.queue("q.fifo").await;
    house.subscribe(&topic, "sqs", &queue, &[("RawMessageDelivery", "true")]).await.unwrap();
    house.break_sqs(true);
    for i in 0..3 {
        house.say(&topic, &i.to_string()).await;
    }
    house.settled().await;
    house.clock.advance(Duration::from_secs(1)).await;
    house.settled().await;
    house.break_sqs(false);
    // What is published now waits behind what waits.
    house.say(&topic, "3").await;
    assert!(house.bodies(&queue).await.is_empty());
    house.clock.advance(Duration::from_mins(1)).await;
    house.settled().await;
    assert_eq!(house.bodies(&queue).await, ["0", "1", "2", "3"]);
    assert!(house.clock.pending(10).is_empty());
    house.say(&topic, "4").await;
    assert_eq!(house.bodies(&queue).await, ["4"]);
}

#[tokio::test]
async fn what_a_queue_did_not_take_survives_a_restart() {
    let house = house();
    let fifo = [("FifoTopic", "true"), ("ContentBasedDeduplication", "true")];
    let topics = [house.topic("t", &[]).await, house.topic("t.fifo", &fifo).await];
    let queues = [house.queue("q").await, house.queue("q.fifo").await];
    for (topic, queue) in topics.iter().zip(&queues) {
        house.subscribe(topic, "sqs", queue, &[("RawMessageDelivery", "true")]).await.unwrap();
    }
    house.break_sqs(true);
    for topic in &topics {
        for i in 0..3 {
            house.say(topic, &i.to_string()).await;
        }
    }
    house.settled().await;
    let again = House::open(house.store.clone(), clock::Clock::frozen_at(house.clock.now()));
    again.sns.resume(&again.door);
    again.clock.advance(Duration::from_mins(1)).await;
    again.settled().await;
    let mut standard = again.bodies(&queues[0]).await;
    standard.sort();
    assert_eq!(standard, ["0", "1", "2"]);
    assert_eq!(again.bodies(&queues[1]).await, ["0", "1", "2"]);
    let third = House::open(again.store.clone(), clock::Clock::frozen_at(again.clock.now()));
    third.sns.resume(&third.door);
    third.settled().await;
    assert!(third.clock.pending(10).is_empty());
    // The deliveries stand in the track as what they are: SNS's, because of the publication.
    let filter = Filter { service: Some("sqs".to_owned()), ..Filter::default() };
    let sent = again.door.track.recent(&filter, 100).into_iter().filter(|r| r.operation == "SendMessage");
    let sent: Vec<_> = sent.collect();
    assert_eq!(sent.len(), 6);
    assert!(sent.iter().all(|r| r.principal == "sns.amazonaws.com" && r.parent.is_some()));
}

#[tokio::test]
async fn a_topics_policy_decides_who_subscribes_what() {
    let house = house();
    let topic = house.topic("t", &[]).await;
    let policy = format!(
        r#"{{"Version":"2012-10-17","Statement":{{"Effect":"Allow","Principal":{{"AWS":"111111111111"}},"Action":"SNS:Subscribe","Resource":"{topic}","Condition":{{"StringEquals":{{"sns:Protocol":"email"}},"StringLike":{{"sns:Endpoint":"*@example.com"}}}}}}}}"#
    );
    let house = House { call: house.call.acting(Caller::root("111111111111", "other")), ..house };
    let refused = house.subscribe(&topic, "email", "a@example.com", &[]).await.unwrap_err();
    assert_eq!((refused.code(), refused.http_status()), ("AuthorizationError", 403));
    let house = House { call: house.call.acting(Caller::root("000000000000", "test")), ..house };
    house.set_topic(&topic, "Policy", &policy).await.unwrap();
    let house = House { call: house.call.acting(Caller::root("111111111111", "other")), ..house };
    let arn = house.subscribe(&topic, "email", "a@example.com", &[]).await.unwrap();
    assert_eq!(house.attributes(&arn).await.unwrap()["Owner"], "111111111111");
    for (protocol, endpoint) in [("email", "a@example.org"), ("sms", "+15551234567")] {
        let refused = house.subscribe(&topic, protocol, endpoint, &[]).await.unwrap_err();
        assert_eq!(refused.code(), "AuthorizationError", "{protocol} {endpoint}");
    }
}

#[tokio::test]
async fn large_topics_take_queues_only() {
    let house = house();
    let topic = house.topic("t", &[("MaximumMessageSize", "1048576")]).await;
    let queue = house.queue("q").await;
    house.subscribe(&topic, "sqs", &queue, &[("RawMessageDelivery", "true")]).await.unwrap();
    house.publish(&topic, &"x".repeat(1_048_576)).await.unwrap();
    assert_eq!(house.bodies(&queue).await[0].len(), 1_048_576);
    assert!(house.publish(&topic, &"x".repeat(1_048_577)).await.is_err());
    assert!(house.subscribe(&topic, "sms", "+15551234567", &[]).await.is_err());
    let small = house.topic("s", &[("MaximumMessageSize", "1024")]).await;
    house.subscribe(&small, "sms", "+15551234567", &[]).await.unwrap();
    assert!(house.publish(&small, &"x".repeat(1_025)).await.is_err());
    assert!(house.set_topic(&small, "MaximumMessageSize", "262145").await.is_err());
    house.set_topic(&small, "MaximumMessageSize", "262144").await.unwrap();
}

/// What may happen between two publications.
#[derive(Clone, Debug)]
enum Event {
    Publish,
    Break,
    Mend,
    Wait(u64),
    Restart,
}

fn event() -> impl Strategy<Value = Event> {
    prop_oneof![
        4 => Just(Event::Publish),
        1 => Just(Event::Break),
        1 => Just(Event::Mend),
        2 => (0..30u64).prop_map(Event::Wait),
        1 => Just(Event::Restart),
    ]
}

/// Everything that a queue has.
async fn drain(house: &House, queue: &str) -> Vec<String> {
    let mut all = Vec::new();
    loop {
        let some = house.bodies(queue).await;
        if some.is_empty() {
            return all;
        }
        all.extend(some);
    }
}

async fn live_through(events: Vec<Event>) -> Result<(), TestCaseError> {
    let mut house = house();
    let fifo = house.topic("t.fifo", &[("FifoTopic", "true"), ("ContentBasedDeduplication", "true")]).await;
    let plain = house.topic("t", &[]).await;
    let queues = [house.queue("q.fifo").await, house.queue("q").await];
    for (topic, queue) in [&fifo, &plain].into_iter().zip(&queues) {
        house.subscribe(topic, "sqs", queue, &[("RawMessageDelivery", "true")]).await.unwrap();
    }
    let (mut said, mut broken) = (Vec::new(), false);
    for event in events {
        match event {
            Event::Publish => {
                let message = said.len().to_string();
                house.say(&fifo, &message).await;
                house.say(&plain, &message).await;
                said.push(message);
            }
            Event::Break | Event::Mend => {
                broken = matches!(event, Event::Break);
                house.break_sqs(broken);
            }
            Event::Wait(seconds) => drop(house.clock.advance(Duration::from_secs(seconds)).await),
            Event::Restart => {
                house.settled().await;
                let clock = clock::Clock::frozen_at(house.clock.now());
                house = House::open(house.store.clone(), clock);
                house.break_sqs(broken);
                house.sns.resume(&house.door);
            }
        }
    }
    house.break_sqs(false);
    house.settled().await;
    house.clock.advance(Duration::from_hours(1)).await;
    house.settled().await;
    prop_assert_eq!(&drain(&house, &queues[0]).await, &said);
    let mut standard = drain(&house, &queues[1]).await;
    standard.sort_by_key(|message| message.parse::<usize>().unwrap());
    prop_assert_eq!(&standard, &said);
    prop_assert!(house.clock.pending(10).is_empty());
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(32))]

    /// Whatever happens meanwhile: a FIFO queue gets every message once and in order, a standard one every message.
    #[test]
    fn nothing_acknowledged_is_lost(events in proptest::collection::vec(event(), 1..30)) {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
        runtime.block_on(live_through(events))?;
    }
}
