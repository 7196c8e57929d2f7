//! Attributes of container instances, of which there are none: nothing can be put, and nothing is listed.

use crate::Ecs;
use door::Call;
use model_ecs::errors;
use model_ecs::types::*;
use wire::prelude::*;

impl Ecs {
    /// <https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_PutAttributes.html>
    pub(crate) async fn put_attributes(
        &self,
        call: &Call,
        input: PutAttributesInput,
    ) -> Result<PutAttributesOutput> {
        self.cluster_of(call, input.cluster.as_deref())?;
        Err(no_target())
    }

    /// <https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_DeleteAttributes.html>
    pub(crate) async fn delete_attributes(
        &self,
        call: &Call,
        input: DeleteAttributesInput,
    ) -> Result<DeleteAttributesOutput> {
        self.cluster_of(call, input.cluster.as_deref())?;
        Err(no_target())
    }

    /// <https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_ListAttributes.html>
    pub(crate) async fn list_attributes(
        &self,
        call: &Call,
        input: ListAttributesInput,
    ) -> Result<ListAttributesOutput> {
        self.cluster_of(call, input.cluster.as_deref())?;
        let page = crate::page::page(
            Vec::<Attribute>::new(),
            |attribute| &attribute.name,
            input.next_token.as_deref(),
            input.max_results,
        )?;
        Ok(ListAttributesOutput { attributes: Some(page.items), next_token: page.next_token })
    }
}

/// The wording is that of the exception's documentation; *unconfirmed*.
fn no_target() -> Error {
    errors::target_not_found("The specified target wasn't found.")
}
