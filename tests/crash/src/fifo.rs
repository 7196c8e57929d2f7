//! A FIFO queue: by group in the order of sending, each exactly once, whatever was sent again with its deduplication id.
//!
//! Every group has one producer, which repeats a message with the same deduplication id until it is acknowledged, as an
//! SDK does, and now and then repeats an older one, before and after kills. So in the end every message was sent, and
//! there is one order that is right. One consumer reads all groups.

use crate::life::Life;
use crate::message::{Deleted, Received, body, received};
use crate::world::{World, lock};
use rand::Rng;
use serde_json::json;
use std::collections::{BTreeMap, HashMap};
use std::sync::{Arc, Mutex};
use std::time::Duration;

const GROUPS: u32 = 3;
/// Messages of a group that wait at most, before its producer pauses.
const BACKLOG: usize = 300;
/// Seconds for which a receive hides messages.
const HIDDEN: u32 = 3;

#[derive(Default)]
struct Message {
    id: Option<String>,
    deleted: Deleted,
}

/// The messages of a group by their number.
type Group = BTreeMap<u32, Message>;

struct Fifo {
    world: Arc<World>,
    queue: String,
    groups: Mutex<HashMap<u32, Group>>,
}

pub(crate) async fn run(world: Arc<World>, queue: String) -> String {
    let own = Arc::new(Fifo { world: world.clone(), queue, groups: Mutex::default() });
    if !own.make_queue().await {
        world.skip("FIFO queues: SendMessage tells no SequenceNumber");
        return format!("{}: skipped", own.queue);
    }
    let mut tasks: Vec<_> = (0..GROUPS).map(|group| tokio::spawn(own.clone().produce(group))).collect();
    tasks.push(tokio::spawn(own.clone().consume()));
    for task in tasks {
        if let Err(error) = task.await {
            world.wrong(&own.queue, format!("the harness failed: {error}"));
        }
    }
    let life = world.any_life().await;
    own.check(&life).await
}

impl Fifo {
    /// Makes the queue, and finds out whether FIFO queues are there yet.
    async fn make_queue(&self) -> bool {
        loop {
            let life = self.world.any_life().await;
            let input = json!({ "QueueName": self.queue, "Attributes": { "FifoQueue": "true" } });
            let made = life.sqs("CreateQueue", input).await;
            if made.is_none_or(|answer| !answer.is_ok()) {
                continue;
            }
            let input = json!({
                "QueueUrl": life.url(&self.queue), "MessageBody": "is-it-0", "MessageGroupId": "probe",
                "MessageDeduplicationId": "probe",
            });
            if let Some(answer) = life.sqs("SendMessage", input).await {
                return answer.json()["SequenceNumber"].is_string();
            }
        }
    }
    fn wrong(&self, name: &str, text: impl Into<String>) {
        self.world.wrong(&format!("{}/{}", self.queue, group_of(name)), format!("{name}: {}", text.into()));
    }
    /// Histories are kept by group, since order is a matter of the whole group.
    fn note(&self, life: &Life, name: &str, event: &str) {
        life.note(&format!("{}/{}", self.queue, group_of(name)), format!("{name} {event}"));
    }

    async fn produce(self: Arc<Self>, group: u32) {
        let mut rng = self.world.rng(&format!("{} group {group}", self.queue));
        let mut number = 0;
        let mut sent: Vec<String> = Vec::new();
        while let Some(life) = self.world.life().await {
            let waiting = lock(&self.groups)
                .get(&group)
                .map_or(0, |g| g.values().filter(|m| m.deleted == Deleted::No).count());
            if waiting > BACKLOG {
                tokio::time::sleep(Duration::from_millis(20)).await;
                continue;
            }
            if rng.random_ratio(1, 8) && !sent.is_empty() {
                let recent = sent.len().min(40);
                let again = &sent[sent.len() - 1 - rng.random_range(0..recent)];
                self.send(&life, again, "again").await;
                continue;
            }
            number += 1;
            let name = format!("g{group}-{number}-{}", rng.random_range(1..1_500));
            lock(&self.groups).entry(group).or_default().insert(number, Message::default());
            let mut life = life;
            while !self.send(&life, &name, "first").await {
                // The last life takes the last messages too.
                life = self.world.any_life().await;
            }
            sent.push(name);
        }
    }

    /// True when it was acknowledged.
    async fn send(&self, life: &Life, name: &str, how: &str) -> bool {
        let (group, number) = place(name);
        let input = json!({
            "QueueUrl": life.url(&self.queue), "MessageBody": body(name), "MessageGroupId": format!("g{group}"),
            "MessageDeduplicationId": name,
        });
        self.note(life, name, &format!("SendMessage ({how})"));
        let Some(answer) = life.sqs("SendMessage", input).await else { return false };
        if !answer.is_ok() {
            self.wrong(name, format!("SendMessage answered {} {}", answer.status, answer.text()));
            return true;
        }
        let id = answer.json()["MessageId"].as_str().unwrap_or_default().to_owned();
        self.note(life, name, &format!("acknowledged as {id}"));
        let mut groups = lock(&self.groups);
        if let Some(message) = groups.entry(group).or_default().get_mut(&number) {
            message.id.get_or_insert(id);
        }
        true
    }

