//! Where AWS says that YAML is not well-formed.
//!
//! AWS's reader (SnakeYAML) and ours agree on the place of most errors. Where ours names the start of a token and AWS's
//! the character that it could not use, the place is moved. Both count lines and columns from one.

use saphyr_parser::ScanError;

use crate::error::Error;

/// The error for what the parser refused.
pub(super) fn refusal(text: &str, error: &ScanError) -> Error {
    let (line, column) = (error.marker().line(), error.marker().col() + 1);
    let info = error.info();
    let moved = if info.contains("unknown anchor") {
        // An alias is refused whatever it names.
        return alias();
    } else if info.contains("tab") {
        column_of(text, line, '\t')
    } else if info.contains("did not find expected key") && starts_item(text, line) {
        column_of(text, line, '-')
    } else if info.contains("unknown escape character") {
        bad_escape(text, line, column)
    } else if info.contains("quoted scalar, found unexpected end")
        || info.contains("indentation in quoted scalar")
    {
        Some(end(text))
    } else if info.contains("alphabetic or numeric") || info.contains("expected comment or line break") {
        // The sign itself was fine; what follows it was not.
        Some((line, column + 1))
    } else {
        None
    };
    let (line, column) = moved.unwrap_or((line, column));
    malformed(line, column)
}

/// The error at a place.
pub(super) fn malformed(line: usize, column: usize) -> Error {
    Error::format(format_args!("YAML not well-formed. (line {line}, column {column})"))
}

/// The refusal of an alias.
pub(super) fn alias() -> Error {
    Error::template("YAML aliases are not allowed in CloudFormation templates")
}

/// Whether YAML allows a character at all. Where it does not, AWS names no place.
pub(super) fn is_printable(character: char) -> bool {
    matches!(character,
        '\t' | '\n' | '\r' | ' '..='~' | '\u{85}' | '\u{a0}'..='\u{fffd}' | '\u{10000}'..='\u{10ffff}')
}

fn line_of(text: &str, line: usize) -> Option<&str> {
    text.lines().nth(line.checked_sub(1)?)
}

fn column_of(text: &str, line: usize, sought: char) -> Option<(usize, usize)> {
    let before = line_of(text, line)?.chars().take_while(|c| *c != sought).count();
    Some((line, before + 1))
}

fn starts_item(text: &str, line: usize) -> bool {
    line_of(text, line).is_some_and(|it| it.trim_start().starts_with('-'))
}

/// The first character after a backslash that no escape begins with.
fn bad_escape(text: &str, line: usize, column: usize) -> Option<(usize, usize)> {
    let mut escaped = false;
    for (index, character) in line_of(text, line)?.chars().enumerate().skip(column) {
        if escaped && !"0abtnvfre \"/\\N_LPxuU\t".contains(character) {
            return Some((line, index + 1));
        }
        escaped = character == '\\' && !escaped;
    }
    None
}

/// The place after the last character.
fn end(text: &str) -> (usize, usize) {
    let lines = text.split('\n');
    let (count, last) = lines.fold((0, ""), |(count, _), line| (count + 1, line));
    (count, last.chars().count() + 1)
}
