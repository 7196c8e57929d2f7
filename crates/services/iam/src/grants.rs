//! What users and roles may do: IAM's answer to the door's decision.
//!
//! A principal's policies are gathered once and handed out until something changes, so that a decision costs one look
//! into a map. A change forgets them all: changes are rare beside calls, and what was compiled stays compiled.

use crate::Iam;
use crate::catalogue;
use crate::records::*;
use clock::Timestamp;
use door::{Grants, Identities, Principal, ProviderFacts, RoleFacts};
use parking_lot::RwLock;
use policy::arn::Arn;
use policy::{Attached, Holder as HolderKind, Origin};
use std::collections::HashMap;
use std::sync::Arc;

/// Grants by unique id, and how often they were forgotten.
#[derive(Default)]
pub(crate) struct GrantCache(RwLock<Cached>);

#[derive(Default)]
struct Cached {
    forgotten: u64,
    by_id: HashMap<String, Arc<Grants>>,
}

impl GrantCache {
    pub(crate) fn forget(&self) {
        let mut cached = self.0.write();
        cached.forgotten += 1;
        cached.by_id.clear();
    }
    fn get(&self, id: &str, gather: impl FnOnce() -> Option<Grants>) -> Arc<Grants> {
        let forgotten = {
            let cached = self.0.read();
            if let Some(grants) = cached.by_id.get(id) {
                return grants.clone();
            }
            cached.forgotten
        };
        // Who is not there is not kept either: ids of the deleted must not fill the map.
        let Some(grants) = gather().map(Arc::new) else { return Arc::default() };
        let mut cached = self.0.write();
        if cached.forgotten == forgotten {
            cached.by_id.insert(id.to_owned(), grants.clone());
        }
        grants
    }
}

impl Iam {
    /// The user of an ARN, while it has that id (an empty one takes any).
    pub(crate) fn user_of(&self, arn: &str, id: &str) -> Option<Arc<UserRecord>> {
        let arn = Arn::parse(arn)?;
        let user = self.state.find::<UserRecord>(arn.account, arn.name())?;
        (id.is_empty() || user.base.id == id).then_some(user)
    }
    /// The role of an ARN, while it has that id (an empty one takes any).
    pub(crate) fn role_of(&self, arn: &str, id: &str) -> Option<Arc<RoleRecord>> {
        let parsed = Arn::parse(arn)?;
        let role = self.state.find::<RoleRecord>(parsed.account, parsed.name())?;
        (role.arn() == arn && (id.is_empty() || role.base.id == id)).then_some(role)
    }

    /// Everything that a user or role may do by its own policies.
    pub(crate) fn grants_of_user(&self, user: &UserRecord) -> Grants {
        let mut grants = self.grants_of(user, HolderKind::User);
        let rules = self.state.account(&user.base.account);
        if rules.password_policy.as_ref().is_some_and(|policy| policy.users_may_change) {
            // "You can permit all IAM users in your account to change their own passwords."
            // https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_passwords_account-policy.html
            grants.identity.extend(self.managed("arn:aws:iam::aws:policy/IAMUserChangePassword"));
        }
        for group in &user.groups {
            if let Some(group) = self.state.groups.get(&crate::state::key(&user.base.account, group)) {
                grants.identity.extend(self.grants_of(&*group, HolderKind::Group).identity);
            }
        }
        grants
    }
    /// The policies that a user, group or role holds itself.
    pub(crate) fn grants_of<R: Holder>(&self, holder: &R, kind: HolderKind) -> Grants {
        let held = holder.held();
        let inline = held.inline.iter().filter_map(|(name, text)| {
            let holder_name = holder.base().name.clone();
            let origin = Origin::Inline { holder: kind, holder_name, name: name.clone() };
            Some(Attached { origin, policy: text.policy()? })
        });
        let attached = held.attached.iter().filter_map(|arn| self.managed(arn));
        Grants {
            identity: inline.chain(attached).collect(),
            boundary: held.boundary.as_ref().and_then(|arn| self.managed(arn)),
            // Organizations will answer here; without it an account stands alone and nothing limits it.
            service_control: Vec::new(),
        }
    }
    /// A managed policy as it is in force.
    pub(crate) fn managed(&self, arn: &str) -> Option<Attached> {
        let origin = Origin::Managed { arn: arn.to_owned() };
        let parsed = Arn::parse(arn)?;
        let policy = if parsed.account == "aws" {
            catalogue::get(arn)?.policy()?
        } else {
            let record = self.state.find::<PolicyRecord>(parsed.account, parsed.name())?;
            record.in_force()?.document.policy()?
        };
        Some(Attached { origin, policy })
    }
}

impl Identities for Iam {
    fn grants(&self, principal: &Principal) -> Arc<Grants> {
        match principal {
            Principal::User { arn, id } => {
                self.state.grants.get(id, || Some(self.grants_of_user(&*self.user_of(arn, id)?)))
            }
            Principal::RoleSession { role_arn, role_id, .. } => self
                .state
                .grants
                .get(role_id, || Some(self.grants_of(&*self.role_of(role_arn, role_id)?, HolderKind::Role))),
            Principal::FederatedUser { issuer_arn, .. } if issuer_arn.ends_with(":root") => {
                // The root user may do everything, and so what its session's policies leave of it.
                let everything = self.managed("arn:aws:iam::aws:policy/AdministratorAccess");
                Arc::new(Grants { identity: everything.into_iter().collect(), ..Grants::default() })
            }
            Principal::FederatedUser { issuer_arn, .. } => match self.user_of(issuer_arn, "") {
                Some(user) => self.state.grants.get(&user.base.id, || Some(self.grants_of_user(&user))),
                None => Arc::default(),
            },
            _ => Arc::default(),
        }
    }
    fn version(&self) -> u64 {
        self.state.grants.0.read().forgotten
    }
    fn exists(&self, principal: &Principal) -> bool {
        match principal {
            Principal::User { arn, id } => self.user_of(arn, id).is_some(),
            Principal::RoleSession { role_arn, role_id, .. } => self.role_of(role_arn, role_id).is_some(),
            Principal::FederatedUser { issuer_arn, .. } => {
                issuer_arn.ends_with(":root") || self.user_of(issuer_arn, "").is_some()
            }
            _ => true,
        }
    }
    fn role(&self, arn: &str) -> Option<RoleFacts> {
        let role = self.role_of(arn, "")?;
        Some(RoleFacts {
            name: role.base.name.clone(),
            id: role.base.id.clone(),
            max_session: i64::from(role.max_session),
            service_linked: role.linked_to.is_some(),
            tags: role.base.tags.clone(),
        })
    }
    fn is_mfa_code(&self, user_arn: &str, serial: &str, code: &str, now: Timestamp, take: bool) -> bool {
        self.is_code(user_arn, serial, code, now, take)
    }
    fn user_tags(&self, arn: &str) -> Vec<(String, String)> {
        self.user_of(arn, "").map(|user| user.base.tags.clone()).unwrap_or_default()
    }
    fn managed_policy(&self, arn: &str) -> Option<Attached> {
        self.managed(arn)
    }
    fn provider(&self, account: &str, url: &str) -> Option<ProviderFacts> {
        let provider = self.state.find::<OidcRecord>(account, url)?;
        Some(ProviderFacts {
            arn: provider.arn(),
            clients: provider.clients.clone(),
            thumbprints: provider.thumbprints.clone(),
        })
    }
}
