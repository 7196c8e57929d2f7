//! Roles and whom they trust.

use super::holders::unlinked;
use super::shown::listed_role;
use super::users::new_base;
use crate::Iam;
use crate::document::PolicyText;
use crate::names::Kind;
use crate::page::{below, page};
use crate::quotas;
use crate::records::*;
use crate::refusals;
use crate::tags;
use door::Call;
use model_iam::types::*;
use policy::arn::Arn;
use policy::{Use, validate};
use wire::prelude::*;

/// Seconds of a session where the role does not say.
const SESSION: i32 = 3_600;

impl Iam {
    /// <https://docs.aws.amazon.com/IAM/latest/APIReference/API_CreateRole.html>
    pub(crate) async fn create_role(&self, call: &Call, input: CreateRoleInput) -> Result<CreateRoleOutput> {
        if input.path.as_deref().is_some_and(|path| path.starts_with("/aws-service-role/")) {
            // Only CreateServiceLinkedRole makes roles there.
            return Err(model_iam::errors::invalid_input(
                "The path /aws-service-role/ is reserved for service-linked roles.",
            ));
        }
        let role = RoleRecord {
            trust: self.checked_trust(&input.assume_role_policy_document)?,
            base: new_base(
                call,
                Kind::Role,
                input.path,
                input.role_name,
                tags::of_request(call, input.tags)?,
            ),
            held: Held {
                boundary: self.checked_boundary(call, input.permissions_boundary)?,
                ..Held::default()
            },
            description: input.description,
            max_session: input.max_session_duration.unwrap_or(SESSION),
            linked_to: None,
        };
        // recorded: iam/test_iam.json, test_role_with_path_lifecycle: neither duration nor last use
        let shown = Role {
            role_last_used: None,
            max_session_duration: input.max_session_duration,
            ..self.shown_role(&role)
        };
        self.state
            .change(call.account(), |change| {
                change.vacant::<RoleRecord>(&role.base.name)?;
                change.room::<RoleRecord>("RolesPerAccount", quotas::ROLES)?;
                change.put(role);
                Ok(())
            })
            .await?;
        Ok(CreateRoleOutput { role: shown })
    }

    /// A trust policy: well formed, within its quota, and trusting nobody who does not exist.
    pub(crate) fn checked_trust(&self, text: &str) -> Result<PolicyText> {
        let (trust, document) = PolicyText::checked(text, Use::Trust)?;
        for (kind, value) in validate::principals(&document) {
            if kind == "AWS" && !self.is_there(value) {
                return Err(refusals::malformed(validate::invalid_principal(kind, value)));
            }
        }
        if trust.size() > quotas::TRUST_POLICY_SIZE {
            return Err(refusals::quota("ACLSizePerRole", quotas::TRUST_POLICY_SIZE));
        }
        Ok(trust)
    }

    /// Whether the user or role that a policy names exists. Accounts are not known, so any may.
    fn is_there(&self, principal: &str) -> bool {
        let Some(arn) = Arn::parse(principal) else { return true };
        match arn.resource_type() {
            Some("user") if arn.service == "iam" && arn.account != "cloudfront" => {
                self.user_of(principal, "").is_some_and(|user| user.arn() == principal)
            }
            Some("role") => self.role_of(principal, "").is_some(),
            _ => true,
        }
    }

    /// <https://docs.aws.amazon.com/IAM/latest/APIReference/API_GetRole.html>
    pub(crate) async fn get_role(&self, call: &Call, input: GetRoleInput) -> Result<GetRoleOutput> {
        let role = self.state.get::<RoleRecord>(call.account(), &input.role_name)?;
        Ok(GetRoleOutput { role: self.shown_role(&role) })
    }

