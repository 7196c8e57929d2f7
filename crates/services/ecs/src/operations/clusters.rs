//! Clusters.

use crate::records::Cluster;
use crate::refusals::invalid;
use crate::state::State;
use crate::{Ecs, launch, names, shown};
use door::{Call, Touch};
use model_ecs::types::{
    ClusterField, CreateClusterInput, CreateClusterOutput, DescribeClustersInput, DescribeClustersOutput,
};
use std::sync::Arc;
use store::Batch;
use wire::prelude::*;

impl Ecs {
    /// <https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_CreateCluster.html>
    pub(crate) async fn create_cluster(
        &self,
        call: &Call,
        input: CreateClusterInput,
    ) -> Result<CreateClusterOutput> {
        // The first cluster brings the role; who may not make it gets the cluster all the same, and the refusal is in the
        // track. <https://docs.aws.amazon.com/AmazonECS/latest/developerguide/using-service-linked-roles.html>
        drop(launch::linked(call).await);
        let name = input.cluster_name.unwrap_or_else(|| names::DEFAULT_CLUSTER.to_owned());
        let key = State::cluster_key(call, &name);
        let (cluster, ticket) = {
            let _changing = self.state.lock();
            if let Some(cluster) = self.state.cluster(call, &name) {
                return Ok(CreateClusterOutput { cluster: Some(shown::cluster(&self.state, &cluster, &[])) });
            }
            let cluster = Arc::new(Cluster {
                arn: names::cluster_arn(call, &name),
                name,
                created: call.now(),
                deleted: None,
                settings: Vec::new(),
                configuration: None,
                capacity_providers: input.capacity_providers.unwrap_or_default(),
                default_strategy: Vec::new(),
                tags: Vec::new(),
            });
            let mut batch = Batch::new();
            self.state.clusters.put(&mut batch, &key, cluster.clone());
            (cluster, self.state.commit(batch)?)
        };
        ticket.durable().await.or_internal()?;
        Ok(CreateClusterOutput { cluster: Some(shown::cluster(&self.state, &cluster, &[])) })
    }

    /// <https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_DescribeClusters.html>
    pub(crate) async fn describe_clusters(
        &self,
        call: &Call,
        input: DescribeClustersInput,
    ) -> Result<DescribeClustersOutput> {
        let include: Vec<ClusterField> = input.include.unwrap_or_default();
        let given = input.clusters.filter(|given| !given.is_empty());
        let given = given.unwrap_or_else(|| vec![names::DEFAULT_CLUSTER.to_owned()]);
        if given.len() > 100 {
            return Err(invalid("Clusters cannot exceed 100 elements."));
        }
        let (mut clusters, mut failures) = (Vec::new(), Vec::new());
        for given in &given {
            let name = names::cluster(call, Some(given));
            match name.and_then(|name| self.state.clusters.get(&State::cluster_key(call, &name))) {
                Some(cluster) => clusters.push(shown::cluster(&self.state, &cluster, &include)),
                None => failures.push(shown::failure(names::cluster_touched(call, Some(given)), "MISSING")),
            }
        }
        Ok(DescribeClustersOutput { clusters: Some(clusters), failures: Some(failures) })
    }
}

/// What a call about several clusters touches.
pub(crate) fn clusters_touched(call: &Call, clusters: Option<&[String]>) -> Touch {
    match clusters {
        Some(given) if !given.is_empty() => Touch {
            resources: given.iter().map(|given| names::cluster_touched(call, Some(given))).collect(),
            ..Touch::default()
        },
        _ => Touch::on(names::cluster_touched(call, None)),
    }
}
