//! A topic with a queue behind it: what was acknowledged to the publisher arrives, though the server died in between.
//!
//! SNS promises at least once, so a message that arrives twice is counted and is no fault; a lost one is.

use crate::life::Life;
use crate::message::{body, received};
use crate::world::World;
use rand::Rng;
use serde_json::json;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;
use std::time::Duration;

/// Messages at most: nobody reads the queue before the end.
const MOST: usize = 3_000;
/// Receives of a second that give nothing, after which nothing more is expected.
const QUIET: u32 = 4;

struct Topic {
    world: Arc<World>,
    name: String,
    arn: String,
    /// Whether the publishing was acknowledged.
    published: BTreeMap<String, bool>,
}

pub(crate) async fn run(world: Arc<World>, name: String) -> String {
    let mut own = Topic { world: world.clone(), name, arn: String::new(), published: BTreeMap::new() };
    loop {
        let life = world.any_life().await;
        match own.set_up(&life).await {
            Some(true) => break,
            Some(false) => return "topics: skipped".to_owned(),
            None => {}
        }
    }
    let mut rng = world.rng(&own.name);
    while let Some(life) = world.life().await {
        if own.published.len() < MOST {
            let name = format!("m-{}-{}", own.published.len(), rng.random_range(1..900));
            own.publish(&life, name).await;
        } else {
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
    }
    let life = world.any_life().await;
    own.check(&life).await
}

impl Topic {
    /// False where the program has no topics; nothing when the server died meanwhile. Every step may be repeated.
    async fn set_up(&mut self, life: &Life) -> Option<bool> {
        let made = life.query("sns", None, "CreateTopic", &[("Name", &self.name)]).await?;
        if made.unsupported() {
            return Some(false);
        }
        self.arn = made.element("TopicArn").unwrap_or_default();
        let queue = format!("arn:aws:sqs:us-east-1:000000000000:{}", self.name);
        let policy = json!({
            "Version": "2012-10-17",
            "Statement": [{
                "Effect": "Allow", "Principal": { "Service": "sns.amazonaws.com" }, "Action": "sqs:SendMessage",
                "Resource": queue,
            }],
        });
        let attributes = json!({ "Policy": policy.to_string() });
        life.sqs("CreateQueue", json!({ "QueueName": self.name, "Attributes": attributes })).await?;
        let input = [
            ("TopicArn", self.arn.as_str()),
            ("Protocol", "sqs"),
            ("Endpoint", &queue),
            ("Attributes.entry.1.key", "RawMessageDelivery"),
            ("Attributes.entry.1.value", "true"),
        ];
        let subscribed = life.query("sns", None, "Subscribe", &input).await?;
        if !subscribed.is_ok() && !subscribed.unsupported() {
            self.world.wrong(&self.name, format!("Subscribe answered {}", subscribed.text()));
        }
        Some(subscribed.is_ok())
    }

    async fn publish(&mut self, life: &Life, name: String) {
        let key = format!("{}/{name}", self.name);
        life.note(&key, "Publish");
        let input = [("TopicArn", self.arn.as_str()), ("Message", &body(&name))];
        let answer = life.query("sns", None, "Publish", &input).await;
        match &answer {
            Some(answer) if answer.is_ok() => life.note(&key, "acknowledged"),
            Some(answer) => self.world.wrong(&key, format!("Publish answered {}", answer.text())),
            None => {}
        }
        self.published.insert(name, answer.is_some());
    }

    async fn check(&self, life: &Life) -> String {
        let (mut arrived, mut twice, mut nothing) = (BTreeSet::new(), 0, 0);
        while nothing < QUIET {
            let url = life.url(&self.name);
            let input = json!({ "QueueUrl": url, "MaxNumberOfMessages": 10, "WaitTimeSeconds": 1 });
            let Some(answer) = life.sqs("ReceiveMessage", input).await else { break };
            let got = received(&answer);
            nothing = if got.is_empty() { nothing + 1 } else { 0 };
            for message in got {
                life.note(&format!("{}/{}", self.name, message.name), "received");
                if !message.whole || !self.published.contains_key(&message.name) {
                    self.world.wrong(&self.name, format!("{} is not as it was published", message.name));
                }
                life.sqs("DeleteMessage", json!({ "QueueUrl": url, "ReceiptHandle": message.handle })).await;
                twice += u32::from(!arrived.insert(message.name));
            }
        }
        for (name, _) in self.published.iter().filter(|(name, sure)| **sure && !arrived.contains(*name)) {
            self.world.wrong(&format!("{}/{name}", self.name), "lost: acknowledged, and it never arrived");
        }
        format!("{}: {} published, {} arrived, {twice} twice", self.name, self.published.len(), arrived.len())
    }
}
