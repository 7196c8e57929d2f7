//! The exceptions of ECR, as constructors. Written by `cargo xtask gen`; do not edit.

#[allow(unused_imports)]
use wire::generated::*;

#[allow(unused_imports)]
use crate::schema;

/// `BlockedByOrganizationPolicyException`.
pub fn blocked_by_organization_policy(message: impl Into<String>) -> Error {
    Error::modeled(&schema::BlockedByOrganizationPolicyException, message)
}
/// `EmptyUploadException`.
pub fn empty_upload(message: impl Into<String>) -> Error {
    Error::modeled(&schema::EmptyUploadException, message)
}
/// `ImageAlreadyExistsException`.
pub fn image_already_exists(message: impl Into<String>) -> Error {
    Error::modeled(&schema::ImageAlreadyExistsException, message)
}
/// `ImageArchivedException`.
pub fn image_archived(message: impl Into<String>) -> Error {
    Error::modeled(&schema::ImageArchivedException, message)
}
/// `ImageDigestDoesNotMatchException`.
pub fn image_digest_does_not_match(message: impl Into<String>) -> Error {
    Error::modeled(&schema::ImageDigestDoesNotMatchException, message)
}
/// `ImageNotFoundException`.
pub fn image_not_found(message: impl Into<String>) -> Error {
    Error::modeled(&schema::ImageNotFoundException, message)
}
/// `ImageTagAlreadyExistsException`.
pub fn image_tag_already_exists(message: impl Into<String>) -> Error {
    Error::modeled(&schema::ImageTagAlreadyExistsException, message)
}
/// `InvalidLayerException`.
pub fn invalid_layer(message: impl Into<String>) -> Error {
    Error::modeled(&schema::InvalidLayerException, message)
}
/// `InvalidLayerPartException`.
pub fn invalid_layer_part(message: impl Into<String>) -> Error {
    Error::modeled(&schema::InvalidLayerPartException, message)
}
/// `InvalidParameterException`.
pub fn invalid_parameter(message: impl Into<String>) -> Error {
    Error::modeled(&schema::InvalidParameterException, message)
}
/// `InvalidTagParameterException`.
pub fn invalid_tag_parameter(message: impl Into<String>) -> Error {
    Error::modeled(&schema::InvalidTagParameterException, message)
}
/// `KmsException`.
pub fn kms(message: impl Into<String>) -> Error {
    Error::modeled(&schema::KmsException, message)
}
/// `LayerAlreadyExistsException`.
pub fn layer_already_exists(message: impl Into<String>) -> Error {
    Error::modeled(&schema::LayerAlreadyExistsException, message)
}
/// `LayerInaccessibleException`.
pub fn layer_inaccessible(message: impl Into<String>) -> Error {
    Error::modeled(&schema::LayerInaccessibleException, message)
}
/// `LayerPartTooSmallException`.
pub fn layer_part_too_small(message: impl Into<String>) -> Error {
    Error::modeled(&schema::LayerPartTooSmallException, message)
}
/// `LayersNotFoundException`.
pub fn layers_not_found(message: impl Into<String>) -> Error {
    Error::modeled(&schema::LayersNotFoundException, message)
}
/// `LifecyclePolicyNotFoundException`.
pub fn lifecycle_policy_not_found(message: impl Into<String>) -> Error {
    Error::modeled(&schema::LifecyclePolicyNotFoundException, message)
}
/// `LifecyclePolicyPreviewInProgressException`.
pub fn lifecycle_policy_preview_in_progress(message: impl Into<String>) -> Error {
    Error::modeled(&schema::LifecyclePolicyPreviewInProgressException, message)
}
/// `LifecyclePolicyPreviewNotFoundException`.
pub fn lifecycle_policy_preview_not_found(message: impl Into<String>) -> Error {
    Error::modeled(&schema::LifecyclePolicyPreviewNotFoundException, message)
}
/// `LimitExceededException`.
pub fn limit_exceeded(message: impl Into<String>) -> Error {
    Error::modeled(&schema::LimitExceededException, message)
}
/// `PullThroughCacheRuleAlreadyExistsException`.
pub fn pull_through_cache_rule_already_exists(message: impl Into<String>) -> Error {
    Error::modeled(&schema::PullThroughCacheRuleAlreadyExistsException, message)
}
/// `PullThroughCacheRuleNotFoundException`.
pub fn pull_through_cache_rule_not_found(message: impl Into<String>) -> Error {
    Error::modeled(&schema::PullThroughCacheRuleNotFoundException, message)
}
/// `ReferencedImagesNotFoundException`.
pub fn referenced_images_not_found(message: impl Into<String>) -> Error {
    Error::modeled(&schema::ReferencedImagesNotFoundException, message)
}
/// `RegistryPolicyNotFoundException`.
pub fn registry_policy_not_found(message: impl Into<String>) -> Error {
    Error::modeled(&schema::RegistryPolicyNotFoundException, message)
}
/// `RepositoryAlreadyExistsException`.
pub fn repository_already_exists(message: impl Into<String>) -> Error {
    Error::modeled(&schema::RepositoryAlreadyExistsException, message)
}
/// `RepositoryNotEmptyException`.
pub fn repository_not_empty(message: impl Into<String>) -> Error {
    Error::modeled(&schema::RepositoryNotEmptyException, message)
}
/// `RepositoryNotFoundException`.
pub fn repository_not_found(message: impl Into<String>) -> Error {
    Error::modeled(&schema::RepositoryNotFoundException, message)
}
/// `RepositoryPolicyNotFoundException`.
pub fn repository_policy_not_found(message: impl Into<String>) -> Error {
    Error::modeled(&schema::RepositoryPolicyNotFoundException, message)
}
/// `ScanNotFoundException`.
pub fn scan_not_found(message: impl Into<String>) -> Error {
    Error::modeled(&schema::ScanNotFoundException, message)
}
/// `SecretNotFoundException`.
pub fn secret_not_found(message: impl Into<String>) -> Error {
    Error::modeled(&schema::SecretNotFoundException, message)
}
/// `ServerException`.
pub fn server(message: impl Into<String>) -> Error {
    Error::modeled(&schema::ServerException, message)
}
/// `TemplateAlreadyExistsException`.
pub fn template_already_exists(message: impl Into<String>) -> Error {
    Error::modeled(&schema::TemplateAlreadyExistsException, message)
}
/// `TemplateNotFoundException`.
pub fn template_not_found(message: impl Into<String>) -> Error {
    Error::modeled(&schema::TemplateNotFoundException, message)
}
/// `TooManyTagsException`.
pub fn too_many_tags(message: impl Into<String>) -> Error {
    Error::modeled(&schema::TooManyTagsException, message)
}
/// `UnableToAccessSecretException`.
pub fn unable_to_access_secret(message: impl Into<String>) -> Error {
    Error::modeled(&schema::UnableToAccessSecretException, message)
}
/// `UnableToDecryptSecretValueException`.
pub fn unable_to_decrypt_secret_value(message: impl Into<String>) -> Error {
    Error::modeled(&schema::UnableToDecryptSecretValueException, message)
}
/// `UnableToGetUpstreamImageException`.
pub fn unable_to_get_upstream_image(message: impl Into<String>) -> Error {
    Error::modeled(&schema::UnableToGetUpstreamImageException, message)
}
/// `UnableToGetUpstreamLayerException`.
pub fn unable_to_get_upstream_layer(message: impl Into<String>) -> Error {
    Error::modeled(&schema::UnableToGetUpstreamLayerException, message)
}
/// `UnableToListUpstreamImageReferrersException`.
pub fn unable_to_list_upstream_image_referrers(message: impl Into<String>) -> Error {
    Error::modeled(&schema::UnableToListUpstreamImageReferrersException, message)
}
/// `UnsupportedImageTypeException`.
pub fn unsupported_image_type(message: impl Into<String>) -> Error {
    Error::modeled(&schema::UnsupportedImageTypeException, message)
}
/// `UnsupportedUpstreamRegistryException`.
pub fn unsupported_upstream_registry(message: impl Into<String>) -> Error {
    Error::modeled(&schema::UnsupportedUpstreamRegistryException, message)
}
/// `UploadNotFoundException`.
pub fn upload_not_found(message: impl Into<String>) -> Error {
    Error::modeled(&schema::UploadNotFoundException, message)
}
/// `ValidationException`.
pub fn validation(message: impl Into<String>) -> Error {
    Error::modeled(&schema::ValidationException, message)
}
