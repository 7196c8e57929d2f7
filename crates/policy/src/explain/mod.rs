//! Why: every policy that was considered, how near each of its statements came, and the smallest mend.
//!
//! [`explain`] asks the same statements the same questions as [`decide`], but all of them and to the end. What it
//! proposes is found by supposing: grant what is missing, weigh again, until nothing is missing. So a proposal that is
//! followed makes the request succeed, which a property test holds it to.

mod examine;
mod fix;

use std::fmt;

use serde::Serialize;

pub(crate) use examine::mismatches;
pub use fix::{Change, Fix};

use crate::attached::{Attached, Layer, Origin, Policies};
use crate::decide::{Asked, Limits, Request, StatementRef, decide};
use crate::document::Effect;
use crate::reason::Reason;

/// The whole story of one decision.
#[derive(Clone, Debug, Serialize)]
pub struct Explanation {
    /// Whether the request was allowed.
    pub allowed: bool,
    /// Why.
    pub reason: Reason,
    /// AWS's message, where the request was denied.
    pub message: Option<String>,
    /// The statement that decided.
    pub deciding: Option<Place>,
    /// Every policy that was considered, in the order of evaluation.
    pub policies: Vec<PolicyReport>,
    /// What to change so that the request is allowed, where it was denied: all of these together.
    pub smallest_fix: Vec<Fix>,
}

/// A statement, by where it stands.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Place {
    /// The kind of policy.
    pub layer: Layer,
    /// The policy.
    pub origin: Origin,
    /// The statement's place in it, counted from nought.
    pub index: usize,
    /// Its `Sid`.
    pub sid: Option<String>,
}

impl From<StatementRef<'_>> for Place {
    fn from(statement: StatementRef<'_>) -> Self {
        let StatementRef { layer, attached, index } = statement;
        Self { layer, origin: attached.origin.clone(), index, sid: statement.sid().map(str::to_owned) }
    }
}

/// What one policy said.
#[derive(Clone, Debug, Serialize)]
pub struct PolicyReport {
    /// The kind of policy.
    pub layer: Layer,
    /// For control policies: the level of the organization, counted from its root.
    pub level: Option<usize>,
    /// The policy.
    pub origin: Origin,
    /// Its statements in their order.
    pub statements: Vec<StatementReport>,
}

/// What one statement said.
#[derive(Clone, Debug, Serialize)]
pub struct StatementReport {
    /// Its place in the policy, counted from nought.
    pub index: usize,
    /// Its `Sid`.
    pub sid: Option<String>,
    /// Whether it allows or denies.
    pub effect: Effect,
    /// Whether it speaks of the request.
    pub applies: bool,
    /// How near it came: 4 where it applies, less one for every part that does not agree; 0 where its actions are others.
    pub nearness: u8,
    /// The parts that do not agree, in the order action, principal, resource, conditions.
    pub mismatches: Vec<Mismatch>,
}

/// A part of a statement that does not agree with the request.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(tag = "part", rename_all = "kebab-case")]
pub enum Mismatch {
    /// `Action`, or `NotAction` where `excepted`.
    Action {
        /// The statement's list.
        listed: Vec<String>,
        /// What was asked.
        requested: String,
        /// The list says what is not meant.
        excepted: bool,
    },
    /// `Principal`, or `NotPrincipal` where `excepted`.
    Principal {
        /// The statement's list; empty where the statement has no such element.
        listed: Vec<String>,
        /// Who asked.
        requested: String,
        /// The list says who is not meant.
        excepted: bool,
    },
    /// `Resource`, or `NotResource` where `excepted`.
    Resource {
        /// The statement's list, with the values of variables.
        listed: Vec<String>,
        /// What was asked.
        requested: String,
        /// The list says what is not meant.
        excepted: bool,
        /// Variables without a value in this request: what uses them matches nothing.
        unresolved: Vec<String>,
    },
    /// One line of `Condition`.
    Condition {
        /// `ArnEquals`
        operator: String,
        /// `aws:SourceArn`
        key: String,
        /// The statement's values, with the values of variables.
        listed: Vec<String>,
        /// The request's values; `None` where it has no such key.
        requested: Option<Vec<String>>,
        /// Variables without a value in this request: what uses them matches nothing.
        unresolved: Vec<String>,
    },
}

