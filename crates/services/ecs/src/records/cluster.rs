//! Clusters.

use super::{Modeled, Tags};
use clock::Timestamp;
use model_ecs::types::ClusterConfiguration;
use serde::{Deserialize, Serialize};
use store::Record;

/// A cluster, by account, region and name.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct Cluster {
    pub(crate) name: String,
    pub(crate) arn: String,
    pub(crate) created: Timestamp,
    /// When it was deleted; from then on it is `INACTIVE`, and may be made again under its name.
    pub(crate) deleted: Option<Timestamp>,
    /// `containerInsights` and its value.
    pub(crate) settings: Vec<(String, String)>,
    pub(crate) configuration: Option<Modeled<ClusterConfiguration>>,
    pub(crate) capacity_providers: Vec<String>,
    pub(crate) default_strategy: Vec<StrategyItem>,
    pub(crate) tags: Tags,
}

/// One capacity provider of a strategy.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct StrategyItem {
    pub(crate) provider: String,
    /// 0 to 1,000.
    pub(crate) weight: i32,
    /// 0 to 100,000 tasks that run on it at least.
    pub(crate) base: i32,
}

impl Record for Cluster {
    const NAME: &'static str = "ecs.clusters";
    const VERSION: u16 = 1;
}
