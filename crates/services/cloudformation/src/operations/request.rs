//! What the operations that begin something have in common: their parameters, and what is refused of them.

use crate::CloudFormation;
use crate::desired::{Desired, Wish};
use crate::engine::PRINCIPAL;
use crate::records::{StackRecord, Version};
use crate::state::Stack;
use ::stacks::Pseudo;
use ::stacks::parameters::Given;
use door::{Call, Touch};
use indexmap::IndexMap;
use model_cloudformation::errors;
use model_cloudformation::types::*;
use std::sync::Arc;
use wire::prelude::*;
use wire::schema::Operation;

/// What a version of a stack is asked to be.
#[derive(Default)]
pub(super) struct Asked {
    pub(super) body: Option<String>,
    pub(super) url: Option<String>,
    pub(super) use_previous: Option<bool>,
    pub(super) parameters: Option<Vec<Parameter>>,
    pub(super) capabilities: Option<Vec<Capability>>,
    pub(super) resource_types: Option<Vec<String>>,
    pub(super) role_arn: Option<String>,
    pub(super) notification_arns: Option<Vec<String>>,
    pub(super) tags: Option<Vec<Tag>>,
    pub(super) rollback: Option<RollbackConfiguration>,
    pub(super) deployment: Option<DeploymentConfig>,
    pub(super) disable_validation: Option<bool>,
}

/// The inputs from which a version is taken call its parts by the same names.
macro_rules! taken_from {
    ($($input:ident $(with $use_previous:ident)?),*) => {$(
        impl From<&mut $input> for Asked {
            fn from(input: &mut $input) -> Self {
                Self {
                    body: input.template_body.take(),
                    url: input.template_url.take(),
                    parameters: input.parameters.take(),
                    capabilities: input.capabilities.take(),
                    resource_types: input.resource_types.take(),
                    role_arn: input.role_arn.take(),
                    notification_arns: input.notification_arns.take(),
                    tags: input.tags.take(),
                    rollback: input.rollback_configuration.take(),
                    deployment: input.deployment_config.take(),
                    disable_validation: input.disable_validation,
                    use_previous: None$(.or(input.$use_previous))?,
                }
            }
        }
    )*};
}
taken_from! {
    CreateStackInput,
    UpdateStackInput with use_previous_template,
    CreateChangeSetInput with use_previous_template
}

pub(super) fn refuse<T>(text: impl Into<String>) -> Result<T> {
    Err(Error::new("ValidationError", text))
}

impl CloudFormation {
    /// The stack of that name or id, or AWS's refusal.
    pub(super) fn existing(&self, call: &Call, name: &str) -> Result<Arc<Stack>> {
        self.state.find(call, name).map_or_else(|| refuse(format!("Stack with id {name} does not exist")), Ok)
    }

    /// The same, for the operations that word it so.
    pub(super) fn existing_named(&self, call: &Call, name: &str) -> Result<Arc<Stack>> {
        self.state.find(call, name).map_or_else(|| refuse(format!("Stack [{name}] does not exist")), Ok)
    }

