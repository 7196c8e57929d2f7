//! Amazon ECS.

mod operations;
mod records;
mod state;
#[cfg(test)]
mod tests;

use door::{Host, ResourceFacts};
use model_ecs as model;
use state::State;
use store::Store;
use wire::schema::Service;

/// Amazon ECS.
pub struct Ecs {
    state: State,
}

impl Ecs {
    /// Opens what the store keeps.
    pub fn open(store: &Store) -> store::Result<Self> {
        Ok(Self { state: State::open(store)? })
    }
}

door::operations! { Ecs as model; }

impl Host for Ecs {
    fn model(&self) -> &'static Service {
        &model::SERVICE
    }
    fn facts(&self, _action: &str, arn: &str) -> Option<ResourceFacts> {
        self.state.facts(arn)
    }
}
