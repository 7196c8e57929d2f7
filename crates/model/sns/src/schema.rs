//! The shapes of SNS as constant data. Written by `cargo xtask gen`; do not edit.

use wire::generated::*;

pub static SERVICE: Service = Service {
    name: "sns",
    signing_name: "sns",
    iam_prefix: "sns",
    id: "SNS",
    api_version: "2010-03-31",
    target_prefix: "",
    namespace: "com.amazonaws.sns",
    xml_namespace: "http://sns.amazonaws.com/doc/2010-03-31/",
    protocols: &[Protocol::Query],
    query_compatible: false,
    global: false,
    dialect: Dialect::Sns,
    operations: &OPERATIONS,
    others: &[],
};

pub static OPERATIONS: [Operation; 42] = [
    Operation { name: "AddPermission", service: &SERVICE, method: "POST", uri: "/", status: 200, input: &AddPermissionInput, output: &EMPTY, result_wrapper: "", errors: &[&InvalidParameterException, &InternalErrorException, &AuthorizationErrorException, &NotFoundException], action: "sns:AddPermission", access: Access::PermissionsManagement },
    Operation { name: "CheckIfPhoneNumberIsOptedOut", service: &SERVICE, method: "POST", uri: "/", status: 200, input: &CheckIfPhoneNumberIsOptedOutInput, output: &CheckIfPhoneNumberIsOptedOutResponse, result_wrapper: "CheckIfPhoneNumberIsOptedOutResult", errors: &[&ThrottledException, &InternalErrorException, &AuthorizationErrorException, &InvalidParameterException], action: "sns:CheckIfPhoneNumberIsOptedOut", access: Access::Read },
    Operation { name: "ConfirmSubscription", service: &SERVICE, method: "POST", uri: "/", status: 200, input: &ConfirmSubscriptionInput, output: &ConfirmSubscriptionResponse, result_wrapper: "ConfirmSubscriptionResult", errors: &[&SubscriptionLimitExceededException, &InvalidParameterException, &NotFoundException, &InternalErrorException, &AuthorizationErrorException, &FilterPolicyLimitExceededException, &ReplayLimitExceededException], action: "sns:ConfirmSubscription", access: Access::Write },
    Operation { name: "CreatePlatformApplication", service: &SERVICE, method: "POST", uri: "/", status: 200, input: &CreatePlatformApplicationInput, output: &CreatePlatformApplicationResponse, result_wrapper: "CreatePlatformApplicationResult", errors: &[&InvalidParameterException, &InternalErrorException, &AuthorizationErrorException], action: "sns:CreatePlatformApplication", access: Access::Write },
    Operation { name: "CreatePlatformEndpoint", service: &SERVICE, method: "POST", uri: "/", status: 200, input: &CreatePlatformEndpointInput, output: &CreateEndpointResponse, result_wrapper: "CreatePlatformEndpointResult", errors: &[&InvalidParameterException, &InternalErrorException, &AuthorizationErrorException, &NotFoundException], action: "sns:CreatePlatformEndpoint", access: Access::Write },
    Operation { name: "CreateSMSSandboxPhoneNumber", service: &SERVICE, method: "POST", uri: "/", status: 200, input: &CreateSMSSandboxPhoneNumberInput, output: &CreateSMSSandboxPhoneNumberResult, result_wrapper: "CreateSMSSandboxPhoneNumberResult", errors: &[&AuthorizationErrorException, &InternalErrorException, &InvalidParameterException, &OptedOutException, &UserErrorException, &ThrottledException], action: "sns:CreateSMSSandboxPhoneNumber", access: Access::Write },
    Operation { name: "CreateTopic", service: &SERVICE, method: "POST", uri: "/", status: 200, input: &CreateTopicInput, output: &CreateTopicResponse, result_wrapper: "CreateTopicResult", errors: &[&InvalidParameterException, &TopicLimitExceededException, &InternalErrorException, &AuthorizationErrorException, &InvalidSecurityException, &TagLimitExceededException, &StaleTagException, &TagPolicyException, &ConcurrentAccessException], action: "sns:CreateTopic", access: Access::Write },
    Operation { name: "DeleteEndpoint", service: &SERVICE, method: "POST", uri: "/", status: 200, input: &DeleteEndpointInput, output: &EMPTY, result_wrapper: "", errors: &[&InvalidParameterException, &InternalErrorException, &AuthorizationErrorException], action: "sns:DeleteEndpoint", access: Access::Write },
    Operation { name: "DeletePlatformApplication", service: &SERVICE, method: "POST", uri: "/", status: 200, input: &DeletePlatformApplicationInput, output: &EMPTY, result_wrapper: "", errors: &[&InvalidParameterException, &InternalErrorException, &AuthorizationErrorException], action: "sns:DeletePlatformApplication", access: Access::Write },
    Operation { name: "DeleteSMSSandboxPhoneNumber", service: &SERVICE, method: "POST", uri: "/", status: 200, input: &DeleteSMSSandboxPhoneNumberInput, output: &DeleteSMSSandboxPhoneNumberResult, result_wrapper: "DeleteSMSSandboxPhoneNumberResult", errors: &[&AuthorizationErrorException, &InternalErrorException, &InvalidParameterException, &ResourceNotFoundException, &UserErrorException, &ThrottledException], action: "sns:DeleteSMSSandboxPhoneNumber", access: Access::Write },
    Operation { name: "DeleteTopic", service: &SERVICE, method: "POST", uri: "/", status: 200, input: &DeleteTopicInput, output: &EMPTY, result_wrapper: "", errors: &[&InvalidParameterException, &InvalidStateException, &InternalErrorException, &AuthorizationErrorException, &NotFoundException, &StaleTagException, &TagPolicyException, &ConcurrentAccessException], action: "sns:DeleteTopic", access: Access::Write },
    Operation { name: "GetDataProtectionPolicy", service: &SERVICE, method: "POST", uri: "/", status: 200, input: &GetDataProtectionPolicyInput, output: &GetDataProtectionPolicyResponse, result_wrapper: "GetDataProtectionPolicyResult", errors: &[&InvalidParameterException, &InternalErrorException, &NotFoundException, &AuthorizationErrorException, &InvalidSecurityException], action: "sns:GetDataProtectionPolicy", access: Access::Read },
    Operation { name: "GetEndpointAttributes", service: &SERVICE, method: "POST", uri: "/", status: 200, input: &GetEndpointAttributesInput, output: &GetEndpointAttributesResponse, result_wrapper: "GetEndpointAttributesResult", errors: &[&InvalidParameterException, &InternalErrorException, &AuthorizationErrorException, &NotFoundException], action: "sns:GetEndpointAttributes", access: Access::Read },
    Operation { name: "GetPlatformApplicationAttributes", service: &SERVICE, method: "POST", uri: "/", status: 200, input: &GetPlatformApplicationAttributesInput, output: &GetPlatformApplicationAttributesResponse, result_wrapper: "GetPlatformApplicationAttributesResult", errors: &[&InvalidParameterException, &InternalErrorException, &AuthorizationErrorException, &NotFoundException], action: "sns:GetPlatformApplicationAttributes", access: Access::Read },
    Operation { name: "GetSMSAttributes", service: &SERVICE, method: "POST", uri: "/", status: 200, input: &GetSMSAttributesInput, output: &GetSMSAttributesResponse, result_wrapper: "GetSMSAttributesResult", errors: &[&ThrottledException, &InternalErrorException, &AuthorizationErrorException, &InvalidParameterException], action: "sns:GetSMSAttributes", access: Access::Read },
    Operation { name: "GetSMSSandboxAccountStatus", service: &SERVICE, method: "POST", uri: "/", status: 200, input: &GetSMSSandboxAccountStatusInput, output: &GetSMSSandboxAccountStatusResult, result_wrapper: "GetSMSSandboxAccountStatusResult", errors: &[&AuthorizationErrorException, &InternalErrorException, &ThrottledException], action: "sns:GetSMSSandboxAccountStatus", access: Access::Read },
    Operation { name: "GetSubscriptionAttributes", service: &SERVICE, method: "POST", uri: "/", status: 200, input: &GetSubscriptionAttributesInput, output: &GetSubscriptionAttributesResponse, result_wrapper: "GetSubscriptionAttributesResult", errors: &[&InvalidParameterException, &InternalErrorException, &NotFoundException, &AuthorizationErrorException], action: "sns:GetSubscriptionAttributes", access: Access::Read },
    Operation { name: "GetTopicAttributes", service: &SERVICE, method: "POST", uri: "/", status: 200, input: &GetTopicAttributesInput, output: &GetTopicAttributesResponse, result_wrapper: "GetTopicAttributesResult", errors: &[&InvalidParameterException, &InternalErrorException, &NotFoundException, &AuthorizationErrorException, &InvalidSecurityException], action: "sns:GetTopicAttributes", access: Access::Read },
    Operation { name: "ListEndpointsByPlatformApplication", service: &SERVICE, method: "POST", uri: "/", status: 200, input: &ListEndpointsByPlatformApplicationInput, output: &ListEndpointsByPlatformApplicationResponse, result_wrapper: "ListEndpointsByPlatformApplicationResult", errors: &[&InvalidParameterException, &InternalErrorException, &AuthorizationErrorException, &NotFoundException], action: "sns:ListEndpointsByPlatformApplication", access: Access::List },
    Operation { name: "ListOriginationNumbers", service: &SERVICE, method: "POST", uri: "/", status: 200, input: &ListOriginationNumbersRequest, output: &ListOriginationNumbersResult, result_wrapper: "ListOriginationNumbersResult", errors: &[&InternalErrorException, &AuthorizationErrorException, &ThrottledException, &InvalidParameterException, &ValidationException], action: "sns:ListOriginationNumbers", access: Access::List },
    Operation { name: "ListPhoneNumbersOptedOut", service: &SERVICE, method: "POST", uri: "/", status: 200, input: &ListPhoneNumbersOptedOutInput, output: &ListPhoneNumbersOptedOutResponse, result_wrapper: "ListPhoneNumbersOptedOutResult", errors: &[&ThrottledException, &InternalErrorException, &AuthorizationErrorException, &InvalidParameterException], action: "sns:ListPhoneNumbersOptedOut", access: Access::Read },
    Operation { name: "ListPlatformApplications", service: &SERVICE, method: "POST", uri: "/", status: 200, input: &ListPlatformApplicationsInput, output: &ListPlatformApplicationsResponse, result_wrapper: "ListPlatformApplicationsResult", errors: &[&InvalidParameterException, &InternalErrorException, &AuthorizationErrorException], action: "sns:ListPlatformApplications", access: Access::List },
    Operation { name: "ListSMSSandboxPhoneNumbers", service: &SERVICE, method: "POST", uri: "/", status: 200, input: &ListSMSSandboxPhoneNumbersInput, output: &ListSMSSandboxPhoneNumbersResult, result_wrapper: "ListSMSSandboxPhoneNumbersResult", errors: &[&AuthorizationErrorException, &InternalErrorException, &InvalidParameterException, &ResourceNotFoundException, &ThrottledException], action: "sns:ListSMSSandboxPhoneNumbers", access: Access::List },
    Operation { name: "ListSubscriptions", service: &SERVICE, method: "POST", uri: "/", status: 200, input: &ListSubscriptionsInput, output: &ListSubscriptionsResponse, result_wrapper: "ListSubscriptionsResult", errors: &[&InvalidParameterException, &InternalErrorException, &AuthorizationErrorException], action: "sns:ListSubscriptions", access: Access::List },
    Operation { name: "ListSubscriptionsByTopic", service: &SERVICE, method: "POST", uri: "/", status: 200, input: &ListSubscriptionsByTopicInput, output: &ListSubscriptionsByTopicResponse, result_wrapper: "ListSubscriptionsByTopicResult", errors: &[&InvalidParameterException, &InternalErrorException, &NotFoundException, &AuthorizationErrorException], action: "sns:ListSubscriptionsByTopic", access: Access::List },
    Operation { name: "ListTagsForResource", service: &SERVICE, method: "POST", uri: "/", status: 200, input: &ListTagsForResourceRequest, output: &ListTagsForResourceResponse, result_wrapper: "ListTagsForResourceResult", errors: &[&ResourceNotFoundException, &TagPolicyException, &InvalidParameterException, &AuthorizationErrorException, &ConcurrentAccessException], action: "sns:ListTagsForResource", access: Access::Read },
    Operation { name: "ListTopics", service: &SERVICE, method: "POST", uri: "/", status: 200, input: &ListTopicsInput, output: &ListTopicsResponse, result_wrapper: "ListTopicsResult", errors: &[&InvalidParameterException, &InternalErrorException, &AuthorizationErrorException], action: "sns:ListTopics", access: Access::List },
    Operation { name: "OptInPhoneNumber", service: &SERVICE, method: "POST", uri: "/", status: 200, input: &OptInPhoneNumberInput, output: &OptInPhoneNumberResponse, result_wrapper: "OptInPhoneNumberResult", errors: &[&ThrottledException, &InternalErrorException, &AuthorizationErrorException, &InvalidParameterException], action: "sns:OptInPhoneNumber", access: Access::Write },
    Operation { name: "Publish", service: &SERVICE, method: "POST", uri: "/", status: 200, input: &PublishInput, output: &PublishResponse, result_wrapper: "PublishResult", errors: &[&InvalidParameterException, &InvalidParameterValueException, &InternalErrorException, &NotFoundException, &EndpointDisabledException, &PlatformApplicationDisabledException, &AuthorizationErrorException, &KMSDisabledException, &KMSInvalidStateException, &KMSNotFoundException, &KMSOptInRequired, &KMSThrottlingException, &KMSAccessDeniedException, &InvalidSecurityException, &ValidationException], action: "sns:Publish", access: Access::Write },
    Operation { name: "PublishBatch", service: &SERVICE, method: "POST", uri: "/", status: 200, input: &PublishBatchInput, output: &PublishBatchResponse, result_wrapper: "PublishBatchResult", errors: &[&InvalidParameterException, &InvalidParameterValueException, &InternalErrorException, &NotFoundException, &EndpointDisabledException, &PlatformApplicationDisabledException, &AuthorizationErrorException, &BatchEntryIdsNotDistinctException, &BatchRequestTooLongException, &EmptyBatchRequestException, &InvalidBatchEntryIdException, &TooManyEntriesInBatchRequestException, &KMSDisabledException, &KMSInvalidStateException, &KMSNotFoundException, &KMSOptInRequired, &KMSThrottlingException, &KMSAccessDeniedException, &InvalidSecurityException, &ValidationException], action: "sns:Publish", access: Access::Write },
    Operation { name: "PutDataProtectionPolicy", service: &SERVICE, method: "POST", uri: "/", status: 200, input: &PutDataProtectionPolicyInput, output: &EMPTY, result_wrapper: "", errors: &[&InvalidParameterException, &InternalErrorException, &NotFoundException, &AuthorizationErrorException, &InvalidSecurityException], action: "sns:PutDataProtectionPolicy", access: Access::Write },
    Operation { name: "RemovePermission", service: &SERVICE, method: "POST", uri: "/", status: 200, input: &RemovePermissionInput, output: &EMPTY, result_wrapper: "", errors: &[&InvalidParameterException, &InternalErrorException, &AuthorizationErrorException, &NotFoundException], action: "sns:RemovePermission", access: Access::PermissionsManagement },
    Operation { name: "SetEndpointAttributes", service: &SERVICE, method: "POST", uri: "/", status: 200, input: &SetEndpointAttributesInput, output: &EMPTY, result_wrapper: "", errors: &[&InvalidParameterException, &InternalErrorException, &AuthorizationErrorException, &NotFoundException], action: "sns:SetEndpointAttributes", access: Access::Write },
    Operation { name: "SetPlatformApplicationAttributes", service: &SERVICE, method: "POST", uri: "/", status: 200, input: &SetPlatformApplicationAttributesInput, output: &EMPTY, result_wrapper: "", errors: &[&InvalidParameterException, &InternalErrorException, &AuthorizationErrorException, &NotFoundException], action: "sns:SetPlatformApplicationAttributes", access: Access::Write },
    Operation { name: "SetSMSAttributes", service: &SERVICE, method: "POST", uri: "/", status: 200, input: &SetSMSAttributesInput, output: &SetSMSAttributesResponse, result_wrapper: "SetSMSAttributesResult", errors: &[&InvalidParameterException, &ThrottledException, &InternalErrorException, &AuthorizationErrorException], action: "sns:SetSMSAttributes", access: Access::Write },
    Operation { name: "SetSubscriptionAttributes", service: &SERVICE, method: "POST", uri: "/", status: 200, input: &SetSubscriptionAttributesInput, output: &EMPTY, result_wrapper: "", errors: &[&InvalidParameterException, &FilterPolicyLimitExceededException, &ReplayLimitExceededException, &InternalErrorException, &NotFoundException, &AuthorizationErrorException], action: "sns:SetSubscriptionAttributes", access: Access::Write },
    Operation { name: "SetTopicAttributes", service: &SERVICE, method: "POST", uri: "/", status: 200, input: &SetTopicAttributesInput, output: &EMPTY, result_wrapper: "", errors: &[&InvalidParameterException, &InternalErrorException, &NotFoundException, &AuthorizationErrorException, &InvalidSecurityException], action: "sns:SetTopicAttributes", access: Access::PermissionsManagement },
    Operation { name: "Subscribe", service: &SERVICE, method: "POST", uri: "/", status: 200, input: &SubscribeInput, output: &SubscribeResponse, result_wrapper: "SubscribeResult", errors: &[&SubscriptionLimitExceededException, &FilterPolicyLimitExceededException, &ReplayLimitExceededException, &InvalidParameterException, &InternalErrorException, &NotFoundException, &AuthorizationErrorException, &InvalidSecurityException], action: "sns:Subscribe", access: Access::Write },
    Operation { name: "TagResource", service: &SERVICE, method: "POST", uri: "/", status: 200, input: &TagResourceRequest, output: &TagResourceResponse, result_wrapper: "TagResourceResult", errors: &[&ResourceNotFoundException, &TagLimitExceededException, &StaleTagException, &TagPolicyException, &InvalidParameterException, &AuthorizationErrorException, &ConcurrentAccessException], action: "sns:TagResource", access: Access::Tagging },
    Operation { name: "Unsubscribe", service: &SERVICE, method: "POST", uri: "/", status: 200, input: &UnsubscribeInput, output: &EMPTY, result_wrapper: "", errors: &[&InvalidParameterException, &InternalErrorException, &AuthorizationErrorException, &NotFoundException, &InvalidSecurityException], action: "sns:Unsubscribe", access: Access::Write },
    Operation { name: "UntagResource", service: &SERVICE, method: "POST", uri: "/", status: 200, input: &UntagResourceRequest, output: &UntagResourceResponse, result_wrapper: "UntagResourceResult", errors: &[&ResourceNotFoundException, &TagLimitExceededException, &StaleTagException, &TagPolicyException, &InvalidParameterException, &AuthorizationErrorException, &ConcurrentAccessException], action: "sns:UntagResource", access: Access::Tagging },
    Operation { name: "VerifySMSSandboxPhoneNumber", service: &SERVICE, method: "POST", uri: "/", status: 200, input: &VerifySMSSandboxPhoneNumberInput, output: &VerifySMSSandboxPhoneNumberResult, result_wrapper: "VerifySMSSandboxPhoneNumberResult", errors: &[&AuthorizationErrorException, &InternalErrorException, &InvalidParameterException, &ResourceNotFoundException, &VerificationException, &ThrottledException], action: "sns:VerifySMSSandboxPhoneNumber", access: Access::Write },
];

