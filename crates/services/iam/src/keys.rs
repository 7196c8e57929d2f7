//! Whose an access key is: IAM's answer to the door.

use crate::Iam;
use crate::records::Entity;
use crate::records::{AccessKeyRecord, AccountRecord, UserRecord};
use clock::Timestamp;
use door::{BadCredential, Caller, Credential, Credentials, Principal};
use parking_lot::RwLock;
use policy::keys;
use std::collections::HashMap;
use std::sync::Arc;
use wire::schema::Operation;

/// The access keys of every account, ready to be handed out.
#[derive(Default)]
pub(crate) struct KeyIndex {
    keys: RwLock<HashMap<String, Entry>>,
}

#[derive(Clone)]
struct Entry {
    credential: Credential,
    account: String,
    /// `None` for the root user.
    user: Option<String>,
    active: bool,
}

impl KeyIndex {
    /// Takes over users' keys at once: what they had goes, what they have comes.
    pub(crate) fn renew_users(&self, old: &[Arc<UserRecord>], new: &[Arc<UserRecord>]) {
        let mut keys = self.keys.write();
        for key in old.iter().flat_map(|user| &user.keys) {
            keys.remove(&key.id);
        }
        for user in new {
            for key in &user.keys {
                keys.insert(
                    key.id.clone(),
                    Entry::new(key, user_caller(user, &key.id), Some(&user.base.name)),
                );
            }
        }
    }
    /// Takes over the root user's keys.
    pub(crate) fn renew_root(&self, account: &str, old: &AccountRecord, new: &AccountRecord) {
        let mut keys = self.keys.write();
        for key in &old.keys {
            keys.remove(&key.id);
        }
        for key in &new.keys {
            keys.insert(key.id.clone(), Entry::new(key, Caller::root(account, &key.id), None));
        }
    }
    /// The account and user of a key; no user for root's.
    pub(crate) fn owner(&self, id: &str) -> Option<(String, Option<String>)> {
        self.keys.read().get(id).map(|e| (e.account.clone(), e.user.clone()))
    }
}

impl Entry {
    fn new(key: &AccessKeyRecord, caller: Caller, user: Option<&str>) -> Self {
        Self {
            account: caller.account.to_string(),
            credential: Credential { secret: Some(key.secret.as_str().into()), caller: Arc::new(caller) },
            user: user.map(str::to_owned),
            active: key.active,
        }
    }
}

/// A user as a caller, with the condition keys that belong to it.
pub(crate) fn user_caller(user: &UserRecord, access_key_id: &str) -> Caller {
    let base = &user.base;
    let mut caller = Caller::root(&base.account, access_key_id);
    caller.principal = Principal::User { arn: user.arn(), id: base.id.clone() };
    caller.user_id.clone_from(&base.id);
    caller.context.set(keys::USERNAME, &base.name);
    for (key, value) in &base.tags {
        caller.context.set(keys::principal_tag(key), value);
    }
    caller
}

impl Credentials for Iam {
    fn credential(
        &self,
        access_key_id: &str,
        _token: Option<&str>,
        _now: Timestamp,
    ) -> Result<Option<Credential>, BadCredential> {
        match self.state.keys.keys.read().get(access_key_id) {
            Some(entry) if entry.active => Ok(Some(entry.credential.clone())),
            Some(_) => Err(BadCredential::Inactive),
            None => Ok(None),
        }
    }
    fn used(&self, caller: &Caller, op: &'static Operation, region: &str, now: Timestamp) {
        let used = &self.state.used;
        match &caller.principal {
            Principal::User { id, .. } => used.note(id, op, region, now),
            Principal::RoleSession { role_id, .. } => used.note(role_id, op, region, now),
            Principal::Root { .. } if !caller.access_key_id.is_empty() => {}
            _ => return,
        }
        if caller.session.is_none() && self.state.keys.keys.read().contains_key(&caller.access_key_id) {
            used.note(&caller.access_key_id, op, region, now);
        }
    }
}
