//! What a plain YAML scalar means to CloudFormation.
//!
//! AWS documents YAML 1.1 with exceptions, but its reader resolves fewer scalars than YAML 1.1 does: a date, `yes`,
//! `on` and `22:22` stay text (`Version: 2012-10-17` works unquoted in every published template). Only null, true and
//! false in three spellings, decimal integers and decimal fractions are more than text.

use serde_json::{Number, Value};

/// The value of an unquoted scalar without a tag.
pub(super) fn plain(text: &str) -> Value {
    match text {
        "" | "~" | "null" | "Null" | "NULL" => Value::Null,
        "true" | "True" | "TRUE" => Value::Bool(true),
        "false" | "False" | "FALSE" => Value::Bool(false),
        _ => number(text).map_or_else(|| Value::String(text.to_owned()), Value::Number),
    }
}

/// A decimal integer or fraction. What would lose digits as a number stays text.
pub(super) fn number(text: &str) -> Option<Number> {
    let digits = text.strip_prefix(['-', '+']).unwrap_or(text);
    if !digits.starts_with(|c: char| c.is_ascii_digit() || c == '.')
        || !digits.contains(|c: char| c.is_ascii_digit())
    {
        return None;
    }
    let clean: String = text.strip_prefix('+').unwrap_or(text).chars().filter(|c| *c != '_').collect();
    if digits.chars().all(|c| c.is_ascii_digit() || c == '_') {
        return clean
            .parse::<i64>()
            .map(Number::from)
            .or_else(|_| clean.parse::<u64>().map(Number::from))
            .ok();
    }
    if !is_fraction(digits) {
        return None;
    }
    Number::from_f64(clean.parse().ok()?)
}

/// `[0-9_]* ( . [0-9_]* )? ( [eE] [-+]? [0-9]+ )?`; the caller saw to the first character and one digit.
fn is_fraction(digits: &str) -> bool {
    let (mantissa, exponent) = match digits.split_once(['e', 'E']) {
        Some((mantissa, exponent)) => (mantissa, Some(exponent.strip_prefix(['-', '+']).unwrap_or(exponent))),
        None => (digits, None),
    };
    let plain = |part: &str| part.chars().all(|c| c.is_ascii_digit() || c == '_');
    let (whole, part) = mantissa.split_once('.').unwrap_or((mantissa, ""));
    plain(whole)
        && plain(part)
        && exponent.is_none_or(|e| !e.is_empty() && e.chars().all(|c| c.is_ascii_digit()))
}
