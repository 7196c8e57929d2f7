//! Who asks, and the `Principal` element that names who is meant.
//!
//! How closely a resource policy names the caller decides what else must agree: a statement that names the session or
//! the user itself grants directly; one that names a role grants to the role, within its boundary and the session's
//! policies; one that names the account only lets that account's own policies decide.
//! <https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html>

use crate::arn::{Arn, is_account_id};
use crate::context::Context;
use crate::keys;

/// The caller of one request.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Principal {
    /// The root user of an account.
    Root {
        /// The twelve digits.
        account: String,
    },
    /// An IAM user, with long-term keys or a session of GetSessionToken.
    User {
        /// `arn:aws:iam::123456789012:user/path/name`
        arn: String,
        /// The unique id, `AIDA...`
        id: String,
    },
    /// A session of a role: AssumeRole, AssumeRoleWithWebIdentity, AssumeRoleWithSAML, or a service's own.
    RoleSession {
        /// `arn:aws:iam::123456789012:role/path/name`
        role_arn: String,
        /// `arn:aws:sts::123456789012:assumed-role/name/session`
        session_arn: String,
        /// The role's unique id, `AROA...`
        role_id: String,
        /// The role is linked to a service: control policies do not hold for it.
        service_linked: bool,
    },
    /// A session of GetFederationToken.
    FederatedUser {
        /// `arn:aws:sts::123456789012:federated-user/name`
        arn: String,
        /// `arn:aws:iam::123456789012:user/name`, or `arn:aws:iam::123456789012:root`: who federated.
        issuer_arn: String,
    },
    /// An AWS service calling for itself.
    Service {
        /// `sqs.amazonaws.com`
        name: String,
    },
    /// Someone known to an identity provider only, who asks for a role with a token or an assertion.
    Federated {
        /// `accounts.google.com`, or the ARN of the OIDC or SAML provider.
        provider: String,
    },
    /// Nobody known: an unsigned request.
    Anonymous,
}

impl Principal {
    /// The account that the caller belongs to; a service, a federated identity and an anonymous caller have none.
    pub fn account(&self) -> Option<&str> {
        match self {
            Self::Root { account } => Some(account),
            Self::User { arn, .. } | Self::FederatedUser { arn, .. } => Some(Arn::parse(arn)?.account),
            Self::RoleSession { role_arn, .. } => Some(Arn::parse(role_arn)?.account),
            Self::Service { .. } | Self::Federated { .. } | Self::Anonymous => None,
        }
    }

    /// How the caller is called in messages: the ARN that GetCallerIdentity answers, or the service's name.
    pub fn display(&self) -> std::borrow::Cow<'_, str> {
        match self {
            Self::Root { account } => format!("arn:aws:iam::{account}:root").into(),
            Self::User { arn, .. } | Self::FederatedUser { arn, .. } => arn.as_str().into(),
            Self::RoleSession { session_arn, .. } => session_arn.as_str().into(),
            Self::Service { name } => name.as_str().into(),
            Self::Federated { provider } => provider.as_str().into(),
            Self::Anonymous => "anonymous".into(),
        }
    }
}

impl Principal {
    /// The condition keys that tell who asks, as far as the caller itself says: `aws:PrincipalArn`, `aws:userid` and
    /// their kin. Tags, organization and session are for whoever knows them to add.
    /// <https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_variables.html#principaltable>
    pub fn context(&self) -> Context {
        let mut context = Context::new();
        let arn = match self {
            Self::RoleSession { role_arn, .. } => Some(role_arn.clone()),
            Self::Root { .. } | Self::User { .. } | Self::FederatedUser { .. } => {
                Some(self.display().into_owned())
            }
            Self::Service { .. } | Self::Federated { .. } | Self::Anonymous => None,
        };
        if let (Some(arn), Some(account)) = (arn, self.account()) {
            context.set(keys::PRINCIPAL_ARN, arn);
            context.set(keys::PRINCIPAL_ACCOUNT, account);
        }
        let name = |arn: &str| Arn::parse(arn).map(|arn| arn.name().to_owned()).unwrap_or_default();
        let (kind, userid) = match self {
            Self::Root { account } => ("Account", account.clone()),
            Self::User { arn, id } => {
                context.set(keys::USERNAME, name(arn));
                ("User", id.clone())
            }
            Self::RoleSession { session_arn, role_id, .. } => {
                ("AssumedRole", format!("{role_id}:{}", name(session_arn)))
            }
            Self::FederatedUser { arn, .. } => {
                ("FederatedUser", format!("{}:{}", self.account().unwrap_or_default(), name(arn)))
            }
            Self::Anonymous => ("Anonymous", "anonymous".to_owned()),
            Self::Service { name } => {
                context.set(keys::PRINCIPAL_SERVICE_NAME, name.clone());
                context.set(keys::PRINCIPAL_IS_AWS_SERVICE, "true");
                return context;
            }
            Self::Federated { provider } => {
                context.set(keys::FEDERATED_PROVIDER, provider.clone());
                return context;
            }
        };
        context.set(keys::PRINCIPAL_TYPE, kind);
        context.set(keys::USERID, userid);
        context.set(keys::PRINCIPAL_IS_AWS_SERVICE, "false");
        context
    }
}

/// How closely a statement names the caller.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Closeness {
    /// The caller's account.
    Account,
    /// The role of the session, or the user who federated.
    Issuer,
    /// The caller itself, or everyone.
    Itself,
}

