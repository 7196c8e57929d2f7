//! `AWS::ECR::Repository`.
//! <https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-ecr-repository.html>

use super::{document, mutability, part};
use clock::Timestamp;
use door::Call;
use model_ecr::ops;
use model_ecr::types::*;
use provider::{Made, Request, gone};
use wire::prelude::*;

/// Characters of a repository's name.
const NAME: usize = 256;

pub(super) struct RepositoryType;

provider::resource_type!(
    RepositoryType,
    "AWS::ECR::Repository",
    "AWS-ECR-Repository.json",
    create,
    update,
    delete
);

async fn create(call: &Call, request: &Request<'_>) -> Result<Made> {
    // Names of repositories have no capitals.
    let name = request.text("RepositoryName").unwrap_or_else(|| request.physical_name(NAME).to_lowercase());
    let properties = request.properties;
    let (image_tag_mutability, filters) = mutability(properties);
    let encryption =
        part(properties, "EncryptionConfiguration", "EncryptionType").map(|kind| EncryptionConfiguration {
            encryption_type: EncryptionType::of(kind),
            kms_key: part(properties, "EncryptionConfiguration", "KmsKey"),
        });
    let input = CreateRepositoryInput {
        repository_name: name.clone(),
        tags: Some(tags(request)),
        image_tag_mutability,
        image_tag_mutability_exclusion_filters: filters,
        image_scanning_configuration: Some(scanning(request)),
        encryption_configuration: encryption,
        registry_id: None,
    };
    match call.call::<ops::CreateRepository>(input).await {
        Err(error) if error.shape_name() == "RepositoryAlreadyExistsException" => {
            if !request.made_before(created(call, &name).await?) {
                return Err(provider::already_exists("AWS::ECR::Repository", &name));
            }
        }
        made => made.map(drop)?,
    }
    policies(call, &name, request).await?;
    Ok(made(call, &name))
}

async fn update(call: &Call, id: &str, request: &Request<'_>) -> Result<Made> {
    let (setting, filters) = mutability(request.properties);
    let input = PutImageTagMutabilityInput {
        repository_name: id.to_owned(),
        image_tag_mutability: setting.unwrap_or(ImageTagMutability::Mutable),
        image_tag_mutability_exclusion_filters: filters,
        registry_id: None,
    };
    let changed = |names: &[&str]| {
        request.previous.is_none_or(|previous| {
            names.iter().any(|name| previous.get(*name) != request.properties.get(*name))
        })
    };
    if changed(&["ImageTagMutability", "ImageTagMutabilityExclusionFilters"]) {
        call.call::<ops::PutImageTagMutability>(input).await?;
    }
    if changed(&["ImageScanningConfiguration"]) {
        let input = PutImageScanningConfigurationInput {
            repository_name: id.to_owned(),
            image_scanning_configuration: scanning(request),
            registry_id: None,
        };
        call.call::<ops::PutImageScanningConfiguration>(input).await?;
    }
    policies(call, id, request).await?;
    retag(call, id, request).await?;
    Ok(made(call, id))
}

/// Without `EmptyOnDelete` a repository that has images stays, and fails the stack.
async fn delete(call: &Call, id: &str, request: &Request<'_>) -> Result<()> {
    let force = request.text("EmptyOnDelete").as_deref() == Some("true");
    let input =
        DeleteRepositoryInput { repository_name: id.to_owned(), force: Some(force), registry_id: None };
    gone(call.call::<ops::DeleteRepository>(input).await, "RepositoryNotFoundException")
}

/// `Ref` is the name.
fn made(call: &Call, name: &str) -> Made {
    let repository = crate::names::RepositoryName::of(call, None, name);
    Made::new(name).with("Arn", repository.arn()).with("RepositoryUri", repository.uri())
}

async fn created(call: &Call, name: &str) -> Result<Timestamp> {
    let input =
        DescribeRepositoriesInput { repository_names: Some(vec![name.to_owned()]), ..Default::default() };
    let found = call.call::<ops::DescribeRepositories>(input).await?.repositories.unwrap_or_default();
    Ok(found.first().and_then(|repository| repository.created_at).unwrap_or(Timestamp::MIN))
}

/// Sets the policies that the template says, and takes those away that it says no more.
async fn policies(call: &Call, name: &str, request: &Request<'_>) -> Result<()> {
    if part(request.properties, "LifecyclePolicy", "RegistryId").is_some_and(|id| id != call.account()) {
        return Err(Error::not_implemented("LifecyclePolicy.RegistryId of another account"));
    }
    let repository_name = name.to_owned();
    let had = |property| request.previous.and_then(|previous| document(previous, property));
    match (document(request.properties, "RepositoryPolicyText"), had("RepositoryPolicyText")) {
        (Some(policy_text), _) => {
            let input = SetRepositoryPolicyInput { repository_name, policy_text, ..Default::default() };
            call.call::<ops::SetRepositoryPolicy>(input).await?;
        }
        (None, Some(_)) => {
            let input = DeleteRepositoryPolicyInput { repository_name, registry_id: None };
            gone(call.call::<ops::DeleteRepositoryPolicy>(input).await, "RepositoryPolicyNotFoundException")?;
        }
        (None, None) => {}
    }
    let repository_name = name.to_owned();
    let text =
        |properties| part(properties, "LifecyclePolicy", "LifecyclePolicyText").filter(|t| !t.is_empty());
    match (text(request.properties), request.previous.and_then(text)) {
        (Some(lifecycle_policy_text), _) => {
            let input = PutLifecyclePolicyInput { repository_name, lifecycle_policy_text, registry_id: None };
            call.call::<ops::PutLifecyclePolicy>(input).await?;
        }
        (None, Some(_)) => {
            let input = DeleteLifecyclePolicyInput { repository_name, registry_id: None };
            gone(call.call::<ops::DeleteLifecyclePolicy>(input).await, "LifecyclePolicyNotFoundException")?;
        }
        (None, None) => {}
    }
    Ok(())
}

fn scanning(request: &Request<'_>) -> ImageScanningConfiguration {
    let on = part(request.properties, "ImageScanningConfiguration", "ScanOnPush");
    ImageScanningConfiguration { scan_on_push: Some(on.as_deref() == Some("true")) }
}

fn tags(request: &Request<'_>) -> Vec<Tag> {
    request.tags().into_iter().map(|(key, value)| Tag { key, value }).collect()
}

/// Tags as the template has them now.
async fn retag(call: &Call, name: &str, request: &Request<'_>) -> Result<()> {
    let resource_arn = crate::names::RepositoryName::of(call, None, name).arn();
    let listed = ListTagsForResourceInput { resource_arn: resource_arn.clone() };
    let had = call.call::<ops::ListTagsForResource>(listed).await?.tags.unwrap_or_default();
    let wanted = tags(request);
    let tag_keys: Vec<_> =
        had.into_iter().map(|tag| tag.key).filter(|key| wanted.iter().all(|tag| tag.key != *key)).collect();
    if !tag_keys.is_empty() {
        let input = UntagResourceInput { resource_arn: resource_arn.clone(), tag_keys };
        call.call::<ops::UntagResource>(input).await?;
    }
    if !wanted.is_empty() {
        call.call::<ops::TagResource>(TagResourceInput { resource_arn, tags: wanted }).await?;
    }
    Ok(())
}
