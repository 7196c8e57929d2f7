//! The shapes of ECR as constant data. Written by `cargo xtask gen`; do not edit.

use wire::generated::*;

pub static SERVICE: Service = Service {
    name: "ecr",
    signing_name: "ecr",
    iam_prefix: "ecr",
    id: "ECR",
    api_version: "2015-09-21",
    target_prefix: "AmazonEC2ContainerRegistry_V20150921",
    namespace: "com.amazonaws.ecr",
    xml_namespace: "",
    protocols: &[Protocol::Json11],
    query_compatible: false,
    global: false,
    dialect: Dialect::Ecr,
    operations: &OPERATIONS,
    others: &["DeleteSigningConfiguration", "DeregisterPullTimeUpdateExclusion", "DescribeImageSigningStatus", "DescribeReplicationBackfillResults", "GetSigningConfiguration", "ListPullTimeUpdateExclusions", "ListReplicationBackfills", "PutSigningConfiguration", "RegisterPullTimeUpdateExclusion", "StartReplicationBackfill", "StopReplicationBackfill", "UpdateImageStorageClass"],
};

pub static OPERATIONS: [Operation; 50] = [
    Operation { name: "BatchCheckLayerAvailability", service: &SERVICE, method: "POST", uri: "/", status: 200, input: &BatchCheckLayerAvailabilityRequest, output: &BatchCheckLayerAvailabilityResponse, result_wrapper: "", errors: &[&RepositoryNotFoundException, &InvalidParameterException, &ServerException], action: "ecr:BatchCheckLayerAvailability", access: Access::Read },
    Operation { name: "BatchDeleteImage", service: &SERVICE, method: "POST", uri: "/", status: 200, input: &BatchDeleteImageRequest, output: &BatchDeleteImageResponse, result_wrapper: "", errors: &[&ServerException, &InvalidParameterException, &RepositoryNotFoundException], action: "ecr:BatchDeleteImage", access: Access::Write },
    Operation { name: "BatchGetImage", service: &SERVICE, method: "POST", uri: "/", status: 200, input: &BatchGetImageRequest, output: &BatchGetImageResponse, result_wrapper: "", errors: &[&ServerException, &InvalidParameterException, &RepositoryNotFoundException, &LimitExceededException, &UnableToGetUpstreamImageException], action: "ecr:BatchGetImage", access: Access::Read },
    Operation { name: "BatchGetRepositoryScanningConfiguration", service: &SERVICE, method: "POST", uri: "/", status: 200, input: &BatchGetRepositoryScanningConfigurationRequest, output: &BatchGetRepositoryScanningConfigurationResponse, result_wrapper: "", errors: &[&ServerException, &InvalidParameterException, &RepositoryNotFoundException, &ValidationException], action: "ecr:BatchGetRepositoryScanningConfiguration", access: Access::Read },
    Operation { name: "CompleteLayerUpload", service: &SERVICE, method: "POST", uri: "/", status: 200, input: &CompleteLayerUploadRequest, output: &CompleteLayerUploadResponse, result_wrapper: "", errors: &[&ServerException, &InvalidParameterException, &RepositoryNotFoundException, &UploadNotFoundException, &InvalidLayerException, &LayerPartTooSmallException, &LayerAlreadyExistsException, &EmptyUploadException, &KmsException], action: "ecr:CompleteLayerUpload", access: Access::Write },
    Operation { name: "CreatePullThroughCacheRule", service: &SERVICE, method: "POST", uri: "/", status: 200, input: &CreatePullThroughCacheRuleRequest, output: &CreatePullThroughCacheRuleResponse, result_wrapper: "", errors: &[&ServerException, &InvalidParameterException, &ValidationException, &PullThroughCacheRuleAlreadyExistsException, &UnsupportedUpstreamRegistryException, &LimitExceededException, &UnableToAccessSecretException, &SecretNotFoundException, &UnableToDecryptSecretValueException], action: "ecr:CreatePullThroughCacheRule", access: Access::Write },
    Operation { name: "CreateRepository", service: &SERVICE, method: "POST", uri: "/", status: 200, input: &CreateRepositoryRequest, output: &CreateRepositoryResponse, result_wrapper: "", errors: &[&ServerException, &InvalidParameterException, &InvalidTagParameterException, &TooManyTagsException, &RepositoryAlreadyExistsException, &LimitExceededException, &KmsException], action: "ecr:CreateRepository", access: Access::Write },
    Operation { name: "CreateRepositoryCreationTemplate", service: &SERVICE, method: "POST", uri: "/", status: 200, input: &CreateRepositoryCreationTemplateRequest, output: &CreateRepositoryCreationTemplateResponse, result_wrapper: "", errors: &[&ServerException, &ValidationException, &InvalidParameterException, &LimitExceededException, &TemplateAlreadyExistsException], action: "ecr:CreateRepositoryCreationTemplate", access: Access::Write },
    Operation { name: "DeleteLifecyclePolicy", service: &SERVICE, method: "POST", uri: "/", status: 200, input: &DeleteLifecyclePolicyRequest, output: &DeleteLifecyclePolicyResponse, result_wrapper: "", errors: &[&ServerException, &InvalidParameterException, &RepositoryNotFoundException, &LifecyclePolicyNotFoundException, &ValidationException], action: "ecr:DeleteLifecyclePolicy", access: Access::Write },
    Operation { name: "DeletePullThroughCacheRule", service: &SERVICE, method: "POST", uri: "/", status: 200, input: &DeletePullThroughCacheRuleRequest, output: &DeletePullThroughCacheRuleResponse, result_wrapper: "", errors: &[&ServerException, &InvalidParameterException, &ValidationException, &PullThroughCacheRuleNotFoundException], action: "ecr:DeletePullThroughCacheRule", access: Access::Write },
    Operation { name: "DeleteRegistryPolicy", service: &SERVICE, method: "POST", uri: "/", status: 200, input: &DeleteRegistryPolicyRequest, output: &DeleteRegistryPolicyResponse, result_wrapper: "", errors: &[&ServerException, &InvalidParameterException, &RegistryPolicyNotFoundException, &ValidationException], action: "ecr:DeleteRegistryPolicy", access: Access::PermissionsManagement },
    Operation { name: "DeleteRepository", service: &SERVICE, method: "POST", uri: "/", status: 200, input: &DeleteRepositoryRequest, output: &DeleteRepositoryResponse, result_wrapper: "", errors: &[&ServerException, &InvalidParameterException, &RepositoryNotFoundException, &RepositoryNotEmptyException, &KmsException], action: "ecr:DeleteRepository", access: Access::Write },
    Operation { name: "DeleteRepositoryCreationTemplate", service: &SERVICE, method: "POST", uri: "/", status: 200, input: &DeleteRepositoryCreationTemplateRequest, output: &DeleteRepositoryCreationTemplateResponse, result_wrapper: "", errors: &[&ServerException, &ValidationException, &InvalidParameterException, &TemplateNotFoundException], action: "ecr:DeleteRepositoryCreationTemplate", access: Access::Write },
    Operation { name: "DeleteRepositoryPolicy", service: &SERVICE, method: "POST", uri: "/", status: 200, input: &DeleteRepositoryPolicyRequest, output: &DeleteRepositoryPolicyResponse, result_wrapper: "", errors: &[&ServerException, &InvalidParameterException, &RepositoryNotFoundException, &RepositoryPolicyNotFoundException], action: "ecr:DeleteRepositoryPolicy", access: Access::PermissionsManagement },
    Operation { name: "DescribeImageReplicationStatus", service: &SERVICE, method: "POST", uri: "/", status: 200, input: &DescribeImageReplicationStatusRequest, output: &DescribeImageReplicationStatusResponse, result_wrapper: "", errors: &[&ServerException, &InvalidParameterException, &ImageNotFoundException, &RepositoryNotFoundException, &ValidationException], action: "ecr:DescribeImageReplicationStatus", access: Access::Read },
    Operation { name: "DescribeImageScanFindings", service: &SERVICE, method: "POST", uri: "/", status: 200, input: &DescribeImageScanFindingsRequest, output: &DescribeImageScanFindingsResponse, result_wrapper: "", errors: &[&ServerException, &InvalidParameterException, &RepositoryNotFoundException, &ImageNotFoundException, &ScanNotFoundException, &ValidationException], action: "ecr:DescribeImageScanFindings", access: Access::Read },
    Operation { name: "DescribeImages", service: &SERVICE, method: "POST", uri: "/", status: 200, input: &DescribeImagesRequest, output: &DescribeImagesResponse, result_wrapper: "", errors: &[&ServerException, &InvalidParameterException, &RepositoryNotFoundException, &ImageNotFoundException], action: "ecr:DescribeImages", access: Access::List },
    Operation { name: "DescribePullThroughCacheRules", service: &SERVICE, method: "POST", uri: "/", status: 200, input: &DescribePullThroughCacheRulesRequest, output: &DescribePullThroughCacheRulesResponse, result_wrapper: "", errors: &[&ServerException, &InvalidParameterException, &ValidationException, &PullThroughCacheRuleNotFoundException], action: "ecr:DescribePullThroughCacheRules", access: Access::List },
    Operation { name: "DescribeRegistry", service: &SERVICE, method: "POST", uri: "/", status: 200, input: &DescribeRegistryRequest, output: &DescribeRegistryResponse, result_wrapper: "", errors: &[&ServerException, &InvalidParameterException, &ValidationException], action: "ecr:DescribeRegistry", access: Access::Read },
    Operation { name: "DescribeRepositories", service: &SERVICE, method: "POST", uri: "/", status: 200, input: &DescribeRepositoriesRequest, output: &DescribeRepositoriesResponse, result_wrapper: "", errors: &[&ServerException, &InvalidParameterException, &RepositoryNotFoundException], action: "ecr:DescribeRepositories", access: Access::Read },
    Operation { name: "DescribeRepositoryCreationTemplates", service: &SERVICE, method: "POST", uri: "/", status: 200, input: &DescribeRepositoryCreationTemplatesRequest, output: &DescribeRepositoryCreationTemplatesResponse, result_wrapper: "", errors: &[&ServerException, &ValidationException, &InvalidParameterException], action: "ecr:DescribeRepositoryCreationTemplates", access: Access::Read },
    Operation { name: "GetAccountSetting", service: &SERVICE, method: "POST", uri: "/", status: 200, input: &GetAccountSettingRequest, output: &GetAccountSettingResponse, result_wrapper: "", errors: &[&ServerException, &ValidationException, &InvalidParameterException], action: "ecr:GetAccountSetting", access: Access::Read },
    Operation { name: "GetAuthorizationToken", service: &SERVICE, method: "POST", uri: "/", status: 200, input: &GetAuthorizationTokenRequest, output: &GetAuthorizationTokenResponse, result_wrapper: "", errors: &[&ServerException, &InvalidParameterException], action: "ecr:GetAuthorizationToken", access: Access::Read },
    Operation { name: "GetDownloadUrlForLayer", service: &SERVICE, method: "POST", uri: "/", status: 200, input: &GetDownloadUrlForLayerRequest, output: &GetDownloadUrlForLayerResponse, result_wrapper: "", errors: &[&ServerException, &InvalidParameterException, &LayersNotFoundException, &LayerInaccessibleException, &RepositoryNotFoundException, &UnableToGetUpstreamLayerException], action: "ecr:GetDownloadUrlForLayer", access: Access::Read },
    Operation { name: "GetLifecyclePolicy", service: &SERVICE, method: "POST", uri: "/", status: 200, input: &GetLifecyclePolicyRequest, output: &GetLifecyclePolicyResponse, result_wrapper: "", errors: &[&ServerException, &InvalidParameterException, &RepositoryNotFoundException, &LifecyclePolicyNotFoundException, &ValidationException], action: "ecr:GetLifecyclePolicy", access: Access::Read },
    Operation { name: "GetLifecyclePolicyPreview", service: &SERVICE, method: "POST", uri: "/", status: 200, input: &GetLifecyclePolicyPreviewRequest, output: &GetLifecyclePolicyPreviewResponse, result_wrapper: "", errors: &[&ServerException, &InvalidParameterException, &RepositoryNotFoundException, &LifecyclePolicyPreviewNotFoundException, &ValidationException], action: "ecr:GetLifecyclePolicyPreview", access: Access::Read },
    Operation { name: "GetRegistryPolicy", service: &SERVICE, method: "POST", uri: "/", status: 200, input: &GetRegistryPolicyRequest, output: &GetRegistryPolicyResponse, result_wrapper: "", errors: &[&ServerException, &InvalidParameterException, &RegistryPolicyNotFoundException, &ValidationException], action: "ecr:GetRegistryPolicy", access: Access::Read },
    Operation { name: "GetRegistryScanningConfiguration", service: &SERVICE, method: "POST", uri: "/", status: 200, input: &GetRegistryScanningConfigurationRequest, output: &GetRegistryScanningConfigurationResponse, result_wrapper: "", errors: &[&ServerException, &InvalidParameterException, &ValidationException], action: "ecr:GetRegistryScanningConfiguration", access: Access::Read },
    Operation { name: "GetRepositoryPolicy", service: &SERVICE, method: "POST", uri: "/", status: 200, input: &GetRepositoryPolicyRequest, output: &GetRepositoryPolicyResponse, result_wrapper: "", errors: &[&ServerException, &InvalidParameterException, &RepositoryNotFoundException, &RepositoryPolicyNotFoundException], action: "ecr:GetRepositoryPolicy", access: Access::Read },
    Operation { name: "InitiateLayerUpload", service: &SERVICE, method: "POST", uri: "/", status: 200, input: &InitiateLayerUploadRequest, output: &InitiateLayerUploadResponse, result_wrapper: "", errors: &[&ServerException, &InvalidParameterException, &RepositoryNotFoundException, &KmsException], action: "ecr:InitiateLayerUpload", access: Access::Write },
    Operation { name: "ListImageReferrers", service: &SERVICE, method: "POST", uri: "/", status: 200, input: &ListImageReferrersRequest, output: &ListImageReferrersResponse, result_wrapper: "", errors: &[&ServerException, &InvalidParameterException, &RepositoryNotFoundException, &ValidationException, &UnableToListUpstreamImageReferrersException], action: "ecr:BatchGetImage", access: Access::Read },
    Operation { name: "ListImages", service: &SERVICE, method: "POST", uri: "/", status: 200, input: &ListImagesRequest, output: &ListImagesResponse, result_wrapper: "", errors: &[&ServerException, &InvalidParameterException, &RepositoryNotFoundException], action: "ecr:ListImages", access: Access::List },
    Operation { name: "ListTagsForResource", service: &SERVICE, method: "POST", uri: "/", status: 200, input: &ListTagsForResourceRequest, output: &ListTagsForResourceResponse, result_wrapper: "", errors: &[&InvalidParameterException, &RepositoryNotFoundException, &ServerException], action: "ecr:ListTagsForResource", access: Access::Read },
    Operation { name: "PutAccountSetting", service: &SERVICE, method: "POST", uri: "/", status: 200, input: &PutAccountSettingRequest, output: &PutAccountSettingResponse, result_wrapper: "", errors: &[&ServerException, &ValidationException, &InvalidParameterException, &LimitExceededException], action: "ecr:PutAccountSetting", access: Access::Write },
    Operation { name: "PutImage", service: &SERVICE, method: "POST", uri: "/", status: 200, input: &PutImageRequest, output: &PutImageResponse, result_wrapper: "", errors: &[&ServerException, &InvalidParameterException, &RepositoryNotFoundException, &ImageAlreadyExistsException, &LayersNotFoundException, &ReferencedImagesNotFoundException, &LimitExceededException, &ImageTagAlreadyExistsException, &ImageDigestDoesNotMatchException, &KmsException], action: "ecr:PutImage", access: Access::Write },
    Operation { name: "PutImageScanningConfiguration", service: &SERVICE, method: "POST", uri: "/", status: 200, input: &PutImageScanningConfigurationRequest, output: &PutImageScanningConfigurationResponse, result_wrapper: "", errors: &[&ServerException, &InvalidParameterException, &RepositoryNotFoundException, &ValidationException], action: "ecr:PutImageScanningConfiguration", access: Access::Write },
    Operation { name: "PutImageTagMutability", service: &SERVICE, method: "POST", uri: "/", status: 200, input: &PutImageTagMutabilityRequest, output: &PutImageTagMutabilityResponse, result_wrapper: "", errors: &[&ServerException, &InvalidParameterException, &RepositoryNotFoundException], action: "ecr:PutImageTagMutability", access: Access::Write },
    Operation { name: "PutLifecyclePolicy", service: &SERVICE, method: "POST", uri: "/", status: 200, input: &PutLifecyclePolicyRequest, output: &PutLifecyclePolicyResponse, result_wrapper: "", errors: &[&ServerException, &InvalidParameterException, &RepositoryNotFoundException, &ValidationException], action: "ecr:PutLifecyclePolicy", access: Access::Write },
    Operation { name: "PutRegistryPolicy", service: &SERVICE, method: "POST", uri: "/", status: 200, input: &PutRegistryPolicyRequest, output: &PutRegistryPolicyResponse, result_wrapper: "", errors: &[&ServerException, &InvalidParameterException, &ValidationException], action: "ecr:PutRegistryPolicy", access: Access::PermissionsManagement },
    Operation { name: "PutRegistryScanningConfiguration", service: &SERVICE, method: "POST", uri: "/", status: 200, input: &PutRegistryScanningConfigurationRequest, output: &PutRegistryScanningConfigurationResponse, result_wrapper: "", errors: &[&ServerException, &InvalidParameterException, &ValidationException, &BlockedByOrganizationPolicyException], action: "ecr:PutRegistryScanningConfiguration", access: Access::Write },
    Operation { name: "PutReplicationConfiguration", service: &SERVICE, method: "POST", uri: "/", status: 200, input: &PutReplicationConfigurationRequest, output: &PutReplicationConfigurationResponse, result_wrapper: "", errors: &[&ServerException, &InvalidParameterException, &ValidationException], action: "ecr:PutReplicationConfiguration", access: Access::Write },
    Operation { name: "SetRepositoryPolicy", service: &SERVICE, method: "POST", uri: "/", status: 200, input: &SetRepositoryPolicyRequest, output: &SetRepositoryPolicyResponse, result_wrapper: "", errors: &[&ServerException, &InvalidParameterException, &RepositoryNotFoundException], action: "ecr:SetRepositoryPolicy", access: Access::PermissionsManagement },
    Operation { name: "StartImageScan", service: &SERVICE, method: "POST", uri: "/", status: 200, input: &StartImageScanRequest, output: &StartImageScanResponse, result_wrapper: "", errors: &[&ServerException, &InvalidParameterException, &UnsupportedImageTypeException, &LimitExceededException, &RepositoryNotFoundException, &ImageNotFoundException, &ValidationException, &ImageArchivedException], action: "ecr:StartImageScan", access: Access::Write },
    Operation { name: "StartLifecyclePolicyPreview", service: &SERVICE, method: "POST", uri: "/", status: 200, input: &StartLifecyclePolicyPreviewRequest, output: &StartLifecyclePolicyPreviewResponse, result_wrapper: "", errors: &[&ServerException, &InvalidParameterException, &RepositoryNotFoundException, &LifecyclePolicyNotFoundException, &LifecyclePolicyPreviewInProgressException, &ValidationException], action: "ecr:StartLifecyclePolicyPreview", access: Access::Write },
    Operation { name: "TagResource", service: &SERVICE, method: "POST", uri: "/", status: 200, input: &TagResourceRequest, output: &TagResourceResponse, result_wrapper: "", errors: &[&InvalidParameterException, &InvalidTagParameterException, &TooManyTagsException, &RepositoryNotFoundException, &ServerException], action: "ecr:TagResource", access: Access::Tagging },
    Operation { name: "UntagResource", service: &SERVICE, method: "POST", uri: "/", status: 200, input: &UntagResourceRequest, output: &UntagResourceResponse, result_wrapper: "", errors: &[&InvalidParameterException, &InvalidTagParameterException, &TooManyTagsException, &RepositoryNotFoundException, &ServerException], action: "ecr:UntagResource", access: Access::Tagging },
    Operation { name: "UpdatePullThroughCacheRule", service: &SERVICE, method: "POST", uri: "/", status: 200, input: &UpdatePullThroughCacheRuleRequest, output: &UpdatePullThroughCacheRuleResponse, result_wrapper: "", errors: &[&ServerException, &InvalidParameterException, &ValidationException, &UnableToAccessSecretException, &PullThroughCacheRuleNotFoundException, &SecretNotFoundException, &UnableToDecryptSecretValueException], action: "ecr:UpdatePullThroughCacheRule", access: Access::Write },
    Operation { name: "UpdateRepositoryCreationTemplate", service: &SERVICE, method: "POST", uri: "/", status: 200, input: &UpdateRepositoryCreationTemplateRequest, output: &UpdateRepositoryCreationTemplateResponse, result_wrapper: "", errors: &[&ServerException, &ValidationException, &InvalidParameterException, &TemplateNotFoundException], action: "ecr:UpdateRepositoryCreationTemplate", access: Access::Write },
    Operation { name: "UploadLayerPart", service: &SERVICE, method: "POST", uri: "/", status: 200, input: &UploadLayerPartRequest, output: &UploadLayerPartResponse, result_wrapper: "", errors: &[&ServerException, &InvalidParameterException, &InvalidLayerPartException, &RepositoryNotFoundException, &UploadNotFoundException, &LimitExceededException, &KmsException], action: "ecr:UploadLayerPart", access: Access::Write },
    Operation { name: "ValidatePullThroughCacheRule", service: &SERVICE, method: "POST", uri: "/", status: 200, input: &ValidatePullThroughCacheRuleRequest, output: &ValidatePullThroughCacheRuleResponse, result_wrapper: "", errors: &[&ServerException, &InvalidParameterException, &ValidationException, &PullThroughCacheRuleNotFoundException], action: "ecr:ValidatePullThroughCacheRule", access: Access::Read },
];

