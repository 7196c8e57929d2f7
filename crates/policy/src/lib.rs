//! The IAM policy language: parse, validate, evaluate, explain.
//!
//! A [`Policy`] is compiled once, when it is stored: patterns taken apart, operators resolved, values parsed. A
//! [`decide`] then only compares. It answers whether a [`Request`] may go on under the [`Policies`] that hold for it,
//! which statement decided, and in AWS's words why not. [`explain`] tells the whole chain and the smallest mend.
//!
//! No I/O, no clock, no other crate of the house: what the caller knows comes in as arguments.
//!
//! ```
//! use policy::{Attached, Context, Origin, Policies, Policy, Principal, Request, decide};
//!
//! let policy = Policy::parse(r#"{"Version": "2012-10-17", "Statement": {
//!     "Effect": "Allow", "Action": "sqs:Send*", "Resource": "arn:aws:sqs:*:*:${aws:username}-inbox"}}"#)?;
//! let identity = [Attached::new(Origin::Managed { arn: "arn:aws:iam::123456789012:policy/Send".into() }, policy)];
//! let ada = Principal::User { arn: "arn:aws:iam::123456789012:user/ada".into(), id: "AIDAEXAMPLE".into() };
//! let context = Context::new().with("aws:username", "ada");
//!
//! let request = Request::new(&ada, "sqs:SendMessage", "arn:aws:sqs:us-east-1:123456789012:ada-inbox", &context);
//! assert!(decide(&request, &Policies { identity: &identity, ..Policies::default() }).allowed);
//! # Ok::<(), policy::SyntaxError>(())
//! ```

pub mod arn;
mod attached;
mod condition;
mod context;
mod decide;
mod document;
mod explain;
pub mod glob;
pub mod grant;
pub mod keys;
mod policy;
mod principal;
mod reason;
mod simulate;
mod statement;
pub mod validate;

pub use attached::{Attached, Holder, Layer, Origin, Policies};
pub use context::{Context, KeyName, Values};
pub use decide::{Decision, Request, StatementRef, decide};
pub use document::{ConditionText, Document, Effect, Principals, StatementText, SyntaxError, Version};
pub use explain::{Change, Explanation, Fix, Mismatch, Place, PolicyReport, StatementReport, explain};
pub use policy::Policy;
pub use principal::Principal;
pub use reason::{Clause, Reason, spelled};
pub use simulate::{EvalDecision, MatchedStatement, Position, Simulation, simulate};
pub use statement::Statement;
pub use validate::{Invalid, Use, validate};
