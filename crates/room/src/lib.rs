//! The machine room: what runs programs.
//!
//! A **sandbox** is a program in Linux namespaces, on its own root, within its limits: a container of a task, or an
//! engine of the house. Each has a **supervisor**, a small process of the same binary ([`supervise`]) that outlives the
//! server: `kill -9` of the server ends no sandbox, loses no line of output and no exit code, and the next server
//! adopts what runs.
//!
//! ```text
//! server: Room::start ──► exec `maquette supervise DIR` ──► libcontainer ──► the program
//!            │                        │  ▲                                        │
//!            │  ◄── socket: look! ────┘  └──────────── pipes ◄─────────────────────┘
//!            └─ reads the log's files, acknowledges, reads exit.json
//! ```
//!
//! What is below in that picture does not know what is above. Invariants:
//! * The room knows no service and no door: a sandbox is described in its own terms ([`Sandbox`]).
//! * Whatever a sandbox leaves (mounts, cgroups, processes, what it wrote) goes with it, whoever was killed when.
//! * A limit that this host cannot enforce is told ([`Running::unenforced`]), never dropped.
//! * Times in output and ends are the host's: real programs run in real time, also where the model's is steered.

mod cgroup;
mod control;
mod error;
mod exit;
pub mod images;
mod link;
mod log;
mod loss;
mod place;
mod probe;
mod room;
mod sandbox;
mod supervisor;
pub mod trust;

pub use error::Error;
pub use exit::{Exit, Loss, StartFailure};
pub use log::{Batch, Chunk, Output, Position, Stream};
pub use probe::{Finding, Standing, probe};
pub use room::{Executed, Found, Room, Running};
pub use sandbox::{
    Capabilities, Group, Limits, LogMode, Mount, Network, Root, Sandbox, Signal, Source, Ulimit,
};
pub use supervisor::supervise;
