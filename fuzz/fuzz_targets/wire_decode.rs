//! Any request in any protocol: the first byte names the protocol, three lines are path, query and header, the rest is the
//! body.

#![no_main]

#[path = "../../crates/wire/tests/hostile/everything.rs"]
mod everything;

use libfuzzer_sys::fuzz_target;

fuzz_target!(|data: &[u8]| {
    let Some((protocol, rest)) = data.split_first() else { return };
    let protocol = everything::PROTOCOLS[usize::from(*protocol) % everything::PROTOCOLS.len()];
    let mut parts = rest.splitn(4, |b| *b == b'\n');
    let mut part = || parts.next().unwrap_or_default();
    let (path, query, header) = (String::from_utf8_lossy(part()), String::from_utf8_lossy(part()), part());
    let _ = everything::request(protocol, &path, &query, header, part());
});
