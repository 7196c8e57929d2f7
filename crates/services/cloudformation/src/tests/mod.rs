//! The service against the door, in this process: with SQS behind it, or with a type of resource that fails and hangs as a
//! test wants.

mod change_sets;
mod crash;
mod failures;
mod fake;
mod policies;
mod requests;
mod roles;
mod stacks;
mod updates;

use crate::CloudFormation;
use crate::state::Stack;
use clock::{Clock, Timestamp};
use door::{Builder, Call, Caller, Track};
use fake::World;
use model_cloudformation::ops;
use model_cloudformation::types::*;
use std::sync::Arc;
use store::Store;
use wire::prelude::*;

pub(in crate::tests) struct House {
    pub(in crate::tests) call: Call,
    pub(in crate::tests) service: Arc<CloudFormation>,
    pub(in crate::tests) world: Arc<World>,
    store: Store,
}

pub(in crate::tests) fn house() -> House {
    open(Store::ephemeral().unwrap(), Arc::default(), i64::MAX)
}

/// Opens what is kept; the store takes so many more commits.
fn open(store: Store, world: Arc<World>, commits: i64) -> House {
    let clock = Clock::frozen_at(Timestamp::from_seconds(1_800_000_000));
    let sqs = Arc::new(sqs::Sqs::open(&store, &clock).unwrap());
    let mut types = sqs::resources::types();
    types.push(Arc::new(fake::Thing(world.clone())));
    types.push(Arc::new(fake::Single(fake::Thing(world.clone()))));
    let service = Arc::new(CloudFormation::open(&store, types).unwrap());
    service.state.fuse.store(commits, std::sync::atomic::Ordering::SeqCst);
    let door = Builder::new(clock, Track::in_memory())
        .service(&sqs, sqs.routes())
        .service(&service, service.routes())
        .build();
    service.resume(&door);
    let call = door.call(Caller::root("000000000000", "test"), "us-east-1");
    House { call, service, world, store }
}

