//! The service against the door, in this process, with time in the test's hands.

mod coverage;
mod entities;
mod providers;
mod refusals;
mod resources;
mod simulation;
mod thread;
mod users;

use crate::Iam;
use clock::{Clock, Timestamp};
use door::{Builder, Call, Caller, Track};
use std::sync::Arc;
use store::Store;

pub(crate) const ACCOUNT: &str = "123456789012";
pub(crate) const TRUST_EC2: &str = r#"{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"Service":"ec2.amazonaws.com"},"Action":"sts:AssumeRole"}]}"#;
pub(crate) const LIST_USERS: &str =
    r#"{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"iam:ListUsers","Resource":"*"}]}"#;

/// A door with nothing but IAM behind it.
pub(crate) struct House {
    pub(crate) iam: Arc<Iam>,
    pub(crate) clock: Clock,
    /// A call by the account's root.
    pub(crate) root: Call,
    pub(crate) door: Arc<door::Door>,
}

pub(crate) fn house() -> House {
    house_on(&Store::ephemeral().unwrap())
}

pub(crate) fn house_on(store: &Store) -> House {
    let clock = Clock::frozen_at(Timestamp::from_seconds(1_800_000_000));
    let iam = Arc::new(Iam::open(store).unwrap());
    let door = Builder::new(clock.clone(), Track::in_memory())
        .service(&iam, iam.routes())
        .credentials(iam.clone())
        .identities(iam.clone())
        .build();
    let root = door.call(Caller::root(ACCOUNT, "test"), "us-east-1");
    House { iam, clock, root, door }
}

impl House {
    /// Calls by names and JSON, as root: the answer, or `Code: text`.
    pub(crate) async fn ask(&self, operation: &str, input: serde_json::Value) -> serde_json::Value {
        Self::as_caller(&self.root, operation, input).await
    }
    pub(crate) async fn as_caller(
        call: &Call,
        operation: &str,
        input: serde_json::Value,
    ) -> serde_json::Value {
        match call.call_dynamic("iam", operation, input).await {
            Ok(answer) => answer,
            Err(error) => serde_json::Value::String(error.to_string()),
        }
    }
    /// Asks, and wants the answer to hold what `wanted` holds; text stands for a refusal.
    pub(crate) async fn check(&self, operation: &str, input: serde_json::Value, wanted: serde_json::Value) {
        let answer = self.ask(operation, input.clone()).await;
        assert!(!answer.is_string() || wanted.is_string(), "{operation} {input}\n  refused {answer}");
        assert!(holds(&answer, &wanted), "{operation} {input}\n  answered {answer}\n  wanted   {wanted}");
    }
    /// A call by a user, as its key would make it.
    pub(crate) fn user(&self, name: &str) -> Call {
        let user = self.iam.state.find::<crate::records::UserRecord>(ACCOUNT, name).unwrap();
        self.root.acting(crate::keys::user_caller(&user, ""))
    }
}

/// Whether an answer has all that is wanted: members of objects, lists of the same length, anything for null.
fn holds(answer: &serde_json::Value, wanted: &serde_json::Value) -> bool {
    use serde_json::Value;
    match (answer, wanted) {
        (_, Value::Null) => true,
        (Value::Object(a), Value::Object(w)) => w.iter().all(|(k, w)| a.get(k).is_some_and(|a| holds(a, w))),
        (Value::Array(a), Value::Array(w)) => a.len() == w.len() && a.iter().zip(w).all(|(a, w)| holds(a, w)),
        (a, w) => a == w,
    }
}
