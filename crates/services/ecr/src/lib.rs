//! Amazon ECR.

mod operations;
mod records;
mod state;
#[cfg(test)]
mod tests;

use door::{Host, ResourceFacts};
use model_ecr as model;
use state::State;
use store::Store;
use wire::schema::Service;

/// Amazon ECR.
pub struct Ecr {
    state: State,
}

impl Ecr {
    /// Opens what the store keeps.
    pub fn open(store: &Store) -> store::Result<Self> {
        Ok(Self { state: State::open(store)? })
    }
}

door::operations! { Ecr as model; }

impl Host for Ecr {
    fn model(&self) -> &'static Service {
        &model::SERVICE
    }
    fn facts(&self, _action: &str, arn: &str) -> Option<ResourceFacts> {
        self.state.facts(arn)
    }
}
