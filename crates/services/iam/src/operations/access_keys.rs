//! Access keys: two a user, and two for the root user.

use super::users::{user_name, whole_seconds};
use crate::Iam;
use crate::names::secret;
use crate::page::page_in_order;
use crate::quotas;
use crate::records::*;
use crate::refusals;
use crate::state::Change;
use door::Call;
use model_iam::errors;
use model_iam::types::*;
use wire::prelude::*;

/// Whose keys a request is about: a user's, or the root user's.
enum Owner {
    User(String),
    Root,
}

fn owner(call: &Call, name: Option<String>) -> Result<Owner> {
    if name.is_none() && call.caller.is_root() {
        return Ok(Owner::Root);
    }
    user_name(call, name).map(Owner::User)
}

impl Iam {
    /// Edits the owner's keys.
    async fn change_keys<T>(
        &self,
        call: &Call,
        owner: &Owner,
        edit: impl FnOnce(&mut Vec<AccessKeyRecord>) -> Result<T>,
    ) -> Result<T> {
        let edit = |change: &mut Change<'_>| match owner {
            Owner::User(name) => {
                let mut user: UserRecord = change.get(name)?;
                let done = edit(&mut user.keys)?;
                change.put(user);
                Ok(done)
            }
            Owner::Root => {
                let mut account = change.account_record();
                let done = edit(&mut account.keys)?;
                change.put_account(account);
                Ok(done)
            }
        };
        self.state.change(call.account(), edit).await
    }

    /// <https://docs.aws.amazon.com/IAM/latest/APIReference/API_CreateAccessKey.html>
    pub(crate) async fn create_access_key(
        &self,
        call: &Call,
        input: CreateAccessKeyInput,
    ) -> Result<CreateAccessKeyOutput> {
        let owner = owner(call, input.user_name)?;
        let key = AccessKeyRecord {
            id: door::access_key_id("AKIA", call.account()),
            secret: secret(),
            active: true,
            created: whole_seconds(call),
        };
        let access_key = AccessKey {
            user_name: owner.name(),
            access_key_id: key.id.clone(),
            status: status(true),
            secret_access_key: key.secret.clone(),
            create_date: Some(key.created),
        };
        self.change_keys(call, &owner, |keys| {
            if keys.len() >= quotas::ACCESS_KEYS_PER_USER {
                return Err(refusals::quota("AccessKeysPerUser", quotas::ACCESS_KEYS_PER_USER));
            }
            keys.push(key);
            Ok(())
        })
        .await?;
        Ok(CreateAccessKeyOutput { access_key })
    }

    /// <https://docs.aws.amazon.com/IAM/latest/APIReference/API_ListAccessKeys.html>
    pub(crate) async fn list_access_keys(
        &self,
        call: &Call,
        input: ListAccessKeysInput,
    ) -> Result<ListAccessKeysOutput> {
        let owner = owner(call, input.user_name)?;
        let keys = match &owner {
            Owner::User(name) => self.state.get::<UserRecord>(call.account(), name)?.keys.clone(),
            Owner::Root => self.state.account(call.account()).keys.clone(),
        };
        let page = page_in_order(keys, |key| key.id.clone(), input.marker.as_deref(), input.max_items)?;
        let shown = |key: &AccessKeyRecord| AccessKeyMetadata {
            user_name: Some(owner.name()),
            access_key_id: Some(key.id.clone()),
            status: Some(status(key.active)),
            create_date: Some(key.created),
        };
        Ok(ListAccessKeysOutput {
            is_truncated: page.is_truncated(),
            access_key_metadata: page.items.iter().map(shown).collect(),
            marker: page.marker,
        })
    }

    /// <https://docs.aws.amazon.com/IAM/latest/APIReference/API_UpdateAccessKey.html>
    pub(crate) async fn update_access_key(
        &self,
        call: &Call,
        input: UpdateAccessKeyInput,
    ) -> Result<UpdateAccessKeyOutput> {
        let owner = owner(call, input.user_name)?;
        let active = is_active(&input.status)?;
        self.change_keys(call, &owner, |keys| {
            let key = keys.iter_mut().find(|key| key.id == input.access_key_id);
            key.ok_or_else(|| no_key(&input.access_key_id))?.active = active;
            Ok(())
        })
        .await?;
        Ok(UpdateAccessKeyOutput {})
    }

    /// <https://docs.aws.amazon.com/IAM/latest/APIReference/API_DeleteAccessKey.html>
    pub(crate) async fn delete_access_key(
        &self,
        call: &Call,
        input: DeleteAccessKeyInput,
    ) -> Result<DeleteAccessKeyOutput> {
        let owner = owner(call, input.user_name)?;
        self.change_keys(call, &owner, |keys| {
            let at = keys.iter().position(|key| key.id == input.access_key_id);
            keys.remove(at.ok_or_else(|| no_key(&input.access_key_id))?);
            Ok(())
        })
        .await?;
        self.state.used.forget(&input.access_key_id);
        Ok(DeleteAccessKeyOutput {})
    }

    /// <https://docs.aws.amazon.com/IAM/latest/APIReference/API_GetAccessKeyLastUsed.html>
    pub(crate) async fn get_access_key_last_used(
        &self,
        call: &Call,
        input: GetAccessKeyLastUsedInput,
    ) -> Result<GetAccessKeyLastUsedOutput> {
        let owner =
            self.state.keys.owner(&input.access_key_id).filter(|(account, _)| account == call.account());
        let Some((_, user_name)) = owner else {
            // AWS answers so for keys of others and for those that never were.
            return Err(Error::new(
                "AccessDenied",
                format!(
                    "User: {} is not authorized to perform: iam:GetAccessKeyLastUsed on resource: access key {}",
                    call.caller.display(),
                    input.access_key_id
                ),
            )
            .status(403));
        };
        let last = self.state.used.last(&input.access_key_id);
        let access_key_last_used = match last {
            Some((time, service, region)) => {
                AccessKeyLastUsed { last_used_date: Some(time), service_name: service, region }
            }
            None => AccessKeyLastUsed {
                last_used_date: None,
                service_name: "N/A".to_owned(),
                region: "N/A".to_owned(),
            },
        };
        Ok(GetAccessKeyLastUsedOutput { user_name, access_key_last_used: Some(access_key_last_used) })
    }
}

impl Owner {
    fn name(&self) -> String {
        match self {
            Self::User(name) => name.clone(),
            Self::Root => "root".to_owned(),
        }
    }
}

fn no_key(id: &str) -> Error {
    errors::no_such_entity(format!("The Access Key with id {id} cannot be found."))
}

pub(crate) fn status(active: bool) -> StatusType {
    if active { StatusType::Active } else { StatusType::Inactive }
}

/// The status that a request sets.
pub(crate) fn is_active(status: &StatusType) -> Result<bool> {
    match status {
        StatusType::Active => Ok(true),
        StatusType::Inactive => Ok(false),
        StatusType::Expired | StatusType::Unknown(_) => {
            Err(errors::invalid_input("The status can be set to Active or Inactive only."))
        }
    }
}
