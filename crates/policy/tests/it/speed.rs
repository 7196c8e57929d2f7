//! How many decisions a second one core makes. Not a test of anything: run it with
//! `cargo test --release -p policy -- --ignored --nocapture speed`.

use std::time::{Duration, Instant};

use policy::{Attached, Context, Policies, Principal, Request, decide};

use crate::world::*;

/// A role as one meets it: three managed policies of several statements, with variables and conditions.
fn identity(count: usize) -> Vec<Attached> {
    let policy = |index: usize| {
        attached(&format!(
            r#"{{"Version": "2012-10-17", "Statement": [
                {{"Effect": "Allow", "Action": ["s3:GetObject", "s3:PutObject", "s3:List*"],
                  "Resource": ["arn:aws:s3:::bucket-{index}", "arn:aws:s3:::bucket-{index}/${{aws:username}}/*"]}},
                {{"Effect": "Allow", "Action": ["dynamodb:*Item", "dynamodb:Query"],
                  "Resource": "arn:aws:dynamodb:*:*:table/t{index}"}},
                {{"Effect": "Allow", "Action": ["sqs:ReceiveMessage", "sqs:SendMessage", "sqs:DeleteMessage"],
                  "Resource": "arn:aws:sqs:*:111122223333:queue-{index}-*",
                  "Condition": {{"StringEquals": {{"aws:PrincipalTag/team": "red"}}, "Bool": {{"aws:SecureTransport": "true"}}}}}},
                {{"Effect": "Deny", "Action": "iam:*", "Resource": "*"}}
            ]}}"#
        ))
    };
    (0..count).map(policy).collect()
}

fn context() -> Context {
    Context::new()
        .with("aws:PrincipalArn", ROLE)
        .with("aws:PrincipalAccount", ACCOUNT)
        .with("aws:PrincipalType", "AssumedRole")
        .with("aws:userid", "AROAWORKER:one")
        .with("aws:SourceIp", "127.0.0.1")
        .with("aws:UserAgent", "aws-cli/2")
        .with("aws:CurrentTime", "2026-11-21T00:00:00Z")
        .with("aws:EpochTime", "1795219200")
        .with("aws:RequestedRegion", "us-east-1")
        .with("aws:SecureTransport", "true")
        .with("aws:PrincipalTag/team", "red")
}

#[expect(
    clippy::disallowed_methods,
    clippy::print_stdout,
    reason = "a measurement asks the real clock and tells"
)]
fn measure(name: &str, principal: &Principal, resource: &str, policies: &Policies<'_>, allowed: bool) {
    let context = context();
    let request = Request::new(principal, ACTION, resource, &context);
    assert_eq!(decide(&request, policies).allowed, allowed, "{name}");
    let (start, mut count) = (Instant::now(), 0_u32);
    while start.elapsed() < Duration::from_secs(1) {
        for _ in 0..1000 {
            std::hint::black_box(decide(std::hint::black_box(&request), policies).allowed);
        }
        count += 1000;
    }
    let each = start.elapsed().as_nanos() / u128::from(count);
    println!("{name}: {count} decisions a second, {each} ns each");
}

#[test]
#[ignore = "a measurement"]
fn speed() {
    let queue = "arn:aws:sqs:us-east-1:111122223333:queue-2-inbox";
    let three = identity(3);
    let policies = Policies { identity: &three, ..Policies::default() };
    measure("3 policies, allowed", &session(), queue, &policies, true);
    measure("3 policies, denied implicitly", &session(), QUEUE, &policies, false);
    let everything = attached(&rule('+', "").replace("sqs:SendMessage", "*"));
    let (levels, limits) = (vec![vec![everything.clone()]; 3], [everything.clone()]);
    let resource = for_principal('+', r#"{"AWS": "arn:aws:iam::111122223333:role/path/worker"}"#);
    let all = Policies {
        boundary: Some(&everything),
        session: Some(&limits),
        resource: Some(&resource),
        service_control: &levels,
        ..policies
    };
    measure("3 policies, boundary, session, resource, 3 levels", &session(), queue, &all, true);
    let hundred = identity(100);
    measure("100 policies", &session(), queue, &Policies { identity: &hundred, ..Policies::default() }, true);
}
