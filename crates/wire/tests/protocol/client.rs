//! A small client: reads a response back to the value that it means. It shares no code with the codecs under test.

use crate::dynamic::{Record, instant};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use http::HeaderMap;
use quick_xml::events::{BytesStart, Event};
use serde_json::Value;
use wire::schema::{Kind, Location, Member, Operation, Protocol, Schema, TimestampFormat};

/// A response as a client sees it.
pub(crate) struct Response<'a> {
    pub(crate) status: u16,
    pub(crate) headers: &'a HeaderMap,
    pub(crate) body: &'a [u8],
}

/// What a refusal says.
#[derive(Debug, PartialEq)]
pub(crate) struct Refusal {
    pub(crate) code: String,
    pub(crate) message: Option<String>,
    pub(crate) members: Value,
}

/// Reads an answer to the operation as its canonical value.
pub(crate) fn read(protocol: Protocol, op: &Operation, response: &Response<'_>) -> Value {
    let out = op.output;
    let rest = matches!(protocol, Protocol::RestJson | Protocol::RestXml);
    let mut members = body(protocol, op, response, out);
    if rest {
        located(out, response, &mut members);
    }
    canonical(out, members)
}

/// Reads a refusal by the exception that the model declares.
pub(crate) fn read_error(protocol: Protocol, shape: &'static Schema, response: &Response<'_>) -> Refusal {
    let mut members = serde_json::Map::new();
    let (code, message) = match protocol {
        Protocol::Query | Protocol::Ec2 | Protocol::RestXml => {
            let root = tree(response.body);
            let error = root.find("Error").or_else(|| root.find("Errors")?.find("Error")).unwrap_or(&root);
            let text = |name: &str| error.find(name).map(|node| node.text.clone());
            structure_from_xml(protocol, shape, error, &mut members);
            (text("Code"), text("Message"))
        }
        _ => {
            let body = json(protocol, response.body);
            structure_from_json(shape, &body, &mut members);
            let text = |name: &str| body[name].as_str().map(str::to_owned);
            let code = header(response, "x-amzn-errortype").or(text("__type")).or(text("code"));
            (code, text("message").or(text("Message")))
        }
    };
    if matches!(protocol, Protocol::RestJson | Protocol::RestXml) {
        located(shape, response, &mut members);
    }
    let code = code.unwrap_or_default();
    let code = code.split(':').next().and_then(|code| code.rsplit('#').next()).unwrap_or_default().to_owned();
    let query = header(response, "x-amzn-query-error");
    let code = query.and_then(|header| Some(header.split_once(';')?.0.to_owned())).unwrap_or(code);
    Refusal { code, message, members: canonical(shape, members) }
}

type Members = serde_json::Map<String, Value>;

fn header(response: &Response<'_>, name: &str) -> Option<String> {
    Some(response.headers.get(name)?.to_str().expect("a header is text").to_owned())
}

/// The suite's values have the same form as its parameters, so the same reader makes them comparable.
fn canonical(schema: &'static Schema, members: Members) -> Value {
    Record::of(schema, &members.into()).canonical()
}

fn body(protocol: Protocol, op: &Operation, response: &Response<'_>, out: &'static Schema) -> Members {
    let mut members = Members::new();
    let blank = response.body.iter().all(u8::is_ascii_whitespace);
    if let Some(m) = out
        .payload
        .map(|i| &out.members[i])
        .filter(|_| matches!(protocol, Protocol::RestJson | Protocol::RestXml))
    {
        let raw = || String::from_utf8(response.body.to_vec()).expect("the suite's bodies are text").into();
        let value = match m.schema.kind {
            _ if response.body.is_empty() => return members,
            Kind::Blob | Kind::String | Kind::Enum => raw(),
            _ if protocol == Protocol::RestJson => from_json(m, &json(protocol, response.body)),
            _ => from_xml(protocol, m, &tree(response.body)),
        };
        members.insert(m.name.to_owned(), value);
        return members;
    }
    match protocol {
        _ if blank => {}
        Protocol::Query => {
            let root = tree(response.body);
            let result = root.find(op.result_wrapper).unwrap_or(&root);
            structure_from_xml(protocol, out, result, &mut members);
        }
        Protocol::Ec2 | Protocol::RestXml => {
            structure_from_xml(protocol, out, &tree(response.body), &mut members);
        }
        _ => structure_from_json(out, &json(protocol, response.body), &mut members),
    }
    members
}

