//! A standard queue: what was acknowledged is there once, what was not is there at most once, what was deleted is gone.

use crate::life::Life;
use crate::message::{Deleted, Received, body, received};
use crate::world::{World, lock};
use rand::Rng;
use rand::rngs::StdRng;
use serde_json::{Value, json};
use std::collections::{BTreeMap, HashSet};
use std::sync::{Arc, Mutex};
use std::time::Duration;

/// Messages that wait at most, before producers pause.
const BACKLOG: usize = 2_000;
/// Seconds for which a receive hides messages, and their longest delay.
const HIDDEN: u64 = 2;

#[derive(Default)]
struct Message {
    /// The id that the acknowledgement told; nothing while it is unknown whether it was sent.
    id: Option<String>,
    deleted: Deleted,
}

struct Standard {
    world: Arc<World>,
    queue: String,
    messages: Mutex<BTreeMap<String, Message>>,
}

/// Two producers and two consumers on one queue, then the check.
pub(crate) async fn run(world: Arc<World>, queue: String) -> String {
    let own = Arc::new(Standard { world: world.clone(), queue, messages: Mutex::default() });
    own.make_queue().await;
    let mut tasks = Vec::new();
    for number in 0..2 {
        tasks.push(tokio::spawn(own.clone().produce(number)));
        tasks.push(tokio::spawn(own.clone().consume(number)));
    }
    for task in tasks {
        if let Err(error) = task.await {
            world.wrong(&own.queue, format!("the harness failed: {error}"));
        }
    }
    let life = world.any_life().await;
    own.check(&life).await
}

impl Standard {
    async fn make_queue(&self) {
        loop {
            let life = self.world.any_life().await;
            let made = life.sqs("CreateQueue", json!({ "QueueName": self.queue })).await;
            if made.is_some_and(|answer| answer.is_ok()) {
                return;
            }
        }
    }
    fn key(&self, name: &str) -> String {
        format!("{}/{name}", self.queue)
    }
    fn wrong(&self, name: &str, text: impl Into<String>) {
        self.world.wrong(&self.key(name), text);
    }

    async fn produce(self: Arc<Self>, number: u32) {
        let mut rng = self.world.rng(&format!("{} producer {number}", self.queue));
        let mut count = 0;
        while let Some(life) = self.world.life().await {
            if lock(&self.messages).values().filter(|m| m.deleted == Deleted::No).count() > BACKLOG {
                tokio::time::sleep(Duration::from_millis(20)).await;
                continue;
            }
            let many = if rng.random_ratio(1, 4) { rng.random_range(2..=10) } else { 1 };
            let names: Vec<_> = (0..many)
                .map(|_| {
                    count += 1;
                    let most = if rng.random_ratio(1, 50) { 60_000 } else { 1_500 };
                    format!("p{number}-{count}-{}", rng.random_range(1..most))
                })
                .collect();
            let delay = u32::from(rng.random_ratio(1, 20));
            self.send(&life, &names, delay).await;
        }
    }

    async fn send(&self, life: &Life, names: &[String], delay: u32) {
        for name in names {
            lock(&self.messages).insert(name.clone(), Message::default());
            life.note(&self.key(name), format!("SendMessage, {} together, delayed {delay} s", names.len()));
        }
        let url = life.url(&self.queue);
        let [name] = names else { return self.send_batch(life, &url, names, delay).await };
        let input = json!({ "QueueUrl": url, "MessageBody": body(name), "DelaySeconds": delay });
        let Some(answer) = life.sqs("SendMessage", input).await else { return };
        let id = answer.json()["MessageId"].as_str().map(str::to_owned);
        if !answer.is_ok() || id.is_none() {
            return self.wrong(name, format!("SendMessage answered {} {}", answer.status, answer.text()));
        }
        self.sent(life, name, id);
    }
    async fn send_batch(&self, life: &Life, url: &str, names: &[String], delay: u32) {
        let entries: Vec<_> = names
            .iter()
            .map(|name| json!({ "Id": name, "MessageBody": body(name), "DelaySeconds": delay }))
            .collect();
        let input = json!({ "QueueUrl": url, "Entries": entries });
        let Some(answer) = life.sqs("SendMessageBatch", input).await else { return };
        if answer.unsupported() {
            let mut messages = lock(&self.messages);
            return names.iter().for_each(|name| drop(messages.remove(name)));
        }
        let answer = answer.json();
        for entry in answer["Successful"].as_array().into_iter().flatten() {
            let name = entry["Id"].as_str().unwrap_or_default();
            self.sent(life, name, entry["MessageId"].as_str().map(str::to_owned));
        }
        for name in
            names.iter().filter(|name| lock(&self.messages).get(*name).is_some_and(|m| m.id.is_none()))
        {
            self.wrong(name, format!("SendMessageBatch did not send it: {answer}"));
        }
    }
    fn sent(&self, life: &Life, name: &str, id: Option<String>) {
        life.note(&self.key(name), format!("acknowledged as {}", id.as_deref().unwrap_or("?")));
        match lock(&self.messages).get_mut(name) {
            Some(message) => message.id = id,
            None => self.wrong(name, "acknowledged, but never sent"),
        }
    }

    async fn consume(self: Arc<Self>, number: u32) {
        let mut rng = self.world.rng(&format!("{} consumer {number}", self.queue));
        while let Some(life) = self.world.life().await {
            let wait = u32::from(rng.random_ratio(1, 10));
            let got = self.receive(&life, wait).await.unwrap_or_default();
            if got.is_empty() {
                tokio::time::sleep(Duration::from_millis(10)).await;
            }
            self.treat(&life, &mut rng, got).await;
        }
    }

