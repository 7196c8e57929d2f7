//! Stacks that go well, with SQS behind the door.

use super::house;
use model_cloudformation::ops;

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
    house.delete().await.unwrap();
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
