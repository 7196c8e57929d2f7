//! The shapes of SQS as constant data. Written by `cargo xtask gen`; do not edit.

use wire::generated::*;

pub static SERVICE: Service = Service {
    name: "sqs",
    signing_name: "sqs",
    iam_prefix: "sqs",
    id: "SQS",
    api_version: "2012-11-05",
    target_prefix: "AmazonSQS",
    namespace: "com.amazonaws.sqs",
    xml_namespace: "http://queue.amazonaws.com/doc/2012-11-05/",
    protocols: &[Protocol::Json10, Protocol::Query],
    query_compatible: true,
    global: false,
    dialect: Dialect::Sqs,
    operations: &OPERATIONS,
    others: &[],
};

pub static OPERATIONS: [Operation; 23] = [
    Operation { name: "AddPermission", service: &SERVICE, method: "POST", uri: "/", status: 200, input: &AddPermissionRequest, output: &EMPTY, result_wrapper: "", errors: &[&OverLimit, &RequestThrottled, &QueueDoesNotExist, &InvalidAddress, &InvalidSecurity, &UnsupportedOperation], action: "sqs:AddPermission", access: Access::PermissionsManagement },
    Operation { name: "CancelMessageMoveTask", service: &SERVICE, method: "POST", uri: "/", status: 200, input: &CancelMessageMoveTaskRequest, output: &CancelMessageMoveTaskResult, result_wrapper: "CancelMessageMoveTaskResult", errors: &[&ResourceNotFoundException, &RequestThrottled, &InvalidAddress, &InvalidSecurity, &UnsupportedOperation], action: "sqs:CancelMessageMoveTask", access: Access::Write },
    Operation { name: "ChangeMessageVisibility", service: &SERVICE, method: "POST", uri: "/", status: 200, input: &ChangeMessageVisibilityRequest, output: &EMPTY, result_wrapper: "", errors: &[&MessageNotInflight, &ReceiptHandleIsInvalid, &RequestThrottled, &QueueDoesNotExist, &UnsupportedOperation, &InvalidAddress, &InvalidSecurity], action: "sqs:ChangeMessageVisibility", access: Access::Write },
    Operation { name: "ChangeMessageVisibilityBatch", service: &SERVICE, method: "POST", uri: "/", status: 200, input: &ChangeMessageVisibilityBatchRequest, output: &ChangeMessageVisibilityBatchResult, result_wrapper: "ChangeMessageVisibilityBatchResult", errors: &[&TooManyEntriesInBatchRequest, &EmptyBatchRequest, &BatchEntryIdsNotDistinct, &InvalidBatchEntryId, &RequestThrottled, &QueueDoesNotExist, &UnsupportedOperation, &InvalidAddress, &InvalidSecurity], action: "sqs:ChangeMessageVisibility", access: Access::Write },
    Operation { name: "CreateQueue", service: &SERVICE, method: "POST", uri: "/", status: 200, input: &CreateQueueRequest, output: &CreateQueueResult, result_wrapper: "CreateQueueResult", errors: &[&QueueDeletedRecently, &QueueNameExists, &RequestThrottled, &InvalidAddress, &InvalidAttributeName, &InvalidAttributeValue, &UnsupportedOperation, &InvalidSecurity], action: "sqs:CreateQueue", access: Access::Write },
    Operation { name: "DeleteMessage", service: &SERVICE, method: "POST", uri: "/", status: 200, input: &DeleteMessageRequest, output: &EMPTY, result_wrapper: "", errors: &[&InvalidIdFormat, &ReceiptHandleIsInvalid, &RequestThrottled, &QueueDoesNotExist, &UnsupportedOperation, &InvalidSecurity, &InvalidAddress], action: "sqs:DeleteMessage", access: Access::Write },
    Operation { name: "DeleteMessageBatch", service: &SERVICE, method: "POST", uri: "/", status: 200, input: &DeleteMessageBatchRequest, output: &DeleteMessageBatchResult, result_wrapper: "DeleteMessageBatchResult", errors: &[&TooManyEntriesInBatchRequest, &EmptyBatchRequest, &BatchEntryIdsNotDistinct, &InvalidBatchEntryId, &RequestThrottled, &QueueDoesNotExist, &UnsupportedOperation, &InvalidAddress, &InvalidSecurity], action: "sqs:DeleteMessage", access: Access::Write },
    Operation { name: "DeleteQueue", service: &SERVICE, method: "POST", uri: "/", status: 200, input: &DeleteQueueRequest, output: &EMPTY, result_wrapper: "", errors: &[&RequestThrottled, &QueueDoesNotExist, &InvalidAddress, &UnsupportedOperation, &InvalidSecurity], action: "sqs:DeleteQueue", access: Access::Write },
    Operation { name: "GetQueueAttributes", service: &SERVICE, method: "POST", uri: "/", status: 200, input: &GetQueueAttributesRequest, output: &GetQueueAttributesResult, result_wrapper: "GetQueueAttributesResult", errors: &[&InvalidAttributeName, &RequestThrottled, &QueueDoesNotExist, &UnsupportedOperation, &InvalidSecurity, &InvalidAddress], action: "sqs:GetQueueAttributes", access: Access::Read },
    Operation { name: "GetQueueUrl", service: &SERVICE, method: "POST", uri: "/", status: 200, input: &GetQueueUrlRequest, output: &GetQueueUrlResult, result_wrapper: "GetQueueUrlResult", errors: &[&RequestThrottled, &QueueDoesNotExist, &InvalidAddress, &InvalidSecurity, &UnsupportedOperation], action: "sqs:GetQueueUrl", access: Access::Read },
    Operation { name: "ListDeadLetterSourceQueues", service: &SERVICE, method: "POST", uri: "/", status: 200, input: &ListDeadLetterSourceQueuesRequest, output: &ListDeadLetterSourceQueuesResult, result_wrapper: "ListDeadLetterSourceQueuesResult", errors: &[&QueueDoesNotExist, &RequestThrottled, &InvalidSecurity, &InvalidAddress, &UnsupportedOperation], action: "sqs:ListDeadLetterSourceQueues", access: Access::Read },
    Operation { name: "ListMessageMoveTasks", service: &SERVICE, method: "POST", uri: "/", status: 200, input: &ListMessageMoveTasksRequest, output: &ListMessageMoveTasksResult, result_wrapper: "ListMessageMoveTasksResult", errors: &[&ResourceNotFoundException, &RequestThrottled, &InvalidAddress, &InvalidSecurity, &UnsupportedOperation], action: "sqs:ListMessageMoveTasks", access: Access::Read },
    Operation { name: "ListQueueTags", service: &SERVICE, method: "POST", uri: "/", status: 200, input: &ListQueueTagsRequest, output: &ListQueueTagsResult, result_wrapper: "ListQueueTagsResult", errors: &[&RequestThrottled, &QueueDoesNotExist, &UnsupportedOperation, &InvalidAddress, &InvalidSecurity], action: "sqs:ListQueueTags", access: Access::Read },
    Operation { name: "ListQueues", service: &SERVICE, method: "POST", uri: "/", status: 200, input: &ListQueuesRequest, output: &ListQueuesResult, result_wrapper: "ListQueuesResult", errors: &[&RequestThrottled, &InvalidSecurity, &InvalidAddress, &UnsupportedOperation], action: "sqs:ListQueues", access: Access::Read },
    Operation { name: "PurgeQueue", service: &SERVICE, method: "POST", uri: "/", status: 200, input: &PurgeQueueRequest, output: &EMPTY, result_wrapper: "", errors: &[&QueueDoesNotExist, &PurgeQueueInProgress, &RequestThrottled, &InvalidAddress, &InvalidSecurity, &UnsupportedOperation], action: "sqs:PurgeQueue", access: Access::Write },
    Operation { name: "ReceiveMessage", service: &SERVICE, method: "POST", uri: "/", status: 200, input: &ReceiveMessageRequest, output: &ReceiveMessageResult, result_wrapper: "ReceiveMessageResult", errors: &[&UnsupportedOperation, &OverLimit, &RequestThrottled, &QueueDoesNotExist, &InvalidSecurity, &KmsDisabled, &KmsInvalidState, &KmsNotFound, &KmsOptInRequired, &KmsThrottled, &KmsAccessDenied, &KmsInvalidKeyUsage, &InvalidAddress], action: "sqs:ReceiveMessage", access: Access::Read },
    Operation { name: "RemovePermission", service: &SERVICE, method: "POST", uri: "/", status: 200, input: &RemovePermissionRequest, output: &EMPTY, result_wrapper: "", errors: &[&InvalidAddress, &RequestThrottled, &QueueDoesNotExist, &InvalidSecurity, &UnsupportedOperation], action: "sqs:RemovePermission", access: Access::PermissionsManagement },
    Operation { name: "SendMessage", service: &SERVICE, method: "POST", uri: "/", status: 200, input: &SendMessageRequest, output: &SendMessageResult, result_wrapper: "SendMessageResult", errors: &[&InvalidMessageContents, &UnsupportedOperation, &RequestThrottled, &QueueDoesNotExist, &InvalidSecurity, &KmsDisabled, &KmsInvalidState, &KmsNotFound, &KmsOptInRequired, &KmsThrottled, &KmsAccessDenied, &KmsInvalidKeyUsage, &InvalidAddress], action: "sqs:SendMessage", access: Access::Write },
    Operation { name: "SendMessageBatch", service: &SERVICE, method: "POST", uri: "/", status: 200, input: &SendMessageBatchRequest, output: &SendMessageBatchResult, result_wrapper: "SendMessageBatchResult", errors: &[&TooManyEntriesInBatchRequest, &EmptyBatchRequest, &BatchEntryIdsNotDistinct, &BatchRequestTooLong, &InvalidBatchEntryId, &UnsupportedOperation, &RequestThrottled, &QueueDoesNotExist, &InvalidSecurity, &KmsDisabled, &KmsInvalidState, &KmsNotFound, &KmsOptInRequired, &KmsThrottled, &KmsAccessDenied, &KmsInvalidKeyUsage, &InvalidAddress], action: "sqs:SendMessage", access: Access::Write },
    Operation { name: "SetQueueAttributes", service: &SERVICE, method: "POST", uri: "/", status: 200, input: &SetQueueAttributesRequest, output: &EMPTY, result_wrapper: "", errors: &[&InvalidAttributeName, &InvalidAttributeValue, &RequestThrottled, &QueueDoesNotExist, &UnsupportedOperation, &OverLimit, &InvalidAddress, &InvalidSecurity], action: "sqs:SetQueueAttributes", access: Access::PermissionsManagement },
    Operation { name: "StartMessageMoveTask", service: &SERVICE, method: "POST", uri: "/", status: 200, input: &StartMessageMoveTaskRequest, output: &StartMessageMoveTaskResult, result_wrapper: "StartMessageMoveTaskResult", errors: &[&ResourceNotFoundException, &RequestThrottled, &InvalidAddress, &InvalidSecurity, &UnsupportedOperation], action: "sqs:StartMessageMoveTask", access: Access::Write },
    Operation { name: "TagQueue", service: &SERVICE, method: "POST", uri: "/", status: 200, input: &TagQueueRequest, output: &EMPTY, result_wrapper: "", errors: &[&InvalidAddress, &RequestThrottled, &QueueDoesNotExist, &InvalidSecurity, &UnsupportedOperation], action: "sqs:TagQueue", access: Access::Tagging },
    Operation { name: "UntagQueue", service: &SERVICE, method: "POST", uri: "/", status: 200, input: &UntagQueueRequest, output: &EMPTY, result_wrapper: "", errors: &[&InvalidAddress, &RequestThrottled, &QueueDoesNotExist, &InvalidSecurity, &UnsupportedOperation], action: "sqs:UntagQueue", access: Access::Tagging },
];

