//! The exceptions of SQS, as constructors. Written by `cargo xtask gen`; do not edit.

#[allow(unused_imports)]
use wire::generated::*;

#[allow(unused_imports)]
use crate::schema;

/// `BatchEntryIdsNotDistinct`.
pub fn batch_entry_ids_not_distinct(message: impl Into<String>) -> Error {
    Error::modeled(&schema::BatchEntryIdsNotDistinct, message)
}
/// `BatchRequestTooLong`.
pub fn batch_request_too_long(message: impl Into<String>) -> Error {
    Error::modeled(&schema::BatchRequestTooLong, message)
}
/// `EmptyBatchRequest`.
pub fn empty_batch_request(message: impl Into<String>) -> Error {
    Error::modeled(&schema::EmptyBatchRequest, message)
}
/// `InvalidAddress`.
pub fn invalid_address(message: impl Into<String>) -> Error {
    Error::modeled(&schema::InvalidAddress, message)
}
/// `InvalidAttributeName`.
pub fn invalid_attribute_name(message: impl Into<String>) -> Error {
    Error::modeled(&schema::InvalidAttributeName, message)
}
/// `InvalidAttributeValue`.
pub fn invalid_attribute_value(message: impl Into<String>) -> Error {
    Error::modeled(&schema::InvalidAttributeValue, message)
}
/// `InvalidBatchEntryId`.
pub fn invalid_batch_entry_id(message: impl Into<String>) -> Error {
    Error::modeled(&schema::InvalidBatchEntryId, message)
}
/// `InvalidIdFormat`.
pub fn invalid_id_format(message: impl Into<String>) -> Error {
    Error::modeled(&schema::InvalidIdFormat, message)
}
/// `InvalidMessageContents`.
pub fn invalid_message_contents(message: impl Into<String>) -> Error {
    Error::modeled(&schema::InvalidMessageContents, message)
}
/// `InvalidSecurity`.
pub fn invalid_security(message: impl Into<String>) -> Error {
    Error::modeled(&schema::InvalidSecurity, message)
}
/// `KmsAccessDenied`.
pub fn kms_access_denied(message: impl Into<String>) -> Error {
    Error::modeled(&schema::KmsAccessDenied, message)
}
/// `KmsDisabled`.
pub fn kms_disabled(message: impl Into<String>) -> Error {
    Error::modeled(&schema::KmsDisabled, message)
}
/// `KmsInvalidKeyUsage`.
pub fn kms_invalid_key_usage(message: impl Into<String>) -> Error {
    Error::modeled(&schema::KmsInvalidKeyUsage, message)
}
/// `KmsInvalidState`.
pub fn kms_invalid_state(message: impl Into<String>) -> Error {
    Error::modeled(&schema::KmsInvalidState, message)
}
/// `KmsNotFound`.
pub fn kms_not_found(message: impl Into<String>) -> Error {
    Error::modeled(&schema::KmsNotFound, message)
}
/// `KmsOptInRequired`.
pub fn kms_opt_in_required(message: impl Into<String>) -> Error {
    Error::modeled(&schema::KmsOptInRequired, message)
}
/// `KmsThrottled`.
pub fn kms_throttled(message: impl Into<String>) -> Error {
    Error::modeled(&schema::KmsThrottled, message)
}
/// `MessageNotInflight`.
pub fn message_not_inflight(message: impl Into<String>) -> Error {
    Error::modeled(&schema::MessageNotInflight, message)
}
/// `OverLimit`.
pub fn over_limit(message: impl Into<String>) -> Error {
    Error::modeled(&schema::OverLimit, message)
}
/// `PurgeQueueInProgress`.
pub fn purge_queue_in_progress(message: impl Into<String>) -> Error {
    Error::modeled(&schema::PurgeQueueInProgress, message)
}
/// `QueueDeletedRecently`.
pub fn queue_deleted_recently(message: impl Into<String>) -> Error {
    Error::modeled(&schema::QueueDeletedRecently, message)
}
/// `QueueDoesNotExist`.
pub fn queue_does_not_exist(message: impl Into<String>) -> Error {
    Error::modeled(&schema::QueueDoesNotExist, message)
}
/// `QueueNameExists`.
pub fn queue_name_exists(message: impl Into<String>) -> Error {
    Error::modeled(&schema::QueueNameExists, message)
}
/// `ReceiptHandleIsInvalid`.
pub fn receipt_handle_is_invalid(message: impl Into<String>) -> Error {
    Error::modeled(&schema::ReceiptHandleIsInvalid, message)
}
/// `RequestThrottled`.
pub fn request_throttled(message: impl Into<String>) -> Error {
    Error::modeled(&schema::RequestThrottled, message)
}
/// `ResourceNotFoundException`.
pub fn resource_not_found(message: impl Into<String>) -> Error {
    Error::modeled(&schema::ResourceNotFoundException, message)
}
/// `TooManyEntriesInBatchRequest`.
pub fn too_many_entries_in_batch_request(message: impl Into<String>) -> Error {
    Error::modeled(&schema::TooManyEntriesInBatchRequest, message)
}
/// `UnsupportedOperation`.
pub fn unsupported_operation(message: impl Into<String>) -> Error {
    Error::modeled(&schema::UnsupportedOperation, message)
}
