//! Clusters.

use super::capacity_providers::providers;
use crate::page::page;
use crate::records::{Cluster, Modeled};
use crate::refusals::{invalid, no_cluster};
use crate::state::State;
use crate::{Ecs, definition, launch, names, shown, tags};
use door::{Call, Touch};
use model_ecs::types::{
    ClusterConfiguration, ClusterField, ClusterSetting, CreateClusterInput, CreateClusterOutput,
    DeleteClusterInput, DeleteClusterOutput, DescribeClustersInput, DescribeClustersOutput,
    ListClustersInput, ListClustersOutput, UpdateClusterInput, UpdateClusterOutput,
    UpdateClusterSettingsInput, UpdateClusterSettingsOutput,
};
use model_ecs::{errors, ops};
use std::sync::Arc;
use store::{Batch, Key};
use wire::prelude::*;

/// Clusters of one description at most.
const MOST: usize = 100;
/// The one setting of clusters, and its values.
/// <https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_ClusterSetting.html>
pub(crate) const INSIGHTS: &str = "containerInsights";
const INSIGHTS_VALUES: &[&str] = &["enhanced", "enabled", "disabled"];

impl Ecs {
    /// <https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_CreateCluster.html>
    pub(crate) async fn create_cluster(
        &self,
        call: &Call,
        input: CreateClusterInput,
    ) -> Result<CreateClusterOutput> {
        let name = input.cluster_name.unwrap_or_else(|| names::DEFAULT_CLUSTER.to_owned());
        if !definition::is_name(&name) {
            // *unconfirmed*
            return Err(invalid("Cluster name contains invalid characters."));
        }
        if input.service_connect_defaults.is_some() {
            return Err(Error::not_implemented("serviceConnectDefaults of clusters"));
        }
        let tags = tags::given(call, input.tags)?;
        if !tags.is_empty() {
            self.may_tag(call, <ops::CreateCluster as Op>::spec(), &names::cluster_arn(call, &name))?;
        }
        let insights = || vec![(INSIGHTS.to_owned(), self.insights(call))];
        let configuration = input.configuration.map(configuration).transpose()?;
        let wanted = Cluster {
            arn: names::cluster_arn(call, &name),
            name,
            created: call.now(),
            deleted: None,
            settings: settings(input.settings)?.unwrap_or_else(insights),
            configuration,
            capacity_providers: providers(input.capacity_providers.unwrap_or_default())?,
            default_strategy: launch::items_of(input.default_capacity_provider_strategy.unwrap_or_default())?,
            tags,
        };
        launch::associated(&wanted, &wanted.default_strategy)?;
        self.first_use(call, !wanted.capacity_providers.is_empty()).await?;
        let (cluster, ticket) = {
            let _changing = self.state.lock();
            if let Some(cluster) = self.state.cluster(call, &wanted.name) {
                return same(&cluster, &wanted)
                    .map(|()| CreateClusterOutput { cluster: Some(self.shown(&cluster)) });
            }
            self.put(call, wanted)?
        };
        ticket.durable().await.or_internal()?;
        Ok(CreateClusterOutput { cluster: Some(self.shown(&cluster)) })
    }

    /// The first cluster brings ECS's role. Who may not make the role gets the cluster all the same (the refusal is in
    /// the track), unless capacity providers must be associated: <https://github.com/aws-samples/run-selenium-tests-at-scale-using-ecs-fargate/issues/2>.
    async fn first_use(&self, call: &Call, needed: bool) -> Result<()> {
        match launch::linked(call).await {
            Err(error) if needed || !error.is_sender() => Err(error),
            _ => Ok(()),
        }
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
        if given.len() > MOST {
            // *unconfirmed*, after https://github.com/gchq/sleeper/issues/555
            return Err(invalid(format!("clusters can have at most {MOST} items.")));
        }
        let (mut clusters, mut failures) = (Vec::new(), Vec::new());
        for given in &given {
            let name = names::cluster(call, Some(given));
            match name.and_then(|name| self.state.clusters.get(&State::cluster_key(call, &name))) {
                Some(cluster) => clusters.push(shown::cluster(&self.state, &cluster, &include)),
                // https://docs.aws.amazon.com/AmazonECS/latest/developerguide/api_failures_messages.html
                None => failures.push(shown::failure(names::cluster_touched(call, Some(given)), "MISSING")),
            }
        }
        Ok(DescribeClustersOutput { clusters: Some(clusters), failures: Some(failures) })
    }

    /// <https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_ListClusters.html>
    pub(crate) async fn list_clusters(
        &self,
        call: &Call,
        input: ListClustersInput,
    ) -> Result<ListClustersOutput> {
        let all = self.state.clusters.list(&Key::new(&[call.account(), &call.region])).into_iter();
        let active = all.filter(|(_, cluster)| cluster.deleted.is_none());
        let arns = active.map(|(_, cluster)| cluster.arn.clone());
        let page = page(arns, String::as_str, input.next_token.as_deref(), input.max_results)?;
        Ok(ListClustersOutput { cluster_arns: Some(page.items), next_token: page.next_token })
    }

