//! The cgroups of sandboxes: the task's, which the server makes, and the sandbox's own below it, which libcontainer
//! makes and we watch, empty and remove.
//!
//! Version 1 has a tree per controller, version 2 one for all. A sandbox stands at the same path in each, so that all
//! that is done to it is done by walking the trees. We do not use libcgroups for removal: it sleeps a tenth of a
//! second between tries, and a sandbox lives for as long.

use crate::error::{Error, io};
use crate::sandbox::Group;
use clock::Stopwatch;
use nix::{
    sys::signal::{Signal, kill},
    unistd::Pid,
};
use std::{
    fs,
    io::ErrorKind,
    path::{Path, PathBuf},
    thread,
    time::Duration,
};

/// Microseconds over which a share of a processor is counted, as container runtimes have it.
pub(crate) const PERIOD: u64 = 100_000;
/// How long killed processes may take to be gone.
const PATIENCE: Duration = Duration::from_secs(10);

/// The trees of this host.
#[derive(Debug, Clone)]
pub(crate) struct Trees {
    /// A mount point and its controllers (v1), or the one tree (v2).
    trees: Vec<Tree>,
    /// Whether there is one tree for all.
    pub(crate) unified: bool,
}

#[derive(Debug, Clone)]
struct Tree {
    root: PathBuf,
    controllers: Vec<String>,
}

impl Trees {
    /// Reads them from the mount table.
    pub(crate) fn of_host() -> Result<Self, Error> {
        let mounts =
            fs::read_to_string("/proc/self/mounts").map_err(io(|| "read /proc/self/mounts".into()))?;
        Ok(Self::parse(&mounts))
    }

    fn parse(mounts: &str) -> Self {
        let mut trees = Vec::new();
        let mut unified = Vec::new();
        for line in mounts.lines() {
            let mut fields = line.split(' ').skip(1);
            let (Some(root), Some(kind), Some(options)) = (fields.next(), fields.next(), fields.next())
            else {
                continue;
            };
            let root = PathBuf::from(root);
            match kind {
                // A named tree (systemd's) has no controller and no place of ours.
                "cgroup" if !options.split(',').any(|o| o.starts_with("name=")) => trees
                    .push(Tree { root, controllers: options.split(',').map(ToOwned::to_owned).collect() }),
                "cgroup2" => unified.push(Tree { root, controllers: Vec::new() }),
                _ => {}
            }
        }
        let is_unified = trees.is_empty();
        Self { trees: if is_unified { unified } else { trees }, unified: is_unified }
    }

    /// Whether there are any.
    pub(crate) fn is_empty(&self) -> bool {
        self.trees.is_empty()
    }

    /// Whether a controller can be had.
    pub(crate) fn has_controller(&self, controller: &str) -> bool {
        if !self.unified {
            return self.tree(controller).is_some();
        }
        let given =
            |tree: &Tree| fs::read_to_string(tree.root.join("cgroup.controllers")).unwrap_or_default();
        self.trees.first().is_some_and(|tree| given(tree).split_whitespace().any(|one| one == controller))
    }

    /// Makes a task's cgroup with its limits, in every tree.
    pub(crate) fn make_group(&self, path: &Path, group: &Group) -> Result<(), Error> {
        for tree in &self.trees {
            let folder = tree.root.join(path);
            if self.unified {
                Self::delegate(&tree.root, path)?;
            }
            fs::create_dir_all(&folder).map_err(io(|| format!("make the cgroup {}", folder.display())))?;
        }
        let set = |controller: &str, file: &str, value: String| {
            let tree = self
                .tree(controller)
                .ok_or_else(|| Error::invalid(format!("this host has no cgroup controller {controller}")))?;
            let file = tree.root.join(path).join(file);
            fs::write(&file, &value).map_err(io(|| format!("write {value} to {}", file.display())))
        };
        if let Some(cpus) = group.cpus {
            let quota = quota(cpus);
            if self.unified {
                set("cpu", "cpu.max", format!("{quota} {PERIOD}"))?;
            } else {
                set("cpu", "cpu.cfs_period_us", PERIOD.to_string())?;
                set("cpu", "cpu.cfs_quota_us", quota.to_string())?;
            }
        }
        if let Some(memory) = group.memory {
            if self.unified {
                set("memory", "memory.max", memory.to_string())?;
                // Absent where the kernel was built without swap: then there is none to forbid.
                let _ = set("memory", "memory.swap.max", "0".into());
            } else {
                set("memory", "memory.limit_in_bytes", memory.to_string())?;
            }
        }
        Ok(())
    }

