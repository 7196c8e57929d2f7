//! What is there, by account and region.
//!
//! Everything changes under one lock ([`State::lock`]), which also gives events their numbers; a change is one commit made
//! while it is held. Reading takes no lock of ours.

use crate::events::{Event, Events};
use crate::lifecycle::{self, Change};
use crate::operations::TOKEN;
use crate::records::{
    AccountSetting, Cluster, DefinitionStatus, Family, Status, Tags, Task, TaskDefinition, TaskKey, Token,
};
use clock::{Clock, Timestamp};
use door::{Call, ResourceFacts};
use parking_lot::{Mutex, MutexGuard};
use std::collections::VecDeque;
use std::sync::Arc;
use std::time::Duration;
use store::{Batch, Direction, Key, Store, Table, Ticket};
use tokio::sync::Notify;
use wire::prelude::*;

/// How long a stopped task is shown.
/// <https://docs.aws.amazon.com/AmazonECS/latest/developerguide/stopped-task-errors.html>
pub(crate) const SHOWN: Duration = Duration::from_hours(1);

pub(crate) struct State {
    pub(crate) clock: Clock,
    pub(crate) store: Store,
    pub(crate) clusters: Table<Cluster>,
    pub(crate) families: Table<Family>,
    pub(crate) definitions: Table<TaskDefinition>,
    tasks: Table<Task>,
    pub(crate) tokens: Table<Token>,
    pub(crate) settings: Table<AccountSetting>,
    events: Events,
    changing: Mutex<Changing>,
    changed: Notify,
}

/// What the lock guards beside the tables.
pub(crate) struct Changing {
    /// The number of the last event.
    last_event: u64,
    /// Stopped tasks, in the order in which they stopped.
    stopped: VecDeque<(Timestamp, TaskKey)>,
}

impl State {
    pub(crate) fn open(store: &Store, clock: &Clock) -> store::Result<Self> {
        let (tasks, events) = (Table::<Task>::open(store)?, Events::open(store)?);
        let mut stopped: Vec<_> = tasks
            .list(&Key::root())
            .into_iter()
            .filter_map(|(key, task)| Some((task.stopped_at?, TaskKey::of(&key)?)))
            .collect();
        stopped.sort();
        let changing = Changing { last_event: events.last(), stopped: stopped.into() };
        Ok(Self {
            clock: clock.clone(),
            store: store.clone(),
            clusters: Table::open(store)?,
            families: Table::open(store)?,
            definitions: Table::open(store)?,
            tasks,
            tokens: Table::open(store)?,
            settings: Table::open(store)?,
            events,
            changing: Mutex::new(changing),
            changed: Notify::new(),
        })
    }

