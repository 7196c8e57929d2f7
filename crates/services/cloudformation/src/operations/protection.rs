//! What protects a stack: its policy and its termination protection.

use super::request::{refuse, stack_policy};
use crate::CloudFormation;
use crate::state::Writes;
use door::Call;
use model_cloudformation::types::*;
use std::sync::Arc;
use wire::prelude::*;

impl CloudFormation {
    /// <https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_SetStackPolicy.html>
    pub(crate) async fn set_stack_policy(
        self: &Arc<Self>,
        call: &Call,
        input: SetStackPolicyInput,
    ) -> Result<SetStackPolicyOutput> {
        let stack = self.existing_named(call, &input.stack_name)?;
        let Some(policy) = stack_policy(input.stack_policy_body, input.stack_policy_url.as_deref())? else {
            return refuse("Either StackPolicyURL or StackPolicyBody must be specified.");
        };
        let ticket = self.state.change(&stack, |r| {
            r.policy = Some(policy);
            Ok::<_, Error>(Writes::default())
        })?;
        ticket.durable().await.or_internal()?;
        Ok(SetStackPolicyOutput {})
    }

    /// <https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_GetStackPolicy.html>
    pub(crate) async fn get_stack_policy(
        self: &Arc<Self>,
        call: &Call,
        input: GetStackPolicyInput,
    ) -> Result<GetStackPolicyOutput> {
        let stack = self.existing_named(call, &input.stack_name)?;
        let record = stack.record.read();
        // While an update is under way its own policy holds, and is shown.
        let policy = record.policy_meanwhile.clone().or_else(|| record.policy.clone());
        Ok(GetStackPolicyOutput { stack_policy_body: policy })
    }

    /// <https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_UpdateTerminationProtection.html>
    pub(crate) async fn update_termination_protection(
        self: &Arc<Self>,
        call: &Call,
        input: UpdateTerminationProtectionInput,
    ) -> Result<UpdateTerminationProtectionOutput> {
        let stack = self.existing_named(call, &input.stack_name)?;
        let mut id = String::new();
        let ticket = self.state.change(&stack, |r| {
            if r.is_deleted() || r.status == "DELETE_IN_PROGRESS" {
                return refuse(format!(
                    "Stack [{}] is in {} state; its termination protection cannot be changed.",
                    r.name, r.status
                ));
            }
            r.termination_protection = input.enable_termination_protection;
            id.clone_from(&r.id);
            Ok(Writes::default())
        })?;
        ticket.durable().await.or_internal()?;
        Ok(UpdateTerminationProtectionOutput { stack_id: Some(id) })
    }
}
