//! The smallest change that would let a denied request pass.
//!
//! Explicit denies are amended so that they spare this caller; what lacks an allow gets a statement for just this
//! action on just this resource. What to grant is found by supposing it granted and weighing again.

use serde::Serialize;
use serde_json::{Map, Value, json};

use super::{Place, considered, examine};
use crate::arn::Arn;
use crate::attached::{Layer, Origin, Policies};
use crate::context::KeyName;
use crate::decide::{Asked, Denies, Findings, Grant, Request, StatementRef};
use crate::document::Effect;
use crate::keys;
use crate::principal::{Closeness, Principal};

/// One change.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Fix {
    /// The kind of policy to change.
    pub layer: Layer,
    /// For control policies: the level of the organization, counted from its root.
    pub level: Option<usize>,
    /// Whose policy it is: the ARN of the principal, of the resource, or of the policy.
    pub target: String,
    /// What to do.
    pub change: Change,
    /// The statement, as JSON ready to paste.
    pub statement: String,
}

/// What to do with a [`Fix`]'s statement.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(tag = "kind", rename_all = "kebab-case")]
pub enum Change {
    /// Add it, to a new policy or to one of those that are there.
    Add,
    /// Put it in place of this one, which denies.
    Replace(Place),
    /// This one denies and cannot be made to spare the caller: take it away. The statement is the one that denies.
    Remove(Place),
}

/// All changes that are needed together.
pub(super) fn smallest(request: &Request<'_>, policies: &Policies<'_>) -> Vec<Fix> {
    let mut fixes = spared(request, policies);
    let Ok(mut findings) = Findings::gather(request, policies, Denies::Ignore) else { return fixes };
    // Every turn grants one layer, so there are at most as many turns as layers.
    for _ in 0..8 {
        let Err(layer) = findings.weigh(request) else { break };
        grant(request, policies, &mut findings, layer, &mut fixes);
    }
    fixes
}

/// For every statement that denies: the same statement without this caller.
fn spared(request: &Request<'_>, policies: &Policies<'_>) -> Vec<Fix> {
    let asked = Asked::new(request, policies);
    let mut fixes = Vec::new();
    for (layer, level, attached) in considered(request, policies) {
        for (index, statement) in attached.policy.statements.iter().enumerate() {
            if statement.effect == Effect::Allow || !examine::mismatches(statement, layer, asked).is_empty() {
                continue;
            }
            let written = attached.policy.text().get(statement.span.clone()).unwrap_or_default();
            let place = Place::from(StatementRef { layer, attached, index });
            let target = attached.origin.to_string();
            let (change, statement) = match without_caller(written, request) {
                Some(amended) => (Change::Replace(place), amended),
                None => (Change::Remove(place), written.to_owned()),
            };
            fixes.push(Fix { layer, level, target, change, statement });
        }
    }
    fixes
}

/// The statement with a condition that excepts the caller; `None` where no key of the request tells the caller.
fn without_caller(written: &str, request: &Request<'_>) -> Option<String> {
    let (operator, key) = match request.principal {
        Principal::Service { .. } => ("StringNotEquals", &keys::PRINCIPAL_SERVICE_NAME),
        _ => ("ArnNotEquals", &keys::PRINCIPAL_ARN),
    };
    let caller = request.context.single(key)?;
    let mut statement: Map<String, Value> = serde_json::from_str(written).ok()?;
    let conditions = statement.entry("Condition").or_insert_with(|| json!({})).as_object_mut()?;
    let lines = conditions.entry(operator).or_insert_with(|| json!({})).as_object_mut()?;
    let known = lines.keys().find(|known| KeyName::new(known) == *key).cloned();
    let values = lines.entry(known.unwrap_or_else(|| key.as_str().to_owned())).or_insert_with(|| json!([]));
    if !values.is_array() {
        *values = json!([values.take()]);
    }
    values.as_array_mut()?.push(caller.into());
    Some(render(&Value::Object(statement)))
}

