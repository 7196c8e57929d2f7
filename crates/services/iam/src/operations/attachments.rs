//! Managed policies attached to users, groups and roles, as permissions or as boundary.

use crate::Iam;
use crate::catalogue;
use crate::names::Kind;
use crate::page::{Page, below, page_in_order};
use crate::quotas;
use crate::records::*;
use crate::refusals;
use crate::state::Stored;
use door::Call;
use model_iam::errors;
use model_iam::types::*;
use policy::arn::Arn;
use wire::prelude::*;

impl Iam {
    /// Refuses what is not the ARN of a managed policy that the account may attach; `called` begins the refusal.
    fn attachable(&self, call: &Call, called: &str, arn: &str) -> Result<()> {
        is_policy_arn(arn)?;
        let mine = Arn::parse(arn).is_some_and(|arn| arn.account == "aws" || arn.account == call.account());
        if !mine || self.managed(arn).is_none() {
            // recorded: iam/test_iam.json, test_role_attach_policy
            let text = format!("{called} {arn} does not exist or is not attachable.");
            return Err(errors::no_such_entity(text));
        }
        Ok(())
    }

    async fn attach<R: Stored + Holder>(&self, call: &Call, holder: &str, arn: String) -> Result<()> {
        self.change_holder::<R>(call, holder, |record| {
            self.attachable(call, "Policy", &arn)?;
            if arn.starts_with("arn:aws:iam::aws:policy/aws-service-role/") {
                return Err(errors::policy_not_attachable(
                    "Cannot attach a Service Role Policy to a Customer Role.",
                ));
            }
            let attached = &mut record.held_mut().attached;
            if !attached.contains(&arn) {
                if attached.len() >= quotas::ATTACHED_POLICIES {
                    return Err(refusals::quota(R::ATTACHED_QUOTA, quotas::ATTACHED_POLICIES));
                }
                attached.push(arn);
            }
            Ok(())
        })
        .await
    }

    async fn detach<R: Stored + Holder>(&self, call: &Call, holder: &str, arn: &str) -> Result<()> {
        self.change_holder::<R>(call, holder, |record| {
            is_policy_arn(arn)?;
            let attached = &mut record.held_mut().attached;
            let at = attached.iter().position(|other| other == arn);
            attached.remove(at.ok_or_else(|| refusals::not_found(Kind::Policy, arn))?);
            Ok(())
        })
        .await
    }

    fn attached_page<R: Stored + Holder>(
        &self,
        call: &Call,
        holder: &str,
        prefix: Option<&str>,
        marker: Option<&str>,
        max_items: Option<i32>,
    ) -> Result<Page<AttachedPolicy>> {
        let record = self.state.get::<R>(call.account(), holder)?;
        let path = |arn: &str| {
            let (path, _) = arn.split_once(":policy")?.1.rsplit_once('/')?;
            Some(format!("{path}/"))
        };
        let arns = record.held().attached.iter();
        let arns = arns.filter(|arn| below(&path(arn).unwrap_or_default(), prefix));
        let shown = arns.map(|arn| attached_policy(arn));
        page_in_order(shown, |p| p.policy_arn.clone().unwrap_or_default(), marker, max_items)
    }

    /// The boundary that a request names: a managed policy that exists.
    pub(crate) fn checked_boundary(&self, call: &Call, arn: Option<String>) -> Result<Option<String>> {
        let Some(arn) = arn else { return Ok(None) };
        self.attachable(call, "Scope ARN:", &arn)?;
        Ok(Some(arn))
    }

    async fn set_boundary<R: Stored + Holder>(
        &self,
        call: &Call,
        holder: &str,
        boundary: Option<String>,
    ) -> Result<()> {
        self.change_holder::<R>(call, holder, |record| {
            record.held_mut().boundary = self.checked_boundary(call, boundary)?;
            Ok(())
        })
        .await
    }
}

/// Refuses what is no ARN of a managed policy at all.
pub(crate) fn is_policy_arn(arn: &str) -> Result<()> {
    let is_policy = |arn: Arn<'_>| arn.service == "iam" && arn.resource.starts_with("policy/");
    if Arn::parse(arn).is_some_and(is_policy) { Ok(()) } else { Err(refusals::invalid_arn()) }
}

