//! Pulling blobs: whether they are there, where they are, and their bytes.

use super::Asked;
use super::reply::{Reply, refuse, whole, with};
use crate::Ecr;
use crate::address::{self, BadAddress};
use crate::blobs::Flow;
use crate::digest::Digest;
use http::request::Parts;
use http::{HeaderName, Method, Response, StatusCode, header};
use model_ecr::ops;
use model_ecr::types::{BatchCheckLayerAvailabilityInput, GetDownloadUrlForLayerInput, LayerAvailability};
use wire::prelude::*;

pub(super) const DIGEST: HeaderName = HeaderName::from_static("docker-content-digest");
const BYTES: &str = "application/octet-stream";

impl Asked {
    pub(super) async fn has_blob(&self, name: &str, digest: &str) -> Result<Reply> {
        let input = BatchCheckLayerAvailabilityInput {
            registry_id: self.registry_id(),
            repository_name: name.to_owned(),
            layer_digests: vec![digest.to_owned()],
        };
        let found = self.call.call::<ops::BatchCheckLayerAvailability>(input).await?;
        let layer = found.layers.unwrap_or_default().into_iter().next();
        let layer = layer.filter(|layer| layer.layer_availability == Some(LayerAvailability::Available));
        let Some(size) = layer.and_then(|layer| layer.layer_size) else { return Ok(unknown(digest)) };
        let mut reply = whole(StatusCode::OK, "");
        with(&mut reply, header::CONTENT_LENGTH, &size.to_string());
        with(&mut reply, header::CONTENT_TYPE, BYTES);
        with(&mut reply, header::ACCEPT_RANGES, "bytes");
        with(&mut reply, DIGEST, digest);
        Ok(reply)
    }

    /// Clients of AWS's names are sent to the bucket, as on AWS; others get the bytes at once.
    pub(super) async fn blob(&self, name: &str, digest: &str) -> Result<Reply> {
        let input = GetDownloadUrlForLayerInput {
            registry_id: self.registry_id(),
            repository_name: name.to_owned(),
            layer_digest: digest.to_owned(),
        };
        let found = match self.call.call::<ops::GetDownloadUrlForLayer>(input).await {
            Err(error)
                if matches!(error.shape_name(), "LayersNotFoundException" | "LayerInaccessibleException") =>
            {
                return Ok(refuse(StatusCode::NOT_FOUND, "BLOB_UNKNOWN", error.message()));
            }
            found => found?,
        };
        if self.is_by_aws() {
            let mut reply = whole(StatusCode::TEMPORARY_REDIRECT, "");
            with(&mut reply, header::LOCATION, &found.download_url.unwrap_or_default());
            with(&mut reply, DIGEST, digest);
            return Ok(reply);
        }
        let layer = Digest::parse(digest).and_then(|digest| {
            self.ecr.available(&self.repository(name), digest).map(|layer| (digest, layer.size))
        });
        let Some((digest, size)) = layer else { return Ok(unknown(digest)) };
        let range = self.header(header::RANGE).map(str::to_owned);
        self.ecr.bytes(digest, size, range.as_deref(), false).await
    }
}

impl Ecr {
    /// A layer by its address, as S3 answers.
    pub(super) async fn layer(&self, parts: &Parts, bucket: &str, object: &str) -> Reply {
        if !matches!(parts.method, Method::GET | Method::HEAD) {
            return s3(
                StatusCode::METHOD_NOT_ALLOWED,
                "MethodNotAllowed",
                "The specified method is not allowed against this resource.",
            );
        }
        let query = parts.uri.query().unwrap_or_default();
        let digest = match address::layer(&self.seal, bucket, object, query, self.clock.now()) {
            Ok(digest) => digest,
            // https://docs.aws.amazon.com/AmazonS3/latest/API/ErrorResponses.html
            Err(BadAddress::Expired) => {
                return s3(StatusCode::FORBIDDEN, "AccessDenied", "Request has expired");
            }
            Err(BadAddress::Mismatch) => {
                let text = "The request signature we calculated does not match the signature you provided. Check your key and signing method.";
                return s3(StatusCode::FORBIDDEN, "SignatureDoesNotMatch", text);
            }
            Err(BadAddress::NoSuchKey) => return no_such_key(),
        };
        let path = self.state.blobs.path(digest);
        let size = crate::blobs::blocking(move || std::fs::metadata(path).map(|file| file.len())).await;
        let Ok(size) = size else { return no_such_key() };
        let range = parts.headers.get(header::RANGE).and_then(|range| range.to_str().ok());
        let sent = self.bytes(digest, size, range, parts.method == Method::HEAD).await;
        sent.unwrap_or_else(|error| super::reply::refused(&error))
    }

