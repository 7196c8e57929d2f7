//! Logs Insights: starting queries, and what comes of them.

use crate::Logs;
use crate::events::{Event, Position};
use crate::insights::{Query, Source, Wrong};
use crate::names::{GroupName, check_length};
use crate::operations::filter_events::may_unmask;
use crate::page::{Page, open, seal};
use crate::querying::{MOST_RUNNING, Outcome};
use crate::records::StartedRecord;
use crate::refusals::{bad_token, invalid};
use door::{Call, Touch};
use model_logs::types::*;
use model_logs::{errors, ops};
use serde_json::json;
use std::sync::Arc;
use std::sync::atomic::Ordering;
use std::time::Duration;
use store::{Batch, Key};
use wire::prelude::*;

/// Groups that a query reads at most.
const MOST_GROUPS: usize = 50;
/// How long a query and its results can be asked for.
const KEPT: Duration = Duration::from_hours(7 * 24);
/// Queries of an account and region that are remembered.
const MOST_KEPT: usize = 1000;
/// Rows of one answer.
const PAGE: usize = 10_000;

impl Logs {
    /// <https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_StartQuery.html>
    pub(crate) async fn start_query(&self, call: &Call, input: StartQueryInput) -> Result<StartQueryOutput> {
        if input.query_language.as_ref().is_some_and(|language| *language != QueryLanguage::Cwli) {
            return Err(Error::not_implemented(
                "query languages other than CWLI (queryLanguage of StartQuery)",
            ));
        }
        let groups = named(&input)?;
        for name in &groups {
            let group = GroupName::identified(call, name);
            check_length(&[&group.name])?;
            let own = group.account == call.account() && group.region == *call.region;
            if !own || !self.state.groups.contains(&group.key()) {
                return Err(no_group(call, name));
            }
        }
        if input.start_time > input.end_time {
            return Err(invalid("The start of a query's time range lies behind its end."));
        }
        Query::parse(&input.query_string).map_err(malformed)?;
        if self.state.running.count() >= MOST_RUNNING {
            return Err(errors::limit_exceeded(format!(
                "Account maximum query concurrency limit of [{MOST_RUNNING}] reached."
            )));
        }
        let record = Arc::new(StartedRecord {
            started: call.now(),
            groups: groups.iter().map(|name| GroupName::identified(call, name).name).collect(),
            query: input.query_string,
            from: input.start_time,
            to: input.end_time,
            limit: input.limit,
            stopped: false,
            ended: None,
        });
        let id = uuid::Uuid::new_v4().to_string();
        let key = place(call).then(&id);
        let ticket = {
            let _changing = self.state.changing();
            let mut batch = Batch::new();
            for old in self.outdated(call) {
                self.state.started.delete(&mut batch, &old);
            }
            self.state.started.put(&mut batch, &key, record.clone());
            self.state.store.commit(batch).or_internal()?
        };
        ticket.durable().await.or_internal()?;
        self.state.run_query(&key, &record);
        Ok(StartQueryOutput { query_id: Some(id) })
    }

    /// <https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_GetQueryResults.html>
    pub(crate) async fn get_query_results(
        &self,
        call: &Call,
        input: GetQueryResultsInput,
    ) -> Result<GetQueryResultsOutput> {
        let key = place(call).then(&input.query_id);
        let record = self.state.started.get(&key).ok_or_else(|| no_query(&input.query_id))?;
        let kind = format!("results {}", input.query_id);
        let from = match &input.next_token {
            None => 0,
            Some(token) => {
                open(&kind, token).and_then(|at| at.parse::<usize>().ok()).ok_or_else(bad_token)?
            }
        };
        let most = input.max_items.and_then(|n| usize::try_from(n).ok()).filter(|n| *n > 0).unwrap_or(PAGE);
        let outcome = if record.stopped { None } else { self.state.run_query(&key, &record).outcome() };
        let rows = outcome.as_ref().map_or(&[][..], |outcome| outcome.rows.as_slice());
        let page = rows.get(from..).unwrap_or_default();
        let page = page.get(..most.min(page.len())).unwrap_or_default();
        let next = from + page.len();
        let column = |(field, value): &(String, String)| ResultField {
            field: Some(field.clone()),
            value: Some(value.clone()),
        };
        Ok(GetQueryResultsOutput {
            query_language: Some(QueryLanguage::Cwli),
            results: Some(page.iter().map(|row| row.iter().map(column).collect()).collect()),
            statistics: Some(statistics(&record, outcome.as_deref())),
            status: Some(status(&record, outcome.as_deref())),
            encryption_key: None,
            next_token: (next < rows.len()).then(|| seal(&kind, &next.to_string())),
        })
    }

