//! The queues of every account and region: records in the store, indexes in memory.

use crate::names::QueueName;
use crate::queue::Index;
use crate::records::{MessageRecord, QueueRecord};
use door::Call;
use parking_lot::{Mutex, RwLock};
use std::collections::HashMap;
use std::sync::Arc;
use store::{Batch, Bulk, Direction, Key, Store, Table};
use tokio::sync::Notify;
use wire::prelude::*;

/// One queue that is there.
pub(crate) struct Queue {
    pub(crate) id: u64,
    pub(crate) record: RwLock<Arc<QueueRecord>>,
    pub(crate) index: Mutex<Sequence>,
    /// Wakes those who wait for a message.
    pub(crate) arrived: Notify,
}

/// The index with the number of the next message.
#[derive(Default)]
pub(crate) struct Sequence {
    pub(crate) next: u64,
    pub(crate) index: Index,
}

pub(crate) struct State {
    pub(crate) store: Store,
    pub(crate) records: Table<QueueRecord>,
    pub(crate) messages: Bulk,
    /// By account, region and name.
    queues: RwLock<HashMap<Key, Arc<Queue>>>,
    /// One queue is made or deleted at a time.
    pub(crate) changing: Mutex<u64>,
}

impl State {
    pub(crate) fn open(store: &Store) -> store::Result<Self> {
        let records: Table<QueueRecord> = Table::open(store)?;
        let messages = Bulk::open(store, "sqs.messages")?;
        let mut queues = HashMap::new();
        let mut last = 0;
        for (key, record) in records.list(&Key::root()) {
            let queue = Queue::new(record);
            let mut sequence = queue.index.lock();
            for entry in messages.scan(queue.id, .., Direction::Forward) {
                let (number, _) = entry?;
                sequence.next = number + 1;
                sequence.index.add(number, None);
            }
            drop(sequence);
            last = last.max(queue.id);
            queues.insert(key, Arc::new(queue));
        }
        let queues = RwLock::new(queues);
        Ok(Self { store: store.clone(), records, messages, queues, changing: Mutex::new(last) })
    }

    pub(crate) fn key(region: &str, name: &QueueName) -> Key {
        Key::new(&[&name.account, region, &name.name])
    }
    pub(crate) fn get(&self, key: &Key) -> Option<Arc<Queue>> {
        self.queues.read().get(key).cloned()
    }
    pub(crate) fn by_arn(&self, arn: &str) -> Option<Arc<Queue>> {
        let arn = policy::arn::Arn::parse(arn)?;
        self.get(&Key::new(&[arn.account, arn.region, arn.resource]))
    }
    /// The queue of a URL, or AWS's refusal.
    pub(crate) fn queue(&self, call: &Call, url: &str) -> Result<Arc<Queue>> {
        self.get(&Self::key(&call.region, &crate::names::of_url(call, url)))
            .ok_or_else(|| model_sqs::errors::queue_does_not_exist("The specified queue does not exist."))
    }
    /// Adds a queue to those that are there; its record goes into the batch that the caller commits.
    pub(crate) fn add(&self, key: Key, record: QueueRecord) -> Result<store::Ticket> {
        let record = Arc::new(record);
        let mut batch = Batch::new();
        self.records.put(&mut batch, &key, record.clone());
        let ticket = self.store.commit(batch).or_internal()?;
        self.queues.write().insert(key, Arc::new(Queue::new(record)));
        Ok(ticket)
    }
    pub(crate) fn remove(&self, key: &Key) -> Result<store::Ticket> {
        let mut batch = Batch::new();
        self.records.delete(&mut batch, key);
        if let Some(queue) = self.get(key) {
            self.messages.purge(&mut batch, queue.id, u64::MAX);
        }
        let ticket = self.store.commit(batch).or_internal()?;
        self.queues.write().remove(key);
        Ok(ticket)
    }
    /// Reads a message.
    pub(crate) fn message(&self, queue: &Queue, number: u64) -> Result<Option<MessageRecord>> {
        let value = self.messages.get(queue.id, number).or_internal()?;
        value.map(|bytes| postcard::from_bytes(&bytes).or_internal()).transpose()
    }
}

impl Queue {
    fn new(record: Arc<QueueRecord>) -> Self {
        Self { id: record.id, record: RwLock::new(record), index: Mutex::default(), arrived: Notify::new() }
    }
}