impl fmt::Display for Mismatch {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (part, listed, requested, excepted, unresolved): (_, _, _, _, &[String]) = match self {
            Self::Action { listed, requested, excepted } => ("Action", listed, requested, excepted, &[]),
            Self::Principal { listed, requested, excepted } => {
                ("Principal", listed, requested, excepted, &[])
            }
            Self::Resource { listed, requested, excepted, unresolved } => {
                ("Resource", listed, requested, excepted, unresolved)
            }
            Self::Condition { operator, key, listed, requested, unresolved } => {
                write!(f, "Condition {operator} {key} wants {}; the request has ", some_of(listed))?;
                match requested {
                    Some(values) => write!(f, "{}", some_of(values))?,
                    None => f.write_str("no such key")?,
                }
                return write_unresolved(f, unresolved);
            }
        };
        let not = if *excepted { "Not" } else { "" };
        write!(f, "{not}{part} is {}; the request has {requested}", some_of(listed))?;
        write_unresolved(f, unresolved)
    }
}

fn write_unresolved(f: &mut fmt::Formatter<'_>, unresolved: &[String]) -> fmt::Result {
    if unresolved.is_empty() { Ok(()) } else { write!(f, ", and nothing for {}", some_of(unresolved)) }
}

/// The first three of a list, and how many more there are.
fn some_of(list: &[String]) -> String {
    match list.len() {
        0 => "nothing".to_owned(),
        1..=3 => list.join(", "),
        more => format!("{} and {} more", list[..3].join(", "), more - 3),
    }
}

/// Tells why a request is allowed or denied under these policies.
pub fn explain(request: &Request<'_>, policies: &Policies<'_>) -> Explanation {
    let decision = decide(request, policies);
    let asked = Asked::new(request, policies);
    let considered = considered(request, policies).into_iter();
    let reports = considered.map(|(layer, level, attached)| report(asked, layer, level, attached)).collect();
    Explanation {
        allowed: decision.allowed,
        reason: decision.reason,
        message: (!decision.allowed).then(|| decision.message(request)),
        deciding: decision.deciding.map(Place::from),
        policies: reports,
        smallest_fix: if decision.allowed { Vec::new() } else { fix::smallest(request, policies) },
    }
}

/// Every policy that takes part, with its layer and, for control policies, its level.
pub(crate) fn considered<'a>(
    request: &Request<'_>,
    policies: &Policies<'a>,
) -> Vec<(Layer, Option<usize>, &'a Attached)> {
    let limits = Limits::of(request.principal);
    let mut all = Vec::new();
    for (layer, levels, holds) in [
        (Layer::ResourceControl, policies.resource_control, limits.resource_control),
        (Layer::ServiceControl, policies.service_control, limits.service_control),
    ] {
        let levels = if holds { levels } else { &[] };
        for (level, list) in levels.iter().enumerate() {
            all.extend(list.iter().map(|attached| (layer, Some(level), attached)));
        }
    }
    all.extend(policies.endpoint.map(|attached| (Layer::Endpoint, None, attached)));
    all.extend(policies.resource.map(|attached| (request.resource_layer(), None, attached)));
    all.extend(policies.identity.iter().map(|attached| (Layer::Identity, None, attached)));
    all.extend(policies.boundary.map(|attached| (Layer::Boundary, None, attached)));
    let session = policies.session.unwrap_or_default();
    all.extend(session.iter().map(|attached| (Layer::Session, None, attached)));
    all
}

fn report(asked: Asked<'_>, layer: Layer, level: Option<usize>, attached: &Attached) -> PolicyReport {
    let statements = attached.policy.statements.iter().enumerate().map(|(index, statement)| {
        let mismatches = mismatches(statement, layer, asked);
        let other_action = matches!(mismatches.first(), Some(Mismatch::Action { .. }));
        let parts = mismatches.iter().map(part_of).collect::<std::collections::BTreeSet<_>>().len();
        StatementReport {
            index,
            sid: statement.sid.clone(),
            effect: statement.effect,
            applies: mismatches.is_empty(),
            nearness: if other_action { 0 } else { 4_u8.saturating_sub(u8::try_from(parts).unwrap_or(4)) },
            mismatches,
        }
    });
    PolicyReport { layer, level, origin: attached.origin.clone(), statements: statements.collect() }
}

fn part_of(mismatch: &Mismatch) -> u8 {
    match mismatch {
        Mismatch::Action { .. } => 0,
        Mismatch::Principal { .. } => 1,
        Mismatch::Resource { .. } => 2,
        Mismatch::Condition { .. } => 3,
    }
}
