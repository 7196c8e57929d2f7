//! IAM: users, roles and access keys are there as acknowledged, and a key that was handed out still signs.

use crate::client::Answer;
use crate::life::Life;
use crate::world::World;
use rand::Rng;
use rand::rngs::StdRng;
use rand::seq::IndexedRandom;
use std::collections::BTreeMap;
use std::sync::Arc;

const TRUST: &str = r#"{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"AWS":"000000000000"},"Action":"sts:AssumeRole"}]}"#;

/// What is known of one user or role.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Known {
    There,
    Gone,
    Unknown,
}

struct Identities {
    world: Arc<World>,
    prefix: String,
    known: BTreeMap<String, Known>,
    keys: BTreeMap<String, (String, String)>,
}

pub(crate) async fn run(world: Arc<World>, prefix: String) -> String {
    let mut rng = world.rng(&prefix);
    let mut own = Identities { world: world.clone(), prefix, known: BTreeMap::new(), keys: BTreeMap::new() };
    while let Some(life) = world.life().await {
        if !own.step(&life, &mut rng).await {
            return "identities: skipped".to_owned();
        }
    }
    let life = world.any_life().await;
    own.check(&life).await
}

/// `User` or `Role`, by the name.
fn kind(name: &str) -> &'static str {
    if name.ends_with("-role") { "Role" } else { "User" }
}

impl Identities {
    /// False when the program has no IAM.
    async fn step(&mut self, life: &Life, rng: &mut StdRng) -> bool {
        let with_key = |name: &String| self.keys.contains_key(name);
        let there: Vec<_> =
            self.known.iter().filter(|(_, k)| **k == Known::There).map(|(n, _)| n.clone()).collect();
        match there.choose(rng) {
            Some(name) if kind(name) == "User" && !with_key(name) && rng.random_ratio(1, 4) => {
                let asked = life.query("iam", None, "CreateAccessKey", &[("UserName", name)]).await;
                match asked {
                    Some(answer) if answer.is_ok() => {
                        let part = |name| answer.element(name).unwrap_or_default();
                        life.note(name, "CreateAccessKey is acknowledged");
                        self.keys.insert(name.clone(), (part("AccessKeyId"), part("SecretAccessKey")));
                    }
                    // Whether the user has a key now is unknown, so it cannot be deleted any more.
                    None => drop(self.known.insert(name.clone(), Known::Unknown)),
                    Some(_) => {}
                }
                true
            }
            Some(name) if !with_key(name) && rng.random_ratio(1, 3) => {
                let operation = format!("Delete{}", kind(name));
                let field = format!("{}Name", kind(name));
                life.note(name, &operation);
                let asked = life.query("iam", None, &operation, &[(&field, name)]).await;
                self.asked(life, name, asked, Known::Gone)
            }
            _ => {
                let suffix = if rng.random_ratio(1, 2) { "role" } else { "user" };
                let name = format!("{}-{}-{suffix}", self.prefix, self.known.len());
                let field = format!("{}Name", kind(&name));
                let mut input = vec![(field.as_str(), name.as_str())];
                if suffix == "role" {
                    input.push(("AssumeRolePolicyDocument", TRUST));
                }
                let operation = format!("Create{}", kind(&name));
                life.note(&name, &operation);
                let asked = life.query("iam", None, &operation, &input).await;
                self.asked(life, &name, asked, Known::There)
            }
        }
    }
    fn asked(&mut self, life: &Life, name: &str, asked: Option<Answer>, becomes: Known) -> bool {
        let state = match asked {
            None => Known::Unknown,
            Some(answer) if answer.unsupported() => return false,
            Some(answer) if answer.is_ok() => {
                life.note(name, "acknowledged");
                becomes
            }
            Some(answer) => {
                self.world.wrong(name, format!("answered {} {}", answer.status, answer.text()));
                Known::Unknown
            }
        };
        self.known.insert(name.to_owned(), state);
        true
    }
    async fn check(&self, life: &Life) -> String {
        for (name, known) in &self.known {
            let field = format!("{}Name", kind(name));
            let asked = life.query("iam", None, &format!("Get{}", kind(name)), &[(&field, name)]).await;
            let Some(answer) = asked.filter(|answer| !answer.unsupported()) else { continue };
            match known {
                Known::There if !answer.is_ok() => {
                    self.world.wrong(name, format!("lost: {} {}", answer.status, answer.text()));
                }
                Known::Gone if answer.is_ok() => {
                    self.world.wrong(name, "there, though its deletion was acknowledged");
                }
                _ => {}
            }
        }
        for (name, (id, secret)) in &self.keys {
            let asked = life.query("sts", Some((id, secret)), "GetCallerIdentity", &[]).await;
            let Some(answer) = asked.filter(|answer| !answer.unsupported()) else { continue };
            if !answer.element("Arn").is_some_and(|arn| arn.ends_with(&format!("user/{name}"))) {
                self.world.wrong(name, format!("its access key no longer signs: {}", answer.text()));
            }
        }
        format!("{} users and roles, {} access keys", self.known.len(), self.keys.len())
    }
}
