//! Who a `Principal` or `NotPrincipal` element means.
//! <https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html>
//! <https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_notprincipal.html>

use policy::{Policies, Principal, Reason};

use crate::world::*;

/// Whether a statement with this element speaks of the caller.
#[track_caller]
fn check(principal: &Principal, element: &str, expected: bool) {
    // A deny is seen however closely the caller is named.
    let policy = attached(&rule('-', element));
    let decision = ask(principal, QUEUE, &Policies { resource: Some(&policy), ..Policies::default() });
    assert_eq!(matches!(decision.reason, Reason::ExplicitDeny(_)), expected, "{principal:?} and {element}");
}

#[test]
fn principal() {
    let provider =
        || Principal::Federated { provider: "arn:aws:iam::111122223333:oidc-provider/idp.example".into() };
    for (principal, element, expected) in [
        (user(), r#""*""#, true),
        (user(), r#"{"AWS": "*"}"#, true),
        (user(), r#"{"AWS": "111122223333"}"#, true),
        (user(), r#"{"AWS": "444455556666"}"#, false),
        (user(), r#"{"AWS": ["444455556666", "arn:aws:iam::111122223333:root"]}"#, true),
        (user(), r#"{"AWS": "arn:aws:iam::111122223333:user/ada"}"#, true),
        // "The user name part of the ARN is case sensitive."
        (user(), r#"{"AWS": "arn:aws:iam::111122223333:user/Ada"}"#, false),
        // "You cannot use a wildcard to match part of a principal name or ARN."
        (user(), r#"{"AWS": "arn:aws:iam::111122223333:user/*"}"#, false),
        (user(), r#"{"AWS": "AIDAADA"}"#, true),
        (user(), r#"{"AWS": "AIDAEVE"}"#, false),
        (user(), r#"{"Service": "*"}"#, false),
        (user(), r#"{"Federated": "*"}"#, false),
        (user(), r#"{"AWS": []}"#, false),
        (session(), r#"{"AWS": "arn:aws:iam::111122223333:role/path/worker"}"#, true),
        (session(), r#"{"AWS": "arn:aws:iam::111122223333:role/worker"}"#, false),
        (session(), r#"{"AWS": "arn:aws:sts::111122223333:assumed-role/worker/one"}"#, true),
        (session(), r#"{"AWS": "arn:aws:sts::111122223333:assumed-role/worker/two"}"#, false),
        (session(), r#"{"AWS": "arn:aws:sts::111122223333:assumed-role/worker/*"}"#, false),
        (session(), r#"{"AWS": "AROAWORKER"}"#, true),
        (federated(), r#"{"AWS": "arn:aws:sts::111122223333:federated-user/guest"}"#, true),
        (federated(), r#"{"AWS": "arn:aws:iam::111122223333:user/ada"}"#, true),
        (root(), r#"{"AWS": "arn:aws:iam::111122223333:root"}"#, true),
        (root(), r#"{"AWS": "arn:aws:iam::111122223333:user/ada"}"#, false),
        (service("sns.amazonaws.com"), r#"{"Service": "sns.amazonaws.com"}"#, true),
        (service("sns.amazonaws.com"), r#"{"Service": ["sqs.amazonaws.com", "SNS.amazonaws.com"]}"#, true),
        (service("sns.amazonaws.com"), r#"{"Service": "*"}"#, true),
        (service("sns.amazonaws.com"), r#"{"AWS": "sns.amazonaws.com"}"#, false),
        (service("sns.amazonaws.com"), r#""*""#, true),
        (provider(), r#"{"Federated": "arn:aws:iam::111122223333:oidc-provider/idp.example"}"#, true),
        (provider(), r#"{"Federated": "accounts.google.com"}"#, false),
        (Principal::Anonymous, r#""*""#, true),
        (Principal::Anonymous, r#"{"AWS": "111122223333"}"#, false),
    ] {
        check(&principal, &format!(r#""Principal": {element}"#), expected);
    }
    // The policy of a resource speaks of nobody where it names nobody.
    check(&user(), r#""Sid": "x""#, false);
}

#[test]
fn not_principal() {
    let bob_and_account =
        r#"{"AWS": ["arn:aws:iam::111122223333:user/ada", "arn:aws:iam::111122223333:root"]}"#;
    let session_role_account = r#"{"AWS": ["arn:aws:sts::111122223333:assumed-role/worker/one",
        "arn:aws:iam::111122223333:role/path/worker", "arn:aws:iam::111122223333:root"]}"#;
    for (principal, element, expected) in [
        // The page's examples: a user with its account, a session with its role and account.
        (user(), bob_and_account, false),
        (session(), bob_and_account, true),
        (root(), bob_and_account, false),
        (session(), session_role_account, false),
        (user(), session_role_account, true),
        // "Otherwise, the policy might deny access to the entire account containing the principal."
        (user(), r#"{"AWS": "arn:aws:iam::111122223333:user/ada"}"#, true),
        (user(), r#"{"AWS": "111122223333"}"#, true),
        (session(), r#"{"AWS": ["arn:aws:iam::111122223333:role/path/worker", "111122223333"]}"#, true),
        (service("sns.amazonaws.com"), r#"{"Service": "sns.amazonaws.com"}"#, false),
        (service("sqs.amazonaws.com"), r#"{"Service": "sns.amazonaws.com"}"#, true),
        (Principal::Anonymous, bob_and_account, true),
        (Principal::Anonymous, r#""*""#, false),
    ] {
        check(&principal, &format!(r#""NotPrincipal": {element}"#), expected);
    }
}

/// <https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_variables.html#principaltable>
#[test]
fn the_keys_that_tell_who_asks() {
    let shown = |principal: &Principal| {
        let context = principal.context();
        let pairs = context.iter().map(|(key, values)| format!("{key}={}", values.join(",")));
        pairs.collect::<Vec<_>>().join(" ")
    };
    for (principal, expected) in [
        (
            root(),
            "aws:PrincipalArn=arn:aws:iam::111122223333:root aws:PrincipalAccount=111122223333 \
             aws:PrincipalType=Account aws:userid=111122223333 aws:PrincipalIsAWSService=false",
        ),
        (
            user(),
            "aws:PrincipalArn=arn:aws:iam::111122223333:user/ada aws:PrincipalAccount=111122223333 aws:username=ada \
             aws:PrincipalType=User aws:userid=AIDAADA aws:PrincipalIsAWSService=false",
        ),
        (
            session(),
            "aws:PrincipalArn=arn:aws:iam::111122223333:role/path/worker aws:PrincipalAccount=111122223333 \
             aws:PrincipalType=AssumedRole aws:userid=AROAWORKER:one aws:PrincipalIsAWSService=false",
        ),
        (
            federated(),
            "aws:PrincipalArn=arn:aws:sts::111122223333:federated-user/guest aws:PrincipalAccount=111122223333 \
             aws:PrincipalType=FederatedUser aws:userid=111122223333:guest aws:PrincipalIsAWSService=false",
        ),
        (
            service("sns.amazonaws.com"),
            "aws:PrincipalServiceName=sns.amazonaws.com aws:PrincipalIsAWSService=true",
        ),
        (
            Principal::Anonymous,
            "aws:PrincipalType=Anonymous aws:userid=anonymous aws:PrincipalIsAWSService=false",
        ),
    ] {
        assert_eq!(shown(&principal), expected);
    }
}
