//! Whether a text is JSON, refused in the words of Jackson, which AWS repeats to its callers.
//! recorded: sns/test_sns.json, test_validate_set_sub_attributes, test_subscribe_invalid_filter_policy

use std::iter::Peekable;
use std::str::Chars;

/// Levels that may be nested; no policy needs as many.
const DEEPEST: usize = 100;
const VALUES: &str = "(JSON String, Number, Array, Object or token 'null', 'true' or 'false')";

/// Checks a text; the error is AWS's text.
pub(crate) fn check(text: &str) -> Result<(), String> {
    let mut reader = Reader { rest: text.chars().peekable(), line: 1, column: 1 };
    reader.spaces();
    reader.value(0).map_err(|error| format!("failed to parse JSON. {error}"))
}

struct Reader<'a> {
    rest: Peekable<Chars<'a>>,
    /// Where the next character stands.
    line: usize,
    column: usize,
}

impl Reader<'_> {
    fn take(&mut self) -> Option<char> {
        let c = self.rest.next()?;
        if c == '\n' {
            self.line += 1;
            self.column = 1;
        } else {
            self.column += c.len_utf16();
        }
        Some(c)
    }
    fn spaces(&mut self) {
        while self.rest.peek().is_some_and(|c| matches!(c, ' ' | '\t' | '\r' | '\n')) {
            self.take();
        }
    }
    fn place(&self) -> String {
        format!(
            "[Source: REDACTED (`StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION` disabled); line: {}, column: {}]",
            self.line, self.column
        )
    }
    fn wrong<T>(&self, text: impl AsRef<str>) -> Result<T, String> {
        Err(format!("{}\n at {}", text.as_ref(), self.place()))
    }
    fn unexpected<T>(&self, c: char, expected: &str) -> Result<T, String> {
        self.wrong(format!("Unexpected character ('{c}' (code {})): {expected}", u32::from(c)))
    }
    fn ended<T>(&self, what: &str, start: &str) -> Result<T, String> {
        self.wrong(format!(
            "Unexpected end-of-input: expected close marker for {what} (start marker at {start})"
        ))
    }

    fn value(&mut self, depth: usize) -> Result<(), String> {
        match self.rest.peek().copied() {
            None => self.wrong("No content to map due to end-of-input"),
            Some('{' | '[') if depth >= DEEPEST => self.wrong(format!(
                "Document nesting depth ({}) exceeds the maximum allowed ({DEEPEST})",
                depth + 1
            )),
            Some('{') => self.object(depth),
            Some('[') => self.array(depth),
            Some('"') => self.string(),
            Some(c) if c == '-' || c.is_ascii_digit() => self.number(),
            Some(c) if c.is_alphabetic() || c == '_' || c == '$' => self.word(),
            Some(c) => self.unexpected(c, &format!("expected a valid value {VALUES}")),
        }
    }
    fn object(&mut self, depth: usize) -> Result<(), String> {
        let start = self.place();
        self.take();
        self.spaces();
        if self.rest.peek() == Some(&'}') {
            self.take();
            return Ok(());
        }
        loop {
            match self.rest.peek().copied() {
                None => return self.ended("Object", &start),
                Some('"') => self.string()?,
                Some(c) => return self.unexpected(c, "was expecting double-quote to start field name"),
            }
            self.spaces();
            match self.rest.peek().copied() {
                None => return self.ended("Object", &start),
                Some(':') => drop(self.take()),
                Some(c) => {
                    return self.unexpected(c, "was expecting a colon to separate field name and value");
                }
            }
            self.spaces();
            if self.rest.peek().is_none() {
                return self.ended("Object", &start);
            }
            self.value(depth + 1)?;
            if self.next_entry("Object", '}', &start)? {
                return Ok(());
            }
        }
    }
    fn array(&mut self, depth: usize) -> Result<(), String> {
        let start = self.place();
        self.take();
        self.spaces();
        if self.rest.peek() == Some(&']') {
            self.take();
            return Ok(());
        }
        loop {
            if self.rest.peek().is_none() {
                return self.ended("Array", &start);
            }
            self.value(depth + 1)?;
            if self.next_entry("Array", ']', &start)? {
                return Ok(());
            }
        }
    }
    /// Behind an entry: whether that was the last one.
    fn next_entry(&mut self, what: &str, close: char, start: &str) -> Result<bool, String> {
        self.spaces();
        match self.rest.peek().copied() {
            None => self.ended(what, start),
            Some(c) if c == close => {
                self.take();
                Ok(true)
            }
            Some(',') => {
                self.take();
                self.spaces();
                Ok(false)
            }
            Some(c) => self.unexpected(c, &format!("was expecting comma to separate {what} entries")),
        }
    }
    fn string(&mut self) -> Result<(), String> {
        self.take();
        loop {
            match self.take() {
                Some('"') => return Ok(()),
                Some('\\') => drop(self.take()),
                Some(_) => {}
                None => {
                    return self
                        .wrong("Unexpected end-of-input: was expecting closing quote for a string value");
                }
            }
        }
    }
    fn number(&mut self) -> Result<(), String> {
        while self.rest.peek().is_some_and(|c| c.is_ascii_digit() || matches!(c, '-' | '+' | '.' | 'e' | 'E'))
        {
            self.take();
        }
        Ok(())
    }
    fn word(&mut self) -> Result<(), String> {
        let mut word = String::new();
        while let Some(c) =
            self.rest.peek().copied().filter(|c| c.is_alphanumeric() || matches!(c, '_' | '$'))
        {
            word.push(c);
            self.take();
        }
        if matches!(word.as_str(), "true" | "false" | "null") {
            return Ok(());
        }
        self.wrong(format!("Unrecognized token '{word}': was expecting {VALUES}"))
    }
}
