//! Regular expressions as AWS reads them: Java's.
//!
//! The engine underneath knows lookaround and possessive repetition, as Java does. What differs is put right in the
//! text: Java's `\w`, `\d` and `\s` are ASCII, and a hyphen after one of them in a class is a hyphen.

use fancy_regex::{Regex, RegexBuilder};

/// How much a match may try. A pattern that would run on is refused by whoever asked.
const STEPS: usize = 200_000;

/// The largest automaton, in bytes.
const SIZE: usize = 10_000_000;

/// Compiles a pattern.
pub(crate) fn compile(text: &str) -> Result<Regex, String> {
    let mut builder = RegexBuilder::new(&translated(text));
    builder.backtrack_limit(STEPS).delegate_size_limit(SIZE);
    builder.build().map_err(|error| error.to_string())
}

fn translated(text: &str) -> String {
    let mut whole = String::with_capacity(text.len());
    let mut characters = text.chars().peekable();
    let mut classes = 0usize;
    while let Some(character) = characters.next() {
        match character {
            '\\' => {
                let Some(escaped) = characters.next() else {
                    whole.push('\\');
                    break;
                };
                match (ascii(escaped), classes) {
                    (Some(set), 0) => whole.extend(["[", set, "]"]),
                    (Some(set), _) if !set.starts_with('^') => {
                        whole.push_str(set);
                        if characters.next_if_eq(&'-').is_some() {
                            whole.push_str(if characters.peek() == Some(&']') { "-" } else { "\\-" });
                        }
                    }
                    _ => whole.extend(['\\', escaped]),
                }
            }
            '[' => {
                classes += 1;
                whole.push('[');
            }
            ']' => {
                classes = classes.saturating_sub(1);
                whole.push(']');
            }
            other => whole.push(other),
        }
    }
    whole
}

/// The characters of one of Java's ASCII classes.
fn ascii(escaped: char) -> Option<&'static str> {
    Some(match escaped {
        'w' => "a-zA-Z0-9_",
        'W' => "^a-zA-Z0-9_",
        'd' => "0-9",
        'D' => "^0-9",
        's' => r" \t\n\x0B\f\r",
        'S' => r"^ \t\n\x0B\f\r",
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::{compile, translated};

    #[test]
    fn java_classes() {
        for (java, rust) in [
            (r"\w+\d", "[a-zA-Z0-9_]+[0-9]"),
            (r"[\w-.]", r"[a-zA-Z0-9_\-.]"),
            (r"[\w-]", "[a-zA-Z0-9_-]"),
            (r"[^\s]\S", r"[^ \t\n\x0B\f\r][^ \t\n\x0B\f\r]"),
            (r"\\w\[\d", r"\\w\[[0-9]"),
            ("a\\", "a\\"),
        ] {
            assert_eq!(translated(java), rust);
        }
        assert!(!compile(r"^\w+$").unwrap().is_match("ä").unwrap());
        assert!(compile(r"^arn:aws:iam::\d{12}:role/[\w+=,.@-]{1,512}$").is_ok());
        assert!(compile("[").is_err());
        // Catastrophic in a backtracking engine without a limit.
        assert!(compile(r"^((a|aa)+)\1c").unwrap().is_match(&format!("{}!", "a".repeat(60))).is_err());
    }
}
