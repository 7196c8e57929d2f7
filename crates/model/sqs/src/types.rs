//! The types of SQS: one line a shape. Written by `cargo xtask gen`; do not edit.

#[allow(unused_imports)]
use wire::generated::*;

use crate::schema;

structure! { AddPermissionInput = schema::AddPermissionRequest; 0 queue_url: String, 1 label: String, 2 aws_account_ids: Vec<String>, 3 actions: Vec<String> }
structure! { AddPermissionOutput = schema::EMPTY; }
structure! { CancelMessageMoveTaskInput = schema::CancelMessageMoveTaskRequest; 0 task_handle: String }
structure! { CancelMessageMoveTaskOutput = schema::CancelMessageMoveTaskResult; 0 approximate_number_of_messages_moved: Option<i64> }
structure! { ChangeMessageVisibilityInput = schema::ChangeMessageVisibilityRequest; 0 queue_url: String, 1 receipt_handle: String, 2 visibility_timeout: i32 }
structure! { ChangeMessageVisibilityOutput = schema::EMPTY; }
structure! { ChangeMessageVisibilityBatchInput = schema::ChangeMessageVisibilityBatchRequest; 0 queue_url: String, 1 entries: Option<Vec<ChangeMessageVisibilityBatchRequestEntry>> }
structure! { ChangeMessageVisibilityBatchOutput = schema::ChangeMessageVisibilityBatchResult; 0 successful: Vec<ChangeMessageVisibilityBatchResultEntry>, 1 failed: Vec<BatchResultErrorEntry> }
structure! { CreateQueueInput = schema::CreateQueueRequest; 0 queue_name: String, 1 attributes: Option<Map<String>>, 2 tags: Option<Map<String>> }
structure! { CreateQueueOutput = schema::CreateQueueResult; 0 queue_url: Option<String> }
structure! { DeleteMessageInput = schema::DeleteMessageRequest; 0 queue_url: String, 1 receipt_handle: String }
structure! { DeleteMessageOutput = schema::EMPTY; }
structure! { DeleteMessageBatchInput = schema::DeleteMessageBatchRequest; 0 queue_url: String, 1 entries: Option<Vec<DeleteMessageBatchRequestEntry>> }
structure! { DeleteMessageBatchOutput = schema::DeleteMessageBatchResult; 0 successful: Vec<DeleteMessageBatchResultEntry>, 1 failed: Vec<BatchResultErrorEntry> }
structure! { DeleteQueueInput = schema::DeleteQueueRequest; 0 queue_url: String }
structure! { DeleteQueueOutput = schema::EMPTY; }
structure! { GetQueueAttributesInput = schema::GetQueueAttributesRequest; 0 queue_url: String, 1 attribute_names: Option<Vec<String>> }
structure! { GetQueueAttributesOutput = schema::GetQueueAttributesResult; 0 attributes: Option<Map<String>> }
structure! { GetQueueUrlInput = schema::GetQueueUrlRequest; 0 queue_name: String, 1 queue_owner_aws_account_id: Option<String> }
structure! { GetQueueUrlOutput = schema::GetQueueUrlResult; 0 queue_url: Option<String> }
structure! { ListDeadLetterSourceQueuesInput = schema::ListDeadLetterSourceQueuesRequest; 0 queue_url: String, 1 next_token: Option<String>, 2 max_results: Option<i32> }
structure! { ListDeadLetterSourceQueuesOutput = schema::ListDeadLetterSourceQueuesResult; 0 queue_urls: Vec<String>, 1 next_token: Option<String> }
structure! { ListMessageMoveTasksInput = schema::ListMessageMoveTasksRequest; 0 source_arn: String, 1 max_results: Option<i32> }
structure! { ListMessageMoveTasksOutput = schema::ListMessageMoveTasksResult; 0 results: Option<Vec<ListMessageMoveTasksResultEntry>> }
structure! { ListQueueTagsInput = schema::ListQueueTagsRequest; 0 queue_url: String }
structure! { ListQueueTagsOutput = schema::ListQueueTagsResult; 0 tags: Option<Map<String>> }
structure! { ListQueuesInput = schema::ListQueuesRequest; 0 queue_name_prefix: Option<String>, 1 next_token: Option<String>, 2 max_results: Option<i32> }
structure! { ListQueuesOutput = schema::ListQueuesResult; 0 queue_urls: Option<Vec<String>>, 1 next_token: Option<String> }
structure! { PurgeQueueInput = schema::PurgeQueueRequest; 0 queue_url: String }
structure! { PurgeQueueOutput = schema::EMPTY; }
structure! { ReceiveMessageInput = schema::ReceiveMessageRequest; 0 queue_url: String, 1 attribute_names: Option<Vec<String>>, 2 message_system_attribute_names: Option<Vec<String>>, 3 message_attribute_names: Option<Vec<String>>, 4 max_number_of_messages: Option<i32>, 5 visibility_timeout: Option<i32>, 6 wait_time_seconds: Option<i32>, 7 receive_request_attempt_id: Option<String> }
structure! { ReceiveMessageOutput = schema::ReceiveMessageResult; 0 messages: Option<Vec<Message>> }
structure! { RemovePermissionInput = schema::RemovePermissionRequest; 0 queue_url: String, 1 label: String }
structure! { RemovePermissionOutput = schema::EMPTY; }
structure! { SendMessageInput = schema::SendMessageRequest; 0 queue_url: String, 1 message_body: String, 2 delay_seconds: Option<i32>, 3 message_attributes: Option<Map<MessageAttributeValue>>, 4 message_system_attributes: Option<Map<MessageSystemAttributeValue>>, 5 message_deduplication_id: Option<String>, 6 message_group_id: Option<String> }
structure! { SendMessageOutput = schema::SendMessageResult; 0 md5_of_message_body: Option<String>, 1 md5_of_message_attributes: Option<String>, 2 md5_of_message_system_attributes: Option<String>, 3 message_id: Option<String>, 4 sequence_number: Option<String> }
structure! { SendMessageBatchInput = schema::SendMessageBatchRequest; 0 queue_url: String, 1 entries: Option<Vec<SendMessageBatchRequestEntry>> }
structure! { SendMessageBatchOutput = schema::SendMessageBatchResult; 0 successful: Vec<SendMessageBatchResultEntry>, 1 failed: Vec<BatchResultErrorEntry> }
structure! { SetQueueAttributesInput = schema::SetQueueAttributesRequest; 0 queue_url: String, 1 attributes: Map<String> }
structure! { SetQueueAttributesOutput = schema::EMPTY; }
structure! { StartMessageMoveTaskInput = schema::StartMessageMoveTaskRequest; 0 source_arn: String, 1 destination_arn: Option<String>, 2 max_number_of_messages_per_second: Option<i32> }
structure! { StartMessageMoveTaskOutput = schema::StartMessageMoveTaskResult; 0 task_handle: Option<String> }
structure! { TagQueueInput = schema::TagQueueRequest; 0 queue_url: String, 1 tags: Map<String> }
structure! { TagQueueOutput = schema::EMPTY; }
structure! { UntagQueueInput = schema::UntagQueueRequest; 0 queue_url: String, 1 tag_keys: Vec<String> }
structure! { UntagQueueOutput = schema::EMPTY; }
structure! { BatchResultErrorEntry = schema::BatchResultErrorEntry; 0 id: String, 1 sender_fault: bool, 2 code: String, 3 message: Option<String> }
structure! { ChangeMessageVisibilityBatchRequestEntry = schema::ChangeMessageVisibilityBatchRequestEntry; 0 id: String, 1 receipt_handle: String, 2 visibility_timeout: Option<i32> }
structure! { ChangeMessageVisibilityBatchResultEntry = schema::ChangeMessageVisibilityBatchResultEntry; 0 id: String }
structure! { DeleteMessageBatchRequestEntry = schema::DeleteMessageBatchRequestEntry; 0 id: String, 1 receipt_handle: String }
structure! { DeleteMessageBatchResultEntry = schema::DeleteMessageBatchResultEntry; 0 id: String }
structure! { ListMessageMoveTasksResultEntry = schema::ListMessageMoveTasksResultEntry; 0 task_handle: Option<String>, 1 status: Option<String>, 2 source_arn: Option<String>, 3 destination_arn: Option<String>, 4 max_number_of_messages_per_second: Option<i32>, 5 approximate_number_of_messages_moved: Option<i64>, 6 approximate_number_of_messages_to_move: Option<i64>, 7 failure_reason: Option<String>, 8 started_timestamp: Option<i64> }
structure! { Message = schema::Message; 0 message_id: Option<String>, 1 receipt_handle: Option<String>, 2 md5_of_body: Option<String>, 3 body: Option<String>, 4 attributes: Option<Map<String>>, 5 md5_of_message_attributes: Option<String>, 6 message_attributes: Option<Map<MessageAttributeValue>> }
structure! { MessageAttributeValue = schema::MessageAttributeValue; 0 string_value: Option<String>, 1 binary_value: Option<Blob>, 2 string_list_values: Option<Vec<String>>, 3 binary_list_values: Option<Vec<Blob>>, 4 data_type: String }
structure! { MessageSystemAttributeValue = schema::MessageSystemAttributeValue; 0 string_value: Option<String>, 1 binary_value: Option<Blob>, 2 string_list_values: Option<Vec<String>>, 3 binary_list_values: Option<Vec<Blob>>, 4 data_type: String }
structure! { SendMessageBatchRequestEntry = schema::SendMessageBatchRequestEntry; 0 id: String, 1 message_body: String, 2 delay_seconds: Option<i32>, 3 message_attributes: Option<Map<MessageAttributeValue>>, 4 message_system_attributes: Option<Map<MessageSystemAttributeValue>>, 5 message_deduplication_id: Option<String>, 6 message_group_id: Option<String> }
structure! { SendMessageBatchResultEntry = schema::SendMessageBatchResultEntry; 0 id: String, 1 message_id: String, 2 md5_of_message_body: String, 3 md5_of_message_attributes: Option<String>, 4 md5_of_message_system_attributes: Option<String>, 5 sequence_number: Option<String> }
