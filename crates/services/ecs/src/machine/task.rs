//! The life of one task, from the record that RunTask made to its last line: provisioned, pulled, started, watched,
//! stopped, cleaned up.
//!
//! Every step may have been taken by a server that died: an interface is made by an idempotent call, an image is there or
//! not, and a container is found by its sandbox's name. So a task that a new server takes up goes through the same steps.

use super::access::Role;
use super::images::Pulled;
use super::log::Driver;
use super::sandbox::{self, Setting};
use super::{Machine, images, interface, reasons};
use crate::launch;
use crate::lifecycle::Change;
use crate::plan::{Condition, ContainerPlan, HealthCommand, TaskPlan};
use crate::records::{Health, Interface, StopCode, Task, TaskKey};
use door::Call;
use room::{Exit, Running};
use std::collections::BTreeMap;
use std::convert::Infallible;
use std::sync::Arc;
use tokio::sync::watch;
use tokio::task::JoinSet;
use wire::prelude::*;

/// Why a task does not start.
pub(super) struct Failed {
    /// The container that it is about, if it is about one.
    pub(super) container: Option<String>,
    /// As Fargate's agent words it.
    pub(super) reason: String,
}

impl Failed {
    pub(super) fn new(reason: impl Into<String>) -> Self {
        Self { container: None, reason: reason.into() }
    }
}

/// How far a container is, for those that depend on it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Phase {
    Started,
    /// Its health check passed.
    Healthy,
    Ended(Option<i32>),
}

type Phases = watch::Sender<BTreeMap<String, Phase>>;

/// A task in the making.
pub(super) struct Life {
    machine: Arc<Machine>,
    call: Call,
    key: TaskKey,
    plan: TaskPlan,
    phases: Phases,
    /// Sandboxes of containers that run.
    running: parking_lot::Mutex<BTreeMap<String, Running>>,
}

/// Runs a task to its end. `found` are the sandboxes that another server left of it.
pub(super) async fn live(machine: Arc<Machine>, call: Call, key: TaskKey, found: BTreeMap<String, Running>) {
    let Some(task) = machine.state.task(&key) else { return };
    let definition = machine.state.definition_of(&task.definition_arn);
    let plan = definition.ok_or_else(|| Error::internal("a task without a definition"));
    let plan = match plan.and_then(|definition| crate::plan::of(&definition, &task)) {
        Ok(plan) => plan,
        Err(error) => {
            fail(&machine, &key, Failed::new(format!("ResourceInitializationError: {}", error.message())));
            over(&machine, &call, &key).await;
            return;
        }
    };
    if let Some(what) = beyond(&plan) {
        fail(
            &machine,
            &key,
            Failed::new(format!("ResourceInitializationError: Maquette does not support {what}")),
        );
        over(&machine, &call, &key).await;
        return;
    }
    let (phases, _) = watch::channel(BTreeMap::new());
    let life = Arc::new(Life { machine, call, key, plan, phases, running: parking_lot::Mutex::default() });
    if let Err(failed) = Box::pin(life.clone().run(found)).await {
        fail(&life.machine, &life.key, failed);
    }
    over(&life.machine, &life.call, &life.key).await;
}

/// What a plan asks for that this machine does not do: it is refused rather than passed over.
fn beyond(plan: &TaskPlan) -> Option<String> {
    let of = |what: &str, container: &ContainerPlan| Some(format!("{what} (container {})", container.name));
    if plan.shares_processes {
        return Some("pidMode task".to_owned());
    }
    plan.containers.iter().find_map(|container| match container {
        c if c.restart.is_some() => of("restartPolicy", c),
        c if !c.system_controls.is_empty() => of("systemControls", c),
        c if c.interactive || c.pseudo_terminal => of("interactive containers", c),
        _ => None,
    })
}

/// The task's reason first: a container that never started is not what ended it.
fn fail(machine: &Machine, key: &TaskKey, failed: Failed) {
    let requested =
        Change::StopRequested { code: StopCode::TaskFailedToStart, reason: failed.reason.clone() };
    machine.note(key, requested);
    if let Some(name) = failed.container {
        let now = machine.state.clock.now();
        machine.note(
            key,
            Change::ContainerStopped { name, exit_code: None, reason: Some(failed.reason), at: now },
        );
    }
}

