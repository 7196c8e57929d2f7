//! What is there, by account and region.

use crate::records::ThingRecord;
use door::ResourceFacts;
use store::{Key, Store, Table};

pub(crate) struct State {
    things: Table<ThingRecord>,
}

impl State {
    pub(crate) fn open(store: &Store) -> store::Result<Self> {
        Ok(Self { things: Table::open(store)? })
    }
    pub(crate) fn facts(&self, arn: &str) -> Option<ResourceFacts> {
        let parts: Vec<_> = arn.splitn(6, ':').collect();
        let [_, _, _, region, account, name] = parts.as_slice() else { return None };
        let thing = self.things.get(&Key::new(&[account, region, name]))?;
        Some(ResourceFacts { tags: thing.tags.clone(), ..ResourceFacts::default() })
    }
}
