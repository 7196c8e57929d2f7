//! What the policy simulator answers.

use policy::{Attached, Context, EvalDecision, Origin, Policies, Policy, Position, Request, simulate};

use crate::world::*;

fn input(number: usize, text: &str) -> Attached {
    Attached::new(Origin::Input { name: format!("PolicyInputList.{number}") }, parse(text))
}

/// Start line and column, end line and column of the statements that decided.
fn places(text: &str, action: &str) -> Vec<(usize, usize, usize, usize)> {
    let (identity, user, context) = ([input(1, text)], user(), Context::new());
    let policies = Policies { identity: &identity, ..Policies::default() };
    let simulation = simulate(&Request::new(&user, action, "*", &context), &policies);
    assert!(simulation.matched.iter().all(|matched| {
        matched.source_policy_id == "PolicyInputList.1" && matched.source_policy_type == "IAM Policy"
    }));
    let place = |at: Position| (at.line, at.column);
    let matched =
        simulation.matched.iter().map(|matched| (place(matched.start_position), place(matched.end_position)));
    matched.map(|((a, b), (c, d))| (a, b, c, d)).collect()
}

#[test]
fn statements_are_placed_as_aws_counts() {
    // AWS CLI's example of simulate-custom-policy (awscli/examples/iam/simulate-custom-policy.rst): 1,38 to 1,167. The
    // condition is left out, and with it 80 characters.
    let document =
        r#"{"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"dynamodb:*","Resource":"*"}}"#;
    assert_eq!(places(document, "dynamodb:CreateBackup"), [(1, 38, 1, document.len())]);
    // AdministratorAccess, as people quote simulate-principal-policy: 3,17 to 8,6.
    let administrator = "{\n  \"Version\": \"2012-10-17\",\n  \"Statement\": [\n    {\n      \"Effect\": \"Allow\",\n      \
                         \"Action\": \"*\",\n      \"Resource\": \"*\"\n    }\n  ]\n}";
    assert_eq!(places(administrator, "s3:GetObject"), [(3, 17, 8, 6)]);
    // A recorded answer has 1,41 to 1,198 for a list's first statement and 1,198 to 1,300 for the second: each begins
    // where the one before it ended.
    let statement = |action: &str| format!(r#"{{"Effect": "Allow", "Action": "{action}", "Resource": "*"}}"#);
    let (first, second) = (statement("a:One"), statement("b:Two"));
    let document = format!(r#"{{"Version": "2012-10-17", "Statement": [{first}, {second}]}}"#);
    let end = 41 + first.len();
    assert_eq!(places(&document, "a:One"), [(1, 41, 1, end)]);
    assert_eq!(places(&document, "b:Two"), [(1, end, 1, end + 2 + second.len())]);
}

#[test]
fn decisions_and_details() {
    let context = Context::new();
    let (allow, deny) = (attached(&rule('+', "")), attached(&rule('-', "")));
    let resource = for_principal('+', r#"{"AWS": "111122223333"}"#);
    let (user, identity) = (user(), [allow.clone()]);
    let base = Policies { identity: &identity, ..Policies::default() };
    let ask = |resource: &str, policies: &Policies<'_>| {
        simulate(&Request::new(&user, ACTION, resource, &context), policies)
    };
    // Recorded: iam/test_iam.json, test_simulate_principle_policy: no details, allowed by the organization.
    let simulation = ask(QUEUE, &base);
    assert_eq!(simulation.decision.as_str(), "allowed");
    assert_eq!((simulation.details.len(), simulation.allowed_by_organizations), (0, true));
    assert_eq!(simulation.allowed_by_boundary, None);
    let simulation = ask(QUEUE, &Policies::default());
    assert_eq!((simulation.decision, simulation.matched.len()), (EvalDecision::ImplicitDeny, 0));
    // A boundary: https://docs.aws.amazon.com/IAM/latest/APIReference/API_PermissionsBoundaryDecisionDetail.html
    let simulation = ask(QUEUE, &Policies { boundary: Some(&deny), ..base });
    assert_eq!(
        (simulation.decision, simulation.allowed_by_boundary),
        (EvalDecision::ExplicitDeny, Some(false))
    );
    // An organization.
    let levels = [vec![deny]];
    let simulation = ask(QUEUE, &Policies { service_control: &levels, ..base });
    assert_eq!(
        (simulation.decision, simulation.allowed_by_organizations),
        (EvalDecision::ExplicitDeny, false)
    );
    // Across accounts each side is told.
    let expected = [("IAM Policy", EvalDecision::Allowed), ("Resource Policy", EvalDecision::ImplicitDeny)];
    assert_eq!(ask(OTHER_QUEUE, &base).details, expected);
    let simulation = ask(OTHER_QUEUE, &Policies { resource: Some(&resource), ..base });
    let sources: Vec<_> =
        simulation.matched.iter().map(|matched| matched.source_policy_id.as_str()).collect();
    assert_eq!(
        (simulation.decision, sources.as_slice()),
        (EvalDecision::Allowed, &["ResourcePolicy", "p"][..])
    );
}

#[test]
fn context_keys() {
    let text = r#"{"Version": "2012-10-17", "Statement": [
        {"Effect": "Allow", "Action": "sqs:*", "Resource": "arn:aws:sqs:*:*:${aws:username}",
         "Condition": {"StringEquals": {"aws:PrincipalTag/team": "${aws:RequestTag/team, 'none'}"},
                       "Bool": {"AWS:securetransport": "true", "aws:SecureTransport": "true"}}},
        {"Effect": "Allow", "Action": "s3:*", "Resource": "*", "Condition": {"Null": {"s3:prefix": "true"}}}]}"#;
    let all =
        ["aws:PrincipalTag/team", "aws:RequestTag/team", "AWS:securetransport", "aws:username", "s3:prefix"];
    assert_eq!(Policy::parse(text).unwrap().context_keys(), all);
    let (identity, user) = ([input(1, text)], user());
    let context = Context::new().with("aws:username", "ada");
    let policies = Policies { identity: &identity, ..Policies::default() };
    let missing = simulate(&Request::new(&user, ACTION, QUEUE, &context), &policies).missing_context_values;
    assert_eq!(missing, ["aws:PrincipalTag/team", "aws:RequestTag/team", "AWS:securetransport"]);
}
