//! Unpacking a layer into a folder, as overlayfs wants it: what a layer deletes becomes a device 0:0 of that name, a
//! folder that hides those below it gets overlay's attribute.
//!
//! A layer is somebody else's work. Nothing of it may land outside of its folder: names with `..` are refused, and so
//! are names that lead through a symbolic link of the layer to somewhere else (`tar` resolves the parents).

use super::digest::{Digest, Hashed};
use flate2::bufread::MultiGzDecoder;
use nix::sys::stat::{Mode, SFlag, makedev, mknod};
use rustix::fs::{XattrFlags, lsetxattr};
use std::{
    fmt, fs,
    io::{self, BufRead, BufReader, Read},
    os::unix::{
        ffi::OsStrExt,
        fs::{PermissionsExt, lchown},
    },
    path::{Path, PathBuf},
};
use tar::{Archive, Entry, EntryType};

const WHITEOUT: &[u8] = b".wh.";
const OPAQUE: &[u8] = b".wh..wh..opq";
const READ_AT_ONCE: usize = 256 << 10;

/// Why a layer could not be unpacked.
#[derive(Debug)]
pub enum LayerError {
    /// The blob is not what its digest says.
    BlobMismatch {
        /// The digest that the manifest gives.
        expected: Digest,
        /// That of the bytes.
        found: Digest,
    },
    /// The archive in it is not what its diff id says.
    DiffMismatch {
        /// The diff id that the configuration gives.
        expected: Digest,
        /// That of the bytes.
        found: Digest,
    },
    /// A name in it leads out of the layer.
    Escapes {
        /// The name.
        path: PathBuf,
    },
    /// The archive is damaged, or the disk is full.
    Io {
        /// What was being unpacked.
        path: PathBuf,
        /// What happened.
        cause: io::Error,
    },
}

/// Unpacks a layer, compressed or not, into a folder that is empty. The folder is of use only if this succeeds.
pub(super) fn unpack(
    blob: impl Read,
    blob_digest: Digest,
    diff_id: Digest,
    folder: &Path,
) -> Result<(), LayerError> {
    let damaged = |cause| LayerError::Io { path: folder.to_owned(), cause };
    fs::set_permissions(folder, fs::Permissions::from_mode(0o755)).map_err(damaged)?;
    let folder = folder.canonicalize().map_err(damaged)?;
    let mut blob = BufReader::with_capacity(READ_AT_ONCE, Hashed::new(blob));
    let start = blob.fill_buf().map_err(damaged)?;
    let is = |magic: &[u8]| start.starts_with(magic);
    let (gzip, zstd) = (is(&[0x1f, 0x8b]), is(&[0x28, 0xb5, 0x2f, 0xfd]));
    let found = if gzip {
        unpack_archive(MultiGzDecoder::new(&mut blob), &folder)?
    } else if zstd {
        let decoder = ruzstd::decoding::StreamingDecoder::new(&mut blob);
        unpack_archive(decoder.map_err(|e| damaged(io::Error::other(e.to_string())))?, &folder)?
    } else {
        unpack_archive(&mut blob, &folder)?
    };
    io::copy(&mut blob, &mut io::sink()).map_err(damaged)?;
    let (hash, _) = blob.into_inner().finish().map_err(damaged)?;
    if hash != blob_digest {
        return Err(LayerError::BlobMismatch { expected: blob_digest, found: hash });
    }
    if found != diff_id {
        return Err(LayerError::DiffMismatch { expected: diff_id, found });
    }
    Ok(())
}

/// Unpacks an archive; the digest of all its bytes.
fn unpack_archive(archive: impl Read, folder: &Path) -> Result<Digest, LayerError> {
    let mut archive = Archive::new(Hashed::new(archive));
    archive.set_preserve_permissions(true);
    archive.set_preserve_ownerships(true);
    archive.set_preserve_mtime(true);
    archive.set_unpack_xattrs(true);
    archive.set_overwrite(true);
    let damaged = |cause| LayerError::Io { path: folder.to_owned(), cause };
    for entry in archive.entries().map_err(damaged)? {
        let mut entry = entry.map_err(damaged)?;
        let path = entry.path().map_err(damaged)?.into_owned();
        unpack_entry(&mut entry, &path, folder).map_err(|problem| match problem {
            Problem::Escapes => LayerError::Escapes { path },
            Problem::Io(cause) => LayerError::Io { path, cause },
        })?;
    }
    let (hash, _) = archive.into_inner().finish().map_err(damaged)?;
    Ok(hash)
}

