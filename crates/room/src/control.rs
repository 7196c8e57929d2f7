//! What the server and a supervisor say to each other over the supervisor's socket.
//!
//! The server sends lines of JSON, each a [`Request`]. The supervisor sends a line whenever there is new output: an
//! empty one, to be taken as "look"; a line that is not empty is an [`Answer`]. That it has ended is told by the end of the connection; how, by `exit.json`.

use serde::{Deserialize, Serialize};

/// What the server asks.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) enum Request {
    /// Output up to this position is kept elsewhere.
    Acknowledged(u64),
    /// Send the stop signal, and kill after so many milliseconds.
    Stop {
        /// Milliseconds.
        patience: u64,
    },
    /// Send this signal to the program.
    Signal(i32),
    /// Run a further program; an [`Answer`] of that number comes when it has ended.
    Exec {
        /// The asker's number.
        number: u64,
        /// The program and its arguments.
        arguments: Vec<String>,
        /// Milliseconds after which it is killed.
        patience: u64,
    },
}

/// How a further program ended.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct Answer {
    /// The asker's number.
    pub(crate) number: u64,
    /// Its exit code; none where it did not run.
    pub(crate) code: Option<i32>,
    /// Whether it was killed since its time was over.
    pub(crate) timed_out: bool,
    /// Why it did not run.
    pub(crate) failed: Option<crate::exit::StartFailure>,
}

/// What the supervisor writes on its standard output once the program runs; it ends without a word where it does not.
pub(crate) const STARTED: &str = "started";

/// Who runs, as `running.json`.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct RunningRecord {
    /// The sandbox's first process, as the host numbers it.
    pub(crate) pid: i32,
    /// When its program began.
    pub(crate) started: clock::Timestamp,
    /// What of the limits this host cannot enforce.
    pub(crate) unenforced: Vec<String>,
}

/// What the server keeps of a sandbox in its data folder.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct Record {
    /// Its cgroup, below the trees' roots.
    pub(crate) cgroup: std::path::PathBuf,
    /// The kernel's id of this boot: in another, nothing of the sandbox can be there.
    pub(crate) boot: String,
}

/// What the supervisor is given, as postcard.
#[derive(Debug, Serialize, Deserialize)]
pub(crate) struct Plan {
    pub(crate) data: std::path::PathBuf,
    pub(crate) cgroup: std::path::PathBuf,
    pub(crate) sandbox: crate::sandbox::Sandbox,
}
