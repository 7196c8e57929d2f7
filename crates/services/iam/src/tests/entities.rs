//! Roles, groups, instance profiles and managed policies, and how their answers look.

use super::*;
use serde_json::json;

#[tokio::test]
async fn roles_answer_as_recorded() {
    let house = house();
    let trust = crate::names::encoded(TRUST_EC2);
    let arn = format!("arn:aws:iam::{ACCOUNT}:role/path/r");
    let input = json!({"RoleName": "r", "Path": "/path/", "AssumeRolePolicyDocument": TRUST_EC2, "Tags": [{"Key": "test", "Value": "value"}]});
    // recorded: iam/test_iam.json, test_role_with_tags, test_role_with_path_lifecycle
    let made = house.ask("CreateRole", input).await["Role"].clone();
    assert_eq!((&made["Arn"], &made["Path"]), (&json!(arn), &json!("/path/")));
    assert_eq!(made["AssumeRolePolicyDocument"], json!(trust));
    assert!(made.get("MaxSessionDuration").is_none() && made.get("RoleLastUsed").is_none(), "{made}");
    let got = house.ask("GetRole", json!({"RoleName": "r"})).await["Role"].clone();
    assert_eq!((&got["MaxSessionDuration"], &got["RoleLastUsed"]), (&json!(3600), &json!({})));
    let listed = house.ask("ListRoles", json!({"PathPrefix": "/path"})).await["Roles"][0].clone();
    assert!(listed.get("Tags").is_none() && listed.get("RoleLastUsed").is_none(), "{listed}");
    for (operation, input, wanted) in [
        ("UpdateRole", json!({"RoleName": "r", "MaxSessionDuration": 7200, "Description": "d"}), json!(null)),
        (
            "GetRole",
            json!({"RoleName": "r"}),
            json!({"Role": {"MaxSessionDuration": 7200, "Description": "d"}}),
        ),
        ("TagRole", json!({"RoleName": "r", "Tags": [{"Key": "TEST", "Value": "other"}]}), json!(null)),
        (
            "ListRoleTags",
            json!({"RoleName": "r"}),
            json!({"Tags": [{"Key": "TEST", "Value": "other"}], "IsTruncated": false}),
        ),
        ("UntagRole", json!({"RoleName": "r", "TagKeys": ["test"]}), json!(null)),
        ("ListRoleTags", json!({"RoleName": "r"}), json!({"Tags": []})),
        (
            "CreateInstanceProfile",
            json!({"InstanceProfileName": "p"}),
            json!({"InstanceProfile": {"Roles": []}}),
        ),
        ("AddRoleToInstanceProfile", json!({"InstanceProfileName": "p", "RoleName": "r"}), json!(null)),
        (
            "AddRoleToInstanceProfile",
            json!({"InstanceProfileName": "p", "RoleName": "r"}),
            json!("LimitExceeded: Cannot exceed quota for InstanceSessionsPerInstanceProfile: 1"),
        ),
        (
            "ListInstanceProfilesForRole",
            json!({"RoleName": "r"}),
            json!({"InstanceProfiles": [{"Roles": [{"RoleName": "r"}]}]}),
        ),
        (
            "DeleteRole",
            json!({"RoleName": "r"}),
            json!("DeleteConflict: Cannot delete entity, must remove roles from instance profile first."),
        ),
        (
            "DeleteInstanceProfile",
            json!({"InstanceProfileName": "p"}),
            json!("DeleteConflict: Cannot delete entity, must remove roles from instance profile first."),
        ),
        ("RemoveRoleFromInstanceProfile", json!({"InstanceProfileName": "p", "RoleName": "r"}), json!(null)),
        ("DeleteInstanceProfile", json!({"InstanceProfileName": "p"}), json!(null)),
        (
            "PutRolePolicy",
            json!({"RoleName": "r", "PolicyName": "p", "PolicyDocument": LIST_USERS}),
            json!(null),
        ),
        (
            "GetRolePolicy",
            json!({"RoleName": "r", "PolicyName": "p"}),
            json!({"PolicyDocument": crate::names::encoded(LIST_USERS)}),
        ),
        (
            "DeleteRole",
            json!({"RoleName": "r"}),
            json!("DeleteConflict: Cannot delete entity, must delete policies first."),
        ),
        ("DeleteRolePolicy", json!({"RoleName": "r", "PolicyName": "p"}), json!(null)),
        (
            "DeleteRolePolicy",
            json!({"RoleName": "r", "PolicyName": "p"}),
            json!("NoSuchEntity: The role policy with name p cannot be found."),
        ),
        ("DeleteRole", json!({"RoleName": "r"}), json!(null)),
        ("GetRole", json!({"RoleName": "r"}), json!("NoSuchEntity: The role with name r cannot be found.")),
    ] {
        house.check(operation, input, wanted).await;
    }
}

