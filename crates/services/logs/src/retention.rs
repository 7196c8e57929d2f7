//! Events that are older than their group's retention.
//!
//! They are not read from the moment at which they expire: every reader begins at the group's horizon. What they take in
//! the store is given back a day at a time, by an event of the clock when a whole day has expired.

use crate::events::first_sequence;
use crate::names::GroupName;
use crate::records::{GroupRecord, StoredRecord};
use crate::state::{State, stored_key};
use clock::{Scheduled, Timestamp};
use parking_lot::Mutex;
use std::sync::{Arc, Weak};
use std::time::Duration;
use store::{Batch, Key};

const DAY: Duration = Duration::from_hours(24);

/// The next sweep.
#[derive(Default)]
pub(crate) struct Sweeps(Mutex<Option<Scheduled>>);

/// When the last event of a day has expired.
fn due(group: &GroupRecord, day: u64) -> Option<Timestamp> {
    let days = u64::try_from(group.retention?).ok()?;
    let end = day.checked_add(1)?.checked_add(days)?;
    Some(Timestamp::EPOCH + Duration::from_hours(end.checked_mul(24)?))
}

impl State {
    /// Sees to it that there is a sweep when that day of a group has expired.
    pub(crate) fn sweep_later(self: &Arc<Self>, group: &GroupRecord, day: u64) {
        let Some(due) = due(group, day) else { return };
        let mut next = self.sweeps.0.lock();
        if next.as_ref().is_some_and(|next| next.is_pending() && next.deadline() <= due) {
            return;
        }
        if let Some(later) = next.take() {
            later.cancel();
        }
        let state: Weak<Self> = Arc::downgrade(self);
        let event = move || async move {
            if let Some(state) = state.upgrade() {
                state.sweep();
            }
        };
        *next = Some(self.clock.schedule(due, "logs: expired events are deleted", event));
    }

    /// Sees to the sweep of every group that has a retention.
    pub(crate) fn sweep_all_later(self: &Arc<Self>) {
        for (_, group) in self.groups.list(&Key::root()) {
            self.sweep_group_later(&group);
        }
    }

    /// Sees to the sweep of a group's oldest day.
    pub(crate) fn sweep_group_later(self: &Arc<Self>, group: &GroupRecord) {
        if group.retention.is_some()
            && let Some(day) = self.days_of(group.id).first()
        {
            self.sweep_later(group, *day);
        }
    }

    /// Deletes every day that has expired.
    fn sweep(self: &Arc<Self>) {
        let now = self.clock.now();
        for (key, _) in self.groups.list(&Key::root()) {
            if let Err(error) = self.sweep_group(&GroupName::of_key(&key), now) {
                // Nothing that is expired is ever shown; the next sweep tries again.
                door::log(&format!("expired events of the log group {key} stay on the disk: {error}"));
            }
        }
        self.sweep_all_later();
    }

    fn sweep_group(&self, name: &GroupName, now: Timestamp) -> store::Result<()> {
        let _changing = self.changing();
        let Some(group) = self.groups.get(&name.key()) else { return Ok(()) };
        let Some(horizon) = group.horizon(now) else { return Ok(()) };
        let first = Timestamp::EPOCH.max(horizon).since(Timestamp::EPOCH).as_secs() / DAY.as_secs();
        let mut batch = Batch::new();
        self.forget_stored(&mut batch, group.id, first);
        let last = first_sequence(i64::try_from(first * DAY.as_secs() * 1000).unwrap_or(0)).checked_sub(1);
        for (_, stream) in self.streams.list(&name.key()) {
            let forgotten = self.forget_stored(&mut batch, stream.id, first);
            if let Some(last) = last.filter(|_| !forgotten.is_empty()) {
                self.events.purge(&mut batch, stream.id, last);
            }
        }
        // Its ticket is not awaited: what is not on the disk is swept again.
        self.store.commit(batch).map(drop)
    }
}

/// Adds what was taken in of a day.
pub(crate) fn count_stored(state: &State, batch: &mut Batch, owner: u64, day: u64, bytes: u64) {
    let key = stored_key(owner, day);
    let held = state.stored.get(&key).map_or(0, |stored| stored.bytes);
    state.stored.put(batch, &key, StoredRecord { bytes: held + bytes });
}
