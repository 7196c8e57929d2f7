//! Answers of the registry, and its refusals in its own JSON with AWS's texts.
//! <https://github.com/opencontainers/distribution-spec/blob/main/spec.md#error-codes>

use crate::blobs::Flow;
use bytes::Bytes;
use http::{HeaderName, HeaderValue, Response, StatusCode, header};
use http_body_util::{BodyExt, Full};
use serde_json::{Value, json};
use wire::prelude::*;

pub(crate) type Reply = Response<Flow>;

/// An answer with a body that is whole.
pub(crate) fn whole(status: StatusCode, body: impl Into<Bytes>) -> Reply {
    let body = body.into();
    let length = body.len();
    let mut reply = Response::new(Flow::new(Full::new(body).map_err(|never| match never {})));
    *reply.status_mut() = status;
    with(&mut reply, header::CONTENT_LENGTH, &length.to_string());
    with(&mut reply, HeaderName::from_static("docker-distribution-api-version"), "registry/2.0");
    reply
}

/// An answer of JSON.
pub(crate) fn json(status: StatusCode, media_type: &str, body: &Value) -> Reply {
    let mut reply = whole(status, body.to_string());
    with(&mut reply, header::CONTENT_TYPE, media_type);
    reply
}

/// Sets a header. What is no header's value came from a caller's name, and is left out.
pub(crate) fn with(reply: &mut Reply, name: HeaderName, value: &str) {
    if let Ok(value) = HeaderValue::from_str(value) {
        reply.headers_mut().insert(name, value);
    }
}

/// A refusal by its code.
pub(crate) fn refuse(status: StatusCode, code: &str, message: &str) -> Reply {
    let body = json!({ "errors": [{ "code": code, "message": message }] });
    json(status, "application/json; charset=utf-8", &body)
}

/// A refusal of the API, as the registry words it. <https://docs.aws.amazon.com/AmazonECR/latest/userguide/common-errors-docker.html>
pub(crate) fn refused(error: &Error) -> Reply {
    let (status, code) = code_of(error);
    if status.is_server_error() && status != StatusCode::NOT_IMPLEMENTED {
        // A failure of the door's own was logged there.
        return refuse(status, code, error.message());
    }
    let mut reply = refuse(status, code, error.message());
    if let Some(last) = error.members().get("lastValidByteReceived").and_then(Value::as_i64) {
        with(&mut reply, header::RANGE, &format!("0-{}", last.max(0)));
    }
    reply
}

fn code_of(error: &Error) -> (StatusCode, &'static str) {
    let parameter = |name: &str| error.message().contains(&format!("at '{name}"));
    match error.shape_name() {
        "RepositoryNotFoundException" => (StatusCode::NOT_FOUND, "NAME_UNKNOWN"),
        "ImageNotFoundException" => (StatusCode::NOT_FOUND, "MANIFEST_UNKNOWN"),
        "AccessDeniedException" => (StatusCode::FORBIDDEN, "DENIED"),
        "ImageTagAlreadyExistsException" => (StatusCode::BAD_REQUEST, "TAG_INVALID"),
        "LayersNotFoundException" | "ReferencedImagesNotFoundException" => {
            (StatusCode::BAD_REQUEST, "MANIFEST_BLOB_UNKNOWN")
        }
        "UploadNotFoundException" => (StatusCode::NOT_FOUND, "BLOB_UPLOAD_UNKNOWN"),
        "InvalidLayerException" | "ImageDigestDoesNotMatchException" => {
            (StatusCode::BAD_REQUEST, "DIGEST_INVALID")
        }
        "InvalidLayerPartException" => (StatusCode::RANGE_NOT_SATISFIABLE, "BLOB_UPLOAD_INVALID"),
        "EmptyUploadException" => (StatusCode::BAD_REQUEST, "BLOB_UPLOAD_INVALID"),
        "InvalidParameterException" if parameter("repositoryName") => {
            (StatusCode::BAD_REQUEST, "NAME_INVALID")
        }
        "InvalidParameterException" if parameter("uploadId") => {
            (StatusCode::NOT_FOUND, "BLOB_UPLOAD_UNKNOWN")
        }
        "InvalidParameterException" if parameter("layerDigest") || parameter("subjectId") => {
            (StatusCode::BAD_REQUEST, "DIGEST_INVALID")
        }
        "InvalidParameterException" if parameter("imageTag") => (StatusCode::BAD_REQUEST, "TAG_INVALID"),
        "InvalidParameterException" => (StatusCode::BAD_REQUEST, "MANIFEST_INVALID"),
        "LimitExceededException" if error.http_status() == 413 => {
            (StatusCode::PAYLOAD_TOO_LARGE, "SIZE_INVALID")
        }
        "LimitExceededException" | "ThrottlingException" => {
            (StatusCode::TOO_MANY_REQUESTS, "TOOMANYREQUESTS")
        }
        "NotImplemented" => (StatusCode::NOT_IMPLEMENTED, "UNSUPPORTED"),
        _ => (
            StatusCode::from_u16(error.http_status()).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR),
            "UNKNOWN",
        ),
    }
}

/// What a client gets that shows no token: it is asked for one.
pub(crate) fn unauthorized(realm: &str) -> Reply {
    let mut reply = refuse(StatusCode::UNAUTHORIZED, "UNAUTHORIZED", "no basic auth credentials");
    let challenge = format!("Basic realm=\"{realm}\",service=\"ecr.amazonaws.com\"");
    with(&mut reply, header::WWW_AUTHENTICATE, &challenge);
    reply
}
