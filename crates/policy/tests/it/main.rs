//! The policy language as its users meet it: documents in, decisions out.

mod conditions;
mod decisions;
mod explanations;
mod properties;
mod speed;
mod validation;
mod world;
