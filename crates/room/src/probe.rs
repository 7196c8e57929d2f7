//! What this host can do for the room, as `maquette doctor` prints it.
//!
//! Nothing is changed by asking, and each finding stands for itself: what is lacking, what that takes away, and the
//! command that mends it.

use crate::cgroup::Trees;
use rustix::fs::statfs;
use serde::Serialize;
use std::{
    fs,
    path::{Path, PathBuf},
};

/// One thing that a host has or lacks.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Finding {
    /// What was looked at.
    pub about: &'static str,
    /// How it stands.
    pub state: Standing,
    /// What was found.
    pub found: String,
    /// What it takes away, where it is not well.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub affects: Option<String>,
    /// The command that mends it, where there is one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub mend: Option<String>,
}

/// How something stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Standing {
    /// It is there.
    Good,
    /// It works with less than everything.
    Limited,
    /// It does not work.
    Lacking,
}

fn good(about: &'static str, found: impl Into<String>) -> Finding {
    Finding { about, state: Standing::Good, found: found.into(), affects: None, mend: None }
}

fn bad(about: &'static str, state: Standing, found: &str, affects: &str, mend: Option<&str>) -> Finding {
    let (affects, mend) = (Some(affects.to_owned()), mend.map(ToOwned::to_owned));
    Finding { about, state, found: found.to_owned(), affects, mend }
}

/// Looks at this host. `data` is the folder in which images and what sandboxes write would lie.
pub fn probe(data: &Path) -> Vec<Finding> {
    vec![
        privileges(),
        cgroups(),
        memory(),
        overlay(),
        storage(data),
        limits(),
        network_filter(),
        tun(),
        user_namespaces(),
        foreign_programs(),
        builders(),
    ]
}

fn read(path: &str) -> String {
    fs::read_to_string(path).unwrap_or_default()
}

/// The effective capabilities of this process, by their bits.
fn capabilities() -> u64 {
    let status = read("/proc/self/status");
    let effective = status.lines().find_map(|line| line.strip_prefix("CapEff:"));
    effective.and_then(|hex| u64::from_str_radix(hex.trim(), 16).ok()).unwrap_or(0)
}

fn privileges() -> Finding {
    const SYS_ADMIN: u64 = 1 << 21;
    const NET_ADMIN: u64 = 1 << 12;
    let held = capabilities();
    if held & (SYS_ADMIN | NET_ADMIN) == SYS_ADMIN | NET_ADMIN {
        return good("privileges", "may mount, make namespaces and set up networks");
    }
    bad(
        "privileges",
        Standing::Lacking,
        "an ordinary user",
        "no task can run and no VPC has packets; everything else works",
        Some("sudo maquette start"),
    )
}

fn cgroups() -> Finding {
    const ABOUT: &str = "cgroups";
    let trees = match Trees::of_host() {
        Ok(trees) if !trees.is_empty() => trees,
        _ => {
            return bad(
                ABOUT,
                Standing::Lacking,
                "none are mounted",
                "no task can run",
                Some("mount -t cgroup2 none /sys/fs/cgroup"),
            );
        }
    };
    let version = if trees.unified { 2 } else { 1 };
    let missing: Vec<_> =
        ["cpu", "memory", "pids"].into_iter().filter(|name| !trees.has_controller(name)).collect();
    if missing.is_empty() {
        return good(ABOUT, format!("version {version}, with cpu, memory and pids"));
    }
    bad(
        ABOUT,
        Standing::Limited,
        &format!("version {version}, without {}", missing.join(", ")),
        "a task's limits cannot be enforced, and a task that has them does not start",
        (version == 2)
            .then_some("systemctl edit maquette.service, and there: [Service] Delegate=cpu memory pids"),
    )
}

fn memory() -> Finding {
    const ABOUT: &str = "swap";
    let swaps = read("/proc/swaps").lines().count() > 1;
    let counted = Path::new("/sys/fs/cgroup/memory/memory.memsw.limit_in_bytes").exists()
        || Path::new("/sys/fs/cgroup/cgroup.controllers").exists();
    match (swaps, counted) {
        (false, _) => good(ABOUT, "none, so that memory limits are memory limits"),
        (true, true) => good(ABOUT, "counted with memory"),
        (true, false) => bad(
            ABOUT,
            Standing::Limited,
            "not counted",
            "a task over its memory is swapped out instead of killed",
            Some("add swapaccount=1 to the kernel's command line, or swapoff -a"),
        ),
    }
}

fn overlay() -> Finding {
    if read("/proc/filesystems").lines().any(|line| line.ends_with("\toverlay")) {
        return good("overlayfs", "there");
    }
    bad("overlayfs", Standing::Lacking, "not there", "no image can be a root", Some("modprobe overlay"))
}

fn storage(data: &Path) -> Finding {
    const ABOUT: &str = "storage";
    const OVERLAY: i64 = 0x794c_7630;
    const NFS: i64 = 0x6969;
    // The folder may be still to come: its nearest ancestor says where it will be.
    let at = data.ancestors().find(|folder| folder.exists()).unwrap_or(Path::new("/"));
    let Ok(found) = statfs(at) else {
        return bad(ABOUT, Standing::Limited, "cannot be asked for", "images may not fit", None);
    };
    let kind = found.f_type;
    if kind == OVERLAY || kind == NFS {
        let name = if kind == NFS { "NFS" } else { "another overlay" };
        return bad(
            ABOUT,
            Standing::Lacking,
            &format!("{} is on {name}, over which no root can be laid", at.display()),
            "no task can run",
            Some("maquette --data DIR start, with DIR on a disk"),
        );
    }
    let free = found.f_bavail.saturating_mul(found.f_bsize as u64) >> 30;
    bad(
        ABOUT,
        Standing::Limited,
        &format!("{free} GiB free at {}; no project quotas are used", at.display()),
        "a task's ephemeral storage has no limit but the disk's",
        None,
    )
}

