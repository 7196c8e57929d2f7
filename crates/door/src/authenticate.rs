//! From a request's credentials to a caller.

use crate::caller::{BadCredential, Caller, Credential, Refused};
use crate::door::Door;
use crate::locate::Target;
use clock::{Clock, ClockState, Timestamp};
use http::request::Parts;
use sigv4::{AuthError, Body, Carrier, Cause, Family, Presented};
use std::sync::Arc;
use wire::error::{Error, Result};
use wire::schema::Protocol;

/// The account of keys that name none.
pub const DEFAULT_ACCOUNT: &str = "000000000000";

impl Door {
    /// Who sent the request: proved by its signature, or nobody.
    pub(crate) fn authenticate(
        &self,
        parts: &Parts,
        body: &[u8],
        presented: Option<&Presented>,
        target: Target,
        now: Timestamp,
    ) -> Result<Arc<Caller>> {
        let worded = |cause: Cause| word(&cause.into(), target);
        let takes = |caller: &Caller| {
            let refused = self.credentials.iter().find_map(|source| source.refuses(caller, target.op));
            refused.map_or(Ok(()), |why| Err(worded(why.cause(&caller.access_key_id))))
        };
        let Some(presented) = presented else {
            // Some operations are never signed: what is not supported is said before a signature is missed.
            self.blank(target.op)?;
            let nobody = Caller::anonymous(DEFAULT_ACCOUNT);
            return takes(&nobody).map(|()| Arc::new(nobody));
        };
        let token = presented.security_token.as_deref();
        let given = || token.unwrap_or_default().to_owned();
        let key = presented.scope.access_key_id();
        let credential = self.credential(key, token, now).map_err(|bad| match bad {
            Bad::Unknown | Bad::Known(BadCredential::Inactive) => {
                worded(Cause::UnknownAccessKey(key.to_owned()))
            }
            Bad::Known(BadCredential::Expired) => worded(Cause::ExpiredToken(given())),
            Bad::Known(BadCredential::InvalidToken) => worded(Cause::InvalidToken(given())),
        })?;
        presented.scoped_to(target.op.service.signing_name, None).map_err(|e| word(&e, target))?;
        if let Some(secret) = &credential.secret {
            let at = self.judged_at(presented, now);
            let verified = presented.verify(parts, Body::Bytes(body), secret, at, &self.signing_keys);
            if !matches!(verified.map_err(|e| word(&e, target))?.owed, sigv4::Owed::Nothing) {
                return Err(Error::not_implemented("chunked request bodies"));
            }
        }
        takes(&credential.caller)?;
        for source in &self.credentials {
            source.used(&credential.caller, target.op, presented.scope.region(), now);
        }
        Ok(credential.caller)
    }

    /// The time to judge a signature by, in unix seconds. Clients sign by the host's time, however ours is steered: what
    /// is near to either is current. A URL's lifetime is part of the model, and passes by our time.
    fn judged_at(&self, presented: &Presented, now: Timestamp) -> i64 {
        let now = now.seconds();
        let is_real = self.clock.state() == ClockState::default();
        if is_real || matches!(presented.carrier, Carrier::Query { expires: Some(_) }) {
            return now;
        }
        let host = Clock::real().now().seconds();
        let distance = |time: i64| time.abs_diff(presented.signed_at);
        if distance(host) < distance(now) { host } else { now }
    }

    /// The credential behind a key: IAM's, STS's, or by the conventions of local tools a root user.
    pub(crate) fn credential(
        &self,
        key: &str,
        token: Option<&str>,
        now: Timestamp,
    ) -> std::result::Result<Credential, Bad> {
        for source in &self.credentials {
            if let Some(found) = source.credential(key, token, now).map_err(Bad::Known)? {
                return Ok(found);
            }
        }
        // `test`/`test` is the default account's root. The world's set-ups use other words too, with any secret: those
        // are root users whose signature nobody can check, and `--strict-keys` turns them away.
        if key == "test" {
            return Ok(root(DEFAULT_ACCOUNT, key, Some("test")));
        }
        if self.strict_keys || is_aws_shaped(key) {
            return Err(Bad::Unknown);
        }
        Ok(root(if is_account(key) { key } else { DEFAULT_ACCOUNT }, key, None))
    }
}

impl Refused {
    fn cause(self, access_key_id: &str) -> Cause {
        match self {
            Self::Unsigned => Cause::MissingToken,
            // AWS does not say that such a session never may.
            Self::Session => Cause::UnknownAccessKey(access_key_id.to_owned()),
        }
    }
}

fn root(account: &str, key: &str, secret: Option<&str>) -> Credential {
    Credential { secret: secret.map(Into::into), caller: Arc::new(Caller::root(account, key)) }
}

pub(crate) enum Bad {
    Unknown,
    Known(BadCredential),
}

fn is_account(key: &str) -> bool {
    key.len() == 12 && key.bytes().all(|b| b.is_ascii_digit())
}

/// `AKIA...` and `ASIA...`: a key that AWS might have made is never taken for a convention.
fn is_aws_shaped(key: &str) -> bool {
    key.len() >= 16 && (key.starts_with("AKIA") || key.starts_with("ASIA"))
}

/// The refusal in the words of the protocol's family.
pub(crate) fn word(error: &AuthError, target: Target) -> Error {
    let refusal = error.render(family(target));
    let mut worded = Error::new(refusal.code, refusal.message).status(refusal.status);
    if family(target) == Family::QueryCompatibleJson {
        // The header beside a JSON error repeats the code of the query protocol.
        worded = Error::new(error.render(Family::Query).code, worded.message())
            .status(refusal.status)
            .shape(refusal.code);
    }
    refusal.fields.into_iter().fold(worded, |worded, (name, value)| worded.with(name, value))
}

fn family(target: Target) -> Family {
    match target.protocol {
        _ if target.op.service.name == "s3" => Family::S3,
        Protocol::Json10 | Protocol::Json11 if target.op.service.query_compatible => {
            Family::QueryCompatibleJson
        }
        Protocol::Json10 | Protocol::Json11 | Protocol::Cbor => Family::Json,
        Protocol::Query | Protocol::RestXml => Family::Query,
        Protocol::Ec2 => Family::Ec2,
        Protocol::RestJson => Family::RestJson,
    }
}