/// The compiled `Principal` or `NotPrincipal` element.
#[derive(Clone, Debug)]
pub(crate) enum PrincipalElement {
    /// The statement has neither: an identity policy, where the principal is whoever holds it.
    Absent,
    Only(PrincipalSet),
    Except(PrincipalSet),
}

impl PrincipalElement {
    /// Whether and how closely the element names the caller.
    pub(crate) fn matches(&self, principal: &Principal) -> Option<Closeness> {
        match self {
            Self::Absent => Some(Closeness::Itself),
            Self::Only(set) => set.closeness(principal),
            Self::Except(set) => (!set.excepts(principal)).then_some(Closeness::Itself),
        }
    }
}

/// The principals that an element lists.
#[derive(Clone, Debug, Default)]
pub(crate) struct PrincipalSet {
    /// `"*"` or `{"AWS": "*"}`
    everyone: bool,
    accounts: Vec<Box<str>>,
    /// Users, roles, sessions, federated users.
    arns: Vec<Box<str>>,
    /// Unique ids, which an ARN turns into when what it named is deleted.
    ids: Vec<Box<str>>,
    services: Vec<Box<str>>,
    federated: Vec<Box<str>>,
}

impl PrincipalSet {
    pub(crate) fn everyone() -> Self {
        Self { everyone: true, ..Self::default() }
    }

    /// Adds an entry of the map: `kind` is `AWS`, `Service`, `Federated` or `CanonicalUser`.
    pub(crate) fn add(&mut self, kind: &str, value: &str) {
        match kind {
            "AWS" if value == "*" => self.everyone = true,
            "AWS" => self.add_aws(value),
            "Service" => self.services.push(value.into()),
            "Federated" => self.federated.push(value.into()),
            // A canonical user is an account under S3's own name for it.
            _ => self.ids.push(value.into()),
        }
    }

    fn add_aws(&mut self, value: &str) {
        if is_account_id(value) {
            self.accounts.push(value.into());
            return;
        }
        match Arn::parse(value) {
            Some(arn) if arn.service == "iam" && arn.resource == "root" => {
                self.accounts.push(arn.account.into());
            }
            Some(_) => self.arns.push(value.into()),
            None => self.ids.push(value.into()),
        }
    }

    /// Everyone who is listed, as a policy would name them.
    pub(crate) fn list(&self) -> Vec<String> {
        let all = [&self.accounts, &self.arns, &self.ids, &self.services, &self.federated];
        let everyone = self.everyone.then(|| "*".to_owned());
        everyone.into_iter().chain(all.into_iter().flatten().map(ToString::to_string)).collect()
    }

    fn names(list: &[Box<str>], name: &str) -> bool {
        list.iter().any(|entry| **entry == *name)
    }

    fn closeness(&self, principal: &Principal) -> Option<Closeness> {
        if self.everyone {
            return Some(Closeness::Itself);
        }
        let named = match principal {
            Principal::Root { .. } | Principal::Anonymous => None,
            Principal::User { arn, id } => {
                (Self::names(&self.arns, arn) || Self::names(&self.ids, id)).then_some(Closeness::Itself)
            }
            Principal::RoleSession { role_arn, session_arn, role_id, .. } => {
                if Self::names(&self.arns, session_arn) {
                    Some(Closeness::Itself)
                } else {
                    let role = Self::names(&self.arns, role_arn) || Self::names(&self.ids, role_id);
                    role.then_some(Closeness::Issuer)
                }
            }
            Principal::FederatedUser { arn, issuer_arn } => {
                if Self::names(&self.arns, arn) {
                    Some(Closeness::Itself)
                } else {
                    Self::names(&self.arns, issuer_arn).then_some(Closeness::Issuer)
                }
            }
            Principal::Service { name } => self.lists_service(name).then_some(Closeness::Itself),
            Principal::Federated { provider } => self.lists_provider(provider).then_some(Closeness::Itself),
        };
        named.or_else(|| self.lists_account(principal).then_some(Closeness::Account))
    }

    fn lists_account(&self, principal: &Principal) -> bool {
        !self.accounts.is_empty()
            && principal.account().is_some_and(|account| Self::names(&self.accounts, account))
    }

    fn lists_service(&self, name: &str) -> bool {
        self.services.iter().any(|entry| **entry == *"*" || entry.eq_ignore_ascii_case(name))
    }

    fn lists_provider(&self, provider: &str) -> bool {
        self.federated.iter().any(|entry| **entry == *"*" || **entry == *provider)
    }

    /// Whether a `NotPrincipal` with this list leaves the caller out. Everything that the caller is part of must be
    /// listed: a session, its role and their account; for the account and what is in it are judged one after another.
    /// <https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_notprincipal.html>
    fn excepts(&self, principal: &Principal) -> bool {
        if self.everyone {
            return true;
        }
        let itself = match principal {
            Principal::Root { .. } => true,
            Principal::User { arn, id } => Self::names(&self.arns, arn) || Self::names(&self.ids, id),
            Principal::RoleSession { role_arn, session_arn, role_id, .. } => {
                Self::names(&self.arns, session_arn)
                    && (Self::names(&self.arns, role_arn) || Self::names(&self.ids, role_id))
            }
            Principal::FederatedUser { arn, .. } => Self::names(&self.arns, arn),
            Principal::Service { name } => return self.lists_service(name),
            Principal::Federated { provider } => return self.lists_provider(provider),
            Principal::Anonymous => return false,
        };
        itself && self.lists_account(principal)
    }
}