/// Members in headers and in the status line.
fn located(schema: &'static Schema, response: &Response<'_>, members: &mut Members) {
    for m in schema.members {
        let value = match m.location {
            Location::StatusCode => response.status.into(),
            Location::Header => match header(response, m.wire) {
                Some(text) => from_header(m, &text),
                None => continue,
            },
            Location::Headers => {
                let prefix = m.wire.to_ascii_lowercase();
                let entries = response.headers.iter().filter_map(|(name, value)| {
                    let key = name.as_str().strip_prefix(&prefix)?;
                    Some((key.to_owned(), value.to_str().expect("a header is text").into()))
                });
                // Without a prefix the map has all headers, the protocol's own too.
                let own = ["content-type", "x-amzn-requestid", "x-amzn-errortype"];
                let entries: Members = entries.filter(|(key, _)| !own.contains(&key.as_str())).collect();
                if entries.is_empty() {
                    continue;
                }
                entries.into()
            }
            _ => continue,
        };
        members.insert(m.name.to_owned(), value);
    }
}

fn from_header(m: &'static Member, text: &str) -> Value {
    if m.schema.kind == Kind::List {
        let dates = m.item().schema.kind == Kind::Timestamp && text.contains("GMT");
        return split(text, dates)
            .iter()
            .map(|item| from_text(m.item(), item, TimestampFormat::HttpDate))
            .collect();
    }
    if m.json_value {
        return String::from_utf8(STANDARD.decode(text).expect("Base64")).expect("JSON is text").into();
    }
    from_text(m, text, TimestampFormat::HttpDate)
}

/// Splits at commas; those of dates and of quoted strings are none.
fn split(text: &str, dates: bool) -> Vec<String> {
    let (mut items, mut item, mut quoted, mut escaped, mut commas) =
        (Vec::new(), String::new(), false, false, 0);
    for c in text.chars() {
        match c {
            _ if std::mem::take(&mut escaped) => item.push(c),
            '\\' if quoted => escaped = true,
            '"' => quoted = !quoted,
            ',' if !quoted => {
                commas += 1;
                if dates && commas % 2 == 1 {
                    item.push(c);
                } else {
                    items.push(std::mem::take(&mut item).trim().to_owned());
                }
            }
            c => item.push(c),
        }
    }
    items.push(item.trim().to_owned());
    items
}

/// A scalar from its text in a header or an XML element.
fn from_text(m: &'static Member, text: &str, default: TimestampFormat) -> Value {
    match m.schema.kind {
        Kind::Boolean => (text == "true").into(),
        Kind::Integer | Kind::Long => text.parse::<i64>().expect("a number").into(),
        Kind::Float => text.parse::<f64>().ok().filter(|v| v.is_finite()).map_or(text.into(), Value::from),
        Kind::Timestamp => seconds(&text.into(), m.timestamp_format(default)),
        Kind::Blob => plain(text),
        _ => text.into(),
    }
}

/// Bytes as the suite has them: as text.
fn plain(base64: &str) -> Value {
    String::from_utf8(STANDARD.decode(base64).expect("Base64")).expect("the suite's bytes are text").into()
}

fn seconds(v: &Value, format: TimestampFormat) -> Value {
    (instant(v, format).millis() as f64 / 1000.0).into()
}

fn json(protocol: Protocol, body: &[u8]) -> Value {
    match protocol {
        _ if body.is_empty() => Value::Null,
        Protocol::Cbor => crate::cbor::value(body),
        _ => serde_json::from_slice(body).expect("JSON"),
    }
}

fn structure_from_json(schema: &'static Schema, object: &Value, members: &mut Members) {
    for m in schema.members.iter().filter(|m| m.in_answer()) {
        if let Some(value) = object.get(m.wire).filter(|value| !value.is_null()) {
            members.insert(m.name.to_owned(), from_json(m, value));
        }
    }
}

fn from_json(m: &'static Member, v: &Value) -> Value {
    match m.schema.kind {
        Kind::Structure | Kind::Union => {
            let mut members = Members::new();
            structure_from_json(m.schema, v, &mut members);
            members.into()
        }
        Kind::List => {
            let items = v.as_array().expect("a list").iter();
            items.filter(|v| !v.is_null()).map(|v| from_json(m.item(), v)).collect()
        }
        Kind::Map => {
            let entries = v.as_object().expect("a map").iter().filter(|(_, v)| !v.is_null());
            entries.map(|(k, v)| (k.clone(), from_json(m.value(), v))).collect::<Members>().into()
        }
        Kind::Blob => plain(v.as_str().expect("Base64")),
        Kind::Timestamp => seconds(v, m.timestamp_format(TimestampFormat::EpochSeconds)),
        _ => v.clone(),
    }
}

/// An XML element without its prefixes; for comparing, its namespaces are attributes.
#[derive(Debug, Default, PartialEq)]
pub(crate) struct Node {
    name: String,
    attributes: Vec<(String, String)>,
    text: String,
    children: Vec<Node>,
}

