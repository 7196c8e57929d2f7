//! Log streams: making and describing them.

use crate::Logs;
use crate::names::{GroupName, check_length};
use crate::page::Page;
use crate::records::StreamRecord;
use crate::refusals::invalid;
use crate::state::{new_id, sequence_token};
use door::Call;
use model_logs::errors;
use model_logs::types::*;
use std::sync::Arc;
use store::Batch;
use wire::prelude::*;

impl Logs {
    /// <https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_CreateLogStream.html>
    pub(crate) async fn create_log_stream(
        &self,
        call: &Call,
        input: CreateLogStreamInput,
    ) -> Result<CreateLogStreamOutput> {
        let group = GroupName::own(call, &input.log_group_name);
        check_length(&[&input.log_group_name, &input.log_stream_name])?;
        let ticket = {
            let _changing = self.state.changing();
            self.state.group(&group)?;
            let key = group.key().then(&input.log_stream_name);
            if self.state.streams.contains(&key) {
                return Err(errors::resource_already_exists("The specified log stream already exists"));
            }
            let mut batch = Batch::new();
            let record = StreamRecord { id: new_id(), created: call.now(), span: None };
            self.state.streams.put(&mut batch, &key, record);
            self.state.store.commit(batch).or_internal()?
        };
        ticket.durable().await.or_internal()?;
        Ok(CreateLogStreamOutput {})
    }

    /// <https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_DescribeLogStreams.html>
    pub(crate) async fn describe_log_streams(
        &self,
        call: &Call,
        input: DescribeLogStreamsInput,
    ) -> Result<DescribeLogStreamsOutput> {
        let name = input.log_group_name.as_deref();
        let group = GroupName::either(call, name, input.log_group_identifier.as_deref())?;
        let by_time = input.order_by == Some(OrderBy::LastEventTime);
        if by_time && input.log_stream_name_prefix.is_some() {
            // https://github.com/turbot/steampipe-plugin-aws/issues/1949
            return Err(invalid("Cannot order by LastEventTime with a logStreamNamePrefix."));
        }
        self.state.group(&group)?;
        let prefix = input.log_stream_name_prefix.unwrap_or_default();
        check_length(&[&prefix])?;
        let down = input.descending.unwrap_or_default();
        let page = Page::of("log-streams", input.next_token.as_deref(), input.limit)?;
        let mut streams: Vec<_> = self.state.streams_of(&group, &prefix);
        if by_time {
            streams.sort_by_cached_key(|(name, record)| (last_event(record), name.clone()));
        }
        if down {
            streams.reverse();
        }
        // A stream that moved on the way is told at its new place or not at all, as on AWS.
        let rank = |(name, record): &(String, Arc<StreamRecord>)| {
            (if by_time { last_event(record) } else { 0 }, name.clone())
        };
        let after = page.after.as_deref().and_then(read_rank);
        let behind = |stream: &(String, Arc<StreamRecord>)| {
            after
                .as_ref()
                .is_none_or(|after| if down { rank(stream) < *after } else { rank(stream) > *after })
        };
        let mut rest = streams.iter().filter(|stream| behind(stream));
        let shown: Vec<_> = rest.by_ref().take(page.limit).collect();
        let more = rest.next().is_some();
        let token = shown.last().filter(|_| more).map(|last| {
            let (time, name) = rank(last);
            crate::page::seal("log-streams", &format!("{time} {name}"))
        });
        let log_streams =
            shown.into_iter().map(|(name, record)| shown_stream(&group, name, record)).collect();
        Ok(DescribeLogStreamsOutput { log_streams: Some(log_streams), next_token: token })
    }
}

/// Streams without events stand before all others.
fn last_event(record: &StreamRecord) -> i64 {
    record.span.map_or(-1, crate::records::Span::last_event)
}

fn read_rank(text: &str) -> Option<(i64, String)> {
    let (time, name) = text.split_once(' ')?;
    Some((time.parse().ok()?, name.to_owned()))
}

fn shown_stream(group: &GroupName, name: &str, record: &StreamRecord) -> LogStream {
    LogStream {
        log_stream_name: Some(name.to_owned()),
        creation_time: Some(record.created.millis()),
        first_event_timestamp: record.span.map(crate::records::Span::first_event),
        last_event_timestamp: record.span.map(crate::records::Span::last_event),
        last_ingestion_time: record.span.map(|span| span.ingested.millis()),
        upload_sequence_token: record.span.map(|span| sequence_token(record, span.ingested)),
        arn: Some(group.stream_arn(name)),
        // Of streams AWS has told nothing else since June 2019.
        stored_bytes: Some(0),
    }
}
