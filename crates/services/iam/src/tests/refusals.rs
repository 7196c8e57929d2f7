//! AWS's words for what is refused.

use super::*;
use serde_json::json;

#[tokio::test]
async fn names_and_documents_are_refused_in_aws_words() {
    let house = house();
    house.ask("CreateUser", json!({"UserName": "ada"})).await;
    house.ask("CreateRole", json!({"RoleName": "r", "AssumeRolePolicyDocument": TRUST_EC2})).await;
    let nobody = json!({"Statement": {"Effect": "Allow", "Action": "sts:AssumeRole",
        "Principal": {"AWS": format!("arn:aws:iam::{ACCOUNT}:user/nobody")}}});
    let long = json!({"Version": "2012-10-17", "Statement": {"Effect": "Allow", "Action": "a:*", "Resource": format!("arn:aws:s3:::{}", "x".repeat(7_000))}});
    for (operation, input, text) in [
        ("CreateUser", json!({"UserName": "ada"}), "EntityAlreadyExists: User with name ada already exists."),
        ("CreateUser", json!({"UserName": "Ada"}), "EntityAlreadyExists: User with name Ada already exists."),
        ("GetUser", json!({"UserName": "bob"}), "NoSuchEntity: The user with name bob cannot be found."),
        ("GetGroup", json!({"GroupName": "g"}), "NoSuchEntity: The group with name g cannot be found."),
        (
            "GetInstanceProfile",
            json!({"InstanceProfileName": "p"}),
            "NoSuchEntity: Instance Profile p cannot be found.",
        ),
        (
            "CreateRole",
            json!({"RoleName": "r", "AssumeRolePolicyDocument": TRUST_EC2}),
            "EntityAlreadyExists: Role with name r already exists.",
        ),
        // recorded: iam/test_iam.json, test_create_role_with_malformed_assume_role_policy_document
        (
            "CreateRole",
            json!({"RoleName": "x", "AssumeRolePolicyDocument": "{[]}"}),
            "MalformedPolicyDocument: This policy contains invalid Json",
        ),
        (
            "CreateRole",
            json!({"RoleName": "x", "AssumeRolePolicyDocument": nobody.to_string()}),
            "MalformedPolicyDocument: Invalid principal in policy: \"AWS\":\"arn:aws:iam::123456789012:user/nobody\"",
        ),
        (
            "PutUserPolicy",
            json!({"UserName": "ada", "PolicyName": "p", "PolicyDocument": "{}"}),
            "MalformedPolicyDocument: Syntax errors in policy.",
        ),
        // recorded: iam/test_iam.json, test_role_attach_policy
        (
            "AttachRolePolicy",
            json!({"RoleName": "r", "PolicyArn": "longpolicynamebutnoarn"}),
            "ValidationError: Invalid ARN:  Could not be parsed!",
        ),
        (
            "AttachRolePolicy",
            json!({"RoleName": "r", "PolicyArn": "arn:aws:iam::123456789012:policy/p123"}),
            "NoSuchEntity: Policy arn:aws:iam::123456789012:policy/p123 does not exist or is not attachable.",
        ),
        // recorded: iam/test_iam.json, test_delete_non_existent_policy_returns_no_such_entity
        (
            "DeletePolicy",
            json!({"PolicyArn": "arn:aws:iam::123456789012:policy/p123"}),
            "NoSuchEntity: Policy arn:aws:iam::123456789012:policy/p123 was not found.",
        ),
        (
            "CreatePolicy",
            json!({"PolicyName": "p", "PolicyDocument": long.to_string()}),
            "LimitExceeded: Cannot exceed quota for PolicySize: 6144",
        ),
        (
            "PutUserPolicy",
            json!({"UserName": "ada", "PolicyName": "p", "PolicyDocument": long.to_string()}),
            "LimitExceeded: Maximum policy size of 2048 bytes exceeded for user ada",
        ),
        (
            "GetUserPolicy",
            json!({"UserName": "ada", "PolicyName": "p"}),
            "NoSuchEntity: The user policy with name p cannot be found.",
        ),
        (
            "TagUser",
            json!({"UserName": "ada", "Tags": [{"Key": "a", "Value": ""}, {"Key": "A", "Value": ""}]}),
            "InvalidInput: Duplicate tag keys found. Please note that Tag keys are case insensitive.",
        ),
        (
            "GetLoginProfile",
            json!({"UserName": "ada"}),
            "NoSuchEntity: Login Profile for User ada cannot be found.",
        ),
        (
            "DeleteAccessKey",
            json!({"UserName": "ada", "AccessKeyId": "AKIAIOSFODNN7EXAMPLE"}),
            "NoSuchEntity: The Access Key with id AKIAIOSFODNN7EXAMPLE cannot be found.",
        ),
        (
            "GetAccountPasswordPolicy",
            json!({}),
            "NoSuchEntity: The Password Policy with domain name 123456789012 cannot be found.",
        ),
        (
            "CreateServiceLinkedRole",
            json!({"AWSServiceName": "ecs.amazonaws.com", "CustomSuffix": "x"}),
            "InvalidInput: Custom suffix is not allowed for ecs.amazonaws.com",
        ),
        // recorded: iam/test_iam.json, test_create_service_specific_credential_invalid_user
        (
            "CreateServiceSpecificCredential",
            json!({"UserName": "non-existent-user", "ServiceName": "codecommit.amazonaws.com"}),
            "NoSuchEntity: The user with name non-existent-user cannot be found.",
        ),
        (
            "CreateDelegationRequest",
            json!({}),
            "NotImplemented: Maquette does not support the operation CreateDelegationRequest of IAM.",
        ),
    ] {
        house.check(operation, input, json!(text)).await;
    }
}

