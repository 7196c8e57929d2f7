//! Simulations.

use super::*;
use serde_json::json;

#[tokio::test]
async fn a_principals_policies_are_simulated_as_recorded() {
    let house = house();
    // As the recording's test writes it, so that lines and columns are the recorded ones.
    let document = r#"{"Version": "2012-10-17", "Statement": {"Sid": "", "Effect": "Allow", "Action": "s3:PutObject", "Resource": "*"}}"#;
    house.ask("CreatePolicy", json!({"PolicyName": "p", "PolicyDocument": document})).await;
    let policy = format!("arn:aws:iam::{ACCOUNT}:policy/p");
    house.ask("CreateUser", json!({"UserName": "ada"})).await;
    house.ask("CreateGroup", json!({"GroupName": "g"})).await;
    house.ask("CreateRole", json!({"RoleName": "r", "AssumeRolePolicyDocument": TRUST_EC2})).await;
    house.ask("AttachUserPolicy", json!({"UserName": "ada", "PolicyArn": policy})).await;
    house.ask("AttachGroupPolicy", json!({"GroupName": "g", "PolicyArn": policy})).await;
    house.ask("AttachRolePolicy", json!({"RoleName": "r", "PolicyArn": policy})).await;
    // recorded: iam/test_iam.json, test_simulate_principle_policy
    let matched = json!([{"SourcePolicyId": "p", "SourcePolicyType": "IAM Policy", "StartPosition": {"Line": 1, "Column": 41}, "EndPosition": {"Line": 1, "Column": 113}}]);
    let allowed = json!({"EvalActionName": "s3:PutObject", "EvalDecision": "allowed", "EvalDecisionDetails": {},
        "EvalResourceName": "arn:aws:s3:::bucket", "MatchedStatements": matched, "MissingContextValues": [],
        "OrganizationsDecisionDetail": {"AllowedByOrganizations": true},
        "ResourceSpecificResults": [{"EvalResourceDecision": "allowed", "MatchedStatements": matched, "MissingContextValues": []}]});
    let denied = json!({"EvalActionName": "s3:GetObjectVersion", "EvalDecision": "implicitDeny", "MatchedStatements": []});
    for source in ["user/ada", "group/g", "role/r"] {
        let input = json!({"PolicySourceArn": format!("arn:aws:iam::{ACCOUNT}:{source}"),
            "ActionNames": ["s3:PutObject", "s3:GetObjectVersion"], "ResourceArns": ["arn:aws:s3:::bucket"]});
        house
            .check(
                "SimulatePrincipalPolicy",
                input,
                json!({"EvaluationResults": [allowed, denied], "IsTruncated": false}),
            )
            .await;
    }
}

#[tokio::test]
async fn given_policies_are_simulated_by_the_engine() {
    let house = house();
    let allow = json!({"Version": "2012-10-17", "Statement": [
        {"Effect": "Allow", "Action": "s3:*", "Resource": "arn:aws:s3:::b/${aws:username}"},
        {"Effect": "Deny", "Action": "s3:DeleteObject", "Resource": "*", "Condition": {"Bool": {"aws:SecureTransport": "false"}}}]})
    .to_string();
    let entry = |key: &str, value: &str| json!({"ContextKeyName": key, "ContextKeyType": "string", "ContextKeyValues": [value]});
    let simulate = |action: &str, entries: serde_json::Value, extra: serde_json::Value| {
        let mut input = json!({"PolicyInputList": [allow], "ActionNames": [action], "ResourceArns": ["arn:aws:s3:::b/ada"], "ContextEntries": entries});
        input.as_object_mut().unwrap().extend(extra.as_object().unwrap().clone());
        input
    };
    let boundary = json!({"PermissionsBoundaryPolicyInputList": [LIST_USERS]});
    for (action, entries, extra, wanted) in [
        (
            "s3:GetObject",
            json!([entry("aws:username", "ada")]),
            json!({}),
            // What only a statement about other actions asks for is not missing.
            json!({"EvalDecision": "allowed", "MissingContextValues": [], "MatchedStatements": [{"SourcePolicyId": "PolicyInputList.1"}]}),
        ),
        (
            "s3:GetObject",
            json!([]),
            json!({}),
            json!({"EvalDecision": "implicitDeny", "MissingContextValues": ["aws:username"]}),
        ),
        (
            "s3:DeleteObject",
            json!([entry("aws:username", "ada"), entry("aws:SecureTransport", "false")]),
            json!({}),
            json!({"EvalDecision": "explicitDeny", "MatchedStatements": [null]}),
        ),
        (
            "s3:GetObject",
            json!([entry("aws:username", "ada")]),
            boundary,
            json!({"EvalDecision": "implicitDeny", "PermissionsBoundaryDecisionDetail": {"AllowedByPermissionsBoundary": false}}),
        ),
    ] {
        let input = simulate(action, entries, extra);
        house.check("SimulateCustomPolicy", input, json!({"EvaluationResults": [wanted]})).await;
    }
    let keys = json!({"ContextKeyNames": ["aws:SecureTransport", "aws:username"]});
    house.check("GetContextKeysForCustomPolicy", json!({"PolicyInputList": [allow]}), keys).await;
    let unsupported = simulate("s3:GetObject", json!([]), json!({"ResourceHandlingOption": "EC2-VPC-EBS"}));
    let refused = house.ask("SimulateCustomPolicy", unsupported).await;
    assert!(refused.as_str().unwrap().starts_with("NotImplemented"), "{refused}");
}
