//! Stacks: what was acknowledged settles after the restart, with exactly the resources of its template.
//!
//! Nothing in these templates can fail, so a stack that rolls back or fails does so because the server died, and that is
//! wrong: a server goes on where it was.

use crate::client::Answer;
use crate::life::Life;
use crate::template::Template;
use crate::world::World;
use rand::Rng;
use rand::rngs::StdRng;
use std::collections::BTreeSet;
use std::sync::Arc;
use std::time::{Duration, Instant};

/// Longest time until a stack settles while nobody kills the server.
const PATIENCE: Duration = Duration::from_secs(15);

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Asked {
    Create,
    Update,
    Delete,
}

enum State {
    None,
    /// Asked for, and not settled yet.
    Pending {
        asked: Asked,
        acknowledged: bool,
        to: Option<Template>,
    },
    Settled,
}

struct Stack {
    world: Arc<World>,
    slot: String,
    name: String,
    /// The template that it settled with.
    now: Option<Template>,
    state: State,
    made: u32,
    version: u32,
    unsupported: BTreeSet<String>,
}

/// The state of a stack, as DescribeStacks tells it.
enum Seen {
    Absent,
    Moving,
    Final(String),
}

pub(crate) async fn run(world: Arc<World>, slot: String) -> String {
    let mut rng = world.rng(&slot);
    let mut own = Stack {
        world: world.clone(),
        slot,
        name: String::new(),
        now: None,
        state: State::None,
        made: 0,
        version: 0,
        unsupported: BTreeSet::new(),
    };
    let mut settled = 0;
    while let Some(life) = world.life().await {
        settled += u32::from(own.step(&life, &mut rng, true).await);
        if world.is_wrong() {
            break;
        }
    }
    let life = world.any_life().await;
    let began = Instant::now();
    while life.last && matches!(own.state, State::Pending { .. }) {
        settled += u32::from(own.step(&life, &mut rng, false).await);
        if began.elapsed() > PATIENCE {
            own.wrong(&life, "does not settle").await;
            break;
        }
    }
    own.step(&life, &mut rng, false).await;
    format!("{}: {} stacks, settled {settled} times", own.slot, own.made)
}

impl Stack {
    async fn wrong(&mut self, life: &Life, text: &str) {
        let answer = self.call(life, "DescribeStackEvents", &[("StackName", &self.name)]).await;
        if answer.is_none() && matches!(self.state, State::Pending { .. }) {
            return; // The next life will be asked.
        }
        let events = answer.map(|answer| members(&answer)).unwrap_or_default();
        self.state = State::None;
        let mut unsupported = false;
        for event in events.iter().rev() {
            let told = |name| part(event, name).unwrap_or_default();
            let (id, status, reason) =
                (told("LogicalResourceId"), told("ResourceStatus"), told("ResourceStatusReason"));
            // The stack's own events are its history too.
            life.note(&self.name, format!("event: {id} {status} {reason}"));
            if reason.contains("Maquette does not support") {
                let kind = told("ResourceType");
                let what = reason.split(['"', '.']).nth(1).unwrap_or_default();
                self.world.skip(format!("stacks with {kind}: {what}"));
                unsupported = true;
                // Without queues there would be nothing to look at.
                if kind != "AWS::SQS::Queue" {
                    self.unsupported.insert(kind);
                }
            }
        }
        if !unsupported {
            self.world.wrong(&self.name, text);
        }
    }
    async fn call(&self, life: &Life, operation: &str, input: &[(&str, &str)]) -> Option<Answer> {
        life.query("cloudformation", None, operation, input).await
    }

    /// One step of its life. True when it settled.
    async fn step(&mut self, life: &Life, rng: &mut StdRng, work: bool) -> bool {
        match &self.state {
            State::Pending { .. } => return self.settle(life).await,
            State::Settled => {
                if self.verify(life).await.is_none() || !work {
                    return false;
                }
                if rng.random_ratio(1, 2) {
                    self.ask(life, Asked::Update, rng).await;
                } else {
                    self.ask(life, Asked::Delete, rng).await;
                }
            }
            State::None if work => {
                self.made += 1;
                self.name = format!("{}n{}", self.slot, self.made);
                self.now = None;
                self.ask(life, Asked::Create, rng).await;
            }
            State::None => {}
        }
        false
    }

