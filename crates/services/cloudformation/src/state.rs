//! The stacks of every account and region.

use crate::records::{ChangeSetRecord, EventRecord, ResourceRecord, StackRecord};
use door::Call;
use parking_lot::{Mutex, RwLock};
use std::collections::{HashMap, VecDeque};
use std::sync::Arc;
use store::{Batch, Direction, Key, Store, Table, Ticket};
use tokio::sync::Notify;
use wire::prelude::*;

/// A stack that is there, or was.
pub(crate) struct Stack {
    pub(crate) key: Key,
    pub(crate) record: RwLock<StackRecord>,
    /// The number of the next event. Whoever holds it changes the stack.
    next_event: Mutex<u64>,
    /// Woken whenever the stack changes.
    pub(crate) changed: Notify,
    /// Somebody is bringing the stack to what is desired.
    pub(crate) driven: Mutex<bool>,
    /// Events that are still to be published; `None` while nobody publishes.
    pub(crate) unpublished: Mutex<Option<VecDeque<EventRecord>>>,
}

pub(crate) struct State {
    pub(crate) store: Store,
    records: Table<StackRecord>,
    resources: Table<ResourceRecord>,
    events: Table<EventRecord>,
    change_sets: Table<ChangeSetRecord>,
    stacks: RwLock<HashMap<String, Arc<Stack>>>,
    /// One stack is made at a time: names are taken under this lock.
    pub(crate) naming: Mutex<()>,
    /// Tests pull the plug after so many commits.
    #[cfg(test)]
    pub(crate) fuse: std::sync::atomic::AtomicI64,
}

/// What a change of a stack writes besides the stack.
#[derive(Default)]
pub(crate) struct Writes {
    pub(crate) events: Vec<EventRecord>,
    /// Change sets to keep.
    pub(crate) kept: Vec<ChangeSetRecord>,
    /// Ids of change sets to forget.
    pub(crate) dropped: Vec<String>,
}

impl State {
    pub(crate) fn open(store: &Store) -> store::Result<Self> {
        let records: Table<StackRecord> = Table::open(store)?;
        let resources: Table<ResourceRecord> = Table::open(store)?;
        let events: Table<EventRecord> = Table::open(store)?;
        let stacks = records.list(&Key::root()).into_iter().map(|(key, record)| {
            let mut record = (*record).clone();
            let mut own = resources.list(&key);
            own.sort_by_key(|(_, resource)| resource.number);
            record.resources = own.into_iter().filter_map(|(key, r)| Some((key.text(3)?, r))).collect();
            let last = events.page(&key, None, 1, Direction::Backward);
            let number =
                last.first().and_then(|(key, _)| key.text(3)?.parse::<u64>().ok()).map_or(0, |n| n + 1);
            (record.id.clone(), Arc::new(Stack::new(key, record, number)))
        });
        let stacks = RwLock::new(stacks.collect());
        Ok(Self {
            store: store.clone(),
            records,
            resources,
            events,
            change_sets: Table::open(store)?,
            stacks,
            naming: Mutex::default(),
            #[cfg(test)]
            fuse: i64::MAX.into(),
        })
    }

