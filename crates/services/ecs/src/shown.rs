//! Records as the API shows them.

use crate::records::{self, ContainerStatus, DefinitionStatus, Health, Status, StopCode};
use crate::state::State;
use model_ecs::types::*;
use wire::prelude::*;

/// A task. <https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_Task.html>
pub(crate) fn task(task: &records::Task, with_tags: bool) -> Task {
    Task {
        attachments: Some(task.attachments.iter().map(attachment).collect()),
        attributes: Some(vec![Attribute {
            name: "ecs.cpu-architecture".to_owned(),
            value: Some(task.architecture.clone()),
            ..Attribute::default()
        }]),
        availability_zone: task.availability_zone.clone(),
        capacity_provider_name: task.capacity_provider.clone(),
        cluster_arn: Some(task.cluster_arn.clone()),
        connectivity: task.connectivity_at.map(|_| Connectivity::Connected),
        connectivity_at: task.connectivity_at,
        containers: Some(task.containers.iter().map(|c| container(task, c)).collect()),
        cpu: Some(task.cpu.to_string()),
        created_at: Some(task.created_at),
        desired_status: Some(task.desired_status.as_str().to_owned()),
        enable_execute_command: Some(false),
        execution_stopped_at: task.execution_stopped_at,
        group: Some(task.group.clone()),
        health_status: Some(health(task.health())),
        last_status: Some(task.last_status.as_str().to_owned()),
        launch_type: Some(LaunchType::Fargate),
        memory: Some(task.memory.to_string()),
        overrides: Some(overrides(task)),
        platform_version: Some(task.platform_version.clone()),
        platform_family: Some("Linux".to_owned()),
        pull_started_at: task.pull_started_at,
        pull_stopped_at: task.pull_stopped_at,
        started_at: task.started_at,
        started_by: task.started_by.clone(),
        stop_code: task.stop_code.map(stop_code),
        stopped_at: task.stopped_at,
        stopped_reason: task.stopped_reason.clone(),
        stopping_at: task.stopping_at,
        tags: Some(if with_tags { tags(&task.tags) } else { Vec::new() }),
        task_arn: Some(task.arn.clone()),
        task_definition_arn: Some(task.definition_arn.clone()),
        version: Some(task.version),
        ephemeral_storage: Some(EphemeralStorage { size_in_gi_b: task.ephemeral_storage as i32 }),
        fargate_ephemeral_storage: Some(TaskEphemeralStorage {
            size_in_gi_b: Some(task.ephemeral_storage as i32),
            kms_key_id: None,
        }),
        ..Task::default()
    }
}

/// The overrides, with an entry for every container, as AWS shows them.
fn overrides(task: &records::Task) -> TaskOverride {
    let given = task.overrides.container_overrides.clone().unwrap_or_default();
    let of = |container: &records::Container| {
        let own = given.iter().find(|o| o.name.as_deref() == Some(&*container.name)).cloned();
        own.unwrap_or_else(|| ContainerOverride {
            name: Some(container.name.clone()),
            ..ContainerOverride::default()
        })
    };
    TaskOverride {
        container_overrides: Some(task.containers.iter().map(of).collect()),
        inference_accelerator_overrides: Some(Vec::new()),
        ..task.overrides.0.clone()
    }
}

fn attachment(attachment: &records::Attachment) -> Attachment {
    let pair =
        |name: &str, value: &str| KeyValuePair { name: Some(name.to_owned()), value: Some(value.to_owned()) };
    let mut details = vec![pair("subnetId", &attachment.subnet_id)];
    if let Some(interface) = &attachment.interface {
        details.push(pair("networkInterfaceId", &interface.network_interface_id));
        details.push(pair("macAddress", &interface.mac_address));
        details.extend(interface.private_dns_name.as_deref().map(|name| pair("privateDnsName", name)));
        details.push(pair("privateIPv4Address", &interface.private_ipv4_address));
        details.extend(interface.ipv6_address.as_deref().map(|address| pair("ipv6Address", address)));
    }
    Attachment {
        id: Some(attachment.id.clone()),
        r#type: Some("ElasticNetworkInterface".to_owned()),
        status: Some(attachment.status.as_str().to_owned()),
        details: Some(details),
    }
}

fn container(task: &records::Task, container: &records::Container) -> Container {
    let interfaces = task.attachments.iter().filter_map(|attachment| {
        let interface = attachment.interface.as_ref()?;
        Some(NetworkInterface {
            attachment_id: Some(attachment.id.clone()),
            private_ipv4_address: Some(interface.private_ipv4_address.clone()),
            ipv6_address: interface.ipv6_address.clone(),
        })
    });
    Container {
        container_arn: Some(container.arn.clone()),
        task_arn: Some(task.arn.clone()),
        name: Some(container.name.clone()),
        image: Some(container.image.clone()),
        image_digest: container.image_digest.clone(),
        runtime_id: container.runtime_id.clone(),
        last_status: Some(container.last_status.as_str().to_owned()),
        exit_code: container.exit_code.filter(|_| container.last_status == ContainerStatus::Stopped),
        reason: container.reason.clone(),
        network_bindings: (container.last_status != ContainerStatus::Pending).then(Vec::new),
        network_interfaces: Some(interfaces.collect()),
        health_status: Some(health(container.health)),
        cpu: Some(container.cpu.to_string()),
        memory: container.memory.map(|mib| mib.to_string()),
        memory_reservation: container.memory_reservation.map(|mib| mib.to_string()),
        ..Container::default()
    }
}

