//! Requests signed by botocore (testdata/botocore, made by make.py): what SDKs really send.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use serde_json::Value;

use super::{request, verified};
use crate::{Carrier, Owed, parse};

#[test]
fn verifies_what_botocore_signs() {
    let file: Value = serde_json::from_str(include_str!("../../testdata/botocore/requests.json")).unwrap();
    let requests = file["requests"].as_array().unwrap();
    assert!(requests.len() > 50);
    for signed in requests {
        check(signed);
    }
}

fn check(signed: &Value) {
    let text = |name: &str| signed[name].as_str().unwrap();
    let headers: Vec<(&str, &str)> = signed["headers"]
        .as_object()
        .unwrap()
        .iter()
        .map(|(name, value)| (name.as_str(), value.as_str().unwrap()))
        .collect();
    let parts = request(text("method"), text("target"), &headers);
    let body = STANDARD.decode(text("body")).unwrap();
    let now = signed["at"].as_i64().unwrap();
    let name = format!("{} {} {}", text("signer"), text("service"), text("target"));
    let presented = parse(&parts).unwrap().unwrap();
    let is_query = matches!(presented.carrier, Carrier::Query { .. });
    assert_eq!(is_query, text("signer").contains("Query"), "{name}");
    presented.scoped_to(text("service"), Some("eu-west-1")).unwrap();
    let outcome = verified(&parts, &body, text("secret"), now)
        .unwrap_or_else(|error| panic!("{name}: {:?}", error.cause));
    assert!(matches!(outcome.owed, Owed::Nothing), "{name}");
    verified(&parts, &body, "another secret", now).unwrap_err();
    let later = if is_query { 604_801 } else { 901 };
    verified(&parts, &body, text("secret"), now + later).unwrap_err();
}
