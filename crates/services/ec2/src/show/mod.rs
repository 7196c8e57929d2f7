//! Records as answers show them: one function a resource, with what AWS derives.

mod gateways;
mod interfaces;
mod routing;
mod security;
mod vpcs;

pub(crate) use gateways::*;
pub(crate) use interfaces::*;
pub(crate) use routing::*;
pub(crate) use security::*;
pub(crate) use vpcs::*;

use crate::records::Tags;
use crate::state::Estate;
use model_ec2::types::*;

/// Tags as a list.
pub(crate) fn tags(tags: &Tags) -> Option<Vec<Tag>> {
    Some(tags.iter().map(|(key, value)| Tag { key: Some(key.clone()), value: Some(value.clone()) }).collect())
}

/// The ARN of a resource.
pub(crate) fn arn(estate: &Estate, kind: &str, id: &str) -> String {
    format!("arn:aws:ec2:{}:{}:{kind}/{id}", estate.region, estate.account)
}
