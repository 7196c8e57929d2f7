//! What the server answers by itself: LocalStack's health endpoints, which tools wait for, and the endpoints that the
//! command line reads (`/_maquette/...`), all in JSON.

mod control;
mod health;
mod records;

use crate::listener::State;
use bytes::Bytes;
use clock::ClockState;
use http::{HeaderValue, Method, Request, Response, StatusCode, header};
use serde::Serialize;
use serde_json::json;
use std::sync::Arc;

/// What the server tells of itself.
#[derive(Clone, Debug, Serialize)]
pub struct About {
    /// The program's version.
    pub version: &'static str,
    /// The account of `test`/`test`.
    pub account: &'static str,
    /// Where state is kept; `None` when in memory.
    pub data: Option<String>,
    /// When an acknowledged write is safe: `process`, `power` or `memory`.
    pub durability: &'static str,
    /// What this host cannot enforce, a sentence each.
    pub cannot: Vec<String>,
}

/// Keeps the clock's state, so that steered time survives a restart. An error is a text for the log and the caller.
pub type ClockKept = Arc<dyn Fn(ClockState) -> Result<(), String> + Send + Sync>;

/// Whether a path belongs to the server itself.
pub(crate) fn is_own(path: &str) -> bool {
    path.starts_with("/_localstack/") || path.starts_with("/_maquette/")
}

/// Answers a request to an own path.
pub(crate) async fn answer(state: &State, request: Request<Bytes>) -> Response<Bytes> {
    let get = matches!(*request.method(), Method::GET | Method::HEAD);
    let post = request.method() == Method::POST;
    let path = request.uri().path().trim_end_matches('/').to_owned();
    match path.as_str() {
        "/_localstack/health" if get => health::health(state),
        "/_localstack/health" if post => control::action(state, &request),
        "/_localstack/info" if get => health::info(state),
        "/_localstack/init" if get => health::init(),
        "/_maquette/status" if get => health::status(state),
        "/_maquette/ca.pem" if get => health::authority(state),
        "/_maquette/track" if get => records::track(state, &request).await,
        "/_maquette/why" if get => records::why(state, &request),
        "/_maquette/clock" if get => control::clock(state),
        "/_maquette/clock/advance" if post => control::advance(state, &request).await,
        "/_maquette/clock/freeze" if post => control::freeze(state),
        "/_maquette/clock/resume" if post => control::resume(state),
        "/_maquette/stop" if post => control::stop(state),
        _ => match path.strip_prefix("/_localstack/init/") {
            Some(stage) if get => health::stage(stage),
            _ => failure(
                StatusCode::NOT_FOUND,
                &format!("Maquette has no endpoint {} {path}.", request.method()),
                "Its endpoints are listed by GET /_maquette/status.",
            ),
        },
    }
}

/// The paths under `/_maquette/`, for those who look.
const ENDPOINTS: &[&str] = &[
    "GET /_maquette/status",
    "GET /_maquette/ca.pem",
    "GET /_maquette/track",
    "GET /_maquette/why",
    "GET /_maquette/clock",
    "POST /_maquette/clock/advance",
    "POST /_maquette/clock/freeze",
    "POST /_maquette/clock/resume",
    "POST /_maquette/stop",
    "GET /_localstack/health",
    "GET /_localstack/info",
    "GET /_localstack/init",
];

fn reply(value: &impl Serialize) -> Response<Bytes> {
    let body = serde_json::to_vec(value).unwrap_or_default();
    let mut response = Response::new(Bytes::from(body));
    response.headers_mut().insert(header::CONTENT_TYPE, HeaderValue::from_static("application/json"));
    response
}

/// What went wrong and the next step.
pub(crate) fn failure(status: StatusCode, error: &str, next: &str) -> Response<Bytes> {
    let mut response = reply(&json!({ "error": error, "next": next }));
    *response.status_mut() = status;
    response
}

/// An answer that ends a request early.
type Refusal = Box<Response<Bytes>>;

/// The parameters of the query string, in their order.
fn query(request: &Request<Bytes>) -> Result<Vec<(String, String)>, Refusal> {
    wire::form::pairs(request.uri().query().unwrap_or_default().as_bytes()).map_err(|error| {
        failure(StatusCode::BAD_REQUEST, error.message(), "Percent-encode the query.").into()
    })
}
