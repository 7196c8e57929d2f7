//! Permissions: statements that SQS writes into a queue's policy.
//! <https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_AddPermission.html>

use crate::Sqs;
use crate::attributes::Attributes;
use crate::policies::{self, statements};
use crate::records::QueueRecord;
use crate::refusals::{invalid, missing};
use door::Call;
use model_sqs::types::*;
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
        let statement = json!({
            "Sid": input.label,
            "Effect": "Allow",
            "Principal": {"AWS": one_or_all(input.aws_account_ids.iter().map(|id| format!("arn:aws:iam::{id}:root")))},
            "Action": one_or_all(input.actions.iter().map(|action| format!("SQS:{action}"))),
            "Resource": arn,
        });
        let now = call.now();
        let change = |record: &QueueRecord| {
            let policy = document(&record.attributes)?.unwrap_or_else(
                || json!({"Version": "2008-10-17", "Id": format!("{arn}/SQSDefaultPolicy"), "Statement": []}),
            );
            let mut statements = statements(&policy);
            if statements.iter().any(|s| s["Sid"] == input.label.as_str()) {
                return Err(invalid(&input.label, "Label", "Already exists."));
            }
            statements.push(statement);
            Ok(record.changed(now, with_statements(&record.attributes, policy, statements)?))
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
            let policy = document(&record.attributes)?.ok_or_else(unknown)?;
            let mut statements = statements(&policy);
            let before = statements.len();
            statements.retain(|s| s["Sid"] != input.label.as_str());
            if statements.len() == before {
                return Err(unknown());
            }
            Ok(record.changed(now, with_statements(&record.attributes, policy, statements)?))
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

/// AWS writes a single value without brackets.
fn one_or_all(texts: impl Iterator<Item = String>) -> Document {
    let mut texts: Vec<Document> = texts.map(Document::String).collect();
    if texts.len() == 1 { texts.remove(0) } else { texts.into() }
}

fn document(attributes: &Attributes) -> Result<Option<Document>> {
    attributes.policy.as_deref().map(serde_json::from_str).transpose().or_internal()
}

/// The attributes with these statements in the policy, or without a policy where there are none.
fn with_statements(
    attributes: &Attributes,
    mut policy: Document,
    statements: Vec<Document>,
) -> Result<Attributes> {
    let left = !statements.is_empty();
    if let Some(policy) = policy.as_object_mut() {
        policy.insert("Statement".to_owned(), statements.into());
    }
    let policy = left.then(|| policy.to_string());
    policy.as_deref().map_or(Ok(()), policies::check)?;
    Ok(Attributes { policy, ..attributes.clone() })
}
