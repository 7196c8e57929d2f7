//! Where a parser stands in a query, and what is wrong there.

use regex::Regex;

/// Bytes that a compiled expression may take.
const MOST_BYTES: usize = 1 << 20;

/// Why a text is not a query that can be run.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Wrong {
    /// It is no query: the offset of what is unexpected, its end, and how it reads.
    Unexpected { from: usize, to: usize, found: String },
    /// It is a query, with something that is not built.
    NotBuilt(String),
}

pub(super) type Result<T> = std::result::Result<T, Wrong>;

/// A query and the place in it.
#[derive(Clone)]
pub(super) struct Reader<'a> {
    text: &'a str,
    at: usize,
}

impl<'a> Reader<'a> {
    pub(super) fn new(text: &'a str) -> Self {
        Self { text, at: 0 }
    }
    pub(super) fn rest(&self) -> &'a str {
        self.text.get(self.at..).unwrap_or_default()
    }
    pub(super) fn at(&self) -> usize {
        self.at
    }
    /// What was read since a place, without the space around it.
    pub(super) fn since(&self, from: usize) -> &'a str {
        self.text.get(from..self.at).unwrap_or_default().trim()
    }
    /// Space, and comments from `#` to the end of their line.
    pub(super) fn skip_space(&mut self) {
        loop {
            let rest = self.rest();
            let trimmed = rest.trim_start();
            self.at += rest.len() - trimmed.len();
            if !trimmed.starts_with('#') {
                return;
            }
            self.at += trimmed.find('\n').unwrap_or(trimmed.len());
        }
    }
    pub(super) fn is_done(&mut self) -> bool {
        self.skip_space();
        self.rest().is_empty()
    }
    pub(super) fn peek(&mut self, symbol: &str) -> bool {
        self.skip_space();
        self.rest().starts_with(symbol)
    }
    pub(super) fn take(&mut self, symbol: &str) -> bool {
        let found = self.peek(symbol);
        self.at += if found { symbol.len() } else { 0 };
        found
    }
    pub(super) fn expect(&mut self, symbol: &str) -> Result<()> {
        if self.take(symbol) { Ok(()) } else { Err(self.wrong()) }
    }
    /// Takes a word, whatever its case.
    pub(super) fn word(&mut self, word: &str) -> bool {
        self.skip_space();
        let found = self.rest().get(..word.len()).is_some_and(|head| head.eq_ignore_ascii_case(word));
        let ends = !self.rest().get(word.len()..).is_some_and(|rest| rest.starts_with(is_letter));
        self.at += if found && ends { word.len() } else { 0 };
        found && ends
    }
    /// A name: letters, digits, `_`, `@` and dots, or anything between backticks, an `@` before them included.
    pub(super) fn name(&mut self) -> Result<String> {
        self.skip_space();
        let rest = self.rest();
        let (head, quoted) = rest.strip_prefix('@').map_or(("", rest), |rest| ("@", rest));
        if let Some(inner) = quoted.strip_prefix('`') {
            let (name, _) = inner.split_once('`').ok_or_else(|| self.wrong())?;
            self.at += head.len() + name.len() + 2;
            return Ok(format!("{head}{name}"));
        }
        let end = rest.find(|c: char| !is_letter(c) && c != '.').unwrap_or(rest.len());
        let name = rest.get(..end).unwrap_or_default();
        if name.is_empty() || name.starts_with(|c: char| c.is_ascii_digit()) {
            return Err(self.wrong());
        }
        self.at += end;
        Ok(name.to_owned())
    }
    /// A number, where one stands here.
    pub(super) fn number(&mut self) -> Option<f64> {
        self.skip_space();
        let rest = self.rest();
        let digits = |text: &str| text.bytes().take_while(u8::is_ascii_digit).count();
        let whole = digits(rest);
        let fraction = rest.get(whole..).and_then(|rest| rest.strip_prefix('.')).map_or(0, digits);
        let end = if fraction > 0 { whole + 1 + fraction } else { whole };
        let number = rest.get(..end)?.parse().ok()?;
        self.at += end;
        Some(number)
    }
    /// A text in single or double quotes.
    pub(super) fn quoted(&mut self) -> Result<Option<String>> {
        self.skip_space();
        let Some(quote) = self.rest().chars().next().filter(|c| matches!(c, '"' | '\'')) else {
            return Ok(None);
        };
        let inner = self.rest().get(1..).unwrap_or_default();
        let mut text = String::new();
        let mut chars = inner.char_indices();
        while let Some((at, c)) = chars.next() {
            match c {
                '\\' => match chars.next() {
                    Some((_, c @ ('"' | '\'' | '\\'))) => text.push(c),
                    Some((_, c)) => text.extend(['\\', c]),
                    None => break,
                },
                c if c == quote => {
                    self.at += at + 2;
                    return Ok(Some(text));
                }
                c => text.push(c),
            }
        }
        Err(self.wrong())
    }
    /// A regular expression between slashes.
    pub(super) fn regex(&mut self) -> Result<Option<Regex>> {
        self.skip_space();
        let Some(inner) = self.rest().strip_prefix('/') else { return Ok(None) };
        let mut escaped = false;
        let end = inner.find(|c| {
            let ends = c == '/' && !escaped;
            escaped = c == '\\' && !escaped;
            ends
        });
        let text = end.and_then(|end| inner.get(..end)).ok_or_else(|| self.wrong())?;
        let built = self.compile(&text.replace("\\/", "/"))?;
        self.at += text.len() + 2;
        Ok(Some(built))
    }
    pub(super) fn compile(&self, text: &str) -> Result<Regex> {
        // Names of groups are written as Java has them, which Rust reads too.
        let built = regex::RegexBuilder::new(text).size_limit(MOST_BYTES).build();
        built.map_err(|_| self.wrong())
    }
    /// What stands here is unexpected.
    pub(super) fn wrong(&self) -> Wrong {
        let rest = self.rest();
        let end = rest.find(char::is_whitespace).filter(|end| *end > 0).unwrap_or(rest.len());
        let found = rest.get(..end).unwrap_or_default();
        let found = if found.is_empty() { "end of input" } else { found };
        Wrong::Unexpected { from: self.at, to: self.at + end, found: found.to_owned() }
    }
}

fn is_letter(c: char) -> bool {
    c.is_alphanumeric() || c == '_' || c == '@'
}
