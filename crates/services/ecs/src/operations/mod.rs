//! The API, one file a resource, and what its operations touch.

mod clusters;
mod definitions;
mod run;
mod tasks;

pub(crate) use clusters::clusters_touched;
pub(crate) use run::run_touched;
pub(crate) use tasks::{list_touched, task_touched, tasks_touched};
