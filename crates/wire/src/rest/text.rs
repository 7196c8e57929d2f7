//! Members that are one text each, in a header, in the path, in the query string or as a whole body; and lists of them.

use crate::error::{Error, Result};
use crate::schema::{Kind, Member, Schema, TimestampFormat};
use crate::shape::{Document, Entries, Shape, Sink, Source, Structure, Timestamp};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use bytes::Bytes;
use std::borrow::Cow;

/// How strings and bytes are spelt.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Spelling {
    /// Strings as they are, bytes in Base64.
    Plain,
    /// Strings are JSON and stand in Base64 like bytes.
    Json,
    /// Both as they are: a whole body.
    Raw,
}

/// One text, in bytes that are yet to be checked.
pub(super) type Text<'a> = Cow<'a, [u8]>;

/// Reads one value, or a list of them, or a map whose entries stand each on its own.
pub(super) struct Reader<'a> {
    /// The values; a member that is no list reads the first.
    pub(super) values: Vec<Text<'a>>,
    /// What a map reads: prefixed headers, or all of the query string.
    pub(super) entries: Vec<(String, Vec<Text<'a>>)>,
    /// How instants are spelt where the model does not say.
    pub(super) instants: TimestampFormat,
    pub(super) spelling: Spelling,
    pub(super) missing: &'a mut Vec<String>,
}

impl Reader<'_> {
    fn below<'b>(&'b mut self, values: Vec<Text<'b>>) -> Reader<'b> {
        Reader {
            values,
            entries: Vec::new(),
            instants: self.instants,
            spelling: self.spelling,
            missing: self.missing,
        }
    }
    fn bytes(&self) -> &[u8] {
        self.values.first().map_or(b"", |value| value)
    }
    fn text(&self) -> Result<&str> {
        utf8(self.bytes())
    }
    fn parsed<T>(&self, wanted: &str, parse: &dyn Fn(&str) -> Option<T>) -> Result<T> {
        let wrong = || Error::serialization(format!("STRING_VALUE cannot be converted to {wanted}"));
        parse(self.text()?.trim()).ok_or_else(wrong)
    }
}

pub(super) fn utf8(bytes: &[u8]) -> Result<&str> {
    std::str::from_utf8(bytes).map_err(|e| Error::serialization("Invalid UTF-8").cause(e))
}

impl Source for Reader<'_> {
    fn missing(&mut self) -> &mut Vec<String> {
        self.missing
    }
    fn boolean(&mut self) -> Result<bool> {
        self.parsed("Boolean", &|text| match text {
            "true" => Some(true),
            "false" => Some(false),
            _ => None,
        })
    }
    fn integer(&mut self) -> Result<i64> {
        self.parsed("Integer", &|text| text.parse().ok())
    }
    fn float(&mut self) -> Result<f64> {
        self.parsed("Double", &crate::time::parse_number)
    }
    fn string(&mut self) -> Result<String> {
        match self.spelling {
            Spelling::Json => utf8(&self.blob()?).map(str::to_owned),
            Spelling::Plain | Spelling::Raw => self.text().map(str::to_owned),
        }
    }
    fn blob(&mut self) -> Result<Bytes> {
        if self.spelling == Spelling::Raw {
            return Ok(Bytes::copy_from_slice(self.bytes()));
        }
        let bytes = STANDARD.decode(self.bytes()).map(Bytes::from);
        bytes.map_err(|e| Error::serialization("Invalid Base64").cause(e))
    }
    fn timestamp(&mut self, m: &'static Member) -> Result<Timestamp> {
        let format = m.timestamp_format(self.instants);
        self.parsed("Timestamp", &|text| crate::time::parse(text, format))
    }
    fn document(&mut self) -> Result<Document> {
        self.string().map(Document::String)
    }
    fn list(
        &mut self,
        _: &'static Member,
        each: &mut dyn FnMut(&mut dyn Source) -> Result<()>,
    ) -> Result<()> {
        let values = std::mem::take(&mut self.values);
        values.into_iter().try_for_each(|value| each(&mut self.below(vec![value])))
    }
    fn map(
        &mut self,
        _: &'static Member,
        each: &mut dyn FnMut(String, &mut dyn Source) -> Result<()>,
    ) -> Result<()> {
        let entries = std::mem::take(&mut self.entries);
        entries.into_iter().try_for_each(|(key, values)| each(key, &mut self.below(values)))
    }
    fn structure(
        &mut self,
        s: &'static Schema,
        _: &mut dyn FnMut(usize, &mut dyn Source) -> Result<()>,
    ) -> Result<()> {
        Err(Error::internal(format!("{} cannot stand in a header, path or query string", s.name)))
    }
}

