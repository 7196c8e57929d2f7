//! The exceptions of ECS, as constructors. Written by `cargo xtask gen`; do not edit.

#[allow(unused_imports)]
use wire::generated::*;

#[allow(unused_imports)]
use crate::schema;

/// `AccessDeniedException`.
pub fn access_denied(message: impl Into<String>) -> Error {
    Error::modeled(&schema::AccessDeniedException, message)
}
/// `AttributeLimitExceededException`.
pub fn attribute_limit_exceeded(message: impl Into<String>) -> Error {
    Error::modeled(&schema::AttributeLimitExceededException, message)
}
/// `BlockedException`.
pub fn blocked(message: impl Into<String>) -> Error {
    Error::modeled(&schema::BlockedException, message)
}
/// `ClientException`.
pub fn client(message: impl Into<String>) -> Error {
    Error::modeled(&schema::ClientException, message)
}
/// `ClusterContainsCapacityProviderException`.
pub fn cluster_contains_capacity_provider(message: impl Into<String>) -> Error {
    Error::modeled(&schema::ClusterContainsCapacityProviderException, message)
}
/// `ClusterContainsContainerInstancesException`.
pub fn cluster_contains_container_instances(message: impl Into<String>) -> Error {
    Error::modeled(&schema::ClusterContainsContainerInstancesException, message)
}
/// `ClusterContainsServicesException`.
pub fn cluster_contains_services(message: impl Into<String>) -> Error {
    Error::modeled(&schema::ClusterContainsServicesException, message)
}
/// `ClusterContainsTasksException`.
pub fn cluster_contains_tasks(message: impl Into<String>) -> Error {
    Error::modeled(&schema::ClusterContainsTasksException, message)
}
/// `ClusterNotFoundException`.
pub fn cluster_not_found(message: impl Into<String>) -> Error {
    Error::modeled(&schema::ClusterNotFoundException, message)
}
/// `ConflictException`.
pub fn conflict(message: impl Into<String>) -> Error {
    Error::modeled(&schema::ConflictException, message)
}
/// `InvalidParameterException`.
pub fn invalid_parameter(message: impl Into<String>) -> Error {
    Error::modeled(&schema::InvalidParameterException, message)
}
/// `LimitExceededException`.
pub fn limit_exceeded(message: impl Into<String>) -> Error {
    Error::modeled(&schema::LimitExceededException, message)
}
/// `MissingVersionException`.
pub fn missing_version(message: impl Into<String>) -> Error {
    Error::modeled(&schema::MissingVersionException, message)
}
/// `NamespaceNotFoundException`.
pub fn namespace_not_found(message: impl Into<String>) -> Error {
    Error::modeled(&schema::NamespaceNotFoundException, message)
}
/// `NoUpdateAvailableException`.
pub fn no_update_available(message: impl Into<String>) -> Error {
    Error::modeled(&schema::NoUpdateAvailableException, message)
}
/// `PlatformTaskDefinitionIncompatibilityException`.
pub fn platform_task_definition_incompatibility(message: impl Into<String>) -> Error {
    Error::modeled(&schema::PlatformTaskDefinitionIncompatibilityException, message)
}
/// `PlatformUnknownException`.
pub fn platform_unknown(message: impl Into<String>) -> Error {
    Error::modeled(&schema::PlatformUnknownException, message)
}
/// `ResourceInUseException`.
pub fn resource_in_use(message: impl Into<String>) -> Error {
    Error::modeled(&schema::ResourceInUseException, message)
}
/// `ResourceNotFoundException`.
pub fn resource_not_found(message: impl Into<String>) -> Error {
    Error::modeled(&schema::ResourceNotFoundException, message)
}
/// `ServerException`.
pub fn server(message: impl Into<String>) -> Error {
    Error::modeled(&schema::ServerException, message)
}
/// `ServiceDeploymentNotFoundException`.
pub fn service_deployment_not_found(message: impl Into<String>) -> Error {
    Error::modeled(&schema::ServiceDeploymentNotFoundException, message)
}
/// `ServiceNotActiveException`.
pub fn service_not_active(message: impl Into<String>) -> Error {
    Error::modeled(&schema::ServiceNotActiveException, message)
}
/// `ServiceNotFoundException`.
pub fn service_not_found(message: impl Into<String>) -> Error {
    Error::modeled(&schema::ServiceNotFoundException, message)
}
/// `TargetNotConnectedException`.
pub fn target_not_connected(message: impl Into<String>) -> Error {
    Error::modeled(&schema::TargetNotConnectedException, message)
}
/// `TargetNotFoundException`.
pub fn target_not_found(message: impl Into<String>) -> Error {
    Error::modeled(&schema::TargetNotFoundException, message)
}
/// `TaskSetNotFoundException`.
pub fn task_set_not_found(message: impl Into<String>) -> Error {
    Error::modeled(&schema::TaskSetNotFoundException, message)
}
/// `UnsupportedFeatureException`.
pub fn unsupported_feature(message: impl Into<String>) -> Error {
    Error::modeled(&schema::UnsupportedFeatureException, message)
}
/// `UpdateInProgressException`.
pub fn update_in_progress(message: impl Into<String>) -> Error {
    Error::modeled(&schema::UpdateInProgressException, message)
}
