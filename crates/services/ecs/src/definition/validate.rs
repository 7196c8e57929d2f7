//! What ECS asks of every definition, with its texts. The place of each text is named; where there is none, the limit is
//! that of AWS's page on the parameter and the wording is *unconfirmed*.

use super::{fargate, graph};
use crate::plan;
use crate::refusals::client;
use model_ecs::types::*;
use std::collections::HashSet;
use std::ops::RangeInclusive;
use wire::prelude::*;

/// MiB of a container at least.
/// <https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_ContainerDefinition.html>
pub(crate) const LEAST_MEMORY: i32 = 6;
/// <https://github.com/klothoplatform/klotho/issues/892>
pub(crate) const TOO_MUCH_CPU: &str =
    "The sum of all container 'cpu' values cannot be greater than the value of the task 'cpu'.";
/// *unconfirmed*, after the former
pub(crate) const TOO_MUCH_RESERVED: &str = "The sum of all container 'memoryReservation' values cannot be greater than the value of the task 'memory'.";
/// *unconfirmed*, after the former
pub(crate) const TOO_MUCH_MEMORY: &str =
    "The 'memory' of a container cannot be greater than the value of the task 'memory'.";

/// Containers of a definition, characters of an image's name, bytes of the whole.
/// <https://docs.aws.amazon.com/AmazonECS/latest/developerguide/service-quotas.html>
const MOST_CONTAINERS: usize = 10;
const IMAGE: usize = 255;
const WHOLE: usize = 65_536;

/// Refuses a definition that AWS would not register.
pub(crate) fn validate(input: &RegisterTaskDefinitionInput) -> Result<()> {
    let length = wire::view::to_json(input).to_string().len();
    if length > WHOLE {
        // https://github.com/awsdocs/amazon-ecs-developer-guide/pull/149
        return Err(client(format!("Actual length: '{length}'. Max allowed length is '{WHOLE}' bytes.")));
    }
    if !is_name(&input.family) {
        // https://github.com/aws/amazon-ecs-cli/issues/37
        return Err(client("Family contains invalid characters."));
    }
    check_volumes(input)?;
    check_containers(input)?;
    let compatibilities = input.requires_compatibilities.as_deref().unwrap_or_default();
    if compatibilities.contains(&Compatibility::Fargate) {
        fargate::check(input)?;
    }
    if let Some(gib) = input.ephemeral_storage.as_ref().map(|storage| storage.size_in_gi_b)
        && !crate::fargate::EPHEMERAL_RANGE.contains(&gib)
    {
        return Err(fargate::no_storage(gib));
    }
    check_sizes(input)
}

/// Letters, digits, hyphens and underscores, at most 255 of them.
pub(crate) fn is_name(name: &str) -> bool {
    (1..=255).contains(&name.len())
        && name.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-' || b == b'_')
}

fn check_volumes(input: &RegisterTaskDefinitionInput) -> Result<()> {
    let mut names = HashSet::new();
    for volume in input.volumes.iter().flatten() {
        let name = volume.name.as_deref().unwrap_or_default();
        if !is_name(name) {
            return Err(client(
                "Volume name should not be null or empty, and may contain letters, numbers, hyphens and underscores only.",
            ));
        }
        if !names.insert(name) {
            return Err(client(format!("Volume '{name}' is specified more than once.")));
        }
    }
    Ok(())
}

fn check_containers(input: &RegisterTaskDefinitionInput) -> Result<()> {
    let containers = &input.container_definitions;
    if containers.is_empty() {
        // https://github.com/awsdocs/aws-cloudformation-user-guide/pull/454
        return Err(client("Container list cannot be empty."));
    }
    if containers.len() > MOST_CONTAINERS {
        // https://github.com/aws/amazon-ecs-cli/issues/184
        return Err(client("Too many containers."));
    }
    let mut names = HashSet::new();
    for container in containers {
        let name = check_names(container)?;
        if !names.insert(name) {
            return Err(client(format!("Container name '{name}' is specified more than once.")));
        }
    }
    for container in containers {
        check_container(input, container)?;
    }
    if containers.iter().all(|container| container.essential == Some(false)) {
        // https://github.com/eagletmt/hako/pull/68
        return Err(client("Task definition doesn't have any essential container."));
    }
    graph::check(containers)
}

fn check_names(container: &ContainerDefinition) -> Result<&str> {
    let name = container.name.as_deref().unwrap_or_default();
    if name.is_empty() {
        // https://github.com/awsdocs/aws-cloudformation-user-guide/pull/612
        return Err(client("Container.name should not be null or empty."));
    }
    if !is_name(name) {
        // https://github.com/hashicorp/terraform-provider-aws/issues/5950
        return Err(client("Container.name contains invalid characters."));
    }
    let image = container.image.as_deref().unwrap_or_default();
    if image.is_empty() {
        return Err(client("Container.image should not be null or empty."));
    }
    if image.chars().count() > IMAGE {
        // https://github.com/hashicorp/terraform-provider-aws/issues/22629
        return Err(client(format!("Container.image should be {IMAGE} characters or less")));
    }
    Ok(name)
}

