//! Which container waits for which.
//! <https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_ContainerDependency.html>

use crate::refusals::client;
use model_ecs::types::{ContainerCondition, ContainerDefinition};
use std::collections::HashMap;
use wire::prelude::*;

/// Refuses what can never start. Wordings but the first are *unconfirmed*.
pub(super) fn check(containers: &[ContainerDefinition]) -> Result<()> {
    let known: HashMap<&str, &ContainerDefinition> =
        containers.iter().filter_map(|c| Some((c.name.as_deref()?, c))).collect();
    for container in containers {
        for dependency in container.depends_on.iter().flatten() {
            let name = dependency.container_name.as_str();
            let Some(other) = known.get(name) else {
                return Err(client(format!("Unknown dependency container '{name}'.")));
            };
            let ends =
                matches!(dependency.condition, ContainerCondition::Success | ContainerCondition::Complete);
            if ends && other.essential != Some(false) {
                // https://github.com/boto/boto3/issues/2436
                return Err(client(
                    "A dependency container with SUCCESS or COMPLETE condition cannot be an essential container",
                ));
            }
            if dependency.condition == ContainerCondition::Healthy && other.health_check.is_none() {
                return Err(client(format!(
                    "A dependency container with HEALTHY condition must have a health check: '{name}'."
                )));
            }
        }
    }
    acyclic(&known)
}

/// Takes away what waits for nothing that is left, until nothing is left: or a circle.
fn acyclic(known: &HashMap<&str, &ContainerDefinition>) -> Result<()> {
    let mut left = known.clone();
    loop {
        let before = left.len();
        let waits = |c: &ContainerDefinition| {
            c.depends_on.iter().flatten().any(|d| left.contains_key(d.container_name.as_str()))
        };
        let still: HashMap<_, _> = left.iter().filter(|(_, c)| waits(c)).map(|(n, c)| (*n, *c)).collect();
        left = still;
        if left.is_empty() {
            return Ok(());
        }
        if left.len() == before {
            return Err(client("Container dependencies must not form a cycle."));
        }
    }
}