enum Problem {
    Escapes,
    Io(io::Error),
}

impl<E: Into<io::Error>> From<E> for Problem {
    fn from(error: E) -> Self {
        Self::Io(error.into())
    }
}

fn unpack_entry<R: Read>(entry: &mut Entry<'_, R>, path: &Path, folder: &Path) -> Result<(), Problem> {
    let name = path.file_name().map(OsStrExt::as_bytes).unwrap_or_default();
    if name == OPAQUE {
        let target = parent_within(path, folder)?;
        lsetxattr(target, "trusted.overlay.opaque", b"y", XattrFlags::empty()).map_err(io::Error::from)?;
        return Ok(());
    }
    if let Some(deleted) = name.strip_prefix(WHITEOUT) {
        // Other names of this kind are a storage driver's own affair.
        if deleted.starts_with(WHITEOUT) {
            return Ok(());
        }
        if deleted.is_empty() || deleted == b"." || deleted == b".." {
            return Err(Problem::Escapes);
        }
        let target = parent_within(path, folder)?.join(std::ffi::OsStr::from_bytes(deleted));
        return device(&target, SFlag::S_IFCHR, 0, 0, 0);
    }
    let kind = entry.header().entry_type();
    if matches!(kind, EntryType::Block | EntryType::Char | EntryType::Fifo) {
        let header = entry.header();
        let (mode, uid, gid) = (header.mode()?, header.uid()?, header.gid()?);
        // A pipe has none, and some archivers leave the fields empty.
        let number = |found: io::Result<Option<u32>>| match kind {
            EntryType::Fifo => Ok(0),
            _ => found.map(|number| number.unwrap_or(0)),
        };
        let (major, minor) = (number(header.device_major())?, number(header.device_minor())?);
        let flag = match kind {
            EntryType::Block => SFlag::S_IFBLK,
            EntryType::Char => SFlag::S_IFCHR,
            _ => SFlag::S_IFIFO,
        };
        let target = parent_within(path, folder)?.join(path.file_name().ok_or(Problem::Escapes)?);
        device(&target, flag, mode, u64::from(major), u64::from(minor))?;
        lchown(&target, u32::try_from(uid).ok(), u32::try_from(gid).ok())?;
        fs::set_permissions(&target, fs::Permissions::from_mode(mode & 0o7777))?;
        return Ok(());
    }
    if entry.unpack_in(folder)? { Ok(()) } else { Err(Problem::Escapes) }
}

/// The folder of a name, made where it is missing, and within the layer.
fn parent_within(path: &Path, folder: &Path) -> Result<PathBuf, Problem> {
    use std::path::Component;
    let mut parent = folder.to_owned();
    for part in path.parent().unwrap_or(Path::new("")).components() {
        match part {
            Component::Normal(name) => parent.push(name),
            Component::CurDir | Component::RootDir => {}
            Component::ParentDir | Component::Prefix(_) => return Err(Problem::Escapes),
        }
        match fs::create_dir(&parent) {
            Err(error) if error.kind() != io::ErrorKind::AlreadyExists => return Err(error.into()),
            _ => {}
        }
        parent = parent.canonicalize()?;
        if !parent.starts_with(folder) {
            return Err(Problem::Escapes);
        }
    }
    Ok(parent)
}

/// Makes a device in place of what has its name.
fn device(target: &Path, kind: SFlag, mode: u32, major: u64, minor: u64) -> Result<(), Problem> {
    match fs::symlink_metadata(target) {
        Ok(found) if found.is_dir() => fs::remove_dir_all(target)?,
        Ok(_) => fs::remove_file(target)?,
        Err(_) => {}
    }
    let mode = Mode::from_bits_truncate(mode & 0o7777);
    mknod(target, kind, mode, makedev(major, minor)).map_err(io::Error::from)?;
    Ok(())
}

impl fmt::Display for LayerError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::BlobMismatch { expected, found } => {
                write!(f, "failed commit on ref: unexpected digest {found}, expected {expected}")
            }
            Self::DiffMismatch { expected, found } => {
                write!(f, "wrong diff id calculated on extraction {found}, expected {expected}")
            }
            Self::Escapes { path } => {
                write!(f, "the layer's entry {} leads out of the layer", path.display())
            }
            Self::Io { path, cause } => write!(f, "cannot unpack {}: {cause}", path.display()),
        }
    }
}

impl std::error::Error for LayerError {}
