//! What must hold for any policies and any request.
//!
//! Policies are drawn from a small world (few actions, resources, principals and condition keys), so that statements
//! meet requests often; documents that nobody would write are drawn from all of JSON.

use policy::{
    Attached, Change, Context, Layer, Origin, Policies, Policy, Principal, Request, decide, explain,
};
use proptest::prelude::*;

use crate::world::*;

/// The policies of a request, owned.
#[derive(Clone, Debug, Default)]
struct World {
    identity: Vec<Attached>,
    boundary: Option<Attached>,
    session: Option<Vec<Attached>>,
    resource: Option<Attached>,
    service_control: Vec<Vec<Attached>>,
    resource_control: Vec<Vec<Attached>>,
    endpoint: Option<Attached>,
}

impl World {
    fn policies(&self) -> Policies<'_> {
        Policies {
            identity: &self.identity,
            boundary: self.boundary.as_ref(),
            session: self.session.as_deref(),
            resource: self.resource.as_ref(),
            service_control: &self.service_control,
            resource_control: &self.resource_control,
            endpoint: self.endpoint.as_ref(),
        }
    }

    /// Every policy list that a statement could be added to.
    fn add(&mut self, layer: Layer, level: Option<usize>, statement: &str) {
        let more = attached(&format!(r#"{{"Version": "2012-10-17", "Statement": {statement}}}"#));
        match layer {
            Layer::Identity => self.identity.push(more),
            Layer::Session => self.session.get_or_insert_default().push(more),
            Layer::ServiceControl => self.service_control[level.expect("a level")].push(more),
            Layer::ResourceControl => self.resource_control[level.expect("a level")].push(more),
            Layer::Boundary => merge(&mut self.boundary, &more),
            Layer::Endpoint => merge(&mut self.endpoint, &more),
            Layer::Resource | Layer::Trust => merge(&mut self.resource, &more),
        }
    }

    fn each(&mut self) -> impl Iterator<Item = &mut Attached> {
        let Self { identity, boundary, session, resource, service_control, resource_control, endpoint } =
            self;
        identity
            .iter_mut()
            .chain(boundary)
            .chain(session.iter_mut().flatten())
            .chain(resource)
            .chain(service_control.iter_mut().flatten())
            .chain(resource_control.iter_mut().flatten())
            .chain(endpoint)
    }
}

/// Puts the statements of both policies into one.
fn merge(slot: &mut Option<Attached>, more: &Attached) {
    let mut statements = slot.as_ref().map(statements_of).unwrap_or_default();
    statements.extend(statements_of(more));
    let origin = slot.as_ref().unwrap_or(more).origin.clone();
    *slot = Some(Attached::new(origin, parse(&document(&statements))));
}

fn statements_of(attached: &Attached) -> Vec<String> {
    let text = attached.policy.text();
    attached.policy.statements.iter().map(|statement| text[statement.span.clone()].to_owned()).collect()
}

fn document(statements: &[String]) -> String {
    format!(r#"{{"Version": "2012-10-17", "Statement": [{}]}}"#, statements.join(", "))
}

fn one_of(options: &'static [&'static str]) -> impl Strategy<Value = String> + Clone {
    prop::sample::select(options).prop_map(str::to_owned)
}

const ACTIONS: &[&str] =
    &[r#""sqs:SendMessage""#, r#""sqs:*""#, r#""*""#, r#""SQS:send*""#, r#"["sqs:Other", "s3:*"]"#];
const RESOURCES: &[&str] = &[
    r#""*""#,
    r#""arn:aws:sqs:us-east-1:111122223333:inbox""#,
    r#""arn:aws:sqs:*:444455556666:*""#,
    r#""arn:aws:sqs:*:*:${aws:username}""#,
];
const PRINCIPALS: &[&str] = &[
    r#""*""#,
    r#"{"AWS": "111122223333"}"#,
    r#"{"AWS": "arn:aws:iam::111122223333:user/ada"}"#,
    r#"{"AWS": "arn:aws:iam::111122223333:role/path/worker"}"#,
    r#"{"AWS": ["arn:aws:sts::111122223333:assumed-role/worker/one", "444455556666"]}"#,
    r#"{"Service": "sns.amazonaws.com"}"#,
];
const CONDITIONS: &[&str] = &[
    "",
    "",
    r#", "Condition": {"StringEquals": {"k:x": "1"}}"#,
    r#", "Condition": {"StringNotEqualsIfExists": {"k:x": ["1", "2"]}}"#,
    r#", "Condition": {"ForAllValues:StringLike": {"k:y": "a*"}, "Null": {"k:x": "false"}}"#,
    r#", "Condition": {"ArnNotEquals": {"aws:PrincipalArn": "arn:aws:iam::111122223333:user/eve"}}"#,
    r#", "Condition": {"NumericLessThan": {"k:x": 2}, "Bool": {"aws:SecureTransport": true}}"#,
];

fn statement(of_resource: bool) -> impl Strategy<Value = String> {
    let principal = if of_resource {
        (one_of(&["Principal", "Principal", "Principal", "NotPrincipal"]), one_of(PRINCIPALS))
            .prop_map(|(key, who)| format!(r#", "{key}": {who}"#))
            .boxed()
    } else {
        Just(String::new()).boxed()
    };
    let not = || one_of(&["", "", "", "Not"]);
    (one_of(&["Allow", "Allow", "Deny"]), not(), one_of(ACTIONS), not(), one_of(RESOURCES), principal, one_of(CONDITIONS))
        .prop_map(|(effect, not_action, action, not_resource, resource, principal, condition)| {
            format!(
                r#"{{"Effect": "{effect}", "{not_action}Action": {action}, "{not_resource}Resource": {resource}{principal}{condition}}}"#
            )
        })
}

fn policy(of_resource: bool) -> impl Strategy<Value = Attached> {
    prop::collection::vec(statement(of_resource), 1..4)
        .prop_map(|statements| attached(&document(&statements)))
}

fn levels(of_resource: bool) -> impl Strategy<Value = Vec<Vec<Attached>>> {
    prop::collection::vec(prop::collection::vec(policy(of_resource), 0..3), 0..3)
}

fn worlds() -> impl Strategy<Value = World> {
    (
        prop::collection::vec(policy(false), 0..4),
        prop::option::of(policy(false)),
        prop::option::of(prop::collection::vec(policy(false), 0..3)),
        prop::option::of(policy(true)),
        levels(false),
        levels(true),
        prop::option::weighted(0.2, policy(true)),
    )
        .prop_map(
            |(identity, boundary, session, resource, service_control, resource_control, endpoint)| World {
                identity,
                boundary,
                session,
                resource,
                service_control,
                resource_control,
                endpoint,
            },
        )
}

#[derive(Clone, Debug)]
struct Question {
    principal: Principal,
    resource: String,
    context: Context,
    resource_policy_required: bool,
}

impl Question {
    fn request(&self) -> Request<'_> {
        let request = Request::new(&self.principal, ACTION, &self.resource, &self.context);
        Request { resource_policy_required: self.resource_policy_required, ..request }
    }
}

fn questions() -> impl Strategy<Value = Question> {
    let principals = vec![
        root(),
        user(),
        session(),
        federated(),
        service("sns.amazonaws.com"),
        Principal::Federated { provider: "accounts.google.com".into() },
        Principal::Anonymous,
    ];
    let x = prop::option::of(prop::sample::select(&["1", "2", "x", ""][..]));
    let y = prop::option::of(prop::collection::vec(prop::sample::select(&["a", "ab", "b"][..]), 0..3));
    let resources =
        prop::sample::select(&[QUEUE, OTHER_QUEUE, "*", "arn:aws:sqs:us-east-1:111122223333:ada"][..]);
    (prop::sample::select(principals), resources, x, y, any::<bool>()).prop_map(
        |(principal, resource, x, y, resource_policy_required)| {
            let mut context = Context::new().with("aws:SecureTransport", "true");
            match &principal {
                Principal::Service { name } => {
                    context = context.with("aws:PrincipalServiceName", name.clone());
                }
                Principal::Anonymous | Principal::Federated { .. } => {}
                Principal::RoleSession { role_arn, .. } => {
                    context = context.with("aws:PrincipalArn", role_arn.clone());
                }
                other => {
                    context = context.with("aws:PrincipalArn", other.display()).with("aws:username", "ada");
                }
            }
            if let Some(x) = x {
                context = context.with("k:x", x);
            }
            if let Some(y) = y {
                context = context.with_many("k:y", y);
            }
            Question { principal, resource: resource.to_owned(), context, resource_policy_required }
        },
    )
}

const DENY_ALL: &str = r#"{"Effect": "Deny", "Principal": "*", "Action": "*", "Resource": "*"}"#;

proptest! {
    #![proptest_config(ProptestConfig { cases: 600, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn an_explicit_deny_overrides(world in worlds(), question in questions(), place in 0..8_usize) {
        let mut denied = world.clone();
        let count = denied.each().count();
        prop_assume!(count > 0);
        if let Some(place) = denied.each().nth(place % count) {
            let mut slot = Some(place.clone());
            merge(&mut slot, &attached(&document(&[DENY_ALL.to_owned()])));
            *place = slot.unwrap();
        }
        let request = question.request();
        let before = decide(&request, &world.policies());
        let after = decide(&request, &denied.policies());
        // Control policies do not hold for every caller; where they do not, nothing changes.
        prop_assert!(!after.allowed || after.reason == before.reason);
        prop_assert!(before.allowed || !after.allowed, "a deny never allows");
    }

    /// The door works a context out only for policies that ask for one.
    #[test]
    fn policies_that_do_not_ask_for_context_decide_without(world in worlds(), question in questions()) {
        let (request, policies) = (question.request(), world.policies());
        let nothing = Context::new();
        let (with, without) = (decide(&request, &policies), decide(&Request { context: &nothing, ..request }, &policies));
        prop_assert!(policies.ask_for_context() || (with.allowed, with.reason) == (without.allowed, without.reason));
    }

    #[test]
    fn adding_an_allow_takes_nothing_away(world in worlds(), question in questions(), more in statement(true)) {
        let more = more.replace("Deny", "Allow");
        let request = question.request();
        let before = decide(&request, &world.policies()).allowed;
        for layer in [Layer::Identity, Layer::Resource, Layer::Boundary, Layer::Session, Layer::Endpoint] {
            let exists = match layer {
                Layer::Boundary => world.boundary.is_some(),
                Layer::Session => world.session.is_some(),
                Layer::Endpoint => world.endpoint.is_some(),
                _ => true,
            };
            if before && exists {
                let mut wider = world.clone();
                wider.add(layer, None, &more);
                prop_assert!(decide(&request, &wider.policies()).allowed, "{layer:?}");
            }
        }
    }

    #[test]
    fn limits_never_give(world in worlds(), question in questions(), limit in policy(true)) {
        let request = question.request();
        let allowed = |world: &World| decide(&request, &world.policies()).allowed;
        let narrower = [
            World { boundary: Some(limit.clone()), ..World { boundary: None, ..world.clone() } },
            World { endpoint: Some(limit.clone()), ..World { endpoint: None, ..world.clone() } },
            World { service_control: [world.service_control.clone(), vec![vec![limit.clone()]]].concat(), ..world.clone() },
            World { resource_control: [world.resource_control.clone(), vec![vec![limit.clone()]]].concat(), ..world.clone() },
        ];
        let wider = [
            World { boundary: None, ..world.clone() },
            World { endpoint: None, ..world.clone() },
            world.clone(),
            world.clone(),
        ];
        for (narrower, wider) in narrower.iter().zip(&wider) {
            prop_assert!(!allowed(narrower) || allowed(wider));
        }
        // A session policy limits too, save for federated users, who have nothing without one.
        if !matches!(question.principal, Principal::FederatedUser { .. }) {
            let without = World { session: None, ..world.clone() };
            prop_assert!(!allowed(&world) || allowed(&without));
        }
    }

    #[test]
    fn an_explanation_agrees_with_the_decision(world in worlds(), question in questions()) {
        let (request, policies) = (question.request(), world.policies());
        let (decision, explanation) = (decide(&request, &policies), explain(&request, &policies));
        prop_assert_eq!(decision.allowed, explanation.allowed);
        prop_assert_eq!(decision.reason, explanation.reason);
        prop_assert_eq!(decision.deciding.map(|place| place.index), explanation.deciding.as_ref().map(|place| place.index));
        let denied = explanation.policies.iter().flat_map(|policy| &policy.statements);
        let denies = denied.filter(|statement| statement.applies && statement.effect == policy::Effect::Deny).count();
        prop_assert_eq!(matches!(decision.reason, policy::Reason::ExplicitDeny(_)), denies > 0);
        prop_assert_eq!(explanation.smallest_fix.is_empty(), decision.allowed);
        prop_assert!(serde_json::to_string(&explanation).is_ok());
    }

    /// What is proposed helps: with every change made, the same request is allowed.
    #[test]
    fn a_proposal_that_is_followed_helps(world in worlds(), question in questions()) {
        let request = question.request();
        let fixes = explain(&request, &world.policies()).smallest_fix;
        let mut mended = world.clone();
        // Statements are found by what they are, since several may deny in one policy and places shift.
        for fix in &fixes {
            match &fix.change {
                Change::Add => mended.add(fix.layer, fix.level, &fix.statement),
                Change::Replace(_) | Change::Remove(_) => {}
            }
        }
        let bounded = world.boundary.is_some();
        for attached in mended.each() {
            *attached = without_denies(attached, &request, bounded);
        }
        prop_assert!(decide(&request, &mended.policies()).allowed, "{fixes:?}");
        // An amended statement no longer denies this caller.
        for fix in fixes.iter().filter(|fix| matches!(fix.change, Change::Replace(_))) {
            let amended = attached(&document(std::slice::from_ref(&fix.statement)));
            prop_assert!(!denies(&amended, &request, bounded), "{}", fix.statement);
        }
    }

    #[test]
    fn no_document_makes_it_panic(text in "\\PC{0,200}") {
        let _ = Policy::parse(&text);
    }

    #[test]
    fn no_json_makes_it_panic(value in json(), question in questions()) {
        let text = value.to_string();
        if let Ok(policy) = Policy::parse(&text) {
            let identity = [Attached::new(Origin::Session, policy)];
            let policies = Policies { identity: &identity, resource: identity.first(), ..Policies::default() };
            let request = question.request();
            prop_assert_eq!(decide(&request, &policies).allowed, explain(&request, &policies).allowed);
        }
    }
}

/// Whether the policy denies this request wherever it may stand.
fn denies(policy: &Attached, request: &Request<'_>, bounded: bool) -> bool {
    let everything =
        attached(&document(&[r#"{"Effect": "Allow", "Action": "*", "Resource": "*"}"#.to_owned()]));
    let boundary = bounded.then_some(&everything);
    let explicit = |policies: Policies<'_>| {
        matches!(decide(request, &Policies { boundary, ..policies }).reason, policy::Reason::ExplicitDeny(_))
    };
    explicit(Policies { endpoint: Some(policy), ..Policies::default() })
        || explicit(Policies { resource: Some(policy), ..Policies::default() })
}

/// The policy without the statements that deny this request.
fn without_denies(from: &Attached, request: &Request<'_>, bounded: bool) -> Attached {
    let kept: Vec<String> = statements_of(from)
        .into_iter()
        .filter(|statement| !denies(&attached(&document(std::slice::from_ref(statement))), request, bounded))
        .collect();
    if kept.is_empty() {
        // A policy that says nothing: it denies nothing and allows nothing.
        return attached(&document(
            &[r#"{"Effect": "Deny", "Action": "none:None", "Resource": "*"}"#.into()],
        ));
    }
    Attached::new(from.origin.clone(), parse(&document(&kept)))
}

/// JSON that is shaped like a policy here and there.
fn json() -> impl Strategy<Value = serde_json::Value> {
    let leaf = prop_oneof![
        Just(serde_json::Value::Null),
        any::<bool>().prop_map(Into::into),
        any::<i64>().prop_map(Into::into),
        one_of(&[
            "Allow",
            "Deny",
            "*",
            "sqs:*",
            "2012-10-17",
            "arn:aws:sqs:*:*:*",
            "${aws:username}",
            "${",
            "1",
            "",
            "é"
        ])
        .prop_map(Into::into),
        "\\PC{0,12}".prop_map(Into::into),
    ];
    let keys = one_of(&[
        "Version",
        "Id",
        "Statement",
        "Sid",
        "Effect",
        "Principal",
        "NotPrincipal",
        "Action",
        "NotAction",
        "Resource",
        "NotResource",
        "Condition",
        "AWS",
        "Service",
        "StringEquals",
        "ArnLike",
        "DateLessThan",
        "IpAddress",
        "Null",
        "k:x",
    ]);
    let values = leaf.prop_recursive(5, 48, 6, move |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..4).prop_map(serde_json::Value::Array),
            prop::collection::vec((keys.clone(), inner), 0..6)
                .prop_map(|members| serde_json::Value::Object(members.into_iter().collect())),
        ]
    });
    // Half of them in the frame of a document, or nearly none would get past its first key.
    (values, any::<bool>()).prop_map(|(value, framed)| {
        if framed { serde_json::json!({"Version": "2012-10-17", "Statement": value}) } else { value }
    })
}
