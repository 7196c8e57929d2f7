//! The service against the door, in this process, with time in the test's hands and real queues behind it.

mod failures;
mod http;
mod platforms;
mod publish;
mod query;
mod queues;
mod resources;
mod subscriptions;
mod topics;

use crate::Sns;
use crate::records::KeyRecord;
use clock::{Clock, Timestamp};
use door::{Builder, Call, Caller, Door, Track};
use model_sns::ops;
use model_sns::types::*;
use model_sqs::types as sqs_types;
use sqs::Sqs;
use std::sync::Arc;
use store::{Batch, Key, Store, Table};

/// A door with SNS and SQS behind it, and a call by the account's root.
struct House {
    call: Call,
    clock: Clock,
    door: Arc<Door>,
    sns: Arc<Sns>,
    store: Store,
}

/// The factors of a key that signs nothing but tests.
fn test_primes() -> Vec<String> {
    include_str!("../../testdata/signing-primes.txt").lines().map(str::to_owned).collect()
}

fn house() -> House {
    let store = Store::ephemeral().unwrap();
    // Making a key takes seconds without optimizations.
    let record = KeyRecord::certified(test_primes()).unwrap();
    let mut batch = Batch::new();
    Table::<KeyRecord>::open(&store).unwrap().put(&mut batch, &Key::root(), record);
    drop(store.commit(batch).unwrap());
    House::open(store, Clock::frozen_at(Timestamp::from_seconds(1_800_000_000)))
}

fn map(entries: &[(&str, &str)]) -> wire::shape::Map<String> {
    entries.iter().map(|(k, v)| ((*k).to_owned(), (*v).to_owned())).collect()
}

impl House {
    fn open(store: Store, clock: Clock) -> Self {
        let sqs = Arc::new(Sqs::open(&store, &clock).unwrap());
        let sns = Arc::new(Sns::open(&store).unwrap());
        let door = Builder::new(clock.clone(), Track::in_memory())
            .service(&sqs, sqs.routes())
            .service(&sns, sns.routes())
            .build();
        let call = door.call(Caller::root("000000000000", "test"), "us-east-1");
        Self { call, clock, door, sns, store }
    }
    async fn topic(&self, name: &str, attributes: &[(&str, &str)]) -> String {
        let attributes = Some(map(attributes));
        let input = CreateTopicInput { name: name.to_owned(), attributes, ..Default::default() };
        self.call.call::<ops::CreateTopic>(input).await.unwrap().topic_arn.unwrap()
    }
    /// A queue that lets SNS send.
    async fn queue(&self, name: &str) -> String {
        let arn = format!("arn:aws:sqs:us-east-1:000000000000:{name}");
        let policy = format!(
            r#"{{"Version":"2012-10-17","Statement":{{"Effect":"Allow","Principal":{{"Service":"sns.amazonaws.com"}},"Action":"sqs:SendMessage","Resource":"{arn}"}}}}"#
        );
        let mut attributes = vec![("Policy".to_owned(), policy)];
        if crate::names::is_fifo(name) {
            attributes.push(("FifoQueue".to_owned(), "true".to_owned()));
        }
        let input = sqs_types::CreateQueueInput {
            queue_name: name.to_owned(),
            attributes: Some(attributes.into_iter().collect()),
            ..Default::default()
        };
        self.call.call::<model_sqs::ops::CreateQueue>(input).await.unwrap();
        arn
    }
    async fn subscribe(
        &self,
        topic: &str,
        protocol: &str,
        endpoint: &str,
        attributes: &[(&str, &str)],
    ) -> wire::error::Result<String> {
        let input = SubscribeInput {
            topic_arn: topic.to_owned(),
            protocol: protocol.to_owned(),
            endpoint: Some(endpoint.to_owned()),
            attributes: Some(map(attributes)),
            return_subscription_arn: Some(true),
        };
        self.call.call::<ops::Subscribe>(input).await.map(|out| out.subscription_arn.unwrap())
    }
    async fn publish(&self, topic: &str, message: &str) -> wire::error::Result<PublishOutput> {
        let input = PublishInput {
            topic_arn: Some(topic.to_owned()),
            message: message.to_owned(),
            ..Default::default()
        };
        self.call.call::<ops::Publish>(input).await
    }
    /// Receives and deletes what a queue has.
    async fn receive(&self, queue_arn: &str) -> Vec<sqs_types::Message> {
        let mut parts = queue_arn.rsplit(':');
        let (name, account) = (parts.next().unwrap(), parts.next().unwrap());
        let queue_url = format!("http://localhost:4566/{account}/{name}");
        let input = sqs_types::ReceiveMessageInput {
            queue_url: queue_url.clone(),
            max_number_of_messages: Some(10),
            message_attribute_names: Some(vec!["All".to_owned()]),
            message_system_attribute_names: Some(vec!["All".to_owned()]),
            ..Default::default()
        };
        let out = self.call.call::<model_sqs::ops::ReceiveMessage>(input).await.unwrap();
        let messages = out.messages.unwrap_or_default();
        for message in &messages {
            let input = sqs_types::DeleteMessageInput {
                queue_url: queue_url.clone(),
                receipt_handle: message.receipt_handle.clone().unwrap(),
            };
            self.call.call::<model_sqs::ops::DeleteMessage>(input).await.unwrap();
        }
        messages
    }
    /// The endpoints that are subscribed to a topic.
    async fn subscriptions_of(&self, topic_arn: &str) -> Vec<String> {
        let input = ListSubscriptionsByTopicInput { topic_arn: topic_arn.to_owned(), next_token: None };
        let out = self.call.call::<ops::ListSubscriptionsByTopic>(input).await.unwrap();
        out.subscriptions.unwrap().into_iter().filter_map(|s| s.endpoint).collect()
    }
    async fn bodies(&self, queue_arn: &str) -> Vec<String> {
        self.receive(queue_arn).await.into_iter().map(|m| m.body.unwrap()).collect()
    }
}
