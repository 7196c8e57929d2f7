//! Making, showing, changing and deleting repositories.

use super::{most, page};
use crate::Ecr;
use crate::mutability;
use crate::names::{RepositoryName, invalid};
use crate::records::{Encryption, RepositoryRecord};
use clock::Timestamp;
use door::Call;
use model_ecr::errors;
use model_ecr::types::{
    CreateRepositoryInput, CreateRepositoryOutput, DeleteRepositoryInput, DeleteRepositoryOutput,
    DescribeRepositoriesInput, DescribeRepositoriesOutput, EncryptionConfiguration, EncryptionType,
    ImageScanningConfiguration, PutImageTagMutabilityInput, PutImageTagMutabilityOutput, Repository,
};
use store::{Batch, Key};
use wire::prelude::*;

/// <https://docs.aws.amazon.com/AmazonECR/latest/userguide/service-quotas.html>
const MOST_REPOSITORIES: usize = 100_000;

impl Ecr {
    /// <https://docs.aws.amazon.com/AmazonECR/latest/APIReference/API_CreateRepository.html>
    pub(crate) async fn create_repository(
        &self,
        call: &Call,
        input: CreateRepositoryInput,
    ) -> Result<CreateRepositoryOutput> {
        let name = RepositoryName::of(call, input.registry_id.as_deref(), &input.repository_name);
        let (mutability, exclusions) =
            mutability::read(input.image_tag_mutability, input.image_tag_mutability_exclusion_filters)?;
        let encryption = input.encryption_configuration;
        let encryption = encryption
            .map_or_else(|| Ok(Encryption::default()), |e| encrypted(e.encryption_type, e.kms_key))?;
        let record = RepositoryRecord {
            created: call.now().millis(),
            mutability,
            exclusions,
            scan_on_push: input.image_scanning_configuration.and_then(|c| c.scan_on_push).unwrap_or(false),
            encryption,
            policy: None,
            lifecycle: None,
            tags: super::tags::read(call, input.tags.unwrap_or_default())?,
        };
        let ticket = {
            let _changing = self.state.changing();
            if self.state.repositories.contains(&name.key()) {
                return Err(errors::repository_already_exists(format!(
                    "The {name} already exists in the registry with id '{}'",
                    name.account
                )));
            }
            let registry = Key::new(&[&name.account, &name.region]);
            if self.state.repositories.count(&registry) >= MOST_REPOSITORIES {
                // The text is not confirmed.
                return Err(errors::limit_exceeded(format!(
                    "The registry with id '{}' cannot have more than {MOST_REPOSITORIES} repositories",
                    name.account
                )));
            }
            let mut batch = Batch::new();
            self.state.repositories.put(&mut batch, &name.key(), record.clone());
            self.state.commit(batch)?
        };
        ticket.durable().await.or_internal()?;
        Ok(CreateRepositoryOutput { repository: Some(shown(&name, &record)) })
    }

    /// <https://docs.aws.amazon.com/AmazonECR/latest/APIReference/API_DeleteRepository.html>
    pub(crate) async fn delete_repository(
        &self,
        call: &Call,
        input: DeleteRepositoryInput,
    ) -> Result<DeleteRepositoryOutput> {
        let name = RepositoryName::of(call, input.registry_id.as_deref(), &input.repository_name);
        let (record, ticket) = {
            let _changing = self.state.changing();
            let record = self.state.repository(&name)?;
            let images = self.state.images_of(&name);
            if !images.is_empty() && input.force != Some(true) {
                return Err(errors::repository_not_empty(format!(
                    "The {name} in registry with id '{}' cannot be deleted because it still contains images",
                    name.account
                )));
            }
            let mut batch = Batch::new();
            self.state.repositories.delete(&mut batch, &name.key());
            for (digest, image) in images {
                self.state.images.delete(&mut batch, &name.key().then(digest.to_string()));
                self.state.manifests.delete(&mut batch, image.manifest, 0);
            }
            for (key, _) in self.state.tags.list(&name.key()) {
                self.state.tags.delete(&mut batch, &key);
            }
            // The files go with the daily round, where no other repository has the layer.
            for (key, _) in self.state.layers.list(&name.key()) {
                self.state.layers.delete(&mut batch, &key);
            }
            for (key, _) in self.state.uploads.list(&name.key()) {
                self.state.uploads.delete(&mut batch, &key);
            }
            self.state.previews.delete(&mut batch, &name.key());
            (record, self.state.commit(batch)?)
        };
        ticket.durable().await.or_internal()?;
        Ok(DeleteRepositoryOutput { repository: Some(shown(&name, &record)) })
    }

