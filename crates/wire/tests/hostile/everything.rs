//! One structure with every kind of member in every place, and what decoding, validating and writing it does to any bytes.
//! The fuzz target and the property tests share it.

#![allow(unreachable_pub, missing_docs, reason = "the macros declare what generated crates export")]

use wire::codec::{self, Request};
use wire::error::Result;
use wire::schema::{
    Access, Dialect, Kind, Location, Operation, Protocol, Schema, Service, TimestampFormat, m,
};
use wire::shape::{Blob, Document, Map, Structure, Timestamp};
use wire::{enumeration, structure};

static BOOLEAN: Schema = Schema::new("Boolean", Kind::Boolean);
static INTEGER: Schema = Schema::new("Integer", Kind::Integer).min(1).max(10);
static LONG: Schema = Schema::new("Long", Kind::Long);
static FLOAT: Schema = Schema::new("Float", Kind::Float);
static TEXT: Schema = Schema::new("Text", Kind::String).min(1).max(64).pattern(r"[\w+=,.@-]+");
static BLOB: Schema = Schema::new("Blob", Kind::Blob);
static TIMESTAMP: Schema = Schema::new("Timestamp", Kind::Timestamp);
static DATE: Schema = Schema::new("Date", Kind::Timestamp).timestamp(TimestampFormat::HttpDate);
static STATE: Schema = Schema::new("State", Kind::Enum).values(&["On", "Off"]);
static DOCUMENT: Schema = Schema::new("Document", Kind::Document);
static TEXTS: Schema = Schema::new("Texts", Kind::List).members(&[m("member", &TEXT)]).max(4);
static FLAT: Schema = Schema::new("Flat", Kind::List).members(&[m("item", &TEXT).wire("Item")]).flattened();
static DATES: Schema = Schema::new("Dates", Kind::List).members(&[m("member", &DATE)]);
static TEXT_MAP: Schema = Schema::new("TextMap", Kind::Map).members(&[m("key", &TEXT), m("value", &TEXT)]);
static NODES: Schema = Schema::new("Nodes", Kind::List).members(&[m("member", &NODE)]);
static NODE_MAP: Schema = Schema::new("NodeMap", Kind::Map).members(&[m("key", &TEXT), m("value", &NODE)]);
static NODE: Schema = Schema::new("Node", Kind::Structure).members(&[
    m("Next", &NODE),
    m("Nodes", &NODES),
    m("NodeMap", &NODE_MAP),
    m("Name", &TEXT).attribute(),
    m("Text", &TEXT).required(),
]);
static CHOICE: Schema = Schema::new("Choice", Kind::Union).members(&[m("One", &TEXT), m("Two", &NODE)]);
static EVERYTHING: Schema = Schema::new("Everything", Kind::Structure).members(&[
    m("Key", &TEXT).at(Location::Uri).required(),
    m("Page", &INTEGER).at(Location::QueryString).wire("page"),
    m("All", &TEXT_MAP).at(Location::QueryString),
    m("Dates", &DATES).at(Location::Header).wire("x-dates"),
    m("Texts", &TEXTS).at(Location::Header).wire("x-texts"),
    m("Json", &TEXT).at(Location::Header).wire("x-json").json_value(),
    m("Meta", &TEXT_MAP).at(Location::Headers).wire("x-meta-"),
    m("Boolean", &BOOLEAN),
    m("Integer", &INTEGER).required(),
    m("Long", &LONG),
    m("Float", &FLOAT),
    m("Text", &TEXT).required(),
    m("Blob", &BLOB),
    m("Timestamp", &TIMESTAMP),
    m("State", &STATE),
    m("Document", &DOCUMENT),
    m("Flat", &FLAT),
    m("TextMap", &TEXT_MAP).flattened(),
    m("Node", &NODE),
    m("Choice", &CHOICE),
]);
/// The same as one member that is the whole body.
static WHOLE: Schema = Schema::new("Whole", Kind::Structure).members(&[m("Node", &NODE)]).payload(0);

