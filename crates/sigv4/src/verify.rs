//! Decides whether a presented signature is the one that the secret key makes over this request, and still good.

use http::request::Parts;
use sha2::{Digest, Sha256};
use subtle::ConstantTimeEq;

use crate::canonical::{Canonical, Hex, string_to_sign};
use crate::error::{AuthError, Cause};
use crate::instant;
use crate::key::{KeyCache, SigningKey};
use crate::presented::{Carrier, Payload, Presented};

/// The body at the time of the check.
#[derive(Clone, Copy, Debug)]
pub enum Body<'a> {
    /// All of it.
    Bytes(&'a [u8]),
    /// Its SHA-256, where it has been read already.
    Sha256(&'a [u8; 32]),
    /// It is still to come (S3): the signature is checked with the digest that the request states, and [`Owed`] says
    /// what the reader of the body has to check.
    ToCome,
}

/// A request whose signature is right.
#[derive(Clone, Debug)]
#[must_use = "the body may still have to be checked"]
pub struct Verified {
    /// What of the body is still to be checked.
    pub owed: Owed,
}

/// What is to be checked when the body is read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Owed {
    /// Nothing: the signature covers the body, or the body is not signed.
    Nothing,
    /// The body has to have this digest.
    Sha256(String),
    /// The body comes in chunks.
    Chunks,
}

/// Minutes by which the clocks of a signer and of a service may differ.
const SKEW: i64 = 5;
const SKEW_S3: i64 = 15;

impl Presented {
    /// Compares the credential's scope with the endpoint that took the request: the service's signing name, and the
    /// region unless the endpoint serves all of them.
    pub fn scoped_to(&self, service: &str, region: Option<&str>) -> Result<(), AuthError> {
        let scope = &self.scope;
        if scope.terminator() != "aws4_request" {
            return Err(Cause::ScopeTerminator(scope.terminator().to_owned()).into());
        }
        if let Some(expected) = region.filter(|expected| *expected != scope.region()) {
            let given = scope.region().to_owned();
            return Err(Cause::ScopeRegion { given, expected: expected.to_owned() }.into());
        }
        if scope.service() != service {
            let given = scope.service().to_owned();
            return Err(Cause::ScopeService { given, expected: service.to_owned() }.into());
        }
        Ok(())
    }

    /// Verifies the signature over the request with the access key's secret. `now` is in unix seconds.
    ///
    /// The time is judged first: AWS answers a request that is both late and wrongly signed with the time.
    pub fn verify(
        &self,
        parts: &Parts,
        body: Body<'_>,
        secret: &str,
        now: i64,
        keys: &KeyCache,
    ) -> Result<Verified, AuthError> {
        self.check_time(now)?;
        self.check_signed_headers(parts)?;
        let digest = Digested::of(&self.payload, body);
        let canonical = Canonical {
            method: parts.method.as_str(),
            path: parts.uri.path(),
            query: parts.uri.query().unwrap_or_default(),
            headers: &parts.headers,
            authority: parts.uri.authority().map(http::uri::Authority::as_str),
            signed_headers: &self.signed_headers,
            payload: digest.signed(&self.payload),
            s3: self.scope.is_s3(),
        }
        .write();
        let to_sign = string_to_sign(&instant::basic(self.signed_at), self.scope.without_key(), &canonical);
        self.check_signature(to_sign, canonical, secret, keys)?;
        Ok(Verified { owed: digest.owed(&self.payload)? })
    }

    fn check_signature(
        &self,
        to_sign: String,
        canonical: Vec<u8>,
        secret: &str,
        keys: &KeyCache,
    ) -> Result<(), AuthError> {
        let cached = keys.get(&self.scope, secret);
        let is_new = cached.is_none();
        let derive =
            || SigningKey::derive(secret, self.scope.date(), self.scope.region(), self.scope.service());
        let key = cached.unwrap_or_else(derive);
        let expected = Hex::of(&key.sign(to_sign.as_bytes()));
        if !bool::from(expected.as_str().as_bytes().ct_eq(self.signature.as_bytes())) {
            return Err(Cause::Mismatch {
                access_key_id: self.scope.access_key_id().to_owned(),
                signature: self.signature.clone(),
                string_to_sign: to_sign,
                canonical_request: String::from_utf8_lossy(&canonical).into_owned(),
            }
            .into());
        }
        if is_new {
            keys.put(&self.scope, secret, key);
        }
        Ok(())
    }

