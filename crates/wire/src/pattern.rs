//! AWS's patterns are Java's regular expressions; here they become the regex crate's, once, when they are first asked for.
//!
//! They look alike, but Java's `\w`, `\d`, `\s` and POSIX classes are ASCII's, its `.` stops at five line ends, a hyphen
//! beside a class is a hyphen, and a character beyond U+FFFF may be spelt as two surrogates. What is written here matches
//! what AWS's services match.

use crate::error::{Error, Result};
use fancy_regex::Regex;
use parking_lot::RwLock;
use std::collections::HashMap;
use std::sync::{Arc, LazyLock};

/// A pattern, ready to match.
#[derive(Debug)]
pub(crate) struct Pattern {
    regex: Regex,
    /// Least and greatest count of characters, where the pattern is one set of them so often.
    count: Option<(usize, usize)>,
}

/// From here on counting is left to [`Pattern::count`]: the regex crate would write the set out as often.
const MANY: usize = 128;

impl Pattern {
    /// The pattern, compiled when it is first asked for: all of a large model's at once would take seconds.
    pub(crate) fn of(pattern: &'static str) -> Result<Arc<Self>> {
        static CACHE: LazyLock<Cache> = LazyLock::new(RwLock::default);
        if let Some(compiled) = CACHE.read().get(pattern) {
            return Ok(compiled.clone());
        }
        let compiled = Arc::new(Self::compile(pattern)?);
        CACHE.write().insert(pattern, compiled.clone());
        Ok(compiled)
    }

    fn compile(pattern: &str) -> Result<Self> {
        let counted = counted(pattern);
        let translated = match counted {
            Some((set, ..)) => format!("(?:{})*", translate(set)),
            None => translate(pattern),
        };
        let regex = Regex::new(&format!(r"\A(?:{translated})\z"))
            .map_err(|e| Error::internal(format!("the pattern {pattern:?}, that is {translated:?}: {e}")))?;
        Ok(Self { regex, count: counted.map(|(_, min, max)| (min, max)) })
    }

    /// Whether the whole text matches. A text on which matching gives up (too much backtracking) does not.
    pub(crate) fn matches(&self, text: &str) -> bool {
        let count = || text.chars().count();
        self.count.is_none_or(|(min, max)| (min..=max).contains(&count()))
            && self.regex.is_match(text).unwrap_or(false)
    }
}

type Cache = RwLock<HashMap<&'static str, Arc<Pattern>>>;

/// The set, the least and the greatest count of a pattern that is nothing but one set many times.
fn counted(pattern: &str) -> Option<(&str, usize, usize)> {
    let pattern = pattern.strip_prefix('^').unwrap_or(pattern);
    let pattern = pattern.strip_suffix('$').unwrap_or(pattern);
    let (set, counts) = pattern.strip_suffix('}')?.rsplit_once('{')?;
    let (min, max) = counts.split_once(',').unwrap_or((counts, counts));
    let (min, max) = (min.parse().ok()?, max.parse().ok()?);
    let mut t = Translator::new(set);
    match t.next()? {
        '[' => t.class(),
        '\\' => drop(t.escape()),
        '.' => {}
        _ => return None,
    }
    (max >= MANY && t.peek().is_none()).then_some((set, min, max))
}

/// Whether all of these patterns compile; the first that does not is an internal error that names it. For the tests of
/// generated models: at run time a pattern that does not compile fails the request.
pub fn check(patterns: &[&str]) -> Result<()> {
    patterns.iter().try_for_each(|pattern| Pattern::compile(pattern).map(|_| ()))
}

/// Spells a Java regular expression as the regex crate reads it.
fn translate(pattern: &str) -> String {
    let mut t = Translator::new(pattern);
    // Of every open group, whether it only looks.
    let mut groups = Vec::new();
    while let Some(c) = t.next() {
        match c {
            '[' => t.class(),
            '.' => t.out.push_str(r"[^\n\r\x{85}\x{2028}\x{2029}]"),
            '\\' => match t.escape() {
                Atom::Char(c) => t.literal(c),
                Atom::Set(set, false) => t.push(&["[", &set, "]"]),
                Atom::Set(set, true) => t.push(&["[^", &set, "]"]),
                Atom::Other(text) => t.out.push_str(&text),
            },
            '{' if t.repeats() => {
                t.out.push('{');
                while let Some(c) = t.next() {
                    t.out.push(c);
                    if c == '}' {
                        break;
                    }
                }
            }
            '{' | '}' | ']' => t.literal(c),
            '(' => {
                groups.push(t.looks());
                t.out.push('(');
            }
            ')' => {
                t.out.push(')');
                // Looking more than once sees nothing more, and the regex crate refuses it.
                if groups.pop() == Some(true) && t.peek() == Some('+') {
                    t.at += 1;
                }
            }
            // What stands after `(?` is syntax that both have.
            c => t.out.push(c),
        }
    }
    t.out
}

