//! Tags of log groups, by name and by ARN.

use crate::Logs;
use crate::names::GroupName;
use crate::refusals::no_group;
use crate::tags::{self, MOST};
use door::Call;
use model_logs::errors;
use model_logs::types::*;
use wire::prelude::*;

impl Logs {
    /// <https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_TagResource.html>
    pub(crate) async fn tag_resource(
        &self,
        call: &Call,
        input: TagResourceInput,
    ) -> Result<TagResourceOutput> {
        self.tag(call, &tagged(call, &input.resource_arn)?, input.tags).await?;
        Ok(TagResourceOutput {})
    }

    /// <https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_UntagResource.html>
    pub(crate) async fn untag_resource(
        &self,
        call: &Call,
        input: UntagResourceInput,
    ) -> Result<UntagResourceOutput> {
        self.untag(&tagged(call, &input.resource_arn)?, &input.tag_keys).await?;
        Ok(UntagResourceOutput {})
    }

    /// <https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_ListTagsForResource.html>
    pub(crate) async fn list_tags_for_resource(
        &self,
        call: &Call,
        input: ListTagsForResourceInput,
    ) -> Result<ListTagsForResourceOutput> {
        Ok(ListTagsForResourceOutput { tags: Some(self.tags_of(&tagged(call, &input.resource_arn)?)?) })
    }

    /// <https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_TagLogGroup.html>
    pub(crate) async fn tag_log_group(
        &self,
        call: &Call,
        input: TagLogGroupInput,
    ) -> Result<TagLogGroupOutput> {
        self.tag(call, &GroupName::own(call, &input.log_group_name), input.tags).await?;
        Ok(TagLogGroupOutput {})
    }

    /// <https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_UntagLogGroup.html>
    pub(crate) async fn untag_log_group(
        &self,
        call: &Call,
        input: UntagLogGroupInput,
    ) -> Result<UntagLogGroupOutput> {
        self.untag(&GroupName::own(call, &input.log_group_name), &input.tags).await?;
        Ok(UntagLogGroupOutput {})
    }

    /// <https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_ListTagsLogGroup.html>
    pub(crate) async fn list_tags_log_group(
        &self,
        call: &Call,
        input: ListTagsLogGroupInput,
    ) -> Result<ListTagsLogGroupOutput> {
        let name = GroupName::own(call, &input.log_group_name);
        Ok(ListTagsLogGroupOutput { tags: Some(self.tags_of(&name)?) })
    }

    fn tags_of(&self, name: &GroupName) -> Result<Map<String>> {
        let record = self.state.group(name)?;
        Ok(record.tags.iter().map(|(key, value)| (key.clone(), value.clone())).collect())
    }
    async fn tag(&self, call: &Call, name: &GroupName, given: Map<String>) -> Result<()> {
        tags::check(call, &given)?;
        let change = |record: &mut crate::records::GroupRecord| {
            record.tags.extend(given);
            if record.tags.len() > MOST {
                let text = format!("The resource has more than {MOST} tags.");
                return Err(errors::too_many_tags(text).with("resourceName", name.arn()));
            }
            Ok(())
        };
        self.state.change_group(name, change)?.durable().await.or_internal()
    }
    async fn untag(&self, name: &GroupName, keys: &[String]) -> Result<()> {
        let change = |record: &mut crate::records::GroupRecord| {
            record.tags.retain(|key, _| !keys.contains(key));
            Ok(())
        };
        self.state.change_group(name, change)?.durable().await.or_internal()
    }
}

/// The log group of an ARN without a tail.
fn tagged(call: &Call, arn: &str) -> Result<GroupName> {
    let group = GroupName::of_arn(arn).filter(|group| group.arn() == arn);
    let group = group.ok_or_else(|| {
        if arn.contains(":log-group:") || !arn.starts_with("arn:") {
            crate::refusals::invalid("The specified resourceArn is invalid.")
        } else {
            Error::not_implemented("tags of anything but log groups (resourceArn)")
        }
    })?;
    if group.account == call.account() && group.region == *call.region { Ok(group) } else { Err(no_group()) }
}
