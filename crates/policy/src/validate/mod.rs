//! Whether a document may be stored, in the words with which AWS refuses it.
//!
//! Two parsers of AWS are modelled. IAM's own, for policies of users, groups, roles and sessions, says
//! `Syntax errors in policy.` of whatever the grammar does not allow, and checks the rest in a known order. The parser
//! of trust policies and resources' policies names the field at fault. What only the service can know (whether a
//! principal exists, which actions it has) is left to it: [`Document`] shows the parts.

mod dates;
mod identity;
mod resource;

use std::fmt;

pub use resource::{invalid_principal, principals};

use crate::document::Document;

/// What a document is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Use {
    /// A managed policy, which must be of version 2012-10-17.
    Managed,
    /// A policy embedded in a user, a group or a role.
    Inline,
    /// A policy passed when a session is made.
    Session,
    /// The trust policy of a role.
    Trust,
    /// The policy of a resource.
    Resource {
        /// Every statement must name resources: S3 and DynamoDB ask for them, SNS and SQS do not.
        needs_resource: bool,
    },
}

/// Why a document may not be stored: AWS's text, without the code (`MalformedPolicyDocument`, `MalformedPolicy`, or
/// the service's own).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Invalid(pub String);

impl fmt::Display for Invalid {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::error::Error for Invalid {}

fn invalid<T>(message: impl Into<String>) -> Result<T, Invalid> {
    Err(Invalid(message.into()))
}

/// Checks a document for its use.
pub fn validate(text: &str, usage: Use) -> Result<Document, Invalid> {
    let read = Document::read(text);
    match usage {
        Use::Managed | Use::Inline | Use::Session => {
            let Ok(document) = read else { return invalid(identity::syntax_error(text, usage)) };
            identity::check(&document, usage)?;
            Ok(document)
        }
        Use::Trust | Use::Resource { .. } => {
            let document = read.map_err(|error| Invalid(error.to_string()))?;
            resource::check(&document, usage)?;
            Ok(document)
        }
    }
}

/// The size that counts towards IAM's quotas, in characters: white space is left out.
/// <https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html>
pub fn counted_size(text: &str) -> usize {
    text.chars().filter(|character| !character.is_whitespace()).count()
}
