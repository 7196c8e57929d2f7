//! Functions of values.
//! <https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/CWL_QuerySyntax-operations-functions.html>

use super::value::Value;
use std::borrow::Cow;
use std::cmp::Ordering;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

/// A function.
pub(super) struct Function {
    name: &'static str,
    pub(super) least: usize,
    pub(super) most: usize,
    /// Arguments may be spans of time, `5m`.
    pub(super) takes_period: bool,
    /// Of the arguments and the event's time.
    pub(super) run: fn(&[Value], &Value) -> Value,
}

impl std::fmt::Debug for Function {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.name)
    }
}

const MANY: usize = 64;
/// Bytes of a text that a function makes.
const LONGEST: usize = 1 << 20;

/// Functions that AWS has and that are not built.
const OTHERS: &[&str] =
    &["isIpInSubnet", "isIpv4InSubnet", "isIpv6InSubnet", "jsonParse", "jsonStringify", "replace", "now"];

pub(super) fn find(name: &str) -> Option<&'static Function> {
    FUNCTIONS.iter().find(|function| function.name.eq_ignore_ascii_case(name))
}

/// Whether AWS has it all the same.
pub(super) fn is_known(name: &str) -> bool {
    OTHERS.iter().any(|other| other.eq_ignore_ascii_case(name))
}

type Run = fn(&[Value], &Value) -> Value;

const fn of(name: &'static str, least: usize, most: usize, run: Run) -> Function {
    Function { name, least, most, takes_period: false, run }
}

const fn of_period(name: &'static str, arguments: usize, run: Run) -> Function {
    Function { name, least: arguments, most: arguments, takes_period: true, run }
}

static FUNCTIONS: &[Function] = &[
    of("abs", 1, 1, |v, _| number(v, f64::abs)),
    of("ceil", 1, 1, |v, _| number(v, f64::ceil)),
    of("floor", 1, 1, |v, _| number(v, f64::floor)),
    of("log", 1, 1, |v, _| number(v, f64::ln)),
    of("sqrt", 1, 1, |v, _| number(v, f64::sqrt)),
    of("greatest", 1, MANY, |v, _| extreme(v, Ordering::Greater)),
    of("least", 1, MANY, |v, _| extreme(v, Ordering::Less)),
    of_period("bin", 1, |v, time| floor(time, v.first())),
    of_period("datefloor", 2, |v, _| v.first().map_or(Value::Null, |time| floor(time, v.get(1)))),
    of_period("dateceil", 2, |v, _| v.first().map_or(Value::Null, |time| ceiling(time, v.get(1)))),
    of("fromMillis", 1, 1, |v, _| {
        v.first().and_then(Value::number).map_or(Value::Null, |millis| Value::Time(millis as i64))
    }),
    of("toMillis", 1, 1, |v, _| number(v, f64::trunc)),
    of("ispresent", 1, 1, |v, _| Value::truth(v.first().is_some_and(|value| !value.is_null()))),
    of("coalesce", 1, MANY, |v, _| v.iter().find(|value| !value.is_null()).cloned().unwrap_or(Value::Null)),
    of("isempty", 1, 1, |v, _| Value::truth(first(v).is_none_or(|text| text.is_empty()))),
    of("isblank", 1, 1, |v, _| Value::truth(first(v).is_none_or(|text| text.trim().is_empty()))),
    of("concat", 1, MANY, concat),
    of("ltrim", 1, 2, |v, _| trim(v, str::trim_start, |text, cut| text.trim_start_matches(cut))),
    of("rtrim", 1, 2, |v, _| trim(v, str::trim_end, |text, cut| text.trim_end_matches(cut))),
    of("trim", 1, 2, |v, _| trim(v, str::trim, |text, cut| text.trim_matches(cut))),
    of("strlen", 1, 1, |v, _| {
        first(v).map_or(Value::Null, |text| Value::Number(text.chars().count() as f64))
    }),
    of("toupper", 1, 1, |v, _| first(v).map_or(Value::Null, |text| Value::Text(text.to_uppercase()))),
    of("tolower", 1, 1, |v, _| first(v).map_or(Value::Null, |text| Value::Text(text.to_lowercase()))),
    of("substr", 2, 3, substr),
    of("strcontains", 2, 2, |v, _| {
        let found = first(v).zip(v.get(1).and_then(Value::text));
        Value::truth(found.is_some_and(|(text, part)| text.contains(&*part)))
    }),
    of("isValidIp", 1, 1, |v, _| Value::truth(first(v).is_some_and(|t| t.parse::<IpAddr>().is_ok()))),
    of("isValidIpv4", 1, 1, |v, _| Value::truth(first(v).is_some_and(|t| t.parse::<Ipv4Addr>().is_ok()))),
    of("isValidIpv6", 1, 1, |v, _| Value::truth(first(v).is_some_and(|t| t.parse::<Ipv6Addr>().is_ok()))),
];

fn first(values: &[Value]) -> Option<String> {
    values.first().and_then(Value::text).map(Cow::into_owned)
}

fn number(values: &[Value], apply: fn(f64) -> f64) -> Value {
    let result = values.first().and_then(Value::number).map(apply).filter(|result| result.is_finite());
    result.map_or(Value::Null, Value::Number)
}

fn extreme(values: &[Value], wanted: Ordering) -> Value {
    let present = values.iter().filter(|value| !value.is_null());
    let better = |best: Value, value: &Value| match value.compare(&best) {
        Some(order) if order == wanted => value.clone(),
        _ => best,
    };
    present.fold(Value::Null, |best, value| if best.is_null() { value.clone() } else { better(best, value) })
}

/// The start of the period in which a time lies.
fn floor(time: &Value, period: Option<&Value>) -> Value {
    let period = period.and_then(Value::number).filter(|period| *period >= 1.0);
    match (time.number(), period) {
        (Some(time), Some(period)) => Value::Time(((time / period).floor() * period) as i64),
        _ => Value::Null,
    }
}

/// The end of the period in which a time lies.
fn ceiling(time: &Value, period: Option<&Value>) -> Value {
    let period = period.and_then(Value::number).filter(|period| *period >= 1.0);
    match (time.number(), period) {
        (Some(time), Some(period)) => Value::Time(((time / period).ceil() * period) as i64),
        _ => Value::Null,
    }
}

fn trim(values: &[Value], space: fn(&str) -> &str, of: for<'t> fn(&'t str, &[char]) -> &'t str) -> Value {
    let Some(text) = first(values) else { return Value::Null };
    match values.get(1).and_then(Value::text) {
        Some(cut) => Value::Text(of(&text, &cut.chars().collect::<Vec<_>>()).to_owned()),
        None => Value::Text(space(&text).to_owned()),
    }
}

/// Texts one behind the other; nothing where that gets longer than an event can be, since commands can double it again
/// and again.
fn concat(values: &[Value], _: &Value) -> Value {
    let parts: Vec<_> = values.iter().filter_map(Value::text).collect();
    let size: usize = parts.iter().map(|part| part.len()).sum();
    if size > LONGEST { Value::Null } else { Value::Text(parts.concat()) }
}

/// From a place on, counted from zero, and a length where one is given.
fn substr(values: &[Value], _: &Value) -> Value {
    let count = |at: usize| values.get(at).and_then(Value::number).map(|number| number.max(0.0) as usize);
    let (Some(text), Some(from)) = (first(values), count(1)) else { return Value::Null };
    Value::Text(text.chars().skip(from).take(count(2).unwrap_or(usize::MAX)).collect())
}
