//! The operations of SNS. Written by `cargo xtask gen`; do not edit.

use wire::generated::*;

use crate::types::*;

operation! { AddPermission = 0; AddPermissionInput => AddPermissionOutput }
operation! { CheckIfPhoneNumberIsOptedOut = 1; CheckIfPhoneNumberIsOptedOutInput => CheckIfPhoneNumberIsOptedOutOutput }
operation! { ConfirmSubscription = 2; ConfirmSubscriptionInput => ConfirmSubscriptionOutput }
operation! { CreatePlatformApplication = 3; CreatePlatformApplicationInput => CreatePlatformApplicationOutput }
operation! { CreatePlatformEndpoint = 4; CreatePlatformEndpointInput => CreatePlatformEndpointOutput }
operation! { CreateSMSSandboxPhoneNumber = 5; CreateSMSSandboxPhoneNumberInput => CreateSMSSandboxPhoneNumberOutput }
operation! { CreateTopic = 6; CreateTopicInput => CreateTopicOutput }
operation! { DeleteEndpoint = 7; DeleteEndpointInput => DeleteEndpointOutput }
operation! { DeletePlatformApplication = 8; DeletePlatformApplicationInput => DeletePlatformApplicationOutput }
operation! { DeleteSMSSandboxPhoneNumber = 9; DeleteSMSSandboxPhoneNumberInput => DeleteSMSSandboxPhoneNumberOutput }
operation! { DeleteTopic = 10; DeleteTopicInput => DeleteTopicOutput }
operation! { GetDataProtectionPolicy = 11; GetDataProtectionPolicyInput => GetDataProtectionPolicyOutput }
operation! { GetEndpointAttributes = 12; GetEndpointAttributesInput => GetEndpointAttributesOutput }
operation! { GetPlatformApplicationAttributes = 13; GetPlatformApplicationAttributesInput => GetPlatformApplicationAttributesOutput }
operation! { GetSMSAttributes = 14; GetSMSAttributesInput => GetSMSAttributesOutput }
operation! { GetSMSSandboxAccountStatus = 15; GetSMSSandboxAccountStatusInput => GetSMSSandboxAccountStatusOutput }
operation! { GetSubscriptionAttributes = 16; GetSubscriptionAttributesInput => GetSubscriptionAttributesOutput }
operation! { GetTopicAttributes = 17; GetTopicAttributesInput => GetTopicAttributesOutput }
operation! { ListEndpointsByPlatformApplication = 18; ListEndpointsByPlatformApplicationInput => ListEndpointsByPlatformApplicationOutput }
operation! { ListOriginationNumbers = 19; ListOriginationNumbersInput => ListOriginationNumbersOutput }
operation! { ListPhoneNumbersOptedOut = 20; ListPhoneNumbersOptedOutInput => ListPhoneNumbersOptedOutOutput }
operation! { ListPlatformApplications = 21; ListPlatformApplicationsInput => ListPlatformApplicationsOutput }
operation! { ListSMSSandboxPhoneNumbers = 22; ListSMSSandboxPhoneNumbersInput => ListSMSSandboxPhoneNumbersOutput }
operation! { ListSubscriptions = 23; ListSubscriptionsInput => ListSubscriptionsOutput }
operation! { ListSubscriptionsByTopic = 24; ListSubscriptionsByTopicInput => ListSubscriptionsByTopicOutput }
operation! { ListTagsForResource = 25; ListTagsForResourceInput => ListTagsForResourceOutput }
operation! { ListTopics = 26; ListTopicsInput => ListTopicsOutput }
operation! { OptInPhoneNumber = 27; OptInPhoneNumberInput => OptInPhoneNumberOutput }
operation! { Publish = 28; PublishInput => PublishOutput }
operation! { PublishBatch = 29; PublishBatchInput => PublishBatchOutput }
operation! { PutDataProtectionPolicy = 30; PutDataProtectionPolicyInput => PutDataProtectionPolicyOutput }
operation! { RemovePermission = 31; RemovePermissionInput => RemovePermissionOutput }
operation! { SetEndpointAttributes = 32; SetEndpointAttributesInput => SetEndpointAttributesOutput }
operation! { SetPlatformApplicationAttributes = 33; SetPlatformApplicationAttributesInput => SetPlatformApplicationAttributesOutput }
operation! { SetSMSAttributes = 34; SetSMSAttributesInput => SetSMSAttributesOutput }
operation! { SetSubscriptionAttributes = 35; SetSubscriptionAttributesInput => SetSubscriptionAttributesOutput }
operation! { SetTopicAttributes = 36; SetTopicAttributesInput => SetTopicAttributesOutput }
operation! { Subscribe = 37; SubscribeInput => SubscribeOutput }
operation! { TagResource = 38; TagResourceInput => TagResourceOutput }
operation! { Unsubscribe = 39; UnsubscribeInput => UnsubscribeOutput }
operation! { UntagResource = 40; UntagResourceInput => UntagResourceOutput }
operation! { VerifySMSSandboxPhoneNumber = 41; VerifySMSSandboxPhoneNumberInput => VerifySMSSandboxPhoneNumberOutput }

/// An empty input and an empty output of each operation, in the order of `schema::OPERATIONS`.
pub static MESSAGES: [Messages; 42] = [
    Messages::of::<AddPermission>(),
    Messages::of::<CheckIfPhoneNumberIsOptedOut>(),
    Messages::of::<ConfirmSubscription>(),
    Messages::of::<CreatePlatformApplication>(),
    Messages::of::<CreatePlatformEndpoint>(),
    Messages::of::<CreateSMSSandboxPhoneNumber>(),
    Messages::of::<CreateTopic>(),
    Messages::of::<DeleteEndpoint>(),
    Messages::of::<DeletePlatformApplication>(),
    Messages::of::<DeleteSMSSandboxPhoneNumber>(),
    Messages::of::<DeleteTopic>(),
    Messages::of::<GetDataProtectionPolicy>(),
    Messages::of::<GetEndpointAttributes>(),
    Messages::of::<GetPlatformApplicationAttributes>(),
    Messages::of::<GetSMSAttributes>(),
    Messages::of::<GetSMSSandboxAccountStatus>(),
    Messages::of::<GetSubscriptionAttributes>(),
    Messages::of::<GetTopicAttributes>(),
    Messages::of::<ListEndpointsByPlatformApplication>(),
    Messages::of::<ListOriginationNumbers>(),
    Messages::of::<ListPhoneNumbersOptedOut>(),
    Messages::of::<ListPlatformApplications>(),
    Messages::of::<ListSMSSandboxPhoneNumbers>(),
    Messages::of::<ListSubscriptions>(),
    Messages::of::<ListSubscriptionsByTopic>(),
    Messages::of::<ListTagsForResource>(),
    Messages::of::<ListTopics>(),
    Messages::of::<OptInPhoneNumber>(),
    Messages::of::<Publish>(),
    Messages::of::<PublishBatch>(),
    Messages::of::<PutDataProtectionPolicy>(),
    Messages::of::<RemovePermission>(),
    Messages::of::<SetEndpointAttributes>(),
    Messages::of::<SetPlatformApplicationAttributes>(),
    Messages::of::<SetSMSAttributes>(),
    Messages::of::<SetSubscriptionAttributes>(),
    Messages::of::<SetTopicAttributes>(),
    Messages::of::<Subscribe>(),
    Messages::of::<TagResource>(),
    Messages::of::<Unsubscribe>(),
    Messages::of::<UntagResource>(),
    Messages::of::<VerifySMSSandboxPhoneNumber>(),
];
