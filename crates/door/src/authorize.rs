//! The decision: what the caller's side allows, what the resource's side allows, and the words of a refusal.

use crate::call::Call;
use crate::door::{Door, Via};
use crate::route::{ResourceFacts, Touch};
use crate::track::Decided;
use policy::arn::Arn;
use policy::{Attached, Context, Origin, Policies, Principal, Request, decide, keys};
use serde_json::json;
use wire::error::{Error, Result};
use wire::schema::Operation;
use wire::shape::{Document, Structure};

impl Door {
    /// Decides an operation: all resources that it touches must be allowed.
    pub(crate) fn authorize(
        &self,
        call: &Call,
        op: &'static Operation,
        input: &dyn Structure,
        touch: &Touch,
    ) -> Result<Option<Decided>, (Decided, Error)> {
        if op.action.is_empty() {
            return Ok(None);
        }
        self.decide_with(call, op.action, touch, Some(input), op).map(Some)
    }

    /// Decides one more action within a call.
    pub(crate) fn decide(
        &self,
        call: &Call,
        action: &str,
        touch: &Touch,
        op: &'static Operation,
    ) -> Result<Decided> {
        self.decide_with(call, action, touch, None, op).map_err(|(decided, error)| {
            call.scope.lock().denied = Some((action.to_owned(), touch.resources.clone(), decided));
            error
        })
    }

    /// Whether one more action would be allowed, for who has several ways to go on: what is only asked is not recorded.
    pub(crate) fn would_allow(
        &self,
        call: &Call,
        action: &str,
        touch: &Touch,
        op: &'static Operation,
    ) -> bool {
        self.decide_with(call, action, touch, None, op).is_ok()
    }

    fn decide_with(
        &self,
        call: &Call,
        action: &str,
        touch: &Touch,
        input: Option<&dyn Structure>,
        op: &'static Operation,
    ) -> Result<Decided, (Decided, Error)> {
        let grants = self.identities.as_ref().map(|i| i.grants(&call.caller.principal)).unwrap_or_default();
        let mut by = String::new();
        for arn in &touch.resources {
            let mut facts = self.facts(action, arn).unwrap_or_default();
            let resource_policy = facts
                .policy
                .take()
                .map(|policy| Attached { origin: Origin::Resource { arn: arn.clone() }, policy });
            let policies = Policies {
                identity: &grants.identity,
                boundary: grants.boundary.as_ref(),
                session: call.caller.session.as_ref().and_then(|s| s.policies.as_deref()),
                resource: resource_policy.as_ref(),
                service_control: &grants.service_control,
                ..Policies::default()
            };
            let whole = || context(call, touch, input, arn, &facts);
            // Most decisions need no context, and to work one out is dearer than they are.
            let context = if policies.ask_for_context() { whole() } else { Context::new() };
            let request = Request {
                resource_policy_required: facts.policy_decides,
                ..Request::new(&call.caller.principal, action, arn, &context)
            };
            let decision = decide(&request, &policies);
            if !decision.allowed {
                // The mend that it proposes may name what the request brought.
                let evidence = evidence(&Request { context: &whole(), ..request }, &policies);
                let called = Request { resource: touch.called.as_deref().unwrap_or(arn), ..request };
                let mut error = refusal(op, text(op, &decision, &called));
                if error.code() == "UnauthorizedOperation" {
                    error = refusal(op, self.with_encoded(error.message(), &decision, &request, &whole()));
                }
                return Err((Decided { allowed: false, by: statement(&decision), evidence }, error));
            }
            by = statement(&decision);
        }
        Ok(Decided { allowed: true, by, evidence: None })
    }

