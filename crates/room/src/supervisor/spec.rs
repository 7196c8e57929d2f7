//! The sandbox in the terms of the OCI runtime specification, as libcontainer reads it from `config.json`.

use super::{confine::Confinement, inside::Inside, user, user::User};
use crate::{
    cgroup::{PERIOD, Trees, quota},
    control::Plan,
    exit::StartFailure,
    place::Place,
    sandbox::{Capabilities, Limits, Mount, Network, Root, Sandbox, Source, Ulimit},
};
use libcontainer::error::LibcontainerError;
use nix::sys::resource::{Resource, getrlimit};
use serde_json::{Value, json};
use std::{fs, path::Path};

/// What [`make`] made.
pub(super) struct Made {
    pub(super) spec: Value,
    pub(super) environment: Vec<(String, String)>,
    pub(super) confinement: Confinement,
    pub(super) unenforced: Vec<String>,
}

/// What a container may do, as every runtime grants it (a80425fb).
const CAPABILITIES: [&str; 14] = [
    "CHOWN",
    "DAC_OVERRIDE",
    "FSETID",
    "FOWNER",
    "MKNOD",
    "NET_RAW",
    "SETGID",
    "SETUID",
    "SETFCAP",
    "SETPCAP",
    "NET_BIND_SERVICE",
    "SYS_CHROOT",
    "KILL",
    "AUDIT_WRITE",
];

/// Every capability there is, for `ALL`.
const ALL: [&str; 41] = [
    "CHOWN",
    "DAC_OVERRIDE",
    "DAC_READ_SEARCH",
    "FOWNER",
    "FSETID",
    "KILL",
    "SETGID",
    "SETUID",
    "SETPCAP",
    "LINUX_IMMUTABLE",
    "NET_BIND_SERVICE",
    "NET_BROADCAST",
    "NET_ADMIN",
    "NET_RAW",
    "IPC_LOCK",
    "IPC_OWNER",
    "SYS_MODULE",
    "SYS_RAWIO",
    "SYS_CHROOT",
    "SYS_PTRACE",
    "SYS_PACCT",
    "SYS_ADMIN",
    "SYS_BOOT",
    "SYS_NICE",
    "SYS_RESOURCE",
    "SYS_TIME",
    "SYS_TTY_CONFIG",
    "MKNOD",
    "LEASE",
    "AUDIT_WRITE",
    "AUDIT_CONTROL",
    "SETFCAP",
    "MAC_OVERRIDE",
    "MAC_ADMIN",
    "SYSLOG",
    "WAKE_ALARM",
    "BLOCK_SUSPEND",
    "AUDIT_READ",
    "PERFMON",
    "BPF",
    "CHECKPOINT_RESTORE",
];

/// Kernel files that a sandbox may not see or change, as every runtime has them.
const MASKED: [&str; 10] = [
    "/proc/acpi",
    "/proc/asound",
    "/proc/kcore",
    "/proc/keys",
    "/proc/latency_stats",
    "/proc/timer_list",
    "/proc/timer_stats",
    "/proc/sched_debug",
    "/proc/scsi",
    "/sys/firmware",
];
const READ_ONLY: [&str; 5] = ["/proc/bus", "/proc/fs", "/proc/irq", "/proc/sys", "/proc/sysrq-trigger"];

const PATH: &str = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin";
/// Bytes of `/dev/shm`, where nothing is said.
const SHARED_MEMORY: u64 = 64 << 20;

