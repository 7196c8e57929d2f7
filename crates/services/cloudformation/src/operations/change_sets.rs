//! Change sets: made, told of and deleted. What they change is computed when they are made, as AWS does it; carrying one
//! out is `execute.rs`.

use super::changes::{kept, shown, summary};
use super::request::{Asked, refuse};
use crate::CloudFormation;
use crate::names;
use crate::page::page;
use crate::records::{ChangeSetRecord, Options, StackRecord};
use crate::state::{Stack, Writes};
use door::Call;
use model_cloudformation::types::*;
use model_cloudformation::{errors, ops};
use std::sync::Arc;
use wire::prelude::*;

const NO_CHANGES: &str =
    "The submitted information didn't contain changes. Submit different information to create a change set.";

impl CloudFormation {
    /// <https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_CreateChangeSet.html>
    pub(crate) async fn create_change_set(
        self: &Arc<Self>,
        call: &Call,
        mut input: CreateChangeSetInput,
    ) -> Result<CreateChangeSetOutput> {
        unsupported(&input)?;
        let kind = input.change_set_type.as_ref().map_or("UPDATE", Enum::as_str).to_owned();
        let (stack, record) = self.reviewed(call, &input.stack_name, &kind, &input.change_set_name)?;
        let asked = Asked::from(&mut input);
        let new_role = asked.role_arn.clone();
        let own = (record.id.as_str(), record.name.as_str());
        let (desired, version) = self.version(call, own, asked, Some(&record.version), true)?;
        self.dry_run(call, &desired, Some(&record))?;
        self.may_pass(call, ops::CreateChangeSet::spec(), &record.id, new_role.as_deref()).await?;
        let mut set = ChangeSetRecord {
            id: names::change_set_id(call, &input.change_set_name),
            name: input.change_set_name,
            kind,
            status: "CREATE_COMPLETE".to_owned(),
            execution_status: "AVAILABLE".to_owned(),
            created: call.now().millis(),
            description: input.description,
            client_token: input.client_token,
            with_nested: input.include_nested_stacks.unwrap_or(false),
            on_stack_failure: input.on_stack_failure.as_ref().map(|it| it.as_str().to_owned()),
            ..ChangeSetRecord::default()
        };
        let failed = match self.difference(call, &record, &desired, &version) {
            Err(error) => Some(error.message().to_owned()),
            Ok(difference) => {
                let same = version.tags == record.version.tags
                    && version.notification_arns == record.version.notification_arns;
                set.changes = difference.plain.iter().map(kept).collect();
                set.changes_with_values = difference.changes.iter().map(kept).collect();
                (difference.is_empty() && same && set.kind == "UPDATE").then(|| NO_CHANGES.to_owned())
            }
        };
        if failed.is_some() {
            "FAILED".clone_into(&mut set.status);
            "UNAVAILABLE".clone_into(&mut set.execution_status);
            set.reason = failed;
        }
        set.version = version;
        let answer = |set: &ChangeSetRecord| CreateChangeSetOutput {
            id: Some(set.id.clone()),
            stack_id: Some(record.id.clone()),
        };
        if let Some(known) = self.named(stack.as_deref(), &set.name) {
            if known.client_token.is_some() && known.client_token == set.client_token {
                return Ok(answer(&known));
            }
            return Err(errors::already_exists(format!("ChangeSet {} already exists", set.name)));
        }
        let output = answer(&set);
        let stack = match stack {
            Some(stack) => stack,
            None => match self.found(call, record.clone())? {
                Some((stack, _)) => stack,
                None => return refuse(taken(&record.name, &set.name)),
            },
        };
        let ticket =
            self.state.change(&stack, |_| Ok::<_, Error>(Writes { kept: vec![set], ..Writes::default() }))?;
        ticket.durable().await.or_internal()?;
        Ok(output)
    }

    /// The stack that a change set is for: one that is there, or a new one, which is under review until it is executed.
    fn reviewed(
        &self,
        call: &Call,
        name: &str,
        kind: &str,
        set: &str,
    ) -> Result<(Option<Arc<Stack>>, StackRecord)> {
        let stack = self.state.find(call, name);
        let record = stack.as_ref().map(|stack| stack.record.read().clone());
        match (kind, record) {
            ("CREATE", Some(record)) if record.status != "REVIEW_IN_PROGRESS" => refuse(taken(name, set)),
            ("CREATE", None) if names::is_id(name) => refuse(format!("Stack [{name}] does not exist")),
            ("CREATE", None) => names::check(name).map(|()| (None, under_review(call, name))),
            ("CREATE", Some(record)) => Ok((stack, record)),
            (_, None) => refuse(format!("Stack [{name}] does not exist")),
            (_, Some(record)) if record.is_deleted() => refuse(format!("Stack [{name}] does not exist")),
            (_, Some(record)) => {
                super::update::updatable(&record)?;
                Ok((stack, record))
            }
        }
    }

