//! AWS CloudFormation: <https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/>.
//!
//! What can be said of a template by thinking alone is the crate `stacks`. Here is what runs: `records` is what the store
//! keeps, `desired` is a template with its parameters, ready to be made, and `engine` brings a stack from what it is to
//! what is desired, one resource after the other, each change written down before and after it is made, so that a server
//! that died goes on where it was. Resources are made by their services' [`provider::ResourceType`]s through the door, in
//! the name of whoever asked or of the stack's role.

mod desired;
mod engine;
mod names;
mod operations;
mod records;
mod state;
#[cfg(test)]
mod tests;

use door::{Call, Host, ResourceFacts, Touch};
use model_cloudformation as model;
use provider::ResourceType;
use state::State;
use std::collections::BTreeMap;
use std::sync::Arc;
use store::Store;
use wire::schema::Service;

/// AWS CloudFormation.
pub struct CloudFormation {
    state: State,
    types: BTreeMap<&'static str, Arc<dyn ResourceType>>,
}

impl CloudFormation {
    /// Opens what the store keeps of stacks; `types` are the resource types that can be made.
    pub fn open(store: &Store, types: Vec<Arc<dyn ResourceType>>) -> store::Result<Self> {
        let types = types.into_iter().map(|kind| (kind.name(), kind)).collect();
        Ok(Self { state: State::open(store)?, types })
    }
}

door::operations! { CloudFormation as model;
    CreateStack => create_stack on |call, i| touch(call, &i.stack_name),
    DeleteStack => delete_stack on |call, i| touch(call, &i.stack_name),
    DescribeStackEvents => describe_stack_events on |call, i| touch(call, &i.stack_name),
    DescribeStackResource => describe_stack_resource on |call, i| touch(call, &i.stack_name),
    DescribeStackResources => describe_stack_resources on |call, i| touch(call, i.stack_name.as_deref().unwrap_or("*")),
    DescribeStacks => describe_stacks on |call, i| touch(call, i.stack_name.as_deref().unwrap_or("*")),
    GetTemplate => get_template on |call, i| touch(call, i.stack_name.as_deref().unwrap_or("*")),
    ListStackResources => list_stack_resources on |call, i| touch(call, &i.stack_name),
    ListStacks => list_stacks,
    UpdateStack => update_stack on |call, i| touch(call, &i.stack_name),
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
        let tags = stack.record.read().tags.clone();
        Some(ResourceFacts { tags, ..ResourceFacts::default() })
    }
}
