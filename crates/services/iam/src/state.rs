//! The records of every account, and the one way to change them.
//!
//! A change happens under one lock, in code that does not await: it reads copies, edits them and commits all of it or
//! nothing. What was derived from the records (grants, access keys) is renewed before the lock is let go.

use crate::document::PolicyText;
use crate::grants::GrantCache;
use crate::keys::KeyIndex;
use crate::names::Kind;
use crate::records::*;
use crate::refusals;
use crate::used::Used;
use parking_lot::{Mutex, MutexGuard};
use std::sync::Arc;
use std::time::Duration;
use store::{Batch, Key, Store, Table};
use wire::prelude::*;

pub(crate) struct State {
    store: Store,
    pub(crate) users: Table<UserRecord>,
    pub(crate) groups: Table<GroupRecord>,
    pub(crate) roles: Table<RoleRecord>,
    pub(crate) policies: Table<PolicyRecord>,
    pub(crate) profiles: Table<ProfileRecord>,
    pub(crate) oidc: Table<OidcRecord>,
    pub(crate) saml: Table<SamlRecord>,
    pub(crate) certificates: Table<CertificateRecord>,
    pub(crate) devices: Table<DeviceRecord>,
    pub(crate) accounts: Table<AccountRecord>,
    jobs: Table<JobRecord>,
    pub(crate) used: Used,
    pub(crate) grants: GrantCache,
    pub(crate) keys: KeyIndex,
    changing: Mutex<()>,
}

/// The table of a kind of record.
pub(crate) trait Stored: Entity {
    fn table(state: &State) -> &Table<Self>;
}

macro_rules! stored {
    ($($record:ty = $table:ident;)*) => {
        $(impl Stored for $record {
            fn table(state: &State) -> &Table<Self> {
                &state.$table
            }
        })*
    };
}

stored! {
    UserRecord = users;
    GroupRecord = groups;
    RoleRecord = roles;
    PolicyRecord = policies;
    ProfileRecord = profiles;
    OidcRecord = oidc;
    SamlRecord = saml;
    CertificateRecord = certificates;
    DeviceRecord = devices;
}

/// The key of a name in an account.
pub(crate) fn key(account: &str, name: &str) -> Key {
    Key::new(&[account, &name.to_lowercase()])
}

impl State {
    pub(crate) fn open(store: &Store) -> store::Result<Self> {
        let state = Self {
            store: store.clone(),
            users: Table::open(store)?,
            groups: Table::open(store)?,
            roles: Table::open(store)?,
            policies: Table::open(store)?,
            profiles: Table::open(store)?,
            oidc: Table::open(store)?,
            saml: Table::open(store)?,
            certificates: Table::open(store)?,
            devices: Table::open(store)?,
            accounts: Table::open(store)?,
            jobs: Table::open(store)?,
            used: Used::open(store)?,
            grants: GrantCache::default(),
            keys: KeyIndex::default(),
            changing: Mutex::default(),
        };
        let users: Vec<_> = state.users.list(&Key::root()).into_iter().map(|(_, user)| user).collect();
        state.keys.renew_users(&[], &users);
        for (key, account) in state.accounts.list(&Key::root()) {
            let nothing = AccountRecord::default();
            state.keys.renew_root(&key.text(0).unwrap_or_default(), &nothing, &account);
        }
        Ok(state)
    }

    /// The record of a name, if there is one.
    pub(crate) fn find<R: Stored>(&self, account: &str, name: &str) -> Option<Arc<R>> {
        R::table(self).get(&key(account, name)).filter(|r| r.base().name == name)
    }
    /// The record of a name, or `NoSuchEntity`.
    pub(crate) fn get<R: Stored>(&self, account: &str, name: &str) -> Result<Arc<R>> {
        self.find(account, name).ok_or_else(|| refusals::not_found(R::KIND, name))
    }
    /// All records of an account, by name.
    pub(crate) fn list<R: Stored>(&self, account: &str) -> Vec<Arc<R>> {
        R::table(self).list(&Key::new(&[account])).into_iter().map(|(_, record)| record).collect()
    }
    pub(crate) fn count<R: Stored>(&self, account: &str) -> usize {
        R::table(self).count(&Key::new(&[account]))
    }
    /// What an account has once.
    pub(crate) fn account(&self, account: &str) -> Arc<AccountRecord> {
        self.accounts.get(&Key::new(&[account])).unwrap_or_default()
    }

