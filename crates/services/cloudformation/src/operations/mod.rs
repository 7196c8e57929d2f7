//! The API, one file for what belongs together.

mod change_sets;
mod changes;
mod describe;
mod events;
mod execute;
mod exports;
mod protection;
mod request;
mod resources;
mod rollback;
mod stacks;
mod templates;
mod update;
