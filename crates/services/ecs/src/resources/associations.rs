//! `AWS::ECS::ClusterCapacityProviderAssociations`.
//! <https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-ecs-clustercapacityproviderassociations.html>

use super::cluster::put_providers;
use door::Call;
use provider::{Made, Properties, Request};
use wire::prelude::*;

pub(super) struct AssociationsType;

provider::resource_type!(
    AssociationsType,
    "AWS::ECS::ClusterCapacityProviderAssociations",
    "AWS-ECS-ClusterCapacityProviderAssociations.json",
    create,
    update,
    delete
);

async fn create(call: &Call, request: &Request<'_>) -> Result<Made> {
    let cluster = request.text("Cluster").unwrap_or_default();
    put_providers(call, &cluster, request.properties).await?;
    Ok(Made::new(cluster))
}

async fn update(call: &Call, id: &str, request: &Request<'_>) -> Result<Made> {
    put_providers(call, id, request.properties).await?;
    Ok(Made::new(id))
}

async fn delete(call: &Call, id: &str, _: &Request<'_>) -> Result<()> {
    provider::gone(put_providers(call, id, &Properties::new()).await, "ClusterNotFoundException")
}
