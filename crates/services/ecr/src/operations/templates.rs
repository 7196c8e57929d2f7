//! Repository creation templates: how a repository is made that somebody pushes to before it is there.
//! <https://docs.aws.amazon.com/AmazonECR/latest/userguide/repository-creation-templates.html>

use super::repositories::encrypted;
use super::{most, page};
use crate::names::RepositoryName;
use crate::records::TemplateRecord;
use crate::{Ecr, lifecycle, mutability, policies};
use clock::Timestamp;
use door::Call;
use model_ecr::errors;
use model_ecr::ops;
use model_ecr::types::{
    CreateRepositoryCreationTemplateInput, CreateRepositoryCreationTemplateOutput, CreateRepositoryInput,
    DeleteRepositoryCreationTemplateInput, DeleteRepositoryCreationTemplateOutput,
    DescribeRepositoryCreationTemplatesInput, DescribeRepositoryCreationTemplatesOutput,
    EncryptionConfiguration, EncryptionConfigurationForRepositoryCreationTemplate, EncryptionType,
    PutLifecyclePolicyInput, RCTAppliedFor, RepositoryCreationTemplate, SetRepositoryPolicyInput,
    UpdateRepositoryCreationTemplateInput, UpdateRepositoryCreationTemplateOutput,
};
use std::sync::Arc;
use store::{Batch, Key};
use wire::prelude::*;

/// The template of all repositories that no other is for.
const ROOT: &str = "ROOT";

impl Ecr {
    /// <https://docs.aws.amazon.com/AmazonECR/latest/APIReference/API_CreateRepositoryCreationTemplate.html>
    pub(crate) async fn create_repository_creation_template(
        &self,
        call: &Call,
        input: CreateRepositoryCreationTemplateInput,
    ) -> Result<CreateRepositoryCreationTemplateOutput> {
        supported(
            &input.applied_for,
            input.custom_role_arn.as_ref(),
            input.resource_tags.as_ref().map(Vec::len),
        )?;
        let (mutability, exclusions) =
            mutability::read(input.image_tag_mutability, input.image_tag_mutability_exclusion_filters)?;
        let encryption =
            input.encryption_configuration.map(|e| encrypted(e.encryption_type, e.kms_key)).transpose()?;
        check(input.repository_policy.as_deref(), input.lifecycle_policy.as_deref())?;
        let now = call.now().millis();
        let record = TemplateRecord {
            description: input.description,
            encryption,
            mutability,
            exclusions,
            policy: input.repository_policy,
            lifecycle: input.lifecycle_policy,
            created: now,
            updated: now,
        };
        let key = key(call, &input.prefix);
        let ticket = {
            let _changing = self.state.changing();
            if self.state.templates.contains(&key) {
                // The text is not confirmed.
                return Err(errors::template_already_exists(format!(
                    "The repository creation template with prefix '{}' already exists in the registry with id '{}'",
                    input.prefix,
                    call.account()
                )));
            }
            let mut batch = Batch::new();
            self.state.templates.put(&mut batch, &key, record.clone());
            self.state.commit(batch)?
        };
        ticket.durable().await.or_internal()?;
        Ok(CreateRepositoryCreationTemplateOutput {
            registry_id: Some(call.account().to_owned()),
            repository_creation_template: Some(shown(&input.prefix, &record)),
        })
    }

