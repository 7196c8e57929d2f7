//! `cargo xtask scaffold SERVICE`: the rooms that every service has, empty but for what makes them compile.

use crate::names::camel;
use crate::{Result, root, sh};

pub(crate) fn run(service: &str) -> Result<()> {
    let folder = root().join("crates/services").join(service);
    if folder.exists() {
        return Err(format!("{} is there already", folder.display()));
    }
    if !root().join("crates/model").join(service).exists() {
        return Err(format!("there is no model of {service}: see docs/adding-a-service.md, step 1"));
    }
    let type_name = camel(service);
    for (file, text) in FILES {
        sh::write(&folder.join(file), &text.replace("@service", service).replace("@type", &type_name))?;
    }
    println!("wrote {}; next: docs/adding-a-service.md, step 3", folder.display());
    Ok(())
}

const FILES: &[(&str, &str)] = &[
    (
        "Cargo.toml",
        r#"[package]
name = "@service"
version.workspace = true
edition.workspace = true
rust-version.workspace = true
license.workspace = true
publish.workspace = true

[lints]
workspace = true

[dependencies]
door.workspace = true
model-@service.workspace = true
parking_lot.workspace = true
serde.workspace = true
store.workspace = true
wire.workspace = true

[dev-dependencies]
clock.workspace = true
tokio.workspace = true
"#,
    ),
    (
        "src/lib.rs",
        r"//! @type.

mod operations;
mod records;
mod state;
#[cfg(test)]
mod tests;

use door::{Host, ResourceFacts};
use model_@service as model;
use state::State;
use store::Store;
use wire::schema::Service;

/// @type.
pub struct @type {
    state: State,
}

impl @type {
    /// Opens what the store keeps.
    pub fn open(store: &Store) -> store::Result<Self> {
        Ok(Self { state: State::open(store)? })
    }
}

door::operations! { @type as model; }

impl Host for @type {
    fn model(&self) -> &'static Service {
        &model::SERVICE
    }
    fn facts(&self, _action: &str, arn: &str) -> Option<ResourceFacts> {
        self.state.facts(arn)
    }
}
",
    ),
    (
        "src/records.rs",
        r#"//! What the store keeps.

use serde::{Deserialize, Serialize};
use store::Record;

/// A resource of this service.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct ThingRecord {
    /// Tags.
    #[serde(default)]
    pub(crate) tags: Vec<(String, String)>,
}

impl Record for ThingRecord {
    const NAME: &'static str = "@service.things";
    const VERSION: u16 = 1;
}
"#,
    ),
    (
        "src/state.rs",
        r"//! What is there, by account and region.

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
",
    ),
    ("src/operations/mod.rs", "//! The API, one file a resource.\n"),
    (
        "src/tests.rs",
        r"//! The service against the door, in this process, with time in the test's hands.

use crate::@type;
use clock::{Clock, Timestamp};
use door::{Builder, Host, Track};
use std::sync::Arc;
use store::Store;

#[tokio::test]
async fn stands_behind_a_door() {
    let clock = Clock::frozen_at(Timestamp::from_seconds(1_800_000_000));
    let service = Arc::new(@type::open(&Store::ephemeral().unwrap()).unwrap());
    let door = Builder::new(clock, Track::in_memory()).service(&service, service.routes()).build();
    assert!(door.models().any(|model| model.name == service.model().name));
}
",
    ),
];