/// What an escape stands for.
enum Atom {
    /// One character.
    Char(char),
    /// A set as it stands between brackets, and whether it is meant negated.
    Set(String, bool),
    /// An assertion, a back reference or nothing, as it stands.
    Other(String),
}

struct Translator {
    rest: Vec<char>,
    at: usize,
    out: String,
}

impl Translator {
    fn new(pattern: &str) -> Self {
        Self { rest: pattern.chars().collect(), at: 0, out: String::new() }
    }
    fn peek(&self) -> Option<char> {
        self.rest.get(self.at).copied()
    }
    fn next(&mut self) -> Option<char> {
        let c = self.peek();
        self.at += usize::from(c.is_some());
        c
    }
    fn push(&mut self, parts: &[&str]) {
        self.out.extend(parts.iter().copied());
    }
    fn literal(&mut self, c: char) {
        if c.is_ascii_alphanumeric() || !c.is_ascii() {
            self.out.push(c);
        } else {
            self.push(&[&format!("\\x{{{:x}}}", u32::from(c))]);
        }
    }
    /// Whether a brace that was just read begins a repetition.
    fn repeats(&self) -> bool {
        let rest = self.rest.get(self.at..).unwrap_or_default();
        let body: String = rest.iter().take_while(|c| **c != '}').collect();
        body.len() < rest.len() && body.starts_with(|c: char| c.is_ascii_digit())
    }

    /// Whether a parenthesis that was just read begins a look ahead or behind.
    fn looks(&self) -> bool {
        let ahead: String = self.rest.iter().skip(self.at).take(3).collect();
        ["?=", "?!", "?<=", "?<!"].iter().any(|group| ahead.starts_with(group))
    }

    /// After a backslash.
    fn escape(&mut self) -> Atom {
        match self.next() {
            Some('u') => self.unit().map_or(Atom::Other(String::new()), Atom::Char),
            Some('x') => self.hexadecimal(),
            Some('t') => Atom::Char('\t'),
            Some('n') => Atom::Char('\n'),
            Some('r') => Atom::Char('\r'),
            Some('f') => Atom::Char('\u{c}'),
            Some('0') => Atom::Char(self.octal()),
            Some(c @ ('d' | 'D')) => Atom::Set("0-9".to_owned(), c == 'D'),
            Some(c @ ('w' | 'W')) => Atom::Set("0-9A-Z_a-z".to_owned(), c == 'W'),
            Some(c @ ('s' | 'S')) => Atom::Set(r"\t-\r ".to_owned(), c == 'S'),
            Some(c @ ('v' | 'V')) => Atom::Set(r"\n-\r\x{85}\x{2028}\x{2029}".to_owned(), c == 'V'),
            Some(c @ ('p' | 'P')) => Atom::Set(self.property(), c == 'P'),
            Some(c) if c.is_ascii_alphanumeric() => Atom::Other(format!("\\{c}")),
            Some(c) => Atom::Char(c),
            None => Atom::Char('\\'),
        }
    }

    /// Up to three digits.
    fn octal(&mut self) -> char {
        let mut code = 0;
        for _ in 0..3 {
            let Some(digit) = self.peek().and_then(|c| c.to_digit(8)) else { break };
            code = code * 8 + digit;
            self.at += 1;
        }
        char::from_u32(code).unwrap_or_default()
    }
    fn digits(&mut self, n: usize) -> Option<u32> {
        let text: String = self.rest.get(self.at..self.at + n)?.iter().collect();
        let number = u32::from_str_radix(&text, 16).ok()?;
        self.at += n;
        Some(number)
    }

