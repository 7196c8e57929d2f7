//! `{ $.user.roles[0] = "admin" && $.latency > 500 }`: conditions on a message that is a JSON document.
//! <https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/matching-terms-json-log-events.html>

use super::condition::Comparison;
use super::cursor::Cursor;
use super::expression::Expression;
use super::{Invalid, Result};
use serde_json::Value;

/// Wildcards in one selector and in a whole pattern.
const MOST_WILDCARDS: usize = 1;
const MOST_WILDCARDS_IN_ALL: usize = 3;

/// A pattern about JSON.
#[derive(Clone, Debug)]
pub(crate) struct Json(Expression<Condition>);

/// What is asked of the value that a selector leads to.
#[derive(Clone, Debug)]
struct Condition {
    selector: Vec<Step>,
    test: Test,
}

#[derive(Clone, Debug)]
enum Step {
    Member(String),
    Item(usize),
    /// Every member or item.
    Each,
}

#[derive(Clone, Debug)]
enum Test {
    Compare(Comparison),
    True,
    False,
    Null,
    Exists,
    NotExists,
}

impl Json {
    pub(super) fn parse(text: &str) -> Result<Self> {
        let mut cursor = Cursor::new(text);
        cursor.expect("{")?;
        let expression = Expression::parse(&mut cursor, &Condition::parse)?;
        cursor.expect("}")?;
        cursor.skip_space();
        let wildcards: usize = expression.conditions().iter().map(|c| c.wildcards()).sum();
        if !cursor.rest().is_empty() || wildcards > MOST_WILDCARDS_IN_ALL {
            return Err(Invalid);
        }
        Ok(Self(expression))
    }
    pub(super) fn matches(&self, message: &str) -> bool {
        // Most of what is no document is seen by its first letter.
        if !message.trim_start().starts_with(['{', '[']) {
            return false;
        }
        let Ok(document) = serde_json::from_str::<Value>(message) else { return false };
        self.0.holds(&|condition: &Condition| condition.holds(&document))
    }
    pub(super) fn regexps(&self) -> usize {
        let is = |c: &&Condition| matches!(&c.test, Test::Compare(comparison) if comparison.is_regexp());
        self.0.conditions().into_iter().filter(is).count()
    }
}

impl Condition {
    fn parse(cursor: &mut Cursor<'_>) -> Result<Self> {
        let condition = Self { selector: selector(cursor)?, test: Test::parse(cursor)? };
        if condition.wildcards() > MOST_WILDCARDS { Err(Invalid) } else { Ok(condition) }
    }
    fn wildcards(&self) -> usize {
        self.selector.iter().filter(|step| matches!(step, Step::Each)).count()
    }
    fn holds(&self, document: &Value) -> bool {
        let mut found = Vec::new();
        select(document, &self.selector, &mut found);
        match self.test {
            Test::NotExists => found.is_empty(),
            _ => found.into_iter().any(|value| self.test.holds(value)),
        }
    }
}

impl Test {
    fn parse(cursor: &mut Cursor<'_>) -> Result<Self> {
        if cursor.word("IS") {
            let words = [("TRUE", Self::True), ("FALSE", Self::False), ("NULL", Self::Null)];
            return words
                .into_iter()
                .find(|(word, _)| cursor.word(word))
                .map(|(_, test)| test)
                .ok_or(Invalid);
        }
        if cursor.word("NOT") {
            return if cursor.word("EXISTS") { Ok(Self::NotExists) } else { Err(Invalid) };
        }
        if cursor.word("EXISTS") {
            return Ok(Self::Exists);
        }
        // Anything else needs quotes; `123.123.*` is an example of the guide's.
        let bare = |c: char| c.is_ascii_alphanumeric() || "._-+*".contains(c);
        Comparison::parse(cursor, bare).map(Self::Compare)
    }
    /// Comparisons know texts and numbers only: of an object, a list or nothing none of them holds, not even `!=`.
    fn holds(&self, value: &Value) -> bool {
        match (self, value) {
            (Self::Compare(comparison), Value::String(text)) => comparison.holds_for_text(text),
            (Self::Compare(comparison), Value::Number(number)) => {
                number.as_f64().is_some_and(|value| comparison.holds_for_number(value, &number.to_string()))
            }
            (Self::True, Value::Bool(flag)) => *flag,
            (Self::False, Value::Bool(flag)) => !flag,
            (Self::Null, value) => value.is_null(),
            (Self::Exists, _) => true,
            _ => false,
        }
    }
}

/// `$.users[0].id`, `$.users[*].id`.
fn selector(cursor: &mut Cursor<'_>) -> Result<Vec<Step>> {
    cursor.expect("$")?;
    let mut steps = Vec::new();
    loop {
        let rest = cursor.rest();
        if rest.starts_with('.') {
            cursor.run_one();
            let name = cursor.run(|c| c.is_alphanumeric() || c == '-' || c == '_');
            if !name.is_empty() {
                steps.push(Step::Member(name.to_owned()));
            } else if cursor.rest().starts_with('*') {
                cursor.run_one();
                steps.push(Step::Each);
            } else {
                return Err(Invalid);
            }
        } else if rest.starts_with('[') {
            cursor.run_one();
            let number = cursor.run(|c| c.is_ascii_digit());
            if !number.is_empty() {
                steps.push(Step::Item(number.parse().map_err(|_| Invalid)?));
            } else if cursor.rest().starts_with('*') {
                cursor.run_one();
                steps.push(Step::Each);
            }
            if !cursor.rest().starts_with(']') {
                return Err(Invalid);
            }
            cursor.run_one();
        } else {
            return if steps.is_empty() { Err(Invalid) } else { Ok(steps) };
        }
    }
}

fn select<'v>(value: &'v Value, steps: &[Step], found: &mut Vec<&'v Value>) {
    let Some((step, rest)) = steps.split_first() else { return found.push(value) };
    let next: Vec<&Value> = match (step, value) {
        (Step::Member(name), Value::Object(members)) => members.get(name).into_iter().collect(),
        (Step::Item(index), Value::Array(items)) => items.get(*index).into_iter().collect(),
        (Step::Each, Value::Array(items)) => items.iter().collect(),
        (Step::Each, Value::Object(members)) => members.values().collect(),
        _ => return,
    };
    for value in next {
        select(value, rest, found);
    }
}
