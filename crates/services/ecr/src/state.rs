//! What is there, by account, region and repository.
//!
//! One thing changes at a time, under one lock: so a blob that is just being kept is never taken for garbage, and an image
//! never loses a layer between the look and the write.

use crate::blobs::{Blobs, Writing, blocking};
use crate::digest::Digest;
use crate::names::RepositoryName;
use crate::records::{
    ImageRecord, LayerRecord, PreviewRecord, RegistryRecord, RepositoryRecord, RoundRecord, TagRecord,
    TemplateRecord, UploadRecord,
};
use door::ResourceFacts;
use model_ecr::errors;
use parking_lot::{Mutex, MutexGuard};
use policy::Policy;
use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;
use store::{Batch, Bulk, Key, Store, Table, Ticket};
use tokio::sync::Semaphore;
use wire::prelude::*;

/// An upload that somebody writes to; one at a time.
pub(crate) type Upload = Arc<tokio::sync::Mutex<Arc<Mutex<Option<Writing>>>>>;

/// KiB of all uploads together that wait to be written.
const GATHERING: usize = 64 << 10;

pub(crate) struct State {
    pub(crate) store: Store,
    pub(crate) blobs: Arc<Blobs>,
    pub(crate) repositories: Table<RepositoryRecord>,
    pub(crate) images: Table<ImageRecord>,
    pub(crate) tags: Table<TagRecord>,
    pub(crate) layers: Table<LayerRecord>,
    pub(crate) uploads: Table<UploadRecord>,
    pub(crate) registries: Table<RegistryRecord>,
    pub(crate) templates: Table<TemplateRecord>,
    pub(crate) previews: Table<PreviewRecord>,
    pub(crate) rounds: Table<RoundRecord>,
    /// The texts of manifests.
    pub(crate) manifests: Bulk,
    /// Room for bytes that wait to be written together, in KiB.
    pub(crate) gathering: Arc<Semaphore>,
    /// Uploads that were written to since the program started.
    writing: Mutex<HashMap<String, Upload>>,
    changing: Mutex<()>,
}

impl State {
    pub(crate) fn open(store: &Store, blobs: Blobs) -> store::Result<Self> {
        Ok(Self {
            store: store.clone(),
            blobs: Arc::new(blobs),
            repositories: Table::open(store)?,
            images: Table::open(store)?,
            tags: Table::open(store)?,
            layers: Table::open(store)?,
            uploads: Table::open(store)?,
            registries: Table::open(store)?,
            templates: Table::open(store)?,
            previews: Table::open(store)?,
            rounds: Table::open(store)?,
            manifests: Bulk::open(store, "ecr.manifests")?,
            gathering: Arc::new(Semaphore::new(GATHERING)),
            writing: Mutex::default(),
            changing: Mutex::default(),
        })
    }

