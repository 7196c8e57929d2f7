//! What a sandbox is asked to be: a container of a task, or an engine of the house.
//!
//! These are wishes in the room's own terms. What an image, a task definition or AWS's defaults say about them is
//! decided above; the room enforces what it is given and tells ([`crate::Running::unenforced`]) what this host cannot.

use serde::{Deserialize, Serialize};
use std::path::PathBuf;

/// One sandbox: a program in its own namespaces, on its own root, within its limits.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub struct Sandbox {
    /// Its name, unique in the room: letters, digits, `-`, `_` and `.`, at most 64.
    pub id: String,
    /// The cgroup that it shares with the other sandboxes of its task.
    pub group: Option<Group>,
    /// Where its files come from.
    pub root: Root,
    /// The program and its arguments: the image's entry point followed by its command.
    pub arguments: Vec<String>,
    /// Its environment. `PATH`, `HOME` and `HOSTNAME` are added where they are missing, as container runtimes do.
    pub environment: Vec<(String, String)>,
    /// Where it starts; made where it does not exist. Empty for `/`.
    pub working_directory: String,
    /// Who it runs as: empty for root, `uid`, `uid:gid`, `name`, `name:group`, by the root's own passwd and group.
    pub user: String,
    /// Its network.
    pub network: Network,
    /// Its host name; empty leaves it the host's.
    pub hostname: String,
    /// Files put into its root before it starts, by absolute path: `/etc/resolv.conf`, `/etc/hosts`.
    ///
    /// They are plain files of its own, not binds, since a bind can be neither renamed nor replaced from within.
    pub files: Vec<(PathBuf, Vec<u8>)>,
    /// What is mounted into it beyond its root.
    pub mounts: Vec<Mount>,
    /// What it may use.
    pub limits: Limits,
    /// Whether its root is read-only (its mounts are not).
    pub read_only_root: bool,
    /// What it may do beyond, or short of, the fourteen capabilities of a container.
    pub capabilities: Capabilities,
    /// Whether a small init process of ours is process 1, which passes signals on and reaps what is left behind.
    pub init_process: bool,
    /// Whether its program is for another processor than the one that it was promised: the exec of it fails as it does
    /// there, whatever this host could run.
    pub foreign: bool,
    /// The signal that asks it to end; none is SIGTERM.
    pub stop_signal: Option<Signal>,
    /// What happens when its output is not read fast enough.
    pub log: LogMode,
}

/// Limits that the sandboxes of one task share.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub struct Group {
    /// The group's name, as an id.
    pub name: String,
    /// Processors, 0.25 being a quarter of one.
    pub cpus: Option<f64>,
    /// Bytes of memory.
    pub memory: Option<u64>,
}

/// Where a sandbox's files come from.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub enum Root {
    /// Unpacked layers, the lowest first. The sandbox writes into a layer of its own, which goes when it ends.
    Layers(Vec<PathBuf>),
    /// The host's installed programs: `/usr` and `/etc` read-only, everything else empty.
    Host,
}

impl Default for Root {
    fn default() -> Self {
        Self::Layers(Vec::new())
    }
}

/// A sandbox's network.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub enum Network {
    /// A network namespace of its own with nothing in it.
    #[default]
    None,
    /// The network namespace that this file names.
    Namespace(PathBuf),
    /// The host's network.
    Host,
}

/// Something mounted into a sandbox.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Mount {
    /// Where, an absolute path in the sandbox.
    pub target: PathBuf,
    /// What.
    pub source: Source,
    /// Whether the sandbox may only read it.
    pub read_only: bool,
}

/// What is mounted.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub enum Source {
    /// A folder or file of the host: a task's shared volume, an engine's data folder.
    Path(PathBuf),
    /// Memory.
    Tmpfs {
        /// Its size in bytes.
        size: u64,
        /// Mount options in the words of Docker (`noexec`, `mode=1777`).
        options: Vec<String>,
    },
}

/// What a sandbox may use. Nothing said is nothing limited.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub struct Limits {
    /// Processors, 0.25 being a quarter of one.
    pub cpus: Option<f64>,
    /// Its weight against the others of its group: 1024 is one processor's worth.
    pub cpu_shares: Option<u64>,
    /// Bytes of memory, beyond which its processes are killed.
    pub memory: Option<u64>,
    /// Bytes that it keeps when memory is short.
    pub memory_reservation: Option<u64>,
    /// Processes and threads.
    pub pids: Option<i64>,
    /// Resource limits of its processes.
    pub ulimits: Vec<Ulimit>,
    /// Bytes that it may write to its root.
    pub storage: Option<u64>,
    /// Bytes of `/dev/shm`; none is 64 MiB.
    pub shared_memory: Option<u64>,
}

/// A resource limit by its ECS name (`nofile`, `nproc`, ...).
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Ulimit {
    /// Its name.
    pub name: String,
    /// What a process gets; -1 is unlimited.
    pub soft: i64,
    /// What it may raise that to; -1 is unlimited.
    pub hard: i64,
}

/// Changes to the capabilities of a container, by name without `CAP_`; `ALL` is every one.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub struct Capabilities {
    /// Granted beyond the default.
    pub add: Vec<String>,
    /// Taken from it.
    pub drop: Vec<String>,
}

/// A signal by its number on Linux.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Signal(pub i32);

impl Signal {
    /// The polite request to end.
    pub const TERM: Self = Self(15);
    /// The end.
    pub const KILL: Self = Self(9);

    /// From an image's `StopSignal`: `SIGTERM`, `TERM`, `15`. The realtime signals have no name that can be sent.
    pub fn parse(text: &str) -> Option<Self> {
        let text = text.trim().to_ascii_uppercase();
        if let Ok(number) = text.parse::<i32>() {
            return nix::sys::signal::Signal::try_from(number).ok().map(|signal| Self(signal as i32));
        }
        let name = text.strip_prefix("SIG").unwrap_or(&text);
        format!("SIG{name}").parse::<nix::sys::signal::Signal>().ok().map(|signal| Self(signal as i32))
    }
}

/// What happens when a sandbox's output is not read fast enough, as the awslogs driver's `mode`.
#[derive(Debug, Clone, Copy, Serialize, Deserialize)]
pub enum LogMode {
    /// The sandbox waits in its `write` until somebody has read.
    Blocking,
    /// What does not fit is dropped and counted; a note in the output says how much.
    NonBlocking {
        /// Bytes that may wait to be read (awslogs' `max-buffer-size`).
        max_buffer: u64,
    },
}

impl Default for LogMode {
    fn default() -> Self {
        // ECS: the default of `mode` is non-blocking since 2025-06-25, with 10 MiB.
        Self::NonBlocking { max_buffer: 10 << 20 }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn stop_signals_in_all_their_spellings() {
        let check = |text, number: Option<i32>| assert_eq!(Signal::parse(text), number.map(Signal), "{text}");
        check("SIGTERM", Some(15));
        check("term", Some(15));
        check("9", Some(9));
        check("SIGQUIT", Some(3));
        check("SIGRTMIN+3", None);
        check("0", None);
        check("65", None);
        check("nonsense", None);
        check("", None);
    }
}
