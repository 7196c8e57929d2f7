//! Identity providers and service-linked roles.

use super::*;
use serde_json::json;

#[tokio::test]
async fn oidc_providers_are_called_by_their_url() {
    let house = house();
    let url = "https://oidc.eks.us-east-1.amazonaws.com/id/ABC";
    let arn = format!("arn:aws:iam::{ACCOUNT}:oidc-provider/oidc.eks.us-east-1.amazonaws.com/id/ABC");
    let thumbprint = "a".repeat(40);
    for (operation, input, wanted) in [
        (
            "CreateOpenIDConnectProvider",
            json!({"Url": "http://x.example"}),
            json!("ValidationError: Invalid Open ID Connect Provider URL"),
        ),
        (
            "CreateOpenIDConnectProvider",
            json!({"Url": url, "ClientIDList": ["sts.amazonaws.com"], "ThumbprintList": [thumbprint]}),
            json!({"OpenIDConnectProviderArn": arn}),
        ),
        (
            "CreateOpenIDConnectProvider",
            json!({"Url": url}),
            json!(format!("EntityAlreadyExists: Provider with url {url} already exists.")),
        ),
        (
            "AddClientIDToOpenIDConnectProvider",
            json!({"OpenIDConnectProviderArn": arn, "ClientID": "web"}),
            json!(null),
        ),
        (
            "TagOpenIDConnectProvider",
            json!({"OpenIDConnectProviderArn": arn, "Tags": [{"Key": "a", "Value": "b"}]}),
            json!(null),
        ),
        (
            "GetOpenIDConnectProvider",
            json!({"OpenIDConnectProviderArn": arn}),
            json!({"Url": url.trim_start_matches("https://"), "ClientIDList": ["sts.amazonaws.com", "web"], "ThumbprintList": [thumbprint], "Tags": [{"Key": "a"}]}),
        ),
        (
            "RemoveClientIDFromOpenIDConnectProvider",
            json!({"OpenIDConnectProviderArn": arn, "ClientID": "web"}),
            json!(null),
        ),
        ("ListOpenIDConnectProviders", json!({}), json!({"OpenIDConnectProviderList": [{"Arn": arn}]})),
        ("DeleteOpenIDConnectProvider", json!({"OpenIDConnectProviderArn": arn}), json!(null)),
        // "This operation is idempotent", says its page.
        ("DeleteOpenIDConnectProvider", json!({"OpenIDConnectProviderArn": arn}), json!(null)),
        (
            "GetOpenIDConnectProvider",
            json!({"OpenIDConnectProviderArn": arn}),
            json!(format!("NoSuchEntity: OpenIDConnect Provider not found for arn {arn}")),
        ),
    ] {
        house.check(operation, input, wanted).await;
    }
}

#[tokio::test]
async fn saml_providers_are_kept() {
    let house = house();
    let arn = format!("arn:aws:iam::{ACCOUNT}:saml-provider/idp");
    let metadata = format!("<EntityDescriptor><IDPSSODescriptor/></EntityDescriptor>{}", " ".repeat(1_000));
    for (operation, input, wanted) in [
        (
            "CreateSAMLProvider",
            json!({"Name": "idp", "SAMLMetadataDocument": "x".repeat(1_000)}),
            json!("InvalidInput: Could not parse metadata"),
        ),
        (
            "CreateSAMLProvider",
            json!({"Name": "idp", "SAMLMetadataDocument": metadata}),
            json!({"SAMLProviderArn": arn}),
        ),
        (
            "GetSAMLProvider",
            json!({"SAMLProviderArn": arn}),
            json!({"SAMLMetadataDocument": metadata, "ValidUntil": null}),
        ),
        ("ListSAMLProviders", json!({}), json!({"SAMLProviderList": [{"Arn": arn}]})),
        (
            "TagSAMLProvider",
            json!({"SAMLProviderArn": arn, "Tags": [{"Key": "a", "Value": "b"}]}),
            json!(null),
        ),
        ("DeleteSAMLProvider", json!({"SAMLProviderArn": arn}), json!(null)),
        ("ListSAMLProviders", json!({}), json!({"SAMLProviderList": []})),
    ] {
        house.check(operation, input, wanted).await;
    }
}

#[tokio::test]
async fn service_linked_roles_belong_to_their_service() {
    let house = house();
    let name = "AWSServiceRoleForAutoScaling_x";
    // recorded: iam/test_iam.json, test_service_role_lifecycle_custom_suffix[autoscaling.amazonaws.com]
    let role = json!({"Role": {
        "Arn": format!("arn:aws:iam::{ACCOUNT}:role/aws-service-role/autoscaling.amazonaws.com/{name}"),
        "Path": "/aws-service-role/autoscaling.amazonaws.com/", "RoleName": name}});
    let create = json!({"AWSServiceName": "autoscaling.amazonaws.com", "CustomSuffix": "x"});
    let task = house.ask("CreateServiceLinkedRole", create).await;
    assert!(task["Role"].get("MaxSessionDuration").is_none());
    let policy = "arn:aws:iam::aws:policy/aws-service-role/AutoScalingServiceRolePolicy";
    for (operation, input, wanted) in [
        ("GetRole", json!({"RoleName": name}), role),
        ("ListRolePolicies", json!({"RoleName": name}), json!({"PolicyNames": [], "IsTruncated": false})),
        (
            "ListAttachedRolePolicies",
            json!({"RoleName": name}),
            json!({"AttachedPolicies": [{"PolicyArn": policy, "PolicyName": "AutoScalingServiceRolePolicy"}]}),
        ),
        ("CreateServiceLinkedRole", json!({"AWSServiceName": "batch.amazonaws.com"}), json!(null)),
        // recorded: iam/test_iam.json, test_service_role_already_exists
        (
            "CreateServiceLinkedRole",
            json!({"AWSServiceName": "batch.amazonaws.com"}),
            json!(
                "InvalidInput: Service role name AWSServiceRoleForBatch has been taken in this account, please try a different suffix."
            ),
        ),
        (
            "DeleteRole",
            json!({"RoleName": name}),
            json!(format!(
                "UnmodifiableEntity: Cannot perform the operation on the protected role '{name}' - this role is only modifiable by AWS"
            )),
        ),
    ] {
        house.check(operation, input, wanted).await;
    }
    let task =
        house.ask("DeleteServiceLinkedRole", json!({"RoleName": name})).await["DeletionTaskId"].clone();
    house
        .check(
            "GetServiceLinkedRoleDeletionStatus",
            json!({"DeletionTaskId": task}),
            json!({"Status": "SUCCEEDED"}),
        )
        .await;
    let forged = json!({"DeletionTaskId": "task/aws-service-role/ecs.amazonaws.com/x/y"});
    house
        .check(
            "GetServiceLinkedRoleDeletionStatus",
            forged,
            json!("NoSuchEntity: Deletion task task/aws-service-role/ecs.amazonaws.com/x/y cannot be found."),
        )
        .await;
}
