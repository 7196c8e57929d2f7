//! Regular expressions between percent signs: a part of the usual syntax, over bytes of ASCII.

use super::{Invalid, Result};
use regex::bytes::{Regex, RegexBuilder};

/// Symbols and operators beside letters and digits; no parentheses.
/// <https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/regex-expressions.html>
const ALLOWED: &str = ":_#=@/;,-^$?[]{}|\\*+.";
/// Bytes that a compiled expression may take: bounded repetitions multiply.
const MOST_BYTES: usize = 1 << 20;

/// A regular expression.
#[derive(Clone, Debug)]
pub(crate) struct Regexp(Regex);

impl Regexp {
    pub(super) fn parse(text: &str) -> Result<Self> {
        let allowed = |c: char| c.is_ascii_alphanumeric() || ALLOWED.contains(c);
        if text.is_empty() || !text.chars().all(allowed) {
            return Err(Invalid);
        }
        let built = RegexBuilder::new(text).unicode(false).size_limit(MOST_BYTES).build();
        built.map(Self).map_err(|_| Invalid)
    }
    /// A pattern that is nothing but a regular expression.
    pub(super) fn standalone(text: &str) -> Result<Self> {
        let inner = text.strip_prefix('%').and_then(|text| text.strip_suffix('%')).ok_or(Invalid)?;
        Self::parse(inner)
    }
    pub(super) fn matches(&self, text: &str) -> bool {
        self.0.is_match(text.as_bytes())
    }
}
