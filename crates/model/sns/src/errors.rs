//! The exceptions of SNS, as constructors. Written by `cargo xtask gen`; do not edit.

#[allow(unused_imports)]
use wire::generated::*;

#[allow(unused_imports)]
use crate::schema;

/// `AuthorizationErrorException`.
pub fn authorization_error(message: impl Into<String>) -> Error {
    Error::modeled(&schema::AuthorizationErrorException, message)
}
/// `BatchEntryIdsNotDistinctException`.
pub fn batch_entry_ids_not_distinct(message: impl Into<String>) -> Error {
    Error::modeled(&schema::BatchEntryIdsNotDistinctException, message)
}
/// `BatchRequestTooLongException`.
pub fn batch_request_too_long(message: impl Into<String>) -> Error {
    Error::modeled(&schema::BatchRequestTooLongException, message)
}
/// `ConcurrentAccessException`.
pub fn concurrent_access(message: impl Into<String>) -> Error {
    Error::modeled(&schema::ConcurrentAccessException, message)
}
/// `EmptyBatchRequestException`.
pub fn empty_batch_request(message: impl Into<String>) -> Error {
    Error::modeled(&schema::EmptyBatchRequestException, message)
}
/// `EndpointDisabledException`.
pub fn endpoint_disabled(message: impl Into<String>) -> Error {
    Error::modeled(&schema::EndpointDisabledException, message)
}
/// `FilterPolicyLimitExceededException`.
pub fn filter_policy_limit_exceeded(message: impl Into<String>) -> Error {
    Error::modeled(&schema::FilterPolicyLimitExceededException, message)
}
/// `InternalErrorException`.
pub fn internal_error(message: impl Into<String>) -> Error {
    Error::modeled(&schema::InternalErrorException, message)
}
/// `InvalidBatchEntryIdException`.
pub fn invalid_batch_entry_id(message: impl Into<String>) -> Error {
    Error::modeled(&schema::InvalidBatchEntryIdException, message)
}
/// `InvalidParameterException`.
pub fn invalid_parameter(message: impl Into<String>) -> Error {
    Error::modeled(&schema::InvalidParameterException, message)
}
/// `InvalidParameterValueException`.
pub fn invalid_parameter_value(message: impl Into<String>) -> Error {
    Error::modeled(&schema::InvalidParameterValueException, message)
}
/// `InvalidSecurityException`.
pub fn invalid_security(message: impl Into<String>) -> Error {
    Error::modeled(&schema::InvalidSecurityException, message)
}
/// `InvalidStateException`.
pub fn invalid_state(message: impl Into<String>) -> Error {
    Error::modeled(&schema::InvalidStateException, message)
}
/// `KMSAccessDeniedException`.
pub fn kms_access_denied(message: impl Into<String>) -> Error {
    Error::modeled(&schema::KMSAccessDeniedException, message)
}
/// `KMSDisabledException`.
pub fn kms_disabled(message: impl Into<String>) -> Error {
    Error::modeled(&schema::KMSDisabledException, message)
}
/// `KMSInvalidStateException`.
pub fn kms_invalid_state(message: impl Into<String>) -> Error {
    Error::modeled(&schema::KMSInvalidStateException, message)
}
/// `KMSNotFoundException`.
pub fn kms_not_found(message: impl Into<String>) -> Error {
    Error::modeled(&schema::KMSNotFoundException, message)
}
/// `KMSOptInRequired`.
pub fn kms_opt_in_required(message: impl Into<String>) -> Error {
    Error::modeled(&schema::KMSOptInRequired, message)
}
/// `KMSThrottlingException`.
pub fn kms_throttling(message: impl Into<String>) -> Error {
    Error::modeled(&schema::KMSThrottlingException, message)
}
/// `NotFoundException`.
pub fn not_found(message: impl Into<String>) -> Error {
    Error::modeled(&schema::NotFoundException, message)
}
/// `OptedOutException`.
pub fn opted_out(message: impl Into<String>) -> Error {
    Error::modeled(&schema::OptedOutException, message)
}
/// `PlatformApplicationDisabledException`.
pub fn platform_application_disabled(message: impl Into<String>) -> Error {
    Error::modeled(&schema::PlatformApplicationDisabledException, message)
}
/// `ReplayLimitExceededException`.
pub fn replay_limit_exceeded(message: impl Into<String>) -> Error {
    Error::modeled(&schema::ReplayLimitExceededException, message)
}
/// `ResourceNotFoundException`.
pub fn resource_not_found(message: impl Into<String>) -> Error {
    Error::modeled(&schema::ResourceNotFoundException, message)
}
/// `StaleTagException`.
pub fn stale_tag(message: impl Into<String>) -> Error {
    Error::modeled(&schema::StaleTagException, message)
}
/// `SubscriptionLimitExceededException`.
pub fn subscription_limit_exceeded(message: impl Into<String>) -> Error {
    Error::modeled(&schema::SubscriptionLimitExceededException, message)
}
/// `TagLimitExceededException`.
pub fn tag_limit_exceeded(message: impl Into<String>) -> Error {
    Error::modeled(&schema::TagLimitExceededException, message)
}
/// `TagPolicyException`.
pub fn tag_policy(message: impl Into<String>) -> Error {
    Error::modeled(&schema::TagPolicyException, message)
}
/// `ThrottledException`.
pub fn throttled(message: impl Into<String>) -> Error {
    Error::modeled(&schema::ThrottledException, message)
}
/// `TooManyEntriesInBatchRequestException`.
pub fn too_many_entries_in_batch_request(message: impl Into<String>) -> Error {
    Error::modeled(&schema::TooManyEntriesInBatchRequestException, message)
}
/// `TopicLimitExceededException`.
pub fn topic_limit_exceeded(message: impl Into<String>) -> Error {
    Error::modeled(&schema::TopicLimitExceededException, message)
}
/// `UserErrorException`.
pub fn user_error(message: impl Into<String>) -> Error {
    Error::modeled(&schema::UserErrorException, message)
}
/// `ValidationException`.
pub fn validation(message: impl Into<String>) -> Error {
    Error::modeled(&schema::ValidationException, message)
}
/// `VerificationException`.
pub fn verification(message: impl Into<String>) -> Error {
    Error::modeled(&schema::VerificationException, message)
}
