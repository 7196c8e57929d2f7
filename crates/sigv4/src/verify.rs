//! Decides whether a presented signature is the one that the secret key makes over this request, and still good.

use http::request::Parts;
use sha2::{Digest, Sha256};
use subtle::ConstantTimeEq;

use crate::canonical::{Canonical, Hex, string_to_sign};
use crate::chunks::ChunkVerifier;
use crate::error::{AuthError, Cause};
use crate::instant;
use crate::key::{KeyCache, SigningKey};
use crate::presented::{Carrier, Payload, Presented, Scope};

/// The body at the time of the check.
#[derive(Clone, Copy, Debug)]
pub enum Body<'a> {
    /// All of it.
    Bytes(&'a [u8]),
    /// Its SHA-256, where it has been read already.
    Sha256(&'a [u8; 32]),
    /// It is still to come (S3): the signature is checked with the digest that the request states, and [`Owed`] says
    /// what the reader of the body has to check. Other services than S3 need the body first.
    ToCome,
}

/// A request whose signature is right.
#[derive(Debug)]
#[must_use = "the body may still have to be checked"]
pub struct Verified {
    /// What of the body is still to be checked.
    pub owed: Owed,
}

/// What is to be checked when the body is read.
#[derive(Debug)]
pub enum Owed {
    /// Nothing: the signature covers the body, or the body is not signed.
    Nothing,
    /// The body has to have this digest (hex); [`Cause::PayloadHashMismatch`] says that it has not.
    Sha256(String),
    /// The body comes in chunks; this decodes and checks them.
    Chunks(Box<ChunkVerifier>),
}

impl Presented {
    /// Compares the credential's scope with the endpoint that took the request: the service's signing name, and the
    /// region unless the endpoint serves all of them.
    pub fn scoped_to(&self, service: &str, region: Option<&str>) -> Result<(), AuthError> {
        self.scope.agrees(service, region).map_err(|error| self.placed(error))
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
        self.check(parts, body, secret, now, keys).map_err(|error| self.placed(error))
    }

    fn check(
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
        let stamp = instant::basic(self.signed_at);
        let to_sign = string_to_sign(&stamp, self.scope.without_key(), &canonical);
        let key =
            check_signature(&self.scope, &self.signature, &to_sign, secret, keys).map_err(|mut error| {
                if let Cause::Mismatch { canonical_request, .. } = &mut *error.cause {
                    *canonical_request = String::from_utf8_lossy(&canonical).into_owned();
                }
                error
            })?;
        Ok(Verified { owed: self.owed(parts, &digest, key)? })
    }

    fn owed(&self, parts: &Parts, digest: &Digested, key: SigningKey) -> Result<Owed, AuthError> {
        match (&self.payload, &digest.0) {
            (Payload::OfBody | Payload::Unsigned, _) => Ok(Owed::Nothing),
            (Payload::Sha256(stated), Some(computed)) if !stated.eq_ignore_ascii_case(computed.as_str()) => {
                let computed = computed.as_str().to_owned();
                Err(Cause::PayloadHashMismatch { stated: stated.clone(), computed }.into())
            }
            (Payload::Sha256(_), Some(_)) => Ok(Owed::Nothing),
            (Payload::Sha256(stated), None) => Ok(Owed::Sha256(stated.clone())),
            (Payload::Chunks { trailer }, _) => {
                let chunks = ChunkVerifier::signed(&parts.headers, *trailer, self, key)?;
                Ok(Owed::Chunks(Box::new(chunks)))
            }
            (Payload::UnsignedChunks, _) => {
                Ok(Owed::Chunks(Box::new(ChunkVerifier::unsigned(&parts.headers)?)))
            }
        }
    }

    fn check_time(&self, now: i64) -> Result<(), AuthError> {
        let at = self.signed_at;
        check_day(&self.scope, at)?;
        let minutes = skew(self.scope.service());
        if at > now.saturating_add(minutes * 60) {
            return Err(Cause::NotYetCurrent { at, now, minutes }.into());
        }
        match self.carrier {
            Carrier::Query { expires: Some(expires) } => {
                if now > at.saturating_add(i64::from(expires)) {
                    return Err(Cause::UrlExpired { expires, at, now }.into());
                }
            }
            Carrier::Header | Carrier::Query { expires: None } => {
                if at < now.saturating_sub(minutes * 60) {
                    return Err(Cause::Expired { at, now, minutes }.into());
                }
            }
        }
        Ok(())
    }

    /// `host` has to be signed everywhere; S3 wants every `x-amz-` header that is there to be signed, but for the
    /// body's digest beside a presigned URL, which does not count there.
    fn check_signed_headers(&self, parts: &Parts) -> Result<(), AuthError> {
        let is_signed = |name: &str| self.signed_headers.iter().any(|signed| signed == name);
        if !is_signed("host") {
            return Err(Cause::HostNotSigned.into());
        }
        if !self.scope.is_s3() {
            return Ok(());
        }
        let is_header = self.carrier == Carrier::Header;
        let unsigned: Vec<&str> = parts
            .headers
            .keys()
            .map(http::HeaderName::as_str)
            .filter(|name| name.starts_with("x-amz-") && !is_signed(name))
            .filter(|name| is_header || *name != "x-amz-content-sha256")
            .collect();
        if unsigned.is_empty() { Ok(()) } else { Err(Cause::HeadersNotSigned(unsigned.join(", ")).into()) }
    }

    fn placed(&self, error: AuthError) -> AuthError {
        if self.carrier == Carrier::Header { error } else { error.in_query() }
    }
}

/// Minutes by which the clocks of a signer and of a service may differ, as their texts show: 15 in S3, STS (QT-DevOps/
/// DevOpsIssues#989), SNS (aws/aws-sdk-js#265), SQS (async-aws/aws#1634), DynamoDB (praetorian-inc/chariot-ui#453) and
/// ECR (upmc-enterprises/registry-creds#24); 5 in CloudFormation (serverless/serverless#505), Route 53, API Gateway, ECS,
/// EKS, Lambda, SSM and Kinesis. IAM is taken to be as STS, which is unverified, as are the services not named.
fn skew(service: &str) -> i64 {
    match service {
        "s3" | "s3-object-lambda" | "s3-outposts" | "s3express" => 15,
        "sts" | "iam" | "sns" | "sqs" | "dynamodb" | "ecr" => 15,
        _ => 5,
    }
}

/// The credential's day has to be the day of the request, in UTC.
pub(crate) fn check_day(scope: &Scope, signed_at: i64) -> Result<(), AuthError> {
    if instant::day(signed_at) == scope.date() {
        return Ok(());
    }
    Err(Cause::ScopeDate { given: scope.date().to_owned(), time: instant::basic(signed_at) }.into())
}

/// Compares a signature with the one that the secret makes, in constant time. The signing key comes from the cache or
/// goes there once it has proved right.
pub(crate) fn check_signature(
    scope: &Scope,
    signature: &str,
    to_sign: &str,
    secret: &str,
    keys: &KeyCache,
) -> Result<SigningKey, AuthError> {
    let cached = keys.get(scope, secret);
    let is_new = cached.is_none();
    let key =
        cached.unwrap_or_else(|| SigningKey::derive(secret, scope.date(), scope.region(), scope.service()));
    let expected = Hex::of(&key.sign(to_sign.as_bytes()));
    if !bool::from(expected.as_str().as_bytes().ct_eq(signature.as_bytes())) {
        return Err(Cause::Mismatch {
            access_key_id: scope.access_key_id().to_owned(),
            signature: signature.to_owned(),
            string_to_sign: to_sign.to_owned(),
            canonical_request: String::new(),
        }
        .into());
    }
    if is_new {
        keys.put(scope, secret, key.clone());
    }
    Ok(key)
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
            other => other.word(),
        }
    }
}
