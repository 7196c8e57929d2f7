//! AWS CloudFormation: <https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/>.
//!
//! What can be said of a template by thinking alone is the crate `stacks`. Here is what runs: `records` is what the store
//! keeps, `desired` is a template with its parameters, ready to be made, and `engine` brings a stack from what it is to
//! what is desired, one resource after the other, each change written down before and after it is made, so that a server
//! that died goes on where it was. Resources are made by their services' [`provider::ResourceType`]s through the door, in
//! the name of whoever asked or of the stack's role.

mod desired;
mod engine;
mod exports;
mod found;
mod names;
mod operations;
mod page;
mod publish;
mod records;
mod resources;
mod runner;
mod stack_policy;
mod state;
#[cfg(test)]
mod tests;
mod types;

use door::{Call, Host, KeyName, ResourceFacts, Touch};
use model_cloudformation as model;
use provider::ResourceType;
use state::State;
use std::sync::Arc;
use store::Store;
use types::Types;
use wire::schema::Service;

/// AWS CloudFormation.
pub struct CloudFormation {
    state: State,
    types: Types,
}

impl CloudFormation {
    /// Opens what the store keeps of stacks; `types` are the services' resource types. [`CloudFormation::resume`] then goes
    /// on with what was under way.
    pub fn open(store: &Store, mut types: Vec<Arc<dyn ResourceType>>) -> store::Result<Self> {
        types.extend(resources::types());
        Ok(Self { state: State::open(store)?, types: Types::new(types) })
    }
}

door::operations! { CloudFormation as model;
    CancelUpdateStack => cancel_update_stack on |call, i| touch(call, &i.stack_name),
    ContinueUpdateRollback => continue_update_rollback on |call, i| touch(call, &i.stack_name),
    CreateChangeSet => create_change_set on |call, i| {
        let touched = touch_set(call, &i.change_set_name, Some(&i.stack_name));
        asking(touched, i.role_arn.as_ref(), i.resource_types.as_ref())
    },
    CreateStack => create_stack
        on |call, i| asking(touch(call, &i.stack_name), i.role_arn.as_ref(), i.resource_types.as_ref()),
    DeleteChangeSet => delete_change_set
        on |call, i| touch_set(call, &i.change_set_name, i.stack_name.as_deref()),
    DeleteStack => delete_stack on |call, i| asking(touch(call, &i.stack_name), i.role_arn.as_ref(), None),
    DescribeChangeSet => describe_change_set
        on |call, i| touch_set(call, &i.change_set_name, i.stack_name.as_deref()),
    DescribeStackEvents => describe_stack_events on |call, i| touch(call, &i.stack_name),
    DescribeStackResource => describe_stack_resource on |call, i| touch(call, &i.stack_name),
    DescribeStackResources => describe_stack_resources on |call, i| touch(call, i.stack_name.as_deref().unwrap_or("*")),
    DescribeStacks => describe_stacks on |call, i| touch(call, i.stack_name.as_deref().unwrap_or("*")),
    ExecuteChangeSet => execute_change_set
        on |call, i| touch_set(call, &i.change_set_name, i.stack_name.as_deref()),
    GetStackPolicy => get_stack_policy on |call, i| touch(call, &i.stack_name),
    GetTemplate => get_template on |call, i| touch(call, i.stack_name.as_deref().unwrap_or("*")),
    GetTemplateSummary => get_template_summary on |call, i| touch(call, i.stack_name.as_deref().unwrap_or("*")),
    ListChangeSets => list_change_sets on |call, i| touch(call, &i.stack_name),
    ListExports => list_exports,
    ListImports => list_imports,
    ListStackResources => list_stack_resources on |call, i| touch(call, &i.stack_name),
    ListStacks => list_stacks,
    RollbackStack => rollback_stack on |call, i| touch(call, &i.stack_name),
    SetStackPolicy => set_stack_policy on |call, i| touch(call, &i.stack_name),
    UpdateStack => update_stack
        on |call, i| asking(touch(call, &i.stack_name), i.role_arn.as_ref(), i.resource_types.as_ref()),
    UpdateTerminationProtection => update_termination_protection on |call, i| touch(call, &i.stack_name),
    ValidateTemplate => validate_template,
}

/// The condition keys of what a stack is asked to be.
/// <https://docs.aws.amazon.com/service-authorization/latest/reference/list_awscloudformation.html>
fn asking(touch: Touch, role_arn: Option<&String>, resource_types: Option<&Vec<String>>) -> Touch {
    let mut touch = role_arn.into_iter().fold(touch, |touch, arn| touch.with("cloudformation:RoleArn", arn));
    if let Some(types) = resource_types {
        touch.context.set_many(KeyName::of("cloudformation:ResourceTypes"), types.iter().cloned());
    }
    touch
}

/// What an operation on a change set touches: its stack, which an id does not name, so an id stands for itself.
fn touch_set(call: &Call, set: &str, stack: Option<&str>) -> Touch {
    let touched = touch(call, stack.unwrap_or(set));
    if set.starts_with("arn:") { touched } else { touched.with("cloudformation:ChangeSetName", set) }
}

/// The stack that a name or ARN means; a policy that names stacks ends in `/*`.
fn touch(call: &Call, name: &str) -> Touch {
    match name {
        "*" => Touch::all(),
        arn if arn.starts_with("arn:") => Touch::on(arn),
        name => Touch::on(call.arn("cloudformation", &format!("stack/{name}/*"))),
    }
}

impl Host for CloudFormation {
    fn model(&self) -> &'static Service {
        &model::SERVICE
    }
    fn facts(&self, _action: &str, arn: &str) -> Option<ResourceFacts> {
        let stack = self.state.by_id(arn)?;
        let tags = stack.record.read().version.tags.clone();
        Some(ResourceFacts { tags, ..ResourceFacts::default() })
    }
}
