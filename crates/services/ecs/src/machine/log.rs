//! The awslogs driver: a container's output becomes events of its log stream, by calls of the execution role.

use super::access::Role;
use super::lines::{self, Event, Lines};
use crate::plan::LogPlan;
use door::Call;
use model_logs::ops::{CreateLogGroup, CreateLogStream, PutLogEvents};
use model_logs::types::{CreateLogGroupInput, CreateLogStreamInput, InputLogEvent, PutLogEventsInput};
use regex::Regex;
use room::{Output, Position, Stream};
use std::sync::Arc;
use std::time::Duration;
use wire::prelude::*;

/// Events of one call, and their bytes with what CloudWatch Logs adds to each.
/// <https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_PutLogEvents.html>
const EVENTS: usize = 10_000;
const BYTES: usize = 1_048_576;
const OVERHEAD: usize = 26;
/// Host time after which an event that may have more lines is taken for whole.
const PAUSE: Duration = Duration::from_secs(1);

/// The way of one container's output.
pub(super) struct Driver {
    call: Call,
    role: Arc<Role>,
    plan: LogPlan,
    begins: Option<Regex>,
}

impl Driver {
    /// Makes the stream, and the group where that was asked for. The error is the reason as AWS words it.
    pub(super) async fn open(
        call: &Call,
        role: Arc<Role>,
        plan: LogPlan,
    ) -> std::result::Result<Self, String> {
        let begins = match (&plan.multiline_pattern, &plan.datetime_format) {
            (Some(pattern), _) => {
                Some(Regex::new(pattern).map_err(|error| {
                    validate(&format!("awslogs could not parse multiline pattern: {error}"))
                })?)
            }
            (None, Some(format)) => Some(
                lines::datetime(format)
                    .ok_or_else(|| validate(&format!("awslogs could not parse datetime format {format}")))?,
            ),
            (None, None) => None,
        };
        let driver = Self { call: call.in_region(&plan.region), role, plan, begins };
        driver.prepare().await?;
        Ok(driver)
    }

    /// <https://docs.aws.amazon.com/AmazonECS/latest/developerguide/resource-initialization-error.html>
    async fn prepare(&self) -> std::result::Result<(), String> {
        let calling = self.role.call(&self.call).await;
        let calling = calling.map_err(|error| validate(&told(&error)))?;
        if self.plan.create_group {
            let input = CreateLogGroupInput {
                log_group_name: self.plan.group.clone(),
                ..CreateLogGroupInput::default()
            };
            match calling.call::<CreateLogGroup>(input).await {
                Err(error) if error.code() != "ResourceAlreadyExistsException" => {
                    let text = format!("failed to create Cloudwatch log group: {}", told(&error));
                    return Err(validate(&format!("create stream has been retried 1 times: {text}")));
                }
                _ => {}
            }
        }
        let input = CreateLogStreamInput {
            log_group_name: self.plan.group.clone(),
            log_stream_name: self.plan.stream.clone(),
        };
        match calling.call::<CreateLogStream>(input).await {
            Err(error) if error.code() != "ResourceAlreadyExistsException" => {
                let text = format!("failed to create Cloudwatch log stream: {}", told(&error));
                Err(validate(&format!("create stream has been retried 1 times: {text}")))
            }
            _ => Ok(()),
        }
    }

    /// Takes a container's output until its end. What is put is acknowledged, so that the next server does not put it
    /// again; lines that are not whole yet are read again by it.
    pub(super) async fn take(&self, mut output: Output) {
        let (mut out, mut err) = (Lines::new(self.begins.clone()), Lines::new(self.begins.clone()));
        let mut last = None;
        loop {
            let next = self.call.clock().host_timeout(PAUSE, output.next()).await;
            let batch = match next {
                Ok(Ok(Some(batch))) => batch,
                Ok(Ok(None)) => break,
                Ok(Err(error)) => {
                    door::log(&format!("the output of {} cannot be read: {error}", self.plan.stream));
                    break;
                }
                Err(_) => {
                    let events = out.pause().into_iter().chain(err.pause()).collect();
                    self.put(events).await;
                    self.acknowledge(&output, last, &[&out, &err]).await;
                    continue;
                }
            };
            let mut events = Vec::new();
            for chunk in batch.chunks {
                events.extend(match chunk.stream {
                    Stream::Output => out.push(chunk.time, &chunk.bytes),
                    Stream::Error => err.push(chunk.time, &chunk.bytes),
                    Stream::Note => {
                        vec![Event {
                            time: chunk.time,
                            text: String::from_utf8_lossy(&chunk.bytes).into_owned(),
                        }]
                    }
                });
            }
            last = Some(batch.end);
            self.put(events).await;
            self.acknowledge(&output, last, &[&out, &err]).await;
        }
        let now = self.call.now();
        self.put(out.end(now).into_iter().chain(err.end(now)).collect()).await;
        self.acknowledge(&output, last, &[]).await;
    }

    async fn acknowledge(&self, output: &Output, upto: Option<Position>, lines: &[&Lines]) {
        let Some(upto) = upto.filter(|_| !lines.iter().any(|lines| lines.holds())) else { return };
        if let Err(error) = output.acknowledge(upto).await {
            door::log(&format!("the output of {} cannot be acknowledged: {error}", self.plan.stream));
        }
    }

    /// Puts events in as many calls as it takes. What CloudWatch Logs refuses is lost, as on Fargate, but not in silence.
    async fn put(&self, mut events: Vec<Event>) {
        events.sort_by_key(|event| event.time);
        let mut rest = events.as_slice();
        while !rest.is_empty() {
            let (now, later) = rest.split_at(fitting(rest));
            rest = later;
            let event =
                |event: &Event| InputLogEvent { timestamp: event.time.millis(), message: event.text.clone() };
            let input = PutLogEventsInput {
                log_group_name: self.plan.group.clone(),
                log_stream_name: self.plan.stream.clone(),
                log_events: now.iter().map(event).collect(),
                ..PutLogEventsInput::default()
            };
            let put = async { self.role.call(&self.call).await?.call::<PutLogEvents>(input).await };
            if let Err(error) = put.await {
                let lost = now.len();
                door::log(&format!("{lost} log events of {} are lost: {}", self.plan.stream, told(&error)));
            }
        }
    }
}

/// How many events fit into one call: at least one.
fn fitting(events: &[Event]) -> usize {
    let sizes = events.iter().map(|event| event.text.len() + OVERHEAD);
    let within = sizes.scan(0, |sum, size| {
        *sum += size;
        Some(*sum)
    });
    within.take(EVENTS).take_while(|sum| *sum <= BYTES).count().max(1)
}

fn validate(reason: &str) -> String {
    format!("ResourceInitializationError: failed to validate logger args: {reason} : exit status 1")
}

/// An error as the agent's SDK tells it.
pub(super) fn told(error: &Error) -> String {
    format!("{}: {}", error.code(), error.message())
}

#[cfg(test)]
mod tests {
    use super::*;
    use clock::Timestamp;

    #[test]
    fn a_call_holds_what_it_may() {
        let event = |length| Event { time: Timestamp::from_millis(0), text: "x".repeat(length) };
        assert_eq!(fitting(&vec![event(1); 20_000]), EVENTS);
        assert_eq!(fitting(&vec![event(262_118); 8]), 4);
        assert_eq!(fitting(&[event(1)]), 1);
    }
}
