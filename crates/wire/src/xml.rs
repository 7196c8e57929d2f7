//! XML answers: AWS query, EC2 query and the bodies of REST-XML.

mod read;
mod tree;

pub(crate) use read::Reader;
pub(crate) use tree::parse;

use crate::error::Error;
use crate::schema::{Member, Namespace, Operation, Service, TimestampFormat};
use crate::shape::{Document, Entries, Shape, Sink, Structure, Timestamp};
use crate::value::Record;
use base64::Engine;
use base64::engine::general_purpose::STANDARD;

/// Which names elements have.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Dialect {
    /// AWS query: [`Member::query_name`].
    Query,
    /// REST-XML: the same names; shapes have namespaces too, not only members.
    Rest,
    /// EC2 query, whose names in forms are not those in answers.
    Ec2,
}

/// The answer to a query operation.
pub fn query_response(service: &Service, op: &Operation, x: &dyn Structure, request_id: &str) -> Vec<u8> {
    let mut w = Writer::query(Some(service));
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
    w.out.extend_from_slice(DECLARATION);
    let response = format!("{}Response", op.name);
    w.open(&response, &[("xmlns", service.xml_namespace)]);
    w.element("requestId", request_id);
    w.members(x, &|_| true);
    w.close(&response);
    w.out
}

/// The answer to a REST-XML operation: an element around the members that have no other place.
pub(crate) fn rest_response(service: &Service, x: &dyn Structure) -> Vec<u8> {
    let schema = x.schema();
    let mut w = Writer::new(Dialect::Rest);
    w.out.extend_from_slice(DECLARATION);
    let name = if schema.xml_name.is_empty() { schema.name } else { schema.xml_name };
    let mut attributes = Attributes { found: namespaces(schema.xml_namespace) };
    if attributes.found.is_empty() {
        attributes.found.push(("xmlns".to_owned(), service.xml_namespace.to_owned()));
    }
    attributes.members(x);
    w.open(name, &attributes.borrowed());
    w.members(x, &Member::in_answer);
    w.close(name);
    w.out
}

/// The one member that is all of a REST-XML body.
pub(crate) fn payload(m: &'static Member, value: &dyn Shape) -> Vec<u8> {
    let mut w = Writer::new(Dialect::Rest);
    w.out.extend_from_slice(DECLARATION);
    let name = match m.schema.xml_name {
        _ if m.named => m.wire,
        "" => m.schema.name,
        name => name,
    };
    w.wrapped(name, m, value);
    w.out
}

/// A refusal of a query operation or, in REST-XML, of any service but S3.
pub(crate) fn query_error(
    service: Option<&Service>,
    error: &Error,
    record: Option<&Record<'_>>,
    request_id: &str,
) -> Vec<u8> {
    let mut w = Writer::query(service);
    // What names no operation gets no more than this: <https://sqs.us-east-1.amazonaws.com/>.
    if error.code() == "UnknownOperationException" {
        w.empty("UnknownOperationException");
        return w.out;
    }
    w.open("ErrorResponse", &[("xmlns", service.map_or("", |service| service.xml_namespace))]);
    w.open("Error", &[]);
    w.element("Type", if error.is_sender() { "Sender" } else { "Receiver" });
    w.error(error, record);
    // recorded: sqs/test_sqs.json, the tests of `sqs_query`: of SQS's refusals only these two bear no detail.
    let bare = ["InvalidBatchEntryId", "TooManyEntriesInBatchRequest"].contains(&error.shape_name());
    if service.is_some_and(|service| service.dialect == crate::schema::Dialect::Sqs) && !bare {
        w.empty("Detail");
    }
    w.close("Error");
    w.element("RequestId", request_id);
    w.close("ErrorResponse");
    w.out
}

/// A refusal of S3's: <https://docs.aws.amazon.com/AmazonS3/latest/API/ErrorResponses.html>.
pub(crate) fn s3_error(error: &Error, record: Option<&Record<'_>>, request_id: &str) -> Vec<u8> {
    let mut w = Writer::new(Dialect::Query);
    w.out.extend_from_slice(DECLARATION);
    w.open("Error", &[]);
    w.error(error, record);
    w.element("RequestId", request_id);
    w.element("HostId", request_id);
    w.close("Error");
    w.out
}

/// A refusal of an EC2 operation.
pub(crate) fn ec2_error(error: &Error, record: Option<&Record<'_>>, request_id: &str) -> Vec<u8> {
    let mut w = Writer::new(Dialect::Ec2);
    w.out.extend_from_slice(DECLARATION);
    for name in ["Response", "Errors", "Error"] {
        w.open(name, &[]);
    }
    w.error(error, record);
    w.close("Error");
    w.close("Errors");
    w.element("RequestID", request_id);
    w.close("Response");
    w.out
}

const DECLARATION: &[u8] = b"<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n";

/// Writes elements. Errors cannot happen: it writes into memory.
pub(crate) struct Writer {
    pub(crate) out: Vec<u8>,
    dialect: Dialect,
    /// What is written becomes an attribute, which is escaped as a whole.
    plain: bool,
    /// SQS writes quotes in texts as references, which no other service does.
    quotes: bool,
}