/// Deletes the interface and whatever else the task had.
async fn over(machine: &Machine, call: &Call, key: &TaskKey) {
    machine.note(key, Change::Deprovisioning);
    let Some(task) = machine.state.task(key) else { return };
    for index in 0..task.containers.len() {
        let removed = machine.clear(call, &sandbox::id(&task, index)).await;
        if let Err(error) = removed {
            door::log(&format!("what is left of a container of {key} cannot be removed: {error}"));
        }
    }
    let interfaces = task.attachments.iter().filter_map(|own| own.interface.as_ref());
    for own in interfaces {
        let deleted = async {
            let linked = launch::linked(call).await?;
            interface::delete(&linked, &own.network_interface_id).await
        };
        if let Err(error) = deleted.await {
            door::log(&format!("the interface of {key} cannot be deleted: {}", error.message()));
        }
    }
    // A volume that cannot be removed now is one that somebody looks at.
    let _ = std::fs::remove_dir_all(machine.volumes(&task));
    machine.forget(key);
    machine.note(key, Change::Stopped { at: machine.state.clock.now() });
}

impl Life {
    async fn run(self: Arc<Self>, found: BTreeMap<String, Running>) -> std::result::Result<(), Failed> {
        let mut stop = self.machine.stops(&self.key);
        let made = tokio::select! {
            made = Box::pin(self.prepare(&found)) => made?,
            () = asked(&mut stop) => return Ok(()),
        };
        let mut ended = Box::pin(self.clone().contain(made, found));
        tokio::select! {
            done = &mut ended => return done,
            () = asked(&mut stop) => {}
        }
        self.machine.note(&self.key, Change::Deactivating);
        self.machine.note(&self.key, Change::Stopping);
        self.stop_all().await;
        ended.await
    }

    /// The interface, the network behind it, the images.
    async fn prepare(&self, found: &BTreeMap<String, Running>) -> std::result::Result<Made, Failed> {
        let interface = self.provision().await?;
        let namespace = self.machine.fabric.enter(&interface.network_interface_id).await;
        let namespace = namespace.map_err(|error| {
            Failed::new(format!(
                "ResourceInitializationError: unable to attach the network interface: {error}"
            ))
        })?;
        self.machine.grant(&self.call, &self.key, &self.plan);
        let role = self.plan.execution_role.as_ref().map(|arn| Arc::new(Role::new(arn, TASKS, &self.key.id)));
        let mut pulled = BTreeMap::new();
        self.machine.note(&self.key, Change::PullStarted);
        for (index, container) in self.plan.containers.iter().enumerate() {
            if found.contains_key(&sandbox::id(&*self.task()?, index)) {
                continue;
            }
            let way = images::Way {
                call: &self.call,
                role: role.as_deref(),
                interface: &interface,
                namespace: &namespace,
            };
            let image = Box::pin(images::pull(&self.machine, &way, container, self.plan.architecture)).await;
            let image = match image {
                Ok(image) => image,
                Err(images::NotPulled { reason, drop }) => {
                    if let Some(drop) = drop {
                        self.machine.observed(&self.key, drop).await;
                    }
                    return Err(Failed { container: Some(container.name.clone()), reason });
                }
            };
            pulled.insert(container.name.clone(), image);
        }
        self.machine.note(&self.key, Change::PullStopped);
        Ok(Made { interface, namespace, role, pulled })
    }

    fn task(&self) -> std::result::Result<Arc<Task>, Failed> {
        self.machine.state.task(&self.key).ok_or_else(|| Failed::new("the task is gone"))
    }

    async fn provision(&self) -> std::result::Result<Interface, Failed> {
        let task = self.task()?;
        if let Some(known) = task.attachments.iter().find_map(|own| own.interface.clone()) {
            return Ok(known);
        }
        let made = async {
            let linked = launch::linked(&self.call).await?;
            interface::make(&linked, &task).await
        };
        let made = made.await.map_err(|error| {
            Failed::new(format!(
                "Unexpected EC2 error while attempting to Create Network Interface in subnet: {}",
                error.code()
            ))
        })?;
        self.machine.note(&self.key, Change::Provisioned(made.clone()));
        Ok(made)
    }

    /// Starts every container when what it depends on is so far, and waits for the end of all.
    async fn contain(
        self: Arc<Self>,
        made: Made,
        mut found: BTreeMap<String, Running>,
    ) -> std::result::Result<(), Failed> {
        let made = Arc::new(made);
        let task = self.task()?;
        let mut containers = JoinSet::new();
        for index in 0..self.plan.containers.len() {
            let was = found.remove(&sandbox::id(&task, index));
            containers.spawn(self.clone().container(made.clone(), index, was));
        }
        self.machine.note(&self.key, Change::Activating);
        let started = self.clone().announce();
        let started = tokio::spawn(started);
        let mut first = Ok(());
        while let Some(ended) = containers.join_next().await {
            let ended = ended.unwrap_or_else(|error| Err(Failed::new(format!("InternalError: {error}"))));
            if let Err(failed) = ended
                && first.is_ok()
            {
                first = Err(failed);
                self.machine.ask_to_stop(&self.key);
                self.stop_all().await;
            }
        }
        started.abort();
        first
    }

