//! The CloudFormation template engine: parse, validate, evaluate, order, compare.
//!
//! It is pure: no I/O, no clock, no async, and it knows no other crate of the workspace. Whatever needs the world (an
//! attribute of a queue, a parameter of SSM, an export) is asked of a trait or handed over as data. So the service that
//! runs stacks holds the state and the calls, and everything that can be said about a template by thinking alone is here
//! and is tested without a server.
//!
//! The way of a template:
//!
//! ```text
//! text -> source::parse -> transform::expand -> Template::from_value -> validate::references
//!      -> parameters::bind -> Evaluator::new -> validate::active -> Graph::new -> Evaluator::properties -> ...
//! ```
//!
//! Errors carry AWS's text. Where AWS's text is recorded, a test cites the recording.

pub mod diff;
pub mod dynamic;
pub mod error;
pub mod evaluate;
mod expression;
pub mod graph;
mod order;
pub mod parameters;
mod pattern;
#[cfg(test)]
mod properties;
pub mod rules;
pub mod schema;
pub mod source;
pub mod summary;
pub mod template;
pub mod transform;
pub mod validate;

pub use error::{Error, Result};
pub use evaluate::{Data, Evaluator, Lookup, Pseudo, Resolver};
pub use expression::Reference;
pub use graph::{Graph, Schedule};
pub use template::Template;
