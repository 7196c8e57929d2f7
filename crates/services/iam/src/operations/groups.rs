//! Groups and who is in them.

use super::shown::{listed_user, shown_group};
use super::users::new_base;
use crate::Iam;
use crate::names::Kind;
use crate::page::{below, page};
use crate::quotas;
use crate::records::*;
use crate::refusals;
use door::Call;
use model_iam::types::*;
use wire::prelude::*;

impl Iam {
    /// <https://docs.aws.amazon.com/IAM/latest/APIReference/API_CreateGroup.html>
    pub(crate) async fn create_group(
        &self,
        call: &Call,
        input: CreateGroupInput,
    ) -> Result<CreateGroupOutput> {
        let base = new_base(call, Kind::Group, input.path, input.group_name, Tags::new());
        let group = GroupRecord { base, held: Held::default() };
        let shown = shown_group(&group);
        self.state
            .change(call.account(), |change| {
                change.vacant::<GroupRecord>(&group.base.name)?;
                change.room::<GroupRecord>("GroupsPerAccount", quotas::GROUPS)?;
                change.put(group);
                Ok(())
            })
            .await?;
        Ok(CreateGroupOutput { group: shown })
    }

    /// <https://docs.aws.amazon.com/IAM/latest/APIReference/API_GetGroup.html>
    pub(crate) async fn get_group(&self, call: &Call, input: GetGroupInput) -> Result<GetGroupOutput> {
        let group = self.state.get::<GroupRecord>(call.account(), &input.group_name)?;
        let users = self.members(call.account(), &group);
        let page = page(users, |u| u.base.name.clone(), input.marker.as_deref(), input.max_items)?;
        Ok(GetGroupOutput {
            group: shown_group(&group),
            is_truncated: page.is_truncated(),
            users: page.items.iter().map(|u| listed_user(u)).collect(),
            marker: page.marker,
        })
    }

    /// The users in a group.
    pub(crate) fn members(&self, account: &str, group: &GroupRecord) -> Vec<std::sync::Arc<UserRecord>> {
        let name = group.base.name.to_lowercase();
        let users = self.state.list::<UserRecord>(account);
        users.into_iter().filter(|u| u.groups.contains(&name)).collect()
    }

    /// <https://docs.aws.amazon.com/IAM/latest/APIReference/API_ListGroups.html>
    pub(crate) async fn list_groups(&self, call: &Call, input: ListGroupsInput) -> Result<ListGroupsOutput> {
        let groups = self.state.list::<GroupRecord>(call.account()).into_iter();
        let groups = groups.filter(|g| below(&g.base.path, input.path_prefix.as_deref()));
        let page = page(groups, |g| g.base.name.clone(), input.marker.as_deref(), input.max_items)?;
        Ok(ListGroupsOutput {
            is_truncated: page.is_truncated(),
            groups: page.items.iter().map(|g| shown_group(g)).collect(),
            marker: page.marker,
        })
    }

    /// <https://docs.aws.amazon.com/IAM/latest/APIReference/API_ListGroupsForUser.html>
    pub(crate) async fn list_groups_for_user(
        &self,
        call: &Call,
        input: ListGroupsForUserInput,
    ) -> Result<ListGroupsForUserOutput> {
        let user = self.state.get::<UserRecord>(call.account(), &input.user_name)?;
        let groups = self.groups_of(call.account(), &user);
        let page = page(groups, |g| g.base.name.clone(), input.marker.as_deref(), input.max_items)?;
        Ok(ListGroupsForUserOutput {
            is_truncated: page.is_truncated(),
            groups: page.items.iter().map(|g| shown_group(g)).collect(),
            marker: page.marker,
        })
    }

    /// The groups that a user is in.
    pub(crate) fn groups_of(&self, account: &str, user: &UserRecord) -> Vec<std::sync::Arc<GroupRecord>> {
        let groups = user.groups.iter().map(|name| crate::state::key(account, name));
        groups.filter_map(|key| self.state.groups.get(&key)).collect()
    }

    /// <https://docs.aws.amazon.com/IAM/latest/APIReference/API_UpdateGroup.html>
    pub(crate) async fn update_group(
        &self,
        call: &Call,
        input: UpdateGroupInput,
    ) -> Result<UpdateGroupOutput> {
        self.state
            .change(call.account(), |change| {
                let mut group: GroupRecord = change.get(&input.group_name)?;
                if let Some(path) = input.new_path {
                    group.base.path = path;
                }
                if let Some(name) = input.new_group_name.filter(|name| *name != group.base.name) {
                    if !name.eq_ignore_ascii_case(&group.base.name) {
                        change.vacant::<GroupRecord>(&name)?;
                    }
                    for member in self.members(call.account(), &group) {
                        let mut member = (*member).clone();
                        member.groups.remove(&group.base.name.to_lowercase());
                        member.groups.insert(name.to_lowercase());
                        change.put(member);
                    }
                    change.delete::<GroupRecord>(&group.base.name);
                    group.base.name = name;
                }
                change.put(group);
                Ok(UpdateGroupOutput {})
            })
            .await
    }

    /// <https://docs.aws.amazon.com/IAM/latest/APIReference/API_DeleteGroup.html>
    pub(crate) async fn delete_group(
        &self,
        call: &Call,
        input: DeleteGroupInput,
    ) -> Result<DeleteGroupOutput> {
        self.state
            .change(call.account(), |change| {
                let group: GroupRecord = change.get(&input.group_name)?;
                let first = [
                    (!self.members(call.account(), &group).is_empty(), "remove users from group"),
                    (!group.held.attached.is_empty(), "detach all policies"),
                    (!group.held.inline.is_empty(), "delete policies"),
                ];
                if let Some((_, first)) = first.iter().find(|(there, _)| *there) {
                    return Err(refusals::conflict(first));
                }
                change.delete::<GroupRecord>(&group.base.name);
                Ok(DeleteGroupOutput {})
            })
            .await
    }

    /// <https://docs.aws.amazon.com/IAM/latest/APIReference/API_AddUserToGroup.html>
    pub(crate) async fn add_user_to_group(
        &self,
        call: &Call,
        input: AddUserToGroupInput,
    ) -> Result<AddUserToGroupOutput> {
        self.state
            .change(call.account(), |change| {
                let group: GroupRecord = change.get(&input.group_name)?;
                let mut user: UserRecord = change.get(&input.user_name)?;
                if user.groups.insert(group.base.name.to_lowercase())
                    && user.groups.len() > quotas::GROUPS_PER_USER
                {
                    return Err(refusals::quota("GroupsPerUser", quotas::GROUPS_PER_USER));
                }
                change.put(user);
                Ok(AddUserToGroupOutput {})
            })
            .await
    }

    /// <https://docs.aws.amazon.com/IAM/latest/APIReference/API_RemoveUserFromGroup.html>
    pub(crate) async fn remove_user_from_group(
        &self,
        call: &Call,
        input: RemoveUserFromGroupInput,
    ) -> Result<RemoveUserFromGroupOutput> {
        self.state
            .change(call.account(), |change| {
                let group: GroupRecord = change.get(&input.group_name)?;
                let mut user: UserRecord = change.get(&input.user_name)?;
                user.groups.remove(&group.base.name.to_lowercase());
                change.put(user);
                Ok(RemoveUserFromGroupOutput {})
            })
            .await
    }
}