    /// Version 2: lets a cgroup's children have the controllers, from the root down.
    fn delegate(root: &Path, path: &Path) -> Result<(), Error> {
        let mut folder = root.to_owned();
        for part in path.components() {
            let control = folder.join("cgroup.subtree_control");
            for controller in ["+cpu", "+memory", "+pids"] {
                fs::write(&control, controller)
                    .map_err(io(|| format!("write {controller} to {}", control.display())))?;
            }
            folder.push(part);
            fs::create_dir_all(&folder).map_err(io(|| format!("make the cgroup {}", folder.display())))?;
        }
        Ok(())
    }

    fn tree(&self, controller: &str) -> Option<&Tree> {
        if self.unified {
            return self.trees.first();
        }
        self.trees.iter().find(|tree| tree.controllers.iter().any(|c| c == controller))
    }

    /// How many processes of this very cgroup (not of its parent, whose count stays 0) were killed for want of memory.
    pub(crate) fn oom_kills(&self, path: &Path) -> u64 {
        let file = if self.unified { "memory.events.local" } else { "memory.oom_control" };
        let Some(tree) = self.tree("memory") else { return 0 };
        let text = fs::read_to_string(tree.root.join(path).join(file)).unwrap_or_default();
        text.lines().find_map(|line| line.strip_prefix("oom_kill ")?.trim().parse().ok()).unwrap_or(0)
    }

    /// Kills all that is in a cgroup, waits until it is gone, and removes it from every tree.
    pub(crate) fn destroy(&self, path: &Path) -> Result<(), Error> {
        for tree in &self.trees {
            remove(&tree.root.join(path))?;
        }
        Ok(())
    }

    /// Removes a cgroup and those above it where nothing is left in them.
    pub(crate) fn prune(&self, path: &Path) {
        for tree in &self.trees {
            for folder in path.ancestors().filter(|p| !p.as_os_str().is_empty()) {
                // One that is in use stays: that is what is asked here.
                if fs::remove_dir(tree.root.join(folder)).is_err_and(|e| e.kind() != ErrorKind::NotFound) {
                    break;
                }
            }
        }
    }
}

/// Microseconds of a period that so many processors are. The kernel takes no less than a thousand.
pub(crate) fn quota(cpus: f64) -> u64 {
    ((cpus * PERIOD as f64) as u64).max(1000)
}

/// Kills, and removes one folder.
fn remove(folder: &Path) -> Result<(), Error> {
    let since = Stopwatch::start();
    loop {
        let problem = match fs::remove_dir(folder) {
            Ok(()) => return Ok(()),
            Err(error) if error.kind() == ErrorKind::NotFound => return Ok(()),
            Err(error) => error,
        };
        kill_all(folder);
        if since.elapsed() > PATIENCE {
            return Err(io(|| format!("remove the cgroup {}", folder.display()))(problem));
        }
        thread::sleep(Duration::from_micros(500));
    }
}

/// Kills every process of a cgroup; one that is gone meanwhile is what was wanted.
fn kill_all(folder: &Path) {
    if fs::write(folder.join("cgroup.kill"), "1").is_ok() {
        return;
    }
    let processes = fs::read_to_string(folder.join("cgroup.procs")).unwrap_or_default();
    for pid in processes.lines().filter_map(|line| line.parse().ok()).filter(|pid| *pid > 0) {
        let _ = kill(Pid::from_raw(pid), Signal::SIGKILL);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_mount_table_tells_the_version() {
        let hybrid = "cgroup /sys/fs/cgroup/cpu,cpuacct cgroup rw,relatime,cpu,cpuacct 0 0\n\
            cgroup /sys/fs/cgroup/systemd cgroup rw,relatime,name=systemd 0 0\n\
            cgroup2 /sys/fs/cgroup/unified cgroup2 rw,relatime 0 0\n";
        let trees = Trees::parse(hybrid);
        assert!(!trees.unified);
        assert_eq!(trees.trees.len(), 1);
        assert_eq!(trees.tree("cpuacct").unwrap().root, Path::new("/sys/fs/cgroup/cpu,cpuacct"));
        assert!(trees.tree("memory").is_none());
        let unified = Trees::parse("cgroup2 /sys/fs/cgroup cgroup2 rw 0 0\n/dev/sda / ext4 rw 0 0\n");
        assert!(unified.unified);
        assert_eq!(unified.tree("memory").unwrap().root, Path::new("/sys/fs/cgroup"));
        assert!(Trees::parse("proc /proc proc rw 0 0").is_empty());
    }

    #[test]
    fn processors_become_microseconds() {
        assert_eq!(quota(0.25), 25_000);
        assert_eq!(quota(4.0), 400_000);
        assert_eq!(quota(0.0), 1000);
    }
}
