//! What the batch operations have in common: checks that refuse the whole, and failures of single entries.

use model_sqs::errors;
use model_sqs::types::BatchResultErrorEntry;
use wire::prelude::*;

const MOST: usize = 10;

/// Checks the entries' number and ids. `name` is what the query protocol calls an entry.
pub(super) fn check<'a>(ids: impl ExactSizeIterator<Item = &'a str>, name: &str) -> Result<()> {
    let count = ids.len();
    if count == 0 {
        return Err(errors::empty_batch_request(format!(
            "There should be at least one {name} in the request."
        )));
    }
    if count > MOST {
        return Err(errors::too_many_entries_in_batch_request(format!(
            "Maximum number of entries per request are {MOST}. You have sent {count}."
        )));
    }
    let mut seen: Vec<&str> = Vec::with_capacity(count);
    for id in ids {
        let letters = |b: u8| b.is_ascii_alphanumeric() || matches!(b, b'-' | b'_');
        if !(1..=80).contains(&id.len()) || !id.bytes().all(letters) {
            return Err(errors::invalid_batch_entry_id(
                "A batch entry id can only contain alphanumeric characters, hyphens and underscores. It can be at most 80 letters long.",
            ));
        }
        if seen.contains(&id) {
            return Err(errors::batch_entry_ids_not_distinct(format!("Id {id} repeated.")));
        }
        seen.push(id);
    }
    Ok(())
}

/// The failure of one entry. What is our fault fails the whole instead.
pub(super) fn failed(id: String, error: Error) -> Result<BatchResultErrorEntry> {
    if !error.is_sender() {
        return Err(error);
    }
    let (code, message) = (error.code().to_owned(), Some(error.message().to_owned()));
    Ok(BatchResultErrorEntry { id, sender_fault: true, code, message })
}
