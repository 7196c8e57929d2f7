//! Why a request was refused. The words for it are in `wording`, by family of protocols.

/// A refused request. The cause is boxed: results stay small on the path where nothing is refused.
#[derive(Clone, PartialEq, Eq)]
pub struct AuthError {
    /// What was wrong.
    pub cause: Box<Cause>,
    /// The credentials stood in the query; S3 has other words for that.
    pub(crate) in_query: bool,
}

impl AuthError {
    pub(crate) fn in_query(self) -> AuthError {
        AuthError { in_query: true, ..self }
    }
}

impl From<Cause> for AuthError {
    fn from(cause: Cause) -> AuthError {
        AuthError { cause: Box::new(cause), in_query: false }
    }
}

impl std::fmt::Display for AuthError {
    /// For a log: the kind of refusal, without what the caller sent.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let refusal = self.render(crate::Family::Query);
        write!(f, "{} ({})", refusal.code, self.cause.name())
    }
}

impl std::fmt::Debug for AuthError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        std::fmt::Display::fmt(self, f)
    }
}

impl std::error::Error for AuthError {}

/// What was wrong with a request's credentials. Times are unix seconds.
///
/// It holds what the caller sent, tokens too, because AWS's answer repeats it: log the [`AuthError`] or [`Cause::name`].
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Cause {
    /// No credentials, where the operation wants some. For the door to say.
    MissingToken,
    /// Nobody has this access key, or it is inactive. For the door to say.
    UnknownAccessKey(String),
    /// The session token does not belong to the access key. For the door to say.
    InvalidToken(String),
    /// The session has ended. For the door to say; S3 repeats the token.
    ExpiredToken(String),
    /// Credentials in the header and in the query; holds the header.
    SeveralMechanisms(String),
    /// An `Authorization` header that has all parts, of another algorithm; holds the algorithm.
    UnsupportedScheme(String),
    /// Signed with the former signature version. Holds the header, if it was one.
    SignatureVersion2(Option<String>),
    /// Signed with the asymmetric version for many regions.
    SignatureVersion4A,
    /// A word of the `Authorization` header that is no `key=value`.
    NotAPair {
        /// The word.
        word: String,
        /// The header.
        header: String,
    },
    /// The `Authorization` header lacks what is marked.
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
    /// A presigned URL without these parameters.
    MissingQueryParameters(Vec<&'static str>),
    /// A presigned URL with an unknown algorithm.
    QueryAlgorithm(String),
    /// A date that cannot be read.
    UnreadableDate(String),
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
    /// The credential's scope is not the endpoint's. What agrees is `None`.
    Scope {
        /// The credential's region and the endpoint's.
        region: Option<(String, String)>,
        /// The credential's service and the endpoint's.
        service: Option<(String, String)>,
        /// What stands for `aws4_request`.
        terminator: Option<String>,
    },
    /// The credential names another day than the request.
    ScopeDate {
        /// The credential's day.
        given: String,
        /// The request's time in the basic format.
        time: String,
    },
    /// Signed too long ago.
    Expired {
        /// When it was signed.
        at: i64,
        /// The server's time.
        now: i64,
        /// The skew that is allowed.
        minutes: i64,
    },
    /// Signed in the future.
    NotYetCurrent {
        /// When it was signed.
        at: i64,
        /// The server's time.
        now: i64,
        /// The skew that is allowed.
        minutes: i64,
    },
    /// A presigned URL past its time.
    UrlExpired {
        /// Seconds that it was good for.
        expires: u32,
        /// When it was signed.
        at: i64,
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
        /// The request as the verifier reads it; empty where there is none (chunks, policies).
        canonical_request: String,
    },
    /// A chunked body without a readable `x-amz-decoded-content-length`.
    NoDecodedLength,
    /// A chunked body that breaks off, goes on or is written wrongly.
    IncompleteBody,
    /// A chunk under 8 KB that is not the last.
    ChunkTooSmall {
        /// The number of the chunk after it, from 1.
        chunk: u64,
        /// Its size.
        size: u64,
    },
    /// Trailers that cannot be read or that are not those announced in `x-amz-trailer`.
    MalformedTrailer,
    /// A form with a policy and without this field.
    MissingFormField(&'static str),
    /// A form's policy that cannot be read; holds the reason.
    PolicyDocument(&'static str),
    /// A form's policy past its time.
    PolicyExpired,
    /// A form that breaks this condition of its policy, as the policy writes it.
    PolicyCondition(String),
    /// A form with fields of which its policy does not speak.
    ExtraFields(String),
    /// A form's file above the policy's range, in bytes.
    FileTooLarge {
        /// The file's size.
        size: u64,
        /// The range's end.
        limit: u64,
    },
    /// A form's file below the policy's range, in bytes.
    FileTooSmall {
        /// The file's size.
        size: u64,
        /// The range's start.
        limit: u64,
    },
}

impl Cause {
    /// The variant's name, safe to log.
    pub fn name(&self) -> String {
        let debug = format!("{self:?}");
        let end = debug.find([' ', '(', '{']).unwrap_or(debug.len());
        debug.get(..end).unwrap_or_default().to_owned()
    }
}
