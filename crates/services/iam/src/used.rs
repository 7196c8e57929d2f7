//! When keys, users and roles were last used. Every authenticated call notes it in memory; the store sees it once in a
//! quarter of an hour a principal, so that a call costs no write. What `kill -9` may lose is that quarter.

use crate::records::UsedRecord;
use clock::Timestamp;
use parking_lot::Mutex;
use std::collections::HashMap;
use std::time::Duration;
use store::{Batch, Key, Store, Table};
use wire::schema::Operation;

/// How much younger memory may be than the store.
const WRITTEN_EVERY: Duration = Duration::from_mins(15);

/// Last uses by access key id, user id and role id.
pub(crate) struct Used {
    store: Store,
    table: Table<UsedRecord>,
    memory: Mutex<HashMap<String, Uses>>,
}

#[derive(Default)]
struct Uses {
    last: HashMap<&'static str, Use>,
    written: Timestamp,
}

struct Use {
    service: &'static str,
    time: Timestamp,
    region: String,
}

impl Used {
    pub(crate) fn open(store: &Store) -> store::Result<Self> {
        Ok(Self { store: store.clone(), table: Table::open(store)?, memory: Mutex::default() })
    }
    /// Notes a use. Actions of the model are finite, so memory is bounded by the principals that exist.
    pub(crate) fn note(&self, id: &str, op: &'static Operation, region: &str, now: Timestamp) {
        let now = Timestamp::from_seconds(now.seconds());
        let mut memory = self.memory.lock();
        let uses = match memory.get_mut(id) {
            Some(uses) => uses,
            None => memory.entry(id.to_owned()).or_default(),
        };
        match uses.last.get_mut(op.name) {
            Some(last) if last.service == op.service.name && last.region == region => last.time = now,
            _ => {
                let last = Use { service: op.service.name, time: now, region: region.to_owned() };
                uses.last.insert(op.name, last);
            }
        }
        if now.since(uses.written) >= WRITTEN_EVERY {
            uses.written = now;
            let record = Self::merged(self.table.get(&Key::new(&[id])).as_deref(), uses);
            let mut batch = Batch::new();
            self.table.put(&mut batch, &Key::new(&[id]), record);
            // A full disk must not fail a call over a time of last use; the next quarter of an hour tries again.
            drop(self.store.commit(batch));
        }
    }
    /// Everything that is known of an id.
    pub(crate) fn of(&self, id: &str) -> UsedRecord {
        let stored = self.table.get(&Key::new(&[id]));
        match self.memory.lock().get(id) {
            Some(uses) => Self::merged(stored.as_deref(), uses),
            None => stored.map(|record| (*record).clone()).unwrap_or_default(),
        }
    }
    /// The last use in any service: when, in which service and region.
    pub(crate) fn last(&self, id: &str) -> Option<(Timestamp, String, String)> {
        let last = self.of(id).services.into_iter().max_by_key(|(_, (time, _))| *time);
        last.map(|(service, (time, region))| (time, service, region))
    }
    /// Forgets one that was deleted.
    pub(crate) fn forget(&self, id: &str) {
        self.memory.lock().remove(id);
        let mut batch = Batch::new();
        self.table.delete(&mut batch, &Key::new(&[id]));
        // Ids are never given twice: one that stays harms nobody.
        drop(self.store.commit(batch));
    }
    fn merged(stored: Option<&UsedRecord>, uses: &Uses) -> UsedRecord {
        let mut record = stored.cloned().unwrap_or_default();
        for (action, last) in &uses.last {
            let value = (last.time, last.region.clone());
            record.actions.insert(format!("{}:{action}", last.service), value.clone());
            let service = record.services.entry(last.service.to_owned()).or_default();
            *service = value.max(service.clone());
        }
        record
    }
}
