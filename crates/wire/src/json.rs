//! JSON bodies: AWS JSON 1.0 and 1.1, and the bodies of REST-JSON.

use crate::error::{Error, Result};
use crate::schema::{Member, Schema, TimestampFormat};
use crate::shape::{Document, Entries, Shape, Sink, Source, Structure, Timestamp, read_structure};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use bytes::Bytes;

/// Reads a structure from a JSON body; an empty body is an empty object. Returns the paths of what is missing.
pub fn decode(x: &mut dyn Structure, body: &[u8]) -> Result<Vec<String>> {
    let blank = body.iter().all(u8::is_ascii_whitespace);
    decode_value(x, if blank { Document::Object(serde_json::Map::new()) } else { parse(body)? })
}

/// Parses a body; serde_json bounds how deep it may nest.
pub(crate) fn parse(body: &[u8]) -> Result<Document> {
    serde_json::from_slice(body).map_err(|e| Error::serialization("").cause(e))
}

/// Reads a structure from JSON that is parsed already.
pub fn decode_value(x: &mut dyn Structure, value: Document) -> Result<Vec<String>> {
    let mut missing = Vec::new();
    read_structure(x, &mut Reader::new(value, &mut missing))?;
    Ok(missing)
}

/// Reads a structure from JSON that names members as the model does, not as a protocol does.
pub(crate) fn decode_by_model(x: &mut dyn Structure, value: Document) -> Result<Vec<String>> {
    let mut missing = Vec::new();
    read_structure(x, &mut Reader { by_model: true, ..Reader::new(value, &mut missing) })?;
    Ok(missing)
}

/// Writes a structure as JSON.
pub fn encode(x: &dyn Structure) -> Vec<u8> {
    let mut out = Vec::with_capacity(256);
    write_structure(&mut out, x, None);
    out
}

/// Writes one value as JSON: the payload of a REST message.
pub fn encode_shape(m: &'static Member, x: &dyn Shape) -> Vec<u8> {
    let mut out = Vec::with_capacity(256);
    x.write(m, &mut Writer { out: &mut out });
    out
}

/// Writes the members that stand in the body, which for REST-JSON are not all.
pub(crate) fn write_structure(out: &mut Vec<u8>, x: &dyn Structure, only: Option<&dyn Fn(&Member) -> bool>) {
    out.push(b'{');
    write_members(out, x, only);
    out.push(b'}');
}

/// The same without braces.
fn write_members(out: &mut Vec<u8>, x: &dyn Structure, only: Option<&dyn Fn(&Member) -> bool>) {
    let start = out.len();
    for (i, m) in x.schema().members.iter().enumerate() {
        let Some(value) = x.get(i).filter(|value| value.present()) else { continue };
        if only.is_some_and(|only| !only(m)) {
            continue;
        }
        if out.len() > start {
            out.push(b',');
        }
        text(out, m.wire);
        out.push(b':');
        value.write(m, &mut Writer { out });
    }
}

/// Writes a refusal: the exception's type where the body says it, the text where no member has it, then the members.
pub(crate) fn encode_error(kind: Option<&str>, message: Option<&str>, x: &dyn Structure) -> Vec<u8> {
    let mut members = Vec::with_capacity(128);
    write_members(&mut members, x, Some(&Member::in_answer));
    let mut out = vec![b'{'];
    for (name, value) in [("__type", kind), ("message", message)] {
        let Some(value) = value else { continue };
        text(&mut out, name);
        out.push(b':');
        text(&mut out, value);
        out.push(b',');
    }
    out.append(&mut members);
    if out.ends_with(b",") {
        out.pop();
    }
    out.push(b'}');
    out
}

/// Reads one value of parsed JSON.
pub(crate) struct Reader<'a> {
    pub(crate) value: Document,
    pub(crate) missing: &'a mut Vec<String>,
    /// Members go by the model's names.
    by_model: bool,
}

impl<'a> Reader<'a> {
    pub(crate) fn new(value: Document, missing: &'a mut Vec<String>) -> Self {
        Self { value, missing, by_model: false }
    }
    fn below(&mut self, value: Document) -> Reader<'_> {
        Reader { value, missing: self.missing, by_model: self.by_model }
    }
}

impl Reader<'_> {
    /// Coral names the token it found and the type it wanted.
    fn wrong(&self, wanted: &str) -> Error {
        let found = match &self.value {
            Document::Null => "NULL_VALUE",
            Document::Bool(true) => "TRUE_VALUE",
            Document::Bool(false) => "FALSE_VALUE",
            Document::Number(n) if n.is_f64() => "DECIMAL_VALUE",
            Document::Number(_) => "NUMBER_VALUE",
            Document::String(_) => "STRING_VALUE",
            Document::Array(_) | Document::Object(_) if matches!(wanted, "List" | "Map" | "Structure") => {
                return Error::serialization("Unexpected field type");
            }
            Document::Array(_) | Document::Object(_) => {
                return Error::serialization("Start of structure or map found where not expected.");
            }
        };
        Error::serialization(format!("{found} cannot be converted to {wanted}"))
    }
}

