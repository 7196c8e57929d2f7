//! Task definitions.

use crate::plan::support;
use crate::records::{DefinitionStatus, Family, Modeled, TaskDefinition};
use crate::refusals::client;
use crate::state::State;
use crate::{Ecs, definition, names, shown};
use door::Call;
use model_ecs::types::{
    DescribeTaskDefinitionInput, DescribeTaskDefinitionOutput, RegisterTaskDefinitionInput,
    RegisterTaskDefinitionOutput, TaskDefinitionField,
};
use store::{Batch, Key};
use wire::prelude::*;

impl Ecs {
    /// <https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_RegisterTaskDefinition.html>
    pub(crate) async fn register_task_definition(
        &self,
        call: &Call,
        mut input: RegisterTaskDefinitionInput,
    ) -> Result<RegisterTaskDefinitionOutput> {
        definition::validate(&input)?;
        support::definition(&input)?;
        let tags = crate::tags::given(call, input.tags.take())?;
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
