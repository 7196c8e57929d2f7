//! The tables of AWS's pages on policy evaluation.

use policy::{Attached, Context, Layer, Origin, Policies, Principal, Reason, Request, decide};

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
        // Quoted of a user without any permission who published to another account's topic: "because no resource-based
        // policy allows the SNS:Publish action".
        (user(), None, '.', '.', '.', ImplicitDeny(Resource)),
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

/// Of several statements the one that names the caller most closely counts, and of equals the first.
#[test]
fn the_closest_statement_counts() {
    let statement = |principal: &str| {
        format!(r#"{{"Effect": "Allow", "Principal": {principal}, "Action": "sqs:*", "Resource": "*"}}"#)
    };
    let statements = [BY_ACCOUNT, BY_ROLE, BY_SESSION, EVERYONE].map(statement).join(", ");
    let policy = attached(&format!(r#"{{"Version": "2012-10-17", "Statement": [{statements}]}}"#));
    let nothing = attached(&rule('+', "").replace("sqs:SendMessage", "sqs:Other"));
    let policies = Policies { resource: Some(&policy), boundary: Some(&nothing), ..Policies::default() };
    let decision = ask(&session(), QUEUE, &policies);
    assert_eq!((decision.allowed, decision.deciding.map(|statement| statement.index)), (true, Some(2)));
    // Whether a statement is found by its service or speaks of any, its place is what counts.
    let actions = |actions: [&str; 3]| {
        let of = |action: &str| format!(r#"{{"Effect": "Allow", "Action": "{action}", "Resource": "*"}}"#);
        [attached(&format!(r#"{{"Version": "2012-10-17", "Statement": [{}]}}"#, actions.map(of).join(", ")))]
    };
    for (listed, expected) in
        [(["s3:*", "*", "sqs:*"], 1), (["s3:*", "sqs:*", "*"], 1), (["*", "sqs:*", "*"], 0)]
    {
        let identity = actions(listed);
        let decision = ask(&user(), QUEUE, &Policies { identity: &identity, ..Policies::default() });
        assert_eq!(decision.deciding.map(|statement| statement.index), Some(expected), "{listed:?}");
    }
}

/// "The NotPrincipal element with a Deny effect will always deny any IAM principal that has a permissions boundary policy
/// attached": <https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_boundaries.html>
#[test]
fn a_boundary_defeats_not_principal() {
    let except = r#""NotPrincipal": {"AWS": ["arn:aws:iam::111122223333:user/ada", "111122223333"]}"#;
    let resource = attached(&rule('-', except));
    let everything = attached(&rule('+', ""));
    let identity = [everything.clone()];
    let policies = Policies { identity: &identity, resource: Some(&resource), ..Policies::default() };
    assert!(ask(&user(), QUEUE, &policies).allowed);
    let bounded = Policies { boundary: Some(&everything), ..policies };
    assert_eq!(ask(&user(), QUEUE, &bounded).reason, ExplicitDeny(Resource));
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
fn clauses() {
    let allow = [attached(&rule('+', ""))];
    let deny = attached(&rule('-', ""));
    let (nothing, denies) =
        (attached(&rule('+', "").replace("sqs:SendMessage", "sqs:Other")), [deny.clone()]);
    let (empty, denied) = (vec![Vec::new()], vec![vec![deny.clone()]]);
    let resource_deny = for_principal('-', EVERYONE);
    let endpoint = Attached::new(Origin::Endpoint { id: "vpce-1".into() }, parse(&rule('-', "")));
    let base = Policies { identity: &allow, ..Policies::default() };
    let arn = "arn:aws:iam::111122223333:policy/p";
    let clause = |policies: Policies<'_>| ask(&user(), QUEUE, &policies).clause("a:B").to_string();
    for (policies, expected) in [
        (Policies::default(), "because no identity-based policy allows the a:B action".to_owned()),
        (
            Policies { identity: &denies, ..base },
            format!("with an explicit deny in an identity-based policy: {arn}"),
        ),
        (
            Policies { boundary: Some(&nothing), ..base },
            "because no permissions boundary allows the a:B action".into(),
        ),
        (
            Policies { boundary: Some(&deny), ..base },
            format!("with an explicit deny in a permissions boundary: {arn}"),
        ),
        (Policies { session: Some(&[]), ..base }, "because no session policy allows the a:B action".into()),
        (
            Policies { session: Some(&denies), ..base },
            format!("with an explicit deny in a session policy: {arn}"),
        ),
        (
            Policies { resource: Some(&resource_deny), ..base },
            "with an explicit deny in a resource-based policy".into(),
        ),
        (
            Policies { service_control: &empty, ..base },
            "because no service control policy allows the a:B action".into(),
        ),
        (
            Policies { service_control: &denied, ..base },
            format!("with an explicit deny in a service control policy: {arn}"),
        ),
        (
            Policies { resource_control: &denied, ..base },
            format!("with an explicit deny in a resource control policy: {arn}"),
        ),
        (
            Policies { endpoint: Some(&nothing), ..base },
            "because no VPC endpoint policy allows the a:B action".into(),
        ),
        (
            Policies { endpoint: Some(&endpoint), ..base },
            "with an explicit deny in a VPC endpoint policy".into(),
        ),
    ] {
        assert_eq!(clause(policies), expected);
    }
    let other = ask(&user(), OTHER_QUEUE, &base).clause("a:B").to_string();
    assert_eq!(other, "because no resource-based policy allows the a:B action");
}

/// Messages as people quote them from AWS, each service in its own words.
#[test]
fn messages() {
    let check = |principal: Principal, action: &str, resource: &str, expected: &str| {
        let context = Context::new();
        let request = Request::new(&principal, action, resource, &context);
        assert_eq!(decide(&request, &Policies::default()).message(&request), expected);
    };
    check(
        session(),
        "sqs:SendMessage",
        QUEUE,
        "User: arn:aws:sts::111122223333:assumed-role/worker/one is not authorized to perform: sqs:sendmessage on \
         resource: arn:aws:sqs:us-east-1:111122223333:inbox because no identity-based policy allows the \
         sqs:sendmessage action",
    );
    check(
        user(),
        "sns:Publish",
        "arn:aws:sns:us-east-1:444455556666:aaa",
        "User: arn:aws:iam::111122223333:user/ada is not authorized to perform: SNS:Publish on resource: \
         arn:aws:sns:us-east-1:444455556666:aaa because no resource-based policy allows the SNS:Publish action",
    );
    check(
        user(),
        "ecr:GetAuthorizationToken",
        "*",
        "User: arn:aws:iam::111122223333:user/ada is not authorized to perform: ecr:GetAuthorizationToken on \
         resource: * because no identity-based policy allows the ecr:GetAuthorizationToken action",
    );
    check(
        user(),
        "cloudformation:ValidateTemplate",
        "*",
        "User: arn:aws:iam::111122223333:user/ada is not authorized to perform: cloudformation:ValidateTemplate \
         because no identity-based policy allows the cloudformation:ValidateTemplate action",
    );
    check(
        user(),
        "s3:GetObject",
        "arn:aws:s3:::bucket/key",
        "User: arn:aws:iam::111122223333:user/ada is not authorized to perform: s3:GetObject on resource: \
         \"arn:aws:s3:::bucket/key\" because no identity-based policy allows the s3:GetObject action",
    );
    check(
        user(),
        "sts:AssumeRole",
        ROLE,
        "User: arn:aws:iam::111122223333:user/ada is not authorized to perform: sts:AssumeRole on resource: \
         arn:aws:iam::111122223333:role/path/worker",
    );
    check(
        Principal::Anonymous,
        "execute-api:Invoke",
        "arn:aws:execute-api:eu-west-1:111122223333:api/v1/GET/open",
        "User: anonymous is not authorized to perform: execute-api:Invoke on resource: \
         arn:aws:execute-api:eu-west-1:111122223333:api/v1/GET/open because no resource-based policy allows the \
         execute-api:Invoke action",
    );
}
