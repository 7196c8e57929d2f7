//! The bytes of layers: files named by their digest, and files of uploads that are on their way.
//!
//! An upload is written under a name of its own while it is hashed. Complete, it is renamed to its digest, so that a blob
//! is there whole or not at all. What is written survives `kill -9`; where the store waits for the disk, so does this.
//! Reading and writing happen on threads that may block, a piece at a time: no blob is ever in memory.

use crate::digest::Digest;
use bytes::{Bytes, BytesMut};
use http_body_util::StreamBody;
use http_body_util::combinators::UnsyncBoxBody;
use hyper::body::Frame;
use std::fs::{self, File, OpenOptions};
use std::io::{self, Read, Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use store::Durability;
use tempfile::TempDir;
use wire::prelude::*;

/// A body that is read or written piece by piece.
pub type Flow = UnsyncBoxBody<Bytes, Error>;

/// Bytes read from a file at a time.
const PIECE: usize = 128 << 10;

/// Where blobs are.
pub struct Blobs {
    folder: PathBuf,
    /// What is acknowledged survives so much; nothing when it ends with the process anyway.
    durability: Option<Durability>,
}

/// A folder for blobs that ends with its owner. What a killed one left, the next one removes: nobody holds its lock.
pub struct Temporary {
    folder: TempDir,
    _lock: File,
}

/// How such folders are called, and the file in them whose lock says that they are in use.
const PREFIX: &str = "maquette-blobs-";
const LOCK: &str = "lock";

impl Temporary {
    /// A new folder where temporary files are.
    pub fn new() -> io::Result<Self> {
        for entry in fs::read_dir(std::env::temp_dir())?.flatten() {
            let ours = entry.file_name().to_str().is_some_and(|name| name.starts_with(PREFIX));
            let lock = ours.then(|| File::open(entry.path().join(LOCK)).ok()).flatten();
            if lock.is_some_and(|lock| lock.try_lock().is_ok()) {
                // Another user's is not ours to remove, and somebody else may be at it.
                let _ = fs::remove_dir_all(entry.path());
            }
        }
        let folder = tempfile::Builder::new().prefix(PREFIX).tempdir()?;
        let lock = File::create(folder.path().join(LOCK))?;
        lock.lock()?;
        Ok(Self { folder, _lock: lock })
    }
    /// Where it is.
    pub fn path(&self) -> &Path {
        self.folder.path()
    }
}

impl Blobs {
    /// Blobs in a folder, made where it is missing, as durable as the store beside them; `None` for a folder that ends with
    /// the process.
    pub fn open(folder: &Path, durability: Option<Durability>) -> io::Result<Self> {
        let blobs = Self { folder: folder.to_owned(), durability };
        fs::create_dir_all(blobs.folder.join("sha256"))?;
        fs::create_dir_all(blobs.folder.join("uploads"))?;
        Ok(blobs)
    }

    /// Where a blob is, or would be.
    pub(crate) fn path(&self, digest: Digest) -> PathBuf {
        let hex = digest.hex();
        self.folder.join("sha256").join(hex.get(..2).unwrap_or_default()).join(hex)
    }
    pub(crate) fn upload_path(&self, id: &str) -> PathBuf {
        self.folder.join("uploads").join(id)
    }
    /// Whether a blob is there with that many bytes.
    pub(crate) fn has(&self, digest: Digest, size: u64) -> bool {
        fs::metadata(self.path(digest)).is_ok_and(|file| file.len() == size)
    }

    /// Brings an upload's bytes to the disk, where what is acknowledged waits for it.
    pub(crate) fn settle(&self, upload: &Path) -> io::Result<()> {
        if self.durability != Some(Durability::Power) {
            return Ok(());
        }
        File::open(upload)?.sync_all()?;
        File::open(self.folder.join("uploads"))?.sync_all()
    }
    /// Brings a blob to the disk soon, where nobody waits for that: its record is there within 100 ms too.
    pub(crate) fn settle_soon(&self, digest: Digest) {
        if self.durability != Some(Durability::Process) {
            return;
        }
        let path = self.path(digest);
        drop(tokio::task::spawn_blocking(move || {
            if let Err(error) = File::open(&path).and_then(|file| file.sync_all()) {
                door::log(&format!("the layer {} is not on the disk yet: {error}", path.display()));
            }
        }));
    }
    /// Gives an upload the name of its digest. A blob that is there already has the same bytes.
    pub(crate) fn keep(&self, upload: &Path, digest: Digest) -> io::Result<()> {
        let path = self.path(digest);
        let parent = path.parent().unwrap_or(&self.folder);
        fs::create_dir_all(parent)?;
        fs::rename(upload, &path)?;
        if self.durability == Some(Durability::Power) {
            File::open(parent)?.sync_all()?;
            File::open(self.folder.join("sha256"))?.sync_all()?;
        }
        Ok(())
    }
    pub(crate) fn remove(&self, digest: Digest) -> io::Result<()> {
        gone(fs::remove_file(self.path(digest)))
    }
    pub(crate) fn remove_upload(&self, id: &str) -> io::Result<()> {
        gone(fs::remove_file(self.upload_path(id)))
    }
    /// Every blob that is there.
    pub(crate) fn all(&self) -> io::Result<Vec<Digest>> {
        let mut found = Vec::new();
        for folder in fs::read_dir(self.folder.join("sha256"))? {
            for file in fs::read_dir(folder?.path())? {
                found.extend(file?.file_name().to_str().and_then(Digest::of_hex));
            }
        }
        Ok(found)
    }
    /// The ids of every upload that has a file.
    pub(crate) fn uploads(&self) -> io::Result<Vec<String>> {
        let files = fs::read_dir(self.folder.join("uploads"))?;
        files.map(|file| Ok(file?.file_name().to_string_lossy().into_owned())).collect()
    }

    /// The bytes of a blob from `from` on, `count` of them, piece by piece.
    pub(crate) async fn read(&self, digest: Digest, from: u64, count: u64) -> io::Result<Flow> {
        let path = self.path(digest);
        let file = blocking(move || {
            let mut file = File::open(path)?;
            file.seek(SeekFrom::Start(from))?;
            Ok(file)
        })
        .await?;
        let pieces = futures_util::stream::try_unfold((Arc::new(file), count), |(file, left)| async move {
            if left == 0 {
                return Ok(None);
            }
            let (reader, most) = (file.clone(), left.min(PIECE as u64) as usize);
            let piece = blocking(move || piece(&reader, most)).await.or_internal()?;
            let left = left - piece.len() as u64;
            Ok::<_, Error>(Some((Frame::data(piece), (file, left))))
        });
        Ok(Flow::new(StreamBody::new(pieces)))
    }
}

/// The next bytes of a file. Its end before the blob's is an error: the body would be cut short in silence.
fn piece(mut file: &File, most: usize) -> io::Result<Bytes> {
    let mut bytes = BytesMut::zeroed(most);
    let read = file.read(&mut bytes)?;
    if read == 0 {
        return Err(io::ErrorKind::UnexpectedEof.into());
    }
    bytes.truncate(read);
    Ok(bytes.freeze())
}

/// The bytes of a file that is being uploaded, hashed as they come.
pub(crate) struct Writing {
    path: PathBuf,
    hash: ring::digest::Context,
    pub(crate) length: u64,
}

impl Writing {
    /// Takes up what the file has; an upload that has none begins.
    pub(crate) fn open(path: PathBuf) -> io::Result<Self> {
        let mut hash = ring::digest::Context::new(&ring::digest::SHA256);
        let mut file = OpenOptions::new().read(true).append(true).create(true).open(&path)?;
        let mut length = 0;
        let mut bytes = vec![0; PIECE];
        loop {
            let read = file.read(&mut bytes)?;
            let Some(read) = bytes.get(..read).filter(|read| !read.is_empty()) else { break };
            hash.update(read);
            length += read.len() as u64;
        }
        Ok(Self { path, hash, length })
    }
    /// Adds bytes. What was written in part, on a full disk, is taken back.
    pub(crate) fn add(&mut self, pieces: &[Bytes]) -> io::Result<()> {
        let mut file = OpenOptions::new().append(true).open(&self.path)?;
        if let Err(error) = pieces.iter().try_for_each(|piece| file.write_all(piece)) {
            file.set_len(self.length)?;
            return Err(error);
        }
        for piece in pieces {
            self.hash.update(piece);
            self.length += piece.len() as u64;
        }
        Ok(())
    }
    pub(crate) fn digest(&self) -> Digest {
        Digest::made(self.hash.clone().finish())
    }
}

/// What is gone already is removed.
fn gone(removed: io::Result<()>) -> io::Result<()> {
    removed.or_else(|error| if error.kind() == io::ErrorKind::NotFound { Ok(()) } else { Err(error) })
}

/// Does what may wait for the disk where waiting disturbs nobody.
pub(crate) async fn blocking<T: Send + 'static>(
    work: impl FnOnce() -> io::Result<T> + Send + 'static,
) -> io::Result<T> {
    tokio::task::spawn_blocking(work).await.map_err(io::Error::other)?
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_temporary_folder_ends_with_its_owner_or_the_next_one() {
        let one = Temporary::new().unwrap();
        // As a killed process leaves it.
        let left = std::env::temp_dir().join(format!("{PREFIX}left-{}", std::process::id()));
        fs::create_dir(&left).unwrap();
        fs::write(left.join(LOCK), "").unwrap();
        let two = Temporary::new().unwrap();
        assert!(one.path().exists() && two.path().exists() && !left.exists());
        let path = one.path().to_owned();
        drop(one);
        assert!(!path.exists());
    }
}
