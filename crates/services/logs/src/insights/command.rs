//! Commands, joined by bars.

use super::aggregate::Aggregate;
use super::expression::Expression;
use super::reader::{Reader, Result, Wrong};
use regex::Regex;
use std::rc::Rc;

/// Rows that a query gives where it does not say.
const DEFAULT_LIMIT: usize = 10_000;

/// Commands that AWS has and that are not built.
const OTHERS: &[&str] = &[
    "pattern",
    "diff",
    "anomaly",
    "unnest",
    "unmask",
    "filterIndex",
    "SOURCE",
    "join",
    "lookup",
    "union",
    "append",
];

/// A query.
pub(crate) struct Query {
    pub(super) commands: Vec<Command>,
}

/// A named value.
pub(super) struct Item {
    pub(super) name: Rc<str>,
    pub(super) value: Expression,
}

pub(super) enum Command {
    /// What is shown, beside what was shown before.
    Fields(Vec<Item>),
    /// What is shown, instead.
    Display(Vec<Item>),
    Filter(Expression),
    Stats {
        aggregates: Vec<(Rc<str>, Aggregate)>,
        by: Vec<Item>,
    },
    /// Each with whether it is descending.
    Sort(Vec<(Expression, bool)>),
    Limit(usize),
    Parse {
        of: Expression,
        regex: Regex,
        names: Vec<(usize, Rc<str>)>,
    },
    Dedup(Vec<Item>),
}

impl Query {
    pub(crate) fn parse(text: &str) -> Result<Self> {
        let mut reader = Reader::new(text);
        let mut commands = Vec::new();
        // A query may begin with a bar.
        let bar = reader.take("|");
        while !reader.is_done() || bar && commands.is_empty() {
            commands.push(Command::parse(&mut reader)?);
            if !reader.take("|") {
                break;
            }
            if reader.is_done() {
                return Err(reader.wrong());
            }
        }
        if reader.is_done() { Ok(Self { commands }) } else { Err(reader.wrong()) }
    }
    /// The most rows that it gives.
    pub(crate) fn limit(&self, given: Option<i32>) -> usize {
        let said = self.commands.iter().rev().find_map(|command| match command {
            Command::Limit(limit) => Some(*limit),
            _ => None,
        });
        said.or_else(|| usize::try_from(given?).ok()).unwrap_or(DEFAULT_LIMIT)
    }
}

impl Command {
    fn parse(reader: &mut Reader<'_>) -> Result<Self> {
        let before = reader.clone();
        let name = reader.name()?;
        match name.to_ascii_lowercase().as_str() {
            "fields" => Ok(Self::Fields(items(reader)?)),
            "display" => Ok(Self::Display(items(reader)?)),
            "filter" => Expression::parse(reader).map(Self::Filter),
            "stats" => stats(reader),
            "sort" | "order" => sort(reader),
            "limit" | "head" => {
                let count = reader.number().filter(|n| n.fract() == 0.0 && *n >= 1.0);
                count.map(|n| Self::Limit(n as usize)).ok_or_else(|| reader.wrong())
            }
            "parse" => parse(reader),
            "dedup" => items(reader).map(Self::Dedup),
            _ if OTHERS.iter().any(|other| other.eq_ignore_ascii_case(&name)) => {
                Err(Wrong::NotBuilt(format!("the command {name} in queries")))
            }
            _ => Err(before.wrong()),
        }
    }
}

/// `a, strlen(b) as c`; what has no name is called as it is written.
fn items(reader: &mut Reader<'_>) -> Result<Vec<Item>> {
    let mut items = Vec::new();
    loop {
        reader.skip_space();
        let from = reader.at();
        let value = Expression::parse(reader)?;
        let name = named(reader, from, Some(&value))?;
        items.push(Item { name, value });
        if !reader.take(",") {
            return Ok(items);
        }
    }
}

fn named(reader: &mut Reader<'_>, from: usize, value: Option<&Expression>) -> Result<Rc<str>> {
    let written = reader.since(from);
    if reader.word("as") {
        return reader.name().map(Rc::from);
    }
    Ok(match value {
        Some(Expression::Field(name)) => name.as_str().into(),
        _ => written.into(),
    })
}

fn stats(reader: &mut Reader<'_>) -> Result<Command> {
    let mut aggregates = Vec::new();
    loop {
        reader.skip_space();
        let from = reader.at();
        let aggregate = Aggregate::parse(reader)?;
        aggregates.push((named(reader, from, None)?, aggregate));
        if !reader.take(",") {
            break;
        }
    }
    let by = if reader.word("by") { items(reader)? } else { Vec::new() };
    Ok(Command::Stats { aggregates, by })
}

fn sort(reader: &mut Reader<'_>) -> Result<Command> {
    // `order by` is an older spelling.
    reader.word("by");
    let mut keys = Vec::new();
    loop {
        reader.skip_space();
        let before = reader.clone();
        // A line of statistics is named as it is written: `sort count(*) desc`.
        let key = match Expression::parse(reader) {
            Ok(key @ Expression::Field(_)) => key,
            other => {
                let mut again = before.clone();
                match Aggregate::parse(&mut again) {
                    Ok(_) => {
                        let written = again.since(before.at()).to_owned();
                        *reader = again;
                        Expression::Field(written)
                    }
                    Err(_) => other?,
                }
            }
        };
        // Without a word the first is the highest.
        let ascending = reader.word("asc");
        if !ascending {
            reader.word("desc");
        }
        keys.push((key, !ascending));
        if !reader.take(",") {
            return Ok(Command::Sort(keys));
        }
    }
}

/// `parse @message "user=*, took * ms" as user, took`, or a regular expression with named groups.
fn parse(reader: &mut Reader<'_>) -> Result<Command> {
    let before = reader.clone();
    let bare = reader.quoted()?.is_some() || reader.regex()?.is_some();
    *reader = before;
    let of = if bare { Expression::Field("@message".to_owned()) } else { Expression::parse(reader)? };
    if let Some(regex) = reader.regex()? {
        let named = regex.capture_names().enumerate().filter_map(|(at, name)| Some((at, name?.into())));
        let names: Vec<_> = named.collect();
        if names.is_empty() {
            return Err(reader.wrong());
        }
        return Ok(Command::Parse { of, regex, names });
    }
    let glob = reader.quoted()?.ok_or_else(|| reader.wrong())?;
    let parts: Vec<_> = glob.split('*').map(regex::escape).collect();
    let last = parts.len().saturating_sub(1);
    // The last star takes all that is left; any other as little as there is.
    let open_end = parts.last().is_some_and(String::is_empty);
    let mut pattern = String::from("(?s)");
    for (at, part) in parts.iter().enumerate() {
        pattern.push_str(part);
        if at < last {
            pattern.push_str(if at + 1 == last && open_end { "(.*)" } else { "(.*?)" });
        }
    }
    let regex = reader.compile(&pattern)?;
    if !reader.word("as") {
        return Err(reader.wrong());
    }
    let mut names: Vec<(usize, Rc<str>)> = Vec::new();
    loop {
        names.push((names.len() + 1, reader.name()?.into()));
        if !reader.take(",") {
            break;
        }
    }
    if names.len() == last { Ok(Command::Parse { of, regex, names }) } else { Err(reader.wrong()) }
}