    /// The task runs once every container has started or has been what the others waited for.
    async fn announce(self: Arc<Self>) {
        let all = self.plan.containers.len();
        let mut phases = self.phases.subscribe();
        // The sender lives as long as we do.
        if phases.wait_for(|phases| phases.len() == all).await.is_ok() {
            self.machine.note(&self.key, Change::Running);
        }
    }

    async fn container(
        self: Arc<Self>,
        made: Arc<Made>,
        index: usize,
        was: Option<Running>,
    ) -> std::result::Result<(), Failed> {
        let Some(container) = self.plan.containers.get(index) else { return Ok(()) };
        let failed = |reason: String| Failed { container: Some(container.name.clone()), reason };
        if was.is_none() && !self.may_start(container).await.map_err(&failed)? {
            return Ok(());
        }
        let driver = match (&container.log, &made.role) {
            (Some(plan), Some(role)) => {
                Some(Driver::open(&self.call, role.clone(), plan.clone()).await.map_err(&failed)?)
            }
            _ => None,
        };
        let running = match was {
            Some(running) => running,
            None => self.start(&made, index).await.map_err(&failed)?,
        };
        let name = container.name.clone();
        self.machine.tell_unenforced(&self.key, running.unenforced());
        self.running.lock().insert(name.clone(), running.clone());
        let digest = made.pulled.get(&name).map(|image| image.digest.clone());
        let at = running.started().unwrap_or_else(|| self.machine.state.clock.now());
        let runtime_id = running.id().to_owned();
        self.machine.note(&self.key, Change::ContainerStarted { name: name.clone(), runtime_id, digest, at });
        self.reach(&name, Phase::Started);
        if self.machine.is_stopping(&self.key) {
            self.stop_one(&name).await;
        }
        let exit = tokio::select! {
            exit = self.watch(&running, driver) => exit.map_err(failed)?,
            never = self.check(container, running.id()) => match never {},
        };
        self.running.lock().remove(&name);
        let reason = reasons::end(&exit);
        let stopped =
            Change::ContainerStopped { name: name.clone(), exit_code: exit.code, reason, at: exit.ended };
        self.machine.note(&self.key, stopped);
        self.reach(&name, Phase::Ended(exit.code));
        if self.machine.is_stopping(&self.key) {
            self.machine.ask_to_stop(&self.key);
        }
        Ok(())
    }

    /// Asks a container for its health until it ends.
    /// <https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_HealthCheck.html>
    async fn check(&self, container: &ContainerPlan, sandbox: &str) -> Infallible {
        let Some(plan) = &container.health else { return std::future::pending().await };
        let arguments = match &plan.check {
            HealthCommand::Shell(text) => vec!["/bin/sh".to_owned(), "-c".to_owned(), text.clone()],
            HealthCommand::Exec(arguments) => arguments.clone(),
        };
        let clock = self.call.clock();
        let pause = || clock.host_timeout(plan.interval, std::future::pending::<()>());
        let began = clock.now();
        let mut failures = 0;
        loop {
            // Its end is what is waited for.
            let _ = pause().await;
            let done = self.machine.room.exec(sandbox, arguments.clone(), plan.timeout).await;
            let health = if done.is_ok_and(|done| done.code == 0 && !done.timed_out) {
                failures = 0;
                Health::Healthy
            } else {
                // A failure so soon after the start does not count.
                let soon = clock.now().since(began) < plan.start_period;
                failures += u32::from(!soon);
                if failures < plan.retries {
                    continue;
                }
                Health::Unhealthy
            };
            self.machine.note(&self.key, Change::ContainerHealth { name: container.name.clone(), health });
            if health == Health::Healthy {
                self.reach(&container.name, Phase::Healthy);
            }
        }
    }

    /// Waits for a container's end, and for its last line.
    async fn watch(&self, running: &Running, driver: Option<Driver>) -> std::result::Result<Exit, String> {
        let unread = |error: room::Error| format!("InternalError: {error}");
        let mut output = running.output().map_err(unread)?;
        if let Some(driver) = driver {
            driver.take(output).await;
        } else {
            while let Some(batch) = output.next().await.map_err(unread)? {
                output.acknowledge(batch.end).await.map_err(unread)?;
            }
        }
        running.wait().await.map_err(unread)
    }

