//! RunTask.

use super::definitions;
use crate::launch::{self, Capacity};
use crate::records::{
    Attachment, AttachmentStatus, Cluster, Container, ContainerStatus, DefinitionStatus, Health, Modeled,
    Network, Protection, Status, Tags, Task, TaskDefinition, TaskKey, Token,
};
use crate::refusals::{invalid, no_cluster};
use crate::state::State;
use crate::{Ecs, fargate, names, plan, shown};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use door::{Call, Touch};
use model_ecs::types::{
    Compatibility, PropagateTags, RunTaskInput, RunTaskOutput, StartTaskInput, TaskOverride,
};
use model_ecs::{errors, ops};
use sha2::{Digest, Sha256};
use std::sync::Arc;
use std::time::Duration;
use wire::prelude::*;

/// Tasks of one call at most.
const MOST: i32 = 10;
/// How long a client token is known.
/// <https://docs.aws.amazon.com/AmazonECS/latest/APIReference/ECS_Idempotency.html>
pub(crate) const TOKEN: Duration = Duration::from_hours(24);

impl Ecs {
    /// <https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_RunTask.html>
    pub(crate) async fn run_task(&self, call: &Call, input: RunTaskInput) -> Result<RunTaskOutput> {
        supported(&input)?;
        let count = input.count.unwrap_or(1);
        if !(1..=MOST).contains(&count) {
            // *unconfirmed*
            return Err(invalid(format!(
                "Count must be greater than or equal to 1 and less than or equal to {MOST}."
            )));
        }
        let name = names::cluster(call, input.cluster.as_deref()).ok_or_else(no_cluster)?;
        let cluster = self.state.cluster(call, &name).ok_or_else(no_cluster)?;
        let definition = self.runnable(call, &input.task_definition)?;
        let request = fingerprint(&input);
        if let Some(token) = &input.client_token
            && let Some(tasks) = self.repeated(call, &name, token, &request)?
        {
            return Ok(ran(&tasks));
        }
        let capacity =
            launch::chosen(&cluster, input.launch_type.as_ref(), input.capacity_provider_strategy.clone())?;
        check_capacity(&definition, &capacity)?;
        let platform_version = platform(input.platform_version.as_deref())?;
        let mut overrides = input.overrides.clone().unwrap_or_default();
        overrides.task_role_arn = launch::role_arn(call, overrides.task_role_arn)?;
        overrides.execution_role_arn = launch::role_arn(call, overrides.execution_role_arn)?;
        let size = launch::checked(&definition.registered, &overrides)?;
        let roles = [
            plan::role(overrides.task_role_arn.as_deref(), definition.registered.task_role_arn.as_deref()),
            plan::role(
                overrides.execution_role_arn.as_deref(),
                definition.registered.execution_role_arn.as_deref(),
            ),
        ];
        launch::may_pass(call, <ops::RunTask as Op>::spec(), &roles)?;
        let tags = tags_of_tasks(call, &input, &cluster, &definition)?;
        if !tags.is_empty() {
            let arn = call.arn("ecs", &format!("task/{name}/*"));
            self.may_tag(call, <ops::RunTask as Op>::spec(), &arn)?;
        }
        let runner = self.runner()?;
        let linked = launch::linked(call).await?;
        let network = launch::requested(&linked, input.network_configuration.clone()).await?;
        let wish =
            Wish { cluster: &cluster, definition: &definition, input: &input, overrides, size, network };
        let tasks: Vec<_> = capacity
            .places(count as usize)
            .into_iter()
            .map(|provider| wish.task(call, &platform_version, provider, tags.clone()))
            .collect();
        let token = input.client_token.as_ref().map(|token| {
            let ids = tasks.iter().map(|(key, _)| key.id.clone()).collect();
            let record = Token { request: request.clone(), tasks: ids, used: call.now() };
            (State::cluster_key(call, &name).then(token), record)
        });
        let Some(ticket) = self.state.add_tasks(&State::cluster_key(call, &name), token, &tasks)? else {
            // The same call came twice at the same time, and the other one was first.
            let token = input.client_token.unwrap_or_default();
            return self.repeated(call, &name, &token, &request).map(|tasks| ran(&tasks.unwrap_or_default()));
        };
        ticket.durable().await.or_internal()?;
        for (key, _) in &tasks {
            runner.launch(call, key.clone());
        }
        Ok(ran(&tasks.into_iter().map(|(_, task)| task).collect::<Vec<_>>()))
    }

    /// The definition that a call names, where tasks may be run from it.
    pub(super) fn runnable(&self, call: &Call, given: &str) -> Result<Arc<TaskDefinition>> {
        let found = self.state.definition(call, given);
        // *unconfirmed*
        let definition = found.ok_or_else(|| invalid("TaskDefinition not found."))?;
        if definition.status != DefinitionStatus::Active {
            // https://github.com/DefangLabs/defang/pull/775
            return Err(invalid("TaskDefinition is inactive"));
        }
        Ok(definition)
    }

