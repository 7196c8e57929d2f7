//! XML answers: AWS query, EC2 query and the bodies of REST-XML.

use crate::error::Error;
use crate::schema::{Member, Namespace, Operation, Schema, Service, TimestampFormat};
use crate::shape::{Document, Shape, Sink, Structure, Timestamp};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;

/// Which names elements have, and whether lists may lose their enclosing element.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Dialect {
    /// AWS query and REST-XML.
    Aws,
    /// EC2 query: an item is called `item`.
    Ec2,
}

/// The answer to a query operation.
pub fn query_response(service: &Service, op: &Operation, x: &dyn Structure, request_id: &str) -> Vec<u8> {
    let mut w = Writer::new(Dialect::Aws);
    let response = format!("{}Response", op.name);
    w.open(&response, &[("xmlns", service.xml_namespace)]);
    if !op.result_wrapper.is_empty() {
        w.open(op.result_wrapper, &[]);
    }
    w.members(x, &|_| true);
    if !op.result_wrapper.is_empty() {
        w.close(op.result_wrapper);
    }
    w.open("ResponseMetadata", &[]);
    w.element("RequestId", request_id);
    w.close("ResponseMetadata");
    w.close(&response);
    w.out
}

/// The answer to an EC2 operation.
pub fn ec2_response(service: &Service, op: &Operation, x: &dyn Structure, request_id: &str) -> Vec<u8> {
    let mut w = Writer::new(Dialect::Ec2);
    w.out.extend_from_slice(b"<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
    let response = format!("{}Response", op.name);
    w.open(&response, &[("xmlns", service.xml_namespace)]);
    w.element("requestId", request_id);
    w.members(x, &|_| true);
    w.close(&response);
    w.out
}

/// A refusal of a query operation.
pub fn query_error(service: &Service, error: &Error, request_id: &str) -> Vec<u8> {
    let mut w = Writer::new(Dialect::Aws);
    w.open("ErrorResponse", &[("xmlns", service.xml_namespace)]);
    w.open("Error", &[]);
    w.element("Type", if error.is_sender() { "Sender" } else { "Receiver" });
    w.element("Code", error.code());
    w.element("Message", error.query_message());
    for (name, value) in error.members() {
        w.element(name, &value.as_str().map_or_else(|| value.to_string(), str::to_owned));
    }
    w.close("Error");
    w.element("RequestId", request_id);
    w.close("ErrorResponse");
    w.out
}

/// A refusal of an EC2 operation.
pub fn ec2_error(error: &Error, request_id: &str) -> Vec<u8> {
    let mut w = Writer::new(Dialect::Ec2);
    w.out.extend_from_slice(b"<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
    for name in ["Response", "Errors", "Error"] {
        w.open(name, &[]);
    }
    w.element("Code", error.code());
    w.element("Message", error.message());
    w.close("Error");
    w.close("Errors");
    w.element("RequestID", request_id);
    w.close("Response");
    w.out
}

/// Writes elements. Errors cannot happen: it writes into memory.
pub(crate) struct Writer {
    pub(crate) out: Vec<u8>,
    dialect: Dialect,
}

impl Writer {
    pub(crate) fn new(dialect: Dialect) -> Self {
        Self { out: Vec::with_capacity(512), dialect }
    }
    pub(crate) fn open(&mut self, name: &str, attributes: &[(&str, &str)]) {
        self.out.push(b'<');
        self.out.extend_from_slice(name.as_bytes());
        for (key, value) in attributes.iter().filter(|(_, value)| !value.is_empty()) {
            self.out.push(b' ');
            self.out.extend_from_slice(key.as_bytes());
            self.out.extend_from_slice(b"=\"");
            self.escaped(value, true);
            self.out.push(b'"');
        }
        self.out.push(b'>');
    }
    pub(crate) fn close(&mut self, name: &str) {
        self.out.extend_from_slice(b"</");
        self.out.extend_from_slice(name.as_bytes());
        self.out.push(b'>');
    }
    pub(crate) fn element(&mut self, name: &str, text: &str) {
        self.open(name, &[]);
        self.escaped(text, false);
        self.close(name);
    }
    /// Text with what XML cannot hold spelt as references; carriage returns would be read as line feeds.
    fn escaped(&mut self, text: &str, attribute: bool) {
        for b in text.bytes() {
            match b {
                b'&' => self.out.extend_from_slice(b"&amp;"),
                b'<' => self.out.extend_from_slice(b"&lt;"),
                b'>' => self.out.extend_from_slice(b"&gt;"),
                b'"' if attribute => self.out.extend_from_slice(b"&quot;"),
                b'\r' => self.out.extend_from_slice(b"&#xD;"),
                b'\n' | b'\t' if attribute => self.out.extend_from_slice(format!("&#{b};").as_bytes()),
                b => self.out.push(b),
            }
        }
    }
    /// The members of a structure that stand in the body.
    pub(crate) fn members(&mut self, x: &dyn Structure, only: &dyn Fn(&'static Member) -> bool) {
        for (i, m) in x.schema().members.iter().enumerate() {
            if let Some(value) = x.get(i).filter(|value| value.present())
                && !m.attribute
                && only(m)
            {
                self.named(m.wire, m, value);
            }
        }
    }
    /// One value in its element; a flattened list or map names its own.
    fn named(&mut self, name: &str, m: &'static Member, value: &dyn Shape) {
        if m.is_flattened() && self.dialect == Dialect::Aws {
            value.write(m, self);
        } else {
            self.wrapped(name, m, value);
        }
    }
    /// One value in an element of that name, with the attributes that its structure has.
    pub(crate) fn wrapped(&mut self, name: &str, m: &'static Member, value: &dyn Shape) {
        let attributes = namespaces(m.xml_namespace.or(m.schema.xml_namespace));
        let mut inner = Attributes { found: attributes };
        if m.schema.members.iter().any(|m| m.attribute) {
            value.write(m, &mut inner);
        }
        let borrowed: Vec<_> = inner.found.iter().map(|(k, v)| (k.as_str(), v.as_str())).collect();
        self.open(name, &borrowed);
        value.write(m, self);
        self.close(name);
    }
}

fn namespaces(namespace: Option<Namespace>) -> Vec<(String, String)> {
    let key =
        |n: &Namespace| if n.prefix.is_empty() { "xmlns".to_owned() } else { format!("xmlns:{}", n.prefix) };
    namespace.iter().map(|n| (key(n), n.uri.to_owned())).collect()
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
        self.escaped(v, false);
    }
    fn blob(&mut self, v: &[u8]) {
        self.out.extend_from_slice(STANDARD.encode(v).as_bytes());
    }
    fn timestamp(&mut self, m: &'static Member, v: Timestamp) {
        let text = crate::time::format(v, m.timestamp_format(TimestampFormat::DateTime));
        self.out.extend_from_slice(text.as_bytes());
    }
    fn document(&mut self, v: &Document) {
        self.escaped(&v.to_string(), false);
    }
    fn list(&mut self, m: &'static Member, n: usize, item: &dyn Fn(usize, &mut dyn Sink)) {
        let flat = m.is_flattened() && self.dialect == Dialect::Aws;
        let name = match (flat, m.item().named, self.dialect) {
            (true, _, _) => m.wire,
            (false, true, _) => m.item().wire,
            (false, false, Dialect::Ec2) => "item",
            (false, false, Dialect::Aws) => "member",
        };
        let attributes = namespaces(m.item().xml_namespace.or(m.item().schema.xml_namespace));
        let attributes: Vec<_> = attributes.iter().map(|(k, v)| (k.as_str(), v.as_str())).collect();
        for i in 0..n {
            self.open(name, &attributes);
            item(i, self);
            self.close(name);
        }
    }
    fn map(&mut self, m: &'static Member, _: usize, each: &dyn Fn(&mut dyn FnMut(&str, &dyn Shape))) {
        let (key, value) = (m.key(), m.value());
        let entry = if m.is_flattened() { m.wire } else { "entry" };
        each(&mut |k, v| {
            self.open(entry, &[]);
            self.element(if key.named { key.wire } else { "key" }, k);
            self.wrapped(if value.named { value.wire } else { "value" }, value, v);
            self.close(entry);
        });
    }
    fn structure(&mut self, _: &'static Member, v: &dyn Structure) {
        self.members(v, &|_| true);
    }
}

/// Collects the members of a structure that are XML attributes; everything else passes it by.
struct Attributes {
    found: Vec<(String, String)>,
}

impl Sink for Attributes {
    fn boolean(&mut self, _: bool) {}
    fn integer(&mut self, _: i64) {}
    fn float(&mut self, _: f64) {}
    fn string(&mut self, _: &str) {}
    fn blob(&mut self, _: &[u8]) {}
    fn timestamp(&mut self, _: &'static Member, _: Timestamp) {}
    fn document(&mut self, _: &Document) {}
    fn list(&mut self, _: &'static Member, _: usize, _: &dyn Fn(usize, &mut dyn Sink)) {}
    fn map(&mut self, _: &'static Member, _: usize, _: &dyn Fn(&mut dyn FnMut(&str, &dyn Shape))) {}
    fn structure(&mut self, _: &'static Member, v: &dyn Structure) {
        for (i, m) in v.schema().members.iter().enumerate().filter(|(_, m)| m.attribute) {
            if let Some(value) = v.get(i).filter(|value| value.present()) {
                let mut text = Writer::new(Dialect::Aws);
                value.write(m, &mut text);
                self.found.push((m.wire.to_owned(), String::from_utf8_lossy(&text.out).into_owned()));
            }
        }
    }
}

/// The name of a message's root element.
pub(crate) fn root_name<'a>(m: &'a Member, schema: &'a Schema) -> &'a str {
    if !schema.xml_name.is_empty() {
        schema.xml_name
    } else if m.named {
        m.wire
    } else {
        schema.name
    }
}
