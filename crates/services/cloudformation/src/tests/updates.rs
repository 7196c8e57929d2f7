//! Updates: in place, with replacement, rolled back, stuck and gone on with.

use super::{House, things};
use model_cloudformation::ops;
use model_cloudformation::types::*;

#[tokio::test]
async fn a_change_in_place_is_a_change_in_place() {
    let house = House::made(&things(&[("A", "{ Value: x }"), ("B", "{ Value: !GetAtt A.Arn }")])).await;
    house
        .update(&things(&[("A", "{ Value: y, Other: z }"), ("B", "{ Value: !GetAtt A.Arn }")]))
        .await
        .unwrap();
    assert_eq!(house.settled().await, "UPDATE_COMPLETE");
    assert_eq!(house.world.value("a-001", "Value").as_deref(), Some("y"));
    assert_eq!(house.world.calls(), ["create A", "create B", "update A"]);
    assert_eq!(
        house.events().split_off(8),
        [
            "inbox UPDATE_IN_PROGRESS",
            "A UPDATE_IN_PROGRESS",
            "A UPDATE_COMPLETE",
            "inbox UPDATE_COMPLETE_CLEANUP_IN_PROGRESS",
            "inbox UPDATE_COMPLETE",
        ]
    );
}

/// cloudformation/test_change_sets.json, per-resource-events of test_direct_update.
#[tokio::test]
async fn a_replacement_makes_the_new_one_first() {
    let house = House::made(&things(&[("A", "{ Fixed: x }"), ("B", "{ Value: !Ref A }")])).await;
    house.update(&things(&[("A", "{ Fixed: y }"), ("B", "{ Value: !Ref A }")])).await.unwrap();
    assert_eq!(house.settled().await, "UPDATE_COMPLETE");
    assert_eq!(house.world.ids(), ["a-003", "b-002"]);
    assert_eq!(house.world.value("b-002", "Value").as_deref(), Some("a-003"));
    assert_eq!(
        house.story().split_off(8),
        [
            "inbox UPDATE_IN_PROGRESS: User Initiated",
            "A UPDATE_IN_PROGRESS: Requested update requires the creation of a new physical resource; hence creating one.",
            "A UPDATE_IN_PROGRESS: Resource creation Initiated",
            "A UPDATE_COMPLETE",
            "B UPDATE_IN_PROGRESS",
            "B UPDATE_COMPLETE",
            "inbox UPDATE_COMPLETE_CLEANUP_IN_PROGRESS",
            "A DELETE_IN_PROGRESS",
            "A DELETE_COMPLETE",
            "inbox UPDATE_COMPLETE",
        ]
    );
}

/// cloudformation/test_change_set_ref.json, per-resource-events of
/// test_immutable_property_update_causes_resource_replacement: the first event still bears the old id, and the events of
/// the clean-up show no properties. Those of a stack's deletion do (api/test_stacks.json, test_stack_deploy_order).
#[tokio::test]
async fn events_of_a_replacement_and_its_clean_up() {
    let house = House::made(&things(&[("A", "{ Fixed: x }")])).await;
    house.update(&things(&[("A", "{ Fixed: y }")])).await.unwrap();
    assert_eq!(house.settled().await, "UPDATE_COMPLETE");
    house.delete().await.unwrap();
    assert_eq!(house.settled().await, "DELETE_COMPLETE");
    let stack = house.stack();
    let events = house.service.state.events(&stack);
    let own = events.iter().rev().filter(|event| event.logical == "A").skip(3);
    let told = own.map(|event| {
        let id = event.physical.clone().unwrap_or_default();
        format!("{} {id} {}", event.status, event.properties.as_deref().unwrap_or("-"))
    });
    assert_eq!(
        told.collect::<Vec<_>>(),
        [
            r#"UPDATE_IN_PROGRESS a-001 {"Fixed":"y"}"#,
            r#"UPDATE_IN_PROGRESS a-002 {"Fixed":"y"}"#,
            r#"UPDATE_COMPLETE a-002 {"Fixed":"y"}"#,
            "DELETE_IN_PROGRESS a-001 -",
            "DELETE_COMPLETE a-001 -",
            r#"DELETE_IN_PROGRESS a-002 {"Fixed":"y"}"#,
            r#"DELETE_COMPLETE a-002 {"Fixed":"y"}"#,
        ]
    );
}

