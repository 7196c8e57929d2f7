//! The queues of every account and region: records in the store, indexes in memory.
//!
//! A queue's messages change under its own lock ([`Queue::live`]), and each change is one commit made while the lock is
//! held, so that the store and the index agree on the order. Nobody holds two of these locks at a time. Records change
//! under [`State::changing`].

use crate::queue::deduplication::{Key as DeduplicationKey, Memory};
use crate::queue::{Index, Receipt};
use crate::records::{
    self, Accepted, DeletedRecord, Header, MessageRecord, MoveRecord, QueueRecord, ReceiptRecord, Sent,
};
use crate::refusals::no_queue;
use clock::{Clock, Timestamp};
use door::Call;
use parking_lot::{Mutex, MutexGuard, RwLock};
use std::collections::HashMap;
use std::sync::Arc;
use std::time::Duration;
use store::{Batch, Bulk, Direction, Key, Room, Space, Store, Table, Ticket};
use tokio::sync::Notify;
use wire::prelude::*;

pub(crate) struct State {
    pub(crate) clock: Clock,
    pub(crate) store: Store,
    pub(crate) records: Table<QueueRecord>,
    pub(crate) deleted: Table<DeletedRecord>,
    pub(crate) moves: Table<MoveRecord>,
    /// By queue and number.
    pub(crate) messages: Bulk,
    pub(crate) receipts: Bulk,
    /// What FIFO queues sent of late, for deduplication; it outlives the message.
    pub(crate) sent: Bulk,
    /// By queue: no message has a number from here on. Under [`LAST_QUEUE`]: the last queue's number.
    numbers: Room,
    /// By account, region and name.
    queues: RwLock<HashMap<Key, Arc<Queue>>>,
    /// One queue is made, changed or deleted at a time; with the number of the last one.
    pub(crate) changing: Mutex<u64>,
    /// One step of a move task at a time.
    pub(crate) moving: Mutex<()>,
}

/// One queue that is there.
pub(crate) struct Queue {
    pub(crate) id: u64,
    pub(crate) key: Key,
    pub(crate) account: String,
    pub(crate) region: String,
    pub(crate) name: String,
    record: RwLock<Arc<QueueRecord>>,
    pub(crate) live: Mutex<Live>,
    /// Wakes those who wait for a message.
    pub(crate) arrived: Notify,
}

/// What changes with every message.
pub(crate) struct Live {
    /// The number of the next message.
    pub(crate) next: u64,
    /// Up to here numbers are spoken for in the store.
    pub(crate) reserved: u64,
    /// The index is there.
    built: bool,
    /// The queue was deleted while somebody held it.
    pub(crate) gone: bool,
    pub(crate) index: Index,
    pub(crate) seen: Memory<Accepted>,
    /// What was received under a `ReceiveRequestAttemptId`: numbers and the receive of each.
    pub(crate) attempts: Memory<Vec<(u64, u32)>>,
}

/// Numbers that are spoken for at a time, so that none is given twice after a crash.
const RESERVE: u64 = 4096;
const LAST_QUEUE: u64 = 0;
/// The name of a deleted queue is not given again for so long, and a queue not emptied again.
pub(crate) const REST: Duration = Duration::from_mins(1);

impl State {
    pub(crate) fn open(store: &Store, clock: &Clock) -> store::Result<Self> {
        let state = Self {
            clock: clock.clone(),
            store: store.clone(),
            records: Table::open(store)?,
            deleted: Table::open(store)?,
            moves: Table::open(store)?,
            messages: Bulk::open(store, "sqs.messages")?,
            receipts: Bulk::open(store, "sqs.receipts")?,
            sent: Bulk::open(store, "sqs.sent")?,
            numbers: store.room(Space::Meta, "sqs.numbers")?,
            queues: RwLock::default(),
            changing: Mutex::new(0),
            moving: Mutex::new(()),
        };
        *state.changing.lock() = state.number(LAST_QUEUE)?;
        for (key, record) in state.records.list(&Key::root()) {
            let queue = Queue::new(key.clone(), record, false);
            state.queues.write().insert(key, Arc::new(queue));
        }
        Ok(state)
    }

