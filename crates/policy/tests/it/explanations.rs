//! What an explanation tells of a refusal.

use policy::{
    Attached, Change, Context, Holder, Layer, Origin, Policies, Principal, Request, decide, explain,
};
use serde_json::{Value, json};

use crate::world::*;

fn inline(name: &str, text: &str) -> Attached {
    let origin = Origin::Inline { holder: Holder::Role, holder_name: "worker".into(), name: name.into() };
    Attached::new(origin, parse(text))
}

/// The near misses of a role's policies, nearest first, in words.
fn misses(principal: &Principal, context: &Context, policies: &Policies<'_>) -> Vec<(u8, Vec<String>)> {
    let explanation = explain(&Request::new(principal, ACTION, QUEUE, context), policies);
    let statements = explanation.policies.into_iter().flat_map(|policy| policy.statements);
    let mut misses: Vec<_> = statements
        .map(|statement| (statement.nearness, statement.mismatches.iter().map(ToString::to_string).collect()))
        .collect();
    misses.sort_by_key(|(nearness, _): &(u8, Vec<String>)| std::cmp::Reverse(*nearness));
    misses
}

#[test]
fn statements_are_graded_by_nearness() {
    let identity = [inline(
        "work",
        r#"{"Version": "2012-10-17", "Statement": [
            {"Effect": "Allow", "Action": ["s3:*", "sns:Publish"], "Resource": "*"},
            {"Effect": "Allow", "Action": "sqs:*", "Resource": "arn:aws:sqs:*:*:${aws:username}",
             "Condition": {"Bool": {"aws:MultiFactorAuthPresent": "true"}}},
            {"Effect": "Allow", "Action": "sqs:SendMessage", "Resource": "arn:aws:sqs:*:*:outbox"},
            {"Effect": "Allow", "Action": "sqs:SendMessage", "Resource": "*",
             "Condition": {"StringEquals": {"aws:RequestTag/team": "${aws:PrincipalTag/team}"}}},
            {"Effect": "Allow", "NotAction": "sqs:*", "Resource": "*"}
        ]}"#,
    )];
    let context = Context::new().with("aws:PrincipalTag/team", "red").with("aws:RequestTag/team", "blue");
    let policies = Policies { identity: &identity, ..Policies::default() };
    let expected: Vec<(u8, Vec<String>)> = vec![
        (3, vec!["Resource is arn:aws:sqs:*:*:outbox; the request has arn:aws:sqs:us-east-1:111122223333:inbox".into()]),
        (3, vec!["Condition StringEquals aws:RequestTag/team wants red; the request has blue".into()]),
        (
            2,
            vec![
                "Resource is arn:aws:sqs:*:*:${aws:username}; the request has \
                 arn:aws:sqs:us-east-1:111122223333:inbox, and nothing for aws:username"
                    .into(),
                "Condition Bool aws:MultiFactorAuthPresent wants true; the request has no such key".into(),
            ],
        ),
        (0, vec!["Action is s3:*, sns:Publish; the request has sqs:SendMessage".into()]),
        (0, vec!["NotAction is sqs:*; the request has sqs:SendMessage".into()]),
    ];
    assert_eq!(misses(&session(), &context, &policies), expected);
}

