//! The signer, for our own clients, tests and measurements. It shares the canonical form with the verifier, so only the
//! examples of others (AWS's suite and pages, botocore) prove either of them.

use http::header::{AUTHORIZATION, HOST};
use http::request::Parts;
use http::uri::PathAndQuery;
use http::{HeaderName, HeaderValue, Uri};
use sha2::{Digest, Sha256};

use crate::canonical::{ALGORITHM, Canonical, EMPTY_SHA256, Hex, string_to_sign, write_encoded};
use crate::instant;
use crate::key::SigningKey;
use crate::presented::Scope;

/// An access key with its secret.
#[derive(Clone, PartialEq, Eq)]
pub struct Credentials {
    /// Names the key.
    pub access_key_id: String,
    /// Signs.
    pub secret_access_key: String,
    /// Of temporary credentials.
    pub session_token: Option<String>,
}

impl std::fmt::Debug for Credentials {
    /// Without the secrets.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Credentials").field("access_key_id", &self.access_key_id).finish_non_exhaustive()
    }
}

/// Why a request cannot be signed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SignError {
    /// Neither a `Host` header nor an authority in the URI.
    NoHost,
    /// The access key id, region, service or token cannot stand in a header or a credential.
    Unwritable,
}

impl std::fmt::Display for SignError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(match self {
            SignError::NoHost => "the request names no host",
            SignError::Unwritable => "the credentials cannot be written in a header",
        })
    }
}

impl std::error::Error for SignError {}

/// Signs a request in its headers. `now` is in unix seconds.
///
/// For S3 a header `x-amz-content-sha256` that is already there decides how the body is covered, so `UNSIGNED-PAYLOAD`
/// and the `STREAMING-...` words can be asked for.
pub fn sign(
    parts: &mut Parts,
    body: &[u8],
    credentials: &Credentials,
    region: &str,
    service: &str,
    now: i64,
) -> Result<(), SignError> {
    let signing = Signing::new(credentials, region, service, now)?;
    ensure_host(parts)?;
    parts.headers.remove(AUTHORIZATION);
    set(parts, "x-amz-date", &signing.timestamp)?;
    if let Some(token) = &credentials.session_token {
        set(parts, "x-amz-security-token", token)?;
    }
    let mut payload = Hex::of(&Sha256::digest(body).into()).as_str().to_owned();
    if signing.scope.is_s3() {
        let stated = parts.headers.get("x-amz-content-sha256").and_then(|value| value.to_str().ok());
        payload = stated.map_or(payload, str::to_owned);
        set(parts, "x-amz-content-sha256", &payload)?;
    }
    let signed_headers = signed_headers(parts);
    let signature = signing.signature(parts, &signed_headers, &payload);
    let authorization = format!(
        "{ALGORITHM} Credential={}, SignedHeaders={}, Signature={signature}",
        signing.scope.text(),
        signed_headers.join(";")
    );
    set(parts, AUTHORIZATION.as_str(), &authorization)
}

/// Presigns a URL: adds the signature to the request's query, good for `expires` seconds from `now` (unix seconds).
/// Other services than S3 take an empty body with it.
pub fn presign(
    parts: &mut Parts,
    expires: u32,
    credentials: &Credentials,
    region: &str,
    service: &str,
    now: i64,
) -> Result<(), SignError> {
    let signing = Signing::new(credentials, region, service, now)?;
    ensure_host(parts)?;
    parts.headers.remove(AUTHORIZATION);
    let signed_headers = signed_headers(parts);
    let mut query = Vec::from(parts.uri.query().unwrap_or_default());
    let add = |query: &mut Vec<u8>, name: &str, value: &str| {
        if !query.is_empty() {
            query.push(b'&');
        }
        query.extend_from_slice(name.as_bytes());
        query.push(b'=');
        write_encoded(query, value.as_bytes());
    };
    add(&mut query, "X-Amz-Algorithm", ALGORITHM);
    add(&mut query, "X-Amz-Credential", signing.scope.text());
    add(&mut query, "X-Amz-Date", &signing.timestamp);
    add(&mut query, "X-Amz-Expires", &expires.to_string());
    add(&mut query, "X-Amz-SignedHeaders", &signed_headers.join(";"));
    if let Some(token) = &credentials.session_token {
        add(&mut query, "X-Amz-Security-Token", token);
    }
    set_query(parts, &query)?;
    let payload = if signing.scope.is_s3() { "UNSIGNED-PAYLOAD" } else { EMPTY_SHA256 };
    let signature = signing.signature(parts, &signed_headers, payload);
    add(&mut query, "X-Amz-Signature", &signature);
    set_query(parts, &query)
}

struct Signing {
    scope: Scope,
    timestamp: String,
    key: SigningKey,
}

impl Signing {
    fn new(credentials: &Credentials, region: &str, service: &str, now: i64) -> Result<Signing, SignError> {
        let day = instant::day(now);
        let scope =
            Scope::of(&credentials.access_key_id, &day, region, service).ok_or(SignError::Unwritable)?;
        let key = SigningKey::derive(&credentials.secret_access_key, &day, region, service);
        Ok(Signing { scope, timestamp: instant::basic(now), key })
    }

    fn signature(&self, parts: &Parts, signed_headers: &[String], payload: &str) -> String {
        let canonical = Canonical {
            method: parts.method.as_str(),
            path: parts.uri.path(),
            query: parts.uri.query().unwrap_or_default(),
            headers: &parts.headers,
            authority: None,
            signed_headers,
            payload,
            s3: self.scope.is_s3(),
        }
        .write();
        let to_sign = string_to_sign(&self.timestamp, self.scope.without_key(), &canonical);
        Hex::of(&self.key.sign(to_sign.as_bytes())).as_str().to_owned()
    }
}

/// Headers that a connection or a proxy may change on the way.
const UNSIGNED: [&str; 9] = [
    "accept-encoding",
    "connection",
    "content-length",
    "expect",
    "keep-alive",
    "te",
    "transfer-encoding",
    "user-agent",
    "x-amzn-trace-id",
];

fn signed_headers(parts: &Parts) -> Vec<String> {
    let names = parts.headers.keys().map(HeaderName::as_str).filter(|name| !UNSIGNED.contains(name));
    let mut names: Vec<String> = names.map(str::to_owned).collect();
    names.sort_unstable();
    names
}

fn ensure_host(parts: &mut Parts) -> Result<(), SignError> {
    if parts.headers.contains_key(HOST) {
        return Ok(());
    }
    let authority = parts.uri.authority().ok_or(SignError::NoHost)?.as_str();
    let host = authority.rsplit('@').next().unwrap_or(authority).to_owned();
    set(parts, HOST.as_str(), &host)
}

fn set(parts: &mut Parts, name: &'static str, value: &str) -> Result<(), SignError> {
    let value = HeaderValue::from_str(value).map_err(|_| SignError::Unwritable)?;
    parts.headers.insert(HeaderName::from_static(name), value);
    Ok(())
}

fn set_query(parts: &mut Parts, query: &[u8]) -> Result<(), SignError> {
    let mut target = Vec::from(parts.uri.path());
    target.push(b'?');
    target.extend_from_slice(query);
    let mut uri = parts.uri.clone().into_parts();
    uri.path_and_query = Some(PathAndQuery::try_from(target).map_err(|_| SignError::Unwritable)?);
    parts.uri = Uri::from_parts(uri).map_err(|_| SignError::Unwritable)?;
    Ok(())
}
