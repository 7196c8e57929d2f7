//! Permissions: statements that SQS writes into a queue's policy.
//! <https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_AddPermission.html>

use crate::Sqs;
use crate::attributes::Attributes;
use crate::policies;
use crate::records::QueueRecord;
use crate::refusals::{invalid, missing};
use door::Call;
use model_sqs::types::*;
use policy::grant;
use serde_json::json;
use wire::prelude::*;

/// The actions that can be given away so.
const ACTIONS: [&str; 7] = [
    "*",
    "ChangeMessageVisibility",
    "DeleteMessage",
    "GetQueueAttributes",
    "GetQueueUrl",
    "ReceiveMessage",
    "SendMessage",
];
/// A statement of this kind has no more actions.
const MOST_ACTIONS: usize = 7;

impl Sqs {
    /// <https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_AddPermission.html>
    pub(crate) async fn add_permission(
        &self,
        call: &Call,
        input: AddPermissionInput,
    ) -> Result<AddPermissionOutput> {
        let queue = self.state.own_queue(call, &input.queue_url)?;
        check(&input)?;
        let arn = queue.arn();
        let statement = grant::statement(&input.label, &input.aws_account_ids, "SQS", &input.actions, &arn);
        let now = call.now();
        let change = |record: &QueueRecord| {
            let mut policy = document(&record.attributes)?.unwrap_or_else(
                || json!({"Version": "2008-10-17", "Id": format!("{arn}/SQSDefaultPolicy"), "Statement": []}),
            );
            if !grant::add(&mut policy, statement) {
                return Err(invalid(&input.label, "Label", "Already exists."));
            }
            Ok(record.changed(now, with_policy(&record.attributes, &policy)?))
        };
        self.state.change(&queue, change)?.durable().await.or_internal()?;
        Ok(AddPermissionOutput {})
    }

    /// <https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_RemovePermission.html>
    pub(crate) async fn remove_permission(
        &self,
        call: &Call,
        input: RemovePermissionInput,
    ) -> Result<RemovePermissionOutput> {
        let queue = self.state.own_queue(call, &input.queue_url)?;
        let now = call.now();
        let change = |record: &QueueRecord| {
            let unknown = || invalid(&input.label, "Label", "can't find label.");
            let mut policy = document(&record.attributes)?.ok_or_else(unknown)?;
            if !grant::remove(&mut policy, &input.label) {
                return Err(unknown());
            }
            Ok(record.changed(now, with_policy(&record.attributes, &policy)?))
        };
        self.state.change(&queue, change)?.durable().await.or_internal()?;
        Ok(RemovePermissionOutput {})
    }
}

fn check(input: &AddPermissionInput) -> Result<()> {
    let letters = |b: u8| b.is_ascii_alphanumeric() || matches!(b, b'-' | b'_');
    if !(1..=80).contains(&input.label.len()) || !input.label.bytes().all(letters) {
        let reason = "Can only include alphanumeric characters, hyphens, or underscores. 1 to 80 in length";
        return Err(invalid(&input.label, "Label", reason));
    }
    if input.actions.is_empty() {
        return Err(missing("Actions"));
    }
    if input.aws_account_ids.is_empty() {
        return Err(missing("AWSAccountIds"));
    }
    policies::within("Actions", input.actions.len(), MOST_ACTIONS)?;
    if let Some(action) = input.actions.iter().find(|action| !ACTIONS.contains(&action.as_str())) {
        let reason = "Please refer to the appropriate WSDL for a list of valid actions.";
        return Err(invalid(format!("SQS:{action}"), "ActionName", reason));
    }
    if let Some(id) = input.aws_account_ids.iter().find(|id| !policy::arn::is_account_id(id)) {
        return Err(invalid(format!("[{id}]"), "PrincipalId", "Unable to verify."));
    }
    Ok(())
}

fn document(attributes: &Attributes) -> Result<Option<Document>> {
    attributes.policy.as_deref().map(serde_json::from_str).transpose().or_internal()
}

/// The attributes with this policy, or without one where it has no statements.
fn with_policy(attributes: &Attributes, policy: &Document) -> Result<Attributes> {
    let left = !policies::statements(policy).is_empty();
    let policy = left.then(|| policy.to_string());
    policy.as_deref().map_or(Ok(()), policies::check)?;
    Ok(Attributes { policy, ..attributes.clone() })
}
