//! Rows through commands.

use super::aggregate::{Aggregate, State};
use super::command::{Command, Item, Query};
use super::expression::Expression;
use super::row::Row;
use super::value::Value;
use std::cmp::Ordering;
use std::collections::{HashMap, HashSet};
use std::rc::Rc;

/// Bytes that a query keeps of rows, groups and results.
const MOST_BYTES: usize = 32 << 20;
/// Lines of statistics.
const MOST_GROUPS: usize = 100_000;

/// It wants to keep more than it may.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct TooMuch;

/// Name and value of each column of a row.
pub(crate) type Columns = Vec<(String, String)>;

/// A query that is fed with rows.
pub(crate) struct Run<'q> {
    stages: Vec<Stage<'q>>,
    shown: Vec<Rc<str>>,
    pub(crate) results: Vec<Columns>,
    limit: usize,
    bytes: usize,
    /// Rows that came as far as a filter lets them.
    pub(crate) matched: u64,
}

enum Stage<'q> {
    Compute(&'q [Item]),
    Filter(&'q Expression),
    Parse(&'q Expression, &'q regex::Regex, &'q [(usize, Rc<str>)]),
    Dedup(&'q [Item], HashSet<Vec<String>>),
    Limit(usize),
    Sort { keys: &'q [(Expression, bool)], rows: Vec<(Vec<Value>, Row)>, most: usize },
    Stats { aggregates: &'q [(Rc<str>, Aggregate)], by: &'q [Item], groups: Groups },
}

/// Lines of statistics in the order in which they came up.
#[derive(Default)]
struct Groups {
    places: HashMap<Vec<String>, usize>,
    lines: Vec<(Vec<Value>, Vec<State>)>,
}

impl<'q> Run<'q> {
    pub(crate) fn new(query: &'q Query, limit: usize) -> Self {
        let mut shown: Option<Vec<Rc<str>>> = None;
        let mut stages = Vec::new();
        for (at, command) in query.commands.iter().enumerate() {
            let names = |items: &[Item]| items.iter().map(|item| item.name.clone()).collect::<Vec<_>>();
            match command {
                Command::Fields(items) => {
                    shown.get_or_insert_default().extend(names(items));
                    stages.push(Stage::Compute(items));
                }
                Command::Display(items) => {
                    shown = Some(names(items));
                    stages.push(Stage::Compute(items));
                }
                Command::Filter(test) => stages.push(Stage::Filter(test)),
                Command::Parse { of, regex, names } => stages.push(Stage::Parse(of, regex, names)),
                Command::Dedup(items) => stages.push(Stage::Dedup(items, HashSet::new())),
                Command::Limit(count) => stages.push(Stage::Limit(*count)),
                Command::Sort(keys) => {
                    let rest = query.commands.get(at + 1..).unwrap_or_default();
                    stages.push(Stage::Sort { keys, rows: Vec::new(), most: wanted(rest, limit) });
                }
                Command::Stats { aggregates, by } => {
                    let lines = aggregates.iter().map(|(name, _)| name.clone());
                    shown = Some(by.iter().map(|item| item.name.clone()).chain(lines).collect());
                    stages.push(Stage::Stats { aggregates, by, groups: Groups::default() });
                }
            }
        }
        let shown = shown.unwrap_or_else(|| vec!["@timestamp".into(), "@message".into()]);
        Self { stages, shown, results: Vec::new(), limit, bytes: 0, matched: 0 }
    }

    /// Takes a row in; false where no further one makes a difference.
    pub(crate) fn push(&mut self, row: Row) -> Result<bool, TooMuch> {
        self.enter(0, row)
    }

    /// Lets go what waited for the last row.
    pub(crate) fn finish(&mut self) -> Result<(), TooMuch> {
        for at in 0..self.stages.len() {
            let rows = self.stages.get_mut(at).map(Stage::drain).unwrap_or_default();
            for row in rows {
                if !self.enter(at + 1, row)? {
                    break;
                }
            }
        }
        Ok(())
    }

    fn enter(&mut self, from: usize, mut row: Row) -> Result<bool, TooMuch> {
        let mut more = true;
        for stage in self.stages.iter_mut().skip(from) {
            match stage {
                Stage::Compute(items) => compute(&mut row, items),
                Stage::Filter(test) if !test.holds(&row) => return Ok(true),
                Stage::Filter(_) => {}
                Stage::Parse(of, regex, names) => extract(&mut row, of, regex, names),
                Stage::Dedup(items, seen) => {
                    let key = key(&row, items);
                    let size = key.iter().map(|part| part.len() + 48).sum::<usize>();
                    if !seen.insert(key) {
                        return Ok(true);
                    }
                    self.bytes += size;
                    if self.bytes > MOST_BYTES {
                        return Err(TooMuch);
                    }
                }
                Stage::Limit(0) => return Ok(false),
                Stage::Limit(left) => {
                    *left -= 1;
                    more &= *left > 0;
                }
                Stage::Sort { keys, rows, most } => {
                    self.matched += u64::from(from == 0);
                    self.bytes += row.size();
                    rows.push((keys.iter().map(|(key, _)| key.value(&row)).collect(), row));
                    let full = rows.len() >= most.saturating_mul(2).max(1_000);
                    if full || (self.bytes > MOST_BYTES && rows.len() > *most) {
                        let before: usize = rows.iter().map(|(_, row)| row.size()).sum();
                        order(rows, keys);
                        rows.truncate(*most);
                        let after: usize = rows.iter().map(|(_, row)| row.size()).sum();
                        self.bytes = self.bytes.saturating_sub(before - after);
                    }
                    if self.bytes > MOST_BYTES {
                        return Err(TooMuch);
                    }
                    return Ok(more);
                }
                Stage::Stats { aggregates, by, groups } => {
                    self.matched += u64::from(from == 0);
                    self.bytes += groups.add(&row, aggregates, by)?;
                    return if self.bytes > MOST_BYTES { Err(TooMuch) } else { Ok(more) };
                }
            }
        }
        self.matched += u64::from(from == 0);
        if self.results.len() >= self.limit {
            return Ok(false);
        }
        let columns =
            self.shown.iter().filter_map(|name| Some((name.to_string(), row.get(name).text()?.into_owned())));
        let pointer = row.pointer().map(|pointer| ("@ptr".to_owned(), pointer.to_owned()));
        let columns: Columns = columns.chain(pointer).collect();
        self.bytes += columns.iter().map(|(name, value)| name.len() + value.len() + 48).sum::<usize>();
        if self.bytes > MOST_BYTES {
            return Err(TooMuch);
        }
        self.results.push(columns);
        Ok(more && self.results.len() < self.limit)
    }
}

impl Stage<'_> {
    fn drain(&mut self) -> Vec<Row> {
        match self {
            Self::Sort { keys, rows, .. } => {
                let mut rows = std::mem::take(rows);
                order(&mut rows, keys);
                rows.into_iter().map(|(_, row)| row).collect()
            }
            Self::Stats { aggregates, by, groups } => std::mem::take(groups).rows(aggregates, by),
            _ => Vec::new(),
        }
    }
}

impl Groups {
    /// Takes a row in, and gives the bytes that it keeps of it, about.
    fn add(&mut self, row: &Row, aggregates: &[(Rc<str>, Aggregate)], by: &[Item]) -> Result<usize, TooMuch> {
        let key = key(row, by);
        let mut bytes = 0;
        let place = match self.places.get(&key) {
            Some(place) => *place,
            None if self.lines.len() >= MOST_GROUPS => return Err(TooMuch),
            None => {
                let values: Vec<_> = by.iter().map(|item| item.value.value(row)).collect();
                bytes += values.iter().map(Value::size).sum::<usize>() * 2 + 256 * aggregates.len();
                self.lines.push((values, aggregates.iter().map(|_| State::default()).collect()));
                self.places.insert(key, self.lines.len() - 1);
                self.lines.len() - 1
            }
        };
        let Some((_, states)) = self.lines.get_mut(place) else { return Ok(bytes) };
        let kept = aggregates.iter().zip(states).map(|((_, aggregate), state)| aggregate.add(state, row));
        Ok(bytes + kept.sum::<usize>())
    }
    fn rows(mut self, aggregates: &[(Rc<str>, Aggregate)], by: &[Item]) -> Vec<Row> {
        // Of nothing at all there is one line, as long as nothing is grouped.
        if self.lines.is_empty() && by.is_empty() {
            self.lines.push((Vec::new(), aggregates.iter().map(|_| State::default()).collect()));
        }
        let line = |(values, states): (Vec<Value>, Vec<State>)| {
            let mut row = Row::default();
            by.iter().zip(values).for_each(|(item, value)| row.set(item.name.clone(), value));
            for ((name, aggregate), state) in aggregates.iter().zip(states) {
                row.set(name.clone(), aggregate.finish(state));
            }
            row
        };
        self.lines.into_iter().map(line).collect()
    }
}

/// The rows that may come out of a sort: as many as a limit behind it lets through, where nothing drops any before.
fn wanted(rest: &[Command], limit: usize) -> usize {
    for command in rest {
        match command {
            Command::Limit(count) => return (*count).min(limit),
            Command::Filter(_) | Command::Dedup(_) | Command::Stats { .. } | Command::Sort(_) => {
                return usize::MAX;
            }
            _ => {}
        }
    }
    limit
}

fn order(rows: &mut [(Vec<Value>, Row)], keys: &[(Expression, bool)]) {
    rows.sort_by(|(left, _), (right, _)| {
        let mut pairs = left.iter().zip(right).zip(keys);
        let differs = pairs.find_map(|((left, right), (_, descending))| {
            let order = left.order(right);
            let order = if *descending { order.reverse() } else { order };
            (order != Ordering::Equal).then_some(order)
        });
        differs.unwrap_or(Ordering::Equal)
    });
}

fn compute(row: &mut Row, items: &[Item]) {
    for item in items {
        // A field under its own name is there already.
        if !matches!(&item.value, Expression::Field(field) if **field == *item.name) {
            let value = item.value.value(row);
            row.set(item.name.clone(), value);
        }
    }
}

fn extract(row: &mut Row, of: &Expression, regex: &regex::Regex, names: &[(usize, Rc<str>)]) {
    let value = of.value(row);
    let Some(text) = value.text() else { return };
    let Some(found) = regex.captures(&text) else { return };
    for (at, name) in names {
        if let Some(part) = found.get(*at) {
            row.set(name.clone(), Value::Text(part.as_str().to_owned()));
        }
    }
}

fn key(row: &Row, items: &[Item]) -> Vec<String> {
    items.iter().map(|item| item.value.value(row).text().unwrap_or_default().into_owned()).collect()
}
