//! Policies of repositories and of the registry.

use crate::names::{RepositoryName, invalid};
use crate::records::RegistryRecord;
use crate::{Ecr, policies};
use door::Call;
use model_ecr::errors;
use model_ecr::types::{
    DeleteRegistryPolicyInput, DeleteRegistryPolicyOutput, DeleteRepositoryPolicyInput,
    DeleteRepositoryPolicyOutput, GetRegistryPolicyInput, GetRegistryPolicyOutput, GetRepositoryPolicyInput,
    GetRepositoryPolicyOutput, PutRegistryPolicyInput, PutRegistryPolicyOutput, SetRepositoryPolicyInput,
    SetRepositoryPolicyOutput,
};
use wire::prelude::*;

impl Ecr {
    /// <https://docs.aws.amazon.com/AmazonECR/latest/APIReference/API_SetRepositoryPolicy.html>
    pub(crate) async fn set_repository_policy(
        &self,
        call: &Call,
        input: SetRepositoryPolicyInput,
    ) -> Result<SetRepositoryPolicyOutput> {
        let name = RepositoryName::of(call, input.registry_id.as_deref(), &input.repository_name);
        self.state.repository(&name)?;
        policies::check_repository(&input.policy_text)?;
        if input.force != Some(true)
            && policies::locks_out(&input.policy_text, &name.arn(), &call.caller.principal)
        {
            // https://docs.aws.amazon.com/AmazonECR/latest/APIReference/API_SetRepositoryPolicy.html, force
            return Err(invalid(
                "PolicyText",
                "Invalid repository policy provided: it would prevent you from setting a new policy in the future",
            ));
        }
        let text = input.policy_text.clone();
        self.change(&name, |record| {
            record.policy = Some(text);
            Ok(())
        })
        .await?;
        Ok(SetRepositoryPolicyOutput {
            registry_id: Some(name.account),
            repository_name: Some(name.name),
            policy_text: Some(input.policy_text),
        })
    }

    /// <https://docs.aws.amazon.com/AmazonECR/latest/APIReference/API_GetRepositoryPolicy.html>
    pub(crate) async fn get_repository_policy(
        &self,
        call: &Call,
        input: GetRepositoryPolicyInput,
    ) -> Result<GetRepositoryPolicyOutput> {
        let name = RepositoryName::of(call, input.registry_id.as_deref(), &input.repository_name);
        let text = self.state.repository(&name)?.policy.clone().ok_or_else(|| no_policy(&name))?;
        Ok(GetRepositoryPolicyOutput {
            registry_id: Some(name.account),
            repository_name: Some(name.name),
            policy_text: Some(text),
        })
    }

    /// <https://docs.aws.amazon.com/AmazonECR/latest/APIReference/API_DeleteRepositoryPolicy.html>
    pub(crate) async fn delete_repository_policy(
        &self,
        call: &Call,
        input: DeleteRepositoryPolicyInput,
    ) -> Result<DeleteRepositoryPolicyOutput> {
        let name = RepositoryName::of(call, input.registry_id.as_deref(), &input.repository_name);
        let mut text = None;
        self.change(&name, |record| {
            text = record.policy.take();
            if text.is_none() { Err(no_policy(&name)) } else { Ok(()) }
        })
        .await?;
        Ok(DeleteRepositoryPolicyOutput {
            registry_id: Some(name.account),
            repository_name: Some(name.name),
            policy_text: text,
        })
    }

    /// <https://docs.aws.amazon.com/AmazonECR/latest/APIReference/API_PutRegistryPolicy.html>
    pub(crate) async fn put_registry_policy(
        &self,
        call: &Call,
        input: PutRegistryPolicyInput,
    ) -> Result<PutRegistryPolicyOutput> {
        policies::check_registry(&input.policy_text)?;
        let text = input.policy_text.clone();
        self.change_registry(call, |registry| {
            registry.policy = Some(text);
            Ok(())
        })
        .await?;
        Ok(PutRegistryPolicyOutput {
            registry_id: Some(call.account().to_owned()),
            policy_text: Some(input.policy_text),
        })
    }

    /// <https://docs.aws.amazon.com/AmazonECR/latest/APIReference/API_GetRegistryPolicy.html>
    pub(crate) async fn get_registry_policy(
        &self,
        call: &Call,
        _: GetRegistryPolicyInput,
    ) -> Result<GetRegistryPolicyOutput> {
        let text = self.state.registry(call.account(), &call.region).policy;
        let text = text.ok_or_else(|| no_registry_policy(call))?;
        Ok(GetRegistryPolicyOutput { registry_id: Some(call.account().to_owned()), policy_text: Some(text) })
    }

    /// <https://docs.aws.amazon.com/AmazonECR/latest/APIReference/API_DeleteRegistryPolicy.html>
    pub(crate) async fn delete_registry_policy(
        &self,
        call: &Call,
        _: DeleteRegistryPolicyInput,
    ) -> Result<DeleteRegistryPolicyOutput> {
        let mut text = None;
        self.change_registry(call, |registry: &mut RegistryRecord| {
            text = registry.policy.take();
            if text.is_none() { Err(no_registry_policy(call)) } else { Ok(()) }
        })
        .await?;
        Ok(DeleteRegistryPolicyOutput { registry_id: Some(call.account().to_owned()), policy_text: text })
    }
}

/// <https://github.com/getmoto/moto/blob/master/tests/test_ecr/test_ecr_boto3.py>
fn no_policy(name: &RepositoryName) -> Error {
    errors::repository_policy_not_found(format!(
        "Repository policy does not exist for the {name} in the registry with id '{}'",
        name.account
    ))
}

fn no_registry_policy(call: &Call) -> Error {
    errors::registry_policy_not_found(format!(
        "Registry policy does not exist in the registry with id '{}'",
        call.account()
    ))
}
