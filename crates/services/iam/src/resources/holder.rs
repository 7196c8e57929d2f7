//! What users, groups and roles have in common: attached and inline policies, boundaries, tags.

use super::{added, at, gone, iam, make_or_find, tags, texts};
use door::Call;
use provider::{Properties, Request};
use serde_json::{Value, json};
use wire::prelude::*;

/// A kind of principal that holds policies.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Holder {
    User,
    Group,
    Role,
}

impl Holder {
    /// As it stands in the names of operations: `AttachRolePolicy`.
    pub(super) fn word(self) -> &'static str {
        match self {
            Self::User => "User",
            Self::Group => "Group",
            Self::Role => "Role",
        }
    }
    /// The member that names one: `RoleName`.
    pub(super) fn member(self) -> &'static str {
        match self {
            Self::User => "UserName",
            Self::Group => "GroupName",
            Self::Role => "RoleName",
        }
    }
    /// An input that names one, with more members.
    fn input(self, name: &str, more: Value) -> Value {
        let mut members = more;
        members[self.member()] = name.into();
        members
    }

    pub(super) async fn put(self, call: &Call, name: &str, policy: &str, document: &Value) -> Result<()> {
        let more = json!({ "PolicyName": policy, "PolicyDocument": provider::document(document) });
        iam(call, &format!("Put{}Policy", self.word()), self.input(name, more)).await.map(drop)
    }
    pub(super) async fn take(self, call: &Call, name: &str, policy: &str) -> Result<()> {
        gone(call, &format!("Delete{}Policy", self.word()), self.input(name, json!({ "PolicyName": policy })))
            .await
    }
    pub(super) async fn attach(self, call: &Call, name: &str, arn: &str) -> Result<()> {
        let input = self.input(name, json!({ "PolicyArn": arn }));
        iam(call, &format!("Attach{}Policy", self.word()), input).await.map(drop)
    }
    pub(super) async fn detach(self, call: &Call, name: &str, arn: &str) -> Result<()> {
        gone(call, &format!("Detach{}Policy", self.word()), self.input(name, json!({ "PolicyArn": arn })))
            .await
    }

    /// Makes one, or finds what an attempt before a crash made. The answer's member is the kind's.
    pub(super) async fn make(
        self,
        call: &Call,
        name: &str,
        request: &Request<'_>,
        members: Value,
    ) -> Result<Value> {
        let (create, get) = (format!("Create{}", self.word()), format!("Get{}", self.word()));
        let (members, named) = (self.input(name, members), self.input(name, json!({})));
        let created = format!("/{}/CreateDate", self.word());
        make_or_find(call, request, (&create, members), (&get, named), &created).await
    }

    /// Brings policies and boundary from what they were to what is asked for.
    pub(super) async fn sync(self, call: &Call, name: &str, request: &Request<'_>) -> Result<()> {
        let nothing = Properties::new();
        let old = request.previous.unwrap_or(&nothing);
        let new = request.properties;
        for arn in added(&texts(old, "ManagedPolicyArns"), &texts(new, "ManagedPolicyArns")) {
            self.attach(call, name, &arn).await?;
        }
        for arn in added(&texts(new, "ManagedPolicyArns"), &texts(old, "ManagedPolicyArns")) {
            self.detach(call, name, &arn).await?;
        }
        for policy in inline(new).filter(|policy| !inline(old).any(|other| other == *policy)) {
            self.put(call, name, &at(policy, "/PolicyName"), &policy["PolicyDocument"]).await?;
        }
        for policy in inline(old).map(|policy| at(policy, "/PolicyName")) {
            if !inline(new).any(|other| at(other, "/PolicyName") == policy) {
                self.take(call, name, &policy).await?;
            }
        }
        self.sync_boundary(call, name, old, new).await
    }

    async fn sync_boundary(self, call: &Call, name: &str, old: &Properties, new: &Properties) -> Result<()> {
        // The creation sets it: only changes are left, and groups have none.
        match (old.get("PermissionsBoundary"), new.get("PermissionsBoundary")) {
            _ if old.is_empty() || self == Self::Group => Ok(()),
            (before, Some(arn)) if before != Some(arn) => {
                let operation = format!("Put{}PermissionsBoundary", self.word());
                iam(call, &operation, self.input(name, json!({ "PermissionsBoundary": arn }))).await.map(drop)
            }
            (Some(_), None) => {
                gone(call, &format!("Delete{}PermissionsBoundary", self.word()), self.input(name, json!({})))
                    .await
            }
            _ => Ok(()),
        }
    }

    /// Brings tags from what they were to what is asked for.
    pub(super) async fn sync_tags(self, call: &Call, name: &str, request: &Request<'_>) -> Result<()> {
        tags::sync(call, self.word(), self.input(name, json!({})), request).await
    }

    /// Takes everything away that would keep it from being deleted, then deletes it. Policies that others attached make
    /// the deletion fail, as on AWS.
    pub(super) async fn delete(self, call: &Call, name: &str, request: &Request<'_>) -> Result<()> {
        for arn in texts(request.properties, "ManagedPolicyArns") {
            self.detach(call, name, &arn).await?;
        }
        for policy in inline(request.properties) {
            self.take(call, name, &at(policy, "/PolicyName")).await?;
        }
        gone(call, &format!("Delete{}", self.word()), self.input(name, json!({}))).await
    }
}

fn inline(properties: &Properties) -> impl Iterator<Item = &Value> {
    properties.get("Policies").and_then(Value::as_array).into_iter().flatten()
}
