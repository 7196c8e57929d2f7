//! The service against the door, in this process, with time in the test's hands.

mod gateways;
mod interfaces;
mod refusals;
mod thread;

use crate::{Ec2, Listener};
use clock::{Clock, Timestamp};
use door::{Builder, Call, Caller, Door, Track};
use parking_lot::Mutex;
use serde_json::{Value, json};
use std::sync::Arc;
use store::Store;

/// A door with EC2 behind it, and a call by the account's root.
struct House {
    call: Call,
    clock: Clock,
    door: Arc<Door>,
    ec2: Arc<Ec2>,
    store: Store,
    heard: Arc<Heard>,
}

/// Which VPCs changed.
#[derive(Default)]
struct Heard(Mutex<Vec<String>>);

impl Listener for Heard {
    fn changed(&self, _account: &str, _region: &str, vpc_id: &str) {
        self.0.lock().push(vpc_id.to_owned());
    }
}

fn house() -> House {
    House::open(Store::ephemeral().unwrap(), Clock::frozen_at(Timestamp::from_seconds(1_800_000_000)))
}

impl House {
    fn open(store: Store, clock: Clock) -> Self {
        let ec2 = Arc::new(Ec2::open(&store, &clock).unwrap());
        let heard = Arc::new(Heard::default());
        assert!(ec2.listen(heard.clone()));
        let door = Builder::new(clock.clone(), Track::in_memory()).service(&ec2, ec2.routes()).build();
        let call = door.call(Caller::root("000000000000", "test"), "us-east-1");
        Self { call, clock, door, ec2, store, heard }
    }
    /// Calls an operation with JSON by the model's names.
    async fn ask(&self, operation: &str, input: Value) -> Value {
        self.call.call_dynamic("ec2", operation, input).await.unwrap_or_else(|e| panic!("{operation}: {e}"))
    }
    /// The code and text of a refusal.
    async fn refused(&self, operation: &str, input: Value) -> (String, String) {
        match self.call.call_dynamic("ec2", operation, input).await {
            Ok(told) => panic!("{operation} was not refused: {told}"),
            Err(error) => (error.code().to_owned(), error.message().to_owned()),
        }
    }
    /// Checks a refusal.
    async fn check(&self, operation: &str, input: Value, code: &str, text: &str) {
        let told = self.refused(operation, input).await;
        assert_eq!((told.0.as_str(), told.1.as_str()), (code, text), "{operation}");
    }
    /// A VPC of that block.
    async fn vpc(&self, block: &str) -> String {
        let made = self.ask("CreateVpc", json!({"CidrBlock": block})).await;
        id(&made, "/Vpc/VpcId")
    }
    /// A subnet of that block.
    async fn subnet(&self, vpc: &str, block: &str) -> String {
        let made = self.ask("CreateSubnet", json!({"VpcId": vpc, "CidrBlock": block})).await;
        id(&made, "/Subnet/SubnetId")
    }
}

/// A text in an answer.
fn id(told: &Value, at: &str) -> String {
    told.pointer(at).and_then(Value::as_str).unwrap_or_else(|| panic!("no {at} in {told}")).to_owned()
}

/// How many there are of a list in an answer.
fn count(told: &Value, at: &str) -> usize {
    told.pointer(at).and_then(Value::as_array).map_or(0, Vec::len)
}
