//! `AWS::IAM::ManagedPolicy`, `AWS::IAM::Policy` and the policies of a single role, user or group.

use super::holder::Holder;
use super::{added, gone, iam, make_or_find, resource_type, texts};
use crate::names::Kind;
use door::Call;
use futures_util::future::BoxFuture;
use provider::{Made, Properties, Request, ResourceType};
use serde_json::{Value, json};
use wire::prelude::*;

/// The lists of a policy's holders, by the property that names them.
const HOLDERS: [(&str, Holder); 3] =
    [("Users", Holder::User), ("Groups", Holder::Group), ("Roles", Holder::Role)];

/// `AWS::IAM::ManagedPolicy`. `Ref` is the ARN.
pub(super) struct ManagedPolicy;

resource_type!(
    ManagedPolicy,
    "AWS::IAM::ManagedPolicy",
    "AWS-IAM-ManagedPolicy.json",
    create_managed,
    update_managed,
    delete_managed
);

async fn create_managed(call: &Call, request: &Request<'_>) -> Result<Made> {
    let name = request.text("ManagedPolicyName").unwrap_or_else(|| request.physical_name(128));
    let path = request.text("Path").unwrap_or_else(|| "/".to_owned());
    let arn = Kind::Policy.arn(call.account(), &path, &name);
    let members = json!({
        "PolicyName": name,
        "PolicyDocument": request.properties.get("PolicyDocument").map(provider::document),
        "Description": request.text("Description"),
        "Path": path,
    });
    let get = ("GetPolicy", json!({ "PolicyArn": arn }));
    make_or_find(call, request, ("CreatePolicy", members), get, "/Policy/CreateDate").await?;
    attach_all(call, &arn, None, request.properties).await?;
    described(call, arn).await
}

async fn update_managed(call: &Call, id: &str, request: &Request<'_>) -> Result<Made> {
    if request
        .previous
        .is_some_and(|old| old.get("PolicyDocument") != request.properties.get("PolicyDocument"))
    {
        make_room(call, id).await?;
        let document = request.properties.get("PolicyDocument").map(provider::document);
        let members = json!({ "PolicyArn": id, "PolicyDocument": document, "SetAsDefault": true });
        iam(call, "CreatePolicyVersion", members).await?;
    }
    attach_all(call, id, request.previous, request.properties).await?;
    described(call, id.to_owned()).await
}

/// A policy has five versions at most: the oldest that is not the default one goes.
async fn make_room(call: &Call, arn: &str) -> Result<()> {
    let versions = iam(call, "ListPolicyVersions", json!({ "PolicyArn": arn })).await?;
    let versions = versions["Versions"].as_array().cloned().unwrap_or_default();
    let oldest = versions.iter().rev().find(|version| version["IsDefaultVersion"] != true);
    match oldest.filter(|_| versions.len() >= 5) {
        Some(version) => {
            gone(call, "DeletePolicyVersion", json!({ "PolicyArn": arn, "VersionId": version["VersionId"] }))
                .await
        }
        None => Ok(()),
    }
}

async fn attach_all(call: &Call, arn: &str, old: Option<&Properties>, new: &Properties) -> Result<()> {
    for (property, holder) in HOLDERS {
        let (old, new) = (old.map(|old| texts(old, property)).unwrap_or_default(), texts(new, property));
        for name in added(&old, &new) {
            holder.attach(call, &name, arn).await?;
        }
        for name in added(&new, &old) {
            holder.detach(call, &name, arn).await?;
        }
    }
    Ok(())
}

async fn described(call: &Call, arn: String) -> Result<Made> {
    let policy = iam(call, "GetPolicy", json!({ "PolicyArn": arn })).await?;
    let mut made = Made::new(arn.clone()).with("PolicyArn", arn);
    for name in [
        "AttachmentCount",
        "CreateDate",
        "DefaultVersionId",
        "IsAttachable",
        "PermissionsBoundaryUsageCount",
        "PolicyId",
        "UpdateDate",
    ] {
        if let Some(value) = policy["Policy"].get(name) {
            made = made.with(name, value.clone());
        }
    }
    Ok(made)
}

async fn delete_managed(call: &Call, id: &str, request: &Request<'_>) -> Result<()> {
    for (property, holder) in HOLDERS {
        for name in texts(request.properties, property) {
            holder.detach(call, &name, id).await?;
        }
    }
    let versions = match iam(call, "ListPolicyVersions", json!({ "PolicyArn": id })).await {
        Err(error) if error.code() == "NoSuchEntity" => return Ok(()),
        versions => versions?,
    };
    for version in
        versions["Versions"].as_array().into_iter().flatten().filter(|v| v["IsDefaultVersion"] != true)
    {
        gone(call, "DeletePolicyVersion", json!({ "PolicyArn": id, "VersionId": version["VersionId"] }))
            .await?;
    }
    gone(call, "DeletePolicy", json!({ "PolicyArn": id })).await
}

