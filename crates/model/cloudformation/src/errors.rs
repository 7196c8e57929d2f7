//! The exceptions of CloudFormation, as constructors. Written by `cargo xtask gen`; do not edit.

#[allow(unused_imports)]
use wire::generated::*;

#[allow(unused_imports)]
use crate::schema;

/// `AlreadyExistsException`.
pub fn already_exists(message: impl Into<String>) -> Error {
    Error::modeled(&schema::AlreadyExistsException, message)
}
/// `CFNRegistryException`.
pub fn cfn_registry(message: impl Into<String>) -> Error {
    Error::modeled(&schema::CFNRegistryException, message)
}
/// `ChangeSetNotFoundException`.
pub fn change_set_not_found(message: impl Into<String>) -> Error {
    Error::modeled(&schema::ChangeSetNotFoundException, message)
}
/// `ConcurrentResourcesLimitExceededException`.
pub fn concurrent_resources_limit_exceeded(message: impl Into<String>) -> Error {
    Error::modeled(&schema::ConcurrentResourcesLimitExceededException, message)
}
/// `CreatedButModifiedException`.
pub fn created_but_modified(message: impl Into<String>) -> Error {
    Error::modeled(&schema::CreatedButModifiedException, message)
}
/// `GeneratedTemplateNotFoundException`.
pub fn generated_template_not_found(message: impl Into<String>) -> Error {
    Error::modeled(&schema::GeneratedTemplateNotFoundException, message)
}
/// `HookResultNotFoundException`.
pub fn hook_result_not_found(message: impl Into<String>) -> Error {
    Error::modeled(&schema::HookResultNotFoundException, message)
}
/// `InsufficientCapabilitiesException`.
pub fn insufficient_capabilities(message: impl Into<String>) -> Error {
    Error::modeled(&schema::InsufficientCapabilitiesException, message)
}
/// `InvalidChangeSetStatusException`.
pub fn invalid_change_set_status(message: impl Into<String>) -> Error {
    Error::modeled(&schema::InvalidChangeSetStatusException, message)
}
/// `InvalidOperationException`.
pub fn invalid_operation(message: impl Into<String>) -> Error {
    Error::modeled(&schema::InvalidOperationException, message)
}
/// `InvalidStateTransitionException`.
pub fn invalid_state_transition(message: impl Into<String>) -> Error {
    Error::modeled(&schema::InvalidStateTransitionException, message)
}
/// `LimitExceededException`.
pub fn limit_exceeded(message: impl Into<String>) -> Error {
    Error::modeled(&schema::LimitExceededException, message)
}
/// `NameAlreadyExistsException`.
pub fn name_already_exists(message: impl Into<String>) -> Error {
    Error::modeled(&schema::NameAlreadyExistsException, message)
}
/// `OperationIdAlreadyExistsException`.
pub fn operation_id_already_exists(message: impl Into<String>) -> Error {
    Error::modeled(&schema::OperationIdAlreadyExistsException, message)
}
/// `OperationInProgressException`.
pub fn operation_in_progress(message: impl Into<String>) -> Error {
    Error::modeled(&schema::OperationInProgressException, message)
}
/// `OperationNotFoundException`.
pub fn operation_not_found(message: impl Into<String>) -> Error {
    Error::modeled(&schema::OperationNotFoundException, message)
}
/// `OperationStatusCheckFailedException`.
pub fn operation_status_check_failed(message: impl Into<String>) -> Error {
    Error::modeled(&schema::OperationStatusCheckFailedException, message)
}
/// `ResourceScanInProgressException`.
pub fn resource_scan_in_progress(message: impl Into<String>) -> Error {
    Error::modeled(&schema::ResourceScanInProgressException, message)
}
/// `ResourceScanLimitExceededException`.
pub fn resource_scan_limit_exceeded(message: impl Into<String>) -> Error {
    Error::modeled(&schema::ResourceScanLimitExceededException, message)
}
/// `ResourceScanNotFoundException`.
pub fn resource_scan_not_found(message: impl Into<String>) -> Error {
    Error::modeled(&schema::ResourceScanNotFoundException, message)
}
/// `StackInstanceNotFoundException`.
pub fn stack_instance_not_found(message: impl Into<String>) -> Error {
    Error::modeled(&schema::StackInstanceNotFoundException, message)
}
/// `StackNotFoundException`.
pub fn stack_not_found(message: impl Into<String>) -> Error {
    Error::modeled(&schema::StackNotFoundException, message)
}
/// `StackRefactorNotFoundException`.
pub fn stack_refactor_not_found(message: impl Into<String>) -> Error {
    Error::modeled(&schema::StackRefactorNotFoundException, message)
}
/// `StackSetNotEmptyException`.
pub fn stack_set_not_empty(message: impl Into<String>) -> Error {
    Error::modeled(&schema::StackSetNotEmptyException, message)
}
/// `StackSetNotFoundException`.
pub fn stack_set_not_found(message: impl Into<String>) -> Error {
    Error::modeled(&schema::StackSetNotFoundException, message)
}
/// `StaleRequestException`.
pub fn stale_request(message: impl Into<String>) -> Error {
    Error::modeled(&schema::StaleRequestException, message)
}
/// `TokenAlreadyExistsException`.
pub fn token_already_exists(message: impl Into<String>) -> Error {
    Error::modeled(&schema::TokenAlreadyExistsException, message)
}
/// `TypeConfigurationNotFoundException`.
pub fn type_configuration_not_found(message: impl Into<String>) -> Error {
    Error::modeled(&schema::TypeConfigurationNotFoundException, message)
}
/// `TypeNotFoundException`.
pub fn type_not_found(message: impl Into<String>) -> Error {
    Error::modeled(&schema::TypeNotFoundException, message)
}
