//! AWS's own protocol definition as a test: botocore's suite (Apache-2.0, see `testdata/protocol/NOTICE`), read backwards.
//!
//! The suite is written for clients. Its input cases say how parameters are serialised: here that request must decode to
//! those parameters. Its output cases say what a response means: here that meaning must encode to such a response.
//!
//! What a server cannot be asked stands, with the reason, in `testdata/protocol/exceptions.txt`. An exception that passes
//! fails the test, so that the file shrinks.

#![allow(
    clippy::expect_used,
    clippy::unwrap_used,
    clippy::panic,
    reason = "a test support that cannot go on says so"
)]

mod cbor;
mod client;
mod dynamic;
mod exceptions;
mod input;
mod model;
mod output;
mod sdk;

use base64::Engine;
use serde_json::Value;
use std::path::{Path, PathBuf};
use wire::schema::{Access, Dialect, Operation, Protocol, Schema, Service};

/// The files of the suite and the protocols that they are about.
const FILES: [(&str, Protocol); 10] = [
    ("json", Protocol::Json11),
    ("json_1_0", Protocol::Json10),
    ("json_1_0-query-compatible", Protocol::Json10),
    ("query", Protocol::Query),
    ("ec2", Protocol::Ec2),
    ("rest-json", Protocol::RestJson),
    ("rest-xml", Protocol::RestXml),
    ("smithy-rpc-v2-cbor", Protocol::Cbor),
    ("smithy-rpc-v2-cbor-query-compatible", Protocol::Cbor),
    ("smithy-rpc-v2-cbor-non-query-compatible", Protocol::Cbor),
];

/// One case of the suite with what it is about.
struct Case<'a> {
    protocol: Protocol,
    service: &'static Service,
    op: &'static Operation,
    case: &'a Value,
    /// Where the client was told that the service is.
    endpoint: &'static str,
}

#[test]
fn requests_decode_to_the_parameters() {
    all("input", &|case| input::check(case));
}

#[test]
fn results_encode_to_responses_that_mean_the_same() {
    all("output", &|case| output::meaning(case));
}

#[test]
fn responses_look_as_prescribed() {
    all("form", &|case| output::form(case));
}

/// Runs all cases of a direction (`form` has the output cases again) and compares the failures with the exceptions.
fn all(direction: &str, check: &dyn Fn(&Case<'_>) -> Result<(), String>) {
    let mut outcomes = Vec::new();
    for (file, protocol) in FILES {
        let folder = if direction == "input" { "input" } else { "output" };
        let text = std::fs::read_to_string(testdata(folder).join(file).with_extension("json"));
        let suites: Value =
            serde_json::from_str(&text.expect("the suite is there")).expect("the suite is JSON");
        for suite in suites.as_array().expect("a list of suites") {
            let endpoint = model::text(&suite["clientEndpoint"]);
            for case in suite["cases"].as_array().expect("a list of cases") {
                let (service, op) = operation(protocol, suite, case);
                let name = format!("{direction}/{file} {}", model::text(&case["id"]));
                outcomes.push((name, check(&Case { protocol, service, op, case, endpoint })));
            }
        }
    }
    exceptions::compare(&format!("{direction}/"), &outcomes);
}

/// A body as it is on the wire; the suite has CBOR in Base64.
fn body(protocol: Protocol, text: &Value) -> Vec<u8> {
    let text = text.as_str().unwrap_or_default();
    match protocol {
        Protocol::Cbor => base64::engine::general_purpose::STANDARD.decode(text).expect("Base64"),
        _ => text.as_bytes().to_vec(),
    }
}

fn testdata(below: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("testdata/protocol").join(below)
}

/// The operation that a case is about, in a service of its own.
fn operation(protocol: Protocol, suite: &Value, case: &Value) -> (&'static Service, &'static Operation) {
    let mut shapes = model::Shapes::new(&suite["shapes"]);
    let given = &case["given"];
    let mut root = |at: &str| match given[at]["shape"].as_str() {
        Some(name) => shapes.schema(name),
        None => Box::leak(Box::new(Schema::new("", wire::schema::Kind::Structure))),
    };
    let (input, output) = (root("input"), root("output"));
    let errors: Vec<&'static Schema> = given["errors"]
        .as_array()
        .into_iter()
        .flatten()
        .map(|error| shapes.schema(model::text(&error["shape"])))
        .collect();
    let metadata = &suite["metadata"];
    let op = Operation {
        name: model::text(&given["name"]),
        service: &NONE,
        method: model::text(&given["http"]["method"]),
        uri: model::text(&given["http"]["requestUri"]),
        status: given["http"]["responseCode"].as_u64().unwrap_or(200) as u16,
        input,
        output,
        result_wrapper: match protocol {
            Protocol::Query => model::leak(&format!("{}Result", model::text(&given["name"]))),
            _ => "",
        },
        errors: errors.leak(),
        action: "",
        access: Access::Read,
    };
    let service: &'static Service = Box::leak(Box::new(Service {
        id: model::text(&metadata["serviceId"]),
        api_version: model::text(&metadata["apiVersion"]),
        target_prefix: model::text(&metadata["targetPrefix"]),
        protocols: vec![protocol].leak(),
        xml_namespace: match protocol {
            Protocol::Query | Protocol::Ec2 => "https://example.com/",
            _ => "",
        },
        query_compatible: metadata.get("awsQueryCompatible").is_some(),
        operations: vec![op].leak(),
        ..UNUSED
    }));
    (service, &service.operations[0])
}

const UNUSED: Service = Service {
    name: "protocol",
    signing_name: "protocol",
    iam_prefix: "protocol",
    id: "",
    api_version: "",
    target_prefix: "",
    namespace: "aws.protocoltests",
    xml_namespace: "",
    protocols: &[],
    query_compatible: false,
    global: false,
    dialect: Dialect::Coral,
    operations: &[],
    others: &[],
};

static NONE: Service = UNUSED;
