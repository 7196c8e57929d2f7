//! What a call changes of a definition for its tasks.

use crate::plan::support;
use crate::refusals::{client, invalid};
use crate::{definition, fargate};
use model_ecs::types::{ContainerOverride, TaskDefinition, TaskOverride};
use wire::prelude::*;

/// The size of a task.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Size {
    /// CPU units.
    pub(crate) cpu: u32,
    /// MiB.
    pub(crate) memory: u32,
    /// GiB.
    pub(crate) ephemeral_storage: u32,
}

/// Characters of all overrides together, as JSON.
/// <https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_RunTask.html>
const LONGEST: usize = 8_192;

/// Checks the overrides against the definition, and gives the size that results.
pub(crate) fn checked(definition: &TaskDefinition, overrides: &TaskOverride) -> Result<Size> {
    if overrides.inference_accelerator_overrides.as_ref().is_some_and(|o| !o.is_empty()) {
        return Err(Error::not_implemented("inferenceAcceleratorOverrides of tasks"));
    }
    if wire::view::to_json(overrides).to_string().chars().count() > LONGEST {
        // https://github.com/convox/rack/issues/1906
        return Err(invalid(format!("Container Overrides length must be at most {LONGEST}")));
    }
    for container in overrides.container_overrides.iter().flatten() {
        let name = container.name.as_deref().unwrap_or_default();
        let known = definition.container_definitions.iter().flatten();
        if !known.into_iter().any(|c| c.name.as_deref() == Some(name)) {
            // https://github.com/azavea/django-ecsmanage/issues/21
            return Err(invalid(format!(
                "Override for container named {name} is not a container in the TaskDefinition."
            )));
        }
        support::overriding(container)?;
    }
    let either = |overriding: &Option<String>, registered: &Option<String>, read: fn(&str) -> Option<u32>| {
        overriding.as_deref().or(registered.as_deref()).and_then(read)
    };
    let cpu = either(&overrides.cpu, &definition.cpu, fargate::cpu_units);
    let memory = either(&overrides.memory, &definition.memory, fargate::mebibytes);
    let (Some(cpu), Some(memory)) = (cpu, memory) else {
        return Err(client("Invalid 'cpu' or 'memory' setting for task."));
    };
    if !fargate::has_size(cpu, memory) {
        return Err(definition::no_size(cpu, memory));
    }
    let storage = overrides.ephemeral_storage.as_ref().or(definition.ephemeral_storage.as_ref());
    let storage = storage.map(|storage| storage.size_in_gi_b);
    if let Some(gib) = storage.filter(|gib| !fargate::EPHEMERAL_RANGE.contains(gib)) {
        return Err(definition::no_storage(gib));
    }
    let ephemeral_storage = storage.map_or(fargate::EPHEMERAL_STORAGE, |gib| gib as u32);
    containers_fit(definition, overrides, cpu, memory)?;
    Ok(Size { cpu, memory, ephemeral_storage })
}

/// What the containers ask for, with their overrides, must fit the task as it does when a definition is registered. That
/// RunTask says it in the same words is *unconfirmed*.
fn containers_fit(
    definition: &TaskDefinition,
    overrides: &TaskOverride,
    cpu: u32,
    memory: u32,
) -> Result<()> {
    let (mut cpus, mut memories) = (0u64, 0u64);
    for container in definition.container_definitions.iter().flatten() {
        let name = container.name.as_deref().unwrap_or_default();
        let given = overrides.container_overrides.iter().flatten();
        let own: Vec<_> = given.filter(|o| o.name.as_deref() == Some(name)).collect();
        let last = |of: fn(&ContainerOverride) -> Option<i32>| own.iter().rev().find_map(|o| of(o));
        let reserved = last(|o| o.memory_reservation).or(container.memory_reservation);
        let limit = last(|o| o.memory).or(container.memory);
        let share = last(|o| o.cpu).or(container.cpu).unwrap_or(0);
        if share < 0 || [limit, reserved].iter().flatten().any(|mib| *mib < definition::LEAST_MEMORY) {
            return Err(invalid(format!("Invalid 'cpu' or 'memory' setting for container '{name}'.")));
        }
        let size = |n: Option<i32>| u64::try_from(n.unwrap_or(0)).unwrap_or(0);
        cpus += size(Some(share));
        memories += size(reserved.or(limit));
        if size(limit) > u64::from(memory) {
            return Err(client(definition::TOO_MUCH_MEMORY));
        }
    }
    if cpus > u64::from(cpu) {
        return Err(client(definition::TOO_MUCH_CPU));
    }
    if memories > u64::from(memory) {
        return Err(client(definition::TOO_MUCH_RESERVED));
    }
    Ok(())
}