    /// <https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_DescribeChangeSet.html>
    pub(crate) async fn describe_change_set(
        self: &Arc<Self>,
        call: &Call,
        input: DescribeChangeSetInput,
    ) -> Result<DescribeChangeSetOutput> {
        let (stack, set) = self.change_set(call, &input.change_set_name, input.stack_name.as_deref())?;
        let (stack_id, stack_name) = {
            let record = stack.record.read();
            (record.id.clone(), record.name.clone())
        };
        let with_values = input.include_property_values.unwrap_or(false);
        let changes = if with_values { &set.changes_with_values } else { &set.changes };
        let numbered = changes.iter().enumerate();
        let (changes, next_token) = page(numbered, |(n, _)| n.to_string(), input.next_token.as_deref())?;
        let changes = changes.into_iter().map(|(_, change)| shown(change)).collect::<Result<_>>()?;
        let v = &set.version;
        Ok(DescribeChangeSetOutput {
            change_set_name: Some(set.name.clone()),
            change_set_id: Some(set.id.clone()),
            stack_id: Some(stack_id),
            stack_name: Some(stack_name),
            description: set.description.clone(),
            parameters: super::describe::parameters(&v.source),
            creation_time: Some(Timestamp::from_millis(set.created)),
            execution_status: Some(Enum::of(set.execution_status.clone())),
            status: Some(Enum::of(set.status.clone())),
            status_reason: set.reason.clone(),
            notification_arns: Some(v.notification_arns.clone()),
            rollback_configuration: Some(RollbackConfiguration::default()),
            capabilities: Some(v.capabilities.iter().cloned().map(Enum::of).collect()),
            tags: (!v.tags.is_empty()).then(|| super::describe::tags(&v.tags)),
            changes: Some(changes),
            next_token,
            include_nested_stacks: Some(set.with_nested),
            on_stack_failure: set.on_stack_failure.clone().map(Enum::of),
            ..DescribeChangeSetOutput::default()
        })
    }

    /// <https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_ListChangeSets.html>
    pub(crate) async fn list_change_sets(
        self: &Arc<Self>,
        call: &Call,
        input: ListChangeSetsInput,
    ) -> Result<ListChangeSetsOutput> {
        let stack = self.existing_named(call, &input.stack_name)?;
        let record = stack.record.read().clone();
        let sets = self.state.change_sets(&stack).into_iter().filter(|set| !is_executed(set));
        let (sets, next_token) = page(sets, |set| set.id.clone(), input.next_token.as_deref())?;
        let summaries = sets.iter().map(|set| summary(set, (&record.id, &record.name))).collect();
        Ok(ListChangeSetsOutput { summaries: Some(summaries), next_token })
    }

    /// <https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_DeleteChangeSet.html>
    pub(crate) async fn delete_change_set(
        self: &Arc<Self>,
        call: &Call,
        input: DeleteChangeSetInput,
    ) -> Result<DeleteChangeSetOutput> {
        let found = self.change_set(call, &input.change_set_name, input.stack_name.as_deref());
        let (stack, set) = match found {
            // One that is not there is deleted.
            Err(error) if error.code() == "ChangeSetNotFound" => return Ok(DeleteChangeSetOutput {}),
            found => found?,
        };
        if set.execution_status == "EXECUTE_IN_PROGRESS" {
            return Err(errors::invalid_change_set_status(format!(
                "ChangeSet [{}] cannot be deleted in its current execution status of [{}]",
                set.id, set.execution_status
            )));
        }
        let ticket = self.state.change(&stack, |_| {
            Ok::<_, Error>(Writes { dropped: vec![set.id.clone()], ..Writes::default() })
        })?;
        ticket.durable().await.or_internal()?;
        Ok(DeleteChangeSetOutput {})
    }

    /// The change set of a stack that bears a name and was not executed.
    fn named(&self, stack: Option<&Stack>, name: &str) -> Option<Arc<ChangeSetRecord>> {
        let sets = self.state.change_sets(stack?);
        sets.into_iter().find(|set| set.name == name && !is_executed(set))
    }

    /// The change set of an id, or of a name in a stack.
    pub(super) fn change_set(
        &self,
        call: &Call,
        set: &str,
        stack: Option<&str>,
    ) -> Result<(Arc<Stack>, Arc<ChangeSetRecord>)> {
        let missing = || errors::change_set_not_found(format!("ChangeSet [{set}] does not exist"));
        if names::is_id(set) {
            let mut stacks = self.state.list(call).into_iter();
            let found = stacks.find_map(|stack| {
                let sets = self.state.change_sets(&stack);
                let found = sets.into_iter().find(|it| it.id == set)?;
                Some((stack, found))
            });
            return found.ok_or_else(missing);
        }
        let Some(stack) = stack else {
            return refuse("StackName must be specified if ChangeSetName is not specified as an ARN.");
        };
        let stack = self.existing_named(call, stack)?;
        let found = self.named(Some(&stack), set).ok_or_else(missing)?;
        Ok((stack, found))
    }
}

/// A new stack that is nothing yet.
fn under_review(call: &Call, name: &str) -> StackRecord {
    StackRecord {
        id: names::stack_id(call, name),
        name: name.to_owned(),
        status: "REVIEW_IN_PROGRESS".to_owned(),
        reason: Some("User Initiated".to_owned()),
        created: call.now().millis(),
        options: Options { operation: "CreateChangeSet".to_owned(), ..Options::default() },
        ..StackRecord::default()
    }
}

fn is_executed(set: &ChangeSetRecord) -> bool {
    matches!(set.execution_status.as_str(), "EXECUTE_COMPLETE" | "EXECUTE_FAILED")
}

fn taken(stack: &str, set: &str) -> String {
    format!("Stack [{stack}] already exists and cannot be created again with the changeSet [{set}].")
}

/// What would be accepted and have no effect.
fn unsupported(input: &CreateChangeSetInput) -> Result<()> {
    let refused = [
        (input.change_set_type == Some(ChangeSetType::Import), "change sets of the type IMPORT"),
        (input.resources_to_import.is_some(), "ResourcesToImport"),
        (input.import_existing_resources == Some(true), "ImportExistingResources"),
        (input.deployment_mode.is_some(), "DeploymentMode"),
    ];
    match refused.iter().find(|(given, _)| *given) {
        Some((_, what)) => Err(Error::not_implemented(what)),
        None => Ok(()),
    }
}