fn check_container(input: &RegisterTaskDefinitionInput, container: &ContainerDefinition) -> Result<()> {
    let name = container.name.as_deref().unwrap_or_default();
    let invalid = |what: &str| client(format!("Invalid setting for container '{name}'. {what}"));
    let has_task_memory = input.memory.as_deref().is_some_and(|memory| !memory.is_empty());
    if container.memory.is_none() && container.memory_reservation.is_none() && !has_task_memory {
        // https://github.com/cuttlesoft/ecs-deploy.py/issues/17
        return Err(invalid("At least one of 'memory' or 'memoryReservation' must be specified."));
    }
    if [container.memory, container.memory_reservation].iter().flatten().any(|mib| *mib < LEAST_MEMORY) {
        return Err(invalid(&format!(
            "The minimum value of 'memory' and 'memoryReservation' is {LEAST_MEMORY}."
        )));
    }
    if let (Some(memory), Some(reservation)) = (container.memory, container.memory_reservation)
        && memory <= reservation
    {
        return Err(invalid("The value of 'memory' must be greater than the value of 'memoryReservation'."));
    }
    if container.cpu.is_some_and(|cpu| cpu < 0) {
        return Err(invalid("'cpu' must not be negative."));
    }
    if container.secrets.as_ref().is_some_and(|secrets| !secrets.is_empty())
        && input.execution_role_arn.is_none()
    {
        // https://github.com/fabfuel/ecs-deploy/issues/87
        return Err(client(
            "When you are specifying container secrets, you must also specify a value for 'executionRoleArn'.",
        ));
    }
    check_ports(input, container)?;
    check_mounts(input, container)?;
    check_log(container)?;
    check_limits(container)
}

fn check_ports(input: &RegisterTaskDefinitionInput, container: &ContainerDefinition) -> Result<()> {
    let port = |port: Option<i32>| port.is_none_or(|port| (0..=65_535).contains(&port));
    for mapping in container.port_mappings.iter().flatten() {
        if !port(mapping.container_port) || !port(mapping.host_port) {
            return Err(client("Ports must be between 0 and 65535."));
        }
        if mapping.container_port.is_some() == mapping.container_port_range.is_some() {
            return Err(client("Exactly one of 'containerPort' and 'containerPortRange' must be specified."));
        }
        let range = mapping.container_port_range.as_deref().map(|range| {
            let (first, last) = range.split_once('-')?;
            let (first, last): (u16, u16) = (first.parse().ok()?, last.parse().ok()?);
            (1..=last).contains(&first).then_some(())
        });
        if range == Some(None) {
            return Err(client("'containerPortRange' must be a range of ports such as 8000-8010."));
        }
        let differs = mapping.host_port.is_some_and(|host| host != 0 && Some(host) != mapping.container_port);
        if input.network_mode == Some(NetworkMode::Awsvpc) && differs {
            // https://github.com/klothoplatform/klotho/issues/892
            return Err(client(
                "When networkMode=awsvpc, the host ports and container ports in port mappings must match.",
            ));
        }
    }
    Ok(())
}

fn check_mounts(input: &RegisterTaskDefinitionInput, container: &ContainerDefinition) -> Result<()> {
    for mount in container.mount_points.iter().flatten() {
        let volume = mount.source_volume.as_deref().unwrap_or("null");
        if !input.volumes.iter().flatten().any(|v| v.name.as_deref() == Some(volume)) {
            // https://github.com/ansible/ansible/issues/35751
            return Err(client(format!("Unknown volume '{volume}'.")));
        }
        if !mount.container_path.as_deref().is_some_and(|path| path.starts_with('/')) {
            return Err(client("'containerPath' of a mount point must be an absolute path."));
        }
    }
    for from in container.volumes_from.iter().flatten() {
        let source = from.source_container.as_deref();
        let known = input.container_definitions.iter().any(|c| c.name.as_deref() == source);
        if !known || source == container.name.as_deref() {
            return Err(client(format!("Unknown source container '{}'.", source.unwrap_or("null"))));
        }
    }
    Ok(())
}