    /// The tasks that an earlier call with the same token started.
    fn repeated(
        &self,
        call: &Call,
        cluster: &str,
        token: &str,
        request: &str,
    ) -> Result<Option<Vec<Arc<Task>>>> {
        let key = State::cluster_key(call, cluster).then(token);
        let known = self.state.tokens.get(&key).filter(|known| call.now() < known.used + TOKEN);
        let Some(known) = known else { return Ok(None) };
        let task = |id: &String| self.state.task(&task_key(call, cluster, id));
        let tasks: Vec<_> = known.tasks.iter().filter_map(task).collect();
        if known.request == request {
            return Ok(Some(tasks));
        }
        // https://docs.aws.amazon.com/AmazonECS/latest/APIReference/ECS_Idempotency.html
        let ids: Vec<String> = tasks.iter().map(|task| task.arn.clone()).collect();
        Err(errors::conflict("The specified clientToken was already used with other parameters.")
            .with("resourceIds", ids))
    }
}

/// The tags of the call, of the definition where they are to be propagated, and AWS's own.
fn tags_of_tasks(
    call: &Call,
    input: &RunTaskInput,
    cluster: &Cluster,
    definition: &TaskDefinition,
) -> Result<Tags> {
    let mut tags = crate::tags::given(call, input.tags.clone())?;
    if input.propagate_tags == Some(PropagateTags::TaskDefinition) {
        for (key, value) in &definition.tags {
            if !tags.iter().any(|(own, _)| own == key) {
                tags.push((key.clone(), value.clone()));
            }
        }
    }
    if input.enable_ecs_managed_tags == Some(true) {
        tags.push(("aws:ecs:clusterName".to_owned(), cluster.name.clone()));
    }
    crate::tags::limited(&tags)?;
    Ok(tags)
}

/// What all tasks of a call have in common.
struct Wish<'a> {
    cluster: &'a Cluster,
    definition: &'a TaskDefinition,
    input: &'a RunTaskInput,
    overrides: TaskOverride,
    size: launch::Size,
    network: Network,
}

impl Wish<'_> {
    fn task(
        &self,
        call: &Call,
        platform: &str,
        provider: Option<String>,
        tags: Tags,
    ) -> (TaskKey, Arc<Task>) {
        let now = call.now();
        let key = task_key(call, &self.cluster.name, &names::task_id());
        let group = self.input.group.clone().unwrap_or_else(|| format!("family:{}", self.definition.family));
        let arm = self.definition.registered.runtime_platform.as_ref();
        let arm = arm.and_then(|p| p.cpu_architecture.as_ref()).is_some_and(|a| a.as_str() == "ARM64");
        // Which of several subnets it gets is Fargate's choice: here in turn, by the task's id.
        let at = usize::from(key.id.bytes().last().unwrap_or(0)) % self.network.subnets.len().max(1);
        let subnet_id = self.network.subnets.get(at).cloned().unwrap_or_default();
        let task = Task {
            arn: call.arn("ecs", &format!("task/{}/{}", self.cluster.name, key.id)),
            id: key.id.clone(),
            cluster_arn: self.cluster.arn.clone(),
            definition_arn: self.definition.arn.clone(),
            last_status: Status::Provisioning,
            desired_status: Status::Running,
            capacity_provider: provider,
            platform_version: platform.to_owned(),
            architecture: if arm { "arm64" } else { "x86_64" }.to_owned(),
            network: self.network.clone(),
            overrides: Modeled(self.overrides.clone()),
            group,
            started_by: self.input.started_by.clone(),
            tags,
            cpu: self.size.cpu,
            memory: self.size.memory,
            ephemeral_storage: self.size.ephemeral_storage,
            attachments: vec![Attachment {
                id: names::uuid(),
                status: AttachmentStatus::PreCreated,
                subnet_id,
                interface: None,
            }],
            availability_zone: None,
            containers: self.containers(call, &key),
            created_at: now,
            connectivity_at: None,
            pull_started_at: None,
            pull_stopped_at: None,
            started_at: None,
            stopping_at: None,
            execution_stopped_at: None,
            stopped_at: None,
            stop_code: None,
            stopped_reason: None,
            protection: Protection::default(),
            version: 1,
            updated_at: now,
        };
        (key, Arc::new(task))
    }

    fn containers(&self, call: &Call, key: &TaskKey) -> Vec<Container> {
        let definitions = self.definition.registered.container_definitions.iter().flatten();
        let overrides = self.overrides.container_overrides.as_deref().unwrap_or_default();
        let size = |size: Option<i32>| size.and_then(|n| u32::try_from(n).ok()).filter(|n| *n > 0);
        let container = |c: &model_ecs::types::ContainerDefinition| {
            let name = c.name.clone().unwrap_or_default();
            let own = overrides.iter().rev().find(|o| o.name.as_deref() == Some(&*name));
            let path = format!("container/{}/{}/{}", key.cluster, key.id, names::uuid());
            Container {
                arn: call.arn("ecs", &path),
                image: c.image.clone().unwrap_or_default(),
                essential: c.essential != Some(false),
                checks_health: c.health_check.is_some(),
                image_digest: None,
                runtime_id: None,
                last_status: ContainerStatus::Pending,
                exit_code: None,
                reason: None,
                health: Health::Unknown,
                cpu: size(own.and_then(|o| o.cpu).or(c.cpu)).unwrap_or(0),
                memory: size(own.and_then(|o| o.memory).or(c.memory)),
                memory_reservation: size(own.and_then(|o| o.memory_reservation).or(c.memory_reservation)),
                started_at: None,
                stopped_at: None,
                name,
            }
        };
        definitions.map(container).collect()
    }
}

