//! What fails, and what AWS then says and does. Texts and orders: /cloudformation/api/test_stacks.json
//! (test_blocked_stack_deletion) and /cloudformation/engine/test_attributes.json of the recorded answers.

use super::{House, house, things};
use model_cloudformation::ops;
use model_cloudformation::types::*;

const PAIR: &[(&str, &str)] = &[("A", "{ Value: x }"), ("B", "{ Value: !Ref A }")];

#[tokio::test]
async fn a_failed_creation_rolls_back() {
    let house = house();
    house.world.fail("create B");
    house.create(&things(PAIR)).await.unwrap();
    assert_eq!(house.settled().await, "ROLLBACK_COMPLETE");
    assert!(house.world.ids().is_empty());
    let story = house.story();
    assert_eq!(
        house.events(),
        [
            "inbox CREATE_IN_PROGRESS",
            "A CREATE_IN_PROGRESS",
            "A CREATE_IN_PROGRESS",
            "A CREATE_COMPLETE",
            "B CREATE_IN_PROGRESS",
            "B CREATE_FAILED",
            "inbox ROLLBACK_IN_PROGRESS",
            "B DELETE_COMPLETE",
            "A DELETE_IN_PROGRESS",
            "A DELETE_COMPLETE",
            "inbox ROLLBACK_COMPLETE",
        ]
    );
    assert!(
        story[5].starts_with(
            "B CREATE_FAILED: Resource handler returned message: \"it is broken (Service: Test,"
        ),
        "{}",
        story[5]
    );
    let told = "inbox ROLLBACK_IN_PROGRESS: The following resource(s) failed to create: [B]. Rollback requested by user.";
    assert_eq!(story[6], told);
    let error = house.update(&things(PAIR)).await.unwrap_err();
    assert!(error.message().contains("is in ROLLBACK_COMPLETE state and can not be updated."));
    house.delete().await.unwrap();
    assert_eq!(house.settled().await, "DELETE_COMPLETE");
}

#[tokio::test]
async fn what_is_under_way_when_another_fails_is_cancelled_and_deleted() {
    let house = house();
    house.world.hang("create A");
    house.world.fail("create B");
    house.create(&things(&[("A", "{}"), ("B", "{}"), ("C", "{ Value: !Ref A }")])).await.unwrap();
    house.world.called("create B").await;
    house.world.let_go("create A");
    assert_eq!(house.settled().await, "ROLLBACK_COMPLETE");
    assert!(house.world.ids().is_empty());
    let story = house.story();
    assert!(story.contains(&"A CREATE_FAILED: Resource creation cancelled".to_owned()), "{story:?}");
    assert!(story.contains(
        &"inbox ROLLBACK_IN_PROGRESS: The following resource(s) failed to create: [B, A]. Rollback requested by user."
            .to_owned()
    ));
    assert!(!house.world.calls().contains(&"create C".to_owned()));
}

#[tokio::test]
async fn on_failure_says_what_becomes_of_the_stack() {
    let check = async |with: fn(&mut CreateStackInput), status: &str, left: usize| {
        let house = house();
        house.world.fail("create B");
        house.create_with(&things(PAIR), with).await.unwrap();
        assert_eq!(house.settled().await, status);
        assert_eq!(house.world.ids().len(), left);
        house
    };
    let house = check(|i| i.on_failure = Some(OnFailure::DoNothing), "CREATE_FAILED", 1).await;
    assert_eq!(house.reason(), "The following resource(s) failed to create: [B]. ");
    // What stayed can be gone on with.
    house.world.mend();
    house.update(&things(PAIR)).await.unwrap();
    assert_eq!(house.settled().await, "UPDATE_COMPLETE");
    assert_eq!(house.world.ids().len(), 2);

    let house = check(|i| i.disable_rollback = Some(true), "CREATE_FAILED", 1).await;
    let rollback = RollbackStackInput { stack_name: "inbox".to_owned(), ..Default::default() };
    house.call.call::<ops::RollbackStack>(rollback).await.unwrap();
    assert_eq!(house.settled().await, "ROLLBACK_COMPLETE");
    assert!(house.world.ids().is_empty());

    let house = check(|i| i.on_failure = Some(OnFailure::Delete), "DELETE_COMPLETE", 0).await;
    let told = "inbox DELETE_IN_PROGRESS: The following resource(s) failed to create: [B]. Delete requested by user.";
    assert!(house.story().contains(&told.to_owned()));
}

#[tokio::test]
async fn an_attribute_that_the_type_has_not_fails_before_anything_is_made() {
    let house = house();
    let template = things(PAIR) + "Outputs: { Wrong: { Value: !GetAtt A.Invalid } }\n";
    house.create(&template).await.unwrap();
    assert_eq!(house.settled().await, "ROLLBACK_COMPLETE");
    assert_eq!(
        house.story(),
        [
            "inbox CREATE_IN_PROGRESS: User Initiated",
            "inbox ROLLBACK_IN_PROGRESS: [Error] /Outputs/Wrong/Value/Fn::GetAtt: Resource type AWS::Test::Thing does \
             not support attribute {Invalid}. Rollback requested by user.",
            "inbox ROLLBACK_COMPLETE",
        ]
    );
    assert!(house.world.calls().is_empty());
}