    /// <https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_StopQuery.html>
    pub(crate) async fn stop_query(&self, call: &Call, input: StopQueryInput) -> Result<StopQueryOutput> {
        let key = place(call).then(&input.query_id);
        let ticket = {
            let _changing = self.state.changing();
            let record = self.state.started.get(&key).ok_or_else(|| no_query(&input.query_id))?;
            let execution = self.state.running.get(&key);
            let ended = execution.as_ref().is_none_or(|execution| execution.outcome().is_some());
            if record.stopped || ended {
                return Err(invalid(format!("Query with ID {} is not running.", input.query_id)));
            }
            if let Some(execution) = execution {
                execution.stop.store(true, Ordering::Relaxed);
            }
            let mut batch = Batch::new();
            let stopped = StartedRecord { stopped: true, ..(*record).clone() };
            self.state.started.put(&mut batch, &key, stopped);
            self.state.store.commit(batch).or_internal()?
        };
        ticket.durable().await.or_internal()?;
        Ok(StopQueryOutput { success: Some(true) })
    }

    /// <https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_DescribeQueries.html>
    pub(crate) async fn describe_queries(
        &self,
        call: &Call,
        input: DescribeQueriesInput,
    ) -> Result<DescribeQueriesOutput> {
        let page = Page::of("started", input.next_token.as_deref(), input.max_results)?;
        let mut all: Vec<_> = self.state.started.list(&place(call));
        // The newest first.
        let rank = |(key, record): &(Key, Arc<StartedRecord>)| {
            format!("{:020} {}", i64::MAX - record.started.micros(), key.text(2).unwrap_or_default())
        };
        all.sort_by_cached_key(rank);
        let told = |(key, record): &(Key, Arc<StartedRecord>)| {
            // Before a restart it may have ended.
            let execution = self.state.running.get(key);
            match (&execution, &record.ended) {
                (None, Some(ended)) if !record.stopped => QueryStatus::of(ended.clone()),
                _ => status(record, execution.and_then(|execution| execution.outcome()).as_deref()),
            }
        };
        let all = all.into_iter().filter(|started| {
            let (_, record) = started;
            input.log_group_name.as_ref().is_none_or(|group| record.groups.contains(group))
                && input.status.as_ref().is_none_or(|wanted| *wanted == told(started))
                && input.query_language.as_ref().is_none_or(|language| *language == QueryLanguage::Cwli)
        });
        let (queries, next_token) = page.cut(all, rank);
        let shown = queries.iter().map(|started| {
            let (key, record) = started;
            QueryInfo {
                query_language: Some(QueryLanguage::Cwli),
                query_id: key.text(2),
                query_string: Some(whole(record)),
                status: Some(told(started)),
                create_time: Some(record.started.millis()),
                log_group_name: record.groups.first().cloned(),
                ..QueryInfo::default()
            }
        });
        Ok(DescribeQueriesOutput { queries: Some(shown.collect()), next_token })
    }

    /// <https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_GetLogRecord.html>
    pub(crate) async fn get_log_record(
        &self,
        call: &Call,
        input: GetLogRecordInput,
    ) -> Result<GetLogRecordOutput> {
        let wrong = || invalid("The specified logRecordPointer is invalid.");
        let (group, stream, at) = read_pointer(&input.log_record_pointer).ok_or_else(wrong)?;
        let group = GroupName::own(call, &group);
        if input.unmask == Some(true) {
            may_unmask(call, <ops::GetLogRecord as Op>::spec(), &group)?;
        }
        let held = self.state.group(&group)?;
        let record = self.state.stream(&group, &stream)?;
        let found = if record.id == at.stream {
            self.state.events.get(at.stream, at.sequence).or_internal()?
        } else {
            None
        };
        let event = found.map(|bytes| Event::decode(at, bytes).or_internal()).transpose()?;
        let horizon = held.horizon(call.now()).map_or(i64::MIN, Timestamp::millis);
        let event = event.filter(|event| event.timestamp() >= horizon);
        let event =
            event.ok_or_else(|| errors::resource_not_found("The specified log record does not exist."))?;
        let log = format!("{}:{}", group.account, group.name);
        let source = Source::new(event, stream.into(), log.into(), input.log_record_pointer);
        Ok(GetLogRecordOutput { log_record: Some(fields(&source)) })
    }

    /// Records of queries that nobody can ask for any more.
    fn outdated(&self, call: &Call) -> Vec<Key> {
        let mut all = self.state.started.list(&place(call));
        all.sort_by_key(|(_, record)| std::cmp::Reverse(record.started));
        let now = call.now();
        let old = |(at, (_, record)): &(usize, (Key, Arc<StartedRecord>))| {
            *at + 1 >= MOST_KEPT || record.started + KEPT < now
        };
        all.into_iter().enumerate().filter(old).map(|(_, (key, _))| key).collect()
    }

    /// The groups that a query reads: what IAM decides about when somebody asks for its results.
    pub(crate) fn touched_by(&self, call: &Call, id: &str) -> Touch {
        let Some(record) = self.state.started.get(&place(call).then(id)) else { return Touch::all() };
        on_groups(call, record.groups.iter().map(String::as_str))
    }
}

/// The groups that a query is started on.
pub(crate) fn on_named(call: &Call, input: &StartQueryInput) -> Touch {
    match named(input) {
        Ok(names) => on_groups(call, names.iter().map(String::as_str)),
        // It is refused by the handler.
        Err(_) => Touch::all(),
    }
}