#[tokio::test]
async fn boundaries_and_attachments_are_limited() {
    let house = house();
    house.ask("CreateUser", json!({"UserName": "ada"})).await;
    let attach = |arn: String| json!({"UserName": "ada", "PolicyArn": arn});
    for number in 0..10 {
        let name = format!("p{number}");
        house.ask("CreatePolicy", json!({"PolicyName": name, "PolicyDocument": LIST_USERS})).await;
        house
            .check("AttachUserPolicy", attach(format!("arn:aws:iam::{ACCOUNT}:policy/{name}")), json!(null))
            .await;
    }
    let eleventh = attach("arn:aws:iam::aws:policy/AmazonSQSFullAccess".to_owned());
    house
        .check(
            "AttachUserPolicy",
            eleventh,
            json!("LimitExceeded: Cannot exceed quota for PoliciesPerUser: 10"),
        )
        .await;
    let boundary =
        json!({"UserName": "ada", "PermissionsBoundary": format!("arn:aws:iam::{ACCOUNT}:policy/nope")});
    let refused = json!(format!(
        "NoSuchEntity: Scope ARN: arn:aws:iam::{ACCOUNT}:policy/nope does not exist or is not attachable."
    ));
    house.check("PutUserPermissionsBoundary", boundary, refused).await;
    let linked = attach("arn:aws:iam::aws:policy/aws-service-role/AutoScalingServiceRolePolicy".to_owned());
    house
        .check(
            "AttachUserPolicy",
            linked,
            json!("PolicyNotAttachable: Cannot attach a Service Role Policy to a Customer Role."),
        )
        .await;
}

#[tokio::test]
async fn listings_name_what_they_list() {
    let house = house();
    house.ask("CreateUser", json!({"UserName": "ada"})).await;
    let ada = house.user("ada");
    for (operation, resource) in [
        ("ListUsers", format!("arn:aws:iam::{ACCOUNT}:user/")),
        ("ListRoles", format!("arn:aws:iam::{ACCOUNT}:role/")),
        // https://github.com/aws/aws-sam-cli/issues/394
        ("ListPolicies", "policy path /".to_owned()),
        // https://github.com/spinnaker/spinnaker.github.io/issues/335
        ("ListServerCertificates", format!("arn:aws:iam::{ACCOUNT}:server-certificate/")),
        ("ListVirtualMFADevices", format!("arn:aws:iam::{ACCOUNT}:mfa/")),
        ("ListAccountAliases", "*".to_owned()),
    ] {
        let refused = House::as_caller(&ada, operation, json!({})).await;
        let wanted = format!(
            "AccessDenied: User: arn:aws:iam::{ACCOUNT}:user/ada is not authorized to perform: iam:{operation} on \
             resource: {resource} because no identity-based policy allows the iam:{operation} action"
        );
        assert_eq!(refused, json!(wanted));
    }
}
