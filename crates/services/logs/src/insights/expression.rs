//! Expressions: arithmetic, comparisons, `like`, `in`, `and`, `or`, `not`, functions.
//! <https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/CWL_QuerySyntax-operations-functions.html>

use super::function::{self, Function};
use super::reader::{Reader, Result, Wrong};
use super::row::Row;
use super::value::Value;
use regex::Regex;
use std::cmp::Ordering;

/// Expressions within expressions.
const DEEPEST: usize = 64;

#[derive(Clone, Debug)]
pub(super) enum Expression {
    Constant(Value),
    Field(String),
    Call(&'static Function, Vec<Self>),
    Both(Box<Self>, Operator, Box<Self>),
    Not(Box<Self>),
    Negative(Box<Self>),
    In(Box<Self>, Vec<Self>),
    Like(Box<Self>, Regex),
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Operator {
    Or,
    And,
    Equal,
    NotEqual,
    Less,
    LessOrEqual,
    Greater,
    GreaterOrEqual,
    Plus,
    Minus,
    Times,
    Divide,
    Remainder,
    Power,
}

const COMPARISONS: &[(&str, Operator)] = &[
    ("!=", Operator::NotEqual),
    ("<=", Operator::LessOrEqual),
    (">=", Operator::GreaterOrEqual),
    ("=", Operator::Equal),
    ("<", Operator::Less),
    (">", Operator::Greater),
];
const SUMS: &[(&str, Operator)] = &[("+", Operator::Plus), ("-", Operator::Minus)];
const PRODUCTS: &[(&str, Operator)] =
    &[("*", Operator::Times), ("/", Operator::Divide), ("%", Operator::Remainder)];

impl Expression {
    pub(super) fn parse(reader: &mut Reader<'_>) -> Result<Self> {
        Self::or(reader, 0)
    }
    fn or(reader: &mut Reader<'_>, depth: usize) -> Result<Self> {
        let mut left = Self::and(reader, depth)?;
        while reader.word("or") {
            left = left.with(Operator::Or, Self::and(reader, depth)?);
        }
        Ok(left)
    }
    fn and(reader: &mut Reader<'_>, depth: usize) -> Result<Self> {
        let mut left = Self::not(reader, depth)?;
        while reader.word("and") {
            left = left.with(Operator::And, Self::not(reader, depth)?);
        }
        Ok(left)
    }
    fn not(reader: &mut Reader<'_>, depth: usize) -> Result<Self> {
        if reader.word("not") {
            let inner = Self::not(reader, deeper(reader, depth)?)?;
            return Ok(Self::Not(Box::new(inner)));
        }
        Self::comparison(reader, depth)
    }
    fn comparison(reader: &mut Reader<'_>, depth: usize) -> Result<Self> {
        let left = Self::sum(reader, depth)?;
        if reader.take("=~") || reader.word("like") {
            return left.like(reader);
        }
        if reader.word("in") {
            return left.one_of(reader, depth);
        }
        let before = reader.clone();
        if reader.word("not") {
            let inner = match () {
                () if reader.word("like") => left.like(reader)?,
                () if reader.word("in") => left.one_of(reader, depth)?,
                () => return Err(before.wrong()),
            };
            return Ok(Self::Not(Box::new(inner)));
        }
        match COMPARISONS.iter().find(|(symbol, _)| reader.take(symbol)) {
            Some((_, operator)) => Ok(left.with(*operator, Self::sum(reader, depth)?)),
            None => Ok(left),
        }
    }
    fn sum(reader: &mut Reader<'_>, depth: usize) -> Result<Self> {
        let mut left = Self::product(reader, depth)?;
        while let Some((_, operator)) = SUMS.iter().find(|(symbol, _)| reader.take(symbol)) {
            left = left.with(*operator, Self::product(reader, depth)?);
        }
        Ok(left)
    }
    fn product(reader: &mut Reader<'_>, depth: usize) -> Result<Self> {
        let mut left = Self::power(reader, depth)?;
        while let Some((_, operator)) = PRODUCTS.iter().find(|(symbol, _)| reader.take(symbol)) {
            left = left.with(*operator, Self::power(reader, depth)?);
        }
        Ok(left)
    }
    fn power(reader: &mut Reader<'_>, depth: usize) -> Result<Self> {
        let left = Self::single(reader, depth)?;
        if reader.take("^") {
            let depth = deeper(reader, depth)?;
            return Ok(left.with(Operator::Power, Self::power(reader, depth)?));
        }
        Ok(left)
    }
    fn single(reader: &mut Reader<'_>, depth: usize) -> Result<Self> {
        if reader.take("(") {
            let inner = Self::or(reader, deeper(reader, depth)?)?;
            reader.expect(")")?;
            return Ok(inner);
        }
        if reader.take("-") {
            let inner = Self::single(reader, deeper(reader, depth)?)?;
            return Ok(Self::Negative(Box::new(inner)));
        }
        if let Some(text) = reader.quoted()? {
            return Ok(Self::Constant(Value::Text(text)));
        }
        if let Some(number) = reader.number() {
            return Ok(Self::Constant(Value::Number(number)));
        }
        for (word, value) in [("true", 1.0), ("false", 0.0)] {
            if reader.word(word) {
                return Ok(Self::Constant(Value::Number(value)));
            }
        }
        let before = reader.clone();
        let name = reader.name()?;
        if !reader.rest().starts_with('(') {
            return Ok(Self::Field(name));
        }
        let Some(function) = function::find(&name) else {
            let other = function::is_known(&name);
            let not_built = || Wrong::NotBuilt(format!("the function {name} in queries"));
            return Err(if other { not_built() } else { before.wrong() });
        };
        let arguments = Self::arguments(reader, function, deeper(reader, depth)?)?;
        if !(function.least..=function.most).contains(&arguments.len()) {
            return Err(before.wrong());
        }
        Ok(Self::Call(function, arguments))
    }
    fn arguments(reader: &mut Reader<'_>, function: &Function, depth: usize) -> Result<Vec<Self>> {
        let mut arguments = Vec::new();
        reader.expect("(")?;
        if reader.take(")") {
            return Ok(arguments);
        }
        loop {
            let period = if function.takes_period { period(reader)? } else { None };
            arguments.push(match period {
                Some(millis) => Self::Constant(Value::Number(millis)),
                None => Self::or(reader, depth)?,
            });
            if !reader.take(",") {
                reader.expect(")")?;
                return Ok(arguments);
            }
        }
    }
    fn with(self, operator: Operator, right: Self) -> Self {
        Self::Both(Box::new(self), operator, Box::new(right))
    }
    /// A regular expression, or a text that is found as it is.
    fn like(self, reader: &mut Reader<'_>) -> Result<Self> {
        let regex = if let Some(regex) = reader.regex()? {
            regex
        } else {
            let text = reader.quoted()?.ok_or_else(|| reader.wrong())?;
            reader.compile(&regex::escape(&text))?
        };
        Ok(Self::Like(Box::new(self), regex))
    }
    fn one_of(self, reader: &mut Reader<'_>, depth: usize) -> Result<Self> {
        reader.expect("[")?;
        let mut values = Vec::new();
        loop {
            values.push(Self::sum(reader, depth)?);
            if !reader.take(",") {
                reader.expect("]")?;
                return Ok(Self::In(Box::new(self), values));
            }
        }
    }

    pub(super) fn value(&self, row: &Row) -> Value {
        match self {
            Self::Constant(value) => value.clone(),
            Self::Field(name) => row.get(name),
            Self::Call(function, arguments) => {
                let values: Vec<_> = arguments.iter().map(|argument| argument.value(row)).collect();
                // `bin(5m)` is about the event's time.
                (function.run)(&values, &row.get("@timestamp"))
            }
            Self::Both(left, Operator::Or, right) => Value::truth(left.holds(row) || right.holds(row)),
            Self::Both(left, Operator::And, right) => Value::truth(left.holds(row) && right.holds(row)),
            Self::Both(left, operator, right) => apply(*operator, &left.value(row), &right.value(row)),
            Self::Not(inner) => Value::truth(!inner.holds(row)),
            Self::Negative(inner) => inner.value(row).number().map_or(Value::Null, |n| Value::Number(-n)),
            Self::In(left, values) => {
                let left = left.value(row);
                let same = |other: &Self| left.compare(&other.value(row)) == Some(Ordering::Equal);
                Value::truth(values.iter().any(same))
            }
            Self::Like(left, regex) => {
                Value::truth(left.value(row).text().is_some_and(|text| regex.is_match(&text)))
            }
        }
    }
    pub(super) fn holds(&self, row: &Row) -> bool {
        self.value(row).is_true()
    }
}

fn apply(operator: Operator, left: &Value, right: &Value) -> Value {
    let compares = |test: fn(Ordering) -> bool| Value::truth(left.compare(right).is_some_and(test));
    match operator {
        Operator::Equal => return compares(Ordering::is_eq),
        Operator::NotEqual => return compares(Ordering::is_ne),
        Operator::Less => return compares(Ordering::is_lt),
        Operator::LessOrEqual => return compares(Ordering::is_le),
        Operator::Greater => return compares(Ordering::is_gt),
        Operator::GreaterOrEqual => return compares(Ordering::is_ge),
        _ => {}
    }
    let (Some(a), Some(b)) = (left.number(), right.number()) else { return Value::Null };
    let result = match operator {
        Operator::Plus => a + b,
        Operator::Minus => a - b,
        Operator::Times => a * b,
        Operator::Divide => a / b,
        Operator::Remainder => a % b,
        _ => a.powf(b),
    };
    if result.is_finite() { Value::Number(result) } else { Value::Null }
}

fn deeper(reader: &Reader<'_>, depth: usize) -> Result<usize> {
    if depth == DEEPEST { Err(reader.wrong()) } else { Ok(depth + 1) }
}

/// How spans of time are called, and their milliseconds.
const UNITS: &[(&[&str], f64)] = &[
    (&["ms", "millisecond", "milliseconds", "msec"], 1.0),
    (&["s", "second", "seconds", "sec"], 1_000.0),
    (&["m", "minute", "minutes", "min"], 60_000.0),
    (&["h", "hour", "hours", "hr"], 3_600_000.0),
    (&["d", "day", "days"], 86_400_000.0),
    (&["w", "week", "weeks"], 604_800_000.0),
];

/// `5m`, `1 hour`: a span of time in milliseconds, where one stands here.
fn period(reader: &mut Reader<'_>) -> Result<Option<f64>> {
    let before = reader.clone();
    let Some(count) = reader.number() else { return Ok(None) };
    for (names, millis) in UNITS {
        if names.iter().any(|name| reader.word(name)) {
            return Ok(Some(count * millis));
        }
    }
    *reader = before;
    Ok(None)
}