    /// Waits for what a container depends on. False when the task is to stop first.
    async fn may_start(&self, container: &ContainerPlan) -> std::result::Result<bool, String> {
        let mut stop = self.machine.stops(&self.key);
        for dependency in &container.depends_on {
            let name = &dependency.container;
            let mut phases = self.phases.subscribe();
            let reached = phases.wait_for(|phases| {
                matches!(
                    (dependency.condition, phases.get(name)),
                    (Condition::Start, Some(_))
                        | (Condition::Healthy, Some(Phase::Healthy))
                        | (Condition::Complete | Condition::Success, Some(Phase::Ended(_)))
                )
            });
            let clock = self.call.clock();
            let other = self.plan.containers.iter().find(|other| other.name == *name);
            let timeout = other.and_then(|other| other.start_timeout);
            let patience = async {
                match timeout {
                    // Its end is what is waited for.
                    Some(patience) => drop(clock.host_timeout(patience, std::future::pending::<()>()).await),
                    None => std::future::pending().await,
                }
            };
            let phase = tokio::select! {
                reached = reached => reached.ok().and_then(|phases| phases.get(name).copied()),
                () = patience => return Err(reasons::dependency_late(name, timeout)),
                () = asked(&mut stop) => return Ok(false),
            };
            if dependency.condition == Condition::Success && phase != Some(Phase::Ended(Some(0))) {
                return Err(format!(
                    "dependency graph: container dependency can not be satisfied: {name} did not exit with success"
                ));
            }
        }
        Ok(true)
    }

    async fn start(&self, made: &Made, index: usize) -> std::result::Result<Running, String> {
        let gone = || "InternalError: the container is not in its plan".to_owned();
        let task = self.machine.state.task(&self.key).ok_or_else(gone)?;
        let image =
            self.plan.containers.get(index).and_then(|own| made.pulled.get(&own.name)).ok_or_else(gone)?;
        let volumes = self.machine.volumes(&task);
        for volume in &self.plan.volumes {
            let made = std::fs::create_dir_all(volumes.join(volume));
            made.map_err(|error| format!("CannotCreateVolumeError: {error}"))?;
        }
        let network = self.machine.fabric.network_of(&made.interface.network_interface_id).await;
        let setting = Setting {
            task: &task,
            plan: &self.plan,
            interface: &made.interface,
            namespace: &made.namespace,
            resolver: network.as_ref().filter(|n| n.dns).and_then(|n| n.resolver()).map(|a| a.to_string()),
            domain: network.map(|n| n.domain.clone()).unwrap_or_default(),
            volumes,
            variables: super::variables(&self.key, &self.plan, index, image),
        };
        let sandbox = sandbox::describe(&setting, index, image).ok_or_else(gone)?;
        self.machine.room.start(sandbox).await.map_err(|error| match error {
            room::Error::Start(failure) => reasons::start(&failure),
            error => format!("CannotStartContainerError: {error}"),
        })
    }

    fn reach(&self, name: &str, phase: Phase) {
        self.phases.send_modify(|phases| {
            phases.insert(name.to_owned(), phase);
        });
    }

    async fn stop_all(&self) {
        let names: Vec<String> = self.running.lock().keys().cloned().collect();
        futures_util::future::join_all(names.iter().map(|name| self.stop_one(name))).await;
    }

    async fn stop_one(&self, name: &str) {
        let Some(running) = self.running.lock().get(name).cloned() else { return };
        let plan = self.plan.containers.iter().find(|container| container.name == name);
        let patience = plan.map_or(std::time::Duration::from_secs(30), |plan| plan.stop_timeout);
        // One that is over is stopped.
        let _ = self.machine.room.stop(running.id(), patience).await;
    }
}

/// What was made before the first container starts.
struct Made {
    interface: Interface,
    namespace: std::path::PathBuf,
    role: Option<Arc<Role>>,
    pulled: BTreeMap<String, Pulled>,
}

/// Who assumes the roles of tasks.
pub(super) const TASKS: &str = "ecs-tasks.amazonaws.com";

/// Returns when the task is to stop.
async fn asked(stop: &mut watch::Receiver<bool>) {
    if stop.wait_for(|stop| *stop).await.is_err() {
        // Nobody can ask any more.
        std::future::pending::<()>().await;
    }
}
