//! What RunTask is asked for, checked and put together into tasks. The checks that look at nothing else are pure.

mod capacity;
mod network;
mod overrides;
mod roles;
#[cfg(test)]
mod tests;

pub(crate) use capacity::{Capacity, FARGATE, associated, chosen, is_fargate, items_of};
pub(crate) use network::requested;
pub(crate) use overrides::{Size, checked};
pub(crate) use roles::{linked, may_pass, role_arn};
