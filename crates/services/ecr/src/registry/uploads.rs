//! Pushing blobs: whole, in chunks, again where it was cut off, or from another repository.

use super::Asked;
use super::blobs::DIGEST;
use super::reply::{Reply, whole, with};
use crate::blobs::Flow;
use crate::digest::Digest;
use crate::names::{RepositoryName, invalid};
use crate::operations::{MOUNTING, is_on};
use crate::records::LayerRecord;
use door::Touch;
use http::{HeaderName, StatusCode, header};
use hyper::body::Body;
use model_ecr::types::{
    CompleteLayerUploadInput, CompleteLayerUploadOutput, InitiateLayerUploadInput, UploadLayerPartInput,
    UploadLayerPartOutput,
};
use model_ecr::{errors, ops};
use store::Batch;
use wire::prelude::*;
use wire::shape::Op;

const UUID: HeaderName = HeaderName::from_static("docker-upload-uuid");

impl Asked {
    /// `POST`: an upload begins; with `digest` it is complete in one request, with `mount` there may be no need for it.
    pub(super) async fn begin(&self, name: &str, body: Flow) -> Result<Reply> {
        let repository = self.repository(name);
        self.ecr.create_on_push(&self.call, &repository).await?;
        if let (Some(mount), Some(from)) = (self.query("mount"), self.query("from"))
            && let Some(digest) = self.mount(&repository, &mount, &from).await?
        {
            return Ok(created(name, digest));
        }
        let input =
            InitiateLayerUploadInput { registry_id: self.registry_id(), repository_name: name.to_owned() };
        let begun = self.call.call::<ops::InitiateLayerUpload>(input).await?;
        let id = begun.upload_id.unwrap_or_default();
        if let Some(digest) = self.query("digest") {
            return self.finish(name, &id, &digest, body).await;
        }
        Ok(accepted(StatusCode::ACCEPTED, name, &id, 0))
    }

    /// Takes a layer from another repository of the registry, where the registry allows it, the caller may pull it there,
    /// and both are encrypted alike. Otherwise the client uploads it.
    /// <https://docs.aws.amazon.com/AmazonECR/latest/userguide/blob-mounting.html>
    async fn mount(&self, to: &RepositoryName, digest: &str, from: &str) -> Result<Option<Digest>> {
        let from = RepositoryName { name: from.to_owned(), ..to.clone() };
        let (Some(digest), Ok(source)) = (Digest::parse(digest), self.ecr.state.repository(&from)) else {
            return Ok(None);
        };
        if !is_on(&self.ecr.state.registry(&to.account, &to.region), MOUNTING) {
            return Ok(None);
        }
        let pull = ops::GetDownloadUrlForLayer::spec();
        if self.call.require(pull, pull.action, &Touch::on(from.arn())).is_err() {
            return Ok(None);
        }
        let input =
            InitiateLayerUploadInput { registry_id: self.registry_id(), repository_name: to.name.clone() };
        let (ecr, to, now) = (self.ecr.clone(), to.clone(), self.call.now().millis());
        let (tell, told) = tokio::sync::oneshot::channel();
        self.call
            .call_with::<ops::InitiateLayerUpload>(input, move |_, _| {
                Box::pin(async move {
                    let ticket = {
                        let _changing = ecr.state.changing();
                        let target = ecr.state.repository(&to)?;
                        let layer =
                            ecr.available(&from, digest).filter(|_| target.encryption == source.encryption);
                        let Some(layer) = layer else { return Ok(Default::default()) };
                        let mut batch = Batch::new();
                        let layer = LayerRecord { uploaded: now, ..(*layer).clone() };
                        ecr.state.layers.put(&mut batch, &to.key().then(digest.to_string()), layer);
                        ecr.state.commit(batch)?
                    };
                    ticket.durable().await.or_internal()?;
                    // Whoever asked may have left.
                    let _ = tell.send(digest);
                    Ok(Default::default())
                })
            })
            .await?;
        Ok(told.await.ok())
    }

    /// `GET`: how far an upload came.
    pub(super) async fn status(&self, name: &str, id: &str) -> Result<Reply> {
        let ecr = self.ecr.clone();
        let repository = self.repository(name);
        let done = self
            .call
            .call_with::<ops::UploadLayerPart>(self.a_part(name, id), move |_, input| {
                Box::pin(async move {
                    ecr.state.repository(&repository)?;
                    let id = input.upload_id.to_ascii_lowercase();
                    let (upload, _) = ecr.state.upload(&repository, &id)?;
                    let writing = upload.lock().await;
                    let length = ecr.state.with_upload(&id, &writing, |writing| Ok(writing.length)).await?;
                    Ok(received(length))
                })
            })
            .await?;
        Ok(accepted(StatusCode::NO_CONTENT, name, id, length(&done)))
    }

    /// `PATCH`: the next chunk, of any size.
    pub(super) async fn part(&self, name: &str, id: &str, body: Flow) -> Result<Reply> {
        let length = self.append(name, id, body).await?;
        Ok(accepted(StatusCode::ACCEPTED, name, id, length))
    }

    /// `PUT`: the last chunk, and what all of them come to.
    pub(super) async fn complete(&self, name: &str, id: &str, body: Flow) -> Result<Reply> {
        let digest = self.query("digest").ok_or_else(|| invalid("layerDigests", "must not be null"))?;
        self.finish(name, id, &digest, body).await
    }

