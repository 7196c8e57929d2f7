//! A call that is under way. Whoever asked may leave before the answer: the call ends where it waits, and its record says
//! so, since what it did until then is done.

use crate::door::Door;
use crate::track::{Record, Refusal};
use clock::Stopwatch;

/// What a call is recorded with when nobody waits for it any more; HTTP has no such status, the field uses this one.
const LEFT: u16 = 499;

/// The record of a call that runs, kept also when the call is dropped.
pub(crate) struct Running<'a> {
    door: &'a Door,
    watch: &'a Stopwatch,
    pub(crate) record: Record,
    over: bool,
}

impl<'a> Running<'a> {
    pub(crate) fn new(door: &'a Door, record: Record, watch: &'a Stopwatch) -> Self {
        Self { door, watch, record, over: false }
    }
    /// The call came to its end: whoever ran it keeps the record.
    pub(crate) fn end(mut self) -> Record {
        self.over = true;
        std::mem::take(&mut self.record)
    }
}

impl Drop for Running<'_> {
    fn drop(&mut self) {
        if self.over {
            return;
        }
        let mut record = std::mem::take(&mut self.record);
        record.status = LEFT;
        let message = "The client closed the connection before the call had its answer.".to_owned();
        record.error = Some(Refusal { code: "ClientDisconnected".to_owned(), message });
        self.door.keep(record, None, None, self.watch);
    }
}