    /// A character in one or two UTF-16 units; `None` for half of one, which no text has.
    fn unit(&mut self) -> Option<char> {
        let unit = self.digits(4)?;
        let start = self.at;
        if (0xD800..0xDC00).contains(&unit)
            && self.next() == Some('\\')
            && self.next() == Some('u')
            && let Some(low) = self.digits(4).filter(|low| (0xDC00..0xE000).contains(low))
        {
            return char::from_u32(0x10000 + ((unit - 0xD800) << 10) + (low - 0xDC00));
        }
        self.at = start;
        char::from_u32(unit)
    }

    fn hexadecimal(&mut self) -> Atom {
        if self.peek() == Some('{') {
            let end = self.rest.iter().skip(self.at).position(|c| *c == '}').unwrap_or(0);
            self.at += 1;
            let number = self.digits(end.saturating_sub(1));
            self.at += 1;
            return number.and_then(char::from_u32).map_or(Atom::Other(String::new()), Atom::Char);
        }
        self.digits(2).and_then(char::from_u32).map_or(Atom::Char('x'), Atom::Char)
    }

    /// The name of a property and the set that it is.
    fn property(&mut self) -> String {
        if self.peek() != Some('{') {
            return self.next().map_or_else(String::new, |c| format!("\\p{{{c}}}"));
        }
        self.at += 1;
        let mut name = String::new();
        while let Some(c) = self.next().filter(|c| *c != '}') {
            name.push(c);
        }
        let set = match name.as_str() {
            "Lower" => "a-z",
            "Upper" => "A-Z",
            "ASCII" => r"\x00-\x7F",
            "Alpha" => "A-Za-z",
            "Digit" => "0-9",
            "Alnum" => "0-9A-Za-z",
            "Punct" => r"!-/:-@\[-`\{-\~",
            "Graph" => r"!-\~",
            "Print" => r" -\~",
            "Blank" => r" \t",
            "Cntrl" => r"\x00-\x1F\x7F",
            "XDigit" => "0-9A-Fa-f",
            "Space" => r"\t-\r ",
            "IsWhitespace" | "IsWhite_Space" => r"\p{White_Space}",
            "LD" => r"\p{L}\p{Nd}",
            "all" => r"\x00-\x{10FFFF}",
            name => return format!("\\p{{{}}}", name.strip_prefix("Is").unwrap_or(name)),
        };
        set.to_owned()
    }

    /// After an opening bracket, up to the closing one.
    fn class(&mut self) {
        self.out.push('[');
        if self.peek() == Some('^') {
            self.at += 1;
            self.out.push('^');
        }
        let start = self.out.len();
        while let Some(c) = self.next() {
            match c {
                ']' if self.out.len() > start => break,
                '[' => self.class(),
                '&' if self.peek() == Some('&') => {
                    self.at += 1;
                    self.out.push_str("&&");
                }
                '\\' => match self.escape() {
                    Atom::Char(c) => self.range(c),
                    Atom::Set(set, false) => self.out.push_str(&set),
                    Atom::Set(set, true) => self.push(&["[^", &set, "]"]),
                    Atom::Other(text) => self.out.push_str(&text),
                },
                c => self.range(c),
            }
        }
        self.out.push(']');
    }

