//! Resource policies of an account and of single log groups.

use crate::Logs;
use crate::names::GroupName;
use crate::page::Page;
use crate::policies::{account_key, group_key};
use crate::records::PolicyRecord;
use crate::refusals::invalid;
use door::Call;
use model_logs::errors;
use model_logs::types::*;
use policy::Policy;
use store::{Batch, Key};
use wire::prelude::*;

/// Policies of an account and region, those of single groups not counted. AWS cannot raise it.
/// <https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/cloudwatch_limits_cwl.html>
const MOST: usize = 10;
/// Characters of an account's policy.
const LONGEST: usize = 5120;

impl Logs {
    /// <https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_PutResourcePolicy.html>
    pub(crate) async fn put_resource_policy(
        &self,
        call: &Call,
        input: PutResourcePolicyInput,
    ) -> Result<PutResourcePolicyOutput> {
        let document = input.policy_document.ok_or_else(|| missing("policyDocument"))?;
        let group = input.resource_arn.as_deref().map(|arn| attached(call, arn)).transpose()?;
        if group.is_none() && document.chars().count() > LONGEST {
            return Err(too_long(&document));
        }
        // Names of principals are checked when somebody asks; what is no policy at all is refused here.
        Policy::parse(&document).map_err(|_| invalid("The specified policy document is invalid."))?;
        let mut record =
            PolicyRecord { name: input.policy_name.clone(), document, updated: call.now(), revision: None };
        let ticket = {
            let _changing = self.state.changing();
            let key = match &group {
                None => {
                    let name = input.policy_name.ok_or_else(|| missing("policyName"))?;
                    let key = account_key(call.account(), &call.region, &name);
                    let held = self.state.policies.count(&of_account(call));
                    if held >= MOST && !self.state.policies.contains(&key) {
                        // https://github.com/DNXLabs/terraform-aws-ecs-app/issues/40
                        return Err(errors::limit_exceeded("Resource limit exceeded."));
                    }
                    key
                }
                Some(group) => {
                    self.state.group(group)?;
                    let key = group_key(group);
                    self.check_revision(&key, input.expected_revision_id.as_deref())?;
                    record.revision = Some(uuid::Uuid::new_v4().to_string());
                    key
                }
            };
            let mut batch = Batch::new();
            self.state.policies.put(&mut batch, &key, record.clone());
            self.state.store.commit(batch).or_internal()?
        };
        self.state.compiled.forget();
        ticket.durable().await.or_internal()?;
        let revision_id = record.revision.clone();
        let resource_policy = Some(shown(&record, group.as_ref()));
        Ok(PutResourcePolicyOutput { resource_policy, revision_id })
    }

    /// <https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_DeleteResourcePolicy.html>
    pub(crate) async fn delete_resource_policy(
        &self,
        call: &Call,
        input: DeleteResourcePolicyInput,
    ) -> Result<DeleteResourcePolicyOutput> {
        let key = match (&input.resource_arn, &input.policy_name) {
            (Some(arn), _) => group_key(&attached(call, arn)?),
            (None, Some(name)) => account_key(call.account(), &call.region, name),
            (None, None) => return Err(missing("policyName")),
        };
        let ticket = {
            let _changing = self.state.changing();
            if !self.state.policies.contains(&key) {
                let name = input.policy_name.unwrap_or_default();
                return Err(errors::resource_not_found(format!("Policy with name [{name}] does not exist")));
            }
            if input.resource_arn.is_some() {
                self.check_revision(&key, input.expected_revision_id.as_deref())?;
            }
            let mut batch = Batch::new();
            self.state.policies.delete(&mut batch, &key);
            self.state.store.commit(batch).or_internal()?
        };
        self.state.compiled.forget();
        ticket.durable().await.or_internal()?;
        Ok(DeleteResourcePolicyOutput {})
    }

    /// <https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_DescribeResourcePolicies.html>
    pub(crate) async fn describe_resource_policies(
        &self,
        call: &Call,
        input: DescribeResourcePoliciesInput,
    ) -> Result<DescribeResourcePoliciesOutput> {
        let page = Page::of("policies", input.next_token.as_deref(), input.limit)?;
        let only = input.resource_arn.as_deref().map(|arn| attached(call, arn)).transpose()?;
        let of_groups = only.is_some() || input.policy_scope == Some(PolicyScope::Resource);
        let scope = if of_groups { "group" } else { "account" };
        let all = self.state.policies.list(&Key::new(&[call.account(), &call.region, scope]));
        let all = all.into_iter().map(|(key, record)| (key.text(3).unwrap_or_default(), record));
        let all = all.filter(|(name, _)| only.as_ref().is_none_or(|group| group.name == *name));
        let (policies, next_token) = page.cut(all, |(name, _)| name.clone());
        let group = |name: &str| of_groups.then(|| GroupName::own(call, name));
        let policies = policies.iter().map(|(name, record)| shown(record, group(name).as_ref()));
        let resource_policies = Some(policies.collect());
        Ok(DescribeResourcePoliciesOutput { resource_policies, next_token })
    }

    /// Nobody else has changed a group's policy since the caller has seen it.
    fn check_revision(&self, key: &Key, expected: Option<&str>) -> Result<()> {
        let held = self.state.policies.get(key).and_then(|record| record.revision.clone());
        if held.as_deref() == expected {
            return Ok(());
        }
        Err(errors::operation_aborted("The expected revision ID does not match the current revision ID."))
    }
}

fn of_account(call: &Call) -> Key {
    Key::new(&[call.account(), &call.region, "account"])
}

/// The group of a resource-scoped policy.
fn attached(call: &Call, arn: &str) -> Result<GroupName> {
    let group = GroupName::of_arn(arn).filter(|group| group.arn() == arn.trim_end_matches(":*"));
    let group = group.ok_or_else(|| invalid("The specified resourceArn is invalid."))?;
    GroupName::either(call, None, Some(&group.arn()))
}

fn missing(parameter: &str) -> Error {
    invalid(format!(
        "1 validation error detected: Value null at '{parameter}' failed to satisfy constraint: Member must not be null"
    ))
}

fn too_long(document: &str) -> Error {
    invalid(format!(
        "1 validation error detected: Value '{document}' at 'policyDocument' failed to satisfy constraint: Member must \
         have length less than or equal to {LONGEST}"
    ))
}

/// recorded: logs/test_logs_resource_policies.json
fn shown(record: &PolicyRecord, group: Option<&GroupName>) -> ResourcePolicy {
    ResourcePolicy {
        policy_name: record.name.clone(),
        policy_document: Some(record.document.clone()),
        last_updated_time: Some(record.updated.millis()),
        policy_scope: Some(if group.is_some() { PolicyScope::Resource } else { PolicyScope::Account }),
        resource_arn: group.map(GroupName::arn),
        revision_id: record.revision.clone(),
    }
}
