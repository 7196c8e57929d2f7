//! Tags of topics. <https://docs.aws.amazon.com/sns/latest/dg/sns-tags.html>

use super::topics::{MOST_TAGS, gone};
use crate::Sns;
use crate::names::{TopicName, invalid};
use door::Call;
use model_sns::errors;
use model_sns::types::{
    ListTagsForResourceInput, ListTagsForResourceOutput, Tag, TagResourceInput, TagResourceOutput,
    UntagResourceInput, UntagResourceOutput,
};
use std::collections::BTreeMap;
use wire::prelude::*;

type Tags = BTreeMap<String, String>;

impl Sns {
    /// <https://docs.aws.amazon.com/sns/latest/api/API_TagResource.html>
    pub(crate) async fn tag_resource(
        &self,
        call: &Call,
        input: TagResourceInput,
    ) -> Result<TagResourceOutput> {
        let new = read(call, input.tags)?;
        self.change_tags(call, &input.resource_arn, |tags| tags.extend(new)).await?;
        Ok(TagResourceOutput {})
    }

    /// <https://docs.aws.amazon.com/sns/latest/api/API_UntagResource.html>
    pub(crate) async fn untag_resource(
        &self,
        call: &Call,
        input: UntagResourceInput,
    ) -> Result<UntagResourceOutput> {
        self.change_tags(call, &input.resource_arn, |tags| {
            tags.retain(|key, _| !input.tag_keys.contains(key));
        })
        .await?;
        Ok(UntagResourceOutput {})
    }

    /// <https://docs.aws.amazon.com/sns/latest/api/API_ListTagsForResource.html>
    pub(crate) async fn list_tags_for_resource(
        &self,
        call: &Call,
        input: ListTagsForResourceInput,
    ) -> Result<ListTagsForResourceOutput> {
        let name = TopicName::of(call, "ResourceArn", &input.resource_arn)?;
        let record = self.state.topic(&name).ok_or_else(gone)?.record();
        let tags = record.tags.iter().map(|(key, value)| Tag { key: key.clone(), value: value.clone() });
        Ok(ListTagsForResourceOutput { tags: Some(tags.collect()) })
    }

    async fn change_tags(&self, call: &Call, arn: &str, change: impl FnOnce(&mut Tags)) -> Result<()> {
        let name = TopicName::of(call, "ResourceArn", arn)?;
        let ticket = {
            let _changing = self.state.changing();
            let mut record = (*self.state.topic(&name).ok_or_else(gone)?.record()).clone();
            change(&mut record.tags);
            if record.tags.len() > MOST_TAGS {
                return Err(too_many());
            }
            self.state.put_topic(&name, record)?
        };
        ticket.durable().await.or_internal()
    }
}

/// The tags of a request by key.
pub(super) fn read(call: &Call, tags: Vec<Tag>) -> Result<Tags> {
    let given = tags.len();
    let read: Tags = tags.into_iter().map(|tag| (tag.key, tag.value)).collect();
    if read.len() < given {
        return Err(invalid("Duplicated keys are not allowed."));
    }
    if read.keys().any(|key| call.is_reserved_tag(key)) {
        return Err(invalid("Tags Reason: Tag keys must not begin with aws:"));
    }
    Ok(read)
}

pub(super) fn too_many() -> Error {
    errors::tag_limit_exceeded("Could not complete request: tag quota of per resource exceeded")
}
