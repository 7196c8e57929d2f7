//! What a request presents: finds the credentials in its header or its query, without judging them.

use http::request::Parts;

use crate::canonical::{ALGORITHM, decoded, query_pairs};
use crate::error::{AuthError, Cause};
use crate::instant;

/// Finds the credentials in a request. `None` is an anonymous request.
///
/// # Errors
/// Credentials that are there and cannot be read: a missing part, another algorithm, an unreadable date.
pub fn parse(parts: &Parts) -> Result<Option<Presented>, AuthError> {
    let query = parts.uri.query().unwrap_or_default();
    let header = parts.headers.get(http::header::AUTHORIZATION);
    let in_query = query_pairs(query).any(|(name, _)| matches!(name, "X-Amz-Algorithm" | "X-Amz-Signature"));
    match header {
        Some(_) if in_query => Err(Cause::SeveralMechanisms.into()),
        Some(value) => {
            let text = value.to_str().map_err(|_| Cause::NotAnAuthorization)?;
            from_header(parts, text).map(Some)
        }
        None if in_query => from_query(parts, query).map(Some),
        None if query_pairs(query).any(|(name, _)| name == "AWSAccessKeyId") => {
            Err(Cause::SignatureVersion2.into())
        }
        None => Ok(None),
    }
}

/// The credentials of one request.
#[derive(Clone, Debug, PartialEq, Eq)]
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

