//! Instance profiles: the case in which an instance gets its role.

use super::shown::listed_role;
use super::users::new_base;
use crate::Iam;
use crate::names::Kind;
use crate::page::{Page, below, page};
use crate::quotas;
use crate::records::*;
use crate::refusals;
use crate::tags;
use door::{Call, Touch};
use model_iam::ops;
use model_iam::types::*;
use std::sync::Arc;
use wire::prelude::*;

impl Iam {
    /// <https://docs.aws.amazon.com/IAM/latest/APIReference/API_CreateInstanceProfile.html>
    pub(crate) async fn create_instance_profile(
        &self,
        call: &Call,
        input: CreateInstanceProfileInput,
    ) -> Result<CreateInstanceProfileOutput> {
        let tags = tags::of_request(call, input.tags)?;
        let base = new_base(call, Kind::InstanceProfile, input.path, input.instance_profile_name, tags);
        let profile = ProfileRecord { base, role: None };
        let shown = self.shown_profile(&profile);
        self.state
            .change(call.account(), |change| {
                change.vacant::<ProfileRecord>(&profile.base.name)?;
                change.room::<ProfileRecord>("InstanceProfilesPerAccount", quotas::INSTANCE_PROFILES)?;
                change.put(profile);
                Ok(())
            })
            .await?;
        Ok(CreateInstanceProfileOutput { instance_profile: shown })
    }

    /// A profile as lists show it: without tags.
    pub(crate) fn listed_profile(&self, profile: &ProfileRecord) -> InstanceProfile {
        let base = &profile.base;
        let role = profile.role.as_ref().and_then(|name| self.state.find::<RoleRecord>(&base.account, name));
        InstanceProfile {
            path: base.path.clone(),
            instance_profile_name: base.name.clone(),
            instance_profile_id: base.id.clone(),
            arn: profile.arn(),
            create_date: base.created,
            roles: role.iter().map(|role| Role { max_session_duration: None, ..listed_role(role) }).collect(),
            tags: None,
        }
    }
    fn shown_profile(&self, profile: &ProfileRecord) -> InstanceProfile {
        InstanceProfile { tags: Some(tags::all(&profile.base.tags)), ..self.listed_profile(profile) }
    }

    /// <https://docs.aws.amazon.com/IAM/latest/APIReference/API_GetInstanceProfile.html>
    pub(crate) async fn get_instance_profile(
        &self,
        call: &Call,
        input: GetInstanceProfileInput,
    ) -> Result<GetInstanceProfileOutput> {
        let profile = self.state.get::<ProfileRecord>(call.account(), &input.instance_profile_name)?;
        Ok(GetInstanceProfileOutput { instance_profile: self.shown_profile(&profile) })
    }

    fn profiles_page(
        &self,
        profiles: impl IntoIterator<Item = Arc<ProfileRecord>>,
        marker: Option<&str>,
        max_items: Option<i32>,
    ) -> Result<Page<InstanceProfile>> {
        let page = page(profiles, |p| p.base.name.clone(), marker, max_items)?;
        Ok(Page { items: page.items.iter().map(|p| self.listed_profile(p)).collect(), marker: page.marker })
    }

    /// <https://docs.aws.amazon.com/IAM/latest/APIReference/API_ListInstanceProfiles.html>
    pub(crate) async fn list_instance_profiles(
        &self,
        call: &Call,
        input: ListInstanceProfilesInput,
    ) -> Result<ListInstanceProfilesOutput> {
        let profiles = self.state.list::<ProfileRecord>(call.account()).into_iter();
        let profiles = profiles.filter(|p| below(&p.base.path, input.path_prefix.as_deref()));
        let page = self.profiles_page(profiles, input.marker.as_deref(), input.max_items)?;
        Ok(ListInstanceProfilesOutput {
            is_truncated: page.is_truncated(),
            instance_profiles: page.items,
            marker: page.marker,
        })
    }

    /// <https://docs.aws.amazon.com/IAM/latest/APIReference/API_ListInstanceProfilesForRole.html>
    pub(crate) async fn list_instance_profiles_for_role(
        &self,
        call: &Call,
        input: ListInstanceProfilesForRoleInput,
    ) -> Result<ListInstanceProfilesForRoleOutput> {
        let role = self.state.get::<RoleRecord>(call.account(), &input.role_name)?;
        let profiles = self.profiles_of(call.account(), &role.base.name);
        let page = self.profiles_page(profiles, input.marker.as_deref(), input.max_items)?;
        Ok(ListInstanceProfilesForRoleOutput {
            is_truncated: page.is_truncated(),
            instance_profiles: page.items,
            marker: page.marker,
        })
    }

    /// <https://docs.aws.amazon.com/IAM/latest/APIReference/API_AddRoleToInstanceProfile.html>
    pub(crate) async fn add_role_to_instance_profile(
        &self,
        call: &Call,
        input: AddRoleToInstanceProfileInput,
    ) -> Result<AddRoleToInstanceProfileOutput> {
        self.state.get::<ProfileRecord>(call.account(), &input.instance_profile_name)?;
        let role = self.state.get::<RoleRecord>(call.account(), &input.role_name)?;
        // Whoever puts a role where instances find it passes it to them.
        let passed = Touch::on(role.arn())
            .with("iam:PassedToService", "ec2.amazonaws.com")
            .with("iam:AssociatedResourceArn", format!("arn:aws:ec2:*:{}:instance/*", call.account()));
        call.require(<ops::AddRoleToInstanceProfile as Op>::spec(), "iam:PassRole", &passed)?;
        self.state
            .change(call.account(), |change| {
                let mut profile: ProfileRecord = change.get(&input.instance_profile_name)?;
                let role: RoleRecord = change.get(&input.role_name)?;
                if profile.role.is_some() {
                    return Err(refusals::quota("InstanceSessionsPerInstanceProfile", 1));
                }
                profile.role = Some(role.base.name);
                change.put(profile);
                Ok(AddRoleToInstanceProfileOutput {})
            })
            .await
    }

    /// <https://docs.aws.amazon.com/IAM/latest/APIReference/API_RemoveRoleFromInstanceProfile.html>
    pub(crate) async fn remove_role_from_instance_profile(
        &self,
        call: &Call,
        input: RemoveRoleFromInstanceProfileInput,
    ) -> Result<RemoveRoleFromInstanceProfileOutput> {
        self.state
            .change(call.account(), |change| {
                let mut profile: ProfileRecord = change.get(&input.instance_profile_name)?;
                if profile.role.as_deref() != Some(input.role_name.as_str()) {
                    return Err(refusals::not_found(Kind::Role, &input.role_name));
                }
                profile.role = None;
                change.put(profile);
                Ok(RemoveRoleFromInstanceProfileOutput {})
            })
            .await
    }

    /// <https://docs.aws.amazon.com/IAM/latest/APIReference/API_DeleteInstanceProfile.html>
    pub(crate) async fn delete_instance_profile(
        &self,
        call: &Call,
        input: DeleteInstanceProfileInput,
    ) -> Result<DeleteInstanceProfileOutput> {
        self.state
            .change(call.account(), |change| {
                let profile: ProfileRecord = change.get(&input.instance_profile_name)?;
                if profile.role.is_some() {
                    return Err(refusals::conflict("remove roles from instance profile"));
                }
                change.delete::<ProfileRecord>(&profile.base.name);
                Ok(DeleteInstanceProfileOutput {})
            })
            .await
    }
}