    /// The cluster stays, `INACTIVE`, until one of its name is made again.
    /// <https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_DeleteCluster.html>
    pub(crate) async fn delete_cluster(
        &self,
        call: &Call,
        input: DeleteClusterInput,
    ) -> Result<DeleteClusterOutput> {
        let name = names::cluster(call, Some(&input.cluster)).ok_or_else(no_cluster)?;
        let (cluster, ticket) = {
            let _changing = self.state.lock();
            let before = self.state.clusters.get(&State::cluster_key(call, &name)).ok_or_else(no_cluster)?;
            if before.deleted.is_some() {
                return Ok(DeleteClusterOutput { cluster: Some(self.shown(&before)) });
            }
            let tasks = self.state.tasks_of(call.account(), &call.region, &name);
            if tasks.iter().any(|task| task.stopped_at.is_none()) {
                // https://github.com/gruntwork-io/cloud-nuke/issues/368
                return Err(errors::cluster_contains_tasks(
                    "The Cluster cannot be deleted while Tasks are active.",
                ));
            }
            self.put(call, Cluster { deleted: Some(call.now()), ..(*before).clone() })?
        };
        ticket.durable().await.or_internal()?;
        Ok(DeleteClusterOutput { cluster: Some(self.shown(&cluster)) })
    }

    /// <https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_UpdateCluster.html>
    pub(crate) async fn update_cluster(
        &self,
        call: &Call,
        input: UpdateClusterInput,
    ) -> Result<UpdateClusterOutput> {
        if input.service_connect_defaults.is_some() {
            return Err(Error::not_implemented("serviceConnectDefaults of clusters"));
        }
        let settings = settings(input.settings)?;
        let configuration = input.configuration.map(configuration).transpose()?;
        let cluster = self
            .change_cluster(call, &input.cluster, |cluster| {
                cluster.settings = settings.unwrap_or_else(|| cluster.settings.clone());
                cluster.configuration = configuration.or_else(|| cluster.configuration.take());
            })
            .await?;
        Ok(UpdateClusterOutput { cluster: Some(self.shown(&cluster)) })
    }

    /// <https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_UpdateClusterSettings.html>
    pub(crate) async fn update_cluster_settings(
        &self,
        call: &Call,
        input: UpdateClusterSettingsInput,
    ) -> Result<UpdateClusterSettingsOutput> {
        let settings = settings(Some(input.settings))?.unwrap_or_default();
        let cluster =
            self.change_cluster(call, &input.cluster, |cluster| cluster.settings = settings).await?;
        Ok(UpdateClusterSettingsOutput { cluster: Some(self.shown(&cluster)) })
    }

    async fn change_cluster(
        &self,
        call: &Call,
        given: &str,
        change: impl FnOnce(&mut Cluster),
    ) -> Result<Arc<Cluster>> {
        let name = names::cluster(call, Some(given)).ok_or_else(no_cluster)?;
        let (cluster, ticket) = {
            let _changing = self.state.lock();
            let mut cluster = (*self.state.cluster(call, &name).ok_or_else(no_cluster)?).clone();
            change(&mut cluster);
            self.put(call, cluster)?
        };
        ticket.durable().await.or_internal()?;
        Ok(cluster)
    }

    /// Puts a cluster; the caller holds the lock.
    fn put(&self, call: &Call, cluster: Cluster) -> Result<(Arc<Cluster>, store::Ticket)> {
        let (key, cluster) = (State::cluster_key(call, &cluster.name), Arc::new(cluster));
        let mut batch = Batch::new();
        self.state.clusters.put(&mut batch, &key, cluster.clone());
        Ok((cluster, self.state.commit(batch)?))
    }

    /// As the operations that change a cluster show it.
    fn shown(&self, cluster: &Cluster) -> model_ecs::types::Cluster {
        let include = [ClusterField::Settings, ClusterField::Tags, ClusterField::Configurations];
        shown::cluster(&self.state, cluster, &include)
    }
}

/// A cluster is made again only as it is. <https://github.com/hashicorp/terraform/issues/24615>
fn same(is: &Cluster, wanted: &Cluster) -> Result<()> {
    let asks = !wanted.capacity_providers.is_empty() || !wanted.default_strategy.is_empty();
    let differs =
        is.capacity_providers != wanted.capacity_providers || is.default_strategy != wanted.default_strategy;
    if asks && differs {
        return Err(invalid(
            "Arguments on this idempotent request are inconsistent with arguments used in previous request(s).",
        ));
    }
    Ok(())
}

/// The settings of a request; `None` where it has none.
fn settings(given: Option<Vec<ClusterSetting>>) -> Result<Option<Vec<(String, String)>>> {
    let setting = |setting: ClusterSetting| {
        let name = setting.name.map(|name| name.as_str().to_owned()).unwrap_or_default();
        let value = setting.value.unwrap_or_default();
        if name != INSIGHTS {
            // *unconfirmed*, after the next
            return Err(invalid("Invalid setting 'name'"));
        }
        if !INSIGHTS_VALUES.contains(&value.as_str()) {
            // https://github.com/terraform-aws-modules/terraform-aws-ecs/issues/264
            return Err(invalid("Invalid setting 'value'"));
        }
        Ok((name, value))
    };
    given.filter(|given| !given.is_empty()).map(|given| given.into_iter().map(setting).collect()).transpose()
}

/// Execute-command logging and keys of storage have nothing here that they could change.
fn configuration(given: ClusterConfiguration) -> Result<Modeled<ClusterConfiguration>> {
    if given.managed_storage_configuration.is_some() {
        return Err(Error::not_implemented("managedStorageConfiguration of clusters (it needs AWS KMS)"));
    }
    if given.execute_command_configuration.is_some() {
        return Err(Error::not_implemented("executeCommandConfiguration of clusters"));
    }
    Ok(Modeled(given))
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
