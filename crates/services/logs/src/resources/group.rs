//! `AWS::Logs::LogGroup`.
//! <https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-logs-loggroup.html>

use super::gone;
use clock::Timestamp;
use door::Call;
use model_logs::ops;
use model_logs::types::*;
use provider::{Made, Properties, Request};
use serde_json::{Value, json};
use wire::prelude::*;

/// Characters of a log group's name.
const NAME: usize = 512;

pub(super) struct LogGroupType;

provider::resource_type!(
    LogGroupType,
    "AWS::Logs::LogGroup",
    "AWS-Logs-LogGroup.json",
    create,
    update,
    delete
);

async fn create(call: &Call, request: &Request<'_>) -> Result<Made> {
    check(request.properties)?;
    let name = request.text("LogGroupName").unwrap_or_else(|| request.physical_name(NAME));
    let tags: Map<String> = request.tags().into_iter().collect();
    let input = CreateLogGroupInput {
        log_group_name: name.clone(),
        kms_key_id: request.text("KmsKeyId"),
        tags: (!tags.is_empty()).then_some(tags),
        log_group_class: request.text("LogGroupClass").map(LogGroupClass::of),
        deletion_protection_enabled: Some(flag(request.properties, "DeletionProtectionEnabled")),
    };
    match call.call::<ops::CreateLogGroup>(input).await {
        Err(error) if error.code() == "ResourceAlreadyExistsException" => taken(call, &name, request).await?,
        Err(error) => return Err(error),
        Ok(_) => {}
    }
    set_retention(call, &name, None, request.properties).await?;
    set_policy(call, &name, request).await?;
    Ok(made(call, &name))
}

/// The group is there: what an attempt before a crash made is this stack's, anything else is somebody else's.
async fn taken(call: &Call, name: &str, request: &Request<'_>) -> Result<()> {
    let input = DescribeLogGroupsInput { log_group_name_prefix: Some(name.to_owned()), ..Default::default() };
    let groups = call.call::<ops::DescribeLogGroups>(input).await?.log_groups.unwrap_or_default();
    let group = groups.into_iter().find(|group| group.log_group_name.as_deref() == Some(name));
    let created = group.and_then(|group| group.creation_time).map(Timestamp::from_millis);
    if created.is_some_and(|created| request.made_before(created)) {
        return Ok(());
    }
    let id = json!({ "/properties/LogGroupName": name }).to_string();
    Err(provider::already_exists("AWS::Logs::LogGroup", &id).with("Identifier", name))
}

async fn update(call: &Call, id: &str, request: &Request<'_>) -> Result<Made> {
    check(request.properties)?;
    let changed = |name: &str| request.previous.and_then(|p| p.get(name)) != request.properties.get(name);
    if changed("LogGroupClass") {
        return Err(model_logs::errors::invalid_parameter("The class of a log group cannot be changed."));
    }
    set_retention(call, id, request.previous, request.properties).await?;
    if changed("KmsKeyId") {
        set_key(call, id, request.text("KmsKeyId")).await?;
    }
    if changed("DeletionProtectionEnabled") {
        let input = PutLogGroupDeletionProtectionInput {
            log_group_identifier: id.to_owned(),
            deletion_protection_enabled: flag(request.properties, "DeletionProtectionEnabled"),
        };
        call.call::<ops::PutLogGroupDeletionProtection>(input).await?;
    }
    if changed("ResourcePolicyDocument") {
        set_policy(call, id, request).await?;
    }
    retag(call, id, request).await?;
    Ok(made(call, id))
}

async fn delete(call: &Call, id: &str, _: &Request<'_>) -> Result<()> {
    gone(call.call::<ops::DeleteLogGroup>(DeleteLogGroupInput { log_group_name: id.to_owned() }).await)
}

/// What has no effect here is refused by name.
fn check(properties: &Properties) -> Result<()> {
    let given = |name: &str| match properties.get(name) {
        None | Some(Value::Null) => false,
        Some(Value::Array(items)) => !items.is_empty(),
        Some(_) => true,
    };
    for name in ["DataProtectionPolicy", "FieldIndexPolicies"] {
        if given(name) {
            return Err(Error::not_implemented(format!("{name} of AWS::Logs::LogGroup")));
        }
    }
    if flag(properties, "BearerTokenAuthenticationEnabled") {
        return Err(Error::not_implemented("BearerTokenAuthenticationEnabled of AWS::Logs::LogGroup"));
    }
    Ok(())
}