impl House {
    /// The same after the server died and started again: what the store and the world keep is all that is left.
    fn again(&self, commits: i64) -> Self {
        open(self.store.clone(), self.world.clone(), commits)
    }
    pub(in crate::tests) async fn create(&self, template: &str) -> Result<CreateStackOutput> {
        self.create_with(template, |_| {}).await
    }
    pub(in crate::tests) async fn create_with(
        &self,
        template: &str,
        with: impl FnOnce(&mut CreateStackInput),
    ) -> Result<CreateStackOutput> {
        let mut input = CreateStackInput {
            stack_name: "inbox".to_owned(),
            template_body: Some(template.to_owned()),
            ..Default::default()
        };
        with(&mut input);
        self.call.call::<ops::CreateStack>(input).await
    }
    pub(in crate::tests) async fn update(&self, template: &str) -> Result<UpdateStackOutput> {
        self.update_with(template, |_| {}).await
    }
    pub(in crate::tests) async fn update_with(
        &self,
        template: &str,
        with: impl FnOnce(&mut UpdateStackInput),
    ) -> Result<UpdateStackOutput> {
        let mut input = UpdateStackInput {
            stack_name: "inbox".to_owned(),
            template_body: Some(template.to_owned()),
            ..Default::default()
        };
        with(&mut input);
        self.call.call::<ops::UpdateStack>(input).await
    }
    pub(in crate::tests) async fn delete(&self) -> Result<DeleteStackOutput> {
        self.delete_with(|_| {}).await
    }
    pub(in crate::tests) async fn delete_with(
        &self,
        with: impl FnOnce(&mut DeleteStackInput),
    ) -> Result<DeleteStackOutput> {
        let mut input = DeleteStackInput { stack_name: "inbox".to_owned(), ..Default::default() };
        with(&mut input);
        self.call.call::<ops::DeleteStack>(input).await
    }
    pub(in crate::tests) fn stack(&self) -> Arc<Stack> {
        self.service.state.list(&self.call).remove(0)
    }
    /// Waits until nothing is under way, and tells how it came out.
    pub(in crate::tests) async fn settled(&self) -> String {
        self.until(|status| !status.ends_with("IN_PROGRESS") || status == "REVIEW_IN_PROGRESS").await
    }
    pub(in crate::tests) async fn until(&self, reached: impl Fn(&str) -> bool) -> String {
        waited(&self.stack(), reached).await
    }
    /// Waits for the stack of that name.
    pub(in crate::tests) async fn settled_named(&self, name: &str) -> String {
        let stack = self.service.state.find(&self.call, name).unwrap();
        waited(&stack, |status| !status.ends_with("IN_PROGRESS")).await
    }
    /// The reason of a stack's event.
    pub(in crate::tests) fn reason_of(&self, name: &str, status: &str) -> Option<String> {
        let stack = self.service.state.find(&self.call, name).unwrap();
        let events = self.service.state.events(&stack);
        events.iter().find(|e| e.status == status && e.logical == name)?.reason.clone()
    }
    /// Makes a stack and waits for it.
    pub(in crate::tests) async fn made(template: &str) -> Self {
        let house = house();
        house.create(template).await.unwrap();
        assert_eq!(house.settled().await, "CREATE_COMPLETE", "{:?}", house.story());
        house
    }
    /// The events, the oldest first: logical id and state.
    pub(in crate::tests) fn events(&self) -> Vec<String> {
        let events = self.service.state.events(&self.stack());
        events.iter().rev().map(|e| format!("{} {}", e.logical, e.status)).collect()
    }
    /// The events with their reasons.
    pub(in crate::tests) fn story(&self) -> Vec<String> {
        let events = self.service.state.events(&self.stack());
        let one = |e: &Arc<crate::records::EventRecord>| match &e.reason {
            Some(reason) => format!("{} {}: {reason}", e.logical, e.status),
            None => format!("{} {}", e.logical, e.status),
        };
        events.iter().rev().map(one).collect()
    }
    pub(in crate::tests) fn reason(&self) -> String {
        self.stack().record.read().reason.clone().unwrap_or_default()
    }
    pub(in crate::tests) async fn described(&self) -> model_cloudformation::types::Stack {
        let input = DescribeStacksInput { stack_name: Some("inbox".to_owned()), ..Default::default() };
        self.call.call::<ops::DescribeStacks>(input).await.unwrap().stacks.unwrap().remove(0)
    }
    pub(in crate::tests) async fn queues(&self) -> Vec<String> {
        let urls = self.call.call::<model_sqs::ops::ListQueues>(Default::default()).await.unwrap().queue_urls;
        urls.unwrap_or_default().iter().map(|url| url.rsplit('/').next().unwrap().to_owned()).collect()
    }
    /// The physical ids that the stack knows, sorted: what there is in the world must be the same.
    pub(in crate::tests) fn known(&self) -> Vec<String> {
        let stack = self.stack();
        let record = stack.record.read();
        let standing = record.resources.values().filter(|r| !r.is_gone()).filter_map(|r| r.physical.clone());
        let left = record.leftovers.iter().filter_map(|l| l.resource.physical.clone());
        let mut ids: Vec<_> = standing.chain(left).collect();
        ids.sort();
        ids
    }
}

async fn waited(stack: &Stack, reached: impl Fn(&str) -> bool) -> String {
    loop {
        let changed = stack.changed.notified();
        let status = stack.record.read().status.clone();
        if reached(&status) {
            return status;
        }
        changed.await;
    }
}

/// A template of things: each is its logical id with its properties, in YAML's flow style.
pub(in crate::tests) fn things(list: &[(&str, &str)]) -> String {
    let each = list.iter().map(|(id, properties)| {
        format!("  {id}: {{ Type: 'AWS::Test::Thing', Properties: {properties} }}\n")
    });
    format!("Resources:\n{}", each.collect::<String>())
}
