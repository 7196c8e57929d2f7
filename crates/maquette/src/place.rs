//! The data folder, and the note in it by which commands find the running server.

use crate::cli::Global;
use crate::exit::Failure;
use serde::{Deserialize, Serialize};
use std::fs;
use std::io::Write;
use std::os::unix::fs::{DirBuilderExt, OpenOptionsExt};
use std::path::{Path, PathBuf};

/// What a running server says of itself in `server.json`.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct Running {
    /// Its process.
    pub(crate) pid: u32,
    /// The address that a client on this machine connects to.
    pub(crate) host: String,
    /// The port, for HTTP and HTTPS alike.
    pub(crate) port: u16,
    /// It keeps nothing.
    pub(crate) ephemeral: bool,
}

/// The data folder by option, setting or convention.
pub(crate) fn data_folder(global: &Global) -> Result<PathBuf, Failure> {
    if let Some(data) = &global.data {
        return Ok(data.clone());
    }
    let from = |name: &str| std::env::var_os(name).filter(|v| !v.is_empty()).map(PathBuf::from);
    from("XDG_DATA_HOME")
        // https://specifications.freedesktop.org/basedir-spec/latest/: a relative one is to be ignored.
        .filter(|path| path.is_absolute())
        .or_else(|| from("HOME").map(|home| home.join(".local/share")))
        .map(|path| path.join("maquette"))
        .ok_or_else(|| {
            Failure::usage("there is no place for the data folder: neither HOME nor XDG_DATA_HOME is set")
                .next("name one with --data DIR, or keep nothing with --ephemeral")
        })
}

/// Makes the data folder, for its owner alone.
pub(crate) fn make(folder: &Path) -> Result<(), Failure> {
    fs::DirBuilder::new().recursive(true).mode(0o700).create(folder).map_err(|error| {
        Failure::failed(format!("cannot make the data folder {}: {error}", folder.display()))
            .next("name another one with --data DIR, or keep nothing with --ephemeral")
    })
}

fn path(folder: &Path) -> PathBuf {
    folder.join("server.json")
}

/// Notes that this process serves.
pub(crate) fn announce(folder: &Path, running: &Running) -> std::io::Result<()> {
    let unfinished = folder.join(format!("server.json.{}", running.pid));
    let mut file =
        fs::OpenOptions::new().write(true).create(true).truncate(true).mode(0o600).open(&unfinished)?;
    file.write_all(&serde_json::to_vec(running)?)?;
    fs::rename(&unfinished, path(folder))
}

/// The note, if there is one. It may be that of a server that was killed.
pub(crate) fn running(folder: &Path) -> Option<Running> {
    serde_json::from_slice(&fs::read(path(folder)).ok()?).ok()
}

/// Removes the note of this process.
pub(crate) fn withdraw(folder: &Path, pid: u32) {
    if running(folder).is_some_and(|running| running.pid == pid) {
        // One that cannot be removed is found to be stale by whoever reads it.
        let _ = fs::remove_file(path(folder));
    }
}

impl Running {
    /// The address and port that a client connects to.
    pub(crate) fn authority(&self) -> String {
        if self.host.contains(':') {
            format!("[{}]:{}", self.host, self.port)
        } else {
            format!("{}:{}", self.host, self.port)
        }
    }
}