    /// EC2's text of a refusal, with the reasons for the eyes of those who may decode them.
    /// <https://docs.aws.amazon.com/STS/latest/APIReference/API_DecodeAuthorizationMessage.html>
    fn with_encoded(
        &self,
        text: &str,
        decision: &policy::Decision<'_>,
        request: &Request<'_>,
        context: &Context,
    ) -> String {
        let conditions: Vec<_> = context
            .iter()
            .map(|(key, values)| {
                let values: Vec<_> = values.iter().map(|value| json!({ "value": value })).collect();
                json!({ "key": key, "values": { "items": values } })
            })
            .collect();
        let statements: Vec<_> =
            decision.deciding.iter().map(|s| json!({ "statementId": s.sid().unwrap_or_default() })).collect();
        let reasons = json!({
            "allowed": false,
            "explicitDeny": !statements.is_empty(),
            "matchedStatements": { "items": statements },
            "failures": { "items": [] },
            "context": {
                "principal": { "arn": request.principal.display() },
                "action": request.action,
                "resource": request.resource,
                "conditions": { "items": conditions },
            },
        });
        let encoded = self.credentials.iter().find_map(|source| source.encode_reasons(&reasons));
        let told = encoded.map(|encoded| format!(" Encoded authorization failure message: {encoded}"));
        format!("You are not authorized to perform this operation. {text}{}", told.unwrap_or_default())
    }

    /// What the owner of a resource says of it.
    pub(crate) fn facts(&self, action: &str, arn: &str) -> Option<ResourceFacts> {
        let service = arn.split(':').nth(2)?;
        self.hosts.get(service)?.facts(action, arn)
    }
}

/// The condition keys of a request about one resource: the global ones, the caller's own and the service's.
/// <https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html>
fn context(
    call: &Call,
    touch: &Touch,
    input: Option<&dyn Structure>,
    arn: &str,
    facts: &ResourceFacts,
) -> Context {
    let mut c = call.caller.principal.context();
    c.extend(&call.caller.context);
    if !call.caller.user_id.is_empty() {
        c.set(keys::USERID, &call.caller.user_id);
    }
    c.set(keys::CURRENT_TIME, call.time.rfc3339());
    c.set(keys::EPOCH_TIME, call.time.seconds().to_string());
    c.set(keys::REQUESTED_REGION, &*call.region);
    c.set(keys::SECURE_TRANSPORT, truth(call.origin.secure));
    c.set(keys::VIA_AWS_SERVICE, truth(!call.origin.via.is_empty()));
    if !call.origin.user_agent.is_empty() {
        c.set(keys::USER_AGENT, &call.origin.user_agent);
    }
    // A service that calls with its caller's credentials is seen, its own address is not.
    if let (Some(first), Some(last)) = (call.origin.via.first(), call.origin.via.last()) {
        c.set(keys::CALLED_VIA_FIRST, first);
        c.set(keys::CALLED_VIA_LAST, last);
        c.set_many(keys::CALLED_VIA, call.origin.via.iter().cloned());
    } else if let Some(ip) = call.origin.ip {
        // Who comes by an endpoint has no public address, and who comes by none no private one.
        // https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html#condition-keys-sourceip
        if let Via::Endpoint { vpc, endpoint } = &call.origin.gate {
            c.set(keys::SOURCE_VPC, &**vpc);
            c.set(keys::SOURCE_VPCE, &**endpoint);
            c.set(keys::VPC_SOURCE_IP, ip.to_string());
        } else {
            c.set(keys::SOURCE_IP, ip.to_string());
        }
    }
    if let Some(session) = &call.caller.session {
        c.set(keys::TOKEN_ISSUE_TIME, session.issued.rfc3339());
        c.set(keys::MULTI_FACTOR_AUTH_PRESENT, truth(session.mfa.is_some()));
        if let Some(given) = session.mfa {
            c.set(keys::MULTI_FACTOR_AUTH_AGE, call.time.since(given).as_secs().to_string());
        }
    }
    if let Some(input) = input {
        RequestTags::of(input).add_to(&mut c);
    }
    c.extend(&touch.context);
    c.extend(&facts.context);
    if let Some(arn) = Arn::parse(arn).filter(|arn| !arn.account.is_empty()) {
        c.set(keys::RESOURCE_ACCOUNT, arn.account);
    }
    for (key, value) in &facts.tags {
        c.set(keys::resource_tag(key), value);
    }
    c
}

fn truth(value: bool) -> &'static str {
    if value { "true" } else { "false" }
}