async fn set_retention(
    call: &Call,
    name: &str,
    before: Option<&Properties>,
    after: &Properties,
) -> Result<()> {
    let days = |properties: &Properties| properties.get("RetentionInDays").and_then(provider::text);
    let log_group_name = name.to_owned();
    match (before.and_then(days), days(after)) {
        (before, Some(after)) if before.as_ref() != Some(&after) => {
            let retention_in_days = after.parse().map_err(|_| {
                model_logs::errors::invalid_parameter(format!("RetentionInDays is not a number: {after}"))
            })?;
            let input = PutRetentionPolicyInput { log_group_name, retention_in_days };
            call.call::<ops::PutRetentionPolicy>(input).await.map(drop)
        }
        (Some(_), None) => {
            let input = DeleteRetentionPolicyInput { log_group_name };
            call.call::<ops::DeleteRetentionPolicy>(input).await.map(drop)
        }
        _ => Ok(()),
    }
}

async fn set_key(call: &Call, name: &str, key: Option<String>) -> Result<()> {
    let log_group_name = Some(name.to_owned());
    if let Some(kms_key_id) = key {
        let input = AssociateKmsKeyInput { log_group_name, kms_key_id, resource_identifier: None };
        return call.call::<ops::AssociateKmsKey>(input).await.map(drop);
    }
    let input = DisassociateKmsKeyInput { log_group_name, resource_identifier: None };
    call.call::<ops::DisassociateKmsKey>(input).await.map(drop)
}

/// The policy of the group itself, whatever revision it has.
async fn set_policy(call: &Call, name: &str, request: &Request<'_>) -> Result<()> {
    let wanted = request.properties.get("ResourcePolicyDocument").map(provider::document);
    if wanted.is_none() && request.previous.is_none() {
        return Ok(());
    }
    let resource_arn = Some(arn(call, name));
    let input = DescribeResourcePoliciesInput { resource_arn: resource_arn.clone(), ..Default::default() };
    let held = call.call::<ops::DescribeResourcePolicies>(input).await?.resource_policies;
    let expected_revision_id = held.unwrap_or_default().pop().and_then(|policy| policy.revision_id);
    if wanted.is_some() {
        let input = PutResourcePolicyInput {
            policy_name: None,
            policy_document: wanted,
            resource_arn,
            expected_revision_id,
        };
        return call.call::<ops::PutResourcePolicy>(input).await.map(drop);
    }
    let input = DeleteResourcePolicyInput { policy_name: None, resource_arn, expected_revision_id };
    gone(call.call::<ops::DeleteResourcePolicy>(input).await)
}

async fn retag(call: &Call, name: &str, request: &Request<'_>) -> Result<()> {
    let wanted: Map<String> = request.tags().into_iter().collect();
    let resource_arn = arn(call, name);
    let input = ListTagsForResourceInput { resource_arn: resource_arn.clone() };
    let has = call.call::<ops::ListTagsForResource>(input).await?.tags.unwrap_or_default();
    let dropped: Vec<_> = has.keys().filter(|key| !wanted.contains_key(*key)).cloned().collect();
    if !dropped.is_empty() {
        let input = UntagResourceInput { resource_arn: resource_arn.clone(), tag_keys: dropped };
        call.call::<ops::UntagResource>(input).await?;
    }
    if !wanted.is_empty() && has != wanted {
        call.call::<ops::TagResource>(TagResourceInput { resource_arn, tags: wanted }).await?;
    }
    Ok(())
}

fn flag(properties: &Properties, name: &str) -> bool {
    properties.get(name).and_then(provider::text).as_deref() == Some("true")
}

fn arn(call: &Call, name: &str) -> String {
    call.arn("logs", &format!("log-group:{name}"))
}

/// `Ref` is the name; `Arn` ends with `:*`.
fn made(call: &Call, name: &str) -> Made {
    Made::new(name).with("Arn", format!("{}:*", arn(call, name)))
}
