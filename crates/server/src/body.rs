//! Request bodies: bounded in size, in time, and together.

use crate::listener::State;
use bytes::{Bytes, BytesMut};
use http::header::{CONTENT_ENCODING, HeaderMap};
use http_body_util::BodyExt;
use hyper::body::{Body, Incoming};
use tokio::sync::OwnedSemaphorePermit;
use wire::error::Error;

/// A body with the room that it takes up.
pub(crate) struct Whole {
    pub(crate) bytes: Bytes,
    /// Given back when the answer is ready.
    _room: Vec<OwnedSemaphorePermit>,
}

/// Reads a body. A refusal is worded as AWS's common errors are.
/// <https://docs.aws.amazon.com/awsconsolehelpdocs/latest/gsg/common-errors.html>
pub(crate) async fn read(state: &State, headers: &HeaderMap, body: Incoming) -> Result<Whole, Error> {
    refuse_encodings(headers)?;
    if body.is_end_stream() {
        return Ok(Whole { bytes: Bytes::new(), _room: Vec::new() });
    }
    let limits = &state.options.limits;
    if body.size_hint().lower() > limits.body as u64 {
        return Err(too_large());
    }
    let read = state.house.clock.host_timeout(limits.body_patience, collect(state, body)).await;
    read.unwrap_or_else(|_| {
        Err(Error::new("RequestTimeoutException", "The request took too long to arrive.").status(408))
    })
}

async fn collect(state: &State, mut body: Incoming) -> Result<Whole, Error> {
    let limit = state.options.limits.body;
    let exact = body.size_hint().exact().map(|bytes| bytes as usize);
    let mut room = Vec::new();
    if let Some(bytes) = exact {
        room.push(reserve(state, bytes).await?);
    }
    let mut first = Bytes::new();
    let mut more = BytesMut::new();
    while let Some(frame) = body.frame().await {
        let frame = frame.map_err(|error| {
            Error::new("RequestAbortedException", "The request ended before its body did.").cause(error)
        })?;
        // Trailers say nothing that is used here.
        let Ok(data) = frame.into_data() else { continue };
        let read = first.len() + more.len() + data.len();
        if read > limit {
            return Err(too_large());
        }
        if exact.is_none() {
            room.push(reserve(state, data.len()).await?);
        }
        // Most bodies are one frame, which needs no copy.
        if first.is_empty() && more.is_empty() {
            first = data;
            continue;
        }
        if more.is_empty() {
            more.reserve(exact.unwrap_or(read));
            more.extend_from_slice(&std::mem::take(&mut first));
        }
        more.extend_from_slice(&data);
    }
    let bytes = if more.is_empty() { first } else { more.freeze() };
    Ok(Whole { bytes, _room: room })
}

/// Waits until so many bytes fit beside the other bodies.
async fn reserve(state: &State, bytes: usize) -> Result<OwnedSemaphorePermit, Error> {
    let kib = u32::try_from(bytes.div_ceil(1024)).map_err(|_| too_large())?;
    state.bodies.clone().acquire_many_owned(kib).await.map_err(Error::internal)
}

/// No client compresses what the present services take, and a compressed body would not be what was signed.
fn refuse_encodings(headers: &HeaderMap) -> Result<(), Error> {
    for value in headers.get_all(CONTENT_ENCODING) {
        let value = value.to_str().unwrap_or("?");
        let unknown = |part: &&str| !matches!(*part, "" | "identity" | "aws-chunked");
        if let Some(encoding) = value.split(',').map(str::trim).find(unknown) {
            return Err(Error::not_implemented(format!("request bodies with Content-Encoding {encoding}")));
        }
    }
    Ok(())
}

fn too_large() -> Error {
    Error::new("RequestEntityTooLargeException", "The request entity is too large.").status(413)
}
