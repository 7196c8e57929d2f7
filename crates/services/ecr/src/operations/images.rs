//! Putting and getting images: manifests, and the tags that lead to them.

use crate::Ecr;
use crate::digest::Digest;
use crate::manifest::{Manifest, Unfit};
use crate::mutability;
use crate::names::{RepositoryName, digest_of, invalid, is_tag};
use crate::operations::layers::no_layers;
use crate::records::{ImageRecord, LayerRecord, TagRecord};
use door::Call;
use model_ecr::errors;
use model_ecr::types::{
    BatchGetImageInput, BatchGetImageOutput, Image, ImageFailure, ImageFailureCode, ImageIdentifier,
    PutImageInput, PutImageOutput,
};
use std::sync::Arc;
use std::time::Duration;
use store::{Batch, Ticket};
use wire::prelude::*;

/// <https://docs.aws.amazon.com/AmazonECR/latest/userguide/service-quotas.html>
const MOST_IMAGES: usize = 100_000;
const MOST_TAGS: usize = 1_000;
/// The moment of the last pull is kept this exactly: "at least once every 24 hours".
/// <https://docs.aws.amazon.com/AmazonECR/latest/APIReference/API_ImageDetail.html>
const PULLS: Duration = Duration::from_hours(24);

impl Ecr {
    /// <https://docs.aws.amazon.com/AmazonECR/latest/APIReference/API_PutImage.html>
    pub(crate) async fn put_image(&self, call: &Call, input: PutImageInput) -> Result<PutImageOutput> {
        let name = RepositoryName::of(call, input.registry_id.as_deref(), &input.repository_name);
        self.state.repository(&name)?;
        let text = input.image_manifest;
        let media_type = input.image_manifest_media_type.as_deref().filter(|kind| !kind.is_empty());
        let manifest = Manifest::parse(&text, media_type).map_err(|unfit| match unfit {
            // The texts are not confirmed.
            Unfit::Broken(why) => invalid("ImageManifest", &format!("Invalid image manifest: {why}")),
            Unfit::Unsupported(kind) => Error::not_implemented(format!("image manifests of {kind}")),
        })?;
        let tag = input.image_tag;
        if tag.as_deref().is_some_and(|tag| !is_tag(tag)) {
            return Err(invalid(
                "imageTag",
                "must satisfy regular expression '[a-zA-Z0-9_][a-zA-Z0-9._-]{0,127}'",
            ));
        }
        let digest = Digest::of(text.as_bytes());
        if input.image_digest.as_deref().is_some_and(|said| said != digest.to_string()) {
            // The text is not confirmed.
            return Err(errors::image_digest_does_not_match(format!(
                "The digest of the image manifest '{digest}' does not match the image digest of the request"
            )));
        }
        let media_type = manifest.media_type.clone();
        let ticket = self.keep_image(&name, digest, &text, manifest, tag.as_deref(), call.now().millis())?;
        ticket.durable().await.or_internal()?;
        let image_id = Some(ImageIdentifier { image_digest: Some(digest.to_string()), image_tag: tag });
        Ok(PutImageOutput { image: Some(image(&name, image_id, text, media_type)) })
    }

