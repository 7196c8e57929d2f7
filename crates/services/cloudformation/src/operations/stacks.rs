//! Making and deleting stacks.

use super::request::{Asked, is_repeated, refuse, stack_policy, undeployed};
use crate::CloudFormation;
use crate::engine::Phase;
use crate::names;
use crate::records::{Options, StackRecord};
use door::Call;
use model_cloudformation::types::*;
use model_cloudformation::{errors, ops};
use std::sync::Arc;
use wire::prelude::*;

impl CloudFormation {
    /// <https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_CreateStack.html>
    pub(crate) async fn create_stack(
        self: &Arc<Self>,
        call: &Call,
        mut input: CreateStackInput,
    ) -> Result<CreateStackOutput> {
        let (name, token) = (input.stack_name.clone(), input.client_request_token.clone());
        names::check(&name)?;
        if let Some(stack) = self.state.find(call, &name) {
            let record = stack.record.read();
            if is_repeated(&record, token.as_deref(), "CreateStack")? {
                return Ok(CreateStackOutput { stack_id: Some(record.id.clone()), ..Default::default() });
            }
            return Err(errors::already_exists(format!("Stack [{name}] already exists")));
        }
        if input.disable_rollback.is_some() && input.on_failure.is_some() {
            return refuse("You can specify either DisableRollback or OnFailure, but not both.");
        }
        let policy = stack_policy(input.stack_policy_body.take(), input.stack_policy_url.as_deref())?;
        let id = names::stack_id(call, &name);
        let asked = Asked::from(&mut input);
        let (desired, version) = self.version(call, (&id, &name), asked, None, false)?;
        self.dry_run(call, &desired, None)?;
        self.may_pass(call, ops::CreateStack::spec(), &id, version.role_arn.as_deref()).await?;
        let on_failure = input.on_failure.as_ref().map_or("ROLLBACK", Enum::as_str);
        let created = call.now().millis();
        let options = Options {
            token,
            operation: "CreateStack".to_owned(),
            disable_rollback: input.disable_rollback.unwrap_or(on_failure == "DO_NOTHING"),
            delete_on_failure: on_failure == "DELETE",
            retain_except_on_create: input.retain_except_on_create.unwrap_or(false),
            timeout_minutes: input.timeout_in_minutes,
            deadline: input.timeout_in_minutes.map(|minutes| created + i64::from(minutes) * 60_000),
            ..Options::default()
        };
        let record = StackRecord {
            id: id.clone(),
            name: name.clone(),
            status: Phase::Create.in_progress().to_owned(),
            reason: Some("User Initiated".to_owned()),
            created,
            version,
            options,
            policy,
            termination_protection: input.enable_termination_protection.unwrap_or(false),
            ..StackRecord::default()
        };
        let Some((_, ticket)) = self.found(call, record)? else {
            return Err(errors::already_exists(format!("Stack [{name}] already exists")));
        };
        ticket.durable().await.or_internal()?;
        Ok(CreateStackOutput { stack_id: Some(id), ..Default::default() })
    }

    /// <https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_DeleteStack.html>
    pub(crate) async fn delete_stack(
        self: &Arc<Self>,
        call: &Call,
        input: DeleteStackInput,
    ) -> Result<DeleteStackOutput> {
        undeployed(input.deployment_config.as_ref())?;
        // A stack that is not there is deleted.
        let Some(stack) = self.state.find(call, &input.stack_name) else { return Ok(DeleteStackOutput {}) };
        let before = stack.record.read().clone();
        let repeated = is_repeated(&before, input.client_request_token.as_deref(), "DeleteStack")?;
        if repeated || before.is_deleted() || before.status == Phase::Delete.in_progress() {
            return Ok(DeleteStackOutput {});
        }
        let force = input.deletion_mode.as_ref().is_some_and(|mode| mode.as_str() == "FORCE_DELETE_STACK");
        let spared = input.retain_resources.unwrap_or_default();
        self.deletable(call, &before, &spared, force)?;
        self.may_pass(call, ops::DeleteStack::spec(), &before.id, input.role_arn.as_deref()).await?;
        let sets = self.state.change_sets(&stack);
        let ticket = self.begin(call, &stack, |r| {
            if r.status != before.status {
                return refuse(format!("Stack [{}] cannot be deleted while in status {}", r.id, r.status));
            }
            Phase::Delete.in_progress().clone_into(&mut r.status);
            r.reason = Some("User Initiated".to_owned());
            r.version.role_arn = input.role_arn.or_else(|| r.version.role_arn.take());
            r.options = Options {
                token: input.client_request_token,
                operation: "DeleteStack".to_owned(),
                spared,
                force,
                disable_rollback: r.options.disable_rollback,
                timeout_minutes: r.options.timeout_minutes,
                retain_except_on_create: r.options.retain_except_on_create,
                ..Options::default()
            };
            // What was still to be executed cannot be any more.
            let open = sets.iter().filter(|set| set.execution_status == "AVAILABLE");
            Ok(open.map(|set| super::changes::obsolete(set)).collect())
        })?;
        ticket.durable().await.or_internal()?;
        Ok(DeleteStackOutput {})
    }

    fn deletable(&self, call: &Call, r: &StackRecord, spared: &[String], force: bool) -> Result<()> {
        if r.termination_protection {
            return refuse(format!(
                "Stack [{}] cannot be deleted while TerminationProtection is enabled",
                r.name
            ));
        }
        let phase = Phase::of(&r.status);
        if !matches!(phase, None | Some(Phase::Create | Phase::Rollback)) {
            return refuse(format!("Stack [{}] cannot be deleted while in status {}", r.id, r.status));
        }
        if r.status != "DELETE_FAILED" && (!spared.is_empty() || force) {
            return refuse(format!(
                "Invalid operation on stack [{}]. {} can be specified only when the current stack state is DELETE_FAILED.",
                r.id,
                if force { "DeletionMode FORCE_DELETE_STACK" } else { "RetainResources" }
            ));
        }
        if let Some(id) = spared.iter().find(|id| !r.resources.contains_key(*id)) {
            return refuse(format!("Resource {id} does not exist for stack {}", r.name));
        }
        for name in r.outputs.iter().filter_map(|output| output.export.as_ref()) {
            let users = crate::exports::importers(&self.state, call, name);
            if let Some(user) = users.iter().find(|user| **user != r.name) {
                return refuse(format!("Export {name} cannot be deleted as it is in use by {user}"));
            }
        }
        Ok(())
    }
}
