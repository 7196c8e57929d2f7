//! What an operation touches: the ARN that policies must allow, with the condition keys of IAM.
//! <https://docs.aws.amazon.com/service-authorization/latest/reference/list_awsidentityandaccessmanagementiam.html>

use crate::Iam;
use crate::names::Kind;
use crate::records::*;
use crate::state::Stored;
use door::{Call, KeyName, Principal, Touch};
use policy::arn::Arn;

/// Something that is there, by its name; by the name alone where it is not.
pub(crate) fn named<R: Stored>(iam: &Iam, call: &Call, name: &str) -> Touch {
    // https://github.com/aws/aws-cdk/issues/27067 quotes `on resource: role NAME`.
    let called = format!("{} {name}", R::KIND.arn_type().replace('-', " "));
    let touch = match iam.state.find::<R>(call.account(), name) {
        Some(record) => tagged(Touch::on(record.arn()), &record.base().tags),
        None => Touch::on(R::KIND.arn(call.account(), "/", name)),
    };
    touch.called(called)
}

/// The same, with the boundary that it has, which some actions may be made to depend on.
pub(crate) fn holder<R: Stored + Holder>(iam: &Iam, call: &Call, name: &str) -> Touch {
    let touch = named::<R>(iam, call, name);
    let record = iam.state.find::<R>(call.account(), name);
    match record.and_then(|r| r.held().boundary.clone()) {
        Some(boundary) => touch.with("iam:PermissionsBoundary", boundary),
        None => touch,
    }
}

/// The user of that name, or the caller's own.
pub(crate) fn user(iam: &Iam, call: &Call, name: Option<&str>) -> Touch {
    match (name, &call.caller.principal) {
        (Some(name), _) => holder::<UserRecord>(iam, call, name),
        (None, Principal::User { arn, .. }) => {
            let name = Arn::parse(arn).map(|arn| arn.name().to_owned()).unwrap_or_default();
            holder::<UserRecord>(iam, call, &name)
        }
        (None, Principal::Root { account }) => Touch::on(format!("arn:aws:iam::{account}:root")),
        (None, _) => Touch::on(Kind::User.arn(call.account(), "/", "")),
    }
}

/// Something that is to be made.
pub(crate) fn new(kind: Kind, call: &Call, path: Option<&str>, name: &str) -> Touch {
    Touch::on(kind.arn(call.account(), path.unwrap_or("/"), name))
}

/// The managed policies below a path, whoever manages them.
pub(crate) fn policies(path: Option<&str>) -> Touch {
    // https://github.com/aws/aws-sam-cli/issues/394 quotes `on resource: policy path /`.
    Touch::on("*").called(format!("policy path {}", path.unwrap_or("/")))
}

/// Something that the request names by its ARN.
pub(crate) fn arn<R: Stored>(iam: &Iam, arn: &str) -> Touch {
    let tags = iam.by_arn::<R>(arn).map(|r| r.base().tags.clone()).unwrap_or_default();
    let touch = tagged(Touch::on(arn), &tags);
    if R::KIND == Kind::Policy { touch.called(format!("policy {arn}")) } else { touch }
}

/// The same touch with the policy that is attached or detached.
pub(crate) fn with_policy(touch: Touch, arn: &str) -> Touch {
    touch.with("iam:PolicyARN", arn)
}

/// The same touch with a boundary that the request sets.
pub(crate) fn with_boundary(touch: Touch, boundary: Option<&str>) -> Touch {
    match boundary {
        Some(arn) => touch.with("iam:PermissionsBoundary", arn),
        None => touch,
    }
}

/// IAM knows the tags of its resources under a key of its own, beside the global one.
fn tagged(mut touch: Touch, tags: &Tags) -> Touch {
    for (key, value) in tags {
        touch.context.set(KeyName::new(&format!("iam:ResourceTag/{key}")), value);
    }
    touch
}
