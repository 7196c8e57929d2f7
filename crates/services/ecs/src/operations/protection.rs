//! Protection of tasks from scale-in.
//! <https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task-scale-in-protection.html>

use crate::records::{Protection, Status, Task, TaskKey};
use crate::refusals::invalid;
use crate::{Ecs, names, shown};
use door::Call;
use model_ecs::types::*;
use std::sync::Arc;
use std::time::Duration;
use wire::prelude::*;

/// Tasks of one call at most: of UpdateTaskProtection and of GetTaskProtection.
const MOST_CHANGED: usize = 10;
const MOST: usize = 100;
/// Minutes: two hours where nothing is said, two days at most.
/// <https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_UpdateTaskProtection.html>
const DEFAULT: i32 = 120;
const LONGEST: i32 = 2_880;

impl Ecs {
    /// <https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_GetTaskProtection.html>
    pub(crate) async fn get_task_protection(
        &self,
        call: &Call,
        input: GetTaskProtectionInput,
    ) -> Result<GetTaskProtectionOutput> {
        let cluster = self.cluster_of(call, Some(&input.cluster))?;
        let found = self.protectable(call, &cluster, &input.tasks.unwrap_or_default(), MOST)?;
        let protected = found.tasks.iter().map(|(_, task)| protected(task, call)).collect();
        Ok(GetTaskProtectionOutput { protected_tasks: Some(protected), failures: Some(found.failures) })
    }

    /// <https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_UpdateTaskProtection.html>
    pub(crate) async fn update_task_protection(
        &self,
        call: &Call,
        input: UpdateTaskProtectionInput,
    ) -> Result<UpdateTaskProtectionOutput> {
        let cluster = self.cluster_of(call, Some(&input.cluster))?;
        let minutes = input.expires_in_minutes.unwrap_or(DEFAULT);
        if !(1..=LONGEST).contains(&minutes) {
            // *unconfirmed*
            return Err(invalid(format!("expiresInMinutes must be between 1 and {LONGEST}.")));
        }
        let until = call.now() + Duration::from_secs(u64::try_from(minutes).unwrap_or(0) * 60);
        let until = input.protection_enabled.then_some(until);
        let found = self.protectable(call, &cluster, &input.tasks, MOST_CHANGED)?;
        let mut protected_tasks = Vec::new();
        for (key, _) in found.tasks {
            // Protection is no state of which AWS tells an event.
            let task = self.state.alter(&key, |task| {
                task.protection = Protection { until };
                false
            })?;
            protected_tasks.push(protected(&task, call));
        }
        Ok(UpdateTaskProtectionOutput {
            protected_tasks: Some(protected_tasks),
            failures: Some(found.failures),
        })
    }

    /// The tasks that can be protected: those of a service. The others are told as failures.
    fn protectable(&self, call: &Call, cluster: &str, given: &[String], most: usize) -> Result<Found> {
        if given.len() > most {
            // After https://github.com/gchq/sleeper/issues/555, where DescribeTasks says it.
            return Err(invalid(format!("taskIds can have at most {most} items.")));
        }
        let mut found = Found { tasks: Vec::new(), failures: Vec::new() };
        for given in given {
            let arn = names::task_touched(call, Some(cluster), given);
            match self.find(call, cluster, given) {
                // https://docs.aws.amazon.com/AmazonECS/latest/developerguide/api_failures_messages.html
                Some((_, task)) if task.last_status == Status::Stopped || !is_of_service(&task) => {
                    found.failures.push(shown::failure(arn, "TASK_NOT_VALID"));
                }
                Some(task) => found.tasks.push(task),
                None => found.failures.push(shown::failure(arn, "MISSING")),
            }
        }
        Ok(found)
    }
}

struct Found {
    tasks: Vec<(TaskKey, Arc<Task>)>,
    failures: Vec<Failure>,
}

fn is_of_service(task: &Task) -> bool {
    task.group.starts_with("service:")
}

fn protected(task: &Task, call: &Call) -> ProtectedTask {
    let until = task.protection.until.filter(|until| *until > call.now());
    ProtectedTask {
        task_arn: Some(task.arn.clone()),
        protection_enabled: Some(until.is_some()),
        expiration_date: until,
    }
}
