//! The policies that hold for a request, and where each of them comes from.

use std::fmt;
use std::sync::Arc;

use serde::Serialize;

use crate::policy::Policy;

/// The kinds of policy that take part in a decision.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Layer {
    /// Of the organization, limiting its accounts' principals.
    ServiceControl,
    /// Of the organization, limiting who may use its accounts' resources.
    ResourceControl,
    /// Of the VPC endpoint that the request came through.
    Endpoint,
    /// Of the resource.
    Resource,
    /// Of the role that is to be assumed: a resource's policy under a name of its own.
    Trust,
    /// Of the user, its groups, or the role.
    Identity,
    /// The boundary of the user or role.
    Boundary,
    /// Of the session.
    Session,
}

/// Where a policy comes from.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(tag = "kind", rename_all = "kebab-case")]
pub enum Origin {
    /// A managed policy: AWS's or the customer's, a boundary, a control policy of the organization.
    Managed {
        /// The policy's ARN.
        arn: String,
    },
    /// A policy embedded in a user, a group or a role.
    Inline {
        /// `user`, `group` or `role`.
        holder: Holder,
        /// The holder's friendly name.
        holder_name: String,
        /// The policy's name.
        name: String,
    },
    /// The policy of a resource.
    Resource {
        /// The resource's ARN.
        arn: String,
    },
    /// A policy passed when the session was made.
    Session,
    /// The policy of a VPC endpoint.
    Endpoint {
        /// `vpce-...`
        id: String,
    },
    /// A document passed to the simulator: `PolicyInputList.1`.
    Input {
        /// The name to report.
        name: String,
    },
}

/// What an inline policy is embedded in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Holder {
    /// A user.
    User,
    /// A group.
    Group,
    /// A role.
    Role,
}

impl Holder {
    pub(crate) fn as_str(self) -> &'static str {
        match self {
            Self::User => "user",
            Self::Group => "group",
            Self::Role => "role",
        }
    }
}

impl Origin {
    /// The ARN, if the policy has one of its own: what AWS adds to the message of an explicit deny.
    pub fn arn(&self) -> Option<&str> {
        match self {
            Self::Managed { arn } => Some(arn),
            _ => None,
        }
    }
}

impl fmt::Display for Origin {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Managed { arn } => f.write_str(arn),
            Self::Inline { holder, holder_name, name } => {
                write!(f, "inline policy {name} of {} {holder_name}", holder.as_str())
            }
            Self::Resource { arn } => write!(f, "policy of {arn}"),
            Self::Session => f.write_str("session policy"),
            Self::Endpoint { id } => write!(f, "policy of endpoint {id}"),
            Self::Input { name } => f.write_str(name),
        }
    }
}

/// A policy where it is attached. Cheap to clone the policy of, so that a cache may hand it out.
#[derive(Clone, Debug)]
pub struct Attached {
    /// Where it comes from.
    pub origin: Origin,
    /// The policy.
    pub policy: Arc<Policy>,
}

impl Attached {
    /// A policy of this origin.
    pub fn new(origin: Origin, policy: impl Into<Arc<Policy>>) -> Self {
        Self { origin, policy: policy.into() }
    }
}

/// All policies that hold for one request. What does not apply is left empty.
#[derive(Clone, Copy, Debug, Default)]
pub struct Policies<'a> {
    /// Of the user and its groups, or of the role: managed and inline.
    pub identity: &'a [Attached],
    /// The permissions boundary of the user or role.
    pub boundary: Option<&'a Attached>,
    /// Passed when the session was made; they limit it together (any of them may allow). `None` where none was passed.
    pub session: Option<&'a [Attached]>,
    /// Of the resource that is acted on.
    pub resource: Option<&'a Attached>,
    /// Of the organization, for the caller's account: one list per level, from the root to the account, each of which
    /// must allow. Empty outside organizations and for the management account.
    pub service_control: &'a [Vec<Attached>],
    /// Of the organization, for the resource's account, in the same form.
    pub resource_control: &'a [Vec<Attached>],
    /// Of the VPC endpoint that the request came through.
    pub endpoint: Option<&'a Attached>,
}

impl Policies<'_> {
    /// Whether any of them has a condition or a variable. Where none has, a decision is the same in every context, and
    /// the asker need not work one out.
    pub fn ask_for_context(&self) -> bool {
        let one = [self.boundary, self.resource, self.endpoint].into_iter().flatten();
        let lists = [self.identity, self.session.unwrap_or_default()].into_iter().flatten();
        let levels = self.service_control.iter().chain(self.resource_control).flatten();
        one.chain(lists).chain(levels).any(|attached| attached.policy.asks_context)
    }
}