    /// The right to change something, for as long as it is held.
    pub(crate) fn lock(&self) -> MutexGuard<'_, Changing> {
        self.changing.lock()
    }
    /// Commits a batch that was filled under the lock.
    pub(crate) fn commit(&self, batch: Batch) -> Result<Ticket> {
        self.store.commit(batch).or_internal()
    }

    /// A task; one that stopped more than an hour ago is forgotten.
    pub(crate) fn task(&self, key: &TaskKey) -> Option<Arc<Task>> {
        let forgotten = self.clock.now();
        self.tasks.get(&key.key()).filter(|task| !is_forgotten(task, forgotten))
    }
    /// The tasks of a cluster, by their ids.
    pub(crate) fn tasks_of(&self, account: &str, region: &str, cluster: &str) -> Vec<Arc<Task>> {
        let now = self.clock.now();
        let found = self.tasks.list(&Key::new(&[account, region, cluster]));
        found.into_iter().map(|(_, task)| task).filter(|task| !is_forgotten(task, now)).collect()
    }
    /// Every task that has not stopped, for a runner that takes up its work after a start.
    #[allow(dead_code, reason = "the runner takes up its work with it")]
    pub(crate) fn tasks_not_stopped(&self) -> Vec<(TaskKey, Arc<Task>)> {
        let all = self.tasks.list(&Key::root()).into_iter();
        all.filter(|(_, task)| task.last_status != Status::Stopped)
            .filter_map(|(key, task)| Some((TaskKey::of(&key)?, task)))
            .collect()
    }
    /// Every task that is still shown.
    pub(crate) fn all_tasks(&self) -> Vec<(TaskKey, Arc<Task>)> {
        let now = self.clock.now();
        let all = self.tasks.list(&Key::root()).into_iter();
        all.filter(|(_, task)| !is_forgotten(task, now))
            .filter_map(|(key, task)| Some((TaskKey::of(&key)?, task)))
            .collect()
    }
    /// Whether a task that is not over refers to a definition.
    pub(crate) fn is_used(&self, definition_arn: &str) -> bool {
        let all = self.tasks.list(&Key::root());
        all.iter()
            .any(|(_, task)| task.definition_arn == definition_arn && task.last_status != Status::Stopped)
    }

    /// Adds new tasks to a cluster, with the token that stands for them. `None` where the token was taken meanwhile.
    pub(crate) fn add_tasks(
        &self,
        cluster: &Key,
        token: Option<(Key, Token)>,
        tasks: &[(TaskKey, Arc<Task>)],
    ) -> Result<Option<Ticket>> {
        let (mut batch, now) = (Batch::new(), self.clock.now());
        let mut changing = self.lock();
        // Whoever asked looked before others could change it.
        let active = self.clusters.get(cluster).filter(|cluster| cluster.deleted.is_none());
        active.ok_or_else(crate::refusals::no_cluster)?;
        if let Some((key, token)) = token {
            for (old, _) in self.tokens.list(cluster).iter().filter(|(_, t)| t.used + TOKEN <= now) {
                self.tokens.delete(&mut batch, old);
            }
            if self.tokens.get(&key).is_some_and(|taken| now < taken.used + TOKEN) {
                return Ok(None);
            }
            self.tokens.put(&mut batch, &key, token);
        }
        self.forget(&mut batch, &mut changing, now);
        let mut number = changing.last_event;
        for (key, task) in tasks {
            number += 1;
            self.tasks.put(&mut batch, &key.key(), task.clone());
            self.events.record(&mut batch, number, key, task);
        }
        let ticket = self.commit(batch)?;
        changing.last_event = number;
        drop(changing);
        self.changed.notify_waiters();
        Ok(Some(ticket))
    }

    /// Applies a change to a task: durable when this returns, told as an event and to whoever waits.
    pub(crate) fn change(&self, key: &TaskKey, change: Change) -> Result<Arc<Task>> {
        let now = self.clock.now();
        self.alter(key, |task| lifecycle::apply(task, change, now))
    }
    /// Alters a task; the closure says whether its state changed.
    pub(crate) fn alter(&self, key: &TaskKey, alter: impl FnOnce(&mut Task) -> bool) -> Result<Arc<Task>> {
        let mut changing = self.lock();
        let before = self.tasks.get(&key.key()).ok_or_else(|| Error::internal(format!("no task {key}")))?;
        let mut task = (*before).clone();
        let changed = alter(&mut task);
        let task = Arc::new(task);
        let mut batch = Batch::new();
        self.tasks.put(&mut batch, &key.key(), task.clone());
        let number = changing.last_event + u64::from(changed);
        if changed {
            self.events.record(&mut batch, number, key, &task);
        }
        if let (None, Some(at)) = (before.stopped_at, task.stopped_at) {
            self.forget(&mut batch, &mut changing, self.clock.now());
            changing.stopped.push_back((at, key.clone()));
            self.drop_unused(&mut batch, &task.definition_arn, &key.key());
        }
        // What was committed survives a crash of this program; nobody waits for the disk here.
        drop(self.commit(batch)?);
        changing.last_event = number;
        drop(changing);
        self.changed.notify_waiters();
        Ok(task)
    }
    /// Waits until a task is as wanted, or is forgotten.
    #[allow(dead_code, reason = "the runner waits, and services will")]
    pub(crate) async fn wait(&self, key: &TaskKey, wanted: impl Fn(&Task) -> bool) -> Option<Arc<Task>> {
        loop {
            let changed = self.changed.notified();
            let task = self.task(key)?;
            if wanted(&task) {
                return Some(task);
            }
            changed.await;
        }
    }
    /// Recorded events behind a number, oldest first.
    pub(crate) fn events_after(&self, number: u64) -> Vec<Event> {
        self.events.after(number)
    }

    /// Deletes the tasks whose hour is over.
    fn forget(&self, batch: &mut Batch, changing: &mut Changing, now: Timestamp) {
        while let Some((at, key)) = changing.stopped.front() {
            if now < *at + SHOWN {
                return;
            }
            self.tasks.delete(batch, &key.key());
            changing.stopped.pop_front();
        }
    }
    /// Deletes a definition that was to be deleted once its last task is over.
    fn drop_unused(&self, batch: &mut Batch, definition_arn: &str, but: &Key) {
        let Some(key) = Self::definition_key_of(definition_arn) else { return };
        let leaves =
            self.definitions.get(&key).is_some_and(|d| d.status == DefinitionStatus::DeleteInProgress);
        let used = || {
            self.tasks.list(&Key::root()).iter().any(|(key, task)| {
                key != but && task.definition_arn == definition_arn && task.last_status != Status::Stopped
            })
        };
        if leaves && !used() {
            self.definitions.delete(batch, &key);
        }
    }

    pub(crate) fn cluster_key(call: &Call, name: &str) -> Key {
        Key::new(&[call.account(), &call.region, name])
    }
    /// A cluster that is there and active, by its name.
    pub(crate) fn cluster(&self, call: &Call, name: &str) -> Option<Arc<Cluster>> {
        self.clusters.get(&Self::cluster_key(call, name)).filter(|cluster| cluster.deleted.is_none())
    }
    pub(crate) fn definition_key(account: &str, region: &str, family: &str, revision: u32) -> Key {
        Key::new(&[account, region, family]).then_number(revision.into())
    }
    pub(crate) fn definition_key_of(arn: &str) -> Option<Key> {
        let arn = policy::arn::Arn::parse(arn)?;
        let (family, revision) = arn.resource.strip_prefix("task-definition/")?.split_once(':')?;
        Some(Self::definition_key(arn.account, arn.region, family, revision.parse().ok()?))
    }
    /// A definition by its ARN.
    pub(crate) fn definition_of(&self, arn: &str) -> Option<Arc<TaskDefinition>> {
        self.definitions.get(&Self::definition_key_of(arn)?)
    }
    /// A definition as a caller names it: without a revision the newest active one.
    pub(crate) fn definition(&self, call: &Call, given: &str) -> Option<Arc<TaskDefinition>> {
        match crate::names::definition(call, given)? {
            (family, Some(revision)) => {
                self.definitions.get(&Self::definition_key(call.account(), &call.region, &family, revision))
            }
            (family, None) => {
                let all = Key::new(&[call.account(), &call.region, &*family]);
                let newest = self.definitions.page(&all, None, usize::MAX, Direction::Backward);
                newest.into_iter().map(|(_, d)| d).find(|d| d.status == DefinitionStatus::Active)
            }
        }
    }

    pub(crate) fn facts(&self, arn: &str) -> Option<ResourceFacts> {
        Some(ResourceFacts { tags: self.tags(arn)?, ..ResourceFacts::default() })
    }
    /// The tags of whatever an ARN names.
    pub(crate) fn tags(&self, arn: &str) -> Option<Tags> {
        let parsed = policy::arn::Arn::parse(arn)?;
        let (kind, path) = parsed.resource.split_once('/')?;
        match kind {
            "cluster" => {
                let cluster = self.clusters.get(&Key::new(&[parsed.account, parsed.region, path]))?;
                Some(cluster.tags.clone())
            }
            "task-definition" => Some(self.definition_of(arn)?.tags.clone()),
            "task" => {
                let (cluster, id) = path.split_once('/')?;
                let key = Key::new(&[parsed.account, parsed.region, cluster, id]);
                Some(self.tasks.get(&key)?.tags.clone())
            }
            _ => None,
        }
    }
}

fn is_forgotten(task: &Task, now: Timestamp) -> bool {
    task.stopped_at.is_some_and(|at| at + SHOWN <= now)
}
