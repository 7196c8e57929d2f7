//! `AWS::IAM::OIDCProvider` and `AWS::IAM::ServiceLinkedRole`.

use super::{added, at, gone, iam, input, make_or_find, resource_type, tag_list, tags, texts};
use crate::names::Kind;
use door::Call;
use provider::{Made, Request};
use serde_json::json;
use wire::prelude::*;

/// `AWS::IAM::OIDCProvider`. `Ref` is the ARN.
pub(super) struct OidcProvider;

resource_type!(
    OidcProvider,
    "AWS::IAM::OIDCProvider",
    "AWS-IAM-OIDCProvider.json",
    create_provider,
    update_provider,
    delete_provider
);

async fn create_provider(call: &Call, request: &Request<'_>) -> Result<Made> {
    let members = json!({
        "Url": request.text("Url"),
        "ClientIDList": texts(request.properties, "ClientIdList"),
        "ThumbprintList": texts(request.properties, "ThumbprintList"),
        "Tags": tag_list(&request.tags()),
    });
    let url = request.text("Url").unwrap_or_default();
    let host = url.strip_prefix("https://").unwrap_or(&url);
    let arn = Kind::OidcProvider.arn(call.account(), "/", host);
    let get = ("GetOpenIDConnectProvider", json!({ "OpenIDConnectProviderArn": arn }));
    make_or_find(call, request, ("CreateOpenIDConnectProvider", members), get, "/CreateDate").await?;
    Ok(Made::new(arn.clone()).with("Arn", arn))
}

async fn update_provider(call: &Call, id: &str, request: &Request<'_>) -> Result<Made> {
    let old = request.previous.map(|old| texts(old, "ClientIdList")).unwrap_or_default();
    let new = texts(request.properties, "ClientIdList");
    for client in added(&old, &new) {
        let members = json!({ "OpenIDConnectProviderArn": id, "ClientID": client });
        iam(call, "AddClientIDToOpenIDConnectProvider", members).await?;
    }
    for client in added(&new, &old) {
        let members = json!({ "OpenIDConnectProviderArn": id, "ClientID": client });
        gone(call, "RemoveClientIDFromOpenIDConnectProvider", members).await?;
    }
    if request
        .previous
        .is_some_and(|old| old.get("ThumbprintList") != request.properties.get("ThumbprintList"))
    {
        let thumbprints = texts(request.properties, "ThumbprintList");
        let members = json!({ "OpenIDConnectProviderArn": id, "ThumbprintList": thumbprints });
        iam(call, "UpdateOpenIDConnectProviderThumbprint", members).await?;
    }
    tags::sync(call, "OpenIDConnectProvider", json!({ "OpenIDConnectProviderArn": id }), request).await?;
    Ok(Made::new(id).with("Arn", id))
}

async fn delete_provider(call: &Call, id: &str, _: &Request<'_>) -> Result<()> {
    gone(call, "DeleteOpenIDConnectProvider", json!({ "OpenIDConnectProviderArn": id })).await
}

/// `AWS::IAM::ServiceLinkedRole`. `Ref` is the role's name.
pub(super) struct ServiceLinkedRole;

resource_type!(
    ServiceLinkedRole,
    "AWS::IAM::ServiceLinkedRole",
    "AWS-IAM-ServiceLinkedRole.json",
    create_linked,
    update_linked,
    delete_linked
);

async fn create_linked(call: &Call, request: &Request<'_>) -> Result<Made> {
    let members = json!({
        "AWSServiceName": request.text("AWSServiceName"),
        "CustomSuffix": request.text("CustomSuffix"),
        "Description": request.text("Description"),
    });
    let made = iam(call, "CreateServiceLinkedRole", input(members)).await?;
    let name = at(&made, "/Role/RoleName");
    Ok(Made::new(name.clone()).with("RoleName", name))
}

async fn update_linked(call: &Call, id: &str, request: &Request<'_>) -> Result<Made> {
    let description = request.text("Description").unwrap_or_default();
    iam(call, "UpdateRole", json!({ "RoleName": id, "Description": description })).await?;
    Ok(Made::new(id).with("RoleName", id))
}

async fn delete_linked(call: &Call, id: &str, _: &Request<'_>) -> Result<()> {
    gone(call, "DeleteServiceLinkedRole", json!({ "RoleName": id })).await
}
