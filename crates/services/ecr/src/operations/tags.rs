//! Tags of repositories. <https://docs.aws.amazon.com/AmazonECR/latest/userguide/ecr-using-tags.html>

use crate::Ecr;
use crate::names::{RepositoryName, invalid};
use door::Call;
use model_ecr::errors;
use model_ecr::types::{
    ListTagsForResourceInput, ListTagsForResourceOutput, Tag, TagResourceInput, TagResourceOutput,
    UntagResourceInput, UntagResourceOutput,
};
use std::collections::BTreeMap;
use wire::prelude::*;

/// <https://docs.aws.amazon.com/AmazonECR/latest/userguide/ecr-using-tags.html#tag-restrictions>
const MOST: usize = 50;
const LONGEST_KEY: usize = 128;
const LONGEST_VALUE: usize = 256;

type Tags = BTreeMap<String, String>;

impl Ecr {
    /// <https://docs.aws.amazon.com/AmazonECR/latest/APIReference/API_TagResource.html>
    pub(crate) async fn tag_resource(
        &self,
        call: &Call,
        input: TagResourceInput,
    ) -> Result<TagResourceOutput> {
        let new = read(call, input.tags)?;
        self.change(&repository(&input.resource_arn)?, |record| {
            record.tags.extend(new);
            if record.tags.len() > MOST { Err(too_many()) } else { Ok(()) }
        })
        .await?;
        Ok(TagResourceOutput {})
    }

    /// <https://docs.aws.amazon.com/AmazonECR/latest/APIReference/API_UntagResource.html>
    pub(crate) async fn untag_resource(
        &self,
        call: &Call,
        input: UntagResourceInput,
    ) -> Result<UntagResourceOutput> {
        if input.tag_keys.iter().any(|key| call.is_reserved_tag(key)) {
            return Err(reserved());
        }
        self.change(&repository(&input.resource_arn)?, |record| {
            record.tags.retain(|key, _| !input.tag_keys.contains(key));
            Ok(())
        })
        .await?;
        Ok(UntagResourceOutput {})
    }

    /// <https://docs.aws.amazon.com/AmazonECR/latest/APIReference/API_ListTagsForResource.html>
    pub(crate) async fn list_tags_for_resource(
        &self,
        _: &Call,
        input: ListTagsForResourceInput,
    ) -> Result<ListTagsForResourceOutput> {
        let record = self.state.repository(&repository(&input.resource_arn)?)?;
        let tags = record.tags.iter().map(|(key, value)| Tag { key: key.clone(), value: value.clone() });
        Ok(ListTagsForResourceOutput { tags: Some(tags.collect()) })
    }
}

/// The repository of an ARN.
fn repository(arn: &str) -> Result<RepositoryName> {
    RepositoryName::parse(arn).ok_or_else(|| invalid("resourceArn", "must be the ARN of a repository"))
}

/// The tags of a request by key. The texts are not confirmed.
pub(super) fn read(call: &Call, tags: Vec<Tag>) -> Result<Tags> {
    let given = tags.len();
    let read: Tags = tags.into_iter().map(|tag| (tag.key, tag.value)).collect();
    if read.len() < given {
        return Err(errors::invalid_tag_parameter("Tag keys must be unique"));
    }
    if read.len() > MOST {
        return Err(too_many());
    }
    if read.keys().any(|key| call.is_reserved_tag(key)) {
        return Err(reserved());
    }
    let long = |(key, value): (&String, &String)| {
        key.is_empty() || key.chars().count() > LONGEST_KEY || value.chars().count() > LONGEST_VALUE
    };
    if read.iter().any(long) {
        return Err(errors::invalid_tag_parameter(format!(
            "Tag keys must have 1 to {LONGEST_KEY} characters, and values at most {LONGEST_VALUE}"
        )));
    }
    Ok(read)
}

fn reserved() -> Error {
    errors::invalid_tag_parameter("Tag keys must not begin with aws:")
}

fn too_many() -> Error {
    errors::too_many_tags(format!("A repository cannot have more than {MOST} tags"))
}
