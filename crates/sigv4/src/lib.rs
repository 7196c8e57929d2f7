//! AWS Signature Version 4, the server's side: finds the credentials in a request, verifies them, and words a refusal
//! as AWS does. Pure: no I/O, and the time is an argument. A small signer shares the canonical form.
//!
//! The steps are separate because the door stands between them: [`parse`] tells which access key signed; the door looks
//! its secret up (or refuses with [`Cause::UnknownAccessKey`]); [`Presented::scoped_to`] compares the credential's scope
//! with the endpoint; [`Presented::verify`] decides. A body in chunks is then read through [`ChunkVerifier`]; a browser's
//! upload brings its credentials in a [`Form`]. A refusal stays a [`Cause`] until [`AuthError::render`] words it for the
//! protocol of the service, since the same cause has another code and text in S3, in a query service and in a JSON
//! service.
//!
//! Follows <https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html> and, where S3
//! differs, <https://docs.aws.amazon.com/AmazonS3/latest/API/sig-v4-authenticating-requests.html>.

mod canonical;
mod chunks;
mod error;
mod form;
mod instant;
mod key;
mod parse;
mod presented;
mod sign;
mod verify;
mod wording;
mod wording_s3;

pub use chunks::ChunkVerifier;
pub use error::{AuthError, Cause};
pub use form::{Allowed, Form};
pub use key::KeyCache;
pub use parse::parse;
pub use presented::{Carrier, Payload, Presented, Scope};
pub use sign::{Credentials, SignError, presign, sign};
pub use verify::{Body, Owed, Verified};
pub use wording::{Family, Refusal};

#[cfg(test)]
mod tests;