pub static AccountSettingName: Schema = Schema::new("AccountSettingName", Kind::String).min(1).max(64);
pub static AccountSettingValue: Schema = Schema::new("AccountSettingValue", Kind::String);
pub static Annotations: Schema = Schema::new("Annotations", Kind::Map).members(&[m("key", &String), m("value", &String)]);
pub static Arch: Schema = Schema::new("Arch", Kind::String);
pub static Arn: Schema = Schema::new("Arn", Kind::String);
pub static ArtifactStatus: Schema = Schema::new("ArtifactStatus", Kind::Enum).values(&["ACTIVE", "ARCHIVED", "ACTIVATING"]);
pub static ArtifactStatusFilter: Schema = Schema::new("ArtifactStatusFilter", Kind::Enum).values(&["ACTIVE", "ARCHIVED", "ACTIVATING", "ANY"]);
pub static ArtifactType: Schema = Schema::new("ArtifactType", Kind::String).min(1).max(255);
pub static ArtifactTypeList: Schema = Schema::new("ArtifactTypeList", Kind::List).members(&[m("member", &ArtifactType)]).min(0).max(5);
pub static Attribute: Schema = Schema::new("Attribute", Kind::Structure).members(&[m("key", &AttributeKey).required(), m("value", &AttributeValue)]);
pub static AttributeKey: Schema = Schema::new("AttributeKey", Kind::String).min(1).max(128);
pub static AttributeList: Schema = Schema::new("AttributeList", Kind::List).members(&[m("member", &Attribute)]).min(0).max(50);
pub static AttributeValue: Schema = Schema::new("AttributeValue", Kind::String).min(1).max(256);
pub static Author: Schema = Schema::new("Author", Kind::String);
pub static AuthorizationData: Schema = Schema::new("AuthorizationData", Kind::Structure).members(&[m("authorizationToken", &Base64), m("expiresAt", &ExpirationTimestamp), m("proxyEndpoint", &ProxyEndpoint)]);
pub static AuthorizationDataList: Schema = Schema::new("AuthorizationDataList", Kind::List).members(&[m("member", &AuthorizationData)]);
pub static AwsEcrContainerImageDetails: Schema = Schema::new("AwsEcrContainerImageDetails", Kind::Structure).members(&[m("architecture", &Arch), m("author", &Author), m("imageHash", &ImageDigest), m("imageTags", &ImageTagsList), m("platform", &Platform), m("pushedAt", &Date), m("lastInUseAt", &Date), m("inUseCount", &InUseCount), m("registry", &RegistryId), m("repositoryName", &RepositoryName)]);
pub static Base64: Schema = Schema::new("Base64", Kind::String).pattern("^\\S+$");
pub static BaseScore: Schema = Schema::new("BaseScore", Kind::Float);
pub static BatchCheckLayerAvailabilityRequest: Schema = Schema::new("BatchCheckLayerAvailabilityRequest", Kind::Structure).members(&[m("registryId", &RegistryId), m("repositoryName", &RepositoryName).required(), m("layerDigests", &BatchedOperationLayerDigestList).required()]);
pub static BatchCheckLayerAvailabilityResponse: Schema = Schema::new("BatchCheckLayerAvailabilityResponse", Kind::Structure).members(&[m("layers", &LayerList), m("failures", &LayerFailureList)]);
pub static BatchDeleteImageRequest: Schema = Schema::new("BatchDeleteImageRequest", Kind::Structure).members(&[m("registryId", &RegistryId), m("repositoryName", &RepositoryName).required(), m("imageIds", &ImageIdentifierList).required()]);
pub static BatchDeleteImageResponse: Schema = Schema::new("BatchDeleteImageResponse", Kind::Structure).members(&[m("imageIds", &ImageIdentifierList), m("failures", &ImageFailureList)]);
pub static BatchGetImageRequest: Schema = Schema::new("BatchGetImageRequest", Kind::Structure).members(&[m("registryId", &RegistryId), m("repositoryName", &RepositoryName).required(), m("imageIds", &ImageIdentifierList).required(), m("acceptedMediaTypes", &MediaTypeList)]);
pub static BatchGetImageResponse: Schema = Schema::new("BatchGetImageResponse", Kind::Structure).members(&[m("images", &ImageList), m("failures", &ImageFailureList)]);
pub static BatchGetRepositoryScanningConfigurationRequest: Schema = Schema::new("BatchGetRepositoryScanningConfigurationRequest", Kind::Structure).members(&[m("repositoryNames", &ScanningConfigurationRepositoryNameList).required()]);
pub static BatchGetRepositoryScanningConfigurationResponse: Schema = Schema::new("BatchGetRepositoryScanningConfigurationResponse", Kind::Structure).members(&[m("scanningConfigurations", &RepositoryScanningConfigurationList), m("failures", &RepositoryScanningConfigurationFailureList)]);
pub static BatchedOperationLayerDigest: Schema = Schema::new("BatchedOperationLayerDigest", Kind::String).min(0).max(1000);
pub static BatchedOperationLayerDigestList: Schema = Schema::new("BatchedOperationLayerDigestList", Kind::List).members(&[m("member", &BatchedOperationLayerDigest)]).min(1).max(100);
pub static BlockedByOrganizationPolicyException: Schema = Schema::new("BlockedByOrganizationPolicyException", Kind::Structure).error("BlockedByOrganizationPolicyException", 400, true);
pub static CompleteLayerUploadRequest: Schema = Schema::new("CompleteLayerUploadRequest", Kind::Structure).members(&[m("registryId", &RegistryId), m("repositoryName", &RepositoryName).required(), m("uploadId", &UploadId).required(), m("layerDigests", &LayerDigestList).required()]);
pub static CompleteLayerUploadResponse: Schema = Schema::new("CompleteLayerUploadResponse", Kind::Structure).members(&[m("registryId", &RegistryId), m("repositoryName", &RepositoryName), m("uploadId", &UploadId), m("layerDigest", &LayerDigest)]);
pub static CreatePullThroughCacheRuleRequest: Schema = Schema::new("CreatePullThroughCacheRuleRequest", Kind::Structure).members(&[m("ecrRepositoryPrefix", &PullThroughCacheRuleRepositoryPrefix).required(), m("upstreamRegistryUrl", &Url).required(), m("registryId", &RegistryId), m("upstreamRegistry", &UpstreamRegistry), m("credentialArn", &CredentialArn), m("customRoleArn", &CustomRoleArn), m("upstreamRepositoryPrefix", &PullThroughCacheRuleRepositoryPrefix)]);
pub static CreatePullThroughCacheRuleResponse: Schema = Schema::new("CreatePullThroughCacheRuleResponse", Kind::Structure).members(&[m("ecrRepositoryPrefix", &PullThroughCacheRuleRepositoryPrefix), m("upstreamRegistryUrl", &Url), m("createdAt", &CreationTimestamp), m("registryId", &RegistryId), m("upstreamRegistry", &UpstreamRegistry), m("credentialArn", &CredentialArn), m("customRoleArn", &CustomRoleArn), m("upstreamRepositoryPrefix", &PullThroughCacheRuleRepositoryPrefix)]);
pub static CreateRepositoryCreationTemplateRequest: Schema = Schema::new("CreateRepositoryCreationTemplateRequest", Kind::Structure).members(&[m("prefix", &Prefix).required(), m("description", &RepositoryTemplateDescription), m("encryptionConfiguration", &EncryptionConfigurationForRepositoryCreationTemplate), m("resourceTags", &TagList), m("imageTagMutability", &ImageTagMutability), m("imageTagMutabilityExclusionFilters", &ImageTagMutabilityExclusionFilters), m("repositoryPolicy", &RepositoryPolicyText), m("lifecyclePolicy", &LifecyclePolicyTextForRepositoryCreationTemplate), m("appliedFor", &RCTAppliedForList).required(), m("customRoleArn", &CustomRoleArn)]);
pub static CreateRepositoryCreationTemplateResponse: Schema = Schema::new("CreateRepositoryCreationTemplateResponse", Kind::Structure).members(&[m("registryId", &RegistryId), m("repositoryCreationTemplate", &RepositoryCreationTemplate)]);
pub static CreateRepositoryRequest: Schema = Schema::new("CreateRepositoryRequest", Kind::Structure).members(&[m("registryId", &RegistryId), m("repositoryName", &RepositoryName).required(), m("tags", &TagList), m("imageTagMutability", &ImageTagMutability), m("imageTagMutabilityExclusionFilters", &ImageTagMutabilityExclusionFilters), m("imageScanningConfiguration", &ImageScanningConfiguration), m("encryptionConfiguration", &EncryptionConfiguration)]);
pub static CreateRepositoryResponse: Schema = Schema::new("CreateRepositoryResponse", Kind::Structure).members(&[m("repository", &Repository)]);
pub static CreationTimestamp: Schema = Schema::new("CreationTimestamp", Kind::Timestamp);
pub static CredentialArn: Schema = Schema::new("CredentialArn", Kind::String).min(50).max(612).pattern("^arn:aws(-\\w+)*:secretsmanager:[a-zA-Z0-9-:]+:secret:ecr\\-pullthroughcache\\/[a-zA-Z0-9\\/_+=.@-]+$");
pub static CustomRoleArn: Schema = Schema::new("CustomRoleArn", Kind::String).max(2048);
pub static CvssScore: Schema = Schema::new("CvssScore", Kind::Structure).members(&[m("baseScore", &BaseScore), m("scoringVector", &ScoringVector), m("source", &Source), m("version", &Version)]);
pub static CvssScoreAdjustment: Schema = Schema::new("CvssScoreAdjustment", Kind::Structure).members(&[m("metric", &Metric), m("reason", &Reason)]);
pub static CvssScoreAdjustmentList: Schema = Schema::new("CvssScoreAdjustmentList", Kind::List).members(&[m("member", &CvssScoreAdjustment)]);
pub static CvssScoreDetails: Schema = Schema::new("CvssScoreDetails", Kind::Structure).members(&[m("adjustments", &CvssScoreAdjustmentList), m("score", &Score), m("scoreSource", &Source), m("scoringVector", &ScoringVector), m("version", &Version)]);
pub static CvssScoreList: Schema = Schema::new("CvssScoreList", Kind::List).members(&[m("member", &CvssScore)]);
pub static Date: Schema = Schema::new("Date", Kind::Timestamp);
pub static DeleteLifecyclePolicyRequest: Schema = Schema::new("DeleteLifecyclePolicyRequest", Kind::Structure).members(&[m("registryId", &RegistryId), m("repositoryName", &RepositoryName).required()]);
pub static DeleteLifecyclePolicyResponse: Schema = Schema::new("DeleteLifecyclePolicyResponse", Kind::Structure).members(&[m("registryId", &RegistryId), m("repositoryName", &RepositoryName), m("lifecyclePolicyText", &LifecyclePolicyText), m("lastEvaluatedAt", &EvaluationTimestamp)]);
pub static DeletePullThroughCacheRuleRequest: Schema = Schema::new("DeletePullThroughCacheRuleRequest", Kind::Structure).members(&[m("ecrRepositoryPrefix", &PullThroughCacheRuleRepositoryPrefix).required(), m("registryId", &RegistryId)]);
pub static DeletePullThroughCacheRuleResponse: Schema = Schema::new("DeletePullThroughCacheRuleResponse", Kind::Structure).members(&[m("ecrRepositoryPrefix", &PullThroughCacheRuleRepositoryPrefix), m("upstreamRegistryUrl", &Url), m("createdAt", &CreationTimestamp), m("registryId", &RegistryId), m("credentialArn", &CredentialArn), m("customRoleArn", &CustomRoleArn), m("upstreamRepositoryPrefix", &PullThroughCacheRuleRepositoryPrefix)]);
pub static DeleteRegistryPolicyRequest: Schema = Schema::new("DeleteRegistryPolicyRequest", Kind::Structure);
pub static DeleteRegistryPolicyResponse: Schema = Schema::new("DeleteRegistryPolicyResponse", Kind::Structure).members(&[m("registryId", &RegistryId), m("policyText", &RegistryPolicyText)]);
pub static DeleteReplication: Schema = Schema::new("DeleteReplication", Kind::Structure).members(&[m("enabled", &DeleteReplicationFlag).required()]);
pub static DeleteReplicationFlag: Schema = Schema::new("DeleteReplicationFlag", Kind::Boolean);
pub static DeleteRepositoryCreationTemplateRequest: Schema = Schema::new("DeleteRepositoryCreationTemplateRequest", Kind::Structure).members(&[m("prefix", &Prefix).required()]);
pub static DeleteRepositoryCreationTemplateResponse: Schema = Schema::new("DeleteRepositoryCreationTemplateResponse", Kind::Structure).members(&[m("registryId", &RegistryId), m("repositoryCreationTemplate", &RepositoryCreationTemplate)]);
pub static DeleteRepositoryPolicyRequest: Schema = Schema::new("DeleteRepositoryPolicyRequest", Kind::Structure).members(&[m("registryId", &RegistryId), m("repositoryName", &RepositoryName).required()]);
pub static DeleteRepositoryPolicyResponse: Schema = Schema::new("DeleteRepositoryPolicyResponse", Kind::Structure).members(&[m("registryId", &RegistryId), m("repositoryName", &RepositoryName), m("policyText", &RepositoryPolicyText)]);
pub static DeleteRepositoryRequest: Schema = Schema::new("DeleteRepositoryRequest", Kind::Structure).members(&[m("registryId", &RegistryId), m("repositoryName", &RepositoryName).required(), m("force", &ForceFlag)]);
pub static DeleteRepositoryResponse: Schema = Schema::new("DeleteRepositoryResponse", Kind::Structure).members(&[m("repository", &Repository)]);
pub static DescribeImageReplicationStatusRequest: Schema = Schema::new("DescribeImageReplicationStatusRequest", Kind::Structure).members(&[m("repositoryName", &RepositoryName).required(), m("imageId", &ImageIdentifier).required(), m("registryId", &RegistryId)]);
pub static DescribeImageReplicationStatusResponse: Schema = Schema::new("DescribeImageReplicationStatusResponse", Kind::Structure).members(&[m("repositoryName", &RepositoryName), m("imageId", &ImageIdentifier), m("replicationStatuses", &ImageReplicationStatusList)]);
pub static DescribeImageScanFindingsRequest: Schema = Schema::new("DescribeImageScanFindingsRequest", Kind::Structure).members(&[m("registryId", &RegistryId), m("repositoryName", &RepositoryName).required(), m("imageId", &ImageIdentifier).required(), m("nextToken", &NextToken), m("maxResults", &MaxResults)]);
pub static DescribeImageScanFindingsResponse: Schema = Schema::new("DescribeImageScanFindingsResponse", Kind::Structure).members(&[m("registryId", &RegistryId), m("repositoryName", &RepositoryName), m("imageId", &ImageIdentifier), m("imageScanStatus", &ImageScanStatus), m("imageScanFindings", &ImageScanFindings), m("nextToken", &NextToken)]);
pub static DescribeImagesFilter: Schema = Schema::new("DescribeImagesFilter", Kind::Structure).members(&[m("tagStatus", &TagStatus), m("imageStatus", &ImageStatusFilter)]);
pub static DescribeImagesRequest: Schema = Schema::new("DescribeImagesRequest", Kind::Structure).members(&[m("registryId", &RegistryId), m("repositoryName", &RepositoryName).required(), m("imageIds", &ImageIdentifierList), m("nextToken", &NextToken), m("maxResults", &MaxResults), m("filter", &DescribeImagesFilter)]);
pub static DescribeImagesResponse: Schema = Schema::new("DescribeImagesResponse", Kind::Structure).members(&[m("imageDetails", &ImageDetailList), m("nextToken", &NextToken)]);
pub static DescribePullThroughCacheRulesRequest: Schema = Schema::new("DescribePullThroughCacheRulesRequest", Kind::Structure).members(&[m("registryId", &RegistryId), m("ecrRepositoryPrefixes", &PullThroughCacheRuleRepositoryPrefixList), m("nextToken", &NextToken), m("maxResults", &MaxResults)]);
pub static DescribePullThroughCacheRulesResponse: Schema = Schema::new("DescribePullThroughCacheRulesResponse", Kind::Structure).members(&[m("pullThroughCacheRules", &PullThroughCacheRuleList), m("nextToken", &NextToken)]);
pub static DescribeRegistryRequest: Schema = Schema::new("DescribeRegistryRequest", Kind::Structure);
pub static DescribeRegistryResponse: Schema = Schema::new("DescribeRegistryResponse", Kind::Structure).members(&[m("registryId", &RegistryId), m("replicationConfiguration", &ReplicationConfiguration)]);
pub static DescribeRepositoriesRequest: Schema = Schema::new("DescribeRepositoriesRequest", Kind::Structure).members(&[m("registryId", &RegistryId), m("repositoryNames", &RepositoryNameList), m("nextToken", &NextToken), m("maxResults", &MaxResults)]);
pub static DescribeRepositoriesResponse: Schema = Schema::new("DescribeRepositoriesResponse", Kind::Structure).members(&[m("repositories", &RepositoryList), m("nextToken", &NextToken)]);
pub static DescribeRepositoryCreationTemplatesRequest: Schema = Schema::new("DescribeRepositoryCreationTemplatesRequest", Kind::Structure).members(&[m("prefixes", &PrefixList), m("nextToken", &NextToken), m("maxResults", &MaxResults)]);
pub static DescribeRepositoryCreationTemplatesResponse: Schema = Schema::new("DescribeRepositoryCreationTemplatesResponse", Kind::Structure).members(&[m("registryId", &RegistryId), m("repositoryCreationTemplates", &RepositoryCreationTemplateList), m("nextToken", &NextToken)]);
pub static EmptyUploadException: Schema = Schema::new("EmptyUploadException", Kind::Structure).error("EmptyUploadException", 400, true);
pub static EncryptionConfiguration: Schema = Schema::new("EncryptionConfiguration", Kind::Structure).members(&[m("encryptionType", &EncryptionType).required(), m("kmsKey", &KmsKey)]);
pub static EncryptionConfigurationForRepositoryCreationTemplate: Schema = Schema::new("EncryptionConfigurationForRepositoryCreationTemplate", Kind::Structure).members(&[m("encryptionType", &EncryptionType).required(), m("kmsKey", &KmsKeyForRepositoryCreationTemplate)]);
pub static EncryptionType: Schema = Schema::new("EncryptionType", Kind::Enum).values(&["AES256", "KMS", "KMS_DSSE"]);
pub static EnhancedImageScanFinding: Schema = Schema::new("EnhancedImageScanFinding", Kind::Structure).members(&[m("awsAccountId", &RegistryId), m("description", &FindingDescription), m("findingArn", &FindingArn), m("firstObservedAt", &Date), m("lastObservedAt", &Date), m("packageVulnerabilityDetails", &PackageVulnerabilityDetails), m("remediation", &Remediation), m("resources", &ResourceList), m("score", &Score), m("scoreDetails", &ScoreDetails), m("severity", &Severity), m("status", &Status), m("title", &Title), m("type", &Type), m("updatedAt", &Date), m("fixAvailable", &FixAvailable), m("exploitAvailable", &ExploitAvailable)]);
pub static EnhancedImageScanFindingList: Schema = Schema::new("EnhancedImageScanFindingList", Kind::List).members(&[m("member", &EnhancedImageScanFinding)]);
pub static Epoch: Schema = Schema::new("Epoch", Kind::Integer);
pub static EvaluationTimestamp: Schema = Schema::new("EvaluationTimestamp", Kind::Timestamp);
pub static ExpirationTimestamp: Schema = Schema::new("ExpirationTimestamp", Kind::Timestamp);
pub static ExploitAvailable: Schema = Schema::new("ExploitAvailable", Kind::String);
pub static FiftyMaxResults: Schema = Schema::new("FiftyMaxResults", Kind::Integer).min(1).max(50);
pub static FilePath: Schema = Schema::new("FilePath", Kind::String);
pub static FindingArn: Schema = Schema::new("FindingArn", Kind::String);
pub static FindingDescription: Schema = Schema::new("FindingDescription", Kind::String);
pub static FindingName: Schema = Schema::new("FindingName", Kind::String);
pub static FindingSeverity: Schema = Schema::new("FindingSeverity", Kind::Enum).values(&["INFORMATIONAL", "LOW", "MEDIUM", "HIGH", "CRITICAL", "UNDEFINED"]);
pub static FindingSeverityCounts: Schema = Schema::new("FindingSeverityCounts", Kind::Map).members(&[m("key", &FindingSeverity), m("value", &SeverityCount)]);
pub static FixAvailable: Schema = Schema::new("FixAvailable", Kind::String);
pub static FixedInVersion: Schema = Schema::new("FixedInVersion", Kind::String);
pub static ForceFlag: Schema = Schema::new("ForceFlag", Kind::Boolean);
pub static GetAccountSettingRequest: Schema = Schema::new("GetAccountSettingRequest", Kind::Structure).members(&[m("name", &AccountSettingName).required()]);
pub static GetAccountSettingResponse: Schema = Schema::new("GetAccountSettingResponse", Kind::Structure).members(&[m("name", &AccountSettingName), m("value", &AccountSettingName)]);
pub static GetAuthorizationTokenRegistryIdList: Schema = Schema::new("GetAuthorizationTokenRegistryIdList", Kind::List).members(&[m("member", &RegistryId)]).min(1).max(10);
pub static GetAuthorizationTokenRequest: Schema = Schema::new("GetAuthorizationTokenRequest", Kind::Structure).members(&[m("registryIds", &GetAuthorizationTokenRegistryIdList)]);
pub static GetAuthorizationTokenResponse: Schema = Schema::new("GetAuthorizationTokenResponse", Kind::Structure).members(&[m("authorizationData", &AuthorizationDataList)]);
pub static GetDownloadUrlForLayerRequest: Schema = Schema::new("GetDownloadUrlForLayerRequest", Kind::Structure).members(&[m("registryId", &RegistryId), m("repositoryName", &RepositoryName).required(), m("layerDigest", &LayerDigest).required()]);
pub static GetDownloadUrlForLayerResponse: Schema = Schema::new("GetDownloadUrlForLayerResponse", Kind::Structure).members(&[m("downloadUrl", &Url), m("layerDigest", &LayerDigest)]);
pub static GetLifecyclePolicyPreviewRequest: Schema = Schema::new("GetLifecyclePolicyPreviewRequest", Kind::Structure).members(&[m("registryId", &RegistryId), m("repositoryName", &RepositoryName).required(), m("imageIds", &ImageIdentifierList), m("nextToken", &NextToken), m("maxResults", &LifecyclePreviewMaxResults), m("filter", &LifecyclePolicyPreviewFilter)]);
pub static GetLifecyclePolicyPreviewResponse: Schema = Schema::new("GetLifecyclePolicyPreviewResponse", Kind::Structure).members(&[m("registryId", &RegistryId), m("repositoryName", &RepositoryName), m("lifecyclePolicyText", &LifecyclePolicyText), m("status", &LifecyclePolicyPreviewStatus), m("nextToken", &NextToken), m("previewResults", &LifecyclePolicyPreviewResultList), m("summary", &LifecyclePolicyPreviewSummary)]);
pub static GetLifecyclePolicyRequest: Schema = Schema::new("GetLifecyclePolicyRequest", Kind::Structure).members(&[m("registryId", &RegistryId), m("repositoryName", &RepositoryName).required()]);
pub static GetLifecyclePolicyResponse: Schema = Schema::new("GetLifecyclePolicyResponse", Kind::Structure).members(&[m("registryId", &RegistryId), m("repositoryName", &RepositoryName), m("lifecyclePolicyText", &LifecyclePolicyText), m("lastEvaluatedAt", &EvaluationTimestamp)]);
pub static GetRegistryPolicyRequest: Schema = Schema::new("GetRegistryPolicyRequest", Kind::Structure);
pub static GetRegistryPolicyResponse: Schema = Schema::new("GetRegistryPolicyResponse", Kind::Structure).members(&[m("registryId", &RegistryId), m("policyText", &RegistryPolicyText)]);
pub static GetRegistryScanningConfigurationRequest: Schema = Schema::new("GetRegistryScanningConfigurationRequest", Kind::Structure);
pub static GetRegistryScanningConfigurationResponse: Schema = Schema::new("GetRegistryScanningConfigurationResponse", Kind::Structure).members(&[m("registryId", &RegistryId), m("scanningConfiguration", &RegistryScanningConfiguration)]);
pub static GetRepositoryPolicyRequest: Schema = Schema::new("GetRepositoryPolicyRequest", Kind::Structure).members(&[m("registryId", &RegistryId), m("repositoryName", &RepositoryName).required()]);
pub static GetRepositoryPolicyResponse: Schema = Schema::new("GetRepositoryPolicyResponse", Kind::Structure).members(&[m("registryId", &RegistryId), m("repositoryName", &RepositoryName), m("policyText", &RepositoryPolicyText)]);
pub static Image: Schema = Schema::new("Image", Kind::Structure).members(&[m("registryId", &RegistryId), m("repositoryName", &RepositoryName), m("imageId", &ImageIdentifier), m("imageManifest", &ImageManifest), m("imageManifestMediaType", &MediaType)]);
pub static ImageActionType: Schema = Schema::new("ImageActionType", Kind::Enum).values(&["EXPIRE", "TRANSITION"]);
pub static ImageAlreadyExistsException: Schema = Schema::new("ImageAlreadyExistsException", Kind::Structure).error("ImageAlreadyExistsException", 400, true);
pub static ImageArchivedException: Schema = Schema::new("ImageArchivedException", Kind::Structure).error("ImageArchivedException", 400, true);
pub static ImageCount: Schema = Schema::new("ImageCount", Kind::Integer).min(0);
pub static ImageDetail: Schema = Schema::new("ImageDetail", Kind::Structure).members(&[m("registryId", &RegistryId), m("repositoryName", &RepositoryName), m("imageDigest", &ImageDigest), m("imageTags", &ImageTagList), m("imageSizeInBytes", &ImageSizeInBytes), m("imagePushedAt", &PushTimestamp), m("imageScanStatus", &ImageScanStatus), m("imageScanFindingsSummary", &ImageScanFindingsSummary), m("imageManifestMediaType", &MediaType), m("artifactMediaType", &MediaType), m("lastRecordedPullTime", &RecordedPullTimestamp), m("subjectManifestDigest", &ImageDigest), m("imageStatus", &ImageStatus), m("lastArchivedAt", &LastArchivedAtTimestamp), m("lastActivatedAt", &LastActivatedAtTimestamp)]);
pub static ImageDetailList: Schema = Schema::new("ImageDetailList", Kind::List).members(&[m("member", &ImageDetail)]);
pub static ImageDigest: Schema = Schema::new("ImageDigest", Kind::String);
pub static ImageDigestDoesNotMatchException: Schema = Schema::new("ImageDigestDoesNotMatchException", Kind::Structure).error("ImageDigestDoesNotMatchException", 400, true);
pub static ImageFailure: Schema = Schema::new("ImageFailure", Kind::Structure).members(&[m("imageId", &ImageIdentifier), m("failureCode", &ImageFailureCode), m("failureReason", &ImageFailureReason)]);
pub static ImageFailureCode: Schema = Schema::new("ImageFailureCode", Kind::Enum).values(&["InvalidImageDigest", "InvalidImageTag", "ImageTagDoesNotMatchDigest", "ImageNotFound", "MissingDigestAndTag", "ImageReferencedByManifestList", "KmsError", "UpstreamAccessDenied", "UpstreamTooManyRequests", "UpstreamUnavailable", "ImageInaccessible"]);
pub static ImageFailureList: Schema = Schema::new("ImageFailureList", Kind::List).members(&[m("member", &ImageFailure)]);
pub static ImageFailureReason: Schema = Schema::new("ImageFailureReason", Kind::String);
pub static ImageIdentifier: Schema = Schema::new("ImageIdentifier", Kind::Structure).members(&[m("imageDigest", &ImageDigest), m("imageTag", &ImageTag)]);
pub static ImageIdentifierList: Schema = Schema::new("ImageIdentifierList", Kind::List).members(&[m("member", &ImageIdentifier)]).min(1).max(100);
pub static ImageList: Schema = Schema::new("ImageList", Kind::List).members(&[m("member", &Image)]);
pub static ImageManifest: Schema = Schema::new("ImageManifest", Kind::String).min(1).max(4194304);
pub static ImageNotFoundException: Schema = Schema::new("ImageNotFoundException", Kind::Structure).error("ImageNotFoundException", 400, true);
pub static ImageReferrer: Schema = Schema::new("ImageReferrer", Kind::Structure).members(&[m("digest", &ImageDigest).required(), m("mediaType", &MediaType).required(), m("artifactType", &ArtifactType), m("size", &ImageSizeInBytes).required(), m("annotations", &Annotations), m("artifactStatus", &ArtifactStatus)]);
pub static ImageReferrerList: Schema = Schema::new("ImageReferrerList", Kind::List).members(&[m("member", &ImageReferrer)]);
pub static ImageReplicationStatus: Schema = Schema::new("ImageReplicationStatus", Kind::Structure).members(&[m("region", &Region), m("registryId", &RegistryId), m("status", &ReplicationStatus), m("failureCode", &ReplicationError)]);
pub static ImageReplicationStatusList: Schema = Schema::new("ImageReplicationStatusList", Kind::List).members(&[m("member", &ImageReplicationStatus)]);
pub static ImageScanFinding: Schema = Schema::new("ImageScanFinding", Kind::Structure).members(&[m("name", &FindingName), m("description", &FindingDescription), m("uri", &Url), m("severity", &FindingSeverity), m("attributes", &AttributeList)]);
pub static ImageScanFindingList: Schema = Schema::new("ImageScanFindingList", Kind::List).members(&[m("member", &ImageScanFinding)]);
pub static ImageScanFindings: Schema = Schema::new("ImageScanFindings", Kind::Structure).members(&[m("imageScanCompletedAt", &ScanTimestamp), m("vulnerabilitySourceUpdatedAt", &VulnerabilitySourceUpdateTimestamp), m("findingSeverityCounts", &FindingSeverityCounts), m("findings", &ImageScanFindingList), m("enhancedFindings", &EnhancedImageScanFindingList)]);
pub static ImageScanFindingsSummary: Schema = Schema::new("ImageScanFindingsSummary", Kind::Structure).members(&[m("imageScanCompletedAt", &ScanTimestamp), m("vulnerabilitySourceUpdatedAt", &VulnerabilitySourceUpdateTimestamp), m("findingSeverityCounts", &FindingSeverityCounts)]);
pub static ImageScanStatus: Schema = Schema::new("ImageScanStatus", Kind::Structure).members(&[m("status", &ScanStatus), m("description", &ScanStatusDescription)]);
pub static ImageScanningConfiguration: Schema = Schema::new("ImageScanningConfiguration", Kind::Structure).members(&[m("scanOnPush", &ScanOnPushFlag)]);
pub static ImageSizeInBytes: Schema = Schema::new("ImageSizeInBytes", Kind::Long);
pub static ImageStatus: Schema = Schema::new("ImageStatus", Kind::Enum).values(&["ACTIVE", "ARCHIVED", "ACTIVATING"]);
pub static ImageStatusFilter: Schema = Schema::new("ImageStatusFilter", Kind::Enum).values(&["ACTIVE", "ARCHIVED", "ACTIVATING", "ANY"]);
pub static ImageTag: Schema = Schema::new("ImageTag", Kind::String).min(1).max(300);
pub static ImageTagAlreadyExistsException: Schema = Schema::new("ImageTagAlreadyExistsException", Kind::Structure).error("ImageTagAlreadyExistsException", 400, true);
pub static ImageTagList: Schema = Schema::new("ImageTagList", Kind::List).members(&[m("member", &ImageTag)]);
pub static ImageTagMutability: Schema = Schema::new("ImageTagMutability", Kind::Enum).values(&["MUTABLE", "IMMUTABLE", "IMMUTABLE_WITH_EXCLUSION", "MUTABLE_WITH_EXCLUSION"]);
pub static ImageTagMutabilityExclusionFilter: Schema = Schema::new("ImageTagMutabilityExclusionFilter", Kind::Structure).members(&[m("filterType", &ImageTagMutabilityExclusionFilterType).required(), m("filter", &ImageTagMutabilityExclusionFilterValue).required()]);
pub static ImageTagMutabilityExclusionFilterType: Schema = Schema::new("ImageTagMutabilityExclusionFilterType", Kind::Enum).values(&["WILDCARD"]);
pub static ImageTagMutabilityExclusionFilterValue: Schema = Schema::new("ImageTagMutabilityExclusionFilterValue", Kind::String).min(1).max(128).pattern("^[0-9a-zA-Z._*-]{1,128}$");
pub static ImageTagMutabilityExclusionFilters: Schema = Schema::new("ImageTagMutabilityExclusionFilters", Kind::List).members(&[m("member", &ImageTagMutabilityExclusionFilter)]).min(1).max(5);
pub static ImageTagsList: Schema = Schema::new("ImageTagsList", Kind::List).members(&[m("member", &ImageTag)]);
pub static InUseCount: Schema = Schema::new("InUseCount", Kind::Long).min(0);
pub static InitiateLayerUploadRequest: Schema = Schema::new("InitiateLayerUploadRequest", Kind::Structure).members(&[m("registryId", &RegistryId), m("repositoryName", &RepositoryName).required()]);
pub static InitiateLayerUploadResponse: Schema = Schema::new("InitiateLayerUploadResponse", Kind::Structure).members(&[m("uploadId", &UploadId), m("partSize", &PartSize)]);
pub static InvalidLayerException: Schema = Schema::new("InvalidLayerException", Kind::Structure).error("InvalidLayerException", 400, true);
pub static InvalidLayerPartException: Schema = Schema::new("InvalidLayerPartException", Kind::Structure).error("InvalidLayerPartException", 400, true);
pub static InvalidParameterException: Schema = Schema::new("InvalidParameterException", Kind::Structure).error("InvalidParameterException", 400, true);
pub static InvalidTagParameterException: Schema = Schema::new("InvalidTagParameterException", Kind::Structure).error("InvalidTagParameterException", 400, true);
pub static IsPTCRuleValid: Schema = Schema::new("IsPTCRuleValid", Kind::Boolean);
pub static KmsException: Schema = Schema::new("KmsException", Kind::Structure).error("KmsException", 400, true);
pub static KmsKey: Schema = Schema::new("KmsKey", Kind::String).min(1).max(2048);
pub static KmsKeyForRepositoryCreationTemplate: Schema = Schema::new("KmsKeyForRepositoryCreationTemplate", Kind::String).min(0).max(2048).pattern("^$|arn:aws[a-z0-9-]*:kms:[a-z0-9-]+:[0-9]{12}:key\\/[a-z0-9-]+");
pub static LastActivatedAtTimestamp: Schema = Schema::new("LastActivatedAtTimestamp", Kind::Timestamp);
pub static LastArchivedAtTimestamp: Schema = Schema::new("LastArchivedAtTimestamp", Kind::Timestamp);
pub static Layer: Schema = Schema::new("Layer", Kind::Structure).members(&[m("layerDigest", &LayerDigest), m("layerAvailability", &LayerAvailability), m("layerSize", &LayerSizeInBytes), m("mediaType", &MediaType)]);
pub static LayerAlreadyExistsException: Schema = Schema::new("LayerAlreadyExistsException", Kind::Structure).error("LayerAlreadyExistsException", 400, true);
pub static LayerAvailability: Schema = Schema::new("LayerAvailability", Kind::Enum).values(&["AVAILABLE", "UNAVAILABLE", "ARCHIVED"]);
pub static LayerDigest: Schema = Schema::new("LayerDigest", Kind::String).pattern("[a-zA-Z0-9-_+.]+:[a-fA-F0-9]+");
pub static LayerDigestList: Schema = Schema::new("LayerDigestList", Kind::List).members(&[m("member", &LayerDigest)]).min(1).max(100);
pub static LayerFailure: Schema = Schema::new("LayerFailure", Kind::Structure).members(&[m("layerDigest", &BatchedOperationLayerDigest), m("failureCode", &LayerFailureCode), m("failureReason", &LayerFailureReason)]);
pub static LayerFailureCode: Schema = Schema::new("LayerFailureCode", Kind::Enum).values(&["InvalidLayerDigest", "MissingLayerDigest"]);
pub static LayerFailureList: Schema = Schema::new("LayerFailureList", Kind::List).members(&[m("member", &LayerFailure)]);
pub static LayerFailureReason: Schema = Schema::new("LayerFailureReason", Kind::String);
pub static LayerInaccessibleException: Schema = Schema::new("LayerInaccessibleException", Kind::Structure).error("LayerInaccessibleException", 400, true);
pub static LayerList: Schema = Schema::new("LayerList", Kind::List).members(&[m("member", &Layer)]);
pub static LayerPartBlob: Schema = Schema::new("LayerPartBlob", Kind::Blob).min(0).max(20971520);
pub static LayerPartTooSmallException: Schema = Schema::new("LayerPartTooSmallException", Kind::Structure).error("LayerPartTooSmallException", 400, true);
pub static LayerSizeInBytes: Schema = Schema::new("LayerSizeInBytes", Kind::Long);
pub static LayersNotFoundException: Schema = Schema::new("LayersNotFoundException", Kind::Structure).error("LayersNotFoundException", 400, true);
pub static LifecyclePolicyNotFoundException: Schema = Schema::new("LifecyclePolicyNotFoundException", Kind::Structure).error("LifecyclePolicyNotFoundException", 400, true);
pub static LifecyclePolicyPreviewFilter: Schema = Schema::new("LifecyclePolicyPreviewFilter", Kind::Structure).members(&[m("tagStatus", &TagStatus)]);
pub static LifecyclePolicyPreviewInProgressException: Schema = Schema::new("LifecyclePolicyPreviewInProgressException", Kind::Structure).error("LifecyclePolicyPreviewInProgressException", 400, true);
pub static LifecyclePolicyPreviewNotFoundException: Schema = Schema::new("LifecyclePolicyPreviewNotFoundException", Kind::Structure).error("LifecyclePolicyPreviewNotFoundException", 400, true);
pub static LifecyclePolicyPreviewResult: Schema = Schema::new("LifecyclePolicyPreviewResult", Kind::Structure).members(&[m("imageTags", &ImageTagList), m("imageDigest", &ImageDigest), m("imagePushedAt", &PushTimestamp), m("action", &LifecyclePolicyRuleAction), m("appliedRulePriority", &LifecyclePolicyRulePriority), m("storageClass", &LifecyclePolicyStorageClass)]);
pub static LifecyclePolicyPreviewResultList: Schema = Schema::new("LifecyclePolicyPreviewResultList", Kind::List).members(&[m("member", &LifecyclePolicyPreviewResult)]);
pub static LifecyclePolicyPreviewStatus: Schema = Schema::new("LifecyclePolicyPreviewStatus", Kind::Enum).values(&["IN_PROGRESS", "COMPLETE", "EXPIRED", "FAILED"]);
pub static LifecyclePolicyPreviewSummary: Schema = Schema::new("LifecyclePolicyPreviewSummary", Kind::Structure).members(&[m("expiringImageTotalCount", &ImageCount), m("transitioningImageTotalCounts", &TransitioningImageTotalCounts)]);
pub static LifecyclePolicyRuleAction: Schema = Schema::new("LifecyclePolicyRuleAction", Kind::Structure).members(&[m("type", &ImageActionType), m("targetStorageClass", &LifecyclePolicyTargetStorageClass)]);
pub static LifecyclePolicyRulePriority: Schema = Schema::new("LifecyclePolicyRulePriority", Kind::Integer).min(1);
pub static LifecyclePolicyStorageClass: Schema = Schema::new("LifecyclePolicyStorageClass", Kind::Enum).values(&["ARCHIVE", "STANDARD"]);
pub static LifecyclePolicyTargetStorageClass: Schema = Schema::new("LifecyclePolicyTargetStorageClass", Kind::Enum).values(&["ARCHIVE"]);
pub static LifecyclePolicyText: Schema = Schema::new("LifecyclePolicyText", Kind::String).min(100).max(30720);
pub static LifecyclePolicyTextForRepositoryCreationTemplate: Schema = Schema::new("LifecyclePolicyTextForRepositoryCreationTemplate", Kind::String).min(0).max(30720);
pub static LifecyclePreviewMaxResults: Schema = Schema::new("LifecyclePreviewMaxResults", Kind::Integer).min(1).max(100);
pub static LimitExceededException: Schema = Schema::new("LimitExceededException", Kind::Structure).error("LimitExceededException", 400, true);
pub static ListImageReferrersFilter: Schema = Schema::new("ListImageReferrersFilter", Kind::Structure).members(&[m("artifactTypes", &ArtifactTypeList), m("artifactStatus", &ArtifactStatusFilter)]);
pub static ListImageReferrersRequest: Schema = Schema::new("ListImageReferrersRequest", Kind::Structure).members(&[m("registryId", &RegistryId), m("repositoryName", &RepositoryName).required(), m("subjectId", &SubjectIdentifier).required(), m("filter", &ListImageReferrersFilter), m("nextToken", &NextToken), m("maxResults", &FiftyMaxResults)]);
pub static ListImageReferrersResponse: Schema = Schema::new("ListImageReferrersResponse", Kind::Structure).members(&[m("referrers", &ImageReferrerList), m("nextToken", &NextToken)]);
pub static ListImagesFilter: Schema = Schema::new("ListImagesFilter", Kind::Structure).members(&[m("tagStatus", &TagStatus), m("imageStatus", &ImageStatusFilter)]);
pub static ListImagesRequest: Schema = Schema::new("ListImagesRequest", Kind::Structure).members(&[m("registryId", &RegistryId), m("repositoryName", &RepositoryName).required(), m("nextToken", &NextToken), m("maxResults", &MaxResults), m("filter", &ListImagesFilter)]);
pub static ListImagesResponse: Schema = Schema::new("ListImagesResponse", Kind::Structure).members(&[m("imageIds", &ImageIdentifierList), m("nextToken", &NextToken)]);
pub static ListTagsForResourceRequest: Schema = Schema::new("ListTagsForResourceRequest", Kind::Structure).members(&[m("resourceArn", &Arn).required()]);
pub static ListTagsForResourceResponse: Schema = Schema::new("ListTagsForResourceResponse", Kind::Structure).members(&[m("tags", &TagList)]);
pub static MaxResults: Schema = Schema::new("MaxResults", Kind::Integer).min(1).max(1000);
pub static MediaType: Schema = Schema::new("MediaType", Kind::String);
pub static MediaTypeList: Schema = Schema::new("MediaTypeList", Kind::List).members(&[m("member", &MediaType)]).min(1).max(100);
pub static Metric: Schema = Schema::new("Metric", Kind::String);
pub static NextToken: Schema = Schema::new("NextToken", Kind::String);
pub static PTCValidateFailure: Schema = Schema::new("PTCValidateFailure", Kind::String);
pub static PackageManager: Schema = Schema::new("PackageManager", Kind::String);
pub static PackageVulnerabilityDetails: Schema = Schema::new("PackageVulnerabilityDetails", Kind::Structure).members(&[m("cvss", &CvssScoreList), m("referenceUrls", &ReferenceUrlsList), m("relatedVulnerabilities", &RelatedVulnerabilitiesList), m("source", &Source), m("sourceUrl", &Url), m("vendorCreatedAt", &Date), m("vendorSeverity", &Severity), m("vendorUpdatedAt", &Date), m("vulnerabilityId", &VulnerabilityId), m("vulnerablePackages", &VulnerablePackagesList)]);
pub static PartSize: Schema = Schema::new("PartSize", Kind::Long).min(0);
pub static Platform: Schema = Schema::new("Platform", Kind::String);
pub static Prefix: Schema = Schema::new("Prefix", Kind::String).min(1).max(256).pattern("^([a-z0-9]+((\\.|_|__|-+)[a-z0-9]+)*(\\/[a-z0-9]+((\\.|_|__|-+)[a-z0-9]+)*)*\\/?|ROOT)$");
pub static PrefixList: Schema = Schema::new("PrefixList", Kind::List).members(&[m("member", &Prefix)]);
pub static ProxyEndpoint: Schema = Schema::new("ProxyEndpoint", Kind::String);
pub static PullThroughCacheRule: Schema = Schema::new("PullThroughCacheRule", Kind::Structure).members(&[m("ecrRepositoryPrefix", &PullThroughCacheRuleRepositoryPrefix), m("upstreamRegistryUrl", &Url), m("createdAt", &CreationTimestamp), m("registryId", &RegistryId), m("credentialArn", &CredentialArn), m("customRoleArn", &CustomRoleArn), m("upstreamRepositoryPrefix", &PullThroughCacheRuleRepositoryPrefix), m("upstreamRegistry", &UpstreamRegistry), m("updatedAt", &UpdatedTimestamp)]);
pub static PullThroughCacheRuleAlreadyExistsException: Schema = Schema::new("PullThroughCacheRuleAlreadyExistsException", Kind::Structure).error("PullThroughCacheRuleAlreadyExistsException", 400, true);
pub static PullThroughCacheRuleList: Schema = Schema::new("PullThroughCacheRuleList", Kind::List).members(&[m("member", &PullThroughCacheRule)]);
pub static PullThroughCacheRuleNotFoundException: Schema = Schema::new("PullThroughCacheRuleNotFoundException", Kind::Structure).error("PullThroughCacheRuleNotFoundException", 400, true);
pub static PullThroughCacheRuleRepositoryPrefix: Schema = Schema::new("PullThroughCacheRuleRepositoryPrefix", Kind::String).min(2).max(30).pattern("^([a-z0-9]+((\\.|_|__|-+)[a-z0-9]+)*(\\/[a-z0-9]+((\\.|_|__|-+)[a-z0-9]+)*)*\\/?|ROOT)$");
pub static PullThroughCacheRuleRepositoryPrefixList: Schema = Schema::new("PullThroughCacheRuleRepositoryPrefixList", Kind::List).members(&[m("member", &PullThroughCacheRuleRepositoryPrefix)]).min(1).max(100);
pub static PushTimestamp: Schema = Schema::new("PushTimestamp", Kind::Timestamp);
pub static PutAccountSettingRequest: Schema = Schema::new("PutAccountSettingRequest", Kind::Structure).members(&[m("name", &AccountSettingName).required(), m("value", &AccountSettingValue).required()]);
pub static PutAccountSettingResponse: Schema = Schema::new("PutAccountSettingResponse", Kind::Structure).members(&[m("name", &AccountSettingName), m("value", &AccountSettingValue)]);
pub static PutImageRequest: Schema = Schema::new("PutImageRequest", Kind::Structure).members(&[m("registryId", &RegistryId), m("repositoryName", &RepositoryName).required(), m("imageManifest", &ImageManifest).required(), m("imageManifestMediaType", &MediaType), m("imageTag", &ImageTag), m("imageDigest", &ImageDigest)]);
pub static PutImageResponse: Schema = Schema::new("PutImageResponse", Kind::Structure).members(&[m("image", &Image)]);
pub static PutImageScanningConfigurationRequest: Schema = Schema::new("PutImageScanningConfigurationRequest", Kind::Structure).members(&[m("registryId", &RegistryId), m("repositoryName", &RepositoryName).required(), m("imageScanningConfiguration", &ImageScanningConfiguration).required()]);
pub static PutImageScanningConfigurationResponse: Schema = Schema::new("PutImageScanningConfigurationResponse", Kind::Structure).members(&[m("registryId", &RegistryId), m("repositoryName", &RepositoryName), m("imageScanningConfiguration", &ImageScanningConfiguration)]);
pub static PutImageTagMutabilityRequest: Schema = Schema::new("PutImageTagMutabilityRequest", Kind::Structure).members(&[m("registryId", &RegistryId), m("repositoryName", &RepositoryName).required(), m("imageTagMutability", &ImageTagMutability).required(), m("imageTagMutabilityExclusionFilters", &ImageTagMutabilityExclusionFilters)]);
pub static PutImageTagMutabilityResponse: Schema = Schema::new("PutImageTagMutabilityResponse", Kind::Structure).members(&[m("registryId", &RegistryId), m("repositoryName", &RepositoryName), m("imageTagMutability", &ImageTagMutability), m("imageTagMutabilityExclusionFilters", &ImageTagMutabilityExclusionFilters)]);
pub static PutLifecyclePolicyRequest: Schema = Schema::new("PutLifecyclePolicyRequest", Kind::Structure).members(&[m("registryId", &RegistryId), m("repositoryName", &RepositoryName).required(), m("lifecyclePolicyText", &LifecyclePolicyText).required()]);
pub static PutLifecyclePolicyResponse: Schema = Schema::new("PutLifecyclePolicyResponse", Kind::Structure).members(&[m("registryId", &RegistryId), m("repositoryName", &RepositoryName), m("lifecyclePolicyText", &LifecyclePolicyText)]);
pub static PutRegistryPolicyRequest: Schema = Schema::new("PutRegistryPolicyRequest", Kind::Structure).members(&[m("policyText", &RegistryPolicyText).required()]);
pub static PutRegistryPolicyResponse: Schema = Schema::new("PutRegistryPolicyResponse", Kind::Structure).members(&[m("registryId", &RegistryId), m("policyText", &RegistryPolicyText)]);
pub static PutRegistryScanningConfigurationRequest: Schema = Schema::new("PutRegistryScanningConfigurationRequest", Kind::Structure).members(&[m("scanType", &ScanType), m("rules", &RegistryScanningRuleList)]);
pub static PutRegistryScanningConfigurationResponse: Schema = Schema::new("PutRegistryScanningConfigurationResponse", Kind::Structure).members(&[m("registryScanningConfiguration", &RegistryScanningConfiguration)]);
pub static PutReplicationConfigurationRequest: Schema = Schema::new("PutReplicationConfigurationRequest", Kind::Structure).members(&[m("replicationConfiguration", &ReplicationConfiguration).required()]);
pub static PutReplicationConfigurationResponse: Schema = Schema::new("PutReplicationConfigurationResponse", Kind::Structure).members(&[m("replicationConfiguration", &ReplicationConfiguration)]);
pub static RCTAppliedFor: Schema = Schema::new("RCTAppliedFor", Kind::Enum).values(&["REPLICATION", "PULL_THROUGH_CACHE", "CREATE_ON_PUSH"]);
pub static RCTAppliedForList: Schema = Schema::new("RCTAppliedForList", Kind::List).members(&[m("member", &RCTAppliedFor)]);
pub static Reason: Schema = Schema::new("Reason", Kind::String);
pub static Recommendation: Schema = Schema::new("Recommendation", Kind::Structure).members(&[m("url", &Url), m("text", &RecommendationText)]);
pub static RecommendationText: Schema = Schema::new("RecommendationText", Kind::String);
pub static RecordedPullTimestamp: Schema = Schema::new("RecordedPullTimestamp", Kind::Timestamp);
pub static ReferenceUrlsList: Schema = Schema::new("ReferenceUrlsList", Kind::List).members(&[m("member", &Url)]);
pub static ReferencedImagesNotFoundException: Schema = Schema::new("ReferencedImagesNotFoundException", Kind::Structure).error("ReferencedImagesNotFoundException", 400, true);
pub static Region: Schema = Schema::new("Region", Kind::String).min(2).max(25).pattern("[0-9a-z-]{2,25}");
pub static RegistryId: Schema = Schema::new("RegistryId", Kind::String).pattern("[0-9]{12}");
pub static RegistryPolicyNotFoundException: Schema = Schema::new("RegistryPolicyNotFoundException", Kind::Structure).error("RegistryPolicyNotFoundException", 400, true);
pub static RegistryPolicyText: Schema = Schema::new("RegistryPolicyText", Kind::String).min(0).max(10240);
pub static RegistryScanningConfiguration: Schema = Schema::new("RegistryScanningConfiguration", Kind::Structure).members(&[m("scanType", &ScanType), m("rules", &RegistryScanningRuleList)]);
pub static RegistryScanningRule: Schema = Schema::new("RegistryScanningRule", Kind::Structure).members(&[m("scanFrequency", &ScanFrequency).required(), m("repositoryFilters", &ScanningRepositoryFilterList).required()]);
pub static RegistryScanningRuleList: Schema = Schema::new("RegistryScanningRuleList", Kind::List).members(&[m("member", &RegistryScanningRule)]).min(0).max(2);
pub static RelatedVulnerabilitiesList: Schema = Schema::new("RelatedVulnerabilitiesList", Kind::List).members(&[m("member", &RelatedVulnerability)]);
pub static RelatedVulnerability: Schema = Schema::new("RelatedVulnerability", Kind::String);
pub static Release: Schema = Schema::new("Release", Kind::String);
pub static Remediation: Schema = Schema::new("Remediation", Kind::Structure).members(&[m("recommendation", &Recommendation)]);
pub static ReplicationConfiguration: Schema = Schema::new("ReplicationConfiguration", Kind::Structure).members(&[m("rules", &ReplicationRuleList).required()]);
pub static ReplicationDestination: Schema = Schema::new("ReplicationDestination", Kind::Structure).members(&[m("region", &Region).required(), m("registryId", &RegistryId).required()]);
pub static ReplicationDestinationList: Schema = Schema::new("ReplicationDestinationList", Kind::List).members(&[m("member", &ReplicationDestination)]).min(0).max(100);
pub static ReplicationError: Schema = Schema::new("ReplicationError", Kind::String);
pub static ReplicationRule: Schema = Schema::new("ReplicationRule", Kind::Structure).members(&[m("destinations", &ReplicationDestinationList).required(), m("repositoryFilters", &RepositoryFilterList), m("deleteReplication", &DeleteReplication)]);
pub static ReplicationRuleList: Schema = Schema::new("ReplicationRuleList", Kind::List).members(&[m("member", &ReplicationRule)]).min(0).max(25);
pub static ReplicationStatus: Schema = Schema::new("ReplicationStatus", Kind::Enum).values(&["IN_PROGRESS", "COMPLETE", "FAILED"]);
pub static Repository: Schema = Schema::new("Repository", Kind::Structure).members(&[m("repositoryArn", &Arn), m("registryId", &RegistryId), m("repositoryName", &RepositoryName), m("repositoryUri", &Url), m("createdAt", &CreationTimestamp), m("imageTagMutability", &ImageTagMutability), m("imageTagMutabilityExclusionFilters", &ImageTagMutabilityExclusionFilters), m("imageScanningConfiguration", &ImageScanningConfiguration), m("encryptionConfiguration", &EncryptionConfiguration)]);
pub static RepositoryAlreadyExistsException: Schema = Schema::new("RepositoryAlreadyExistsException", Kind::Structure).error("RepositoryAlreadyExistsException", 400, true);
pub static RepositoryCreationTemplate: Schema = Schema::new("RepositoryCreationTemplate", Kind::Structure).members(&[m("prefix", &Prefix), m("description", &RepositoryTemplateDescription), m("encryptionConfiguration", &EncryptionConfigurationForRepositoryCreationTemplate), m("resourceTags", &TagList), m("imageTagMutability", &ImageTagMutability), m("imageTagMutabilityExclusionFilters", &ImageTagMutabilityExclusionFilters), m("repositoryPolicy", &RepositoryPolicyText), m("lifecyclePolicy", &LifecyclePolicyTextForRepositoryCreationTemplate), m("appliedFor", &RCTAppliedForList), m("customRoleArn", &CustomRoleArn), m("createdAt", &Date), m("updatedAt", &Date)]);
pub static RepositoryCreationTemplateList: Schema = Schema::new("RepositoryCreationTemplateList", Kind::List).members(&[m("member", &RepositoryCreationTemplate)]);
pub static RepositoryFilter: Schema = Schema::new("RepositoryFilter", Kind::Structure).members(&[m("filter", &RepositoryFilterValue).required(), m("filterType", &RepositoryFilterType).required()]);
pub static RepositoryFilterList: Schema = Schema::new("RepositoryFilterList", Kind::List).members(&[m("member", &RepositoryFilter)]).min(1).max(100);
pub static RepositoryFilterType: Schema = Schema::new("RepositoryFilterType", Kind::Enum).values(&["PREFIX_MATCH"]);
pub static RepositoryFilterValue: Schema = Schema::new("RepositoryFilterValue", Kind::String).min(2).max(256).pattern("^(?:[a-z0-9]+(?:[._-][a-z0-9]*)*/)*[a-z0-9]*(?:[._-][a-z0-9]*)*$");
pub static RepositoryList: Schema = Schema::new("RepositoryList", Kind::List).members(&[m("member", &Repository)]);
pub static RepositoryName: Schema = Schema::new("RepositoryName", Kind::String).min(2).max(256).pattern("[a-z0-9]+((\\.|_|__|-+)[a-z0-9]+)*(/[a-z0-9]+((\\.|_|__|-+)[a-z0-9]+)*)*");
pub static RepositoryNameList: Schema = Schema::new("RepositoryNameList", Kind::List).members(&[m("member", &RepositoryName)]).min(1).max(100);
pub static RepositoryNotEmptyException: Schema = Schema::new("RepositoryNotEmptyException", Kind::Structure).error("RepositoryNotEmptyException", 400, true);
pub static RepositoryNotFoundException: Schema = Schema::new("RepositoryNotFoundException", Kind::Structure).error("RepositoryNotFoundException", 400, true);
pub static RepositoryPolicyNotFoundException: Schema = Schema::new("RepositoryPolicyNotFoundException", Kind::Structure).error("RepositoryPolicyNotFoundException", 400, true);
pub static RepositoryPolicyText: Schema = Schema::new("RepositoryPolicyText", Kind::String).min(0).max(10240);
pub static RepositoryScanningConfiguration: Schema = Schema::new("RepositoryScanningConfiguration", Kind::Structure).members(&[m("repositoryArn", &Arn), m("repositoryName", &RepositoryName), m("scanOnPush", &ScanOnPushFlag), m("scanFrequency", &ScanFrequency), m("appliedScanFilters", &ScanningRepositoryFilterList)]);
pub static RepositoryScanningConfigurationFailure: Schema = Schema::new("RepositoryScanningConfigurationFailure", Kind::Structure).members(&[m("repositoryName", &RepositoryName), m("failureCode", &ScanningConfigurationFailureCode), m("failureReason", &ScanningConfigurationFailureReason)]);
pub static RepositoryScanningConfigurationFailureList: Schema = Schema::new("RepositoryScanningConfigurationFailureList", Kind::List).members(&[m("member", &RepositoryScanningConfigurationFailure)]);
pub static RepositoryScanningConfigurationList: Schema = Schema::new("RepositoryScanningConfigurationList", Kind::List).members(&[m("member", &RepositoryScanningConfiguration)]);
pub static RepositoryTemplateDescription: Schema = Schema::new("RepositoryTemplateDescription", Kind::String).max(256);
pub static Resource: Schema = Schema::new("Resource", Kind::Structure).members(&[m("details", &ResourceDetails), m("id", &ResourceId), m("tags", &Tags), m("type", &Type)]);
pub static ResourceDetails: Schema = Schema::new("ResourceDetails", Kind::Structure).members(&[m("awsEcrContainerImage", &AwsEcrContainerImageDetails)]);
pub static ResourceId: Schema = Schema::new("ResourceId", Kind::String);
pub static ResourceList: Schema = Schema::new("ResourceList", Kind::List).members(&[m("member", &Resource)]);
pub static ScanFrequency: Schema = Schema::new("ScanFrequency", Kind::Enum).values(&["SCAN_ON_PUSH", "CONTINUOUS_SCAN", "MANUAL"]);
pub static ScanNotFoundException: Schema = Schema::new("ScanNotFoundException", Kind::Structure).error("ScanNotFoundException", 400, true);
pub static ScanOnPushFlag: Schema = Schema::new("ScanOnPushFlag", Kind::Boolean);
pub static ScanStatus: Schema = Schema::new("ScanStatus", Kind::Enum).values(&["IN_PROGRESS", "COMPLETE", "FAILED", "UNSUPPORTED_IMAGE", "ACTIVE", "PENDING", "SCAN_ELIGIBILITY_EXPIRED", "FINDINGS_UNAVAILABLE", "LIMIT_EXCEEDED", "IMAGE_ARCHIVED", "IMAGE_SIZE_EXCEEDED"]);
pub static ScanStatusDescription: Schema = Schema::new("ScanStatusDescription", Kind::String);
pub static ScanTimestamp: Schema = Schema::new("ScanTimestamp", Kind::Timestamp);
pub static ScanType: Schema = Schema::new("ScanType", Kind::Enum).values(&["BASIC", "ENHANCED"]);
pub static ScanningConfigurationFailureCode: Schema = Schema::new("ScanningConfigurationFailureCode", Kind::Enum).values(&["REPOSITORY_NOT_FOUND"]);
pub static ScanningConfigurationFailureReason: Schema = Schema::new("ScanningConfigurationFailureReason", Kind::String);
pub static ScanningConfigurationRepositoryNameList: Schema = Schema::new("ScanningConfigurationRepositoryNameList", Kind::List).members(&[m("member", &RepositoryName)]).min(1).max(25);
pub static ScanningRepositoryFilter: Schema = Schema::new("ScanningRepositoryFilter", Kind::Structure).members(&[m("filter", &ScanningRepositoryFilterValue).required(), m("filterType", &ScanningRepositoryFilterType).required()]);
pub static ScanningRepositoryFilterList: Schema = Schema::new("ScanningRepositoryFilterList", Kind::List).members(&[m("member", &ScanningRepositoryFilter)]).min(0).max(100);
pub static ScanningRepositoryFilterType: Schema = Schema::new("ScanningRepositoryFilterType", Kind::Enum).values(&["WILDCARD"]);
pub static ScanningRepositoryFilterValue: Schema = Schema::new("ScanningRepositoryFilterValue", Kind::String).min(1).max(255).pattern("^[a-z0-9*](?:[._\\-/a-z0-9*]?[a-z0-9*]+)*$");
pub static Score: Schema = Schema::new("Score", Kind::Float);
pub static ScoreDetails: Schema = Schema::new("ScoreDetails", Kind::Structure).members(&[m("cvss", &CvssScoreDetails)]);
pub static ScoringVector: Schema = Schema::new("ScoringVector", Kind::String);
pub static SecretNotFoundException: Schema = Schema::new("SecretNotFoundException", Kind::Structure).error("SecretNotFoundException", 400, true);
pub static ServerException: Schema = Schema::new("ServerException", Kind::Structure).error("ServerException", 500, false);
pub static SetRepositoryPolicyRequest: Schema = Schema::new("SetRepositoryPolicyRequest", Kind::Structure).members(&[m("registryId", &RegistryId), m("repositoryName", &RepositoryName).required(), m("policyText", &RepositoryPolicyText).required(), m("force", &ForceFlag)]);
pub static SetRepositoryPolicyResponse: Schema = Schema::new("SetRepositoryPolicyResponse", Kind::Structure).members(&[m("registryId", &RegistryId), m("repositoryName", &RepositoryName), m("policyText", &RepositoryPolicyText)]);
pub static Severity: Schema = Schema::new("Severity", Kind::String);
pub static SeverityCount: Schema = Schema::new("SeverityCount", Kind::Integer).min(0);
pub static Source: Schema = Schema::new("Source", Kind::String);
pub static SourceLayerHash: Schema = Schema::new("SourceLayerHash", Kind::String);
pub static StartImageScanRequest: Schema = Schema::new("StartImageScanRequest", Kind::Structure).members(&[m("registryId", &RegistryId), m("repositoryName", &RepositoryName).required(), m("imageId", &ImageIdentifier).required()]);
pub static StartImageScanResponse: Schema = Schema::new("StartImageScanResponse", Kind::Structure).members(&[m("registryId", &RegistryId), m("repositoryName", &RepositoryName), m("imageId", &ImageIdentifier), m("imageScanStatus", &ImageScanStatus)]);
pub static StartLifecyclePolicyPreviewRequest: Schema = Schema::new("StartLifecyclePolicyPreviewRequest", Kind::Structure).members(&[m("registryId", &RegistryId), m("repositoryName", &RepositoryName).required(), m("lifecyclePolicyText", &LifecyclePolicyText)]);
pub static StartLifecyclePolicyPreviewResponse: Schema = Schema::new("StartLifecyclePolicyPreviewResponse", Kind::Structure).members(&[m("registryId", &RegistryId), m("repositoryName", &RepositoryName), m("lifecyclePolicyText", &LifecyclePolicyText), m("status", &LifecyclePolicyPreviewStatus)]);
pub static Status: Schema = Schema::new("Status", Kind::String);
pub static String: Schema = Schema::new("String", Kind::String);
pub static SubjectIdentifier: Schema = Schema::new("SubjectIdentifier", Kind::Structure).members(&[m("imageDigest", &ImageDigest).required()]);
pub static Tag: Schema = Schema::new("Tag", Kind::Structure).members(&[m("Key", &TagKey).required(), m("Value", &TagValue).required()]);
pub static TagKey: Schema = Schema::new("TagKey", Kind::String);
pub static TagKeyList: Schema = Schema::new("TagKeyList", Kind::List).members(&[m("member", &TagKey)]);
pub static TagList: Schema = Schema::new("TagList", Kind::List).members(&[m("member", &Tag)]);
pub static TagResourceRequest: Schema = Schema::new("TagResourceRequest", Kind::Structure).members(&[m("resourceArn", &Arn).required(), m("tags", &TagList).required()]);
pub static TagResourceResponse: Schema = Schema::new("TagResourceResponse", Kind::Structure);
pub static TagStatus: Schema = Schema::new("TagStatus", Kind::Enum).values(&["TAGGED", "UNTAGGED", "ANY"]);
pub static TagValue: Schema = Schema::new("TagValue", Kind::String);
pub static Tags: Schema = Schema::new("Tags", Kind::Map).members(&[m("key", &TagKey), m("value", &TagValue)]);
pub static TemplateAlreadyExistsException: Schema = Schema::new("TemplateAlreadyExistsException", Kind::Structure).error("TemplateAlreadyExistsException", 400, true);
pub static TemplateNotFoundException: Schema = Schema::new("TemplateNotFoundException", Kind::Structure).error("TemplateNotFoundException", 400, true);
pub static Title: Schema = Schema::new("Title", Kind::String);
pub static TooManyTagsException: Schema = Schema::new("TooManyTagsException", Kind::Structure).error("TooManyTagsException", 400, true);
pub static TransitioningImageTotalCount: Schema = Schema::new("TransitioningImageTotalCount", Kind::Structure).members(&[m("targetStorageClass", &LifecyclePolicyTargetStorageClass), m("imageTotalCount", &ImageCount)]);
pub static TransitioningImageTotalCounts: Schema = Schema::new("TransitioningImageTotalCounts", Kind::List).members(&[m("member", &TransitioningImageTotalCount)]);
pub static Type: Schema = Schema::new("Type", Kind::String);
pub static UnableToAccessSecretException: Schema = Schema::new("UnableToAccessSecretException", Kind::Structure).error("UnableToAccessSecretException", 400, true);
pub static UnableToDecryptSecretValueException: Schema = Schema::new("UnableToDecryptSecretValueException", Kind::Structure).error("UnableToDecryptSecretValueException", 400, true);
pub static UnableToGetUpstreamImageException: Schema = Schema::new("UnableToGetUpstreamImageException", Kind::Structure).error("UnableToGetUpstreamImageException", 400, true);
pub static UnableToGetUpstreamLayerException: Schema = Schema::new("UnableToGetUpstreamLayerException", Kind::Structure).error("UnableToGetUpstreamLayerException", 400, true);
pub static UnableToListUpstreamImageReferrersException: Schema = Schema::new("UnableToListUpstreamImageReferrersException", Kind::Structure).error("UnableToListUpstreamImageReferrersException", 400, true);
pub static UnsupportedImageTypeException: Schema = Schema::new("UnsupportedImageTypeException", Kind::Structure).error("UnsupportedImageTypeException", 400, true);
pub static UnsupportedUpstreamRegistryException: Schema = Schema::new("UnsupportedUpstreamRegistryException", Kind::Structure).error("UnsupportedUpstreamRegistryException", 400, true);
pub static UntagResourceRequest: Schema = Schema::new("UntagResourceRequest", Kind::Structure).members(&[m("resourceArn", &Arn).required(), m("tagKeys", &TagKeyList).required()]);
pub static UntagResourceResponse: Schema = Schema::new("UntagResourceResponse", Kind::Structure);
pub static UpdatePullThroughCacheRuleRequest: Schema = Schema::new("UpdatePullThroughCacheRuleRequest", Kind::Structure).members(&[m("registryId", &RegistryId), m("ecrRepositoryPrefix", &PullThroughCacheRuleRepositoryPrefix).required(), m("credentialArn", &CredentialArn), m("customRoleArn", &CustomRoleArn)]);
pub static UpdatePullThroughCacheRuleResponse: Schema = Schema::new("UpdatePullThroughCacheRuleResponse", Kind::Structure).members(&[m("ecrRepositoryPrefix", &PullThroughCacheRuleRepositoryPrefix), m("registryId", &RegistryId), m("updatedAt", &UpdatedTimestamp), m("credentialArn", &CredentialArn), m("customRoleArn", &CustomRoleArn), m("upstreamRepositoryPrefix", &PullThroughCacheRuleRepositoryPrefix)]);
pub static UpdateRepositoryCreationTemplateRequest: Schema = Schema::new("UpdateRepositoryCreationTemplateRequest", Kind::Structure).members(&[m("prefix", &Prefix).required(), m("description", &RepositoryTemplateDescription), m("encryptionConfiguration", &EncryptionConfigurationForRepositoryCreationTemplate), m("resourceTags", &TagList), m("imageTagMutability", &ImageTagMutability), m("imageTagMutabilityExclusionFilters", &ImageTagMutabilityExclusionFilters), m("repositoryPolicy", &RepositoryPolicyText), m("lifecyclePolicy", &LifecyclePolicyTextForRepositoryCreationTemplate), m("appliedFor", &RCTAppliedForList), m("customRoleArn", &CustomRoleArn)]);
pub static UpdateRepositoryCreationTemplateResponse: Schema = Schema::new("UpdateRepositoryCreationTemplateResponse", Kind::Structure).members(&[m("registryId", &RegistryId), m("repositoryCreationTemplate", &RepositoryCreationTemplate)]);
pub static UpdatedTimestamp: Schema = Schema::new("UpdatedTimestamp", Kind::Timestamp);
pub static UploadId: Schema = Schema::new("UploadId", Kind::String).pattern("[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12}");
pub static UploadLayerPartRequest: Schema = Schema::new("UploadLayerPartRequest", Kind::Structure).members(&[m("registryId", &RegistryId), m("repositoryName", &RepositoryName).required(), m("uploadId", &UploadId).required(), m("partFirstByte", &PartSize).required(), m("partLastByte", &PartSize).required(), m("layerPartBlob", &LayerPartBlob).required()]);
pub static UploadLayerPartResponse: Schema = Schema::new("UploadLayerPartResponse", Kind::Structure).members(&[m("registryId", &RegistryId), m("repositoryName", &RepositoryName), m("uploadId", &UploadId), m("lastByteReceived", &PartSize)]);
pub static UploadNotFoundException: Schema = Schema::new("UploadNotFoundException", Kind::Structure).error("UploadNotFoundException", 400, true);
pub static UpstreamRegistry: Schema = Schema::new("UpstreamRegistry", Kind::Enum).values(&["ecr", "ecr-public", "quay", "k8s", "docker-hub", "github-container-registry", "azure-container-registry", "gitlab-container-registry", "chainguard"]);
pub static Url: Schema = Schema::new("Url", Kind::String);
pub static ValidatePullThroughCacheRuleRequest: Schema = Schema::new("ValidatePullThroughCacheRuleRequest", Kind::Structure).members(&[m("ecrRepositoryPrefix", &PullThroughCacheRuleRepositoryPrefix).required(), m("registryId", &RegistryId)]);
pub static ValidatePullThroughCacheRuleResponse: Schema = Schema::new("ValidatePullThroughCacheRuleResponse", Kind::Structure).members(&[m("ecrRepositoryPrefix", &PullThroughCacheRuleRepositoryPrefix), m("registryId", &RegistryId), m("upstreamRegistryUrl", &Url), m("credentialArn", &CredentialArn), m("customRoleArn", &CustomRoleArn), m("upstreamRepositoryPrefix", &PullThroughCacheRuleRepositoryPrefix), m("isValid", &IsPTCRuleValid), m("failure", &PTCValidateFailure)]);
pub static ValidationException: Schema = Schema::new("ValidationException", Kind::Structure).error("ValidationException", 400, true);
pub static Version: Schema = Schema::new("Version", Kind::String);
pub static VulnerabilityId: Schema = Schema::new("VulnerabilityId", Kind::String);
pub static VulnerabilitySourceUpdateTimestamp: Schema = Schema::new("VulnerabilitySourceUpdateTimestamp", Kind::Timestamp);
pub static VulnerablePackage: Schema = Schema::new("VulnerablePackage", Kind::Structure).members(&[m("arch", &Arch), m("epoch", &Epoch), m("filePath", &FilePath), m("name", &VulnerablePackageName), m("packageManager", &PackageManager), m("release", &Release), m("sourceLayerHash", &SourceLayerHash), m("version", &Version), m("fixedInVersion", &FixedInVersion)]);
pub static VulnerablePackageName: Schema = Schema::new("VulnerablePackageName", Kind::String);
pub static VulnerablePackagesList: Schema = Schema::new("VulnerablePackagesList", Kind::List).members(&[m("member", &VulnerablePackage)]);
pub static EMPTY: Schema = Schema::new("", Kind::Structure);
