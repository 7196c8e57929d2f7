//! Amazon EC2, its network part.

mod operations;
mod records;
mod state;
#[cfg(test)]
mod tests;

use door::{Host, ResourceFacts};
use model_ec2 as model;
use state::State;
use store::Store;
use wire::schema::Service;

/// Amazon EC2, its network part.
pub struct Ec2 {
    state: State,
}

impl Ec2 {
    /// Opens what the store keeps.
    pub fn open(store: &Store) -> store::Result<Self> {
        Ok(Self { state: State::open(store)? })
    }
}

door::operations! { Ec2 as model; }

impl Host for Ec2 {
    fn model(&self) -> &'static Service {
        &model::SERVICE
    }
    fn facts(&self, _action: &str, arn: &str) -> Option<ResourceFacts> {
        self.state.facts(arn)
    }
}