fn limits() -> Finding {
    const SYS_RESOURCE: u64 = 1 << 24;
    let files = nix::sys::resource::getrlimit(nix::sys::resource::Resource::RLIMIT_NOFILE);
    let most = files.map_or(0, |(_, hard)| hard);
    if capabilities() & SYS_RESOURCE != 0 {
        return good("ulimits", "may be raised");
    }
    bad(
        "ulimits",
        Standing::Limited,
        &format!("no CAP_SYS_RESOURCE: at most {most} open files"),
        "a task's higher ulimits are lowered to that, which is told",
        (most < 65_535).then_some("ulimit -Hn 65535, before maquette start"),
    )
}

fn network_filter() -> Finding {
    let is_loaded = read("/proc/modules").lines().any(|line| line.starts_with("nf_tables "));
    // A kernel without modules has it built in or not at all; conntrack's settings come with it.
    let is_built_in = !Path::new("/proc/modules").exists() && Path::new("/proc/sys/net/netfilter").exists();
    if is_loaded || is_built_in {
        return good("nftables", if is_loaded { "loaded" } else { "built into the kernel" });
    }
    if Path::new("/proc/modules").exists() {
        return bad(
            "nftables",
            Standing::Limited,
            "not loaded",
            "loaded when the first VPC is made, if the kernel has it and we may",
            Some("modprobe nf_tables"),
        );
    }
    bad("nftables", Standing::Lacking, "not in this kernel", "no security group, no network ACL", None)
}

fn tun() -> Finding {
    if Path::new("/dev/net/tun").exists() {
        return good("/dev/net/tun", "there");
    }
    bad(
        "/dev/net/tun",
        Standing::Limited,
        "not there",
        "nothing at present; a rootless network would need it",
        Some("mkdir -p /dev/net && mknod /dev/net/tun c 10 200"),
    )
}

fn user_namespaces() -> Finding {
    const ABOUT: &str = "user namespaces";
    let most = read("/proc/sys/user/max_user_namespaces");
    let refused = read("/proc/sys/kernel/unprivileged_userns_clone").trim() == "0"
        || read("/proc/sys/kernel/apparmor_restrict_unprivileged_userns").trim() == "1";
    if matches!(most.trim(), "" | "0") || refused {
        return bad(
            ABOUT,
            Standing::Limited,
            "not for ordinary users",
            "maquette run needs root, or falls back to environment variables",
            Some("sysctl -w user.max_user_namespaces=15000 kernel.unprivileged_userns_clone=1"),
        );
    }
    good(ABOUT, "there")
}

fn foreign_programs() -> Finding {
    const ABOUT: &str = "foreign programs";
    let (name, shown) = match std::env::consts::ARCH {
        "x86_64" => ("qemu-aarch64", "arm64"),
        _ => ("qemu-x86_64", "amd64"),
    };
    let registered = read(&format!("/proc/sys/fs/binfmt_misc/{name}"));
    let flags = registered.lines().find_map(|line| line.strip_prefix("flags:")).unwrap_or_default();
    if registered.starts_with("enabled") && flags.contains('F') {
        return good(ABOUT, format!("{shown} through QEMU"));
    }
    let installed = in_path(&format!("{name}-static")).is_some() || in_path(name).is_some();
    let mend = match (installed, registered.is_empty()) {
        (false, _) => "apt install qemu-user-static",
        (true, true) => "mount -t binfmt_misc binfmt_misc /proc/sys/fs/binfmt_misc; update-binfmts --enable",
        (true, false) => "update-binfmts --disable && update-binfmts --enable, with the flag F",
    };
    bad(
        ABOUT,
        Standing::Limited,
        &format!("none for {shown}{}", if installed { " (QEMU is installed, not registered)" } else { "" }),
        &format!("an image for linux/{shown} does not start: exec format error"),
        Some(mend),
    )
}

fn builders() -> Finding {
    let found: Vec<_> =
        ["docker", "podman", "buildah"].into_iter().filter(|name| in_path(name).is_some()).collect();
    if found.is_empty() {
        return bad(
            "image builders",
            Standing::Limited,
            "none of docker, podman and buildah",
            "images can be pulled, not built",
            Some("apt install buildah"),
        );
    }
    good("image builders", found.join(", "))
}

fn in_path(name: &str) -> Option<PathBuf> {
    let path = std::env::var_os("PATH")?;
    std::env::split_paths(&path).map(|folder| folder.join(name)).find(|file| file.is_file())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_not_well_says_what_it_takes_away() {
        let folder = tempfile::tempdir().unwrap();
        let findings = probe(&folder.path().join("not/yet/there"));
        assert_eq!(findings.len(), 11);
        for finding in findings {
            assert_eq!(finding.state == Standing::Good, finding.affects.is_none(), "{finding:?}");
            assert!(!finding.found.is_empty());
        }
    }
}
