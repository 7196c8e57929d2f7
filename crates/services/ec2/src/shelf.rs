//! The records of one kind within an account and region, with an undo log: a change that is refused half-way leaves
//! nothing behind, and a change that is made knows what it touched.

use crate::records::Resource;
use std::collections::BTreeMap;
use std::net::Ipv4Addr;
use std::sync::Arc;
use store::{Batch, Key, Table};
use wire::prelude::*;

/// The records of one kind.
pub(crate) struct Shelf<R> {
    records: BTreeMap<String, Arc<R>>,
    /// What was there before the change that is being made, by the first touch of each.
    before: BTreeMap<String, Option<Arc<R>>>,
}

/// What a change touched.
#[derive(Default)]
pub(crate) struct Touched {
    /// VPCs whose network is another now.
    pub(crate) vpcs: Vec<String>,
    /// Public addresses that were given back.
    pub(crate) freed: Vec<Ipv4Addr>,
    /// Public addresses that were taken.
    pub(crate) taken: Vec<Ipv4Addr>,
}

impl<R> Default for Shelf<R> {
    fn default() -> Self {
        Self { records: BTreeMap::new(), before: BTreeMap::new() }
    }
}

impl<R: Resource> Shelf<R> {
    /// The record of an id.
    pub(crate) fn find(&self, id: &str) -> Option<&Arc<R>> {
        self.records.get(id)
    }
    /// The record of an id, or AWS's refusal.
    pub(crate) fn get(&self, id: &str) -> Result<&Arc<R>> {
        self.records.get(id).ok_or_else(|| crate::refusals::absent::<R>(id))
    }
    /// Every record, by id.
    pub(crate) fn all(&self) -> impl Iterator<Item = &Arc<R>> {
        self.records.values()
    }
    /// How many there are.
    pub(crate) fn len(&self) -> usize {
        self.records.len()
    }
    /// Takes up a record that the store had.
    pub(crate) fn restore(&mut self, record: Arc<R>) {
        self.records.insert(record.id().to_owned(), record);
    }
    /// Adds or replaces a record.
    pub(crate) fn put(&mut self, record: R) -> Arc<R> {
        let record = Arc::new(record);
        let was = self.records.insert(record.id().to_owned(), record.clone());
        self.before.entry(record.id().to_owned()).or_insert(was);
        record
    }
    /// Changes a record.
    pub(crate) fn edit<T>(&mut self, id: &str, change: impl FnOnce(&mut R) -> T) -> Result<T> {
        let mut record = (**self.get(id)?).clone();
        let told = change(&mut record);
        self.put(record);
        Ok(told)
    }
    /// Takes a record away.
    pub(crate) fn remove(&mut self, id: &str) -> Option<Arc<R>> {
        let was = self.records.remove(id)?;
        self.before.entry(id.to_owned()).or_insert_with(|| Some(was.clone()));
        Some(was)
    }
    /// Whether the change touched anything here.
    pub(crate) fn is_touched(&self) -> bool {
        !self.before.is_empty()
    }
    /// Whether there is or was such a record.
    pub(crate) fn knows(&self, id: &str) -> bool {
        self.records.contains_key(id) || self.before.contains_key(id)
    }
    /// What the change touched so far.
    pub(crate) fn touched(&self, touched: &mut Touched) {
        for (id, before) in &self.before {
            let now = self.records.get(id);
            for record in before.iter().chain(now) {
                touched.vpcs.extend(record.vpcs().into_iter().map(str::to_owned));
            }
            let addresses =
                |record: Option<&Arc<R>>| record.map(|r| r.public_addresses()).unwrap_or_default();
            let (had, has) = (addresses(before.as_ref()), addresses(now));
            touched.freed.extend(had.iter().filter(|ip| !has.contains(ip)));
            touched.taken.extend(has.iter().filter(|ip| !had.contains(ip)));
        }
    }
    /// Writes what the change touched.
    pub(crate) fn write(&self, table: &Table<R>, place: &Key, batch: &mut Batch) {
        for id in self.before.keys() {
            let key = place.then(id);
            match self.records.get(id) {
                Some(record) => table.put(batch, &key, record.clone()),
                None => table.delete(batch, &key),
            }
        }
    }
    /// The change is made.
    pub(crate) fn settle(&mut self) {
        self.before.clear();
    }
    /// The change is not made.
    pub(crate) fn undo(&mut self) {
        for (id, before) in std::mem::take(&mut self.before) {
            match before {
                Some(record) => self.records.insert(id, record),
                None => self.records.remove(&id),
            };
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::records::{InternetGateway, Tags};
    use proptest::prelude::*;

    fn gateway(id: u8, vpc: u8) -> InternetGateway {
        let vpc_id = Some(format!("vpc-{vpc}"));
        InternetGateway { id: format!("igw-{id}"), owner: String::new(), vpc_id, tags: Tags::new() }
    }

    fn seen(shelf: &Shelf<InternetGateway>) -> Vec<(String, Option<String>)> {
        shelf.all().map(|own| (own.id.clone(), own.vpc_id.clone())).collect()
    }

    fn apply(shelf: &mut Shelf<InternetGateway>, steps: &[(u8, u8, u8)]) {
        for (what, id, vpc) in steps {
            match what {
                0 => drop(shelf.put(gateway(*id, *vpc))),
                1 => drop(shelf.remove(&format!("igw-{id}"))),
                _ => drop(shelf.edit(&format!("igw-{id}"), |own| own.vpc_id = Some(format!("vpc-{vpc}")))),
            }
        }
    }

    proptest! {
        #[test]
        fn an_undone_change_leaves_nothing(
            first in proptest::collection::vec((0u8..3, 0u8..4, 0u8..4), 0..12),
            second in proptest::collection::vec((0u8..3, 0u8..4, 0u8..4), 0..12),
        ) {
            let mut shelf = Shelf::default();
            apply(&mut shelf, &first);
            shelf.settle();
            let before = seen(&shelf);
            apply(&mut shelf, &second);
            let after = seen(&shelf);
            let mut touched = Touched::default();
            shelf.touched(&mut touched);
            // Whatever is another now was told.
            for one in before.iter().filter(|one| !after.contains(one)).chain(after.iter().filter(|one| !before.contains(one))) {
                prop_assert!(one.1.as_ref().is_some_and(|vpc| touched.vpcs.contains(vpc)));
            }
            shelf.undo();
            prop_assert_eq!(seen(&shelf), before);
            prop_assert!(!shelf.is_touched());
        }
    }
}