#[tokio::test]
async fn properties_are_checked_and_coerced_by_the_schema() {
    let house = house();
    house.create(&things(&[("A", "{ Nothing: x }")])).await.unwrap();
    assert_eq!(house.settled().await, "ROLLBACK_COMPLETE");
    let story = house.story();
    let failed = story.iter().find(|event| event.starts_with("A CREATE_FAILED")).unwrap();
    assert!(failed.contains("extraneous key [Nothing] is not permitted"), "{failed}");

    let house = House::made(&things(&[("A", "{ Value: 5, Count: '7' }")])).await;
    let stack = house.stack();
    let record = stack.record.read();
    assert_eq!(
        record.resources["A"].properties,
        *serde_json::json!({"Value": "5", "Count": 7}).as_object().unwrap()
    );
}

#[tokio::test]
async fn a_deletion_that_fails_can_be_repeated_or_leave_things_behind() {
    let stuck = async || {
        let house = House::made(&things(PAIR)).await;
        house.world.fail("delete B");
        house.delete().await.unwrap();
        assert_eq!(house.settled().await, "DELETE_FAILED");
        assert_eq!(house.reason(), "The following resource(s) failed to delete: [B]. ");
        // What it was made after waits for it.
        assert_eq!(house.world.ids().len(), 2);
        house
    };
    let house = stuck().await;
    house.world.mend();
    house.delete().await.unwrap();
    assert_eq!(house.settled().await, "DELETE_COMPLETE");
    assert!(house.world.ids().is_empty());

    let house = stuck().await;
    let error = house.delete_with(|i| i.retain_resources = Some(vec!["X".to_owned()])).await.unwrap_err();
    assert_eq!(error.message(), "Resource X does not exist for stack inbox");
    house.delete_with(|i| i.retain_resources = Some(vec!["B".to_owned()])).await.unwrap();
    assert_eq!(house.settled().await, "DELETE_COMPLETE");
    assert_eq!(house.world.ids(), ["b-002"]);
    assert!(house.events().contains(&"B DELETE_SKIPPED".to_owned()));

    let house = stuck().await;
    house.delete_with(|i| i.deletion_mode = Some(DeletionMode::ForceDeleteStack)).await.unwrap();
    assert_eq!(house.settled().await, "DELETE_COMPLETE");
    assert_eq!(house.world.ids(), ["b-002"]);
}

#[tokio::test]
async fn retained_resources_may_only_be_named_after_a_failure() {
    let house = House::made(&things(PAIR)).await;
    let error = house.delete_with(|i| i.retain_resources = Some(vec!["B".to_owned()])).await.unwrap_err();
    assert!(error.message().contains("only when the current stack state is DELETE_FAILED"), "{error}");
}

#[tokio::test]
async fn a_creation_that_takes_too_long_rolls_back() {
    let house = house();
    house.world.hang("create A");
    house.create_with(&things(PAIR), |i| i.timeout_in_minutes = Some(5)).await.unwrap();
    house.world.called("create A").await;
    house.call.clock().advance(std::time::Duration::from_secs(301)).await;
    house.world.let_go("create A");
    assert_eq!(house.settled().await, "ROLLBACK_COMPLETE");
    assert!(house.world.ids().is_empty());
    let told = "inbox ROLLBACK_IN_PROGRESS: Stack creation time exceeded the specified timeout. Rollback requested by user.";
    assert!(house.story().contains(&told.to_owned()), "{:?}", house.story());
}

#[tokio::test]
async fn a_stack_is_deleted_while_it_is_made() {
    let house = house();
    house.world.hang("create A");
    house.create(&things(PAIR)).await.unwrap();
    house.world.called("create A").await;
    house.delete().await.unwrap();
    house.world.let_go("create A");
    assert_eq!(house.settled().await, "DELETE_COMPLETE");
    assert!(house.world.ids().is_empty());
    assert!(!house.world.calls().contains(&"create B".to_owned()));
}

#[tokio::test]
async fn deletion_policies_hold_when_a_stack_goes_and_when_it_fails() {
    let check = async |policy: &str, except: bool, after_failure: usize, after_deletion: usize| {
        let template = format!(
            "Resources:\n  A: {{ Type: 'AWS::Test::Thing', DeletionPolicy: {policy} }}\n  B: {{ Type: 'AWS::Test::Thing', DependsOn: A }}\n"
        );
        let failing = house();
        failing.world.fail("create B");
        failing.create_with(&template, |i| i.retain_except_on_create = Some(except)).await.unwrap();
        assert_eq!(failing.settled().await, "ROLLBACK_COMPLETE");
        assert_eq!(failing.world.ids().len(), after_failure, "{policy} {except}");
        let house = House::made(&template).await;
        house.delete().await.unwrap();
        assert_eq!(house.settled().await, "DELETE_COMPLETE");
        assert_eq!(house.world.ids().len(), after_deletion, "{policy}");
    };
    check("Delete", false, 0, 0).await;
    check("Retain", false, 1, 1).await;
    check("Retain", true, 0, 1).await;
    check("RetainExceptOnCreate", false, 0, 1).await;
}