/// Refuses what is not supported, by name.
fn supported(input: &RunTaskInput) -> Result<()> {
    // The limits stand on the operation's page; the texts are *unconfirmed*.
    let of_startedby = |c: char| c.is_ascii_alphanumeric() || "-_/".contains(c);
    if input.started_by.as_deref().is_some_and(|by| by.len() > 128 || !by.chars().all(of_startedby)) {
        return Err(invalid(
            "startedBy can have at most 128 letters, numbers, hyphens, slashes and underscores.",
        ));
    }
    if input.client_token.as_deref().is_some_and(|token| token.len() > 64) {
        return Err(invalid("clientToken can have at most 64 characters."));
    }
    if input.group.as_deref().is_some_and(|group| group.starts_with("service:")) {
        return Err(invalid("group must not begin with service:, which is for tasks of services."));
    }
    if input.enable_execute_command == Some(true) {
        return Err(Error::not_implemented("enableExecuteCommand of tasks"));
    }
    if input.volume_configurations.as_ref().is_some_and(|v| !v.is_empty()) {
        return Err(Error::not_implemented("volumeConfigurations of tasks (Amazon EBS)"));
    }
    let placed = input.placement_constraints.as_ref().is_some_and(|p| !p.is_empty())
        || input.placement_strategy.as_ref().is_some_and(|p| !p.is_empty());
    if placed {
        // https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task-placement-strategies.html: not for Fargate.
        // *wording unconfirmed*
        return Err(invalid(
            "Placement constraints and strategies are not supported with FARGATE launch type.",
        ));
    }
    Ok(())
}

fn check_capacity(definition: &TaskDefinition, capacity: &Capacity) -> Result<()> {
    let compatibilities = definition.registered.compatibilities.as_deref().unwrap_or_default();
    match capacity {
        // https://github.com/aws/amazon-ecs-cli/issues/1122
        Capacity::Instances => Err(invalid("No Container Instances were found in your cluster.")),
        Capacity::Strategy(items) if items.iter().any(|i| !launch::is_fargate(&i.provider)) => {
            Err(Error::not_implemented("capacity providers other than FARGATE and FARGATE_SPOT"))
        }
        _ if !compatibilities.contains(&Compatibility::Fargate) => {
            // https://github.com/oranmoshai/ecsServiceRestart/issues/2
            Err(invalid("Task definition does not support launch_type FARGATE."))
        }
        _ => Ok(()),
    }
}

fn platform(given: Option<&str>) -> Result<String> {
    match fargate::platform(given) {
        fargate::Platform::Current => Ok(fargate::LATEST.to_owned()),
        fargate::Platform::Old => Err(Error::not_implemented(format!(
            "the platform version {} of Fargate",
            given.unwrap_or_default()
        ))),
        fargate::Platform::Unknown => {
            Err(errors::platform_unknown("The specified platform version does not exist."))
        }
    }
}

fn ran(tasks: &[Arc<Task>]) -> RunTaskOutput {
    RunTaskOutput {
        tasks: Some(tasks.iter().map(|task| shown::task(task, true)).collect()),
        failures: Some(Vec::new()),
    }
}

fn task_key(call: &Call, cluster: &str, id: &str) -> TaskKey {
    TaskKey {
        account: call.account().to_owned(),
        region: call.region.to_string(),
        cluster: cluster.to_owned(),
        id: id.to_owned(),
    }
}

/// What makes two calls the same.
fn fingerprint(input: &RunTaskInput) -> String {
    let input = RunTaskInput { client_token: None, ..input.clone() };
    STANDARD.encode(Sha256::digest(wire::view::to_json(&input).to_string()))
}

/// What RunTask touches: the definition, in its newest revision where the call names none.
/// <https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_RunTask.html> (the note of March 21, 2024)
pub(crate) fn run_touched(service: &Ecs, call: &Call, input: &RunTaskInput) -> Touch {
    Touch::on(definitions::touched(service, call, &input.task_definition))
        .with("ecs:cluster", names::cluster_touched(call, input.cluster.as_deref()))
}

/// What StartTask touches.
pub(crate) fn start_touched(service: &Ecs, call: &Call, input: &StartTaskInput) -> Touch {
    Touch::on(definitions::touched(service, call, &input.task_definition))
        .with("ecs:cluster", names::cluster_touched(call, input.cluster.as_deref()))
}
