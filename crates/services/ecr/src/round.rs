//! The daily round, by the clock: lifecycle policies, artifacts whose image is gone, and garbage.
//!
//! AWS expires images within 24 hours after they meet a policy's criteria. Garbage is an upload that nobody completed for a
//! day, a layer that no image of its repository names and that came more than a day ago, and a file that no repository
//! has as a layer. What a crash left behind is one of these.
//! <https://docs.aws.amazon.com/AmazonECR/latest/userguide/LifecyclePolicies.html>

use crate::blobs::blocking;
use crate::names::RepositoryName;
use crate::records::{Lifecycle, RepositoryRecord, RoundRecord};
use crate::{Ecr, lifecycle};
use clock::Timestamp;
use std::collections::HashSet;
use std::sync::Arc;
use std::time::Duration;
use store::{Batch, Key};
use wire::prelude::*;

/// Between rounds, and how old garbage is.
const DAY: Duration = Duration::from_hours(24);
/// Files that are looked at under one lock.
const FILES: usize = 256;

impl Ecr {
    /// Makes the daily round from now on. To be called once, when the program starts.
    pub fn resume(self: &Arc<Self>) {
        let last = self.state.rounds.get(&Key::root()).map(|round| Timestamp::from_millis(round.made));
        // A registry that was never looked at has nothing that is a day old.
        self.schedule(last.unwrap_or_else(|| self.clock.now()) + DAY);
    }

    fn schedule(self: &Arc<Self>, at: Timestamp) {
        let ecr = self.clone();
        // The handle is not needed: rounds end with the program.
        drop(self.clock.schedule(at, "ecr: lifecycle policies and garbage", move || async move {
            let now = ecr.clock.now();
            let worker = ecr.clone();
            let done = blocking(move || worker.round(now).map_err(std::io::Error::other)).await;
            if let Err(error) = done {
                door::log(&format!("ECR's daily round failed: {error}"));
            }
            ecr.schedule(now + DAY);
        }));
    }

    /// One round.
    fn round(&self, now: Timestamp) -> Result<()> {
        let before = now.millis() - DAY.as_millis() as i64;
        for (key, repository) in self.state.repositories.list(&Key::root()) {
            let name = RepositoryName::of_key(&key);
            if let Some(policy) = &repository.lifecycle {
                self.apply(&name, policy, now.millis())?;
                self.drop_orphans(&name)?;
            }
            self.drop_layers(&name, before)?;
        }
        self.drop_uploads(before)?;
        self.drop_files()?;
        let mut batch = Batch::new();
        self.state.rounds.put(&mut batch, &Key::root(), RoundRecord { made: now.millis() });
        self.state.commit(batch).map(drop)
    }

    fn apply(&self, name: &RepositoryName, policy: &Lifecycle, now: i64) -> Result<()> {
        let rules = lifecycle::read(&policy.text)?;
        let _changing = self.state.changing();
        // It may have been deleted since it was listed.
        let Ok(record) = self.state.repository(name) else { return Ok(()) };
        let gone =
            lifecycle::expiring(&rules, self.seen(name), now).into_iter().map(|image| image.digest).collect();
        let mut batch = Batch::new();
        self.delete_images(&mut batch, name, &gone);
        let lifecycle = Some(Lifecycle { evaluated: Some(now), ..policy.clone() });
        self.state.repositories.put(
            &mut batch,
            &name.key(),
            RepositoryRecord { lifecycle, ..(*record).clone() },
        );
        self.state.commit(batch).map(drop)
    }

    /// Artifacts that are about an image that was deleted: lifecycle policies clean them up too, whatever their rules say.
    fn drop_orphans(&self, name: &RepositoryName) -> Result<()> {
        let _changing = self.state.changing();
        let images = self.state.images_of(name);
        let there: HashSet<_> = images.iter().map(|(digest, _)| *digest).collect();
        let listed: HashSet<_> = images.iter().flat_map(|(_, image)| image.children.clone()).collect();
        let orphans = images.into_iter().filter(|(digest, image)| {
            image.orphaned
                && !listed.contains(digest)
                && image.subject.is_none_or(|subject| !there.contains(&subject))
        });
        let gone: HashSet<_> = orphans.map(|(digest, _)| digest).collect();
        if gone.is_empty() {
            return Ok(());
        }
        let mut batch = Batch::new();
        self.delete_images(&mut batch, name, &gone);
        self.state.commit(batch).map(drop)
    }

    fn drop_layers(&self, name: &RepositoryName, before: i64) -> Result<()> {
        let _changing = self.state.changing();
        let used: HashSet<_> =
            self.state.images_of(name).iter().flat_map(|(_, image)| image.blobs.clone()).collect();
        let mut batch = Batch::new();
        for (key, layer) in self.state.layers.list(&name.key()) {
            let digest = key.text(3).and_then(|text| crate::digest::Digest::parse(&text));
            if layer.uploaded < before && digest.is_none_or(|digest| !used.contains(&digest)) {
                self.state.layers.delete(&mut batch, &key);
            }
        }
        self.state.commit(batch).map(drop)
    }

    fn drop_uploads(&self, before: i64) -> Result<()> {
        let _changing = self.state.changing();
        let mut open = HashSet::new();
        for (key, upload) in self.state.uploads.list(&Key::root()) {
            let id = key.text(3).unwrap_or_default();
            if upload.started >= before {
                open.insert(id);
                continue;
            }
            let mut batch = Batch::new();
            self.state.uploads.delete(&mut batch, &key);
            self.state.commit(batch).map(drop)?;
        }
        for id in self.state.blobs.uploads().or_internal()? {
            if !open.contains(&id) {
                self.state.forget_upload(&id);
                self.state.blobs.remove_upload(&id).or_internal()?;
            }
        }
        Ok(())
    }

    /// Files that no repository has. Under the lock, since a layer is first a file and then a record, but a few at a time,
    /// so that pushes go on meanwhile.
    fn drop_files(&self) -> Result<()> {
        for files in self.state.blobs.all().or_internal()?.chunks(FILES) {
            let _changing = self.state.changing();
            let layers = self.state.layers.list(&Key::root());
            let kept: HashSet<_> = layers.iter().filter_map(|(key, _)| key.text(3)).collect();
            for digest in files.iter().filter(|digest| !kept.contains(&digest.to_string())) {
                self.state.blobs.remove(*digest).or_internal()?;
            }
        }
        Ok(())
    }
}
