//! The facts of a session, which its token carries, and the caller that they make.

use clock::Timestamp;
use door::{Caller, Identities, Principal, Session};
use policy::arn::Arn;
use policy::{Attached, Origin, Policy, keys};
use serde::{Deserialize, Serialize};
use std::sync::Arc;

/// Everything that must be known of a session to let it call. The token is public to its holder and closed to all
/// others.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct Facts {
    pub(crate) who: Who,
    pub(crate) issued: Timestamp,
    pub(crate) expires: Timestamp,
    /// The inline session policy.
    pub(crate) policy: Option<String>,
    /// Managed session policies, by ARN.
    pub(crate) policy_arns: Vec<String>,
    pub(crate) tags: Vec<(String, String)>,
    pub(crate) transitive: Vec<String>,
    pub(crate) source_identity: Option<String>,
    pub(crate) chained: bool,
    /// When a code of an MFA device was given.
    pub(crate) mfa: Option<Timestamp>,
    /// The identity provider that vouched.
    pub(crate) provider: Option<String>,
}

/// Whose session it is.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) enum Who {
    Role { arn: String, id: String, session: String },
    User { arn: String, id: String },
    Root { account: String },
    Federated { account: String, name: String, issuer: String },
}

impl Who {
    pub(crate) fn account(&self) -> &str {
        match self {
            Self::Role { arn, .. } | Self::User { arn, .. } => {
                Arn::parse(arn).map(|arn| arn.account).unwrap_or_default()
            }
            Self::Root { account } | Self::Federated { account, .. } => account,
        }
    }
    fn user_id(&self) -> String {
        match self {
            Self::Role { id, session, .. } => format!("{id}:{session}"),
            Self::User { id, .. } => id.clone(),
            Self::Root { account } => account.clone(),
            Self::Federated { account, name, .. } => format!("{account}:{name}"),
        }
    }
    pub(crate) fn principal(&self, identities: &dyn Identities) -> Principal {
        match self {
            Self::Role { arn, id, session } => Principal::RoleSession {
                role_arn: arn.clone(),
                session_arn: session_arn(arn, session),
                role_id: id.clone(),
                service_linked: identities.role(arn).is_some_and(|role| role.service_linked),
            },
            Self::User { arn, id } => Principal::User { arn: arn.clone(), id: id.clone() },
            Self::Root { account } => Principal::Root { account: account.clone() },
            Self::Federated { account, name, issuer } => Principal::FederatedUser {
                arn: format!("arn:aws:sts::{account}:federated-user/{name}"),
                issuer_arn: issuer.clone(),
            },
        }
    }
}

/// `arn:aws:sts::123456789012:assumed-role/name/session`: without the role's path.
pub(crate) fn session_arn(role_arn: &str, session: &str) -> String {
    let (account, name) = Arn::parse(role_arn).map(|arn| (arn.account, arn.name())).unwrap_or_default();
    format!("arn:aws:sts::{account}:assumed-role/{name}/{session}")
}

impl Facts {
    /// The caller that signs with the session; `None` when its role or user is gone.
    pub(crate) fn caller(&self, access_key_id: &str, identities: &dyn Identities) -> Option<Caller> {
        let principal = self.who.principal(identities);
        if !identities.exists(&principal) {
            return None;
        }
        let mut caller = Caller::root(self.who.account(), access_key_id);
        caller.principal = principal;
        caller.user_id = self.who.user_id();
        let own_tags = match &self.who {
            Who::Role { arn, .. } => identities.role(arn).map(|role| role.tags).unwrap_or_default(),
            Who::User { arn, .. } => {
                let name = Arn::parse(arn).map(|arn| arn.name().to_owned()).unwrap_or_default();
                caller.context.set(keys::USERNAME, name);
                identities.user_tags(arn)
            }
            // The tags of the user who federates are the session's too.
            // https://docs.aws.amazon.com/STS/latest/APIReference/API_GetFederationToken.html
            Who::Federated { issuer, .. } => identities.user_tags(issuer),
            Who::Root { .. } => Vec::new(),
        };
        // A session's tag stands over the role's of the same key.
        for (key, value) in own_tags.iter().chain(&self.tags) {
            caller.context.set(keys::principal_tag(key), value);
        }
        if let Some(identity) = &self.source_identity {
            caller.context.set(keys::SOURCE_IDENTITY, identity);
        }
        if let Some(provider) = &self.provider {
            caller.context.set(keys::FEDERATED_PROVIDER, provider);
        }
        caller.session = Some(Session {
            issued: self.issued,
            expires: self.expires,
            policies: self.policies(identities),
            transitive_tags: self.transitive.clone(),
            tags: self.tags.clone(),
            source_identity: self.source_identity.clone(),
            mfa: self.mfa,
            chained: self.chained,
        });
        Some(caller)
    }

    /// The session policies; `None` where none were passed.
    fn policies(&self, identities: &dyn Identities) -> Option<Arc<[Attached]>> {
        if self.policy.is_none() && self.policy_arns.is_empty() {
            return None;
        }
        // It was parsed when the session was made. What no longer exists allows nothing.
        let inline = self.policy.as_deref().and_then(|text| Policy::parse(text).ok());
        let inline = inline.map(|policy| Attached::new(Origin::Session, policy));
        let managed = self.policy_arns.iter().filter_map(|arn| identities.managed_policy(arn));
        Some(inline.into_iter().chain(managed).collect())
    }
}
