//! Amazon SQS: <https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/>.
//!
//! `queue` is the heart: which message may be received when, in memory and without I/O. `records` is what the store
//! keeps. The files under `operations` are the API, one a resource. A message's body lies in the store and is read when
//! it is received; memory holds its number only, so that a million waiting messages cost megabytes.

mod digest;
mod handle;
mod names;
mod operations;
mod queue;
mod records;
pub mod resources;
mod state;
#[cfg(test)]
mod tests;

use door::{Call, Host, ResourceFacts, Touch};
use model_sqs as model;
use state::State;
use store::Store;
use wire::schema::Service;

/// Amazon SQS.
pub struct Sqs {
    state: State,
}

impl Sqs {
    /// Opens what the store keeps of queues and messages.
    pub fn open(store: &Store) -> store::Result<Self> {
        Ok(Self { state: State::open(store)? })
    }
}

door::operations! { Sqs as model;
    CreateQueue => create_queue on |call, i| Touch::on(call.arn("sqs", &i.queue_name)),
    DeleteMessage => delete_message on |call, i| touch(call, &i.queue_url),
    DeleteQueue => delete_queue on |call, i| touch(call, &i.queue_url),
    GetQueueUrl => get_queue_url on |call, i| Touch::on(names::arn(
        &call.region, i.queue_owner_aws_account_id.as_deref().unwrap_or(call.account()), &i.queue_name)),
    ListQueues => list_queues,
    ReceiveMessage => receive_message on |call, i| touch(call, &i.queue_url),
    SendMessage => send_message on |call, i| touch(call, &i.queue_url),
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
        let queue = self.state.by_arn(arn)?;
        let record = queue.record.read();
        Some(ResourceFacts { policy: record.compiled_policy(), policy_decides: false, tags: record.tags() })
    }
}
