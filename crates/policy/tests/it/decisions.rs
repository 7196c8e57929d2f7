//! The tables of AWS's pages on policy evaluation.

use policy::{Attached, Context, Layer, Policies, Principal, Reason, Request, decide};

use crate::world::*;

/// `+` allows, `-` denies explicitly, ` ` says nothing, `.` is not there.
struct Case {
    resource_policy: Option<(char, &'static str)>,
    identity: char,
    boundary: char,
    session: char,
}

fn make(mark: char) -> Option<Attached> {
    match mark {
        '.' => None,
        ' ' => Some(attached(&rule('+', "").replace("sqs:SendMessage", "sqs:Other"))),
        mark => Some(attached(&rule(mark, ""))),
    }
}

#[track_caller]
fn check(principal: &Principal, resource: &str, case: &Case, expected: Reason) {
    let identity: Vec<_> = make(case.identity).into_iter().collect();
    let boundary = make(case.boundary);
    let session = make(case.session).map(|policy| vec![policy]);
    let resource_policy = case.resource_policy.map(|(effect, principal)| for_principal(effect, principal));
    let policies = Policies {
        identity: &identity,
        boundary: boundary.as_ref(),
        session: session.as_deref(),
        resource: resource_policy.as_ref(),
        ..Policies::default()
    };
    let decision = ask(principal, resource, &policies);
    assert_eq!(decision.reason, expected);
    assert_eq!(decision.allowed, expected == Allowed);
}

const BY_USER: &str = r#"{"AWS": "arn:aws:iam::111122223333:user/ada"}"#;
const BY_ROLE: &str = r#"{"AWS": "arn:aws:iam::111122223333:role/path/worker"}"#;
const BY_SESSION: &str = r#"{"AWS": "arn:aws:sts::111122223333:assumed-role/worker/one"}"#;
const BY_FEDERATED: &str = r#"{"AWS": "arn:aws:sts::111122223333:federated-user/guest"}"#;
const BY_ACCOUNT: &str = r#"{"AWS": "111122223333"}"#;
const BY_ROOT: &str = r#"{"AWS": "arn:aws:iam::111122223333:root"}"#;
const EVERYONE: &str = r#""*""#;

use Layer::{Boundary, Identity, Resource, ServiceControl, Session};
use Reason::{Allowed, ExplicitDeny, ImplicitDeny};

/// "Resource-based policies and implicit denies in other policy types (same account)":
/// <https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic_policy-eval-denyallow.html>
#[test]
fn resource_policies_and_implicit_denies_in_one_account() {
    let table = [
        // Allows the role: the boundary and the session's policies are evaluated and deny implicitly.
        (session(), BY_ROLE, ' ', ' ', ' ', ImplicitDeny(Boundary)),
        (session(), BY_ROLE, ' ', '+', ' ', ImplicitDeny(Session)),
        (session(), BY_ROLE, ' ', '+', '+', Allowed),
        (session(), BY_ROLE, '.', '.', '.', Allowed),
        // Allows the session: granted directly.
        (session(), BY_SESSION, ' ', ' ', ' ', Allowed),
        (session(), EVERYONE, ' ', ' ', ' ', Allowed),
        (session(), BY_SESSION, ' ', '-', ' ', ExplicitDeny(Boundary)),
        (session(), BY_SESSION, '-', ' ', ' ', ExplicitDeny(Identity)),
        (session(), BY_SESSION, ' ', ' ', '-', ExplicitDeny(Session)),
        // Allows the user.
        (user(), BY_USER, ' ', ' ', '.', Allowed),
        (user(), EVERYONE, ' ', ' ', '.', Allowed),
        // Allows the user who federated: the boundary and the session's policies are evaluated.
        (federated(), BY_USER, ' ', ' ', ' ', ImplicitDeny(Boundary)),
        (federated(), BY_USER, ' ', '+', ' ', ImplicitDeny(Session)),
        (federated(), BY_USER, ' ', '+', '+', Allowed),
        (federated(), BY_FEDERATED, ' ', ' ', ' ', Allowed),
        // Allows the root user.
        (root(), BY_ROOT, '.', '.', '.', Allowed),
        // Allows the account: the caller's own policies decide.
        (user(), BY_ACCOUNT, ' ', '.', '.', ImplicitDeny(Identity)),
        (user(), BY_ROOT, '+', '.', '.', Allowed),
        (session(), BY_ACCOUNT, '+', ' ', '.', ImplicitDeny(Boundary)),
    ];
    for (principal, by, identity, boundary, session, expected) in table {
        let case = Case { resource_policy: Some(('+', by)), identity, boundary, session };
        check(&principal, QUEUE, &case, expected);
    }
}

/// Identity policies alone, with a boundary, with session policies: the intersections of
/// <https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic_policy-eval-basics.html>
#[test]
fn identity_boundary_and_session_intersect() {
    let table = [
        (user(), '.', '.', '.', ImplicitDeny(Identity)),
        (user(), ' ', '.', '.', ImplicitDeny(Identity)),
        (user(), '+', '.', '.', Allowed),
        (user(), '-', '.', '.', ExplicitDeny(Identity)),
        (user(), '+', '+', '.', Allowed),
        (user(), '+', ' ', '.', ImplicitDeny(Boundary)),
        (user(), ' ', '+', '.', ImplicitDeny(Identity)),
        (user(), '+', '-', '.', ExplicitDeny(Boundary)),
        (session(), '+', '.', '.', Allowed),
        (session(), '+', '.', ' ', ImplicitDeny(Session)),
        (session(), '+', '+', '+', Allowed),
        (session(), ' ', '+', '+', ImplicitDeny(Identity)),
        // Without session policies a federated user may do nothing.
        (federated(), '+', '.', '.', ImplicitDeny(Session)),
        (federated(), '+', '.', '+', Allowed),
        (root(), '.', '.', '.', Allowed),
    ];
    for (principal, identity, boundary, session, expected) in table {
        check(&principal, QUEUE, &Case { resource_policy: None, identity, boundary, session }, expected);
    }
}

/// <https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic-cross-account.html>
#[test]
fn across_accounts_both_must_allow() {
    let table = [
        (user(), None, '+', '.', '.', ImplicitDeny(Resource)),
        (user(), Some(('+', BY_USER)), ' ', '.', '.', ImplicitDeny(Identity)),
        (user(), Some(('+', EVERYONE)), ' ', '.', '.', ImplicitDeny(Identity)),
        (user(), Some(('+', BY_USER)), '+', '.', '.', Allowed),
        (user(), Some(('+', BY_ACCOUNT)), '+', '.', '.', Allowed),
        (user(), Some(('+', BY_USER)), '+', ' ', '.', ImplicitDeny(Boundary)),
        (user(), Some(('-', BY_USER)), '+', '.', '.', ExplicitDeny(Resource)),
        (session(), Some(('+', BY_SESSION)), '+', ' ', ' ', ImplicitDeny(Boundary)),
        (session(), Some(('+', BY_ROLE)), '+', '+', ' ', ImplicitDeny(Session)),
        (session(), Some(('+', BY_ROLE)), '+', '+', '+', Allowed),
        (root(), None, '.', '.', '.', ImplicitDeny(Resource)),
        (root(), Some(('+', BY_ROOT)), '.', '.', '.', Allowed),
    ];
    for (principal, resource_policy, identity, boundary, session, expected) in table {
        check(&principal, OTHER_QUEUE, &Case { resource_policy, identity, boundary, session }, expected);
    }
}

#[test]
fn callers_without_policies_depend_on_the_resource() {
    let sns = r#"{"Service": "sns.amazonaws.com"}"#;
    let table = [
        (service("sns.amazonaws.com"), None, ImplicitDeny(Resource)),
        (service("sns.amazonaws.com"), Some(('+', sns)), Allowed),
        (service("s3.amazonaws.com"), Some(('+', sns)), ImplicitDeny(Resource)),
        (service("sns.amazonaws.com"), Some(('-', sns)), ExplicitDeny(Resource)),
        (service("sns.amazonaws.com"), Some(('+', EVERYONE)), Allowed),
        (service("sns.amazonaws.com"), Some(('+', BY_ACCOUNT)), ImplicitDeny(Resource)),
        (Principal::Anonymous, None, ImplicitDeny(Resource)),
        (Principal::Anonymous, Some(('+', EVERYONE)), Allowed),
        (Principal::Anonymous, Some(('+', r#"{"AWS": "*"}"#)), Allowed),
        (Principal::Anonymous, Some(('+', BY_ACCOUNT)), ImplicitDeny(Resource)),
    ];
    for (principal, resource_policy, expected) in table {
        let case = Case { resource_policy, identity: '.', boundary: '.', session: '.' };
        check(&principal, QUEUE, &case, expected);
    }
}

#[test]
fn a_service_may_send_for_its_topic_only() {
    let policy = attached(&rule(
        '+',
        r#""Principal": {"Service": "sns.amazonaws.com"}, "Condition": {
            "ArnEquals": {"aws:SourceArn": "arn:aws:sns:us-east-1:111122223333:news"},
            "StringEquals": {"aws:SourceAccount": "111122223333"}}"#,
    ));
    let policies = Policies { resource: Some(&policy), ..Policies::default() };
    let sns = service("sns.amazonaws.com");
    for (topic, account, allowed) in
        [("news", ACCOUNT, true), ("other", ACCOUNT, false), ("news", OTHER, false)]
    {
        let context = Context::new()
            .with("aws:SourceArn", format!("arn:aws:sns:us-east-1:111122223333:{topic}"))
            .with("AWS:SourceAccount", account);
        assert_eq!(
            decide(&Request::new(&sns, ACTION, QUEUE, &context), &policies).allowed,
            allowed,
            "{topic}"
        );
    }
}

/// A role's trust policy and a key's policy must allow even within the account.
#[test]
fn where_the_resource_policy_is_required() {
    let identity = [attached(&rule('+', ""))];
    for (by, with_identity, expected) in [
        (None, true, ImplicitDeny(Resource)),
        (Some(BY_ROOT), true, Allowed),
        (Some(BY_ROOT), false, ImplicitDeny(Identity)),
        (Some(BY_USER), false, Allowed),
    ] {
        let resource = by.map(|by| for_principal('+', by));
        let policies = Policies {
            identity: if with_identity { &identity } else { &[] },
            resource: resource.as_ref(),
            ..Policies::default()
        };
        let (context, user) = (Context::new(), user());
        let request =
            Request { resource_policy_required: true, ..Request::new(&user, ACTION, QUEUE, &context) };
        assert_eq!(decide(&request, &policies).reason, expected, "{by:?}");
    }
}

/// <https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_scps_evaluation.html>
#[test]
fn every_level_of_the_organization_must_allow() {
    let identity = [attached(&rule('+', ""))];
    let level = |mark: char| make(mark).into_iter().collect::<Vec<_>>();
    let linked = || Principal::RoleSession {
        role_arn: ROLE.into(),
        session_arn: SESSION.into(),
        role_id: String::new(),
        service_linked: true,
    };
    let table = [
        (user(), vec![level('+'), level('+')], Allowed),
        (user(), vec![level('+'), level(' ')], ImplicitDeny(ServiceControl)),
        (user(), vec![level('.'), level('+')], ImplicitDeny(ServiceControl)),
        (user(), vec![level('+'), level('-')], ExplicitDeny(ServiceControl)),
        (root(), vec![level('-')], ExplicitDeny(ServiceControl)),
        (root(), vec![level(' ')], ImplicitDeny(ServiceControl)),
        (linked(), vec![level('-')], Allowed),
    ];
    for (principal, levels, expected) in table {
        let policies = Policies { identity: &identity, service_control: &levels, ..Policies::default() };
        assert_eq!(ask(&principal, QUEUE, &policies).reason, expected, "{principal:?}");
    }
    // Services are nobody's principals: service control policies do not hold for them, resource control policies do.
    let (deny, resource) = (vec![level('-')], for_principal('+', EVERYONE));
    let policies = Policies { resource: Some(&resource), service_control: &deny, ..Policies::default() };
    assert!(ask(&service("sns.amazonaws.com"), QUEUE, &policies).allowed);
    let policies = Policies { resource_control: &deny, service_control: &[], ..policies };
    let denied = ask(&service("sns.amazonaws.com"), QUEUE, &policies);
    assert_eq!(denied.reason, ExplicitDeny(Layer::ResourceControl));
}

/// <https://docs.aws.amazon.com/IAM/latest/UserGuide/troubleshoot_access-denied.html>, with the ARN of the denying
/// policy as in <https://aws.amazon.com/blogs/security/enhanced-access-denied-error-messages-with-policy-arns>.
#[test]
fn messages() {
    let message = |principal: &Principal, resource: &str, policies: &Policies<'_>| {
        let context = Context::new();
        let request = Request::new(principal, ACTION, resource, &context);
        decide(&request, policies).message(&request)
    };
    assert_eq!(
        message(&user(), QUEUE, &Policies::default()),
        "User: arn:aws:iam::111122223333:user/ada is not authorized to perform: sqs:SendMessage on resource: \
         arn:aws:sqs:us-east-1:111122223333:inbox because no identity-based policy allows the sqs:SendMessage action"
    );
    let deny = [attached(&rule('-', ""))];
    assert_eq!(
        message(&session(), QUEUE, &Policies { identity: &deny, ..Policies::default() }),
        "User: arn:aws:sts::111122223333:assumed-role/worker/one is not authorized to perform: sqs:SendMessage on \
         resource: arn:aws:sqs:us-east-1:111122223333:inbox with an explicit deny in an identity-based policy: \
         arn:aws:iam::111122223333:policy/p"
    );
    let deny = for_principal('-', EVERYONE);
    assert!(
        message(&user(), QUEUE, &Policies { resource: Some(&deny), ..Policies::default() })
            .ends_with(":inbox with an explicit deny in a resource-based policy")
    );
}
