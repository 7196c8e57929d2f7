//! Whatever was done to a queue, a start finds it as it was; and a message that was sent once comes once.

use super::*;
use proptest::prelude::*;

#[derive(Clone, Debug)]
enum Step {
    Send { group: u8, id: u8, delay: u8 },
    Receive { most: u8, timeout: u8 },
    Delete(usize),
    Change { which: usize, timeout: u8 },
    Pass(u16),
}

fn steps() -> impl Strategy<Value = Vec<Step>> {
    let step = prop_oneof![
        4 => (0u8..3, 0u8..6, prop_oneof![Just(0), 0u8..40])
            .prop_map(|(group, id, delay)| Step::Send { group, id, delay }),
        3 => (1u8..4, 0u8..60).prop_map(|(most, timeout)| Step::Receive { most, timeout }),
        2 => (0usize..9).prop_map(Step::Delete),
        1 => (0usize..9, 0u8..60).prop_map(|(which, timeout)| Step::Change { which, timeout }),
        2 => (1u16..200).prop_map(Step::Pass),
    ];
    proptest::collection::vec(step, 1..40)
}

fn run<F: Future>(future: F) -> F::Output {
    tokio::runtime::Builder::new_current_thread().build().unwrap().block_on(future)
}

/// Everything that can be received, with how often it was.
async fn drain(house: &House, url: &str) -> Vec<(Value, Value)> {
    let mut drained = Vec::new();
    loop {
        let ask = json!({"MaxNumberOfMessages": 10, "VisibilityTimeout": 600, "AttributeNames": ["All"]});
        let got = house.receive(url, ask).await;
        if got.is_empty() {
            return drained;
        }
        let seen = |m: &Value| (m["MessageId"].clone(), m["Attributes"]["ApproximateReceiveCount"].clone());
        drained.extend(got.iter().map(seen));
    }
}

async fn lives_on(fifo: bool, steps: Vec<Step>) -> Result<(), TestCaseError> {
    let store = Store::ephemeral().unwrap();
    let house = House::on(&store, Clock::frozen_at(Timestamp::from_seconds(1_800_000_000)));
    let url = house.queue(if fifo { "q.fifo" } else { "q" }, json!({})).await;
    let mut handles: Vec<Value> = Vec::new();
    // The naive deduplication: by id, when it was sent last that it counted.
    let mut counted: std::collections::HashMap<u8, (i64, Value)> = Default::default();
    for step in steps {
        match step {
            Step::Send { group, id, .. } if fifo => {
                let input = json!({"QueueUrl": url, "MessageBody": "m", "MessageGroupId": group.to_string(), "MessageDeduplicationId": id.to_string()});
                let sent = house.ok("SendMessage", input).await["MessageId"].clone();
                let now = house.clock.now().seconds();
                if let Some((_, first)) = counted.get(&id).filter(|(at, _)| now < at + 300) {
                    prop_assert_eq!(first, &sent, "a duplicate is the first one");
                } else {
                    prop_assert!(counted.values().all(|(_, other)| *other != sent), "a new one is new");
                    counted.insert(id, (now, sent));
                }
            }
            Step::Send { delay, .. } => {
                let input = json!({"QueueUrl": url, "MessageBody": "m", "DelaySeconds": delay});
                house.ok("SendMessage", input).await;
            }
            Step::Receive { most, timeout } => {
                let ask = json!({"MaxNumberOfMessages": most, "VisibilityTimeout": timeout});
                handles.extend(house.receive(&url, ask).await.iter().map(|m| m["ReceiptHandle"].clone()));
            }
            // An old handle may be refused, which is no matter here.
            Step::Delete(which) if !handles.is_empty() => {
                let handle = &handles[which % handles.len()];
                let _ =
                    house.try_call("DeleteMessage", json!({"QueueUrl": url, "ReceiptHandle": handle})).await;
            }
            Step::Change { which, timeout } if !handles.is_empty() => {
                let handle = &handles[which % handles.len()];
                let input = json!({"QueueUrl": url, "ReceiptHandle": handle, "VisibilityTimeout": timeout});
                let _ = house.try_call("ChangeMessageVisibility", input).await;
            }
            Step::Pass(seconds) => house.pass(seconds.into()).await,
            Step::Delete(_) | Step::Change { .. } => {}
        }
    }
    let again = House::on(&store, house.clock.clone());
    prop_assert_eq!(again.counts(&url).await, house.counts(&url).await);
    if fifo {
        // What counted still counts.
        for (id, (at, first)) in &counted {
            if house.clock.now().seconds() < at + 300 {
                let input = json!({"QueueUrl": url, "MessageBody": "m", "MessageGroupId": "9", "MessageDeduplicationId": id.to_string()});
                prop_assert_eq!(&again.ok("SendMessage", input).await["MessageId"], first);
            }
        }
    }
    prop_assert_eq!(drain(&again, &url).await, drain(&house, &url).await);
    house.pass(599).await;
    let (late, early) = (again.counts(&url).await, house.counts(&url).await);
    prop_assert_eq!(late, early);
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, failure_persistence: None, ..ProptestConfig::default() })]
    #[test]
    fn a_standard_queue_lives_on(steps in steps()) {
        run(lives_on(false, steps))?;
    }
    #[test]
    fn a_fifo_queue_lives_on_and_takes_each_message_once(steps in steps()) {
        run(lives_on(true, steps))?;
    }
}
