//! The operations of IAM. Written by `cargo xtask gen`; do not edit.

use wire::generated::*;

use crate::types::*;

operation! { AcceptDelegationRequest = 0; AcceptDelegationRequestInput => AcceptDelegationRequestOutput }
operation! { AcquireRole = 1; AcquireRoleInput => AcquireRoleOutput }
operation! { AddClientIDToOpenIDConnectProvider = 2; AddClientIDToOpenIDConnectProviderInput => AddClientIDToOpenIDConnectProviderOutput }
operation! { AddRoleToInstanceProfile = 3; AddRoleToInstanceProfileInput => AddRoleToInstanceProfileOutput }
operation! { AddUserToGroup = 4; AddUserToGroupInput => AddUserToGroupOutput }
operation! { AssociateDelegationRequest = 5; AssociateDelegationRequestInput => AssociateDelegationRequestOutput }
operation! { AttachGroupPolicy = 6; AttachGroupPolicyInput => AttachGroupPolicyOutput }
operation! { AttachRolePolicy = 7; AttachRolePolicyInput => AttachRolePolicyOutput }
operation! { AttachUserPolicy = 8; AttachUserPolicyInput => AttachUserPolicyOutput }
operation! { ChangePassword = 9; ChangePasswordInput => ChangePasswordOutput }
operation! { CreateAccessKey = 10; CreateAccessKeyInput => CreateAccessKeyOutput }
operation! { CreateAccountAlias = 11; CreateAccountAliasInput => CreateAccountAliasOutput }
operation! { CreateDelegationRequest = 12; CreateDelegationRequestInput => CreateDelegationRequestOutput }
operation! { CreateGroup = 13; CreateGroupInput => CreateGroupOutput }
operation! { CreateInstanceProfile = 14; CreateInstanceProfileInput => CreateInstanceProfileOutput }
operation! { CreateLoginProfile = 15; CreateLoginProfileInput => CreateLoginProfileOutput }
operation! { CreateOpenIDConnectProvider = 16; CreateOpenIDConnectProviderInput => CreateOpenIDConnectProviderOutput }
operation! { CreatePolicy = 17; CreatePolicyInput => CreatePolicyOutput }
operation! { CreatePolicyVersion = 18; CreatePolicyVersionInput => CreatePolicyVersionOutput }
operation! { CreateRole = 19; CreateRoleInput => CreateRoleOutput }
operation! { CreateSAMLProvider = 20; CreateSAMLProviderInput => CreateSAMLProviderOutput }
operation! { CreateServiceLinkedRole = 21; CreateServiceLinkedRoleInput => CreateServiceLinkedRoleOutput }
operation! { CreateServiceSpecificCredential = 22; CreateServiceSpecificCredentialInput => CreateServiceSpecificCredentialOutput }
operation! { CreateUser = 23; CreateUserInput => CreateUserOutput }
operation! { CreateVirtualMFADevice = 24; CreateVirtualMFADeviceInput => CreateVirtualMFADeviceOutput }
operation! { DeactivateMFADevice = 25; DeactivateMFADeviceInput => DeactivateMFADeviceOutput }
operation! { DeleteAccessKey = 26; DeleteAccessKeyInput => DeleteAccessKeyOutput }
operation! { DeleteAccountAlias = 27; DeleteAccountAliasInput => DeleteAccountAliasOutput }
operation! { DeleteAccountPasswordPolicy = 28; DeleteAccountPasswordPolicyInput => DeleteAccountPasswordPolicyOutput }
operation! { DeleteGroup = 29; DeleteGroupInput => DeleteGroupOutput }
operation! { DeleteGroupPolicy = 30; DeleteGroupPolicyInput => DeleteGroupPolicyOutput }
operation! { DeleteInstanceProfile = 31; DeleteInstanceProfileInput => DeleteInstanceProfileOutput }
operation! { DeleteLoginProfile = 32; DeleteLoginProfileInput => DeleteLoginProfileOutput }
operation! { DeleteOpenIDConnectProvider = 33; DeleteOpenIDConnectProviderInput => DeleteOpenIDConnectProviderOutput }
operation! { DeletePolicy = 34; DeletePolicyInput => DeletePolicyOutput }
operation! { DeletePolicyVersion = 35; DeletePolicyVersionInput => DeletePolicyVersionOutput }
operation! { DeleteRole = 36; DeleteRoleInput => DeleteRoleOutput }
operation! { DeleteRolePermissionsBoundary = 37; DeleteRolePermissionsBoundaryInput => DeleteRolePermissionsBoundaryOutput }
operation! { DeleteRolePolicy = 38; DeleteRolePolicyInput => DeleteRolePolicyOutput }
operation! { DeleteSAMLProvider = 39; DeleteSAMLProviderInput => DeleteSAMLProviderOutput }
operation! { DeleteSSHPublicKey = 40; DeleteSSHPublicKeyInput => DeleteSSHPublicKeyOutput }
operation! { DeleteServerCertificate = 41; DeleteServerCertificateInput => DeleteServerCertificateOutput }
operation! { DeleteServiceLinkedRole = 42; DeleteServiceLinkedRoleInput => DeleteServiceLinkedRoleOutput }
operation! { DeleteServiceSpecificCredential = 43; DeleteServiceSpecificCredentialInput => DeleteServiceSpecificCredentialOutput }
operation! { DeleteSigningCertificate = 44; DeleteSigningCertificateInput => DeleteSigningCertificateOutput }
operation! { DeleteUser = 45; DeleteUserInput => DeleteUserOutput }
operation! { DeleteUserPermissionsBoundary = 46; DeleteUserPermissionsBoundaryInput => DeleteUserPermissionsBoundaryOutput }
operation! { DeleteUserPolicy = 47; DeleteUserPolicyInput => DeleteUserPolicyOutput }
operation! { DeleteVirtualMFADevice = 48; DeleteVirtualMFADeviceInput => DeleteVirtualMFADeviceOutput }
operation! { DetachGroupPolicy = 49; DetachGroupPolicyInput => DetachGroupPolicyOutput }
operation! { DetachRolePolicy = 50; DetachRolePolicyInput => DetachRolePolicyOutput }
operation! { DetachUserPolicy = 51; DetachUserPolicyInput => DetachUserPolicyOutput }
operation! { DisableOrganizationsRootCredentialsManagement = 52; DisableOrganizationsRootCredentialsManagementInput => DisableOrganizationsRootCredentialsManagementOutput }
operation! { DisableOrganizationsRootSessions = 53; DisableOrganizationsRootSessionsInput => DisableOrganizationsRootSessionsOutput }
operation! { DisableOutboundWebIdentityFederation = 54; DisableOutboundWebIdentityFederationInput => DisableOutboundWebIdentityFederationOutput }
operation! { EnableMFADevice = 55; EnableMFADeviceInput => EnableMFADeviceOutput }
operation! { EnableOrganizationsRootCredentialsManagement = 56; EnableOrganizationsRootCredentialsManagementInput => EnableOrganizationsRootCredentialsManagementOutput }
operation! { EnableOrganizationsRootSessions = 57; EnableOrganizationsRootSessionsInput => EnableOrganizationsRootSessionsOutput }
operation! { EnableOutboundWebIdentityFederation = 58; EnableOutboundWebIdentityFederationInput => EnableOutboundWebIdentityFederationOutput }
operation! { GenerateCredentialReport = 59; GenerateCredentialReportInput => GenerateCredentialReportOutput }
operation! { GenerateOrganizationsAccessReport = 60; GenerateOrganizationsAccessReportInput => GenerateOrganizationsAccessReportOutput }
operation! { GenerateServiceLastAccessedDetails = 61; GenerateServiceLastAccessedDetailsInput => GenerateServiceLastAccessedDetailsOutput }
operation! { GetAccessKeyLastUsed = 62; GetAccessKeyLastUsedInput => GetAccessKeyLastUsedOutput }
operation! { GetAccountAuthorizationDetails = 63; GetAccountAuthorizationDetailsInput => GetAccountAuthorizationDetailsOutput }
operation! { GetAccountPasswordPolicy = 64; GetAccountPasswordPolicyInput => GetAccountPasswordPolicyOutput }
operation! { GetAccountProperties = 65; GetAccountPropertiesInput => GetAccountPropertiesOutput }
operation! { GetAccountSummary = 66; GetAccountSummaryInput => GetAccountSummaryOutput }
operation! { GetContextKeysForCustomPolicy = 67; GetContextKeysForCustomPolicyInput => GetContextKeysForCustomPolicyOutput }
operation! { GetContextKeysForPrincipalPolicy = 68; GetContextKeysForPrincipalPolicyInput => GetContextKeysForPrincipalPolicyOutput }
operation! { GetCredentialReport = 69; GetCredentialReportInput => GetCredentialReportOutput }
operation! { GetDelegationRequest = 70; GetDelegationRequestInput => GetDelegationRequestOutput }
operation! { GetGroup = 71; GetGroupInput => GetGroupOutput }
operation! { GetGroupPolicy = 72; GetGroupPolicyInput => GetGroupPolicyOutput }
operation! { GetHumanReadableSummary = 73; GetHumanReadableSummaryInput => GetHumanReadableSummaryOutput }
operation! { GetInstanceProfile = 74; GetInstanceProfileInput => GetInstanceProfileOutput }
operation! { GetLoginProfile = 75; GetLoginProfileInput => GetLoginProfileOutput }
operation! { GetMFADevice = 76; GetMFADeviceInput => GetMFADeviceOutput }
operation! { GetOpenIDConnectProvider = 77; GetOpenIDConnectProviderInput => GetOpenIDConnectProviderOutput }
operation! { GetOrganizationsAccessReport = 78; GetOrganizationsAccessReportInput => GetOrganizationsAccessReportOutput }
operation! { GetOutboundWebIdentityFederationInfo = 79; GetOutboundWebIdentityFederationInfoInput => GetOutboundWebIdentityFederationInfoOutput }
operation! { GetPolicy = 80; GetPolicyInput => GetPolicyOutput }
operation! { GetPolicyVersion = 81; GetPolicyVersionInput => GetPolicyVersionOutput }
operation! { GetRole = 82; GetRoleInput => GetRoleOutput }
operation! { GetRolePolicy = 83; GetRolePolicyInput => GetRolePolicyOutput }
operation! { GetRoleTemplateVersion = 84; GetRoleTemplateVersionInput => GetRoleTemplateVersionOutput }
operation! { GetSAMLProvider = 85; GetSAMLProviderInput => GetSAMLProviderOutput }
operation! { GetSSHPublicKey = 86; GetSSHPublicKeyInput => GetSSHPublicKeyOutput }
operation! { GetServerCertificate = 87; GetServerCertificateInput => GetServerCertificateOutput }
operation! { GetServiceLastAccessedDetails = 88; GetServiceLastAccessedDetailsInput => GetServiceLastAccessedDetailsOutput }
operation! { GetServiceLastAccessedDetailsWithEntities = 89; GetServiceLastAccessedDetailsWithEntitiesInput => GetServiceLastAccessedDetailsWithEntitiesOutput }
operation! { GetServiceLinkedRoleDeletionStatus = 90; GetServiceLinkedRoleDeletionStatusInput => GetServiceLinkedRoleDeletionStatusOutput }
operation! { GetUser = 91; GetUserInput => GetUserOutput }
operation! { GetUserPolicy = 92; GetUserPolicyInput => GetUserPolicyOutput }
operation! { ListAccessKeys = 93; ListAccessKeysInput => ListAccessKeysOutput }
operation! { ListAccountAliases = 94; ListAccountAliasesInput => ListAccountAliasesOutput }
operation! { ListAttachedGroupPolicies = 95; ListAttachedGroupPoliciesInput => ListAttachedGroupPoliciesOutput }
operation! { ListAttachedRolePolicies = 96; ListAttachedRolePoliciesInput => ListAttachedRolePoliciesOutput }
operation! { ListAttachedUserPolicies = 97; ListAttachedUserPoliciesInput => ListAttachedUserPoliciesOutput }
operation! { ListDelegationRequests = 98; ListDelegationRequestsInput => ListDelegationRequestsOutput }
operation! { ListEntitiesForPolicy = 99; ListEntitiesForPolicyInput => ListEntitiesForPolicyOutput }
operation! { ListGroupPolicies = 100; ListGroupPoliciesInput => ListGroupPoliciesOutput }
operation! { ListGroups = 101; ListGroupsInput => ListGroupsOutput }
operation! { ListGroupsForUser = 102; ListGroupsForUserInput => ListGroupsForUserOutput }
operation! { ListInstanceProfileTags = 103; ListInstanceProfileTagsInput => ListInstanceProfileTagsOutput }
operation! { ListInstanceProfiles = 104; ListInstanceProfilesInput => ListInstanceProfilesOutput }
operation! { ListInstanceProfilesForRole = 105; ListInstanceProfilesForRoleInput => ListInstanceProfilesForRoleOutput }
operation! { ListMFADeviceTags = 106; ListMFADeviceTagsInput => ListMFADeviceTagsOutput }
operation! { ListMFADevices = 107; ListMFADevicesInput => ListMFADevicesOutput }
operation! { ListOpenIDConnectProviderTags = 108; ListOpenIDConnectProviderTagsInput => ListOpenIDConnectProviderTagsOutput }
operation! { ListOpenIDConnectProviders = 109; ListOpenIDConnectProvidersInput => ListOpenIDConnectProvidersOutput }
operation! { ListOrganizationsFeatures = 110; ListOrganizationsFeaturesInput => ListOrganizationsFeaturesOutput }
operation! { ListPolicies = 111; ListPoliciesInput => ListPoliciesOutput }
operation! { ListPoliciesGrantingServiceAccess = 112; ListPoliciesGrantingServiceAccessInput => ListPoliciesGrantingServiceAccessOutput }
operation! { ListPolicyTags = 113; ListPolicyTagsInput => ListPolicyTagsOutput }
operation! { ListPolicyVersions = 114; ListPolicyVersionsInput => ListPolicyVersionsOutput }
operation! { ListRolePolicies = 115; ListRolePoliciesInput => ListRolePoliciesOutput }
operation! { ListRoleTags = 116; ListRoleTagsInput => ListRoleTagsOutput }
operation! { ListRoles = 117; ListRolesInput => ListRolesOutput }
operation! { ListSAMLProviderTags = 118; ListSAMLProviderTagsInput => ListSAMLProviderTagsOutput }
operation! { ListSAMLProviders = 119; ListSAMLProvidersInput => ListSAMLProvidersOutput }
operation! { ListSSHPublicKeys = 120; ListSSHPublicKeysInput => ListSSHPublicKeysOutput }
operation! { ListServerCertificateTags = 121; ListServerCertificateTagsInput => ListServerCertificateTagsOutput }
operation! { ListServerCertificates = 122; ListServerCertificatesInput => ListServerCertificatesOutput }
operation! { ListServiceSpecificCredentials = 123; ListServiceSpecificCredentialsInput => ListServiceSpecificCredentialsOutput }
operation! { ListSigningCertificates = 124; ListSigningCertificatesInput => ListSigningCertificatesOutput }
operation! { ListUserPolicies = 125; ListUserPoliciesInput => ListUserPoliciesOutput }
operation! { ListUserTags = 126; ListUserTagsInput => ListUserTagsOutput }
operation! { ListUsers = 127; ListUsersInput => ListUsersOutput }
operation! { ListVirtualMFADevices = 128; ListVirtualMFADevicesInput => ListVirtualMFADevicesOutput }
operation! { PutAccountProperties = 129; PutAccountPropertiesInput => PutAccountPropertiesOutput }
operation! { PutGroupPolicy = 130; PutGroupPolicyInput => PutGroupPolicyOutput }
operation! { PutRolePermissionsBoundary = 131; PutRolePermissionsBoundaryInput => PutRolePermissionsBoundaryOutput }
operation! { PutRolePolicy = 132; PutRolePolicyInput => PutRolePolicyOutput }
operation! { PutUserPermissionsBoundary = 133; PutUserPermissionsBoundaryInput => PutUserPermissionsBoundaryOutput }
operation! { PutUserPolicy = 134; PutUserPolicyInput => PutUserPolicyOutput }
operation! { RejectDelegationRequest = 135; RejectDelegationRequestInput => RejectDelegationRequestOutput }
operation! { RemoveClientIDFromOpenIDConnectProvider = 136; RemoveClientIDFromOpenIDConnectProviderInput => RemoveClientIDFromOpenIDConnectProviderOutput }
operation! { RemoveRoleFromInstanceProfile = 137; RemoveRoleFromInstanceProfileInput => RemoveRoleFromInstanceProfileOutput }
operation! { RemoveUserFromGroup = 138; RemoveUserFromGroupInput => RemoveUserFromGroupOutput }
operation! { ResetServiceSpecificCredential = 139; ResetServiceSpecificCredentialInput => ResetServiceSpecificCredentialOutput }
operation! { ResyncMFADevice = 140; ResyncMFADeviceInput => ResyncMFADeviceOutput }
operation! { SendDelegationToken = 141; SendDelegationTokenInput => SendDelegationTokenOutput }
operation! { SetDefaultPolicyVersion = 142; SetDefaultPolicyVersionInput => SetDefaultPolicyVersionOutput }
operation! { SetSecurityTokenServicePreferences = 143; SetSecurityTokenServicePreferencesInput => SetSecurityTokenServicePreferencesOutput }
operation! { SimulateCustomPolicy = 144; SimulateCustomPolicyInput => SimulateCustomPolicyOutput }
operation! { SimulatePrincipalPolicy = 145; SimulatePrincipalPolicyInput => SimulatePrincipalPolicyOutput }
operation! { TagInstanceProfile = 146; TagInstanceProfileInput => TagInstanceProfileOutput }
operation! { TagMFADevice = 147; TagMFADeviceInput => TagMFADeviceOutput }
operation! { TagOpenIDConnectProvider = 148; TagOpenIDConnectProviderInput => TagOpenIDConnectProviderOutput }
operation! { TagPolicy = 149; TagPolicyInput => TagPolicyOutput }
operation! { TagRole = 150; TagRoleInput => TagRoleOutput }
operation! { TagSAMLProvider = 151; TagSAMLProviderInput => TagSAMLProviderOutput }
operation! { TagServerCertificate = 152; TagServerCertificateInput => TagServerCertificateOutput }
operation! { TagUser = 153; TagUserInput => TagUserOutput }
operation! { UntagInstanceProfile = 154; UntagInstanceProfileInput => UntagInstanceProfileOutput }
operation! { UntagMFADevice = 155; UntagMFADeviceInput => UntagMFADeviceOutput }
operation! { UntagOpenIDConnectProvider = 156; UntagOpenIDConnectProviderInput => UntagOpenIDConnectProviderOutput }
operation! { UntagPolicy = 157; UntagPolicyInput => UntagPolicyOutput }
operation! { UntagRole = 158; UntagRoleInput => UntagRoleOutput }
operation! { UntagSAMLProvider = 159; UntagSAMLProviderInput => UntagSAMLProviderOutput }
operation! { UntagServerCertificate = 160; UntagServerCertificateInput => UntagServerCertificateOutput }
operation! { UntagUser = 161; UntagUserInput => UntagUserOutput }
operation! { UpdateAccessKey = 162; UpdateAccessKeyInput => UpdateAccessKeyOutput }
operation! { UpdateAccountPasswordPolicy = 163; UpdateAccountPasswordPolicyInput => UpdateAccountPasswordPolicyOutput }
operation! { UpdateAssumeRolePolicy = 164; UpdateAssumeRolePolicyInput => UpdateAssumeRolePolicyOutput }
operation! { UpdateDelegationRequest = 165; UpdateDelegationRequestInput => UpdateDelegationRequestOutput }
operation! { UpdateGroup = 166; UpdateGroupInput => UpdateGroupOutput }
operation! { UpdateLoginProfile = 167; UpdateLoginProfileInput => UpdateLoginProfileOutput }
operation! { UpdateOpenIDConnectProviderThumbprint = 168; UpdateOpenIDConnectProviderThumbprintInput => UpdateOpenIDConnectProviderThumbprintOutput }
operation! { UpdateRole = 169; UpdateRoleInput => UpdateRoleOutput }
operation! { UpdateRoleDescription = 170; UpdateRoleDescriptionInput => UpdateRoleDescriptionOutput }
operation! { UpdateSAMLProvider = 171; UpdateSAMLProviderInput => UpdateSAMLProviderOutput }
operation! { UpdateSSHPublicKey = 172; UpdateSSHPublicKeyInput => UpdateSSHPublicKeyOutput }
operation! { UpdateServerCertificate = 173; UpdateServerCertificateInput => UpdateServerCertificateOutput }
operation! { UpdateServiceSpecificCredential = 174; UpdateServiceSpecificCredentialInput => UpdateServiceSpecificCredentialOutput }
operation! { UpdateSigningCertificate = 175; UpdateSigningCertificateInput => UpdateSigningCertificateOutput }
operation! { UpdateUser = 176; UpdateUserInput => UpdateUserOutput }
operation! { UploadSSHPublicKey = 177; UploadSSHPublicKeyInput => UploadSSHPublicKeyOutput }
operation! { UploadServerCertificate = 178; UploadServerCertificateInput => UploadServerCertificateOutput }
operation! { UploadSigningCertificate = 179; UploadSigningCertificateInput => UploadSigningCertificateOutput }

