//! temporary
#![allow(dead_code, missing_docs)]
mod timestamp;
pub use timestamp::{InvalidTimestamp, Timestamp};