/// Where credentials stood in the request.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Carrier {
    /// The `Authorization` header.
    Header,
    /// The query of a presigned URL, good for so many seconds.
    Query {
        /// `X-Amz-Expires`; services other than S3 may leave it out.
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
    fn read(text: &str) -> Result<Payload, AuthError> {
        Ok(match text {
            "UNSIGNED-PAYLOAD" => Payload::Unsigned,
            "STREAMING-AWS4-HMAC-SHA256-PAYLOAD" => Payload::Chunks { trailer: false },
            "STREAMING-AWS4-HMAC-SHA256-PAYLOAD-TRAILER" => Payload::Chunks { trailer: true },
            "STREAMING-UNSIGNED-PAYLOAD-TRAILER" => Payload::UnsignedChunks,
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

    pub(crate) fn terminator(&self) -> &str {
        self.text.get(self.ends[3] + 1..).unwrap_or_default()
    }

    /// Whether S3's rules hold: path as it is, body's digest in a header, fifteen minutes of skew.
    pub fn is_s3(&self) -> bool {
        matches!(self.service(), "s3" | "s3-object-lambda" | "s3-outposts" | "s3express")
    }

    fn part(&self, n: usize) -> &str {
        let start = if n == 0 { 0 } else { self.ends[n - 1] + 1 };
        self.text.get(start..self.ends[n]).unwrap_or_default()
    }
}

fn from_header(parts: &Parts, text: &str) -> Result<Presented, AuthError> {
    let (algorithm, rest) = text.split_once([' ', '\t']).unwrap_or((text, ""));
    match algorithm {
        ALGORITHM => {}
        "AWS4-ECDSA-P256-SHA256" => return Err(Cause::SignatureVersion4A.into()),
        "AWS" => return Err(Cause::SignatureVersion2.into()),
        _ => return Err(Cause::NotAnAuthorization.into()),
    }
    let fields = Fields::read(rest)?;
    let at = header_text(parts, "x-amz-date");
    let date = at.or_else(|| header_text(parts, "date"));
    let (Some(credential), Some(signature), Some(signed_headers), Some(date)) =
        (fields.credential, fields.signature, fields.signed_headers, date)
    else {
        return Err(Cause::IncompleteHeader {
            credential: fields.credential.is_none(),
            signature: fields.signature.is_none(),
            signed_headers: fields.signed_headers.is_none(),
            date: date.is_none(),
            header: text.to_owned(),
        }
        .into());
    };
    let scope = Scope::read(credential).ok_or_else(|| Cause::MalformedCredential(credential.to_owned()))?;
    let signed_at = if at.is_some() { instant::parse_basic(date) } else { instant::parse_http(date) };
    let signed_at = signed_at.ok_or_else(|| Cause::UnreadableDate(date.to_owned()))?;
    let payload = match header_text(parts, "x-amz-content-sha256") {
        Some(text) if scope.is_s3() => Payload::read(text)?,
        None if scope.is_s3() => return Err(Cause::NoPayloadHash.into()),
        _ => Payload::OfBody,
    };
    Ok(Presented {
        scope,
        carrier: Carrier::Header,
        signed_at,
        signed_headers: names(signed_headers),
        signature: signature.to_owned(),
        security_token: header_text(parts, "x-amz-security-token").map(str::to_owned),
        payload,
    })
}

/// The three fields of an `Authorization` header.
#[derive(Default)]
struct Fields<'a> {
    credential: Option<&'a str>,
    signature: Option<&'a str>,
    signed_headers: Option<&'a str>,
}

impl<'a> Fields<'a> {
    fn read(text: &'a str) -> Result<Fields<'a>, AuthError> {
        let mut fields = Fields::default();
        for piece in text.split(',').map(str::trim).filter(|piece| !piece.is_empty()) {
            let (name, value) = piece.split_once('=').ok_or_else(|| Cause::NotAPair(piece.to_owned()))?;
            match name {
                "Credential" => fields.credential = Some(value),
                "Signature" => fields.signature = Some(value),
                "SignedHeaders" => fields.signed_headers = Some(value),
                _ => {}
            }
        }
        Ok(fields)
    }
}

fn from_query(parts: &Parts, query: &str) -> Result<Presented, AuthError> {
    let find = |wanted: &str| {
        let (_, raw) = query_pairs(query).find(|(name, _)| *name == wanted)?;
        Some(String::from_utf8_lossy(&decoded(raw)).into_owned())
    };
    let required = |name: &'static str| find(name).ok_or(Cause::MissingQueryParameter(name));
    let algorithm = required("X-Amz-Algorithm")?;
    match algorithm.as_str() {
        ALGORITHM => {}
        "AWS4-ECDSA-P256-SHA256" => return Err(Cause::SignatureVersion4A.into()),
        _ => return Err(Cause::QueryAlgorithm(algorithm).into()),
    }
    let credential = required("X-Amz-Credential")?;
    let signature = required("X-Amz-Signature")?;
    let date = required("X-Amz-Date")?;
    let signed_headers = required("X-Amz-SignedHeaders")?;
    let scope = Scope::read(&credential).ok_or(Cause::MalformedQueryCredential(credential))?;
    let signed_at = instant::parse_basic(&date).ok_or(Cause::UnreadableQueryDate(date))?;
    let expires = match find("X-Amz-Expires") {
        Some(text) => Some(expires(&text)?),
        None if scope.is_s3() => return Err(Cause::MissingQueryParameter("X-Amz-Expires").into()),
        None => None,
    };
    let stated = header_text(parts, "x-amz-content-sha256").map(str::to_owned);
    let payload = match stated.or_else(|| find("X-Amz-Content-Sha256")) {
        _ if !scope.is_s3() => Payload::OfBody,
        Some(text) => Payload::read(&text)?,
        None => Payload::Unsigned,
    };
    Ok(Presented {
        scope,
        carrier: Carrier::Query { expires },
        signed_at,
        signed_headers: names(&signed_headers),
        signature,
        security_token: find("X-Amz-Security-Token"),
        payload,
    })
}

/// A week, the longest that a presigned URL may live.
const LONGEST: u32 = 604_800;

fn expires(text: &str) -> Result<u32, AuthError> {
    match text.parse::<i64>() {
        Err(_) => Err(Cause::ExpiresNotANumber.into()),
        Ok(seconds) if seconds < 0 => Err(Cause::ExpiresNegative.into()),
        Ok(seconds) => u32::try_from(seconds)
            .ok()
            .filter(|seconds| *seconds <= LONGEST)
            .ok_or_else(|| Cause::ExpiresTooLong.into()),
    }
}

fn names(list: &str) -> Vec<String> {
    list.split(';').map(str::to_ascii_lowercase).collect()
}

fn header_text<'a>(parts: &'a Parts, name: &str) -> Option<&'a str> {
    parts.headers.get(name)?.to_str().ok()
}
