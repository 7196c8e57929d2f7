//! What IAM's policy simulator tells of a request: the same decision as [`decide`], with the statements that made it,
//! by their places in their documents, and the context keys that nobody gave.
//! <https://docs.aws.amazon.com/IAM/latest/APIReference/API_EvaluationResult.html>

use serde::Serialize;

use crate::attached::{Layer, Origin, Policies};
use crate::context::KeyName;
use crate::decide::{Asked, Request, decide};
use crate::document::Effect;
use crate::explain::{considered, mismatches};
use crate::policy::Policy;
use crate::reason::Reason;
use crate::statement::{Action, Statement};

/// The three answers of the simulator.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub enum EvalDecision {
    /// `allowed`
    Allowed,
    /// `explicitDeny`
    ExplicitDeny,
    /// `implicitDeny`
    ImplicitDeny,
}

impl EvalDecision {
    /// The name on the wire.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Allowed => "allowed",
            Self::ExplicitDeny => "explicitDeny",
            Self::ImplicitDeny => "implicitDeny",
        }
    }
}

impl From<Reason> for EvalDecision {
    fn from(reason: Reason) -> Self {
        match reason {
            Reason::Allowed => Self::Allowed,
            Reason::ExplicitDeny(_) => Self::ExplicitDeny,
            Reason::ImplicitDeny(_) => Self::ImplicitDeny,
        }
    }
}

/// A place in a document, both counted from one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "PascalCase")]
pub struct Position {
    /// The line.
    pub line: usize,
    /// The column.
    pub column: usize,
}

/// A statement that made the decision.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "PascalCase")]
pub struct MatchedStatement {
    /// The policy's name, `PolicyInputList.1`, `role_NAME_POLICY` for inline policies, or `ResourcePolicy`.
    pub source_policy_id: String,
    /// `IAM Policy` or `Resource Policy`.
    pub source_policy_type: &'static str,
    /// Where it begins.
    pub start_position: Position,
    /// Where it ends.
    pub end_position: Position,
}

/// The result for one action on one resource.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Simulation {
    /// The decision.
    pub decision: EvalDecision,
    /// The statements that deny, or if none does, those that allow.
    pub matched: Vec<MatchedStatement>,
    /// Keys that statements about this action ask for and the context lacks, sorted.
    pub missing_context_values: Vec<String>,
    /// Across accounts: what each side says, by `IAM Policy` and `Resource Policy`.
    pub details: Vec<(&'static str, EvalDecision)>,
    /// Whether the control policies of the organization allow it.
    pub allowed_by_organizations: bool,
    /// Whether the permissions boundary allows it; `None` without one.
    pub allowed_by_boundary: Option<bool>,
}

const IAM: &str = "IAM Policy";
const RESOURCE: &str = "Resource Policy";

/// Simulates one request.
pub fn simulate(request: &Request<'_>, policies: &Policies<'_>) -> Simulation {
    let applying = applying(request, policies);
    let said = |wanted: &dyn Fn(Layer) -> bool| {
        let effects = applying.iter().filter(|found| wanted(found.layer)).map(|found| found.effect);
        match effects.max_by_key(|effect| *effect == Effect::Deny) {
            Some(Effect::Deny) => EvalDecision::ExplicitDeny,
            Some(Effect::Allow) => EvalDecision::Allowed,
            None => EvalDecision::ImplicitDeny,
        }
    };
    let reason = decide(request, policies).reason;
    let decision = EvalDecision::from(reason);
    let effect = if decision == EvalDecision::ExplicitDeny { Effect::Deny } else { Effect::Allow };
    let shown = |found: &&Applying| {
        let grants = matches!(found.layer, Layer::Identity | Layer::Resource | Layer::Trust);
        found.effect == effect && (grants || effect == Effect::Deny) && decision != EvalDecision::ImplicitDeny
    };
    let is_of_resource = |layer| matches!(layer, Layer::Resource | Layer::Trust);
    let details = if request.is_within_account() {
        Vec::new()
    } else {
        vec![(IAM, said(&|layer| layer == Layer::Identity)), (RESOURCE, said(&is_of_resource))]
    };
    let limited_by = |layers: [Layer; 2]| matches!(reason, Reason::ExplicitDeny(by) | Reason::ImplicitDeny(by) if layers.contains(&by));
    Simulation {
        decision,
        matched: applying.iter().filter(shown).map(|found| found.matched.clone()).collect(),
        missing_context_values: missing_context_values(request, policies),
        details,
        allowed_by_organizations: !limited_by([Layer::ServiceControl, Layer::ResourceControl]),
        allowed_by_boundary: policies
            .boundary
            .map(|_| said(&|layer| layer == Layer::Boundary) == EvalDecision::Allowed),
    }
}

