//! Schemas at run time, out of the suite's JSON shapes: what the generator does ahead of time.

use serde_json::Value;
use std::collections::HashMap;
use wire::schema::{Kind, Location, Member, Schema, TimestampFormat, m};

/// How often a shape may contain itself: statics cannot be tied in a knot at run time, so recursion is unrolled.
const RECURSION: usize = 12;

/// The schemas of one suite.
pub(crate) struct Shapes<'a> {
    shapes: &'a Value,
    built: HashMap<(String, usize), &'static Schema>,
}

impl<'a> Shapes<'a> {
    pub(crate) fn new(shapes: &'a Value) -> Self {
        Self { shapes, built: HashMap::new() }
    }

    pub(crate) fn schema(&mut self, name: &str) -> &'static Schema {
        self.below(name, RECURSION)
    }

    fn below(&mut self, name: &str, depth: usize) -> &'static Schema {
        if let Some(schema) = self.built.get(&(name.to_owned(), depth)) {
            return schema;
        }
        let shape = &self.shapes[name];
        let schema: &'static Schema = Box::leak(Box::new(self.build(name, shape, depth)));
        self.built.insert((name.to_owned(), depth), schema);
        schema
    }

    fn build(&mut self, name: &str, shape: &Value, depth: usize) -> Schema {
        let mut schema = Schema::new(leak(name), kind(shape));
        if depth > 0 {
            schema = schema.members(self.members(shape, depth - 1).leak());
        }
        if let Some(payload) = shape["payload"].as_str() {
            let place =
                shape["members"].as_object().and_then(|members| members.keys().position(|k| k == payload));
            schema = schema.payload(place.expect("the payload is a member"));
        }
        let values: Vec<_> = shape["enum"].as_array().into_iter().flatten().map(text).collect();
        schema.values = values.leak();
        schema.flattened = is(shape, "flattened");
        schema.xml_name = text(&shape["locationName"]);
        schema.timestamp = timestamp(shape);
        if let Some((uri, prefix)) = namespace(shape) {
            schema = schema.xml_namespace(uri, prefix);
        }
        if is(shape, "exception") {
            let code = shape["error"]["code"].as_str().unwrap_or(name);
            let sender = !is(shape, "fault");
            let default = if sender { 400 } else { 500 };
            let status = shape["error"]["httpStatusCode"].as_u64().unwrap_or(default) as u16;
            schema = schema.error(leak(code), status, sender);
        }
        schema
    }

    fn members(&mut self, shape: &Value, depth: usize) -> Vec<Member> {
        let mut members = Vec::new();
        for (name, member) in shape["members"].as_object().into_iter().flatten() {
            members.push(self.member(name, member, depth));
        }
        for name in ["member", "key", "value"] {
            if shape.get(name).is_some() {
                members.push(self.member(name, &shape[name], depth));
            }
        }
        let required: Vec<_> = shape["required"].as_array().into_iter().flatten().map(text).collect();
        for member in &mut members {
            member.required = required.contains(&member.name);
        }
        members
    }

    fn member(&mut self, name: &str, member: &Value, depth: usize) -> Member {
        let mut built = m(leak(name), self.below(text(&member["shape"]), depth));
        if let Some(wire) = member["locationName"].as_str() {
            built = built.wire(leak(wire));
        }
        built.query = text(&member["queryName"]);
        built.location = match member["location"].as_str() {
            Some("header") => Location::Header,
            Some("headers") => Location::Headers,
            Some("querystring") => Location::QueryString,
            Some("uri") => Location::Uri,
            Some("statusCode") => Location::StatusCode,
            _ => Location::Body,
        };
        built.flattened = is(member, "flattened");
        built.attribute = is(member, "xmlAttribute");
        built.streaming = is(member, "streaming");
        built.json_value = is(member, "jsonvalue");
        built.idempotency = is(member, "idempotencyToken");
        built.timestamp = timestamp(member);
        if let Some((uri, prefix)) = namespace(member) {
            built = built.xml_namespace(uri, prefix);
        }
        built
    }
}

fn kind(shape: &Value) -> Kind {
    match text(&shape["type"]) {
        _ if is(shape, "document") => Kind::Document,
        _ if is(shape, "union") => Kind::Union,
        "structure" => Kind::Structure,
        "list" => Kind::List,
        "map" => Kind::Map,
        "blob" => Kind::Blob,
        "boolean" => Kind::Boolean,
        "integer" => Kind::Integer,
        "long" => Kind::Long,
        "float" | "double" => Kind::Float,
        "timestamp" => Kind::Timestamp,
        "string" if shape.get("enum").is_some() => Kind::Enum,
        "string" => Kind::String,
        other => panic!("the suite has a shape of the unknown type {other}"),
    }
}

fn timestamp(v: &Value) -> Option<TimestampFormat> {
    match v["timestampFormat"].as_str()? {
        "iso8601" => Some(TimestampFormat::DateTime),
        "rfc822" => Some(TimestampFormat::HttpDate),
        "unixTimestamp" => Some(TimestampFormat::EpochSeconds),
        other => panic!("the suite has the unknown timestamp format {other}"),
    }
}

fn namespace(v: &Value) -> Option<(&'static str, &'static str)> {
    let namespace = &v["xmlNamespace"];
    let uri = namespace["uri"].as_str().or(namespace.as_str())?;
    Some((leak(uri), text(&namespace["prefix"])))
}

pub(crate) fn is(v: &Value, flag: &str) -> bool {
    v[flag].as_bool().unwrap_or(false)
}

pub(crate) fn text(v: &Value) -> &'static str {
    leak(v.as_str().unwrap_or_default())
}

pub(crate) fn leak(text: &str) -> &'static str {
    text.to_owned().leak()
}
