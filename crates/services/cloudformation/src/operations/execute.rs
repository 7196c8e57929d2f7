//! Carrying a change set out.

use super::changes::obsolete;
use super::request::{is_repeated, refuse};
use crate::CloudFormation;
use crate::engine::Phase;
use crate::records::{ChangeSetRecord, Options};
use door::Call;
use model_cloudformation::errors;
use model_cloudformation::types::*;
use std::sync::Arc;
use wire::prelude::*;

impl CloudFormation {
    /// <https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_ExecuteChangeSet.html>
    pub(crate) async fn execute_change_set(
        self: &Arc<Self>,
        call: &Call,
        input: ExecuteChangeSetInput,
    ) -> Result<ExecuteChangeSetOutput> {
        let (stack, set) = self.change_set(call, &input.change_set_name, input.stack_name.as_deref())?;
        let before = stack.record.read().clone();
        let token = input.client_request_token;
        if is_repeated(&before, token.as_deref(), "ExecuteChangeSet")? {
            return Ok(ExecuteChangeSetOutput {});
        }
        if input.disable_rollback.is_some() && set.on_stack_failure.is_some() {
            return refuse("You can specify either DisableRollback or OnStackFailure, but not both.");
        }
        executable(&set)?;
        let on_failure = set.on_stack_failure.as_deref();
        let options = Options {
            token,
            operation: "ExecuteChangeSet".to_owned(),
            disable_rollback: input.disable_rollback.unwrap_or(on_failure == Some("DO_NOTHING")),
            delete_on_failure: on_failure == Some("DELETE"),
            retain_except_on_create: input.retain_except_on_create.unwrap_or(false),
            ..Options::default()
        };
        let others = self.state.change_sets(&stack);
        let now = call.now().millis();
        let ticket = self.begin(call, &stack, |r| {
            if r.status == "REVIEW_IN_PROGRESS" {
                r.version = set.version.clone();
                r.options = options;
                r.updated = Some(now);
                r.reason = Some("User Initiated".to_owned());
                Phase::Create.in_progress().clone_into(&mut r.status);
            } else {
                super::update::updatable(r)?;
                super::update::begin_update(r, &before.status, set.version.clone(), options, now)?;
            }
            r.change_set = Some(set.id.clone());
            let open = others.iter().filter(|it| it.id != set.id && it.execution_status == "AVAILABLE");
            let mut kept: Vec<_> = open.map(|it| obsolete(it)).collect();
            kept.push(ChangeSetRecord {
                execution_status: "EXECUTE_IN_PROGRESS".to_owned(),
                ..(*set).clone()
            });
            Ok(kept)
        })?;
        ticket.durable().await.or_internal()?;
        Ok(ExecuteChangeSetOutput {})
    }
}

fn executable(set: &ChangeSetRecord) -> Result<()> {
    let (what, status) = match (set.status.as_str(), set.execution_status.as_str()) {
        ("CREATE_COMPLETE", "AVAILABLE") => return Ok(()),
        ("CREATE_COMPLETE", execution) => ("execution status", execution),
        (status, _) => ("status", status),
    };
    Err(errors::invalid_change_set_status(format!(
        "ChangeSet [{}] cannot be executed in its current {what} of [{status}]",
        set.id
    )))
}
