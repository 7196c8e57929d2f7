//! The track, read by the command line.

use super::{Refusal, failure, query, reply};
use crate::listener::State;
use bytes::Bytes;
use door::Filter;
use http::{Request, Response, StatusCode};
use serde_json::json;
use std::time::Duration;

/// Records that one answer carries at most.
const MOST: usize = 1_000;
/// How long a reader waits for the next record before it asks again.
const WAIT: Duration = Duration::from_secs(20);
/// How often the track is looked at meanwhile.
const LOOK: Duration = Duration::from_millis(100);

/// `GET /_maquette/track?service=sqs&denied=true&limit=50`. With `known=REQUEST-ID` it waits, for a while, until the
/// newest record is another: so that a reader can follow.
pub(super) async fn track(state: &State, request: &Request<Bytes>) -> Response<Bytes> {
    let (filter, limit, known) = match asked(request) {
        Ok(asked) => asked,
        Err(refused) => return *refused,
    };
    let track = &state.house.door.track;
    if let Some(known) = known {
        let newer = async {
            while track.recent(&filter, 1).first().is_none_or(|newest| *newest.request_id == known) {
                let look = state.house.clock.host_timeout(LOOK, std::future::pending::<()>());
                // Its end is what was asked for.
                let _ = look.await;
            }
        };
        // A reader that waited in vain gets what there is, and asks again.
        let _ = state.house.clock.host_timeout(WAIT, newer).await;
    }
    reply(&json!({ "records": track.recent(&filter, limit) }))
}

fn asked(request: &Request<Bytes>) -> Result<(Filter, usize, Option<String>), Refusal> {
    let known_ones =
        "The parameters are principal, service, request_id, after, denied, failed, limit and known.";
    let bad = |error: String| Box::new(failure(StatusCode::BAD_REQUEST, &error, known_ones));
    let mut filter = Filter::default();
    let (mut limit, mut known) = (50, None);
    for (name, value) in query(request)? {
        let wrong = || bad(format!("The value {value:?} does not suit the parameter {name}."));
        match name.as_str() {
            "principal" => filter.principal = Some(value),
            "service" => filter.service = Some(value),
            "request_id" => filter.request_id = Some(value),
            "after" => filter.after = Some(value.parse().map_err(|_| wrong())?),
            "denied" => filter.denied = value.parse().map_err(|_| wrong())?,
            "failed" => filter.failed = value.parse().map_err(|_| wrong())?,
            "limit" => limit = value.parse().ok().filter(|n| (1..=MOST).contains(n)).ok_or_else(wrong)?,
            "known" => known = Some(value),
            _ => return Err(bad(format!("There is no parameter {name:?}."))),
        }
    }
    Ok((filter, limit, known))
}

/// `GET /_maquette/why?request_id=...`: the refusal of that request, else its record; without an id the last refusal.
pub(super) fn why(state: &State, request: &Request<Bytes>) -> Response<Bytes> {
    let asked = match query(request) {
        Ok(pairs) => pairs.into_iter().find(|(name, _)| name == "request_id").map(|(_, id)| id),
        Err(refused) => return *refused,
    };
    let track = &state.house.door.track;
    let refusal = track.refusal(asked.as_deref());
    let family =
        |id: &str| track.recent(&Filter { request_id: Some(id.to_owned()), ..Filter::default() }, MOST);
    match (refusal, asked) {
        (Some(record), asked) => {
            let caused = family(asked.as_deref().unwrap_or(&record.request_id));
            reply(&json!({ "record": record, "related": caused }))
        }
        (None, Some(id)) => {
            let related = family(&id);
            match related.iter().find(|r| *r.request_id == *id) {
                Some(record) => reply(&json!({ "record": record, "related": related })),
                None => failure(
                    StatusCode::NOT_FOUND,
                    &format!("No request {id} is remembered."),
                    "The server remembers its last 4,096 calls; `maquette track` lists them with their ids.",
                ),
            }
        }
        (None, None) => failure(
            StatusCode::NOT_FOUND,
            "No call was refused by a policy since the server started.",
            "Calls that failed for other reasons are listed by `maquette track --failed`.",
        ),
    }
}
