//! Input cases: the request that a client sends must be found and decode to what the client was given.

use crate::dynamic::Record;
use crate::{Case, model};
use http::{HeaderMap, HeaderName, HeaderValue};
use serde_json::{Value, json};
use wire::codec::{self, Request};
use wire::rest::Router;
use wire::schema::Protocol;

pub(crate) fn check(case: &Case<'_>) -> Result<(), String> {
    let serialized = &case.case["serialized"];
    let uri = model::text(&serialized["uri"]);
    let (path, query) = uri.split_once('?').unwrap_or((uri, ""));
    let headers = headers(&serialized["headers"]);
    let body = model::text(&serialized["body"]).as_bytes();
    let request = Request { path, query, headers: &headers, body };

    if matches!(case.protocol, Protocol::RestJson | Protocol::RestXml) {
        let method = model::text(&serialized["method"]);
        let found = Router::new(case.service).route(method, path, query, &headers);
        if found.is_none_or(|op| op.name != case.op.name) {
            return Err(format!("  {method} {uri} was not found to be {}", case.op.name));
        }
    }
    let mut input = Record::new(case.op.input);
    let missing = codec::decode(case.protocol, case.op, &mut input, &request).map_err(|e| format!("  {e}"))?;
    if !missing.is_empty() {
        return Err(format!("  missing: {missing:?}"));
    }
    let expected = Record::of(case.op.input, &params(case)).canonical();
    let decoded = input.canonical();
    if expected == decoded { Ok(()) } else { Err(format!("  expected {expected}\n  decoded  {decoded}")) }
}

/// The parameters, with the idempotency token that the client makes up when it is given none.
fn params(case: &Case<'_>) -> Value {
    let mut params = case.case["params"].clone();
    for m in case.op.input.members.iter().filter(|m| m.idempotency) {
        if let Some(params) = params.as_object_mut() {
            params.entry(m.name).or_insert(json!("00000000-0000-4000-8000-000000000000"));
        }
    }
    params
}

pub(crate) fn headers(given: &Value) -> HeaderMap {
    let header = |(name, value): (&String, &Value)| {
        let name = HeaderName::from_bytes(name.as_bytes()).expect("a header's name");
        (name, HeaderValue::from_str(model::text(value)).expect("a header's value"))
    };
    given.as_object().into_iter().flatten().map(header).collect()
}

