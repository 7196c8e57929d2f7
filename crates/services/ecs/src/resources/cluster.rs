//! `AWS::ECS::Cluster`.
//! <https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-ecs-cluster.html>

use super::{by_model, is_ours, retag, tags};
use door::Call;
use model_ecs::ops;
use model_ecs::types::*;
use provider::{Made, Properties, Request};
use serde_json::{Map, Value};
use wire::prelude::*;

pub(super) struct ClusterType;

provider::resource_type!(ClusterType, "AWS::ECS::Cluster", "AWS-ECS-Cluster.json", create, update, delete);

/// Characters of a generated name.
const NAME: usize = 255;

async fn create(call: &Call, request: &Request<'_>) -> Result<Made> {
    let name = request.text("ClusterName").unwrap_or_else(|| request.physical_name(NAME));
    not_there(call, &name, request).await?;
    let mut input: CreateClusterInput =
        by_model::read(&renamed(request.properties), &["Tags", "ClusterName"])?;
    input.cluster_name = Some(name.clone());
    input.tags = tags(request);
    call.call::<ops::CreateCluster>(input).await?;
    Ok(made(call, &name))
}

/// `CreateCluster` gives a cluster that is there already: a stack must not take somebody else's for its own.
async fn not_there(call: &Call, name: &str, request: &Request<'_>) -> Result<()> {
    let input = DescribeClustersInput {
        clusters: Some(vec![name.to_owned()]),
        include: Some(vec![ClusterField::Tags]),
    };
    let found = call.call::<ops::DescribeClusters>(input).await?.clusters.unwrap_or_default();
    let active = found.iter().find(|cluster| cluster.status.as_deref() == Some("ACTIVE"));
    match active {
        Some(cluster)
            if request.again.is_none() || !is_ours(cluster.tags.as_deref().unwrap_or_default(), request) =>
        {
            Err(provider::already_exists("AWS::ECS::Cluster", name))
        }
        _ => Ok(()),
    }
}

async fn update(call: &Call, id: &str, request: &Request<'_>) -> Result<Made> {
    let none = Properties::new();
    let (before, after) = (request.previous.unwrap_or(&none), request.properties);
    let changed = |names: &[&str]| names.iter().any(|name| before.get(*name) != after.get(*name));
    if changed(&["ClusterSettings", "Configuration", "ServiceConnectDefaults"]) {
        let but = ["Tags", "ClusterName", "CapacityProviders", "DefaultCapacityProviderStrategy"];
        let mut input: UpdateClusterInput = by_model::read(&renamed(after), &but)?;
        input.cluster = id.to_owned();
        // What is no longer said goes back to its default.
        input.settings.get_or_insert_with(|| {
            let (name, value) = (Some(ClusterSettingName::ContainerInsights), Some("disabled".to_owned()));
            vec![ClusterSetting { name, value }]
        });
        call.call::<ops::UpdateCluster>(input).await?;
    }
    if changed(&["CapacityProviders", "DefaultCapacityProviderStrategy"]) {
        put_providers(call, id, after).await?;
    }
    retag(call, &crate::names::cluster_arn(call, id), request).await?;
    Ok(made(call, id))
}

async fn delete(call: &Call, id: &str, _: &Request<'_>) -> Result<()> {
    let gone = call.call::<ops::DeleteCluster>(DeleteClusterInput { cluster: id.to_owned() }).await;
    provider::gone(gone, "ClusterNotFoundException")
}

/// Associates the capacity providers that properties name with a cluster; none where they name none.
pub(super) async fn put_providers(call: &Call, cluster: &str, properties: &Properties) -> Result<()> {
    let kept = ["CapacityProviders", "DefaultCapacityProviderStrategy"];
    let asked: Map<_, _> =
        kept.iter().filter_map(|name| Some(((*name).to_owned(), properties.get(*name)?.clone()))).collect();
    let mut input: PutClusterCapacityProvidersInput = by_model::read(&asked, &[])?;
    input.cluster = cluster.to_owned();
    call.call::<ops::PutClusterCapacityProviders>(input).await.map(drop)
}

/// The one property whose name is not the model's.
fn renamed(properties: &Properties) -> Map<String, Value> {
    let name = |name: &String| if name == "ClusterSettings" { "Settings".to_owned() } else { name.clone() };
    properties.iter().map(|(n, value)| (name(n), value.clone())).collect()
}

/// `Ref` is the name.
fn made(call: &Call, name: &str) -> Made {
    Made::new(name).with("Arn", crate::names::cluster_arn(call, name)).with("ClusterName", name)
}
