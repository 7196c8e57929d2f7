//! Terms: words and quoted phrases that a message contains, `-` ones that it does not, `?` ones of which it has any.

use super::cursor::Cursor;
use super::{Invalid, Result};

/// A pattern of terms. A term is found anywhere, also within a word.
#[derive(Clone, Debug, Default)]
pub(crate) struct Terms {
    all: Vec<String>,
    any: Vec<String>,
    none: Vec<String>,
}

impl Terms {
    pub(super) fn parse(text: &str) -> Result<Self> {
        let mut terms = Self::default();
        let mut cursor = Cursor::new(text);
        loop {
            cursor.skip_space();
            let rest = cursor.rest();
            if rest.is_empty() {
                return Ok(terms);
            }
            let list = match rest.chars().next() {
                Some('-') => &mut terms.none,
                Some('?') => &mut terms.any,
                _ => &mut terms.all,
            };
            if rest.starts_with(['-', '?']) {
                cursor.run_one();
            }
            list.push(term(&mut cursor)?);
        }
    }
    pub(super) fn matches(&self, message: &str) -> bool {
        let has = |term: &String| message.contains(term.as_str());
        let plain = !self.all.is_empty() || !self.none.is_empty();
        // Beside other terms AWS does not look at the optional ones.
        let any = plain || self.any.is_empty() || self.any.iter().any(has);
        any && self.all.iter().all(has) && !self.none.iter().any(has)
    }
}

/// A phrase in quotes, or letters, digits and underscores up to the next space.
fn term(cursor: &mut Cursor<'_>) -> Result<String> {
    if let Some(phrase) = cursor.quoted()? {
        return Ok(phrase);
    }
    let word = cursor.run(|c| c.is_alphanumeric() || c == '_');
    let ends = cursor.rest().chars().next().is_none_or(char::is_whitespace);
    if word.is_empty() || !ends { Err(Invalid) } else { Ok(word.to_owned()) }
}
