//! REST: members in the path, in the query string, in headers and in the status line; the rest in a JSON or XML body.
//!
//! Both REST protocols bind members alike and differ in the body only ([`Format`]). A REST message is read from several
//! sources into one structure, and written into several places out of one.

mod router;
mod text;

pub use router::Router;

use crate::codec::Request;
use crate::error::{Error, Result};
use crate::schema::{Dialect, Kind, Location, Member, Operation, Schema, Service, TimestampFormat};
use crate::shape::{Document, Members, Shape, Source, Structure};
use crate::value::Record;
use crate::{json, xml};
use http::header::CONTENT_TYPE;
use http::{HeaderMap, HeaderName, HeaderValue};
use percent_encoding::percent_decode_str;
use text::{Spelling, Text};

/// How a body is spelt.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// REST-JSON.
    Json,
    /// REST-XML.
    Xml,
}

/// What a message is but for the status line.
pub(crate) struct Parts {
    pub(crate) status: u16,
    pub(crate) headers: HeaderMap,
    pub(crate) body: Vec<u8>,
}

/// Reads an operation's input. Returns the paths of what is missing.
pub(crate) fn decode(
    format: Format,
    op: &'static Operation,
    x: &mut dyn Structure,
    request: &Request<'_>,
) -> Result<Vec<String>> {
    let schema = x.schema();
    let mut missing = Vec::new();
    let mut members = Members::new(x);
    let query = crate::form::pairs(request.query.as_bytes())?;
    let template = router::Template::new(op.uri);
    let labels = template.labels(request.path).unwrap_or_default();
    for (i, m) in schema.members.iter().enumerate() {
        let mut reader = text::Reader {
            values: Vec::new(),
            entries: Vec::new(),
            instants: TimestampFormat::DateTime,
            spelling: if m.json_value { Spelling::Json } else { Spelling::Plain },
            missing: &mut missing,
        };
        let mut there = false;
        match m.location {
            Location::Body | Location::StatusCode => continue,
            Location::Headers => reader.entries = prefixed(request.headers, m.wire),
            Location::QueryString if m.schema.kind == Kind::Map => {
                reader.entries = grouped(&template, &query);
            }
            Location::QueryString => {
                let named = query.iter().filter(|(key, _)| key == m.wire);
                reader.values = named.map(|(_, value)| value.as_bytes().into()).collect();
            }
            Location::Uri => {
                let named = labels.iter().filter(|(label, _)| *label == m.wire);
                reader.values = named.map(|(_, text)| percent_decode_str(text).into()).collect();
            }
            Location::Header => {
                // A header without text is an empty list, or an empty text.
                there = request.headers.contains_key(m.wire);
                reader.values = header(request.headers, m)?;
                reader.instants = TimestampFormat::HttpDate;
            }
        }
        if there || !reader.values.is_empty() || !reader.entries.is_empty() {
            members.read(i, &mut reader)?;
        }
    }
    body(format, schema, &mut members, request.body, &mut missing)?;
    members.finish(&mut missing);
    Ok(missing)
}

fn header<'a>(headers: &'a HeaderMap, m: &Member) -> Result<Vec<Text<'a>>> {
    let mut values = Vec::new();
    for value in headers.get_all(m.wire) {
        match m.schema {
            Schema { kind: Kind::List, members: [item], .. } => {
                values.extend(text::header_items(text::utf8(value.as_bytes())?, item));
            }
            _ => values.push(value.as_bytes().trim_ascii().into()),
        }
    }
    Ok(values)
}

/// The headers that begin with a prefix, by what follows it.
fn prefixed<'a>(headers: &'a HeaderMap, prefix: &str) -> Vec<(String, Vec<Text<'a>>)> {
    let prefix = prefix.to_ascii_lowercase();
    let with_prefix = headers.keys().filter_map(|name| Some((name, name.as_str().strip_prefix(&prefix)?)));
    let values = |name| headers.get_all(name).iter().map(|value| value.as_bytes().trim_ascii().into());
    with_prefix.map(|(name, key)| (key.to_owned(), values(name).collect())).collect()
}

