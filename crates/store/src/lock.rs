//! One server per data folder: an exclusive lock on a file that says who holds it.
//!
//! The lock is the operating system's (`flock`), so a killed process never leaves one behind; the text in the file is
//! only for people.

use crate::{Error, Result};
use clock::Timestamp;
use serde::{Deserialize, Serialize};
use std::{
    fmt,
    fs::{File, OpenOptions, TryLockError},
    io::{Read, Seek, Write},
    path::Path,
};

const FILE: &str = "lock";

/// Who holds a data folder.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Holder {
    /// The process.
    pub pid: u32,
    /// The program as it was started, without secrets.
    pub program: String,
    /// When it opened the folder.
    pub since: Timestamp,
}

/// The file's text.
#[derive(Serialize, Deserialize)]
struct Text {
    #[serde(flatten)]
    holder: Holder,
    /// The start of the computer, where the host tells: when it is another one, what was not synced may be lost.
    boot: Option<String>,
}

/// Held as long as it lives.
pub(crate) struct Lock {
    _file: File,
    /// Whether the computer has started anew since the folder was last held.
    pub(crate) restarted: bool,
}

impl Lock {
    pub(crate) fn take(dir: &Path, program: &str, since: Timestamp) -> Result<Self> {
        let path = dir.join(FILE);
        let io = |cause| Error::io(format!("lock {}", path.display()), cause);
        // Not truncated: it may be another's, and is read below.
        let mut file =
            OpenOptions::new().read(true).write(true).create(true).truncate(false).open(&path).map_err(io)?;
        match file.try_lock() {
            Ok(()) => {}
            Err(TryLockError::WouldBlock) => {
                return Err(Error::InUse {
                    dir: dir.to_owned(),
                    holder: read(&mut file).map(|text| text.holder),
                });
            }
            Err(TryLockError::Error(cause)) => return Err(io(cause)),
        }
        let (before, boot) = (read(&mut file).and_then(|text| text.boot), boot());
        let restarted = before.is_some() && boot.is_some() && before != boot;
        let holder = Holder { pid: std::process::id(), program: program.to_owned(), since };
        let mut text = serde_json::to_vec(&Text { holder, boot }).map_err(|cause| io(cause.into()))?;
        text.push(b'\n');
        let written = file.rewind().and_then(|()| file.set_len(0)).and_then(|()| file.write_all(&text));
        // Synced, because it is read after the computer went down.
        written.and_then(|()| file.sync_all()).map_err(io)?;
        Ok(Self { _file: file, restarted })
    }
}

/// The kernel's name for the time since it started (random(4)).
fn boot() -> Option<String> {
    std::fs::read_to_string("/proc/sys/kernel/random/boot_id").ok().map(|id| id.trim().to_owned())
}

/// The holder by its own word; unreadable in the instant when it has the lock and has not written yet.
fn read(file: &mut File) -> Option<Text> {
    let mut text = String::new();
    file.read_to_string(&mut text).ok()?;
    serde_json::from_str(&text).ok()
}

impl fmt::Display for Holder {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "process {} ({}, since {})", self.pid, self.program, self.since.rfc3339())
    }
}