    /// <https://docs.aws.amazon.com/IAM/latest/APIReference/API_ListRoles.html>
    pub(crate) async fn list_roles(&self, call: &Call, input: ListRolesInput) -> Result<ListRolesOutput> {
        let roles = self.state.list::<RoleRecord>(call.account()).into_iter();
        let roles = roles.filter(|r| below(&r.base.path, input.path_prefix.as_deref()));
        let page = page(roles, |r| r.base.name.clone(), input.marker.as_deref(), input.max_items)?;
        Ok(ListRolesOutput {
            is_truncated: page.is_truncated(),
            roles: page.items.iter().map(|r| listed_role(r)).collect(),
            marker: page.marker,
        })
    }

    /// <https://docs.aws.amazon.com/IAM/latest/APIReference/API_UpdateRole.html>
    pub(crate) async fn update_role(&self, call: &Call, input: UpdateRoleInput) -> Result<UpdateRoleOutput> {
        self.change_role(call, &input.role_name, |role| {
            if let Some(description) = input.description {
                role.description = Some(description);
            }
            if let Some(seconds) = input.max_session_duration {
                // Of a service's role only the description may be edited.
                unlinked(role)?;
                role.max_session = seconds;
            }
            Ok(())
        })
        .await?;
        Ok(UpdateRoleOutput {})
    }

    /// <https://docs.aws.amazon.com/IAM/latest/APIReference/API_UpdateRoleDescription.html>
    pub(crate) async fn update_role_description(
        &self,
        call: &Call,
        input: UpdateRoleDescriptionInput,
    ) -> Result<UpdateRoleDescriptionOutput> {
        let role = self
            .change_role(call, &input.role_name, |role| {
                role.description = Some(input.description);
                Ok(())
            })
            .await?;
        Ok(UpdateRoleDescriptionOutput { role: Some(listed_role(&role)) })
    }

    /// <https://docs.aws.amazon.com/IAM/latest/APIReference/API_UpdateAssumeRolePolicy.html>
    pub(crate) async fn update_assume_role_policy(
        &self,
        call: &Call,
        input: UpdateAssumeRolePolicyInput,
    ) -> Result<UpdateAssumeRolePolicyOutput> {
        self.state.get::<RoleRecord>(call.account(), &input.role_name)?;
        let trust = self.checked_trust(&input.policy_document)?;
        self.change_role(call, &input.role_name, |role| {
            unlinked(role)?;
            role.trust = trust;
            Ok(())
        })
        .await?;
        Ok(UpdateAssumeRolePolicyOutput {})
    }

    async fn change_role(
        &self,
        call: &Call,
        name: &str,
        edit: impl FnOnce(&mut RoleRecord) -> Result<()>,
    ) -> Result<RoleRecord> {
        self.state
            .change(call.account(), |change| {
                let mut role: RoleRecord = change.get(name)?;
                edit(&mut role)?;
                change.put(role.clone());
                Ok(role)
            })
            .await
    }

    /// <https://docs.aws.amazon.com/IAM/latest/APIReference/API_DeleteRole.html>
    pub(crate) async fn delete_role(&self, call: &Call, input: DeleteRoleInput) -> Result<DeleteRoleOutput> {
        let role = self
            .state
            .change(call.account(), |change| {
                let role: RoleRecord = change.get(&input.role_name)?;
                unlinked(&role)?;
                let first = [
                    (
                        !self.profiles_of(call.account(), &role.base.name).is_empty(),
                        "remove roles from instance profile",
                    ),
                    (!role.held.attached.is_empty(), "detach all policies"),
                    (!role.held.inline.is_empty(), "delete policies"),
                ];
                if let Some((_, first)) = first.iter().find(|(there, _)| *there) {
                    return Err(refusals::conflict(first));
                }
                change.rename_trusted(&role.arn(), &role.base.id);
                change.delete::<RoleRecord>(&role.base.name);
                Ok(role)
            })
            .await?;
        self.state.used.forget(&role.base.id);
        Ok(DeleteRoleOutput {})
    }

    /// The instance profiles that a role is in.
    pub(crate) fn profiles_of(&self, account: &str, role: &str) -> Vec<std::sync::Arc<ProfileRecord>> {
        let profiles = self.state.list::<ProfileRecord>(account);
        profiles.into_iter().filter(|p| p.role.as_deref() == Some(role)).collect()
    }
}
