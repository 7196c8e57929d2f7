//! On what a task runs: a launch type, or the providers of a strategy.
//! <https://docs.aws.amazon.com/AmazonECS/latest/developerguide/cluster-capacity-providers.html>

use crate::records::{Cluster, StrategyItem};
use crate::refusals::invalid;
use model_ecs::types::{CapacityProviderStrategyItem, LaunchType};
use wire::prelude::*;

/// The capacity providers of Fargate, which every account has.
pub(crate) const FARGATE: &[&str] = &["FARGATE", "FARGATE_SPOT"];
/// Whether a provider is one of Fargate's.
pub(crate) fn is_fargate(provider: &str) -> bool {
    FARGATE.contains(&provider)
}

/// Capacity providers of a strategy at most.
const MOST: usize = 20;

/// On what the tasks of a call run.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Capacity {
    /// The launch type `FARGATE`.
    Fargate,
    /// The launch type `EC2`, also where nothing is said: instances, of which there are none.
    Instances,
    /// Providers with their weights and bases.
    Strategy(Vec<StrategyItem>),
}

/// What the call says, else the cluster's default strategy, else the launch type `EC2`.
pub(crate) fn chosen(
    cluster: &Cluster,
    launch_type: Option<&LaunchType>,
    strategy: Option<Vec<CapacityProviderStrategyItem>>,
) -> Result<Capacity> {
    let strategy = strategy.filter(|items| !items.is_empty());
    match (launch_type, strategy) {
        (Some(_), Some(_)) => Err(invalid(
            // https://github.com/terraform-linters/tflint-ruleset-aws/issues/349
            "Specifying both a launch type and capacity provider strategy is not supported. Remove one and try again.",
        )),
        (Some(LaunchType::Fargate), None) => Ok(Capacity::Fargate),
        (Some(LaunchType::Ec2), None) => Ok(Capacity::Instances),
        (Some(other), None) => {
            Err(Error::not_implemented(format!("tasks of the launch type {}", other.as_str())))
        }
        (None, Some(items)) => {
            let items = items_of(items)?;
            associated(cluster, &items)?;
            weighed(items)
        }
        (None, None) if cluster.default_strategy.is_empty() => Ok(Capacity::Instances),
        (None, None) => weighed(cluster.default_strategy.clone()),
    }
}

/// Of several providers one must have a weight; one alone needs none.
/// <https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_CapacityProviderStrategyItem.html>
fn weighed(items: Vec<StrategyItem>) -> Result<Capacity> {
    if items.len() > 1 && items.iter().all(|item| item.weight == 0) {
        return Err(invalid(
            // *unconfirmed*; that it fails stands on the page.
            "The specified capacity provider strategy must contain at least one capacity provider with a weight greater than 0.",
        ));
    }
    Ok(Capacity::Strategy(items))
}

/// A strategy, checked for itself.
/// <https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_CapacityProviderStrategyItem.html>
pub(crate) fn items_of(items: Vec<CapacityProviderStrategyItem>) -> Result<Vec<StrategyItem>> {
    if items.len() > MOST {
        // *unconfirmed*
        return Err(invalid(format!(
            "A capacity provider strategy can contain a maximum of {MOST} capacity providers."
        )));
    }
    let items: Vec<_> = items
        .into_iter()
        .map(|item| StrategyItem {
            provider: item.capacity_provider,
            weight: item.weight.unwrap_or(0),
            base: item.base.unwrap_or(0),
        })
        .collect();
    if items.iter().filter(|item| item.base > 0).count() > 1 {
        return Err(invalid(
            // *unconfirmed*
            "Only one capacity provider in a capacity provider strategy can have a base value defined.",
        ));
    }
    Ok(items)
}

/// <https://github.com/dask/dask-cloudprovider/issues/328>
pub(crate) fn associated(cluster: &Cluster, items: &[StrategyItem]) -> Result<()> {
    if items.iter().all(|item| cluster.capacity_providers.contains(&item.provider)) {
        return Ok(());
    }
    Err(invalid(
        "The specified capacity provider strategy cannot contain a capacity provider that is not associated with the cluster. Associate the capacity provider with the cluster or specify a valid capacity provider and try again.",
    ))
}

impl Capacity {
    /// The provider of each of `count` tasks: first the base, then by weight. `None` is for a launch type.
    pub(crate) fn places(&self, count: usize) -> Vec<Option<String>> {
        let items = match self {
            Self::Strategy(items) => items,
            Self::Fargate | Self::Instances => return vec![None; count],
        };
        if let [only] = items.as_slice() {
            return vec![Some(only.provider.clone()); count];
        }
        let mut given = vec![0usize; items.len()];
        let mut places = Vec::with_capacity(count);
        for _ in 0..count {
            let short = |(item, given): &(&StrategyItem, &usize)| **given < item.base.max(0) as usize;
            let by_base = items.iter().zip(&given).position(|pair| short(&pair));
            // The share of what lies above the base that a provider has, in relation to its weight.
            let owed = |at: &usize| {
                let item = items.get(*at)?;
                let above = given.get(*at)?.saturating_sub(item.base.max(0) as usize);
                (item.weight > 0).then(|| ((above + 1) as f64 / f64::from(item.weight), *at))
            };
            let by_weight = || {
                let candidates = (0..items.len()).filter_map(|at| owed(&at));
                candidates.min_by(|a, b| a.0.total_cmp(&b.0)).map(|(_, at)| at)
            };
            let Some(at) = by_base.or_else(by_weight) else { return places };
            if let Some(given) = given.get_mut(at) {
                *given += 1;
            }
            places.push(items.get(at).map(|item| item.provider.clone()));
        }
        places
    }
}
