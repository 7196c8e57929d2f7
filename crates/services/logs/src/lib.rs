//! Amazon CloudWatch Logs: <https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/>.
//!
//! `events` says where an event lies in the store, so that a stream reads in the order of time; `merge` reads several
//! streams as one; `reading` cuts pages of bounded work. `filter` is the pattern language, pure. `state` is what is there,
//! and `retention` what goes by itself. The files under `operations` are the API, one a resource.
//!
//! What is absent: memory for events. What is in memory grows with groups and streams, and with the days of which they
//! hold something.

mod events;
mod filter;
mod insights;
mod merge;
mod names;
mod operations;
mod page;
mod policies;
mod querying;
mod reading;
mod records;
mod refusals;
pub mod resources;
mod retention;
mod state;
mod tags;
#[cfg(test)]
mod tests;

use clock::Clock;
use door::{Call, Host, ResourceFacts, Touch};
use model_logs as model;
use names::{GroupName, on_either, on_group, on_stream};
use operations::insights::{on_named, on_record};
use state::State;
use std::sync::Arc;
use store::{Key, Store};
use wire::schema::Service;

/// Amazon CloudWatch Logs.
pub struct Logs {
    state: Arc<State>,
}

impl Logs {
    /// Opens what the store keeps.
    pub fn open(store: &Store, clock: &Clock) -> store::Result<Self> {
        let state = Arc::new(State::open(store, clock)?);
        state.sweep_all_later();
        Ok(Self { state })
    }
}

door::operations! { Logs as model;
    AssociateKmsKey => associate_kms_key on |call, i| on_either(
        call, i.log_group_name.as_deref(), i.resource_identifier.as_deref(), ""),
    CreateLogGroup => create_log_group on |call, i| on_group(call, &i.log_group_name),
    CreateLogStream => create_log_stream on |call, i| on_stream(call, &i.log_group_name, &i.log_stream_name),
    DeleteLogGroup => delete_log_group on |call, i| on_group(call, &i.log_group_name),
    DeleteLogStream => delete_log_stream on |call, i| on_stream(call, &i.log_group_name, &i.log_stream_name),
    DeleteMetricFilter => delete_metric_filter on |call, i| on_group(call, &i.log_group_name),
    DeleteQueryDefinition => delete_query_definition,
    DeleteResourcePolicy => delete_resource_policy,
    DeleteRetentionPolicy => delete_retention_policy on |call, i| on_group(call, &i.log_group_name),
    DeleteSubscriptionFilter => delete_subscription_filter on |call, i| on_group(call, &i.log_group_name),
    DescribeLogGroups => describe_log_groups on |call, _| every_group(call),
    DescribeLogStreams => describe_log_streams on |call, i| on_either(
        call, i.log_group_name.as_deref(), i.log_group_identifier.as_deref(), ""),
    DescribeMetricFilters => describe_metric_filters
        on |call, i| on_group(call, i.log_group_name.as_deref().unwrap_or_default()),
    DescribeQueries => describe_queries,
    DescribeQueryDefinitions => describe_query_definitions,
    DescribeResourcePolicies => describe_resource_policies,
    DescribeSubscriptionFilters => describe_subscription_filters on |call, i| on_group(call, &i.log_group_name),
    DisassociateKmsKey => disassociate_kms_key on |call, i| on_either(
        call, i.log_group_name.as_deref(), i.resource_identifier.as_deref(), ""),
    FilterLogEvents => filter_log_events on |call, i| on_either(
        call, i.log_group_name.as_deref(), i.log_group_identifier.as_deref(), ""),
    GetLogEvents => get_log_events on |call, i| on_either(
        call, i.log_group_name.as_deref(), i.log_group_identifier.as_deref(), &i.log_stream_name),
    GetLogRecord => get_log_record on |call, i| on_record(call, &i.log_record_pointer),
    GetQueryResults => get_query_results of |service, call, i| service.touched_by(call, &i.query_id),
    ListLogGroups => list_log_groups on |call, _| every_group(call),
    ListTagsForResource => list_tags_for_resource on |_, i| Touch::on(&i.resource_arn),
    ListTagsLogGroup => list_tags_log_group on |call, i| on_group(call, &i.log_group_name),
    PutLogEvents => put_log_events on |call, i| on_stream(call, &i.log_group_name, &i.log_stream_name),
    PutLogGroupDeletionProtection => put_log_group_deletion_protection
        on |call, i| on_either(call, None, Some(&i.log_group_identifier), ""),
    PutMetricFilter => put_metric_filter on |call, i| on_group(call, &i.log_group_name),
    PutQueryDefinition => put_query_definition,
    PutResourcePolicy => put_resource_policy,
    PutRetentionPolicy => put_retention_policy on |call, i| on_group(call, &i.log_group_name),
    PutSubscriptionFilter => put_subscription_filter on |call, i| on_group(call, &i.log_group_name),
    StartQuery => start_query on |call, i| on_named(call, i),
    StopQuery => stop_query,
    TagLogGroup => tag_log_group on |call, i| on_group(call, &i.log_group_name),
    TagResource => tag_resource on |_, i| Touch::on(&i.resource_arn),
    TestMetricFilter => test_metric_filter,
    UntagLogGroup => untag_log_group on |call, i| untagging(call, i),
    UntagResource => untag_resource on |_, i| Touch::on(&i.resource_arn),
}

/// What lists groups is decided about all of them, whatever prefix it names.
/// <https://github.com/hashicorp/terraform-provider-aws/issues/8804>
fn every_group(call: &Call) -> Touch {
    on_group(call, "")
}

/// The keys stand in a member that is called `tags`, which the door takes for tags themselves.
fn untagging(call: &Call, input: &model::types::UntagLogGroupInput) -> Touch {
    let mut touch = on_group(call, &input.log_group_name);
    touch.context.set_many(policy::keys::TAG_KEYS, input.tags.iter().cloned());
    touch
}

impl Host for Logs {
    fn model(&self) -> &'static Service {
        &model::SERVICE
    }
    fn facts(&self, action: &str, arn: &str) -> Option<ResourceFacts> {
        let name = GroupName::of_arn(arn)?;
        let group = self.state.groups.get(&name.key())?;
        let tags = group.tags.iter().map(|(k, v)| (k.clone(), v.clone())).collect();
        let policy = policies::for_group(&self.state, action, &name);
        Some(ResourceFacts { policy, tags, ..ResourceFacts::default() })
    }
    fn shortfalls(&self) -> Vec<String> {
        let groups = self.state.groups.list(&Key::root());
        let keyed = groups.iter().filter(|(_, group)| group.kms_key.is_some());
        let keyed: Vec<_> = keyed.filter_map(|(key, _)| key.text(2)).collect();
        let filters: Vec<_> =
            self.state.metric_filters.list(&Key::root()).iter().filter_map(|(key, _)| key.text(3)).collect();
        let keys = door::few(&keyed)
            .map(|names| format!("kmsKeyId is kept and shown, and encrypts nothing: log groups {names}"));
        let metrics = door::few(&filters)
            .map(|names| format!("there are no CloudWatch metrics yet for the metric filters {names}"));
        keys.into_iter().chain(metrics).collect()
    }
}
