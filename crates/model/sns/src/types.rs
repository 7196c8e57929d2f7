//! The types of SNS: one line a shape. Written by `cargo xtask gen`; do not edit.

#[allow(unused_imports)]
use wire::generated::*;

use crate::schema;

structure! { AddPermissionInput = schema::AddPermissionInput; 0 topic_arn: String, 1 label: String, 2 aws_account_id: Vec<String>, 3 action_name: Vec<String> }
structure! { AddPermissionOutput = schema::EMPTY; }
structure! { CheckIfPhoneNumberIsOptedOutInput = schema::CheckIfPhoneNumberIsOptedOutInput; 0 phone_number: String }
structure! { CheckIfPhoneNumberIsOptedOutOutput = schema::CheckIfPhoneNumberIsOptedOutResponse; 0 is_opted_out: Option<bool> }
structure! { ConfirmSubscriptionInput = schema::ConfirmSubscriptionInput; 0 topic_arn: String, 1 token: String, 2 authenticate_on_unsubscribe: Option<String> }
structure! { ConfirmSubscriptionOutput = schema::ConfirmSubscriptionResponse; 0 subscription_arn: Option<String> }
structure! { CreatePlatformApplicationInput = schema::CreatePlatformApplicationInput; 0 name: String, 1 platform: String, 2 attributes: Map<String> }
structure! { CreatePlatformApplicationOutput = schema::CreatePlatformApplicationResponse; 0 platform_application_arn: Option<String> }
structure! { CreatePlatformEndpointInput = schema::CreatePlatformEndpointInput; 0 platform_application_arn: String, 1 token: String, 2 custom_user_data: Option<String>, 3 attributes: Option<Map<String>> }
structure! { CreatePlatformEndpointOutput = schema::CreateEndpointResponse; 0 endpoint_arn: Option<String> }
structure! { CreateSMSSandboxPhoneNumberInput = schema::CreateSMSSandboxPhoneNumberInput; 0 phone_number: String, 1 language_code: Option<LanguageCodeString> }
structure! { CreateSMSSandboxPhoneNumberOutput = schema::CreateSMSSandboxPhoneNumberResult;  }
structure! { CreateTopicInput = schema::CreateTopicInput; 0 name: String, 1 attributes: Option<Map<String>>, 2 tags: Option<Vec<Tag>>, 3 data_protection_policy: Option<String> }
structure! { CreateTopicOutput = schema::CreateTopicResponse; 0 topic_arn: Option<String> }
structure! { DeleteEndpointInput = schema::DeleteEndpointInput; 0 endpoint_arn: String }
structure! { DeleteEndpointOutput = schema::EMPTY; }
structure! { DeletePlatformApplicationInput = schema::DeletePlatformApplicationInput; 0 platform_application_arn: String }
structure! { DeletePlatformApplicationOutput = schema::EMPTY; }
structure! { DeleteSMSSandboxPhoneNumberInput = schema::DeleteSMSSandboxPhoneNumberInput; 0 phone_number: String }
structure! { DeleteSMSSandboxPhoneNumberOutput = schema::DeleteSMSSandboxPhoneNumberResult;  }
structure! { DeleteTopicInput = schema::DeleteTopicInput; 0 topic_arn: String }
structure! { DeleteTopicOutput = schema::EMPTY; }
structure! { GetDataProtectionPolicyInput = schema::GetDataProtectionPolicyInput; 0 resource_arn: String }
structure! { GetDataProtectionPolicyOutput = schema::GetDataProtectionPolicyResponse; 0 data_protection_policy: Option<String> }
structure! { GetEndpointAttributesInput = schema::GetEndpointAttributesInput; 0 endpoint_arn: String }
structure! { GetEndpointAttributesOutput = schema::GetEndpointAttributesResponse; 0 attributes: Option<Map<String>> }
structure! { GetPlatformApplicationAttributesInput = schema::GetPlatformApplicationAttributesInput; 0 platform_application_arn: String }
structure! { GetPlatformApplicationAttributesOutput = schema::GetPlatformApplicationAttributesResponse; 0 attributes: Option<Map<String>> }
structure! { GetSMSAttributesInput = schema::GetSMSAttributesInput; 0 attributes: Option<Vec<String>> }
structure! { GetSMSAttributesOutput = schema::GetSMSAttributesResponse; 0 attributes: Option<Map<String>> }
structure! { GetSMSSandboxAccountStatusInput = schema::GetSMSSandboxAccountStatusInput;  }
structure! { GetSMSSandboxAccountStatusOutput = schema::GetSMSSandboxAccountStatusResult; 0 is_in_sandbox: bool }
structure! { GetSubscriptionAttributesInput = schema::GetSubscriptionAttributesInput; 0 subscription_arn: String }
structure! { GetSubscriptionAttributesOutput = schema::GetSubscriptionAttributesResponse; 0 attributes: Option<Map<String>> }
structure! { GetTopicAttributesInput = schema::GetTopicAttributesInput; 0 topic_arn: String }
structure! { GetTopicAttributesOutput = schema::GetTopicAttributesResponse; 0 attributes: Option<Map<String>> }
structure! { ListEndpointsByPlatformApplicationInput = schema::ListEndpointsByPlatformApplicationInput; 0 platform_application_arn: String, 1 next_token: Option<String> }
structure! { ListEndpointsByPlatformApplicationOutput = schema::ListEndpointsByPlatformApplicationResponse; 0 endpoints: Option<Vec<Endpoint>>, 1 next_token: Option<String> }
structure! { ListOriginationNumbersInput = schema::ListOriginationNumbersRequest; 0 next_token: Option<String>, 1 max_results: Option<i32> }
structure! { ListOriginationNumbersOutput = schema::ListOriginationNumbersResult; 0 next_token: Option<String>, 1 phone_numbers: Option<Vec<PhoneNumberInformation>> }
structure! { ListPhoneNumbersOptedOutInput = schema::ListPhoneNumbersOptedOutInput; 0 next_token: Option<String> }
structure! { ListPhoneNumbersOptedOutOutput = schema::ListPhoneNumbersOptedOutResponse; 0 phone_numbers: Option<Vec<String>>, 1 next_token: Option<String> }
structure! { ListPlatformApplicationsInput = schema::ListPlatformApplicationsInput; 0 next_token: Option<String> }
structure! { ListPlatformApplicationsOutput = schema::ListPlatformApplicationsResponse; 0 platform_applications: Option<Vec<PlatformApplication>>, 1 next_token: Option<String> }
structure! { ListSMSSandboxPhoneNumbersInput = schema::ListSMSSandboxPhoneNumbersInput; 0 next_token: Option<String>, 1 max_results: Option<i32> }
structure! { ListSMSSandboxPhoneNumbersOutput = schema::ListSMSSandboxPhoneNumbersResult; 0 phone_numbers: Vec<SMSSandboxPhoneNumber>, 1 next_token: Option<String> }
structure! { ListSubscriptionsInput = schema::ListSubscriptionsInput; 0 next_token: Option<String> }
structure! { ListSubscriptionsOutput = schema::ListSubscriptionsResponse; 0 subscriptions: Option<Vec<Subscription>>, 1 next_token: Option<String> }
structure! { ListSubscriptionsByTopicInput = schema::ListSubscriptionsByTopicInput; 0 topic_arn: String, 1 next_token: Option<String> }
structure! { ListSubscriptionsByTopicOutput = schema::ListSubscriptionsByTopicResponse; 0 subscriptions: Option<Vec<Subscription>>, 1 next_token: Option<String> }
structure! { ListTagsForResourceInput = schema::ListTagsForResourceRequest; 0 resource_arn: String }
structure! { ListTagsForResourceOutput = schema::ListTagsForResourceResponse; 0 tags: Option<Vec<Tag>> }
structure! { ListTopicsInput = schema::ListTopicsInput; 0 next_token: Option<String> }
structure! { ListTopicsOutput = schema::ListTopicsResponse; 0 topics: Option<Vec<Topic>>, 1 next_token: Option<String> }
structure! { OptInPhoneNumberInput = schema::OptInPhoneNumberInput; 0 phone_number: String }
structure! { OptInPhoneNumberOutput = schema::OptInPhoneNumberResponse;  }
structure! { PublishInput = schema::PublishInput; 0 topic_arn: Option<String>, 1 target_arn: Option<String>, 2 phone_number: Option<String>, 3 message: String, 4 subject: Option<String>, 5 message_structure: Option<String>, 6 message_attributes: Option<Map<MessageAttributeValue>>, 7 message_deduplication_id: Option<String>, 8 message_group_id: Option<String> }
structure! { PublishOutput = schema::PublishResponse; 0 message_id: Option<String>, 1 sequence_number: Option<String> }
structure! { PublishBatchInput = schema::PublishBatchInput; 0 topic_arn: String, 1 publish_batch_request_entries: Vec<PublishBatchRequestEntry> }
structure! { PublishBatchOutput = schema::PublishBatchResponse; 0 successful: Option<Vec<PublishBatchResultEntry>>, 1 failed: Option<Vec<BatchResultErrorEntry>> }
structure! { PutDataProtectionPolicyInput = schema::PutDataProtectionPolicyInput; 0 resource_arn: String, 1 data_protection_policy: String }
structure! { PutDataProtectionPolicyOutput = schema::EMPTY; }
structure! { RemovePermissionInput = schema::RemovePermissionInput; 0 topic_arn: String, 1 label: String }
structure! { RemovePermissionOutput = schema::EMPTY; }
structure! { SetEndpointAttributesInput = schema::SetEndpointAttributesInput; 0 endpoint_arn: String, 1 attributes: Map<String> }
structure! { SetEndpointAttributesOutput = schema::EMPTY; }
structure! { SetPlatformApplicationAttributesInput = schema::SetPlatformApplicationAttributesInput; 0 platform_application_arn: String, 1 attributes: Map<String> }
structure! { SetPlatformApplicationAttributesOutput = schema::EMPTY; }
structure! { SetSMSAttributesInput = schema::SetSMSAttributesInput; 0 attributes: Map<String> }
structure! { SetSMSAttributesOutput = schema::SetSMSAttributesResponse;  }
structure! { SetSubscriptionAttributesInput = schema::SetSubscriptionAttributesInput; 0 subscription_arn: String, 1 attribute_name: String, 2 attribute_value: Option<String> }
structure! { SetSubscriptionAttributesOutput = schema::EMPTY; }
structure! { SetTopicAttributesInput = schema::SetTopicAttributesInput; 0 topic_arn: String, 1 attribute_name: String, 2 attribute_value: Option<String> }
structure! { SetTopicAttributesOutput = schema::EMPTY; }
structure! { SubscribeInput = schema::SubscribeInput; 0 topic_arn: String, 1 protocol: String, 2 endpoint: Option<String>, 3 attributes: Option<Map<String>>, 4 return_subscription_arn: Option<bool> }
structure! { SubscribeOutput = schema::SubscribeResponse; 0 subscription_arn: Option<String> }
structure! { TagResourceInput = schema::TagResourceRequest; 0 resource_arn: String, 1 tags: Vec<Tag> }
structure! { TagResourceOutput = schema::TagResourceResponse;  }
structure! { UnsubscribeInput = schema::UnsubscribeInput; 0 subscription_arn: String }
structure! { UnsubscribeOutput = schema::EMPTY; }
structure! { UntagResourceInput = schema::UntagResourceRequest; 0 resource_arn: String, 1 tag_keys: Vec<String> }
structure! { UntagResourceOutput = schema::UntagResourceResponse;  }
structure! { VerifySMSSandboxPhoneNumberInput = schema::VerifySMSSandboxPhoneNumberInput; 0 phone_number: String, 1 one_time_password: String }
structure! { VerifySMSSandboxPhoneNumberOutput = schema::VerifySMSSandboxPhoneNumberResult;  }
structure! { BatchResultErrorEntry = schema::BatchResultErrorEntry; 0 id: String, 1 code: String, 2 message: Option<String>, 3 sender_fault: bool }
structure! { Endpoint = schema::Endpoint; 0 endpoint_arn: Option<String>, 1 attributes: Option<Map<String>> }
enumeration! { LanguageCodeString; EnUS = "en-US", EnGB = "en-GB", Es419 = "es-419", EsES = "es-ES", DeDE = "de-DE", FrCA = "fr-CA", FrFR = "fr-FR", ItIT = "it-IT", JaJP = "ja-JP", PtBR = "pt-BR", KrKR = "kr-KR", ZhCN = "zh-CN", ZhTW = "zh-TW" }
structure! { MessageAttributeValue = schema::MessageAttributeValue; 0 data_type: String, 1 string_value: Option<String>, 2 binary_value: Option<Blob> }
enumeration! { NumberCapability; Sms = "SMS", Mms = "MMS", Voice = "VOICE" }
structure! { PhoneNumberInformation = schema::PhoneNumberInformation; 0 created_at: Option<Timestamp>, 1 phone_number: Option<String>, 2 status: Option<String>, 3 iso2_country_code: Option<String>, 4 route_type: Option<RouteType>, 5 number_capabilities: Option<Vec<NumberCapability>> }
structure! { PlatformApplication = schema::PlatformApplication; 0 platform_application_arn: Option<String>, 1 attributes: Option<Map<String>> }
structure! { PublishBatchRequestEntry = schema::PublishBatchRequestEntry; 0 id: String, 1 message: String, 2 subject: Option<String>, 3 message_structure: Option<String>, 4 message_attributes: Option<Map<MessageAttributeValue>>, 5 message_deduplication_id: Option<String>, 6 message_group_id: Option<String> }
structure! { PublishBatchResultEntry = schema::PublishBatchResultEntry; 0 id: Option<String>, 1 message_id: Option<String>, 2 sequence_number: Option<String> }
enumeration! { RouteType; Transactional = "Transactional", Promotional = "Promotional", Premium = "Premium" }
structure! { SMSSandboxPhoneNumber = schema::SMSSandboxPhoneNumber; 0 phone_number: Option<String>, 1 status: Option<SMSSandboxPhoneNumberVerificationStatus> }
enumeration! { SMSSandboxPhoneNumberVerificationStatus; Pending = "Pending", Verified = "Verified" }
structure! { Subscription = schema::Subscription; 0 subscription_arn: Option<String>, 1 owner: Option<String>, 2 protocol: Option<String>, 3 endpoint: Option<String>, 4 topic_arn: Option<String> }
structure! { Tag = schema::Tag; 0 key: String, 1 value: String }
structure! { Topic = schema::Topic; 0 topic_arn: Option<String> }