/// All parameters by their names, in order of arrival, but for those that only name the operation.
fn grouped<'a>(template: &router::Template, query: &'a [(String, String)]) -> Vec<(String, Vec<Text<'a>>)> {
    let mut entries: indexmap::IndexMap<&str, Vec<Text<'_>>> = indexmap::IndexMap::new();
    for (key, value) in query.iter().filter(|(key, _)| !template.names(key)) {
        entries.entry(key).or_default().push(value.as_bytes().into());
    }
    entries.into_iter().map(|(key, values)| (key.to_owned(), values)).collect()
}

/// Reads what stands in the body: one member that is all of it, or every member without another place.
fn body(
    format: Format,
    schema: &'static Schema,
    members: &mut Members<'_>,
    body: &[u8],
    missing: &mut Vec<String>,
) -> Result<()> {
    let Some((i, m)) = schema.payload.and_then(|i| Some((i, schema.members.get(i)?))) else {
        if !schema.members.iter().any(|m| m.location == Location::Body) || blank(body) {
            return Ok(());
        }
        let mut each = |i: usize, s: &mut dyn Source| match schema.members.get(i) {
            Some(m) if m.location == Location::Body => members.read(i, s),
            _ => Ok(()),
        };
        return match format {
            Format::Json => json::Reader::new(json::parse(body)?, missing).structure(schema, &mut each),
            Format::Xml => xml::Reader::new(&xml::parse(body)?, missing).structure(schema, &mut each),
        };
    };
    if m.is_streaming() {
        return Err(Error::not_implemented(format!("the streaming member {} of {}", m.name, schema.name)));
    }
    match m.schema.kind {
        Kind::Blob | Kind::String | Kind::Enum if body.is_empty() => Ok(()),
        Kind::Blob | Kind::String | Kind::Enum => members.read(
            i,
            &mut text::Reader {
                values: vec![body.into()],
                entries: Vec::new(),
                instants: TimestampFormat::DateTime,
                spelling: Spelling::Raw,
                missing,
            },
        ),
        _ if blank(body) => Ok(()),
        _ if format == Format::Json => members.read(i, &mut json::Reader::new(json::parse(body)?, missing)),
        _ => members.read(i, &mut xml::Reader::new(&xml::parse(body)?, missing)),
    }
}

fn blank(body: &[u8]) -> bool {
    body.iter().all(u8::is_ascii_whitespace)
}

/// Writes an operation's output. Nothing here can be refused but what streams, which is not supported.
pub(crate) fn encode(
    format: Format,
    service: &'static Service,
    op: &'static Operation,
    x: &dyn Structure,
) -> Result<Parts> {
    let schema = x.schema();
    let mut parts = Parts { status: op.status, headers: HeaderMap::new(), body: Vec::new() };
    let payload = schema.payload.and_then(|i| Some((schema.members.get(i)?, x.get(i)?)));
    if let Some((m, value)) = payload {
        if m.is_streaming() {
            return Err(Error::not_implemented(format!(
                "the streaming member {} of {}",
                m.name, schema.name
            )));
        }
        if value.present() {
            parts.payload(format, m, value);
        }
    } else {
        parts.members(format, service, x);
    }
    parts.located(x);
    // A client takes a body after these two for the next answer (RFC 9110, section 6.4.1).
    if matches!(parts.status, 204 | 304) {
        parts.body.clear();
        parts.headers.remove(CONTENT_TYPE);
    }
    Ok(parts)
}

/// Writes a refusal; `shape` is the exception that the model declares, if it does.
pub(crate) fn encode_error(
    format: Format,
    service: Option<&'static Service>,
    shape: Option<&'static Schema>,
    error: &Error,
    request_id: &str,
) -> Parts {
    let mut parts = Parts { status: error.http_status(), headers: HeaderMap::new(), body: Vec::new() };
    let record = shape.map(|shape| Record::error(shape, error));
    if let Some(record) = &record {
        parts.located(record);
    }
    match format {
        Format::Json => {
            parts.content_type("application/json");
            insert(&mut parts.headers, "x-amzn-errortype", error.shape_name().as_bytes());
            parts.body = json_error(record.as_ref(), error);
        }
        Format::Xml => {
            parts.content_type("application/xml");
            parts.body = match service {
                Some(service) if service.dialect == Dialect::S3 => {
                    xml::s3_error(error, record.as_ref(), request_id)
                }
                _ => xml::query_error(service, error, record.as_ref(), request_id),
            };
        }
    }
    parts
}

