//! The one store (design.md, law 5): an ordered key space with one write path.
//!
//! Everything that a service must not lose goes through [`Store::commit`], which takes a [`Batch`] and writes it whole
//! or not at all. When it returns, the batch survives `kill -9`; the store's thread brings it to the disk within 100 ms.
//! With [`Durability::Power`] a [`Ticket`] waits for the disk, and many writers share one sync.
//!
//! On top stand two kinds of rooms. A [`Table`] is metadata: typed records, whole in memory, written through. A [`Bulk`]
//! is paged data that is read from the disk when it is asked for.
//!
//! # How a service uses it
//!
//! State changes under the service's own lock, in code that does not await. The lock is let go, and only then is the
//! ticket awaited, so that the others can go on while the disk works:
//!
//! ```
//! # use serde::{Deserialize, Serialize};
//! # use store::{Batch, Key, Record, Store, Table};
//! # use std::sync::Arc;
//! #[derive(Serialize, Deserialize)]
//! struct Counter { value: u64 }
//!
//! impl Record for Counter {
//!     const NAME: &'static str = "example.counters";
//!     const VERSION: u16 = 1;
//! }
//!
//! struct Counters { store: Store, counters: Table<Counter>, changing: parking_lot::Mutex<()> }
//!
//! impl Counters {
//!     async fn increment(&self, name: &str) -> store::Result<u64> {
//!         let key = Key::new(&["000000000000", "us-east-1", name]);
//!         let (value, ticket) = {
//!             let _changing = self.changing.lock();
//!             let value = self.counters.get(&key).map_or(0, |counter| counter.value) + 1;
//!             let mut batch = Batch::new();
//!             self.counters.put(&mut batch, &key, Counter { value });
//!             (value, self.store.commit(batch)?)
//!         };
//!         ticket.durable().await?;
//!         Ok(value)
//!     }
//! }
//!
//! # tokio::runtime::Builder::new_current_thread().build().unwrap().block_on(async {
//! let store = Store::ephemeral()?;
//! let counters = Table::open(&store)?;
//! let service = Arc::new(Counters { store, counters, changing: Default::default() });
//! assert_eq!(service.increment("visits").await?, 1);
//! assert_eq!(service.increment("visits").await?, 2);
//! # store::Result::<()>::Ok(()) }).unwrap();
//! ```
//!
//! What is absent: transactions (the service's lock is the transaction), and any knowledge of what is stored.

mod backend;
mod batch;
mod bulk;
mod error;
mod format;
mod keeper;
mod key;
mod lock;
mod room;
mod store;
mod table;
#[cfg(test)]
mod tests;

pub use backend::{Direction, Space};
pub use batch::Batch;
pub use bulk::{Bulk, BulkScan};
pub use error::{Error, Result};
pub use key::Key;
pub use lock::Holder;
pub use room::Room;
pub use store::{Durability, Options, Scan, Store, Ticket, View};
pub use table::{Record, Table, decode};

/// Bytes that are shared, not copied, when they are cloned.
pub use fjall::Slice as Value;
