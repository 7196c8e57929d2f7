//! `AWS::ECS::TaskDefinition`: each change but of tags is a new revision, and the old one is deregistered.
//! <https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-ecs-taskdefinition.html>

use super::{by_model, is_ours, retag, tags};
use door::Call;
use model_ecs::ops;
use model_ecs::types::*;
use provider::{Made, Request};
use wire::prelude::*;

pub(super) struct DefinitionType;

provider::resource_type!(
    DefinitionType,
    "AWS::ECS::TaskDefinition",
    "AWS-ECS-TaskDefinition.json",
    create,
    update,
    delete
);

/// Characters of a generated family.
const FAMILY: usize = 255;

async fn create(call: &Call, request: &Request<'_>) -> Result<Made> {
    let mut input: RegisterTaskDefinitionInput = by_model::read(request.properties, &["Tags"])?;
    if input.family.is_empty() {
        input.family = request.physical_name(FAMILY);
    }
    if let Some(arn) = made_before(call, &input.family, request).await? {
        return Ok(made(arn));
    }
    input.tags = tags(request);
    let registered = call.call::<ops::RegisterTaskDefinition>(input).await?.task_definition;
    Ok(made(registered.and_then(|definition| definition.task_definition_arn).unwrap_or_default()))
}

/// The revision that an attempt before a crash registered.
async fn made_before(call: &Call, family: &str, request: &Request<'_>) -> Result<Option<String>> {
    if request.again.is_none() {
        return Ok(None);
    }
    let input = DescribeTaskDefinitionInput {
        task_definition: family.to_owned(),
        include: Some(vec![TaskDefinitionField::Tags]),
    };
    let found = match call.call::<ops::DescribeTaskDefinition>(input).await {
        Err(error) if error.code() == "ClientException" => return Ok(None),
        found => found?,
    };
    let ours = is_ours(found.tags.as_deref().unwrap_or_default(), request);
    let definition = found.task_definition.filter(|_| ours);
    let definition = definition.filter(|d| d.registered_at.is_some_and(|at| request.made_before(at)));
    Ok(definition.and_then(|definition| definition.task_definition_arn))
}

async fn update(call: &Call, id: &str, request: &Request<'_>) -> Result<Made> {
    retag(call, id, request).await?;
    Ok(made(id.to_owned()))
}

async fn delete(call: &Call, id: &str, _: &Request<'_>) -> Result<()> {
    let input = DescribeTaskDefinitionInput { task_definition: id.to_owned(), include: None };
    let found = call.call::<ops::DescribeTaskDefinition>(input).await;
    let active = match found {
        Err(error) if error.code() == "ClientException" => false,
        found => found?.task_definition.is_some_and(|d| d.status == Some(TaskDefinitionStatus::Active)),
    };
    if active {
        let input = DeregisterTaskDefinitionInput { task_definition: id.to_owned() };
        call.call::<ops::DeregisterTaskDefinition>(input).await?;
    }
    Ok(())
}

/// `Ref` is the ARN with the revision.
fn made(arn: String) -> Made {
    Made::new(arn.clone()).with("TaskDefinitionArn", arn)
}
