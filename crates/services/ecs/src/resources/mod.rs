//! CloudFormation's types of this service: how properties become calls.
//! <https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/AWS_ECS.html>
//!
//! `AWS::ECS::Service`, `AWS::ECS::TaskSet` and their kin come with services; `AWS::ECS::CapacityProvider` needs Auto
//! Scaling groups.

mod associations;
mod by_model;
mod cluster;
mod definition;

use door::Call;
use model_ecs::ops;
use model_ecs::types::*;
use provider::{Request, ResourceType};
use std::sync::Arc;
use wire::prelude::*;

/// Every type of this service.
pub fn types() -> Vec<Arc<dyn ResourceType>> {
    vec![
        Arc::new(associations::AssociationsType),
        Arc::new(cluster::ClusterType),
        Arc::new(definition::DefinitionType),
    ]
}

/// The tags of a request, for an operation that makes something.
fn tags(request: &Request<'_>) -> Option<Vec<Tag>> {
    let tags = request.tags();
    (!tags.is_empty()).then(|| crate::shown::tags(&tags))
}

/// Changes the tags of what is there to those of the request.
async fn retag(call: &Call, arn: &str, request: &Request<'_>) -> Result<()> {
    let input = ListTagsForResourceInput { resource_arn: arn.to_owned() };
    let has = call.call::<ops::ListTagsForResource>(input).await?.tags.unwrap_or_default();
    let wanted = request.tags();
    let gone = has.into_iter().filter_map(|tag| tag.key).filter(|key| !wanted.iter().any(|(w, _)| w == key));
    let tag_keys: Vec<_> = gone.collect();
    if !tag_keys.is_empty() {
        let input = UntagResourceInput { resource_arn: arn.to_owned(), tag_keys };
        call.call::<ops::UntagResource>(input).await?;
    }
    if !wanted.is_empty() {
        let input = TagResourceInput { resource_arn: arn.to_owned(), tags: crate::shown::tags(&wanted) };
        call.call::<ops::TagResource>(input).await?;
    }
    Ok(())
}

/// Whether tags say that this very resource of the stack was made by an attempt before a crash.
fn is_ours(tags: &[Tag], request: &Request<'_>) -> bool {
    let says = |name: &str, value: &str| {
        tags.iter().any(|tag| tag.key.as_deref() == Some(name) && tag.value.as_deref() == Some(value))
    };
    says("aws:cloudformation:stack-id", request.stack_id)
        && says("aws:cloudformation:logical-id", request.logical_id)
}
