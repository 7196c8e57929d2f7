//! Files within a root that is not ours: every path is resolved by the kernel with that root as `/`, so that no
//! symbolic link of an image leads out of it.

use rustix::{
    fs::{AtFlags, CWD, Mode, OFlags, ResolveFlags, mkdirat, openat, openat2, unlinkat},
    io::Errno,
};
use std::{
    ffi::OsStr,
    fs::File,
    io::{self, Read, Write},
    os::fd::OwnedFd,
    path::{Component, Path, PathBuf},
};

/// A root.
pub(crate) struct Inside(OwnedFd);

const DIRECTORY: OFlags = OFlags::PATH.union(OFlags::DIRECTORY).union(OFlags::CLOEXEC);

impl Inside {
    /// The folder becomes the root.
    pub(crate) fn open(root: &Path) -> io::Result<Self> {
        Ok(Self(openat(CWD, root, DIRECTORY, Mode::empty())?))
    }

    /// A whole file of at most `limit` bytes; none where it is not there.
    pub(crate) fn read(&self, path: &str, limit: u64) -> io::Result<Option<Vec<u8>>> {
        let file = match self.at(Path::new(path), OFlags::RDONLY | OFlags::CLOEXEC | OFlags::NONBLOCK) {
            Ok(file) => File::from(file),
            Err(Errno::NOENT | Errno::NOTDIR) => return Ok(None),
            Err(error) => return Err(error.into()),
        };
        if !file.metadata()?.is_file() {
            return Ok(None);
        }
        let mut bytes = Vec::new();
        file.take(limit).read_to_end(&mut bytes)?;
        Ok(Some(bytes))
    }

    /// Makes a folder and those above it.
    pub(crate) fn make_folder(&self, path: &Path) -> io::Result<OwnedFd> {
        let mut so_far = PathBuf::from("/");
        let mut folder = self.at(&so_far, DIRECTORY)?;
        for part in path.components() {
            let Component::Normal(name) = part else { continue };
            so_far.push(name);
            folder = match self.at(&so_far, DIRECTORY) {
                Ok(found) => found,
                Err(Errno::NOENT) => {
                    mkdirat(&folder, name, Mode::from_raw_mode(0o755))?;
                    self.at(&so_far, DIRECTORY)?
                }
                Err(error) => return Err(error.into()),
            };
        }
        Ok(folder)
    }

    /// Puts a file there, in place of whatever had the name.
    pub(crate) fn write(&self, path: &Path, bytes: &[u8]) -> io::Result<()> {
        let name: &OsStr = path.file_name().ok_or(Errno::INVAL)?;
        let folder = self.make_folder(path.parent().unwrap_or(Path::new("/")))?;
        match unlinkat(&folder, name, AtFlags::empty()) {
            Ok(()) | Err(Errno::NOENT) => {}
            Err(error) => return Err(error.into()),
        }
        let flags = OFlags::WRONLY | OFlags::CREATE | OFlags::EXCL | OFlags::CLOEXEC;
        File::from(openat(&folder, name, flags, Mode::from_raw_mode(0o644))?).write_all(bytes)
    }

    fn at(&self, path: &Path, flags: OFlags) -> Result<OwnedFd, Errno> {
        loop {
            match openat2(&self.0, path, flags, Mode::empty(), ResolveFlags::IN_ROOT) {
                // Somebody renamed a folder on the way; the kernel asks to try again.
                Err(Errno::AGAIN | Errno::INTR) => {}
                found => return found,
            }
        }
    }
}
