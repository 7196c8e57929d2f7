//! Taking in events.

use crate::Logs;
use crate::events::{LATEST, OVERHEAD};
use crate::names::GroupName;
use crate::records::GroupRecord;
use crate::refusals::invalid;
use crate::state::{Accepted, sequence_token};
use clock::Timestamp;
use door::Call;
use model_logs::types::*;
use std::time::Duration;
use wire::prelude::*;

/// The largest event and the largest batch, in bytes, each event with 26 bytes more than its message.
const MOST_BYTES: usize = 1_048_576;
/// How old an event may be.
const OLDEST: Duration = Duration::from_hours(14 * 24);
/// How far an event may lie ahead.
const NEWEST: Duration = Duration::from_hours(2);
/// What the valid events of a batch may span, in milliseconds.
const SPAN: i64 = 24 * 60 * 60 * 1000;

impl Logs {
    /// The sequence token is ignored, as AWS has it since 2023.
    /// <https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_PutLogEvents.html>
    pub(crate) async fn put_log_events(
        &self,
        call: &Call,
        input: PutLogEventsInput,
    ) -> Result<PutLogEventsOutput> {
        if input.entity.is_some() {
            return Err(Error::not_implemented("the entity of log events (PutLogEvents, entity)"));
        }
        let group = GroupName::own(call, &input.log_group_name);
        let record = self.state.group(&group)?;
        let stream = self.state.stream(&group, &input.log_stream_name)?;
        let events = &input.log_events;
        check_order(events)?;
        check_sizes(events)?;
        let now = call.now();
        let judged = judge(events, &record, now);
        let accepted = events.get(judged.from..judged.to).unwrap_or_default();
        check_span(accepted)?;
        call.bill(events.iter().map(|event| (event.message.len() + OVERHEAD) as u64).sum());
        if !accepted.is_empty() {
            let accepted: Vec<_> = accepted
                .iter()
                .map(|event| Accepted { timestamp: event.timestamp, message: &event.message })
                .collect();
            let ticket = self.state.append(&group, &input.log_stream_name, &accepted, now)?;
            ticket.durable().await.or_internal()?;
        }
        Ok(PutLogEventsOutput {
            next_sequence_token: Some(sequence_token(&stream, now)),
            rejected_log_events_info: judged.rejected,
            rejected_entity_info: None,
        })
    }
}

/// recorded: logs/test_logs_events.json, `test_put_log_events_wrong_order`
fn check_order(events: &[InputLogEvent]) -> Result<()> {
    if events.is_sorted_by_key(|event| event.timestamp) {
        return Ok(());
    }
    Err(invalid("Log events in a single PutLogEvents request must be in chronological order."))
}

/// <https://github.com/maxbanton/cwh/issues/101>, <https://github.com/vectordotdev/vector/issues/2394>
fn check_sizes(events: &[InputLogEvent]) -> Result<()> {
    let mut all = 0;
    for event in events {
        let size = event.message.len() + OVERHEAD;
        if size > MOST_BYTES {
            return Err(invalid(format!("Log event too large: {size} bytes exceeds limit of {MOST_BYTES}")));
        }
        all += size;
    }
    if all > MOST_BYTES {
        return Err(invalid(format!("Upload too large: {all} bytes exceeds limit of {MOST_BYTES}")));
    }
    Ok(())
}

/// <https://github.com/aws-greengrass/aws-greengrass-log-manager/issues/59>
fn check_span(valid: &[InputLogEvent]) -> Result<()> {
    if let (Some(first), Some(last)) = (valid.first(), valid.last())
        && last.timestamp.saturating_sub(first.timestamp) > SPAN
    {
        return Err(invalid(
            "The batch of log events in a single PutLogEvents request cannot span more than 24 hours.",
        ));
    }
    Ok(())
}

/// Which of a sorted batch's events are taken, and what is told of the others.
struct Judged {
    from: usize,
    to: usize,
    rejected: Option<RejectedLogEventsInfo>,
}

fn judge(events: &[InputLogEvent], group: &GroupRecord, now: Timestamp) -> Judged {
    let before = |limit: Timestamp| events.partition_point(|event| event.timestamp < limit.millis());
    let too_old = before(now - OLDEST);
    let expired = group.horizon(now).map_or(0, before);
    let latest = (now + NEWEST).millis().min(LATEST);
    let to = events.partition_point(|event| event.timestamp <= latest);
    let from = too_old.max(expired).min(to);
    let index = |index: usize| i32::try_from(index).ok();
    let rejected = RejectedLogEventsInfo {
        too_new_log_event_start_index: index(to).filter(|_| to < events.len()),
        too_old_log_event_end_index: index(too_old).filter(|_| too_old > 0),
        expired_log_event_end_index: index(expired).filter(|_| expired > too_old),
    };
    let rejected = (from > 0 || to < events.len()).then_some(rejected);
    Judged { from, to, rejected }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The bounds of the API's page, as tables: hours from now, days of retention, what is taken and told.
    #[test]
    fn what_is_taken() {
        let now = Timestamp::from_seconds(1_800_000_000);
        let day = 24 * 60;
        let check = |minutes: &[i64], days: Option<i32>, taken: (usize, usize), told: [Option<i32>; 3]| {
            let events: Vec<_> = minutes
                .iter()
                .map(|m| InputLogEvent { timestamp: now.millis() + m * 60_000, message: "m".into() })
                .collect();
            let group = GroupRecord {
                id: 1,
                created: now,
                retention: days,
                class: String::new(),
                kms_key: None,
                protected: false,
                tags: Default::default(),
            };
            let judged = judge(&events, &group, now);
            assert_eq!((judged.from, judged.to), taken, "{minutes:?}");
            let told_of = judged.rejected.map(|r| {
                [
                    r.too_old_log_event_end_index,
                    r.expired_log_event_end_index,
                    r.too_new_log_event_start_index,
                ]
            });
            assert_eq!(told_of, (told != [None; 3]).then_some(told), "{minutes:?}");
        };
        check(&[-14 * day, 0, 120], None, (0, 3), [None; 3]);
        check(&[-14 * day - 1, -14 * day], None, (1, 2), [Some(1), None, None]);
        check(&[0, 120, 121], None, (0, 2), [None, None, Some(2)]);
        check(&[-15 * day], None, (1, 1), [Some(1), None, None]);
        check(&[-3 * day, -day, 0], Some(1), (1, 3), [None, Some(1), None]);
        check(&[-15 * day, -3 * day, 0, 121], Some(1), (2, 3), [Some(1), Some(2), Some(3)]);
        check(&[-15 * day, 0], Some(30), (1, 2), [Some(1), None, None]);
    }
}
