//! What ECS tells EventBridge: `ECS Task State Change`.
//! <https://docs.aws.amazon.com/AmazonECS/latest/developerguide/ecs_task_events.html>
//!
//! An event is recorded in the batch that changes the task, so that neither is lost without the other. Until EventBridge
//! is there to fetch them the newest [`KEPT`] are kept.

use crate::records::{Task, TaskKey};
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use store::{Batch, Direction, Key, Record, Store, Table};

/// Events that are kept.
pub(crate) const KEPT: u64 = 1_000;

/// An event as EventBridge gets it; the envelope's id and time are its own.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Event {
    /// Counts the events of the installation.
    pub number: u64,
    /// Twelve digits.
    pub account: String,
    /// Such as `us-east-1`.
    pub region: String,
    /// The ARNs that it is about.
    pub resources: Vec<String>,
    /// `ECS Task State Change`
    pub detail_type: String,
    /// The task as DescribeTasks shows it, with `updatedAt`.
    pub detail: Value,
}

impl Record for Event {
    const NAME: &'static str = "ecs.events";
    const VERSION: u16 = 1;
}

/// The recorded events.
pub(crate) struct Events {
    table: Table<Event>,
}

impl Events {
    pub(crate) fn open(store: &Store) -> store::Result<Self> {
        Ok(Self { table: Table::open(store)? })
    }
    /// The number of the last event that is kept; 0 where there is none.
    pub(crate) fn last(&self) -> u64 {
        let last = self.table.page(&Key::root(), None, 1, Direction::Backward);
        last.first().map_or(0, |(_, event)| event.number)
    }
    /// Records a task's state under the next number; the caller holds the lock under which numbers are given.
    pub(crate) fn record(&self, batch: &mut Batch, number: u64, key: &TaskKey, task: &Task) {
        let event = Event {
            number,
            account: key.account.clone(),
            region: key.region.clone(),
            resources: vec![task.arn.clone()],
            detail_type: "ECS Task State Change".to_owned(),
            detail: detail(task),
        };
        self.table.put(batch, &Key::root().then_number(number), event);
        if let Some(oldest) = number.checked_sub(KEPT).filter(|oldest| *oldest > 0) {
            self.table.delete(batch, &Key::root().then_number(oldest));
        }
    }
    /// The kept events behind a number, oldest first.
    pub(crate) fn after(&self, number: u64) -> Vec<Event> {
        let behind = Key::root().then_number(number);
        let found = self.table.page(&Key::root(), Some(&behind), usize::MAX, Direction::Forward);
        found.into_iter().map(|(_, event)| (*event).clone()).collect()
    }
}

/// The task, as an event shows it: an interface is called `eni` there, and tags are left out.
fn detail(task: &Task) -> Value {
    let mut detail = wire::view::to_json(&crate::shown::task(task, false));
    for attachment in detail.get_mut("attachments").and_then(Value::as_array_mut).into_iter().flatten() {
        if let Some(kind) = attachment.get_mut("type") {
            *kind = json!("eni");
        }
    }
    if let Some(members) = detail.as_object_mut() {
        members.insert("updatedAt".to_owned(), json!(task.updated_at.rfc3339_millis()));
    }
    detail
}