/// A statement that speaks of the request.
struct Applying {
    layer: Layer,
    effect: Effect,
    matched: MatchedStatement,
}

fn applying(request: &Request<'_>, policies: &Policies<'_>) -> Vec<Applying> {
    let asked = Asked::new(request, policies);
    let mut found = Vec::new();
    for (layer, _, attached) in considered(request, policies) {
        for (index, statement) in attached.policy.candidates(asked.action) {
            if !mismatches(statement, layer, asked).is_empty() {
                continue;
            }
            let (start_position, end_position) = attached.policy.positions(index);
            let is_of_resource = matches!(layer, Layer::Resource | Layer::Trust);
            found.push(Applying {
                layer,
                effect: statement.effect,
                matched: MatchedStatement {
                    source_policy_id: source_policy_id(&attached.origin),
                    source_policy_type: if is_of_resource { RESOURCE } else { IAM },
                    start_position,
                    end_position,
                },
            });
        }
    }
    found
}

fn source_policy_id(origin: &Origin) -> String {
    match origin {
        Origin::Managed { arn } => arn.rsplit('/').next().unwrap_or(arn).to_owned(),
        Origin::Inline { holder, holder_name, name } => {
            format!("{}_{holder_name}_{name}", holder.as_str())
        }
        Origin::Resource { .. } => "ResourcePolicy".to_owned(),
        Origin::Session | Origin::Endpoint { .. } => origin.to_string(),
        Origin::Input { name } => name.clone(),
    }
}

fn missing_context_values(request: &Request<'_>, policies: &Policies<'_>) -> Vec<String> {
    let action = Action::new(request.action);
    let mut keys: Vec<&KeyName> = Vec::new();
    for (_, _, attached) in considered(request, policies) {
        let statements = attached.policy.candidates(action).map(|(_, statement)| statement);
        for statement in statements.filter(|statement| statement.speaks_of_action(action)) {
            keys.extend(statement.keys().filter(|key| !request.context.contains(key)));
        }
    }
    names(keys)
}

impl Policy {
    /// Every context key that conditions and variables of the policy ask for, sorted: what GetContextKeysForCustomPolicy
    /// answers.
    pub fn context_keys(&self) -> Vec<String> {
        names(self.statements.iter().flat_map(Statement::keys).collect())
    }

    /// Where a statement begins and ends, as the simulator counts: it begins where what stands before it ended (the
    /// opening bracket, or the statement before), and ends after its last brace.
    pub(crate) fn positions(&self, index: usize) -> (Position, Position) {
        let end_of = |index: usize| self.statements.get(index).map_or(0, |statement| statement.span.end);
        let start = index.checked_sub(1).map_or(self.statements_open, end_of);
        (self.position(start), self.position(end_of(index)))
    }

    fn position(&self, offset: usize) -> Position {
        let before = self.text().get(..offset).unwrap_or_default();
        let line = before.rsplit('\n').next().unwrap_or_default();
        Position { line: before.matches('\n').count() + 1, column: line.chars().count() + 1 }
    }
}

/// The keys' names, each once whatever its case.
fn names(mut keys: Vec<&KeyName>) -> Vec<String> {
    keys.sort_by_key(|key| key.as_str().to_ascii_lowercase());
    keys.dedup();
    keys.into_iter().map(|key| key.as_str().to_owned()).collect()
}