/// An empty input and an empty output of each operation, in the order of `schema::OPERATIONS`.
pub static MESSAGES: [Messages; 180] = [
    Messages::of::<AcceptDelegationRequest>(),
    Messages::of::<AcquireRole>(),
    Messages::of::<AddClientIDToOpenIDConnectProvider>(),
    Messages::of::<AddRoleToInstanceProfile>(),
    Messages::of::<AddUserToGroup>(),
    Messages::of::<AssociateDelegationRequest>(),
    Messages::of::<AttachGroupPolicy>(),
    Messages::of::<AttachRolePolicy>(),
    Messages::of::<AttachUserPolicy>(),
    Messages::of::<ChangePassword>(),
    Messages::of::<CreateAccessKey>(),
    Messages::of::<CreateAccountAlias>(),
    Messages::of::<CreateDelegationRequest>(),
    Messages::of::<CreateGroup>(),
    Messages::of::<CreateInstanceProfile>(),
    Messages::of::<CreateLoginProfile>(),
    Messages::of::<CreateOpenIDConnectProvider>(),
    Messages::of::<CreatePolicy>(),
    Messages::of::<CreatePolicyVersion>(),
    Messages::of::<CreateRole>(),
    Messages::of::<CreateSAMLProvider>(),
    Messages::of::<CreateServiceLinkedRole>(),
    Messages::of::<CreateServiceSpecificCredential>(),
    Messages::of::<CreateUser>(),
    Messages::of::<CreateVirtualMFADevice>(),
    Messages::of::<DeactivateMFADevice>(),
    Messages::of::<DeleteAccessKey>(),
    Messages::of::<DeleteAccountAlias>(),
    Messages::of::<DeleteAccountPasswordPolicy>(),
    Messages::of::<DeleteGroup>(),
    Messages::of::<DeleteGroupPolicy>(),
    Messages::of::<DeleteInstanceProfile>(),
    Messages::of::<DeleteLoginProfile>(),
    Messages::of::<DeleteOpenIDConnectProvider>(),
    Messages::of::<DeletePolicy>(),
    Messages::of::<DeletePolicyVersion>(),
    Messages::of::<DeleteRole>(),
    Messages::of::<DeleteRolePermissionsBoundary>(),
    Messages::of::<DeleteRolePolicy>(),
    Messages::of::<DeleteSAMLProvider>(),
    Messages::of::<DeleteSSHPublicKey>(),
    Messages::of::<DeleteServerCertificate>(),
    Messages::of::<DeleteServiceLinkedRole>(),
    Messages::of::<DeleteServiceSpecificCredential>(),
    Messages::of::<DeleteSigningCertificate>(),
    Messages::of::<DeleteUser>(),
    Messages::of::<DeleteUserPermissionsBoundary>(),
    Messages::of::<DeleteUserPolicy>(),
    Messages::of::<DeleteVirtualMFADevice>(),
    Messages::of::<DetachGroupPolicy>(),
    Messages::of::<DetachRolePolicy>(),
    Messages::of::<DetachUserPolicy>(),
    Messages::of::<DisableOrganizationsRootCredentialsManagement>(),
    Messages::of::<DisableOrganizationsRootSessions>(),
    Messages::of::<DisableOutboundWebIdentityFederation>(),
    Messages::of::<EnableMFADevice>(),
    Messages::of::<EnableOrganizationsRootCredentialsManagement>(),
    Messages::of::<EnableOrganizationsRootSessions>(),
    Messages::of::<EnableOutboundWebIdentityFederation>(),
    Messages::of::<GenerateCredentialReport>(),
    Messages::of::<GenerateOrganizationsAccessReport>(),
    Messages::of::<GenerateServiceLastAccessedDetails>(),
    Messages::of::<GetAccessKeyLastUsed>(),
    Messages::of::<GetAccountAuthorizationDetails>(),
    Messages::of::<GetAccountPasswordPolicy>(),
    Messages::of::<GetAccountProperties>(),
    Messages::of::<GetAccountSummary>(),
    Messages::of::<GetContextKeysForCustomPolicy>(),
    Messages::of::<GetContextKeysForPrincipalPolicy>(),
    Messages::of::<GetCredentialReport>(),
    Messages::of::<GetDelegationRequest>(),
    Messages::of::<GetGroup>(),
    Messages::of::<GetGroupPolicy>(),
    Messages::of::<GetHumanReadableSummary>(),
    Messages::of::<GetInstanceProfile>(),
    Messages::of::<GetLoginProfile>(),
    Messages::of::<GetMFADevice>(),
    Messages::of::<GetOpenIDConnectProvider>(),
    Messages::of::<GetOrganizationsAccessReport>(),
    Messages::of::<GetOutboundWebIdentityFederationInfo>(),
    Messages::of::<GetPolicy>(),
    Messages::of::<GetPolicyVersion>(),
    Messages::of::<GetRole>(),
    Messages::of::<GetRolePolicy>(),
    Messages::of::<GetRoleTemplateVersion>(),
    Messages::of::<GetSAMLProvider>(),
    Messages::of::<GetSSHPublicKey>(),
    Messages::of::<GetServerCertificate>(),
    Messages::of::<GetServiceLastAccessedDetails>(),
    Messages::of::<GetServiceLastAccessedDetailsWithEntities>(),
    Messages::of::<GetServiceLinkedRoleDeletionStatus>(),
    Messages::of::<GetUser>(),
    Messages::of::<GetUserPolicy>(),
    Messages::of::<ListAccessKeys>(),
    Messages::of::<ListAccountAliases>(),
    Messages::of::<ListAttachedGroupPolicies>(),
    Messages::of::<ListAttachedRolePolicies>(),
    Messages::of::<ListAttachedUserPolicies>(),
    Messages::of::<ListDelegationRequests>(),
    Messages::of::<ListEntitiesForPolicy>(),
    Messages::of::<ListGroupPolicies>(),
    Messages::of::<ListGroups>(),
    Messages::of::<ListGroupsForUser>(),
    Messages::of::<ListInstanceProfileTags>(),
    Messages::of::<ListInstanceProfiles>(),
    Messages::of::<ListInstanceProfilesForRole>(),
    Messages::of::<ListMFADeviceTags>(),
    Messages::of::<ListMFADevices>(),
    Messages::of::<ListOpenIDConnectProviderTags>(),
    Messages::of::<ListOpenIDConnectProviders>(),
    Messages::of::<ListOrganizationsFeatures>(),
    Messages::of::<ListPolicies>(),
    Messages::of::<ListPoliciesGrantingServiceAccess>(),
    Messages::of::<ListPolicyTags>(),
    Messages::of::<ListPolicyVersions>(),
    Messages::of::<ListRolePolicies>(),
    Messages::of::<ListRoleTags>(),
    Messages::of::<ListRoles>(),
    Messages::of::<ListSAMLProviderTags>(),
    Messages::of::<ListSAMLProviders>(),
    Messages::of::<ListSSHPublicKeys>(),
    Messages::of::<ListServerCertificateTags>(),
    Messages::of::<ListServerCertificates>(),
    Messages::of::<ListServiceSpecificCredentials>(),
    Messages::of::<ListSigningCertificates>(),
    Messages::of::<ListUserPolicies>(),
    Messages::of::<ListUserTags>(),
    Messages::of::<ListUsers>(),
    Messages::of::<ListVirtualMFADevices>(),
    Messages::of::<PutAccountProperties>(),
    Messages::of::<PutGroupPolicy>(),
    Messages::of::<PutRolePermissionsBoundary>(),
    Messages::of::<PutRolePolicy>(),
    Messages::of::<PutUserPermissionsBoundary>(),
    Messages::of::<PutUserPolicy>(),
    Messages::of::<RejectDelegationRequest>(),
    Messages::of::<RemoveClientIDFromOpenIDConnectProvider>(),
    Messages::of::<RemoveRoleFromInstanceProfile>(),
    Messages::of::<RemoveUserFromGroup>(),
    Messages::of::<ResetServiceSpecificCredential>(),
    Messages::of::<ResyncMFADevice>(),
    Messages::of::<SendDelegationToken>(),
    Messages::of::<SetDefaultPolicyVersion>(),
    Messages::of::<SetSecurityTokenServicePreferences>(),
    Messages::of::<SimulateCustomPolicy>(),
    Messages::of::<SimulatePrincipalPolicy>(),
    Messages::of::<TagInstanceProfile>(),
    Messages::of::<TagMFADevice>(),
    Messages::of::<TagOpenIDConnectProvider>(),
    Messages::of::<TagPolicy>(),
    Messages::of::<TagRole>(),
    Messages::of::<TagSAMLProvider>(),
    Messages::of::<TagServerCertificate>(),
    Messages::of::<TagUser>(),
    Messages::of::<UntagInstanceProfile>(),
    Messages::of::<UntagMFADevice>(),
    Messages::of::<UntagOpenIDConnectProvider>(),
    Messages::of::<UntagPolicy>(),
    Messages::of::<UntagRole>(),
    Messages::of::<UntagSAMLProvider>(),
    Messages::of::<UntagServerCertificate>(),
    Messages::of::<UntagUser>(),
    Messages::of::<UpdateAccessKey>(),
    Messages::of::<UpdateAccountPasswordPolicy>(),
    Messages::of::<UpdateAssumeRolePolicy>(),
    Messages::of::<UpdateDelegationRequest>(),
    Messages::of::<UpdateGroup>(),
    Messages::of::<UpdateLoginProfile>(),
    Messages::of::<UpdateOpenIDConnectProviderThumbprint>(),
    Messages::of::<UpdateRole>(),
    Messages::of::<UpdateRoleDescription>(),
    Messages::of::<UpdateSAMLProvider>(),
    Messages::of::<UpdateSSHPublicKey>(),
    Messages::of::<UpdateServerCertificate>(),
    Messages::of::<UpdateServiceSpecificCredential>(),
    Messages::of::<UpdateSigningCertificate>(),
    Messages::of::<UpdateUser>(),
    Messages::of::<UploadSSHPublicKey>(),
    Messages::of::<UploadServerCertificate>(),
    Messages::of::<UploadSigningCertificate>(),
];
