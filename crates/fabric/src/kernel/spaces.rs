//! Network namespaces by name: files below the installation's run folder, which outlive the server.

use super::{Doing, Error, Result};
use crate::world::NamespaceKind;
use nlink::netlink::namespace::{self, Netns};
use std::path::{Path, PathBuf};

/// The installation's namespaces.
#[derive(Clone, Debug)]
pub struct Spaces {
    folder: PathBuf,
}

/// What a router is told: it forwards between links without addresses, answers for whole subnets, and counts flows.
const ROUTER: &[(&str, &str)] = &[
    ("net/ipv4/ip_forward", "1"),
    ("net/ipv4/conf/all/rp_filter", "0"),
    ("net/ipv4/conf/default/rp_filter", "0"),
    ("net/ipv4/conf/all/send_redirects", "0"),
    ("net/ipv4/conf/default/send_redirects", "0"),
    ("net/ipv4/conf/default/proxy_arp", "1"),
    ("net/ipv6/conf/all/forwarding", "1"),
    ("net/ipv6/conf/default/accept_dad", "0"),
    ("net/ipv6/conf/default/accept_ra", "0"),
    ("net/netfilter/nf_conntrack_acct", "1"),
    ("net/netfilter/nf_conntrack_timestamp", "1"),
];

/// What a task's namespace is told: low ports are anybody's, as in Fargate's and Docker's own.
const HOST: &[(&str, &str)] = &[
    ("net/ipv4/ip_unprivileged_port_start", "0"),
    ("net/ipv6/conf/default/accept_dad", "0"),
    ("net/ipv6/conf/default/accept_ra", "0"),
];

impl Spaces {
    /// Those whose files lie in `folder`.
    pub fn new(folder: impl Into<PathBuf>) -> Self {
        Self { folder: folder.into() }
    }

    /// The file that stands for a namespace; whoever enters it is inside.
    pub fn path(&self, name: &str) -> PathBuf {
        self.folder.join(name)
    }

    pub(crate) fn open(&self, name: &str) -> Result<Netns> {
        Netns::from_path(self.path(name)).doing(|| format!("open the network namespace {name}"))
    }

    pub(super) fn exists(&self, name: &str) -> bool {
        namespace::is_namespace_path(self.path(name))
    }

    pub(super) fn create(&self, name: &str, kind: NamespaceKind) -> Result<()> {
        let path = self.path(name);
        if !self.exists(name) {
            // A file that a died server left without its mount.
            let _ = std::fs::remove_file(&path);
            namespace::create_path(&path).doing(|| format!("make the network namespace {name}"))?;
        }
        let settings = match kind {
            NamespaceKind::Router => ROUTER,
            NamespaceKind::Host => HOST,
        };
        self.set(name, settings.iter().map(|(key, value)| ((*key).to_owned(), *value)).collect())
    }

    pub(super) fn delete(&self, name: &str) -> Result<()> {
        let path = self.path(name);
        if !path.exists() {
            return Ok(());
        }
        if !self.exists(name) {
            return std::fs::remove_file(&path)
                .map_err(nlink::Error::from)
                .doing(|| format!("remove {}", path.display()));
        }
        namespace::delete_path(&path).doing(|| format!("delete the network namespace {name}"))
    }

    /// Writes settings below `/proc/sys` as they are seen inside. A device's may be gone with it.
    pub(super) fn set(&self, name: &str, settings: Vec<(String, &str)>) -> Result<()> {
        let write = move || -> std::io::Result<()> {
            for (key, value) in settings {
                match std::fs::write(Path::new("/proc/sys").join(&key), value) {
                    // A kernel without connection counting, or a device that is gone.
                    Err(error) if error.kind() == std::io::ErrorKind::NotFound => {}
                    written => written?,
                }
            }
            Ok(())
        };
        let written = self.open(name)?.run(write).doing(|| format!("enter the network namespace {name}"))?;
        written.map_err(nlink::Error::from).doing(|| format!("set up the network namespace {name}"))
    }
}

/// Runs `work` on a thread of its own inside a namespace. Sockets that it opens stay there.
///
/// # Errors
/// When the namespace cannot be entered, or the work panicked.
pub fn inside<T: Send>(namespace: &Path, work: impl FnOnce() -> T + Send) -> std::result::Result<T, Error> {
    let doing = || format!("enter the network namespace {}", namespace.display());
    Netns::from_path(namespace).doing(doing)?.run(work).doing(doing)
}