fn check_log(container: &ContainerDefinition) -> Result<()> {
    let Some(log) = container.log_configuration.as_ref().filter(|log| log.log_driver == LogDriver::Awslogs)
    else {
        return Ok(());
    };
    let options = log.options.clone().unwrap_or_default();
    let unknown: Vec<_> =
        options.keys().filter(|name| !plan::LOG_OPTIONS.contains(&name.as_str())).cloned().collect();
    if !unknown.is_empty() {
        // https://github.com/aws/amazon-ecs-agent/issues/872
        return Err(client(format!("Log driver awslogs disallows options: {}", unknown.join(", "))));
    }
    let missing = ["awslogs-region", "awslogs-group"].into_iter().filter(|name| !options.contains_key(*name));
    let missing: Vec<_> = missing.collect();
    if !missing.is_empty() {
        // https://github.com/klothoplatform/klotho/issues/892
        return Err(client(format!("Log driver awslogs requires options: {}", missing.join(", "))));
    }
    let has = |name: &str| options.get(name).map(String::as_str);
    if has("awslogs-datetime-format").is_some() && has("awslogs-multiline-pattern").is_some() {
        return Err(client("You cannot specify both awslogs-datetime-format and awslogs-multiline-pattern."));
    }
    if has("mode").is_some_and(|mode| mode != "blocking" && mode != "non-blocking") {
        return Err(client("The log option 'mode' must be blocking or non-blocking."));
    }
    if has("awslogs-create-group").is_some_and(|value| value != "true" && value != "false") {
        return Err(client("The log option 'awslogs-create-group' must be true or false."));
    }
    if has("max-buffer-size").is_some_and(|size| plan::log_bytes(size).is_none()) {
        return Err(client("The log option 'max-buffer-size' must be a size such as 25m."));
    }
    Ok(())
}

/// Ranges of the parameters.
/// <https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_HealthCheck.html>,
/// <https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_ContainerRestartPolicy.html>
fn check_limits(container: &ContainerDefinition) -> Result<()> {
    let range = |what: &str, value: Option<i32>, range: RangeInclusive<i32>| match value {
        Some(value) if !range.contains(&value) => {
            Err(client(format!("{what} must be between {} and {}.", range.start(), range.end())))
        }
        _ => Ok(()),
    };
    if let Some(check) = &container.health_check {
        let kinds = ["CMD", "CMD-SHELL", "NONE"];
        if check.command.first().is_none_or(String::is_empty) {
            return Err(client("The command of a health check must not be empty."));
        }
        let bare = check.command.iter().skip(1).all(String::is_empty);
        if check.command.first().is_some_and(|kind| kinds.contains(&kind.as_str()) && kind != "NONE" && bare)
        {
            return Err(client("The command of a health check must name a program."));
        }
        range("healthCheck.interval", check.interval, 5..=300)?;
        range("healthCheck.timeout", check.timeout, 2..=60)?;
        range("healthCheck.retries", check.retries, 1..=10)?;
        range("healthCheck.startPeriod", check.start_period, 0..=300)?;
    }
    if let Some(policy) = &container.restart_policy {
        range("restartPolicy.restartAttemptPeriod", policy.restart_attempt_period, 60..=1_800)?;
        if policy.ignored_exit_codes.as_ref().is_some_and(|codes| codes.len() > 50) {
            return Err(client("restartPolicy.ignoredExitCodes can have at most 50 items."));
        }
    }
    range("startTimeout", container.start_timeout, 2..=i32::MAX)?;
    range("stopTimeout", container.stop_timeout, 2..=i32::MAX)?;
    let limits = container.ulimits.iter().flatten();
    if limits.into_iter().any(|limit| limit.hard_limit != -1 && limit.soft_limit > limit.hard_limit) {
        return Err(client("The soft limit of a ulimit must not exceed its hard limit."));
    }
    for tmpfs in container.linux_parameters.iter().flat_map(|linux| linux.tmpfs.iter().flatten()) {
        range("tmpfs.size", Some(tmpfs.size), 1..=i32::MAX)?;
        if !tmpfs.container_path.starts_with('/') {
            return Err(client("'containerPath' of a tmpfs must be an absolute path."));
        }
    }
    Ok(())
}

/// What the containers ask for together.
fn check_sizes(input: &RegisterTaskDefinitionInput) -> Result<()> {
    let sum = |of: fn(&ContainerDefinition) -> Option<i32>| -> u64 {
        input.container_definitions.iter().filter_map(of).filter_map(|n| u64::try_from(n).ok()).sum()
    };
    let size = |text: &Option<String>, read: fn(&str) -> Option<u32>, what: &str| match text.as_deref() {
        None | Some("") => Ok(None),
        // https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task-cpu-memory-error.html
        Some(text) => match read(text) {
            Some(units) => Ok(Some(u64::from(units))),
            None => Err(client(format!("Invalid '{what}' setting for task."))),
        },
    };
    let cpu = size(&input.cpu, crate::fargate::cpu_units, "cpu")?;
    let memory = size(&input.memory, crate::fargate::mebibytes, "memory")?;
    if cpu.is_some_and(|cpu| sum(|c| c.cpu) > cpu) {
        return Err(client(TOO_MUCH_CPU));
    }
    if memory.is_some_and(|memory| sum(|c| c.memory_reservation.or(c.memory)) > memory) {
        return Err(client(TOO_MUCH_RESERVED));
    }
    let most = input.container_definitions.iter().filter_map(|c| c.memory).max().unwrap_or(0);
    if memory.is_some_and(|memory| u64::try_from(most).unwrap_or(0) > memory) {
        return Err(client(TOO_MUCH_MEMORY));
    }
    Ok(())
}