impl Node {
    fn find(&self, name: &str) -> Option<&Self> {
        self.children.iter().find(|child| child.name == name)
    }
    /// The same in a form that compares: without white space between elements, without the request's identifier,
    /// children sorted by their names. A refusal's namespace is the service's, which the suite does not tell.
    pub(crate) fn normal(mut self) -> Self {
        const OURS: [&str; 4] = ["ResponseMetadata", "RequestId", "requestId", "RequestID"];
        if !self.children.is_empty() || self.text.trim().is_empty() {
            self.text.clear();
        }
        if self.name == "ErrorResponse" {
            self.attributes.clear();
        }
        self.children.retain(|child| !OURS.contains(&child.name.as_str()));
        self.children = self.children.into_iter().map(Self::normal).collect();
        self.children.sort_by(|a, b| a.name.cmp(&b.name));
        self.attributes.sort();
        self
    }
}

/// Reads a document that is known to be small and well-formed.
pub(crate) fn tree(body: &[u8]) -> Node {
    let text = std::str::from_utf8(body).expect("XML is text");
    let mut reader = quick_xml::Reader::from_str(text);
    let mut open = vec![Node::default()];
    loop {
        let event = reader.read_event().expect("well-formed XML");
        let top = open.last_mut().expect("an element is open");
        match event {
            Event::Start(tag) => open.push(element(&tag)),
            Event::Empty(tag) => top.children.push(element(&tag)),
            Event::End(_) => {
                let node = open.pop().expect("an element is open");
                open.last_mut().expect("the document is open").children.push(node);
            }
            Event::Text(text) => top.text.push_str(&text.xml_content(quick_xml::XmlVersion::Implicit1_0)),
            Event::CData(text) => top.text.push_str(&text),
            Event::GeneralRef(entity) => top.text.push_str(&match entity.resolve_char_ref() {
                Ok(Some(c)) => c.to_string(),
                _ => quick_xml::escape::resolve_predefined_entity(&entity).expect("an entity").to_owned(),
            }),
            Event::Eof => return open.remove(0).children.remove(0),
            _ => {}
        }
    }
}

fn element(tag: &BytesStart<'_>) -> Node {
    let attribute = |attribute: quick_xml::events::attributes::Attribute<'_>| {
        let value =
            attribute.normalized_value(quick_xml::XmlVersion::Implicit1_0).expect("an attribute's value");
        (attribute.key.as_ref().to_owned(), value.into_owned())
    };
    Node {
        name: tag.local_name().as_ref().to_owned(),
        attributes: tag.attributes().map(|a| attribute(a.expect("an attribute"))).collect(),
        ..Node::default()
    }
}

fn structure_from_xml(protocol: Protocol, schema: &'static Schema, node: &Node, members: &mut Members) {
    for m in schema.members.iter().filter(|m| m.in_answer()) {
        let found: Vec<_> = node.children.iter().filter(|child| child.name == m.wire).collect();
        let value = match found[..] {
            _ if m.attribute => match node.attributes.iter().find(|(key, _)| key == m.wire) {
                Some((_, text)) => from_text(m, text, TimestampFormat::DateTime),
                None => continue,
            },
            [] => continue,
            _ if m.is_flattened() && m.schema.kind == Kind::List => {
                found.iter().map(|item| from_xml(protocol, m.item(), item)).collect()
            }
            _ if m.is_flattened() && m.schema.kind == Kind::Map => entries(protocol, m, &found),
            [one, ..] => from_xml(protocol, m, one),
        };
        members.insert(m.name.to_owned(), value);
    }
}

fn from_xml(protocol: Protocol, m: &'static Member, node: &Node) -> Value {
    match m.schema.kind {
        Kind::Structure | Kind::Union => {
            let mut members = Members::new();
            structure_from_xml(protocol, m.schema, node, &mut members);
            members.into()
        }
        Kind::List => {
            let name = if m.item().named { m.item().wire } else { "member" };
            let items = node.children.iter().filter(|child| child.name == name);
            items.map(|item| from_xml(protocol, m.item(), item)).collect()
        }
        Kind::Map => entries(protocol, m, &node.children.iter().collect::<Vec<_>>()),
        _ => from_text(m, &node.text, TimestampFormat::DateTime),
    }
}

fn entries(protocol: Protocol, m: &'static Member, entries: &[&Node]) -> Value {
    let name = |m: &Member, default| if m.named { m.wire } else { default };
    let entry = |entry: &&Node| {
        let key = entry.find(name(m.key(), "key")).expect("an entry has a key").text.clone();
        let value = entry.find(name(m.value(), "value")).expect("an entry has a value");
        (key, from_xml(protocol, m.value(), value))
    };
    entries.iter().map(entry).collect::<Members>().into()
}
