//! AWS Signature Version 4, the server's side: finds the credentials in a request, verifies them, and words a refusal
//! as AWS does. Pure: no I/O, and the time is an argument. A small signer shares the canonical form.
//!
//! The steps are separate because the door stands between them: [`parse`] tells which access key signed; the door looks
//! its secret up (or refuses with [`Cause::UnknownAccessKey`]); [`Presented::scoped_to`] compares the credential's scope
//! with the endpoint; [`Presented::verify`] decides. A refusal stays a [`Cause`] until [`AuthError::render`] words it
//! for the protocol of the service, since the same cause has another code and text in S3, in a query service and in a
//! JSON service.
//!
//! Follows <https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html> and, where S3
//! differs, <https://docs.aws.amazon.com/AmazonS3/latest/API/sig-v4-authenticating-requests.html>.

mod canonical;
mod error;
mod instant;
mod key;
mod presented;
mod verify;

pub use error::{AuthError, Cause};
pub use key::KeyCache;
pub use presented::{Carrier, Payload, Presented, Scope, parse};
pub use verify::{Body, Owed, Verified};

#[cfg(test)]
mod suite;
