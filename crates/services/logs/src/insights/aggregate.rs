//! What `stats` makes of many rows.
//! <https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/CWL_QuerySyntax-Stats.html>

use super::expression::Expression;
use super::reader::{Reader, Result};
use super::row::Row;
use super::value::Value;
use std::cmp::Ordering;
use std::collections::HashSet;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    Count,
    Distinct,
    Sum,
    Average,
    Least,
    Greatest,
    Deviation,
    Percentile,
    Earliest,
    Latest,
    First,
    Last,
}

const KINDS: &[(&str, Kind)] = &[
    ("count", Kind::Count),
    ("count_distinct", Kind::Distinct),
    ("sum", Kind::Sum),
    ("avg", Kind::Average),
    ("min", Kind::Least),
    ("max", Kind::Greatest),
    ("stddev", Kind::Deviation),
    ("pct", Kind::Percentile),
    ("median", Kind::Percentile),
    ("earliest", Kind::Earliest),
    ("latest", Kind::Latest),
    ("sortsFirst", Kind::First),
    ("sortsLast", Kind::Last),
];

/// An aggregation and what it is of; `count(*)` is of nothing.
#[derive(Clone, Debug)]
pub(super) struct Aggregate {
    kind: Kind,
    of: Option<Expression>,
    percent: f64,
}

impl Aggregate {
    pub(super) fn parse(reader: &mut Reader<'_>) -> Result<Self> {
        let before = reader.clone();
        let name = reader.name()?;
        let found = KINDS.iter().find(|(known, _)| known.eq_ignore_ascii_case(&name));
        let kind = found.ok_or_else(|| before.wrong())?.1;
        reader.expect("(")?;
        if kind == Kind::Count && (reader.take("*") || reader.peek(")")) {
            reader.expect(")")?;
            return Ok(Self { kind, of: None, percent: 0.0 });
        }
        let of = Some(Expression::parse(reader)?);
        let mut percent = 50.0;
        if kind == Kind::Percentile && !name.eq_ignore_ascii_case("median") {
            reader.expect(",")?;
            percent = reader.number().filter(|p| *p <= 100.0).ok_or_else(|| reader.wrong())?;
        }
        reader.expect(")")?;
        Ok(Self { kind, of, percent })
    }
    /// Takes a row in, and gives the bytes that it keeps of it, about.
    pub(super) fn add(&self, state: &mut State, row: &Row) -> usize {
        let value = self.of.as_ref().map_or(Value::Number(1.0), |of| of.value(row));
        if value.is_null() {
            return 0;
        }
        state.count += 1;
        let (before, size) = (state.best.as_ref().map_or(0, Value::size), value.size());
        match self.kind {
            Kind::Count => return 0,
            Kind::Distinct => {
                let new = state.distinct.insert(value.text().unwrap_or_default().into_owned());
                return if new { size } else { 0 };
            }
            Kind::Sum | Kind::Average | Kind::Deviation => {
                state.add_number(&value);
                return 0;
            }
            Kind::Percentile => {
                state.numbers.extend(value.number());
                return size_of::<f64>();
            }
            Kind::Least | Kind::First => state.keep(value, Ordering::Less),
            Kind::Greatest | Kind::Last => state.keep(value, Ordering::Greater),
            Kind::Earliest => state.keep_at(value, row, Ordering::Less),
            Kind::Latest => state.keep_at(value, row, Ordering::Greater),
        }
        state.best.as_ref().map_or(0, Value::size).saturating_sub(before)
    }
    pub(super) fn finish(&self, state: State) -> Value {
        let count = state.numeric as f64;
        match self.kind {
            Kind::Count => Value::Number(state.count as f64),
            Kind::Distinct => Value::Number(state.distinct.len() as f64),
            Kind::Sum if state.numeric > 0 => Value::Number(state.sum),
            Kind::Average if state.numeric > 0 => Value::Number(state.sum / count),
            Kind::Deviation if state.numeric > 0 => {
                let mean = state.sum / count;
                Value::Number((state.squares / count - mean * mean).max(0.0).sqrt())
            }
            Kind::Percentile => percentile(state.numbers, self.percent),
            Kind::Sum | Kind::Average | Kind::Deviation => Value::Null,
            _ => state.best.unwrap_or(Value::Null),
        }
    }
}

/// What an aggregation has seen.
#[derive(Default)]
pub(super) struct State {
    count: u64,
    numeric: u64,
    sum: f64,
    squares: f64,
    numbers: Vec<f64>,
    distinct: HashSet<String>,
    best: Option<Value>,
    at: Option<f64>,
}

impl State {
    fn add_number(&mut self, value: &Value) {
        if let Some(number) = value.number() {
            self.numeric += 1;
            self.sum += number;
            self.squares += number * number;
        }
    }
    fn keep(&mut self, value: Value, wanted: Ordering) {
        if self.best.as_ref().is_none_or(|best| value.order(best) == wanted) {
            self.best = Some(value);
        }
    }
    fn keep_at(&mut self, value: Value, row: &Row, wanted: Ordering) {
        let at = row.get("@timestamp").number();
        let better = match (self.at, at) {
            (Some(best), Some(at)) => at.partial_cmp(&best) == Some(wanted),
            (None, _) => true,
            (Some(_), None) => false,
        };
        if better {
            (self.at, self.best) = (at, Some(value));
        }
    }
}

/// The least value that so many percent of all do not exceed.
fn percentile(mut numbers: Vec<f64>, percent: f64) -> Value {
    numbers.sort_by(f64::total_cmp);
    let rank = (percent / 100.0 * numbers.len() as f64).ceil() as usize;
    numbers.get(rank.saturating_sub(1)).map_or(Value::Null, |number| Value::Number(*number))
}