    async fn ask(&mut self, life: &Life, asked: Asked, rng: &mut StdRng) {
        self.version += 1;
        let to =
            (asked != Asked::Delete).then(|| Template::new(&self.name, self.version, &self.unsupported, rng));
        let mut input = vec![("StackName", self.name.as_str())];
        if let Some(to) = &to {
            input.push(("TemplateBody", to.text.as_str()));
            input.push(("Capabilities.member.1", "CAPABILITY_NAMED_IAM"));
            let ids: Vec<_> = to.resources.keys().map(String::as_str).collect();
            life.note(&self.name, format!("{asked:?}Stack with {}, version {}", ids.join(" "), self.version));
        } else {
            life.note(&self.name, "DeleteStack");
        }
        let answer = self.call(life, &format!("{asked:?}Stack"), &input).await;
        let acknowledged = match &answer {
            None => false,
            Some(answer) if answer.is_ok() => {
                life.note(&self.name, "acknowledged");
                true
            }
            Some(answer) => {
                self.refused(life, answer).await;
                return;
            }
        };
        self.state = State::Pending { asked, acknowledged, to };
    }
    /// A type that the program does not know yet is left out from now on.
    async fn refused(&mut self, life: &Life, answer: &Answer) {
        let text = answer.text().into_owned();
        let kinds =
            text.split("Unrecognized resource types: [").nth(1).and_then(|rest| rest.split(']').next());
        let Some(kinds) = kinds else {
            return self.wrong(life, &format!("answered {} {text}", answer.status)).await;
        };
        for kind in kinds.split(", ") {
            self.world.skip(format!("stacks with {kind}"));
            self.unsupported.insert(kind.to_owned());
        }
    }

    async fn look(&self, life: &Life) -> Option<Seen> {
        let answer = self.call(life, "DescribeStacks", &[("StackName", &self.name)]).await?;
        if !answer.is_ok() {
            return Some(Seen::Absent);
        }
        let status = answer.element("StackStatus").unwrap_or_default();
        Some(if status.ends_with("IN_PROGRESS") { Seen::Moving } else { Seen::Final(status) })
    }

    async fn settle(&mut self, life: &Life) -> bool {
        let State::Pending { asked, acknowledged, to } = &self.state else { return false };
        let (asked, acknowledged, to) = (*asked, *acknowledged, to.clone());
        let Some(seen) = self.look(life).await else { return false };
        let (state, now) = match (seen, asked) {
            (Seen::Moving, _) => {
                tokio::time::sleep(Duration::from_millis(20)).await;
                return false;
            }
            (Seen::Absent, Asked::Delete) => (State::None, None),
            (Seen::Absent, Asked::Create) if !acknowledged => (State::None, None),
            (Seen::Absent, _) => {
                self.wrong(life, "lost: it was acknowledged, and is not there").await;
                return false;
            }
            (Seen::Final(status), Asked::Create) if status == "CREATE_COMPLETE" => (State::Settled, to),
            (Seen::Final(status), Asked::Update) if status == "UPDATE_COMPLETE" && acknowledged => {
                (State::Settled, to)
            }
            (Seen::Final(status), _)
                if !acknowledged && ["CREATE_COMPLETE", "UPDATE_COMPLETE"].contains(&status.as_str()) =>
            {
                let Some(text) = self.template(life).await else { return false };
                let now = [self.now.clone(), to].into_iter().flatten().find(|t| t.text == text);
                if now.is_none() {
                    self.wrong(life, "has a template that nobody gave it").await;
                    return false;
                }
                (State::Settled, now)
            }
            (Seen::Final(status), _) => {
                let word = if acknowledged { "was acknowledged" } else { "had no answer" };
                self.wrong(life, &format!("{asked:?} {word}, and it ended as {status}")).await;
                return false;
            }
        };
        self.now = now;
        if self.verify(life).await.is_none() {
            return false;
        }
        life.note(&self.name, "settled");
        self.state = if matches!(self.state, State::Pending { .. }) { state } else { State::None };
        true
    }
    async fn template(&self, life: &Life) -> Option<String> {
        self.call(life, "GetTemplate", &[("StackName", &self.name)]).await?.element("TemplateBody")
    }

