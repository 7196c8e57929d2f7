//! Capacity providers: Fargate's two, which every account has.
//! <https://docs.aws.amazon.com/AmazonECS/latest/developerguide/fargate-capacity-providers.html>

use crate::launch::{self, FARGATE};
use crate::page::page;
use crate::records::Cluster;
use crate::refusals::{invalid, no_cluster};
use crate::state::State;
use crate::{Ecs, names, shown};
use door::Call;
use model_ecs::types::*;
use std::sync::Arc;
use store::Batch;
use wire::prelude::*;

/// Capacity providers of a cluster at most.
const MOST: usize = 20;

impl Ecs {
    /// <https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_DescribeCapacityProviders.html>
    pub(crate) async fn describe_capacity_providers(
        &self,
        call: &Call,
        input: DescribeCapacityProvidersInput,
    ) -> Result<DescribeCapacityProvidersOutput> {
        if input.cluster.is_some() {
            return Err(Error::not_implemented("capacity providers of one cluster (managed instances)"));
        }
        let short = |given: &str| {
            let arn = call.arn("ecs", "capacity-provider/");
            given.strip_prefix(&arn).unwrap_or(given).to_owned()
        };
        let given = input.capacity_providers.filter(|given| !given.is_empty());
        let given: Vec<_> = match &given {
            Some(given) => given.iter().map(|given| short(given)).collect(),
            None => FARGATE.iter().map(|name| (*name).to_owned()).collect(),
        };
        let (known, unknown): (Vec<_>, Vec<_>) = given.into_iter().partition(|name| launch::is_fargate(name));
        let page = page(known, String::as_str, input.next_token.as_deref(), input.max_results)?;
        let missing =
            |name: String| shown::failure(call.arn("ecs", &format!("capacity-provider/{name}")), "MISSING");
        Ok(DescribeCapacityProvidersOutput {
            capacity_providers: Some(page.items.iter().map(|name| provider(call, name)).collect()),
            failures: Some(unknown.into_iter().map(missing).collect()),
            next_token: page.next_token,
        })
    }

    /// <https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_PutClusterCapacityProviders.html>
    pub(crate) async fn put_cluster_capacity_providers(
        &self,
        call: &Call,
        input: PutClusterCapacityProvidersInput,
    ) -> Result<PutClusterCapacityProvidersOutput> {
        let name = names::cluster(call, Some(&input.cluster)).ok_or_else(no_cluster)?;
        let providers = providers(input.capacity_providers)?;
        let strategy = launch::items_of(input.default_capacity_provider_strategy)?;
        let (cluster, ticket) = {
            let _changing = self.state.lock();
            let before = self.state.cluster(call, &name).ok_or_else(no_cluster)?;
            let after =
                Cluster { capacity_providers: providers, default_strategy: strategy, ..(*before).clone() };
            launch::associated(&after, &after.default_strategy)?;
            self.still_used(call, &before, &after)?;
            let after = Arc::new(after);
            let mut batch = Batch::new();
            self.state.clusters.put(&mut batch, &State::cluster_key(call, &name), after.clone());
            (after, self.state.commit(batch)?)
        };
        ticket.durable().await.or_internal()?;
        let include = [ClusterField::Settings, ClusterField::Attachments];
        let cluster = Some(shown::cluster(&self.state, &cluster, &include));
        Ok(PutClusterCapacityProvidersOutput { cluster })
    }

    /// A provider on which tasks run cannot be taken away.
    fn still_used(&self, call: &Call, before: &Cluster, after: &Cluster) -> Result<()> {
        let gone = |name: &str| !after.capacity_providers.iter().any(|kept| kept == name);
        let tasks = self.state.tasks_of(call.account(), &call.region, &before.name);
        let used = |name: &String| {
            tasks.iter().any(|t| t.capacity_provider.as_ref() == Some(name) && t.stopped_at.is_none())
        };
        if before.capacity_providers.iter().any(|name| gone(name) && used(name)) {
            return Err(model_ecs::errors::resource_in_use(
                // *unconfirmed*; that it is refused stands on the operation's page.
                "The specified capacity provider is in use and cannot be removed.",
            ));
        }
        Ok(())
    }
}

/// The providers that a cluster is to have, checked.
pub(crate) fn providers(given: Vec<String>) -> Result<Vec<String>> {
    if given.len() > MOST {
        // *unconfirmed*
        return Err(invalid(format!("A cluster can have at most {MOST} capacity providers.")));
    }
    if given.iter().all(|name| launch::is_fargate(name)) {
        return Ok(given);
    }
    // https://github.com/terraform-aws-modules/terraform-aws-ecs/issues/53
    Err(invalid(
        "The specified capacity provider was not found. Specify a valid capacity provider and try again.",
    ))
}

fn provider(call: &Call, name: &str) -> CapacityProvider {
    CapacityProvider {
        capacity_provider_arn: Some(call.arn("ecs", &format!("capacity-provider/{name}"))),
        name: Some(name.to_owned()),
        status: Some(CapacityProviderStatus::Active),
        tags: Some(Vec::new()),
        r#type: Some(CapacityProviderType::of(name.to_owned())),
        ..CapacityProvider::default()
    }
}
