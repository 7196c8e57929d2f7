//! Patterns: `*` for any run of characters, `?` for one, and policy variables.
//!
//! A pattern is taken apart once, when the policy is compiled. The commonest forms (a literal, a lone `*`, a prefix
//! before one `*`) keep shapes of their own, since nearly every decision consists of comparing with those; all others
//! are a list of parts matched by backtracking to the latest star only, so time is at most pattern times text.
//!
//! The value of a variable stands for itself: a `*` that comes out of a tag is a character, not a wildcard.
//! <https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_variables.html>

use smallvec::SmallVec;

use crate::context::{Context, KeyName};

/// Whether letters of different case are the same (ASCII only, as AWS's names are).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Case {
    /// `a` is not `A`.
    Exact,
    /// `a` is `A`.
    Folded,
}

/// What the special characters of a text mean.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Syntax {
    /// `*` and `?` are wildcards.
    pub(crate) wildcards: bool,
    /// `${...}` is a variable: only in documents of version 2012-10-17.
    pub(crate) variables: bool,
    /// A `*` inside one of the first five parts of an ARN stays inside it, unless it ends the part.
    pub(crate) arn: bool,
}

/// Whether `text` matches `pattern`, in which `*` is any run of characters and `?` any one character.
pub fn matches(pattern: &str, text: &str, case: Case) -> bool {
    Pattern::new(pattern, Syntax { wildcards: true, variables: false, arn: false }, case).matches_plain(text)
}

/// A compiled pattern.
#[derive(Clone, Debug)]
pub(crate) struct Pattern {
    text: Box<str>,
    shape: Shape,
    variables: Box<[Variable]>,
    case: Case,
}

#[derive(Clone, Debug)]
enum Shape {
    Everything,
    Literal(Box<str>),
    Prefix(Box<str>),
    Parts(Box<[Part]>),
}

#[derive(Clone, Debug, PartialEq, Eq)]
enum Part {
    Literal(Box<str>),
    /// `*`
    Any,
    /// `*` that does not cross a colon.
    AnyWithin,
    /// `?`
    One,
    /// A variable, by its place in `Pattern::variables`.
    Variable(usize),
}

/// A variable of a pattern: a condition key, and the value to use where the request does not have that key.
#[derive(Clone, Debug)]
pub(crate) struct Variable {
    pub(crate) key: KeyName,
    /// `${key, 'default'}`
    written: Box<str>,
    default: Option<Box<str>>,
}

impl Variable {
    /// Whether neither the request nor the policy has a value for it.
    pub(crate) fn is_unresolved(&self, context: &Context) -> bool {
        self.default.is_none() && context.single(&self.key).is_none()
    }
}

type Resolved<'a> = SmallVec<[&'a str; 4]>;

impl Pattern {
    pub(crate) fn new(text: &str, syntax: Syntax, case: Case) -> Self {
        let mut variables = Vec::new();
        let parts = split(text, syntax, &mut variables);
        let shape = match parts.as_slice() {
            [] => Shape::Literal("".into()),
            [Part::Any] => Shape::Everything,
            [Part::Literal(literal)] => Shape::Literal(literal.clone()),
            [Part::Literal(literal), Part::Any] => Shape::Prefix(literal.clone()),
            _ => Shape::Parts(parts.into_boxed_slice()),
        };
        Self { text: text.into(), shape, variables: variables.into_boxed_slice(), case }
    }

    /// Whether the pattern matches everything, whatever the request.
    pub(crate) fn is_everything(&self) -> bool {
        matches!(self.shape, Shape::Everything)
    }

    /// The pattern with the variables' values in their places, as far as the request has them.
    pub(crate) fn resolved(&self, context: &Context) -> String {
        let mut text = self.text.to_string();
        for variable in &self.variables {
            if let Some(value) = context.single(&variable.key).or(variable.default.as_deref()) {
                text = text.replacen(&*variable.written, value, 1);
            }
        }
        text
    }

    pub(crate) fn variables(&self) -> &[Variable] {
        &self.variables
    }

    /// Matches with the variables' values taken from the request. A variable without value or default matches nothing.
    pub(crate) fn matches(&self, text: &str, context: &Context) -> bool {
        if self.variables.is_empty() {
            return self.matches_plain(text);
        }
        let mut values = Resolved::new();
        for variable in &self.variables {
            match context.single(&variable.key).or(variable.default.as_deref()) {
                Some(value) => values.push(value),
                None => return false,
            }
        }
        self.matches_with(text, &values)
    }

    /// Matches a pattern without variables.
    pub(crate) fn matches_plain(&self, text: &str) -> bool {
        self.matches_with(text, &[])
    }

    fn matches_with(&self, text: &str, values: &[&str]) -> bool {
        match &self.shape {
            Shape::Everything => true,
            Shape::Literal(literal) => same(literal, text, self.case),
            Shape::Prefix(prefix) => strip(text, prefix, self.case).is_some(),
            Shape::Parts(parts) => matches_parts(parts, values, text, self.case),
        }
    }
}

