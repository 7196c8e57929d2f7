//! AWS's wire: schemas, the two traits that every value is read and written by, and one codec a protocol.
//!
//! Invariants: nothing outside this crate matches on a [`schema::Protocol`] to read or write bytes; no generated type
//! knows a protocol; no codec knows a service.

pub mod cbor;
pub mod codec;
pub mod error;
pub mod form;
pub mod json;
pub mod pattern;
pub mod rest;
pub mod schema;
pub mod shape;
pub mod time;
mod tree;
pub mod validate;
mod value;
pub mod view;
pub mod xml;

/// What a service's author needs. Only names that no shape of AWS's bears stand here, since authors import types whole.
pub mod prelude {
    pub use crate::error::{Error, OrInternal, Result};
    pub use crate::shape::{Blob, Document, Enum, Map, Op, Timestamp};
}

/// What a generated model crate needs.
pub mod generated {
    pub use crate::error::Error;
    pub use crate::schema::{
        Access, Dialect, Kind, Location, Operation, Protocol, Schema, Service, TimestampFormat, m,
    };
    pub use crate::shape::{Blob, Document, Map, Messages, Timestamp};
    pub use crate::{enumeration, operation, structure};
}
