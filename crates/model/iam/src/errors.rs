//! The exceptions of IAM, as constructors. Written by `cargo xtask gen`; do not edit.

#[allow(unused_imports)]
use wire::generated::*;

#[allow(unused_imports)]
use crate::schema;

/// `AccountNotManagementOrDelegatedAdministratorException`.
pub fn account_not_management_or_delegated_administrator(message: impl Into<String>) -> Error {
    Error::modeled(&schema::AccountNotManagementOrDelegatedAdministratorException, message)
}
/// `CallerIsNotManagementAccountException`.
pub fn caller_is_not_management_account(message: impl Into<String>) -> Error {
    Error::modeled(&schema::CallerIsNotManagementAccountException, message)
}
/// `ConcurrentModificationException`.
pub fn concurrent_modification(message: impl Into<String>) -> Error {
    Error::modeled(&schema::ConcurrentModificationException, message)
}
/// `CredentialReportExpiredException`.
pub fn credential_report_expired(message: impl Into<String>) -> Error {
    Error::modeled(&schema::CredentialReportExpiredException, message)
}
/// `CredentialReportNotPresentException`.
pub fn credential_report_not_present(message: impl Into<String>) -> Error {
    Error::modeled(&schema::CredentialReportNotPresentException, message)
}
/// `CredentialReportNotReadyException`.
pub fn credential_report_not_ready(message: impl Into<String>) -> Error {
    Error::modeled(&schema::CredentialReportNotReadyException, message)
}
/// `DeleteConflictException`.
pub fn delete_conflict(message: impl Into<String>) -> Error {
    Error::modeled(&schema::DeleteConflictException, message)
}
/// `DuplicateCertificateException`.
pub fn duplicate_certificate(message: impl Into<String>) -> Error {
    Error::modeled(&schema::DuplicateCertificateException, message)
}
/// `DuplicateSSHPublicKeyException`.
pub fn duplicate_ssh_public_key(message: impl Into<String>) -> Error {
    Error::modeled(&schema::DuplicateSSHPublicKeyException, message)
}
/// `EntityAlreadyExistsException`.
pub fn entity_already_exists(message: impl Into<String>) -> Error {
    Error::modeled(&schema::EntityAlreadyExistsException, message)
}
/// `EntityTemporarilyUnmodifiableException`.
pub fn entity_temporarily_unmodifiable(message: impl Into<String>) -> Error {
    Error::modeled(&schema::EntityTemporarilyUnmodifiableException, message)
}
/// `FeatureDisabledException`.
pub fn feature_disabled(message: impl Into<String>) -> Error {
    Error::modeled(&schema::FeatureDisabledException, message)
}
/// `FeatureEnabledException`.
pub fn feature_enabled(message: impl Into<String>) -> Error {
    Error::modeled(&schema::FeatureEnabledException, message)
}
/// `InvalidAuthenticationCodeException`.
pub fn invalid_authentication_code(message: impl Into<String>) -> Error {
    Error::modeled(&schema::InvalidAuthenticationCodeException, message)
}
/// `InvalidCertificateException`.
pub fn invalid_certificate(message: impl Into<String>) -> Error {
    Error::modeled(&schema::InvalidCertificateException, message)
}
/// `InvalidInputException`.
pub fn invalid_input(message: impl Into<String>) -> Error {
    Error::modeled(&schema::InvalidInputException, message)
}
/// `InvalidPublicKeyException`.
pub fn invalid_public_key(message: impl Into<String>) -> Error {
    Error::modeled(&schema::InvalidPublicKeyException, message)
}
/// `InvalidUserTypeException`.
pub fn invalid_user_type(message: impl Into<String>) -> Error {
    Error::modeled(&schema::InvalidUserTypeException, message)
}
/// `KeyPairMismatchException`.
pub fn key_pair_mismatch(message: impl Into<String>) -> Error {
    Error::modeled(&schema::KeyPairMismatchException, message)
}
/// `LimitExceededException`.
pub fn limit_exceeded(message: impl Into<String>) -> Error {
    Error::modeled(&schema::LimitExceededException, message)
}
/// `MalformedCertificateException`.
pub fn malformed_certificate(message: impl Into<String>) -> Error {
    Error::modeled(&schema::MalformedCertificateException, message)
}
/// `MalformedPolicyDocumentException`.
pub fn malformed_policy_document(message: impl Into<String>) -> Error {
    Error::modeled(&schema::MalformedPolicyDocumentException, message)
}
/// `NameConflictException`.
pub fn name_conflict(message: impl Into<String>) -> Error {
    Error::modeled(&schema::NameConflictException, message)
}
/// `NoSuchEntityException`.
pub fn no_such_entity(message: impl Into<String>) -> Error {
    Error::modeled(&schema::NoSuchEntityException, message)
}
/// `OpenIdIdpCommunicationErrorException`.
pub fn open_id_idp_communication_error(message: impl Into<String>) -> Error {
    Error::modeled(&schema::OpenIdIdpCommunicationErrorException, message)
}
/// `OrganizationNotFoundException`.
pub fn organization_not_found(message: impl Into<String>) -> Error {
    Error::modeled(&schema::OrganizationNotFoundException, message)
}
/// `OrganizationNotInAllFeaturesModeException`.
pub fn organization_not_in_all_features_mode(message: impl Into<String>) -> Error {
    Error::modeled(&schema::OrganizationNotInAllFeaturesModeException, message)
}
/// `PasswordPolicyViolationException`.
pub fn password_policy_violation(message: impl Into<String>) -> Error {
    Error::modeled(&schema::PasswordPolicyViolationException, message)
}
/// `PolicyEvaluationException`.
pub fn policy_evaluation(message: impl Into<String>) -> Error {
    Error::modeled(&schema::PolicyEvaluationException, message)
}
/// `PolicyNotAttachableException`.
pub fn policy_not_attachable(message: impl Into<String>) -> Error {
    Error::modeled(&schema::PolicyNotAttachableException, message)
}
/// `ReportGenerationLimitExceededException`.
pub fn report_generation_limit_exceeded(message: impl Into<String>) -> Error {
    Error::modeled(&schema::ReportGenerationLimitExceededException, message)
}
/// `RoleModifiedException`.
pub fn role_modified(message: impl Into<String>) -> Error {
    Error::modeled(&schema::RoleModifiedException, message)
}
/// `RoleTemplateDisabledException`.
pub fn role_template_disabled(message: impl Into<String>) -> Error {
    Error::modeled(&schema::RoleTemplateDisabledException, message)
}
/// `ServiceAccessNotEnabledException`.
pub fn service_access_not_enabled(message: impl Into<String>) -> Error {
    Error::modeled(&schema::ServiceAccessNotEnabledException, message)
}
/// `ServiceFailureException`.
pub fn service_failure(message: impl Into<String>) -> Error {
    Error::modeled(&schema::ServiceFailureException, message)
}
/// `ServiceNotSupportedException`.
pub fn service_not_supported(message: impl Into<String>) -> Error {
    Error::modeled(&schema::ServiceNotSupportedException, message)
}
/// `UnmodifiableEntityException`.
pub fn unmodifiable_entity(message: impl Into<String>) -> Error {
    Error::modeled(&schema::UnmodifiableEntityException, message)
}
/// `UnrecognizedPublicKeyEncodingException`.
pub fn unrecognized_public_key_encoding(message: impl Into<String>) -> Error {
    Error::modeled(&schema::UnrecognizedPublicKeyEncodingException, message)
}
