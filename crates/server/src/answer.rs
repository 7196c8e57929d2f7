//! From a request to an answer: guard, body, pages of services, own endpoints, door.

use crate::flow::{self, Flow};
use crate::guard::{self, Refused};
use crate::listener::State;
use crate::{body, own};
use bytes::Bytes;
use door::Entrance;
use futures_util::FutureExt;
use http::request::Parts;
use http::{HeaderValue, Method, Request, Response, StatusCode, Version, header};
use http_body_util::{Either, Full};
use hyper::body::Incoming;
use std::net::IpAddr;
use std::panic::AssertUnwindSafe;
use std::sync::atomic::Ordering;
use wire::codec;
use wire::error::Error;
use wire::schema::Protocol;

/// The body of an answer: whole, as nearly all are, or a flow.
pub(crate) type Answer = Either<Full<Bytes>, Flow>;

/// Answers a request, whatever happens: a panic is one 500 and nothing else is disturbed.
pub(crate) async fn answer(
    state: &State,
    request: Request<Incoming>,
    peer: IpAddr,
    secure: bool,
) -> Response<Answer> {
    state.requests.fetch_add(1, Ordering::Relaxed);
    let protocol = protocol_of(request.headers());
    let origin = request.headers().get(header::ORIGIN).cloned();
    let answered = AssertUnwindSafe(within(state, request, peer, secure)).catch_unwind().await;
    let mut response = answered.unwrap_or_else(|_| {
        // The panic itself was printed by the panic hook.
        whole(refuse(protocol, &Error::internal("a panic outside of the door")))
    });
    if let Some(origin) = origin {
        guard::allow_reading(&state.options.guard, &origin, response.headers_mut());
    }
    response
}

fn whole(response: Response<Bytes>) -> Response<Answer> {
    response.map(|bytes| Either::Left(Full::new(bytes)))
}

async fn within(state: &State, request: Request<Incoming>, peer: IpAddr, secure: bool) -> Response<Answer> {
    let (parts, incoming) = request.into_parts();
    let local = parts.uri.path().starts_with("/_maquette/");
    let welcome = state.options.guard.check(&parts, local.then_some(peer));
    if let Err(refused) = welcome {
        return whole(refused_by_guard(&parts, &refused));
    }
    if parts.method == Method::OPTIONS && parts.headers.contains_key(header::ORIGIN) {
        return whole(guard::preflight(&parts));
    }
    if let Some(site) = state.house.sites.iter().find(|site| (site.takes)(&parts)) {
        let body = flow::bounded(incoming, &state.house.clock, &state.options.limits);
        let answered = (site.answer)(Request::from_parts(parts, body), Entrance { peer, secure }).await;
        return answered.map(Either::Right);
    }
    whole(held(state, parts, incoming, Entrance { peer, secure }).await)
}

/// The answer to a request whose body is held whole.
async fn held(state: &State, parts: Parts, incoming: Incoming, entrance: Entrance) -> Response<Bytes> {
    let protocol = protocol_of(&parts.headers);
    let whole = match body::read(state, &parts.headers, incoming).await {
        Ok(whole) => whole,
        Err(error) => {
            let mut response = refuse(protocol, &error);
            if parts.version < Version::HTTP_2 {
                // The rest of the body is not awaited.
                response.headers_mut().insert(header::CONNECTION, HeaderValue::from_static("close"));
            }
            return response;
        }
    };
    let request = Request::from_parts(parts, whole.bytes.clone());
    for (prefix, page) in &state.house.pages {
        if request.uri().path().starts_with(prefix)
            && let Some(response) = page(request.clone()).await
        {
            return response;
        }
    }
    if own::is_own(request.uri().path()) {
        return own::answer(state, request).await;
    }
    state.house.door.serve(request, entrance).await
}

/// The guard speaks to a person at a browser or a terminal: JSON for the own endpoints, AWS's form for the others.
fn refused_by_guard(parts: &Parts, refused: &Refused) -> Response<Bytes> {
    if own::is_own(parts.uri.path()) {
        return own::failure(StatusCode::FORBIDDEN, &refused.0, refused.1);
    }
    let text = format!("{} {}", refused.0, refused.1);
    refuse(protocol_of(&parts.headers), &Error::new("AccessDenied", text).status(403))
}

fn refuse(protocol: Protocol, error: &Error) -> Response<Bytes> {
    codec::encode_error(protocol, None, error, &door::request_id())
}

/// The protocol of a request that never got as far as the door.
fn protocol_of(headers: &http::HeaderMap) -> Protocol {
    let text = |name: &str| headers.get(name).and_then(|v| v.to_str().ok()).unwrap_or_default();
    let content_type = text("content-type");
    if text("smithy-protocol") == "rpc-v2-cbor" || content_type.starts_with("application/cbor") {
        Protocol::Cbor
    } else if content_type.starts_with("application/x-amz-json-1.0") {
        Protocol::Json10
    } else if headers.contains_key("x-amz-target") || content_type.starts_with("application/x-amz-json") {
        Protocol::Json11
    } else {
        Protocol::Query
    }
}
