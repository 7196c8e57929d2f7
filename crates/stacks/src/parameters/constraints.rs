//! Whether a value is one that the parameter's declaration allows.

use super::items;
use crate::error::{Error, Result};
use crate::pattern::compile;
use crate::template::{Parameter, ParameterType};

/// Checks a text against the type and the constraints of its parameter, in AWS's words.
pub(super) fn check(name: &str, declared: &Parameter, text: &str) -> Result<()> {
    let kind = &declared.kind;
    let each: Vec<&str> = if is_written_as_list(kind) { items(text).collect() } else { vec![text] };
    if matches!(kind, ParameterType::Number | ParameterType::NumberList) {
        for item in &each {
            check_number(name, declared, item)?;
        }
    }
    for item in &each {
        check_pattern(name, declared, item)?;
    }
    check_length(name, declared, text)?;
    match &declared.allowed_values {
        Some(allowed) if !each.iter().all(|item| allowed.iter().any(|one| one == item)) => {
            Err(violation(name, declared, "be one of AllowedValues"))
        }
        _ => Ok(()),
    }
}

/// The types whose value is given with commas. An SSM parameter is given as one name.
fn is_written_as_list(kind: &ParameterType) -> bool {
    kind.is_list() && !matches!(kind, ParameterType::Ssm(_))
}

fn check_number(name: &str, declared: &Parameter, text: &str) -> Result<()> {
    let number: Option<f64> = text.trim().parse().ok().filter(|number: &f64| number.is_finite());
    let number = number.ok_or_else(|| Error::invalid(format!("Parameter '{name}' must be a number.")))?;
    match (declared.min_value, declared.max_value) {
        (Some(least), _) if number < least => {
            Err(violation(name, declared, &format!("be a number not less than {least}")))
        }
        (_, Some(most)) if number > most => {
            Err(violation(name, declared, &format!("be a number not greater than {most}")))
        }
        _ => Ok(()),
    }
}

fn check_length(name: &str, declared: &Parameter, text: &str) -> Result<()> {
    let length = text.chars().count() as f64;
    match (declared.min_length, declared.max_length) {
        (Some(least), _) if length < least => {
            Err(violation(name, declared, &format!("contain at least {least} characters")))
        }
        (_, Some(most)) if length > most => {
            Err(violation(name, declared, &format!("contain at most {most} characters")))
        }
        _ => Ok(()),
    }
}

fn check_pattern(name: &str, declared: &Parameter, text: &str) -> Result<()> {
    let Some(pattern) = &declared.allowed_pattern else { return Ok(()) };
    // A pattern beyond what the engine can decide is refused: to let the value pass would be to ignore it.
    let undecided = |why: String| {
        Error::NotSupported(format!("the AllowedPattern {pattern} of parameter {name} ({why})"))
    };
    let whole = compile(&format!(r"\A(?:{pattern})\z")).map_err(undecided)?;
    if whole.is_match(text).map_err(|error| undecided(error.to_string()))? {
        return Ok(());
    }
    Err(violation(name, declared, &format!("match pattern {pattern}")))
}

fn violation(name: &str, declared: &Parameter, constraint: &str) -> Error {
    Error::invalid(match &declared.constraint_description {
        Some(description) => format!("Parameter {name} failed to satisfy constraint: {description}"),
        None => format!("Parameter '{name}' must {constraint}"),
    })
}
