//! The exceptions of CloudWatch Logs, as constructors. Written by `cargo xtask gen`; do not edit.

#[allow(unused_imports)]
use wire::generated::*;

#[allow(unused_imports)]
use crate::schema;

/// `AccessDeniedException`.
pub fn access_denied(message: impl Into<String>) -> Error {
    Error::modeled(&schema::AccessDeniedException, message)
}
/// `DataAlreadyAcceptedException`.
pub fn data_already_accepted(message: impl Into<String>) -> Error {
    Error::modeled(&schema::DataAlreadyAcceptedException, message)
}
/// `InvalidOperationException`.
pub fn invalid_operation(message: impl Into<String>) -> Error {
    Error::modeled(&schema::InvalidOperationException, message)
}
/// `InvalidParameterException`.
pub fn invalid_parameter(message: impl Into<String>) -> Error {
    Error::modeled(&schema::InvalidParameterException, message)
}
/// `InvalidSequenceTokenException`.
pub fn invalid_sequence_token(message: impl Into<String>) -> Error {
    Error::modeled(&schema::InvalidSequenceTokenException, message)
}
/// `LimitExceededException`.
pub fn limit_exceeded(message: impl Into<String>) -> Error {
    Error::modeled(&schema::LimitExceededException, message)
}
/// `MalformedQueryException`.
pub fn malformed_query(message: impl Into<String>) -> Error {
    Error::modeled(&schema::MalformedQueryException, message)
}
/// `OperationAbortedException`.
pub fn operation_aborted(message: impl Into<String>) -> Error {
    Error::modeled(&schema::OperationAbortedException, message)
}
/// `ResourceAlreadyExistsException`.
pub fn resource_already_exists(message: impl Into<String>) -> Error {
    Error::modeled(&schema::ResourceAlreadyExistsException, message)
}
/// `ResourceNotFoundException`.
pub fn resource_not_found(message: impl Into<String>) -> Error {
    Error::modeled(&schema::ResourceNotFoundException, message)
}
/// `ServiceUnavailableException`.
pub fn service_unavailable(message: impl Into<String>) -> Error {
    Error::modeled(&schema::ServiceUnavailableException, message)
}
/// `TooManyTagsException`.
pub fn too_many_tags(message: impl Into<String>) -> Error {
    Error::modeled(&schema::TooManyTagsException, message)
}
/// `UnrecognizedClientException`.
pub fn unrecognized_client(message: impl Into<String>) -> Error {
    Error::modeled(&schema::UnrecognizedClientException, message)
}
/// `ValidationException`.
pub fn validation(message: impl Into<String>) -> Error {
    Error::modeled(&schema::ValidationException, message)
}
