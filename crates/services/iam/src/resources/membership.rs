//! `AWS::IAM::UserToGroupAddition`.

use super::{added, gone, iam, resource_type, texts};
use door::Call;
use provider::{Made, Request};
use serde_json::json;
use wire::prelude::*;

/// `AWS::IAM::UserToGroupAddition`.
pub(super) struct UserToGroupAddition;

resource_type!(
    UserToGroupAddition,
    "AWS::IAM::UserToGroupAddition",
    "AWS-IAM-UserToGroupAddition.json",
    create,
    update,
    delete
);

async fn create(call: &Call, request: &Request<'_>) -> Result<Made> {
    let group = request.text("GroupName").unwrap_or_default();
    for user in texts(request.properties, "Users") {
        iam(call, "AddUserToGroup", json!({ "GroupName": group, "UserName": user })).await?;
    }
    let id = request.physical_name(128);
    Ok(Made::new(id.clone()).with("Id", id))
}

async fn update(call: &Call, id: &str, request: &Request<'_>) -> Result<Made> {
    create(call, request).await?;
    if let Some(old) = request.previous {
        let before = old.get("GroupName").and_then(provider::text).unwrap_or_default();
        let moved = Some(&before) != request.text("GroupName").as_ref();
        let kept = if moved { Vec::new() } else { texts(request.properties, "Users") };
        for user in added(&kept, &texts(old, "Users")) {
            gone(call, "RemoveUserFromGroup", json!({ "GroupName": before, "UserName": user })).await?;
        }
    }
    Ok(Made::new(id).with("Id", id))
}

async fn delete(call: &Call, _: &str, request: &Request<'_>) -> Result<()> {
    let group = request.text("GroupName").unwrap_or_default();
    for user in texts(request.properties, "Users") {
        gone(call, "RemoveUserFromGroup", json!({ "GroupName": group, "UserName": user })).await?;
    }
    Ok(())
}
