//! Manifests: images and lists of images, by tag or digest.

use super::Asked;
use super::blobs::DIGEST;
use super::reply::{Reply, refuse, whole, with};
use crate::blobs::Flow;
use crate::digest::Digest;
use crate::manifest::Manifest;
use bytes::BytesMut;
use http::{HeaderName, Method, StatusCode, header};
use http_body_util::BodyExt;
use model_ecr::ops;
use model_ecr::types::{
    BatchDeleteImageInput, BatchGetImageInput, ImageFailure, ImageFailureCode, ImageIdentifier, PutImageInput,
};
use wire::prelude::*;

const SUBJECT: HeaderName = HeaderName::from_static("oci-subject");
/// Bytes of a manifest: <https://docs.aws.amazon.com/AmazonECR/latest/APIReference/API_PutImage.html>
const MOST: usize = 4_194_304;

impl Asked {
    pub(super) async fn manifest(&self, name: &str, reference: &str) -> Result<Reply> {
        let input = BatchGetImageInput {
            registry_id: self.registry_id(),
            repository_name: name.to_owned(),
            image_ids: vec![id(reference)],
            accepted_media_types: None,
        };
        let got = self.call.call::<ops::BatchGetImage>(input).await?;
        let Some(image) = got.images.unwrap_or_default().pop() else {
            return Ok(failed(got.failures.unwrap_or_default().pop()));
        };
        let text = image.image_manifest.unwrap_or_default();
        let length = text.len();
        let head = self.parts.method == Method::HEAD;
        let mut reply = whole(StatusCode::OK, if head { String::new() } else { text });
        with(&mut reply, header::CONTENT_LENGTH, &length.to_string());
        with(&mut reply, header::CONTENT_TYPE, &image.image_manifest_media_type.unwrap_or_default());
        with(&mut reply, DIGEST, &image.image_id.and_then(|id| id.image_digest).unwrap_or_default());
        Ok(reply)
    }

    pub(super) async fn put_manifest(&self, name: &str, reference: &str, body: Flow) -> Result<Reply> {
        let Some(text) = read(body).await? else {
            let text = format!("A manifest must be text of at most {MOST} bytes");
            return Ok(refuse(StatusCode::PAYLOAD_TOO_LARGE, "MANIFEST_INVALID", &text));
        };
        let kind = self.header(header::CONTENT_TYPE).and_then(|kind| kind.split(';').next()).map(str::trim);
        // What some clients call any JSON says nothing.
        let kind = kind.filter(|kind| !matches!(*kind, "" | "application/json" | "application/octet-stream"));
        let ImageIdentifier { image_digest, image_tag } = id(reference);
        let digest = Digest::of(text.as_bytes());
        let subject = Manifest::parse(&text, kind).ok().and_then(|manifest| manifest.subject);
        self.ecr.create_on_push(&self.call, &self.repository(name)).await?;
        let input = PutImageInput {
            registry_id: self.registry_id(),
            repository_name: name.to_owned(),
            image_manifest: text,
            image_manifest_media_type: kind.map(str::to_owned),
            image_tag,
            image_digest,
        };
        match self.call.call::<ops::PutImage>(input).await {
            // Pushing an image again changes nothing and is no mistake.
            Err(error) if error.shape_name() == "ImageAlreadyExistsException" => {}
            put => put.map(drop)?,
        }
        let mut reply = whole(StatusCode::CREATED, "");
        with(&mut reply, header::LOCATION, &format!("/v2/{name}/manifests/{digest}"));
        with(&mut reply, DIGEST, &digest.to_string());
        if let Some(subject) = subject {
            with(&mut reply, SUBJECT, &subject.to_string());
        }
        Ok(reply)
    }

    pub(super) async fn delete_manifest(&self, name: &str, reference: &str) -> Result<Reply> {
        let input = BatchDeleteImageInput {
            registry_id: self.registry_id(),
            repository_name: name.to_owned(),
            image_ids: vec![id(reference)],
        };
        let gone = self.call.call::<ops::BatchDeleteImage>(input).await?;
        match gone.failures.unwrap_or_default().pop() {
            None => Ok(whole(StatusCode::ACCEPTED, "")),
            failure => Ok(failed(failure)),
        }
    }
}

/// A tag has no colon, a digest has one.
fn id(reference: &str) -> ImageIdentifier {
    if reference.contains(':') {
        ImageIdentifier { image_digest: Some(reference.to_owned()), image_tag: None }
    } else {
        ImageIdentifier { image_digest: None, image_tag: Some(reference.to_owned()) }
    }
}

/// <https://docs.aws.amazon.com/AmazonECR/latest/userguide/common-errors-docker.html>
fn failed(failure: Option<ImageFailure>) -> Reply {
    let (code, reason) =
        failure.map(|failure| (failure.failure_code, failure.failure_reason)).unwrap_or_default();
    let reason = reason.unwrap_or_else(|| "Requested image not found".to_owned());
    match code {
        Some(ImageFailureCode::ImageReferencedByManifestList) => {
            refuse(StatusCode::METHOD_NOT_ALLOWED, "UNSUPPORTED", &reason)
        }
        Some(ImageFailureCode::InvalidImageDigest) => {
            refuse(StatusCode::BAD_REQUEST, "DIGEST_INVALID", &reason)
        }
        _ => refuse(StatusCode::NOT_FOUND, "MANIFEST_UNKNOWN", &reason),
    }
}

/// A manifest's text; `None` where it is none, or too long.
async fn read(mut body: Flow) -> Result<Option<String>> {
    let mut bytes = BytesMut::new();
    while let Some(frame) = body.frame().await {
        let Ok(data) = frame?.into_data() else { continue };
        if bytes.len() + data.len() > MOST {
            return Ok(None);
        }
        bytes.extend_from_slice(&data);
    }
    Ok(String::from_utf8(bytes.to_vec()).ok())
}
