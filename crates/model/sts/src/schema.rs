//! The shapes of STS as constant data. Written by `cargo xtask gen`; do not edit.

use wire::generated::*;

pub static SERVICE: Service = Service {
    name: "sts",
    signing_name: "sts",
    iam_prefix: "sts",
    id: "STS",
    api_version: "2011-06-15",
    target_prefix: "",
    namespace: "com.amazonaws.sts",
    xml_namespace: "https://sts.amazonaws.com/doc/2011-06-15/",
    protocols: &[Protocol::Query],
    query_compatible: false,
    global: false,
    dialect: Dialect::CoralQuery,
    operations: &OPERATIONS,
    others: &[],
};

pub static OPERATIONS: [Operation; 11] = [
    Operation { name: "AssumeRole", service: &SERVICE, method: "POST", uri: "/", status: 200, input: &AssumeRoleRequest, output: &AssumeRoleResponse, result_wrapper: "AssumeRoleResult", errors: &[&MalformedPolicyDocumentException, &PackedPolicyTooLargeException, &RegionDisabledException, &ExpiredTokenException], action: "sts:AssumeRole", access: Access::Write },
    Operation { name: "AssumeRoleWithSAML", service: &SERVICE, method: "POST", uri: "/", status: 200, input: &AssumeRoleWithSAMLRequest, output: &AssumeRoleWithSAMLResponse, result_wrapper: "AssumeRoleWithSAMLResult", errors: &[&MalformedPolicyDocumentException, &PackedPolicyTooLargeException, &IDPRejectedClaimException, &InvalidIdentityTokenException, &ExpiredTokenException, &RegionDisabledException], action: "", access: Access::Write },
    Operation { name: "AssumeRoleWithWebIdentity", service: &SERVICE, method: "POST", uri: "/", status: 200, input: &AssumeRoleWithWebIdentityRequest, output: &AssumeRoleWithWebIdentityResponse, result_wrapper: "AssumeRoleWithWebIdentityResult", errors: &[&MalformedPolicyDocumentException, &PackedPolicyTooLargeException, &IDPRejectedClaimException, &IDPCommunicationErrorException, &InvalidIdentityTokenException, &ExpiredTokenException, &RegionDisabledException], action: "", access: Access::Write },
    Operation { name: "AssumeRoot", service: &SERVICE, method: "POST", uri: "/", status: 200, input: &AssumeRootRequest, output: &AssumeRootResponse, result_wrapper: "AssumeRootResult", errors: &[&RegionDisabledException, &ExpiredTokenException], action: "sts:AssumeRoot", access: Access::Write },
    Operation { name: "DecodeAuthorizationMessage", service: &SERVICE, method: "POST", uri: "/", status: 200, input: &DecodeAuthorizationMessageRequest, output: &DecodeAuthorizationMessageResponse, result_wrapper: "DecodeAuthorizationMessageResult", errors: &[&InvalidAuthorizationMessageException], action: "sts:DecodeAuthorizationMessage", access: Access::Write },
    Operation { name: "GetAccessKeyInfo", service: &SERVICE, method: "POST", uri: "/", status: 200, input: &GetAccessKeyInfoRequest, output: &GetAccessKeyInfoResponse, result_wrapper: "GetAccessKeyInfoResult", errors: &[], action: "sts:GetAccessKeyInfo", access: Access::Read },
    Operation { name: "GetCallerIdentity", service: &SERVICE, method: "POST", uri: "/", status: 200, input: &GetCallerIdentityRequest, output: &GetCallerIdentityResponse, result_wrapper: "GetCallerIdentityResult", errors: &[], action: "", access: Access::Write },
    Operation { name: "GetDelegatedAccessToken", service: &SERVICE, method: "POST", uri: "/", status: 200, input: &GetDelegatedAccessTokenRequest, output: &GetDelegatedAccessTokenResponse, result_wrapper: "GetDelegatedAccessTokenResult", errors: &[&ExpiredTradeInTokenException, &RegionDisabledException, &PackedPolicyTooLargeException], action: "sts:GetDelegatedAccessToken", access: Access::Write },
    Operation { name: "GetFederationToken", service: &SERVICE, method: "POST", uri: "/", status: 200, input: &GetFederationTokenRequest, output: &GetFederationTokenResponse, result_wrapper: "GetFederationTokenResult", errors: &[&MalformedPolicyDocumentException, &PackedPolicyTooLargeException, &RegionDisabledException], action: "sts:GetFederationToken", access: Access::Write },
    Operation { name: "GetSessionToken", service: &SERVICE, method: "POST", uri: "/", status: 200, input: &GetSessionTokenRequest, output: &GetSessionTokenResponse, result_wrapper: "GetSessionTokenResult", errors: &[&RegionDisabledException], action: "", access: Access::Write },
    Operation { name: "GetWebIdentityToken", service: &SERVICE, method: "POST", uri: "/", status: 200, input: &GetWebIdentityTokenRequest, output: &GetWebIdentityTokenResponse, result_wrapper: "GetWebIdentityTokenResult", errors: &[&SessionDurationEscalationException, &OutboundWebIdentityFederationDisabledException, &JWTPayloadSizeExceededException], action: "sts:GetWebIdentityToken", access: Access::Write },
];

