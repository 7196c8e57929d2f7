//! What Fargate asks of a definition beyond what ECS does.
//! <https://docs.aws.amazon.com/AmazonECS/latest/developerguide/fargate-tasks-services.html>

use crate::fargate as sizes;
use crate::refusals::client;
use model_ecs::types::*;
use wire::prelude::*;

/// Refuses what Fargate does not run, with AWS's texts.
pub(super) fn check(input: &RegisterTaskDefinitionInput) -> Result<()> {
    // https://github.com/aws/amazon-ecs-cli/issues/463 and the pages named above quote these.
    if input.network_mode != Some(NetworkMode::Awsvpc) {
        return Err(client("Fargate only supports network mode ‘awsvpc’."));
    }
    check_size(input)?;
    for container in &input.container_definitions {
        check_container(input, container)?;
    }
    Ok(())
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

/// <https://docs.aws.amazon.com/AmazonECS/latest/developerguide/fargate-task-storage.html>; *wording unconfirmed*
pub(crate) fn no_storage(gib: i32) -> Error {
    let (least, most) = (sizes::EPHEMERAL_RANGE.start(), sizes::EPHEMERAL_RANGE.end());
    client(format!(
        "Invalid ephemeral storage size {gib} GiB. The minimum supported value is {least} GiB and the maximum supported value is {most} GiB."
    ))
}

fn check_container(input: &RegisterTaskDefinitionInput, container: &ContainerDefinition) -> Result<()> {
    if input.execution_role_arn.as_deref().is_none_or(str::is_empty) {
        // https://github.com/virtual-kubelet/virtual-kubelet/issues/193
        if let Some(log) = &container.log_configuration
            && log.log_driver == LogDriver::Awslogs
        {
            return Err(client(
                "Fargate requires task definition to have execution role ARN to support log driver awslogs.",
            ));
        }
        // https://github.com/hashicorp/terraform-provider-aws/issues/3051
        if container.image.as_deref().is_some_and(is_ecr) {
            return Err(client(
                "Fargate requires task definition to have execution role ARN to support ECR images.",
            ));
        }
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
