//! The API, one file a resource, and what its operations touch.

mod attributes;
mod capacity_providers;
mod clusters;
mod definitions;
mod protection;
mod run;
mod settings;
mod tagging;
mod tasks;

pub(crate) use clusters::{INSIGHTS, clusters_touched};
pub(crate) use definitions::definitions_touched;
pub(crate) use run::{TOKEN, run_touched, start_touched};
pub(crate) use tasks::{list_touched, task_touched, tasks_touched};
