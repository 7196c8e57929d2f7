//! Versions of managed policies: five at most, one of them in force.

use super::policies::{Managed, checked_managed};
use super::users::whole_seconds;
use crate::Iam;
use crate::catalogue::AwsPolicy;
use crate::names::encoded;
use crate::page::page_in_order;
use crate::quotas;
use crate::records::*;
use door::Call;
use model_iam::errors;
use model_iam::types::*;
use wire::prelude::*;

impl Iam {
    /// <https://docs.aws.amazon.com/IAM/latest/APIReference/API_CreatePolicyVersion.html>
    pub(crate) async fn create_policy_version(
        &self,
        call: &Call,
        input: CreatePolicyVersionInput,
    ) -> Result<CreatePolicyVersionOutput> {
        let now = whole_seconds(call);
        let shown = self
            .change_policy(call, &input.policy_arn, |change, mut record| {
                let document = checked_managed(&input.policy_document)?;
                if record.versions.len() >= quotas::VERSIONS_PER_POLICY {
                    let most = quotas::VERSIONS_PER_POLICY;
                    return Err(errors::limit_exceeded(format!(
                        "A managed policy can have up to {most} versions. Before you create a new version, you \
                         must delete an existing version.",
                    )));
                }
                record.last += 1;
                let version = VersionRecord { number: record.last, document, created: now };
                if input.set_as_default == Some(true) {
                    record.default = version.number;
                }
                record.updated = now;
                // The document is not repeated.
                let shown = PolicyVersion { document: None, ..shown_version(&version, record.default) };
                record.versions.push(version);
                change.put(record);
                Ok(shown)
            })
            .await?;
        Ok(CreatePolicyVersionOutput { policy_version: Some(shown) })
    }

    /// <https://docs.aws.amazon.com/IAM/latest/APIReference/API_GetPolicyVersion.html>
    pub(crate) async fn get_policy_version(
        &self,
        call: &Call,
        input: GetPolicyVersionInput,
    ) -> Result<GetPolicyVersionOutput> {
        let missing = || no_version(&input.policy_arn, &input.version_id);
        let shown = match self.managed_record(call, &input.policy_arn)? {
            Managed::Customer(record) => {
                let version = find_version(&record, &input.version_id).ok_or_else(missing)?;
                shown_version(version, record.default)
            }
            Managed::Aws(policy) if policy.version == input.version_id => aws_version(policy),
            Managed::Aws(_) => return Err(missing()),
        };
        Ok(GetPolicyVersionOutput { policy_version: Some(shown) })
    }

    /// <https://docs.aws.amazon.com/IAM/latest/APIReference/API_ListPolicyVersions.html>
    pub(crate) async fn list_policy_versions(
        &self,
        call: &Call,
        input: ListPolicyVersionsInput,
    ) -> Result<ListPolicyVersionsOutput> {
        let versions = match self.managed_record(call, &input.policy_arn)? {
            Managed::Customer(record) => {
                let newest_first = record.versions.iter().rev();
                newest_first.map(|v| shown_version(v, record.default)).collect()
            }
            Managed::Aws(policy) => vec![aws_version(policy)],
        };
        let name = |v: &PolicyVersion| v.version_id.clone().unwrap_or_default();
        let listed = versions.into_iter().map(|v| PolicyVersion { document: None, ..v });
        let page = page_in_order(listed, name, input.marker.as_deref(), input.max_items)?;
        Ok(ListPolicyVersionsOutput {
            is_truncated: page.is_truncated(),
            versions: Some(page.items),
            marker: page.marker,
        })
    }

    /// <https://docs.aws.amazon.com/IAM/latest/APIReference/API_SetDefaultPolicyVersion.html>
    pub(crate) async fn set_default_policy_version(
        &self,
        call: &Call,
        input: SetDefaultPolicyVersionInput,
    ) -> Result<SetDefaultPolicyVersionOutput> {
        let now = whole_seconds(call);
        self.change_policy(call, &input.policy_arn, |change, mut record| {
            let version = find_version(&record, &input.version_id);
            let number = version.ok_or_else(|| no_version(&input.policy_arn, &input.version_id))?.number;
            record.default = number;
            record.updated = now;
            change.put(record);
            Ok(SetDefaultPolicyVersionOutput {})
        })
        .await
    }

    /// <https://docs.aws.amazon.com/IAM/latest/APIReference/API_DeletePolicyVersion.html>
    pub(crate) async fn delete_policy_version(
        &self,
        call: &Call,
        input: DeletePolicyVersionInput,
    ) -> Result<DeletePolicyVersionOutput> {
        self.change_policy(call, &input.policy_arn, |change, mut record| {
            let version = find_version(&record, &input.version_id);
            let number = version.ok_or_else(|| no_version(&input.policy_arn, &input.version_id))?.number;
            if number == record.default {
                return Err(errors::delete_conflict("Cannot delete the default version of a policy."));
            }
            record.versions.retain(|v| v.number != number);
            change.put(record);
            Ok(DeletePolicyVersionOutput {})
        })
        .await
    }
}

fn find_version<'a>(record: &'a PolicyRecord, id: &str) -> Option<&'a VersionRecord> {
    record.versions.iter().find(|v| format!("v{}", v.number) == id)
}

fn no_version(arn: &str, id: &str) -> Error {
    errors::no_such_entity(format!("Policy {arn} version {id} does not exist or is not attachable."))
}

pub(crate) fn shown_version(version: &VersionRecord, default: u32) -> PolicyVersion {
    PolicyVersion {
        document: Some(version.document.encoded()),
        version_id: Some(format!("v{}", version.number)),
        is_default_version: Some(version.number == default),
        create_date: Some(version.created),
    }
}

pub(crate) fn aws_version(policy: &AwsPolicy) -> PolicyVersion {
    PolicyVersion {
        document: Some(encoded(&policy.document)),
        version_id: Some(policy.version.clone()),
        is_default_version: Some(true),
        create_date: Some(policy.updated),
    }
}
