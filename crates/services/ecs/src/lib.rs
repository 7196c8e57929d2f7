//! Amazon ECS: <https://docs.aws.amazon.com/AmazonECS/latest/APIReference/>.
//!
//! `records` is what the store keeps, `state` is what is there. `lifecycle` says what may happen to a task, `definition`
//! what may be registered, `launch` what may be run, and `plan` what a runner then has to run: all pure. The files under
//! `operations` are the API, one a resource. `runner` is the seam to whoever makes tasks real, and `machine` does.
//!
//! Services, task sets, deployments, container instances and ECS Exec are not here yet: their operations stand in no
//! table and are refused by name. Services will stand beside `launch` (a service wishes for tasks as RunTask does) and
//! hear of their tasks through `State::wait` and the recorded events.

mod definition;
mod events;
mod fargate;
mod launch;
mod lifecycle;
mod machine;
mod names;
mod operations;
mod page;
mod plan;
mod records;
mod refusals;
pub mod runner;
mod shown;
mod state;
mod tags;
#[cfg(test)]
mod tests;

pub use events::Event;
pub use machine::{Machine, Parts};
pub use runner::{Runner, TaskKey};

use clock::Clock;
use door::{Host, ResourceFacts, Touch};
use model_ecs as model;
use operations::*;
use parking_lot::RwLock;
use state::State;
use std::sync::Arc;
use store::Store;
use wire::prelude::*;
use wire::schema::Service;

/// Amazon ECS.
pub struct Ecs {
    pub(crate) state: Arc<State>,
    runner: RwLock<Option<Arc<dyn Runner>>>,
}

impl Ecs {
    /// Opens what the store keeps. Nothing runs before [`Ecs::set_runner`].
    pub fn open(store: &Store, clock: &Clock) -> store::Result<Self> {
        Ok(Self { state: Arc::new(State::open(store, clock)?), runner: RwLock::default() })
    }
    /// Sets who makes tasks real.
    pub fn set_runner(&self, runner: Arc<dyn Runner>) {
        *self.runner.write() = Some(runner);
    }
    /// What EventBridge was to be told behind a number, oldest first; the newest thousand are kept.
    pub fn events_after(&self, number: u64) -> Vec<Event> {
        self.state.events_after(number)
    }
    /// The network interface of a task that has not stopped, by the task's id or ARN.
    pub fn interface_of(&self, task: &str) -> Option<String> {
        let mut all = self.state.tasks_not_stopped().into_iter().map(|(_, task)| task);
        let found = all.find(|own| own.id == task || own.arn == task);
        found?.attachments.first()?.interface.as_ref().map(|own| own.network_interface_id.clone())
    }
    /// Who makes tasks real, or the honest refusal.
    pub(crate) fn runner(&self) -> Result<Arc<dyn Runner>> {
        let runner = self.runner.read().clone();
        runner.ok_or_else(|| Error::not_implemented("running tasks: this host runs no containers"))
    }
}

door::operations! { Ecs as model;
    CreateCluster => create_cluster on |call, i| Touch::on(
        names::cluster_touched(call, i.cluster_name.as_deref())),
    DescribeClusters => describe_clusters on |call, i| clusters_touched(call, i.clusters.as_deref()),
    DescribeTaskDefinition => describe_task_definition,
    DescribeTasks => describe_tasks on |call, i| tasks_touched(call, i.cluster.as_deref(), &i.tasks),
    ListTasks => list_tasks on |call, i| list_touched(call, i.cluster.as_deref()),
    RegisterTaskDefinition => register_task_definition,
    RunTask => run_task of run_touched,
    StopTask => stop_task on |call, i| task_touched(call, i.cluster.as_deref(), &i.task),
}

impl Host for Ecs {
    fn model(&self) -> &'static Service {
        &model::SERVICE
    }
    fn facts(&self, _action: &str, arn: &str) -> Option<ResourceFacts> {
        self.state.facts(arn)
    }
}