pub static ActionsList: Schema = Schema::new("ActionsList", Kind::List).members(&[m("member", &action)]);
pub static AddPermissionInput: Schema = Schema::new("AddPermissionInput", Kind::Structure).members(&[m("TopicArn", &topicARN).required(), m("Label", &label).required(), m("AWSAccountId", &DelegatesList).required(), m("ActionName", &ActionsList).required()]);
pub static AmazonResourceName: Schema = Schema::new("AmazonResourceName", Kind::String).min(1).max(1011);
pub static AuthorizationErrorException: Schema = Schema::new("AuthorizationErrorException", Kind::Structure).error("AuthorizationError", 403, true);
pub static BatchEntryIdsNotDistinctException: Schema = Schema::new("BatchEntryIdsNotDistinctException", Kind::Structure).error("BatchEntryIdsNotDistinct", 400, true);
pub static BatchRequestTooLongException: Schema = Schema::new("BatchRequestTooLongException", Kind::Structure).error("BatchRequestTooLong", 400, true);
pub static BatchResultErrorEntry: Schema = Schema::new("BatchResultErrorEntry", Kind::Structure).members(&[m("Id", &String).required(), m("Code", &String).required(), m("Message", &String), m("SenderFault", &boolean).required()]);
pub static BatchResultErrorEntryList: Schema = Schema::new("BatchResultErrorEntryList", Kind::List).members(&[m("member", &BatchResultErrorEntry)]);
pub static Binary: Schema = Schema::new("Binary", Kind::Blob);
pub static CheckIfPhoneNumberIsOptedOutInput: Schema = Schema::new("CheckIfPhoneNumberIsOptedOutInput", Kind::Structure).members(&[m("phoneNumber", &PhoneNumber).required()]);
pub static CheckIfPhoneNumberIsOptedOutResponse: Schema = Schema::new("CheckIfPhoneNumberIsOptedOutResponse", Kind::Structure).members(&[m("isOptedOut", &boolean)]);
pub static ConcurrentAccessException: Schema = Schema::new("ConcurrentAccessException", Kind::Structure).error("ConcurrentAccess", 400, true);
pub static ConfirmSubscriptionInput: Schema = Schema::new("ConfirmSubscriptionInput", Kind::Structure).members(&[m("TopicArn", &topicARN).required(), m("Token", &token).required(), m("AuthenticateOnUnsubscribe", &authenticateOnUnsubscribe)]);
pub static ConfirmSubscriptionResponse: Schema = Schema::new("ConfirmSubscriptionResponse", Kind::Structure).members(&[m("SubscriptionArn", &subscriptionARN)]);
pub static CreateEndpointResponse: Schema = Schema::new("CreateEndpointResponse", Kind::Structure).members(&[m("EndpointArn", &String)]);
pub static CreatePlatformApplicationInput: Schema = Schema::new("CreatePlatformApplicationInput", Kind::Structure).members(&[m("Name", &String).required(), m("Platform", &String).required(), m("Attributes", &MapStringToString).required()]);
pub static CreatePlatformApplicationResponse: Schema = Schema::new("CreatePlatformApplicationResponse", Kind::Structure).members(&[m("PlatformApplicationArn", &String)]);
pub static CreatePlatformEndpointInput: Schema = Schema::new("CreatePlatformEndpointInput", Kind::Structure).members(&[m("PlatformApplicationArn", &String).required(), m("Token", &String).required(), m("CustomUserData", &String), m("Attributes", &MapStringToString)]);
pub static CreateSMSSandboxPhoneNumberInput: Schema = Schema::new("CreateSMSSandboxPhoneNumberInput", Kind::Structure).members(&[m("PhoneNumber", &PhoneNumberString).required(), m("LanguageCode", &LanguageCodeString)]);
pub static CreateSMSSandboxPhoneNumberResult: Schema = Schema::new("CreateSMSSandboxPhoneNumberResult", Kind::Structure);
pub static CreateTopicInput: Schema = Schema::new("CreateTopicInput", Kind::Structure).members(&[m("Name", &topicName).required(), m("Attributes", &TopicAttributesMap), m("Tags", &TagList), m("DataProtectionPolicy", &attributeValue)]);
pub static CreateTopicResponse: Schema = Schema::new("CreateTopicResponse", Kind::Structure).members(&[m("TopicArn", &topicARN)]);
pub static DelegatesList: Schema = Schema::new("DelegatesList", Kind::List).members(&[m("member", &delegate)]);
pub static DeleteEndpointInput: Schema = Schema::new("DeleteEndpointInput", Kind::Structure).members(&[m("EndpointArn", &String).required()]);
pub static DeletePlatformApplicationInput: Schema = Schema::new("DeletePlatformApplicationInput", Kind::Structure).members(&[m("PlatformApplicationArn", &String).required()]);
pub static DeleteSMSSandboxPhoneNumberInput: Schema = Schema::new("DeleteSMSSandboxPhoneNumberInput", Kind::Structure).members(&[m("PhoneNumber", &PhoneNumberString).required()]);
pub static DeleteSMSSandboxPhoneNumberResult: Schema = Schema::new("DeleteSMSSandboxPhoneNumberResult", Kind::Structure);
pub static DeleteTopicInput: Schema = Schema::new("DeleteTopicInput", Kind::Structure).members(&[m("TopicArn", &topicARN).required()]);
pub static EmptyBatchRequestException: Schema = Schema::new("EmptyBatchRequestException", Kind::Structure).error("EmptyBatchRequest", 400, true);
pub static Endpoint: Schema = Schema::new("Endpoint", Kind::Structure).members(&[m("EndpointArn", &String), m("Attributes", &MapStringToString)]);
pub static EndpointDisabledException: Schema = Schema::new("EndpointDisabledException", Kind::Structure).error("EndpointDisabled", 400, true);
pub static FilterPolicyLimitExceededException: Schema = Schema::new("FilterPolicyLimitExceededException", Kind::Structure).error("FilterPolicyLimitExceeded", 403, true);
pub static GetDataProtectionPolicyInput: Schema = Schema::new("GetDataProtectionPolicyInput", Kind::Structure).members(&[m("ResourceArn", &topicARN).required()]);
pub static GetDataProtectionPolicyResponse: Schema = Schema::new("GetDataProtectionPolicyResponse", Kind::Structure).members(&[m("DataProtectionPolicy", &attributeValue)]);
pub static GetEndpointAttributesInput: Schema = Schema::new("GetEndpointAttributesInput", Kind::Structure).members(&[m("EndpointArn", &String).required()]);
pub static GetEndpointAttributesResponse: Schema = Schema::new("GetEndpointAttributesResponse", Kind::Structure).members(&[m("Attributes", &MapStringToString)]);
pub static GetPlatformApplicationAttributesInput: Schema = Schema::new("GetPlatformApplicationAttributesInput", Kind::Structure).members(&[m("PlatformApplicationArn", &String).required()]);
pub static GetPlatformApplicationAttributesResponse: Schema = Schema::new("GetPlatformApplicationAttributesResponse", Kind::Structure).members(&[m("Attributes", &MapStringToString)]);
pub static GetSMSAttributesInput: Schema = Schema::new("GetSMSAttributesInput", Kind::Structure).members(&[m("attributes", &ListString)]);
pub static GetSMSAttributesResponse: Schema = Schema::new("GetSMSAttributesResponse", Kind::Structure).members(&[m("attributes", &MapStringToString)]);
pub static GetSMSSandboxAccountStatusInput: Schema = Schema::new("GetSMSSandboxAccountStatusInput", Kind::Structure);
pub static GetSMSSandboxAccountStatusResult: Schema = Schema::new("GetSMSSandboxAccountStatusResult", Kind::Structure).members(&[m("IsInSandbox", &boolean).required()]);
pub static GetSubscriptionAttributesInput: Schema = Schema::new("GetSubscriptionAttributesInput", Kind::Structure).members(&[m("SubscriptionArn", &subscriptionARN).required()]);
pub static GetSubscriptionAttributesResponse: Schema = Schema::new("GetSubscriptionAttributesResponse", Kind::Structure).members(&[m("Attributes", &SubscriptionAttributesMap)]);
pub static GetTopicAttributesInput: Schema = Schema::new("GetTopicAttributesInput", Kind::Structure).members(&[m("TopicArn", &topicARN).required()]);
pub static GetTopicAttributesResponse: Schema = Schema::new("GetTopicAttributesResponse", Kind::Structure).members(&[m("Attributes", &TopicAttributesMap)]);
pub static InternalErrorException: Schema = Schema::new("InternalErrorException", Kind::Structure).error("InternalError", 500, false);
pub static InvalidBatchEntryIdException: Schema = Schema::new("InvalidBatchEntryIdException", Kind::Structure).error("InvalidBatchEntryId", 400, true);
pub static InvalidParameterException: Schema = Schema::new("InvalidParameterException", Kind::Structure).error("InvalidParameter", 400, true);
pub static InvalidParameterValueException: Schema = Schema::new("InvalidParameterValueException", Kind::Structure).error("ParameterValueInvalid", 400, true);
pub static InvalidSecurityException: Schema = Schema::new("InvalidSecurityException", Kind::Structure).error("InvalidSecurity", 403, true);
pub static InvalidStateException: Schema = Schema::new("InvalidStateException", Kind::Structure).error("InvalidState", 400, true);
pub static Iso2CountryCode: Schema = Schema::new("Iso2CountryCode", Kind::String).max(2).pattern("^[A-Za-z]{2}$");
pub static KMSAccessDeniedException: Schema = Schema::new("KMSAccessDeniedException", Kind::Structure).error("KMSAccessDenied", 400, true);
pub static KMSDisabledException: Schema = Schema::new("KMSDisabledException", Kind::Structure).error("KMSDisabled", 400, true);
pub static KMSInvalidStateException: Schema = Schema::new("KMSInvalidStateException", Kind::Structure).error("KMSInvalidState", 400, true);
pub static KMSNotFoundException: Schema = Schema::new("KMSNotFoundException", Kind::Structure).error("KMSNotFound", 400, true);
pub static KMSOptInRequired: Schema = Schema::new("KMSOptInRequired", Kind::Structure).error("KMSOptInRequired", 403, true);
pub static KMSThrottlingException: Schema = Schema::new("KMSThrottlingException", Kind::Structure).error("KMSThrottling", 400, true);
pub static LanguageCodeString: Schema = Schema::new("LanguageCodeString", Kind::Enum).values(&["en-US", "en-GB", "es-419", "es-ES", "de-DE", "fr-CA", "fr-FR", "it-IT", "ja-JP", "pt-BR", "kr-KR", "zh-CN", "zh-TW"]);
pub static ListEndpointsByPlatformApplicationInput: Schema = Schema::new("ListEndpointsByPlatformApplicationInput", Kind::Structure).members(&[m("PlatformApplicationArn", &String).required(), m("NextToken", &String)]);
pub static ListEndpointsByPlatformApplicationResponse: Schema = Schema::new("ListEndpointsByPlatformApplicationResponse", Kind::Structure).members(&[m("Endpoints", &ListOfEndpoints), m("NextToken", &String)]);
pub static ListOfEndpoints: Schema = Schema::new("ListOfEndpoints", Kind::List).members(&[m("member", &Endpoint)]);
pub static ListOfPlatformApplications: Schema = Schema::new("ListOfPlatformApplications", Kind::List).members(&[m("member", &PlatformApplication)]);
pub static ListOriginationNumbersRequest: Schema = Schema::new("ListOriginationNumbersRequest", Kind::Structure).members(&[m("NextToken", &nextToken), m("MaxResults", &MaxItemsListOriginationNumbers)]);
pub static ListOriginationNumbersResult: Schema = Schema::new("ListOriginationNumbersResult", Kind::Structure).members(&[m("NextToken", &nextToken), m("PhoneNumbers", &PhoneNumberInformationList)]);
pub static ListPhoneNumbersOptedOutInput: Schema = Schema::new("ListPhoneNumbersOptedOutInput", Kind::Structure).members(&[m("nextToken", &string)]);
pub static ListPhoneNumbersOptedOutResponse: Schema = Schema::new("ListPhoneNumbersOptedOutResponse", Kind::Structure).members(&[m("phoneNumbers", &PhoneNumberList), m("nextToken", &string)]);
pub static ListPlatformApplicationsInput: Schema = Schema::new("ListPlatformApplicationsInput", Kind::Structure).members(&[m("NextToken", &String)]);
pub static ListPlatformApplicationsResponse: Schema = Schema::new("ListPlatformApplicationsResponse", Kind::Structure).members(&[m("PlatformApplications", &ListOfPlatformApplications), m("NextToken", &String)]);
pub static ListSMSSandboxPhoneNumbersInput: Schema = Schema::new("ListSMSSandboxPhoneNumbersInput", Kind::Structure).members(&[m("NextToken", &nextToken), m("MaxResults", &MaxItems)]);
pub static ListSMSSandboxPhoneNumbersResult: Schema = Schema::new("ListSMSSandboxPhoneNumbersResult", Kind::Structure).members(&[m("PhoneNumbers", &SMSSandboxPhoneNumberList).required(), m("NextToken", &string)]);
pub static ListString: Schema = Schema::new("ListString", Kind::List).members(&[m("member", &String)]);
pub static ListSubscriptionsByTopicInput: Schema = Schema::new("ListSubscriptionsByTopicInput", Kind::Structure).members(&[m("TopicArn", &topicARN).required(), m("NextToken", &nextToken)]);
pub static ListSubscriptionsByTopicResponse: Schema = Schema::new("ListSubscriptionsByTopicResponse", Kind::Structure).members(&[m("Subscriptions", &SubscriptionsList), m("NextToken", &nextToken)]);
pub static ListSubscriptionsInput: Schema = Schema::new("ListSubscriptionsInput", Kind::Structure).members(&[m("NextToken", &nextToken)]);
pub static ListSubscriptionsResponse: Schema = Schema::new("ListSubscriptionsResponse", Kind::Structure).members(&[m("Subscriptions", &SubscriptionsList), m("NextToken", &nextToken)]);
pub static ListTagsForResourceRequest: Schema = Schema::new("ListTagsForResourceRequest", Kind::Structure).members(&[m("ResourceArn", &AmazonResourceName).required()]);
pub static ListTagsForResourceResponse: Schema = Schema::new("ListTagsForResourceResponse", Kind::Structure).members(&[m("Tags", &TagList)]);
pub static ListTopicsInput: Schema = Schema::new("ListTopicsInput", Kind::Structure).members(&[m("NextToken", &nextToken)]);
pub static ListTopicsResponse: Schema = Schema::new("ListTopicsResponse", Kind::Structure).members(&[m("Topics", &TopicsList), m("NextToken", &nextToken)]);
pub static MapStringToString: Schema = Schema::new("MapStringToString", Kind::Map).members(&[m("key", &String), m("value", &String)]);
pub static MaxItems: Schema = Schema::new("MaxItems", Kind::Integer).min(1).max(100);
pub static MaxItemsListOriginationNumbers: Schema = Schema::new("MaxItemsListOriginationNumbers", Kind::Integer).min(1).max(30);
pub static MessageAttributeMap: Schema = Schema::new("MessageAttributeMap", Kind::Map).members(&[m("key", &String).wire("Name"), m("value", &MessageAttributeValue).wire("Value")]);
pub static MessageAttributeValue: Schema = Schema::new("MessageAttributeValue", Kind::Structure).members(&[m("DataType", &String).required(), m("StringValue", &String), m("BinaryValue", &Binary)]);
pub static NotFoundException: Schema = Schema::new("NotFoundException", Kind::Structure).error("NotFound", 404, true);
pub static NumberCapability: Schema = Schema::new("NumberCapability", Kind::Enum).values(&["SMS", "MMS", "VOICE"]);
pub static NumberCapabilityList: Schema = Schema::new("NumberCapabilityList", Kind::List).members(&[m("member", &NumberCapability)]);
pub static OTPCode: Schema = Schema::new("OTPCode", Kind::String).min(5).max(8).pattern("^[0-9]+$");
pub static OptInPhoneNumberInput: Schema = Schema::new("OptInPhoneNumberInput", Kind::Structure).members(&[m("phoneNumber", &PhoneNumber).required()]);
pub static OptInPhoneNumberResponse: Schema = Schema::new("OptInPhoneNumberResponse", Kind::Structure);
pub static OptedOutException: Schema = Schema::new("OptedOutException", Kind::Structure).error("OptedOut", 400, true);
pub static PhoneNumber: Schema = Schema::new("PhoneNumber", Kind::String).sensitive();
pub static PhoneNumberInformation: Schema = Schema::new("PhoneNumberInformation", Kind::Structure).members(&[m("CreatedAt", &Timestamp), m("PhoneNumber", &PhoneNumber), m("Status", &String), m("Iso2CountryCode", &Iso2CountryCode), m("RouteType", &RouteType), m("NumberCapabilities", &NumberCapabilityList)]);
pub static PhoneNumberInformationList: Schema = Schema::new("PhoneNumberInformationList", Kind::List).members(&[m("member", &PhoneNumberInformation)]);
pub static PhoneNumberList: Schema = Schema::new("PhoneNumberList", Kind::List).members(&[m("member", &PhoneNumber)]);
pub static PhoneNumberString: Schema = Schema::new("PhoneNumberString", Kind::String).max(20).pattern("^(\\+[0-9]{8,}|[0-9]{0,9})$").sensitive();
pub static PlatformApplication: Schema = Schema::new("PlatformApplication", Kind::Structure).members(&[m("PlatformApplicationArn", &String), m("Attributes", &MapStringToString)]);
pub static PlatformApplicationDisabledException: Schema = Schema::new("PlatformApplicationDisabledException", Kind::Structure).error("PlatformApplicationDisabled", 400, true);
pub static PublishBatchInput: Schema = Schema::new("PublishBatchInput", Kind::Structure).members(&[m("TopicArn", &topicARN).required(), m("PublishBatchRequestEntries", &PublishBatchRequestEntryList).required()]);
pub static PublishBatchRequestEntry: Schema = Schema::new("PublishBatchRequestEntry", Kind::Structure).members(&[m("Id", &String).required(), m("Message", &message).required(), m("Subject", &subject), m("MessageStructure", &messageStructure), m("MessageAttributes", &MessageAttributeMap), m("MessageDeduplicationId", &String), m("MessageGroupId", &String)]);
pub static PublishBatchRequestEntryList: Schema = Schema::new("PublishBatchRequestEntryList", Kind::List).members(&[m("member", &PublishBatchRequestEntry)]);
pub static PublishBatchResponse: Schema = Schema::new("PublishBatchResponse", Kind::Structure).members(&[m("Successful", &PublishBatchResultEntryList), m("Failed", &BatchResultErrorEntryList)]);
pub static PublishBatchResultEntry: Schema = Schema::new("PublishBatchResultEntry", Kind::Structure).members(&[m("Id", &String), m("MessageId", &messageId), m("SequenceNumber", &String)]);
pub static PublishBatchResultEntryList: Schema = Schema::new("PublishBatchResultEntryList", Kind::List).members(&[m("member", &PublishBatchResultEntry)]);
pub static PublishInput: Schema = Schema::new("PublishInput", Kind::Structure).members(&[m("TopicArn", &topicARN), m("TargetArn", &String), m("PhoneNumber", &PhoneNumber), m("Message", &message).required(), m("Subject", &subject), m("MessageStructure", &messageStructure), m("MessageAttributes", &MessageAttributeMap), m("MessageDeduplicationId", &String), m("MessageGroupId", &String)]);
pub static PublishResponse: Schema = Schema::new("PublishResponse", Kind::Structure).members(&[m("MessageId", &messageId), m("SequenceNumber", &String)]);
pub static PutDataProtectionPolicyInput: Schema = Schema::new("PutDataProtectionPolicyInput", Kind::Structure).members(&[m("ResourceArn", &topicARN).required(), m("DataProtectionPolicy", &attributeValue).required()]);
pub static RemovePermissionInput: Schema = Schema::new("RemovePermissionInput", Kind::Structure).members(&[m("TopicArn", &topicARN).required(), m("Label", &label).required()]);
pub static ReplayLimitExceededException: Schema = Schema::new("ReplayLimitExceededException", Kind::Structure).error("ReplayLimitExceeded", 403, true);
pub static ResourceNotFoundException: Schema = Schema::new("ResourceNotFoundException", Kind::Structure).error("ResourceNotFound", 404, true);
pub static RouteType: Schema = Schema::new("RouteType", Kind::Enum).values(&["Transactional", "Promotional", "Premium"]);
pub static SMSSandboxPhoneNumber: Schema = Schema::new("SMSSandboxPhoneNumber", Kind::Structure).members(&[m("PhoneNumber", &PhoneNumberString), m("Status", &SMSSandboxPhoneNumberVerificationStatus)]);
pub static SMSSandboxPhoneNumberList: Schema = Schema::new("SMSSandboxPhoneNumberList", Kind::List).members(&[m("member", &SMSSandboxPhoneNumber)]);
pub static SMSSandboxPhoneNumberVerificationStatus: Schema = Schema::new("SMSSandboxPhoneNumberVerificationStatus", Kind::Enum).values(&["Pending", "Verified"]);
pub static SetEndpointAttributesInput: Schema = Schema::new("SetEndpointAttributesInput", Kind::Structure).members(&[m("EndpointArn", &String).required(), m("Attributes", &MapStringToString).required()]);
pub static SetPlatformApplicationAttributesInput: Schema = Schema::new("SetPlatformApplicationAttributesInput", Kind::Structure).members(&[m("PlatformApplicationArn", &String).required(), m("Attributes", &MapStringToString).required()]);
pub static SetSMSAttributesInput: Schema = Schema::new("SetSMSAttributesInput", Kind::Structure).members(&[m("attributes", &MapStringToString).required()]);
pub static SetSMSAttributesResponse: Schema = Schema::new("SetSMSAttributesResponse", Kind::Structure);
pub static SetSubscriptionAttributesInput: Schema = Schema::new("SetSubscriptionAttributesInput", Kind::Structure).members(&[m("SubscriptionArn", &subscriptionARN).required(), m("AttributeName", &attributeName).required(), m("AttributeValue", &attributeValue)]);
pub static SetTopicAttributesInput: Schema = Schema::new("SetTopicAttributesInput", Kind::Structure).members(&[m("TopicArn", &topicARN).required(), m("AttributeName", &attributeName).required(), m("AttributeValue", &attributeValue)]);
pub static StaleTagException: Schema = Schema::new("StaleTagException", Kind::Structure).error("StaleTag", 400, true);
pub static String: Schema = Schema::new("String", Kind::String);
pub static SubscribeInput: Schema = Schema::new("SubscribeInput", Kind::Structure).members(&[m("TopicArn", &topicARN).required(), m("Protocol", &protocol).required(), m("Endpoint", &endpoint), m("Attributes", &SubscriptionAttributesMap), m("ReturnSubscriptionArn", &boolean)]);
pub static SubscribeResponse: Schema = Schema::new("SubscribeResponse", Kind::Structure).members(&[m("SubscriptionArn", &subscriptionARN)]);
pub static Subscription: Schema = Schema::new("Subscription", Kind::Structure).members(&[m("SubscriptionArn", &subscriptionARN), m("Owner", &account), m("Protocol", &protocol), m("Endpoint", &endpoint), m("TopicArn", &topicARN)]);
pub static SubscriptionAttributesMap: Schema = Schema::new("SubscriptionAttributesMap", Kind::Map).members(&[m("key", &attributeName), m("value", &attributeValue)]);
pub static SubscriptionLimitExceededException: Schema = Schema::new("SubscriptionLimitExceededException", Kind::Structure).error("SubscriptionLimitExceeded", 403, true);
pub static SubscriptionsList: Schema = Schema::new("SubscriptionsList", Kind::List).members(&[m("member", &Subscription)]);
pub static Tag: Schema = Schema::new("Tag", Kind::Structure).members(&[m("Key", &TagKey).required(), m("Value", &TagValue).required()]);
pub static TagKey: Schema = Schema::new("TagKey", Kind::String).min(1).max(128);
pub static TagKeyList: Schema = Schema::new("TagKeyList", Kind::List).members(&[m("member", &TagKey)]);
pub static TagLimitExceededException: Schema = Schema::new("TagLimitExceededException", Kind::Structure).error("TagLimitExceeded", 400, true);
pub static TagList: Schema = Schema::new("TagList", Kind::List).members(&[m("member", &Tag)]);
pub static TagPolicyException: Schema = Schema::new("TagPolicyException", Kind::Structure).error("TagPolicy", 400, true);
pub static TagResourceRequest: Schema = Schema::new("TagResourceRequest", Kind::Structure).members(&[m("ResourceArn", &AmazonResourceName).required(), m("Tags", &TagList).required()]);
pub static TagResourceResponse: Schema = Schema::new("TagResourceResponse", Kind::Structure);
pub static TagValue: Schema = Schema::new("TagValue", Kind::String).min(0).max(256);
pub static ThrottledException: Schema = Schema::new("ThrottledException", Kind::Structure).error("Throttled", 429, true);
pub static Timestamp: Schema = Schema::new("Timestamp", Kind::Timestamp);
pub static TooManyEntriesInBatchRequestException: Schema = Schema::new("TooManyEntriesInBatchRequestException", Kind::Structure).error("TooManyEntriesInBatchRequest", 400, true);
pub static Topic: Schema = Schema::new("Topic", Kind::Structure).members(&[m("TopicArn", &topicARN)]);
pub static TopicAttributesMap: Schema = Schema::new("TopicAttributesMap", Kind::Map).members(&[m("key", &attributeName), m("value", &attributeValue)]);
pub static TopicLimitExceededException: Schema = Schema::new("TopicLimitExceededException", Kind::Structure).error("TopicLimitExceeded", 403, true);
pub static TopicsList: Schema = Schema::new("TopicsList", Kind::List).members(&[m("member", &Topic)]);
pub static UnsubscribeInput: Schema = Schema::new("UnsubscribeInput", Kind::Structure).members(&[m("SubscriptionArn", &subscriptionARN).required()]);
pub static UntagResourceRequest: Schema = Schema::new("UntagResourceRequest", Kind::Structure).members(&[m("ResourceArn", &AmazonResourceName).required(), m("TagKeys", &TagKeyList).required()]);
pub static UntagResourceResponse: Schema = Schema::new("UntagResourceResponse", Kind::Structure);
pub static UserErrorException: Schema = Schema::new("UserErrorException", Kind::Structure).error("UserError", 400, true);
pub static ValidationException: Schema = Schema::new("ValidationException", Kind::Structure).error("ValidationException", 400, true);
pub static VerificationException: Schema = Schema::new("VerificationException", Kind::Structure).error("VerificationException", 400, true);
pub static VerifySMSSandboxPhoneNumberInput: Schema = Schema::new("VerifySMSSandboxPhoneNumberInput", Kind::Structure).members(&[m("PhoneNumber", &PhoneNumberString).required(), m("OneTimePassword", &OTPCode).required()]);
pub static VerifySMSSandboxPhoneNumberResult: Schema = Schema::new("VerifySMSSandboxPhoneNumberResult", Kind::Structure);
pub static account: Schema = Schema::new("account", Kind::String);
pub static action: Schema = Schema::new("action", Kind::String);
pub static attributeName: Schema = Schema::new("attributeName", Kind::String);
pub static attributeValue: Schema = Schema::new("attributeValue", Kind::String);
pub static authenticateOnUnsubscribe: Schema = Schema::new("authenticateOnUnsubscribe", Kind::String);
pub static boolean: Schema = Schema::new("boolean", Kind::Boolean);
pub static delegate: Schema = Schema::new("delegate", Kind::String);
pub static endpoint: Schema = Schema::new("endpoint", Kind::String);
pub static label: Schema = Schema::new("label", Kind::String);
pub static message: Schema = Schema::new("message", Kind::String);
pub static messageId: Schema = Schema::new("messageId", Kind::String);
pub static messageStructure: Schema = Schema::new("messageStructure", Kind::String);
pub static nextToken: Schema = Schema::new("nextToken", Kind::String);
pub static protocol: Schema = Schema::new("protocol", Kind::String);
pub static string: Schema = Schema::new("string", Kind::String);
pub static subject: Schema = Schema::new("subject", Kind::String);
pub static subscriptionARN: Schema = Schema::new("subscriptionARN", Kind::String);
pub static token: Schema = Schema::new("token", Kind::String);
pub static topicARN: Schema = Schema::new("topicARN", Kind::String);
pub static topicName: Schema = Schema::new("topicName", Kind::String);
pub static EMPTY: Schema = Schema::new("", Kind::Structure);
