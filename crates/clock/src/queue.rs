//! What waits for its time: an ordered map by deadline, ties in the order of registration.

use crate::Timestamp;
use std::{collections::BTreeMap, future::Future, pin::Pin};
use tokio::sync::oneshot;

pub(crate) type BoxFuture = Pin<Box<dyn Future<Output = ()> + Send>>;

/// The place of an entry: its deadline, then the order of registration.
pub(crate) type Place = (Timestamp, u64);

pub(crate) enum Entry {
    /// Work to start at its deadline.
    Event { name: String, start: Box<dyn FnOnce() -> BoxFuture + Send> },
    /// A task that sleeps. It is sent a sender to drop, by which whoever woke it sees that it is awake.
    Sleeper(oneshot::Sender<oneshot::Sender<()>>),
}

#[derive(Default)]
pub(crate) struct Queue {
    entries: BTreeMap<Place, Entry>,
    registered: u64,
}

impl Queue {
    /// Adds an entry; also tells whether it is now the first one.
    pub(crate) fn add(&mut self, deadline: Timestamp, entry: Entry) -> (Place, bool) {
        let place = (deadline, self.registered);
        self.registered += 1;
        let first = self.entries.keys().next().is_none_or(|first| place < *first);
        self.entries.insert(place, entry);
        (place, first)
    }

    /// The caller drops the entry after it has let go of the lock: an event may own what takes the lock when dropped.
    pub(crate) fn remove(&mut self, place: &Place) -> Option<Entry> {
        self.entries.remove(place)
    }

    pub(crate) fn contains(&self, place: &Place) -> bool {
        self.entries.contains_key(place)
    }

    pub(crate) fn earliest(&self) -> Option<Timestamp> {
        self.entries.keys().next().map(|(deadline, _)| *deadline)
    }

    /// Takes the first entry when its deadline is not after `limit`.
    pub(crate) fn take_due(&mut self, limit: Timestamp) -> Option<(Timestamp, Entry)> {
        let first = self.entries.first_entry().filter(|first| first.key().0 <= limit)?;
        let ((deadline, _), entry) = first.remove_entry();
        Some((deadline, entry))
    }

    /// The events that wait, in their order; sleepers have no name to show.
    pub(crate) fn events(&self) -> impl Iterator<Item = (Timestamp, &str)> {
        self.entries.iter().filter_map(|((deadline, _), entry)| match entry {
            Entry::Event { name, .. } => Some((*deadline, &**name)),
            Entry::Sleeper(_) => None,
        })
    }
}