#[tokio::test]
async fn a_handler_that_cannot_change_in_place_has_its_resource_replaced() {
    let house = House::made(&things(&[("A", "{ Perhaps: x }")])).await;
    house.update(&things(&[("A", "{ Perhaps: y }")])).await.unwrap();
    assert_eq!(house.settled().await, "UPDATE_COMPLETE");
    assert_eq!(house.world.ids(), ["a-001"]);
    house.world.fail_with("update A", "NotUpdatable", "no");
    house.update(&things(&[("A", "{ Perhaps: z }")])).await.unwrap();
    assert_eq!(house.settled().await, "UPDATE_COMPLETE");
    assert_eq!(house.world.ids(), ["a-002"]);
}

#[tokio::test]
async fn update_replace_policy_leaves_the_old_one() {
    let template = |fixed: &str| {
        format!(
            "Resources: {{ A: {{ Type: 'AWS::Test::Thing', UpdateReplacePolicy: Retain, Properties: {{ Fixed: {fixed} }} }} }}"
        )
    };
    let house = House::made(&template("x")).await;
    house.update(&template("y")).await.unwrap();
    assert_eq!(house.settled().await, "UPDATE_COMPLETE");
    assert_eq!(house.world.ids(), ["a-001", "a-002"]);
    assert!(house.events().contains(&"A DELETE_SKIPPED".to_owned()));
    assert_eq!(house.known(), ["a-002"]);
}

#[tokio::test]
async fn a_named_resource_is_not_replaced_by_its_namesake() {
    let queue = |fifo: &str| {
        format!(
            "Resources: {{ Q: {{ Type: 'AWS::SQS::Queue', Properties: {{ QueueName: named.fifo{fifo} }} }} }}"
        )
    };
    let house = House::made(&queue(", FifoQueue: true")).await;
    house.update(&queue("")).await.unwrap();
    assert_eq!(house.settled().await, "UPDATE_ROLLBACK_COMPLETE");
    let told = "Q UPDATE_FAILED: CloudFormation cannot update a stack when a custom-named resource requires replacing. \
                Rename named.fifo and update the stack again.";
    assert!(house.story().contains(&told.to_owned()), "{:?}", house.story());
    assert_eq!(house.queues().await, ["named.fifo"]);
}

#[tokio::test]
async fn what_another_stack_has_is_not_taken() {
    let queue = "Resources: { Q: { Type: 'AWS::SQS::Queue', Properties: { QueueName: shared } } }";
    let house = House::made(queue).await;
    let first = house.described().await.stack_id.unwrap();
    house.create_with(queue, |i| i.stack_name = "other".to_owned()).await.unwrap();
    assert_eq!(house.settled_named("other").await, "ROLLBACK_COMPLETE");
    let stack = house.service.state.find(&house.call, "other").unwrap();
    let events = house.service.state.events(&stack);
    let reason = events.iter().find(|e| e.status == "CREATE_FAILED").unwrap().reason.clone().unwrap();
    assert!(reason.ends_with(&format!("shared already exists in stack {first}")), "{reason}");
    assert_eq!(house.queues().await, ["shared"]);
}

#[tokio::test]
async fn a_failed_update_goes_back_to_what_was() {
    let before = things(&[("A", "{ Fixed: x }"), ("B", "{ Value: !Ref A }"), ("Gone", "{ Value: stays }")]);
    let house = House::made(&before).await;
    house.world.fail("create C");
    let after = things(&[
        ("A", "{ Fixed: y }"),
        ("B", "{ Value: !Sub '${A}!' }"),
        ("New", "{}"),
        ("C", "{ Value: !Ref B, Other: !Ref New }"),
    ]);
    house.update(&after).await.unwrap();
    assert_eq!(house.settled().await, "UPDATE_ROLLBACK_COMPLETE");
    assert_eq!(house.world.ids(), ["a-001", "b-003", "gone-002"].map(String::from), "{:?}", house.story());
    assert_eq!(house.known(), house.world.ids());
    assert_eq!(house.world.value("b-003", "Value").as_deref(), Some("a-001"));
    let told = "inbox UPDATE_ROLLBACK_IN_PROGRESS: The following resource(s) failed to create: [C]. ";
    assert!(house.story().contains(&told.to_owned()), "{:?}", house.story());
    // It is what it was, so there is nothing to do.
    assert_eq!(house.update(&before).await.unwrap_err().message(), "No updates are to be performed.");
}

#[tokio::test]
async fn a_replacement_that_fails_keeps_the_old_one() {
    let house = House::made(&things(&[("A", "{ Fixed: x }")])).await;
    house.world.fail("create A");
    house.update(&things(&[("A", "{ Fixed: y }")])).await.unwrap();
    assert_eq!(house.settled().await, "UPDATE_ROLLBACK_COMPLETE");
    assert_eq!(house.world.ids(), ["a-001"]);
    assert_eq!(house.known(), ["a-001"]);
    let told = "inbox UPDATE_ROLLBACK_IN_PROGRESS: The following resource(s) failed to update: [A]. ";
    assert!(house.story().contains(&told.to_owned()), "{:?}", house.story());
}