    /// A queue's messages, unless it was deleted meanwhile. After a start the first who asks has the index built.
    pub(crate) fn lock<'q>(&self, queue: &'q Queue) -> Result<MutexGuard<'q, Live>> {
        let mut live = queue.live.lock();
        if live.gone {
            return Err(no_queue());
        }
        if !live.built {
            let mut built = Live::new(queue.record().attributes.fifo.is_some(), true);
            self.build(queue, &mut built).or_internal()?;
            *live = built;
        }
        Ok(live)
    }
    /// Rebuilds a queue's index from what the store keeps of it.
    fn build(&self, queue: &Queue, live: &mut Live) -> store::Result<()> {
        live.next = self.number(queue.id)?;
        live.reserved = live.next;
        let mut receipts = self.receipts.scan(queue.id, .., Direction::Forward).peekable();
        let delay = queue.record().attributes.fifo.map(|_| queue.record().attributes.delay);
        for entry in self.messages.scan(queue.id, .., Direction::Forward) {
            let (number, bytes) = entry?;
            let (header, _) =
                Header::decode(&bytes).map_err(|what| damaged("sqs.messages", queue, number, what))?;
            let mut receipt = None;
            while let Some(found) = receipts.next_if(|r| r.as_ref().map_or(true, |(of, _)| *of <= number)) {
                let (of, bytes) = found?;
                if of == number {
                    let read = records::decode::<ReceiptRecord>(&bytes);
                    receipt = Some(read.map_err(|what| damaged("sqs.receipts", queue, of, what))?);
                }
            }
            let due = crate::message::due(header.sent, delay.unwrap_or(header.delay));
            let due = due.filter(|_| receipt.is_none());
            live.index.add(number, header.group.as_deref(), header.sent, due, receipt);
        }
        for entry in self.sent.scan(queue.id, .., Direction::Forward) {
            let (number, bytes) = entry?;
            let sent: Sent =
                records::decode(&bytes).map_err(|what| damaged("sqs.sent", queue, number, what))?;
            live.seen.note(sent.at, sent.key, number, sent.accepted);
        }
        Ok(())
    }

    fn number(&self, of: u64) -> store::Result<u64> {
        let found = self.store.get(self.numbers, of.to_be_bytes())?;
        Ok(found.and_then(|bytes| bytes.first_chunk::<8>().copied()).map_or(0, u64::from_be_bytes))
    }
    fn put_number(&self, batch: &mut Batch, of: u64, number: u64) {
        batch.put(self.numbers, of.to_be_bytes(), number.to_be_bytes().to_vec());
    }

    pub(crate) fn key(account: &str, region: &str, name: &str) -> Key {
        Key::new(&[account, region, name])
    }
    pub(crate) fn get(&self, key: &Key) -> Option<Arc<Queue>> {
        self.queues.read().get(key).cloned()
    }
    pub(crate) fn by_arn(&self, arn: &str) -> Option<Arc<Queue>> {
        let arn = policy::arn::Arn::parse(arn).filter(|arn| arn.service == "sqs")?;
        self.get(&Self::key(arn.account, arn.region, arn.resource))
    }
    /// The queue of a URL, or AWS's refusal.
    pub(crate) fn queue(&self, call: &Call, url: &str) -> Result<Arc<Queue>> {
        let name = crate::names::of_url(call, url);
        self.get(&Self::key(&name.account, &call.region, &name.name)).ok_or_else(no_queue)
    }
    /// The same for the operations that only the queue's owner may call.
    pub(crate) fn own_queue(&self, call: &Call, url: &str) -> Result<Arc<Queue>> {
        let queue = self.queue(call, url)?;
        if queue.account == call.account() { Ok(queue) } else { Err(crate::refusals::not_owner(url)) }
    }
    /// The queues whose dead letters go to an ARN, in the order of their names.
    pub(crate) fn sources(&self, arn: &str) -> Vec<Arc<Queue>> {
        let sends = |queue: &&Arc<Queue>| {
            queue.record().attributes.redrive.as_ref().is_some_and(|redrive| redrive.target == arn)
        };
        let mut found: Vec<_> = self.queues.read().values().filter(sends).cloned().collect();
        found.sort_by(|a, b| a.key.cmp(&b.key));
        found
    }

    /// Makes a queue; the caller holds `changing` and gives what it guards.
    pub(crate) fn add(&self, last: &mut u64, key: Key, record: QueueRecord) -> Result<Ticket> {
        let record = Arc::new(QueueRecord { id: *last + 1, ..record });
        let mut batch = Batch::new();
        self.records.put(&mut batch, &key, record.clone());
        self.deleted.delete(&mut batch, &key);
        self.put_number(&mut batch, LAST_QUEUE, record.id);
        let ticket = self.store.commit(batch).or_internal()?;
        *last = record.id;
        self.queues.write().insert(key.clone(), Arc::new(Queue::new(key, record, true)));
        Ok(ticket)
    }
    /// Changes a queue's record.
    pub(crate) fn change(
        &self,
        queue: &Queue,
        change: impl FnOnce(&QueueRecord) -> Result<QueueRecord>,
    ) -> Result<Ticket> {
        let _changing = self.changing.lock();
        let record = Arc::new(change(&queue.record())?);
        if queue.live.lock().gone {
            return Err(no_queue());
        }
        let mut batch = Batch::new();
        self.records.put(&mut batch, &queue.key, record.clone());
        let ticket = self.store.commit(batch).or_internal()?;
        *queue.record.write() = record;
        Ok(ticket)
    }
    /// Deletes a queue with its messages.
    pub(crate) fn remove(&self, queue: &Queue, now: Timestamp) -> Result<Ticket> {
        let _changing = self.changing.lock();
        let mut batch = Batch::new();
        self.records.delete(&mut batch, &queue.key);
        self.deleted.put(&mut batch, &queue.key, DeletedRecord { at: now });
        for (key, _) in self.moves.list(&queue.key) {
            self.moves.delete(&mut batch, &key);
        }
        for (key, _) in self.deleted.list(&Key::root()).iter().filter(|(_, d)| d.at + REST <= now) {
            self.deleted.delete(&mut batch, key);
        }
        let ticket = {
            let mut live = queue.live.lock();
            if live.gone {
                return Err(no_queue());
            }
            self.purge_rooms(&mut batch, queue.id, u64::MAX);
            let ticket = self.store.commit(batch).or_internal()?;
            live.gone = true;
            ticket
        };
        self.queues.write().remove(&queue.key);
        queue.arrived.notify_waiters();
        Ok(ticket)
    }
    /// Deletes a queue's messages.
    pub(crate) fn purge(&self, queue: &Queue) -> Result<Ticket> {
        let mut live = self.lock(queue)?;
        let mut batch = Batch::new();
        if let Some(last) = live.next.checked_sub(1) {
            self.purge_rooms(&mut batch, queue.id, last);
        }
        let ticket = self.store.commit(batch).or_internal()?;
        live.index = Index::new(queue.record().attributes.fifo.is_some());
        live.seen.clear();
        live.attempts.clear();
        Ok(ticket)
    }
    fn purge_rooms(&self, batch: &mut Batch, id: u64, last: u64) {
        for room in [&self.messages, &self.receipts, &self.sent] {
            room.purge(batch, id, last);
        }
    }

    /// Lets pass what is due at a queue. What expired leaves the store with the batch.
    pub(crate) fn settle(&self, queue: &Queue, live: &mut Live, batch: &mut Batch, now: Timestamp) {
        let retention = Duration::from_secs(queue.record().attributes.retention.into());
        let expired = live.index.settle(now, retention);
        let floor = if expired.len() > 64 { live.index.lowest().unwrap_or(live.next) } else { 0 };
        if let Some(last) = floor.checked_sub(1) {
            self.messages.purge(batch, queue.id, last);
            self.receipts.purge(batch, queue.id, last);
        }
        for number in expired.into_iter().filter(|number| *number >= floor) {
            self.forget(batch, queue, number);
        }
        for number in live.seen.settle(now) {
            self.sent.delete(batch, queue.id, number);
        }
        live.attempts.settle(now);
    }
    /// Deletes a message.
    pub(crate) fn forget(&self, batch: &mut Batch, queue: &Queue, number: u64) {
        self.messages.delete(batch, queue.id, number);
        self.receipts.delete(batch, queue.id, number);
    }
    /// Speaks for the numbers that the next `count` messages get. Once the batch is committed, what is returned is
    /// [`Live::reserved`].
    pub(crate) fn reserve(&self, queue: &Queue, live: &Live, batch: &mut Batch, count: u64) -> u64 {
        if live.next + count <= live.reserved {
            return live.reserved;
        }
        let reserved = live.next + count + RESERVE;
        self.put_number(batch, queue.id, reserved);
        reserved
    }
    /// Whether a message is in flight from that very receive: what a FIFO queue asks of a handle. `None`: it is gone.
    pub(crate) fn in_flight(
        &self,
        queue: &Queue,
        number: u64,
        receive: u32,
        now: Timestamp,
    ) -> Result<Option<bool>> {
        let live = self.lock(queue)?;
        let flies = |r: &Receipt| r.count == receive && r.until.is_some_and(|until| until > now);
        Ok(live.index.receipt(number).map(flies))
    }
    /// Reads a message.
    pub(crate) fn message(&self, queue: &Queue, number: u64) -> Result<Option<MessageRecord>> {
        let value = self.messages.get(queue.id, number).or_internal()?;
        value.map(|bytes| MessageRecord::decode(&bytes).or_internal()).transpose()
    }
}

