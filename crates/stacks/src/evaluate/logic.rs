//! Conditions: deciding them, and `Fn::If`, which asks for the verdict.

use serde_json::Value;

use super::{Data, Evaluator, Path, unsupported};
use crate::error::{Error, Result};
use crate::expression::{Reference, call, every_branch, named_condition, references};
use crate::order::{Needs, order};

impl Evaluator<'_> {
    /// Decides every condition, each after those that it names.
    pub(super) fn decide_conditions(&mut self) -> Result<()> {
        let conditions = &self.template.conditions;
        let mut needs = Needs::with_capacity(conditions.len());
        for expression in conditions.values() {
            let named = named_in(expression);
            let found = named.iter().map(|name| {
                conditions.get_index_of(name).ok_or_else(|| undefined_condition(name, "Condition"))
            });
            needs.push(found.collect::<Result<_>>()?);
        }
        let named = |at: usize| conditions.get_index(at);
        let order = order(&needs).map_err(|circle| {
            circular(circle.into_iter().filter_map(|at| Some(named(at)?.0.clone())).collect())
        })?;
        for (name, expression) in order.into_iter().filter_map(named) {
            let root = Path::root("Conditions");
            let verdict = self.boolean(expression, &root.child(name))?;
            self.conditions.insert(name.clone(), verdict);
        }
        Ok(())
    }

    pub(super) fn if_(&self, argument: &Value, path: &Path<'_>) -> Result<Data> {
        let (condition, then, otherwise) = if_arguments(argument)?;
        let verdict = self.condition(condition).ok_or_else(|| undefined_condition(condition, "Fn::If"))?;
        self.value(if verdict { then } else { otherwise }, path)
    }

    /// An operand that must be a condition function or name a condition.
    fn boolean(&self, expression: &Value, path: &Path<'_>) -> Result<bool> {
        if let Some(name) = named_condition(expression) {
            return self.condition(name).ok_or_else(|| undefined_condition(name, "Condition"));
        }
        match call(expression) {
            Some((name, argument)) => self.condition_function(name, argument, path),
            None => Err(not_a_condition()),
        }
    }

    /// `Fn::And`, `Fn::Or`, `Fn::Not` and `Fn::Equals`.
    pub(super) fn condition_function(&self, name: &str, argument: &Value, path: &Path<'_>) -> Result<bool> {
        let path = &path.child(name);
        match name {
            "Fn::Equals" => {
                let [left, right] = equals_arguments(argument)?;
                let (left, right) = (self.value(left, path)?, self.value(right, path)?);
                let texts = left.as_text().zip(right.as_text());
                // AWS compares texts: 1 equals "1", and true equals "true".
                let (left, right) = texts.ok_or_else(|| Error::template(EQUALS))?;
                Ok(left == right)
            }
            "Fn::Not" => {
                let [operand] = not_arguments(argument)?;
                Ok(!self.boolean(operand, path)?)
            }
            "Fn::And" | "Fn::Or" => {
                let mut verdicts = Vec::new();
                for operand in junction_arguments(name, argument)? {
                    verdicts.push(self.boolean(operand, path)?);
                }
                Ok(if name == "Fn::And" { verdicts.iter().all(|v| *v) } else { verdicts.iter().any(|v| *v) })
            }
            "Ref" | "Fn::FindInMap" | "Fn::Join" | "Fn::Select" | "Fn::Sub" | "Fn::If" | "Fn::Split" => {
                Err(not_a_condition())
            }
            _ => Err(unsupported(name)),
        }
    }
}

const EQUALS: &str = "every Fn::Equals object requires a list of 2 string parameters.";

/// The conditions that an expression names.
pub(crate) fn named_in(expression: &Value) -> Vec<String> {
    let mut names = Vec::new();
    if let Some(name) = named_condition(expression) {
        names.push(name.to_owned());
    }
    references(expression, &every_branch, &mut |reference| {
        if let Reference::Condition(name) = reference {
            names.push(name);
        }
    });
    names
}

pub(crate) fn equals_arguments(argument: &Value) -> Result<[&Value; 2]> {
    match argument.as_array().map(Vec::as_slice) {
        Some([left, right]) => Ok([left, right]),
        _ => Err(Error::template(EQUALS)),
    }
}

pub(crate) fn not_arguments(argument: &Value) -> Result<[&Value; 1]> {
    match argument.as_array().map(Vec::as_slice) {
        Some([operand]) => Ok([operand]),
        _ => Err(Error::template("every Fn::Not object requires one boolean parameter.")),
    }
}

pub(crate) fn junction_arguments<'a>(name: &str, argument: &'a Value) -> Result<&'a [Value]> {
    match argument.as_array() {
        Some(list) if (2..=10).contains(&list.len()) => Ok(list),
        _ => Err(Error::template(format_args!(
            "every {name} object requires a list of at least 2 and at most 10 boolean parameters."
        ))),
    }
}

/// The condition's name and the two branches of `Fn::If`.
pub(crate) fn if_arguments(argument: &Value) -> Result<(&str, &Value, &Value)> {
    let wrong =
        || Error::template("Fn::If requires a list argument with the first element being a condition");
    let list = argument.as_array().ok_or_else(wrong)?;
    let condition = list.first().and_then(Value::as_str).ok_or_else(wrong)?;
    match list.as_slice() {
        [_, then, otherwise] => Ok((condition, then, otherwise)),
        _ => Err(Error::template("Fn::If requires a list argument with three elements")),
    }
}

pub(crate) fn undefined_condition(name: &str, function: &str) -> Error {
    Error::template(format_args!("unresolved condition dependency {name} in {function}"))
}

pub(crate) fn circular(names: Vec<String>) -> Error {
    Error::format(format_args!("Circular dependency between conditions: [{}]", names.join(", ")))
}

fn not_a_condition() -> Error {
    Error::format("Conditions can only be boolean operations on parameters and other conditions")
}
