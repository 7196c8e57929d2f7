//! The exceptions of STS, as constructors. Written by `cargo xtask gen`; do not edit.

#[allow(unused_imports)]
use wire::generated::*;

#[allow(unused_imports)]
use crate::schema;

/// `ExpiredTokenException`.
pub fn expired_token(message: impl Into<String>) -> Error {
    Error::modeled(&schema::ExpiredTokenException, message)
}
/// `ExpiredTradeInTokenException`.
pub fn expired_trade_in_token(message: impl Into<String>) -> Error {
    Error::modeled(&schema::ExpiredTradeInTokenException, message)
}
/// `IDPCommunicationErrorException`.
pub fn idp_communication_error(message: impl Into<String>) -> Error {
    Error::modeled(&schema::IDPCommunicationErrorException, message)
}
/// `IDPRejectedClaimException`.
pub fn idp_rejected_claim(message: impl Into<String>) -> Error {
    Error::modeled(&schema::IDPRejectedClaimException, message)
}
/// `InvalidAuthorizationMessageException`.
pub fn invalid_authorization_message(message: impl Into<String>) -> Error {
    Error::modeled(&schema::InvalidAuthorizationMessageException, message)
}
/// `InvalidIdentityTokenException`.
pub fn invalid_identity_token(message: impl Into<String>) -> Error {
    Error::modeled(&schema::InvalidIdentityTokenException, message)
}
/// `JWTPayloadSizeExceededException`.
pub fn jwt_payload_size_exceeded(message: impl Into<String>) -> Error {
    Error::modeled(&schema::JWTPayloadSizeExceededException, message)
}
/// `MalformedPolicyDocumentException`.
pub fn malformed_policy_document(message: impl Into<String>) -> Error {
    Error::modeled(&schema::MalformedPolicyDocumentException, message)
}
/// `OutboundWebIdentityFederationDisabledException`.
pub fn outbound_web_identity_federation_disabled(message: impl Into<String>) -> Error {
    Error::modeled(&schema::OutboundWebIdentityFederationDisabledException, message)
}
/// `PackedPolicyTooLargeException`.
pub fn packed_policy_too_large(message: impl Into<String>) -> Error {
    Error::modeled(&schema::PackedPolicyTooLargeException, message)
}
/// `RegionDisabledException`.
pub fn region_disabled(message: impl Into<String>) -> Error {
    Error::modeled(&schema::RegionDisabledException, message)
}
/// `SessionDurationEscalationException`.
pub fn session_duration_escalation(message: impl Into<String>) -> Error {
    Error::modeled(&schema::SessionDurationEscalationException, message)
}