    async fn consume(self: Arc<Self>) {
        let mut rng = self.world.rng(&format!("{} consumer", self.queue));
        while let Some(life) = self.world.life().await {
            let got = self.receive(&life, 0).await.unwrap_or_default();
            if got.is_empty() {
                tokio::time::sleep(Duration::from_millis(10)).await;
            }
            for message in got {
                // What follows it in its group stays hidden with it, and all come back in order.
                if rng.random_ratio(1, 40) {
                    break;
                }
                self.delete(&life, &message).await;
            }
        }
    }

    async fn receive(&self, life: &Life, wait: u32) -> Option<Vec<Received>> {
        let input = json!({
            "QueueUrl": life.url(&self.queue), "MaxNumberOfMessages": 10, "VisibilityTimeout": HIDDEN,
            "WaitTimeSeconds": wait,
        });
        let answer = life.sqs("ReceiveMessage", input).await?;
        let mut got = received(&answer);
        if let Some(probe) = got.iter().position(|m| m.name.starts_with("is-it")) {
            let probe = got.remove(probe);
            let input = json!({ "QueueUrl": life.url(&self.queue), "ReceiptHandle": probe.handle });
            life.sqs("DeleteMessage", input).await;
        }
        self.judge(life, &got);
        Some(got)
    }

    /// Nothing that was not deleted may be left out, nothing that was deleted may be there, and the order is that of
    /// sending.
    fn judge(&self, life: &Life, got: &[Received]) {
        let mut groups = lock(&self.groups);
        let mut seen: HashMap<u32, u32> = HashMap::new();
        for message in got {
            self.note(life, &message.name, &format!("received as {}", message.id));
            let (group, number) = place(&message.name);
            let messages = groups.entry(group).or_default();
            let Some(known) = messages.get_mut(&number) else {
                self.wrong(&message.name, "received, but never sent");
                continue;
            };
            if known.id.get_or_insert_with(|| message.id.clone()) != &message.id {
                self.wrong(&message.name, "there twice, under two message ids: deduplication forgot it");
            }
            if matches!(known.deleted, Deleted::Yes(_)) {
                self.wrong(&message.name, "received after its deletion was acknowledged");
            }
            if !message.whole {
                self.wrong(&message.name, "received with another body than it was sent with");
            }
            let after = seen.insert(group, number).unwrap_or(0);
            if after >= number {
                self.wrong(&message.name, format!("received after number {after} of its group"));
                continue;
            }
            for (left_out, _) in messages.range(after + 1..number).filter(|(_, m)| m.deleted == Deleted::No) {
                self.wrong(&message.name, format!("received before number {left_out} of its group"));
            }
        }
    }

    async fn delete(&self, life: &Life, message: &Received) {
        let (group, number) = place(&message.name);
        let set = |deleted| {
            if let Some(known) = lock(&self.groups).entry(group).or_default().get_mut(&number) {
                known.deleted = deleted;
            }
        };
        set(Deleted::Perhaps);
        self.note(life, &message.name, "DeleteMessage");
        let input = json!({ "QueueUrl": life.url(&self.queue), "ReceiptHandle": message.handle });
        // A handle whose time is up is refused; the message comes again.
        if life.sqs("DeleteMessage", input).await.is_some_and(|answer| answer.is_ok()) {
            self.note(life, &message.name, "its deletion is acknowledged");
            set(Deleted::Yes(self.world.tick()));
        }
    }

    async fn check(&self, life: &Life) -> String {
        let counted = life.count(&self.queue).await;
        let mut drained = 0;
        let mut nothing = 0;
        while nothing <= HIDDEN {
            let Some(got) = self.receive(life, 1).await else { break };
            nothing = if got.is_empty() { nothing + 1 } else { 0 };
            drained += got.len();
            for message in &got {
                self.delete(life, message).await;
            }
        }
        // The probe may be there or not.
        if counted.is_some_and(|counted| counted != drained && counted != drained + 1) {
            let text = format!("counted {counted:?} messages, drained {drained}");
            self.world.wrong(&self.queue, text);
        }
        let groups = lock(&self.groups);
        let mut sent = 0;
        for (group, messages) in groups.iter() {
            sent += messages.len();
            for (number, _) in messages.iter().filter(|(_, m)| m.deleted == Deleted::No) {
                self.wrong(&format!("g{group}-{number}"), "lost: it was acknowledged and never received");
            }
        }
        format!("{}: {sent} sent in {} groups, {drained} left", self.queue, groups.len())
    }
}

fn group_of(name: &str) -> &str {
    name.split('-').next().unwrap_or_default()
}

/// Group and number of a name: `g2-17-300`.
fn place(name: &str) -> (u32, u32) {
    let mut parts = name.trim_start_matches('g').split('-').map(|part| part.parse().unwrap_or(u32::MAX));
    (parts.next().unwrap_or(u32::MAX), parts.next().unwrap_or(u32::MAX))
}
