//! One statement against one request, part by part.

use super::Mismatch;
use crate::attached::Layer;
use crate::condition::Condition;
use crate::context::Context;
use crate::decide::{Asked, Request};
use crate::glob::{Pattern, Variable};
use crate::principal::PrincipalElement;
use crate::statement::{Listed, Statement};

/// The parts that do not agree. Where the action is another, the rest is not looked at.
pub(crate) fn mismatches(statement: &Statement, layer: Layer, asked: Asked<'_>) -> Vec<Mismatch> {
    let Asked { request, action, bounded } = asked;
    if !statement.speaks_of_action(action) {
        return vec![Mismatch::Action {
            listed: statement.actions.items().iter().map(|pattern| pattern.text.to_string()).collect(),
            requested: request.action.to_owned(),
            excepted: matches!(statement.actions, Listed::Except(_)),
        }];
    }
    let Request { principal, resource, context, .. } = *request;
    let mut found = Vec::new();
    if statement.speaks_of_principal(principal, layer, bounded).is_none() {
        let (listed, excepted) = match &statement.principal {
            PrincipalElement::Absent => (Vec::new(), false),
            PrincipalElement::Only(set) => (set.list(), false),
            PrincipalElement::Except(set) => (set.list(), true),
        };
        found.push(Mismatch::Principal { listed, requested: principal.display().into_owned(), excepted });
    }
    if !statement.speaks_of_resource(resource, context) {
        found.push(other_resource(statement, resource, context));
    }
    let failing = statement.conditions.iter().filter(|condition| !condition.holds(context));
    found.extend(failing.map(|condition| unmet(condition, context)));
    found
}

fn other_resource(statement: &Statement, resource: &str, context: &Context) -> Mismatch {
    let patterns = statement.resources.items();
    Mismatch::Resource {
        listed: patterns.iter().map(|pattern| pattern.resolved(context)).collect(),
        requested: resource.to_owned(),
        excepted: matches!(statement.resources, Listed::Except(_)),
        unresolved: unresolved(patterns.iter().flat_map(Pattern::variables), context),
    }
}

fn unmet(condition: &Condition, context: &Context) -> Mismatch {
    Mismatch::Condition {
        operator: condition.operator.to_string(),
        key: condition.key.as_str().to_owned(),
        listed: condition.values(context),
        requested: context.get(&condition.key).map(<[String]>::to_vec),
        unresolved: unresolved(condition.variables(), context),
    }
}

fn unresolved<'a>(variables: impl Iterator<Item = &'a Variable>, context: &Context) -> Vec<String> {
    let missing = variables.filter(|variable| variable.is_unresolved(context));
    let mut names: Vec<String> = missing.map(|variable| variable.key.as_str().to_owned()).collect();
    names.dedup();
    names
}
