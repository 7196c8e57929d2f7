//! Layers in parts: what the registry's uploads are made of, and what the API offers beside them.

use crate::Ecr;
use crate::blobs::{Flow, Writing};
use crate::digest::Digest;
use crate::names::{RepositoryName, invalid};
use crate::records::{LayerRecord, UploadRecord};
use bytes::Bytes;
use door::Call;
use http_body_util::BodyExt;
use model_ecr::errors;
use model_ecr::types::{
    CompleteLayerUploadInput, CompleteLayerUploadOutput, InitiateLayerUploadInput, InitiateLayerUploadOutput,
    UploadLayerPartInput, UploadLayerPartOutput,
};
use parking_lot::Mutex;
use std::sync::Arc;
use store::Batch;
use wire::prelude::*;

/// <https://docs.aws.amazon.com/AmazonECR/latest/APIReference/API_InitiateLayerUpload.html>
const PART: i64 = 20_971_520;
/// <https://docs.aws.amazon.com/AmazonECR/latest/userguide/service-quotas.html>: 5 MiB, 4,200 parts, 52,000 MiB.
const SMALLEST_PART: i64 = 5 << 20;
const MOST_PARTS: u32 = 4_200;
const LARGEST_LAYER: u64 = 52_000 << 20;
/// Uploads of a repository at a time; AWS names no number. They end after a day.
const MOST_UPLOADS: usize = 1_000;
/// Bytes gathered before they are written.
const GATHER: usize = 1 << 20;

impl Ecr {
    /// <https://docs.aws.amazon.com/AmazonECR/latest/APIReference/API_InitiateLayerUpload.html>
    pub(crate) async fn initiate_layer_upload(
        &self,
        call: &Call,
        input: InitiateLayerUploadInput,
    ) -> Result<InitiateLayerUploadOutput> {
        let name = RepositoryName::of(call, input.registry_id.as_deref(), &input.repository_name);
        let id = uuid::Uuid::new_v4().to_string();
        let ticket = {
            let _changing = self.state.changing();
            self.state.repository(&name)?;
            if self.state.uploads.count(&name.key()) >= MOST_UPLOADS {
                return Err(errors::limit_exceeded(format!(
                    "The {name} cannot have more than {MOST_UPLOADS} layer uploads at a time"
                )));
            }
            let started = call.now().millis();
            let mut batch = Batch::new();
            let record = UploadRecord { started, parts: 0, short: false, too_small: false };
            self.state.uploads.put(&mut batch, &name.key().then(&id), record);
            self.state.commit(batch)?
        };
        ticket.durable().await.or_internal()?;
        Ok(InitiateLayerUploadOutput { upload_id: Some(id), part_size: Some(PART) })
    }

    /// <https://docs.aws.amazon.com/AmazonECR/latest/APIReference/API_UploadLayerPart.html>
    pub(crate) async fn upload_layer_part(
        &self,
        call: &Call,
        input: UploadLayerPartInput,
    ) -> Result<UploadLayerPartOutput> {
        let name = RepositoryName::of(call, input.registry_id.as_deref(), &input.repository_name);
        self.state.repository(&name)?;
        let id = input.upload_id.to_ascii_lowercase();
        let (upload, record) = self.state.upload(&name, &id)?;
        let writing = upload.lock().await;
        let part = input.layer_part_blob.0;
        let (first, last) = (input.part_first_byte, input.part_last_byte);
        let length = self.state.with_upload(&id, &writing, |writing| Ok(writing.length)).await?;
        let says = last.checked_sub(first).and_then(|n| n.checked_add(1));
        if first != length as i64 || says != Some(part.len() as i64) {
            // The text is not confirmed, the members are the page's.
            let text = format!(
                "The layer part with first byte {first} and last byte {last} is invalid: the next byte of the upload with id '{id}' is {length}"
            );
            return Err(errors::invalid_layer_part(text)
                .with("registryId", name.account)
                .with("repositoryName", name.name)
                .with("uploadId", id)
                .with("lastValidByteReceived", length as i64 - 1));
        }
        if record.parts >= MOST_PARTS || length + part.len() as u64 > LARGEST_LAYER {
            return Err(errors::limit_exceeded(format!(
                "A layer cannot have more than {MOST_PARTS} parts, nor more than {LARGEST_LAYER} bytes"
            )));
        }
        let short = (part.len() as i64) < SMALLEST_PART;
        let blobs = self.state.blobs.clone();
        let path = blobs.upload_path(&id);
        let add = move |writing: &mut Writing| {
            writing.add(&[part])?;
            blobs.settle(&path)
        };
        self.state.with_upload(&id, &writing, add).await?;
        let ticket = {
            let _changing = self.state.changing();
            let mut batch = Batch::new();
            let record = UploadRecord {
                parts: record.parts + 1,
                short,
                too_small: record.too_small || record.short,
                ..*record
            };
            self.state.uploads.put(&mut batch, &name.key().then(&id), record);
            self.state.commit(batch)?
        };
        ticket.durable().await.or_internal()?;
        Ok(UploadLayerPartOutput {
            registry_id: Some(name.account),
            repository_name: Some(name.name),
            upload_id: Some(id),
            last_byte_received: Some(last),
        })
    }

