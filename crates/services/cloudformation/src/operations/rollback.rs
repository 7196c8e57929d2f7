//! Going back: an update that is cancelled, a rollback that is stuck, a stack that stayed as it failed.

use super::request::{is_repeated, refuse, undeployed};
use crate::CloudFormation;
use crate::engine::Phase;
use crate::records::{Options, StackRecord};
use door::Call;
use model_cloudformation::ops;
use model_cloudformation::types::*;
use std::sync::Arc;
use wire::prelude::*;

impl CloudFormation {
    /// <https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_CancelUpdateStack.html>
    pub(crate) async fn cancel_update_stack(
        self: &Arc<Self>,
        call: &Call,
        input: CancelUpdateStackInput,
    ) -> Result<CancelUpdateStackOutput> {
        let stack = self.existing_named(call, &input.stack_name)?;
        let token = input.client_request_token;
        if is_repeated(&stack.record.read(), token.as_deref(), "CancelUpdateStack")? {
            return Ok(CancelUpdateStackOutput {});
        }
        let ticket = self.begin(call, &stack, |r| {
            if r.status != Phase::Update.in_progress() {
                return refuse("CancelUpdateStack cannot be called from current stack status");
            }
            go_back(r, Phase::UpdateRollback, token, "CancelUpdateStack");
            Ok(Vec::new())
        })?;
        ticket.durable().await.or_internal()?;
        Ok(CancelUpdateStackOutput {})
    }

    /// <https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_ContinueUpdateRollback.html>
    pub(crate) async fn continue_update_rollback(
        self: &Arc<Self>,
        call: &Call,
        input: ContinueUpdateRollbackInput,
    ) -> Result<ContinueUpdateRollbackOutput> {
        let stack = self.existing_named(call, &input.stack_name)?;
        let id = {
            let record = stack.record.read();
            if is_repeated(&record, input.client_request_token.as_deref(), "ContinueUpdateRollback")? {
                return Ok(ContinueUpdateRollbackOutput {});
            }
            record.id.clone()
        };
        if input.force_rollback == Some(true) {
            return Err(Error::not_implemented("ForceRollback"));
        }
        self.may_pass(call, ops::ContinueUpdateRollback::spec(), &id, input.role_arn.as_deref()).await?;
        let spared = input.resources_to_skip.unwrap_or_default();
        let ticket = self.begin(call, &stack, |r| {
            if r.status != Phase::UpdateRollback.failed() {
                return refuse(format!(
                    "Stack:{} is in {} state and can not continue update rollback.",
                    r.id, r.status
                ));
            }
            let failed = |id: &String| r.resources.get(id).is_some_and(|it| it.status.ends_with("_FAILED"));
            if let Some(id) = spared.iter().find(|id| !failed(id)) {
                return refuse(format!(
                    "Resource {id} cannot be skipped: only resources that failed to update can be"
                ));
            }
            go_back(r, Phase::UpdateRollback, input.client_request_token, "ContinueUpdateRollback");
            r.options.spared = spared;
            if let (Some(role), Some(previous)) = (input.role_arn, &mut r.previous) {
                r.version.role_arn = Some(role.clone());
                previous.role_arn = Some(role);
            }
            Ok(Vec::new())
        })?;
        ticket.durable().await.or_internal()?;
        Ok(ContinueUpdateRollbackOutput {})
    }

    /// <https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_RollbackStack.html>
    pub(crate) async fn rollback_stack(
        self: &Arc<Self>,
        call: &Call,
        input: RollbackStackInput,
    ) -> Result<RollbackStackOutput> {
        undeployed(input.deployment_config.as_ref())?;
        let stack = self.existing_named(call, &input.stack_name)?;
        let before = stack.record.read().clone();
        let output = RollbackStackOutput { stack_id: Some(before.id.clone()), ..Default::default() };
        if is_repeated(&before, input.client_request_token.as_deref(), "RollbackStack")? {
            return Ok(output);
        }
        self.may_pass(call, ops::RollbackStack::spec(), &before.id, input.role_arn.as_deref()).await?;
        let ticket = self.begin(call, &stack, |r| {
            let phase = match r.status.as_str() {
                "CREATE_FAILED" => Phase::Rollback,
                "UPDATE_FAILED" => Phase::UpdateRollback,
                status => {
                    return refuse(format!(
                        "Stack:{} is in {status} state and can not be rolled back.",
                        r.id
                    ));
                }
            };
            go_back(r, phase, input.client_request_token, "RollbackStack");
            if let Some(retain) = input.retain_except_on_create {
                r.options.retain_except_on_create = retain;
            }
            if input.role_arn.is_some() {
                r.version.role_arn = input.role_arn;
            }
            Ok(Vec::new())
        })?;
        ticket.durable().await.or_internal()?;
        Ok(output)
    }
}

fn go_back(r: &mut StackRecord, phase: Phase, token: Option<String>, operation: &str) {
    phase.in_progress().clone_into(&mut r.status);
    r.reason = Some("User Initiated".to_owned());
    r.options = Options {
        token,
        operation: operation.to_owned(),
        retain_except_on_create: r.options.retain_except_on_create,
        timeout_minutes: r.options.timeout_minutes,
        ..Options::default()
    };
}