pub static AssumeRoleRequest: Schema = Schema::new("AssumeRoleRequest", Kind::Structure).members(&[m("RoleArn", &arnType).required(), m("RoleSessionName", &roleSessionNameType).required(), m("PolicyArns", &policyDescriptorListType), m("Policy", &unrestrictedSessionPolicyDocumentType), m("DurationSeconds", &roleDurationSecondsType), m("Tags", &tagListType), m("TransitiveTagKeys", &tagKeyListType), m("ExternalId", &externalIdType), m("SerialNumber", &serialNumberType), m("TokenCode", &tokenCodeType), m("SourceIdentity", &sourceIdentityType), m("ProvidedContexts", &ProvidedContextsListType), m("MinimumSessionTokenSize", &minimumSessionTokenSizeType)]);
pub static AssumeRoleResponse: Schema = Schema::new("AssumeRoleResponse", Kind::Structure).members(&[m("Credentials", &Credentials), m("AssumedRoleUser", &AssumedRoleUser), m("PackedPolicySize", &nonNegativeIntegerType), m("SourceIdentity", &sourceIdentityType), m("SessionTokenUtilization", &sessionTokenUtilizationType), m("SessionTokenSize", &sessionTokenSizeType)]);
pub static AssumeRoleWithSAMLRequest: Schema = Schema::new("AssumeRoleWithSAMLRequest", Kind::Structure).members(&[m("RoleArn", &arnType).required(), m("PrincipalArn", &arnType).required(), m("SAMLAssertion", &SAMLAssertionType).required(), m("PolicyArns", &policyDescriptorListType), m("Policy", &sessionPolicyDocumentType), m("DurationSeconds", &roleDurationSecondsType), m("MinimumSessionTokenSize", &minimumSessionTokenSizeType)]);
pub static AssumeRoleWithSAMLResponse: Schema = Schema::new("AssumeRoleWithSAMLResponse", Kind::Structure).members(&[m("Credentials", &Credentials), m("AssumedRoleUser", &AssumedRoleUser), m("PackedPolicySize", &nonNegativeIntegerType), m("Subject", &Subject), m("SubjectType", &SubjectType), m("Issuer", &Issuer), m("Audience", &Audience), m("NameQualifier", &NameQualifier), m("SourceIdentity", &sourceIdentityType), m("SessionTokenUtilization", &sessionTokenUtilizationType), m("SessionTokenSize", &sessionTokenSizeType)]);
pub static AssumeRoleWithWebIdentityRequest: Schema = Schema::new("AssumeRoleWithWebIdentityRequest", Kind::Structure).members(&[m("RoleArn", &arnType).required(), m("RoleSessionName", &roleSessionNameType).required(), m("WebIdentityToken", &clientTokenType).required(), m("ProviderId", &urlType), m("PolicyArns", &policyDescriptorListType), m("Policy", &sessionPolicyDocumentType), m("DurationSeconds", &roleDurationSecondsType), m("MinimumSessionTokenSize", &minimumSessionTokenSizeType)]);
pub static AssumeRoleWithWebIdentityResponse: Schema = Schema::new("AssumeRoleWithWebIdentityResponse", Kind::Structure).members(&[m("Credentials", &Credentials), m("SubjectFromWebIdentityToken", &webIdentitySubjectType), m("AssumedRoleUser", &AssumedRoleUser), m("PackedPolicySize", &nonNegativeIntegerType), m("Provider", &Issuer), m("Audience", &Audience), m("SourceIdentity", &sourceIdentityType), m("SessionTokenUtilization", &sessionTokenUtilizationType), m("SessionTokenSize", &sessionTokenSizeType)]);
pub static AssumeRootRequest: Schema = Schema::new("AssumeRootRequest", Kind::Structure).members(&[m("TargetPrincipal", &TargetPrincipalType).required(), m("TaskPolicyArn", &PolicyDescriptorType).required(), m("DurationSeconds", &RootDurationSecondsType), m("MinimumSessionTokenSize", &minimumSessionTokenSizeType)]);
pub static AssumeRootResponse: Schema = Schema::new("AssumeRootResponse", Kind::Structure).members(&[m("Credentials", &Credentials), m("SourceIdentity", &sourceIdentityType), m("SessionTokenUtilization", &sessionTokenUtilizationType), m("SessionTokenSize", &sessionTokenSizeType)]);
pub static AssumedRoleUser: Schema = Schema::new("AssumedRoleUser", Kind::Structure).members(&[m("AssumedRoleId", &assumedRoleIdType).required(), m("Arn", &arnType).required()]);
pub static Audience: Schema = Schema::new("Audience", Kind::String);
pub static Credentials: Schema = Schema::new("Credentials", Kind::Structure).members(&[m("AccessKeyId", &accessKeyIdType).required(), m("SecretAccessKey", &accessKeySecretType).required(), m("SessionToken", &tokenType).required(), m("Expiration", &dateType).required()]);
pub static DecodeAuthorizationMessageRequest: Schema = Schema::new("DecodeAuthorizationMessageRequest", Kind::Structure).members(&[m("EncodedMessage", &encodedMessageType).required()]);
pub static DecodeAuthorizationMessageResponse: Schema = Schema::new("DecodeAuthorizationMessageResponse", Kind::Structure).members(&[m("DecodedMessage", &decodedMessageType)]);
pub static ExpiredTokenException: Schema = Schema::new("ExpiredTokenException", Kind::Structure).error("ExpiredTokenException", 400, true);
pub static ExpiredTradeInTokenException: Schema = Schema::new("ExpiredTradeInTokenException", Kind::Structure).error("ExpiredTradeInTokenException", 400, true);
pub static FederatedUser: Schema = Schema::new("FederatedUser", Kind::Structure).members(&[m("FederatedUserId", &federatedIdType).required(), m("Arn", &arnType).required()]);
pub static GetAccessKeyInfoRequest: Schema = Schema::new("GetAccessKeyInfoRequest", Kind::Structure).members(&[m("AccessKeyId", &accessKeyIdType).required()]);
pub static GetAccessKeyInfoResponse: Schema = Schema::new("GetAccessKeyInfoResponse", Kind::Structure).members(&[m("Account", &accountType)]);
pub static GetCallerIdentityRequest: Schema = Schema::new("GetCallerIdentityRequest", Kind::Structure);
pub static GetCallerIdentityResponse: Schema = Schema::new("GetCallerIdentityResponse", Kind::Structure).members(&[m("UserId", &userIdType), m("Account", &accountType), m("Arn", &arnType)]);
pub static GetDelegatedAccessTokenRequest: Schema = Schema::new("GetDelegatedAccessTokenRequest", Kind::Structure).members(&[m("TradeInToken", &tradeInTokenType).required()]);
pub static GetDelegatedAccessTokenResponse: Schema = Schema::new("GetDelegatedAccessTokenResponse", Kind::Structure).members(&[m("Credentials", &Credentials), m("PackedPolicySize", &nonNegativeIntegerType), m("AssumedPrincipal", &arnType)]);
pub static GetFederationTokenRequest: Schema = Schema::new("GetFederationTokenRequest", Kind::Structure).members(&[m("Name", &userNameType).required(), m("Policy", &sessionPolicyDocumentType), m("PolicyArns", &policyDescriptorListType), m("DurationSeconds", &durationSecondsType), m("Tags", &tagListType), m("MinimumSessionTokenSize", &minimumSessionTokenSizeType)]);
pub static GetFederationTokenResponse: Schema = Schema::new("GetFederationTokenResponse", Kind::Structure).members(&[m("Credentials", &Credentials), m("FederatedUser", &FederatedUser), m("PackedPolicySize", &nonNegativeIntegerType), m("SessionTokenUtilization", &sessionTokenUtilizationType), m("SessionTokenSize", &sessionTokenSizeType)]);
pub static GetSessionTokenRequest: Schema = Schema::new("GetSessionTokenRequest", Kind::Structure).members(&[m("DurationSeconds", &durationSecondsType), m("SerialNumber", &serialNumberType), m("TokenCode", &tokenCodeType), m("MinimumSessionTokenSize", &minimumSessionTokenSizeType)]);
pub static GetSessionTokenResponse: Schema = Schema::new("GetSessionTokenResponse", Kind::Structure).members(&[m("Credentials", &Credentials), m("SessionTokenUtilization", &sessionTokenUtilizationType), m("SessionTokenSize", &sessionTokenSizeType)]);
pub static GetWebIdentityTokenRequest: Schema = Schema::new("GetWebIdentityTokenRequest", Kind::Structure).members(&[m("Audience", &webIdentityTokenAudienceListType).required(), m("DurationSeconds", &webIdentityTokenDurationSecondsType), m("SigningAlgorithm", &jwtAlgorithmType).required(), m("Tags", &tagListType)]);
pub static GetWebIdentityTokenResponse: Schema = Schema::new("GetWebIdentityTokenResponse", Kind::Structure).members(&[m("WebIdentityToken", &webIdentityTokenType), m("Expiration", &dateType)]);
pub static IDPCommunicationErrorException: Schema = Schema::new("IDPCommunicationErrorException", Kind::Structure).error("IDPCommunicationError", 400, true);
pub static IDPRejectedClaimException: Schema = Schema::new("IDPRejectedClaimException", Kind::Structure).error("IDPRejectedClaim", 403, true);
pub static InvalidAuthorizationMessageException: Schema = Schema::new("InvalidAuthorizationMessageException", Kind::Structure).error("InvalidAuthorizationMessageException", 400, true);
pub static InvalidIdentityTokenException: Schema = Schema::new("InvalidIdentityTokenException", Kind::Structure).error("InvalidIdentityToken", 400, true);
pub static Issuer: Schema = Schema::new("Issuer", Kind::String);
pub static JWTPayloadSizeExceededException: Schema = Schema::new("JWTPayloadSizeExceededException", Kind::Structure).error("JWTPayloadSizeExceededException", 400, true);
pub static MalformedPolicyDocumentException: Schema = Schema::new("MalformedPolicyDocumentException", Kind::Structure).error("MalformedPolicyDocument", 400, true);
pub static NameQualifier: Schema = Schema::new("NameQualifier", Kind::String);
pub static OutboundWebIdentityFederationDisabledException: Schema = Schema::new("OutboundWebIdentityFederationDisabledException", Kind::Structure).error("OutboundWebIdentityFederationDisabledException", 403, true);
pub static PackedPolicyTooLargeException: Schema = Schema::new("PackedPolicyTooLargeException", Kind::Structure).error("PackedPolicyTooLarge", 400, true);
pub static PolicyDescriptorType: Schema = Schema::new("PolicyDescriptorType", Kind::Structure).members(&[m("arn", &arnType)]);
pub static ProvidedContext: Schema = Schema::new("ProvidedContext", Kind::Structure).members(&[m("ProviderArn", &arnType), m("ContextAssertion", &contextAssertionType)]);
pub static ProvidedContextsListType: Schema = Schema::new("ProvidedContextsListType", Kind::List).members(&[m("member", &ProvidedContext)]).min(1).max(5);
pub static RegionDisabledException: Schema = Schema::new("RegionDisabledException", Kind::Structure).error("RegionDisabledException", 403, true);
pub static RootDurationSecondsType: Schema = Schema::new("RootDurationSecondsType", Kind::Integer).min(0).max(900);
pub static SAMLAssertionType: Schema = Schema::new("SAMLAssertionType", Kind::String).min(4).max(100000).sensitive();
pub static SessionDurationEscalationException: Schema = Schema::new("SessionDurationEscalationException", Kind::Structure).error("SessionDurationEscalationException", 403, true);
pub static Subject: Schema = Schema::new("Subject", Kind::String);
pub static SubjectType: Schema = Schema::new("SubjectType", Kind::String);
pub static Tag: Schema = Schema::new("Tag", Kind::Structure).members(&[m("Key", &tagKeyType).required(), m("Value", &tagValueType).required()]);
pub static TargetPrincipalType: Schema = Schema::new("TargetPrincipalType", Kind::String).min(12).max(2048);
pub static accessKeyIdType: Schema = Schema::new("accessKeyIdType", Kind::String).min(16).max(128).pattern("[\\w]*");
pub static accessKeySecretType: Schema = Schema::new("accessKeySecretType", Kind::String).sensitive();
pub static accountType: Schema = Schema::new("accountType", Kind::String);
pub static arnType: Schema = Schema::new("arnType", Kind::String).min(20).max(2048).pattern("[\\u0009\\u000A\\u000D\\u0020-\\u007E\\u0085\\u00A0-\\uD7FF\\uE000-\\uFFFD\\u10000-\\u10FFFF]+");
pub static assumedRoleIdType: Schema = Schema::new("assumedRoleIdType", Kind::String).min(2).max(193).pattern("[\\w+=,.@:-]*");
pub static clientTokenType: Schema = Schema::new("clientTokenType", Kind::String).min(4).max(20000).sensitive();
pub static contextAssertionType: Schema = Schema::new("contextAssertionType", Kind::String).min(4).max(2048);
pub static dateType: Schema = Schema::new("dateType", Kind::Timestamp);
pub static decodedMessageType: Schema = Schema::new("decodedMessageType", Kind::String);
pub static durationSecondsType: Schema = Schema::new("durationSecondsType", Kind::Integer).min(900).max(129600);
pub static encodedMessageType: Schema = Schema::new("encodedMessageType", Kind::String).min(1).max(10240);
pub static externalIdType: Schema = Schema::new("externalIdType", Kind::String).min(2).max(1224).pattern("[\\w+=,.@:\\/-]*");
pub static federatedIdType: Schema = Schema::new("federatedIdType", Kind::String).min(2).max(193).pattern("[\\w+=,.@\\:-]*");
pub static jwtAlgorithmType: Schema = Schema::new("jwtAlgorithmType", Kind::String).min(5).max(5);
pub static minimumSessionTokenSizeType: Schema = Schema::new("minimumSessionTokenSizeType", Kind::Integer).min(0).max(4096);
pub static nonNegativeIntegerType: Schema = Schema::new("nonNegativeIntegerType", Kind::Integer).min(0);
pub static policyDescriptorListType: Schema = Schema::new("policyDescriptorListType", Kind::List).members(&[m("member", &PolicyDescriptorType)]);
pub static roleDurationSecondsType: Schema = Schema::new("roleDurationSecondsType", Kind::Integer).min(900).max(43200);
pub static roleSessionNameType: Schema = Schema::new("roleSessionNameType", Kind::String).min(2).max(64).pattern("[\\w+=,.@-]*");
pub static serialNumberType: Schema = Schema::new("serialNumberType", Kind::String).min(9).max(256).pattern("[\\w+=/:,.@-]*");
pub static sessionPolicyDocumentType: Schema = Schema::new("sessionPolicyDocumentType", Kind::String).min(1).max(2048).pattern("[\\u0009\\u000A\\u000D\\u0020-\\u00FF]+");
pub static sessionTokenSizeType: Schema = Schema::new("sessionTokenSizeType", Kind::Integer).min(0);
pub static sessionTokenUtilizationType: Schema = Schema::new("sessionTokenUtilizationType", Kind::Integer).min(0);
pub static sourceIdentityType: Schema = Schema::new("sourceIdentityType", Kind::String).min(2).max(64).pattern("[\\w+=,.@-]*");
pub static tagKeyListType: Schema = Schema::new("tagKeyListType", Kind::List).members(&[m("member", &tagKeyType)]).max(50);
pub static tagKeyType: Schema = Schema::new("tagKeyType", Kind::String).min(1).max(128).pattern("[\\p{L}\\p{Z}\\p{N}_.:/=+\\-@]+");
pub static tagListType: Schema = Schema::new("tagListType", Kind::List).members(&[m("member", &Tag)]).max(50);
pub static tagValueType: Schema = Schema::new("tagValueType", Kind::String).min(0).max(256).pattern("[\\p{L}\\p{Z}\\p{N}_.:/=+\\-@]*");
pub static tokenCodeType: Schema = Schema::new("tokenCodeType", Kind::String).min(6).max(6).pattern("[\\d]*");
pub static tokenType: Schema = Schema::new("tokenType", Kind::String);
pub static tradeInTokenType: Schema = Schema::new("tradeInTokenType", Kind::String).sensitive();
pub static unrestrictedSessionPolicyDocumentType: Schema = Schema::new("unrestrictedSessionPolicyDocumentType", Kind::String).min(1).pattern("[\\u0009\\u000A\\u000D\\u0020-\\u00FF]+");
pub static urlType: Schema = Schema::new("urlType", Kind::String).min(4).max(2048);
pub static userIdType: Schema = Schema::new("userIdType", Kind::String);
pub static userNameType: Schema = Schema::new("userNameType", Kind::String).min(2).max(32).pattern("[\\w+=,.@-]*");
pub static webIdentitySubjectType: Schema = Schema::new("webIdentitySubjectType", Kind::String).min(6).max(255);
pub static webIdentityTokenAudienceListType: Schema = Schema::new("webIdentityTokenAudienceListType", Kind::List).members(&[m("member", &webIdentityTokenAudienceStringType)]).min(1).max(10);
pub static webIdentityTokenAudienceStringType: Schema = Schema::new("webIdentityTokenAudienceStringType", Kind::String).min(1).max(1000);
pub static webIdentityTokenDurationSecondsType: Schema = Schema::new("webIdentityTokenDurationSecondsType", Kind::Integer).min(60).max(3600);
pub static webIdentityTokenType: Schema = Schema::new("webIdentityTokenType", Kind::String).sensitive();
pub static EMPTY: Schema = Schema::new("", Kind::Structure);
