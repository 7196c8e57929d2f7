//! Smithy RPC v2 with CBOR bodies: <https://smithy.io/2.0/additional-specs/protocols/smithy-rpc-v2.html>.
//!
//! A body is read into a tree like JSON is, since members come in any order and unknown ones are passed over. The tree is
//! bounded by the body: a length prefix allocates nothing before its bytes are there, and depth is counted.

mod write;

pub(crate) use write::{encode, encode_error};

use crate::error::{Error, Result};
use crate::shape::{Structure, read_structure};
use crate::tree::{Reader, Value};
use ciborium_ll::{Decoder, Header, simple};
use std::borrow::Cow;

/// A value that nests deeper than this is not a request but an attack on the stack.
const MAX_DEPTH: usize = 64;

/// The tag of an instant, in seconds since 1970 (RFC 8949, section 3.4.2).
const EPOCH: u64 = 1;

/// The service and the operation that a path names: `/service/SQS/operation/SendMessage`.
pub fn target(path: &str) -> Option<(&str, &str)> {
    // Whatever stands before is where the service is mounted.
    let at = path.rfind("/service/")?;
    let (service, operation) = path.get(at..)?.strip_prefix("/service/")?.split_once("/operation/")?;
    (!service.is_empty() && !operation.is_empty() && !operation.contains('/')).then_some((service, operation))
}

/// Reads a structure from a body; an empty body is an empty structure. Returns the paths of what is missing.
pub fn decode(x: &mut dyn Structure, body: &[u8]) -> Result<Vec<String>> {
    let value = if body.is_empty() { Value::Map(Vec::new()) } else { parse(body)? };
    let mut missing = Vec::new();
    read_structure(x, &mut Reader::new(value, &mut missing))?;
    Ok(missing)
}

/// Parses a whole body.
fn parse(body: &[u8]) -> Result<Value<'_>> {
    let mut parser = Parser { rest: body };
    let header = parser.header()?;
    let value = parser.value(header, 0)?;
    if parser.rest.is_empty() { Ok(value) } else { Err(malformed("bytes after the value")) }
}

fn malformed(why: &str) -> Error {
    Error::serialization("").cause(why)
}

struct Parser<'a> {
    rest: &'a [u8],
}

impl<'a> Parser<'a> {
    fn header(&mut self) -> Result<Header> {
        let mut decoder = Decoder::from(self.rest);
        let header = decoder.pull().map_err(|e| malformed(&format!("{e:?}")))?;
        let read = decoder.offset();
        self.take(read)?;
        Ok(header)
    }
    fn take(&mut self, n: usize) -> Result<&'a [u8]> {
        let (taken, rest) = self.rest.split_at_checked(n).ok_or_else(|| malformed("the body ends early"))?;
        self.rest = rest;
        Ok(taken)
    }

    fn value(&mut self, header: Header, depth: usize) -> Result<Value<'a>> {
        if depth == MAX_DEPTH {
            return Err(malformed("nested too deeply"));
        }
        match header {
            Header::Positive(v) => Ok(Value::Integer(v.into())),
            Header::Negative(v) => Ok(Value::Integer(!i128::from(v))),
            Header::Float(v) => Ok(Value::Float(v)),
            Header::Simple(simple::TRUE) => Ok(Value::Boolean(true)),
            Header::Simple(simple::FALSE) => Ok(Value::Boolean(false)),
            Header::Simple(simple::NULL | simple::UNDEFINED) => Ok(Value::Null),
            Header::Simple(_) => Err(malformed("an unknown simple value")),
            Header::Bytes(length) => self
                .bytes(length, &|header| match header {
                    Header::Bytes(length) => length,
                    _ => None,
                })
                .map(Value::Bytes),
            Header::Text(length) => self.text(length).map(Value::Text),
            Header::Array(length) => {
                let mut items = Vec::new();
                self.each(length, &mut |parser, header| {
                    items.push(parser.value(header, depth + 1)?);
                    Ok(())
                })?;
                Ok(Value::List(items))
            }
            Header::Map(length) => {
                let mut entries = Vec::new();
                self.each(length, &mut |parser, header| {
                    let Header::Text(length) = header else { return Err(malformed("a key that is no text")) };
                    let key = parser.text(length)?;
                    let header = parser.header()?;
                    entries.push((key, parser.value(header, depth + 1)?));
                    Ok(())
                })?;
                Ok(Value::Map(entries))
            }
            Header::Tag(tag) => {
                let header = self.header()?;
                match (tag, self.value(header, depth + 1)?) {
                    (EPOCH, Value::Integer(v)) => Ok(Value::Instant(v as f64)),
                    (EPOCH, Value::Float(v)) => Ok(Value::Instant(v)),
                    (EPOCH, _) => Err(malformed("an instant that is no number")),
                    // Other tags say nothing about a value whose shape the model knows.
                    (_, value) => Ok(value),
                }
            }
            Header::Break => Err(malformed("an end where a value was expected")),
        }
    }

    /// Calls back with the header of every item, `length` times or up to the end mark.
    fn each(
        &mut self,
        length: Option<usize>,
        item: &mut dyn FnMut(&mut Self, Header) -> Result<()>,
    ) -> Result<()> {
        let mut left = length;
        while left != Some(0) {
            let header = self.header()?;
            match &mut left {
                None if header == Header::Break => break,
                None => {}
                Some(left) => *left -= 1,
            }
            item(self, header)?;
        }
        Ok(())
    }

    fn text(&mut self, length: Option<usize>) -> Result<Cow<'a, str>> {
        let bytes = self.bytes(length, &|header| match header {
            Header::Text(length) => length,
            _ => None,
        })?;
        let text = match bytes {
            Cow::Borrowed(bytes) => std::str::from_utf8(bytes).ok().map(Cow::Borrowed),
            Cow::Owned(bytes) => String::from_utf8(bytes).ok().map(Cow::Owned),
        };
        text.ok_or_else(|| malformed("text that is not UTF-8"))
    }

    /// Bytes of a known length, or chunks of known lengths up to the end mark.
    fn bytes(
        &mut self,
        length: Option<usize>,
        chunk: &dyn Fn(Header) -> Option<usize>,
    ) -> Result<Cow<'a, [u8]>> {
        if let Some(length) = length {
            return self.take(length).map(Cow::Borrowed);
        }
        let mut bytes = Vec::new();
        self.each(None, &mut |parser, header| {
            let length = chunk(header).ok_or_else(|| malformed("a chunk of another kind"))?;
            bytes.extend_from_slice(parser.take(length)?);
            Ok(())
        })?;
        Ok(Cow::Owned(bytes))
    }
}