/// The items of a list in a header: separated by commas, of which those in quotes and those of HTTP dates are none.
pub(super) fn header_items<'a>(text: &'a str, item: &Member) -> Vec<Text<'a>> {
    let dates = item.schema.kind == Kind::Timestamp
        && item.timestamp_format(TimestampFormat::HttpDate) == TimestampFormat::HttpDate;
    let mut items = Vec::new();
    let mut rest = text.trim();
    while !rest.is_empty() {
        let (item, after) = if let Some(quoted) = rest.strip_prefix('"') {
            let (item, after) = unquoted(quoted);
            (Cow::Owned(item.into_bytes()), after.split_once(',').map_or("", |(_, after)| after))
        } else {
            let end = commas(rest).nth(usize::from(dates)).unwrap_or(rest.len());
            (Cow::Borrowed(rest[..end].trim().as_bytes()), rest.get(end + 1..).unwrap_or(""))
        };
        items.push(item);
        rest = after.trim_start();
    }
    items
}

fn commas(text: &str) -> impl Iterator<Item = usize> + '_ {
    text.bytes().enumerate().filter(|(_, b)| *b == b',').map(|(i, _)| i)
}

/// The text up to the closing quote, and what follows it; a backslash takes the next character as it is.
fn unquoted(text: &str) -> (String, &str) {
    let mut item = String::new();
    let mut chars = text.char_indices();
    while let Some((i, c)) = chars.next() {
        match c {
            '"' => return (item, &text[i + 1..]),
            '\\' => item.extend(chars.next().map(|(_, escaped)| escaped)),
            c => item.push(c),
        }
    }
    (item, "")
}

/// Writes what a [`Reader`] reads.
pub(super) struct Writer {
    /// The value, or a list's values separated by commas.
    pub(super) out: Vec<u8>,
    /// The entries of a map.
    pub(super) entries: Vec<(String, Vec<u8>)>,
    spelling: Spelling,
    /// Inside a list, where commas and quotes have a meaning.
    item: bool,
}

impl Writer {
    /// The texts of a member's value.
    pub(super) fn of(m: &'static Member, spelling: Spelling, value: &dyn Shape) -> Self {
        let mut writer = Self { out: Vec::new(), entries: Vec::new(), spelling, item: false };
        value.write(m, &mut writer);
        writer
    }
}

