//! Output cases: what a response means to a client must encode to a response that means the same, and that looks the same
//! but for what the protocol leaves open.

use crate::client::{self, Refusal, Response};
use crate::dynamic::Record;
use crate::{Case, cbor, input, model};
use http::HeaderMap;
use serde_json::Value;
use wire::codec;
use wire::error::Error;
use wire::schema::{Protocol, Schema};

/// Our response means to a client what the suite's means.
pub(crate) fn meaning(case: &Case<'_>) -> Result<(), String> {
    let (status, headers, body) = given(case);
    let given = Response { status, headers: &headers, body: &body };
    let ours = ours(case);
    let ours = Response { status: ours.status().as_u16(), headers: ours.headers(), body: ours.body() };
    if ours.status != given.status {
        return Err(format!("  expected the status {}, wrote {}", given.status, ours.status));
    }
    if let Some(shape) = exception(case) {
        let members = Record::of(shape, &case.case["error"]).canonical();
        let expected = Refusal {
            code: model::text(&case.case["errorCode"]).to_owned(),
            message: case.case["errorMessage"].as_str().map(str::to_owned),
            members,
        };
        let wrote = client::read_error(case.protocol, shape, &ours);
        return same(&expected, &wrote, &ours);
    }
    let expected = Record::of(case.op.output, &case.case["result"]).canonical();
    let read = client::read(case.protocol, case.op, &given);
    if read != expected {
        return Err(format!("  the suite's response\n  means    {expected}\n  to us    {read}"));
    }
    same(&expected, &client::read(case.protocol, case.op, &ours), &ours)
}

fn same<T: PartialEq + std::fmt::Debug>(expected: &T, wrote: &T, ours: &Response<'_>) -> Result<(), String> {
    let body = String::from_utf8_lossy(ours.body);
    if expected == wrote {
        Ok(())
    } else {
        Err(format!("  expected {expected:?}\n  wrote    {wrote:?}\n  {:?}\n  {body}", ours.headers))
    }
}

/// Our response looks like the suite's: its headers, and the same JSON or XML.
pub(crate) fn form(case: &Case<'_>) -> Result<(), String> {
    let (_, headers, given) = given(case);
    let given = given.as_slice();
    let ours = ours(case);
    for (name, value) in &headers {
        let wrote = ours.headers().get(name);
        // The HTTP library counts.
        if wrote != Some(value) && name != http::header::CONTENT_LENGTH {
            return Err(format!("  expected the header {name}: {value:?}, wrote {wrote:?}"));
        }
    }
    let body = &ours.body()[..];
    let same = match case.protocol {
        // Where the suite has no body, it prescribes none.
        _ if case.case["response"].get("body").is_none() => true,
        _ if given.is_empty() || body.is_empty() => given == body,
        Protocol::Query | Protocol::Ec2 | Protocol::RestXml if given.trim_ascii_start().starts_with(b"<") => {
            client::tree(given).normal() == client::tree(body).normal()
        }
        Protocol::Cbor => normal(cbor::value(given)) == normal(cbor::value(body)),
        _ => match (serde_json::from_slice::<Value>(given), serde_json::from_slice::<Value>(body)) {
            (Ok(given), Ok(ours)) => normal(given) == normal(ours),
            _ => given == body,
        },
    };
    let text = |body| String::from_utf8_lossy(body).into_owned();
    if same { Ok(()) } else { Err(format!("  expected {}\n  wrote    {}", text(given), text(body))) }
}

fn given(case: &Case<'_>) -> (u16, HeaderMap, Vec<u8>) {
    let response = &case.case["response"];
    let status = response["status_code"].as_u64().expect("a status") as u16;
    (status, input::headers(&response["headers"]), crate::body(case.protocol, &response["body"]))
}

fn exception(case: &Case<'_>) -> Option<&'static Schema> {
    case.case.get("error").and_then(|_| case.op.errors.first().copied())
}

/// What we answer.
pub(crate) fn ours(case: &Case<'_>) -> http::Response<bytes::Bytes> {
    let Some(shape) = exception(case) else {
        let output = Record::of(case.op.output, &case.case["result"]);
        return codec::encode(case.protocol, case.service, case.op, &output, request_id(case));
    };
    let mut error = Error::modeled(shape, model::text(&case.case["errorMessage"]));
    for (name, value) in case.case["error"].as_object().into_iter().flatten() {
        if !name.eq_ignore_ascii_case("message") {
            error = error.with(name, value.clone());
        }
    }
    codec::encode_error(case.protocol, Some(case.service), &error, request_id(case))
}

/// JSON in a form that compares: a number is a number, and the namespace of an exception is the service's, which the
/// suite does not tell.
fn normal(json: Value) -> Value {
    match json {
        Value::Number(number) => number.as_f64().into(),
        Value::Array(items) => items.into_iter().map(normal).collect(),
        Value::Object(members) => {
            let member = |(name, value): (String, Value)| match value {
                Value::String(text) if name == "__type" => {
                    (name, text.rsplit('#').next().map(str::to_owned).into())
                }
                value => (name, normal(value)),
            };
            members.into_iter().map(member).collect::<serde_json::Map<_, _>>().into()
        }
        other => other,
    }
}

fn request_id(case: &Case<'_>) -> &'static str {
    let headers = case.case["response"]["headers"].as_object();
    let mut headers = headers.into_iter().flatten();
    headers
        .find(|(name, _)| name.eq_ignore_ascii_case("x-amzn-requestid"))
        .map_or("request", |(_, id)| model::text(id))
}