    /// <https://docs.aws.amazon.com/AmazonECR/latest/APIReference/API_DescribeRepositories.html>
    pub(crate) async fn describe_repositories(
        &self,
        call: &Call,
        input: DescribeRepositoriesInput,
    ) -> Result<DescribeRepositoriesOutput> {
        let named = |name: &str| RepositoryName::of(call, input.registry_id.as_deref(), name);
        if let Some(names) = &input.repository_names {
            if input.next_token.is_some() || input.max_results.is_some() {
                return Err(invalid("repositoryNames", "must not be used with maxResults or nextToken"));
            }
            let found = names.iter().map(|name| {
                let name = named(name);
                self.state.repository(&name).map(|record| shown(&name, &record))
            });
            return Ok(DescribeRepositoriesOutput {
                repositories: Some(found.collect::<Result<_>>()?),
                next_token: None,
            });
        }
        let registry = named("");
        let all = self.state.repositories.list(&Key::new(&[&registry.account, &registry.region]));
        let all = all.into_iter().filter_map(|(key, record)| Some((key.text(2)?, record))).collect();
        let (page, next_token) = page(all, input.next_token.as_deref(), most(input.max_results, 100))?;
        let repositories = page.into_iter().map(|(name, record)| shown(&named(&name), &record)).collect();
        Ok(DescribeRepositoriesOutput { repositories: Some(repositories), next_token })
    }

    /// <https://docs.aws.amazon.com/AmazonECR/latest/APIReference/API_PutImageTagMutability.html>
    pub(crate) async fn put_image_tag_mutability(
        &self,
        call: &Call,
        input: PutImageTagMutabilityInput,
    ) -> Result<PutImageTagMutabilityOutput> {
        let name = RepositoryName::of(call, input.registry_id.as_deref(), &input.repository_name);
        let (mutability, exclusions) =
            mutability::read(Some(input.image_tag_mutability), input.image_tag_mutability_exclusion_filters)?;
        let record = self
            .change(&name, |record| {
                record.mutability = mutability;
                record.exclusions = exclusions;
                Ok(())
            })
            .await?;
        let (mutability, filters) = mutability::shown(&record.mutability, &record.exclusions);
        Ok(PutImageTagMutabilityOutput {
            registry_id: Some(name.account),
            repository_name: Some(name.name),
            image_tag_mutability: Some(mutability),
            image_tag_mutability_exclusion_filters: filters,
        })
    }

    /// Changes a repository's record, and gives what it is now.
    pub(crate) async fn change(
        &self,
        name: &RepositoryName,
        change: impl FnOnce(&mut RepositoryRecord) -> Result<()>,
    ) -> Result<RepositoryRecord> {
        let (record, ticket) = {
            let _changing = self.state.changing();
            let mut record = (*self.state.repository(name)?).clone();
            change(&mut record)?;
            let mut batch = Batch::new();
            self.state.repositories.put(&mut batch, &name.key(), record.clone());
            (record, self.state.commit(batch)?)
        };
        ticket.durable().await.or_internal()?;
        Ok(record)
    }
}

/// What is to be encrypted with. Without a key it is AWS's own.
pub(crate) fn encrypted(kind: EncryptionType, key: Option<String>) -> Result<Encryption> {
    if kind == EncryptionType::Aes256 && key.is_some() {
        // The text is not confirmed.
        return Err(invalid(
            "encryptionConfiguration",
            "kmsKey must not be specified when encryptionType is AES256",
        ));
    }
    Ok(Encryption { kind: kind.as_str().to_owned(), key })
}

pub(crate) fn shown(name: &RepositoryName, record: &RepositoryRecord) -> Repository {
    let (mutability, filters) = mutability::shown(&record.mutability, &record.exclusions);
    Repository {
        repository_arn: Some(name.arn()),
        registry_id: Some(name.account.clone()),
        repository_name: Some(name.name.clone()),
        repository_uri: Some(name.uri()),
        created_at: Some(Timestamp::from_millis(record.created)),
        image_tag_mutability: Some(mutability),
        image_tag_mutability_exclusion_filters: filters,
        image_scanning_configuration: Some(ImageScanningConfiguration {
            scan_on_push: Some(record.scan_on_push),
        }),
        encryption_configuration: Some(EncryptionConfiguration {
            encryption_type: EncryptionType::of(record.encryption.kind.clone()),
            kms_key: record.encryption.key.clone(),
        }),
    }
}
