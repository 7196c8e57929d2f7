//! Which services stand behind the door. Adding one is one line.

use clock::{Clock, ClockState};
use door::{Builder, Door, Track};
use server::Page;
use std::sync::Arc;
use store::{Batch, Key, Record, Store, Table};

/// A door, and the pages that its services show beside their API.
pub(crate) struct Built {
    pub(crate) door: Arc<Door>,
    pub(crate) pages: Vec<(&'static str, Page)>,
}

/// Puts every service behind one door.
pub(crate) fn build(store: &Store, clock: &Clock, track: Track, strict_keys: bool) -> store::Result<Built> {
    let iam = Arc::new(iam::Iam::open(store)?);
    let sqs = Arc::new(sqs::Sqs::open(store)?);
    let types = [iam::resources::types(), sqs::resources::types()].into_iter().flatten().collect();
    let cloudformation = Arc::new(cloudformation::CloudFormation::open(store, types)?);
    let door = Builder::new(clock.clone(), track)
        .strict_keys(strict_keys)
        .credentials(iam.clone())
        .identities(iam.clone())
        .service(&iam, iam.routes())
        .service(&sqs, sqs.routes())
        .service(&cloudformation, cloudformation.routes());
    Ok(Built { door: door.build(), pages: Vec::new() })
}

/// The clock's state as it is kept.
#[derive(serde::Serialize, serde::Deserialize)]
struct Kept {
    clock: ClockState,
}

impl Record for Kept {
    const NAME: &'static str = "maquette.clock";
    const VERSION: u16 = 1;
}

/// Takes up the kept clock, and gives what keeps it from now on.
pub(crate) fn keep_clock(store: &Store, clock: &Clock) -> store::Result<server::ClockKept> {
    let table = Table::<Kept>::open(store)?;
    let key = Key::new(&["clock"]);
    if let Some(kept) = table.get(&key) {
        clock.restore(kept.clock);
    }
    let store = store.clone();
    Ok(Arc::new(move |state| {
        let mut batch = Batch::new();
        table.put(&mut batch, &key, Kept { clock: state });
        // In the operating system's hands is enough for a clock.
        store.commit(batch).map(drop).map_err(|error| error.to_string())
    }))
}
