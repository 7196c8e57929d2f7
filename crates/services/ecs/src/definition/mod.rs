//! What a task definition must be, and what it is registered as. Pure.
//! <https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task_definition_parameters.html>

mod attributes;
mod fargate;
mod graph;
#[cfg(test)]
mod tests;
mod validate;

pub(crate) use fargate::{no_size, no_storage};
pub(crate) use validate::{
    LEAST_MEMORY, TOO_MUCH_CPU, TOO_MUCH_MEMORY, TOO_MUCH_RESERVED, is_name, validate,
};

use model_ecs::types::*;

/// Whether tasks of it may run on Fargate, whatever it says that it needs.
pub(crate) fn fits_fargate(input: &RegisterTaskDefinitionInput) -> bool {
    fargate::check(input).is_ok()
}

/// The definition as AWS keeps and shows it, with its defaults filled in.
pub(crate) fn registered(input: RegisterTaskDefinitionInput, revision: u32, arn: String) -> TaskDefinition {
    let requires_attributes = attributes::required(&input);
    let mut compatibilities = vec![Compatibility::Ec2];
    if fits_fargate(&input) {
        compatibilities.push(Compatibility::Fargate);
    }
    let sizes = |text: Option<String>, read: fn(&str) -> Option<u32>| {
        text.map(|text| read(&text).map_or(text, |units| units.to_string()))
    };
    let awsvpc = input.network_mode == Some(NetworkMode::Awsvpc);
    TaskDefinition {
        task_definition_arn: Some(arn),
        container_definitions: Some(
            input.container_definitions.into_iter().map(|container| filled(container, awsvpc)).collect(),
        ),
        family: Some(input.family),
        task_role_arn: input.task_role_arn,
        execution_role_arn: input.execution_role_arn,
        network_mode: input.network_mode,
        revision: Some(revision as i32),
        volumes: Some(input.volumes.unwrap_or_default()),
        requires_attributes: Some(requires_attributes),
        placement_constraints: Some(input.placement_constraints.unwrap_or_default()),
        compatibilities: Some(compatibilities),
        runtime_platform: input.runtime_platform,
        requires_compatibilities: input.requires_compatibilities,
        cpu: sizes(input.cpu, crate::fargate::cpu_units),
        memory: sizes(input.memory, crate::fargate::mebibytes),
        pid_mode: input.pid_mode,
        ephemeral_storage: input.ephemeral_storage,
        ..TaskDefinition::default()
    }
}

fn filled(container: ContainerDefinition, awsvpc: bool) -> ContainerDefinition {
    let port = |mapping: PortMapping| PortMapping {
        host_port: mapping.host_port.or(mapping.container_port.filter(|_| awsvpc)),
        protocol: mapping.protocol.or(Some(TransportProtocol::Tcp)),
        ..mapping
    };
    ContainerDefinition {
        cpu: container.cpu.or(Some(0)),
        essential: container.essential.or(Some(true)),
        port_mappings: Some(container.port_mappings.into_iter().flatten().map(port).collect()),
        environment: Some(container.environment.unwrap_or_default()),
        mount_points: Some(container.mount_points.unwrap_or_default()),
        volumes_from: Some(container.volumes_from.unwrap_or_default()),
        system_controls: Some(container.system_controls.unwrap_or_default()),
        ..container
    }
}
