//! Where a parser stands in its text.

use super::{Invalid, Result};

/// What is left of a pattern.
#[derive(Clone, Copy)]
pub(super) struct Cursor<'a>(&'a str);

impl<'a> Cursor<'a> {
    pub(super) fn new(text: &'a str) -> Self {
        Self(text)
    }
    pub(super) fn rest(self) -> &'a str {
        self.0
    }
    pub(super) fn skip_space(&mut self) {
        self.0 = self.0.trim_start();
    }
    /// Takes a piece of text that stands here, behind space.
    pub(super) fn take(&mut self, piece: &str) -> bool {
        self.skip_space();
        let rest = self.0.strip_prefix(piece);
        self.0 = rest.unwrap_or(self.0);
        rest.is_some()
    }
    pub(super) fn expect(&mut self, piece: &str) -> Result<()> {
        if self.take(piece) { Ok(()) } else { Err(Invalid) }
    }
    /// Takes a word, which ends where letters do.
    pub(super) fn word(&mut self, word: &str) -> bool {
        let before = *self;
        if self.take(word) && !self.0.starts_with(|c: char| c.is_alphanumeric() || c == '_') {
            return true;
        }
        *self = before;
        false
    }
    /// Takes characters as long as they are of a kind; empty where the first one is not.
    pub(super) fn run(&mut self, kind: impl Fn(char) -> bool) -> &'a str {
        let end = self.0.find(|c: char| !kind(c)).unwrap_or(self.0.len());
        let (run, rest) = self.0.split_at(end);
        self.0 = rest;
        run
    }
    /// Takes one character.
    pub(super) fn run_one(&mut self) {
        let mut chars = self.0.chars();
        chars.next();
        self.0 = chars.as_str();
    }
    /// Takes a text in double quotes, in which a backslash takes the meaning from a quote or a backslash.
    pub(super) fn quoted(&mut self) -> Result<Option<String>> {
        let Some(inner) = self.0.strip_prefix('"') else { return Ok(None) };
        let mut text = String::new();
        let mut chars = inner.char_indices();
        while let Some((at, c)) = chars.next() {
            match c {
                '"' => {
                    self.0 = inner.get(at + 1..).unwrap_or_default();
                    return Ok(Some(text));
                }
                '\\' => match chars.next() {
                    Some((_, c @ ('"' | '\\'))) => text.push(c),
                    Some((_, c)) => text.extend(['\\', c]),
                    None => return Err(Invalid),
                },
                c => text.push(c),
            }
        }
        Err(Invalid)
    }
    /// Takes what stands between percent signs.
    pub(super) fn regexp(&mut self) -> Result<Option<&'a str>> {
        let Some(inner) = self.0.strip_prefix('%') else { return Ok(None) };
        let (regexp, rest) = inner.split_once('%').ok_or(Invalid)?;
        self.0 = rest;
        Ok(Some(regexp))
    }
}