#[tokio::test]
async fn managed_policies_have_five_versions() {
    let house = house();
    let arn = format!("arn:aws:iam::{ACCOUNT}:policy/p");
    let made = json!({"Policy": {"Arn": arn, "AttachmentCount": 0, "DefaultVersionId": "v1", "IsAttachable": true,
        "Path": "/", "PermissionsBoundaryUsageCount": 0, "PolicyName": "p"}});
    // recorded: iam/test_iam.json, test_role_attach_policy
    house.check("CreatePolicy", json!({"PolicyName": "p", "PolicyDocument": LIST_USERS}), made).await;
    for number in 2..=5 {
        let input = json!({"PolicyArn": arn, "PolicyDocument": LIST_USERS, "SetAsDefault": number == 3});
        let wanted =
            json!({"PolicyVersion": {"VersionId": format!("v{number}"), "IsDefaultVersion": number == 3}});
        house.check("CreatePolicyVersion", input, wanted).await;
    }
    house.ask("CreateUser", json!({"UserName": "ada"})).await;
    for (operation, input, wanted) in [
        (
            "CreatePolicyVersion",
            json!({"PolicyArn": arn, "PolicyDocument": LIST_USERS}),
            json!(
                "LimitExceeded: A managed policy can have up to 5 versions. Before you create a new version, you must delete \
             an existing version."
            ),
        ),
        (
            "ListPolicyVersions",
            json!({"PolicyArn": arn, "MaxItems": 2}),
            json!({"Versions": [{"VersionId": "v5"}, {"VersionId": "v4"}], "IsTruncated": true}),
        ),
        (
            "DeletePolicyVersion",
            json!({"PolicyArn": arn, "VersionId": "v3"}),
            json!("DeleteConflict: Cannot delete the default version of a policy."),
        ),
        (
            "GetPolicyVersion",
            json!({"PolicyArn": arn, "VersionId": "v3"}),
            json!({"PolicyVersion": {"Document": crate::names::encoded(LIST_USERS), "IsDefaultVersion": true}}),
        ),
        ("SetDefaultPolicyVersion", json!({"PolicyArn": arn, "VersionId": "v1"}), json!(null)),
        ("GetPolicy", json!({"PolicyArn": arn}), json!({"Policy": {"DefaultVersionId": "v1", "Tags": []}})),
        ("AttachUserPolicy", json!({"UserName": "ada", "PolicyArn": arn}), json!(null)),
        (
            "ListAttachedUserPolicies",
            json!({"UserName": "ada"}),
            json!({"AttachedPolicies": [{"PolicyName": "p", "PolicyArn": arn}]}),
        ),
        (
            "ListEntitiesForPolicy",
            json!({"PolicyArn": arn}),
            json!({"PolicyUsers": [{"UserName": "ada"}], "PolicyRoles": [], "PolicyGroups": []}),
        ),
        ("GetPolicy", json!({"PolicyArn": arn}), json!({"Policy": {"AttachmentCount": 1}})),
        (
            "DeletePolicy",
            json!({"PolicyArn": arn}),
            json!("DeleteConflict: Cannot delete a policy attached to entities."),
        ),
        (
            "ListPolicies",
            json!({"Scope": "Local", "OnlyAttached": true}),
            json!({"Policies": [{"PolicyName": "p"}], "IsTruncated": false}),
        ),
        (
            "DeleteUser",
            json!({"UserName": "ada"}),
            json!("DeleteConflict: Cannot delete entity, must detach all policies first."),
        ),
        ("DetachUserPolicy", json!({"UserName": "ada", "PolicyArn": arn}), json!(null)),
        (
            "DetachUserPolicy",
            json!({"UserName": "ada", "PolicyArn": arn}),
            json!(format!("NoSuchEntity: Policy {arn} was not found.")),
        ),
        (
            "GetPolicyVersion",
            json!({"PolicyArn": "arn:aws:iam::aws:policy/AdministratorAccess", "VersionId": "v1"}),
            json!({"PolicyVersion": {"IsDefaultVersion": true}}),
        ),
        (
            "ListPolicies",
            json!({"Scope": "AWS", "PathPrefix": "/job-function/", "MaxItems": 1}),
            json!({"IsTruncated": true}),
        ),
        (
            "GetAccountAuthorizationDetails",
            json!({"Filter": ["LocalManagedPolicy"]}),
            json!({"Policies": [{"PolicyName": "p", "PolicyVersionList": [null, null, null, null, null]}], "UserDetailList": []}),
        ),
    ] {
        house.check(operation, input, wanted).await;
    }
    for number in 2..=5 {
        house
            .check(
                "DeletePolicyVersion",
                json!({"PolicyArn": arn, "VersionId": format!("v{number}")}),
                json!(null),
            )
            .await;
    }
    house.check("DeletePolicy", json!({"PolicyArn": arn}), json!(null)).await;
}