    /// The bytes of a blob, or the range of them that is asked for.
    async fn bytes(&self, digest: Digest, size: u64, range: Option<&str>, head: bool) -> Result<Reply> {
        let (status, from, count) = match wanted(range, size) {
            Wanted::Whole => (StatusCode::OK, 0, size),
            Wanted::Part(from, to) => (StatusCode::PARTIAL_CONTENT, from, to - from + 1),
            Wanted::Nothing => {
                let text = "The requested range is not satisfiable";
                let mut reply = refuse(StatusCode::RANGE_NOT_SATISFIABLE, "RANGE_INVALID", text);
                with(&mut reply, header::CONTENT_RANGE, &format!("bytes */{size}"));
                return Ok(reply);
            }
        };
        let mut reply = if head {
            whole(status, "")
        } else {
            let flow: Flow = self.state.blobs.read(digest, from, count).await.or_internal()?;
            let mut reply = Response::new(flow);
            *reply.status_mut() = status;
            reply
        };
        with(&mut reply, header::CONTENT_LENGTH, &count.to_string());
        with(&mut reply, header::CONTENT_TYPE, BYTES);
        with(&mut reply, header::ACCEPT_RANGES, "bytes");
        with(&mut reply, DIGEST, &digest.to_string());
        with(&mut reply, header::ETAG, &format!("\"{digest}\""));
        if status == StatusCode::PARTIAL_CONTENT {
            with(&mut reply, header::CONTENT_RANGE, &format!("bytes {from}-{}/{size}", from + count - 1));
        }
        Ok(reply)
    }
}

/// What a `Range` header asks for.
#[derive(Debug, PartialEq, Eq)]
enum Wanted {
    /// All: there is no such header, or one that is to be passed over (RFC 9110, section 14.2).
    Whole,
    /// From the first to the last byte.
    Part(u64, u64),
    /// Nothing of it is there.
    Nothing,
}

fn wanted(range: Option<&str>, size: u64) -> Wanted {
    let bytes = range.and_then(|range| range.strip_prefix("bytes=")).filter(|range| !range.contains(','));
    let Some((from, to)) = bytes.and_then(|range| range.split_once('-')) else { return Wanted::Whole };
    let number = |text: &str| text.parse::<u64>().ok();
    let part =
        |from: u64, to: u64| if from < size { Wanted::Part(from, to.min(size - 1)) } else { Wanted::Nothing };
    match (from, to) {
        ("", last) => match number(last) {
            None => Wanted::Whole,
            Some(0) => Wanted::Nothing,
            Some(last) => part(size.saturating_sub(last), u64::MAX),
        },
        (from, "") => number(from).map_or(Wanted::Whole, |from| part(from, u64::MAX)),
        (from, to) => match (number(from), number(to)) {
            (Some(from), Some(to)) if from <= to => part(from, to),
            _ => Wanted::Whole,
        },
    }
}

fn unknown(digest: &str) -> Reply {
    refuse(StatusCode::NOT_FOUND, "BLOB_UNKNOWN", &format!("blob unknown to registry: {digest}"))
}

fn no_such_key() -> Reply {
    s3(StatusCode::NOT_FOUND, "NoSuchKey", "The specified key does not exist.")
}

fn s3(status: StatusCode, code: &str, message: &str) -> Reply {
    let id = door::request_id();
    let body = format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<Error><Code>{code}</Code><Message>{message}</Message><RequestId>{id}</RequestId></Error>"
    );
    let mut reply = whole(status, body);
    with(&mut reply, header::CONTENT_TYPE, "application/xml");
    reply
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ranges() {
        for (text, size, expected) in [
            ("bytes=0-0", 10, Wanted::Part(0, 0)),
            ("bytes=2-", 10, Wanted::Part(2, 9)),
            ("bytes=2-99", 10, Wanted::Part(2, 9)),
            ("bytes=-3", 10, Wanted::Part(7, 9)),
            ("bytes=-30", 10, Wanted::Part(0, 9)),
            ("bytes=10-", 10, Wanted::Nothing),
            ("bytes=-0", 10, Wanted::Nothing),
            ("bytes=0-", 0, Wanted::Nothing),
            ("bytes=-1", 0, Wanted::Nothing),
            ("bytes=3-2", 10, Wanted::Whole),
            ("bytes=0-1,3-4", 10, Wanted::Whole),
            ("pages=1-2", 10, Wanted::Whole),
            ("bytes=x", 10, Wanted::Whole),
        ] {
            assert_eq!(wanted(Some(text), size), expected, "{text} of {size}");
        }
    }
    proptest::proptest! {
        /// Whatever is asked, what is sent lies within the blob.
        #[test]
        fn a_part_lies_within(range in "bytes=[0-9]{0,21}-[0-9]{0,21}|.{0,20}", size in 0u64..100) {
            if let Wanted::Part(from, to) = wanted(Some(&range), size) {
                proptest::prop_assert!(from <= to && to < size);
            }
        }
    }
}