fn same(a: &str, b: &str, case: Case) -> bool {
    match case {
        Case::Exact => a == b,
        Case::Folded => a.eq_ignore_ascii_case(b),
    }
}

/// What follows `prefix` in `text`, if `text` begins with it.
fn strip<'a>(text: &'a str, prefix: &str, case: Case) -> Option<&'a str> {
    match case {
        Case::Exact => text.strip_prefix(prefix),
        Case::Folded => {
            let (head, rest) = text.split_at_checked(prefix.len())?;
            head.eq_ignore_ascii_case(prefix).then_some(rest)
        }
    }
}

fn matches_parts(parts: &[Part], values: &[&str], text: &str, case: Case) -> bool {
    let mut rest = text;
    let mut at = 0;
    // Where to take up again when a part fails: the part after the latest star, and the text that it was tried on.
    // A star that stays within its part of the ARN is tried before the star that does not, which stands further left.
    let mut any: Option<(usize, &str)> = None;
    let mut within: Option<(usize, &str)> = None;
    loop {
        let advanced = match parts.get(at) {
            None if rest.is_empty() => return true,
            None => None,
            Some(Part::Any) => {
                // What follows the star may as well be sought at once; if it is nowhere, no earlier star can help.
                let Some(next) = seek(parts.get(at + 1), rest, case) else { return false };
                (any, within) = (Some((at + 1, next)), None);
                Some(next)
            }
            Some(Part::AnyWithin) => {
                within = Some((at + 1, rest));
                Some(rest)
            }
            Some(Part::One) => skip_one(rest),
            Some(Part::Literal(literal)) => strip(rest, literal, case),
            Some(Part::Variable(place)) => values.get(*place).and_then(|value| strip(rest, value, case)),
        };
        if let Some(remaining) = advanced {
            (rest, at) = (remaining, at + 1);
            continue;
        }
        let shorter_within = within
            .filter(|(_, from)| !from.starts_with(':'))
            .and_then(|(part, from)| Some((part, skip_one(from)?)));
        if let Some(again) = shorter_within {
            within = Some(again);
            (at, rest) = again;
            continue;
        }
        let further =
            any.and_then(|(part, from)| Some((part, seek(parts.get(part), skip_one(from)?, case)?)));
        let Some(again) = further else { return false };
        (any, within) = (Some(again), None);
        (at, rest) = again;
    }
}

/// The rest of the text from where the part may begin.
fn seek<'a>(part: Option<&Part>, text: &'a str, case: Case) -> Option<&'a str> {
    let Some(Part::Literal(literal)) = part else { return Some(text) };
    let (Case::Exact, Some(&first)) = (case, literal.as_bytes().first()) else { return Some(text) };
    let mut from = 0;
    loop {
        let found = from + memchr::memchr(first, text.as_bytes().get(from..)?)?;
        let rest = text.get(found..)?;
        if rest.starts_with(&**literal) {
            return Some(rest);
        }
        from = found + 1;
    }
}

fn skip_one(text: &str) -> Option<&str> {
    let mut characters = text.chars();
    characters.next().map(|_| characters.as_str())
}

fn split(text: &str, syntax: Syntax, variables: &mut Vec<Variable>) -> Vec<Part> {
    let mut parts = Vec::new();
    let mut literal = String::new();
    let mut rest = text;
    let mut colons = 0;
    while let Some(character) = rest.chars().next() {
        let variable = if syntax.variables && character == '$' { read_variable(rest) } else { None };
        if let Some((reference, after)) = variable {
            match reference {
                Reference::Character(c) => literal.push(c),
                Reference::Key(variable) => {
                    flush(&mut literal, &mut parts);
                    parts.push(Part::Variable(variables.len()));
                    variables.push(variable);
                }
            }
            rest = after;
            continue;
        }
        rest = &rest[character.len_utf8()..];
        match character {
            '*' if syntax.wildcards => {
                flush(&mut literal, &mut parts);
                let crosses = !syntax.arn || colons >= 5 || rest.is_empty() || rest.starts_with(':');
                let star = if crosses { Part::Any } else { Part::AnyWithin };
                if parts.last() != Some(&star) {
                    parts.push(star);
                }
            }
            '?' if syntax.wildcards => {
                flush(&mut literal, &mut parts);
                parts.push(Part::One);
            }
            other => {
                colons += usize::from(other == ':');
                literal.push(other);
            }
        }
    }
    flush(&mut literal, &mut parts);
    parts
}

fn flush(literal: &mut String, parts: &mut Vec<Part>) {
    if !literal.is_empty() {
        parts.push(Part::Literal(std::mem::take(literal).into_boxed_str()));
    }
}

enum Reference {
    /// `${*}`, `${?}` and `${$}`: the character itself.
    Character(char),
    Key(Variable),
}