    /// Held by whoever changes something, from looking until the change is committed.
    pub(crate) fn changing(&self) -> MutexGuard<'_, ()> {
        self.changing.lock()
    }
    pub(crate) fn commit(&self, batch: Batch) -> Result<Ticket> {
        self.store.commit(batch).or_internal()
    }

    /// The repository, or AWS's refusal.
    pub(crate) fn repository(&self, name: &RepositoryName) -> Result<Arc<RepositoryRecord>> {
        self.repositories.get(&name.key()).ok_or_else(|| name.unknown())
    }
    pub(crate) fn registry(&self, account: &str, region: &str) -> RegistryRecord {
        let found = self.registries.get(&Key::new(&[account, region]));
        found.map(|record| (*record).clone()).unwrap_or_default()
    }
    pub(crate) fn image(&self, name: &RepositoryName, digest: Digest) -> Option<Arc<ImageRecord>> {
        self.images.get(&name.key().then(digest.to_string()))
    }
    pub(crate) fn tagged(&self, name: &RepositoryName, tag: &str) -> Option<Digest> {
        self.tags.get(&name.key().then(tag)).map(|record| record.digest)
    }
    pub(crate) fn layer(&self, name: &RepositoryName, digest: Digest) -> Option<Arc<LayerRecord>> {
        self.layers.get(&name.key().then(digest.to_string()))
    }
    /// A repository's images by digest.
    pub(crate) fn images_of(&self, name: &RepositoryName) -> Vec<(Digest, Arc<ImageRecord>)> {
        let all = self.images.list(&name.key()).into_iter();
        all.filter_map(|(key, image)| Some((Digest::parse(&key.text(3)?)?, image))).collect()
    }
    /// A repository's tags in their order, with what they tag.
    pub(crate) fn tags_of(&self, name: &RepositoryName) -> Vec<(String, Digest)> {
        let all = self.tags.list(&name.key()).into_iter();
        all.filter_map(|(key, tag)| Some((key.text(3)?, tag.digest))).collect()
    }
    /// The tags of each image of a repository.
    pub(crate) fn tags_by_image(&self, name: &RepositoryName) -> BTreeMap<Digest, Vec<String>> {
        let mut by_image = BTreeMap::<_, Vec<_>>::new();
        for (tag, digest) in self.tags_of(name) {
            by_image.entry(digest).or_default().push(tag);
        }
        by_image
    }
    /// The text of an image's manifest.
    pub(crate) fn manifest(&self, image: &ImageRecord) -> Result<String> {
        let bytes = self.manifests.get(image.manifest, 0).or_internal()?;
        let bytes = bytes.ok_or("an image without its manifest").or_internal()?;
        String::from_utf8(bytes.to_vec()).or_internal()
    }

    /// An upload's bytes, for whoever holds the lock.
    pub(crate) fn upload(&self, name: &RepositoryName, id: &str) -> Result<(Upload, Arc<UploadRecord>)> {
        let record = self.uploads.get(&name.key().then(id)).ok_or_else(|| no_upload(name, id))?;
        let upload = self.writing.lock().entry(id.to_owned()).or_default().clone();
        Ok((upload, record))
    }
    pub(crate) fn forget_upload(&self, id: &str) {
        self.writing.lock().remove(id);
    }
    /// Works on the bytes of an upload where it disturbs nobody; what a former program wrote of it is read first.
    pub(crate) async fn with_upload<T: Send + 'static>(
        &self,
        id: &str,
        writing: &Arc<Mutex<Option<Writing>>>,
        work: impl FnOnce(&mut Writing) -> std::io::Result<T> + Send + 'static,
    ) -> Result<T> {
        let (writing, path) = (writing.clone(), self.blobs.upload_path(id));
        let done = blocking(move || {
            let mut writing = writing.lock();
            match &mut *writing {
                Some(open) => work(open),
                closed => work(closed.insert(Writing::open(path)?)),
            }
        });
        done.await.or_internal()
    }

    /// What IAM must know of a repository, also of one that is not there yet: its registry's policy holds all the same.
    pub(crate) fn facts(&self, arn: &str) -> Option<ResourceFacts> {
        let name = RepositoryName::parse(arn)?;
        let repository = self.repositories.get(&name.key());
        let own = repository.as_ref().and_then(|record| record.policy.clone());
        let shared = self.registry(&name.account, &name.region).policy;
        let policy = match (own, shared) {
            (Some(own), Some(shared)) => Some(crate::policies::merged(&own, &shared)),
            (own, shared) => own.or(shared),
        };
        let policy = policy.and_then(|text| Policy::parse(&text).ok()).map(Arc::new);
        if repository.is_none() && policy.is_none() {
            return None;
        }
        let tags = repository.map(|record| record.tags.clone()).unwrap_or_default();
        Some(ResourceFacts {
            policy,
            policy_decides: false,
            tags: tags.into_iter().collect(),
            ..ResourceFacts::default()
        })
    }
}

/// <https://docs.aws.amazon.com/AmazonECR/latest/APIReference/API_UploadLayerPart.html>; the text is not confirmed.
pub(crate) fn no_upload(name: &RepositoryName, id: &str) -> Error {
    errors::upload_not_found(format!(
        "The upload with id '{id}' does not exist in the {name} in the registry with id '{}'",
        name.account
    ))
}
