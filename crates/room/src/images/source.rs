//! Images from files: OCI layouts and `docker save` archives.

use super::{
    Digest, Image, Images, Platform,
    config::ImageConfig,
    manifest::{Document, choose},
    unpack::LayerError,
};
use crate::Error;
use serde::Deserialize;
use std::{
    fmt,
    fs::{self, File},
    io::{self, Read},
    path::{Component, Path, PathBuf},
};

/// A manifest or configuration that is longer is none.
const DOCUMENT: u64 = 8 << 20;

/// Why an image could not be taken from a file.
#[derive(Debug)]
pub enum ImportError {
    /// It is neither a layout nor an archive.
    NoImage {
        /// The file.
        path: PathBuf,
        /// What is wrong with it.
        what: String,
    },
    /// It has no image for the platform.
    NoPlatform {
        /// The platform.
        wanted: Platform,
        /// Those it has.
        found: Vec<Platform>,
    },
    /// A layer is damaged, or cannot be unpacked.
    Layer(LayerError),
    /// The store failed.
    Store(Error),
}

impl Images {
    /// Takes the images of an OCI layout (a folder, or an archive of one) or of a `docker save` archive, with the names
    /// they have there.
    pub async fn import(
        &self,
        path: &Path,
        platform: &Platform,
    ) -> Result<Vec<(Option<String>, Image)>, ImportError> {
        let _entered = self.inner.gate.read().await;
        let (images, path, platform) = (self.clone(), path.to_owned(), platform.clone());
        let work = tokio::task::spawn_blocking(move || images.import_now(&path, &platform));
        work.await.unwrap_or_else(|error| {
            Err(ImportError::Store(crate::error::io(|| "import an image".into())(io::Error::other(error))))
        })
    }

    fn import_now(
        &self,
        path: &Path,
        platform: &Platform,
    ) -> Result<Vec<(Option<String>, Image)>, ImportError> {
        if path.is_dir() {
            return self.import_folder(path, path, platform);
        }
        let beside = self.partial(&Digest::of(path.to_string_lossy().as_bytes())).with_extension("import");
        let result = extract(path, &beside)
            .map_err(|cause| ImportError::NoImage { path: path.to_owned(), what: cause.to_string() })
            .and_then(|()| self.import_folder(&beside, path, platform));
        // The images are in the store; what is left here goes at the latest when the store is next opened.
        let _ = fs::remove_dir_all(&beside);
        result
    }

    fn import_folder(
        &self,
        folder: &Path,
        shown: &Path,
        platform: &Platform,
    ) -> Result<Vec<(Option<String>, Image)>, ImportError> {
        let source = Source { images: self, folder, shown };
        if folder.join("index.json").exists() {
            source.layout(platform)
        } else if folder.join("manifest.json").exists() {
            source.archive(platform)
        } else {
            Err(source.wrong("it has neither index.json (OCI) nor manifest.json (docker save)"))
        }
    }
}

struct Source<'a> {
    images: &'a Images,
    folder: &'a Path,
    shown: &'a Path,
}

