//! Change sets. Texts and states: cloudformation/api/test_changesets.json of the recorded answers.

use super::{House, house, things};
use model_cloudformation::ops;
use model_cloudformation::types::*;
use wire::prelude::*;

async fn make(
    house: &House,
    name: &str,
    kind: ChangeSetType,
    template: &str,
) -> Result<CreateChangeSetOutput> {
    let input = CreateChangeSetInput {
        stack_name: "inbox".to_owned(),
        change_set_name: name.to_owned(),
        change_set_type: Some(kind),
        template_body: Some(template.to_owned()),
        ..Default::default()
    };
    house.call.call::<ops::CreateChangeSet>(input).await
}

async fn describe(house: &House, name: &str, values: bool) -> Result<DescribeChangeSetOutput> {
    let input = DescribeChangeSetInput {
        change_set_name: name.to_owned(),
        stack_name: Some("inbox".to_owned()),
        include_property_values: Some(values),
        ..Default::default()
    };
    house.call.call::<ops::DescribeChangeSet>(input).await
}

async fn execute(house: &House, name: &str) -> Result<ExecuteChangeSetOutput> {
    let input = ExecuteChangeSetInput {
        change_set_name: name.to_owned(),
        stack_name: Some("inbox".to_owned()),
        ..Default::default()
    };
    house.call.call::<ops::ExecuteChangeSet>(input).await
}

#[tokio::test]
async fn a_stack_is_reviewed_and_made() {
    let house = house();
    let id =
        make(&house, "first", ChangeSetType::Create, &things(&[("A", "{ Value: x }")])).await.unwrap().id;
    assert_eq!(house.described().await.stack_status, StackStatus::ReviewInProgress);
    let set = describe(&house, "first", false).await.unwrap();
    assert_eq!(set.status, Some(ChangeSetStatus::CreateComplete));
    assert_eq!(set.execution_status, Some(ExecutionStatus::Available));
    let change = set.changes.unwrap()[0].resource_change.clone().unwrap();
    assert_eq!((change.action, change.logical_resource_id), (Some(ChangeAction::Add), Some("A".to_owned())));
    assert_eq!(change.after_context, None);
    execute(&house, "first").await.unwrap();
    assert_eq!(house.settled().await, "CREATE_COMPLETE");
    assert_eq!(
        house.story()[..2],
        ["inbox REVIEW_IN_PROGRESS: User Initiated", "inbox CREATE_IN_PROGRESS: User Initiated"]
    );
    assert_eq!(house.described().await.change_set_id, id);
    let set = describe(&house, id.as_deref().unwrap(), true).await.unwrap();
    assert_eq!(set.execution_status, Some(ExecutionStatus::ExecuteComplete));
    let error = make(&house, "again", ChangeSetType::Create, &things(&[("A", "{}")])).await.unwrap_err();
    assert_eq!(
        error.message(),
        "Stack [inbox] already exists and cannot be created again with the changeSet [again]."
    );
    let error = describe(&house, "none", false).await.unwrap_err();
    assert_eq!((error.code(), error.message()), ("ChangeSetNotFound", "ChangeSet [none] does not exist"));
}