    /// <https://docs.aws.amazon.com/AmazonECR/latest/APIReference/API_CompleteLayerUpload.html>
    pub(crate) async fn complete_layer_upload(
        &self,
        call: &Call,
        input: CompleteLayerUploadInput,
    ) -> Result<CompleteLayerUploadOutput> {
        let name = RepositoryName::of(call, input.registry_id.as_deref(), &input.repository_name);
        let id = input.upload_id.to_ascii_lowercase();
        let [digest] = input.layer_digests.as_slice() else {
            return Err(invalid("layerDigests", "must be the one digest of the layer in sha256"));
        };
        let digest =
            Digest::parse(digest).ok_or_else(|| invalid("layerDigests", "must be a digest in sha256"))?;
        let made = self.complete(&name, &id, digest, call.now().millis()).await?;
        if !made {
            // The text is not confirmed.
            return Err(errors::layer_already_exists(format!(
                "Layer with digest '{digest}' already exists in the {name} in the registry with id '{}'",
                name.account
            )));
        }
        Ok(CompleteLayerUploadOutput {
            registry_id: Some(name.account),
            repository_name: Some(name.name),
            upload_id: Some(id),
            layer_digest: Some(digest.to_string()),
        })
    }

    /// Makes a layer of an upload; whether the repository did not have it yet. The upload is over either way, but for a
    /// digest that is another: then it stays.
    pub(crate) async fn complete(
        &self,
        name: &RepositoryName,
        id: &str,
        digest: Digest,
        now: i64,
    ) -> Result<bool> {
        self.state.repository(name)?;
        let (upload, record) = self.state.upload(name, id)?;
        let writing = upload.lock().await;
        let blobs = self.state.blobs.clone();
        let path = blobs.upload_path(id);
        let settled = path.clone();
        let (length, found) = self
            .state
            .with_upload(id, &writing, move |writing| {
                blobs.settle(&settled)?;
                Ok((writing.length, writing.digest()))
            })
            .await?;
        // The texts are not confirmed.
        if length == 0 && found != digest {
            return Err(errors::empty_upload(format!(
                "The upload with id '{id}' does not contain any layer parts"
            )));
        }
        if record.too_small {
            return Err(errors::layer_part_too_small(format!(
                "The upload with id '{id}' contains layer parts that are smaller than the minimum size of {SMALLEST_PART} bytes"
            )));
        }
        if found != digest {
            return Err(errors::invalid_layer(format!(
                "The layer digest '{digest}' does not match the digest '{found}' of the upload with id '{id}'"
            )));
        }
        let (made, ticket) = {
            let _changing = self.state.changing();
            // Somebody may have deleted the repository, or the upload, since.
            self.state.repository(name)?;
            if !self.state.uploads.contains(&name.key().then(id)) {
                return Err(crate::state::no_upload(name, id));
            }
            let made = self.available(name, digest).is_none();
            self.state.blobs.keep(&path, digest).or_internal()?;
            let mut batch = Batch::new();
            self.state.uploads.delete(&mut batch, &name.key().then(id));
            if made {
                let layer = LayerRecord { size: length, uploaded: now, media_type: None };
                self.state.layers.put(&mut batch, &name.key().then(digest.to_string()), layer);
            }
            (made, self.state.commit(batch)?)
        };
        self.state.forget_upload(id);
        self.state.blobs.settle_soon(digest);
        ticket.durable().await.or_internal()?;
        Ok(made)
    }

    /// Adds a body to an upload as it flows, and gives the upload's length. What came before the client left is kept.
    pub(crate) async fn append(
        &self,
        id: &str,
        writing: &Arc<Mutex<Option<Writing>>>,
        mut body: Flow,
    ) -> Result<u64> {
        let mut length = self.state.with_upload(id, writing, |writing| Ok(writing.length)).await?;
        let (mut pieces, mut gathered, mut room) = (Vec::<Bytes>::new(), 0, Vec::new());
        loop {
            let end = match body.frame().await {
                Some(Ok(frame)) => {
                    // Trailers say nothing that is used here.
                    let Ok(data) = frame.into_data() else { continue };
                    gathered += data.len();
                    // Larger writes are fewer; where there is no room to wait for more, it is written at once.
                    let kib = u32::try_from(data.len().div_ceil(1024)).unwrap_or(u32::MAX);
                    let place = self.state.gathering.clone().try_acquire_many_owned(kib).ok();
                    pieces.push(data);
                    let waits = place.is_some() && gathered < GATHER;
                    room.extend(place);
                    if waits {
                        continue;
                    }
                    None
                }
                Some(Err(error)) => Some(Err(error)),
                None => Some(Ok(())),
            };
            if length + gathered as u64 > LARGEST_LAYER {
                let large = format!("A layer cannot have more than {LARGEST_LAYER} bytes");
                return Err(errors::limit_exceeded(large).status(413));
            }
            let write = std::mem::take(&mut pieces);
            gathered = 0;
            let add = move |writing: &mut Writing| {
                writing.add(&write)?;
                Ok(writing.length)
            };
            length = self.state.with_upload(id, writing, add).await?;
            room.clear();
            if let Some(end) = end {
                end?;
                let blobs = self.state.blobs.clone();
                let path = blobs.upload_path(id);
                self.state.with_upload(id, writing, move |_| blobs.settle(&path)).await?;
                return Ok(length);
            }
        }
    }
}
