//! The `Condition` element: operators resolved to an enum and values parsed when the policy is compiled.
//!
//! A value that its operator cannot read (`NumericEquals` with `abc`) matches nothing, as on AWS; it is kept as
//! written, so that an explanation can show it.
//! <https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html>

mod date;
mod operator;
mod test;

pub(crate) use operator::{Base, Operator, Quantifier};

use crate::context::{Context, KeyName};
use crate::glob::{Pattern, Variable};
use test::Test;

/// One key of one operator, with all its values.
#[derive(Clone, Debug)]
pub(crate) struct Condition {
    pub(crate) operator: Operator,
    pub(crate) key: KeyName,
    /// The values as written.
    pub(crate) written: Box<[String]>,
    test: Test,
}

impl Condition {
    pub(crate) fn new(operator: Operator, key: &str, values: Vec<String>, variables: bool) -> Self {
        let test = Test::new(operator.base, &values, variables);
        Self { operator, key: KeyName::new(key), written: values.into_boxed_slice(), test }
    }

    /// Whether the condition holds for the request.
    pub(crate) fn holds(&self, context: &Context) -> bool {
        let present = context.get(&self.key);
        if self.operator.base == Base::Null {
            let null = present.is_none_or(<[String]>::is_empty);
            return self.test.wants_null(null);
        }
        let Some(values) = present else { return self.holds_without_key() };
        let agrees = |value: &String| self.test.matches(value, context) != self.operator.negated;
        match self.operator.quantifier {
            // An empty set, or one empty string, counts as no values at all.
            Quantifier::All => is_empty_set(values) || values.iter().all(agrees),
            Quantifier::Any => !is_empty_set(values) && values.iter().any(agrees),
            Quantifier::None if self.operator.negated => values.iter().all(agrees),
            Quantifier::None => values.iter().any(agrees),
        }
    }

    fn holds_without_key(&self) -> bool {
        self.operator.if_exists
            || match self.operator.quantifier {
                Quantifier::All => true,
                Quantifier::Any => false,
                Quantifier::None => self.operator.negated,
            }
    }

    /// The values as written, with the values of variables in their places as far as the request has them.
    pub(crate) fn values(&self, context: &Context) -> Vec<String> {
        match &self.test {
            Test::Patterns(patterns) => patterns.iter().map(|pattern| pattern.resolved(context)).collect(),
            _ => self.written.to_vec(),
        }
    }

    pub(crate) fn variables(&self) -> impl Iterator<Item = &Variable> {
        self.test.patterns().flat_map(Pattern::variables)
    }
}

fn is_empty_set(values: &[String]) -> bool {
    match values {
        [] => true,
        [only] => only.is_empty(),
        _ => false,
    }
}