impl Writer {
    /// For the query protocol as a service speaks it.
    fn query(service: Option<&Service>) -> Self {
        let quotes = service.is_some_and(|service| service.dialect == crate::schema::Dialect::Sqs);
        Self { quotes, ..Self::new(Dialect::Query) }
    }
    pub(crate) fn new(dialect: Dialect) -> Self {
        Self { out: Vec::with_capacity(512), dialect, plain: false, quotes: false }
    }
    pub(crate) fn open(&mut self, name: &str, attributes: &[(&str, &str)]) {
        self.out.push(b'<');
        self.out.extend_from_slice(name.as_bytes());
        for (key, value) in attributes.iter().filter(|(key, value)| *key != "xmlns" || !value.is_empty()) {
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
    fn empty(&mut self, name: &str) {
        self.out.push(b'<');
        self.out.extend_from_slice(name.as_bytes());
        self.out.extend_from_slice(b"/>");
    }
    /// Code, text and members of a refusal: by the model's exception where there is one.
    fn error(&mut self, error: &Error, record: Option<&Record<'_>>) {
        self.element("Code", error.code());
        if !error.message().is_empty() {
            self.element("Message", error.message());
        }
        if let Some(record) = record {
            self.members(record, &|m| m.in_answer() && !m.name.eq_ignore_ascii_case("message"));
            return;
        }
        for (name, value) in error.members() {
            self.element(name, &value.as_str().map_or_else(|| value.to_string(), str::to_owned));
        }
    }
    /// Text with what XML cannot hold spelt as references. Carriage returns would be read as line feeds; for the other
    /// control characters XML has no spelling at all, and AWS writes references that strict readers refuse.
    fn escaped(&mut self, text: &str, attribute: bool) {
        for b in text.bytes() {
            match b {
                b'&' => self.out.extend_from_slice(b"&amp;"),
                b'<' => self.out.extend_from_slice(b"&lt;"),
                b'>' => self.out.extend_from_slice(b"&gt;"),
                b'"' if attribute || self.quotes => self.out.extend_from_slice(b"&quot;"),
                b'\n' | b'\t' if !attribute => self.out.push(b),
                0..0x20 => self.out.extend_from_slice(format!("&#x{b:X};").as_bytes()),
                b => self.out.push(b),
            }
        }
    }
    /// The members of a structure that stand in the body.
    pub(crate) fn members(&mut self, x: &dyn Structure, only: &dyn Fn(&Member) -> bool) {
        for (i, m) in x.schema().members.iter().enumerate() {
            if let Some(value) = x.get(i).filter(|value| value.present())
                && !m.attribute
                && only(m)
            {
                self.named(m, value);
            }
        }
    }
    fn namespaces(&self, m: &Member) -> Vec<(String, String)> {
        let of_shape = m.schema.xml_namespace.filter(|_| self.dialect == Dialect::Rest);
        namespaces(m.xml_namespace.or(of_shape))
    }
    /// The name of a member's element.
    fn name(&self, m: &'static Member) -> &'static str {
        if self.dialect == Dialect::Ec2 { m.wire } else { m.query_name() }
    }
    /// One value in its element; a flattened list or map names its own.
    fn named(&mut self, m: &'static Member, value: &dyn Shape) {
        if m.is_flattened() { value.write(m, self) } else { self.wrapped(self.name(m), m, value) }
    }
    /// One value in an element of that name, with the attributes that its structure has.
    pub(crate) fn wrapped(&mut self, name: &str, m: &'static Member, value: &dyn Shape) {
        let mut attributes = Attributes { found: self.namespaces(m) };
        if m.schema.members.iter().any(|m| m.attribute) {
            value.write(m, &mut attributes);
        }
        self.open(name, &attributes.borrowed());
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
        if self.plain { self.out.extend_from_slice(v.as_bytes()) } else { self.escaped(v, false) }
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
        let name = match m.item() {
            _ if m.is_flattened() => self.name(m),
            item if item.named => item.wire,
            _ => "member",
        };
        let attributes = Attributes { found: self.namespaces(m.item()) };
        for i in 0..n {
            self.open(name, &attributes.borrowed());
            item(i, self);
            self.close(name);
        }
    }
    fn map(&mut self, m: &'static Member, _: usize, each: Entries<'_>) {
        let (key, value) = (m.key(), m.value());
        let entry = if m.is_flattened() { self.name(m) } else { "entry" };
        // An entry without an enclosing element stands in the namespace that the element would.
        let outer = Attributes { found: namespaces(m.xml_namespace.filter(|_| m.is_flattened())) };
        let of_key = Attributes { found: namespaces(key.xml_namespace) };
        let name = if key.named { key.wire } else { "key" };
        each(&mut |k, v| {
            self.open(entry, &outer.borrowed());
            self.open(name, &of_key.borrowed());
            self.escaped(k, false);
            self.close(name);
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
    fn map(&mut self, _: &'static Member, _: usize, _: Entries<'_>) {}
    fn structure(&mut self, _: &'static Member, v: &dyn Structure) {
        self.members(v);
    }
}

impl Attributes {
    fn borrowed(&self) -> Vec<(&str, &str)> {
        self.found.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect()
    }
    fn members(&mut self, v: &dyn Structure) {
        for (i, m) in v.schema().members.iter().enumerate().filter(|(_, m)| m.attribute) {
            if let Some(value) = v.get(i).filter(|value| value.present()) {
                let mut text = Writer { plain: true, ..Writer::new(Dialect::Query) };
                value.write(m, &mut text);
                self.found.push((m.wire.to_owned(), String::from_utf8_lossy(&text.out).into_owned()));
            }
        }
    }
}
