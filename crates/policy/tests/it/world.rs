//! Callers, policies and shorthand that the tests share.

use policy::{Attached, Context, Decision, Origin, Policies, Policy, Principal, Request, decide};

pub(crate) const ACCOUNT: &str = "111122223333";
pub(crate) const OTHER: &str = "444455556666";
pub(crate) const QUEUE: &str = "arn:aws:sqs:us-east-1:111122223333:inbox";
pub(crate) const OTHER_QUEUE: &str = "arn:aws:sqs:us-east-1:444455556666:inbox";
pub(crate) const ACTION: &str = "sqs:SendMessage";

pub(crate) const USER: &str = "arn:aws:iam::111122223333:user/ada";
pub(crate) const ROLE: &str = "arn:aws:iam::111122223333:role/path/worker";
pub(crate) const SESSION: &str = "arn:aws:sts::111122223333:assumed-role/worker/one";
pub(crate) const FEDERATED: &str = "arn:aws:sts::111122223333:federated-user/guest";

pub(crate) fn root() -> Principal {
    Principal::Root { account: ACCOUNT.into() }
}

pub(crate) fn user() -> Principal {
    Principal::User { arn: USER.into(), id: "AIDAADA".into() }
}

pub(crate) fn session() -> Principal {
    Principal::RoleSession {
        role_arn: ROLE.into(),
        session_arn: SESSION.into(),
        role_id: "AROAWORKER".into(),
        service_linked: false,
    }
}

pub(crate) fn federated() -> Principal {
    Principal::FederatedUser { arn: FEDERATED.into(), issuer_arn: USER.into() }
}

pub(crate) fn service(name: &str) -> Principal {
    Principal::Service { name: name.into() }
}

pub(crate) fn parse(text: &str) -> Policy {
    Policy::parse(text).unwrap_or_else(|error| panic!("{error}: {text}"))
}

pub(crate) fn attached(text: &str) -> Attached {
    Attached::new(Origin::Managed { arn: "arn:aws:iam::111122223333:policy/p".into() }, parse(text))
}

/// A policy of one statement: `+` allows and `-` denies sending to anything, with more elements where given.
pub(crate) fn rule(effect: char, more: &str) -> String {
    let effect = if effect == '+' { "Allow" } else { "Deny" };
    let comma = if more.is_empty() { "" } else { ", " };
    format!(
        r#"{{"Version": "2012-10-17", "Statement": {{"Effect": "{effect}", "Action": "sqs:SendMessage", "Resource": "*"{comma}{more}}}}}"#
    )
}

/// A resource's policy of one statement for the principal, given as JSON.
pub(crate) fn for_principal(effect: char, principal: &str) -> Attached {
    let mut attached = attached(&rule(effect, &format!(r#""Principal": {principal}"#)));
    attached.origin = Origin::Resource { arn: QUEUE.into() };
    attached
}

pub(crate) fn ask<'a>(principal: &Principal, resource: &str, policies: &Policies<'a>) -> Decision<'a> {
    decide(&Request::new(principal, ACTION, resource, &Context::new()), policies)
}