    /// Reads and checks a version; `before` is what the stack is now. Nothing is changed.
    pub(super) fn version(
        &self,
        call: &Call,
        own: (&str, &str),
        asked: Asked,
        before: Option<&Version>,
        change_set: bool,
    ) -> Result<(Desired, Version)> {
        let (id, name) = own;
        inert(&asked)?;
        let text = match (asked.use_previous.unwrap_or(false), before) {
            (true, Some(before)) if !before.source.template.is_empty() => {
                if asked.body.is_some() || asked.url.is_some() {
                    return refuse(
                        "Template URL or Template Body cannot be specified with UsePreviousTemplate",
                    );
                }
                before.source.template.clone()
            }
            _ => body(asked.body, asked.url.as_deref())?,
        };
        let unless_given = |given: Option<Vec<String>>, kept: fn(&Version) -> Vec<String>| {
            given.unwrap_or_else(|| before.map(kept).unwrap_or_default())
        };
        let notification_arns = unless_given(asked.notification_arns, |v| v.notification_arns.clone());
        check_topics(&notification_arns)?;
        let pseudo = pseudo(call, id, name, &notification_arns);
        let given = given(asked.parameters)?;
        let previous = before.map(|v| v.source.parameters.clone()).unwrap_or_default();
        let wish = Wish { text: &text, given: &given, previous: &previous };
        let mut desired = Desired::new(&wish, pseudo, &self.types)?;
        if change_set {
            // Making a change set carries out transforms without anybody's leave; executing it is the leave.
            desired.capabilities.retain(|capability| *capability != "CAPABILITY_AUTO_EXPAND");
        }
        let capabilities: Vec<_> =
            asked.capabilities.unwrap_or_default().iter().map(|c| c.as_str().to_owned()).collect();
        crate::desired::acknowledged(&desired, &capabilities, asked.resource_types.as_deref())?;
        let tags = asked.tags.map_or_else(|| before.map(|v| v.tags.clone()).unwrap_or_default(), tags);
        check_tags(&tags)?;
        let version = Version {
            source: desired.source.clone(),
            tags,
            capabilities,
            role_arn: asked.role_arn.or_else(|| before.and_then(|v| v.role_arn.clone())),
            notification_arns,
        };
        Ok((desired, version))
    }

    /// A role is passed by whoever may pass it, and must let CloudFormation in. One that the stack has already was.
    pub(super) async fn may_pass(
        &self,
        call: &Call,
        op: &'static Operation,
        stack_id: &str,
        role_arn: Option<&str>,
    ) -> Result<()> {
        let Some(role_arn) = role_arn else { return Ok(()) };
        let touch = Touch::on(role_arn).with("iam:PassedToService", PRINCIPAL);
        call.require(op, "iam:PassRole", &touch)?;
        self.assume(call, stack_id, role_arn).await.map(drop)
    }

    /// Finds what is wrong before anything is made. False where the stack itself will tell of it, in an event.
    pub(super) fn dry_run(
        &self,
        call: &Call,
        desired: &Desired,
        record: Option<&StackRecord>,
    ) -> Result<bool> {
        let found = crate::found::Found::new(self, call, record, &desired.template);
        match desired.dry_run(&found) {
            Ok(()) => Ok(true),
            Err(::stacks::Error::NoExport(_)) => Ok(false),
            Err(error) if error.message().starts_with("[Error]") => Ok(false),
            Err(error) => Err(crate::desired::worded(error)),
        }
    }
}

/// What a stack knows of itself.
pub(super) fn pseudo(call: &Call, id: &str, name: &str, arns: &[String]) -> Pseudo {
    crate::desired::pseudo(call, id, name, arns)
}

/// Whether a client repeats what it asked for before; its token for something else is refused.
pub(super) fn is_repeated(record: &StackRecord, token: Option<&str>, operation: &str) -> Result<bool> {
    let known = token.is_some() && record.options.token.as_deref() == token;
    if known && record.options.operation != operation {
        let text = format!(
            "ClientRequestToken {} was used for {} before",
            token.unwrap_or_default(),
            record.options.operation
        );
        return Err(errors::token_already_exists(text));
    }
    Ok(known)
}

/// The longest template that a request may hold, in bytes; the API's model leaves it open, the service does not
/// (cloudformation/test_template_engine.json).
const LONGEST_BODY: usize = 51_200;

/// The template's text, from where it is given.
pub(super) fn body(body: Option<String>, url: Option<&str>) -> Result<String> {
    match (body, url) {
        (Some(text), None) if text.len() > LONGEST_BODY => refuse(format!(
            "1 validation error detected: Value '{text}' at 'templateBody' failed to satisfy constraint: Member must \
             have length less than or equal to {LONGEST_BODY}"
        )),
        (Some(text), None) if !text.is_empty() => Ok(text),
        (None, Some(_)) => Err(Error::not_implemented("TemplateURL, until S3 is there")),
        _ => refuse("Either Template URL or Template Body must be specified."),
    }
}

