//! Rules: assertions over the parameters, checked before anything is made.
//!
//! `Fn::ValueOf` and `Fn::ValueOfAll` give tags and attributes of the AWS values that parameters hold (the VPC of a
//! subnet), and `Fn::RefAll` all values of a type; those are asked of [`Facts`].
//!
//! <https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/intrinsic-function-reference-rules.html>

use indexmap::IndexMap;
use serde_json::Value;

use crate::error::{Error, Result};
use crate::evaluate::{Pseudo, logic, unsupported};
use crate::expression::call;
use crate::template::{Template, scalar_text};

#[cfg(test)]
mod tests;

/// What a rule can ask of the account.
pub trait Facts {
    /// `Fn::RefAll`: every value of an AWS-specific parameter type, such as all VPCs of the region.
    fn ref_all(&self, parameter_type: &str) -> Result<Vec<String>>;

    /// `Fn::ValueOf`: an attribute (`VpcId`, `Tags.Name`) of one AWS value.
    fn value_of(&self, value: &str, attribute: &str) -> Result<String>;
}

/// Knows nothing of the account, and says so when asked.
#[derive(Debug, Clone, Copy, Default)]
pub struct NoFacts;

impl Facts for NoFacts {
    fn ref_all(&self, _: &str) -> Result<Vec<String>> {
        Err(Error::NotSupported("Fn::RefAll".to_owned()))
    }

    fn value_of(&self, _: &str, _: &str) -> Result<String> {
        Err(Error::NotSupported("Fn::ValueOf and Fn::ValueOfAll".to_owned()))
    }
}

/// Checks every rule. The error holds the descriptions of the first rule's assertions that fail.
pub fn check(
    template: &Template,
    parameters: &IndexMap<String, Value>,
    pseudo: &Pseudo,
    facts: &dyn Facts,
) -> Result<()> {
    let judge = Judge { parameters, pseudo, facts };
    for (name, rule) in &template.rules {
        let applies = match &rule.condition {
            Some(condition) => judge.boolean(condition)?,
            None => true,
        };
        if !applies {
            continue;
        }
        for assertion in &rule.assertions {
            if !judge.boolean(&assertion.assert)? {
                let text = assertion.description.clone();
                let text =
                    text.unwrap_or_else(|| format!("Template validation error: rule {name} is violated"));
                return Err(Error::invalid(text));
            }
        }
    }
    Ok(())
}

struct Judge<'a> {
    parameters: &'a IndexMap<String, Value>,
    pseudo: &'a Pseudo,
    facts: &'a dyn Facts,
}

impl Judge<'_> {
    fn boolean(&self, expression: &Value) -> Result<bool> {
        let Some((name, argument)) = call(expression) else {
            return Err(Error::template("every rule must be made of rule-specific intrinsic functions"));
        };
        match name {
            "Fn::And" | "Fn::Or" => {
                let operands = logic::junction_arguments(name, argument)?;
                let verdicts = operands.iter().map(|it| self.boolean(it)).collect::<Result<Vec<_>>>()?;
                Ok(if name == "Fn::And" { verdicts.iter().all(|v| *v) } else { verdicts.iter().any(|v| *v) })
            }
            "Fn::Not" => {
                let [operand] = logic::not_arguments(argument)?;
                Ok(!self.boolean(operand)?)
            }
            "Fn::Equals" => {
                let [left, right] = logic::equals_arguments(argument)?;
                Ok(self.text(left)? == self.text(right)?)
            }
            "Fn::Contains" => {
                let (list, value) = pair(name, argument)?;
                let value = self.text(value)?;
                Ok(self.list(list)?.contains(&value))
            }
            "Fn::EachMemberEquals" => {
                let (list, value) = pair(name, argument)?;
                let value = self.text(value)?;
                Ok(self.list(list)?.iter().all(|item| *item == value))
            }
            "Fn::EachMemberIn" => {
                let (inner, outer) = pair(name, argument)?;
                let outer = self.list(outer)?;
                Ok(self.list(inner)?.iter().all(|item| outer.contains(item)))
            }
            _ => Err(unsupported(name)),
        }
    }

    fn text(&self, expression: &Value) -> Result<String> {
        let wrong = || Error::template("a rule compares a value that is not a string");
        match call(expression) {
            None => scalar_text(expression).ok_or_else(wrong),
            Some(("Ref", name)) => {
                let name = name.as_str().unwrap_or_default();
                self.referenced(name)?.as_str().map(str::to_owned).ok_or_else(wrong)
            }
            Some(("Fn::ValueOf", argument)) => {
                let (parameter, attribute) = names("Fn::ValueOf", argument)?;
                let value = self.referenced(parameter)?;
                self.facts.value_of(value.as_str().ok_or_else(wrong)?, attribute)
            }
            Some((name, _)) => Err(unsupported(name)),
        }
    }

    fn list(&self, expression: &Value) -> Result<Vec<String>> {
        match (call(expression), expression) {
            (None, Value::Array(items)) => items.iter().map(|item| self.text(item)).collect(),
            (Some(("Ref", name)), _) => match self.referenced(name.as_str().unwrap_or_default())? {
                Value::Array(items) => Ok(items.iter().filter_map(scalar_text).collect()),
                other => Ok(scalar_text(&other).into_iter().collect()),
            },
            (Some(("Fn::RefAll", kind)), _) => self.facts.ref_all(kind.as_str().unwrap_or_default()),
            (Some(("Fn::ValueOfAll", argument)), _) => {
                let (kind, attribute) = names("Fn::ValueOfAll", argument)?;
                let values = self.facts.ref_all(kind)?;
                values.iter().map(|value| self.facts.value_of(value, attribute)).collect()
            }
            // A parameter of a list type: the attribute of each of its items.
            (Some(("Fn::ValueOf", argument)), _) => {
                let (parameter, attribute) = names("Fn::ValueOf", argument)?;
                let values = self.list(&serde_json::json!({ "Ref": parameter }))?;
                values.iter().map(|value| self.facts.value_of(value, attribute)).collect()
            }
            (Some((name, _)), _) => Err(unsupported(name)),
            (None, _) => Err(Error::template("a rule needs a list of strings")),
        }
    }

    fn referenced(&self, name: &str) -> Result<Value> {
        let pseudo = match name {
            "AWS::Region" => Some(&self.pseudo.region),
            "AWS::AccountId" => Some(&self.pseudo.account_id),
            "AWS::Partition" => Some(&self.pseudo.partition),
            "AWS::StackName" => Some(&self.pseudo.stack_name),
            "AWS::URLSuffix" => Some(&self.pseudo.url_suffix),
            _ => None,
        };
        let value =
            pseudo.map(|text| Value::from(text.as_str())).or_else(|| self.parameters.get(name).cloned());
        value.ok_or_else(|| {
            Error::format(format_args!(
                "Unresolved dependencies [{name}]. Cannot reference resources in the Rules block of the template"
            ))
        })
    }
}

fn pair<'v>(name: &str, argument: &'v Value) -> Result<(&'v Value, &'v Value)> {
    match argument.as_array().map(Vec::as_slice) {
        Some([first, second]) => Ok((first, second)),
        _ => Err(Error::template(format_args!("every {name} object requires two parameters."))),
    }
}

fn names<'v>(function: &str, argument: &'v Value) -> Result<(&'v str, &'v str)> {
    let (first, second) = pair(function, argument)?;
    let text = |value: &'v Value| {
        value
            .as_str()
            .ok_or_else(|| Error::template(format_args!("every {function} object requires two strings.")))
    };
    Ok((text(first)?, text(second)?))
}
