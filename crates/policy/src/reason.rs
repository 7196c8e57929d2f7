//! Why a request was allowed or denied, and AWS's words for it.
//! <https://docs.aws.amazon.com/IAM/latest/UserGuide/troubleshoot_access-denied.html>
//!
//! The page gives the common form. Services deviate from it in ways that people quote in their reports: how they spell
//! the action, whether they name a resource that is none, and that STS gives no reason where a role is not assumed.

use std::borrow::Cow;
use std::fmt;

use serde::Serialize;

use crate::attached::Layer;
use crate::decide::{Decision, Request};

/// Why.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(tag = "kind", content = "layer", rename_all = "kebab-case")]
pub enum Reason {
    /// Something allows it and nothing denies it.
    Allowed,
    /// A statement of such a policy denies it.
    ExplicitDeny(Layer),
    /// No statement of such a policy allows it, where one must.
    ImplicitDeny(Layer),
}

impl Layer {
    /// How AWS calls the policy type: `identity-based policy`.
    pub fn name(self) -> &'static str {
        match self {
            Self::ServiceControl => "service control policy",
            Self::ResourceControl => "resource control policy",
            Self::Endpoint => "VPC endpoint policy",
            Self::Resource => "resource-based policy",
            Self::Trust => "role trust policy",
            Self::Identity => "identity-based policy",
            Self::Boundary => "permissions boundary",
            Self::Session => "session policy",
        }
    }

    fn with_article(self) -> &'static str {
        match self {
            Self::ServiceControl => "a service control policy",
            Self::ResourceControl => "a resource control policy",
            Self::Endpoint => "a VPC endpoint policy",
            Self::Resource => "a resource-based policy",
            Self::Trust => "the role trust policy",
            Self::Identity => "an identity-based policy",
            Self::Boundary => "a permissions boundary",
            Self::Session => "a session policy",
        }
    }
}

/// The clause that ends AWS's message.
pub struct Clause<'a> {
    reason: Reason,
    action: &'a str,
    arn: Option<&'a str>,
}

impl fmt::Display for Clause<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.reason {
            Reason::Allowed => Ok(()),
            Reason::ImplicitDeny(layer) => {
                write!(f, "because no {} allows the {} action", layer.name(), self.action)
            }
            Reason::ExplicitDeny(layer) => {
                write!(f, "with an explicit deny in {}", layer.with_article())?;
                // The ARN is named since January 2026 for policies that have one:
                // https://aws.amazon.com/blogs/security/enhanced-access-denied-error-messages-with-policy-arns
                self.arn.map_or(Ok(()), |arn| write!(f, ": {arn}"))
            }
        }
    }
}

impl<'a> Decision<'a> {
    /// The clause that ends AWS's message: `because no identity-based policy allows the sqs:sendmessage action`. The
    /// action is to be spelled as the service does: see [`spelled`].
    pub fn clause<'r>(&self, action: &'r str) -> Clause<'r>
    where
        'a: 'r,
    {
        Clause {
            reason: self.reason,
            action,
            arn: self.deciding.and_then(|statement| statement.attached.origin.arn()),
        }
    }

    /// The whole of AWS's message for a denied request, as the action's service words it.
    pub fn message(&self, request: &Request<'_>) -> String {
        let action = spelled(request.action);
        let who = request.principal.display();
        let service = request.action.split_once(':').map_or("", |(service, _)| service);
        let on = match (service, request.resource) {
            ("cloudformation" | "ec2", "*") => String::new(),
            ("s3", resource) => format!(" on resource: \"{resource}\""),
            (_, resource) => format!(" on resource: {resource}"),
        };
        let why = match request.resource_layer() {
            Layer::Trust => String::new(),
            _ => format!(" {}", self.clause(&action)),
        };
        format!("User: {who} is not authorized to perform: {action}{on}{why}")
    }
}

/// An action as its service writes it when it refuses: SQS in small letters, SNS with a prefix in capitals.
pub fn spelled(action: &str) -> Cow<'_, str> {
    match action.split_once(':') {
        Some((service, _)) if service.eq_ignore_ascii_case("sqs") => action.to_ascii_lowercase().into(),
        Some((service, name)) if service.eq_ignore_ascii_case("sns") => format!("SNS:{name}").into(),
        _ => action.into(),
    }
}