/// A stack policy, from where it is given, if it is one.
pub(super) fn stack_policy(body: Option<String>, url: Option<&str>) -> Result<Option<String>> {
    match (body, url) {
        (Some(_), Some(_)) => refuse("You cannot specify both StackPolicyURL and StackPolicyBody"),
        (None, Some(_)) => Err(Error::not_implemented("StackPolicyURL, until S3 is there")),
        (None, None) => Ok(None),
        (Some(text), None) => crate::stack_policy::StackPolicy::parse(&text).map(|_| Some(text)),
    }
}

/// What would be accepted and have no effect.
fn inert(asked: &Asked) -> Result<()> {
    undeployed(asked.deployment.as_ref())?;
    if asked.disable_validation == Some(true) {
        return Err(Error::not_implemented("DisableValidation"));
    }
    let Some(rollback) = &asked.rollback else { return Ok(()) };
    if let Some(trigger) = rollback.rollback_triggers.iter().flatten().next() {
        if !matches!(trigger.r#type.as_str(), "AWS::CloudWatch::Alarm" | "AWS::CloudWatch::CompositeAlarm") {
            return refuse("Rollback Trigger Type not supported");
        }
        if trigger.arn.splitn(6, ':').nth(5).is_none_or(|id| !id.starts_with("alarm:")) {
            return refuse("RelativeId of a Rollback Trigger's ARN is incorrect");
        }
        return Err(Error::not_implemented("RollbackTriggers, until CloudWatch is there"));
    }
    match rollback.monitoring_time_in_minutes {
        None | Some(0) => Ok(()),
        Some(_) => Err(Error::not_implemented("MonitoringTimeInMinutes, until CloudWatch is there")),
    }
}

/// A deployment is made in one way.
pub(super) fn undeployed(deployment: Option<&DeploymentConfig>) -> Result<()> {
    if deployment.is_some() { Err(Error::not_implemented("DeploymentConfig")) } else { Ok(()) }
}

fn given(parameters: Option<Vec<Parameter>>) -> Result<IndexMap<String, Given>> {
    let mut given = IndexMap::new();
    for parameter in parameters.into_iter().flatten() {
        let use_previous = parameter.use_previous_value.unwrap_or(false);
        let Some(key) = parameter.parameter_key else {
            return refuse("ParameterKey is a required member of every parameter");
        };
        let one = Given { value: parameter.parameter_value, use_previous };
        if given.insert(key.clone(), one).is_some() {
            return refuse(format!("Duplicate parameter key: {key}"));
        }
    }
    Ok(given)
}

/// What is no topic can be told nothing.
fn check_topics(arns: &[String]) -> Result<()> {
    let is_topic = |arn: &str| {
        let parts: Vec<_> = arn.split(':').collect();
        matches!(parts.as_slice(), ["arn", _, "sns", region, account, name]
            if ![region, account, name].into_iter().any(|part| part.is_empty()))
    };
    match arns.iter().find(|arn| !is_topic(arn)) {
        Some(arn) => refuse(format!("NotificationARNs: {arn} is not the ARN of an SNS topic")),
        None => Ok(()),
    }
}

fn tags(tags: Vec<Tag>) -> Vec<(String, String)> {
    tags.into_iter().map(|tag| (tag.key, tag.value)).collect()
}

fn check_tags(tags: &[(String, String)]) -> Result<()> {
    for (index, (key, _)) in tags.iter().enumerate() {
        if key.to_lowercase().starts_with("aws:") {
            return refuse("aws: prefixed tag key names are not allowed for external use.");
        }
        if tags.iter().take(index).any(|(other, _)| other == key) {
            return refuse("Duplicate tag keys found. Please remove duplicates and try again.");
        }
    }
    Ok(())
}
