//! Pulling an image from a registry, from where its task is.
//!
//! A pull runs on a thread of its own that has entered the task's network namespace, with a runtime of its own: every
//! socket and every name query of it is made there. Where the task's subnet has no way out, the pull finds none.
//!
//! The manifest is asked for at every pull. A layer that is here is not fetched again; one that was fetched in part is
//! gone on with.

mod connect;
mod error;
mod registry;

pub use error::PullError;

use super::{
    Digest, Image, Images, Platform, Reference,
    config::ImageConfig,
    digest::Hasher,
    manifest::{Descriptor, Document, Manifest, choose},
};
use crate::error::io;
use futures_util::{TryStreamExt, stream};
use http::StatusCode;
use nix::sched::{CloneFlags, setns};
use registry::Registry;
use rustls::pki_types::CertificateDer;
use std::{
    fmt,
    fs::File,
    io::{Read, Seek, SeekFrom, Write},
    net::SocketAddr,
    path::{Path, PathBuf},
    sync::Arc,
    thread,
    time::Duration,
};
use tokio::sync::oneshot;

/// Layers fetched side by side, as Docker does.
const SIDE_BY_SIDE: usize = 3;
/// How often a broken transfer is gone on with, as containerd does.
const ATTEMPTS: usize = 5;

/// Who asks a registry.
#[derive(Clone, Default)]
pub enum Auth {
    /// Nobody.
    #[default]
    Anonymous,
    /// Somebody with a password: for ECR `AWS` and an authorization token.
    Basic {
        /// The name.
        user: String,
        /// The password.
        password: String,
    },
}

impl fmt::Debug for Auth {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Anonymous => f.write_str("Anonymous"),
            Self::Basic { user, .. } => write!(f, "Basic({user})"),
        }
    }
}

/// From where, and with what trust, a registry is asked.
#[derive(Debug, Clone)]
pub struct Via {
    /// The network namespace's file; none is this process's own network.
    pub namespace: Option<PathBuf>,
    /// Who is asked for names, from within the namespace; none is the host's own resolver.
    pub nameserver: Option<SocketAddr>,
    /// Certificates that are trusted.
    pub roots: Vec<CertificateDer<'static>>,
    /// Whether those that browsers trust are trusted too.
    pub public_roots: bool,
    /// How long a connection may take to be there.
    pub connect_timeout: Duration,
    /// How long a registry may be silent.
    pub read_timeout: Duration,
}

impl Default for Via {
    fn default() -> Self {
        Self {
            namespace: None,
            nameserver: None,
            roots: Vec::new(),
            public_roots: true,
            // containerd's.
            connect_timeout: Duration::from_secs(30),
            read_timeout: Duration::from_mins(1),
        }
    }
}

/// What a pull has come to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Progress {
    /// The registry has told what the image is.
    Resolved {
        /// Its manifest.
        digest: Digest,
        /// Its layers with their bytes as they are sent.
        layers: Vec<(Digest, u64)>,
    },
    /// A layer was here already.
    Present(Digest),
    /// So much of a layer is fetched.
    Fetched {
        /// Its blob.
        layer: Digest,
        /// Bytes that are here.
        done: u64,
        /// Bytes in all.
        total: u64,
    },
    /// A layer is unpacked.
    Unpacked(Digest),
}

type Tell = Arc<dyn Fn(Progress) + Send + Sync>;

impl Images {
    /// Pulls an image for a platform. Cancelling ends the pull; what was fetched stays to be gone on with.
    pub async fn pull(
        &self,
        reference: &Reference,
        auth: &Auth,
        platform: &Platform,
        via: &Via,
        progress: impl Fn(Progress) + Send + Sync + 'static,
    ) -> Result<Image, PullError> {
        let _entered = self.inner.gate.read().await;
        let pull = Pull {
            images: self.clone(),
            reference: reference.clone(),
            auth: auth.clone(),
            platform: platform.clone(),
            via: via.clone(),
            tell: Arc::new(progress),
        };
        let broken = |problem: String| PullError::Broken { url: reference.to_string(), problem };
        let (mut tell, told) = oneshot::channel();
        let work = move || {
            let result = pull.on_this_thread(&mut tell);
            if let Some(result) = result {
                // Nobody may be waiting any more.
                let _ = tell.send(result);
            }
        };
        thread::Builder::new().name("pull".into()).spawn(work).map_err(|e| broken(e.to_string()))?;
        told.await.unwrap_or_else(|_| Err(broken("the pull came to no end".into())))
    }
}

