//! Whoever a stack is made by, kept so that a server that died can go on in the same name.
//!
//! What a caller may do is not kept: the door asks IAM at every call, so a permission that was taken away in between is
//! gone for the rest of the stack as well. Only what a session carries itself (its policies and tags) is kept with it.

use clock::Timestamp;
use door::{Call, Caller, Context, KeyName, Principal, Session};
use policy::{Attached, Origin, Policy};
use serde::{Deserialize, Serialize};
use std::sync::Arc;
use wire::prelude::*;

/// A caller, as the store keeps it. It holds no secret.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct Runner {
    who: Who,
    account: String,
    user_id: String,
    access_key_id: String,
    session: Option<KeptSession>,
    context: Vec<(String, Vec<String>)>,
    /// The name and port that the caller asked for, which URLs of what is made repeat.
    #[serde(default)]
    authority: String,
    #[serde(default)]
    secure: bool,
}

#[derive(Clone, Debug, Serialize, Deserialize)]
enum Who {
    Root { account: String },
    User { arn: String, id: String },
    RoleSession { role_arn: String, session_arn: String, role_id: String, service_linked: bool },
    FederatedUser { arn: String, issuer_arn: String },
    Service { name: String },
    Federated { provider: String },
    Anonymous,
}

#[derive(Clone, Debug, Serialize, Deserialize)]
struct KeptSession {
    issued: i64,
    expires: i64,
    /// The texts of the session policies; `None` where none were passed.
    policies: Option<Vec<(String, Option<String>)>>,
    transitive_tags: Vec<String>,
    tags: Vec<(String, String)>,
    source_identity: Option<String>,
    chained: bool,
    #[serde(default)]
    mfa: Option<i64>,
}

impl Runner {
    /// What is kept of whoever calls.
    pub(crate) fn of(call: &Call) -> Self {
        let caller = &call.caller;
        Self {
            authority: call.origin.authority.clone(),
            secure: call.origin.secure,
            who: Who::of(&caller.principal),
            account: caller.account.to_string(),
            user_id: caller.user_id.clone(),
            access_key_id: caller.access_key_id.clone(),
            session: caller.session.as_ref().map(KeptSession::of),
            context: caller.context.iter().map(|(key, values)| (key.to_owned(), values.to_vec())).collect(),
        }
    }

    /// A call as that caller; the one given lends it the door.
    pub(crate) fn call(&self, call: &Call) -> Result<Call> {
        let mut call = call.acting(self.caller()?);
        let (authority, secure) = (self.authority.clone(), self.secure);
        call.origin = Arc::new(door::Origin { authority, secure, ..(*call.origin).clone() });
        Ok(call)
    }

    /// The caller again.
    fn caller(&self) -> Result<Caller> {
        let mut context = Context::new();
        for (key, values) in &self.context {
            context.set_many(KeyName::new(key), values.iter().cloned());
        }
        Ok(Caller {
            principal: self.who.principal(),
            account: self.account.as_str().into(),
            user_id: self.user_id.clone(),
            access_key_id: self.access_key_id.clone(),
            session: self.session.as_ref().map(KeptSession::session).transpose()?,
            context,
        })
    }
}

impl Who {
    fn of(principal: &Principal) -> Self {
        match principal.clone() {
            Principal::Root { account } => Self::Root { account },
            Principal::User { arn, id } => Self::User { arn, id },
            Principal::RoleSession { role_arn, session_arn, role_id, service_linked } => {
                Self::RoleSession { role_arn, session_arn, role_id, service_linked }
            }
            Principal::FederatedUser { arn, issuer_arn } => Self::FederatedUser { arn, issuer_arn },
            Principal::Service { name } => Self::Service { name },
            Principal::Federated { provider } => Self::Federated { provider },
            Principal::Anonymous => Self::Anonymous,
        }
    }
    fn principal(&self) -> Principal {
        match self.clone() {
            Self::Root { account } => Principal::Root { account },
            Self::User { arn, id } => Principal::User { arn, id },
            Self::RoleSession { role_arn, session_arn, role_id, service_linked } => {
                Principal::RoleSession { role_arn, session_arn, role_id, service_linked }
            }
            Self::FederatedUser { arn, issuer_arn } => Principal::FederatedUser { arn, issuer_arn },
            Self::Service { name } => Principal::Service { name },
            Self::Federated { provider } => Principal::Federated { provider },
            Self::Anonymous => Principal::Anonymous,
        }
    }
}

impl KeptSession {
    fn of(session: &Session) -> Self {
        let text = |attached: &Attached| {
            let managed = match &attached.origin {
                Origin::Managed { arn } => Some(arn.clone()),
                _ => None,
            };
            (attached.policy.text().to_owned(), managed)
        };
        Self {
            issued: session.issued.millis(),
            expires: session.expires.millis(),
            policies: session.policies.as_ref().map(|policies| policies.iter().map(text).collect()),
            transitive_tags: session.transitive_tags.clone(),
            tags: session.tags.clone(),
            source_identity: session.source_identity.clone(),
            chained: session.chained,
            mfa: session.mfa.map(Timestamp::millis),
        }
    }
    /// A session policy that cannot be read again denies everything, so it is an error and not left out.
    fn session(&self) -> Result<Session> {
        let policy = |(text, managed): &(String, Option<String>)| {
            let origin = managed.as_ref().map_or(Origin::Session, |arn| Origin::Managed { arn: arn.clone() });
            Ok(Attached { origin, policy: Arc::new(Policy::parse(text).or_internal()?) })
        };
        let policies: Option<Result<Vec<_>>> =
            self.policies.as_ref().map(|policies| policies.iter().map(policy).collect());
        Ok(Session {
            issued: Timestamp::from_millis(self.issued),
            expires: Timestamp::from_millis(self.expires),
            policies: policies.transpose()?.map(Into::into),
            transitive_tags: self.transitive_tags.clone(),
            tags: self.tags.clone(),
            source_identity: self.source_identity.clone(),
            chained: self.chained,
            mfa: self.mfa.map(Timestamp::from_millis),
        })
    }
}