impl Source<'_> {
    fn wrong(&self, what: impl fmt::Display) -> ImportError {
        ImportError::NoImage { path: self.shown.to_owned(), what: what.to_string() }
    }

    fn layout(&self, platform: &Platform) -> Result<Vec<(Option<String>, Image)>, ImportError> {
        let bytes = self.read(Path::new("index.json"))?;
        let Document::Index(index) = Document::parse(&bytes).map_err(|e| self.wrong(e))? else {
            return Err(self.wrong("index.json is no index"));
        };
        let mut images = Vec::new();
        for one in &index {
            let name = one.annotations.get("org.opencontainers.image.ref.name");
            let full = one.annotations.get("io.containerd.image.name");
            let (mut digest, mut document) = self.document(&one.digest)?;
            if let Document::Index(inner) = &document {
                let chosen = choose(inner, platform)
                    .map_err(|found| ImportError::NoPlatform { wanted: platform.clone(), found })?;
                (digest, document) = self.document(&chosen.digest)?;
            }
            let Document::Manifest(manifest) = document else {
                return Err(self.wrong("an index in an index"));
            };
            let config = self.verified(&manifest.config.digest)?;
            let layers: Vec<_> = manifest.layers.iter().map(|l| (blob_path(&l.digest), l.digest)).collect();
            let image = self.add(digest, &config, &layers, platform)?;
            images.push((full.or(name).cloned(), image));
        }
        Ok(images)
    }

    fn archive(&self, platform: &Platform) -> Result<Vec<(Option<String>, Image)>, ImportError> {
        #[derive(Deserialize)]
        #[serde(rename_all = "PascalCase")]
        struct Entry {
            config: PathBuf,
            #[serde(default)]
            repo_tags: Option<Vec<String>>,
            layers: Vec<PathBuf>,
        }
        let bytes = self.read(Path::new("manifest.json"))?;
        let entries: Vec<Entry> = serde_json::from_slice(&bytes).map_err(|e| self.wrong(e))?;
        let mut images = Vec::new();
        for entry in entries {
            let config = self.read(&entry.config)?;
            let mut layers = Vec::new();
            for path in entry.layers {
                // The archive gives no digest of a layer as it is: it is its own.
                let digest = self.hash(&path)?;
                layers.push((path, digest));
            }
            // There is no manifest; the configuration names the image, as `docker images` shows it.
            let image = self.add(Digest::of(&config), &config, &layers, platform)?;
            let names: Vec<_> = entry.repo_tags.unwrap_or_default();
            images.extend(names.iter().map(|name| (Some(name.clone()), image.clone())));
            if names.is_empty() {
                images.push((None, image));
            }
        }
        Ok(images)
    }

    fn add(
        &self,
        digest: Digest,
        config: &[u8],
        layers: &[(PathBuf, Digest)],
        platform: &Platform,
    ) -> Result<Image, ImportError> {
        let config: ImageConfig = serde_json::from_slice(config).map_err(|e| self.wrong(e))?;
        let found = config.platform();
        if (&found.os, &found.architecture) != (&platform.os, &platform.architecture) {
            return Err(ImportError::NoPlatform { wanted: platform.clone(), found: vec![found] });
        }
        if config.rootfs.diff_ids.len() != layers.len() {
            return Err(self.wrong("its manifest and its configuration have not the same layers"));
        }
        let mut size = 0;
        for ((path, digest), diff_id) in layers.iter().zip(&config.rootfs.diff_ids) {
            let file = self.open(path)?;
            size += file.metadata().map_or(0, |found| found.len());
            self.images.add_layer(file, *digest, *diff_id).map_err(ImportError::Layer)?;
        }
        let image = Image { digest, config, size };
        self.images.add_image(&image).map_err(ImportError::Store)?;
        Ok(image)
    }

    fn document(&self, digest: &Digest) -> Result<(Digest, Document), ImportError> {
        let bytes = self.verified(digest)?;
        Ok((*digest, Document::parse(&bytes).map_err(|e| self.wrong(e))?))
    }

    fn verified(&self, digest: &Digest) -> Result<Vec<u8>, ImportError> {
        let bytes = self.read(&blob_path(digest))?;
        let found = Digest::of(&bytes);
        if found == *digest {
            Ok(bytes)
        } else {
            Err(self.wrong(format!("blob {digest} has the digest {found}")))
        }
    }

    fn read(&self, path: &Path) -> Result<Vec<u8>, ImportError> {
        let mut bytes = Vec::new();
        self.open(path)?.take(DOCUMENT).read_to_end(&mut bytes).map_err(|e| self.wrong(e))?;
        Ok(bytes)
    }

    fn hash(&self, path: &Path) -> Result<Digest, ImportError> {
        let hashed = super::digest::Hashed::new(self.open(path)?);
        hashed.finish().map(|(digest, _)| digest).map_err(|e| self.wrong(e))
    }

    /// A file of the source. Its names are somebody else's: they stay within it.
    fn open(&self, path: &Path) -> Result<File, ImportError> {
        let told = |e: io::Error| self.wrong(format!("{}: {e}", path.display()));
        if !path.components().all(|part| matches!(part, Component::Normal(_))) {
            return Err(self.wrong(format!("{} leads out of it", path.display())));
        }
        let folder = self.folder.canonicalize().map_err(told)?;
        let found = folder.join(path).canonicalize().map_err(told)?;
        if !found.starts_with(&folder) {
            return Err(self.wrong(format!("{} leads out of it", path.display())));
        }
        File::open(found).map_err(told)
    }
}

fn blob_path(digest: &Digest) -> PathBuf {
    Path::new("blobs/sha256").join(digest.hex())
}

fn extract(archive: &Path, folder: &Path) -> io::Result<()> {
    fs::create_dir_all(folder)?;
    tar::Archive::new(File::open(archive)?).unpack(folder)
}

impl fmt::Display for ImportError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NoImage { path, what } => write!(f, "{} is no image: {what}", path.display()),
            Self::NoPlatform { wanted, found } => {
                let found: Vec<_> = found.iter().map(ToString::to_string).collect();
                write!(f, "no image for {wanted}; there is {}", found.join(", "))
            }
            Self::Layer(error) => error.fmt(f),
            Self::Store(error) => error.fmt(f),
        }
    }
}

impl std::error::Error for ImportError {}