struct Pull {
    images: Images,
    reference: Reference,
    auth: Auth,
    platform: Platform,
    via: Via,
    tell: Tell,
}

impl Pull {
    /// Enters the namespace for good: the thread ends with the pull. None where nobody waits any more.
    fn on_this_thread(
        self,
        waiting: &mut oneshot::Sender<Result<Image, PullError>>,
    ) -> Option<Result<Image, PullError>> {
        if let Some(path) = &self.via.namespace {
            let entered = File::open(path)
                .map_err(|e| e.to_string())
                .and_then(|file| setns(file, CloneFlags::CLONE_NEWNET).map_err(|e| e.desc().to_lowercase()));
            if let Err(problem) = entered {
                return Some(Err(PullError::Namespace { path: path.clone(), problem }));
            }
        }
        let runtime = match tokio::runtime::Builder::new_current_thread().enable_all().build() {
            Ok(runtime) => runtime,
            Err(error) => return Some(Err(PullError::Store(io(|| "start a runtime".into())(error)))),
        };
        runtime.block_on(async {
            tokio::select! {
                result = self.pull() => Some(result),
                () = waiting.closed() => None,
            }
        })
    }

    async fn pull(&self) -> Result<Image, PullError> {
        let registry = Arc::new(Registry::new(&self.reference, &self.auth, &self.via)?);
        let (digest, manifest) = self.manifest(&registry).await?;
        let layers = manifest.layers.iter().map(|layer| (layer.digest, layer.size)).collect();
        (self.tell)(Progress::Resolved { digest, layers });
        let url = registry.url("blobs", &manifest.config.digest.to_string());
        let (_, bytes) = registry.document(&url, Some(manifest.config.digest)).await?;
        let broken = |problem: String| PullError::Broken { url: url.clone(), problem };
        let config: ImageConfig = serde_json::from_slice(&bytes).map_err(|e| broken(e.to_string()))?;
        if config.rootfs.diff_ids.len() != manifest.layers.len() {
            return Err(broken("the manifest and the configuration have not the same layers".into()));
        }
        let layers: Vec<_> = manifest.layers.iter().cloned().zip(config.rootfs.diff_ids.clone()).collect();
        stream::iter(layers.into_iter().map(Ok))
            .try_for_each_concurrent(SIDE_BY_SIDE, |(layer, diff_id)| self.layer(&registry, layer, diff_id))
            .await?;
        let image = Image { digest, config, size: manifest.layers.iter().map(|layer| layer.size).sum() };
        self.images.add_image(&image).map_err(PullError::Store)?;
        Ok(image)
    }

    async fn manifest(&self, registry: &Registry) -> Result<(Digest, Manifest), PullError> {
        let url = registry.url("manifests", &self.reference.wanted());
        let parse = |url: &str, bytes: &[u8]| {
            Document::parse(bytes).map_err(|problem| PullError::Broken { url: url.to_owned(), problem })
        };
        let (digest, bytes) = registry.document(&url, self.reference.digest).await?;
        let index = match parse(&url, &bytes)? {
            Document::Manifest(manifest) => return Ok((digest, manifest)),
            Document::Index(index) => index,
        };
        let chosen = choose(&index, &self.platform).map_err(|found| PullError::NoPlatform {
            reference: self.reference.to_string(),
            wanted: self.platform.clone(),
            found,
        })?;
        let url = registry.url("manifests", &chosen.digest.to_string());
        let (digest, bytes) = registry.document(&url, Some(chosen.digest)).await?;
        match parse(&url, &bytes)? {
            Document::Manifest(manifest) => Ok((digest, manifest)),
            Document::Index(_) => Err(PullError::Broken { url, problem: "a list in a list".into() }),
        }
    }

