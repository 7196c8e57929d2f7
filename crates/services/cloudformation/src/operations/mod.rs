//! The API, one file a resource.

mod describe;
mod stacks;
