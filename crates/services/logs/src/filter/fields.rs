//! `[ip, user, ..., status = 4*, bytes > 1000]`: conditions on the fields of a line that is delimited by spaces.
//! <https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/matching-terms-space-delimited-log-events.html>

use super::condition::Comparison;
use super::cursor::Cursor;
use super::expression::Expression;
use super::{Invalid, Result};
use std::cell::RefCell;

/// A pattern of fields.
#[derive(Clone, Debug)]
pub(crate) struct Fields {
    /// Those before the ellipsis, or all.
    head: Vec<Field>,
    /// Those behind it.
    tail: Option<Vec<Field>>,
}

/// A field: its name, where it has one, and what is asked of it.
#[derive(Clone, Debug, Default)]
struct Field {
    name: String,
    test: Option<Expression<Comparison>>,
}

impl Fields {
    pub(super) fn parse(text: &str) -> Result<Self> {
        let mut cursor = Cursor::new(text);
        cursor.expect("[")?;
        let mut fields = Self { head: Vec::new(), tail: None };
        loop {
            if cursor.take("...") {
                if fields.tail.replace(Vec::new()).is_some() {
                    return Err(Invalid);
                }
            } else {
                let field = Field::parse(&mut cursor)?;
                fields.tail.as_mut().unwrap_or(&mut fields.head).push(field);
            }
            if !cursor.take(",") {
                break;
            }
        }
        cursor.expect("]")?;
        cursor.skip_space();
        if cursor.rest().is_empty() { Ok(fields) } else { Err(Invalid) }
    }

    /// The names and values of a line that has these fields; `None` where it has not.
    pub(super) fn matches(&self, message: &str) -> Option<Vec<(String, String)>> {
        let values = split(message);
        let tail = self.tail.as_deref().unwrap_or_default();
        let skipped = values.len().checked_sub(self.head.len() + tail.len())?;
        if skipped > 0 && self.tail.is_none() {
            return None;
        }
        let unnamed = Field::default();
        let fields = self.head.iter().chain(std::iter::repeat_n(&unnamed, skipped)).chain(tail);
        let one = |(at, (field, value)): (usize, (&Field, &&str))| {
            let holds =
                field.test.as_ref().is_none_or(|test| test.holds(&|c: &Comparison| c.holds_for_field(value)));
            let name =
                if field.name.is_empty() { format!("${}", at + 1) } else { format!("${}", field.name) };
            holds.then(|| (name, (*value).to_owned()))
        };
        fields.zip(&values).enumerate().map(one).collect()
    }
    pub(super) fn regexps(&self) -> usize {
        let fields = self.head.iter().chain(self.tail.iter().flatten());
        let conditions = fields.filter_map(|field| field.test.as_ref()).flat_map(Expression::conditions);
        conditions.filter(|comparison| comparison.is_regexp()).count()
    }
}

impl Field {
    /// Nothing, a name, or conditions that all say the same name.
    fn parse(cursor: &mut Cursor<'_>) -> Result<Self> {
        cursor.skip_space();
        if cursor.rest().starts_with([',', ']']) {
            return Ok(Self::default());
        }
        let before = *cursor;
        let name = name(cursor).unwrap_or_default();
        cursor.skip_space();
        if !name.is_empty() && cursor.rest().starts_with([',', ']']) {
            return Ok(Self { name: name.to_owned(), test: None });
        }
        *cursor = before;
        let names = RefCell::new(Vec::new());
        let condition = |cursor: &mut Cursor<'_>| {
            names.borrow_mut().push(name_of(cursor)?);
            // A value ends where the field or the condition does.
            Comparison::parse(cursor, |c| !c.is_whitespace() && !",]&|()\"%".contains(c))
        };
        let test = Expression::parse(cursor, &condition)?;
        let names = names.into_inner();
        let first = names.first().cloned().unwrap_or_default();
        if names.iter().any(|name| *name != first) {
            return Err(Invalid);
        }
        Ok(Self { name: first, test: Some(test) })
    }
}

fn name<'a>(cursor: &mut Cursor<'a>) -> Option<&'a str> {
    cursor.skip_space();
    Some(cursor.run(|c| c.is_alphanumeric() || "_-$".contains(c))).filter(|name| !name.is_empty())
}

fn name_of(cursor: &mut Cursor<'_>) -> Result<String> {
    name(cursor).map(str::to_owned).ok_or(Invalid)
}

/// The fields of a line. What stands in brackets or double quotes is one field; a bracket or quote that nothing closes
/// is a letter like any other.
fn split(line: &str) -> Vec<&str> {
    let mut fields = Vec::new();
    let mut rest = line.trim();
    while let Some(first) = rest.chars().next() {
        let close = match first {
            '[' => Some(']'),
            '"' => Some('"'),
            _ => None,
        };
        let enclosed = close.and_then(|close| rest.get(1..)?.split_once(close));
        let (field, behind) = match enclosed {
            Some(found) => found,
            None => rest.split_once(char::is_whitespace).unwrap_or((rest, "")),
        };
        fields.push(field);
        rest = behind.trim_start();
    }
    fields
}
