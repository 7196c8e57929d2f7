//! The API, one file a resource.

mod messages;
mod queues;
