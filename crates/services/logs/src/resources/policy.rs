//! `AWS::Logs::ResourcePolicy`.
//! <https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-logs-resourcepolicy.html>

use super::gone;
use door::Call;
use model_logs::ops;
use model_logs::types::*;
use provider::{Made, Request};
use serde_json::json;
use wire::prelude::*;

pub(super) struct ResourcePolicyType;

provider::resource_type!(
    ResourcePolicyType,
    "AWS::Logs::ResourcePolicy",
    "AWS-Logs-ResourcePolicy.json",
    create,
    update,
    delete
);

async fn create(call: &Call, request: &Request<'_>) -> Result<Made> {
    let name = request.text("PolicyName").unwrap_or_default();
    if request.again.is_none() {
        let held = call.call::<ops::DescribeResourcePolicies>(Default::default()).await?.resource_policies;
        let held = held.unwrap_or_default();
        if held.iter().any(|policy| policy.policy_name.as_ref() == Some(&name)) {
            let id = json!({ "/properties/PolicyName": name }).to_string();
            return Err(
                provider::already_exists("AWS::Logs::ResourcePolicy", &id).with("Identifier", name.as_str())
            );
        }
    }
    put(call, &name, request).await
}

async fn update(call: &Call, id: &str, request: &Request<'_>) -> Result<Made> {
    put(call, id, request).await
}

async fn delete(call: &Call, id: &str, _: &Request<'_>) -> Result<()> {
    let input = DeleteResourcePolicyInput { policy_name: Some(id.to_owned()), ..Default::default() };
    gone(call.call::<ops::DeleteResourcePolicy>(input).await)
}

async fn put(call: &Call, name: &str, request: &Request<'_>) -> Result<Made> {
    let input = PutResourcePolicyInput {
        policy_name: Some(name.to_owned()),
        policy_document: request.properties.get("PolicyDocument").map(provider::document),
        ..Default::default()
    };
    call.call::<ops::PutResourcePolicy>(input).await?;
    Ok(Made::new(name))
}
