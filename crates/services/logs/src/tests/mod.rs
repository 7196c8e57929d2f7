//! The service against the door, in this process, with time in the test's hands.
//!
//! A test speaks JSON by the model's names, as the command line does, so that a case is a line. Refusals are compared as
//! `code: message`.

mod access;
mod bulk;
mod durability;
mod events;
mod filtering;
mod groups;
mod insights;
mod metric_filters;
mod policies;
mod recorded;
mod resources;
mod retention;
mod streams;
mod tags;

use crate::Logs;
use clock::{Clock, Timestamp};
use door::{Builder, Call, Caller, Door, Track};
use serde_json::{Value, json};
use std::sync::Arc;
use std::time::Duration;
use store::Store;

const ACCOUNT: &str = "000000000000";
/// When a house is opened, in milliseconds: midnight of 2027-01-15.
const NOW: i64 = 1_800_000_000_000;

/// A door with nothing but CloudWatch Logs behind it, and a call by the account's root.
struct House {
    call: Call,
    clock: Clock,
    door: Arc<Door>,
    logs: Arc<Logs>,
}

impl House {
    fn new() -> Self {
        Self::on(&Store::ephemeral().unwrap(), Clock::frozen_at(Timestamp::from_millis(NOW)))
    }
    fn on(store: &Store, clock: Clock) -> Self {
        let logs = Arc::new(Logs::open(store, &clock).unwrap());
        let door = Builder::new(clock.clone(), Track::in_memory()).service(&logs, logs.routes()).build();
        Self { call: door.call(Caller::root(ACCOUNT, "test"), "us-east-1"), clock, door, logs }
    }
    async fn try_call(&self, operation: &str, input: Value) -> Result<Value, String> {
        let answer = self.call.call_dynamic("logs", operation, input).await;
        answer.map_err(|e| format!("{}: {}", e.code(), e.message()))
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
    /// Makes a group with streams.
    async fn group(&self, name: &str, streams: &[&str]) {
        self.ok("CreateLogGroup", json!({"logGroupName": name})).await;
        for stream in streams {
            self.ok("CreateLogStream", json!({"logGroupName": name, "logStreamName": stream})).await;
        }
    }
    /// Puts events: milliseconds from the opening of the house, and a message.
    async fn put(&self, group: &str, stream: &str, events: &[(i64, &str)]) -> Value {
        let events: Vec<_> =
            events.iter().map(|(at, message)| json!({"timestamp": NOW + at, "message": message})).collect();
        let input = json!({"logGroupName": group, "logStreamName": stream, "logEvents": events});
        self.ok("PutLogEvents", input).await
    }
    /// Reads a stream, with more parameters than its name.
    async fn get(&self, group: &str, stream: &str, mut more: Value) -> Value {
        more["logGroupName"] = group.into();
        more["logStreamName"] = stream.into();
        self.ok("GetLogEvents", more).await
    }
    async fn filter(&self, group: &str, mut more: Value) -> Value {
        more["logGroupName"] = group.into();
        self.ok("FilterLogEvents", more).await
    }
    async fn pass(&self, duration: Duration) {
        self.clock.advance(duration).await;
    }
}

/// The messages of an answer.
fn messages(answer: &Value) -> Vec<&str> {
    answer["events"].as_array().unwrap().iter().map(|e| e["message"].as_str().unwrap()).collect()
}

fn arn(group: &str) -> String {
    format!("arn:aws:logs:us-east-1:{ACCOUNT}:log-group:{group}")
}