#[tokio::test]
async fn groups_follow_their_members() {
    let house = house();
    for (operation, input, wanted) in [
        (
            "CreateGroup",
            json!({"GroupName": "g"}),
            json!({"Group": {"Arn": format!("arn:aws:iam::{ACCOUNT}:group/g")}}),
        ),
        ("CreateUser", json!({"UserName": "ada"}), json!(null)),
        ("AddUserToGroup", json!({"GroupName": "g", "UserName": "ada"}), json!(null)),
        (
            "GetGroup",
            json!({"GroupName": "g"}),
            json!({"Users": [{"UserName": "ada"}], "IsTruncated": false}),
        ),
        ("UpdateGroup", json!({"GroupName": "g", "NewGroupName": "h", "NewPath": "/x/"}), json!(null)),
        (
            "ListGroupsForUser",
            json!({"UserName": "ada"}),
            json!({"Groups": [{"GroupName": "h", "Path": "/x/"}]}),
        ),
        ("UpdateUser", json!({"UserName": "ada", "NewUserName": "eve"}), json!(null)),
        ("GetGroup", json!({"GroupName": "h"}), json!({"Users": [{"UserName": "eve"}]})),
        (
            "DeleteGroup",
            json!({"GroupName": "h"}),
            json!("DeleteConflict: Cannot delete entity, must remove users from group first."),
        ),
        (
            "DeleteUser",
            json!({"UserName": "eve"}),
            json!("DeleteConflict: Cannot delete entity, must remove users from group first."),
        ),
        ("RemoveUserFromGroup", json!({"GroupName": "h", "UserName": "eve"}), json!(null)),
        ("DeleteGroup", json!({"GroupName": "h"}), json!(null)),
        ("DeleteUser", json!({"UserName": "eve"}), json!(null)),
        ("ListUsers", json!({}), json!({"Users": []})),
    ] {
        house.check(operation, input, wanted).await;
    }
}

#[tokio::test]
async fn the_account_is_counted() {
    let house = house();
    house.ask("CreateUser", json!({"UserName": "ada"})).await;
    house.ask("CreateRole", json!({"RoleName": "r", "AssumeRolePolicyDocument": TRUST_EC2})).await;
    let summary = json!({"SummaryMap": {"Users": 1, "Roles": 1, "Policies": 0, "VersionsPerPolicyQuota": 5}});
    house.check("GetAccountSummary", json!({}), summary).await;
    house
        .check(
            "GetAccountAuthorizationDetails",
            json!({"MaxItems": 1}),
            json!({"IsTruncated": true, "UserDetailList": [{"UserName": "ada"}]}),
        )
        .await;
}

#[tokio::test]
async fn a_role_is_put_into_a_profile_by_whom_may_pass_it_to_instances() {
    let house = house();
    house.ask("CreateUser", json!({"UserName": "ada"})).await;
    house.ask("CreateRole", json!({"RoleName": "r", "AssumeRolePolicyDocument": TRUST_EC2})).await;
    house.ask("CreateInstanceProfile", json!({"InstanceProfileName": "p"})).await;
    let ada = house.user("ada");
    let add = json!({"InstanceProfileName": "p", "RoleName": "r"});
    // https://docs.aws.amazon.com/IAM/latest/APIReference/API_AddRoleToInstanceProfile.html says which ARN the key has.
    for (instances, refused) in
        [("arn:aws:ec2:*:123456789012:vpc/*", true), ("arn:aws:ec2:*:123456789012:instance/*", false)]
    {
        let condition = json!({
            "StringEquals": {"iam:PassedToService": "ec2.amazonaws.com"}, "ArnLike": {"iam:AssociatedResourceArn": instances}});
        let document = json!({"Version": "2012-10-17", "Statement": [
            {"Effect": "Allow", "Action": "iam:AddRoleToInstanceProfile", "Resource": "*"},
            {"Effect": "Allow", "Action": "iam:PassRole", "Resource": "*", "Condition": condition}]});
        let policy = json!({"UserName": "ada", "PolicyName": "p", "PolicyDocument": document.to_string()});
        house.ask("PutUserPolicy", policy).await;
        let answer = House::as_caller(&ada, "AddRoleToInstanceProfile", add.clone()).await;
        assert_eq!(answer.as_str().is_some_and(|text| text.contains("iam:PassRole")), refused, "{answer}");
    }
}
