//! Steering: the clock, and the end.

use super::{failure, reply};
use crate::listener::State;
use bytes::Bytes;
use clock::Timestamp;
use http::{Request, Response, StatusCode};
use serde::Deserialize;
use serde_json::json;
use std::time::Duration;

/// The longest that one advance may be: events are fired one by one, and a century of them ends nothing.
const LONGEST: Duration = Duration::from_hours(24 * 366 * 10);
/// Events that are shown.
const SHOWN: usize = 20;

pub(super) fn clock(state: &State) -> Response<Bytes> {
    let clock = &state.house.clock;
    let pending: Vec<_> = clock
        .pending(SHOWN)
        .into_iter()
        .map(|event| json!({ "due": event.deadline.rfc3339_millis(), "name": event.name }))
        .collect();
    reply(&json!({ "now": clock.now().rfc3339_millis(), "clock": clock.state(), "pending": pending }))
}

/// By a duration, or to a moment.
#[derive(Deserialize)]
#[serde(deny_unknown_fields, rename_all = "snake_case")]
enum Advance {
    /// Seconds.
    By(f64),
    /// RFC 3339.
    To(String),
}

pub(super) async fn advance(state: &State, request: &Request<Bytes>) -> Response<Bytes> {
    let clock = &state.house.clock;
    let next = "Send {\"by\": SECONDS} or {\"to\": \"2026-11-21T10:00:00Z\"}.";
    let bad = |error: &str| failure(StatusCode::BAD_REQUEST, error, next);
    let asked: Advance = match serde_json::from_slice(request.body()) {
        Ok(asked) => asked,
        Err(error) => return bad(&format!("The body is not an advance: {error}.")),
    };
    let moment = match asked {
        Advance::By(seconds) => match Duration::try_from_secs_f64(seconds) {
            Ok(by) => clock.now() + by,
            Err(_) => return bad("Time does not go back."),
        },
        Advance::To(text) => match Timestamp::parse_rfc3339(&text) {
            Ok(moment) => moment,
            Err(error) => return bad(&error.to_string()),
        },
    };
    if moment.since(clock.now()) > LONGEST {
        return bad("The clock is advanced by ten years at most.");
    }
    match clock.set(moment).await {
        Ok(advanced) => {
            let kept = keep(state);
            kept.unwrap_or_else(|| {
                reply(&json!({ "now": advanced.now.rfc3339_millis(), "fired": advanced.fired }))
            })
        }
        Err(error) => bad(&error.to_string()),
    }
}

pub(super) fn freeze(state: &State) -> Response<Bytes> {
    state.house.clock.freeze();
    keep(state).unwrap_or_else(|| clock(state))
}

pub(super) fn resume(state: &State) -> Response<Bytes> {
    state.house.clock.resume();
    keep(state).unwrap_or_else(|| clock(state))
}

/// Keeps the clock's state; an answer is a failure.
fn keep(state: &State) -> Option<Response<Bytes>> {
    let keep = state.options.clock_kept.as_ref()?;
    let error = keep(state.house.clock.state()).err()?;
    Some(failure(
        StatusCode::INTERNAL_SERVER_ERROR,
        &format!("The clock was steered, but it will be forgotten at the next start: {error}."),
        "See what is wrong with the data folder.",
    ))
}

pub(super) fn stop(state: &State) -> Response<Bytes> {
    state.stopper.stop();
    reply(&json!({ "stopping": true }))
}

/// LocalStack's `POST /_localstack/health {"action": "kill"}`. A restart would need somebody who starts it again.
pub(super) fn action(state: &State, request: &Request<Bytes>) -> Response<Bytes> {
    let asked: Option<serde_json::Value> = serde_json::from_slice(request.body()).ok();
    let action = asked.as_ref().and_then(|body| body.get("action")?.as_str()).unwrap_or_default();
    let next = "Supported: {\"action\": \"kill\"}.";
    match action {
        "kill" => stop(state),
        "restart" => failure(StatusCode::NOT_IMPLEMENTED, "Maquette does not restart itself.", next),
        _ => failure(StatusCode::BAD_REQUEST, "The body names no known action.", next),
    }
}
