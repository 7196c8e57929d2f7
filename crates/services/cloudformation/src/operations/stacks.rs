//! Making, changing and deleting stacks.

use crate::CloudFormation;
use crate::desired::{Desired, pseudo};
use crate::engine::{Phase, Run};
use crate::names;
use crate::records::StackRecord;
use crate::state::Stack;
use ::stacks::parameters::Given;
use door::Call;
use indexmap::IndexMap;
use model_cloudformation::errors;
use model_cloudformation::types::*;
use std::sync::Arc;
use wire::prelude::*;

impl CloudFormation {
    /// <https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_CreateStack.html>
    pub(crate) async fn create_stack(
        self: &Arc<Self>,
        call: &Call,
        input: CreateStackInput,
    ) -> Result<CreateStackOutput> {
        let text = body(input.template_body, input.template_url.as_deref())?;
        let id = names::stack_id(call, &input.stack_name);
        let arns = input.notification_arns.unwrap_or_default();
        let own = pseudo(call, &id, &input.stack_name, &arns);
        let desired = Desired::new(&text, &given(input.parameters), &IndexMap::new(), &own)?;
        self.known_types(&desired)?;
        let on_failure = input.on_failure.as_ref().map_or("ROLLBACK", Enum::as_str);
        let record = StackRecord {
            id: id.clone(),
            name: input.stack_name.clone(),
            status: Phase::Create.in_progress().to_owned(),
            reason: None,
            created: call.now().millis(),
            updated: None,
            deleted: None,
            source: desired.source.clone(),
            previous: None,
            tags: tags(input.tags),
            capabilities: input
                .capabilities
                .unwrap_or_default()
                .iter()
                .map(|c| c.as_str().to_owned())
                .collect(),
            role_arn: input.role_arn,
            disable_rollback: input.disable_rollback.unwrap_or(on_failure == "DO_NOTHING"),
            delete_on_failure: on_failure == "DELETE",
            termination_protection: input.enable_termination_protection.unwrap_or(false),
            notification_arns: arns,
            timeout_minutes: input.timeout_in_minutes,
            resources: IndexMap::new(),
            leftovers: Vec::new(),
            outputs: Vec::new(),
            generation: 0,
        };
        let stack = {
            let _naming = self.state.naming.lock();
            if self.state.find(call, &input.stack_name).is_some() {
                return Err(errors::already_exists(format!("Stack [{}] already exists", input.stack_name)));
            }
            self.state.add(call, record)?
        };
        let run = self.run(call, stack);
        run.enter(Phase::Create, Some("User Initiated"));
        tokio::spawn(run.create(desired));
        Ok(CreateStackOutput { stack_id: Some(id), ..Default::default() })
    }

    /// <https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_UpdateStack.html>
    pub(crate) async fn update_stack(
        self: &Arc<Self>,
        call: &Call,
        input: UpdateStackInput,
    ) -> Result<UpdateStackOutput> {
        let stack = self.existing(call, &input.stack_name)?;
        let before = stack.record.read().clone();
        let text = if input.use_previous_template.unwrap_or(false) {
            before.source.template.clone()
        } else {
            body(input.template_body, input.template_url.as_deref())?
        };
        let own = pseudo(call, &before.id, &before.name, &before.notification_arns);
        let desired = Desired::new(&text, &given(input.parameters), &before.source.parameters, &own)?;
        self.known_types(&desired)?;
        let tags = input.tags.map_or_else(|| before.tags.clone(), |given| tags(Some(given)));
        if desired.source == before.source && tags == before.tags {
            return Err(Error::new("ValidationError", "No updates are to be performed."));
        }
        let run = self.run(call, stack);
        run.begin_update(&desired, tags)?;
        tokio::spawn(run.update(desired));
        Ok(UpdateStackOutput { stack_id: Some(before.id), ..Default::default() })
    }

    /// <https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_DeleteStack.html>
    pub(crate) async fn delete_stack(
        self: &Arc<Self>,
        call: &Call,
        input: DeleteStackInput,
    ) -> Result<DeleteStackOutput> {
        // A stack that is not there is deleted.
        let Some(stack) = self.state.find(call, &input.stack_name) else { return Ok(DeleteStackOutput {}) };
        let (deleted, protected, name) = {
            let record = stack.record.read();
            (record.deleted.is_some(), record.termination_protection, record.name.clone())
        };
        if protected {
            let text = format!("Stack [{name}] cannot be deleted while TerminationProtection is enabled");
            return Err(Error::new("ValidationError", text));
        }
        if deleted || stack.record.read().status == Phase::Delete.in_progress() {
            return Ok(DeleteStackOutput {});
        }
        let run = self.run(call, stack);
        run.enter(Phase::Delete, Some("User Initiated"));
        tokio::spawn(run.delete());
        Ok(DeleteStackOutput {})
    }

    /// Whoever makes a stack's resources.
    fn run(self: &Arc<Self>, call: &Call, stack: Arc<Stack>) -> Run {
        Run { service: self.clone(), stack, call: call.clone() }
    }

    fn known_types(&self, desired: &Desired) -> Result<()> {
        let kinds = desired.template.resources.values().map(|r| r.kind.as_str());
        let mut unknown: Vec<_> = kinds.filter(|kind| !self.types.contains_key(kind)).collect();
        unknown.sort_unstable();
        unknown.dedup();
        if unknown.is_empty() {
            return Ok(());
        }
        let text = format!("Template format error: Unrecognized resource types: [{}]", unknown.join(", "));
        Err(Error::new("ValidationError", text))
    }
}

impl Run {
    /// Takes the stack for an update, unless something else is under way.
    fn begin_update(&self, desired: &Desired, tags: Vec<(String, String)>) -> Result<()> {
        let status = self.record(|r| r.status.clone());
        if !matches!(
            status.as_str(),
            "CREATE_COMPLETE" | "UPDATE_COMPLETE" | "UPDATE_ROLLBACK_COMPLETE" | "IMPORT_COMPLETE"
        ) {
            let id = self.record(|r| r.id.clone());
            let text = format!("Stack:{id} is in {status} state and can not be updated.");
            return Err(Error::new("ValidationError", text));
        }
        self.change(|r| {
            r.previous = Some(std::mem::replace(&mut r.source, desired.source.clone()));
            r.tags = tags;
        });
        self.enter(Phase::Update, Some("User Initiated"));
        Ok(())
    }
}

/// The template's text, from where it is given.
fn body(body: Option<String>, url: Option<&str>) -> Result<String> {
    match (body, url) {
        (Some(text), None) => Ok(text),
        (None, Some(_)) => Err(Error::not_implemented("TemplateURL, until S3 is there")),
        _ => Err(Error::new("ValidationError", "Either Template URL or Template Body must be specified.")),
    }
}

fn given(parameters: Option<Vec<Parameter>>) -> IndexMap<String, Given> {
    let each = parameters.into_iter().flatten().filter_map(|p| {
        let given = Given { value: p.parameter_value, use_previous: p.use_previous_value.unwrap_or(false) };
        Some((p.parameter_key?, given))
    });
    each.collect()
}

fn tags(tags: Option<Vec<Tag>>) -> Vec<(String, String)> {
    tags.into_iter().flatten().map(|tag| (tag.key, tag.value)).collect()
}