impl Sink for Writer {
    fn boolean(&mut self, v: bool) {
        self.out.extend_from_slice(if v { b"true" } else { b"false" });
    }
    fn integer(&mut self, v: i64) {
        self.out.extend_from_slice(v.to_string().as_bytes());
    }
    fn float(&mut self, v: f64) {
        let text = if v.is_finite() { crate::time::number(v) } else { crate::time::not_finite(v).to_owned() };
        self.out.extend_from_slice(text.as_bytes());
    }
    fn string(&mut self, v: &str) {
        if self.spelling == Spelling::Json {
            self.blob(v.as_bytes());
        } else if self.item && v.contains([',', '"']) {
            let escaped = v.replace('\\', "\\\\").replace('"', "\\\"");
            self.out.extend_from_slice(format!("\"{escaped}\"").as_bytes());
        } else {
            self.out.extend_from_slice(v.as_bytes());
        }
    }
    fn blob(&mut self, v: &[u8]) {
        if self.spelling == Spelling::Raw {
            self.out.extend_from_slice(v);
        } else {
            self.out.extend_from_slice(STANDARD.encode(v).as_bytes());
        }
    }
    fn timestamp(&mut self, m: &'static Member, v: Timestamp) {
        let text = crate::time::format(v, m.timestamp_format(TimestampFormat::HttpDate));
        self.out.extend_from_slice(text.as_bytes());
    }
    fn document(&mut self, v: &Document) {
        self.out.extend_from_slice(v.to_string().as_bytes());
    }
    fn list(&mut self, _: &'static Member, n: usize, item: &dyn Fn(usize, &mut dyn Sink)) {
        self.item = true;
        for i in 0..n {
            if i > 0 {
                self.out.extend_from_slice(b", ");
            }
            item(i, self);
        }
        self.item = false;
    }
    fn map(&mut self, m: &'static Member, _: usize, each: Entries<'_>) {
        let spelling = self.spelling;
        each(&mut |key, value| {
            self.entries.push((key.to_owned(), Self::of(m.value(), spelling, value).out));
        });
    }
    // No model puts a structure into a header, and one that is a body has a format of its own.
    fn structure(&mut self, _: &'static Member, _: &dyn Structure) {}
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::schema::m;

    static TEXT: Schema = Schema::new("Text", Kind::String);
    static DATE: Schema = Schema::new("Date", Kind::Timestamp);
    static SECONDS: Schema = Schema::new("Seconds", Kind::Timestamp).timestamp(TimestampFormat::EpochSeconds);
    static TEXTS: Schema = Schema::new("Texts", Kind::List).members(&[m("member", &TEXT)]);
    static TEXT_LIST: Member = m("Texts", &TEXTS);

    #[test]
    fn items_of_a_header() {
        let check = |header: &str, item: &'static Schema, expected: &[&str]| {
            let items = header_items(header, &m("member", item));
            let items: Vec<_> = items.iter().map(|item| String::from_utf8_lossy(item)).collect();
            assert_eq!(items, expected, "{header}");
        };
        check("a, b,c", &TEXT, &["a", "b", "c"]);
        check("", &TEXT, &[]);
        check("a,,b", &TEXT, &["a", "", "b"]);
        check(r#""b,c", "\"def\"", a"#, &TEXT, &["b,c", r#""def""#, "a"]);
        check(r#""open, b"#, &TEXT, &["open, b"]);
        check(r#""a\"#, &TEXT, &["a"]);
        check("é, b", &TEXT, &["é", "b"]);
        check(
            "Mon, 16 Dec 2019 23:48:18 GMT, Tue, 17 Dec 2019 23:48:18 GMT",
            &DATE,
            &["Mon, 16 Dec 2019 23:48:18 GMT", "Tue, 17 Dec 2019 23:48:18 GMT"],
        );
        check("1, 2", &SECONDS, &["1", "2"]);
    }

    proptest::proptest! {
        #[test]
        fn what_is_written_to_a_header_is_read_from_it(texts in proptest::collection::vec(r#"[a-z ,"\\é]{1,6}"#, 1..4)) {
            // White space at the ends and a backslash without quotes are not the value's own.
            let texts: Vec<_> = texts.iter().map(|text| format!("x{}x", text.trim())).collect();
            let header = Writer::of(&TEXT_LIST, Spelling::Plain, &texts).out;
            let items = header_items(std::str::from_utf8(&header).unwrap_or_default(), TEXT_LIST.item());
            let items: Vec<_> = items.iter().map(|item| String::from_utf8_lossy(item).into_owned()).collect();
            proptest::prop_assert_eq!(items, texts);
        }
    }
}
