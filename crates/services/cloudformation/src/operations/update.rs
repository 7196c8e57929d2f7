//! Changing stacks.

use super::request::{Asked, is_repeated, refuse, stack_policy};
use crate::CloudFormation;
use crate::desired::Desired;
use crate::engine::Phase;
use crate::found::{Facts, Found};
use crate::records::{Options, StackRecord, Version};
use ::stacks::diff;
use door::Call;
use model_cloudformation::ops;
use model_cloudformation::types::*;
use std::sync::Arc;
use wire::prelude::*;

impl CloudFormation {
    /// <https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_UpdateStack.html>
    pub(crate) async fn update_stack(
        self: &Arc<Self>,
        call: &Call,
        mut input: UpdateStackInput,
    ) -> Result<UpdateStackOutput> {
        let stack = self.existing_named(call, &input.stack_name)?;
        let before = stack.record.read().clone();
        let token = input.client_request_token.take();
        if is_repeated(&before, token.as_deref(), "UpdateStack")? {
            return Ok(UpdateStackOutput { stack_id: Some(before.id), ..Default::default() });
        }
        let policy = stack_policy(input.stack_policy_body.take(), input.stack_policy_url.as_deref())?;
        let meanwhile = stack_policy(
            input.stack_policy_during_update_body.take(),
            input.stack_policy_during_update_url.as_deref(),
        )?;
        updatable(&before)?;
        let asked = Asked::from(&mut input);
        let new_role = asked.role_arn.clone();
        let own = (before.id.as_str(), before.name.as_str());
        let (desired, version) = self.version(call, own, asked, Some(&before.version), false)?;
        let is_known = self.dry_run(call, &desired, Some(&before))?;
        // A stack that is stuck may be tried again as it is.
        let stuck = before.status.ends_with("_FAILED");
        let same = version.tags == before.version.tags
            && version.notification_arns == before.version.notification_arns;
        if is_known && !stuck && same && self.difference(call, &before, &desired, &version)?.is_empty() {
            return refuse("No updates are to be performed.");
        }
        self.may_pass(call, ops::UpdateStack::spec(), &before.id, new_role.as_deref()).await?;
        let options = Options {
            token,
            operation: "UpdateStack".to_owned(),
            disable_rollback: input.disable_rollback.unwrap_or(false),
            retain_except_on_create: input.retain_except_on_create.unwrap_or(false),
            ..Options::default()
        };
        let sets = self.state.change_sets(&stack);
        let now = call.now().millis();
        let ticket = self.begin(call, &stack, |r| {
            begin_update(r, &before.status, version, options, now)?;
            r.change_set = None;
            if policy.is_some() {
                r.policy = policy;
            }
            r.policy_meanwhile = meanwhile;
            let open = sets.iter().filter(|set| set.execution_status == "AVAILABLE");
            Ok(open.map(|set| super::changes::obsolete(set)).collect())
        })?;
        ticket.durable().await.or_internal()?;
        Ok(UpdateStackOutput { stack_id: Some(before.id), ..Default::default() })
    }

    /// What a version would change in a stack.
    pub(super) fn difference(
        &self,
        call: &Call,
        record: &StackRecord,
        desired: &Desired,
        version: &Version,
    ) -> Result<diff::Difference> {
        let fresh = record.version.source.template.is_empty();
        let old_pseudo =
            super::request::pseudo(call, &record.id, &record.name, &record.version.notification_arns);
        let old =
            (!fresh).then(|| Desired::again(&record.version.source, old_pseudo, &self.types)).transpose()?;
        let tags = |version: &Version| version.tags.iter().cloned().collect();
        let (old_tags, new_tags) = (tags(&record.version), tags(version));
        let before = old.as_ref().map(|old| diff::Version {
            template: &old.template,
            parameters: &old.bound,
            pseudo: &old.pseudo,
            tags: &old_tags,
        });
        let after = diff::Version {
            template: &desired.template,
            parameters: &desired.bound,
            pseudo: &desired.pseudo,
            tags: &new_tags,
        };
        let found = Found::new(self, call, Some(record), &desired.template);
        diff::compare(before, after, &found, &Facts(self)).map_err(crate::desired::worded)
    }
}

/// Refuses an update of a stack that something else is done to, or that can only be deleted.
pub(super) fn updatable(r: &StackRecord) -> Result<()> {
    match r.status.as_str() {
        "CREATE_COMPLETE" | "UPDATE_COMPLETE" | "UPDATE_ROLLBACK_COMPLETE" | "UPDATE_FAILED" => Ok(()),
        // What a creation without a rollback left can be gone on with.
        "CREATE_FAILED" => Ok(()),
        status => refuse(format!("Stack:{} is in {status} state and can not be updated.", r.id)),
    }
}

/// Takes the stack for an update, unless it is not as it was when the update was checked.
pub(super) fn begin_update(
    r: &mut StackRecord,
    checked: &str,
    version: Version,
    options: Options,
    now: i64,
) -> Result<()> {
    if r.status != checked {
        return refuse(format!("Stack:{} is in {} state and can not be updated.", r.id, r.status));
    }
    // The second try of an update that failed goes back to where the first one would have.
    if r.status != Phase::Update.failed() || r.previous.is_none() {
        r.previous = Some(r.version.clone());
    }
    r.version = version;
    r.options = options;
    r.updated = Some(now);
    r.reason = Some("User Initiated".to_owned());
    Phase::Update.in_progress().clone_into(&mut r.status);
    Ok(())
}
