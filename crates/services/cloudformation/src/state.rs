//! The stacks of every account and region.

use crate::records::{EventRecord, StackRecord};
use door::Call;
use parking_lot::{Mutex, RwLock};
use std::collections::HashMap;
use std::sync::Arc;
use store::{Batch, Direction, Key, Store, Table};
use tokio::sync::Notify;
use wire::prelude::*;

/// A stack that is there, or was.
pub(crate) struct Stack {
    pub(crate) key: Key,
    pub(crate) record: RwLock<StackRecord>,
    /// The number of the next event.
    next_event: Mutex<u64>,
    /// Woken whenever the stack changes.
    pub(crate) changed: Notify,
}

pub(crate) struct State {
    pub(crate) store: Store,
    records: Table<StackRecord>,
    events: Table<EventRecord>,
    stacks: RwLock<HashMap<String, Arc<Stack>>>,
    /// One stack is made at a time: names are taken under this lock.
    pub(crate) naming: Mutex<()>,
}

impl State {
    pub(crate) fn open(store: &Store) -> store::Result<Self> {
        let records: Table<StackRecord> = Table::open(store)?;
        let events: Table<EventRecord> = Table::open(store)?;
        let stacks = records.list(&Key::root()).into_iter().map(|(key, record)| {
            let last = events.page(&key, None, 1, Direction::Backward);
            let number =
                last.first().and_then(|(key, _)| key.text(3)?.parse::<u64>().ok()).map_or(0, |n| n + 1);
            let stack = Stack::new(key, (*record).clone(), number);
            (record.id.clone(), Arc::new(stack))
        });
        let stacks = RwLock::new(stacks.collect());
        Ok(Self { store: store.clone(), records, events, stacks, naming: Mutex::default() })
    }

    pub(crate) fn by_id(&self, id: &str) -> Option<Arc<Stack>> {
        self.stacks.read().get(id).cloned()
    }
    /// The stacks of an account in a region, the newest first.
    pub(crate) fn list(&self, call: &Call) -> Vec<Arc<Stack>> {
        let prefix = Key::new(&[call.account(), &call.region]);
        let mut found: Vec<_> =
            self.stacks.read().values().filter(|stack| stack.key.starts_with(&prefix)).cloned().collect();
        found.sort_by_key(|stack| std::cmp::Reverse(stack.record.read().created));
        found
    }
    /// The stack of that name that is not deleted, or of that id.
    pub(crate) fn find(&self, call: &Call, name: &str) -> Option<Arc<Stack>> {
        if crate::names::is_id(name) {
            return self.by_id(name);
        }
        self.list(call).into_iter().find(|stack| {
            let record = stack.record.read();
            record.name == name && record.deleted.is_none()
        })
    }
    /// Adds a new stack.
    pub(crate) fn add(&self, call: &Call, record: StackRecord) -> Result<Arc<Stack>> {
        let key = Key::new(&[call.account(), &call.region, &record.id]);
        let mut batch = Batch::new();
        self.records.put(&mut batch, &key, record.clone());
        self.commit(batch)?;
        let stack = Arc::new(Stack::new(key, record, 0));
        self.stacks.write().insert(stack.record.read().id.clone(), stack.clone());
        Ok(stack)
    }
    /// Changes a stack and adds events to it, both or neither.
    pub(crate) fn change(
        &self,
        stack: &Stack,
        events: Vec<EventRecord>,
        change: impl FnOnce(&mut StackRecord),
    ) -> Result<()> {
        let mut number = stack.next_event.lock();
        let mut record = stack.record.read().clone();
        change(&mut record);
        let mut batch = Batch::new();
        self.records.put(&mut batch, &stack.key, record.clone());
        for event in events {
            // Padded, so that the order of keys is the order of numbers.
            self.events.put(&mut batch, &stack.key.then(format!("{:020}", *number)), event);
            *number += 1;
        }
        self.commit(batch)?;
        *stack.record.write() = record;
        drop(number);
        stack.changed.notify_waiters();
        Ok(())
    }
    /// A stack's events, the newest first.
    pub(crate) fn events(&self, stack: &Stack) -> Vec<Arc<EventRecord>> {
        let found = self.events.page(&stack.key, None, usize::MAX, Direction::Backward);
        found.into_iter().map(|(_, event)| event).collect()
    }
    /// What the engine does is awaited by nobody: it is on its way to the disk when this returns.
    fn commit(&self, batch: Batch) -> Result<()> {
        self.store.commit(batch).map(drop).or_internal()
    }
}

impl Stack {
    fn new(key: Key, record: StackRecord, next_event: u64) -> Self {
        Self { key, record: RwLock::new(record), next_event: Mutex::new(next_event), changed: Notify::new() }
    }
}
