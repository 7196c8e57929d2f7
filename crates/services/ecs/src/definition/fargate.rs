//! What Fargate asks of a definition beyond what ECS does.
//! <https://docs.aws.amazon.com/AmazonECS/latest/developerguide/fargate-tasks-services.html>

use crate::fargate as sizes;
use crate::refusals::client;
use model_ecs::types::*;
use wire::prelude::*;

/// Seconds of start and stop timeouts at most.
/// <https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_ContainerDefinition.html>
const MOST_SECONDS: i32 = 120;

/// Refuses what Fargate does not run, with AWS's texts.
pub(super) fn check(input: &RegisterTaskDefinitionInput) -> Result<()> {
    if input.network_mode != Some(NetworkMode::Awsvpc) {
        // https://github.com/aws/amazon-ecs-cli/issues/1145
        return Err(client("Fargate only supports network mode ‘awsvpc’."));
    }
    check_size(input)?;
    if input.ipc_mode.is_some() {
        // https://github.com/cn-terraform/terraform-aws-ecs-fargate/issues/2
        return Err(client("Tasks using the Fargate launch type do not support ipcMode."));
    }
    if input.pid_mode == Some(PidMode::Host) {
        // *unconfirmed*, as are the other texts without a place
        return Err(client("Tasks using the Fargate launch type do not support pidMode 'host'."));
    }
    if input.placement_constraints.as_ref().is_some_and(|constraints| !constraints.is_empty()) {
        return Err(client("Fargate compatible task definitions do not support placementConstraints"));
    }
    for volume in input.volumes.iter().flatten() {
        if volume.host.as_ref().is_some_and(|host| host.source_path.is_some()) {
            // https://github.com/cloudposse/terraform-aws-ecs-alb-service-task/issues/174
            return Err(client("Fargate compatible task definitions do not support sourcePath"));
        }
        if volume.docker_volume_configuration.is_some() {
            return Err(client(
                "Fargate compatible task definitions do not support dockerVolumeConfiguration",
            ));
        }
    }
    input.container_definitions.iter().try_for_each(|container| check_container(input, container))
}

fn check_size(input: &RegisterTaskDefinitionInput) -> Result<()> {
    let Some(cpu) = input.cpu.as_deref().filter(|cpu| !cpu.is_empty()) else {
        return Err(client("Fargate requires that 'cpu' be defined at the task level."));
    };
    let Some(memory) = input.memory.as_deref().filter(|memory| !memory.is_empty()) else {
        return Err(client("Fargate requires that 'memory' be defined at the task level."));
    };
    let (cpu, memory) = (sizes::cpu_units(cpu).unwrap_or(0), sizes::mebibytes(memory).unwrap_or(0));
    if !sizes::has_size(cpu, memory) {
        return Err(no_size(cpu, memory));
    }
    Ok(())
}

/// <https://github.com/aws-games/cloud-game-development-toolkit/issues/737>
pub(crate) fn no_size(cpu: u32, memory: u32) -> Error {
    client(format!(
        "No Fargate configuration exists for given values: {cpu} CPU, {memory} memory. See the Amazon ECS documentation for the valid values."
    ))
}

/// <https://github.com/guardian/cdk/pull/1101> quotes the first; the second is worded after it, *unconfirmed*.
pub(crate) fn no_storage(gib: i32) -> Error {
    let (least, most) = (*sizes::EPHEMERAL_RANGE.start(), *sizes::EPHEMERAL_RANGE.end());
    if gib < least {
        client(format!("EphemeralStorage size should be at least {least}"))
    } else {
        client(format!("EphemeralStorage size should be at most {most}"))
    }
}

fn check_container(input: &RegisterTaskDefinitionInput, container: &ContainerDefinition) -> Result<()> {
    let awslogs = container.log_configuration.as_ref().filter(|log| log.log_driver == LogDriver::Awslogs);
    if input.execution_role_arn.as_deref().is_none_or(str::is_empty) {
        if awslogs.is_some() {
            // https://github.com/virtual-kubelet/virtual-kubelet/issues/193
            return Err(client(
                "Fargate requires task definition to have execution role ARN to support log driver awslogs.",
            ));
        }
        if container.image.as_deref().is_some_and(is_ecr) {
            // https://github.com/hashicorp/terraform-provider-aws/issues/3051
            return Err(client(
                "Fargate requires task definition to have execution role ARN to support ECR images.",
            ));
        }
    }
    let prefixed = |log: &LogConfiguration| {
        log.options.as_ref().is_some_and(|options| options.contains_key("awslogs-stream-prefix"))
    };
    if awslogs.is_some_and(|log| !prefixed(log)) {
        // That it is required: https://docs.aws.amazon.com/AmazonECS/latest/developerguide/specify-log-config.html
        return Err(client("Log driver awslogs requires options: awslogs-stream-prefix"));
    }
    unsupported(container)
}

/// Parameters of containers that Fargate does not take.
/// <https://docs.aws.amazon.com/AmazonECS/latest/developerguide/fargate-tasks-services.html>
fn unsupported(container: &ContainerDefinition) -> Result<()> {
    let linux = container.linux_parameters.clone().unwrap_or_default();
    let added = linux.capabilities.and_then(|capabilities| capabilities.add).unwrap_or_default();
    let given = [
        (container.disable_networking.is_some(), "disableNetworking"),
        (container.dns_search_domains.is_some(), "dnsSearchDomains"),
        (container.dns_servers.is_some(), "dnsServers"),
        (container.docker_security_options.is_some(), "dockerSecurityOptions"),
        (container.extra_hosts.is_some(), "extraHosts"),
        (container.hostname.is_some(), "hostname"),
        (container.links.as_ref().is_some_and(|links| !links.is_empty()), "links"),
        (container.privileged == Some(true), "privileged"),
        (linux.devices.is_some(), "devices"),
        (linux.max_swap.is_some(), "maxSwap"),
        (linux.shared_memory_size.is_some(), "sharedMemorySize"),
        (linux.swappiness.is_some(), "swappiness"),
        (
            added.iter().any(|capability| capability != "SYS_PTRACE"),
            "added capabilities other than SYS_PTRACE",
        ),
    ];
    if let Some((_, name)) = given.iter().find(|(given, _)| *given) {
        return Err(client(format!("Fargate compatible task definitions do not support {name}")));
    }
    if container.ulimits.iter().flatten().any(|limit| limit.name != UlimitName::Nofile) {
        return Err(client("Fargate compatible task definitions support the ulimit nofile only"));
    }
    let timeouts = [container.start_timeout, container.stop_timeout];
    if timeouts.iter().flatten().any(|seconds| *seconds > MOST_SECONDS) {
        return Err(client(format!(
            "Fargate compatible task definitions do not support timeouts of more than {MOST_SECONDS} seconds"
        )));
    }
    Ok(())
}

/// Whether an image lies in a private registry of ECR: `123456789012.dkr.ecr.us-east-1.amazonaws.com/name`.
pub(super) fn is_ecr(image: &str) -> bool {
    let host = image.split('/').next().unwrap_or_default();
    let Some((account, rest)) = host.split_once(".dkr.ecr") else { return false };
    account.len() == 12
        && account.bytes().all(|b| b.is_ascii_digit())
        && (rest.ends_with(".amazonaws.com") || rest.ends_with(".amazonaws.com.cn"))
}
