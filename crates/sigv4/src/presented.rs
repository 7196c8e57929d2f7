//! What a request presents: the credentials as they were sent, not judged yet.

use crate::error::{AuthError, Cause};

/// The credentials of one request.
#[derive(Clone, PartialEq, Eq)]
pub struct Presented {
    /// The access key and what its signature is good for.
    pub scope: Scope,
    /// Where the credentials stood.
    pub carrier: Carrier,
    /// When it was signed, in unix seconds.
    pub signed_at: i64,
    /// Names of the headers that the signature covers, in lower case.
    pub signed_headers: Vec<String>,
    /// The signature as it was sent.
    pub signature: String,
    /// The session token of temporary credentials.
    pub security_token: Option<String>,
    /// How the signature covers the body. The door may set [`Payload::Unsigned`] for an operation whose model allows it.
    pub payload: Payload,
}

impl std::fmt::Debug for Presented {
    /// Without the token and the signature.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let mut debug = f.debug_struct("Presented");
        debug.field("scope", &self.scope).field("carrier", &self.carrier).field("signed_at", &self.signed_at);
        debug.field("payload", &self.payload).finish_non_exhaustive()
    }
}

/// Where credentials stood in the request.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Carrier {
    /// The `Authorization` header.
    Header,
    /// The query of a presigned URL.
    Query {
        /// `X-Amz-Expires`, seconds. `None` outside S3: other services take no notice of it, their URLs are good for as
        /// long as any signature (aws/aws-sdk-ruby#2498 for SQS, kubernetes-sigs/aws-iam-authenticator#258 for STS).
        expires: Option<u32>,
    },
}

/// How a signature covers the body.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Payload {
    /// By the digest of the body that arrived (all services but S3).
    OfBody,
    /// By the digest that the request states, which the body has to have (S3).
    Sha256(String),
    /// Not at all.
    Unsigned,
    /// In chunks, each with a signature.
    Chunks {
        /// The trailers are signed as well.
        trailer: bool,
    },
    /// In chunks without signatures, with trailers.
    UnsignedChunks,
}

impl Payload {
    /// The word that stands for the body's digest; empty where a digest stands.
    pub(crate) fn word(&self) -> &'static str {
        match self {
            Payload::OfBody | Payload::Sha256(_) => "",
            Payload::Unsigned => "UNSIGNED-PAYLOAD",
            Payload::Chunks { trailer: false } => "STREAMING-AWS4-HMAC-SHA256-PAYLOAD",
            Payload::Chunks { trailer: true } => "STREAMING-AWS4-HMAC-SHA256-PAYLOAD-TRAILER",
            Payload::UnsignedChunks => "STREAMING-UNSIGNED-PAYLOAD-TRAILER",
        }
    }

    pub(crate) fn read(text: &str) -> Result<Payload, AuthError> {
        let words = [
            Payload::Unsigned,
            Payload::Chunks { trailer: false },
            Payload::Chunks { trailer: true },
            Payload::UnsignedChunks,
        ];
        if let Some(payload) = words.into_iter().find(|payload| payload.word() == text) {
            return Ok(payload);
        }
        Ok(match text {
            "STREAMING-AWS4-ECDSA-P256-SHA256-PAYLOAD"
            | "STREAMING-AWS4-ECDSA-P256-SHA256-PAYLOAD-TRAILER" => {
                return Err(Cause::SignatureVersion4A.into());
            }
            digest if digest.len() == 64 && digest.bytes().all(|b| b.is_ascii_hexdigit()) => {
                Payload::Sha256(digest.to_owned())
            }
            _ => return Err(Cause::PayloadHash(text.to_owned()).into()),
        })
    }
}

const TERMINATOR: &str = "aws4_request";

/// A credential: `access key/date/region/service/aws4_request`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Scope {
    text: String,
    /// Where each of the first four parts ends.
    ends: [usize; 4],
}

impl Scope {
    pub(crate) fn read(text: &str) -> Option<Scope> {
        let mut ends = [0; 4];
        let mut slashes = text.match_indices('/').map(|(at, _)| at);
        for end in &mut ends {
            *end = slashes.next()?;
        }
        slashes.next().is_none().then(|| Scope { text: text.to_owned(), ends })
    }

    pub(crate) fn of(access_key_id: &str, date: &str, region: &str, service: &str) -> Option<Scope> {
        Scope::read(&format!("{access_key_id}/{date}/{region}/{service}/aws4_request"))
    }

    /// The access key id, the only part that names somebody.
    pub fn access_key_id(&self) -> &str {
        self.part(0)
    }

    /// The day, `YYYYMMDD`.
    pub fn date(&self) -> &str {
        self.part(1)
    }

    /// The region that the request was signed for.
    pub fn region(&self) -> &str {
        self.part(2)
    }

    /// The service's signing name.
    pub fn service(&self) -> &str {
        self.part(3)
    }

    /// The whole credential as it was sent.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// All but the access key: what the string to sign repeats.
    pub(crate) fn without_key(&self) -> &str {
        self.text.get(self.ends[0] + 1..).unwrap_or_default()
    }

    fn terminator(&self) -> &str {
        self.text.get(self.ends[3] + 1..).unwrap_or_default()
    }

    /// Whether S3's rules hold: path as it is, body's digest in a header, more words in a refusal.
    pub fn is_s3(&self) -> bool {
        matches!(self.service(), "s3" | "s3-object-lambda" | "s3-outposts" | "s3express")
    }

    /// Compares the scope with the endpoint that took the request: the service's signing name, and the region unless
    /// the endpoint serves all of them.
    pub fn agrees(&self, service: &str, region: Option<&str>) -> Result<(), AuthError> {
        let region = region.filter(|expected| *expected != self.region());
        let region = region.map(|expected| (self.region().to_owned(), expected.to_owned()));
        let service = (service != self.service()).then(|| (self.service().to_owned(), service.to_owned()));
        let terminator = Some(self.terminator()).filter(|given| *given != TERMINATOR).map(str::to_owned);
        if region.is_none() && service.is_none() && terminator.is_none() {
            return Ok(());
        }
        Err(Cause::Scope { region, service, terminator }.into())
    }

    fn part(&self, n: usize) -> &str {
        let start = if n == 0 { 0 } else { self.ends[n - 1] + 1 };
        self.text.get(start..self.ends[n]).unwrap_or_default()
    }
}
