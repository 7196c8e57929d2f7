//! The policy language as its users meet it: documents in, decisions out.

mod conditions;
mod decisions;
mod explanations;
mod principals;
mod properties;
mod simulations;
mod speed;
mod validation;
mod world;