/// A managed policy by name and ARN.
pub(crate) fn attached_policy(arn: &str) -> AttachedPolicy {
    let name = catalogue_name(arn).or_else(|| Arn::parse(arn).map(|arn| arn.name().to_owned()));
    AttachedPolicy { policy_name: name, policy_arn: Some(arn.to_owned()) }
}

/// AWS's own policies are looked up only where the ARN is AWS's.
fn catalogue_name(arn: &str) -> Option<String> {
    let is_aws = Arn::parse(arn).is_some_and(|arn| arn.account == "aws");
    if is_aws { catalogue::get(arn).map(|policy| policy.name.clone()) } else { None }
}

macro_rules! attachments {
    ($record:ty, $holder:ident;
        $attach:ident: $attach_in:ident => $attach_out:ident, $detach:ident: $detach_in:ident => $detach_out:ident,
        $list:ident: $list_in:ident => $list_out:ident) => {
        impl Iam {
            pub(crate) async fn $attach(&self, call: &Call, input: $attach_in) -> Result<$attach_out> {
                self.attach::<$record>(call, &input.$holder, input.policy_arn).await?;
                Ok($attach_out {})
            }
            pub(crate) async fn $detach(&self, call: &Call, input: $detach_in) -> Result<$detach_out> {
                self.detach::<$record>(call, &input.$holder, &input.policy_arn).await?;
                Ok($detach_out {})
            }
            pub(crate) async fn $list(&self, call: &Call, input: $list_in) -> Result<$list_out> {
                let (prefix, marker) = (input.path_prefix.as_deref(), input.marker.as_deref());
                let page =
                    self.attached_page::<$record>(call, &input.$holder, prefix, marker, input.max_items)?;
                Ok($list_out {
                    is_truncated: page.is_truncated(),
                    attached_policies: Some(page.items),
                    marker: page.marker,
                })
            }
        }
    };
}

attachments! { UserRecord, user_name;
    attach_user_policy: AttachUserPolicyInput => AttachUserPolicyOutput,
    detach_user_policy: DetachUserPolicyInput => DetachUserPolicyOutput,
    list_attached_user_policies: ListAttachedUserPoliciesInput => ListAttachedUserPoliciesOutput
}
attachments! { GroupRecord, group_name;
    attach_group_policy: AttachGroupPolicyInput => AttachGroupPolicyOutput,
    detach_group_policy: DetachGroupPolicyInput => DetachGroupPolicyOutput,
    list_attached_group_policies: ListAttachedGroupPoliciesInput => ListAttachedGroupPoliciesOutput
}
attachments! { RoleRecord, role_name;
    attach_role_policy: AttachRolePolicyInput => AttachRolePolicyOutput,
    detach_role_policy: DetachRolePolicyInput => DetachRolePolicyOutput,
    list_attached_role_policies: ListAttachedRolePoliciesInput => ListAttachedRolePoliciesOutput
}

macro_rules! boundaries {
    ($record:ty, $holder:ident;
        $put:ident: $put_in:ident => $put_out:ident, $delete:ident: $delete_in:ident => $delete_out:ident) => {
        impl Iam {
            pub(crate) async fn $put(&self, call: &Call, input: $put_in) -> Result<$put_out> {
                let boundary = Some(input.permissions_boundary);
                self.set_boundary::<$record>(call, &input.$holder, boundary).await?;
                Ok($put_out {})
            }
            pub(crate) async fn $delete(&self, call: &Call, input: $delete_in) -> Result<$delete_out> {
                self.set_boundary::<$record>(call, &input.$holder, None).await?;
                Ok($delete_out {})
            }
        }
    };
}

boundaries! { UserRecord, user_name;
    put_user_permissions_boundary: PutUserPermissionsBoundaryInput => PutUserPermissionsBoundaryOutput,
    delete_user_permissions_boundary: DeleteUserPermissionsBoundaryInput => DeleteUserPermissionsBoundaryOutput
}
boundaries! { RoleRecord, role_name;
    put_role_permissions_boundary: PutRolePermissionsBoundaryInput => PutRolePermissionsBoundaryOutput,
    delete_role_permissions_boundary: DeleteRolePermissionsBoundaryInput => DeleteRolePermissionsBoundaryOutput
}