/// The exception's members that stand in the body, or the bare text. Its type stands in a header.
fn json_error(record: Option<&Record<'_>>, error: &Error) -> Vec<u8> {
    if let Some(record) = record {
        return json::encode_error(None, record.without_place(), record);
    }
    let mut body = serde_json::Map::new();
    body.insert("message".to_owned(), error.message().into());
    body.extend(error.members().clone());
    Document::Object(body).to_string().into_bytes()
}

impl Parts {
    /// A content type, unless the message has one of its own.
    fn content_type(&mut self, content_type: &'static str) {
        self.headers.entry(CONTENT_TYPE).or_insert(HeaderValue::from_static(content_type));
    }

    /// Writes the one member that is all of the body.
    fn payload(&mut self, format: Format, m: &'static Member, value: &dyn Shape) {
        match (m.schema.kind, format) {
            (Kind::Blob | Kind::String | Kind::Enum, _) => {
                self.content_type(match m.schema.kind {
                    Kind::Blob => "application/octet-stream",
                    _ => "text/plain",
                });
                self.body = text::Writer::of(m, Spelling::Raw, value).out;
            }
            (_, Format::Json) => {
                self.content_type("application/json");
                self.body = json::encode_shape(m, value);
            }
            (_, Format::Xml) => {
                self.content_type("application/xml");
                self.body = xml::payload(m, value);
            }
        }
    }

    /// Writes the members that have no other place.
    fn members(&mut self, format: Format, service: &'static Service, x: &dyn Structure) {
        let schema = x.schema();
        match format {
            // An operation without an output answers nothing; every other an object, be it empty.
            Format::Json if schema.is_unit() => {}
            Format::Json => {
                self.content_type("application/json");
                json::write_structure(&mut self.body, x, Some(&Member::in_answer));
            }
            Format::Xml if schema.members.iter().any(Member::in_answer) => {
                self.content_type("application/xml");
                self.body = xml::rest_response(service, x);
            }
            Format::Xml => {}
        }
    }

    /// Writes the members that stand in headers and in the status line.
    fn located(&mut self, x: &dyn Structure) {
        for (i, m) in x.schema().members.iter().enumerate() {
            let Some(value) = x.get(i).filter(|value| value.present()) else { continue };
            if m.in_answer() {
                continue;
            }
            let spelling = if m.json_value { Spelling::Json } else { Spelling::Plain };
            let text::Writer { out, entries, .. } = text::Writer::of(m, spelling, value);
            match m.location {
                // A list of nothing is no header; an empty text is one.
                Location::Header if out.is_empty() && m.schema.kind == Kind::List => {}
                Location::Header => insert(&mut self.headers, m.wire, &out),
                Location::Headers => {
                    for (key, text) in entries {
                        insert(&mut self.headers, &format!("{}{key}", m.wire), &text);
                    }
                }
                Location::StatusCode => {
                    let status = std::str::from_utf8(&out).ok().and_then(|text| text.parse().ok());
                    self.status = status.filter(|status| (200..600).contains(status)).unwrap_or(self.status);
                }
                Location::Body | Location::Uri | Location::QueryString => {}
            }
        }
    }
}

/// One that HTTP cannot carry is left out rather than sent broken.
pub(crate) fn insert(headers: &mut HeaderMap, name: &str, value: &[u8]) {
    let name = HeaderName::from_bytes(name.as_bytes());
    if let (Ok(name), Ok(value)) = (name, HeaderValue::from_bytes(value)) {
        headers.insert(name, value);
    }
}
