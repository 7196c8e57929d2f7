//! What can go wrong in the room itself, told so that somebody at a terminal knows the thing, the cause and the next
//! step. What goes wrong with a sandbox's program is [`crate::StartFailure`].

use crate::StartFailure;
use std::{fmt, io, path::PathBuf, sync::Arc};

/// The room's error.
#[derive(Debug, Clone)]
pub enum Error {
    /// The operating system refused.
    Io {
        /// What was tried, as in `cannot {what}`.
        what: String,
        /// Its answer.
        cause: Arc<io::Error>,
    },
    /// What lies on the disk is not what was written.
    Damaged {
        /// The file.
        path: PathBuf,
        /// What is wrong with it.
        what: String,
    },
    /// What was asked for makes no sense.
    Invalid {
        /// What, and why.
        what: String,
    },
    /// There is already a sandbox of this name.
    Exists {
        /// The name.
        id: String,
    },
    /// There is no sandbox of this name that runs.
    NotRunning {
        /// The name.
        id: String,
    },
    /// The sandbox did not start.
    Start(StartFailure),
    /// The supervisor did not do as it should.
    Supervisor {
        /// The sandbox.
        id: String,
        /// What it did.
        what: String,
    },
}

impl Error {
    pub(crate) fn invalid(what: impl Into<String>) -> Self {
        Self::Invalid { what: what.into() }
    }
}

/// For `map_err`: `cannot {what}: {error}`.
pub(crate) fn io<W: FnOnce() -> String>(what: W) -> impl FnOnce(io::Error) -> Error {
    |cause| Error::Io { what: what(), cause: Arc::new(cause) }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Io { what, cause } => write!(f, "cannot {what}: {cause}"),
            Self::Damaged { path, what } => write!(f, "{} is damaged: {what}", path.display()),
            Self::Invalid { what } => f.write_str(what),
            Self::Exists { id } => write!(f, "there is already a sandbox {id}"),
            Self::NotRunning { id } => write!(f, "the sandbox {id} does not run"),
            Self::Start(failure) => failure.fmt(f),
            Self::Supervisor { id, what } => write!(f, "the supervisor of {id} {what}"),
        }
    }
}

impl std::error::Error for Error {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            Self::Io { cause, .. } => Some(cause),
            Self::Start(failure) => Some(failure),
            _ => None,
        }
    }
}

impl From<StartFailure> for Error {
    fn from(failure: StartFailure) -> Self {
        Self::Start(failure)
    }
}
