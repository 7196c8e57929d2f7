//! Amazon SQS: <https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/>.
//!
//! `queue` is the heart: which message may be received when, in memory and without I/O. `flow` makes each of its
//! decisions last with one commit; `records` is what the store keeps. The files under `operations` are the API, one a
//! resource, and stand on `message` and `attributes`, which say what may be sent and set. A message's body lies in the
//! store and is read when it is received; memory holds its number only, so that a million waiting messages cost
//! megabytes.
//!
//! What is absent: a loop that runs on its own. Visibility, delays, retention and deduplication pass when a queue is
//! touched; only move tasks are events of the clock.

mod attributes;
mod digest;
mod flow;
mod handle;
mod message;
mod moves;
mod names;
mod operations;
mod policies;
mod queue;
mod records;
mod redrive;
mod refusals;
pub mod resources;
mod state;
#[cfg(test)]
mod tests;

use clock::Clock;
use door::{Call, Host, ResourceFacts, Touch};
use model_sqs as model;
use state::State;
use std::sync::Arc;
use store::{Key, Store};
use wire::schema::Service;

/// Amazon SQS.
pub struct Sqs {
    state: Arc<State>,
}

impl Sqs {
    /// Opens what the store keeps of queues, and goes on with the tasks that were running. The index of a queue's
    /// messages is built when somebody first asks for it, so that no start waits for a million of them.
    pub fn open(store: &Store, clock: &Clock) -> store::Result<Self> {
        let state = Arc::new(State::open(store, clock)?);
        state.resume_moves();
        Ok(Self { state })
    }
}

door::operations! { Sqs as model;
    AddPermission => add_permission on |call, i| touch(call, &i.queue_url),
    CancelMessageMoveTask => cancel_message_move_task on |_, i| Touch::on(operations::task_source(&i.task_handle)),
    ChangeMessageVisibility => change_message_visibility on |call, i| touch(call, &i.queue_url),
    ChangeMessageVisibilityBatch => change_message_visibility_batch on |call, i| touch(call, &i.queue_url),
    CreateQueue => create_queue on |call, i| Touch::on(call.arn("sqs", &i.queue_name)),
    DeleteMessage => delete_message on |call, i| touch(call, &i.queue_url),
    DeleteMessageBatch => delete_message_batch on |call, i| touch(call, &i.queue_url),
    DeleteQueue => delete_queue on |call, i| touch(call, &i.queue_url),
    GetQueueAttributes => get_queue_attributes on |call, i| touch(call, &i.queue_url),
    GetQueueUrl => get_queue_url on |call, i| Touch::on(names::arn(
        &call.region, i.queue_owner_aws_account_id.as_deref().unwrap_or(call.account()), &i.queue_name)),
    ListDeadLetterSourceQueues => list_dead_letter_source_queues on |call, i| touch(call, &i.queue_url),
    ListMessageMoveTasks => list_message_move_tasks on |_, i| Touch::on(&i.source_arn),
    ListQueues => list_queues,
    ListQueueTags => list_queue_tags on |call, i| touch(call, &i.queue_url),
    PurgeQueue => purge_queue on |call, i| touch(call, &i.queue_url),
    ReceiveMessage => receive_message on |call, i| touch(call, &i.queue_url),
    RemovePermission => remove_permission on |call, i| touch(call, &i.queue_url),
    SendMessage => send_message on |call, i| touch(call, &i.queue_url),
    SendMessageBatch => send_message_batch on |call, i| touch(call, &i.queue_url),
    SetQueueAttributes => set_queue_attributes on |call, i| touch(call, &i.queue_url),
    StartMessageMoveTask => start_message_move_task on |_, i| Touch::on(&i.source_arn),
    TagQueue => tag_queue on |call, i| touch(call, &i.queue_url),
    UntagQueue => untag_queue on |call, i| touch(call, &i.queue_url),
}

/// The queue that a URL names.
fn touch(call: &Call, url: &str) -> Touch {
    Touch::on(names::of_url(call, url).arn(&call.region))
}

impl Host for Sqs {
    fn model(&self) -> &'static Service {
        &model::SERVICE
    }
    fn facts(&self, _action: &str, arn: &str) -> Option<ResourceFacts> {
        let record = self.state.by_arn(arn)?.record();
        let policy = record.compiled_policy();
        Some(ResourceFacts { policy, tags: record.tags(), ..ResourceFacts::default() })
    }
    fn shortfalls(&self) -> Vec<String> {
        // There is no KMS here yet.
        let keyed = self.state.records.list(&Key::root());
        let keyed = keyed.iter().filter(|(_, record)| record.attributes.kms_key.is_some());
        let names: Vec<_> = keyed.filter_map(|(key, _)| key.text(2)).collect();
        let told =
            |names| format!("KmsMasterKeyId is kept and shown, and encrypts nothing: SQS queues {names}");
        door::few(&names).map(told).into_iter().collect()
    }
}