    fn keep_image(
        &self,
        name: &RepositoryName,
        digest: Digest,
        text: &str,
        manifest: Manifest,
        tag: Option<&str>,
        now: i64,
    ) -> Result<Ticket> {
        let _changing = self.state.changing();
        let repository = self.state.repository(name)?;
        let layers = self.layers_of(name, &manifest)?;
        let children = self.children_of(name, &manifest)?;
        let known = self.state.image(name, digest);
        let tagged = tag.and_then(|tag| self.state.tagged(name, tag));
        // https://github.com/getmoto/moto/blob/master/tests/test_ecr/test_ecr_boto3.py, put_image twice
        if known.is_some() && (tag.is_none() || tagged == Some(digest)) {
            return Err(errors::image_already_exists(format!(
                "Image with digest '{digest}' and tag '{}' already exists in the {name} in registry with id '{}'",
                tag.unwrap_or("null"),
                name.account
            )));
        }
        if let Some(tag) = tag.filter(|tag| tagged.is_some() && mutability::is_immutable(&repository, tag)) {
            // https://docs.aws.amazon.com/AmazonECR/latest/userguide/image-tag-mutability.html
            return Err(errors::image_tag_already_exists(format!(
                "The image tag '{tag}' already exists in the '{}' repository and cannot be overwritten because the tag is immutable.",
                name.name
            )));
        }
        self.within_quotas(name, digest, known.is_none(), tag.is_some() && tagged != Some(digest))?;
        let mut batch = Batch::new();
        if known.is_none() {
            let id = uuid::Uuid::new_v4().as_u64_pair().0;
            let record = ImageRecord {
                manifest: id,
                bytes: text.len() as u64,
                // A list is as large as its largest image.
                size: children.iter().map(|child| child.size).max().unwrap_or(0)
                    + manifest.blobs.iter().map(|blob| blob.size).sum::<u64>(),
                media_type: manifest.media_type,
                artifact_type: manifest.artifact_type,
                blobs: manifest.blobs.iter().filter(|blob| !blob.foreign).map(|blob| blob.digest).collect(),
                children: manifest.children,
                subject: manifest.subject,
                annotations: manifest.annotations,
                pushed: now,
                pulled: None,
                orphaned: false,
            };
            self.state.manifests.put(&mut batch, id, 0, text.as_bytes().to_vec());
            self.state.images.put(&mut batch, &name.key().then(digest.to_string()), record);
        }
        if let Some(tag) = tag {
            self.state.tags.put(&mut batch, &name.key().then(tag), TagRecord { digest });
        }
        for (digest, layer) in layers {
            self.state.layers.put(&mut batch, &name.key().then(digest.to_string()), layer);
        }
        self.state.commit(batch)
    }

    /// The layers of an image that is pushed, with what its manifest says they are; all of them must be there.
    fn layers_of(&self, name: &RepositoryName, manifest: &Manifest) -> Result<Vec<(Digest, LayerRecord)>> {
        let (mut found, mut missing) = (Vec::new(), Vec::new());
        for blob in manifest.blobs.iter().filter(|blob| !blob.foreign) {
            match self.available(name, blob.digest) {
                Some(layer) if layer.size != blob.size => {
                    let rule =
                        format!("Invalid image manifest: the size of '{}' is {}", blob.digest, layer.size);
                    return Err(invalid("ImageManifest", &rule));
                }
                Some(layer) if layer.media_type.as_deref() == Some(&*blob.media_type) => {}
                Some(layer) => {
                    let media_type = Some(blob.media_type.clone());
                    found.push((blob.digest, LayerRecord { media_type, ..(*layer).clone() }));
                }
                None => missing.push(blob.digest.to_string()),
            }
        }
        if missing.is_empty() { Ok(found) } else { Err(no_layers(name, &missing)) }
    }

    /// The images of a list that is pushed; all of them must be there.
    fn children_of(&self, name: &RepositoryName, manifest: &Manifest) -> Result<Vec<Arc<ImageRecord>>> {
        let (mut found, mut missing) = (Vec::new(), Vec::new());
        for child in &manifest.children {
            match self.state.image(name, *child) {
                Some(image) => found.push(image),
                None => missing.push(child.to_string()),
            }
        }
        if missing.is_empty() {
            return Ok(found);
        }
        // <https://github.com/docker/cli/issues>, "manifest blob unknown"
        Err(errors::referenced_images_not_found(format!(
            "Images with digests '[{}]' required for pushing image into {name} in the registry with id '{}' do not exist",
            missing.join(", "),
            name.account
        )))
    }

    fn within_quotas(&self, name: &RepositoryName, digest: Digest, is_new: bool, tags: bool) -> Result<()> {
        if is_new && self.state.images.count(&name.key()) >= MOST_IMAGES {
            // The texts are not confirmed.
            return Err(errors::limit_exceeded(format!(
                "The {name} cannot have more than {MOST_IMAGES} images"
            )));
        }
        let has = || self.state.tags_of(name).iter().filter(|(_, of)| *of == digest).count();
        if tags && self.state.tags.count(&name.key()) >= MOST_TAGS && has() >= MOST_TAGS {
            return Err(errors::limit_exceeded(format!("An image cannot have more than {MOST_TAGS} tags")));
        }
        Ok(())
    }

