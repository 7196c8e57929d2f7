//! What the server says of itself.

use super::{ENDPOINTS, failure, reply};
use crate::listener::State;
use bytes::Bytes;
use http::{HeaderValue, Response, StatusCode, header};
use serde_json::{Map, Value, json};
use std::sync::atomic::Ordering;

/// LocalStack's life cycle, of which Maquette runs no scripts.
const STAGES: &[&str] = &["BOOT", "START", "READY", "SHUTDOWN"];

/// `{"services":{"sqs":"running"},"edition":"maquette","version":"0.1.0"}`, LocalStack's form.
pub(super) fn health(state: &State) -> Response<Bytes> {
    let about = &state.options.about;
    reply(&json!({ "services": services(state), "edition": "maquette", "version": about.version }))
}

pub(super) fn info(state: &State) -> Response<Bytes> {
    let about = &state.options.about;
    reply(&json!({
        "version": about.version,
        "edition": "maquette",
        "is_license_activated": false,
        "system": std::env::consts::OS,
        "is_docker": false,
    }))
}

/// No init scripts are run, so every stage is over and none has scripts.
pub(super) fn init() -> Response<Bytes> {
    let completed: Map<_, _> =
        STAGES.iter().map(|stage| ((*stage).to_owned(), Value::Bool(*stage != "SHUTDOWN"))).collect();
    reply(&json!({ "completed": completed, "scripts": [] }))
}

pub(super) fn stage(stage: &str) -> Response<Bytes> {
    let known = STAGES.iter().any(|s| s.eq_ignore_ascii_case(stage));
    if !known {
        let error = format!("There is no stage {stage:?}.");
        return failure(StatusCode::NOT_FOUND, &error, "The stages are boot, start, ready and shutdown.");
    }
    reply(&json!({ "completed": !stage.eq_ignore_ascii_case("shutdown"), "scripts": [] }))
}

pub(super) fn status(state: &State) -> Response<Bytes> {
    let clock = &state.house.clock;
    let limits = &state.options.limits;
    reply(&json!({
        "about": state.options.about,
        "pid": std::process::id(),
        "services": services(state),
        "shortfalls": state.house.door.shortfalls(),
        "now": clock.now().rfc3339_millis(),
        "clock": clock.state(),
        "connections": limits.connections - state.open.available_permits(),
        "requests": state.requests.load(Ordering::Relaxed),
        "endpoints": ENDPOINTS,
    }))
}

/// The certificate that clients must trust for `https://`.
pub(super) fn authority(state: &State) -> Response<Bytes> {
    let mut response = Response::new(Bytes::from(state.house.authority.certificate().to_owned()));
    let pem = HeaderValue::from_static("application/x-pem-file");
    response.headers_mut().insert(header::CONTENT_TYPE, pem);
    response
}

fn services(state: &State) -> Map<String, Value> {
    let mut names: Vec<_> = state.house.door.models().map(|model| model.name).collect();
    names.sort_unstable();
    names.into_iter().map(|name| (name.to_owned(), "running".into())).collect()
}
