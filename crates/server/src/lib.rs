//! The HTTP transport in front of the door: bytes from sockets to [`door::Door::serve`] and back.
//!
//! One port speaks everything: HTTP/1.1 and HTTP/2, plain and over TLS, told apart by the first bytes
//! ([`sniff`]). A request is guarded against browsers that others steer ([`guard`]), then answered by the server itself
//! (`/_localstack/...`, `/_maquette/...`, module [`own`]), by a page of a service, by a service's own protocol whose bodies
//! flow ([`Site`]), or by the door.
//!
//! What protects the process: bounded connections, heads, bodies and bytes in flight, patience that ends ([`Limits`]),
//! and a panic that is one 500. Absent on purpose: any knowledge of a service, and any decision about a caller.

mod answer;
mod body;
mod connection;
mod flow;
mod guard;
mod listener;
mod own;
mod sniff;
mod tls;

pub use flow::{Flow, Serve, Site};
pub use guard::Guard;
pub use listener::{House, Limits, Opener, Opening, Options, Page, Server, Stopper};
pub use own::{About, ClockKept};
pub use tls::{Authority, BadAuthority};

#[cfg(test)]
mod tests;
