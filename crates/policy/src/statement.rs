//! One compiled statement: which requests it speaks about.

use std::ops::Range;

use crate::attached::Layer;
use crate::condition::{Condition, Operator};
use crate::context::{Context, KeyName, folded_hash};
use crate::document::{ConditionText, Effect, Principals, StatementText, Version};
use crate::glob::{Case, Pattern, Syntax};
use crate::principal::{Closeness, Principal, PrincipalElement, PrincipalSet};

/// A compiled statement of a policy.
#[derive(Clone, Debug)]
pub struct Statement {
    /// The `Sid`.
    pub sid: Option<String>,
    /// Whether it allows or denies.
    pub effect: Effect,
    /// Where the statement stands in the policy's text, in bytes.
    pub span: Range<usize>,
    pub(crate) principal: PrincipalElement,
    pub(crate) actions: Listed<ActionPattern>,
    pub(crate) resources: Listed<Pattern>,
    pub(crate) conditions: Box<[Condition]>,
}

/// A list that is either what is meant (`Action`) or what is not (`NotAction`).
#[derive(Clone, Debug)]
pub(crate) enum Listed<T> {
    /// Neither element: a trust policy has no resource.
    All,
    Only(Box<[T]>),
    Except(Box<[T]>),
}

impl<T> Listed<T> {
    pub(crate) fn matches(&self, matches: impl Fn(&T) -> bool) -> bool {
        match self {
            Self::All => true,
            Self::Only(list) => list.iter().any(matches),
            Self::Except(list) => !list.iter().any(matches),
        }
    }

    pub(crate) fn items(&self) -> &[T] {
        match self {
            Self::All => &[],
            Self::Only(list) | Self::Except(list) => list,
        }
    }

    fn new(only: Option<Vec<String>>, except: Option<Vec<String>>, compile: impl Fn(&str) -> T) -> Self {
        let compiled = |list: Vec<String>| list.iter().map(|text| compile(text)).collect();
        match (only, except) {
            (Some(list), _) => Self::Only(compiled(list)),
            (None, Some(list)) => Self::Except(compiled(list)),
            (None, None) => Self::All,
        }
    }
}

/// An action asked for: `sqs:SendMessage`, with its service's hash, so that most statements are passed over by one
/// comparison of numbers.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Action<'a> {
    pub(crate) whole: &'a str,
    hash: u64,
    service: &'a str,
    name: &'a str,
}

impl<'a> Action<'a> {
    pub(crate) fn new(whole: &'a str) -> Self {
        let (service, name) = whole.split_once(':').unwrap_or(("", whole));
        Self { whole, hash: folded_hash(service), service, name }
    }

    pub(crate) fn service_hash(&self) -> u64 {
        self.hash
    }
}

/// An action of a statement, which may hold wildcards.
#[derive(Clone, Debug)]
pub(crate) struct ActionPattern {
    pub(crate) text: Box<str>,
    shape: ActionShape,
}

#[derive(Clone, Debug)]
enum ActionShape {
    /// The service is literal, as it nearly always is.
    Of { hash: u64, service: Box<str>, name: Pattern },
    /// `*`, or a pattern over the whole action.
    Whole(Pattern),
}

impl ActionPattern {
    fn new(text: &str) -> Self {
        let syntax = Syntax { wildcards: true, variables: false, arn: false };
        let shape = match text.split_once(':') {
            Some((service, name)) if !service.contains(['*', '?']) => {
                let name = Pattern::new(name, syntax, Case::Folded);
                ActionShape::Of { hash: folded_hash(service), service: service.into(), name }
            }
            _ => ActionShape::Whole(Pattern::new(text, syntax, Case::Folded)),
        };
        Self { text: text.into(), shape }
    }

    pub(crate) fn matches(&self, action: Action<'_>) -> bool {
        match &self.shape {
            ActionShape::Of { hash, service, name } => {
                *hash == action.hash
                    && service.eq_ignore_ascii_case(action.service)
                    && name.matches_plain(action.name)
            }
            ActionShape::Whole(pattern) => pattern.matches_plain(action.whole),
        }
    }
}

