//! The operations of ECR. Written by `cargo xtask gen`; do not edit.

use wire::generated::*;

use crate::types::*;

operation! { BatchCheckLayerAvailability = 0; BatchCheckLayerAvailabilityInput => BatchCheckLayerAvailabilityOutput }
operation! { BatchDeleteImage = 1; BatchDeleteImageInput => BatchDeleteImageOutput }
operation! { BatchGetImage = 2; BatchGetImageInput => BatchGetImageOutput }
operation! { BatchGetRepositoryScanningConfiguration = 3; BatchGetRepositoryScanningConfigurationInput => BatchGetRepositoryScanningConfigurationOutput }
operation! { CompleteLayerUpload = 4; CompleteLayerUploadInput => CompleteLayerUploadOutput }
operation! { CreatePullThroughCacheRule = 5; CreatePullThroughCacheRuleInput => CreatePullThroughCacheRuleOutput }
operation! { CreateRepository = 6; CreateRepositoryInput => CreateRepositoryOutput }
operation! { CreateRepositoryCreationTemplate = 7; CreateRepositoryCreationTemplateInput => CreateRepositoryCreationTemplateOutput }
operation! { DeleteLifecyclePolicy = 8; DeleteLifecyclePolicyInput => DeleteLifecyclePolicyOutput }
operation! { DeletePullThroughCacheRule = 9; DeletePullThroughCacheRuleInput => DeletePullThroughCacheRuleOutput }
operation! { DeleteRegistryPolicy = 10; DeleteRegistryPolicyInput => DeleteRegistryPolicyOutput }
operation! { DeleteRepository = 11; DeleteRepositoryInput => DeleteRepositoryOutput }
operation! { DeleteRepositoryCreationTemplate = 12; DeleteRepositoryCreationTemplateInput => DeleteRepositoryCreationTemplateOutput }
operation! { DeleteRepositoryPolicy = 13; DeleteRepositoryPolicyInput => DeleteRepositoryPolicyOutput }
operation! { DescribeImageReplicationStatus = 14; DescribeImageReplicationStatusInput => DescribeImageReplicationStatusOutput }
operation! { DescribeImageScanFindings = 15; DescribeImageScanFindingsInput => DescribeImageScanFindingsOutput }
operation! { DescribeImages = 16; DescribeImagesInput => DescribeImagesOutput }
operation! { DescribePullThroughCacheRules = 17; DescribePullThroughCacheRulesInput => DescribePullThroughCacheRulesOutput }
operation! { DescribeRegistry = 18; DescribeRegistryInput => DescribeRegistryOutput }
operation! { DescribeRepositories = 19; DescribeRepositoriesInput => DescribeRepositoriesOutput }
operation! { DescribeRepositoryCreationTemplates = 20; DescribeRepositoryCreationTemplatesInput => DescribeRepositoryCreationTemplatesOutput }
operation! { GetAccountSetting = 21; GetAccountSettingInput => GetAccountSettingOutput }
operation! { GetAuthorizationToken = 22; GetAuthorizationTokenInput => GetAuthorizationTokenOutput }
operation! { GetDownloadUrlForLayer = 23; GetDownloadUrlForLayerInput => GetDownloadUrlForLayerOutput }
operation! { GetLifecyclePolicy = 24; GetLifecyclePolicyInput => GetLifecyclePolicyOutput }
operation! { GetLifecyclePolicyPreview = 25; GetLifecyclePolicyPreviewInput => GetLifecyclePolicyPreviewOutput }
operation! { GetRegistryPolicy = 26; GetRegistryPolicyInput => GetRegistryPolicyOutput }
operation! { GetRegistryScanningConfiguration = 27; GetRegistryScanningConfigurationInput => GetRegistryScanningConfigurationOutput }
operation! { GetRepositoryPolicy = 28; GetRepositoryPolicyInput => GetRepositoryPolicyOutput }
operation! { InitiateLayerUpload = 29; InitiateLayerUploadInput => InitiateLayerUploadOutput }
operation! { ListImageReferrers = 30; ListImageReferrersInput => ListImageReferrersOutput }
operation! { ListImages = 31; ListImagesInput => ListImagesOutput }
operation! { ListTagsForResource = 32; ListTagsForResourceInput => ListTagsForResourceOutput }
operation! { PutAccountSetting = 33; PutAccountSettingInput => PutAccountSettingOutput }
operation! { PutImage = 34; PutImageInput => PutImageOutput }
operation! { PutImageScanningConfiguration = 35; PutImageScanningConfigurationInput => PutImageScanningConfigurationOutput }
operation! { PutImageTagMutability = 36; PutImageTagMutabilityInput => PutImageTagMutabilityOutput }
operation! { PutLifecyclePolicy = 37; PutLifecyclePolicyInput => PutLifecyclePolicyOutput }
operation! { PutRegistryPolicy = 38; PutRegistryPolicyInput => PutRegistryPolicyOutput }
operation! { PutRegistryScanningConfiguration = 39; PutRegistryScanningConfigurationInput => PutRegistryScanningConfigurationOutput }
operation! { PutReplicationConfiguration = 40; PutReplicationConfigurationInput => PutReplicationConfigurationOutput }
operation! { SetRepositoryPolicy = 41; SetRepositoryPolicyInput => SetRepositoryPolicyOutput }
operation! { StartImageScan = 42; StartImageScanInput => StartImageScanOutput }
operation! { StartLifecyclePolicyPreview = 43; StartLifecyclePolicyPreviewInput => StartLifecyclePolicyPreviewOutput }
operation! { TagResource = 44; TagResourceInput => TagResourceOutput }
operation! { UntagResource = 45; UntagResourceInput => UntagResourceOutput }
operation! { UpdatePullThroughCacheRule = 46; UpdatePullThroughCacheRuleInput => UpdatePullThroughCacheRuleOutput }
operation! { UpdateRepositoryCreationTemplate = 47; UpdateRepositoryCreationTemplateInput => UpdateRepositoryCreationTemplateOutput }
operation! { UploadLayerPart = 48; UploadLayerPartInput => UploadLayerPartOutput }
operation! { ValidatePullThroughCacheRule = 49; ValidatePullThroughCacheRuleInput => ValidatePullThroughCacheRuleOutput }