pub(super) fn make(place: &Place, plan: &Plan, inside: &Inside) -> Result<Made, StartFailure> {
    let sandbox = &plan.sandbox;
    let user = user::resolve(&sandbox.user, inside)?;
    let unified = Trees::of_host().map_err(StartFailure::other)?.unified;
    let mut unenforced = Vec::new();
    if let Some(bytes) = sandbox.limits.storage {
        unenforced.push(format!(
            "ephemeral storage of {bytes} bytes: the data folder's file system keeps no project quotas"
        ));
    }
    let rlimits = rlimits(&sandbox.limits.ulimits, &mut unenforced)?;
    let capabilities = capabilities(&sandbox.capabilities, unified)?;
    // Who is not root has them only through a file that grants them (the bounding set).
    let held = if user.uid == 0 { capabilities.clone() } else { Vec::new() };
    let confinement = Confinement::new(&capabilities, &held).map_err(StartFailure::other)?;
    // What the confinement needs to be entered, and gives up on the way.
    let with_ours = |all: &[String]| {
        let mut all = all.to_vec();
        all.extend(
            Confinement::NEEDS
                .iter()
                .filter(|c| !all.iter().any(|a| a == *c))
                .map(|c| (*c).to_owned())
                .collect::<Vec<_>>(),
        );
        all
    };
    let (capabilities, held) = (with_ours(&capabilities), with_ours(&held));
    let environment = environment(sandbox, &user);
    let spec = json!({
        "ociVersion": "1.0.2",
        "root": { "path": place.root(), "readonly": sandbox.read_only_root },
        "hostname": if sandbox.hostname.is_empty() { None } else { Some(&sandbox.hostname) },
        "process": {
            "terminal": false,
            "user": { "uid": user.uid, "gid": user.gid, "additionalGids": user.groups },
            "args": sandbox.arguments,
            "cwd": "/",
            "capabilities": {
                "bounding": capabilities, "effective": held, "permitted": held, "inheritable": [], "ambient": [],
            },
            "rlimits": rlimits,
        },
        "mounts": mounts(place, sandbox),
        "linux": {
            "cgroupsPath": Path::new("/").join(&plan.cgroup),
            "resources": resources(&sandbox.limits),
            "namespaces": namespaces(&sandbox.network),
            "maskedPaths": MASKED,
            "readonlyPaths": READ_ONLY,
        },
    });
    Ok(Made { spec, environment, confinement, unenforced })
}

fn environment(sandbox: &Sandbox, user: &User) -> Vec<(String, String)> {
    let mut all = sandbox.environment.clone();
    let defaults = [("PATH", PATH), ("HOME", &user.home), ("HOSTNAME", &sandbox.hostname)];
    for (name, value) in defaults.into_iter().filter(|(_, value)| !value.is_empty()) {
        if !all.iter().any(|(given, _)| given == name) {
            all.push((name.to_owned(), value.to_owned()));
        }
    }
    all
}

fn capabilities(asked: &Capabilities, unified: bool) -> Result<Vec<String>, StartFailure> {
    let mut all: Vec<&str> = CAPABILITIES.to_vec();
    if unified {
        // Without version 1's list of devices a node that is made is a device that is open.
        all.retain(|c| *c != "MKNOD");
    }
    let known = |name: &String| {
        let name = name.strip_prefix("CAP_").unwrap_or(name);
        ALL.into_iter().find(|c| *c == name).ok_or_else(|| StartFailure::Resource {
            what: "capabilities".into(),
            problem: format!("there is no capability {name}"),
        })
    };
    for name in &asked.drop {
        if name == "ALL" {
            all.clear();
        } else {
            let name = known(name)?;
            all.retain(|c| *c != name);
        }
    }
    for name in &asked.add {
        if name == "ALL" {
            all = ALL.to_vec();
        } else {
            all.push(known(name)?);
        }
    }
    all.sort_unstable();
    all.dedup();
    Ok(all.into_iter().map(|c| format!("CAP_{c}")).collect())
}

/// Resource limits, none above what we may give.
fn rlimits(asked: &[Ulimit], unenforced: &mut Vec<String>) -> Result<Vec<Value>, StartFailure> {
    let may_raise = may_raise_limits();
    let mut all = Vec::new();
    for ulimit in asked {
        let failure = |problem: &str| StartFailure::Resource {
            what: format!("rlimit {}", ulimit.name),
            problem: problem.to_owned(),
        };
        let resource = resource(&ulimit.name).ok_or_else(|| failure("there is no such limit"))?;
        let (_, most) = getrlimit(resource).map_err(|error| failure(error.desc()))?;
        let [mut soft, mut hard] = [ulimit.soft, ulimit.hard].map(|n| u64::try_from(n).unwrap_or(u64::MAX));
        if hard > most && !may_raise {
            unenforced.push(format!(
                "ulimit {} of {hard}: this process may give no more than {most} (no CAP_SYS_RESOURCE)",
                ulimit.name
            ));
            hard = most;
        }
        soft = soft.min(hard);
        let name = format!("RLIMIT_{}", ulimit.name.to_ascii_uppercase());
        all.push(json!({ "type": name, "soft": soft, "hard": hard }));
    }
    Ok(all)
}