    pub(crate) fn by_id(&self, id: &str) -> Option<Arc<Stack>> {
        self.stacks.read().get(id).cloned()
    }
    /// Every stack of everybody.
    pub(crate) fn all(&self) -> Vec<Arc<Stack>> {
        self.stacks.read().values().cloned().collect()
    }
    /// The stacks of an account in a region, the newest first.
    pub(crate) fn list(&self, call: &Call) -> Vec<Arc<Stack>> {
        let prefix = Key::new(&[call.account(), &call.region]);
        let mut found: Vec<_> =
            self.stacks.read().values().filter(|stack| stack.key.starts_with(&prefix)).cloned().collect();
        found.sort_by_cached_key(|stack| {
            let record = stack.record.read();
            (std::cmp::Reverse(record.created), record.id.clone())
        });
        found
    }
    /// The stack of that name that is not deleted, or of that id.
    pub(crate) fn find(&self, call: &Call, name: &str) -> Option<Arc<Stack>> {
        if crate::names::is_id(name) {
            return self.by_id(name);
        }
        let prefix = Key::new(&[call.account(), &call.region]);
        let stacks = self.stacks.read();
        let mut own = stacks.values().filter(|stack| stack.key.starts_with(&prefix));
        let named = |stack: &&Arc<Stack>| {
            let record = stack.record.read();
            record.name == name && !record.is_deleted()
        };
        own.find(named).cloned()
    }
    /// Adds a new stack with its first event.
    pub(crate) fn add(
        &self,
        call: &Call,
        record: StackRecord,
        event: EventRecord,
    ) -> Result<(Arc<Stack>, Ticket)> {
        let key = Key::new(&[call.account(), &call.region, &record.id]);
        let mut batch = Batch::new();
        self.records.put(&mut batch, &key, record.clone());
        self.events.put(&mut batch, &key.then(format!("{:020}", 0)), event);
        let ticket = self.commit(batch)?;
        let stack = Arc::new(Stack::new(key, record, 1));
        self.stacks.write().insert(stack.record.read().id.clone(), stack.clone());
        Ok((stack, ticket))
    }
    /// Changes a stack and writes what belongs to the change, all of it or nothing. A refusal changes nothing.
    pub(crate) fn change<E: From<Error>>(
        &self,
        stack: &Stack,
        change: impl FnOnce(&mut StackRecord) -> Result<Writes, E>,
    ) -> Result<Ticket, E> {
        let mut number = stack.next_event.lock();
        let before = stack.record.read().clone();
        let mut record = before.clone();
        let writes = change(&mut record)?;
        let mut batch = Batch::new();
        self.records.put(&mut batch, &stack.key, record.clone());
        for (id, resource) in &record.resources {
            if !before.resources.get(id).is_some_and(|old| Arc::ptr_eq(old, resource)) {
                self.resources.put(&mut batch, &stack.key.then(id), resource.clone());
            }
        }
        for id in before.resources.keys().filter(|id| !record.resources.contains_key(*id)) {
            self.resources.delete(&mut batch, &stack.key.then(id));
        }
        for event in writes.events {
            // Padded, so that the order of keys is the order of numbers.
            self.events.put(&mut batch, &stack.key.then(format!("{:020}", *number)), event);
            *number += 1;
        }
        for set in writes.kept {
            self.change_sets.put(&mut batch, &stack.key.then(&set.id), set);
        }
        for id in writes.dropped {
            self.change_sets.delete(&mut batch, &stack.key.then(id));
        }
        let ticket = self.commit(batch).map_err(E::from)?;
        *stack.record.write() = record;
        drop(number);
        stack.changed.notify_waiters();
        Ok(ticket)
    }
    /// Forgets a stack that was deleted long ago.
    pub(crate) fn forget(&self, stack: &Stack) -> Result<()> {
        let id = stack.record.read().id.clone();
        let mut batch = Batch::new();
        self.records.delete(&mut batch, &stack.key);
        self.resources.list(&stack.key).iter().for_each(|(key, _)| self.resources.delete(&mut batch, key));
        self.events.list(&stack.key).iter().for_each(|(key, _)| self.events.delete(&mut batch, key));
        self.change_sets
            .list(&stack.key)
            .iter()
            .for_each(|(key, _)| self.change_sets.delete(&mut batch, key));
        // Nobody waits for it: what is forgotten twice is forgotten.
        drop(self.commit(batch)?);
        self.stacks.write().remove(&id);
        Ok(())
    }
    /// A stack's events, the newest first.
    pub(crate) fn events(&self, stack: &Stack) -> Vec<Arc<EventRecord>> {
        let found = self.events.page(&stack.key, None, usize::MAX, Direction::Backward);
        found.into_iter().map(|(_, event)| event).collect()
    }
    /// A stack's change sets, the oldest first.
    pub(crate) fn change_sets(&self, stack: &Stack) -> Vec<Arc<ChangeSetRecord>> {
        let mut found: Vec<_> = self.change_sets.list(&stack.key).into_iter().map(|(_, set)| set).collect();
        found.sort_by(|a, b| (a.created, &a.id).cmp(&(b.created, &b.id)));
        found
    }

    #[cfg(not(test))]
    fn commit(&self, batch: Batch) -> Result<Ticket> {
        self.store.commit(batch).or_internal()
    }
    #[cfg(test)]
    fn commit(&self, batch: Batch) -> Result<Ticket> {
        if self.fuse.fetch_sub(1, std::sync::atomic::Ordering::SeqCst) <= 0 {
            return Err(Error::internal("the plug was pulled"));
        }
        self.store.commit(batch).or_internal()
    }
}

impl Stack {
    fn new(key: Key, record: StackRecord, next_event: u64) -> Self {
        Self {
            key,
            record: RwLock::new(record),
            next_event: Mutex::new(next_event),
            changed: Notify::new(),
            driven: Mutex::new(false),
            unpublished: Mutex::new(None),
        }
    }
}
