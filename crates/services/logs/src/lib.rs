//! Amazon CloudWatch Logs: <https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/>.
//!
//! `events` says where an event lies in the store, so that a stream reads in the order of time; `merge` reads several
//! streams as one; `reading` cuts pages of bounded work. `state` is what is there, and the one place that writes. The files
//! under `operations` are the API, one a resource.
//!
//! What is absent: memory for events. What is in memory grows with groups and streams, and with the days of which they
//! hold something.

mod events;
mod merge;
mod names;
mod operations;
mod page;
mod reading;
mod records;
mod refusals;
mod state;
mod tags;
#[cfg(test)]
mod tests;

use clock::Clock;
use door::{Call, Host, ResourceFacts, Touch};
use model_logs as model;
use names::{GroupName, on_either, on_group, on_stream};
use state::State;
use std::sync::Arc;
use store::Store;
use wire::schema::Service;

/// Amazon CloudWatch Logs.
pub struct Logs {
    state: Arc<State>,
}

impl Logs {
    /// Opens what the store keeps.
    pub fn open(store: &Store, clock: &Clock) -> store::Result<Self> {
        Ok(Self { state: Arc::new(State::open(store, clock)?) })
    }
}

door::operations! { Logs as model;
    CreateLogGroup => create_log_group on |call, i| on_group(call, &i.log_group_name),
    CreateLogStream => create_log_stream on |call, i| on_stream(call, &i.log_group_name, &i.log_stream_name),
    DeleteLogGroup => delete_log_group on |call, i| on_group(call, &i.log_group_name),
    DeleteLogStream => delete_log_stream on |call, i| on_stream(call, &i.log_group_name, &i.log_stream_name),
    DescribeLogGroups => describe_log_groups on |call, _| every_group(call),
    DescribeLogStreams => describe_log_streams on |call, i| on_either(
        call, i.log_group_name.as_deref(), i.log_group_identifier.as_deref(), ""),
    FilterLogEvents => filter_log_events on |call, i| on_either(
        call, i.log_group_name.as_deref(), i.log_group_identifier.as_deref(), ""),
    GetLogEvents => get_log_events on |call, i| on_either(
        call, i.log_group_name.as_deref(), i.log_group_identifier.as_deref(), &i.log_stream_name),
    PutLogEvents => put_log_events on |call, i| on_stream(call, &i.log_group_name, &i.log_stream_name),
}

/// What lists groups is decided about all of them, whatever prefix it names.
/// <https://github.com/hashicorp/terraform-provider-aws/issues/8804>
fn every_group(call: &Call) -> Touch {
    on_group(call, "")
}

impl Host for Logs {
    fn model(&self) -> &'static Service {
        &model::SERVICE
    }
    fn facts(&self, _action: &str, arn: &str) -> Option<ResourceFacts> {
        let group = self.state.groups.get(&GroupName::of_arn(arn)?.key())?;
        let tags = group.tags.iter().map(|(k, v)| (k.clone(), v.clone())).collect();
        Some(ResourceFacts { tags, ..ResourceFacts::default() })
    }
}