fn health(health: Health) -> HealthStatus {
    match health {
        Health::Healthy => HealthStatus::Healthy,
        Health::Unhealthy => HealthStatus::Unhealthy,
        Health::Unknown => HealthStatus::UnknownValue,
    }
}

fn stop_code(code: StopCode) -> TaskStopCode {
    match code {
        StopCode::TaskFailedToStart => TaskStopCode::TaskFailedToStart,
        StopCode::EssentialContainerExited => TaskStopCode::EssentialContainerExited,
        StopCode::UserInitiated => TaskStopCode::UserInitiated,
        StopCode::ServiceSchedulerInitiated => TaskStopCode::ServiceSchedulerInitiated,
        StopCode::SpotInterruption => TaskStopCode::SpotInterruption,
        StopCode::TerminationNotice => TaskStopCode::TerminationNotice,
        StopCode::InfrastructureHealth => TaskStopCode::InfrastructureHealth,
    }
}

/// Tags.
pub(crate) fn tags(tags: &[(String, String)]) -> Vec<Tag> {
    tags.iter().map(|(key, value)| Tag { key: Some(key.clone()), value: Some(value.clone()) }).collect()
}

/// A failure in an answer that is otherwise fine.
pub(crate) fn failure(arn: String, reason: &str) -> Failure {
    Failure { arn: Some(arn), reason: Some(reason.to_owned()), detail: None }
}

/// A cluster. <https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_Cluster.html>
pub(crate) fn cluster(state: &State, cluster: &records::Cluster, include: &[ClusterField]) -> Cluster {
    let with = |field: &ClusterField| include.contains(field);
    let counts = Counts::of(state, cluster);
    let settings = cluster.settings.iter().map(|(name, value)| ClusterSetting {
        name: Some(ClusterSettingName::of(name.clone())),
        value: Some(value.clone()),
    });
    Cluster {
        cluster_arn: Some(cluster.arn.clone()),
        cluster_name: Some(cluster.name.clone()),
        configuration: cluster
            .configuration
            .as_ref()
            .filter(|_| with(&ClusterField::Configurations))
            .map(|c| c.0.clone()),
        status: Some(if cluster.deleted.is_none() { "ACTIVE" } else { "INACTIVE" }.to_owned()),
        registered_container_instances_count: Some(0),
        running_tasks_count: Some(counts.running),
        pending_tasks_count: Some(counts.pending),
        active_services_count: Some(0),
        statistics: Some(if with(&ClusterField::Statistics) { counts.statistics() } else { Vec::new() }),
        tags: Some(if with(&ClusterField::Tags) { tags(&cluster.tags) } else { Vec::new() }),
        settings: Some(if with(&ClusterField::Settings) { settings.collect() } else { Vec::new() }),
        capacity_providers: Some(cluster.capacity_providers.clone()),
        default_capacity_provider_strategy: Some(strategy(&cluster.default_strategy)),
        attachments: with(&ClusterField::Attachments).then(Vec::new),
        ..Cluster::default()
    }
}

/// A strategy.
pub(crate) fn strategy(items: &[records::StrategyItem]) -> Vec<CapacityProviderStrategyItem> {
    let item = |item: &records::StrategyItem| CapacityProviderStrategyItem {
        capacity_provider: item.provider.clone(),
        weight: Some(item.weight),
        base: Some(item.base),
    };
    items.iter().map(item).collect()
}

/// The tasks of a cluster by their state.
struct Counts {
    running: i32,
    pending: i32,
}

impl Counts {
    fn of(state: &State, cluster: &records::Cluster) -> Self {
        let arn = policy::arn::Arn::parse(&cluster.arn);
        let tasks = arn.map(|arn| state.tasks_of(arn.account, arn.region, &cluster.name)).unwrap_or_default();
        let count = |is: fn(Status) -> bool| tasks.iter().filter(|t| is(t.last_status)).count() as i32;
        Self {
            running: count(|status| status == Status::Running),
            pending: count(|status| status < Status::Running),
        }
    }
    /// Every task here is one of Fargate's.
    fn statistics(&self) -> Vec<KeyValuePair> {
        let figures = [
            ("runningEC2TasksCount", 0),
            ("runningFargateTasksCount", self.running),
            ("pendingEC2TasksCount", 0),
            ("pendingFargateTasksCount", self.pending),
            ("runningExternalTasksCount", 0),
            ("pendingExternalTasksCount", 0),
            ("activeEC2ServiceCount", 0),
            ("activeFargateServiceCount", 0),
            ("drainingEC2ServiceCount", 0),
            ("drainingFargateServiceCount", 0),
            ("activeExternalServiceCount", 0),
            ("drainingExternalServiceCount", 0),
        ];
        let pair = |(name, value): (&str, i32)| KeyValuePair {
            name: Some(name.to_owned()),
            value: Some(value.to_string()),
        };
        figures.into_iter().map(pair).collect()
    }
}

/// A task definition.
pub(crate) fn definition(definition: &records::TaskDefinition) -> TaskDefinition {
    TaskDefinition {
        status: Some(match definition.status {
            DefinitionStatus::Active => TaskDefinitionStatus::Active,
            DefinitionStatus::Inactive => TaskDefinitionStatus::Inactive,
            DefinitionStatus::DeleteInProgress => TaskDefinitionStatus::DeleteInProgress,
        }),
        registered_at: Some(definition.registered_at),
        registered_by: Some(definition.registered_by.clone()),
        deregistered_at: definition.deregistered_at,
        delete_requested_at: definition.delete_requested_at,
        ..definition.registered.0.clone()
    }
}
