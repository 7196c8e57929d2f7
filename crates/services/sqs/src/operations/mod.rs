//! The API, one file a resource.

mod attributes;
mod batches;
mod moves;
mod permissions;
mod queues;
mod receiving;
mod sending;
mod tags;
mod visibility;

/// The queue that a task's handle names; `*` where it names none, which the operation itself refuses.
pub(crate) fn task_source(handle: &str) -> String {
    moves::TaskHandle::decode(handle).map_or_else(|| "*".to_owned(), |handle| handle.source)
}