    /// What is not named stays.
    /// <https://docs.aws.amazon.com/AmazonECR/latest/APIReference/API_UpdateRepositoryCreationTemplate.html>
    pub(crate) async fn update_repository_creation_template(
        &self,
        call: &Call,
        input: UpdateRepositoryCreationTemplateInput,
    ) -> Result<UpdateRepositoryCreationTemplateOutput> {
        let applied = input.applied_for.unwrap_or_else(|| vec![RCTAppliedFor::CreateOnPush]);
        supported(&applied, input.custom_role_arn.as_ref(), input.resource_tags.as_ref().map(Vec::len))?;
        check(input.repository_policy.as_deref(), input.lifecycle_policy.as_deref())?;
        let (record, ticket) = {
            let _changing = self.state.changing();
            let mut record = (*self.template(call, &input.prefix)?).clone();
            if input.image_tag_mutability.is_some() || input.image_tag_mutability_exclusion_filters.is_some()
            {
                let kept = Some(mutability::shown(&record.mutability, &[]).0);
                let setting = input.image_tag_mutability.or(kept);
                (record.mutability, record.exclusions) =
                    mutability::read(setting, input.image_tag_mutability_exclusion_filters)?;
            }
            if let Some(e) = input.encryption_configuration {
                record.encryption = Some(encrypted(e.encryption_type, e.kms_key)?);
            }
            record.description = input.description.or(record.description);
            record.policy = input.repository_policy.or(record.policy);
            record.lifecycle = input.lifecycle_policy.or(record.lifecycle);
            record.updated = call.now().millis();
            let mut batch = Batch::new();
            self.state.templates.put(&mut batch, &key(call, &input.prefix), record.clone());
            (record, self.state.commit(batch)?)
        };
        ticket.durable().await.or_internal()?;
        Ok(UpdateRepositoryCreationTemplateOutput {
            registry_id: Some(call.account().to_owned()),
            repository_creation_template: Some(shown(&input.prefix, &record)),
        })
    }

    /// <https://docs.aws.amazon.com/AmazonECR/latest/APIReference/API_DeleteRepositoryCreationTemplate.html>
    pub(crate) async fn delete_repository_creation_template(
        &self,
        call: &Call,
        input: DeleteRepositoryCreationTemplateInput,
    ) -> Result<DeleteRepositoryCreationTemplateOutput> {
        let (record, ticket) = {
            let _changing = self.state.changing();
            let record = self.template(call, &input.prefix)?;
            let mut batch = Batch::new();
            self.state.templates.delete(&mut batch, &key(call, &input.prefix));
            (record, self.state.commit(batch)?)
        };
        ticket.durable().await.or_internal()?;
        Ok(DeleteRepositoryCreationTemplateOutput {
            registry_id: Some(call.account().to_owned()),
            repository_creation_template: Some(shown(&input.prefix, &record)),
        })
    }

    /// <https://docs.aws.amazon.com/AmazonECR/latest/APIReference/API_DescribeRepositoryCreationTemplates.html>
    pub(crate) async fn describe_repository_creation_templates(
        &self,
        call: &Call,
        input: DescribeRepositoryCreationTemplatesInput,
    ) -> Result<DescribeRepositoryCreationTemplatesOutput> {
        let all = self.state.templates.list(&Key::new(&[call.account(), &call.region])).into_iter();
        let named =
            |prefix: &String| input.prefixes.as_ref().is_none_or(|prefixes| prefixes.contains(prefix));
        let all =
            all.filter_map(|(key, record)| Some((key.text(2)?, record))).filter(|(prefix, _)| named(prefix));
        let (page, next_token) =
            page(all.collect(), input.next_token.as_deref(), most(input.max_results, 100))?;
        let templates = page.into_iter().map(|(prefix, record)| shown(&prefix, &record)).collect();
        Ok(DescribeRepositoryCreationTemplatesOutput {
            registry_id: Some(call.account().to_owned()),
            repository_creation_templates: Some(templates),
            next_token,
        })
    }

    fn template(&self, call: &Call, prefix: &str) -> Result<Arc<TemplateRecord>> {
        self.state.templates.get(&key(call, prefix)).ok_or_else(|| {
            // The text is not confirmed.
            errors::template_not_found(format!(
                "The repository creation template with prefix '{prefix}' does not exist in the registry with id '{}'",
                call.account()
            ))
        })
    }

