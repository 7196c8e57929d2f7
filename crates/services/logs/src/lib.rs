//! Amazon CloudWatch Logs.

mod operations;
mod records;
mod state;
#[cfg(test)]
mod tests;

use door::{Host, ResourceFacts};
use model_logs as model;
use state::State;
use store::Store;
use wire::schema::Service;

/// Amazon CloudWatch Logs.
pub struct Logs {
    state: State,
}

impl Logs {
    /// Opens what the store keeps.
    pub fn open(store: &Store) -> store::Result<Self> {
        Ok(Self { state: State::open(store)? })
    }
}

door::operations! { Logs as model; }

impl Host for Logs {
    fn model(&self) -> &'static Service {
        &model::SERVICE
    }
    fn facts(&self, _action: &str, arn: &str) -> Option<ResourceFacts> {
        self.state.facts(arn)
    }
}
