//! The types of STS: one line a shape. Written by `cargo xtask gen`; do not edit.

#[allow(unused_imports)]
use wire::generated::*;

use crate::schema;

structure! { AssumeRoleInput = schema::AssumeRoleRequest; 0 role_arn: String, 1 role_session_name: String, 2 policy_arns: Option<Vec<PolicyDescriptorType>>, 3 policy: Option<String>, 4 duration_seconds: Option<i32>, 5 tags: Option<Vec<Tag>>, 6 transitive_tag_keys: Option<Vec<String>>, 7 external_id: Option<String>, 8 serial_number: Option<String>, 9 token_code: Option<String>, 10 source_identity: Option<String>, 11 provided_contexts: Option<Vec<ProvidedContext>>, 12 minimum_session_token_size: Option<i32> }
structure! { AssumeRoleOutput = schema::AssumeRoleResponse; 0 credentials: Option<Credentials>, 1 assumed_role_user: Option<AssumedRoleUser>, 2 packed_policy_size: Option<i32>, 3 source_identity: Option<String>, 4 session_token_utilization: Option<i32>, 5 session_token_size: Option<i32> }
structure! { AssumeRoleWithSAMLInput = schema::AssumeRoleWithSAMLRequest; 0 role_arn: String, 1 principal_arn: String, 2 saml_assertion: String, 3 policy_arns: Option<Vec<PolicyDescriptorType>>, 4 policy: Option<String>, 5 duration_seconds: Option<i32>, 6 minimum_session_token_size: Option<i32> }
structure! { AssumeRoleWithSAMLOutput = schema::AssumeRoleWithSAMLResponse; 0 credentials: Option<Credentials>, 1 assumed_role_user: Option<AssumedRoleUser>, 2 packed_policy_size: Option<i32>, 3 subject: Option<String>, 4 subject_type: Option<String>, 5 issuer: Option<String>, 6 audience: Option<String>, 7 name_qualifier: Option<String>, 8 source_identity: Option<String>, 9 session_token_utilization: Option<i32>, 10 session_token_size: Option<i32> }
structure! { AssumeRoleWithWebIdentityInput = schema::AssumeRoleWithWebIdentityRequest; 0 role_arn: String, 1 role_session_name: String, 2 web_identity_token: String, 3 provider_id: Option<String>, 4 policy_arns: Option<Vec<PolicyDescriptorType>>, 5 policy: Option<String>, 6 duration_seconds: Option<i32>, 7 minimum_session_token_size: Option<i32> }
structure! { AssumeRoleWithWebIdentityOutput = schema::AssumeRoleWithWebIdentityResponse; 0 credentials: Option<Credentials>, 1 subject_from_web_identity_token: Option<String>, 2 assumed_role_user: Option<AssumedRoleUser>, 3 packed_policy_size: Option<i32>, 4 provider: Option<String>, 5 audience: Option<String>, 6 source_identity: Option<String>, 7 session_token_utilization: Option<i32>, 8 session_token_size: Option<i32> }
structure! { AssumeRootInput = schema::AssumeRootRequest; 0 target_principal: String, 1 task_policy_arn: PolicyDescriptorType, 2 duration_seconds: Option<i32>, 3 minimum_session_token_size: Option<i32> }
structure! { AssumeRootOutput = schema::AssumeRootResponse; 0 credentials: Option<Credentials>, 1 source_identity: Option<String>, 2 session_token_utilization: Option<i32>, 3 session_token_size: Option<i32> }
structure! { DecodeAuthorizationMessageInput = schema::DecodeAuthorizationMessageRequest; 0 encoded_message: String }
structure! { DecodeAuthorizationMessageOutput = schema::DecodeAuthorizationMessageResponse; 0 decoded_message: Option<String> }
structure! { GetAccessKeyInfoInput = schema::GetAccessKeyInfoRequest; 0 access_key_id: String }
structure! { GetAccessKeyInfoOutput = schema::GetAccessKeyInfoResponse; 0 account: Option<String> }
structure! { GetCallerIdentityInput = schema::GetCallerIdentityRequest;  }
structure! { GetCallerIdentityOutput = schema::GetCallerIdentityResponse; 0 user_id: Option<String>, 1 account: Option<String>, 2 arn: Option<String> }
structure! { GetDelegatedAccessTokenInput = schema::GetDelegatedAccessTokenRequest; 0 trade_in_token: String }
structure! { GetDelegatedAccessTokenOutput = schema::GetDelegatedAccessTokenResponse; 0 credentials: Option<Credentials>, 1 packed_policy_size: Option<i32>, 2 assumed_principal: Option<String> }
structure! { GetFederationTokenInput = schema::GetFederationTokenRequest; 0 name: String, 1 policy: Option<String>, 2 policy_arns: Option<Vec<PolicyDescriptorType>>, 3 duration_seconds: Option<i32>, 4 tags: Option<Vec<Tag>>, 5 minimum_session_token_size: Option<i32> }
structure! { GetFederationTokenOutput = schema::GetFederationTokenResponse; 0 credentials: Option<Credentials>, 1 federated_user: Option<FederatedUser>, 2 packed_policy_size: Option<i32>, 3 session_token_utilization: Option<i32>, 4 session_token_size: Option<i32> }
structure! { GetSessionTokenInput = schema::GetSessionTokenRequest; 0 duration_seconds: Option<i32>, 1 serial_number: Option<String>, 2 token_code: Option<String>, 3 minimum_session_token_size: Option<i32> }
structure! { GetSessionTokenOutput = schema::GetSessionTokenResponse; 0 credentials: Option<Credentials>, 1 session_token_utilization: Option<i32>, 2 session_token_size: Option<i32> }
structure! { GetWebIdentityTokenInput = schema::GetWebIdentityTokenRequest; 0 audience: Vec<String>, 1 duration_seconds: Option<i32>, 2 signing_algorithm: String, 3 tags: Option<Vec<Tag>> }
structure! { GetWebIdentityTokenOutput = schema::GetWebIdentityTokenResponse; 0 web_identity_token: Option<String>, 1 expiration: Option<Timestamp> }
structure! { AssumedRoleUser = schema::AssumedRoleUser; 0 assumed_role_id: String, 1 arn: String }
structure! { Credentials = schema::Credentials; 0 access_key_id: String, 1 secret_access_key: String, 2 session_token: String, 3 expiration: Timestamp }
structure! { FederatedUser = schema::FederatedUser; 0 federated_user_id: String, 1 arn: String }
structure! { PolicyDescriptorType = schema::PolicyDescriptorType; 0 arn: Option<String> }
structure! { ProvidedContext = schema::ProvidedContext; 0 provider_arn: Option<String>, 1 context_assertion: Option<String> }
structure! { Tag = schema::Tag; 0 key: String, 1 value: String }