impl Queue {
    fn new(key: Key, record: Arc<QueueRecord>, built: bool) -> Self {
        let part = |n| key.text(n).unwrap_or_default();
        let live = Live::new(record.attributes.fifo.is_some(), built);
        Self {
            id: record.id,
            account: part(0),
            region: part(1),
            name: part(2),
            key,
            record: RwLock::new(record),
            live: Mutex::new(live),
            arrived: Notify::new(),
        }
    }
    pub(crate) fn record(&self) -> Arc<QueueRecord> {
        self.record.read().clone()
    }
    pub(crate) fn arn(&self) -> String {
        crate::names::arn(&self.region, &self.account, &self.name)
    }
    pub(crate) fn url(&self, call: &Call) -> String {
        crate::names::url(call, &self.account, &self.name)
    }
}

impl Live {
    fn new(fifo: bool, built: bool) -> Self {
        Self {
            next: 0,
            reserved: 0,
            built,
            gone: false,
            index: Index::new(fifo),
            seen: Memory::default(),
            attempts: Memory::default(),
        }
    }
}

fn damaged(room: &str, queue: &Queue, number: u64, what: String) -> store::Error {
    store::Error::Record { room: room.to_owned(), key: format!("{}/{number}", queue.key), what }
}

/// The sequence number of a FIFO queue's message: twenty digits, as AWS's are.
pub(crate) fn sequence(number: u64) -> String {
    const FIRST: u128 = 18_849_496_460_467_696_128;
    (FIRST + u128::from(number) * 256).to_string()
}

/// The key of a receive's attempt.
pub(crate) fn attempt(id: &str) -> DeduplicationKey {
    crate::queue::deduplication::key(None, id)
}