/// The text of a refusal. STS says of roles only that they may not be assumed: why is nobody's business but the
/// owner's. <https://docs.aws.amazon.com/IAM/latest/UserGuide/troubleshoot_roles.html>
fn text(op: &'static Operation, decision: &policy::Decision<'_>, request: &Request<'_>) -> String {
    if op.service.name != "sts" || !request.resource.contains(":role/") {
        return decision.message(request);
    }
    match request.principal {
        Principal::Federated { .. } | Principal::Anonymous => {
            format!("Not authorized to perform {}", request.action)
        }
        principal => format!(
            "User: {} is not authorized to perform: {} on resource: {}",
            principal.display(),
            request.action,
            request.resource
        ),
    }
}

/// The statement that decided, as a person would name it.
fn statement(decision: &policy::Decision<'_>) -> String {
    decision.deciding.map_or_else(String::new, |s| {
        let sid =
            s.sid().map_or_else(|| format!("statement {}", s.index + 1), |sid| format!("statement {sid}"));
        format!("{}, {sid}", s.attached.origin)
    })
}

/// The whole chain, for `maquette why`. It is worked out for refusals only.
fn evidence(request: &Request<'_>, policies: &Policies<'_>) -> Option<serde_json::Value> {
    serde_json::to_value(policy::explain(request, policies)).ok()
}

/// Each family of services has its own code for the same refusal.
fn refusal(op: &'static Operation, message: String) -> Error {
    use wire::schema::Dialect;
    match (op.service.dialect, op.service.name) {
        (Dialect::Ec2, _) => Error::new("UnauthorizedOperation", message).status(403),
        (_, "sns") => {
            Error::new("AuthorizationError", message).shape("AuthorizationErrorException").status(403)
        }
        (Dialect::CoralQuery | Dialect::Iam | Dialect::S3, _) => {
            Error::new("AccessDenied", message).status(403)
        }
        (Dialect::Sqs, _) => Error::new("AccessDenied", message).shape("AccessDeniedException").status(403),
        _ => Error::new("AccessDeniedException", message),
    }
}

/// The tags in a request, whatever the operation calls them: `aws:RequestTag/...` and `aws:TagKeys`.
struct RequestTags {
    pairs: Vec<(String, String)>,
    keys: Vec<String>,
}

impl RequestTags {
    fn of(input: &dyn Structure) -> Self {
        let mut tags = Self { pairs: Vec::new(), keys: Vec::new() };
        for (i, m) in input.schema().members.iter().enumerate() {
            let lists_tags = matches!(m.name, "Tags" | "tags" | "TagList");
            if !lists_tags && !matches!(m.name, "TagKeys" | "tagKeys") {
                continue;
            }
            let Some(value) = input.get(i).filter(|v| v.present()) else { continue };
            let value = wire::view::shape_to_json(m, value);
            if lists_tags { tags.read(&value) } else { tags.read_keys(&value) }
        }
        tags
    }
    fn read(&mut self, value: &Document) {
        let text =
            |v: &Document, names: [&str; 2]| names.iter().find_map(|n| v.get(n)?.as_str().map(str::to_owned));
        match value {
            Document::Object(map) => {
                self.pairs.extend(map.iter().filter_map(|(k, v)| Some((k.clone(), v.as_str()?.to_owned()))));
            }
            Document::Array(items) => self.pairs.extend(items.iter().filter_map(|item| {
                Some((text(item, ["Key", "key"])?, text(item, ["Value", "value"]).unwrap_or_default()))
            })),
            _ => {}
        }
        self.keys.extend(self.pairs.iter().map(|(key, _)| key.clone()));
    }
    fn read_keys(&mut self, value: &Document) {
        self.keys
            .extend(value.as_array().into_iter().flatten().filter_map(|k| k.as_str().map(str::to_owned)));
    }
    fn add_to(&self, context: &mut Context) {
        for (key, value) in &self.pairs {
            context.set(keys::request_tag(key), value);
        }
        if !self.keys.is_empty() {
            context.set_many(keys::TAG_KEYS, self.keys.iter().cloned());
        }
    }
}
