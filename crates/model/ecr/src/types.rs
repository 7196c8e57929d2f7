//! The types of ECR: one line a shape. Written by `cargo xtask gen`; do not edit.

#[allow(unused_imports)]
use wire::generated::*;

use crate::schema;

structure! { BatchCheckLayerAvailabilityInput = schema::BatchCheckLayerAvailabilityRequest; 0 registry_id: Option<String>, 1 repository_name: String, 2 layer_digests: Vec<String> }
structure! { BatchCheckLayerAvailabilityOutput = schema::BatchCheckLayerAvailabilityResponse; 0 layers: Option<Vec<Layer>>, 1 failures: Option<Vec<LayerFailure>> }
structure! { BatchDeleteImageInput = schema::BatchDeleteImageRequest; 0 registry_id: Option<String>, 1 repository_name: String, 2 image_ids: Vec<ImageIdentifier> }
structure! { BatchDeleteImageOutput = schema::BatchDeleteImageResponse; 0 image_ids: Option<Vec<ImageIdentifier>>, 1 failures: Option<Vec<ImageFailure>> }
structure! { BatchGetImageInput = schema::BatchGetImageRequest; 0 registry_id: Option<String>, 1 repository_name: String, 2 image_ids: Vec<ImageIdentifier>, 3 accepted_media_types: Option<Vec<String>> }
structure! { BatchGetImageOutput = schema::BatchGetImageResponse; 0 images: Option<Vec<Image>>, 1 failures: Option<Vec<ImageFailure>> }
structure! { BatchGetRepositoryScanningConfigurationInput = schema::BatchGetRepositoryScanningConfigurationRequest; 0 repository_names: Vec<String> }
structure! { BatchGetRepositoryScanningConfigurationOutput = schema::BatchGetRepositoryScanningConfigurationResponse; 0 scanning_configurations: Option<Vec<RepositoryScanningConfiguration>>, 1 failures: Option<Vec<RepositoryScanningConfigurationFailure>> }
structure! { CompleteLayerUploadInput = schema::CompleteLayerUploadRequest; 0 registry_id: Option<String>, 1 repository_name: String, 2 upload_id: String, 3 layer_digests: Vec<String> }
structure! { CompleteLayerUploadOutput = schema::CompleteLayerUploadResponse; 0 registry_id: Option<String>, 1 repository_name: Option<String>, 2 upload_id: Option<String>, 3 layer_digest: Option<String> }
structure! { CreatePullThroughCacheRuleInput = schema::CreatePullThroughCacheRuleRequest; 0 ecr_repository_prefix: String, 1 upstream_registry_url: String, 2 registry_id: Option<String>, 3 upstream_registry: Option<UpstreamRegistry>, 4 credential_arn: Option<String>, 5 custom_role_arn: Option<String>, 6 upstream_repository_prefix: Option<String> }
structure! { CreatePullThroughCacheRuleOutput = schema::CreatePullThroughCacheRuleResponse; 0 ecr_repository_prefix: Option<String>, 1 upstream_registry_url: Option<String>, 2 created_at: Option<Timestamp>, 3 registry_id: Option<String>, 4 upstream_registry: Option<UpstreamRegistry>, 5 credential_arn: Option<String>, 6 custom_role_arn: Option<String>, 7 upstream_repository_prefix: Option<String> }
structure! { CreateRepositoryInput = schema::CreateRepositoryRequest; 0 registry_id: Option<String>, 1 repository_name: String, 2 tags: Option<Vec<Tag>>, 3 image_tag_mutability: Option<ImageTagMutability>, 4 image_tag_mutability_exclusion_filters: Option<Vec<ImageTagMutabilityExclusionFilter>>, 5 image_scanning_configuration: Option<ImageScanningConfiguration>, 6 encryption_configuration: Option<EncryptionConfiguration> }
structure! { CreateRepositoryOutput = schema::CreateRepositoryResponse; 0 repository: Option<Repository> }
structure! { CreateRepositoryCreationTemplateInput = schema::CreateRepositoryCreationTemplateRequest; 0 prefix: String, 1 description: Option<String>, 2 encryption_configuration: Option<EncryptionConfigurationForRepositoryCreationTemplate>, 3 resource_tags: Option<Vec<Tag>>, 4 image_tag_mutability: Option<ImageTagMutability>, 5 image_tag_mutability_exclusion_filters: Option<Vec<ImageTagMutabilityExclusionFilter>>, 6 repository_policy: Option<String>, 7 lifecycle_policy: Option<String>, 8 applied_for: Vec<RCTAppliedFor>, 9 custom_role_arn: Option<String> }
structure! { CreateRepositoryCreationTemplateOutput = schema::CreateRepositoryCreationTemplateResponse; 0 registry_id: Option<String>, 1 repository_creation_template: Option<RepositoryCreationTemplate> }
structure! { DeleteLifecyclePolicyInput = schema::DeleteLifecyclePolicyRequest; 0 registry_id: Option<String>, 1 repository_name: String }
structure! { DeleteLifecyclePolicyOutput = schema::DeleteLifecyclePolicyResponse; 0 registry_id: Option<String>, 1 repository_name: Option<String>, 2 lifecycle_policy_text: Option<String>, 3 last_evaluated_at: Option<Timestamp> }
structure! { DeletePullThroughCacheRuleInput = schema::DeletePullThroughCacheRuleRequest; 0 ecr_repository_prefix: String, 1 registry_id: Option<String> }
structure! { DeletePullThroughCacheRuleOutput = schema::DeletePullThroughCacheRuleResponse; 0 ecr_repository_prefix: Option<String>, 1 upstream_registry_url: Option<String>, 2 created_at: Option<Timestamp>, 3 registry_id: Option<String>, 4 credential_arn: Option<String>, 5 custom_role_arn: Option<String>, 6 upstream_repository_prefix: Option<String> }
structure! { DeleteRegistryPolicyInput = schema::DeleteRegistryPolicyRequest;  }
structure! { DeleteRegistryPolicyOutput = schema::DeleteRegistryPolicyResponse; 0 registry_id: Option<String>, 1 policy_text: Option<String> }
structure! { DeleteRepositoryInput = schema::DeleteRepositoryRequest; 0 registry_id: Option<String>, 1 repository_name: String, 2 force: Option<bool> }
structure! { DeleteRepositoryOutput = schema::DeleteRepositoryResponse; 0 repository: Option<Repository> }
structure! { DeleteRepositoryCreationTemplateInput = schema::DeleteRepositoryCreationTemplateRequest; 0 prefix: String }
structure! { DeleteRepositoryCreationTemplateOutput = schema::DeleteRepositoryCreationTemplateResponse; 0 registry_id: Option<String>, 1 repository_creation_template: Option<RepositoryCreationTemplate> }
structure! { DeleteRepositoryPolicyInput = schema::DeleteRepositoryPolicyRequest; 0 registry_id: Option<String>, 1 repository_name: String }
structure! { DeleteRepositoryPolicyOutput = schema::DeleteRepositoryPolicyResponse; 0 registry_id: Option<String>, 1 repository_name: Option<String>, 2 policy_text: Option<String> }
structure! { DescribeImageReplicationStatusInput = schema::DescribeImageReplicationStatusRequest; 0 repository_name: String, 1 image_id: ImageIdentifier, 2 registry_id: Option<String> }
structure! { DescribeImageReplicationStatusOutput = schema::DescribeImageReplicationStatusResponse; 0 repository_name: Option<String>, 1 image_id: Option<ImageIdentifier>, 2 replication_statuses: Option<Vec<ImageReplicationStatus>> }
structure! { DescribeImageScanFindingsInput = schema::DescribeImageScanFindingsRequest; 0 registry_id: Option<String>, 1 repository_name: String, 2 image_id: ImageIdentifier, 3 next_token: Option<String>, 4 max_results: Option<i32> }
structure! { DescribeImageScanFindingsOutput = schema::DescribeImageScanFindingsResponse; 0 registry_id: Option<String>, 1 repository_name: Option<String>, 2 image_id: Option<ImageIdentifier>, 3 image_scan_status: Option<ImageScanStatus>, 4 image_scan_findings: Option<ImageScanFindings>, 5 next_token: Option<String> }
structure! { DescribeImagesInput = schema::DescribeImagesRequest; 0 registry_id: Option<String>, 1 repository_name: String, 2 image_ids: Option<Vec<ImageIdentifier>>, 3 next_token: Option<String>, 4 max_results: Option<i32>, 5 filter: Option<DescribeImagesFilter> }
structure! { DescribeImagesOutput = schema::DescribeImagesResponse; 0 image_details: Option<Vec<ImageDetail>>, 1 next_token: Option<String> }
structure! { DescribePullThroughCacheRulesInput = schema::DescribePullThroughCacheRulesRequest; 0 registry_id: Option<String>, 1 ecr_repository_prefixes: Option<Vec<String>>, 2 next_token: Option<String>, 3 max_results: Option<i32> }
structure! { DescribePullThroughCacheRulesOutput = schema::DescribePullThroughCacheRulesResponse; 0 pull_through_cache_rules: Option<Vec<PullThroughCacheRule>>, 1 next_token: Option<String> }
structure! { DescribeRegistryInput = schema::DescribeRegistryRequest;  }
structure! { DescribeRegistryOutput = schema::DescribeRegistryResponse; 0 registry_id: Option<String>, 1 replication_configuration: Option<ReplicationConfiguration> }
structure! { DescribeRepositoriesInput = schema::DescribeRepositoriesRequest; 0 registry_id: Option<String>, 1 repository_names: Option<Vec<String>>, 2 next_token: Option<String>, 3 max_results: Option<i32> }
structure! { DescribeRepositoriesOutput = schema::DescribeRepositoriesResponse; 0 repositories: Option<Vec<Repository>>, 1 next_token: Option<String> }
structure! { DescribeRepositoryCreationTemplatesInput = schema::DescribeRepositoryCreationTemplatesRequest; 0 prefixes: Option<Vec<String>>, 1 next_token: Option<String>, 2 max_results: Option<i32> }
structure! { DescribeRepositoryCreationTemplatesOutput = schema::DescribeRepositoryCreationTemplatesResponse; 0 registry_id: Option<String>, 1 repository_creation_templates: Option<Vec<RepositoryCreationTemplate>>, 2 next_token: Option<String> }
structure! { GetAccountSettingInput = schema::GetAccountSettingRequest; 0 name: String }
structure! { GetAccountSettingOutput = schema::GetAccountSettingResponse; 0 name: Option<String>, 1 value: Option<String> }
structure! { GetAuthorizationTokenInput = schema::GetAuthorizationTokenRequest; 0 registry_ids: Option<Vec<String>> }
structure! { GetAuthorizationTokenOutput = schema::GetAuthorizationTokenResponse; 0 authorization_data: Option<Vec<AuthorizationData>> }
structure! { GetDownloadUrlForLayerInput = schema::GetDownloadUrlForLayerRequest; 0 registry_id: Option<String>, 1 repository_name: String, 2 layer_digest: String }
structure! { GetDownloadUrlForLayerOutput = schema::GetDownloadUrlForLayerResponse; 0 download_url: Option<String>, 1 layer_digest: Option<String> }
structure! { GetLifecyclePolicyInput = schema::GetLifecyclePolicyRequest; 0 registry_id: Option<String>, 1 repository_name: String }
structure! { GetLifecyclePolicyOutput = schema::GetLifecyclePolicyResponse; 0 registry_id: Option<String>, 1 repository_name: Option<String>, 2 lifecycle_policy_text: Option<String>, 3 last_evaluated_at: Option<Timestamp> }
structure! { GetLifecyclePolicyPreviewInput = schema::GetLifecyclePolicyPreviewRequest; 0 registry_id: Option<String>, 1 repository_name: String, 2 image_ids: Option<Vec<ImageIdentifier>>, 3 next_token: Option<String>, 4 max_results: Option<i32>, 5 filter: Option<LifecyclePolicyPreviewFilter> }
structure! { GetLifecyclePolicyPreviewOutput = schema::GetLifecyclePolicyPreviewResponse; 0 registry_id: Option<String>, 1 repository_name: Option<String>, 2 lifecycle_policy_text: Option<String>, 3 status: Option<LifecyclePolicyPreviewStatus>, 4 next_token: Option<String>, 5 preview_results: Option<Vec<LifecyclePolicyPreviewResult>>, 6 summary: Option<LifecyclePolicyPreviewSummary> }
structure! { GetRegistryPolicyInput = schema::GetRegistryPolicyRequest;  }
structure! { GetRegistryPolicyOutput = schema::GetRegistryPolicyResponse; 0 registry_id: Option<String>, 1 policy_text: Option<String> }
structure! { GetRegistryScanningConfigurationInput = schema::GetRegistryScanningConfigurationRequest;  }
structure! { GetRegistryScanningConfigurationOutput = schema::GetRegistryScanningConfigurationResponse; 0 registry_id: Option<String>, 1 scanning_configuration: Option<RegistryScanningConfiguration> }
structure! { GetRepositoryPolicyInput = schema::GetRepositoryPolicyRequest; 0 registry_id: Option<String>, 1 repository_name: String }
structure! { GetRepositoryPolicyOutput = schema::GetRepositoryPolicyResponse; 0 registry_id: Option<String>, 1 repository_name: Option<String>, 2 policy_text: Option<String> }
structure! { InitiateLayerUploadInput = schema::InitiateLayerUploadRequest; 0 registry_id: Option<String>, 1 repository_name: String }
structure! { InitiateLayerUploadOutput = schema::InitiateLayerUploadResponse; 0 upload_id: Option<String>, 1 part_size: Option<i64> }
structure! { ListImageReferrersInput = schema::ListImageReferrersRequest; 0 registry_id: Option<String>, 1 repository_name: String, 2 subject_id: SubjectIdentifier, 3 filter: Option<ListImageReferrersFilter>, 4 next_token: Option<String>, 5 max_results: Option<i32> }
structure! { ListImageReferrersOutput = schema::ListImageReferrersResponse; 0 referrers: Option<Vec<ImageReferrer>>, 1 next_token: Option<String> }
structure! { ListImagesInput = schema::ListImagesRequest; 0 registry_id: Option<String>, 1 repository_name: String, 2 next_token: Option<String>, 3 max_results: Option<i32>, 4 filter: Option<ListImagesFilter> }
structure! { ListImagesOutput = schema::ListImagesResponse; 0 image_ids: Option<Vec<ImageIdentifier>>, 1 next_token: Option<String> }
structure! { ListTagsForResourceInput = schema::ListTagsForResourceRequest; 0 resource_arn: String }
structure! { ListTagsForResourceOutput = schema::ListTagsForResourceResponse; 0 tags: Option<Vec<Tag>> }
structure! { PutAccountSettingInput = schema::PutAccountSettingRequest; 0 name: String, 1 value: String }
structure! { PutAccountSettingOutput = schema::PutAccountSettingResponse; 0 name: Option<String>, 1 value: Option<String> }
structure! { PutImageInput = schema::PutImageRequest; 0 registry_id: Option<String>, 1 repository_name: String, 2 image_manifest: String, 3 image_manifest_media_type: Option<String>, 4 image_tag: Option<String>, 5 image_digest: Option<String> }
structure! { PutImageOutput = schema::PutImageResponse; 0 image: Option<Image> }
structure! { PutImageScanningConfigurationInput = schema::PutImageScanningConfigurationRequest; 0 registry_id: Option<String>, 1 repository_name: String, 2 image_scanning_configuration: ImageScanningConfiguration }
structure! { PutImageScanningConfigurationOutput = schema::PutImageScanningConfigurationResponse; 0 registry_id: Option<String>, 1 repository_name: Option<String>, 2 image_scanning_configuration: Option<ImageScanningConfiguration> }
structure! { PutImageTagMutabilityInput = schema::PutImageTagMutabilityRequest; 0 registry_id: Option<String>, 1 repository_name: String, 2 image_tag_mutability: ImageTagMutability, 3 image_tag_mutability_exclusion_filters: Option<Vec<ImageTagMutabilityExclusionFilter>> }
structure! { PutImageTagMutabilityOutput = schema::PutImageTagMutabilityResponse; 0 registry_id: Option<String>, 1 repository_name: Option<String>, 2 image_tag_mutability: Option<ImageTagMutability>, 3 image_tag_mutability_exclusion_filters: Option<Vec<ImageTagMutabilityExclusionFilter>> }
structure! { PutLifecyclePolicyInput = schema::PutLifecyclePolicyRequest; 0 registry_id: Option<String>, 1 repository_name: String, 2 lifecycle_policy_text: String }
structure! { PutLifecyclePolicyOutput = schema::PutLifecyclePolicyResponse; 0 registry_id: Option<String>, 1 repository_name: Option<String>, 2 lifecycle_policy_text: Option<String> }
structure! { PutRegistryPolicyInput = schema::PutRegistryPolicyRequest; 0 policy_text: String }
structure! { PutRegistryPolicyOutput = schema::PutRegistryPolicyResponse; 0 registry_id: Option<String>, 1 policy_text: Option<String> }
structure! { PutRegistryScanningConfigurationInput = schema::PutRegistryScanningConfigurationRequest; 0 scan_type: Option<ScanType>, 1 rules: Option<Vec<RegistryScanningRule>> }
structure! { PutRegistryScanningConfigurationOutput = schema::PutRegistryScanningConfigurationResponse; 0 registry_scanning_configuration: Option<RegistryScanningConfiguration> }
structure! { PutReplicationConfigurationInput = schema::PutReplicationConfigurationRequest; 0 replication_configuration: ReplicationConfiguration }
structure! { PutReplicationConfigurationOutput = schema::PutReplicationConfigurationResponse; 0 replication_configuration: Option<ReplicationConfiguration> }
structure! { SetRepositoryPolicyInput = schema::SetRepositoryPolicyRequest; 0 registry_id: Option<String>, 1 repository_name: String, 2 policy_text: String, 3 force: Option<bool> }
structure! { SetRepositoryPolicyOutput = schema::SetRepositoryPolicyResponse; 0 registry_id: Option<String>, 1 repository_name: Option<String>, 2 policy_text: Option<String> }
structure! { StartImageScanInput = schema::StartImageScanRequest; 0 registry_id: Option<String>, 1 repository_name: String, 2 image_id: ImageIdentifier }
structure! { StartImageScanOutput = schema::StartImageScanResponse; 0 registry_id: Option<String>, 1 repository_name: Option<String>, 2 image_id: Option<ImageIdentifier>, 3 image_scan_status: Option<ImageScanStatus> }
structure! { StartLifecyclePolicyPreviewInput = schema::StartLifecyclePolicyPreviewRequest; 0 registry_id: Option<String>, 1 repository_name: String, 2 lifecycle_policy_text: Option<String> }
structure! { StartLifecyclePolicyPreviewOutput = schema::StartLifecyclePolicyPreviewResponse; 0 registry_id: Option<String>, 1 repository_name: Option<String>, 2 lifecycle_policy_text: Option<String>, 3 status: Option<LifecyclePolicyPreviewStatus> }
structure! { TagResourceInput = schema::TagResourceRequest; 0 resource_arn: String, 1 tags: Vec<Tag> }
structure! { TagResourceOutput = schema::TagResourceResponse;  }
structure! { UntagResourceInput = schema::UntagResourceRequest; 0 resource_arn: String, 1 tag_keys: Vec<String> }
structure! { UntagResourceOutput = schema::UntagResourceResponse;  }
structure! { UpdatePullThroughCacheRuleInput = schema::UpdatePullThroughCacheRuleRequest; 0 registry_id: Option<String>, 1 ecr_repository_prefix: String, 2 credential_arn: Option<String>, 3 custom_role_arn: Option<String> }
structure! { UpdatePullThroughCacheRuleOutput = schema::UpdatePullThroughCacheRuleResponse; 0 ecr_repository_prefix: Option<String>, 1 registry_id: Option<String>, 2 updated_at: Option<Timestamp>, 3 credential_arn: Option<String>, 4 custom_role_arn: Option<String>, 5 upstream_repository_prefix: Option<String> }
structure! { UpdateRepositoryCreationTemplateInput = schema::UpdateRepositoryCreationTemplateRequest; 0 prefix: String, 1 description: Option<String>, 2 encryption_configuration: Option<EncryptionConfigurationForRepositoryCreationTemplate>, 3 resource_tags: Option<Vec<Tag>>, 4 image_tag_mutability: Option<ImageTagMutability>, 5 image_tag_mutability_exclusion_filters: Option<Vec<ImageTagMutabilityExclusionFilter>>, 6 repository_policy: Option<String>, 7 lifecycle_policy: Option<String>, 8 applied_for: Option<Vec<RCTAppliedFor>>, 9 custom_role_arn: Option<String> }
structure! { UpdateRepositoryCreationTemplateOutput = schema::UpdateRepositoryCreationTemplateResponse; 0 registry_id: Option<String>, 1 repository_creation_template: Option<RepositoryCreationTemplate> }
structure! { UploadLayerPartInput = schema::UploadLayerPartRequest; 0 registry_id: Option<String>, 1 repository_name: String, 2 upload_id: String, 3 part_first_byte: i64, 4 part_last_byte: i64, 5 layer_part_blob: Blob }
structure! { UploadLayerPartOutput = schema::UploadLayerPartResponse; 0 registry_id: Option<String>, 1 repository_name: Option<String>, 2 upload_id: Option<String>, 3 last_byte_received: Option<i64> }
structure! { ValidatePullThroughCacheRuleInput = schema::ValidatePullThroughCacheRuleRequest; 0 ecr_repository_prefix: String, 1 registry_id: Option<String> }
structure! { ValidatePullThroughCacheRuleOutput = schema::ValidatePullThroughCacheRuleResponse; 0 ecr_repository_prefix: Option<String>, 1 registry_id: Option<String>, 2 upstream_registry_url: Option<String>, 3 credential_arn: Option<String>, 4 custom_role_arn: Option<String>, 5 upstream_repository_prefix: Option<String>, 6 is_valid: Option<bool>, 7 failure: Option<String> }
enumeration! { ArtifactStatus; Active = "ACTIVE", Archived = "ARCHIVED", Activating = "ACTIVATING" }
enumeration! { ArtifactStatusFilter; Active = "ACTIVE", Archived = "ARCHIVED", Activating = "ACTIVATING", Any = "ANY" }
structure! { Attribute = schema::Attribute; 0 key: String, 1 value: Option<String> }
structure! { AuthorizationData = schema::AuthorizationData; 0 authorization_token: Option<String>, 1 expires_at: Option<Timestamp>, 2 proxy_endpoint: Option<String> }
structure! { AwsEcrContainerImageDetails = schema::AwsEcrContainerImageDetails; 0 architecture: Option<String>, 1 author: Option<String>, 2 image_hash: Option<String>, 3 image_tags: Option<Vec<String>>, 4 platform: Option<String>, 5 pushed_at: Option<Timestamp>, 6 last_in_use_at: Option<Timestamp>, 7 in_use_count: Option<i64>, 8 registry: Option<String>, 9 repository_name: Option<String> }
structure! { CvssScore = schema::CvssScore; 0 base_score: Option<f64>, 1 scoring_vector: Option<String>, 2 source: Option<String>, 3 version: Option<String> }
structure! { CvssScoreAdjustment = schema::CvssScoreAdjustment; 0 metric: Option<String>, 1 reason: Option<String> }
structure! { CvssScoreDetails = schema::CvssScoreDetails; 0 adjustments: Option<Vec<CvssScoreAdjustment>>, 1 score: Option<f64>, 2 score_source: Option<String>, 3 scoring_vector: Option<String>, 4 version: Option<String> }
structure! { DeleteReplication = schema::DeleteReplication; 0 enabled: bool }
structure! { DescribeImagesFilter = schema::DescribeImagesFilter; 0 tag_status: Option<TagStatus>, 1 image_status: Option<ImageStatusFilter> }
structure! { EncryptionConfiguration = schema::EncryptionConfiguration; 0 encryption_type: EncryptionType, 1 kms_key: Option<String> }
structure! { EncryptionConfigurationForRepositoryCreationTemplate = schema::EncryptionConfigurationForRepositoryCreationTemplate; 0 encryption_type: EncryptionType, 1 kms_key: Option<String> }
enumeration! { EncryptionType; Aes256 = "AES256", Kms = "KMS", KmsDsse = "KMS_DSSE" }
structure! { EnhancedImageScanFinding = schema::EnhancedImageScanFinding; 0 aws_account_id: Option<String>, 1 description: Option<String>, 2 finding_arn: Option<String>, 3 first_observed_at: Option<Timestamp>, 4 last_observed_at: Option<Timestamp>, 5 package_vulnerability_details: Option<PackageVulnerabilityDetails>, 6 remediation: Option<Remediation>, 7 resources: Option<Vec<Resource>>, 8 score: Option<f64>, 9 score_details: Option<ScoreDetails>, 10 severity: Option<String>, 11 status: Option<String>, 12 title: Option<String>, 13 r#type: Option<String>, 14 updated_at: Option<Timestamp>, 15 fix_available: Option<String>, 16 exploit_available: Option<String> }
enumeration! { FindingSeverity; Informational = "INFORMATIONAL", Low = "LOW", Medium = "MEDIUM", High = "HIGH", Critical = "CRITICAL", Undefined = "UNDEFINED" }
structure! { Image = schema::Image; 0 registry_id: Option<String>, 1 repository_name: Option<String>, 2 image_id: Option<ImageIdentifier>, 3 image_manifest: Option<String>, 4 image_manifest_media_type: Option<String> }
enumeration! { ImageActionType; Expire = "EXPIRE", Transition = "TRANSITION" }
structure! { ImageDetail = schema::ImageDetail; 0 registry_id: Option<String>, 1 repository_name: Option<String>, 2 image_digest: Option<String>, 3 image_tags: Option<Vec<String>>, 4 image_size_in_bytes: Option<i64>, 5 image_pushed_at: Option<Timestamp>, 6 image_scan_status: Option<ImageScanStatus>, 7 image_scan_findings_summary: Option<ImageScanFindingsSummary>, 8 image_manifest_media_type: Option<String>, 9 artifact_media_type: Option<String>, 10 last_recorded_pull_time: Option<Timestamp>, 11 subject_manifest_digest: Option<String>, 12 image_status: Option<ImageStatus>, 13 last_archived_at: Option<Timestamp>, 14 last_activated_at: Option<Timestamp> }
structure! { ImageFailure = schema::ImageFailure; 0 image_id: Option<ImageIdentifier>, 1 failure_code: Option<ImageFailureCode>, 2 failure_reason: Option<String> }
enumeration! { ImageFailureCode; InvalidImageDigest = "InvalidImageDigest", InvalidImageTag = "InvalidImageTag", ImageTagDoesNotMatchDigest = "ImageTagDoesNotMatchDigest", ImageNotFound = "ImageNotFound", MissingDigestAndTag = "MissingDigestAndTag", ImageReferencedByManifestList = "ImageReferencedByManifestList", KmsError = "KmsError", UpstreamAccessDenied = "UpstreamAccessDenied", UpstreamTooManyRequests = "UpstreamTooManyRequests", UpstreamUnavailable = "UpstreamUnavailable", ImageInaccessible = "ImageInaccessible" }
structure! { ImageIdentifier = schema::ImageIdentifier; 0 image_digest: Option<String>, 1 image_tag: Option<String> }
structure! { ImageReferrer = schema::ImageReferrer; 0 digest: String, 1 media_type: String, 2 artifact_type: Option<String>, 3 size: i64, 4 annotations: Option<Map<String>>, 5 artifact_status: Option<ArtifactStatus> }
structure! { ImageReplicationStatus = schema::ImageReplicationStatus; 0 region: Option<String>, 1 registry_id: Option<String>, 2 status: Option<ReplicationStatus>, 3 failure_code: Option<String> }
structure! { ImageScanFinding = schema::ImageScanFinding; 0 name: Option<String>, 1 description: Option<String>, 2 uri: Option<String>, 3 severity: Option<FindingSeverity>, 4 attributes: Option<Vec<Attribute>> }
structure! { ImageScanFindings = schema::ImageScanFindings; 0 image_scan_completed_at: Option<Timestamp>, 1 vulnerability_source_updated_at: Option<Timestamp>, 2 finding_severity_counts: Option<Map<i32>>, 3 findings: Option<Vec<ImageScanFinding>>, 4 enhanced_findings: Option<Vec<EnhancedImageScanFinding>> }
structure! { ImageScanFindingsSummary = schema::ImageScanFindingsSummary; 0 image_scan_completed_at: Option<Timestamp>, 1 vulnerability_source_updated_at: Option<Timestamp>, 2 finding_severity_counts: Option<Map<i32>> }
structure! { ImageScanStatus = schema::ImageScanStatus; 0 status: Option<ScanStatus>, 1 description: Option<String> }
structure! { ImageScanningConfiguration = schema::ImageScanningConfiguration; 0 scan_on_push: Option<bool> }
enumeration! { ImageStatus; Active = "ACTIVE", Archived = "ARCHIVED", Activating = "ACTIVATING" }
enumeration! { ImageStatusFilter; Active = "ACTIVE", Archived = "ARCHIVED", Activating = "ACTIVATING", Any = "ANY" }
enumeration! { ImageTagMutability; Mutable = "MUTABLE", Immutable = "IMMUTABLE", ImmutableWithExclusion = "IMMUTABLE_WITH_EXCLUSION", MutableWithExclusion = "MUTABLE_WITH_EXCLUSION" }
structure! { ImageTagMutabilityExclusionFilter = schema::ImageTagMutabilityExclusionFilter; 0 filter_type: ImageTagMutabilityExclusionFilterType, 1 filter: String }
enumeration! { ImageTagMutabilityExclusionFilterType; Wildcard = "WILDCARD" }
structure! { Layer = schema::Layer; 0 layer_digest: Option<String>, 1 layer_availability: Option<LayerAvailability>, 2 layer_size: Option<i64>, 3 media_type: Option<String> }
enumeration! { LayerAvailability; Available = "AVAILABLE", Unavailable = "UNAVAILABLE", Archived = "ARCHIVED" }
structure! { LayerFailure = schema::LayerFailure; 0 layer_digest: Option<String>, 1 failure_code: Option<LayerFailureCode>, 2 failure_reason: Option<String> }
enumeration! { LayerFailureCode; InvalidLayerDigest = "InvalidLayerDigest", MissingLayerDigest = "MissingLayerDigest" }
structure! { LifecyclePolicyPreviewFilter = schema::LifecyclePolicyPreviewFilter; 0 tag_status: Option<TagStatus> }
structure! { LifecyclePolicyPreviewResult = schema::LifecyclePolicyPreviewResult; 0 image_tags: Option<Vec<String>>, 1 image_digest: Option<String>, 2 image_pushed_at: Option<Timestamp>, 3 action: Option<LifecyclePolicyRuleAction>, 4 applied_rule_priority: Option<i32>, 5 storage_class: Option<LifecyclePolicyStorageClass> }
enumeration! { LifecyclePolicyPreviewStatus; InProgress = "IN_PROGRESS", Complete = "COMPLETE", Expired = "EXPIRED", Failed = "FAILED" }
structure! { LifecyclePolicyPreviewSummary = schema::LifecyclePolicyPreviewSummary; 0 expiring_image_total_count: Option<i32>, 1 transitioning_image_total_counts: Option<Vec<TransitioningImageTotalCount>> }
structure! { LifecyclePolicyRuleAction = schema::LifecyclePolicyRuleAction; 0 r#type: Option<ImageActionType>, 1 target_storage_class: Option<LifecyclePolicyTargetStorageClass> }
enumeration! { LifecyclePolicyStorageClass; Archive = "ARCHIVE", Standard = "STANDARD" }
enumeration! { LifecyclePolicyTargetStorageClass; Archive = "ARCHIVE" }
structure! { ListImageReferrersFilter = schema::ListImageReferrersFilter; 0 artifact_types: Option<Vec<String>>, 1 artifact_status: Option<ArtifactStatusFilter> }
structure! { ListImagesFilter = schema::ListImagesFilter; 0 tag_status: Option<TagStatus>, 1 image_status: Option<ImageStatusFilter> }
structure! { PackageVulnerabilityDetails = schema::PackageVulnerabilityDetails; 0 cvss: Option<Vec<CvssScore>>, 1 reference_urls: Option<Vec<String>>, 2 related_vulnerabilities: Option<Vec<String>>, 3 source: Option<String>, 4 source_url: Option<String>, 5 vendor_created_at: Option<Timestamp>, 6 vendor_severity: Option<String>, 7 vendor_updated_at: Option<Timestamp>, 8 vulnerability_id: Option<String>, 9 vulnerable_packages: Option<Vec<VulnerablePackage>> }
structure! { PullThroughCacheRule = schema::PullThroughCacheRule; 0 ecr_repository_prefix: Option<String>, 1 upstream_registry_url: Option<String>, 2 created_at: Option<Timestamp>, 3 registry_id: Option<String>, 4 credential_arn: Option<String>, 5 custom_role_arn: Option<String>, 6 upstream_repository_prefix: Option<String>, 7 upstream_registry: Option<UpstreamRegistry>, 8 updated_at: Option<Timestamp> }
enumeration! { RCTAppliedFor; Replication = "REPLICATION", PullThroughCache = "PULL_THROUGH_CACHE", CreateOnPush = "CREATE_ON_PUSH" }
structure! { Recommendation = schema::Recommendation; 0 url: Option<String>, 1 text: Option<String> }
structure! { RegistryScanningConfiguration = schema::RegistryScanningConfiguration; 0 scan_type: Option<ScanType>, 1 rules: Option<Vec<RegistryScanningRule>> }
structure! { RegistryScanningRule = schema::RegistryScanningRule; 0 scan_frequency: ScanFrequency, 1 repository_filters: Vec<ScanningRepositoryFilter> }
structure! { Remediation = schema::Remediation; 0 recommendation: Option<Recommendation> }
structure! { ReplicationConfiguration = schema::ReplicationConfiguration; 0 rules: Vec<ReplicationRule> }
structure! { ReplicationDestination = schema::ReplicationDestination; 0 region: String, 1 registry_id: String }
structure! { ReplicationRule = schema::ReplicationRule; 0 destinations: Vec<ReplicationDestination>, 1 repository_filters: Option<Vec<RepositoryFilter>>, 2 delete_replication: Option<DeleteReplication> }
enumeration! { ReplicationStatus; InProgress = "IN_PROGRESS", Complete = "COMPLETE", Failed = "FAILED" }
structure! { Repository = schema::Repository; 0 repository_arn: Option<String>, 1 registry_id: Option<String>, 2 repository_name: Option<String>, 3 repository_uri: Option<String>, 4 created_at: Option<Timestamp>, 5 image_tag_mutability: Option<ImageTagMutability>, 6 image_tag_mutability_exclusion_filters: Option<Vec<ImageTagMutabilityExclusionFilter>>, 7 image_scanning_configuration: Option<ImageScanningConfiguration>, 8 encryption_configuration: Option<EncryptionConfiguration> }
structure! { RepositoryCreationTemplate = schema::RepositoryCreationTemplate; 0 prefix: Option<String>, 1 description: Option<String>, 2 encryption_configuration: Option<EncryptionConfigurationForRepositoryCreationTemplate>, 3 resource_tags: Option<Vec<Tag>>, 4 image_tag_mutability: Option<ImageTagMutability>, 5 image_tag_mutability_exclusion_filters: Option<Vec<ImageTagMutabilityExclusionFilter>>, 6 repository_policy: Option<String>, 7 lifecycle_policy: Option<String>, 8 applied_for: Option<Vec<RCTAppliedFor>>, 9 custom_role_arn: Option<String>, 10 created_at: Option<Timestamp>, 11 updated_at: Option<Timestamp> }
structure! { RepositoryFilter = schema::RepositoryFilter; 0 filter: String, 1 filter_type: RepositoryFilterType }
enumeration! { RepositoryFilterType; PrefixMatch = "PREFIX_MATCH" }
structure! { RepositoryScanningConfiguration = schema::RepositoryScanningConfiguration; 0 repository_arn: Option<String>, 1 repository_name: Option<String>, 2 scan_on_push: Option<bool>, 3 scan_frequency: Option<ScanFrequency>, 4 applied_scan_filters: Option<Vec<ScanningRepositoryFilter>> }
structure! { RepositoryScanningConfigurationFailure = schema::RepositoryScanningConfigurationFailure; 0 repository_name: Option<String>, 1 failure_code: Option<ScanningConfigurationFailureCode>, 2 failure_reason: Option<String> }
structure! { Resource = schema::Resource; 0 details: Option<ResourceDetails>, 1 id: Option<String>, 2 tags: Option<Map<String>>, 3 r#type: Option<String> }
structure! { ResourceDetails = schema::ResourceDetails; 0 aws_ecr_container_image: Option<AwsEcrContainerImageDetails> }
enumeration! { ScanFrequency; ScanOnPush = "SCAN_ON_PUSH", ContinuousScan = "CONTINUOUS_SCAN", Manual = "MANUAL" }
enumeration! { ScanStatus; InProgress = "IN_PROGRESS", Complete = "COMPLETE", Failed = "FAILED", UnsupportedImage = "UNSUPPORTED_IMAGE", Active = "ACTIVE", Pending = "PENDING", ScanEligibilityExpired = "SCAN_ELIGIBILITY_EXPIRED", FindingsUnavailable = "FINDINGS_UNAVAILABLE", LimitExceeded = "LIMIT_EXCEEDED", ImageArchived = "IMAGE_ARCHIVED", ImageSizeExceeded = "IMAGE_SIZE_EXCEEDED" }
enumeration! { ScanType; Basic = "BASIC", Enhanced = "ENHANCED" }
enumeration! { ScanningConfigurationFailureCode; RepositoryNotFound = "REPOSITORY_NOT_FOUND" }
structure! { ScanningRepositoryFilter = schema::ScanningRepositoryFilter; 0 filter: String, 1 filter_type: ScanningRepositoryFilterType }
enumeration! { ScanningRepositoryFilterType; Wildcard = "WILDCARD" }
structure! { ScoreDetails = schema::ScoreDetails; 0 cvss: Option<CvssScoreDetails> }
structure! { SubjectIdentifier = schema::SubjectIdentifier; 0 image_digest: String }
structure! { Tag = schema::Tag; 0 key: String, 1 value: String }
enumeration! { TagStatus; Tagged = "TAGGED", Untagged = "UNTAGGED", Any = "ANY" }
structure! { TransitioningImageTotalCount = schema::TransitioningImageTotalCount; 0 target_storage_class: Option<LifecyclePolicyTargetStorageClass>, 1 image_total_count: Option<i32> }
enumeration! { UpstreamRegistry; Ecr = "ecr", EcrPublic = "ecr-public", Quay = "quay", K8s = "k8s", DockerHub = "docker-hub", GithubContainerRegistry = "github-container-registry", AzureContainerRegistry = "azure-container-registry", GitlabContainerRegistry = "gitlab-container-registry", Chainguard = "chainguard" }
structure! { VulnerablePackage = schema::VulnerablePackage; 0 arch: Option<String>, 1 epoch: Option<i32>, 2 file_path: Option<String>, 3 name: Option<String>, 4 package_manager: Option<String>, 5 release: Option<String>, 6 source_layer_hash: Option<String>, 7 version: Option<String>, 8 fixed_in_version: Option<String> }
