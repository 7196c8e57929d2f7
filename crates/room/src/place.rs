//! Where a sandbox's files lie.
//!
//! What is only of use while it runs lies in the run folder, which a reboot empties and whose paths are short enough
//! for a socket; it may hold secrets (the plan has the environment) and never reaches a disk. What must outlive a
//! reboot, its output and its end, lies in the data folder.

use crate::error::{Error, io};
use serde::{Serialize, de::DeserializeOwned};
use std::{
    fs,
    io::{ErrorKind, Write},
    os::unix::fs::{DirBuilderExt, OpenOptionsExt},
    path::{Path, PathBuf},
    sync::atomic::{AtomicU64, Ordering},
};

/// One sandbox's two folders.
#[derive(Debug, Clone)]
pub(crate) struct Place {
    pub(crate) run: PathBuf,
    pub(crate) data: PathBuf,
}

impl Place {
    /// What the supervisor is to do, as postcard.
    pub(crate) fn plan(&self) -> PathBuf {
        self.run.join("plan")
    }

    /// Held by the supervisor as long as it lives.
    pub(crate) fn lock(&self) -> PathBuf {
        self.run.join("lock")
    }

    /// The supervisor's socket.
    pub(crate) fn control(&self) -> PathBuf {
        self.run.join("ctl")
    }

    /// Who runs.
    pub(crate) fn running(&self) -> PathBuf {
        self.run.join("running.json")
    }

    /// libcontainer's state.
    pub(crate) fn oci(&self) -> PathBuf {
        self.run.join("oci")
    }

    /// Where the root is mounted, in the supervisor's mount namespace only.
    pub(crate) fn root(&self) -> PathBuf {
        self.run.join("root")
    }

    /// What the server must know of the sandbox to clean up after it.
    pub(crate) fn record(&self) -> PathBuf {
        self.data.join("sandbox.json")
    }

    /// The output's segments.
    pub(crate) fn log(&self) -> PathBuf {
        self.data.join("log")
    }

    /// How far the output was read for good.
    pub(crate) fn acknowledged(&self) -> PathBuf {
        self.data.join("acked")
    }

    /// How it ended: written last.
    pub(crate) fn exit(&self) -> PathBuf {
        self.data.join("exit.json")
    }

    /// What the sandbox writes to its root.
    pub(crate) fn upper(&self) -> PathBuf {
        self.data.join("upper")
    }

    /// The overlay's own.
    pub(crate) fn work(&self) -> PathBuf {
        self.data.join("work")
    }
}

/// Makes a folder that only we may enter, with those above it.
pub(crate) fn private_folder(path: &Path) -> Result<(), Error> {
    let mut builder = fs::DirBuilder::new();
    builder.recursive(true).mode(0o700).create(path).map_err(io(|| format!("make {}", path.display())))
}

/// Removes a folder with all in it, if it is there.
pub(crate) fn remove_folder(path: &Path) -> Result<(), Error> {
    match fs::remove_dir_all(path) {
        Err(error) if error.kind() != ErrorKind::NotFound => {
            Err(io(|| format!("remove {}", path.display()))(error))
        }
        _ => Ok(()),
    }
}

/// Writes a file that only we may read, whole or not at all. `durable` also against a power cut.
pub(crate) fn write_whole(path: &Path, bytes: &[u8], durable: bool) -> Result<(), Error> {
    // Two may write the same at once: an image that two tasks pulled.
    static WRITTEN: AtomicU64 = AtomicU64::new(0);
    let mine = WRITTEN.fetch_add(1, Ordering::Relaxed);
    let new = path.with_extension(format!("new-{}-{mine}", std::process::id()));
    let write = || {
        let mut file =
            fs::OpenOptions::new().create(true).write(true).truncate(true).mode(0o600).open(&new)?;
        file.write_all(bytes)?;
        if durable {
            file.sync_all()?;
        }
        fs::rename(&new, path)
    };
    write().map_err(io(|| format!("write {}", path.display())))
}

/// Writes a value as JSON, as [`write_whole`] does.
pub(crate) fn write_json<T: Serialize>(path: &Path, value: &T, durable: bool) -> Result<(), Error> {
    let bytes = serde_json::to_vec(value)
        .map_err(|error| Error::Damaged { path: path.to_owned(), what: error.to_string() })?;
    write_whole(path, &bytes, durable)
}

/// Reads a value; none where there is no such file.
pub(crate) fn read_json<T: DeserializeOwned>(path: &Path) -> Result<Option<T>, Error> {
    match fs::read(path) {
        Ok(bytes) => serde_json::from_slice(&bytes)
            .map(Some)
            .map_err(|error| Error::Damaged { path: path.to_owned(), what: error.to_string() }),
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(None),
        Err(error) => Err(io(|| format!("read {}", path.display()))(error)),
    }
}