enumeration! { State; On = "On", Off = "Off" }
structure! { Node = NODE; 0 next: Option<Box<Node>>, 1 nodes: Option<Vec<Node>>, 2 node_map: Option<Map<Node>>, 3 name: Option<String>, 4 text: String }
structure! { Choice = CHOICE; 0 one: Option<String>, 1 two: Option<Node> }
structure! { Everything = EVERYTHING;
    0 key: String, 1 page: Option<i32>, 2 all: Option<Map<String>>, 3 dates: Option<Vec<Timestamp>>, 4 texts: Option<Vec<String>>,
    5 json: Option<String>, 6 meta: Option<Map<String>>, 7 boolean: Option<bool>, 8 integer: i32, 9 long: Option<i64>,
    10 float: Option<f64>, 11 text: String, 12 blob: Option<Blob>, 13 timestamp: Option<Timestamp>, 14 state: Option<State>,
    15 document: Option<Document>, 16 flat: Option<Vec<String>>, 17 text_map: Option<Map<String>>, 18 node: Option<Node>,
    19 choice: Option<Choice>
}
structure! { Whole = WHOLE; 0 node: Option<Node> }

static SERVICE: Service = Service {
    name: "everything",
    signing_name: "everything",
    iam_prefix: "everything",
    id: "Everything",
    api_version: "2026-11-21",
    target_prefix: "Everything",
    namespace: "com.example",
    xml_namespace: "https://example.com/",
    protocols: &[],
    query_compatible: true,
    global: false,
    dialect: Dialect::Coral,
    operations: &OPERATIONS,
    others: &[],
};

static OPERATIONS: [Operation; 2] = [operation("Do", &EVERYTHING), operation("DoWhole", &WHOLE)];

const fn operation(name: &'static str, schema: &'static Schema) -> Operation {
    Operation {
        name,
        service: &SERVICE,
        method: "POST",
        uri: "/a/{Key+}/z",
        status: 200,
        input: schema,
        output: schema,
        result_wrapper: "DoResult",
        errors: &[],
        action: "",
        access: Access::Write,
    }
}

pub const PROTOCOLS: [Protocol; 7] = [
    Protocol::Json10,
    Protocol::Json11,
    Protocol::Query,
    Protocol::Ec2,
    Protocol::RestJson,
    Protocol::RestXml,
    Protocol::Cbor,
];

/// What is left of a text after it was written as the body of an answer and read as that of a request.
pub fn there_and_back(protocol: Protocol, text: &str) -> Result<(String, Option<String>)> {
    let node = Node { text: text.to_owned(), name: Some(text.to_owned()), ..Node::default() };
    let answer = codec::encode(protocol, &SERVICE, &OPERATIONS[1], &Whole { node: Some(node) }, "request");
    let headers = http::HeaderMap::new();
    let request = Request { path: "/a/k/z", query: "", headers: &headers, body: answer.body() };
    let mut read = Whole::default();
    codec::decode(protocol, &OPERATIONS[1], &mut read, &request)?;
    Ok(read.node.map(|node| (node.text, node.name)).unwrap_or_default())
}

/// Decodes, validates and writes a request. None of it may panic, whatever the bytes are.
pub fn request(protocol: Protocol, path: &str, query: &str, header: &[u8], body: &[u8]) -> Result<()> {
    let mut headers = http::HeaderMap::new();
    if let Ok(value) = http::HeaderValue::from_bytes(header) {
        for name in ["x-dates", "x-texts", "x-json", "x-meta-a"] {
            headers.append(name, value.clone());
        }
    }
    wire::rest::Router::new(&SERVICE).route("POST", path, query, &headers);
    let request = Request { path, query, headers: &headers, body };
    one(protocol, &OPERATIONS[0], &mut Everything::default(), &request).and(one(
        protocol,
        &OPERATIONS[1],
        &mut Whole::default(),
        &request,
    ))
}

fn one(
    protocol: Protocol,
    op: &'static Operation,
    x: &mut dyn Structure,
    request: &Request<'_>,
) -> Result<()> {
    let decoded = codec::decode(protocol, op, x, request);
    let _ = wire::view::redacted(x).to_string();
    codec::encode(protocol, &SERVICE, op, x, "request");
    let valid = decoded.and_then(|missing| wire::validate::validate(SERVICE.dialect, x, missing));
    if let Err(error) = &valid {
        codec::encode_error(protocol, Some(&SERVICE), error, "request");
    }
    valid
}
