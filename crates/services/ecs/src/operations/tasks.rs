//! Tasks that are there: describing, listing, stopping.

use crate::lifecycle::{BY_USER, Change};
use crate::page::page;
use crate::records::{Status, StopCode, Task, TaskKey};
use crate::refusals::{invalid, no_cluster};
use crate::{Ecs, names, shown};
use door::{Call, Touch};
use model_ecs::types::*;
use std::sync::Arc;
use wire::prelude::*;

/// Tasks of one description at most.
const MOST: usize = 100;

impl Ecs {
    /// <https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_DescribeTasks.html>
    pub(crate) async fn describe_tasks(
        &self,
        call: &Call,
        input: DescribeTasksInput,
    ) -> Result<DescribeTasksOutput> {
        let cluster = self.cluster_of(call, input.cluster.as_deref())?;
        if input.tasks.is_empty() {
            // https://github.com/sil-org/ecs-deploy/issues/63
            return Err(invalid("Tasks cannot be empty."));
        }
        if input.tasks.len() > MOST {
            // https://github.com/gchq/sleeper/issues/555
            return Err(invalid(format!("taskIds can have at most {MOST} items.")));
        }
        let with_tags = input.include.iter().flatten().any(|field| *field == TaskField::Tags);
        let (mut tasks, mut failures) = (Vec::new(), Vec::new());
        for given in &input.tasks {
            if let Some((_, task)) = self.find(call, &cluster, given) {
                tasks.push(shown::task(&task, with_tags));
            } else {
                let arn = names::task_touched(call, Some(&cluster), given);
                failures.push(shown::failure(arn, "MISSING"));
            }
        }
        Ok(DescribeTasksOutput { tasks: Some(tasks), failures: Some(failures) })
    }

    /// <https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_ListTasks.html>
    pub(crate) async fn list_tasks(&self, call: &Call, input: ListTasksInput) -> Result<ListTasksOutput> {
        let cluster = self.cluster_of(call, input.cluster.as_deref())?;
        if input.daemon_name.is_some() {
            return Err(Error::not_implemented("daemonName of ListTasks"));
        }
        let wanted = Wanted::of(&input);
        let tasks = self.state.tasks_of(call.account(), &call.region, &cluster).into_iter();
        let arns = tasks.filter(|task| wanted.holds(task)).map(|task| task.arn.clone());
        let page = page(arns, String::as_str, input.next_token.as_deref(), input.max_results)?;
        Ok(ListTasksOutput { task_arns: Some(page.items), next_token: page.next_token })
    }

    /// <https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_StopTask.html>
    pub(crate) async fn stop_task(&self, call: &Call, input: StopTaskInput) -> Result<StopTaskOutput> {
        let cluster = self.cluster_of(call, input.cluster.as_deref())?;
        // https://github.com/griptape-ai/griptape-nodes-engine/issues/1454
        let (key, task) = self
            .find(call, &cluster, &input.task)
            .ok_or_else(|| invalid("The referenced task was not found"))?;
        if task.last_status == Status::Stopped {
            return Ok(StopTaskOutput { task: Some(shown::task(&task, true)) });
        }
        let runner = self.runner()?;
        let reason = input.reason.unwrap_or_else(|| BY_USER.to_owned());
        let asked = Change::StopRequested { code: StopCode::UserInitiated, reason };
        let task = self.state.change(&key, asked)?;
        runner.stop(key);
        Ok(StopTaskOutput { task: Some(shown::task(&task, true)) })
    }

    /// Tasks of Fargate stand on no instance, and instances are not here yet.
    /// <https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_StartTask.html>
    pub(crate) async fn start_task(&self, call: &Call, input: StartTaskInput) -> Result<StartTaskOutput> {
        let cluster = self.cluster_of(call, input.cluster.as_deref())?;
        self.runnable(call, &input.task_definition)?;
        if input.container_instances.is_empty() {
            // https://github.com/jenkinsci/amazon-ecs-plugin/pull/51 (of DescribeContainerInstances)
            return Err(invalid("Container instance cannot be empty."));
        }
        let missing = |given: &String| {
            let short = given.rsplit('/').next().unwrap_or_default();
            let arn = call.arn("ecs", &format!("container-instance/{cluster}/{short}"));
            // https://docs.aws.amazon.com/AmazonECS/latest/developerguide/api_failures_messages.html
            shown::failure(arn, "MISSING")
        };
        let failures = input.container_instances.iter().map(missing).collect();
        Ok(StartTaskOutput { tasks: Some(Vec::new()), failures: Some(failures) })
    }

    /// The name of a cluster that is there.
    pub(crate) fn cluster_of(&self, call: &Call, given: Option<&str>) -> Result<String> {
        let name = names::cluster(call, given).ok_or_else(no_cluster)?;
        self.state.cluster(call, &name).map(|cluster| cluster.name.clone()).ok_or_else(no_cluster)
    }
    /// A task of a cluster by its id or ARN.
    pub(crate) fn find(&self, call: &Call, cluster: &str, given: &str) -> Option<(TaskKey, Arc<Task>)> {
        let key = TaskKey {
            account: call.account().to_owned(),
            region: call.region.to_string(),
            cluster: cluster.to_owned(),
            id: names::task(call, cluster, given)?,
        };
        let task = self.state.task(&key)?;
        Some((key, task))
    }
}

/// The filters of ListTasks, which hold together.
struct Wanted<'a> {
    stopped: bool,
    input: &'a ListTasksInput,
}

impl<'a> Wanted<'a> {
    fn of(input: &'a ListTasksInput) -> Self {
        Self { stopped: input.desired_status == Some(DesiredStatus::Stopped), input }
    }
    fn holds(&self, task: &Task) -> bool {
        let input = self.input;
        let family = names::of_definition(&task.definition_arn).split(':').next();
        // AWS's page: no task ever has the desired status PENDING.
        input.desired_status != Some(DesiredStatus::Pending)
            && task.is_stopping() == self.stopped
            && input.family.as_deref().is_none_or(|wanted| family == Some(wanted))
            && input.started_by.as_deref().is_none_or(|by| task.started_by.as_deref() == Some(by))
            && input.launch_type.as_ref().is_none_or(|launch| *launch == LaunchType::Fargate)
            && input.service_name.as_deref().is_none_or(|name| task.group == format!("service:{name}"))
            // Fargate's tasks stand on no instance of the account.
            && input.container_instance.is_none()
    }
}

/// What a call about one task touches.
pub(crate) fn task_touched(call: &Call, cluster: Option<&str>, task: &str) -> Touch {
    Touch::on(names::task_touched(call, cluster, task))
        .with("ecs:cluster", names::cluster_touched(call, cluster))
}

/// What a call about several tasks touches.
pub(crate) fn tasks_touched(call: &Call, cluster: Option<&str>, tasks: &[String]) -> Touch {
    let mut touch = Touch::all().with("ecs:cluster", names::cluster_touched(call, cluster));
    if !tasks.is_empty() {
        touch.resources = tasks.iter().map(|task| names::task_touched(call, cluster, task)).collect();
    }
    touch
}

/// ListTasks is decided about the cluster's instances, which Fargate does not have.
/// <https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonelasticcontainerservice.html>
pub(crate) fn list_touched(call: &Call, cluster: Option<&str>) -> Touch {
    let cluster = names::cluster_touched(call, cluster);
    let name = cluster.rsplit('/').next().unwrap_or_default();
    Touch::on(call.arn("ecs", &format!("container-instance/{name}/*"))).with("ecs:cluster", &cluster)
}
