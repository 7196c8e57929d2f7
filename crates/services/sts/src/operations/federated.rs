//! What sessions of web identities and of SAML assertions have in common: somebody outside vouches for somebody, the
//! role's trust policy decides about what was vouched for, and a session is made of it.

use super::roles::lifetime;
use super::session_policies::with_tags;
use crate::Sts;
use crate::credentials::Issued;
use crate::session::{Facts, Who};
use clock::Timestamp;
use door::{Call, Caller, KeyName, Principal, RoleFacts, Touch};
use model_sts::types::PolicyDescriptorType;
use policy::arn::Arn;
use wire::prelude::*;
use wire::schema::Operation;

/// What a provider says of somebody, beside what is its own.
#[derive(Debug, Default)]
pub(super) struct Vouched {
    pub(super) tags: Vec<(String, String)>,
    pub(super) transitive: Vec<String>,
    pub(super) source_identity: Option<String>,
    /// When the provider's own session ends.
    pub(super) ends: Option<Timestamp>,
}

/// The session that is asked for.
pub(super) struct Asked<'a> {
    /// The operation, whose name is the action too.
    pub(super) op: &'static Operation,
    pub(super) role_arn: &'a str,
    pub(super) session_name: &'a str,
    /// The provider's ARN, which the trust policy names.
    pub(super) provider: &'a str,
    /// The provider's own condition keys.
    pub(super) keys: Vec<(String, Vec<String>)>,
    pub(super) policy: Option<String>,
    pub(super) policy_arns: Option<Vec<PolicyDescriptorType>>,
    /// Seconds.
    pub(super) duration: Option<i32>,
}

/// A session that was made.
pub(super) struct Federated {
    pub(super) role: RoleFacts,
    pub(super) issued: Issued,
    pub(super) expires: Timestamp,
    pub(super) packed: Option<i32>,
}

impl Sts {
    /// Makes the session, if the role's trust policy lets the provider have it.
    pub(super) fn federate(&self, call: &Call, asked: Asked<'_>, vouched: Vouched) -> Result<Federated> {
        let account = Arn::parse(asked.role_arn).map(|arn| arn.account.to_owned()).unwrap_or_default();
        let acting = call.acting(Caller {
            principal: Principal::Federated { provider: asked.provider.to_owned() },
            ..Caller::anonymous(&account)
        });
        let touch = touch(&asked, &vouched);
        let action = format!("sts:{}", asked.op.name);
        acting.require(asked.op, &action, &touch)?;
        if !vouched.tags.is_empty() {
            acting.require(asked.op, "sts:TagSession", &touch)?;
        }
        if vouched.source_identity.is_some() {
            acting.require(asked.op, "sts:SetSourceIdentity", &touch)?;
        }
        let role = self.identities.role(asked.role_arn).ok_or_else(|| unauthorized(asked.op))?;
        let passed = self.passed(&account, asked.policy, asked.policy_arns, None)?;
        let expires = call.now() + lifetime(asked.duration, &role, false)?;
        let facts = Facts {
            who: Who::Role {
                arn: asked.role_arn.to_owned(),
                id: role.id.clone(),
                session: asked.session_name.to_owned(),
            },
            issued: call.now(),
            expires: vouched.ends.map_or(expires, |ends| ends.min(expires)),
            policy: passed.policy,
            policy_arns: passed.arns,
            tags: vouched.tags,
            transitive: vouched.transitive,
            source_identity: vouched.source_identity,
            chained: false,
            mfa: None,
            provider: Some(asked.provider.to_owned()),
        };
        Ok(Federated { issued: self.issue(&facts)?, expires: facts.expires, role, packed: passed.packed })
    }
}

/// The refusal that tells nothing.
pub(super) fn unauthorized(op: &Operation) -> Error {
    Error::new("AccessDenied", format!("Not authorized to perform sts:{}", op.name)).status(403)
}

/// What the trust policy may ask for.
/// <https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_iam-condition-keys.html>
fn touch(asked: &Asked<'_>, vouched: &Vouched) -> Touch {
    let mut touch = Touch::on(asked.role_arn).with("sts:RoleSessionName", asked.session_name);
    for (name, values) in asked.keys.iter().filter(|(_, values)| !values.is_empty()) {
        touch.context.set_many(KeyName::new(name), values.iter().cloned());
    }
    if let Some(identity) = &vouched.source_identity {
        touch.context.set(KeyName::of("sts:SourceIdentity"), identity);
    }
    with_tags(touch, &vouched.tags, &vouched.transitive)
}
