//! Message move tasks.

use crate::Sqs;
use crate::moves::KEPT;
use crate::records::{MoveRecord, MoveStatus};
use crate::refusals::{invalid, invalid_value};
use crate::state::Queue;
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use door::{Call, Touch};
use model_sqs::errors;
use model_sqs::ops;
use model_sqs::types::*;
use std::sync::Arc;
use wire::prelude::*;

/// A task's handle: opaque to clients, its queue and its id to us.
pub(crate) struct TaskHandle {
    pub(crate) id: String,
    pub(crate) source: String,
}

impl TaskHandle {
    fn encode(&self) -> String {
        let json = serde_json::json!({"taskId": self.id, "sourceArn": self.source});
        STANDARD.encode(json.to_string())
    }
    pub(crate) fn decode(text: &str) -> Option<Self> {
        let json: Document = serde_json::from_slice(&STANDARD.decode(text).ok()?).ok()?;
        let part = |name: &str| json[name].as_str().map(str::to_owned);
        Some(Self { id: part("taskId")?, source: part("sourceArn")? })
    }
}

impl Sqs {
    /// <https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_StartMessageMoveTask.html>
    pub(crate) async fn start_message_move_task(
        &self,
        call: &Call,
        input: StartMessageMoveTaskInput,
    ) -> Result<StartMessageMoveTaskOutput> {
        let source = self.source(call, &input.source_arn)?;
        let sources = self.state.sources(&input.source_arn);
        if sources.is_empty() {
            return Err(invalid_value("Source queue must be configured as a Dead Letter Queue."));
        }
        if let Some(rate) = input.max_number_of_messages_per_second.filter(|rate| !(1..=500).contains(rate)) {
            let reason = "Must be between 1 and 500, if provided.";
            return Err(invalid(rate, "MaxNumberOfMessagesPerSecond", reason));
        }
        let receivers = match &input.destination_arn {
            Some(arn) if *arn == input.source_arn => {
                return Err(invalid_value("Source queue arn and destination queue arn cannot be the same."));
            }
            Some(arn) => vec![self.state.by_arn(arn).ok_or_else(|| no_resource("DestinationArn"))?],
            None => sources,
        };
        let is_fifo = |queue: &Queue| queue.record().attributes.fifo.is_some();
        if receivers.iter().any(|queue| is_fifo(queue) != is_fifo(&source)) {
            return Err(invalid_value("Source queue and destination queue must be of the same type."));
        }
        require(call, &source, &receivers)?;
        let id = uuid::Uuid::new_v4().to_string();
        let record = MoveRecord {
            id: id.clone(),
            source: input.source_arn.clone(),
            destination: input.destination_arn,
            rate: input.max_number_of_messages_per_second,
            status: MoveStatus::Running,
            moved: 0,
            to_move: self.state.lock(&source)?.index.counts().ready as i64,
            started: call.now(),
            failure: None,
        };
        let (key, ticket) = self.state.start_move(&source, record)?.ok_or_else(|| {
            errors::unsupported_operation(
                "There is already a task running. Only one active task is allowed for a source queue arn at a given time.",
            )
        })?;
        ticket.durable().await.or_internal()?;
        self.state.go_on(key);
        Ok(StartMessageMoveTaskOutput {
            task_handle: Some(TaskHandle { id, source: input.source_arn }.encode()),
        })
    }

    /// <https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_CancelMessageMoveTask.html>
    pub(crate) async fn cancel_message_move_task(
        &self,
        call: &Call,
        input: CancelMessageMoveTaskInput,
    ) -> Result<CancelMessageMoveTaskOutput> {
        let handle = TaskHandle::decode(&input.task_handle)
            .ok_or_else(|| invalid_value("Value for parameter TaskHandle is invalid."))?;
        let source = self.source(call, &handle.source)?;
        let tasks = self.state.moves_of(&source, KEPT);
        let task = tasks.into_iter().find(|(_, record)| record.id == handle.id);
        let (key, _) = task.ok_or_else(|| errors::resource_not_found("Task does not exist."))?;
        let cancelled = self.state.cancel_move(&key)?;
        let (cancelled, ticket) =
            cancelled.ok_or_else(|| errors::unsupported_operation("Only active tasks can be cancelled."))?;
        ticket.durable().await.or_internal()?;
        Ok(CancelMessageMoveTaskOutput { approximate_number_of_messages_moved: Some(cancelled.moved) })
    }

    /// <https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_ListMessageMoveTasks.html>
    pub(crate) async fn list_message_move_tasks(
        &self,
        call: &Call,
        input: ListMessageMoveTasksInput,
    ) -> Result<ListMessageMoveTasksOutput> {
        let source = self.source(call, &input.source_arn)?;
        let most = input.max_results.unwrap_or(1);
        if !(1..=10).contains(&most) {
            return Err(invalid(most, "MaxResults", "Must be between 1 and 10, if provided."));
        }
        let tasks = self.state.moves_of(&source, most.unsigned_abs() as usize);
        let results = tasks.into_iter().map(|(_, record)| show(&record)).collect();
        Ok(ListMessageMoveTasksOutput { results: Some(results) })
    }

    /// The queue whose messages are moved; only its owner may ask.
    fn source(&self, call: &Call, arn: &str) -> Result<Arc<Queue>> {
        let queue = self.state.by_arn(arn).filter(|queue| queue.account == call.account());
        queue.ok_or_else(|| no_resource("SourceArn"))
    }
}

/// A caller needs the permissions of what the task will do.
fn require(call: &Call, source: &Queue, receivers: &[Arc<Queue>]) -> Result<()> {
    let op = <ops::StartMessageMoveTask as Op>::spec();
    for action in ["sqs:ReceiveMessage", "sqs:DeleteMessage", "sqs:GetQueueAttributes"] {
        call.require(op, action, &Touch::on(source.arn()))?;
    }
    receivers.iter().try_for_each(|queue| call.require(op, "sqs:SendMessage", &Touch::on(queue.arn())))
}

fn no_resource(parameter: &str) -> Error {
    errors::resource_not_found(format!(
        "The resource that you specified for the {parameter} parameter doesn't exist."
    ))
}

/// A task's handle is told while it runs: only then it is good for anything (recorded: test_move_task_cancel).
fn show(record: &MoveRecord) -> ListMessageMoveTasksResultEntry {
    let handle = || TaskHandle { id: record.id.clone(), source: record.source.clone() }.encode();
    ListMessageMoveTasksResultEntry {
        task_handle: (record.status == MoveStatus::Running).then(handle),
        status: Some(record.status.name().to_owned()),
        source_arn: Some(record.source.clone()),
        destination_arn: record.destination.clone(),
        max_number_of_messages_per_second: record.rate,
        approximate_number_of_messages_moved: Some(record.moved),
        approximate_number_of_messages_to_move: Some(record.to_move),
        failure_reason: record.failure.clone(),
        started_timestamp: Some(record.started.millis()),
    }
}
