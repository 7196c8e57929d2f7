//! A page of events: what fits into one answer, and the work that one answer may cost.

use crate::events::Event;
use crate::merge::Merge;
use std::sync::Arc;

/// Bytes and events of a page at most.
/// <https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_FilterLogEvents.html>
const PAGE_BYTES: usize = 1_048_576;
const PAGE_EVENTS: usize = 10_000;
/// Bytes and events that are looked at for a page; AWS too answers with less than a page, or nothing and a token.
const SCAN_BYTES: usize = 16 << 20;
const SCAN_EVENTS: usize = 50_000;

/// Events in the order in which they were read.
pub(crate) struct Found {
    pub(crate) events: Vec<(Arc<str>, Event)>,
    /// The last event that was looked at, where more may follow it.
    pub(crate) more: Option<Event>,
}

/// Reads on until the page is full, the work is done or nothing is left.
pub(crate) fn page(
    merge: &mut Merge<'_>,
    limit: Option<i32>,
    matches: impl Fn(&str) -> bool,
) -> store::Result<Found> {
    let limit = limit.and_then(|limit| usize::try_from(limit).ok()).unwrap_or(PAGE_EVENTS).min(PAGE_EVENTS);
    let mut found = Found { events: Vec::new(), more: None };
    let (mut bytes, mut scanned_bytes, mut scanned) = (0, 0, 0);
    let mut last: Option<Event> = None;
    while let Some((stream, event)) = merge.next()? {
        let matched = matches(event.message());
        // One event always fits: it is no larger than a page.
        if matched && !found.events.is_empty() && bytes + event.size() > PAGE_BYTES {
            found.more = last;
            break;
        }
        scanned += 1;
        scanned_bytes += event.size();
        last = Some(event.clone());
        if matched {
            bytes += event.size();
            found.events.push((stream, event));
        }
        if found.events.len() >= limit || scanned >= SCAN_EVENTS || scanned_bytes >= SCAN_BYTES {
            found.more = last;
            break;
        }
    }
    Ok(found)
}
