//! Stack policies, termination protection, capabilities and tokens.

use super::{House, house, things};
use crate::stack_policy::StackPolicy;
use model_cloudformation::ops;
use model_cloudformation::types::*;

#[test]
fn a_policy_is_read_or_refused() {
    let check = |text: &str, valid: bool| {
        let read = StackPolicy::parse(text);
        assert_eq!(read.is_ok(), valid, "{text}");
        // cloudformation/api/test_stack_policies.json
        if let Err(error) = read {
            assert_eq!(error.message(), "Error validating stack policy: Invalid stack policy");
        }
    };
    check("{}", true);
    check(
        r#"{"Statement": [{"Effect": "Allow", "Action": "Update:*", "Principal": "*", "Resource": "*"}]}"#,
        true,
    );
    check(
        r#"{"Statement": [{"Effect": "Allow", "Action": "Update:*", "Principal": "x", "Resource": "*"}]}"#,
        false,
    );
    check(
        r#"{"Statement": [{"Effect": "Allow", "Action": "Delete:*", "Principal": "*", "Resource": "*"}]}"#,
        false,
    );
    check(r#"{"Statement": [{"Effect": "Allow", "Action": "Update:*", "Principal": "*"}]}"#, false);
    check("not json", false);
}

#[test]
fn a_deny_wins_and_silence_denies() {
    let policy = r#"{"Statement": [
        {"Effect": "Allow", "Action": "Update:*", "Principal": "*", "NotResource": "LogicalResourceId/Quiet"},
        {"Effect": "Deny", "Action": ["Update:Replace", "Update:Delete"], "Principal": "*",
         "Resource": "LogicalResourceId/Prod*"},
        {"Effect": "Deny", "Action": "Update:*", "Principal": "*", "Resource": "*",
         "Condition": {"StringLike": {"ResourceType": ["AWS::RDS::*"]}}}
    ]}"#;
    let policy = StackPolicy::parse(policy).unwrap();
    let check = |action: &str, id: &str, kind: &str, told: Option<&str>| {
        let denied = policy.permit(action, id, kind).err().map(|error| error.message().to_owned());
        assert_eq!(denied.as_deref(), told);
    };
    check("Update:Modify", "ProdTable", "AWS::SQS::Queue", None);
    check("Update:Replace", "Other", "AWS::SQS::Queue", None);
    check(
        "Update:Replace",
        "ProdTable",
        "AWS::SQS::Queue",
        Some(
            "Action denied by stack policy: Statement [#2] does not allow [Update:Replace] for resource [LogicalResourceId/Prod*];",
        ),
    );
    check(
        "Update:Modify",
        "Other",
        "AWS::RDS::DBInstance",
        Some("Action denied by stack policy: Statement [#3] does not allow [Update:*] for resource [*];"),
    );
    check(
        "Update:Modify",
        "Quiet",
        "AWS::SQS::Queue",
        Some(
            "Action not allowed by stack policy: no statement allows [Update:Modify] for resource [LogicalResourceId/Quiet];",
        ),
    );
}

const DENY: &str =
    r#"{"Statement": [{"Effect": "Deny", "Action": "Update:*", "Principal": "*", "Resource": "*"}]}"#;
const ALLOW: &str =
    r#"{"Statement": [{"Effect": "Allow", "Action": "Update:*", "Principal": "*", "Resource": "*"}]}"#;

#[tokio::test]
async fn a_policy_holds_an_update_up() {
    let house = House::made(&things(&[("A", "{ Value: x }"), ("B", "{}")])).await;
    let set = SetStackPolicyInput {
        stack_name: "inbox".to_owned(),
        stack_policy_body: Some(DENY.to_owned()),
        ..Default::default()
    };
    house.call.call::<ops::SetStackPolicy>(set).await.unwrap();
    let changed = things(&[("A", "{ Value: y }"), ("B", "{}")]);
    house.update(&changed).await.unwrap();
    assert_eq!(house.settled().await, "UPDATE_ROLLBACK_COMPLETE");
    let told = "A UPDATE_FAILED: Action denied by stack policy: Statement [#1] does not allow [Update:*] for resource [*];";
    assert!(house.story().contains(&told.to_owned()), "{:?}", house.story());
    assert_eq!(house.world.calls(), ["create A", "create B"]);

    // A removal too.
    house.update(&things(&[("A", "{ Value: x }")])).await.unwrap();
    assert_eq!(house.settled().await, "UPDATE_ROLLBACK_COMPLETE");
    assert_eq!(house.world.ids().len(), 2);

    // For one update another policy may hold.
    house
        .update_with(&changed, |i| i.stack_policy_during_update_body = Some(ALLOW.to_owned()))
        .await
        .unwrap();
    assert_eq!(house.settled().await, "UPDATE_COMPLETE");
    let get = GetStackPolicyInput { stack_name: "inbox".to_owned() };
    let policy = house.call.call::<ops::GetStackPolicy>(get).await.unwrap();
    assert_eq!(policy.stack_policy_body.as_deref(), Some(DENY));
}

