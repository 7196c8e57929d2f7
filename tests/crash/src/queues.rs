//! Queues made, changed and deleted: they are there as acknowledged.

use crate::life::Life;
use crate::world::World;
use rand::Rng;
use rand::rngs::StdRng;
use rand::seq::IndexedRandom;
use serde_json::json;
use std::collections::BTreeMap;
use std::sync::Arc;

/// What a queue may be: nothing where it may not be there, a visibility timeout where it may be there with it.
type May = Vec<Option<u32>>;

struct Queues {
    world: Arc<World>,
    prefix: String,
    /// Names are used once: AWS wants a minute between a deletion and the next queue of the name.
    known: BTreeMap<String, May>,
}

pub(crate) async fn run(world: Arc<World>, prefix: String) -> String {
    let mut rng = world.rng(&prefix);
    let mut own = Queues { world: world.clone(), prefix, known: BTreeMap::new() };
    while let Some(life) = world.life().await {
        own.step(&life, &mut rng).await;
    }
    let life = world.any_life().await;
    own.check(&life).await
}

impl Queues {
    async fn step(&mut self, life: &Life, rng: &mut StdRng) {
        let alive: Vec<_> = self
            .known
            .iter()
            .filter(|(_, may)| may.iter().all(Option::is_some))
            .map(|(n, _)| n.clone())
            .collect();
        let number = rng.random_range(1..1_000);
        match alive.choose(rng) {
            Some(name) if alive.len() > 20 || rng.random_ratio(1, 3) => {
                let input = json!({ "QueueUrl": life.url(name) });
                self.change(life, name, "DeleteQueue", input, None).await;
            }
            Some(name) if rng.random_ratio(1, 2) => {
                let attributes = json!({ "VisibilityTimeout": number.to_string() });
                let input = json!({ "QueueUrl": life.url(name), "Attributes": attributes });
                self.change(life, name, "SetQueueAttributes", input, Some(number)).await;
            }
            _ => {
                let name = format!("{}-{}", self.prefix, self.known.len());
                let attributes = json!({ "VisibilityTimeout": number.to_string() });
                let input = json!({ "QueueName": name, "Attributes": attributes });
                self.known.insert(name.clone(), vec![None]);
                self.change(life, &name, "CreateQueue", input, Some(number)).await;
            }
        }
    }
    /// Asks for a change: acknowledged it is so; without an answer it is so or as before.
    async fn change(
        &mut self,
        life: &Life,
        name: &str,
        operation: &str,
        input: serde_json::Value,
        to: Option<u32>,
    ) {
        let Some(may) = self.known.get_mut(name) else { return };
        life.note(name, format!("{operation} {to:?}"));
        match life.sqs(operation, input).await {
            None => may.push(to),
            Some(answer) if answer.is_ok() => {
                life.note(name, "acknowledged");
                *may = vec![to];
            }
            Some(answer) if answer.unsupported() => {}
            Some(answer) => {
                self.world.wrong(name, format!("{operation} answered {} {}", answer.status, answer.text()));
            }
        }
    }
    async fn check(&self, life: &Life) -> String {
        let there = life.queues(&format!("{}-", self.prefix)).await.unwrap_or_default();
        for (name, may) in &self.known {
            if !there.contains(name) {
                if !may.contains(&None) {
                    self.world.wrong(name, "lost: a queue that was acknowledged is not there");
                }
                continue;
            }
            if may.iter().all(Option::is_none) {
                self.world.wrong(name, "there, though its deletion was acknowledged");
            }
            let input = json!({ "QueueUrl": life.url(name), "AttributeNames": ["VisibilityTimeout"] });
            let Some(answer) = life.sqs("GetQueueAttributes", input).await else { continue };
            let has = answer.json()["Attributes"]["VisibilityTimeout"].as_str().and_then(|v| v.parse().ok());
            if !answer.unsupported() && !may.contains(&has) {
                self.world.wrong(name, format!("its VisibilityTimeout is {has:?}, and may be {may:?}"));
            }
        }
        for name in there.iter().filter(|name| !self.known.contains_key(*name)) {
            self.world.wrong(name, "there, though nobody made it");
        }
        format!("{} queues made, {} left", self.known.len(), there.len())
    }
}
