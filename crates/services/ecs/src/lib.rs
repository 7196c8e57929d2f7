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
pub mod resources;
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
use door::{Call, Host, ResourceFacts, Touch};
use model_ecs as model;
use operations::*;
use parking_lot::RwLock;
use records::Cluster;
use state::State;
use std::sync::Arc;
use store::{Key, Store};
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
    DeleteAccountSetting => delete_account_setting,
    DeleteAttributes => delete_attributes on |call, i| in_cluster(call, i.cluster.as_deref()),
    DeleteCluster => delete_cluster on |call, i| cluster(call, &i.cluster),
    DeleteTaskDefinitions => delete_task_definitions on |call, i| definitions_touched(call, &i.task_definitions),
    DeregisterTaskDefinition => deregister_task_definition,
    DescribeCapacityProviders => describe_capacity_providers,
    DescribeClusters => describe_clusters on |call, i| clusters_touched(call, i.clusters.as_deref()),
    DescribeTaskDefinition => describe_task_definition,
    DescribeTasks => describe_tasks on |call, i| tasks_touched(call, i.cluster.as_deref(), &i.tasks),
    GetTaskProtection => get_task_protection on |call, i|
        tasks_touched(call, Some(&i.cluster), i.tasks.as_deref().unwrap_or_default()),
    ListAccountSettings => list_account_settings,
    ListAttributes => list_attributes on |call, i| in_cluster(call, i.cluster.as_deref()),
    ListClusters => list_clusters,
    ListTagsForResource => list_tags_for_resource on |_, i| Touch::on(&i.resource_arn),
    ListTaskDefinitionFamilies => list_task_definition_families,
    ListTaskDefinitions => list_task_definitions,
    ListTasks => list_tasks on |call, i| list_touched(call, i.cluster.as_deref()),
    PutAccountSetting => put_account_setting,
    PutAccountSettingDefault => put_account_setting_default,
    PutAttributes => put_attributes on |call, i| in_cluster(call, i.cluster.as_deref()),
    PutClusterCapacityProviders => put_cluster_capacity_providers on |call, i| cluster(call, &i.cluster),
    RegisterTaskDefinition => register_task_definition,
    RunTask => run_task of run_touched,
    StartTask => start_task of start_touched,
    StopTask => stop_task on |call, i| task_touched(call, i.cluster.as_deref(), &i.task),
    TagResource => tag_resource on |_, i| Touch::on(&i.resource_arn),
    UntagResource => untag_resource on |_, i| Touch::on(&i.resource_arn),
    UpdateCluster => update_cluster on |call, i| cluster(call, &i.cluster),
    UpdateClusterSettings => update_cluster_settings on |call, i| cluster(call, &i.cluster),
    UpdateTaskProtection => update_task_protection on |call, i| tasks_touched(call, Some(&i.cluster), &i.tasks),
}

/// A cluster that a call names.
fn cluster(call: &Call, given: &str) -> Touch {
    Touch::on(names::cluster_touched(call, Some(given)))
}

/// The instances of a cluster.
fn in_cluster(call: &Call, given: Option<&str>) -> Touch {
    list_touched(call, given)
}

impl Host for Ecs {
    fn model(&self) -> &'static Service {
        &model::SERVICE
    }
    fn facts(&self, _action: &str, arn: &str) -> Option<ResourceFacts> {
        self.state.facts(arn)
    }
    fn shortfalls(&self) -> Vec<String> {
        let clusters = self.state.clusters.list(&Key::root());
        let insights = |cluster: &Cluster| {
            cluster.settings.iter().any(|(name, value)| name == INSIGHTS && value != "disabled")
        };
        let watched = clusters.iter().filter(|(_, c)| c.deleted.is_none() && insights(c));
        let names: Vec<_> = watched.map(|(_, cluster)| cluster.name.clone()).collect();
        let told =
            |names| format!("containerInsights is kept and shown, and gathers nothing: ECS clusters {names}");
        door::few(&names).map(told).into_iter().collect()
    }
}
