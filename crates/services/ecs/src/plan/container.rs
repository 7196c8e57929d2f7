//! One container's plan.

use super::*;
use crate::plan::log;
use model_ecs::types::{
    ContainerCondition, ContainerDefinition, ContainerOverride, HealthCheck, KeyValuePair, PortMapping,
    TransportProtocol,
};

/// From the stop signal to the kill on Fargate, unless the definition says otherwise.
/// <https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_ContainerDefinition.html>
const STOP_TIMEOUT: Duration = Duration::from_secs(30);
/// The restart attempt period of a policy that says none.
const RESTART_ATTEMPT_PERIOD: i32 = 300;

/// A container of the definition with its overrides, of which the later ones win.
pub(super) fn plan(
    container: &ContainerDefinition,
    overrides: &[&ContainerOverride],
    task_id: &str,
) -> Result<ContainerPlan> {
    let name = container.name.clone().unwrap_or_default();
    let linux = container.linux_parameters.clone().unwrap_or_default();
    let capabilities = linux.capabilities.clone().unwrap_or_default();
    let log =
        container.log_configuration.as_ref().map(|options| log::plan(options, &name, task_id)).transpose()?;
    Ok(ContainerPlan {
        image: container.image.clone().unwrap_or_default(),
        essential: container.essential.unwrap_or(true),
        entry_point: words(container.entry_point.as_ref()),
        command: words(last(overrides, |o| o.command.as_ref()).or(container.command.as_ref())),
        environment: environment(container, overrides),
        cpu: number(last(overrides, |o| o.cpu.as_ref()).or(container.cpu.as_ref())).unwrap_or(0),
        memory: number(last(overrides, |o| o.memory.as_ref()).or(container.memory.as_ref())),
        memory_reservation: number(
            last(overrides, |o| o.memory_reservation.as_ref()).or(container.memory_reservation.as_ref()),
        ),
        user: text(container.user.as_ref()),
        working_directory: text(container.working_directory.as_ref()),
        readonly_root: container.readonly_root_filesystem == Some(true),
        init: linux.init_process_enabled == Some(true),
        tmpfs: tmpfs(&linux),
        capabilities_added: capabilities.add.unwrap_or_default(),
        capabilities_dropped: capabilities.drop.unwrap_or_default(),
        ulimits: ulimits(container),
        system_controls: system_controls(container),
        depends_on: dependencies(container),
        health: container.health_check.as_ref().and_then(health),
        start_timeout: container.start_timeout.map(seconds),
        stop_timeout: container.stop_timeout.map_or(STOP_TIMEOUT, seconds),
        mounts: mounts(container),
        volumes_from: volumes_from(container),
        labels: container.docker_labels.iter().flatten().map(|(k, v)| (k.clone(), v.clone())).collect(),
        log,
        ports: container.port_mappings.iter().flatten().filter_map(port).collect(),
        restart: restart(container),
        interactive: container.interactive == Some(true),
        pseudo_terminal: container.pseudo_terminal == Some(true),
        name,
    })
}

/// What the last override that says something says.
fn last<'a, T>(
    overrides: &[&'a ContainerOverride],
    says: impl Fn(&'a ContainerOverride) -> Option<&'a T>,
) -> Option<&'a T> {
    overrides.iter().rev().find_map(|o| says(o))
}

/// An empty list says nothing.
fn words(words: Option<&Vec<String>>) -> Option<Vec<String>> {
    words.filter(|words| !words.is_empty()).cloned()
}

fn text(text: Option<&String>) -> Option<String> {
    text.filter(|text| !text.is_empty()).cloned()
}

/// Zero says nothing.
fn number(number: Option<&i32>) -> Option<u32> {
    number.and_then(|n| u32::try_from(*n).ok()).filter(|n| *n > 0)
}

fn seconds(seconds: i32) -> Duration {
    Duration::from_secs(u64::try_from(seconds).unwrap_or(0))
}

/// The definition's variables with those of the overrides over them, each once.
fn environment(container: &ContainerDefinition, overrides: &[&ContainerOverride]) -> Vec<(String, String)> {
    let overriding = overrides.iter().flat_map(|o| o.environment.iter().flatten());
    let mut merged: Map<String> = Map::new();
    for KeyValuePair { name, value } in container.environment.iter().flatten().chain(overriding) {
        merged.insert(name.clone().unwrap_or_default(), value.clone().unwrap_or_default());
    }
    merged.into_iter().filter(|(name, _)| !name.is_empty()).collect()
}

