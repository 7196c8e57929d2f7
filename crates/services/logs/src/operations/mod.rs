//! The API, one file a resource.

mod deletion;
mod filter_events;
mod get_events;
mod groups;
pub(crate) mod insights;
mod list_groups;
mod metric_filters;
mod policies;
mod put_events;
mod queries;
mod settings;
mod streams;
mod subscriptions;
mod tags;
