//! `AWS::IAM::Role`, `AWS::IAM::User` and `AWS::IAM::Group`.

use super::holder::Holder;
use super::{added, at, gone, iam, input, resource_type, tag_list, texts};
use door::Call;
use provider::{Made, Properties, Request};
use serde_json::{Value, json};
use wire::prelude::*;

/// `AWS::IAM::Role`. `Ref` is the name.
pub(super) struct Role;

resource_type!(Role, "AWS::IAM::Role", "AWS-IAM-Role.json", create_role, update_role, delete_role);

async fn create_role(call: &Call, request: &Request<'_>) -> Result<Made> {
    let name = request.text("RoleName").unwrap_or_else(|| request.physical_name(64));
    let members = json!({
        "AssumeRolePolicyDocument": request.properties.get("AssumeRolePolicyDocument").map(provider::document),
        "Description": request.text("Description"),
        "MaxSessionDuration": number(request.properties, "MaxSessionDuration"),
        "Path": request.text("Path"),
        "PermissionsBoundary": request.text("PermissionsBoundary"),
        "Tags": tag_list(&request.tags()),
    });
    let made = Holder::Role.make(call, &name, request, members).await?;
    Holder::Role.sync(call, &name, request).await?;
    Ok(Made::new(name).with("Arn", at(&made, "/Role/Arn")).with("RoleId", at(&made, "/Role/RoleId")))
}

async fn update_role(call: &Call, id: &str, request: &Request<'_>) -> Result<Made> {
    let changed =
        |name: &str| request.previous.is_some_and(|old| old.get(name) != request.properties.get(name));
    if changed("AssumeRolePolicyDocument") {
        let document = request.properties.get("AssumeRolePolicyDocument").map(provider::document);
        iam(call, "UpdateAssumeRolePolicy", json!({ "RoleName": id, "PolicyDocument": document })).await?;
    }
    if changed("Description") || changed("MaxSessionDuration") {
        let members = json!({
            "RoleName": id,
            "Description": request.text("Description").unwrap_or_default(),
            "MaxSessionDuration": number(request.properties, "MaxSessionDuration").unwrap_or(3600),
        });
        iam(call, "UpdateRole", members).await?;
    }
    Holder::Role.sync(call, id, request).await?;
    Holder::Role.sync_tags(call, id, request).await?;
    let role = iam(call, "GetRole", json!({ "RoleName": id })).await?;
    Ok(Made::new(id).with("Arn", at(&role, "/Role/Arn")).with("RoleId", at(&role, "/Role/RoleId")))
}

async fn delete_role(call: &Call, id: &str, request: &Request<'_>) -> Result<()> {
    Holder::Role.delete(call, id, request).await
}

/// `AWS::IAM::User`. `Ref` is the name.
pub(super) struct User;

resource_type!(User, "AWS::IAM::User", "AWS-IAM-User.json", create_user, update_user, delete_user);

async fn create_user(call: &Call, request: &Request<'_>) -> Result<Made> {
    let name = request.text("UserName").unwrap_or_else(|| request.physical_name(64));
    let members = json!({
        "Path": request.text("Path"),
        "PermissionsBoundary": request.text("PermissionsBoundary"),
        "Tags": tag_list(&request.tags()),
    });
    let made = Holder::User.make(call, &name, request, members).await?;
    sync_user(call, &name, request).await?;
    Ok(Made::new(name).with("Arn", at(&made, "/User/Arn")))
}

async fn update_user(call: &Call, id: &str, request: &Request<'_>) -> Result<Made> {
    let changed =
        |name: &str| request.previous.is_some_and(|old| old.get(name) != request.properties.get(name));
    if changed("Path") {
        let path = request.text("Path").unwrap_or_else(|| "/".to_owned());
        iam(call, "UpdateUser", json!({ "UserName": id, "NewPath": path })).await?;
    }
    sync_user(call, id, request).await?;
    Holder::User.sync_tags(call, id, request).await?;
    let user = iam(call, "GetUser", json!({ "UserName": id })).await?;
    Ok(Made::new(id).with("Arn", at(&user, "/User/Arn")))
}

async fn sync_user(call: &Call, name: &str, request: &Request<'_>) -> Result<()> {
    Holder::User.sync(call, name, request).await?;
    let old = request.previous.map(|old| texts(old, "Groups")).unwrap_or_default();
    let new = texts(request.properties, "Groups");
    for group in added(&old, &new) {
        iam(call, "AddUserToGroup", json!({ "UserName": name, "GroupName": group })).await?;
    }
    for group in added(&new, &old) {
        gone(call, "RemoveUserFromGroup", json!({ "UserName": name, "GroupName": group })).await?;
    }
    sync_login(call, name, request).await
}

async fn sync_login(call: &Call, name: &str, request: &Request<'_>) -> Result<()> {
    let old = request.previous.and_then(|old| old.get("LoginProfile"));
    let members = |profile: &Value| {
        input(json!({
            "UserName": name,
            "Password": profile.get("Password"),
            "PasswordResetRequired": profile.get("PasswordResetRequired"),
        }))
    };
    match (old, request.properties.get("LoginProfile")) {
        (None, Some(profile)) => iam(call, "CreateLoginProfile", members(profile)).await.map(drop),
        (Some(old), Some(new)) if old != new => iam(call, "UpdateLoginProfile", members(new)).await.map(drop),
        (Some(_), None) => gone(call, "DeleteLoginProfile", json!({ "UserName": name })).await,
        _ => Ok(()),
    }
}

async fn delete_user(call: &Call, id: &str, request: &Request<'_>) -> Result<()> {
    for group in texts(request.properties, "Groups") {
        gone(call, "RemoveUserFromGroup", json!({ "UserName": id, "GroupName": group })).await?;
    }
    if request.properties.contains_key("LoginProfile") {
        gone(call, "DeleteLoginProfile", json!({ "UserName": id })).await?;
    }
    Holder::User.delete(call, id, request).await
}

/// `AWS::IAM::Group`. `Ref` is the name.
pub(super) struct Group;

resource_type!(Group, "AWS::IAM::Group", "AWS-IAM-Group.json", create_group, update_group, delete_group);

async fn create_group(call: &Call, request: &Request<'_>) -> Result<Made> {
    let name = request.text("GroupName").unwrap_or_else(|| request.physical_name(128));
    let made = Holder::Group.make(call, &name, request, json!({ "Path": request.text("Path") })).await?;
    Holder::Group.sync(call, &name, request).await?;
    Ok(Made::new(name).with("Arn", at(&made, "/Group/Arn")))
}

async fn update_group(call: &Call, id: &str, request: &Request<'_>) -> Result<Made> {
    let path = request.text("Path").unwrap_or_else(|| "/".to_owned());
    if request.previous.is_some_and(|old| old.get("Path") != request.properties.get("Path")) {
        iam(call, "UpdateGroup", json!({ "GroupName": id, "NewPath": path })).await?;
    }
    Holder::Group.sync(call, id, request).await?;
    let group = iam(call, "GetGroup", json!({ "GroupName": id })).await?;
    Ok(Made::new(id).with("Arn", at(&group, "/Group/Arn")))
}

async fn delete_group(call: &Call, id: &str, request: &Request<'_>) -> Result<()> {
    Holder::Group.delete(call, id, request).await
}

fn number(properties: &Properties, name: &str) -> Option<i64> {
    properties.get(name).and_then(provider::text).and_then(|text| text.parse().ok())
}