fn tmpfs(linux: &model_ecs::types::LinuxParameters) -> Vec<TmpfsPlan> {
    let plan = |tmpfs: &model_ecs::types::Tmpfs| TmpfsPlan {
        path: tmpfs.container_path.clone(),
        mebibytes: u32::try_from(tmpfs.size).unwrap_or(0),
        options: tmpfs.mount_options.clone().unwrap_or_default(),
    };
    linux.tmpfs.iter().flatten().map(plan).collect()
}

fn ulimits(container: &ContainerDefinition) -> Vec<UlimitPlan> {
    let plan = |ulimit: &model_ecs::types::Ulimit| UlimitPlan {
        name: ulimit.name.as_str().to_owned(),
        soft: ulimit.soft_limit.into(),
        hard: ulimit.hard_limit.into(),
    };
    container.ulimits.iter().flatten().map(plan).collect()
}

fn system_controls(container: &ContainerDefinition) -> Vec<(String, String)> {
    let controls = container.system_controls.iter().flatten();
    controls.filter_map(|control| Some((control.namespace.clone()?, control.value.clone()?))).collect()
}

fn dependencies(container: &ContainerDefinition) -> Vec<Dependency> {
    let plan = |dependency: &model_ecs::types::ContainerDependency| Dependency {
        container: dependency.container_name.clone(),
        condition: match dependency.condition {
            ContainerCondition::Complete => Condition::Complete,
            ContainerCondition::Success => Condition::Success,
            ContainerCondition::Healthy => Condition::Healthy,
            ContainerCondition::Start | ContainerCondition::Unknown(_) => Condition::Start,
        },
    };
    container.depends_on.iter().flatten().map(plan).collect()
}

/// <https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_HealthCheck.html>; `NONE` switches the image's own off,
/// which ECS does not look at anyway.
fn health(check: &HealthCheck) -> Option<HealthPlan> {
    let command = match check.command.split_first() {
        Some((kind, rest)) if kind == "CMD-SHELL" => HealthCommand::Shell(rest.join(" ")),
        Some((kind, rest)) if kind == "CMD" => HealthCommand::Exec(rest.to_vec()),
        Some((kind, _)) if kind == "NONE" => return None,
        Some((only, [])) => HealthCommand::Shell(only.clone()),
        _ => HealthCommand::Exec(check.command.clone()),
    };
    Some(HealthPlan {
        check: command,
        interval: seconds(check.interval.unwrap_or(30)),
        timeout: seconds(check.timeout.unwrap_or(5)),
        retries: check.retries.and_then(|n| u32::try_from(n).ok()).unwrap_or(3),
        start_period: seconds(check.start_period.unwrap_or(0)),
    })
}

fn mounts(container: &ContainerDefinition) -> Vec<MountPlan> {
    let plan = |mount: &model_ecs::types::MountPoint| {
        Some(MountPlan {
            volume: mount.source_volume.clone()?,
            path: mount.container_path.clone()?,
            read_only: mount.read_only == Some(true),
        })
    };
    container.mount_points.iter().flatten().filter_map(plan).collect()
}

fn volumes_from(container: &ContainerDefinition) -> Vec<VolumesFromPlan> {
    let plan = |from: &model_ecs::types::VolumeFrom| {
        let container = from.source_container.clone()?;
        Some(VolumesFromPlan { container, read_only: from.read_only == Some(true) })
    };
    container.volumes_from.iter().flatten().filter_map(plan).collect()
}

/// A port, or a range `8000-8010`.
fn port(mapping: &PortMapping) -> Option<PortPlan> {
    let port = |port: i32| u16::try_from(port).ok();
    let (first, last) = if let Some(range) = &mapping.container_port_range {
        let (first, last) = range.split_once('-')?;
        (first.parse().ok()?, last.parse().ok()?)
    } else {
        (port(mapping.container_port?)?, port(mapping.container_port?)?)
    };
    let udp = mapping.protocol == Some(TransportProtocol::Udp);
    Some(PortPlan { first, last, udp, name: mapping.name.clone() })
}

fn restart(container: &ContainerDefinition) -> Option<RestartPlan> {
    let policy = container.restart_policy.as_ref().filter(|policy| policy.enabled)?;
    Some(RestartPlan {
        ignored_exit_codes: policy.ignored_exit_codes.clone().unwrap_or_default(),
        attempt_period: seconds(policy.restart_attempt_period.unwrap_or(RESTART_ATTEMPT_PERIOD)),
    })
}
