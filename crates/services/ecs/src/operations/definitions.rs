//! Task definitions.

use crate::page::page;
use crate::plan::support;
use crate::records::{DefinitionStatus, Family, Modeled, TaskDefinition};
use crate::refusals::{client, invalid};
use crate::state::State;
use crate::{Ecs, definition, launch, names, shown};
use door::{Call, Touch};
use model_ecs::ops;
use model_ecs::types::{
    DeleteTaskDefinitionsInput, DeleteTaskDefinitionsOutput, DeregisterTaskDefinitionInput,
    DeregisterTaskDefinitionOutput, DescribeTaskDefinitionInput, DescribeTaskDefinitionOutput,
    ListTaskDefinitionFamiliesInput, ListTaskDefinitionFamiliesOutput, ListTaskDefinitionsInput,
    ListTaskDefinitionsOutput, RegisterTaskDefinitionInput, RegisterTaskDefinitionOutput, SortOrder,
    TaskDefinitionFamilyStatus, TaskDefinitionField, TaskDefinitionStatus,
};
use std::collections::BTreeMap;
use store::{Batch, Key};
use wire::prelude::*;

/// Definitions of one deletion at most.
const MOST_DELETED: usize = 10;

impl Ecs {
    /// <https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_RegisterTaskDefinition.html>
    pub(crate) async fn register_task_definition(
        &self,
        call: &Call,
        mut input: RegisterTaskDefinitionInput,
    ) -> Result<RegisterTaskDefinitionOutput> {
        input.task_role_arn = launch::role_arn(call, input.task_role_arn)?;
        input.execution_role_arn = launch::role_arn(call, input.execution_role_arn)?;
        definition::validate(&input)?;
        support::definition(&input)?;
        let tags = crate::tags::given(call, input.tags.take())?;
        if !tags.is_empty() {
            let arn = call.arn("ecs", &format!("task-definition/{}:*", input.family));
            self.may_tag(call, <ops::RegisterTaskDefinition as Op>::spec(), &arn)?;
        }
        let family = input.family.clone();
        let family_key = Key::new(&[call.account(), &call.region, &*family]);
        let (record, ticket) = {
            let _changing = self.state.lock();
            let revision = self.state.families.get(&family_key).map_or(0, |family| family.last) + 1;
            let arn = call.arn("ecs", &format!("task-definition/{family}:{revision}"));
            let record = TaskDefinition {
                registered: Modeled(definition::registered(input, revision, arn.clone())),
                family: family.clone(),
                revision,
                arn,
                status: DefinitionStatus::Active,
                tags,
                registered_at: call.now(),
                registered_by: call.caller.display(),
                deregistered_at: None,
                delete_requested_at: None,
            };
            let mut batch = Batch::new();
            self.state.families.put(&mut batch, &family_key, Family { last: revision });
            let key = State::definition_key(call.account(), &call.region, &family, revision);
            self.state.definitions.put(&mut batch, &key, record.clone());
            (record, self.state.commit(batch)?)
        };
        ticket.durable().await.or_internal()?;
        Ok(RegisterTaskDefinitionOutput {
            task_definition: Some(shown::definition(&record)),
            tags: (!record.tags.is_empty()).then(|| shown::tags(&record.tags)),
        })
    }

    /// <https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_DescribeTaskDefinition.html>
    pub(crate) async fn describe_task_definition(
        &self,
        call: &Call,
        input: DescribeTaskDefinitionInput,
    ) -> Result<DescribeTaskDefinitionOutput> {
        let found = self.state.definition(call, &input.task_definition).ok_or_else(undescribed)?;
        let tags = input.include.iter().flatten().any(|field| *field == TaskDefinitionField::Tags);
        Ok(DescribeTaskDefinitionOutput {
            task_definition: Some(shown::definition(&found)),
            tags: tags.then(|| shown::tags(&found.tags)),
        })
    }

    /// <https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_DeregisterTaskDefinition.html>
    pub(crate) async fn deregister_task_definition(
        &self,
        call: &Call,
        input: DeregisterTaskDefinitionInput,
    ) -> Result<DeregisterTaskDefinitionOutput> {
        let found = exact(call, &input.task_definition)?;
        let (record, ticket) = {
            let _changing = self.state.lock();
            let before = self.state.definitions.get(&found).ok_or_else(not_found)?;
            if before.status == DefinitionStatus::DeleteInProgress {
                // *unconfirmed*
                return Err(client("The specified task definition is being deleted."));
            }
            let after = TaskDefinition {
                status: DefinitionStatus::Inactive,
                deregistered_at: before.deregistered_at.or(Some(call.now())),
                ..(*before).clone()
            };
            let mut batch = Batch::new();
            self.state.definitions.put(&mut batch, &found, after.clone());
            (after, self.state.commit(batch)?)
        };
        ticket.durable().await.or_internal()?;
        Ok(DeregisterTaskDefinitionOutput { task_definition: Some(shown::definition(&record)) })
    }

