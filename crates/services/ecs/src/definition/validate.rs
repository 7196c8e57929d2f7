//! What ECS asks of every definition, with its texts.

use super::fargate;
use crate::refusals::client;
use model_ecs::types::*;
use wire::prelude::*;

/// Refuses a definition that AWS would not register, in the order in which it looks.
pub(crate) fn validate(input: &RegisterTaskDefinitionInput) -> Result<()> {
    if !is_name(&input.family) {
        return Err(client(
            "Family contains invalid characters. It should only contain letters, numbers, hyphens, and underscores. Family length should be less than 255 characters.",
        ));
    }
    if input.container_definitions.is_empty() {
        return Err(client("Container list cannot be empty."));
    }
    let compatibilities = input.requires_compatibilities.as_deref().unwrap_or_default();
    if compatibilities.contains(&Compatibility::Fargate) {
        fargate::check(input)?;
    }
    Ok(())
}

/// Letters, digits, hyphens and underscores, at most 255 of them.
pub(crate) fn is_name(name: &str) -> bool {
    (1..=255).contains(&name.len())
        && name.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-' || b == b'_')
}