    /// One character in a class, or a range that begins with it. A hyphen before a bracket or a set is a hyphen.
    fn range(&mut self, first: char) {
        self.literal(first);
        if self.peek() != Some('-') {
            return;
        }
        let hyphen = self.at;
        self.at += 1;
        let last = match self.next() {
            Some('\\') => match self.escape() {
                Atom::Char(c) => Some(c),
                _ => None,
            },
            Some('[' | ']') | None => None,
            other => other,
        };
        if let Some(last) = last {
            self.out.push('-');
            self.literal(last);
        } else {
            self.at = hyphen + 1;
            self.literal('-');
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn all_of_the_table_compile() {
        let table = include_str!("../testdata/patterns.txt");
        let patterns: Vec<_> = table.lines().filter_map(|line| Some(line.split_once('\t')?.1)).collect();
        assert!(patterns.len() > 78, "the table is there");
        for pattern in patterns {
            if let Err(error) = Pattern::compile(pattern) {
                panic!("translate() does not know something that AWS writes: {error}");
            }
        }
    }

    #[test]
    fn matching() {
        let check = |pattern: &str, matches: &[&str], others: &[&str]| {
            let compiled = Pattern::compile(pattern).expect("it compiles");
            for (text, expected) in matches.iter().map(|t| (t, true)).chain(others.iter().map(|t| (t, false)))
            {
                assert_eq!(compiled.matches(text), expected, "{pattern} on {text:?}");
            }
        };
        // The whole text must match, with and without anchors.
        check("[a-z]+", &["ab"], &["", "ab1", "1ab", "ab\n"]);
        check("^[a-z]+$", &["ab"], &["ab\n", "1ab"]);
        check("a|b", &["a", "b"], &["ab"]);
        // Java's shorthands are ASCII's.
        check(r"[\w+=,.@-]+", &["Role_1+=,.@-"], &["é", "a b", ""]);
        check(r"\d{12}", &["123456789012"], &["12345678901", "١٢٣٤٥٦٧٨٩٠١٢"]);
        check(r"^\S{6,9}$", &["CREATE", "\u{a0}23456"], &["CREATE A"]);
        check(r"[^\s]+", &["a"], &["a b"]);
        check(r"[\w-]+", &["a-b"], &["a,b"]);
        check(r"[a-zA-Z+-=._:/]+", &["a,1<="], &["@"]);
        check(r"[\s\S]+", &["a\n é"], &[""]);
        check(r"[\W]", &["é", " "], &["a"]);
        check(r"a\.b\_c\-d", &["a.b_c-d"], &["axb_c-d"]);
        // Line ends other than a line feed are no `.` either.
        check("a.b", &["a b", "aéb"], &["a\nb", "a\rb", "a\u{2028}b"]);
        // UTF-16 units and pairs of them.
        check(
            r"[\u0020-\uD7FF\uE000-\uFFFD\uD800\uDC00-\uDBFF\uDFFF\t]*",
            &["", "aé\t", "😹"],
            &["\n", "\u{ffff}"],
        );
        check(r"(\u002F)|(\u002F[\u0021-\u007E]+\u002F)", &["/", "/a/"], &["a", "/a", "/ /"]);
        check(r"\uD83D\uDE39", &["😹"], &["a"]);
        check(r"[\000-\037]", &["\u{1f}", "\0"], &["0", "3"]);
        // Classes and properties.
        check(r"\p{Print}+", &["a ~"], &["é", "\t"]);
        check(r"[\p{Print}&&[^|:/]]+", &["a b"], &["a:b", "a|b"]);
        check(r"[\p{Alnum}]+", &["a1"], &["é"]);
        check(r"[\P{C}\r\n\t]{1,250}", &["é\t"], &["", "\u{0}"]);
        check(r"[\p{L}\p{Z}\p{N}_.:/=+\-@]*", &["clé 1", ""], &["a\u{0}", "#"]);
        check(r"[^\p{C}]{1,2048}", &["é", &"é".repeat(2048)], &["", &"é".repeat(2049)]);
        // Counts that the regex crate would write out.
        check(".{1,100000}", &["a", &"é".repeat(100_000)], &["", &"a".repeat(100_001), "a\n"]);
        check("^.{3,200}$", &["abc"], &["ab"]);
        check("[a-z]{200}", &[&"a".repeat(200)], &[&"a".repeat(199)]);
        check("x[a-z]{1,300}", &["xa"], &["x"]);
        // Looking around, and back.
        check("^[a-z0-9]([a-z0-9]|-(?!-)){1,61}[a-z0-9]$", &["a-b-c"], &["a--b", "-ab"]);
        check(r"(/(?!\.)+[^$#<>;`|&?{}^*/\n]+){1,4}", &["/a/b"], &["/.a", "/a/b/c/d/e"]);
        check(r"(a|b)\1", &["aa", "bb"], &["ab"]);
        // Braces and brackets that stand for themselves.
        check(r"[\p{L}@{}]+", &["{a}"], &["[a]"]);
        check("a]}", &["a]}"], &["a"]);
    }

    #[test]
    fn what_does_not_compile_is_an_error_that_names_it() {
        let error = check(&["[a-z]+", "("]).expect_err("a group is open");
        assert!(error.log_cause().is_some_and(|cause| cause.contains("\"(\"")), "{error}");
        assert_eq!(error.http_status(), 500);
    }

    proptest::proptest! {
        #[test]
        fn translating_never_panics(pattern in ".{0,40}", java in r"[\[\](){}\\^$|&~.+*?u0-9dDxpPwa-]{0,30}") {
            let _ = (Pattern::compile(&pattern), Pattern::compile(&java));
        }
    }
}
