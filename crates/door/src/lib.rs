//! The one door (design.md, law 1): every operation passes the same stages, whoever asks.
//!
//! `authenticate -> decode -> validate -> authorize -> limits and injected faults -> handle -> meter -> record -> encode`.
//! A request enters at [`Door::serve`] with bytes; an internal caller enters at [`Call::call`] with a typed input and its
//! own principal, and skips only the bytes.
//!
//! Invariants: the door knows no service; what it must know of one it asks through [`Host`], [`Credentials`] and
//! [`Identities`]. No handler sees bytes, headers or a protocol. Nothing but the stages calls a handler.

mod authenticate;
mod authorize;
mod call;
mod caller;
mod door;
mod ids;
mod limits;
mod locate;
mod route;
mod running;
mod track;

pub use authenticate::DEFAULT_ACCOUNT;
pub use call::{Call, Origin};
pub use caller::{
    BadCredential, Caller, Credential, Credentials, Grants, Identities, ProviderFacts, Refused, RoleFacts,
    Session,
};
pub use door::{Builder, Door, Entrance, Via};
pub use ids::{access_key_id, account_of_access_key, request_id};
pub use limits::{Fault, Faults, Limits, Rule};
pub use policy::{Context, KeyName, Principal};
pub use route::{Host, ResourceFacts, Route, Routes, Touch, few};
pub use track::{Decided, Filter, Record, Refusal, Track};

/// Writes a line to the log, which is stderr.
pub fn log(line: &str) {
    use std::io::Write;
    // Nobody reads a closed stderr.
    let _ = writeln!(std::io::stderr().lock(), "maquette: {line}");
}
