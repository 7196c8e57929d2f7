//! The decision: what the caller's side allows, what the resource's side allows, and the words of a refusal.

use crate::call::Call;
use crate::door::Door;
use crate::route::{ResourceFacts, Touch};
use crate::track::Decided;
use policy::arn::Arn;
use policy::{Attached, Context, KeyName, Origin, Policies, Principal, Request, decide};
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
        let tags = RequestTags::of(input);
        self.decide_with(call, op.action, touch, Some(&tags), op).map(Some)
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

    fn decide_with(
        &self,
        call: &Call,
        action: &str,
        touch: &Touch,
        tags: Option<&RequestTags>,
        op: &'static Operation,
    ) -> Result<Decided, (Decided, Error)> {
        let grants = self.identities.as_ref().map(|i| i.grants(&call.caller.principal)).unwrap_or_default();
        let base = context(call, touch, tags);
        let mut by = String::new();
        for arn in &touch.resources {
            let facts = self.facts(action, arn).unwrap_or_default();
            let context = with_resource(&base, arn, &facts);
            let resource_policy =
                facts.policy.map(|policy| Attached { origin: Origin::Resource { arn: arn.clone() }, policy });
            let policies = Policies {
                identity: &grants.identity,
                boundary: grants.boundary.as_ref(),
                session: call.caller.session.as_ref().and_then(|s| s.policies.as_deref()),
                resource: resource_policy.as_ref(),
                service_control: &grants.service_control,
                ..Policies::default()
            };
            let request = Request {
                resource_policy_required: facts.policy_decides,
                ..Request::new(&call.caller.principal, action, arn, &context)
            };
            let decision = decide(&request, &policies);
            if !decision.allowed {
                let evidence = evidence(&request, &policies);
                let called = Request { resource: touch.called.as_deref().unwrap_or(arn), ..request };
                let error = refusal(op, text(op, &decision, &called));
                return Err((Decided { allowed: false, by: statement(&decision), evidence }, error));
            }
            by = statement(&decision);
        }
        Ok(Decided { allowed: true, by, evidence: None })
    }

    /// What the owner of a resource says of it.
    pub(crate) fn facts(&self, action: &str, arn: &str) -> Option<ResourceFacts> {
        let service = arn.split(':').nth(2)?;
        self.hosts.get(service)?.facts(action, arn)
    }
}

/// The global condition keys of a request, the caller's own and the service's.
/// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html
fn context(call: &Call, touch: &Touch, tags: Option<&RequestTags>) -> Context {
    let mut c = call.caller.context.clone();
    let mut set = |key: &'static str, value: &str| c.set(KeyName::of(key), value);
    set("aws:CurrentTime", &call.time.rfc3339());
    set("aws:EpochTime", &call.time.seconds().to_string());
    set("aws:RequestedRegion", &call.region);
    set("aws:SecureTransport", if call.origin.secure { "true" } else { "false" });
    if !call.origin.user_agent.is_empty() {
        set("aws:UserAgent", &call.origin.user_agent);
    }
    if !call.caller.user_id.is_empty() {
        set("aws:userid", &call.caller.user_id);
    }
    set("aws:ViaAWSService", if call.origin.via.is_empty() { "false" } else { "true" });
    match &call.caller.principal {
        Principal::Service { name } => {
            set("aws:PrincipalServiceName", name);
            set("aws:PrincipalIsAWSService", "true");
        }
        Principal::Anonymous | Principal::Federated { .. } => set("aws:PrincipalIsAWSService", "false"),
        principal => {
            set("aws:PrincipalIsAWSService", "false");
            set("aws:PrincipalAccount", call.account());
            set("aws:PrincipalArn", principal_arn(principal).as_ref());
            set("aws:PrincipalType", principal_type(principal));
        }
    }
    // A service that calls with its caller's credentials is seen, its own address is not.
    if let (Some(first), Some(last)) = (call.origin.via.first(), call.origin.via.last()) {
        c.set(KeyName::of("aws:CalledViaFirst"), first);
        c.set(KeyName::of("aws:CalledViaLast"), last);
        c.set_many(KeyName::of("aws:CalledVia"), call.origin.via.iter().cloned());
    } else if let Some(ip) = call.origin.ip {
        c.set(KeyName::of("aws:SourceIp"), ip.to_string());
    }
    if let Some(session) = &call.caller.session {
        c.set(KeyName::of("aws:TokenIssueTime"), session.issued.rfc3339());
        c.set(
            KeyName::of("aws:MultiFactorAuthPresent"),
            if session.mfa.is_some() { "true" } else { "false" },
        );
        if let Some(given) = session.mfa {
            let age = call.time.since(given).as_secs().to_string();
            c.set(KeyName::of("aws:MultiFactorAuthAge"), age);
        }
    }
    if let Some(tags) = tags {
        tags.add_to(&mut c);
    }
    for (key, values) in touch.context.iter() {
        c.set_many(KeyName::new(key), values.iter().cloned());
    }
    c
}

fn with_resource(base: &Context, arn: &str, facts: &ResourceFacts) -> Context {
    let mut context = base.clone();
    if let Some(arn) = Arn::parse(arn).filter(|arn| !arn.account.is_empty()) {
        context.set(KeyName::of("aws:ResourceAccount"), arn.account);
    }
    for (key, value) in &facts.tags {
        context.set(KeyName::new(&format!("aws:ResourceTag/{key}")), value);
    }
    context
}

/// The ARN that policies know a principal by: a session is its role.
fn principal_arn(principal: &Principal) -> std::borrow::Cow<'_, str> {
    match principal {
        Principal::RoleSession { role_arn, .. } => role_arn.into(),
        other => other.display(),
    }
}

fn principal_type(principal: &Principal) -> &'static str {
    match principal {
        Principal::Root { .. } => "Account",
        Principal::User { .. } => "User",
        Principal::FederatedUser { .. } => "FederatedUser",
        Principal::RoleSession { .. } => "AssumedRole",
        _ => "Anonymous",
    }
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
            context.set(KeyName::new(&format!("aws:RequestTag/{key}")), value);
        }
        if !self.keys.is_empty() {
            context.set_many(KeyName::of("aws:TagKeys"), self.keys.iter().cloned());
        }
    }
}
