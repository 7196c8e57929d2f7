//! CloudFormation's types of this service: how properties become calls.
//! <https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/AWS_Logs.html>

mod group;
mod metric_filter;
mod policy;
mod query;
mod stream;

use provider::ResourceType;
use std::sync::Arc;
use wire::prelude::*;

/// Every type of this service.
pub fn types() -> Vec<Arc<dyn ResourceType>> {
    vec![
        Arc::new(group::LogGroupType),
        Arc::new(stream::LogStreamType),
        Arc::new(metric_filter::MetricFilterType),
        Arc::new(policy::ResourcePolicyType),
        Arc::new(query::QueryDefinitionType),
    ]
}

/// What is gone already is deleted.
fn gone<T>(done: Result<T>) -> Result<()> {
    provider::gone(done, "ResourceNotFoundException")
}
