//! Deleting images and their tags.

use super::images::failure;
use crate::Ecr;
use crate::digest::Digest;
use crate::names::RepositoryName;
use crate::records::ImageRecord;
use door::Call;
use model_ecr::types::{BatchDeleteImageInput, BatchDeleteImageOutput, ImageFailureCode, ImageIdentifier};
use std::collections::HashSet;
use store::Batch;
use wire::prelude::*;

impl Ecr {
    /// A tag in an id takes away that tag, and the image with its last one; a digest alone the image with every tag.
    /// <https://docs.aws.amazon.com/AmazonECR/latest/APIReference/API_BatchDeleteImage.html>
    pub(crate) async fn batch_delete_image(
        &self,
        call: &Call,
        input: BatchDeleteImageInput,
    ) -> Result<BatchDeleteImageOutput> {
        let name = RepositoryName::of(call, input.registry_id.as_deref(), &input.repository_name);
        let (mut gone, mut failures, mut tickets) = (Vec::new(), Vec::new(), Vec::new());
        {
            let _changing = self.state.changing();
            self.state.repository(&name)?;
            for id in input.image_ids {
                let deleted = self.find(&name, &id).and_then(|(digest, _)| match &id.image_tag {
                    Some(tag) => self.untagged(&name, digest, tag),
                    None => self.deleted(&name, digest),
                });
                match deleted {
                    Ok((batch, ids)) => {
                        tickets.push(self.state.commit(batch)?);
                        gone.extend(ids);
                    }
                    Err((code, reason)) => failures.push(failure(id, code, reason)),
                }
            }
        }
        for ticket in tickets {
            ticket.durable().await.or_internal()?;
        }
        Ok(BatchDeleteImageOutput { image_ids: Some(gone), failures: Some(failures) })
    }

    /// Takes a tag away; the image stays while it has others, or while a list of manifests needs it.
    fn untagged(&self, name: &RepositoryName, digest: Digest, tag: &str) -> Deleted {
        let others = self.state.tags_of(name).into_iter().any(|(other, of)| of == digest && other != tag);
        let id = ImageIdentifier { image_digest: Some(digest.to_string()), image_tag: Some(tag.to_owned()) };
        if others || self.listed_by(name, digest).is_some() {
            let mut batch = Batch::new();
            self.state.tags.delete(&mut batch, &name.key().then(tag));
            return Ok((batch, vec![id]));
        }
        self.deleted(name, digest).map(|(batch, _)| (batch, vec![id]))
    }

    /// Deletes an image with its tags.
    fn deleted(&self, name: &RepositoryName, digest: Digest) -> Deleted {
        if let Some(list) = self.listed_by(name, digest) {
            // https://docs.aws.amazon.com/AmazonECR/latest/userguide/delete_image.html
            let reason = format!("Requested image referenced by manifest list: [{list}]");
            return Err((ImageFailureCode::ImageReferencedByManifestList, reason));
        }
        let mut batch = Batch::new();
        let tags = self.state.tags_of(name).into_iter().filter(|(_, of)| *of == digest).map(|(tag, _)| tag);
        let mut ids: Vec<_> = tags
            .map(|tag| ImageIdentifier { image_digest: Some(digest.to_string()), image_tag: Some(tag) })
            .collect();
        if ids.is_empty() {
            ids.push(ImageIdentifier { image_digest: Some(digest.to_string()), image_tag: None });
        }
        self.delete_images(&mut batch, name, &HashSet::from([digest]));
        Ok((batch, ids))
    }

    /// Deletes the records of images. What refers to them may go with the daily round, and so do
    /// their layers.
    /// <https://docs.aws.amazon.com/AmazonECR/latest/userguide/images.html>
    pub(crate) fn delete_images(&self, batch: &mut Batch, name: &RepositoryName, gone: &HashSet<Digest>) {
        for (tag, of) in self.state.tags_of(name) {
            if gone.contains(&of) {
                self.state.tags.delete(batch, &name.key().then(tag));
            }
        }
        for (digest, image) in self.state.images_of(name) {
            let key = name.key().then(digest.to_string());
            if gone.contains(&digest) {
                self.state.manifests.delete(batch, image.manifest, 0);
                self.state.images.delete(batch, &key);
            } else if image.subject.is_some_and(|subject| gone.contains(&subject)) {
                self.state.images.put(batch, &key, ImageRecord { orphaned: true, ..(*image).clone() });
            }
        }
    }

    /// A list of manifests that an image is in.
    pub(crate) fn listed_by(&self, name: &RepositoryName, digest: Digest) -> Option<Digest> {
        let all = self.state.images_of(name);
        all.into_iter().find(|(_, image)| image.children.contains(&digest)).map(|(list, _)| list)
    }
}

/// The writes of a deletion with the ids that are gone by it, or why there is none.
type Deleted = std::result::Result<(Batch, Vec<ImageIdentifier>), (ImageFailureCode, String)>;
