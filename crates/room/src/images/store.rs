//! The store: which layers and images are there.

use super::{
    config::ImageConfig,
    digest::Digest,
    manifest::Platform,
    unpack::{LayerError, unpack},
};
use crate::{
    error::{Error, io},
    place,
};
use serde::{Deserialize, Serialize};
use std::{
    collections::{HashMap, HashSet},
    fs,
    io::Read,
    path::{Path, PathBuf},
    sync::Arc,
};
use tokio::sync::{Mutex, RwLock};

/// The images of an installation. Clones share it.
#[derive(Clone)]
pub struct Images {
    pub(super) inner: Arc<Inner>,
}

pub(super) struct Inner {
    folder: PathBuf,
    /// Read by who brings something in, written by who throws something away.
    pub(super) gate: Arc<RwLock<()>>,
    /// Held while a layer is brought in, so that two pulls fetch it once.
    layers: parking_lot::Mutex<HashMap<Digest, Arc<Mutex<()>>>>,
}

/// An image whose layers are all there.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Image {
    /// Its manifest's digest.
    pub digest: Digest,
    /// What it says of itself.
    pub config: ImageConfig,
    /// Bytes of its layers as they are sent.
    pub size: u64,
}

/// What [`Images::collect`] removed.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Collected {
    /// Images.
    pub images: usize,
    /// Layers that no image has any more.
    pub layers: usize,
}

impl Image {
    /// Its layers by their diff ids, the lowest first.
    pub fn layers(&self) -> &[Digest] {
        &self.config.rootfs.diff_ids
    }

    /// What it was built for.
    pub fn platform(&self) -> Platform {
        self.config.platform()
    }
}

impl Images {
    /// Opens the store in a folder, which is made where it is missing, and throws away what an earlier process left
    /// half unpacked.
    pub fn open(folder: &Path) -> Result<Self, Error> {
        for name in ["layers", "images", "partial"] {
            place::private_folder(&folder.join(name))?;
        }
        let folder = folder.canonicalize().map_err(io(|| format!("find {}", folder.display())))?;
        for path in list(&folder.join("partial"))? {
            if path.is_dir() {
                place::remove_folder(&path)?;
            }
        }
        let inner = Inner { folder, gate: Arc::default(), layers: parking_lot::Mutex::default() };
        Ok(Self { inner: Arc::new(inner) })
    }

    /// The folders of an image's layers, the lowest first: a sandbox's root.
    pub fn folders(&self, image: &Image) -> Vec<PathBuf> {
        image.layers().iter().map(|layer| self.layer(layer)).collect()
    }

    /// An image by its manifest's digest, if it is here.
    pub fn image(&self, digest: &Digest) -> Result<Option<Image>, Error> {
        let image: Option<Image> = place::read_json(&self.record(digest))?;
        Ok(image.filter(|image| image.layers().iter().all(|layer| self.has(layer))))
    }

    /// Every image.
    pub fn list(&self) -> Result<Vec<Image>, Error> {
        let mut images = Vec::new();
        for path in list(&self.inner.folder.join("images"))? {
            images.extend(place::read_json(&path)?);
        }
        Ok(images)
    }

    /// Throws away every image but these, and the layers that none of these has. A layer that a sandbox stands on must
    /// be of an image that is kept. Waits for pulls to end.
    pub async fn collect(&self, keep: &[Digest]) -> Result<Collected, Error> {
        let _alone = self.inner.gate.write().await;
        let mut collected = Collected::default();
        let mut used = HashSet::new();
        for image in self.list()? {
            if keep.contains(&image.digest) {
                used.extend(image.layers().to_vec());
            } else {
                let path = self.record(&image.digest);
                fs::remove_file(&path).map_err(io(|| format!("remove {}", path.display())))?;
                collected.images += 1;
            }
        }
        let names: HashSet<String> = used.iter().map(Digest::hex).collect();
        for path in list(&self.inner.folder.join("layers"))? {
            let name = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
            if !names.contains(&name) {
                place::remove_folder(&path)?;
                collected.layers += 1;
            }
        }
        for path in list(&self.inner.folder.join("partial"))? {
            fs::remove_file(&path).map_err(io(|| format!("remove {}", path.display())))?;
        }
        Ok(collected)
    }

    /// Whether a layer is here.
    pub(super) fn has(&self, diff_id: &Digest) -> bool {
        self.layer(diff_id).is_dir()
    }

    /// Brings a layer in, whole or not at all.
    pub(super) fn add_layer(
        &self,
        blob: impl Read,
        digest: Digest,
        diff_id: Digest,
    ) -> Result<(), LayerError> {
        if self.has(&diff_id) {
            return Ok(());
        }
        let beside = self.inner.folder.join("partial").join(format!("{}.layer", diff_id.hex()));
        let at = |path: &Path| {
            let path = path.to_owned();
            move |cause| LayerError::Io { path, cause }
        };
        if beside.exists() {
            fs::remove_dir_all(&beside).map_err(at(&beside))?;
        }
        fs::create_dir(&beside).map_err(at(&beside))?;
        let unpacked = unpack(blob, digest, diff_id, &beside);
        let layer = self.layer(&diff_id);
        let done = unpacked.and_then(|()| fs::rename(&beside, &layer).map_err(at(&layer)));
        if done.is_err() {
            // What is half there is of no use; that it could not be unpacked is what is told.
            let _ = fs::remove_dir_all(&beside);
        }
        done
    }

    /// Says that an image is here.
    pub(super) fn add_image(&self, image: &Image) -> Result<(), Error> {
        place::write_json(&self.record(&image.digest), image, true)
    }

    /// Where a blob is put while it is fetched.
    pub(super) fn partial(&self, digest: &Digest) -> PathBuf {
        self.inner.folder.join("partial").join(digest.hex())
    }

    /// What to hold while a layer is brought in.
    pub(super) fn claim(&self, digest: &Digest) -> Arc<Mutex<()>> {
        Arc::clone(self.inner.layers.lock().entry(*digest).or_default())
    }

    fn layer(&self, diff_id: &Digest) -> PathBuf {
        self.inner.folder.join("layers").join(diff_id.hex())
    }

    fn record(&self, digest: &Digest) -> PathBuf {
        self.inner.folder.join("images").join(format!("{}.json", digest.hex()))
    }
}

fn list(folder: &Path) -> Result<Vec<PathBuf>, Error> {
    let entries = fs::read_dir(folder).map_err(io(|| format!("list {}", folder.display())))?;
    let paths = entries.map(|entry| entry.map(|entry| entry.path())).collect::<std::io::Result<Vec<_>>>();
    paths.map_err(io(|| format!("list {}", folder.display())))
}
