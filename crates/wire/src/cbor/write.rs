//! Writes values as CBOR, with definite lengths.

use super::EPOCH;
use crate::schema::Member;
use crate::shape::{Document, Entries, Sink, Structure, Timestamp};
use ciborium_ll::{Encoder, Header, simple};

/// Writes a structure.
pub(crate) fn encode(x: &dyn Structure) -> Vec<u8> {
    let mut w = Writer { out: Vec::with_capacity(256) };
    w.members(x, &[]);
    w.out
}

/// Writes a refusal: the exception's type and the text where no member has it, then the members.
pub(crate) fn encode_error(kind: &str, message: Option<&str>, x: Option<&dyn Structure>) -> Vec<u8> {
    let mut w = Writer { out: Vec::with_capacity(128) };
    let head: Vec<_> =
        std::iter::once(("__type", kind)).chain(message.map(|text| ("message", text))).collect();
    match x {
        Some(x) => w.members(x, &head),
        None => w.head(&head, 0),
    }
    w.out
}

struct Writer {
    out: Vec<u8>,
}

impl Writer {
    /// A header is at most nine bytes, so that writing it here cannot fail.
    fn push(&mut self, header: Header) {
        let mut header_bytes = [0; 9];
        let mut rest = &mut header_bytes[..];
        let pushed = Encoder::from(&mut rest).push(header);
        debug_assert!(pushed.is_ok());
        let written = 9 - rest.len();
        self.out.extend_from_slice(header_bytes.get(..written).unwrap_or_default());
    }
    fn text(&mut self, text: &str) {
        self.push(Header::Text(Some(text.len())));
        self.out.extend_from_slice(text.as_bytes());
    }
    /// Opens a map of these entries and as many more.
    fn head(&mut self, head: &[(&str, &str)], more: usize) {
        self.push(Header::Map(Some(head.len() + more)));
        for (key, value) in head {
            self.text(key);
            self.text(value);
        }
    }
    fn members(&mut self, x: &dyn Structure, head: &[(&str, &str)]) {
        let members = x.schema().members.iter().enumerate();
        let present: Vec<_> =
            members.filter_map(|(i, m)| Some((m, x.get(i).filter(|value| value.present())?))).collect();
        self.head(head, present.len());
        for (m, value) in present {
            self.text(m.wire);
            value.write(m, self);
        }
    }
}

impl Sink for Writer {
    fn boolean(&mut self, v: bool) {
        self.push(Header::Simple(if v { simple::TRUE } else { simple::FALSE }));
    }
    fn integer(&mut self, v: i64) {
        // CBOR spells a negative number by all its bits inverted.
        self.push(if v < 0 { Header::Negative(!v as u64) } else { Header::Positive(v as u64) });
    }
    fn float(&mut self, v: f64) {
        self.push(Header::Float(v));
    }
    fn string(&mut self, v: &str) {
        self.text(v);
    }
    fn blob(&mut self, v: &[u8]) {
        self.push(Header::Bytes(Some(v.len())));
        self.out.extend_from_slice(v);
    }
    fn timestamp(&mut self, _: &'static Member, v: Timestamp) {
        self.push(Header::Tag(EPOCH));
        if v.millis() % 1000 == 0 {
            self.integer(v.seconds());
        } else {
            self.float(v.millis() as f64 / 1000.0);
        }
    }
    // The protocol has no documents; a text of JSON loses nothing.
    fn document(&mut self, v: &Document) {
        self.text(&v.to_string());
    }
    fn list(&mut self, _: &'static Member, n: usize, item: &dyn Fn(usize, &mut dyn Sink)) {
        self.push(Header::Array(Some(n)));
        for i in 0..n {
            item(i, self);
        }
    }
    fn map(&mut self, m: &'static Member, n: usize, each: Entries<'_>) {
        self.push(Header::Map(Some(n)));
        each(&mut |key, value| {
            self.text(key);
            value.write(m.value(), self);
        });
    }
    fn structure(&mut self, _: &'static Member, v: &dyn Structure) {
        self.members(v, &[]);
    }
}