    /// Makes a change whole or not at all; returns when it is durable.
    pub(crate) async fn change<T>(
        &self,
        account: &str,
        edit: impl FnOnce(&mut Change<'_>) -> Result<T>,
    ) -> Result<T> {
        let (done, ticket) = self.make(account, edit)?;
        ticket.durable().await.or_internal()?;
        Ok(done)
    }
    /// The same without waiting for the disk, for those who cannot wait.
    pub(crate) fn change_now<T>(
        &self,
        account: &str,
        edit: impl FnOnce(&mut Change<'_>) -> Result<T>,
    ) -> Result<T> {
        self.make(account, edit).map(|(done, _)| done)
    }
    fn make<T>(
        &self,
        account: &str,
        edit: impl FnOnce(&mut Change<'_>) -> Result<T>,
    ) -> Result<(T, store::Ticket)> {
        let mut change = Change {
            state: self,
            account,
            batch: Batch::new(),
            users: Vec::new(),
            keys_of_root: false,
            _changing: self.changing.lock(),
        };
        let done = edit(&mut change)?;
        Ok((done, change.commit()?))
    }

    /// Keeps a question about last uses; those of yesterday go.
    pub(crate) async fn add_job(&self, account: &str, id: &str, job: JobRecord) -> Result<()> {
        let ticket = {
            let mut batch = Batch::new();
            for (key, old) in self.jobs.list(&Key::new(&[account])) {
                if job.created.since(old.created) > Duration::from_hours(24) {
                    self.jobs.delete(&mut batch, &key);
                }
            }
            self.jobs.put(&mut batch, &Key::new(&[account, id]), job);
            self.store.commit(batch).or_internal()?
        };
        ticket.durable().await.or_internal()
    }
    pub(crate) fn job(&self, account: &str, id: &str) -> Option<Arc<JobRecord>> {
        self.jobs.get(&Key::new(&[account, id]))
    }
}

/// A change that is being made. What it puts is not read back before it is committed.
pub(crate) struct Change<'a> {
    pub(crate) state: &'a State,
    pub(crate) account: &'a str,
    batch: Batch,
    users: Vec<String>,
    keys_of_root: bool,
    _changing: MutexGuard<'a, ()>,
}

impl Change<'_> {
    /// A copy to edit, or `NoSuchEntity`.
    pub(crate) fn get<R: Stored>(&self, name: &str) -> Result<R> {
        self.state.get::<R>(self.account, name).map(|record| (*record).clone())
    }
    /// Refuses a name that is taken, whatever its case.
    pub(crate) fn vacant<R: Stored>(&self, name: &str) -> Result<()> {
        if R::table(self.state).contains(&key(self.account, name)) {
            return Err(refusals::exists(R::KIND, name));
        }
        Ok(())
    }
    /// Refuses what would be more than a quota of the account.
    pub(crate) fn room<R: Stored>(&self, quota: &str, most: usize) -> Result<()> {
        if self.state.count::<R>(self.account) >= most {
            return Err(refusals::quota(quota, most));
        }
        Ok(())
    }
    pub(crate) fn put<R: Stored>(&mut self, record: R) {
        self.note::<R>(&record.base().name);
        let key = key(&record.base().account, &record.base().name);
        R::table(self.state).put(&mut self.batch, &key, record);
    }
    pub(crate) fn delete<R: Stored>(&mut self, name: &str) {
        self.note::<R>(name);
        R::table(self.state).delete(&mut self.batch, &key(self.account, name));
    }
    /// Names somebody anew in every trust policy. A user or role that is deleted is its unique id from then on, so that
    /// nobody of the same name is trusted in its place.
    /// <https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html#principal-roles>
    pub(crate) fn rename_trusted(&mut self, old: &str, new: &str) {
        let (old, new) = (format!("\"{old}\""), format!("\"{new}\""));
        for (_, role) in self.state.roles.list(&Key::root()) {
            if role.trust.as_str().contains(&old) {
                let mut role = (*role).clone();
                role.trust = PolicyText::from(role.trust.as_str().replace(&old, &new));
                self.put(role);
            }
        }
    }
    pub(crate) fn account_record(&self) -> AccountRecord {
        (*self.state.account(self.account)).clone()
    }
    pub(crate) fn put_account(&mut self, record: AccountRecord) {
        self.keys_of_root = true;
        self.state.accounts.put(&mut self.batch, &Key::new(&[self.account]), record);
    }
    fn note<R: Stored>(&mut self, name: &str) {
        if R::KIND == Kind::User {
            self.users.push(name.to_owned());
        }
    }
    fn commit(self) -> Result<store::Ticket> {
        let Self { state, account, batch, users, keys_of_root, .. } = self;
        let find =
            || users.iter().filter_map(|name| state.find::<UserRecord>(account, name)).collect::<Vec<_>>();
        let old = find();
        let root = keys_of_root.then(|| state.account(account));
        let ticket = state.store.commit(batch).or_internal()?;
        state.grants.forget();
        if !users.is_empty() {
            state.keys.renew_users(&old, &find());
        }
        if let Some(old) = root {
            state.keys.renew_root(account, &old, &state.account(account));
        }
        Ok(ticket)
    }
}