#[tokio::test]
async fn a_rollback_that_fails_can_be_continued_or_skip_things() {
    let before = things(&[("A", "{ Value: x }"), ("B", "{ Value: x }")]);
    let after = things(&[("A", "{ Value: y }"), ("B", "{ Value: !Sub 'y${A}' }")]);
    let stuck = async || {
        let house = House::made(&before).await;
        house.world.fail("update B");
        house.world.hang("update A");
        house.update(&after).await.unwrap();
        house.world.called("update A").await;
        house.world.let_go("update A");
        house.until(|status| status == "UPDATE_ROLLBACK_FAILED").await;
        house
    };
    let continued = async |house: &House, skip: Option<Vec<String>>| {
        let input = ContinueUpdateRollbackInput {
            stack_name: "inbox".to_owned(),
            resources_to_skip: skip,
            ..Default::default()
        };
        house.call.call::<ops::ContinueUpdateRollback>(input).await
    };
    let house = stuck().await;
    assert_eq!(house.reason(), "The following resource(s) failed to update: [B]. ");
    let error = house.update(&before).await.unwrap_err();
    assert!(error.message().contains("UPDATE_ROLLBACK_FAILED state and can not be updated"));
    house.world.mend();
    continued(&house, None).await.unwrap();
    assert_eq!(house.settled().await, "UPDATE_ROLLBACK_COMPLETE");
    let value = |house: &House, id: &str| house.world.value(id, "Value").unwrap();
    let ids = house.known();
    assert_eq!(ids.iter().map(|id| value(&house, id)).collect::<Vec<_>>(), ["x", "x"]);

    let house = stuck().await;
    assert!(continued(&house, Some(vec!["A".to_owned()])).await.is_err());
    continued(&house, Some(vec!["B".to_owned()])).await.unwrap();
    assert_eq!(house.settled().await, "UPDATE_ROLLBACK_COMPLETE");
    assert!(continued(&house, None).await.is_err());
}

#[tokio::test]
async fn an_update_can_be_cancelled() {
    let house = House::made(&things(&[("A", "{ Value: x }")])).await;
    let cancel = || CancelUpdateStackInput { stack_name: "inbox".to_owned(), ..Default::default() };
    let error = house.call.call::<ops::CancelUpdateStack>(cancel()).await.unwrap_err();
    assert_eq!(error.message(), "CancelUpdateStack cannot be called from current stack status");
    house.world.hang("update A");
    house.update(&things(&[("A", "{ Value: y }"), ("B", "{ Value: !Ref A }")])).await.unwrap();
    house.world.called("update A").await;
    house.call.call::<ops::CancelUpdateStack>(cancel()).await.unwrap();
    house.world.let_go("update A");
    assert_eq!(house.settled().await, "UPDATE_ROLLBACK_COMPLETE");
    assert!(house.story().contains(&"A UPDATE_FAILED: Resource update cancelled".to_owned()));
    assert_eq!(house.world.value("a-001", "Value").as_deref(), Some("x"));
    assert_eq!(house.world.ids(), ["a-001"]);
}

#[tokio::test]
async fn an_update_without_rollback_stays_as_it_failed() {
    let before = things(&[("A", "{ Value: x }"), ("B", "{ Value: x }")]);
    let after = things(&[("A", "{ Value: y }"), ("B", "{ Value: y }")]);
    let house = House::made(&before).await;
    house.world.fail("update B");
    house.update_with(&after, |i| i.disable_rollback = Some(true)).await.unwrap();
    assert_eq!(house.settled().await, "UPDATE_FAILED");
    house.world.mend();
    house.update_with(&after, |i| i.disable_rollback = Some(true)).await.unwrap();
    assert_eq!(house.settled().await, "UPDATE_COMPLETE");
    assert!(house.world.ids().iter().all(|id| house.world.value(id, "Value").as_deref() == Some("y")));

    house.world.fail("update B");
    house.update_with(&before, |i| i.disable_rollback = Some(true)).await.unwrap();
    assert_eq!(house.settled().await, "UPDATE_FAILED");
    house.world.mend();
    let rollback = RollbackStackInput { stack_name: "inbox".to_owned(), ..Default::default() };
    house.call.call::<ops::RollbackStack>(rollback).await.unwrap();
    assert_eq!(house.settled().await, "UPDATE_ROLLBACK_COMPLETE");
    assert!(house.world.ids().iter().all(|id| house.world.value(id, "Value").as_deref() == Some("y")));
}

