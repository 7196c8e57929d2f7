//! One life of the server, as its clients see it: calls are answered, or it has been killed.

use crate::client::{Answer, Client};
use crate::world::World;
use serde_json::{Value, json};
use std::sync::atomic::{AtomicBool, AtomicU32, Ordering};
use std::sync::{Arc, Weak};

pub(crate) struct Life {
    pub(crate) number: u32,
    /// Nobody kills it: the checks run in it.
    pub(crate) last: bool,
    doomed: AtomicBool,
    answered: AtomicU32,
    client: Client,
    world: Weak<World>,
}

impl Life {
    pub(crate) fn new(world: &Arc<World>, number: u32, endpoint: &str, last: bool) -> Self {
        let client = Client::new(endpoint);
        let (doomed, answered) = (AtomicBool::new(false), AtomicU32::new(0));
        Self { number, last, doomed, answered, client, world: Arc::downgrade(world) }
    }
    /// How many calls it has answered.
    pub(crate) fn answered(&self) -> u32 {
        self.answered.load(Ordering::Relaxed)
    }
    /// It is about to be killed: whatever is not answered now is no fault.
    pub(crate) fn doom(&self) {
        self.doomed.store(true, Ordering::SeqCst);
    }
    pub(crate) fn is_doomed(&self) -> bool {
        self.doomed.load(Ordering::SeqCst)
    }
    /// Notes an event of an object.
    pub(crate) fn note(&self, object: &str, event: impl AsRef<str>) {
        if let Some(world) = self.world.upgrade() {
            world.history.note(object, self.number, event.as_ref());
        }
    }

    /// A call of SQS in JSON. Nothing when the server died before it answered.
    pub(crate) async fn sqs(&self, operation: &str, input: Value) -> Option<Answer> {
        let target = format!("AmazonSQS.{operation}");
        let headers = [("content-type", "application/x-amz-json-1.0"), ("x-amz-target", target.as_str())];
        let sent = self.client.post("sqs", None, &headers, input.to_string()).await;
        self.judge("SQS", operation, sent)
    }
    /// A call in the query protocol, by `test` or by another key.
    pub(crate) async fn query(
        &self,
        service: &str,
        key: Option<(&str, &str)>,
        operation: &str,
        input: &[(&str, &str)],
    ) -> Option<Answer> {
        let version = match service {
            "cloudformation" => "2010-05-15",
            "iam" => "2010-05-08",
            "sts" => "2011-06-15",
            _ => "2010-03-31",
        };
        let mut form = format!("Action={operation}&Version={version}");
        for (name, value) in input {
            let value = percent_encoding::utf8_percent_encode(value, percent_encoding::NON_ALPHANUMERIC);
            form.extend(["&", name, "="]);
            form.extend(value);
        }
        let headers = [("content-type", "application/x-www-form-urlencoded")];
        let sent = self.client.post(service, key, &headers, form).await;
        self.judge(service, operation, sent)
    }

    fn judge(&self, service: &str, operation: &str, sent: Result<Answer, String>) -> Option<Answer> {
        let world = self.world.upgrade()?;
        match sent {
            Ok(answer) => {
                self.answered.fetch_add(1, Ordering::Relaxed);
                if answer.unsupported() {
                    world.skip(format!("{service} {operation}, which is not supported"));
                } else if answer.status >= 500 {
                    world.wrong(operation, format!("answered {} {}", answer.status, answer.text()));
                }
                Some(answer)
            }
            Err(_) if self.is_doomed() => None,
            Err(error) => {
                world.wrong(operation, format!("a living server did not answer: {error}"));
                None
            }
        }
    }

    /// The URL under which a queue is called.
    pub(crate) fn url(&self, queue: &str) -> String {
        format!("{}/000000000000/{queue}", self.client.endpoint())
    }
    /// How many messages a queue says it has, whatever their state. Nothing where that is not supported.
    pub(crate) async fn count(&self, queue: &str) -> Option<usize> {
        let names = ["", "NotVisible", "Delayed"].map(|n| format!("ApproximateNumberOfMessages{n}"));
        let input = json!({ "QueueUrl": self.url(queue), "AttributeNames": names });
        let answer = self.sqs("GetQueueAttributes", input).await?;
        let attributes = answer.json();
        answer.is_ok().then(|| {
            let count = |n: &String| attributes["Attributes"][n].as_str()?.parse::<usize>().ok();
            names.iter().filter_map(count).sum()
        })
    }
    /// The names of the queues that begin so.
    pub(crate) async fn queues(&self, prefix: &str) -> Option<Vec<String>> {
        let answer = self.sqs("ListQueues", json!({ "QueueNamePrefix": prefix })).await?;
        let urls = answer.json()["QueueUrls"].as_array().cloned().unwrap_or_default();
        Some(urls.iter().filter_map(|url| Some(url.as_str()?.rsplit('/').next()?.to_owned())).collect())
    }
}