#[test]
fn another_principal_is_a_near_miss() {
    let queue_policy = for_principal('+', r#"{"AWS": "444455556666", "Service": "s3.amazonaws.com"}"#);
    let policies = Policies { resource: Some(&queue_policy), ..Policies::default() };
    let expected =
        "Principal is 444455556666, s3.amazonaws.com; the request has sns.amazonaws.com".to_owned();
    assert_eq!(misses(&service("sns.amazonaws.com"), &Context::new(), &policies), [(3, vec![expected])]);
}

/// The changes proposed: where, and the statement.
#[track_caller]
fn check_fix(request: &Request<'_>, policies: &Policies<'_>, expected: &[(Layer, &str, Value)]) {
    let fixes = explain(request, policies).smallest_fix;
    let found: Vec<(Layer, &str, Value)> = fixes
        .iter()
        .map(|fix| (fix.layer, fix.target.as_str(), serde_json::from_str(&fix.statement).expect("JSON")))
        .collect();
    assert_eq!(found, expected);
}

#[test]
fn the_smallest_fix_for_what_is_missing() {
    let (session, context) = (session(), Context::new());
    let request = Request::new(&session, ACTION, QUEUE, &context);
    let statement = json!({"Effect": "Allow", "Action": ACTION, "Resource": QUEUE});
    check_fix(&request, &Policies::default(), &[(Layer::Identity, ROLE, statement.clone())]);
    // Nothing allows it: the identity policy, the boundary and the session must all be widened.
    let boundary = attached(&rule('+', "").replace(ACTION, "s3:*"));
    let policies = Policies { boundary: Some(&boundary), session: Some(&[]), ..Policies::default() };
    let managed = "arn:aws:iam::111122223333:policy/p";
    let expected = [
        (Layer::Identity, ROLE, statement.clone()),
        (Layer::Boundary, managed, statement.clone()),
        (Layer::Session, SESSION, statement),
    ];
    check_fix(&request, &policies, &expected);
    // Across accounts the queue's policy must agree, and it names the role.
    let request = Request::new(&session, ACTION, OTHER_QUEUE, &context);
    let expected = [
        (
            Layer::Resource,
            OTHER_QUEUE,
            json!({"Effect": "Allow", "Principal": {"AWS": ROLE}, "Action": ACTION, "Resource": OTHER_QUEUE}),
        ),
        (Layer::Identity, ROLE, json!({"Effect": "Allow", "Action": ACTION, "Resource": OTHER_QUEUE})),
    ];
    check_fix(&request, &Policies::default(), &expected);
}

/// SNS delivering to a queue whose policy does not say so: the mend names the topic.
#[test]
fn a_service_is_let_in_for_its_source_only() {
    let topic = "arn:aws:sns:us-east-1:111122223333:news";
    let context = Context::new().with("aws:SourceArn", topic).with("aws:SourceAccount", ACCOUNT);
    let sns = service("sns.amazonaws.com");
    let request = Request::new(&sns, ACTION, QUEUE, &context);
    let statement = json!({
        "Effect": "Allow", "Principal": {"Service": "sns.amazonaws.com"}, "Action": ACTION, "Resource": QUEUE,
        "Condition": {"ArnEquals": {"aws:SourceArn": topic}},
    });
    check_fix(&request, &Policies::default(), &[(Layer::Resource, QUEUE, statement)]);
}

#[test]
fn a_denying_statement_is_amended_to_spare_the_caller() {
    let deny = [attached(&rule(
        '-',
        r#""Sid": "NoSending", "Condition": {"ArnNotEquals": {"AWS:principalarn": "x"}}"#,
    ))];
    let (user, context) = (user(), Context::new().with("aws:PrincipalArn", USER));
    let request = Request::new(&user, ACTION, QUEUE, &context);
    let policies = Policies { identity: &deny, ..Policies::default() };
    let explanation = explain(&request, &policies);
    let [first, second] = explanation.smallest_fix.as_slice() else { panic!("{explanation:?}") };
    assert!(matches!(&first.change, Change::Replace(place) if place.sid.as_deref() == Some("NoSending")));
    assert_eq!(
        serde_json::from_str::<Value>(&first.statement).unwrap(),
        json!({"Effect": "Deny", "Action": ACTION, "Resource": "*", "Sid": "NoSending",
               "Condition": {"ArnNotEquals": {"AWS:principalarn": ["x", USER]}}})
    );
    assert_eq!((second.layer, &second.change), (Layer::Identity, &Change::Add));
    assert_eq!(
        explanation.deciding.map(|place| (place.layer, place.index, place.sid)),
        Some((Layer::Identity, 0, Some("NoSending".to_owned())))
    );
}

/// A trust policy has no resource, and is mended without one.
#[test]
fn a_trust_policy_is_mended_without_resource() {
    let (user, context) = (user(), Context::new());
    let identity = [attached(&rule('+', "").replace(ACTION, "sts:*"))];
    let role = "arn:aws:iam::111122223333:role/target";
    let request =
        Request { resource_policy_required: true, ..Request::new(&user, "sts:AssumeRole", role, &context) };
    let policies = Policies { identity: &identity, ..Policies::default() };
    let statement = json!({"Effect": "Allow", "Principal": {"AWS": USER}, "Action": "sts:AssumeRole"});
    check_fix(&request, &policies, &[(Layer::Trust, role, statement)]);
    assert_eq!(
        decide(&request, &policies).clause("sts:AssumeRole").to_string(),
        "because no role trust policy allows the sts:AssumeRole action"
    );
}
