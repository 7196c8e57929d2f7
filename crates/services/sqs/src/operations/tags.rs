//! Tags of queues.
//! <https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-queue-tags.html>

use crate::Sqs;
use crate::records::QueueRecord;
use crate::refusals::invalid_value;
use door::Call;
use model_sqs::types::*;
use std::collections::BTreeMap;
use wire::prelude::*;

const MOST: usize = 50;

impl Sqs {
    /// <https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_TagQueue.html>
    pub(crate) async fn tag_queue(&self, call: &Call, input: TagQueueInput) -> Result<TagQueueOutput> {
        let queue = self.state.own_queue(call, &input.queue_url)?;
        let change = |record: &QueueRecord| {
            let mut tags = record.tags.clone();
            tags.extend(input.tags);
            check(call, &tags)?;
            Ok(QueueRecord { tags, ..record.clone() })
        };
        self.state.change(&queue, change)?.durable().await.or_internal()?;
        Ok(TagQueueOutput {})
    }

    /// <https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_UntagQueue.html>
    pub(crate) async fn untag_queue(&self, call: &Call, input: UntagQueueInput) -> Result<UntagQueueOutput> {
        let queue = self.state.own_queue(call, &input.queue_url)?;
        let change = |record: &QueueRecord| {
            let mut tags = record.tags.clone();
            tags.retain(|key, _| !input.tag_keys.contains(key));
            Ok(QueueRecord { tags, ..record.clone() })
        };
        self.state.change(&queue, change)?.durable().await.or_internal()?;
        Ok(UntagQueueOutput {})
    }

    /// <https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_ListQueueTags.html>
    pub(crate) async fn list_queue_tags(
        &self,
        call: &Call,
        input: ListQueueTagsInput,
    ) -> Result<ListQueueTagsOutput> {
        let queue = self.state.own_queue(call, &input.queue_url)?;
        let tags: Map<String> = queue.record().tags().into_iter().collect();
        // recorded: test_update_fifo_queue_remove_all_properties_except_queuename, an answer without `Tags`
        Ok(ListQueueTagsOutput { tags: (!tags.is_empty()).then_some(tags) })
    }
}

/// Checks all tags that a queue is to have.
pub(super) fn check(call: &Call, tags: &BTreeMap<String, String>) -> Result<()> {
    if tags.len() > MOST {
        return Err(invalid_value(format!("Number of tags exceeds the allowed maximum [{MOST}].")));
    }
    for (key, value) in tags {
        if !(1..=128).contains(&key.chars().count()) {
            return Err(invalid_value("Tag keys must be between 1 and 128 characters in length."));
        }
        if value.chars().count() > 256 {
            return Err(invalid_value("Tag values must be between 0 and 256 characters in length."));
        }
        let letter = |c: char| c.is_alphanumeric() || c.is_whitespace() || "_.:/=+-@".contains(c);
        if call.is_reserved_tag(key) || !key.chars().chain(value.chars()).all(letter) {
            return Err(invalid_value(
                "Tag keys must not start with aws: and tags can only contain letters, digits, whitespace, and the characters _ . : / = + - @.",
            ));
        }
    }
    Ok(())
}
