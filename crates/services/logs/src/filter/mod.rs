//! The filter-pattern language of CloudWatch Logs: terms, a regular expression, conditions on JSON, and conditions on the
//! fields of a line that is delimited by spaces. Pure: text in, a verdict out.
//!
//! A pattern's first character decides which of the four it is: `{` JSON, `[` fields, `%` a regular expression, anything
//! else terms. What is not a pattern is refused as a whole, in AWS's one sentence for it. Where the guide is silent, the
//! stricter reading was taken, so that what works here works on AWS.
//! <https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/FilterAndPatternSyntax.html>

mod condition;
mod cursor;
mod expression;
mod fields;
mod json;
mod regexp;
mod terms;
#[cfg(test)]
mod tests;

use regexp::Regexp;

/// Regular expressions in a pattern about JSON or fields.
const MOST_REGEXPS: usize = 2;

/// It is not a pattern.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Invalid;

type Result<T> = std::result::Result<T, Invalid>;

/// A filter pattern.
#[derive(Clone, Debug)]
pub(crate) enum Pattern {
    All,
    Terms(terms::Terms),
    Regexp(Regexp),
    Json(json::Json),
    Fields(fields::Fields),
}

impl Pattern {
    pub(crate) fn parse(text: &str) -> Result<Self> {
        let text = text.trim();
        let pattern = match text.chars().next() {
            None => Self::All,
            Some('{') => Self::Json(json::Json::parse(text)?),
            Some('[') => Self::Fields(fields::Fields::parse(text)?),
            Some('%') => Self::Regexp(Regexp::standalone(text)?),
            Some(_) => Self::Terms(terms::Terms::parse(text)?),
        };
        if matches!(pattern, Self::Json(_) | Self::Fields(_)) && pattern.regexps() > MOST_REGEXPS {
            return Err(Invalid);
        }
        Ok(pattern)
    }
    pub(crate) fn matches(&self, message: &str) -> bool {
        match self {
            Self::All => true,
            Self::Terms(terms) => terms.matches(message),
            Self::Regexp(regexp) => regexp.matches(message),
            Self::Json(json) => json.matches(message),
            Self::Fields(fields) => fields.matches(message).is_some(),
        }
    }
    /// What a message that matches holds in the fields of the pattern: `$name` or `$3`, and the value. Empty for patterns
    /// of another kind; `None` where it does not match.
    pub(crate) fn extract(&self, message: &str) -> Option<Vec<(String, String)>> {
        match self {
            Self::Fields(fields) => fields.matches(message),
            _ => self.matches(message).then(Vec::new),
        }
    }
    /// How many regular expressions it has.
    pub(crate) fn regexps(&self) -> usize {
        match self {
            Self::All | Self::Terms(_) => 0,
            Self::Regexp(_) => 1,
            Self::Json(json) => json.regexps(),
            Self::Fields(fields) => fields.regexps(),
        }
    }
    /// Whether it has values to name: dimensions of a metric come from JSON and fields only.
    pub(crate) fn has_values(&self) -> bool {
        matches!(self, Self::Json(_) | Self::Fields(_))
    }
}
