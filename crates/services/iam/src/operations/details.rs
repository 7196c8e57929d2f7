//! Everything about an account's users, groups, roles and policies at once.

use super::attachments::attached_policy;
use super::policies::{listed_aws_policy, listed_policy};
use super::policy_versions::{aws_version, shown_version};
use super::shown::shown_boundary;
use crate::Iam;
use crate::catalogue;
use crate::page::page_in_order;
use crate::records::*;
use crate::tags;
use door::Call;
use model_iam::types::*;
use std::sync::Arc;
use wire::prelude::*;

/// One thing in the listing.
enum Listed {
    User(Arc<UserRecord>),
    Group(Arc<GroupRecord>),
    Role(Arc<RoleRecord>),
    Customer(Arc<PolicyRecord>),
    Aws(String),
}

impl Iam {
    /// <https://docs.aws.amazon.com/IAM/latest/APIReference/API_GetAccountAuthorizationDetails.html>
    pub(crate) async fn get_account_authorization_details(
        &self,
        call: &Call,
        input: GetAccountAuthorizationDetailsInput,
    ) -> Result<GetAccountAuthorizationDetailsOutput> {
        let account = call.account();
        let wanted =
            |kind: &EntityType| input.filter.as_ref().is_none_or(|f| f.is_empty() || f.contains(kind));
        let usages = self.usages(account);
        let usage = |arn: &str| usages.get(arn).copied().unwrap_or_default();
        let mut all: Vec<Listed> = Vec::new();
        if wanted(&EntityType::User) {
            all.extend(self.state.list(account).into_iter().map(Listed::User));
        }
        if wanted(&EntityType::Group) {
            all.extend(self.state.list(account).into_iter().map(Listed::Group));
        }
        if wanted(&EntityType::Role) {
            all.extend(self.state.list(account).into_iter().map(Listed::Role));
        }
        if wanted(&EntityType::LocalManagedPolicy) {
            all.extend(self.state.list(account).into_iter().map(Listed::Customer));
        }
        if wanted(&EntityType::AWSManagedPolicy) {
            // Of AWS's policies only those in use are told.
            let mut used: Vec<_> = usages.keys().cloned().collect();
            used.retain(|arn| arn.starts_with("arn:aws:iam::aws:"));
            used.sort_unstable();
            all.extend(used.into_iter().map(Listed::Aws));
        }
        let page = page_in_order(all, Listed::id, input.marker.as_deref(), input.max_items)?;
        let mut out = GetAccountAuthorizationDetailsOutput {
            user_detail_list: Some(Vec::new()),
            group_detail_list: Some(Vec::new()),
            role_detail_list: Some(Vec::new()),
            policies: Some(Vec::new()),
            is_truncated: page.is_truncated(),
            marker: page.marker,
        };
        for entity in page.items {
            match entity {
                Listed::User(user) => {
                    out.user_detail_list.get_or_insert_default().push(self.user_detail(&user));
                }
                Listed::Group(group) => {
                    out.group_detail_list.get_or_insert_default().push(group_detail(&group));
                }
                Listed::Role(role) => {
                    out.role_detail_list.get_or_insert_default().push(self.role_detail(&role));
                }
                Listed::Customer(policy) => {
                    out.policies.get_or_insert_default().push(policy_detail(&policy, usage(&policy.arn())));
                }
                Listed::Aws(arn) => {
                    out.policies.get_or_insert_default().extend(aws_policy_detail(&arn, usage(&arn)));
                }
            }
        }
        Ok(out)
    }

    fn user_detail(&self, user: &UserRecord) -> UserDetail {
        let base = &user.base;
        let groups = self.groups_of(&base.account, user);
        UserDetail {
            path: Some(base.path.clone()),
            user_name: Some(base.name.clone()),
            user_id: Some(base.id.clone()),
            arn: Some(user.arn()),
            create_date: Some(base.created),
            user_policy_list: inline(&user.held).filter(|list| !list.is_empty()),
            group_list: Some(groups.iter().map(|g| g.base.name.clone()).collect()),
            attached_managed_policies: attached(&user.held),
            permissions_boundary: shown_boundary(&user.held),
            tags: Some(tags::all(&base.tags)),
        }
    }

    fn role_detail(&self, role: &RoleRecord) -> RoleDetail {
        let base = &role.base;
        let profiles = self.profiles_of(&base.account, &base.name);
        RoleDetail {
            path: Some(base.path.clone()),
            role_name: Some(base.name.clone()),
            role_id: Some(base.id.clone()),
            arn: Some(role.arn()),
            create_date: Some(base.created),
            assume_role_policy_document: Some(role.trust.encoded()),
            instance_profile_list: Some(profiles.iter().map(|p| self.listed_profile(p)).collect()),
            role_policy_list: inline(&role.held),
            attached_managed_policies: attached(&role.held),
            permissions_boundary: shown_boundary(&role.held),
            tags: Some(tags::all(&base.tags)),
            role_last_used: Some(self.role_last_used(role)),
        }
    }
}

impl Listed {
    fn id(&self) -> String {
        match self {
            Self::User(r) => r.base.id.clone(),
            Self::Group(r) => r.base.id.clone(),
            Self::Role(r) => r.base.id.clone(),
            Self::Customer(r) => r.base.id.clone(),
            Self::Aws(arn) => arn.clone(),
        }
    }
}

fn group_detail(group: &GroupRecord) -> GroupDetail {
    let base = &group.base;
    GroupDetail {
        path: Some(base.path.clone()),
        group_name: Some(base.name.clone()),
        group_id: Some(base.id.clone()),
        arn: Some(group.arn()),
        create_date: Some(base.created),
        group_policy_list: inline(&group.held),
        attached_managed_policies: attached(&group.held),
    }
}

fn policy_detail(policy: &PolicyRecord, usage: (i32, i32)) -> ManagedPolicyDetail {
    let versions = policy.versions.iter().rev().map(|v| shown_version(v, policy.default));
    ManagedPolicyDetail {
        description: policy.description.clone(),
        policy_version_list: Some(versions.collect()),
        ..detail(listed_policy(policy, usage))
    }
}

fn aws_policy_detail(arn: &str, usage: (i32, i32)) -> Option<ManagedPolicyDetail> {
    let policy = catalogue::get(arn)?;
    let versions = Some(vec![aws_version(policy)]);
    Some(ManagedPolicyDetail { policy_version_list: versions, ..detail(listed_aws_policy(policy, usage)) })
}

fn detail(policy: Policy) -> ManagedPolicyDetail {
    ManagedPolicyDetail {
        policy_name: policy.policy_name,
        policy_id: policy.policy_id,
        arn: policy.arn,
        path: policy.path,
        default_version_id: policy.default_version_id,
        attachment_count: policy.attachment_count,
        permissions_boundary_usage_count: policy.permissions_boundary_usage_count,
        is_attachable: policy.is_attachable,
        description: policy.description,
        create_date: policy.create_date,
        update_date: policy.update_date,
        policy_version_list: None,
    }
}

fn inline(held: &Held) -> Option<Vec<PolicyDetail>> {
    let shown = held.inline.iter().map(|(name, document)| PolicyDetail {
        policy_name: Some(name.clone()),
        policy_document: Some(document.encoded()),
    });
    Some(shown.collect())
}

fn attached(held: &Held) -> Option<Vec<AttachedPolicy>> {
    Some(held.attached.iter().map(|arn| attached_policy(arn)).collect())
}
