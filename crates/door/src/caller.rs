//! Who calls, and the two questions that the door asks about callers.
//!
//! The door knows no users, roles or sessions. IAM and STS answer through these traits, so that authentication and
//! authorization read nobody's state.

use clock::Timestamp;
use policy::{Attached, Context, Principal};
use std::sync::Arc;
use wire::schema::Operation;

/// Somebody who was authenticated, or a service of AWS's that acts in its own name.
#[derive(Clone, Debug)]
pub struct Caller {
    /// Who it is, as policies name it.
    pub principal: Principal,
    /// The account whose state the call works on: twelve digits.
    pub account: Arc<str>,
    /// `aws:userid`: `AIDA...`, `AROA...:session`, the account for root.
    pub user_id: String,
    /// The key that signed; empty for services and anonymous callers.
    pub access_key_id: String,
    /// What temporary credentials add.
    pub session: Option<Session>,
    /// Condition keys that belong to the caller: `aws:PrincipalTag/...`, `aws:username` and their kin.
    pub context: Context,
}

/// What temporary credentials carry.
#[derive(Clone, Debug)]
pub struct Session {
    /// When they were issued.
    pub issued: Timestamp,
    /// When they end.
    pub expires: Timestamp,
    /// Session policies; `None` where none were passed, which restricts nothing.
    pub policies: Option<Arc<[Attached]>>,
    /// Tags that go on to the next role in a chain.
    pub transitive_tags: Vec<String>,
    /// Session tags.
    pub tags: Vec<(String, String)>,
    /// `sts:SourceIdentity`, which stays for the whole chain.
    pub source_identity: Option<String>,
    /// When a code of an MFA device was given for it.
    pub mfa: Option<Timestamp>,
    /// The role was assumed by a role: the next session lasts an hour at most.
    pub chained: bool,
}

impl Caller {
    /// The root user of an account.
    pub fn root(account: &str, access_key_id: &str) -> Self {
        Self {
            principal: Principal::Root { account: account.to_owned() },
            account: account.into(),
            user_id: account.to_owned(),
            access_key_id: access_key_id.to_owned(),
            session: None,
            context: Context::new(),
        }
    }
    /// A service of AWS's, such as `sns.amazonaws.com`, on behalf of a resource in an account.
    pub fn service(name: &str, account: &str) -> Self {
        Self {
            principal: Principal::Service { name: name.to_owned() },
            account: account.into(),
            user_id: String::new(),
            access_key_id: String::new(),
            session: None,
            context: Context::new(),
        }
    }
    /// Nobody in particular.
    pub fn anonymous(account: &str) -> Self {
        Self {
            principal: Principal::Anonymous,
            account: account.into(),
            user_id: "anonymous".to_owned(),
            access_key_id: String::new(),
            session: None,
            context: Context::new(),
        }
    }
    /// The ARN, service name or `anonymous`, as AWS shows it in messages.
    pub fn display(&self) -> String {
        self.principal.display().into_owned()
    }
    /// Whether it is an account's root user.
    pub fn is_root(&self) -> bool {
        matches!(self.principal, Principal::Root { .. })
    }
}

/// A secret and whose it is.
#[derive(Clone)]
pub struct Credential {
    /// The secret access key; `None` for a conventional root key, whose signature is not checked.
    pub secret: Option<Arc<str>>,
    /// Whose it is.
    pub caller: Arc<Caller>,
}

/// Why an access key cannot be used.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BadCredential {
    /// The session token is missing, broken or another key's.
    InvalidToken,
    /// The session has ended.
    Expired,
    /// The key was switched off, or its owner is gone.
    Inactive,
}

/// Why credentials, or the lack of them, do not do for an operation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Refused {
    /// The operation wants a signature.
    Unsigned,
    /// The session is of a kind that the operation does not take.
    Session,
}

/// Answers whose an access key is. IAM answers for `AKIA...`, STS for `ASIA...`.
pub trait Credentials: Send + Sync {
    /// The credential behind an access key; `None` when this source does not know it.
    fn credential(
        &self,
        access_key_id: &str,
        token: Option<&str>,
        now: Timestamp,
    ) -> Result<Option<Credential>, BadCredential>;
    /// What such a caller gets who may not call the operation at all, whatever policies say.
    fn refuses(&self, caller: &Caller, op: &'static Operation) -> Option<Refused> {
        let _ = (caller, op);
        None
    }
    /// The reasons of a refusal as EC2 puts them into its errors; only this installation reads them.
    fn encode_reasons(&self, reasons: &serde_json::Value) -> Option<String> {
        let _ = reasons;
        None
    }
    /// The key signed a call that was authenticated: for "last used".
    fn used(&self, caller: &Caller, op: &'static Operation, region: &str, now: Timestamp) {
        let _ = (caller, op, region, now);
    }
}

/// What a principal's own side allows: IAM's answer.
#[derive(Clone, Debug, Default)]
pub struct Grants {
    /// Managed, inline and group policies.
    pub identity: Vec<Attached>,
    /// The permissions boundary.
    pub boundary: Option<Attached>,
    /// Service control policies, one list a level of the organization.
    pub service_control: Vec<Vec<Attached>>,
}

/// What STS must know of a role to make a session of it.
#[derive(Clone, Debug)]
pub struct RoleFacts {
    /// Its friendly name.
    pub name: String,
    /// `AROA...`
    pub id: String,
    /// The longest session in seconds.
    pub max_session: i64,
    /// It is linked to a service.
    pub service_linked: bool,
    /// Its tags, which are principal tags of its sessions.
    pub tags: Vec<(String, String)>,
}

/// What STS must know of an OIDC provider to take its tokens.
#[derive(Clone, Debug)]
pub struct ProviderFacts {
    /// `arn:aws:iam::123456789012:oidc-provider/...`
    pub arn: String,
    /// The audiences that it may speak to.
    pub clients: Vec<String>,
    /// SHA-1 of the certificates that its server may show, in hexadecimal.
    pub thumbprints: Vec<String>,
}

/// Answers what a principal's own side allows, and who there is.
pub trait Identities: Send + Sync {
    /// The policies of a user or role; empty for anyone else.
    fn grants(&self, principal: &Principal) -> Arc<Grants>;
    /// Changes whenever anything that this trait tells may have changed.
    fn version(&self) -> u64;
    /// Whether a user or role is still the one that it was; true for those who cannot be deleted.
    fn exists(&self, principal: &Principal) -> bool;
    /// The role of an ARN.
    fn role(&self, arn: &str) -> Option<RoleFacts>;
    /// Whether it is a code of a user's MFA device that was not used yet; `take` uses it.
    fn is_mfa_code(&self, user_arn: &str, serial: &str, code: &str, now: Timestamp, take: bool) -> bool;
    /// The tags of a user, by its ARN.
    fn user_tags(&self, arn: &str) -> Vec<(String, String)>;
    /// A managed policy, AWS's or a customer's, by its ARN.
    fn managed_policy(&self, arn: &str) -> Option<Attached>;
    /// An account's OIDC provider of that URL, without the scheme.
    fn provider(&self, account: &str, url: &str) -> Option<ProviderFacts>;
}
