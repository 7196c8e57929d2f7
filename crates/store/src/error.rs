//! What can go wrong, told so that somebody at a terminal knows the thing, the cause and the next step.

use crate::lock::Holder;
use std::{fmt, io, path::PathBuf, sync::Arc};

/// The store's one error. Its text is for the person who runs the program; a caller of an API sees none of it.
#[derive(Debug, Clone)]
pub enum Error {
    /// Another program holds the data folder.
    InUse {
        /// The data folder.
        dir: PathBuf,
        /// Who holds it, where the lock file could be read.
        holder: Option<Holder>,
    },
    /// The operating system refused an access.
    Io {
        /// What was tried, as in `cannot {what}`.
        what: String,
        /// The operating system's answer.
        cause: Arc<io::Error>,
    },
    /// What lies on the disk is not what was written.
    Damaged {
        /// The file, or the folder where the file is not known.
        path: PathBuf,
        /// What is wrong with it.
        what: String,
    },
    /// The data folder was written by a later version of the program.
    TooNew {
        /// The data folder.
        dir: PathBuf,
        /// The format of the folder.
        found: u32,
        /// The last format that this program knows.
        known: u32,
    },
    /// A stored record cannot be read by this program.
    Record {
        /// The room, which is the record's name.
        room: String,
        /// The key, made readable.
        key: String,
        /// What is wrong with it.
        what: String,
    },
    /// The batch cannot be stored as it is: a mistake in the calling code, not of the disk.
    Batch(String),
    /// The disk has too little room left.
    Full {
        /// The data folder.
        dir: PathBuf,
        /// Bytes free for this program.
        free: u64,
        /// Bytes that the store keeps free.
        reserve: u64,
    },
    /// The store takes no more writes since a write or a sync failed. What was acknowledged before is there.
    Stopped {
        /// What failed.
        cause: String,
    },
    /// The store was closed.
    Closed,
}

/// The store's result.
pub type Result<T, E = Error> = std::result::Result<T, E>;

impl Error {
    pub(crate) fn io(what: impl Into<String>, cause: io::Error) -> Self {
        Self::Io { what: what.into(), cause: Arc::new(cause) }
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::InUse { dir, holder: Some(holder) } => {
                write!(
                    f,
                    "data folder {} is in use by {holder}; stop it, or use another folder with --data",
                    dir.display()
                )
            }
            Self::InUse { dir, holder: None } => {
                write!(
                    f,
                    "data folder {} is in use by another process; stop it, or use another folder with --data",
                    dir.display()
                )
            }
            Self::Io { what, cause } => write!(f, "cannot {what}: {cause}{}", next_step(cause)),
            Self::Damaged { path, what } => write!(
                f,
                "{} is damaged: {what}; nothing was changed: restore the data folder from a copy, or move it away to start empty",
                path.display()
            ),
            Self::TooNew { dir, found, known } => write!(
                f,
                "data folder {} has format {found} and this program knows formats up to {known}; nothing was changed: use the version that wrote it, or a later one",
                dir.display()
            ),
            Self::Record { room, key, what } => write!(
                f,
                "the record {key} in {room} cannot be read: {what}; nothing was changed: use the version that wrote it, or a later one"
            ),
            Self::Batch(what) => write!(f, "the batch cannot be stored: {what}"),
            Self::Full { dir, free, reserve } => write!(
                f,
                "the disk of data folder {} is full: {} MB free and the store keeps {} MB; nothing acknowledged is lost, and writes go on once there is room",
                dir.display(),
                free / 1_000_000,
                reserve / 1_000_000
            ),
            Self::Stopped { cause } => write!(
                f,
                "the store takes no more writes since {cause}; what was acknowledged before is safe: mend the cause and start again"
            ),
            Self::Closed => f.write_str("the store is closed"),
        }
    }
}

fn next_step(cause: &io::Error) -> &'static str {
    match cause.kind() {
        io::ErrorKind::PermissionDenied => "; give this user access to it, or use another folder with --data",
        io::ErrorKind::ReadOnlyFilesystem => "; make it writable, or use another folder with --data",
        io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded => {
            "; make room on the disk and start again"
        }
        io::ErrorKind::NotADirectory | io::ErrorKind::AlreadyExists => "; use another folder with --data",
        _ => "",
    }
}

impl std::error::Error for Error {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            Self::Io { cause, .. } => Some(cause),
            _ => None,
        }
    }
}