    /// <https://docs.aws.amazon.com/AmazonECR/latest/APIReference/API_BatchGetImage.html>
    pub(crate) async fn batch_get_image(
        &self,
        call: &Call,
        input: BatchGetImageInput,
    ) -> Result<BatchGetImageOutput> {
        let name = RepositoryName::of(call, input.registry_id.as_deref(), &input.repository_name);
        self.state.repository(&name)?;
        let (mut images, mut failures) = (Vec::new(), Vec::new());
        for id in input.image_ids {
            let (digest, record) = match self.find(&name, &id) {
                Ok(found) => found,
                Err((code, reason)) => {
                    failures.push(failure(id, code, reason));
                    continue;
                }
            };
            let taken =
                input.accepted_media_types.as_ref().is_none_or(|kinds| kinds.contains(&record.media_type));
            if !taken {
                // AWS converts some formats; which is not built. Its code for the rest is not confirmed.
                let reason =
                    format!("Image manifest media type {} is not among the accepted ones", record.media_type);
                failures.push(failure(id, ImageFailureCode::ImageNotFound, reason));
                continue;
            }
            let text = self.state.manifest(&record)?;
            self.pulled(&name, digest, call.now().millis())?;
            let id = ImageIdentifier { image_digest: Some(digest.to_string()), image_tag: id.image_tag };
            images.push(image(&name, Some(id), text, record.media_type.clone()));
        }
        Ok(BatchGetImageOutput { images: Some(images), failures: Some(failures) })
    }

    /// Remembers that an image was pulled. What is lost of it in a crash is a day of a date.
    fn pulled(&self, name: &RepositoryName, digest: Digest, now: i64) -> Result<()> {
        let fresh = |image: &ImageRecord| image.pulled.is_some_and(|at| now - at < PULLS.as_millis() as i64);
        let _changing = self.state.changing();
        let Some(record) = self.state.image(name, digest).filter(|image| !fresh(image)) else {
            return Ok(());
        };
        let mut batch = Batch::new();
        let record = ImageRecord { pulled: Some(now), ..(*record).clone() };
        self.state.images.put(&mut batch, &name.key().then(digest.to_string()), record);
        self.state.commit(batch).map(drop)
    }

    /// The image of an id, or why there is none in the words of failures.
    /// <https://github.com/getmoto/moto/blob/master/tests/test_ecr/test_ecr_boto3.py>, test_batch_delete_image_...
    pub(crate) fn find(
        &self,
        name: &RepositoryName,
        id: &ImageIdentifier,
    ) -> Result<(Digest, Arc<ImageRecord>), (ImageFailureCode, String)> {
        let said = digest_of(id).transpose().map_err(|_| {
            let rule = "Invalid request parameters: image digest should satisfy the regex '[a-zA-Z0-9-_+.]+:[a-fA-F0-9]+'";
            (ImageFailureCode::InvalidImageDigest, rule.to_owned())
        })?;
        let missing = || (ImageFailureCode::ImageNotFound, "Requested image not found".to_owned());
        let digest = match (said, &id.image_tag) {
            (None, None) => {
                let rule = "Invalid request parameters: both tag and digest cannot be null";
                return Err((ImageFailureCode::MissingDigestAndTag, rule.to_owned()));
            }
            (Some(digest), None) => digest,
            (said, Some(tag)) => {
                let tagged = self.state.tagged(name, tag).ok_or_else(missing)?;
                if said.is_some_and(|said| said != tagged) {
                    let digest = said.map(|digest| digest.to_string()).unwrap_or_default();
                    return Err((
                        ImageFailureCode::ImageTagDoesNotMatchDigest,
                        format!("Image with tag '{tag}' does not match image with digest '{digest}'"),
                    ));
                }
                tagged
            }
        };
        self.state.image(name, digest).map(|image| (digest, image)).ok_or_else(missing)
    }
}

fn image(name: &RepositoryName, id: Option<ImageIdentifier>, text: String, media_type: String) -> Image {
    Image {
        registry_id: Some(name.account.clone()),
        repository_name: Some(name.name.clone()),
        image_id: id,
        image_manifest: Some(text),
        image_manifest_media_type: Some(media_type),
    }
}

pub(super) fn failure(id: ImageIdentifier, code: ImageFailureCode, reason: String) -> ImageFailure {
    ImageFailure { image_id: Some(id), failure_code: Some(code), failure_reason: Some(reason) }
}
