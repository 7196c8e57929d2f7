//! The API, one file a resource.

mod deletion;
mod filter_events;
mod get_events;
mod groups;
mod put_events;
mod streams;