fn on_groups<'n>(call: &Call, names: impl Iterator<Item = &'n str>) -> Touch {
    let resources = names.map(|name| GroupName::identified(call, name).stream_arn("")).collect();
    Touch { resources, ..Touch::default() }
}

/// The group of a record.
pub(crate) fn on_record(call: &Call, pointer: &str) -> Touch {
    match read_pointer(pointer) {
        Some((group, ..)) => on_groups(call, std::iter::once(group.as_str())),
        None => Touch::all(),
    }
}

fn read_pointer(pointer: &str) -> Option<(String, String, Position)> {
    let text = open("record", pointer)?;
    let mut parts = text.split('\n');
    let (group, stream) = (parts.next()?.to_owned(), parts.next()?.to_owned());
    Some((group, stream, Position::parse(parts.next()?)?))
}

fn place(call: &Call) -> Key {
    Key::new(&[call.account(), &call.region])
}

/// The groups of a request, which says them in one way.
fn named(input: &StartQueryInput) -> Result<Vec<String>> {
    let one = input.log_group_name.clone().map(|name| vec![name]);
    let ways = [one, input.log_group_names.clone(), input.log_group_identifiers.clone()];
    let mut given = ways.into_iter().flatten();
    match (given.next(), given.next()) {
        (Some(names), None) if (1..=MOST_GROUPS).contains(&names.len()) => Ok(names),
        (Some(_), None) => Err(invalid(format!("A query reads between 1 and {MOST_GROUPS} log groups."))),
        _ => Err(invalid(
            "Exactly one of logGroupName, logGroupNames and logGroupIdentifiers must be specified.",
        )),
    }
}

/// recorded: logs/test_logs_queries.json, `test_start_query_log_group_not_found`
fn no_group(call: &Call, name: &str) -> Error {
    errors::resource_not_found(format!(
        "Log group '{name}' does not exist for account ID '{}' (Service: AWSLogs; Status Code: 400; Error Code: \
         ResourceNotFoundException; Request ID: {}; Proxy: null)",
        call.account(),
        call.request_id
    ))
}

fn no_query(id: &str) -> Error {
    errors::resource_not_found(format!("Query with ID {id} does not exist."))
}

fn malformed(wrong: Wrong) -> Error {
    match wrong {
        Wrong::NotBuilt(what) => Error::not_implemented(what),
        Wrong::Unexpected { from, to, found } => {
            let text = format!("unexpected symbol found {found} at position {from}");
            let place = json!({"startCharOffset": from, "endCharOffset": to});
            errors::malformed_query(text.clone())
                .with("queryCompileError", json!({"location": place, "message": text}))
        }
    }
}

fn status(record: &StartedRecord, outcome: Option<&Outcome>) -> QueryStatus {
    match outcome {
        _ if record.stopped => QueryStatus::Cancelled,
        Some(outcome) if outcome.cancelled => QueryStatus::Cancelled,
        Some(outcome) if outcome.failed.is_some() => QueryStatus::Failed,
        Some(_) => QueryStatus::Complete,
        None => QueryStatus::Running,
    }
}

fn statistics(record: &StartedRecord, outcome: Option<&Outcome>) -> QueryStatistics {
    let count = |of: fn(&Outcome) -> u64| Some(outcome.map_or(0, of) as f64);
    QueryStatistics {
        records_matched: count(|outcome| outcome.matched),
        records_scanned: count(|outcome| outcome.scanned),
        estimated_records_skipped: Some(0.0),
        bytes_scanned: count(|outcome| outcome.bytes),
        estimated_bytes_skipped: Some(0.0),
        log_groups_scanned: Some(record.groups.len() as f64),
        result_count: count(|outcome| outcome.rows.len() as u64),
    }
}

/// recorded: logs/test_logs_queries.json, `test_describe_queries`
fn whole(record: &StartedRecord) -> String {
    let groups: Vec<_> = record.groups.iter().map(|group| format!("\"{group}\"")).collect();
    let StartedRecord { from, to, query, .. } = record;
    format!("SOURCE {} START={from}000 END={to}999 | {query}", groups.join(", "))
}

/// Every field of an event, those of a JSON message too.
fn fields(source: &Source) -> Map<String> {
    let mut fields: Map<String> = ["@timestamp", "@ingestionTime", "@message", "@logStream", "@log", "@ptr"]
        .into_iter()
        .filter_map(|name| Some((name.to_owned(), source.shown(name)?)))
        .collect();
    let mut rest: Vec<_> = source.document().map(|document| (String::new(), document)).into_iter().collect();
    while let Some((name, value)) = rest.pop() {
        let under = |part: &str| if name.is_empty() { part.to_owned() } else { format!("{name}.{part}") };
        match value {
            serde_json::Value::Object(members) => {
                rest.extend(members.iter().map(|(part, value)| (under(part), value)));
            }
            serde_json::Value::Array(items) => {
                rest.extend(items.iter().enumerate().map(|(at, value)| (under(&at.to_string()), value)));
            }
            _ => {
                let shown = source.shown(&name).unwrap_or_default();
                fields.insert(name, shown);
            }
        }
    }
    fields
}