#[tokio::test]
async fn a_protected_stack_is_not_deleted() {
    let house = house();
    house
        .create_with(&things(&[("A", "{}")]), |i| i.enable_termination_protection = Some(true))
        .await
        .unwrap();
    house.settled().await;
    let error = house.delete().await.unwrap_err();
    assert_eq!(error.message(), "Stack [inbox] cannot be deleted while TerminationProtection is enabled");
    let off = UpdateTerminationProtectionInput {
        stack_name: "inbox".to_owned(),
        enable_termination_protection: false,
    };
    house.call.call::<ops::UpdateTerminationProtection>(off).await.unwrap();
    house.delete().await.unwrap();
    assert_eq!(house.settled().await, "DELETE_COMPLETE");
}

/// cloudformation/api/test_transformers.json: "Requires capabilities : [CAPABILITY_AUTO_EXPAND]".
#[tokio::test]
async fn capabilities_are_asked_for() {
    let house = house();
    let template = format!("Transform: AWS::LanguageExtensions\n{}", things(&[("A", "{}")]));
    let error = house.create(&template).await.unwrap_err();
    assert_eq!(error.code(), "InsufficientCapabilitiesException");
    assert_eq!(error.message(), "Requires capabilities : [CAPABILITY_AUTO_EXPAND]");
    house
        .create_with(&template, |i| i.capabilities = Some(vec![Capability::CapabilityAutoExpand]))
        .await
        .unwrap();
    assert_eq!(house.settled().await, "CREATE_COMPLETE");
}

#[tokio::test]
async fn a_repeated_request_begins_nothing() {
    let house = house();
    let template = things(&[("A", "{ Value: x }")]);
    let token = |token: &str| Some(token.to_owned());
    let first = house.create_with(&template, |i| i.client_request_token = token("one")).await.unwrap();
    house.settled().await;
    let second = house.create_with(&template, |i| i.client_request_token = token("one")).await.unwrap();
    assert_eq!(first.stack_id, second.stack_id);
    assert_eq!(house.create(&template).await.unwrap_err().code(), "AlreadyExistsException");
    let events = DescribeStackEventsInput { stack_name: "inbox".to_owned(), next_token: None };
    let events = house.call.call::<ops::DescribeStackEvents>(events).await.unwrap().stack_events.unwrap();
    assert!(events.iter().all(|event| event.client_request_token.as_deref() == Some("one")));
    let error = house.update_with(&template, |i| i.client_request_token = token("one")).await.unwrap_err();
    assert_eq!(error.code(), "TokenAlreadyExistsException");
}

#[tokio::test]
async fn secrets_are_masked_and_still_used() {
    let house = house();
    let template = format!(
        "Parameters: {{ Secret: {{ Type: String, NoEcho: true }} }}\n{}",
        things(&[("A", "{ Value: !Sub 'x-${Secret}' }")])
    );
    let secret = |i: &mut CreateStackInput| {
        i.parameters = Some(vec![Parameter {
            parameter_key: Some("Secret".to_owned()),
            parameter_value: Some("hunter2".to_owned()),
            ..Default::default()
        }]);
    };
    house.create_with(&template, secret).await.unwrap();
    assert_eq!(house.settled().await, "CREATE_COMPLETE");
    assert_eq!(house.world.value("a-001", "Value").as_deref(), Some("x-hunter2"));
    let shown = house.described().await.parameters.unwrap().remove(0);
    assert_eq!(shown.parameter_value.as_deref(), Some("****"));
    let events = house.service.state.events(&house.stack());
    let told: Vec<_> = events.iter().filter_map(|event| event.properties.clone()).collect();
    assert!(told.iter().all(|text| text.contains("x-****") && !text.contains("hunter2")), "{told:?}");
}
