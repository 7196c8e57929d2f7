//! `AWS::ECR::RepositoryCreationTemplate`.
//! <https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-ecr-repositorycreationtemplate.html>

use super::{document, mutability, part};
use clock::Timestamp;
use door::Call;
use model_ecr::ops;
use model_ecr::types::*;
use provider::{Made, Request, gone, text};
use serde_json::Value;
use wire::prelude::*;

pub(super) struct RepositoryCreationTemplateType;

provider::resource_type!(
    RepositoryCreationTemplateType,
    "AWS::ECR::RepositoryCreationTemplate",
    "AWS-ECR-RepositoryCreationTemplate.json",
    create,
    update,
    delete
);

async fn create(call: &Call, request: &Request<'_>) -> Result<Made> {
    let prefix = request.text("Prefix").unwrap_or_default();
    let (image_tag_mutability, filters) = mutability(request.properties);
    let input = CreateRepositoryCreationTemplateInput {
        prefix: prefix.clone(),
        description: request.text("Description"),
        encryption_configuration: encryption(request),
        resource_tags: tags(request),
        image_tag_mutability,
        image_tag_mutability_exclusion_filters: filters,
        repository_policy: document(request.properties, "RepositoryPolicy"),
        lifecycle_policy: document(request.properties, "LifecyclePolicy"),
        applied_for: applied_for(request),
        custom_role_arn: request.text("CustomRoleArn"),
    };
    match call.call::<ops::CreateRepositoryCreationTemplate>(input).await {
        Err(error) if error.shape_name() == "TemplateAlreadyExistsException" => {
            let input = DescribeRepositoryCreationTemplatesInput {
                prefixes: Some(vec![prefix.clone()]),
                ..Default::default()
            };
            let there = call.call::<ops::DescribeRepositoryCreationTemplates>(input).await?;
            let there = there.repository_creation_templates.unwrap_or_default().pop();
            if !request.made_before(there.clone().and_then(|t| t.created_at).unwrap_or(Timestamp::MIN)) {
                return Err(provider::already_exists("AWS::ECR::RepositoryCreationTemplate", &prefix));
            }
            Ok(made(&prefix, there))
        }
        template => Ok(made(&prefix, template?.repository_creation_template)),
    }
}

/// What the template says no more goes back to nothing, which an update cannot say: it is made anew.
async fn update(call: &Call, id: &str, request: &Request<'_>) -> Result<Made> {
    delete(call, id, request).await?;
    create(call, request).await
}

async fn delete(call: &Call, id: &str, _: &Request<'_>) -> Result<()> {
    let input = DeleteRepositoryCreationTemplateInput { prefix: id.to_owned() };
    gone(call.call::<ops::DeleteRepositoryCreationTemplate>(input).await, "TemplateNotFoundException")
}

/// `Ref` is the prefix.
fn made(prefix: &str, template: Option<RepositoryCreationTemplate>) -> Made {
    let (created, updated) = template.map(|t| (t.created_at, t.updated_at)).unwrap_or_default();
    let shown = |at: Option<Timestamp>| at.map(Timestamp::rfc3339).unwrap_or_default();
    Made::new(prefix).with("CreatedAt", shown(created)).with("UpdatedAt", shown(updated))
}

fn encryption(request: &Request<'_>) -> Option<EncryptionConfigurationForRepositoryCreationTemplate> {
    let kind = part(request.properties, "EncryptionConfiguration", "EncryptionType")?;
    Some(EncryptionConfigurationForRepositoryCreationTemplate {
        encryption_type: EncryptionType::of(kind),
        kms_key: part(request.properties, "EncryptionConfiguration", "KmsKey"),
    })
}

fn applied_for(request: &Request<'_>) -> Vec<RCTAppliedFor> {
    let items = request.properties.get("AppliedFor").and_then(Value::as_array).into_iter().flatten();
    items.filter_map(text).map(RCTAppliedFor::of).collect()
}

fn tags(request: &Request<'_>) -> Option<Vec<Tag>> {
    let tags = request.properties.get("ResourceTags").and_then(Value::as_array)?;
    let part = |tag: &Value, name| tag.get(name).and_then(text).unwrap_or_default();
    Some(tags.iter().map(|tag| Tag { key: part(tag, "Key"), value: part(tag, "Value") }).collect())
}