/// Supposes that the layer allows, and says what would make it so.
fn grant(
    request: &Request<'_>,
    policies: &Policies<'_>,
    findings: &mut Findings<'_>,
    layer: Layer,
    fixes: &mut Vec<Fix>,
) {
    let mut add = |level, target: String, statement: Value| {
        fixes.push(Fix { layer, level, target, change: Change::Add, statement: render(&statement) });
    };
    let statement =
        || json!({"Effect": "Allow", "Action": request.action, "Resource": literal(request.resource)});
    let supposed = |closeness| Some(Grant { statement: None, closeness });
    match layer {
        Layer::ServiceControl => {
            for level in std::mem::take(&mut findings.service_control) {
                add(Some(level), level_target(policies.service_control, level), statement());
            }
        }
        Layer::ResourceControl => {
            // "The effect of Allow is only supported for the RCPFullAWSAccess policy."
            for level in std::mem::take(&mut findings.resource_control) {
                let all = json!({"Effect": "Allow", "Principal": "*", "Action": "*", "Resource": "*"});
                add(Some(level), level_target(policies.resource_control, level), all);
            }
        }
        Layer::Endpoint => {
            findings.endpoint = true;
            add(None, target(policies.endpoint.map(|attached| &attached.origin)), for_caller(request));
        }
        Layer::Resource | Layer::Trust => {
            findings.resource = supposed(closeness_of_proposal(request.principal));
            let mut statement = for_caller(request);
            if layer == Layer::Trust {
                // A trust policy has no resource: it is the role's own.
                statement.as_object_mut().map(|members| members.shift_remove("Resource"));
            }
            add(None, request.resource.to_owned(), statement);
        }
        Layer::Identity => {
            findings.identity = supposed(Closeness::Itself);
            add(None, holder(request.principal), statement());
        }
        Layer::Boundary => {
            findings.boundary = true;
            add(None, target(policies.boundary.map(|attached| &attached.origin)), statement());
        }
        Layer::Session => {
            findings.session = true;
            add(None, request.principal.display().into_owned(), statement());
        }
    }
}

fn target(origin: Option<&Origin>) -> String {
    origin.map(Origin::to_string).unwrap_or_default()
}

/// The first policy of the level, or the level itself where none is attached.
fn level_target(levels: &[Vec<crate::attached::Attached>], level: usize) -> String {
    let first = levels.get(level).and_then(|list| list.first());
    first.map_or_else(|| format!("level {level} of the organization"), |attached| attached.origin.to_string())
}

/// Whose identity policies decide: the role rather than its session.
fn holder(principal: &Principal) -> String {
    match principal {
        Principal::RoleSession { role_arn, .. } => role_arn.clone(),
        Principal::FederatedUser { issuer_arn, .. } => issuer_arn.clone(),
        other => other.display().into_owned(),
    }
}

/// How closely the statement of [`for_caller`] names the caller.
fn closeness_of_proposal(principal: &Principal) -> Closeness {
    match principal {
        Principal::RoleSession { .. } => Closeness::Issuer,
        Principal::Root { .. } => Closeness::Account,
        _ => Closeness::Itself,
    }
}

/// A statement of a resource's policy for the caller; for a service, on behalf of the one resource that it named.
fn for_caller(request: &Request<'_>) -> Value {
    let principal = match request.principal {
        Principal::Service { name } => json!({"Service": name}),
        Principal::Federated { provider } => json!({"Federated": provider}),
        Principal::Anonymous => json!("*"),
        Principal::RoleSession { role_arn, .. } => json!({"AWS": role_arn}),
        Principal::Root { .. } | Principal::User { .. } | Principal::FederatedUser { .. } => {
            json!({"AWS": request.principal.display()})
        }
    };
    let mut statement = json!({
        "Effect": "Allow", "Principal": principal, "Action": request.action, "Resource": literal(request.resource),
    });
    if let Some(condition) = confused_deputy_guard(request) {
        statement["Condition"] = condition;
    }
    statement
}

/// Services act for anyone: AWS asks to name the source that they may act for.
/// <https://docs.aws.amazon.com/IAM/latest/UserGuide/confused-deputy.html>
fn confused_deputy_guard(request: &Request<'_>) -> Option<Value> {
    if !matches!(request.principal, Principal::Service { .. }) {
        return None;
    }
    let source = |key| request.context.single(key);
    match (source(&keys::SOURCE_ARN), source(&keys::SOURCE_ACCOUNT)) {
        (Some(arn), _) if Arn::parse(arn).is_some() => {
            Some(json!({"ArnEquals": {keys::SOURCE_ARN.as_str(): literal(arn)}}))
        }
        (_, Some(account)) => Some(json!({"StringEquals": {keys::SOURCE_ACCOUNT.as_str(): account}})),
        _ => None,
    }
}

/// The text as a pattern that matches it: what looks like a variable must not be one. Wildcards match themselves.
fn literal(text: &str) -> String {
    text.replace("${", "${$}{")
}

fn render(statement: &Value) -> String {
    serde_json::to_string_pretty(statement).unwrap_or_default()
}