/// Whether this process has CAP_SYS_RESOURCE.
fn may_raise_limits() -> bool {
    const SYS_RESOURCE: u64 = 1 << 24;
    let status = fs::read_to_string("/proc/self/status").unwrap_or_default();
    let effective = status.lines().find_map(|line| line.strip_prefix("CapEff:"));
    effective
        .and_then(|hex| u64::from_str_radix(hex.trim(), 16).ok())
        .is_some_and(|set| set & SYS_RESOURCE != 0)
}

fn resource(name: &str) -> Option<Resource> {
    Some(match name {
        "core" => Resource::RLIMIT_CORE,
        "cpu" => Resource::RLIMIT_CPU,
        "data" => Resource::RLIMIT_DATA,
        "fsize" => Resource::RLIMIT_FSIZE,
        "locks" => Resource::RLIMIT_LOCKS,
        "memlock" => Resource::RLIMIT_MEMLOCK,
        "msgqueue" => Resource::RLIMIT_MSGQUEUE,
        "nice" => Resource::RLIMIT_NICE,
        "nofile" => Resource::RLIMIT_NOFILE,
        "nproc" => Resource::RLIMIT_NPROC,
        "rss" => Resource::RLIMIT_RSS,
        "rtprio" => Resource::RLIMIT_RTPRIO,
        "rttime" => Resource::RLIMIT_RTTIME,
        "sigpending" => Resource::RLIMIT_SIGPENDING,
        "stack" => Resource::RLIMIT_STACK,
        _ => return None,
    })
}

fn resources(limits: &Limits) -> Value {
    let mut all = json!({});
    if limits.cpus.is_some() || limits.cpu_shares.is_some() {
        all["cpu"] = json!({
            "quota": limits.cpus.map(quota),
            "period": limits.cpus.map(|_| PERIOD),
            "shares": limits.cpu_shares,
        });
    }
    if limits.memory.is_some() || limits.memory_reservation.is_some() {
        all["memory"] = json!({ "limit": limits.memory, "reservation": limits.memory_reservation });
        // More swap would be more memory. Not every kernel counts it.
        if Path::new("/sys/fs/cgroup/memory/memory.memsw.limit_in_bytes").exists() {
            all["memory"]["swap"] = json!(limits.memory);
        }
    }
    if let Some(pids) = limits.pids {
        all["pids"] = json!({ "limit": pids });
    }
    // Nothing but what libcontainer allows every container: null, zero, full, random, urandom, tty, ptys.
    all["devices"] = json!([{ "allow": false, "access": "rwm" }]);
    all
}

fn namespaces(network: &Network) -> Value {
    let mut all = vec![
        json!({ "type": "pid" }),
        json!({ "type": "ipc" }),
        json!({ "type": "uts" }),
        json!({ "type": "mount" }),
        json!({ "type": "cgroup" }),
    ];
    match network {
        Network::None => all.push(json!({ "type": "network" })),
        Network::Namespace(path) => all.push(json!({ "type": "network", "path": path })),
        Network::Host => {}
    }
    Value::Array(all)
}

