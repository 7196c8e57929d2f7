//! The API, one file a kind of session.

mod identity;
mod roles;
mod session_policies;
mod tokens;
mod web_identity;

pub(crate) use roles::assume_role_touch;
