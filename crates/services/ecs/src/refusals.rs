//! AWS's words for what ECS refuses: the ones that more than one operation says.
//!
//! There is no recording of ECS; the texts are those that AWS's pages and its users' reports quote, named where they
//! stand. What nobody quotes is worded in the same manner and marked *unconfirmed*.

use model_ecs::errors;
use wire::prelude::*;

/// The cluster is not there, or not active.
pub(crate) fn no_cluster() -> Error {
    errors::cluster_not_found("Cluster not found.")
}

/// A parameter is wrong.
pub(crate) fn invalid(text: impl Into<String>) -> Error {
    errors::invalid_parameter(text)
}

/// A request is wrong.
pub(crate) fn client(text: impl Into<String>) -> Error {
    errors::client(text)
}
