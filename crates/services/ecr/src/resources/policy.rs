//! `AWS::ECR::RegistryPolicy`: one for each account and region.
//! <https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-ecr-registrypolicy.html>

use super::document;
use door::Call;
use model_ecr::ops;
use model_ecr::types::{DeleteRegistryPolicyInput, GetRegistryPolicyInput, PutRegistryPolicyInput};
use provider::{Made, Request, gone};
use wire::prelude::*;

pub(super) struct RegistryPolicyType;

provider::resource_type!(
    RegistryPolicyType,
    "AWS::ECR::RegistryPolicy",
    "AWS-ECR-RegistryPolicy.json",
    create,
    update,
    delete
);

async fn create(call: &Call, request: &Request<'_>) -> Result<Made> {
    // It has no date and no tags: after a crash the same text is our own.
    match call.call::<ops::GetRegistryPolicy>(GetRegistryPolicyInput {}).await {
        Err(error) if error.shape_name() == "RegistryPolicyNotFoundException" => {}
        Err(error) => return Err(error),
        Ok(there) => {
            let same = there.policy_text == document(request.properties, "PolicyText");
            if request.again.is_none() || !same {
                return Err(provider::already_exists("AWS::ECR::RegistryPolicy", call.account()));
            }
        }
    }
    put(call, request).await
}

async fn update(call: &Call, _: &str, request: &Request<'_>) -> Result<Made> {
    put(call, request).await
}

async fn delete(call: &Call, _: &str, _: &Request<'_>) -> Result<()> {
    gone(
        call.call::<ops::DeleteRegistryPolicy>(DeleteRegistryPolicyInput {}).await,
        "RegistryPolicyNotFoundException",
    )
}

/// `Ref` is the registry's id.
async fn put(call: &Call, request: &Request<'_>) -> Result<Made> {
    let policy_text = document(request.properties, "PolicyText").unwrap_or_default();
    call.call::<ops::PutRegistryPolicy>(PutRegistryPolicyInput { policy_text }).await?;
    Ok(Made::new(call.account()).with("RegistryId", call.account()))
}