/// An empty input and an empty output of each operation, in the order of `schema::OPERATIONS`.
pub static MESSAGES: [Messages; 50] = [
    Messages::of::<BatchCheckLayerAvailability>(),
    Messages::of::<BatchDeleteImage>(),
    Messages::of::<BatchGetImage>(),
    Messages::of::<BatchGetRepositoryScanningConfiguration>(),
    Messages::of::<CompleteLayerUpload>(),
    Messages::of::<CreatePullThroughCacheRule>(),
    Messages::of::<CreateRepository>(),
    Messages::of::<CreateRepositoryCreationTemplate>(),
    Messages::of::<DeleteLifecyclePolicy>(),
    Messages::of::<DeletePullThroughCacheRule>(),
    Messages::of::<DeleteRegistryPolicy>(),
    Messages::of::<DeleteRepository>(),
    Messages::of::<DeleteRepositoryCreationTemplate>(),
    Messages::of::<DeleteRepositoryPolicy>(),
    Messages::of::<DescribeImageReplicationStatus>(),
    Messages::of::<DescribeImageScanFindings>(),
    Messages::of::<DescribeImages>(),
    Messages::of::<DescribePullThroughCacheRules>(),
    Messages::of::<DescribeRegistry>(),
    Messages::of::<DescribeRepositories>(),
    Messages::of::<DescribeRepositoryCreationTemplates>(),
    Messages::of::<GetAccountSetting>(),
    Messages::of::<GetAuthorizationToken>(),
    Messages::of::<GetDownloadUrlForLayer>(),
    Messages::of::<GetLifecyclePolicy>(),
    Messages::of::<GetLifecyclePolicyPreview>(),
    Messages::of::<GetRegistryPolicy>(),
    Messages::of::<GetRegistryScanningConfiguration>(),
    Messages::of::<GetRepositoryPolicy>(),
    Messages::of::<InitiateLayerUpload>(),
    Messages::of::<ListImageReferrers>(),
    Messages::of::<ListImages>(),
    Messages::of::<ListTagsForResource>(),
    Messages::of::<PutAccountSetting>(),
    Messages::of::<PutImage>(),
    Messages::of::<PutImageScanningConfiguration>(),
    Messages::of::<PutImageTagMutability>(),
    Messages::of::<PutLifecyclePolicy>(),
    Messages::of::<PutRegistryPolicy>(),
    Messages::of::<PutRegistryScanningConfiguration>(),
    Messages::of::<PutReplicationConfiguration>(),
    Messages::of::<SetRepositoryPolicy>(),
    Messages::of::<StartImageScan>(),
    Messages::of::<StartLifecyclePolicyPreview>(),
    Messages::of::<TagResource>(),
    Messages::of::<UntagResource>(),
    Messages::of::<UpdatePullThroughCacheRule>(),
    Messages::of::<UpdateRepositoryCreationTemplate>(),
    Messages::of::<UploadLayerPart>(),
    Messages::of::<ValidatePullThroughCacheRule>(),
];