    /// Exactly the resources of its template are there: nothing is lost, doubled or left behind. Nothing when the server
    /// died meanwhile.
    async fn verify(&mut self, life: &Life) -> Option<()> {
        let mut wrong = Vec::new();
        let described = if self.now.is_some() { self.described(life).await? } else { Vec::new() };
        let none = || Template { text: String::new(), resources: serde_json::Map::new(), timeout: 0 };
        let template = self.now.clone().unwrap_or_else(none);
        let declared: BTreeSet<_> = template.resources.keys().cloned().collect();
        let there: BTreeSet<_> = described.iter().map(|(id, _)| id.clone()).collect();
        if declared != there || described.len() != there.len() {
            wrong.push(format!("its resources are {there:?}, its template's {declared:?}"));
        }
        for (kind, found) in [
            ("AWS::SQS::Queue", life.queues(&format!("{}-", self.name)).await?),
            ("AWS::SNS::Topic", self.listed(life, "sns", "ListTopics", "TopicArn", "NextToken").await?),
            ("AWS::IAM::Role", self.listed(life, "iam", "ListRoles", "RoleName", "Marker").await?),
        ] {
            if self.unsupported.contains(kind) {
                continue;
            }
            let own =
                |id: &str| described.iter().find(|(logical, _)| logical == id).map(|(_, physical)| physical);
            let physical = template.of_type(kind).filter_map(own);
            let expected: BTreeSet<_> =
                physical.map(|p| p.rsplit(['/', ':']).next().unwrap_or(p).to_owned()).collect();
            let there: BTreeSet<_> =
                found.iter().map(|p| p.rsplit(['/', ':']).next().unwrap_or(p).to_owned()).collect();
            if expected != there {
                wrong.push(format!("of {kind} there is {there:?}, it should be {expected:?}"));
            }
            if kind == "AWS::SQS::Queue" {
                for queue in expected.intersection(&there) {
                    let input = serde_json::json!({
                        "QueueUrl": life.url(queue), "AttributeNames": ["VisibilityTimeout"],
                    });
                    let answer = life.sqs("GetQueueAttributes", input).await?;
                    let has = answer.json()["Attributes"]["VisibilityTimeout"].clone();
                    let wanted = template.timeout.to_string();
                    if answer.is_ok() && has != wanted.as_str() {
                        wrong.push(format!("{queue} has the VisibilityTimeout {has}, it should be {wanted}"));
                    }
                }
            }
        }
        if !wrong.is_empty() {
            self.wrong(life, &wrong.join("; ")).await;
        }
        Some(())
    }
    /// Logical and physical ids.
    async fn described(&self, life: &Life) -> Option<Vec<(String, String)>> {
        let answer = self.call(life, "DescribeStackResources", &[("StackName", &self.name)]).await?;
        let pair = |member: &String| {
            let physical = part(member, "PhysicalResourceId").unwrap_or_default();
            Some((part(member, "LogicalResourceId")?, physical))
        };
        Some(members(&answer).iter().filter_map(pair).collect())
    }
    /// What bears the stack's name, over all pages.
    async fn listed(
        &self,
        life: &Life,
        service: &str,
        operation: &str,
        element: &str,
        token: &str,
    ) -> Option<Vec<String>> {
        let kind = if service == "sns" { "AWS::SNS::Topic" } else { "AWS::IAM::Role" };
        if self.unsupported.contains(kind) {
            return Some(Vec::new());
        }
        let mut found = Vec::new();
        let mut next: Option<String> = None;
        for _ in 0..100 {
            let input: Vec<_> = next.iter().map(|t| (token, t.as_str())).collect();
            let answer = life.query(service, None, operation, &input).await?;
            if answer.unsupported() {
                break;
            }
            found.extend(answer.elements(element));
            next = answer.element(if service == "sns" { "NextToken" } else { token });
            if next.is_none() {
                break;
            }
        }
        let prefix = format!("{}-", self.name);
        found.retain(|name| name.rsplit(':').next().is_some_and(|n| n.starts_with(&prefix)));
        Some(found)
    }
}

/// The members of an answer's list, as texts.
fn members(answer: &Answer) -> Vec<String> {
    answer.text().split("<member>").skip(1).map(str::to_owned).collect()
}

fn part(member: &str, name: &str) -> Option<String> {
    let rest = member.split(&format!("<{name}>")).nth(1)?;
    Some(rest.split('<').next()?.to_owned())
}