    /// Makes a repository that is pushed to and missing, where a template is for it: in the name of who pushes, whom AWS
    /// may not ask for `ecr:CreateRepository` (not confirmed). A prefix always ends with a slash, said or not.
    /// <https://docs.aws.amazon.com/AmazonECR/latest/APIReference/API_CreateRepositoryCreationTemplate.html>
    pub(crate) async fn create_on_push(&self, call: &Call, name: &RepositoryName) -> Result<()> {
        if self.state.repositories.contains(&name.key()) || name.account != call.account() {
            return Ok(());
        }
        let all = self.state.templates.list(&Key::new(&[&name.account, &name.region])).into_iter();
        let fits = all.filter_map(|(key, record)| Some((key.text(2)?, record))).filter(|(prefix, _)| {
            let under = |rest: &str| rest.starts_with('/') || prefix.ends_with('/');
            prefix == ROOT || name.name.strip_prefix(prefix.as_str()).is_some_and(under)
        });
        let longest = fits.max_by_key(|(prefix, _)| if prefix == ROOT { 0 } else { prefix.len() });
        let Some((_, template)) = longest else { return Ok(()) };
        let call = call.via("ecr.amazonaws.com");
        let (mutability, filters) = mutability::shown(&template.mutability, &template.exclusions);
        let encryption = template
            .encryption
            .clone()
            .map(|e| EncryptionConfiguration { encryption_type: EncryptionType::of(e.kind), kms_key: e.key });
        let input = CreateRepositoryInput {
            repository_name: name.name.clone(),
            image_tag_mutability: Some(mutability),
            image_tag_mutability_exclusion_filters: filters,
            encryption_configuration: encryption,
            ..CreateRepositoryInput::default()
        };
        call.call::<ops::CreateRepository>(input).await?;
        if let Some(text) = &template.policy {
            let input = SetRepositoryPolicyInput {
                repository_name: name.name.clone(),
                policy_text: text.clone(),
                ..SetRepositoryPolicyInput::default()
            };
            call.call::<ops::SetRepositoryPolicy>(input).await?;
        }
        if let Some(text) = &template.lifecycle {
            let input = PutLifecyclePolicyInput {
                repository_name: name.name.clone(),
                lifecycle_policy_text: text.clone(),
                registry_id: None,
            };
            call.call::<ops::PutLifecyclePolicy>(input).await?;
        }
        Ok(())
    }
}

fn key(call: &Call, prefix: &str) -> Key {
    Key::new(&[call.account(), &call.region, prefix])
}

/// Replication and pull-through caches are not built, nor is a role that creates repositories, which tags need.
fn supported(applied: &[RCTAppliedFor], role: Option<&String>, tags: Option<usize>) -> Result<()> {
    if let Some(other) = applied.iter().find(|a| **a != RCTAppliedFor::CreateOnPush) {
        return Err(Error::not_implemented(format!("repository creation templates for {}", other.as_str())));
    }
    if role.is_some_and(|role| !role.is_empty()) {
        return Err(Error::not_implemented("customRoleArn of repository creation templates"));
    }
    if tags.is_some_and(|tags| tags > 0) {
        return Err(Error::not_implemented("resourceTags of repository creation templates"));
    }
    Ok(())
}

fn check(policy: Option<&str>, lifecycle: Option<&str>) -> Result<()> {
    policy.map_or(Ok(()), policies::check_repository)?;
    lifecycle.map_or(Ok(()), |text| lifecycle::read(text).map(drop))
}

fn shown(prefix: &str, record: &TemplateRecord) -> RepositoryCreationTemplate {
    let (mutability, filters) = mutability::shown(&record.mutability, &record.exclusions);
    let encryption = record.encryption.clone().unwrap_or_default();
    RepositoryCreationTemplate {
        prefix: Some(prefix.to_owned()),
        description: record.description.clone(),
        encryption_configuration: Some(EncryptionConfigurationForRepositoryCreationTemplate {
            encryption_type: EncryptionType::of(encryption.kind),
            kms_key: encryption.key,
        }),
        image_tag_mutability: Some(mutability),
        image_tag_mutability_exclusion_filters: filters,
        repository_policy: record.policy.clone(),
        lifecycle_policy: record.lifecycle.clone(),
        applied_for: Some(vec![RCTAppliedFor::CreateOnPush]),
        created_at: Some(Timestamp::from_millis(record.created)),
        updated_at: Some(Timestamp::from_millis(record.updated)),
        ..RepositoryCreationTemplate::default()
    }
}