pub static AWSAccountIdList: Schema = Schema::new("AWSAccountIdList", Kind::List).members(&[m("member", &String).wire("AWSAccountId")]).flattened();
pub static ActionNameList: Schema = Schema::new("ActionNameList", Kind::List).members(&[m("member", &String).wire("ActionName")]).flattened();
pub static AddPermissionRequest: Schema = Schema::new("AddPermissionRequest", Kind::Structure).members(&[m("QueueUrl", &String).at(Location::Uri).required(), m("Label", &String).required(), m("AWSAccountIds", &AWSAccountIdList).required(), m("Actions", &ActionNameList).required()]);
pub static AttributeNameList: Schema = Schema::new("AttributeNameList", Kind::List).members(&[m("member", &QueueAttributeName).wire("AttributeName")]).flattened();
pub static BatchEntryIdsNotDistinct: Schema = Schema::new("BatchEntryIdsNotDistinct", Kind::Structure).error("AWS.SimpleQueueService.BatchEntryIdsNotDistinct", 400, true);
pub static BatchRequestTooLong: Schema = Schema::new("BatchRequestTooLong", Kind::Structure).error("AWS.SimpleQueueService.BatchRequestTooLong", 400, true);
pub static BatchResultErrorEntry: Schema = Schema::new("BatchResultErrorEntry", Kind::Structure).members(&[m("Id", &String).required(), m("SenderFault", &Boolean).required(), m("Code", &String).required(), m("Message", &String)]);
pub static BatchResultErrorEntryList: Schema = Schema::new("BatchResultErrorEntryList", Kind::List).members(&[m("member", &BatchResultErrorEntry).wire("BatchResultErrorEntry")]).flattened();
pub static Binary: Schema = Schema::new("Binary", Kind::Blob);
pub static BinaryList: Schema = Schema::new("BinaryList", Kind::List).members(&[m("member", &Binary).wire("BinaryListValue")]);
pub static Boolean: Schema = Schema::new("Boolean", Kind::Boolean);
pub static BoxedInteger: Schema = Schema::new("BoxedInteger", Kind::Integer);
pub static CancelMessageMoveTaskRequest: Schema = Schema::new("CancelMessageMoveTaskRequest", Kind::Structure).members(&[m("TaskHandle", &String).required()]);
pub static CancelMessageMoveTaskResult: Schema = Schema::new("CancelMessageMoveTaskResult", Kind::Structure).members(&[m("ApproximateNumberOfMessagesMoved", &Long)]);
pub static ChangeMessageVisibilityBatchRequest: Schema = Schema::new("ChangeMessageVisibilityBatchRequest", Kind::Structure).members(&[m("QueueUrl", &String).at(Location::Uri).required(), m("Entries", &ChangeMessageVisibilityBatchRequestEntryList)]);
pub static ChangeMessageVisibilityBatchRequestEntry: Schema = Schema::new("ChangeMessageVisibilityBatchRequestEntry", Kind::Structure).members(&[m("Id", &String).required(), m("ReceiptHandle", &String).required(), m("VisibilityTimeout", &NullableInteger)]);
pub static ChangeMessageVisibilityBatchRequestEntryList: Schema = Schema::new("ChangeMessageVisibilityBatchRequestEntryList", Kind::List).members(&[m("member", &ChangeMessageVisibilityBatchRequestEntry).wire("ChangeMessageVisibilityBatchRequestEntry")]).flattened();
pub static ChangeMessageVisibilityBatchResult: Schema = Schema::new("ChangeMessageVisibilityBatchResult", Kind::Structure).members(&[m("Successful", &ChangeMessageVisibilityBatchResultEntryList).required(), m("Failed", &BatchResultErrorEntryList).required()]);
pub static ChangeMessageVisibilityBatchResultEntry: Schema = Schema::new("ChangeMessageVisibilityBatchResultEntry", Kind::Structure).members(&[m("Id", &String).required()]);
pub static ChangeMessageVisibilityBatchResultEntryList: Schema = Schema::new("ChangeMessageVisibilityBatchResultEntryList", Kind::List).members(&[m("member", &ChangeMessageVisibilityBatchResultEntry).wire("ChangeMessageVisibilityBatchResultEntry")]).flattened();
pub static ChangeMessageVisibilityRequest: Schema = Schema::new("ChangeMessageVisibilityRequest", Kind::Structure).members(&[m("QueueUrl", &String).at(Location::Uri).required(), m("ReceiptHandle", &String).required(), m("VisibilityTimeout", &NullableInteger).required()]);
pub static CreateQueueRequest: Schema = Schema::new("CreateQueueRequest", Kind::Structure).members(&[m("QueueName", &String).required(), m("Attributes", &QueueAttributeMap).query("Attribute"), m("tags", &TagMap).query("Tag")]);
pub static CreateQueueResult: Schema = Schema::new("CreateQueueResult", Kind::Structure).members(&[m("QueueUrl", &String)]);
pub static DeleteMessageBatchRequest: Schema = Schema::new("DeleteMessageBatchRequest", Kind::Structure).members(&[m("QueueUrl", &String).at(Location::Uri).required(), m("Entries", &DeleteMessageBatchRequestEntryList)]);
pub static DeleteMessageBatchRequestEntry: Schema = Schema::new("DeleteMessageBatchRequestEntry", Kind::Structure).members(&[m("Id", &String).required(), m("ReceiptHandle", &String).required()]);
pub static DeleteMessageBatchRequestEntryList: Schema = Schema::new("DeleteMessageBatchRequestEntryList", Kind::List).members(&[m("member", &DeleteMessageBatchRequestEntry).wire("DeleteMessageBatchRequestEntry")]).flattened();
pub static DeleteMessageBatchResult: Schema = Schema::new("DeleteMessageBatchResult", Kind::Structure).members(&[m("Successful", &DeleteMessageBatchResultEntryList).required(), m("Failed", &BatchResultErrorEntryList).required()]);
pub static DeleteMessageBatchResultEntry: Schema = Schema::new("DeleteMessageBatchResultEntry", Kind::Structure).members(&[m("Id", &String).required()]);
pub static DeleteMessageBatchResultEntryList: Schema = Schema::new("DeleteMessageBatchResultEntryList", Kind::List).members(&[m("member", &DeleteMessageBatchResultEntry).wire("DeleteMessageBatchResultEntry")]).flattened();
pub static DeleteMessageRequest: Schema = Schema::new("DeleteMessageRequest", Kind::Structure).members(&[m("QueueUrl", &String).at(Location::Uri).required(), m("ReceiptHandle", &String).required()]);
pub static DeleteQueueRequest: Schema = Schema::new("DeleteQueueRequest", Kind::Structure).members(&[m("QueueUrl", &String).at(Location::Uri).required()]);
pub static EmptyBatchRequest: Schema = Schema::new("EmptyBatchRequest", Kind::Structure).error("AWS.SimpleQueueService.EmptyBatchRequest", 400, true);
pub static GetQueueAttributesRequest: Schema = Schema::new("GetQueueAttributesRequest", Kind::Structure).members(&[m("QueueUrl", &String).at(Location::Uri).required(), m("AttributeNames", &AttributeNameList)]);
pub static GetQueueAttributesResult: Schema = Schema::new("GetQueueAttributesResult", Kind::Structure).members(&[m("Attributes", &QueueAttributeMap).query("Attribute")]);
pub static GetQueueUrlRequest: Schema = Schema::new("GetQueueUrlRequest", Kind::Structure).members(&[m("QueueName", &String).required(), m("QueueOwnerAWSAccountId", &String)]);
pub static GetQueueUrlResult: Schema = Schema::new("GetQueueUrlResult", Kind::Structure).members(&[m("QueueUrl", &String)]);
pub static InvalidAddress: Schema = Schema::new("InvalidAddress", Kind::Structure).error("InvalidAddress", 400, true);
pub static InvalidAttributeName: Schema = Schema::new("InvalidAttributeName", Kind::Structure).error("InvalidAttributeName", 400, true);
pub static InvalidAttributeValue: Schema = Schema::new("InvalidAttributeValue", Kind::Structure).error("InvalidAttributeValue", 400, true);
pub static InvalidBatchEntryId: Schema = Schema::new("InvalidBatchEntryId", Kind::Structure).error("AWS.SimpleQueueService.InvalidBatchEntryId", 400, true);
pub static InvalidIdFormat: Schema = Schema::new("InvalidIdFormat", Kind::Structure).error("InvalidIdFormat", 400, true);
pub static InvalidMessageContents: Schema = Schema::new("InvalidMessageContents", Kind::Structure).error("InvalidMessageContents", 400, true);
pub static InvalidSecurity: Schema = Schema::new("InvalidSecurity", Kind::Structure).error("InvalidSecurity", 400, true);
pub static KmsAccessDenied: Schema = Schema::new("KmsAccessDenied", Kind::Structure).error("KmsAccessDenied", 400, true);
pub static KmsDisabled: Schema = Schema::new("KmsDisabled", Kind::Structure).error("KmsDisabled", 400, true);
pub static KmsInvalidKeyUsage: Schema = Schema::new("KmsInvalidKeyUsage", Kind::Structure).error("KmsInvalidKeyUsage", 400, true);
pub static KmsInvalidState: Schema = Schema::new("KmsInvalidState", Kind::Structure).error("KmsInvalidState", 400, true);
pub static KmsNotFound: Schema = Schema::new("KmsNotFound", Kind::Structure).error("KmsNotFound", 400, true);
pub static KmsOptInRequired: Schema = Schema::new("KmsOptInRequired", Kind::Structure).error("KmsOptInRequired", 400, true);
pub static KmsThrottled: Schema = Schema::new("KmsThrottled", Kind::Structure).error("KmsThrottled", 400, true);
pub static ListDeadLetterSourceQueuesRequest: Schema = Schema::new("ListDeadLetterSourceQueuesRequest", Kind::Structure).members(&[m("QueueUrl", &String).at(Location::Uri).required(), m("NextToken", &Token), m("MaxResults", &BoxedInteger)]);
pub static ListDeadLetterSourceQueuesResult: Schema = Schema::new("ListDeadLetterSourceQueuesResult", Kind::Structure).members(&[m("queueUrls", &QueueUrlList).required(), m("NextToken", &Token)]);
pub static ListMessageMoveTasksRequest: Schema = Schema::new("ListMessageMoveTasksRequest", Kind::Structure).members(&[m("SourceArn", &String).required(), m("MaxResults", &NullableInteger)]);
pub static ListMessageMoveTasksResult: Schema = Schema::new("ListMessageMoveTasksResult", Kind::Structure).members(&[m("Results", &ListMessageMoveTasksResultEntryList).flattened()]);
pub static ListMessageMoveTasksResultEntry: Schema = Schema::new("ListMessageMoveTasksResultEntry", Kind::Structure).members(&[m("TaskHandle", &String), m("Status", &String), m("SourceArn", &String), m("DestinationArn", &String), m("MaxNumberOfMessagesPerSecond", &NullableInteger), m("ApproximateNumberOfMessagesMoved", &Long), m("ApproximateNumberOfMessagesToMove", &NullableLong), m("FailureReason", &String), m("StartedTimestamp", &Long)]);
pub static ListMessageMoveTasksResultEntryList: Schema = Schema::new("ListMessageMoveTasksResultEntryList", Kind::List).members(&[m("member", &ListMessageMoveTasksResultEntry).wire("ListMessageMoveTasksResultEntry")]).flattened();
pub static ListQueueTagsRequest: Schema = Schema::new("ListQueueTagsRequest", Kind::Structure).members(&[m("QueueUrl", &String).at(Location::Uri).required()]);
pub static ListQueueTagsResult: Schema = Schema::new("ListQueueTagsResult", Kind::Structure).members(&[m("Tags", &TagMap).query("Tag")]);
pub static ListQueuesRequest: Schema = Schema::new("ListQueuesRequest", Kind::Structure).members(&[m("QueueNamePrefix", &String), m("NextToken", &Token), m("MaxResults", &BoxedInteger)]);
pub static ListQueuesResult: Schema = Schema::new("ListQueuesResult", Kind::Structure).members(&[m("QueueUrls", &QueueUrlList), m("NextToken", &Token)]);
pub static Long: Schema = Schema::new("Long", Kind::Long);
pub static Message: Schema = Schema::new("Message", Kind::Structure).members(&[m("MessageId", &String), m("ReceiptHandle", &String), m("MD5OfBody", &String), m("Body", &String), m("Attributes", &MessageSystemAttributeMap).query("Attribute"), m("MD5OfMessageAttributes", &String), m("MessageAttributes", &MessageBodyAttributeMap).query("MessageAttribute")]);
pub static MessageAttributeName: Schema = Schema::new("MessageAttributeName", Kind::String);
pub static MessageAttributeNameList: Schema = Schema::new("MessageAttributeNameList", Kind::List).members(&[m("member", &MessageAttributeName).wire("MessageAttributeName")]).flattened();
pub static MessageAttributeValue: Schema = Schema::new("MessageAttributeValue", Kind::Structure).members(&[m("StringValue", &String), m("BinaryValue", &Binary), m("StringListValues", &StringList).flattened(), m("BinaryListValues", &BinaryList).flattened(), m("DataType", &String).required()]);
pub static MessageBodyAttributeMap: Schema = Schema::new("MessageBodyAttributeMap", Kind::Map).members(&[m("key", &String).wire("Name"), m("value", &MessageAttributeValue).wire("Value")]).flattened();
pub static MessageBodySystemAttributeMap: Schema = Schema::new("MessageBodySystemAttributeMap", Kind::Map).members(&[m("key", &MessageSystemAttributeNameForSends).wire("Name"), m("value", &MessageSystemAttributeValue).wire("Value")]).flattened();
pub static MessageList: Schema = Schema::new("MessageList", Kind::List).members(&[m("member", &Message).wire("Message")]).flattened();
pub static MessageNotInflight: Schema = Schema::new("MessageNotInflight", Kind::Structure).error("AWS.SimpleQueueService.MessageNotInflight", 400, true);
pub static MessageSystemAttributeList: Schema = Schema::new("MessageSystemAttributeList", Kind::List).members(&[m("member", &MessageSystemAttributeName).wire("MessageSystemAttributeName")]).flattened();
pub static MessageSystemAttributeMap: Schema = Schema::new("MessageSystemAttributeMap", Kind::Map).members(&[m("key", &MessageSystemAttributeName).wire("Name"), m("value", &String).wire("Value")]).flattened();
pub static MessageSystemAttributeName: Schema = Schema::new("MessageSystemAttributeName", Kind::String);
pub static MessageSystemAttributeNameForSends: Schema = Schema::new("MessageSystemAttributeNameForSends", Kind::String);
pub static MessageSystemAttributeValue: Schema = Schema::new("MessageSystemAttributeValue", Kind::Structure).members(&[m("StringValue", &String), m("BinaryValue", &Binary), m("StringListValues", &StringList).flattened(), m("BinaryListValues", &BinaryList).flattened(), m("DataType", &String).required()]);
pub static NullableInteger: Schema = Schema::new("NullableInteger", Kind::Integer);
pub static NullableLong: Schema = Schema::new("NullableLong", Kind::Long);
pub static OverLimit: Schema = Schema::new("OverLimit", Kind::Structure).error("OverLimit", 403, true);
pub static PurgeQueueInProgress: Schema = Schema::new("PurgeQueueInProgress", Kind::Structure).error("AWS.SimpleQueueService.PurgeQueueInProgress", 403, true);
pub static PurgeQueueRequest: Schema = Schema::new("PurgeQueueRequest", Kind::Structure).members(&[m("QueueUrl", &String).at(Location::Uri).required()]);
pub static QueueAttributeMap: Schema = Schema::new("QueueAttributeMap", Kind::Map).members(&[m("key", &QueueAttributeName).wire("Name"), m("value", &String).wire("Value")]).flattened();
pub static QueueAttributeName: Schema = Schema::new("QueueAttributeName", Kind::String);
pub static QueueDeletedRecently: Schema = Schema::new("QueueDeletedRecently", Kind::Structure).error("AWS.SimpleQueueService.QueueDeletedRecently", 400, true);
pub static QueueDoesNotExist: Schema = Schema::new("QueueDoesNotExist", Kind::Structure).error("AWS.SimpleQueueService.NonExistentQueue", 400, true);
pub static QueueNameExists: Schema = Schema::new("QueueNameExists", Kind::Structure).error("QueueAlreadyExists", 400, true);
pub static QueueUrlList: Schema = Schema::new("QueueUrlList", Kind::List).members(&[m("member", &String).wire("QueueUrl")]).flattened();
pub static ReceiptHandleIsInvalid: Schema = Schema::new("ReceiptHandleIsInvalid", Kind::Structure).error("ReceiptHandleIsInvalid", 400, true);
pub static ReceiveMessageRequest: Schema = Schema::new("ReceiveMessageRequest", Kind::Structure).members(&[m("QueueUrl", &String).at(Location::Uri).required(), m("AttributeNames", &AttributeNameList), m("MessageSystemAttributeNames", &MessageSystemAttributeList), m("MessageAttributeNames", &MessageAttributeNameList), m("MaxNumberOfMessages", &NullableInteger), m("VisibilityTimeout", &NullableInteger), m("WaitTimeSeconds", &NullableInteger), m("ReceiveRequestAttemptId", &String)]);
pub static ReceiveMessageResult: Schema = Schema::new("ReceiveMessageResult", Kind::Structure).members(&[m("Messages", &MessageList)]);
pub static RemovePermissionRequest: Schema = Schema::new("RemovePermissionRequest", Kind::Structure).members(&[m("QueueUrl", &String).at(Location::Uri).required(), m("Label", &String).required()]);
pub static RequestThrottled: Schema = Schema::new("RequestThrottled", Kind::Structure).error("RequestThrottled", 400, true);
pub static ResourceNotFoundException: Schema = Schema::new("ResourceNotFoundException", Kind::Structure).error("ResourceNotFoundException", 404, true);
pub static SendMessageBatchRequest: Schema = Schema::new("SendMessageBatchRequest", Kind::Structure).members(&[m("QueueUrl", &String).at(Location::Uri).required(), m("Entries", &SendMessageBatchRequestEntryList)]);
pub static SendMessageBatchRequestEntry: Schema = Schema::new("SendMessageBatchRequestEntry", Kind::Structure).members(&[m("Id", &String).required(), m("MessageBody", &String).required(), m("DelaySeconds", &NullableInteger), m("MessageAttributes", &MessageBodyAttributeMap).query("MessageAttribute"), m("MessageSystemAttributes", &MessageBodySystemAttributeMap).query("MessageSystemAttribute"), m("MessageDeduplicationId", &String), m("MessageGroupId", &String)]);
pub static SendMessageBatchRequestEntryList: Schema = Schema::new("SendMessageBatchRequestEntryList", Kind::List).members(&[m("member", &SendMessageBatchRequestEntry).wire("SendMessageBatchRequestEntry")]).flattened();
pub static SendMessageBatchResult: Schema = Schema::new("SendMessageBatchResult", Kind::Structure).members(&[m("Successful", &SendMessageBatchResultEntryList).required(), m("Failed", &BatchResultErrorEntryList).required()]);
pub static SendMessageBatchResultEntry: Schema = Schema::new("SendMessageBatchResultEntry", Kind::Structure).members(&[m("Id", &String).required(), m("MessageId", &String).required(), m("MD5OfMessageBody", &String).required(), m("MD5OfMessageAttributes", &String), m("MD5OfMessageSystemAttributes", &String), m("SequenceNumber", &String)]);
pub static SendMessageBatchResultEntryList: Schema = Schema::new("SendMessageBatchResultEntryList", Kind::List).members(&[m("member", &SendMessageBatchResultEntry).wire("SendMessageBatchResultEntry")]).flattened();
pub static SendMessageRequest: Schema = Schema::new("SendMessageRequest", Kind::Structure).members(&[m("QueueUrl", &String).at(Location::Uri).required(), m("MessageBody", &String).required(), m("DelaySeconds", &NullableInteger), m("MessageAttributes", &MessageBodyAttributeMap).query("MessageAttribute"), m("MessageSystemAttributes", &MessageBodySystemAttributeMap).query("MessageSystemAttribute"), m("MessageDeduplicationId", &String), m("MessageGroupId", &String)]);
pub static SendMessageResult: Schema = Schema::new("SendMessageResult", Kind::Structure).members(&[m("MD5OfMessageBody", &String), m("MD5OfMessageAttributes", &String), m("MD5OfMessageSystemAttributes", &String), m("MessageId", &String), m("SequenceNumber", &String)]);
pub static SetQueueAttributesRequest: Schema = Schema::new("SetQueueAttributesRequest", Kind::Structure).members(&[m("QueueUrl", &String).at(Location::Uri).required(), m("Attributes", &QueueAttributeMap).query("Attribute").required()]);
pub static StartMessageMoveTaskRequest: Schema = Schema::new("StartMessageMoveTaskRequest", Kind::Structure).members(&[m("SourceArn", &String).required(), m("DestinationArn", &String), m("MaxNumberOfMessagesPerSecond", &NullableInteger)]);
pub static StartMessageMoveTaskResult: Schema = Schema::new("StartMessageMoveTaskResult", Kind::Structure).members(&[m("TaskHandle", &String)]);
pub static String: Schema = Schema::new("String", Kind::String);
pub static StringList: Schema = Schema::new("StringList", Kind::List).members(&[m("member", &String).wire("StringListValue")]);
pub static TagKey: Schema = Schema::new("TagKey", Kind::String);
pub static TagKeyList: Schema = Schema::new("TagKeyList", Kind::List).members(&[m("member", &TagKey).wire("TagKey")]).flattened();
pub static TagMap: Schema = Schema::new("TagMap", Kind::Map).members(&[m("key", &TagKey).wire("Key"), m("value", &TagValue).wire("Value")]).flattened();
pub static TagQueueRequest: Schema = Schema::new("TagQueueRequest", Kind::Structure).members(&[m("QueueUrl", &String).at(Location::Uri).required(), m("Tags", &TagMap).query("Tag").required()]);
pub static TagValue: Schema = Schema::new("TagValue", Kind::String);
pub static Token: Schema = Schema::new("Token", Kind::String);
pub static TooManyEntriesInBatchRequest: Schema = Schema::new("TooManyEntriesInBatchRequest", Kind::Structure).error("AWS.SimpleQueueService.TooManyEntriesInBatchRequest", 400, true);
pub static UnsupportedOperation: Schema = Schema::new("UnsupportedOperation", Kind::Structure).error("AWS.SimpleQueueService.UnsupportedOperation", 400, true);
pub static UntagQueueRequest: Schema = Schema::new("UntagQueueRequest", Kind::Structure).members(&[m("QueueUrl", &String).at(Location::Uri).required(), m("TagKeys", &TagKeyList).required()]);
pub static EMPTY: Schema = Schema::new("", Kind::Structure);
