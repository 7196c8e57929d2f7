//! The API model of ECR. Written by `cargo xtask gen`; do not edit.

#![allow(missing_docs, non_upper_case_globals, clippy::all, clippy::pedantic)]

#[rustfmt::skip]
pub mod errors;
#[rustfmt::skip]
pub mod ops;
#[rustfmt::skip]
pub mod schema;
#[rustfmt::skip]
pub mod types;

pub use schema::SERVICE;
