//! The service against the door, with SQS behind it, in this process.

use crate::CloudFormation;
use crate::state::Stack;
use clock::{Clock, Timestamp};
use door::{Builder, Call, Caller, Track};
use model_cloudformation::ops;
use model_cloudformation::types::*;
use std::sync::Arc;
use store::Store;
use wire::prelude::*;

struct House {
    call: Call,
    service: Arc<CloudFormation>,
}

fn house() -> House {
    let store = Store::ephemeral().unwrap();
    let clock = Clock::frozen_at(Timestamp::from_seconds(1_800_000_000));
    let sqs = Arc::new(sqs::Sqs::open(&store, &clock).unwrap());
    let service = Arc::new(CloudFormation::open(&store, sqs::resources::types()).unwrap());
    let door = Builder::new(clock, Track::in_memory())
        .service(&sqs, sqs.routes())
        .service(&service, service.routes())
        .build();
    House { call: door.call(Caller::root("000000000000", "test"), "us-east-1"), service }
}

impl House {
    async fn create(&self, template: &str) -> Result<CreateStackOutput> {
        let input = CreateStackInput {
            stack_name: "inbox".to_owned(),
            template_body: Some(template.to_owned()),
            ..Default::default()
        };
        self.call.call::<ops::CreateStack>(input).await
    }
    async fn update(&self, template: &str) -> Result<UpdateStackOutput> {
        let input = UpdateStackInput {
            stack_name: "inbox".to_owned(),
            template_body: Some(template.to_owned()),
            ..Default::default()
        };
        self.call.call::<ops::UpdateStack>(input).await
    }
    fn stack(&self) -> Arc<Stack> {
        self.service.state.list(&self.call).remove(0)
    }
    /// Waits until nothing is under way, and tells how it came out.
    async fn settled(&self) -> String {
        let stack = self.stack();
        loop {
            let changed = stack.changed.notified();
            let status = stack.record.read().status.clone();
            if !status.ends_with("IN_PROGRESS") {
                return status;
            }
            changed.await;
        }
    }
    /// The events, the oldest first: logical id and state.
    fn events(&self) -> Vec<String> {
        let events = self.service.state.events(&self.stack());
        events.iter().rev().map(|e| format!("{} {}", e.logical, e.status)).collect()
    }
    async fn queues(&self) -> Vec<String> {
        let urls = self.call.call::<model_sqs::ops::ListQueues>(Default::default()).await.unwrap().queue_urls;
        urls.unwrap_or_default().iter().map(|url| url.rsplit('/').next().unwrap().to_owned()).collect()
    }
}

const TWO: &str = r"
Resources:
  Orders:
    Type: AWS::SQS::Queue
    Properties: { QueueName: !Sub '${Dead.QueueName}-source' }
  Dead:
    Type: AWS::SQS::Queue
    Properties: { QueueName: dead }
Outputs:
  Arn: { Value: !GetAtt Orders.Arn, Export: { Name: orders } }
";

#[tokio::test]
async fn a_stack_is_made_in_the_order_of_its_references_and_deleted_in_the_other() {
    let house = house();
    house.create(TWO).await.unwrap();
    assert_eq!(house.settled().await, "CREATE_COMPLETE");
    assert_eq!(
        house.events(),
        [
            "inbox CREATE_IN_PROGRESS",
            "Dead CREATE_IN_PROGRESS",
            "Dead CREATE_IN_PROGRESS",
            "Dead CREATE_COMPLETE",
            "Orders CREATE_IN_PROGRESS",
            "Orders CREATE_IN_PROGRESS",
            "Orders CREATE_COMPLETE",
            "inbox CREATE_COMPLETE",
        ]
    );
    let described = house.call.call::<ops::DescribeStacks>(Default::default()).await.unwrap().stacks.unwrap();
    let output = described[0].outputs.as_ref().unwrap()[0].clone();
    assert_eq!(output.output_value.as_deref(), Some("arn:aws:sqs:us-east-1:000000000000:dead-source"));
    let delete = DeleteStackInput { stack_name: "inbox".to_owned(), ..Default::default() };
    house.call.call::<ops::DeleteStack>(delete).await.unwrap();
    assert_eq!(house.settled().await, "DELETE_COMPLETE");
    assert!(house.queues().await.is_empty());
    let tail = house.events().split_off(8);
    assert_eq!(
        tail[1..5],
        [
            "Orders DELETE_IN_PROGRESS",
            "Orders DELETE_COMPLETE",
            "Dead DELETE_IN_PROGRESS",
            "Dead DELETE_COMPLETE"
        ]
    );
}

#[tokio::test]
async fn an_unknown_type_is_refused_before_anything_is_made() {
    let house = house();
    let error = house.create("Resources: { A: { Type: AWS::SQS::Nothing } }").await.unwrap_err();
    assert_eq!(error.message(), "Template format error: Unrecognized resource types: [AWS::SQS::Nothing]");
}

#[tokio::test]
async fn an_update_replaces_what_cannot_be_changed_and_cleans_up() {
    let house = house();
    house.create(TWO).await.unwrap();
    house.settled().await;
    assert_eq!(house.update(TWO).await.unwrap_err().message(), "No updates are to be performed.");
    house.update(&TWO.replace("QueueName: dead", "QueueName: other")).await.unwrap();
    assert_eq!(house.settled().await, "UPDATE_COMPLETE");
    assert_eq!(house.queues().await, ["other", "other-source"]);
}

#[tokio::test]
async fn a_failed_creation_rolls_back() {
    let house = house();
    let template = TWO.replace("  Dead:", "  Broken: { Type: AWS::SQS::QueuePolicy, Properties: { Queues: [nope], PolicyDocument: {} } }\n  Dead:");
    house.create(&template).await.unwrap();
    assert_eq!(house.settled().await, "ROLLBACK_COMPLETE");
    assert!(house.queues().await.is_empty());
}
