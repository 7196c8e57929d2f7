//! Whose a temporary key is: STS's answer to the door.

use crate::Sts;
use crate::seal::Purpose;
use crate::session::{Facts, Who};
use clock::Timestamp;
use door::{BadCredential, Caller, Credential, Credentials, Principal, Refused, access_key_id};
use parking_lot::RwLock;
use std::collections::HashMap;
use std::sync::Arc;
use wire::error::{OrInternal, Result};
use wire::schema::Operation;

/// Sessions that stay decoded.
const CACHED: usize = 4_096;

/// Sessions that called lately. What IAM tells of them may change, so an entry holds for one version of IAM's facts.
#[derive(Default)]
pub(crate) struct Cache(RwLock<HashMap<String, Arc<Entry>>>);

struct Entry {
    token: String,
    credential: Credential,
    expires: Timestamp,
    version: u64,
}

/// What STS hands out.
pub(crate) struct Issued {
    pub(crate) access_key_id: String,
    pub(crate) secret: String,
    pub(crate) token: String,
}

impl Sts {
    /// Makes the credentials of a session. Nothing is written.
    pub(crate) fn issue(&self, facts: &Facts) -> Result<Issued> {
        let access_key_id = access_key_id("ASIA", facts.who.account());
        let bytes = postcard::to_stdvec(facts).or_internal()?;
        let token =
            self.seal.seal(Purpose::Session, &access_key_id, bytes).ok_or("no randomness").or_internal()?;
        Ok(Issued { secret: self.seal.secret(&access_key_id), access_key_id, token })
    }

    fn entry(&self, id: &str, token: &str, version: u64) -> Result<Option<Arc<Entry>>, BadCredential> {
        let known = self.cache.0.read().get(id).cloned();
        if let Some(entry) = known.filter(|entry| entry.version == version && entry.token == token) {
            return Ok(Some(entry));
        }
        let bytes = self.seal.unseal(Purpose::Session, id, token).ok_or(BadCredential::InvalidToken)?;
        let facts: Facts = postcard::from_bytes(&bytes).map_err(|_| BadCredential::InvalidToken)?;
        let Some(caller) = facts.caller(id, &*self.identities) else { return Ok(None) };
        let entry = Arc::new(Entry {
            token: token.to_owned(),
            credential: Credential { secret: Some(self.seal.secret(id).into()), caller: Arc::new(caller) },
            expires: facts.expires,
            version,
        });
        let mut cache = self.cache.0.write();
        if cache.len() >= CACHED {
            // Decoding again is cheap, so nothing is remembered of who called last.
            cache.clear();
        }
        cache.insert(id.to_owned(), entry.clone());
        Ok(Some(entry))
    }
}

impl Credentials for Sts {
    fn credential(
        &self,
        access_key_id: &str,
        token: Option<&str>,
        now: Timestamp,
    ) -> Result<Option<Credential>, BadCredential> {
        if !access_key_id.starts_with("ASIA") {
            return Ok(None);
        }
        let Some(token) = token else { return Ok(None) };
        let Some(entry) = self.entry(access_key_id, token, self.identities.version())? else {
            return Ok(None);
        };
        if now >= entry.expires {
            return Err(BadCredential::Expired);
        }
        Ok(Some(entry.credential.clone()))
    }

    fn encode_reasons(&self, reasons: &serde_json::Value) -> Option<String> {
        self.encode_authorization_message(reasons)
    }

    /// IAM and STS know whom they serve; and there is what sessions of GetSessionToken and GetFederationToken cannot
    /// call, whatever they are allowed.
    /// <https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_sts-comparison.html>
    fn refuses(&self, caller: &Caller, op: &'static Operation) -> Option<Refused> {
        let service = op.service.name;
        let Some(session) = &caller.session else {
            let unsigned = caller.principal == Principal::Anonymous
                && matches!(service, "iam" | "sts")
                && !op.name.starts_with("AssumeRoleWith");
            return unsigned.then_some(Refused::Unsigned);
        };
        let refused = match (&caller.principal, service) {
            (Principal::FederatedUser { .. }, "iam") => true,
            (Principal::FederatedUser { .. }, "sts") => op.name != "GetCallerIdentity",
            (Principal::User { .. } | Principal::Root { .. }, "iam") => session.mfa.is_none(),
            // The two that make tokens refuse sessions in words of their own.
            (Principal::User { .. } | Principal::Root { .. }, "sts") => !matches!(
                op.name,
                "AssumeRole" | "GetCallerIdentity" | "GetSessionToken" | "GetFederationToken"
            ),
            _ => false,
        };
        refused.then_some(Refused::Session)
    }
}

impl Who {
    /// Who calls with long-term credentials, as the session that it asks for shall know it.
    pub(crate) fn of(caller: &Caller) -> Option<Self> {
        match &caller.principal {
            Principal::User { arn, id } => Some(Self::User { arn: arn.clone(), id: id.clone() }),
            Principal::Root { account } => Some(Self::Root { account: account.clone() }),
            _ => None,
        }
    }
}
