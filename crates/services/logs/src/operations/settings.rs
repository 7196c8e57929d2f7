//! What a log group is set to: its retention, its key, its protection.

use crate::Logs;
use crate::names::GroupName;
use crate::operations::groups::check_key;
use crate::refusals::invalid;
use door::Call;
use model_logs::types::*;
use wire::prelude::*;

/// The days that a retention may have.
/// <https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_PutRetentionPolicy.html>
const DAYS: &[i32] = &[
    1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653,
];

impl Logs {
    /// <https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_PutRetentionPolicy.html>
    pub(crate) async fn put_retention_policy(
        &self,
        call: &Call,
        input: PutRetentionPolicyInput,
    ) -> Result<PutRetentionPolicyOutput> {
        let days = input.retention_in_days;
        if !DAYS.contains(&days) {
            return Err(invalid(format!(
                "1 validation error detected: Value '{days}' at 'retentionInDays' failed to satisfy constraint: Member \
                 must satisfy enum value set: {DAYS:?}"
            )));
        }
        let name = GroupName::own(call, &input.log_group_name);
        self.set_retention(&name, Some(days)).await?;
        Ok(PutRetentionPolicyOutput {})
    }

    /// <https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_DeleteRetentionPolicy.html>
    pub(crate) async fn delete_retention_policy(
        &self,
        call: &Call,
        input: DeleteRetentionPolicyInput,
    ) -> Result<DeleteRetentionPolicyOutput> {
        self.set_retention(&GroupName::own(call, &input.log_group_name), None).await?;
        Ok(DeleteRetentionPolicyOutput {})
    }

    async fn set_retention(&self, name: &GroupName, days: Option<i32>) -> Result<()> {
        let change = |record: &mut crate::records::GroupRecord| {
            if record.class == LogGroupClass::Delivery.as_str() {
                return Err(invalid("The retention of a log group of the Delivery class cannot be changed."));
            }
            record.retention = days;
            Ok(())
        };
        self.state.change_group(name, change)?.durable().await.or_internal()?;
        if let Some(record) = self.state.groups.get(&name.key()) {
            self.state.sweep_group_later(&record);
        }
        Ok(())
    }

    /// The key is kept and shown, and encrypts nothing; `maquette status` says so.
    /// <https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_AssociateKmsKey.html>
    pub(crate) async fn associate_kms_key(
        &self,
        call: &Call,
        input: AssociateKmsKeyInput,
    ) -> Result<AssociateKmsKeyOutput> {
        let name = keyed(call, input.log_group_name.as_deref(), input.resource_identifier.as_deref())?;
        self.state.group(&name)?;
        check_key(&name, &input.kms_key_id)?;
        let change = |record: &mut crate::records::GroupRecord| {
            record.kms_key = Some(input.kms_key_id);
            Ok(())
        };
        self.state.change_group(&name, change)?.durable().await.or_internal()?;
        Ok(AssociateKmsKeyOutput {})
    }

    /// <https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_DisassociateKmsKey.html>
    pub(crate) async fn disassociate_kms_key(
        &self,
        call: &Call,
        input: DisassociateKmsKeyInput,
    ) -> Result<DisassociateKmsKeyOutput> {
        let name = keyed(call, input.log_group_name.as_deref(), input.resource_identifier.as_deref())?;
        let change = |record: &mut crate::records::GroupRecord| {
            record.kms_key = None;
            Ok(())
        };
        self.state.change_group(&name, change)?.durable().await.or_internal()?;
        Ok(DisassociateKmsKeyOutput {})
    }

    /// <https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_PutLogGroupDeletionProtection.html>
    pub(crate) async fn put_log_group_deletion_protection(
        &self,
        call: &Call,
        input: PutLogGroupDeletionProtectionInput,
    ) -> Result<PutLogGroupDeletionProtectionOutput> {
        let name = GroupName::either(call, None, Some(&input.log_group_identifier))?;
        let change = |record: &mut crate::records::GroupRecord| {
            record.protected = input.deletion_protection_enabled;
            Ok(())
        };
        self.state.change_group(&name, change)?.durable().await.or_internal()?;
        Ok(PutLogGroupDeletionProtectionOutput {})
    }
}

/// The group whose key is meant.
fn keyed(call: &Call, name: Option<&str>, identifier: Option<&str>) -> Result<GroupName> {
    match (name, identifier) {
        (Some(name), None) => Ok(GroupName::own(call, name)),
        (None, Some(identifier)) if identifier.ends_with(":query-result:*") => {
            Err(Error::not_implemented("keys for query results (resourceIdentifier)"))
        }
        (None, Some(identifier)) => GroupName::either(call, None, Some(identifier)),
        _ => Err(invalid("Specify either the logGroupName parameter or the resourceIdentifier parameter.")),
    }
}