impl Source for Reader<'_> {
    fn missing(&mut self) -> &mut Vec<String> {
        self.missing
    }
    fn null(&mut self) -> bool {
        self.value.is_null()
    }
    fn boolean(&mut self) -> Result<bool> {
        self.value.as_bool().ok_or_else(|| self.wrong("Boolean"))
    }
    fn integer(&mut self) -> Result<i64> {
        let whole = |v: f64| (v.fract() == 0.0 && v.abs() < 9e15).then_some(v as i64);
        self.value
            .as_i64()
            .or_else(|| self.value.as_f64().and_then(whole))
            .ok_or_else(|| self.wrong("Integer"))
    }
    fn float(&mut self) -> Result<f64> {
        match (&self.value, self.value.as_str()) {
            (_, Some("NaN")) => Ok(f64::NAN),
            (_, Some("Infinity")) => Ok(f64::INFINITY),
            (_, Some("-Infinity")) => Ok(f64::NEG_INFINITY),
            (value, _) => value.as_f64().ok_or_else(|| self.wrong("Double")),
        }
    }
    fn string(&mut self) -> Result<String> {
        match std::mem::take(&mut self.value) {
            Document::String(text) => Ok(text),
            other => {
                self.value = other;
                Err(self.wrong("String"))
            }
        }
    }
    fn blob(&mut self) -> Result<Bytes> {
        let Some(text) = self.value.as_str() else { return Err(self.wrong("Blob")) };
        STANDARD.decode(text).map(Bytes::from).map_err(|e| Error::serialization("Invalid Base64").cause(e))
    }
    fn timestamp(&mut self, m: &'static Member) -> Result<Timestamp> {
        match (&self.value, m.timestamp_format(TimestampFormat::EpochSeconds)) {
            (Document::Number(n), _) => n
                .as_f64()
                .map(|s| Timestamp::from_millis((s * 1000.0).round() as i64))
                .ok_or_else(|| self.wrong("Timestamp")),
            (Document::String(text), format) => {
                crate::time::parse(text, format).ok_or_else(|| self.wrong("Timestamp"))
            }
            _ => Err(self.wrong("Timestamp")),
        }
    }
    fn document(&mut self) -> Result<Document> {
        Ok(std::mem::take(&mut self.value))
    }
    fn list(
        &mut self,
        _: &'static Member,
        each: &mut dyn FnMut(&mut dyn Source) -> Result<()>,
    ) -> Result<()> {
        let Document::Array(items) = std::mem::take(&mut self.value) else { return Err(self.wrong("List")) };
        items.into_iter().try_for_each(|value| each(&mut self.below(value)))
    }
    fn map(
        &mut self,
        _: &'static Member,
        each: &mut dyn FnMut(String, &mut dyn Source) -> Result<()>,
    ) -> Result<()> {
        let Document::Object(entries) = std::mem::take(&mut self.value) else {
            return Err(self.wrong("Map"));
        };
        entries.into_iter().try_for_each(|(key, value)| each(key, &mut self.below(value)))
    }
    fn structure(
        &mut self,
        s: &'static Schema,
        each: &mut dyn FnMut(usize, &mut dyn Source) -> Result<()>,
    ) -> Result<()> {
        let Document::Object(entries) = std::mem::take(&mut self.value) else {
            return Err(self.wrong("Structure"));
        };
        let mut names = s.names();
        for (key, value) in entries {
            let found = if self.by_model { s.member(&key).map(|(i, _)| i) } else { names.find(&key) };
            if let Some(i) = found {
                each(i, &mut self.below(value))?;
            }
        }
        Ok(())
    }
}

struct Writer<'a> {
    out: &'a mut Vec<u8>,
}

impl Sink for Writer<'_> {
    fn boolean(&mut self, v: bool) {
        self.out.extend_from_slice(if v { b"true" } else { b"false" });
    }
    fn integer(&mut self, v: i64) {
        self.out.extend_from_slice(v.to_string().as_bytes());
    }
    fn float(&mut self, v: f64) {
        if v.is_finite() {
            self.out.extend_from_slice(crate::time::number(v).as_bytes());
        } else {
            text(self.out, crate::time::not_finite(v));
        }
    }
    fn string(&mut self, v: &str) {
        text(self.out, v);
    }
    fn blob(&mut self, v: &[u8]) {
        text(self.out, &STANDARD.encode(v));
    }
    fn timestamp(&mut self, m: &'static Member, v: Timestamp) {
        match m.timestamp_format(TimestampFormat::EpochSeconds) {
            TimestampFormat::EpochSeconds => {
                self.out.extend_from_slice(crate::time::format(v, TimestampFormat::EpochSeconds).as_bytes());
            }
            other => text(self.out, &crate::time::format(v, other)),
        }
    }
    fn document(&mut self, v: &Document) {
        self.out.extend_from_slice(v.to_string().as_bytes());
    }
    fn list(&mut self, _: &'static Member, n: usize, item: &dyn Fn(usize, &mut dyn Sink)) {
        self.out.push(b'[');
        for i in 0..n {
            if i > 0 {
                self.out.push(b',');
            }
            item(i, self);
        }
        self.out.push(b']');
    }
    fn map(&mut self, m: &'static Member, _: usize, each: Entries<'_>) {
        self.out.push(b'{');
        let mut first = true;
        each(&mut |key, value| {
            if !std::mem::take(&mut first) {
                self.out.push(b',');
            }
            text(self.out, key);
            self.out.push(b':');
            value.write(m.value(), self);
        });
        self.out.push(b'}');
    }
    fn structure(&mut self, _: &'static Member, v: &dyn Structure) {
        write_structure(self.out, v, None);
    }
}

/// Writes a JSON string. Writing into memory cannot fail.
fn text(out: &mut Vec<u8>, v: &str) {
    let written = serde_json::to_writer(out, v);
    debug_assert!(written.is_ok());
}
