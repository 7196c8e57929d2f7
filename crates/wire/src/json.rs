//! JSON bodies: AWS JSON 1.0 and 1.1, and the bodies of REST-JSON.

use crate::error::{Error, Result};
use crate::schema::{Member, TimestampFormat};
use crate::shape::{Document, Entries, Shape, Sink, Structure, Timestamp, read_structure};
pub(crate) use crate::tree::Reader;
use crate::tree::Value;
use base64::Engine;
use base64::engine::general_purpose::STANDARD;

/// Reads a structure from a JSON body; an empty body is an empty object. Returns the paths of what is missing.
pub fn decode(x: &mut dyn Structure, body: &[u8]) -> Result<Vec<String>> {
    let blank = body.iter().all(u8::is_ascii_whitespace);
    let mut missing = Vec::new();
    let value = if blank { Value::Map(Vec::new()) } else { parse(body)? };
    read_structure(x, &mut Reader::new(value, &mut missing))?;
    Ok(missing)
}

/// Reads a structure from JSON that names members as the model does, not as a protocol does.
pub(crate) fn decode_by_model(x: &mut dyn Structure, value: &Document) -> Result<Vec<String>> {
    let mut missing = Vec::new();
    read_structure(x, &mut Reader::by_model(Value::of(value), &mut missing))?;
    Ok(missing)
}

/// Parses a body; `serde_json` bounds how deep it may nest.
pub(crate) fn parse(body: &[u8]) -> Result<Value<'_>> {
    serde_json::from_slice(body).map_err(|e| Error::serialization("").cause(e))
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
