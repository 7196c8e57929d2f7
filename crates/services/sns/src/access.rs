//! Who may do what with a topic: the policy that AWS gives a new one, and the statements of AddPermission.
//! <https://docs.aws.amazon.com/sns/latest/dg/sns-access-policy-use-cases.html>

use crate::names::{TopicName, invalid};
use policy::{Policy, grant};
use serde_json::{Value, json};
use wire::prelude::*;

/// What the owner's account may do by default, in AWS's order.
const OWNER_ACTIONS: [&str; 8] = [
    "SNS:GetTopicAttributes",
    "SNS:SetTopicAttributes",
    "SNS:AddPermission",
    "SNS:RemovePermission",
    "SNS:DeleteTopic",
    "SNS:Subscribe",
    "SNS:ListSubscriptionsByTopic",
    "SNS:Publish",
];

/// The actions that a statement about a topic may name.
const ACTIONS: [&str; 14] = [
    "AddPermission",
    "ConfirmSubscription",
    "DeleteTopic",
    "GetDataProtectionPolicy",
    "GetTopicAttributes",
    "ListSubscriptionsByTopic",
    "ListTagsForResource",
    "Publish",
    "PutDataProtectionPolicy",
    "Receive",
    "RemovePermission",
    "SetTopicAttributes",
    "Subscribe",
    "TagResource",
];

/// The policy of a topic to which none was set. recorded: sns/test_sns.json, test_create_topic_with_attributes
pub(crate) fn default_policy(topic: &TopicName) -> String {
    json!({
        "Version": "2008-10-17",
        "Id": "__default_policy_ID",
        "Statement": [{
            "Sid": "__default_statement_ID",
            "Effect": "Allow",
            "Principal": {"AWS": "*"},
            "Action": OWNER_ACTIONS,
            "Resource": topic.arn(),
            "Condition": {"StringEquals": {"AWS:SourceOwner": topic.account}},
        }],
    })
    .to_string()
}

/// Adds a statement to a policy. recorded: sns/test_sns.json, test_topic_add_permission, test_add_permission_errors
pub(crate) fn add(
    text: &str,
    topic: &TopicName,
    label: &str,
    accounts: &[String],
    actions: &[String],
) -> Result<String> {
    if actions.iter().any(|action| !ACTIONS.contains(&action.as_str())) {
        return Err(invalid("Policy statement action out of service scope!"));
    }
    let mut policy = read(text)?;
    if !grant::add(&mut policy, grant::statement(label, accounts, "SNS", actions, &topic.arn())) {
        return Err(invalid("Statement already exists"));
    }
    Ok(policy.to_string())
}

/// Takes the statement of that label out of a policy; one that is not there is no error.
pub(crate) fn remove(text: &str, label: &str) -> Result<String> {
    let mut policy = read(text)?;
    grant::remove(&mut policy, label);
    Ok(policy.to_string())
}

/// The same policy with one statement more: who holds a token may use it without a signature. Only callers without a
/// principal have no `aws:PrincipalArn`.
pub(crate) fn with_anonymous(text: &str, action: &str, resource: &str) -> Option<Policy> {
    let mut policy = read(text).ok()?;
    let statement = json!({
        "Sid": "__anonymous_link",
        "Effect": "Allow",
        "Principal": "*",
        "Action": action,
        "Resource": resource,
        "Condition": {"Null": {"aws:PrincipalArn": "true", "aws:PrincipalServiceName": "true"}},
    });
    grant::statements(&mut policy)?.push(statement);
    Policy::parse(&policy.to_string()).ok()
}

/// Checks a policy that somebody sets.
pub(crate) fn check(text: &str) -> Result<()> {
    // https://docs.aws.amazon.com/sns/latest/api/API_SetTopicAttributes.html
    Policy::parse(text).map(drop).map_err(|error| invalid(&format!("Policy Error: {error}")))
}

fn read(text: &str) -> Result<Value> {
    serde_json::from_str(text).or_internal()
}
