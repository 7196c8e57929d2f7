//! The operations of SQS. Written by `cargo xtask gen`; do not edit.

use wire::generated::*;

use crate::types::*;

operation! { AddPermission = 0; AddPermissionInput => AddPermissionOutput }
operation! { CancelMessageMoveTask = 1; CancelMessageMoveTaskInput => CancelMessageMoveTaskOutput }
operation! { ChangeMessageVisibility = 2; ChangeMessageVisibilityInput => ChangeMessageVisibilityOutput }
operation! { ChangeMessageVisibilityBatch = 3; ChangeMessageVisibilityBatchInput => ChangeMessageVisibilityBatchOutput }
operation! { CreateQueue = 4; CreateQueueInput => CreateQueueOutput }
operation! { DeleteMessage = 5; DeleteMessageInput => DeleteMessageOutput }
operation! { DeleteMessageBatch = 6; DeleteMessageBatchInput => DeleteMessageBatchOutput }
operation! { DeleteQueue = 7; DeleteQueueInput => DeleteQueueOutput }
operation! { GetQueueAttributes = 8; GetQueueAttributesInput => GetQueueAttributesOutput }
operation! { GetQueueUrl = 9; GetQueueUrlInput => GetQueueUrlOutput }
operation! { ListDeadLetterSourceQueues = 10; ListDeadLetterSourceQueuesInput => ListDeadLetterSourceQueuesOutput }
operation! { ListMessageMoveTasks = 11; ListMessageMoveTasksInput => ListMessageMoveTasksOutput }
operation! { ListQueueTags = 12; ListQueueTagsInput => ListQueueTagsOutput }
operation! { ListQueues = 13; ListQueuesInput => ListQueuesOutput }
operation! { PurgeQueue = 14; PurgeQueueInput => PurgeQueueOutput }
operation! { ReceiveMessage = 15; ReceiveMessageInput => ReceiveMessageOutput }
operation! { RemovePermission = 16; RemovePermissionInput => RemovePermissionOutput }
operation! { SendMessage = 17; SendMessageInput => SendMessageOutput }
operation! { SendMessageBatch = 18; SendMessageBatchInput => SendMessageBatchOutput }
operation! { SetQueueAttributes = 19; SetQueueAttributesInput => SetQueueAttributesOutput }
operation! { StartMessageMoveTask = 20; StartMessageMoveTaskInput => StartMessageMoveTaskOutput }
operation! { TagQueue = 21; TagQueueInput => TagQueueOutput }
operation! { UntagQueue = 22; UntagQueueInput => UntagQueueOutput }

/// An empty input and an empty output of each operation, in the order of `schema::OPERATIONS`.
pub static MESSAGES: [Messages; 23] = [
    Messages::of::<AddPermission>(),
    Messages::of::<CancelMessageMoveTask>(),
    Messages::of::<ChangeMessageVisibility>(),
    Messages::of::<ChangeMessageVisibilityBatch>(),
    Messages::of::<CreateQueue>(),
    Messages::of::<DeleteMessage>(),
    Messages::of::<DeleteMessageBatch>(),
    Messages::of::<DeleteQueue>(),
    Messages::of::<GetQueueAttributes>(),
    Messages::of::<GetQueueUrl>(),
    Messages::of::<ListDeadLetterSourceQueues>(),
    Messages::of::<ListMessageMoveTasks>(),
    Messages::of::<ListQueueTags>(),
    Messages::of::<ListQueues>(),
    Messages::of::<PurgeQueue>(),
    Messages::of::<ReceiveMessage>(),
    Messages::of::<RemovePermission>(),
    Messages::of::<SendMessage>(),
    Messages::of::<SendMessageBatch>(),
    Messages::of::<SetQueueAttributes>(),
    Messages::of::<StartMessageMoveTask>(),
    Messages::of::<TagQueue>(),
    Messages::of::<UntagQueue>(),
];
