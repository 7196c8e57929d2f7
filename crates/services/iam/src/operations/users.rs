//! Users.

use super::shown::{listed_user, shown_user};
use crate::Iam;
use crate::names::{Kind, unique_id};
use crate::page::{below, page};
use crate::quotas;
use crate::records::*;
use crate::refusals;
use crate::tags;
use door::{Call, Principal};
use model_iam::types::*;
use policy::arn::Arn;
use wire::prelude::*;

impl Iam {
    /// <https://docs.aws.amazon.com/IAM/latest/APIReference/API_CreateUser.html>
    pub(crate) async fn create_user(&self, call: &Call, input: CreateUserInput) -> Result<CreateUserOutput> {
        let user = UserRecord {
            base: new_base(
                call,
                Kind::User,
                input.path,
                input.user_name,
                tags::of_request(call, input.tags)?,
            ),
            held: Held {
                boundary: self.checked_boundary(call, input.permissions_boundary)?,
                ..Held::default()
            },
            groups: std::collections::BTreeSet::new(),
            keys: Vec::new(),
            login: None,
            devices: Vec::new(),
            ssh_keys: Vec::new(),
            certificates: Vec::new(),
            service_credentials: Vec::new(),
        };
        let shown = shown_user(&user);
        self.state
            .change(call.account(), |change| {
                change.vacant::<UserRecord>(&user.base.name)?;
                change.room::<UserRecord>("UsersPerAccount", quotas::USERS)?;
                change.put(user);
                Ok(())
            })
            .await?;
        Ok(CreateUserOutput { user: Some(shown) })
    }

    /// <https://docs.aws.amazon.com/IAM/latest/APIReference/API_GetUser.html>
    pub(crate) async fn get_user(&self, call: &Call, input: GetUserInput) -> Result<GetUserOutput> {
        if input.user_name.is_none() && call.caller.is_root() {
            let account = call.account();
            let arn = format!("arn:aws:iam::{account}:root");
            let user = User { user_id: account.to_owned(), arn, ..User::default() };
            return Ok(GetUserOutput { user });
        }
        let name = user_name(call, input.user_name)?;
        let user = self.state.get::<UserRecord>(call.account(), &name)?;
        Ok(GetUserOutput { user: shown_user(&user) })
    }

    /// <https://docs.aws.amazon.com/IAM/latest/APIReference/API_ListUsers.html>
    pub(crate) async fn list_users(&self, call: &Call, input: ListUsersInput) -> Result<ListUsersOutput> {
        let users = self.state.list::<UserRecord>(call.account()).into_iter();
        let users = users.filter(|u| below(&u.base.path, input.path_prefix.as_deref()));
        let page = page(users, |u| u.base.name.clone(), input.marker.as_deref(), input.max_items)?;
        Ok(ListUsersOutput {
            is_truncated: page.is_truncated(),
            users: page.items.iter().map(|u| listed_user(u)).collect(),
            marker: page.marker,
        })
    }

    /// <https://docs.aws.amazon.com/IAM/latest/APIReference/API_UpdateUser.html>
    pub(crate) async fn update_user(&self, call: &Call, input: UpdateUserInput) -> Result<UpdateUserOutput> {
        self.state
            .change(call.account(), |change| {
                let mut user: UserRecord = change.get(&input.user_name)?;
                let old_arn = user.arn();
                if let Some(path) = input.new_path {
                    user.base.path = path;
                }
                if let Some(name) = input.new_user_name.filter(|name| *name != user.base.name) {
                    if !name.eq_ignore_ascii_case(&user.base.name) {
                        change.vacant::<UserRecord>(&name)?;
                    }
                    change.delete::<UserRecord>(&user.base.name);
                    for mut device in self.devices_of(call.account(), &user) {
                        device.user = device.user.map(|(_, since)| (name.clone(), since));
                        change.put(device);
                    }
                    user.base.name = name;
                }
                change.rename_trusted(&old_arn, &user.arn());
                change.put(user);
                Ok(UpdateUserOutput {})
            })
            .await
    }

    /// The user's virtual MFA devices.
    pub(crate) fn devices_of(&self, account: &str, user: &UserRecord) -> Vec<DeviceRecord> {
        let names = user.devices.iter().filter_map(|(serial, _)| Arn::parse(serial).map(|arn| arn.name()));
        names.filter_map(|name| Some((*self.state.find::<DeviceRecord>(account, name)?).clone())).collect()
    }

    /// <https://docs.aws.amazon.com/IAM/latest/APIReference/API_DeleteUser.html>
    pub(crate) async fn delete_user(&self, call: &Call, input: DeleteUserInput) -> Result<DeleteUserOutput> {
        let user = self
            .state
            .change(call.account(), |change| {
                let user: UserRecord = change.get(&input.user_name)?;
                let first = [
                    (!user.groups.is_empty(), "remove users from group"),
                    (!user.held.attached.is_empty(), "detach all policies"),
                    (!user.held.inline.is_empty(), "delete policies"),
                    (!user.keys.is_empty(), "delete access keys"),
                    (user.login.is_some(), "delete login profile"),
                    (!user.devices.is_empty(), "delete MFA device"),
                    (!user.certificates.is_empty(), "delete signing certificates"),
                    (
                        !user.ssh_keys.is_empty() || !user.service_credentials.is_empty(),
                        "remove referenced objects",
                    ),
                ];
                if let Some((_, first)) = first.iter().find(|(there, _)| *there) {
                    return Err(refusals::conflict(first));
                }
                change.rename_trusted(&user.arn(), &user.base.id);
                change.delete::<UserRecord>(&user.base.name);
                Ok(user)
            })
            .await?;
        self.state.used.forget(&user.base.id);
        Ok(DeleteUserOutput {})
    }
}

/// What everything new with a name has.
pub(crate) fn new_base(call: &Call, kind: Kind, path: Option<String>, name: String, tags: Tags) -> Base {
    Base {
        account: call.account().to_owned(),
        name,
        path: path.unwrap_or_else(|| "/".to_owned()),
        id: unique_id(kind.id_prefix()),
        created: whole_seconds(call),
        tags,
    }
}

/// The user that a request names, or the caller itself.
pub(crate) fn user_name(call: &Call, name: Option<String>) -> Result<String> {
    let own = match &call.caller.principal {
        Principal::User { arn, .. } => Arn::parse(arn).map(|arn| arn.name().to_owned()),
        _ => None,
    };
    let refused = || refusals::invalid("Must specify userName when calling with non-User credentials");
    name.or(own).ok_or_else(refused)
}

/// IAM keeps times to the second.
pub(crate) fn whole_seconds(call: &Call) -> Timestamp {
    Timestamp::from_seconds(call.now().seconds())
}
