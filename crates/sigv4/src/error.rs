//! Why a request was refused, and AWS's words for it in each family of protocols.

/// A refused request. The cause is boxed: results stay small on the path where nothing is refused.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AuthError {
    /// What was wrong.
    pub cause: Box<Cause>,
}

impl From<Cause> for AuthError {
    fn from(cause: Cause) -> AuthError {
        AuthError { cause: Box::new(cause) }
    }
}

/// What was wrong with a request's credentials.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Cause {
    /// No credentials, where the operation wants some. For the door to say.
    MissingToken,
    /// Nobody has this access key. For the door to say.
    UnknownAccessKey(String),
    /// The session token does not belong to the access key. For the door to say.
    InvalidToken,
    /// The session has ended. For the door to say.
    ExpiredToken,
    /// Credentials in the header and in the query.
    SeveralMechanisms,
    /// An `Authorization` header of another scheme.
    NotAnAuthorization,
    /// Signed with the former signature version.
    SignatureVersion2,
    /// Signed with the asymmetric version for many regions.
    SignatureVersion4A,
    /// A piece of the `Authorization` header without an equals sign.
    NotAPair(String),
    /// The header lacks what is marked.
    IncompleteHeader {
        /// `Credential=` is missing.
        credential: bool,
        /// `Signature=` is missing.
        signature: bool,
        /// `SignedHeaders=` is missing.
        signed_headers: bool,
        /// Neither `X-Amz-Date` nor `Date` is there.
        date: bool,
        /// The header.
        header: String,
    },
    /// A credential that has not five parts.
    MalformedCredential(String),
    /// The same in a presigned URL.
    MalformedQueryCredential(String),
    /// A presigned URL without this parameter.
    MissingQueryParameter(&'static str),
    /// A presigned URL with an unknown algorithm.
    QueryAlgorithm(String),
    /// A date that cannot be read.
    UnreadableDate(String),
    /// The same in a presigned URL.
    UnreadableQueryDate(String),
    /// `X-Amz-Expires` is no number.
    ExpiresNotANumber,
    /// `X-Amz-Expires` is negative.
    ExpiresNegative,
    /// `X-Amz-Expires` is more than a week.
    ExpiresTooLong,
    /// S3 without `x-amz-content-sha256`.
    NoPayloadHash,
    /// `x-amz-content-sha256` is neither a digest nor a known word.
    PayloadHash(String),
    /// The body has another digest than the request states.
    PayloadHashMismatch {
        /// What the request states, in hex.
        stated: String,
        /// What the body has, in hex.
        computed: String,
    },
    /// The signature does not cover `host`.
    HostNotSigned,
    /// S3: these `x-amz-` headers are not covered.
    HeadersNotSigned(String),
    /// The credential does not end in `aws4_request`.
    ScopeTerminator(String),
    /// The credential names another day than the request.
    ScopeDate {
        /// The credential's day.
        given: String,
        /// The request's time in the basic format.
        time: String,
    },
    /// The credential names another region than the endpoint's.
    ScopeRegion {
        /// The credential's.
        given: String,
        /// The endpoint's.
        expected: String,
    },
    /// The credential names another service than the endpoint's.
    ScopeService {
        /// The credential's.
        given: String,
        /// The endpoint's.
        expected: String,
    },
    /// Signed too long ago; times in unix seconds.
    Expired {
        /// When it was signed.
        at: i64,
        /// The server's time.
        now: i64,
        /// The skew that is allowed.
        minutes: i64,
    },
    /// Signed in the future; times in unix seconds.
    NotYetCurrent {
        /// When it was signed.
        at: i64,
        /// The server's time.
        now: i64,
        /// The skew that is allowed.
        minutes: i64,
    },
    /// A presigned URL past its time; times in unix seconds.
    UrlExpired {
        /// Seconds that it was good for.
        expires: u32,
        /// When it ended.
        expires_at: i64,
        /// The server's time.
        now: i64,
    },
    /// The signature is not the one that the secret key makes.
    Mismatch {
        /// Whose key it claims to be.
        access_key_id: String,
        /// What was sent.
        signature: String,
        /// What should have been signed.
        string_to_sign: String,
        /// The request as the verifier reads it.
        canonical_request: String,
    },
}
