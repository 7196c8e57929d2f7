//! The types of CloudFormation's own that need no other service.

use door::Call;
use futures_util::future::{BoxFuture, ready};
use provider::{Made, Request, ResourceType};
use std::sync::Arc;
use uuid::Uuid;
use wire::prelude::*;

/// Every one of them.
pub(crate) fn types() -> Vec<Arc<dyn ResourceType>> {
    vec![Arc::new(CdkMetadata)]
}

/// `AWS::CDK::Metadata`: the CDK puts one into every stack to count its constructs. On AWS too nothing is made of it.
struct CdkMetadata;

impl ResourceType for CdkMetadata {
    fn name(&self) -> &'static str {
        "AWS::CDK::Metadata"
    }
    fn schema(&self) -> &'static str {
        include_str!("../../../../models/resources/AWS-CDK-Metadata.json")
    }
    fn create<'a>(&'a self, _: &'a Call, request: &'a Request<'a>) -> BoxFuture<'a, Result<Made>> {
        let id = Uuid::new_v5(&Uuid::NAMESPACE_OID, request.token.as_bytes());
        Box::pin(ready(Ok(Made::new(id).with("Id", id.to_string()))))
    }
    fn update<'a>(&'a self, _: &'a Call, id: &'a str, _: &'a Request<'a>) -> BoxFuture<'a, Result<Made>> {
        Box::pin(ready(Ok(Made::new(id).with("Id", id))))
    }
    fn delete<'a>(&'a self, _: &'a Call, _: &'a str, _: &'a Request<'a>) -> BoxFuture<'a, Result<()>> {
        Box::pin(ready(Ok(())))
    }
}
