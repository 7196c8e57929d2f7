//! The service against the door, in this process, with time in the test's hands.
//!
//! A test speaks JSON by the model's names, as the command line does, so that a case is a line. Refusals are compared as
//! `code (shape, status): message`: the code is the query protocol's, the shape is what JSON answers name.

mod attributes;
mod durability;
mod fifo;
mod moves;
mod queues;
mod receiving;
mod redrive;
mod resources;
mod restart;
mod sending;

use crate::Sqs;
use clock::{Clock, Timestamp};
use door::{Builder, Call, Caller, Door, Filter, Track};
use serde_json::{Value, json};
use std::sync::Arc;
use std::time::Duration;
use store::Store;

const ACCOUNT: &str = "000000000000";

/// A door with nothing but SQS behind it, and a call by the account's root.
struct House {
    door: Arc<Door>,
    call: Call,
    clock: Clock,
    sqs: Arc<Sqs>,
}

impl House {
    fn new() -> Self {
        Self::on(&Store::ephemeral().unwrap(), Clock::frozen_at(Timestamp::from_seconds(1_800_000_000)))
    }
    fn on(store: &Store, clock: Clock) -> Self {
        let sqs = Arc::new(Sqs::open(store, &clock).unwrap());
        let door = Builder::new(clock.clone(), Track::in_memory()).service(&sqs, sqs.routes()).build();
        Self { call: door.call(Caller::root(ACCOUNT, "test"), "us-east-1"), door, clock, sqs }
    }
    /// The same house, called by another account's root.
    fn stranger(&self) -> Self {
        let call = self.call.acting(Caller::root("111111111111", "other"));
        Self { door: self.door.clone(), call, clock: self.clock.clone(), sqs: self.sqs.clone() }
    }
    async fn try_call(&self, operation: &str, input: Value) -> Result<Value, String> {
        let answer = self.call.call_dynamic("sqs", operation, input).await;
        answer.map_err(|e| format!("{} ({}, {}): {}", e.code(), e.shape_name(), e.http_status(), e.message()))
    }
    async fn ok(&self, operation: &str, input: Value) -> Value {
        match self.try_call(operation, input).await {
            Ok(answer) => answer,
            Err(error) => panic!("{operation}: {error}"),
        }
    }
    async fn refused(&self, operation: &str, input: Value, error: &str) {
        assert_eq!(self.try_call(operation, input).await, Err(error.to_owned()), "{operation}");
    }
    /// Makes a queue; a name that ends with `.fifo` makes it one.
    async fn queue(&self, name: &str, mut attributes: Value) -> String {
        if name.strip_suffix(".fifo").is_some() {
            attributes["FifoQueue"] = "true".into();
        }
        let made = self.ok("CreateQueue", json!({"QueueName": name, "Attributes": attributes})).await;
        made["QueueUrl"].as_str().unwrap().to_owned()
    }
    async fn send(&self, url: &str, body: &str) -> Value {
        self.ok("SendMessage", json!({"QueueUrl": url, "MessageBody": body})).await
    }
    /// Sends to a group; the deduplication id is the body.
    async fn send_to(&self, url: &str, group: &str, body: &str) -> Value {
        let id = body;
        self.ok(
            "SendMessage",
            json!({"QueueUrl": url, "MessageBody": body, "MessageGroupId": group, "MessageDeduplicationId": id}),
        )
        .await
    }
    /// Receives with more parameters than the queue.
    async fn receive(&self, url: &str, mut more: Value) -> Vec<Value> {
        more["QueueUrl"] = url.into();
        let answer = self.ok("ReceiveMessage", more).await;
        answer.get("Messages").map(|messages| messages.as_array().unwrap().clone()).unwrap_or_default()
    }
    /// The bodies of what is received.
    async fn bodies(&self, url: &str, more: Value) -> Vec<String> {
        self.receive(url, more).await.iter().map(|m| m["Body"].as_str().unwrap().to_owned()).collect()
    }
    async fn delete(&self, url: &str, message: &Value) {
        self.ok("DeleteMessage", json!({"QueueUrl": url, "ReceiptHandle": message["ReceiptHandle"]})).await;
    }
    async fn attributes(&self, url: &str, names: Value) -> Value {
        let answer = self.ok("GetQueueAttributes", json!({"QueueUrl": url, "AttributeNames": names})).await;
        answer.get("Attributes").cloned().unwrap_or(Value::Null)
    }
    async fn set(&self, url: &str, attributes: Value) {
        self.ok("SetQueueAttributes", json!({"QueueUrl": url, "Attributes": attributes})).await;
    }
    /// Ready, in flight and delayed messages.
    async fn counts(&self, url: &str) -> (u32, u32, u32) {
        let all = self.attributes(url, json!(["All"])).await;
        let count =
            |kind: &str| all[format!("ApproximateNumberOfMessages{kind}")].as_str().unwrap().parse().unwrap();
        (count(""), count("NotVisible"), count("Delayed"))
    }
    async fn pass(&self, seconds: u64) {
        self.clock.advance(Duration::from_secs(seconds)).await;
    }
}

fn arn(name: &str) -> String {
    format!("arn:aws:sqs:us-east-1:{ACCOUNT}:{name}")
}

fn redrive_to(name: &str, most: u32) -> Value {
    json!({"RedrivePolicy": json!({"deadLetterTargetArn": arn(name), "maxReceiveCount": most}).to_string()})
}