    /// <https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_DeleteTaskDefinitions.html>
    pub(crate) async fn delete_task_definitions(
        &self,
        call: &Call,
        input: DeleteTaskDefinitionsInput,
    ) -> Result<DeleteTaskDefinitionsOutput> {
        if !(1..=MOST_DELETED).contains(&input.task_definitions.len()) {
            // *unconfirmed*
            return Err(invalid(format!("Between 1 and {MOST_DELETED} task definitions must be specified.")));
        }
        let (mut deleted, mut failures) = (Vec::new(), Vec::new());
        let ticket = {
            let _changing = self.state.lock();
            let mut batch = Batch::new();
            for given in &input.task_definitions {
                let key = exact(call, given)?;
                let refused = |reason: &str| {
                    let arn = call.arn("ecs", &format!("task-definition/{}", names::of_definition(given)));
                    shown::failure(arn, reason)
                };
                let Some(before) = self.state.definitions.get(&key) else {
                    // *unconfirmed*
                    failures.push(refused("The specified task definition does not exist. Specify a valid account, family, revision and try again."));
                    continue;
                };
                if before.status == DefinitionStatus::Active {
                    // *unconfirmed*
                    failures.push(refused("The specified task definition is still in ACTIVE status. Please deregister the target and try again."));
                    continue;
                }
                let after = TaskDefinition {
                    status: DefinitionStatus::DeleteInProgress,
                    delete_requested_at: before.delete_requested_at.or(Some(call.now())),
                    ..(*before).clone()
                };
                // It goes at once unless a task still refers to it; then with the last one.
                if self.state.is_used(&after.arn) {
                    self.state.definitions.put(&mut batch, &key, after.clone());
                } else {
                    self.state.definitions.delete(&mut batch, &key);
                }
                deleted.push(shown::definition(&after));
            }
            self.state.commit(batch)?
        };
        ticket.durable().await.or_internal()?;
        Ok(DeleteTaskDefinitionsOutput { task_definitions: Some(deleted), failures: Some(failures) })
    }

    /// <https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_ListTaskDefinitions.html>
    pub(crate) async fn list_task_definitions(
        &self,
        call: &Call,
        input: ListTaskDefinitionsInput,
    ) -> Result<ListTaskDefinitionsOutput> {
        let status = match input.status {
            Some(TaskDefinitionStatus::Inactive) => DefinitionStatus::Inactive,
            Some(TaskDefinitionStatus::DeleteInProgress) => DefinitionStatus::DeleteInProgress,
            _ => DefinitionStatus::Active,
        };
        // Although it is called a prefix, the page says that it is the family's full name.
        let of_family = |d: &TaskDefinition| input.family_prefix.as_ref().is_none_or(|f| d.family == *f);
        let all = self.state.definitions.list(&Key::new(&[call.account(), &call.region])).into_iter();
        let wanted = all.filter(|(_, d)| d.status == status && of_family(d));
        let mut arns: Vec<_> = wanted.map(|(_, d)| d.arn.clone()).collect();
        if input.sort == Some(SortOrder::Desc) {
            arns.reverse();
        }
        let page = page(arns, String::as_str, input.next_token.as_deref(), input.max_results)?;
        Ok(ListTaskDefinitionsOutput { task_definition_arns: Some(page.items), next_token: page.next_token })
    }

    /// <https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_ListTaskDefinitionFamilies.html>
    pub(crate) async fn list_task_definition_families(
        &self,
        call: &Call,
        input: ListTaskDefinitionFamiliesInput,
    ) -> Result<ListTaskDefinitionFamiliesOutput> {
        let prefix = input.family_prefix.unwrap_or_default();
        let mut families: BTreeMap<String, bool> = BTreeMap::new();
        for (_, d) in self.state.definitions.list(&Key::new(&[call.account(), &call.region])) {
            *families.entry(d.family.clone()).or_default() |= d.status == DefinitionStatus::Active;
        }
        let wanted = |active: bool| match input.status {
            Some(TaskDefinitionFamilyStatus::Active) => active,
            Some(TaskDefinitionFamilyStatus::Inactive) => !active,
            _ => true,
        };
        let named =
            families.into_iter().filter(|(name, active)| name.starts_with(&prefix) && wanted(*active));
        let names = named.map(|(name, _)| name);
        let page = page(names, String::as_str, input.next_token.as_deref(), input.max_results)?;
        Ok(ListTaskDefinitionFamiliesOutput { families: Some(page.items), next_token: page.next_token })
    }
}

/// The key of a definition that is named with its revision.
fn exact(call: &Call, given: &str) -> Result<Key> {
    match names::definition(call, given) {
        Some((family, Some(revision))) => {
            Ok(State::definition_key(call.account(), &call.region, &family, revision))
        }
        // https://github.com/aws/containers-roadmap/issues/685 and the page: the revision must be named; *unconfirmed*
        Some((_, None)) => Err(client("Revision is missing.")),
        None => Err(client("Invalid revision number.")),
    }
}

/// *unconfirmed*
fn not_found() -> Error {
    client("The specified task definition does not exist.")
}

/// <https://github.com/sil-org/ecs-deploy/issues/145>
fn undescribed() -> Error {
    client("Unable to describe task definition.")
}

/// The ARN of a definition as a caller names it, for IAM: the newest revision where it names none.
pub(crate) fn touched(service: &Ecs, call: &Call, given: &str) -> String {
    if given.starts_with("arn:") {
        return given.to_owned();
    }
    match service.state.definition(call, given) {
        Some(found) => found.arn.clone(),
        None => call.arn("ecs", &format!("task-definition/{}", names::of_definition(given))),
    }
}

/// What DeleteTaskDefinitions touches.
pub(crate) fn definitions_touched(call: &Call, given: &[String]) -> Touch {
    let arn = |given: &String| call.arn("ecs", &format!("task-definition/{}", names::of_definition(given)));
    Touch { resources: given.iter().map(arn).collect(), ..Touch::default() }
}
