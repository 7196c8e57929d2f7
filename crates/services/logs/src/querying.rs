//! Queries that run: each in a thread of its own, with results that live in memory for a while.
//!
//! What was started is a record, so a query outlives a crash: who asks for its results then has it run again. The same goes
//! for results that were forgotten to make room for newer ones.

use crate::events::{Position, first_sequence, last_sequence};
use crate::insights::{Columns, Query, Row, Run, Source as Event};
use crate::merge::{Merge, Range, Source};
use crate::names::GroupName;
use crate::page::seal;
use crate::records::StartedRecord;
use crate::state::State;
use clock::Timestamp;
use parking_lot::Mutex;
use std::collections::HashMap;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use store::{Batch, Direction, Key};

/// Queries of all accounts at a time. <https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/cloudwatch_limits_cwl.html>
pub(crate) const MOST_RUNNING: usize = 30;
/// Queries whose results are kept in memory.
const MOST_KEPT: usize = 20;
/// Events between two looks at whether somebody stopped the query.
const PIECE: u64 = 1024;

/// The queries of which memory knows.
#[derive(Default)]
pub(crate) struct Running(Mutex<HashMap<Key, Arc<Execution>>>);

/// A query that runs or ran.
#[derive(Default)]
pub(crate) struct Execution {
    pub(crate) stop: AtomicBool,
    outcome: Mutex<Option<Arc<Outcome>>>,
}

/// What came of a query.
#[derive(Default)]
pub(crate) struct Outcome {
    /// Why there are no results.
    pub(crate) failed: Option<String>,
    pub(crate) cancelled: bool,
    pub(crate) rows: Vec<Columns>,
    pub(crate) matched: u64,
    pub(crate) scanned: u64,
    pub(crate) bytes: u64,
}

impl Execution {
    pub(crate) fn outcome(&self) -> Option<Arc<Outcome>> {
        self.outcome.lock().clone()
    }
}

impl Running {
    /// The execution of a query, where memory knows it.
    pub(crate) fn get(&self, key: &Key) -> Option<Arc<Execution>> {
        self.0.lock().get(key).cloned()
    }
    /// How many run.
    pub(crate) fn count(&self) -> usize {
        self.0.lock().values().filter(|execution| execution.outcome().is_none()).count()
    }
}

impl State {
    /// Has a query run, unless it does or did.
    pub(crate) fn run_query(self: &Arc<Self>, key: &Key, record: &Arc<StartedRecord>) -> Arc<Execution> {
        let execution = {
            let mut running = self.running.0.lock();
            if let Some(execution) = running.get(key) {
                return execution.clone();
            }
            self.make_room(&mut running);
            running.entry(key.clone()).or_default().clone()
        };
        let (state, key, record, own) = (self.clone(), key.clone(), record.clone(), execution.clone());
        tokio::task::spawn_blocking(move || {
            let outcome = execute(&state, &key, &record, &own.stop).unwrap_or_else(|error| {
                door::log(&format!("a query failed: {error}"));
                Outcome { failed: Some("it cannot be read".to_owned()), ..Outcome::default() }
            });
            let ended = if outcome.failed.is_some() { "Failed" } else { "Complete" };
            let cancelled = outcome.cancelled;
            *own.outcome.lock() = Some(Arc::new(outcome));
            if !cancelled && let Err(error) = state.end_query(&key, ended) {
                door::log(&format!("the end of a query is not kept: {error}"));
            }
        });
        execution
    }

    /// Keeps that a query has ended, for those who ask after a restart.
    fn end_query(&self, key: &Key, ended: &str) -> store::Result<()> {
        let _changing = self.changing();
        let record = self.started.get(key).filter(|record| !record.stopped && record.ended.is_none());
        let Some(record) = record else { return Ok(()) };
        let mut batch = Batch::new();
        let ended = StartedRecord { ended: Some(ended.to_owned()), ..(*record).clone() };
        self.started.put(&mut batch, key, ended);
        // Its ticket is not awaited: what is lost of it is found out again.
        self.store.commit(batch).map(drop)
    }

    /// Forgets the results of the oldest queries.
    fn make_room(&self, running: &mut HashMap<Key, Arc<Execution>>) {
        while running.len() >= MOST_KEPT {
            let started = |key: &Key| self.started.get(key).map(|record| record.started);
            let ended = running.iter().filter(|(_, execution)| execution.outcome().is_some());
            let Some(oldest) = ended.map(|(key, _)| key).min_by_key(|key| started(key)).cloned() else {
                return;
            };
            running.remove(&oldest);
        }
    }
}

fn execute(state: &State, key: &Key, record: &StartedRecord, stop: &AtomicBool) -> store::Result<Outcome> {
    let mut outcome = Outcome::default();
    // It was parsed before it was started.
    let Ok(query) = Query::parse(&record.query) else { return Ok(outcome) };
    let mut run = Run::new(&query, query.limit(record.limit));
    let part = |n| key.text(n).unwrap_or_default();
    let now = state.clock.now();
    let (mut sources, mut groups) = (Vec::new(), HashMap::new());
    for name in &record.groups {
        let group = GroupName { account: part(0), region: part(1), name: name.clone() };
        let Some(held) = state.groups.get(&group.key()) else { continue };
        let log: Arc<str> = format!("{}:{name}", group.account).into();
        let horizon = held.horizon(now).map_or(i64::MIN, Timestamp::millis);
        for (stream, record) in state.streams_of(&group, "") {
            let Some(span) = record.span else { continue };
            groups.insert(record.id, (log.clone(), name.clone(), horizon));
            let (lowest, highest) = (span.lowest, span.highest);
            sources.push(Source { id: record.id, name: stream.into(), lowest, highest });
        }
    }
    let range = Range {
        from: Position { sequence: first_sequence(record.from.saturating_mul(1000)), stream: 0 },
        to: Position {
            sequence: last_sequence(record.to.saturating_mul(1000).saturating_add(999)),
            stream: u64::MAX,
        },
    };
    let mut merge = Merge::new(&state.events, sources, range, Direction::Backward);
    while let Some((stream, event)) = merge.next()? {
        let Some((log, group, horizon)) = groups.get(&event.at.stream) else { continue };
        if event.timestamp() < *horizon {
            continue;
        }
        outcome.scanned += 1;
        outcome.bytes += event.size() as u64;
        if outcome.scanned % PIECE == 0 && stop.load(Ordering::Relaxed) {
            outcome.cancelled = true;
            return Ok(outcome);
        }
        let pointer = seal("record", &format!("{group}\n{stream}\n{}", event.at.id()));
        match run.push(Row::new(Event::new(event, stream, log.clone(), pointer))) {
            Ok(true) => {}
            Ok(false) => break,
            Err(_) => return Ok(too_much(outcome)),
        }
    }
    if run.finish().is_err() {
        return Ok(too_much(outcome));
    }
    outcome.matched = run.matched;
    outcome.rows = run.results;
    Ok(outcome)
}

fn too_much(outcome: Outcome) -> Outcome {
    Outcome { failed: Some("it keeps more than 32 MiB, or more than 100,000 groups".to_owned()), ..outcome }
}
