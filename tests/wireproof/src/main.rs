//! The wire against AWS's own SDK: the other half of `tests/test_wire.py`.
//!
//! Reads cases from standard input, one JSON object a line, and answers each with a line. `decode` is a request that
//! botocore wrote: the answer is what we read. `encode` is an output: the answer is our response, for botocore to read.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use http::{HeaderMap, HeaderName, HeaderValue};
use serde_json::{Value, json};
use std::io::{BufRead, Write};
use wire::codec;
use wire::schema::{Operation, Protocol, Service};
use wire::shape::Messages;

/// Every generated service with its messages.
fn services() -> [(&'static Service, &'static [Messages]); 5] {
    [
        (&model_cloudformation::SERVICE, &model_cloudformation::ops::MESSAGES),
        (&model_iam::SERVICE, &model_iam::ops::MESSAGES),
        (&model_sns::SERVICE, &model_sns::ops::MESSAGES),
        (&model_sqs::SERVICE, &model_sqs::ops::MESSAGES),
        (&model_sts::SERVICE, &model_sts::ops::MESSAGES),
    ]
}

fn main() -> std::io::Result<()> {
    let mut out = std::io::stdout().lock();
    for line in std::io::stdin().lock().lines() {
        let answer = serde_json::from_str(&line?)
            .map_err(|e| e.to_string())
            .and_then(|case| answer(&case))
            .unwrap_or_else(|e| json!({ "failed": e }));
        writeln!(out, "{answer}")?;
    }
    Ok(())
}

fn answer(case: &Value) -> Result<Value, String> {
    let text = |name: &str| case[name].as_str().unwrap_or_default();
    let find = |(service, _): &(&'static Service, &'static [Messages])| service.name == text("service");
    let (service, messages) = services().into_iter().find(find).ok_or("unknown service")?;
    let op = service.operation(text("operation")).ok_or("unknown operation")?;
    let place = service.operations.iter().position(|o| std::ptr::eq(o, op)).ok_or("unknown operation")?;
    let messages = messages.get(place).ok_or("no messages")?;
    let protocol = protocol(service, text("protocol"))?;
    match text("kind") {
        "decode" => decode(protocol, op, *messages, case),
        "encode" => encode(protocol, service, op, *messages, &case["output"]),
        kind => Err(format!("unknown kind {kind:?}")),
    }
}

fn protocol(service: &Service, name: &str) -> Result<Protocol, String> {
    let known = |p: &&Protocol| {
        matches!(
            (p, name),
            (Protocol::Json10 | Protocol::Json11, "json")
                | (Protocol::Query, "query")
                | (Protocol::Ec2, "ec2")
                | (Protocol::RestJson, "rest-json")
                | (Protocol::RestXml, "rest-xml")
                | (Protocol::Cbor, "smithy-rpc-v2-cbor")
        )
    };
    service
        .protocols
        .iter()
        .find(known)
        .copied()
        .ok_or_else(|| format!("{} does not speak {name}", service.name))
}

fn decode(
    protocol: Protocol,
    op: &'static Operation,
    messages: Messages,
    case: &Value,
) -> Result<Value, String> {
    let mut headers = HeaderMap::new();
    for (name, value) in case["headers"].as_object().into_iter().flatten() {
        let name = HeaderName::try_from(name).map_err(|e| e.to_string())?;
        headers.insert(
            name,
            HeaderValue::from_str(value.as_str().unwrap_or_default()).map_err(|e| e.to_string())?,
        );
    }
    let body = STANDARD.decode(case["body"].as_str().unwrap_or_default()).map_err(|e| e.to_string())?;
    let request = codec::Request {
        path: case["path"].as_str().unwrap_or("/"),
        query: case["query"].as_str().unwrap_or_default(),
        headers: &headers,
        body: &body,
    };
    let mut input = (messages.input)();
    let missing = codec::decode(protocol, op, &mut *input, &request).map_err(|e| e.to_string())?;
    Ok(json!({ "input": wire::view::to_json(&*input), "missing": missing }))
}

fn encode(
    protocol: Protocol,
    service: &'static Service,
    op: &'static Operation,
    messages: Messages,
    output: &Value,
) -> Result<Value, String> {
    let mut message = (messages.output)();
    wire::view::from_json(&mut *message, output).map_err(|e| e.to_string())?;
    let response = codec::encode(protocol, service, op, &*message, "request-id");
    let headers =
        response.headers().iter().map(|(k, v)| (k.to_string(), v.to_str().unwrap_or_default().into()));
    let headers: serde_json::Map<String, Value> = headers.collect();
    Ok(
        json!({ "status": response.status().as_u16(), "headers": headers, "body": STANDARD.encode(response.body()) }),
    )
}
