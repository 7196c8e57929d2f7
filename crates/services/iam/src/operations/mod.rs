//! The API, one file a resource.

mod access_keys;
mod account;
mod attachments;
mod certificates;
mod details;
mod groups;
mod holders;
mod inline;
mod instance_profiles;
mod last_accessed;
mod login_profiles;
mod mfa;
mod oidc;
mod policies;
mod policy_versions;
mod report;
mod roles;
mod saml;
mod service_credentials;
mod service_linked;
mod shown;
mod simulate;
mod ssh_keys;
mod tags;
mod users;
