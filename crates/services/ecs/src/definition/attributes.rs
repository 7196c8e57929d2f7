//! `requiresAttributes`: what an agent must be able to do to run the definition.
//! <https://docs.aws.amazon.com/AmazonECS/latest/developerguide/ecs-agent-capabilities.html>

use model_ecs::types::*;

/// The attributes that follow from a definition, in the order of their names.
pub(super) fn required(input: &RegisterTaskDefinitionInput) -> Vec<Attribute> {
    let any = |holds: fn(&ContainerDefinition) -> bool| input.container_definitions.iter().any(holds);
    let awslogs = |c: &ContainerDefinition| {
        c.log_configuration.as_ref().is_some_and(|log| log.log_driver == LogDriver::Awslogs)
    };
    let ecr = |c: &ContainerDefinition| c.image.as_deref().is_some_and(super::fargate::is_ecr);
    let execution = input.execution_role_arn.is_some();
    let known = [
        (any(awslogs), "com.amazonaws.ecs.capability.docker-remote-api.1.18"),
        (any(awslogs), "com.amazonaws.ecs.capability.logging-driver.awslogs"),
        (any(ecr), "com.amazonaws.ecs.capability.docker-remote-api.1.19"),
        (any(ecr), "com.amazonaws.ecs.capability.ecr-auth"),
        (input.task_role_arn.is_some(), "com.amazonaws.ecs.capability.task-iam-role"),
        (any(|c| c.depends_on.iter().flatten().next().is_some()), "ecs.capability.container-ordering"),
        (any(|c| c.health_check.is_some()), "ecs.capability.container-health-check"),
        (execution && any(awslogs), "ecs.capability.execution-role-awslogs"),
        (execution && any(ecr), "ecs.capability.execution-role-ecr-pull"),
        (input.network_mode == Some(NetworkMode::Awsvpc), "ecs.capability.task-eni"),
    ];
    let holding = known.into_iter().filter(|(holds, _)| *holds);
    holding.map(|(_, name)| Attribute { name: name.to_owned(), ..Attribute::default() }).collect()
}