/// Reads `${key}` or `${key, 'default'}` at the start of the text; what is not of that form stays literal.
fn read_variable(text: &str) -> Option<(Reference, &str)> {
    let inner = text.strip_prefix("${")?;
    let end = inner.find('}')?;
    let (body, after) = (&inner[..end], &inner[end + 1..]);
    let reference = match body {
        "*" => Reference::Character('*'),
        "?" => Reference::Character('?'),
        "$" => Reference::Character('$'),
        _ => {
            let (key, default) = match body.split_once(',') {
                None => (body, None),
                Some((key, default)) => {
                    let quoted = default.trim().strip_prefix('\'')?.strip_suffix('\'')?;
                    (key, Some(quoted.into()))
                }
            };
            Reference::Key(Variable {
                key: KeyName::new(key.trim()),
                written: format!("${{{body}}}").into(),
                default,
            })
        }
    };
    Some((reference, after))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn wildcards() {
        let table = [
            ("*", "", true),
            ("*", "anything:at/all", true),
            ("a*", "a", true),
            ("a*", "b", false),
            ("*a", "banana", true),
            ("*an", "banana", false),
            ("b*n*a", "banana", true),
            ("b*x*a", "banana", false),
            ("?", "", false),
            ("?", "é", true),
            ("??", "é", false),
            ("*?", "", false),
            ("*??*", "ab", true),
            ("a?c", "abc", true),
            ("", "", true),
            ("", "a", false),
            ("**a**", "a", true),
            ("a", "A", false),
        ];
        for (pattern, text, expected) in table {
            assert_eq!(matches(pattern, text, Case::Exact), expected, "{pattern} on {text}");
        }
        assert!(matches("sqs:send*", "SQS:SendMessage", Case::Folded));
    }

    #[test]
    fn stars_take_linear_many_steps() {
        let pattern = "*a".repeat(200);
        let text = "b".repeat(20_000);
        assert!(!matches(&pattern, &text, Case::Exact));
    }

    #[test]
    fn resource_patterns() {
        // "If the asterisk (*) wildcard is the last character of a resource ARN segment, it can expand to match beyond
        // the colon boundaries": https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_resource.html
        let table = [
            ("arn:aws:sqs:*:123456789012:q", "arn:aws:sqs:us-east-1:123456789012:q", true),
            ("arn:aws:sqs:*:q", "arn:aws:sqs:us-east-1:123456789012:q", true),
            ("arn:aws:sqs:us-*-1:123456789012:q", "arn:aws:sqs:us-east-1:123456789012:q", true),
            ("arn:aws:sqs:us-*-1:q", "arn:aws:sqs:us-east-1:123456789012-1:q", false),
            ("arn:aws:sqs:*", "arn:aws:sqs:us-east-1:123456789012:q", true),
            ("arn:aws:logs:*:*:log-group:a*:z", "arn:aws:logs:r:1:log-group:a:b:c:z", true),
            ("arn:aws:s3:::b/*.txt", "arn:aws:s3:::b/x/y.txt", true),
            ("arn:aws:s3:::b", "arn:aws:s3:::B", false),
            ("arn:*:a*b:c:d", "arn:p:a:ab:c:d", true),
        ];
        let syntax = Syntax { wildcards: true, variables: true, arn: true };
        for (pattern, text, expected) in table {
            assert_eq!(
                Pattern::new(pattern, syntax, Case::Exact).matches_plain(text),
                expected,
                "{pattern} on {text}"
            );
        }
    }

    #[test]
    fn variables() {
        // https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_variables.html
        let syntax = Syntax { wildcards: true, variables: true, arn: false };
        let context = Context::new().with("aws:username", "David").with("aws:PrincipalTag/glob", "*");
        let table = [
            ("home/${aws:username}/*", "home/David/x", true),
            ("home/${AWS:UserName}/*", "home/David/x", true),
            ("home/${aws:username}/*", "home/Dora/x", false),
            ("${aws:userid}", "", false),
            ("${aws:userid, 'anonymous'}", "anonymous", true),
            ("${aws:username, 'anonymous'}", "anonymous", false),
            ("${*}", "*", true),
            ("${*}", "x", false),
            ("${?}${$}", "?$", true),
            ("${aws:PrincipalTag/glob}", "x", false),
            ("${aws:PrincipalTag/glob}", "*", true),
            ("${unclosed", "${unclosed", true),
            ("$x", "$x", true),
        ];
        for (pattern, text, expected) in table {
            let got = Pattern::new(pattern, syntax, Case::Exact).matches(text, &context);
            assert_eq!(got, expected, "{pattern} on {text}");
        }
        // Version 2008-10-17 knows no variables.
        let old = Syntax { variables: false, ..syntax };
        assert!(Pattern::new("${aws:username}", old, Case::Exact).matches("${aws:username}", &context));
    }
}