    /// `DELETE`: the upload is given up.
    pub(super) async fn cancel(&self, name: &str, id: &str) -> Result<Reply> {
        let ecr = self.ecr.clone();
        let repository = self.repository(name);
        self.call
            .call_with::<ops::UploadLayerPart>(self.a_part(name, id), move |_, input| {
                Box::pin(async move {
                    let id = input.upload_id.to_ascii_lowercase();
                    let ticket = {
                        let _changing = ecr.state.changing();
                        ecr.state.repository(&repository)?;
                        ecr.state.upload(&repository, &id)?;
                        let mut batch = Batch::new();
                        ecr.state.uploads.delete(&mut batch, &repository.key().then(&id));
                        ecr.state.commit(batch)?
                    };
                    ecr.state.forget_upload(&id);
                    ecr.state.blobs.remove_upload(&id).or_internal()?;
                    ticket.durable().await.or_internal()?;
                    Ok(UploadLayerPartOutput::default())
                })
            })
            .await?;
        Ok(whole(StatusCode::NO_CONTENT, ""))
    }

    async fn finish(&self, name: &str, id: &str, digest: &str, body: Flow) -> Result<Reply> {
        if !body.is_end_stream() {
            self.append(name, id, body).await?;
        }
        let input = CompleteLayerUploadInput {
            registry_id: self.registry_id(),
            repository_name: name.to_owned(),
            upload_id: id.to_owned(),
            layer_digests: vec![digest.to_owned()],
        };
        let (ecr, repository) = (self.ecr.clone(), self.repository(name));
        let digest =
            Digest::parse(digest).ok_or_else(|| invalid("layerDigests", "must be a digest in sha256"))?;
        self.call
            .call_with::<ops::CompleteLayerUpload>(input, move |call, input| {
                Box::pin(async move {
                    let id = input.upload_id.to_ascii_lowercase();
                    // That it was there already is no refusal here.
                    ecr.complete(&repository, &id, digest, call.now().millis()).await?;
                    Ok(CompleteLayerUploadOutput::default())
                })
            })
            .await?;
        Ok(created(name, digest))
    }

    /// Adds a body to an upload, and gives how long it is then.
    async fn append(&self, name: &str, id: &str, body: Flow) -> Result<u64> {
        let ecr = self.ecr.clone();
        let repository = self.repository(name);
        let says = self.header(header::CONTENT_RANGE).map(str::to_owned);
        let done = self
            .call
            .call_with::<ops::UploadLayerPart>(self.a_part(name, id), move |_, input| {
                Box::pin(async move {
                    ecr.state.repository(&repository)?;
                    let id = input.upload_id.to_ascii_lowercase();
                    let (upload, _) = ecr.state.upload(&repository, &id)?;
                    let writing = upload.lock().await;
                    let length = ecr.state.with_upload(&id, &writing, |writing| Ok(writing.length)).await?;
                    if says.as_deref().is_some_and(|range| first_byte(range) != Some(length)) {
                        return Err(out_of_order(&id, length));
                    }
                    Ok(received(ecr.append(&id, &writing, body).await?))
                })
            })
            .await?;
        Ok(length(&done))
    }

    fn a_part(&self, name: &str, id: &str) -> UploadLayerPartInput {
        UploadLayerPartInput {
            registry_id: self.registry_id(),
            repository_name: name.to_owned(),
            upload_id: id.to_owned(),
            ..UploadLayerPartInput::default()
        }
    }
}

/// `0-1023`, and with the unit that some clients add, `bytes=0-1023` or `bytes 0-1023/*`.
fn first_byte(range: &str) -> Option<u64> {
    let range = range.trim_start_matches("bytes").trim_start_matches(['=', ' ']);
    range.split_once('-')?.0.parse().ok()
}

fn out_of_order(id: &str, length: u64) -> Error {
    errors::invalid_layer_part(format!("The next byte of the upload with id '{id}' is {length}"))
        .with("lastValidByteReceived", length as i64 - 1)
}

fn received(length: u64) -> UploadLayerPartOutput {
    UploadLayerPartOutput { last_byte_received: Some(length as i64 - 1), ..UploadLayerPartOutput::default() }
}

fn length(received: &UploadLayerPartOutput) -> u64 {
    received.last_byte_received.map_or(0, |last| (last + 1) as u64)
}

fn accepted(status: StatusCode, name: &str, id: &str, length: u64) -> Reply {
    let mut reply = whole(status, "");
    if status == StatusCode::NO_CONTENT {
        reply.headers_mut().remove(header::CONTENT_LENGTH);
    }
    with(&mut reply, header::LOCATION, &format!("/v2/{name}/blobs/uploads/{id}"));
    with(&mut reply, header::RANGE, &format!("0-{}", length.saturating_sub(1)));
    with(&mut reply, UUID, id);
    reply
}

fn created(name: &str, digest: Digest) -> Reply {
    let mut reply = whole(StatusCode::CREATED, "");
    with(&mut reply, header::LOCATION, &format!("/v2/{name}/blobs/{digest}"));
    with(&mut reply, DIGEST, &digest.to_string());
    reply
}