fn mounts(place: &Place, sandbox: &Sandbox) -> Vec<Value> {
    let mount = |target: &str, kind: &str, options: &[&str]| json!({ "destination": target, "type": kind, "source": kind, "options": options });
    let shared = format!("size={}", sandbox.limits.shared_memory.unwrap_or(SHARED_MEMORY));
    let mut all = vec![
        mount("/proc", "proc", &["nosuid", "noexec", "nodev"]),
        mount("/dev", "tmpfs", &["nosuid", "strictatime", "mode=755", "size=65536k"]),
        mount(
            "/dev/pts",
            "devpts",
            &["nosuid", "noexec", "newinstance", "ptmxmode=0666", "mode=0620", "gid=5"],
        ),
        mount("/dev/shm", "tmpfs", &["nosuid", "noexec", "nodev", "mode=1777", &shared]),
        mount("/dev/mqueue", "mqueue", &["nosuid", "noexec", "nodev"]),
        mount("/sys", "sysfs", &["nosuid", "noexec", "nodev", "ro"]),
        // Language runtimes read their limits here.
        mount("/sys/fs/cgroup", "cgroup", &["nosuid", "noexec", "nodev", "relatime", "ro"]),
    ];
    let bind = |target: &Path, source: &Path, read_only| {
        let access = if read_only { "ro" } else { "rw" };
        json!({ "destination": target, "type": "bind", "source": source, "options": ["rbind", "rprivate", access] })
    };
    if matches!(sandbox.root, Root::Host) {
        all.push(bind(Path::new("/usr"), Path::new("/usr"), true));
        all.push(bind(Path::new("/etc"), &place.run.join("etc"), true));
        for name in ["/bin", "/sbin", "/lib", "/lib32", "/lib64"].map(Path::new) {
            // A host whose folders are not links into /usr.
            if fs::symlink_metadata(name).is_ok_and(|found| found.is_dir()) {
                all.push(bind(name, name, true));
            }
        }
    }
    for Mount { target, source, read_only } in &sandbox.mounts {
        all.push(match source {
            Source::Path(path) => bind(target, path, *read_only),
            Source::Tmpfs { size, options } => {
                let mut options = options.clone();
                options.extend([format!("size={size}"), if *read_only { "ro" } else { "rw" }.to_owned()]);
                options.splice(0..0, ["nosuid", "nodev", "noexec"].map(ToOwned::to_owned));
                json!({ "destination": target, "type": "tmpfs", "source": "tmpfs", "options": options })
            }
        });
    }
    all
}

/// What libcontainer says of a failure, with the text of every cause, put to the wish it is about.
pub(super) fn failure(sandbox: &Sandbox, error: &LibcontainerError) -> StartFailure {
    let mut problem = error.to_string();
    let mut cause = std::error::Error::source(error);
    while let Some(next) = cause {
        let text = next.to_string();
        if !problem.contains(&text) {
            problem = format!("{problem}: {text}");
        }
        cause = next.source();
    }
    if let Network::Namespace(path) = &sandbox.network
        && !path.exists()
    {
        return StartFailure::Network { path: path.clone(), problem };
    }
    for mount in &sandbox.mounts {
        if let Source::Path(path) = &mount.source
            && !path.exists()
        {
            return StartFailure::Mount { path: path.clone(), problem: "no such file or directory".into() };
        }
    }
    if problem.contains("cgroup") {
        return StartFailure::Resource { what: "cgroup config".into(), problem };
    }
    if problem.contains("rlimit") {
        return StartFailure::Resource { what: "rlimits".into(), problem };
    }
    StartFailure::Other { problem }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_default_capabilities_are_those_of_every_runtime() {
        let all = capabilities(&Capabilities::default(), false).unwrap();
        let bits = all.iter().fold(0u64, |set, name| {
            let number = ALL.iter().position(|c| format!("CAP_{c}") == *name).unwrap();
            set | 1 << number
        });
        assert_eq!(format!("{bits:x}"), "a80425fb");
        assert!(!capabilities(&Capabilities::default(), true).unwrap().contains(&"CAP_MKNOD".to_owned()));
    }

    #[test]
    fn capabilities_are_dropped_before_they_are_added() {
        let check = |add: &[&str], drop: &[&str], expected: &[&str]| {
            let list = |names: &[&str]| names.iter().map(|n| (*n).to_owned()).collect();
            let all = capabilities(&Capabilities { add: list(add), drop: list(drop) }, false).unwrap();
            assert_eq!(all, expected);
        };
        check(&["SYS_PTRACE"], &["ALL"], &["CAP_SYS_PTRACE"]);
        check(&["CAP_KILL", "KILL"], &["ALL"], &["CAP_KILL"]);
        check(&[], &["ALL"], &[]);
        let wrong = Capabilities { add: vec!["FLY".into()], drop: Vec::new() };
        let told = capabilities(&wrong, false).unwrap_err().to_string();
        assert_eq!(told, "error setting capabilities: there is no capability FLY");
    }
}
