//! `AWS::IAM::InstanceProfile` and `AWS::IAM::AccessKey`.

use super::{added, at, gone, iam, make_or_find, resource_type, texts};
use door::Call;
use provider::{Made, Request};
use serde_json::{Value, json};
use wire::prelude::*;

/// `AWS::IAM::InstanceProfile`. `Ref` is the name.
pub(super) struct InstanceProfile;

resource_type!(
    InstanceProfile,
    "AWS::IAM::InstanceProfile",
    "AWS-IAM-InstanceProfile.json",
    create_profile,
    update_profile,
    delete_profile
);

async fn create_profile(call: &Call, request: &Request<'_>) -> Result<Made> {
    let name = request.text("InstanceProfileName").unwrap_or_else(|| request.physical_name(128));
    let members = json!({ "InstanceProfileName": name, "Path": request.text("Path") });
    let get = ("GetInstanceProfile", json!({ "InstanceProfileName": name }));
    let created = "/InstanceProfile/CreateDate";
    make_or_find(call, request, ("CreateInstanceProfile", members), get, created).await?;
    update_profile(call, &name, request).await
}

async fn update_profile(call: &Call, id: &str, request: &Request<'_>) -> Result<Made> {
    let profile = iam(call, "GetInstanceProfile", json!({ "InstanceProfileName": id })).await?;
    let has = profile.pointer("/InstanceProfile/Roles").and_then(Value::as_array).into_iter().flatten();
    let has: Vec<String> = has.map(|role| at(role, "/RoleName")).collect();
    let wanted = texts(request.properties, "Roles");
    for role in added(&wanted, &has) {
        let members = json!({ "InstanceProfileName": id, "RoleName": role });
        gone(call, "RemoveRoleFromInstanceProfile", members).await?;
    }
    for role in added(&has, &wanted) {
        iam(call, "AddRoleToInstanceProfile", json!({ "InstanceProfileName": id, "RoleName": role })).await?;
    }
    Ok(Made::new(id).with("Arn", at(&profile, "/InstanceProfile/Arn")))
}

async fn delete_profile(call: &Call, id: &str, request: &Request<'_>) -> Result<()> {
    for role in texts(request.properties, "Roles") {
        let members = json!({ "InstanceProfileName": id, "RoleName": role });
        gone(call, "RemoveRoleFromInstanceProfile", members).await?;
    }
    gone(call, "DeleteInstanceProfile", json!({ "InstanceProfileName": id })).await
}

/// `AWS::IAM::AccessKey`. `Ref` is the access key id.
pub(super) struct AccessKey;

resource_type!(
    AccessKey,
    "AWS::IAM::AccessKey",
    "AWS-IAM-AccessKey.json",
    create_key,
    update_key,
    delete_key
);

async fn create_key(call: &Call, request: &Request<'_>) -> Result<Made> {
    let user = request.text("UserName").unwrap_or_default();
    let made = iam(call, "CreateAccessKey", json!({ "UserName": user })).await?;
    let id = at(&made, "/AccessKey/AccessKeyId");
    if request.text("Status").as_deref() == Some("Inactive") {
        set_status(call, &id, request).await?;
    }
    let secret = at(&made, "/AccessKey/SecretAccessKey");
    Ok(Made::new(id.clone()).with("Id", id).with("SecretAccessKey", secret))
}

async fn set_status(call: &Call, id: &str, request: &Request<'_>) -> Result<()> {
    let members = json!({
        "UserName": request.text("UserName"),
        "AccessKeyId": id,
        "Status": request.text("Status").unwrap_or_else(|| "Active".to_owned()),
    });
    iam(call, "UpdateAccessKey", members).await.map(drop)
}

async fn update_key(call: &Call, id: &str, request: &Request<'_>) -> Result<Made> {
    set_status(call, id, request).await?;
    // The secret is told once, when the key is made: CloudFormation keeps the attribute it has.
    Ok(Made::new(id).with("Id", id))
}

async fn delete_key(call: &Call, id: &str, request: &Request<'_>) -> Result<()> {
    let user = request.text("UserName").unwrap_or_default();
    gone(call, "DeleteAccessKey", json!({ "UserName": user, "AccessKeyId": id })).await
}