    async fn layer(&self, registry: &Registry, layer: Descriptor, diff_id: Digest) -> Result<(), PullError> {
        let claim = self.images.claim(&diff_id);
        let _held = claim.lock().await;
        if self.images.has(&diff_id) {
            (self.tell)(Progress::Present(layer.digest));
            return Ok(());
        }
        let path = self.images.partial(&layer.digest);
        self.fetch(registry, &layer, &path).await?;
        let (images, digest, file) = (self.images.clone(), layer.digest, path.clone());
        let unpacked = tokio::task::spawn_blocking(move || {
            let file = File::open(&file).map_err(|cause| super::LayerError::Io { path: file, cause })?;
            images.add_layer(file, digest, diff_id)
        });
        let unpacked = unpacked
            .await
            .map_err(|e| PullError::Store(io(|| "unpack a layer".into())(std::io::Error::other(e))))?;
        // Right or wrong, it is of no more use; left there it would be thrown away with the next collection.
        let _ = std::fs::remove_file(&path);
        unpacked.map_err(PullError::Layer)?;
        (self.tell)(Progress::Unpacked(layer.digest));
        Ok(())
    }

    /// Fetches a blob into a file, going on where an earlier attempt ended.
    async fn fetch(&self, registry: &Registry, layer: &Descriptor, path: &Path) -> Result<(), PullError> {
        let url = registry.url("blobs", &layer.digest.to_string());
        let mut attempt = 1;
        loop {
            match self.try_fetch(registry, layer, path, &url).await {
                Err(PullError::Broken { .. }) if attempt < ATTEMPTS => attempt += 1,
                result => return result,
            }
        }
    }

    async fn try_fetch(
        &self,
        registry: &Registry,
        layer: &Descriptor,
        path: &Path,
        url: &str,
    ) -> Result<(), PullError> {
        let disk = |error| PullError::Store(io(|| format!("write {}", path.display()))(error));
        let mut options = File::options();
        let mut file =
            options.create(true).read(true).write(true).truncate(false).open(path).map_err(disk)?;
        let (mut hasher, mut done) = hash_so_far(&mut file).map_err(disk)?;
        if done > layer.size {
            (hasher, done) = start_again(&mut file).map_err(disk)?;
        }
        if done < layer.size || layer.size == 0 {
            let response = registry.get(url, done).await?;
            if done > 0 && response.status() != StatusCode::PARTIAL_CONTENT {
                (hasher, done) = start_again(&mut file).map_err(disk)?;
                if response.status() == StatusCode::RANGE_NOT_SATISFIABLE {
                    return Err(PullError::Broken { url: url.to_owned(), problem: "not satisfiable".into() });
                }
            }
            let mut body = response.into_body();
            while let Some(piece) = registry.piece(url, &mut body).await? {
                hasher.update(&piece);
                file.write_all(&piece).map_err(disk)?;
                done += piece.len() as u64;
                (self.tell)(Progress::Fetched { layer: layer.digest, done, total: layer.size });
            }
        }
        let found = hasher.finish();
        if found == layer.digest {
            return Ok(());
        }
        if done < layer.size {
            return Err(PullError::Broken { url: url.to_owned(), problem: "unexpected EOF".into() });
        }
        std::fs::remove_file(path).map_err(disk)?;
        Err(PullError::DigestMismatch { url: url.to_owned(), expected: layer.digest, found })
    }
}

/// The digest of what an earlier attempt left, and its length; the file stands at its end.
fn hash_so_far(file: &mut File) -> std::io::Result<(Hasher, u64)> {
    let (mut hasher, mut length) = (Hasher::default(), 0);
    let mut buffer = vec![0; 256 << 10];
    loop {
        let read = file.read(&mut buffer)?;
        if read == 0 {
            return Ok((hasher, length));
        }
        hasher.update(buffer.get(..read).unwrap_or_default());
        length += read as u64;
    }
}

fn start_again(file: &mut File) -> std::io::Result<(Hasher, u64)> {
    file.set_len(0)?;
    file.seek(SeekFrom::Start(0))?;
    Ok((Hasher::default(), 0))
}
