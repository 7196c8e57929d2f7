//! The service against the door, in this process, with time in the test's hands.

use crate::Sqs;
use clock::{Clock, Timestamp};
use door::{Builder, Call, Caller, Track};
use model_sqs::ops;
use model_sqs::types::*;
use std::sync::Arc;
use std::time::Duration;
use store::Store;

/// A door with nothing but SQS behind it, and a call by the account's root.
fn house() -> (Call, Clock) {
    let clock = Clock::frozen_at(Timestamp::from_seconds(1_800_000_000));
    let sqs = Arc::new(Sqs::open(&Store::ephemeral().unwrap()).unwrap());
    let door = Builder::new(clock.clone(), Track::in_memory()).service(&sqs, sqs.routes()).build();
    (door.call(Caller::root("000000000000", "test"), "us-east-1"), clock)
}

async fn create(call: &Call, name: &str) -> String {
    let input = CreateQueueInput { queue_name: name.to_owned(), ..Default::default() };
    call.call::<ops::CreateQueue>(input).await.unwrap().queue_url.unwrap()
}

#[tokio::test]
async fn a_received_message_hides_until_its_timeout() {
    let (call, clock) = house();
    let queue_url = create(&call, "orders").await;
    let send = SendMessageInput {
        queue_url: queue_url.clone(),
        message_body: "one".to_owned(),
        ..Default::default()
    };
    call.call::<ops::SendMessage>(send).await.unwrap();
    let receive = ReceiveMessageInput { queue_url: queue_url.clone(), ..Default::default() };
    let first = call.call::<ops::ReceiveMessage>(receive.clone()).await.unwrap().messages.unwrap();
    assert_eq!(first[0].body.as_deref(), Some("one"));
    assert!(call.call::<ops::ReceiveMessage>(receive.clone()).await.unwrap().messages.is_none());
    clock.advance(Duration::from_secs(30)).await;
    let second = call.call::<ops::ReceiveMessage>(receive.clone()).await.unwrap().messages.unwrap();
    assert_eq!(second[0].message_id, first[0].message_id);
    let receipt_handle = second[0].receipt_handle.clone().unwrap();
    call.call::<ops::DeleteMessage>(DeleteMessageInput { queue_url, receipt_handle }).await.unwrap();
    clock.advance(Duration::from_secs(30)).await;
    assert!(call.call::<ops::ReceiveMessage>(receive).await.unwrap().messages.is_none());
}

#[tokio::test]
async fn an_unknown_queue_is_refused_in_aws_words() {
    let (call, _) = house();
    let input =
        SendMessageInput { queue_url: "nope".to_owned(), message_body: "x".to_owned(), ..Default::default() };
    let error = call.call::<ops::SendMessage>(input).await.unwrap_err();
    // recorded: sqs/test_sqs.json, test_non_existent_queue
    assert_eq!(
        error.to_string(),
        "AWS.SimpleQueueService.NonExistentQueue: The specified queue does not exist."
    );
}
