//! Input cases: the request that a client sends must be found and decode to what the client was given.

use crate::dynamic::Record;
use crate::{Case, model};
use http::{HeaderMap, HeaderName, HeaderValue};
use serde_json::{Value, json};
use wire::codec::{self, Request};
use wire::rest::Router;
use wire::schema::{Kind, Location, Protocol};

pub(crate) fn check(case: &Case<'_>) -> Result<(), String> {
    let serialized = &case.case["serialized"];
    let uri = model::text(&serialized["uri"]);
    let (path, query) = uri.split_once('?').unwrap_or((uri, ""));
    // What stands before the path in the endpoint is the front door's.
    let mount = case.endpoint.splitn(4, '/').nth(3).unwrap_or_default();
    let path = path.trim_start_matches('/').strip_prefix(mount).filter(|_| !mount.is_empty()).unwrap_or(path);
    let headers = headers(&serialized["headers"]);
    let body = crate::body(case.protocol, &serialized["body"]);
    let request = Request { path, query, headers: &headers, body: &body };

    if matches!(case.protocol, Protocol::RestJson | Protocol::RestXml) {
        let method = model::text(&serialized["method"]);
        let found = Router::new(case.service).route(method, path, query, &headers);
        if found.is_none_or(|op| op.name != case.op.name) {
            return Err(format!("  {method} {uri} was not found to be {}", case.op.name));
        }
    }
    if case.protocol == Protocol::Cbor {
        let target = wire::cbor::target(path);
        if target != Some((case.service.target_prefix, case.op.name)) {
            return Err(format!("  {uri} was read as {target:?}"));
        }
    }
    let mut input = Record::new(case.op.input);
    let missing =
        codec::decode(case.protocol, case.op, &mut input, &request).map_err(|e| format!("  {e}"))?;
    if !missing.is_empty() {
        return Err(format!("  missing: {missing:?}"));
    }
    let expected = Record::of(case.op.input, &params(case, query)).canonical();
    let decoded = input.canonical();
    if expected == decoded { Ok(()) } else { Err(format!("  expected {expected}\n  decoded  {decoded}")) }
}

/// The parameters, with what the request says beside them: the idempotency token that the client makes up when it is
/// given none, and the named parameters that a server also puts into the map of all (Smithy's `restJson1` tests say so:
/// `RestJsonServersPutAllQueryParamsInMap`).
fn params(case: &Case<'_>, query: &str) -> Value {
    let mut params = case.case["params"].clone();
    let members = case.op.input.members;
    for m in members.iter().filter(|m| m.idempotency) {
        put(&mut params, m.name, json!("00000000-0000-4000-8000-000000000000"), false);
    }
    let query = wire::form::pairs(query.as_bytes()).expect("a query string");
    let all = members.iter().find(|m| m.location == Location::QueryString && m.schema.kind == Kind::Map);
    let named = members.iter().filter(|m| m.location == Location::QueryString && m.schema.kind != Kind::Map);
    for (m, all) in named.filter_map(|m| Some((m, all?))) {
        let values: Vec<_> = query.iter().filter(|(key, _)| key == m.wire).map(|(_, value)| value).collect();
        if let Some(first) = values.first() {
            put(&mut params, all.name, json!({}), false);
            let list = all.value().schema.kind == Kind::List;
            put(&mut params[all.name], m.wire, if list { json!(values) } else { json!(first) }, true);
        }
    }
    params
}

fn put(object: &mut Value, name: &str, value: Value, always: bool) {
    if always || object.get(name).is_none() {
        object[name] = value;
    }
}

pub(crate) fn headers(given: &Value) -> HeaderMap {
    let header = |(name, value): (&String, &Value)| {
        let name = HeaderName::from_bytes(name.as_bytes()).expect("a header's name");
        (name, HeaderValue::from_str(model::text(value)).expect("a header's value"))
    };
    given.as_object().into_iter().flatten().map(header).collect()
}