/// `AWS::IAM::Policy`: one inline policy, put into several users, groups and roles.
pub(super) struct InlinePolicies;

resource_type!(
    InlinePolicies,
    "AWS::IAM::Policy",
    "AWS-IAM-Policy.json",
    create_inline,
    update_inline,
    delete_inline
);

async fn create_inline(call: &Call, request: &Request<'_>) -> Result<Made> {
    put_all(call, request).await?;
    let id = request.physical_name(128);
    Ok(Made::new(id.clone()).with("Id", id))
}

async fn update_inline(call: &Call, id: &str, request: &Request<'_>) -> Result<Made> {
    put_all(call, request).await?;
    let renamed =
        request.previous.is_some_and(|old| old.get("PolicyName") != request.properties.get("PolicyName"));
    for (property, holder) in HOLDERS {
        let Some(old) = request.previous else { continue };
        let kept = if renamed { Vec::new() } else { texts(request.properties, property) };
        for name in added(&kept, &texts(old, property)) {
            holder.take(call, &name, &policy_name(old)).await?;
        }
    }
    Ok(Made::new(id).with("Id", id))
}

async fn put_all(call: &Call, request: &Request<'_>) -> Result<()> {
    let document = request.properties.get("PolicyDocument").cloned().unwrap_or_default();
    for (property, holder) in HOLDERS {
        for name in texts(request.properties, property) {
            holder.put(call, &name, &policy_name(request.properties), &document).await?;
        }
    }
    Ok(())
}

async fn delete_inline(call: &Call, _: &str, request: &Request<'_>) -> Result<()> {
    for (property, holder) in HOLDERS {
        for name in texts(request.properties, property) {
            holder.take(call, &name, &policy_name(request.properties)).await?;
        }
    }
    Ok(())
}

fn policy_name(properties: &Properties) -> String {
    properties.get("PolicyName").and_then(provider::text).unwrap_or_default()
}

/// `AWS::IAM::RolePolicy` and its kin: one inline policy of one holder. `Ref` is policy and holder, joined by a bar.
pub(super) struct OwnPolicy {
    holder: Holder,
    name: &'static str,
    schema: &'static str,
}

impl OwnPolicy {
    pub(super) fn role() -> Self {
        let schema = include_str!("../../../../../models/resources/AWS-IAM-RolePolicy.json");
        Self { holder: Holder::Role, name: "AWS::IAM::RolePolicy", schema }
    }
    pub(super) fn user() -> Self {
        let schema = include_str!("../../../../../models/resources/AWS-IAM-UserPolicy.json");
        Self { holder: Holder::User, name: "AWS::IAM::UserPolicy", schema }
    }
    pub(super) fn group() -> Self {
        let schema = include_str!("../../../../../models/resources/AWS-IAM-GroupPolicy.json");
        Self { holder: Holder::Group, name: "AWS::IAM::GroupPolicy", schema }
    }
    fn of(&self, request: &Request<'_>) -> (String, String) {
        (request.text(self.holder.member()).unwrap_or_default(), policy_name(request.properties))
    }
}

impl ResourceType for OwnPolicy {
    fn name(&self) -> &'static str {
        self.name
    }
    fn schema(&self) -> &'static str {
        self.schema
    }
    fn create<'a>(&'a self, call: &'a Call, request: &'a Request<'a>) -> BoxFuture<'a, Result<Made>> {
        Box::pin(async move {
            let (holder, policy) = self.of(request);
            let document = request.properties.get("PolicyDocument").cloned().unwrap_or(Value::Null);
            self.holder.put(call, &holder, &policy, &document).await?;
            Ok(Made::new(format!("{policy}|{holder}")))
        })
    }
    fn update<'a>(
        &'a self,
        call: &'a Call,
        _: &'a str,
        request: &'a Request<'a>,
    ) -> BoxFuture<'a, Result<Made>> {
        self.create(call, request)
    }
    fn delete<'a>(
        &'a self,
        call: &'a Call,
        _: &'a str,
        request: &'a Request<'a>,
    ) -> BoxFuture<'a, Result<()>> {
        Box::pin(async move {
            let (holder, policy) = self.of(request);
            self.holder.take(call, &holder, &policy).await
        })
    }
}