#[tokio::test]
async fn tags_and_metadata_and_conditions_are_changes() {
    let tag = |value: &str| Some(vec![Tag { key: "team".to_owned(), value: value.to_owned() }]);
    let house = House::made(&things(&[("A", "{}")])).await;
    house.update_with(&things(&[("A", "{}")]), |i| i.tags = tag("blue")).await.unwrap();
    assert_eq!(house.settled().await, "UPDATE_COMPLETE");
    assert_eq!(house.world.tags("a-001")[0], ("team".to_owned(), "blue".to_owned()));
    assert!(house.world.tags("a-001").iter().any(|(key, _)| key == "aws:cloudformation:logical-id"));

    let metadata = "Resources: { A: { Type: 'AWS::Test::Thing', Metadata: { Note: new } } }";
    house.update(metadata).await.unwrap();
    assert_eq!(house.settled().await, "UPDATE_COMPLETE");
    assert_eq!(house.world.calls(), ["create A", "update A"]);
    let input =
        DescribeStackResourceInput { stack_name: "inbox".to_owned(), logical_resource_id: "A".to_owned() };
    let detail =
        house.call.call::<ops::DescribeStackResource>(input).await.unwrap().stack_resource_detail.unwrap();
    assert_eq!(detail.metadata.as_deref(), Some("{\"Note\":\"new\"}"));

    let conditional = "
Conditions: { Never: !Equals [a, b] }
Resources:
  A: { Type: 'AWS::Test::Thing', Condition: Never }
  B: { Type: 'AWS::Test::Thing' }";
    house.update(conditional).await.unwrap();
    assert_eq!(house.settled().await, "UPDATE_COMPLETE");
    assert_eq!(house.world.ids(), ["b-002"]);
    assert_eq!(house.known(), ["b-002"]);
}

#[tokio::test]
async fn exports_are_protected_while_they_are_used() {
    let exporting = |value: &str, name: &str| {
        things(&[("A", "{}")])
            + &format!("Outputs: {{ Out: {{ Value: {value}, Export: {{ Name: {name} }} }} }}\n")
    };
    let house = House::made(&exporting("one", "shared")).await;
    let other = async |template: String, name: &str| {
        let input = CreateStackInput {
            stack_name: name.to_owned(),
            template_body: Some(template),
            ..Default::default()
        };
        house.call.call::<ops::CreateStack>(input).await.unwrap();
        house.settled_named(name).await
    };
    let importing = things(&[("B", "{ Value: !ImportValue shared }")]);
    assert_eq!(other(importing, "user").await, "CREATE_COMPLETE");
    assert_eq!(house.world.value("b-002", "Value").as_deref(), Some("one"));
    let imports = ListImportsInput { export_name: "shared".to_owned(), next_token: None };
    let imports = house.call.call::<ops::ListImports>(imports).await.unwrap().imports.unwrap();
    assert_eq!(imports, ["user"]);
    let error = house.delete().await.unwrap_err();
    assert_eq!(error.message(), "Export shared cannot be deleted as it is in use by user");

    for (template, told) in [
        (exporting("two", "shared"), "Export shared cannot be updated as it is in use by user"),
        (exporting("one", "renamed"), "Export shared cannot be deleted as it is in use by user"),
    ] {
        house.update(&template).await.unwrap();
        assert_eq!(house.settled_named("inbox").await, "UPDATE_ROLLBACK_COMPLETE");
        assert_eq!(house.reason_of("inbox", "UPDATE_ROLLBACK_IN_PROGRESS").as_deref(), Some(told));
    }
    assert_eq!(other(exporting("x", "shared"), "third").await, "ROLLBACK_COMPLETE");
    let missing = things(&[("B", "{ Value: !ImportValue nothing }")]);
    assert_eq!(other(missing, "fourth").await, "ROLLBACK_COMPLETE");
    let stories = ["third", "fourth"].map(|name| house.reason_of(name, "ROLLBACK_IN_PROGRESS").unwrap());
    assert_eq!(
        stories,
        [
            "Export with name shared is already exported by stack inbox. Rollback requested by user.",
            "No export named nothing found. Rollback requested by user.",
        ]
    );
}

/// As a creation does: the stack begins, and tells why it goes back.
#[tokio::test]
async fn an_update_to_a_missing_export_goes_back() {
    let house = House::made(&things(&[("A", "{ Value: x }")])).await;
    house.update(&things(&[("A", "{ Value: !ImportValue nothing }")])).await.unwrap();
    assert_eq!(house.settled().await, "UPDATE_ROLLBACK_COMPLETE");
    let reason = house.reason_of("inbox", "UPDATE_ROLLBACK_IN_PROGRESS").unwrap();
    assert!(reason.starts_with("No export named nothing found"), "{reason}");
}
