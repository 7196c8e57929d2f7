//! Reading a group: the events of all its streams, or some, in the order of time.

use crate::Logs;
use crate::events::{Position, first_sequence, last_sequence};
use crate::filter::Pattern;
use crate::merge::{Merge, Range, Source};
use crate::names::{GroupName, check_length};
use crate::operations::metric_filters::{bad_pattern, check_class};
use crate::page::{open, seal};
use crate::reading;
use crate::records::{GroupRecord, StreamRecord};
use crate::refusals::{bad_token, invalid, no_stream};
use crate::state::State;
use door::{Call, Touch};
use model_logs::ops;
use model_logs::types::*;
use std::sync::Arc;
use store::Direction;
use wire::prelude::*;
use wire::schema::Operation;

/// The first moment from which AWS reads backwards: 2024-01-01.
const BACKWARD_FROM: i64 = 1_704_067_200_000;

impl Logs {
    /// <https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_FilterLogEvents.html>
    pub(crate) async fn filter_log_events(
        &self,
        call: &Call,
        input: FilterLogEventsInput,
    ) -> Result<FilterLogEventsOutput> {
        let name = input.log_group_name.as_deref();
        let group = GroupName::either(call, name, input.log_group_identifier.as_deref())?;
        if input.unmask == Some(true) {
            may_unmask(call, <ops::FilterLogEvents as Op>::spec(), &group)?;
        }
        if input.log_stream_names.is_some() && input.log_stream_name_prefix.is_some() {
            return Err(invalid("logStreamNames and logStreamNamePrefix are mutually exclusive parameters."));
        }
        if input.start_from_head == Some(false) && input.start_time.is_some_and(|start| start < BACKWARD_FROM)
        {
            return Err(invalid("startFromHead can only be false when startTime is on or after 2024-01-01."));
        }
        let pattern = Pattern::parse(input.filter_pattern.as_deref().unwrap_or_default());
        let pattern = pattern.map_err(|_| bad_pattern())?;
        let record = self.state.group(&group)?;
        check_class(&record)?;
        let streams = self.streams_to_read(&group, &input)?;
        let horizon = record.horizon(call.now()).map_or(0, Timestamp::millis);
        let start = input.start_time.unwrap_or(0).max(horizon);
        let mut range = Range {
            from: Position { sequence: first_sequence(start), stream: 0 },
            to: Position { sequence: input.end_time.map_or(u64::MAX, last_sequence), stream: u64::MAX },
        };
        let mut direction =
            if input.start_from_head == Some(false) { Direction::Backward } else { Direction::Forward };
        if let Some(token) = &input.next_token {
            let (continues, at) = read_token(&record, token).ok_or_else(bad_token)?;
            direction = continues;
            match direction {
                Direction::Forward => range.from = range.from.max(at.next()),
                Direction::Backward => range.to = range.to.min(at.previous()),
            }
        }
        // Minutes of scanning must not hold up the other calls of this thread.
        let state = self.state.clone();
        let (limit, record) = (input.limit, record.clone());
        let read = move || {
            let matches = |message: &str| pattern.matches(message);
            read(&state, &record, streams, range, direction, limit, matches)
        };
        tokio::task::spawn_blocking(read).await.or_internal()?
    }

    /// The streams that a request names, or all.
    fn streams_to_read(
        &self,
        group: &GroupName,
        input: &FilterLogEventsInput,
    ) -> Result<Vec<(String, Arc<StreamRecord>)>> {
        let Some(names) = &input.log_stream_names else {
            let prefix = input.log_stream_name_prefix.as_deref().unwrap_or_default();
            check_length(&[prefix])?;
            return Ok(self.state.streams_of(group, prefix));
        };
        let mut names = names.clone();
        names.sort();
        names.dedup();
        let find = |name: String| {
            let record = self.state.stream(group, &name).map_err(|_| no_stream())?;
            Ok((name, record))
        };
        names.into_iter().map(find).collect()
    }
}

fn read(
    state: &State,
    group: &GroupRecord,
    streams: Vec<(String, Arc<StreamRecord>)>,
    range: Range,
    direction: Direction,
    limit: Option<i32>,
    matches: impl Fn(&str) -> bool,
) -> Result<FilterLogEventsOutput> {
    let source = |(name, record): (String, Arc<StreamRecord>)| {
        let span = record.span?;
        Some(Source { id: record.id, name: name.into(), lowest: span.lowest, highest: span.highest })
    };
    let sources = streams.into_iter().filter_map(source).collect();
    let mut merge = Merge::new(&state.events, sources, range, direction);
    let found = reading::page(&mut merge, limit, matches).or_internal()?;
    let events = found.events.iter().map(|(stream, event)| FilteredLogEvent {
        log_stream_name: Some(stream.to_string()),
        timestamp: Some(event.timestamp()),
        message: Some(event.message().to_owned()),
        ingestion_time: Some(event.ingested),
        event_id: Some(event.at.id()),
    });
    Ok(FilterLogEventsOutput {
        events: Some(events.collect()),
        // Since May 2020 AWS tells no streams here.
        searched_log_streams: Some(Vec::new()),
        next_token: found.more.map(|last| token(group, direction, last.at)),
    })
}

/// A token: the group, the direction and the last place that was looked at.
fn token(group: &GroupRecord, direction: Direction, at: Position) -> String {
    let way = if direction == Direction::Forward { 'f' } else { 'b' };
    seal("events", &format!("{:x} {way} {}", group.id, at.id()))
}

fn read_token(group: &GroupRecord, token: &str) -> Option<(Direction, Position)> {
    let text = open("events", token)?;
    let mut parts = text.split(' ');
    let of = u64::from_str_radix(parts.next()?, 16).ok()?;
    let direction = match parts.next()? {
        "f" => Direction::Forward,
        "b" => Direction::Backward,
        _ => return None,
    };
    let at = Position::parse(parts.next()?)?;
    (of == group.id).then_some((direction, at))
}

/// Nothing is masked here, since there are no data protection policies; to ask for it takes its permission all the same.
pub(super) fn may_unmask(call: &Call, op: &'static Operation, group: &GroupName) -> Result<()> {
    call.require(op, "logs:Unmask", &Touch::on(group.stream_arn("")))
}
