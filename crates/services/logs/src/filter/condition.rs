//! A comparison of one value: the operator, what stands to its right, and whether it holds.

use super::cursor::Cursor;
use super::regexp::Regexp;
use super::{Invalid, Result};
use std::cmp::Ordering;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Operator {
    Equal,
    NotEqual,
    Less,
    LessOrEqual,
    Greater,
    GreaterOrEqual,
}

/// What a value is compared with.
#[derive(Clone, Debug)]
pub(super) enum Operand {
    Number { value: f64, text: String },
    Text(Glob),
    Regexp(Regexp),
}

/// A text with a wildcard at its beginning, its end or both; a star elsewhere is a star.
#[derive(Clone, Debug)]
pub(super) struct Glob {
    text: String,
    open_start: bool,
    open_end: bool,
}

/// A comparison.
#[derive(Clone, Debug)]
pub(super) struct Comparison {
    operator: Operator,
    operand: Operand,
}

impl Comparison {
    /// Reads an operator and what follows it; `bare` are the characters that need no quotes.
    pub(super) fn parse(cursor: &mut Cursor<'_>, bare: impl Fn(char) -> bool) -> Result<Self> {
        let operators = [
            ("!=", Operator::NotEqual),
            // An older spelling of the guide's.
            ("=!", Operator::NotEqual),
            ("=", Operator::Equal),
            ("<=", Operator::LessOrEqual),
            ("<", Operator::Less),
            (">=", Operator::GreaterOrEqual),
            (">", Operator::Greater),
        ];
        let found = operators.iter().find(|(text, _)| cursor.take(text)).ok_or(Invalid)?;
        cursor.skip_space();
        let operand = operand(cursor, bare)?;
        let equality = matches!(found.1, Operator::Equal | Operator::NotEqual);
        if !equality && !matches!(operand, Operand::Number { .. }) {
            return Err(Invalid);
        }
        Ok(Self { operator: found.1, operand })
    }
    /// Whether it holds for a text that may be a number, as fields of a line are.
    pub(super) fn holds_for_field(&self, text: &str) -> bool {
        let number = text.parse().ok().filter(|number: &f64| number.is_finite());
        match (&self.operand, number) {
            (Operand::Number { value, .. }, Some(number)) => self.compares(number, *value),
            _ => self.holds_for_text(text),
        }
    }
    /// Whether it holds for a text.
    pub(super) fn holds_for_text(&self, text: &str) -> bool {
        let equal = match &self.operand {
            Operand::Number { text: number, .. } => number == text,
            Operand::Text(glob) => glob.matches(text),
            Operand::Regexp(regexp) => regexp.matches(text),
        };
        match self.operator {
            Operator::Equal => equal,
            Operator::NotEqual => !equal,
            _ => false,
        }
    }
    /// Whether it holds for a number of a JSON document, which is written as `text`.
    pub(super) fn holds_for_number(&self, number: f64, text: &str) -> bool {
        match &self.operand {
            Operand::Number { value, .. } => self.compares(number, *value),
            _ => self.holds_for_text(text),
        }
    }
    pub(super) fn is_regexp(&self) -> bool {
        matches!(self.operand, Operand::Regexp(_))
    }
    fn compares(&self, left: f64, right: f64) -> bool {
        let Some(order) = left.partial_cmp(&right) else { return false };
        match self.operator {
            Operator::Equal => order == Ordering::Equal,
            Operator::NotEqual => order != Ordering::Equal,
            Operator::Less => order == Ordering::Less,
            Operator::LessOrEqual => order != Ordering::Greater,
            Operator::Greater => order == Ordering::Greater,
            Operator::GreaterOrEqual => order != Ordering::Less,
        }
    }
}

impl Glob {
    fn new(text: &str) -> Self {
        let (open_start, inner) = text.strip_prefix('*').map_or((false, text), |inner| (true, inner));
        let (open_end, inner) = match inner.strip_suffix('*') {
            Some(inner) => (true, inner),
            // A star alone is both.
            None => (open_start && inner.is_empty(), inner),
        };
        Self { text: inner.to_owned(), open_start, open_end }
    }
    fn matches(&self, text: &str) -> bool {
        match (self.open_start, self.open_end) {
            (false, false) => text == self.text,
            (true, false) => text.ends_with(&self.text),
            (false, true) => text.starts_with(&self.text),
            (true, true) => text.contains(&self.text),
        }
    }
}

fn operand(cursor: &mut Cursor<'_>, bare: impl Fn(char) -> bool) -> Result<Operand> {
    if let Some(text) = cursor.quoted()? {
        return Ok(Operand::Text(Glob::new(&text)));
    }
    if let Some(regexp) = cursor.regexp()? {
        return Ok(Operand::Regexp(Regexp::parse(regexp)?));
    }
    let text = cursor.run(bare);
    if text.is_empty() {
        return Err(Invalid);
    }
    // Rust reads `inf` and `nan` as numbers too.
    let number = text.parse().ok().filter(|number: &f64| number.is_finite());
    Ok(match number {
        Some(value) => Operand::Number { value, text: text.to_owned() },
        None => Operand::Text(Glob::new(text)),
    })
}
