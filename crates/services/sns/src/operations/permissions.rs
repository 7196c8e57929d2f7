//! Statements of a topic's policy, and data protection, which is not supported.

use crate::names::TopicName;
use crate::{Sns, access};
use door::Call;
use model_sns::types::{
    AddPermissionInput, AddPermissionOutput, RemovePermissionInput, RemovePermissionOutput,
};
use wire::prelude::*;

impl Sns {
    /// <https://docs.aws.amazon.com/sns/latest/api/API_AddPermission.html>
    pub(crate) async fn add_permission(
        &self,
        call: &Call,
        input: AddPermissionInput,
    ) -> Result<AddPermissionOutput> {
        let name = TopicName::of(call, "TopicArn", &input.topic_arn)?;
        self.change_policy(&name, |text| {
            access::add(text, &name, &input.label, &input.aws_account_id, &input.action_name)
        })
        .await?;
        Ok(AddPermissionOutput {})
    }

    /// <https://docs.aws.amazon.com/sns/latest/api/API_RemovePermission.html>
    pub(crate) async fn remove_permission(
        &self,
        call: &Call,
        input: RemovePermissionInput,
    ) -> Result<RemovePermissionOutput> {
        let name = TopicName::of(call, "TopicArn", &input.topic_arn)?;
        self.change_policy(&name, |text| access::remove(text, &input.label)).await?;
        Ok(RemovePermissionOutput {})
    }

    async fn change_policy(
        &self,
        name: &TopicName,
        change: impl FnOnce(&str) -> Result<String>,
    ) -> Result<()> {
        let ticket = {
            let _changing = self.state.changing();
            let record = self.state.existing(name)?.record();
            let policy = change(&record.policy_text(name))?;
            let mut attributes = record.attributes.clone();
            attributes.insert("Policy".to_owned(), policy);
            self.state.put_topic(name, record.with_attributes(attributes))?
        };
        ticket.durable().await.or_internal()
    }
}