    fn check_time(&self, now: i64) -> Result<(), AuthError> {
        let at = self.signed_at;
        let stamp = instant::basic(at);
        if stamp.get(..8) != Some(self.scope.date()) {
            return Err(Cause::ScopeDate { given: self.scope.date().to_owned(), time: stamp }.into());
        }
        let minutes = if self.scope.is_s3() { SKEW_S3 } else { SKEW };
        if at > now.saturating_add(minutes * 60) {
            return Err(Cause::NotYetCurrent { at, now, minutes }.into());
        }
        match self.carrier {
            Carrier::Query { expires: Some(expires) } => {
                let expires_at = at + i64::from(expires);
                if now > expires_at {
                    return Err(Cause::UrlExpired { expires, expires_at, now }.into());
                }
            }
            Carrier::Header | Carrier::Query { expires: None } if at < now.saturating_sub(minutes * 60) => {
                return Err(Cause::Expired { at, now, minutes }.into());
            }
            _ => {}
        }
        Ok(())
    }

    /// `host` has to be signed everywhere; S3 wants every `x-amz-` header that is there to be signed.
    fn check_signed_headers(&self, parts: &Parts) -> Result<(), AuthError> {
        let is_signed = |name: &str| self.signed_headers.iter().any(|signed| signed == name);
        if !is_signed("host") {
            return Err(Cause::HostNotSigned.into());
        }
        if !self.scope.is_s3() {
            return Ok(());
        }
        let unsigned: Vec<&str> = parts
            .headers
            .keys()
            .map(http::HeaderName::as_str)
            .filter(|name| name.starts_with("x-amz-") && !is_signed(name))
            .collect();
        if unsigned.is_empty() { Ok(()) } else { Err(Cause::HeadersNotSigned(unsigned.join(", ")).into()) }
    }
}

/// The body's digest, if the body is there.
struct Digested(Option<Hex>);

impl Digested {
    fn of(payload: &Payload, body: Body<'_>) -> Digested {
        match (payload, body) {
            (Payload::OfBody | Payload::Sha256(_), Body::Bytes(bytes)) => {
                Digested(Some(Hex::of(&Sha256::digest(bytes).into())))
            }
            (Payload::OfBody | Payload::Sha256(_), Body::Sha256(digest)) => Digested(Some(Hex::of(digest))),
            _ => Digested(None),
        }
    }

    /// The last line of the canonical request.
    fn signed<'a>(&'a self, payload: &'a Payload) -> &'a str {
        match payload {
            // Without a body nothing can be right, which an empty digest makes sure of.
            Payload::OfBody => self.0.as_ref().map_or("", Hex::as_str),
            Payload::Sha256(stated) => stated,
            Payload::Unsigned => "UNSIGNED-PAYLOAD",
            Payload::Chunks { trailer: false } => "STREAMING-AWS4-HMAC-SHA256-PAYLOAD",
            Payload::Chunks { trailer: true } => "STREAMING-AWS4-HMAC-SHA256-PAYLOAD-TRAILER",
            Payload::UnsignedChunks => "STREAMING-UNSIGNED-PAYLOAD-TRAILER",
        }
    }

    fn owed(&self, payload: &Payload) -> Result<Owed, AuthError> {
        match (payload, &self.0) {
            (Payload::OfBody | Payload::Unsigned, _) => Ok(Owed::Nothing),
            (Payload::Sha256(stated), Some(computed)) if !stated.eq_ignore_ascii_case(computed.as_str()) => {
                let computed = computed.as_str().to_owned();
                Err(Cause::PayloadHashMismatch { stated: stated.clone(), computed }.into())
            }
            (Payload::Sha256(_), Some(_)) => Ok(Owed::Nothing),
            (Payload::Sha256(stated), None) => Ok(Owed::Sha256(stated.clone())),
            (Payload::Chunks { .. } | Payload::UnsignedChunks, _) => Ok(Owed::Chunks),
        }
    }
}