    /// Receives, and checks what can be said of each message by itself.
    async fn receive(&self, life: &Life, wait: u32) -> Option<Vec<Received>> {
        let asked = self.world.tick();
        let input = json!({
            "QueueUrl": life.url(&self.queue), "MaxNumberOfMessages": 10, "VisibilityTimeout": HIDDEN,
            "WaitTimeSeconds": wait,
        });
        let answer = life.sqs("ReceiveMessage", input).await?;
        if !answer.is_ok() {
            self.wrong("", format!("ReceiveMessage answered {} {}", answer.status, answer.text()));
        }
        let got = received(&answer);
        for message in &got {
            life.note(&self.key(&message.name), format!("received as {}", message.id));
            let mut messages = lock(&self.messages);
            let Some(known) = messages.get_mut(&message.name) else {
                self.wrong(&message.name, "received, but never sent");
                continue;
            };
            if !message.whole {
                self.wrong(&message.name, "received with another body than it was sent with");
            }
            // One whose sending had no answer is there after all: from now on under this id.
            if known.id.get_or_insert_with(|| message.id.clone()) != &message.id {
                self.wrong(&message.name, "there twice, under two message ids");
            }
            if matches!(known.deleted, Deleted::Yes(at) if at < asked) {
                self.wrong(&message.name, "received after its deletion was acknowledged");
            }
        }
        Some(got)
    }

    /// Most are deleted, some at once together; some are given back, some are left to come back by themselves.
    async fn treat(&self, life: &Life, rng: &mut StdRng, got: Vec<Received>) {
        if got.len() > 1 && rng.random_ratio(1, 3) {
            return self.delete(life, &got).await;
        }
        for message in got {
            match rng.random_range(0..10) {
                0 => {}
                1 => {
                    let input = json!({
                        "QueueUrl": life.url(&self.queue), "ReceiptHandle": message.handle, "VisibilityTimeout": 0,
                    });
                    life.note(&self.key(&message.name), "ChangeMessageVisibility to 0");
                    life.sqs("ChangeMessageVisibility", input).await;
                }
                _ => self.delete(life, &[message]).await,
            }
        }
    }

    async fn delete(&self, life: &Life, gone: &[Received]) {
        for message in gone {
            life.note(&self.key(&message.name), "DeleteMessage");
            if let Some(known) = lock(&self.messages).get_mut(&message.name)
                && known.deleted == Deleted::No
            {
                known.deleted = Deleted::Perhaps;
            }
        }
        let url = life.url(&self.queue);
        let deleted: Vec<String> = if let [message] = gone {
            let input = json!({ "QueueUrl": url, "ReceiptHandle": message.handle });
            let Some(answer) = life.sqs("DeleteMessage", input).await else { return };
            if answer.is_ok() { vec![message.name.clone()] } else { Vec::new() }
        } else {
            let entry = |m: &Received| json!({ "Id": m.name, "ReceiptHandle": m.handle });
            let input = json!({ "QueueUrl": url, "Entries": gone.iter().map(entry).collect::<Vec<_>>() });
            let Some(answer) = life.sqs("DeleteMessageBatch", input).await else { return };
            let answer = answer.json();
            let done = answer["Successful"].as_array().into_iter().flatten();
            done.filter_map(|e: &Value| e["Id"].as_str().map(str::to_owned)).collect()
        };
        for name in deleted {
            life.note(&self.key(&name), "its deletion is acknowledged");
            if let Some(known) = lock(&self.messages).get_mut(&name)
                && !matches!(known.deleted, Deleted::Yes(_))
            {
                known.deleted = Deleted::Yes(self.world.tick());
            }
        }
    }

    async fn check(&self, life: &Life) -> String {
        let counted = life.count(&self.queue).await;
        let drained = self.drain(life).await;
        if counted.is_some_and(|counted| counted != drained.len()) {
            let text = format!("counted {counted:?} messages, drained {}", drained.len());
            self.world.wrong(&self.queue, text);
        }
        let messages = lock(&self.messages);
        for (name, message) in messages.iter() {
            if message.id.is_some() && message.deleted == Deleted::No && !drained.contains(name) {
                self.wrong(name, "lost: it was acknowledged or seen, and nobody asked to delete it");
            }
        }
        let sure = messages.values().filter(|m| m.id.is_some()).count();
        format!("{}: {} sent, {sure} surely, {} left", self.queue, messages.len(), drained.len())
    }

    /// Everything that is still there, taken out; what is in flight comes back within its timeout.
    async fn drain(&self, life: &Life) -> HashSet<String> {
        let mut drained = HashSet::new();
        let mut nothing = 0;
        while nothing <= HIDDEN {
            let Some(got) = self.receive(life, 1).await else { break };
            nothing = if got.is_empty() { nothing + 1 } else { 0 };
            for message in got {
                let input = json!({ "QueueUrl": life.url(&self.queue), "ReceiptHandle": message.handle });
                if life.sqs("DeleteMessage", input).await.is_none_or(|answer| !answer.is_ok()) {
                    self.wrong(&message.name, "cannot be deleted");
                }
                if !drained.insert(message.name.clone()) {
                    self.wrong(&message.name, "drained twice");
                }
            }
        }
        drained
    }
}