#[tokio::test]
async fn a_change_is_shown_before_it_is_made() {
    let house = House::made(&things(&[("A", "{ Fixed: x, Value: v }"), ("B", "{ Value: !Ref A }")])).await;
    let after = things(&[("A", "{ Fixed: y, Value: v }"), ("B", "{ Value: !Ref A }")]);
    make(&house, "next", ChangeSetType::Update, &after).await.unwrap();
    let set = describe(&house, "next", true).await.unwrap();
    let changes: Vec<_> = set.changes.unwrap().into_iter().filter_map(|it| it.resource_change).collect();
    let a = &changes[0];
    assert_eq!(a.replacement, Some(Replacement::True));
    assert_eq!(a.physical_resource_id.as_deref(), Some("a-001"));
    assert_eq!(a.before_context.as_deref(), Some(r#"{"Properties":{"Fixed":"x","Value":"v"}}"#));
    let target = a.details.as_ref().unwrap()[0].target.clone().unwrap();
    assert_eq!(target.path.as_deref(), Some("/Properties/Fixed"));
    assert_eq!((target.before_value.as_deref(), target.after_value.as_deref()), (Some("x"), Some("y")));
    let b = changes[1].details.as_ref().unwrap();
    assert_eq!(b[0].causing_entity.as_deref(), Some("A"));
    assert_eq!(house.world.calls(), ["create A", "create B"]);
    make(&house, "other", ChangeSetType::Update, &things(&[("A", "{}")])).await.unwrap();
    execute(&house, "next").await.unwrap();
    assert_eq!(house.settled().await, "UPDATE_COMPLETE");
    assert_eq!(house.world.ids(), ["a-003", "b-002"]);
    // The other one would change what is no more.
    let error = execute(&house, "other").await.unwrap_err();
    assert_eq!(error.code(), "InvalidChangeSetStatus");
    assert!(error.message().contains("execution status of [OBSOLETE]"), "{error}");
    let list = ListChangeSetsInput { stack_name: "inbox".to_owned(), next_token: None };
    let names = |sets: ListChangeSetsOutput| -> Vec<_> {
        sets.summaries.unwrap_or_default().into_iter().filter_map(|set| set.change_set_name).collect()
    };
    assert_eq!(names(house.call.call::<ops::ListChangeSets>(list.clone()).await.unwrap()), ["other"]);
    let delete =
        DeleteChangeSetInput { change_set_name: "other".to_owned(), stack_name: Some("inbox".to_owned()) };
    house.call.call::<ops::DeleteChangeSet>(delete).await.unwrap();
    assert!(names(house.call.call::<ops::ListChangeSets>(list).await.unwrap()).is_empty());
}

#[tokio::test]
async fn a_change_set_without_changes_fails() {
    let template = things(&[("A", "{ Value: x }")]);
    let house = House::made(&template).await;
    let id = make(&house, "none", ChangeSetType::Update, &template).await.unwrap().id.unwrap();
    let set = describe(&house, "none", false).await.unwrap();
    assert_eq!(set.status, Some(ChangeSetStatus::Failed));
    assert_eq!(set.execution_status, Some(ExecutionStatus::Unavailable));
    assert_eq!(
        set.status_reason.as_deref(),
        Some(
            "The submitted information didn't contain changes. Submit different information to create a change set."
        )
    );
    let error = execute(&house, "none").await.unwrap_err();
    assert_eq!(
        (error.code(), error.message().to_owned()),
        (
            "InvalidChangeSetStatus",
            format!("ChangeSet [{id}] cannot be executed in its current status of [FAILED]")
        )
    );
}

#[tokio::test]
async fn a_stack_under_review_is_deleted_at_once() {
    let house = house();
    make(&house, "first", ChangeSetType::Create, &things(&[("A", "{}")])).await.unwrap();
    house.delete().await.unwrap();
    assert_eq!(house.settled().await, "DELETE_COMPLETE");
    assert!(house.world.calls().is_empty());
    // Its name is free again.
    house.create(&things(&[("A", "{}")])).await.unwrap();
    let error = make(&house, "none", ChangeSetType::Update, "Resources: {}").await.unwrap_err();
    assert_eq!(error.code(), "ValidationError");
}

/// No stack has nested ones, so to include them is nothing but to say so, as the CDK's command line does.
#[tokio::test]
async fn nested_stacks_are_included_where_there_are_none() {
    let house = house();
    let input = CreateChangeSetInput {
        stack_name: "inbox".to_owned(),
        change_set_name: "first".to_owned(),
        change_set_type: Some(ChangeSetType::Create),
        template_body: Some(things(&[("A", "{}")])),
        include_nested_stacks: Some(true),
        ..Default::default()
    };
    house.call.call::<ops::CreateChangeSet>(input).await.unwrap();
    let set = describe(&house, "first", false).await.unwrap();
    assert_eq!(set.include_nested_stacks, Some(true));
}

/// engine/test_mappings.json, test_mapping_with_nonexisting_key: what a template gets wrong by itself is refused at once. A
/// missing export is the change set's own failure.
#[tokio::test]
async fn what_cannot_be_evaluated_is_refused_and_leaves_nothing() {
    let house = house();
    let mapped = "Mappings: { M: { a: { b: c } } }\nResources: { A: { Type: 'AWS::Test::Thing', Properties: { Value: !FindInMap [M, x, b] } } }";
    let error = make(&house, "first", ChangeSetType::Create, mapped).await.unwrap_err();
    assert_eq!(
        (error.code(), error.message()),
        ("ValidationError", "Template error: Unable to get mapping for M::x::b")
    );
    assert!(house.service.state.list(&house.call).is_empty());
    let importing = things(&[("A", "{ Value: !ImportValue nothing }")]);
    make(&house, "first", ChangeSetType::Create, &importing).await.unwrap();
    let set = describe(&house, "first", false).await.unwrap();
    assert_eq!(set.status, Some(ChangeSetStatus::Failed));
    assert_eq!(set.status_reason.as_deref(), Some("No export named nothing found."));
}