impl Statement {
    pub(crate) fn compile(text: StatementText, version: Version) -> Self {
        let variables = version == Version::V2012;
        let resource = Syntax { wildcards: true, variables, arn: true };
        let effect = match text.effect.as_deref() {
            Some(effect) if effect.eq_ignore_ascii_case("Deny") => Effect::Deny,
            _ => Effect::Allow,
        };
        let condition = |line: ConditionText| {
            Some(Condition::new(Operator::parse(&line.operator)?, &line.key, line.values, variables))
        };
        Self {
            effect,
            span: text.span,
            principal: match (text.principal, text.not_principal) {
                (Some(principals), _) => PrincipalElement::Only(principal_set(principals)),
                (None, Some(principals)) => PrincipalElement::Except(principal_set(principals)),
                (None, None) => PrincipalElement::Absent,
            },
            actions: Listed::new(text.action, text.not_action, ActionPattern::new),
            resources: Listed::new(text.resource, text.not_resource, |text| {
                Pattern::new(text, resource, Case::Exact)
            }),
            conditions: text.conditions.into_iter().filter_map(condition).collect(),
            sid: text.sid,
        }
    }

    /// The context keys that its conditions and variables ask for.
    pub(crate) fn keys(&self) -> impl Iterator<Item = &KeyName> {
        let of_resources = self.resources.items().iter().flat_map(Pattern::variables);
        let variables = self.conditions.iter().flat_map(Condition::variables).chain(of_resources);
        self.conditions.iter().map(|condition| &condition.key).chain(variables.map(|variable| &variable.key))
    }

    /// The hashes of the services of its actions, where it can speak of no others.
    pub(crate) fn services(&self) -> Option<impl Iterator<Item = u64>> {
        let Listed::Only(actions) = &self.actions else { return None };
        let hash = |action: &ActionPattern| match action.shape {
            ActionShape::Of { hash, .. } => Some(hash),
            ActionShape::Whole(_) => None,
        };
        let known = actions.iter().all(|action| hash(action).is_some());
        known.then(|| actions.iter().filter_map(hash))
    }

    pub(crate) fn speaks_of_action(&self, action: Action<'_>) -> bool {
        self.actions.matches(|pattern| pattern.matches(action))
    }

    pub(crate) fn speaks_of_resource(&self, resource: &str, context: &Context) -> bool {
        self.resources.matches(|pattern| pattern.matches(resource, context))
    }

    /// In a resource's policy, a statement without principal speaks of nobody; elsewhere, of whoever holds it.
    ///
    /// A deny with `NotPrincipal` speaks of everyone who has a permissions boundary, whomever it lists:
    /// <https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_boundaries.html>
    pub(crate) fn speaks_of_principal(
        &self,
        principal: &Principal,
        layer: Layer,
        bounded: bool,
    ) -> Option<Closeness> {
        let of_resource = matches!(layer, Layer::Resource | Layer::Trust);
        match &self.principal {
            PrincipalElement::Absent if of_resource => None,
            PrincipalElement::Except(_) if of_resource && bounded && self.effect == Effect::Deny => {
                Some(Closeness::Itself)
            }
            element => element.matches(principal),
        }
    }

    pub(crate) fn conditions_hold(&self, context: &Context) -> bool {
        self.conditions.iter().all(|condition| condition.holds(context))
    }
}

fn principal_set(principals: Principals) -> PrincipalSet {
    match principals {
        Principals::Everyone => PrincipalSet::everyone(),
        Principals::Map(entries) => {
            let mut set = PrincipalSet::default();
            for (kind, value) in
                entries.iter().flat_map(|(kind, values)| values.iter().map(move |value| (kind, value)))
            {
                set.add(kind, value);
            }
            set
        }
    }
}
