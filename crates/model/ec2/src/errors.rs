//! The exceptions of EC2, as constructors. Written by `cargo xtask gen`; do not edit.

#[allow(unused_imports)]
use wire::generated::*;

#[allow(unused_imports)]
use crate::schema;

