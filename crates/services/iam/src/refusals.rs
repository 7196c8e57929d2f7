//! AWS's words, in one place. Recorded ones are in `shared/recorded/iam`; the others stand in public reports of clients.

use crate::names::Kind;
use model_iam::errors;
use wire::error::Error;

/// `NoSuchEntity` for something with a name.
pub(crate) fn not_found(kind: Kind, name: &str) -> Error {
    errors::no_such_entity(match kind {
        Kind::User | Kind::Group | Kind::Role => {
            format!("The {} with name {name} cannot be found.", kind.arn_type())
        }
        Kind::InstanceProfile => format!("Instance Profile {name} cannot be found."),
        Kind::Policy => format!("Policy {name} was not found."),
        Kind::ServerCertificate => {
            format!("The Server Certificate with name {name} cannot be found.")
        }
        Kind::MfaDevice => format!("VirtualMFADevice with serial number {name} doesn't exist."),
        Kind::OidcProvider => format!("OpenIDConnect Provider not found for arn {name}"),
        Kind::SamlProvider => format!("Manifest not found for arn {name}"),
    })
}

/// `EntityAlreadyExists` for something with a name.
pub(crate) fn exists(kind: Kind, name: &str) -> Error {
    errors::entity_already_exists(match kind {
        Kind::User => format!("User with name {name} already exists."),
        Kind::Group => format!("Group with name {name} already exists."),
        Kind::Role => format!("Role with name {name} already exists."),
        Kind::Policy => format!("A policy called {name} already exists. Duplicate names are not allowed."),
        Kind::InstanceProfile => format!("Instance Profile {name} already exists."),
        Kind::ServerCertificate => format!("The Server Certificate with name {name} already exists."),
        Kind::MfaDevice => "MFADevice entity at the same path and name already exists.".to_owned(),
        Kind::OidcProvider => format!("Provider with url {name} already exists."),
        Kind::SamlProvider => format!("EntityAlreadyExists: SAMLProvider {name} already exists."),
    })
}

/// `MalformedPolicyDocument`
pub(crate) fn malformed(text: impl Into<String>) -> Error {
    errors::malformed_policy_document(text)
}

/// `LimitExceeded` for a quota by its name.
pub(crate) fn quota(name: &str, most: usize) -> Error {
    errors::limit_exceeded(format!("Cannot exceed quota for {name}: {most}"))
}

/// `DeleteConflict`, saying what must go first.
pub(crate) fn conflict(first: &str) -> Error {
    errors::delete_conflict(format!("Cannot delete entity, must {first} first."))
}

/// `ValidationError`, which the query services say of parameters.
pub(crate) fn invalid(text: impl Into<String>) -> Error {
    Error::new("ValidationError", text)
}

/// A policy ARN that is none (recorded).
pub(crate) fn invalid_arn() -> Error {
    invalid("Invalid ARN:  Could not be parsed!")
}

/// `UnmodifiableEntity`
pub(crate) fn service_linked(role: &str) -> Error {
    errors::unmodifiable_entity(format!(
        "Cannot perform the operation on the protected role '{role}' - this role is only modifiable by AWS"
    ))
}
