//! How a sandbox ended, and why one did not start: what stays on the disk for the next server, as JSON.

use clock::Timestamp;
use serde::{Deserialize, Serialize};
use std::{fmt, path::PathBuf};

/// The end of a sandbox.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Exit {
    /// The program's exit code, 128 and the signal's number where one killed it. None where it never ran, or where its
    /// end was not seen.
    pub code: Option<i32>,
    /// How many of its processes were killed for want of memory. A code of 137 with none is a plain kill.
    pub oom_kills: u64,
    /// Whether it was asked to stop.
    pub stopped: bool,
    /// Whether it had to be killed, since it did not end in its time.
    pub forced: bool,
    /// When its program began.
    pub started: Option<Timestamp>,
    /// When it ended.
    pub ended: Timestamp,
    /// Why its program did not run.
    pub failed: Option<StartFailure>,
    /// Why its end was not seen.
    pub lost: Option<Loss>,
}

/// Why a sandbox's end was not seen.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Loss {
    /// The host was started again.
    HostRestarted,
    /// Its supervisor was killed; what was left of the sandbox was killed after it.
    SupervisorDied,
    /// The server ended before its supervisor had begun.
    NeverBegan,
}

/// Why a sandbox's program did not run. The texts follow those of runc, which AWS passes on.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum StartFailure {
    /// There is no such program.
    NoSuchCommand {
        /// As it was asked for.
        command: String,
    },
    /// The file is there and must not be executed.
    PermissionDenied {
        /// As it was asked for.
        command: String,
    },
    /// The file is no program of this machine. The program counts as started: the sandbox ends with 1 and a last line.
    ExecFormat {
        /// The file.
        command: String,
    },
    /// The file is there; the interpreter that it names, or its loader, is not. As with [`Self::ExecFormat`].
    NoInterpreter {
        /// The file.
        command: String,
    },
    /// No arguments were given, and the image has none.
    NoCommand,
    /// The user is not in the root's passwd, or the group not in its group file.
    NoSuchUser {
        /// As it was asked for.
        user: String,
        /// Whether it is the group that is missing.
        group: bool,
    },
    /// The working directory cannot be entered.
    WorkingDirectory {
        /// The directory.
        path: String,
        /// The operating system's answer.
        problem: String,
    },
    /// A mount or a layer cannot be had.
    Mount {
        /// What was to be mounted.
        path: PathBuf,
        /// The operating system's answer.
        problem: String,
    },
    /// The network namespace cannot be entered.
    Network {
        /// The namespace's file.
        path: PathBuf,
        /// The operating system's answer.
        problem: String,
    },
    /// A limit cannot be set.
    Resource {
        /// Which.
        what: String,
        /// The operating system's answer.
        problem: String,
    },
    /// Anything else, in the words of what failed.
    Other {
        /// Those words.
        problem: String,
    },
}

impl StartFailure {
    pub(crate) fn other(problem: impl fmt::Display) -> Self {
        Self::Other { problem: problem.to_string() }
    }

    pub(crate) fn mount(path: impl Into<PathBuf>, problem: impl fmt::Display) -> Self {
        Self::Mount { path: path.into(), problem: problem.to_string() }
    }

    /// Whether the program counts as started, as with runc, which finds out too late to refuse.
    pub fn is_late(&self) -> bool {
        matches!(self, Self::ExecFormat { .. } | Self::NoInterpreter { .. })
    }
}

impl fmt::Display for StartFailure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NoSuchCommand { command } if command.contains('/') => {
                write!(f, "exec: {command:?}: stat {command}: no such file or directory")
            }
            Self::NoSuchCommand { command } => {
                write!(f, "exec: {command:?}: executable file not found in $PATH")
            }
            Self::PermissionDenied { command } => write!(f, "exec: {command:?}: permission denied"),
            Self::ExecFormat { command } => write!(f, "exec {command}: exec format error"),
            Self::NoInterpreter { command } => write!(f, "exec {command}: no such file or directory"),
            Self::NoCommand => f.write_str("no command specified"),
            Self::NoSuchUser { user, group: false } => {
                write!(f, "unable to find user {user}: no matching entries in passwd file")
            }
            Self::NoSuchUser { user, group: true } => {
                write!(f, "unable to find group {user}: no matching entries in group file")
            }
            Self::WorkingDirectory { path, problem } => {
                write!(f, "chdir to cwd ({path:?}) set in config.json failed: {problem}")
            }
            Self::Mount { path, problem } => write!(f, "error mounting {}: {problem}", path.display()),
            Self::Network { path, problem } => {
                write!(f, "cannot enter the network namespace {}: {problem}", path.display())
            }
            Self::Resource { what, problem } => write!(f, "error setting {what}: {problem}"),
            Self::Other { problem } => f.write_str(problem),
        }
    }
}

impl std::error::Error for StartFailure {}
