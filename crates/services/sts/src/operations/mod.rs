//! The API, one file a kind of session.

mod federated;
mod identity;
mod roles;
mod saml;
mod session_policies;
mod tokens;
mod web_identity;

pub(crate) use roles::assume_role_touch;
