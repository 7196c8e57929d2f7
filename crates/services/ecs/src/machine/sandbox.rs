//! From a container of a plan and its image to a sandbox of the room.

use super::images::Pulled;
use crate::plan::{ContainerPlan, LogMode, TaskPlan};
use crate::records::{Interface, Task};
use room::{Capabilities, Group, Limits, Mount, Network, Root, Sandbox, Signal, Source, Ulimit};
use std::path::{Path, PathBuf};

/// What a container is made of beside its plan.
pub(super) struct Setting<'a> {
    pub(super) task: &'a Task,
    pub(super) plan: &'a TaskPlan,
    pub(super) interface: &'a Interface,
    /// The file of the task's network namespace.
    pub(super) namespace: &'a Path,
    /// Address of the VPC's resolver.
    pub(super) resolver: Option<String>,
    /// The domain of the VPC's names.
    pub(super) domain: String,
    /// The folder of the task's volumes.
    pub(super) volumes: PathBuf,
    /// Variables that ECS sets in every container of the task, and those that lead clients to the installation's CA.
    pub(super) variables: Vec<(String, String)>,
}

/// The name of a container's sandbox: it follows from the task, so that the next server finds it.
pub(super) fn id(task: &Task, index: usize) -> String {
    format!("{}-{index}", task.id)
}

pub(super) fn describe(setting: &Setting<'_>, index: usize, image: &Pulled) -> Option<Sandbox> {
    let container = setting.plan.containers.get(index)?;
    let hostname = setting.interface.private_dns_name.clone().unwrap_or_default();
    Some(Sandbox {
        id: id(setting.task, index),
        group: Some(Group {
            name: setting.task.id.clone(),
            cpus: Some(f64::from(setting.plan.cpu) / 1024.0),
            memory: Some(u64::from(setting.plan.memory) << 20),
        }),
        root: Root::Layers(image.layers.clone()),
        arguments: arguments(container, image),
        environment: environment(setting, container, image),
        working_directory: container
            .working_directory
            .clone()
            .unwrap_or_else(|| image.working_directory.clone()),
        user: container.user.clone().unwrap_or_else(|| image.user.clone()),
        network: Network::Namespace(setting.namespace.to_owned()),
        files: files(setting, &hostname),
        hostname,
        mounts: mounts(setting, container),
        limits: limits(setting, container),
        read_only_root: container.readonly_root,
        capabilities: Capabilities {
            add: container.capabilities_added.clone(),
            drop: container.capabilities_dropped.clone(),
        },
        init_process: container.init,
        foreign: image.foreign,
        stop_signal: image.stop_signal.as_deref().and_then(Signal::parse),
        log: match container.log.as_ref().map(|log| log.mode) {
            Some(LogMode::Blocking) => room::LogMode::Blocking,
            Some(LogMode::NonBlocking { buffer }) => room::LogMode::NonBlocking { max_buffer: buffer },
            None => room::LogMode::default(),
        },
    })
}

/// An entry point of the definition drops the image's command, as Docker does.
fn arguments(container: &ContainerPlan, image: &Pulled) -> Vec<String> {
    let entry = container.entry_point.as_ref().unwrap_or(&image.entry_point);
    let command = match (&container.command, &container.entry_point) {
        (Some(command), _) => command.as_slice(),
        (None, Some(_)) => &[],
        (None, None) => image.command.as_slice(),
    };
    entry.iter().chain(command).cloned().collect()
}

/// The later wins: the image's, what clients need to find us, ECS's own, the definition's.
fn environment(setting: &Setting<'_>, container: &ContainerPlan, image: &Pulled) -> Vec<(String, String)> {
    let mut variables = Vec::<(String, String)>::new();
    let all = image.environment.iter().chain(&setting.variables).chain(&container.environment);
    for (name, value) in all {
        variables.retain(|(other, _)| other != name);
        variables.push((name.clone(), value.clone()));
    }
    variables
}

fn files(setting: &Setting<'_>, hostname: &str) -> Vec<(PathBuf, Vec<u8>)> {
    let resolver = setting.resolver.iter().map(|address| format!("nameserver {address}\n"));
    let resolv: String = std::iter::once(format!("search {}\n", setting.domain)).chain(resolver).collect();
    let short = hostname.split('.').next().unwrap_or_default();
    let hosts = format!(
        "127.0.0.1 localhost\n::1 localhost\n{} {hostname} {short}\n",
        setting.interface.private_ipv4_address
    );
    [("/etc/resolv.conf", resolv), ("/etc/hosts", hosts), ("/etc/hostname", format!("{hostname}\n"))]
        .map(|(path, text)| (PathBuf::from(path), text.into_bytes()))
        .into()
}

fn mounts(setting: &Setting<'_>, container: &ContainerPlan) -> Vec<Mount> {
    let volume = |name: &str, path: &str, read_only| Mount {
        target: PathBuf::from(path),
        source: Source::Path(setting.volumes.join(name)),
        read_only,
    };
    let own = container.mounts.iter().map(|mount| volume(&mount.volume, &mount.path, mount.read_only));
    let others = container.volumes_from.iter().flat_map(|from| {
        let other = setting.plan.containers.iter().find(|other| other.name == from.container);
        let mounts = other.into_iter().flat_map(|other| &other.mounts);
        mounts.map(move |mount| volume(&mount.volume, &mount.path, from.read_only || mount.read_only))
    });
    let memory = container.tmpfs.iter().map(|tmpfs| Mount {
        target: PathBuf::from(&tmpfs.path),
        source: Source::Tmpfs { size: u64::from(tmpfs.mebibytes) << 20, options: tmpfs.options.clone() },
        read_only: false,
    });
    own.chain(others).chain(memory).collect()
}

fn limits(setting: &Setting<'_>, container: &ContainerPlan) -> Limits {
    let bytes = |mebibytes: u32| u64::from(mebibytes) << 20;
    Limits {
        cpus: None,
        // Docker's least share.
        cpu_shares: Some(u64::from(container.cpu).max(2)),
        memory: container.memory.map(bytes),
        memory_reservation: container.memory_reservation.map(bytes),
        pids: None,
        ulimits: container
            .ulimits
            .iter()
            .map(|limit| Ulimit { name: limit.name.clone(), soft: limit.soft, hard: limit.hard })
            .collect(),
        storage: Some(u64::from(setting.plan.ephemeral_storage) << 30),
        shared_memory: None,
    }
}
