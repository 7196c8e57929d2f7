//! Client tokens: a request that comes again makes nothing new.
//! <https://docs.aws.amazon.com/ec2/latest/devguide/ec2-api-idempotency.html>

use crate::records::{ClientToken, Tags};
use crate::state::Estate;
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use clock::Timestamp;
use sha2::{Digest, Sha256};
use std::time::Duration;
use wire::prelude::*;
use wire::schema::Operation;
use wire::shape::Structure;

/// A token is remembered for at least so long.
const KEPT: Duration = Duration::from_hours(24);

/// A request, by its token.
pub(crate) struct Request {
    id: Option<String>,
    digest: String,
}

impl Request {
    pub(crate) fn of(op: &'static Operation, token: Option<&str>, input: &dyn Structure) -> Self {
        let id = token.filter(|token| !token.is_empty()).map(|token| format!("{}/{token}", op.name));
        let text = if id.is_some() { wire::view::to_json(input).to_string() } else { String::new() };
        let digest = URL_SAFE_NO_PAD.encode(Sha256::digest(text));
        Self { id, digest }
    }
    /// What the same request made; nothing where it is new.
    pub(crate) fn made_before(&self, estate: &Estate) -> Result<Vec<String>> {
        let Some(known) = self.id.as_ref().and_then(|id| estate.tokens.find(id)) else {
            return Ok(Vec::new());
        };
        if known.digest != self.digest {
            // text unconfirmed
            let token = known.id.split_once('/').map_or("", |(_, token)| token);
            let text = format!("The client token '{token}' has already been used with different parameters.");
            return Err(Error::new("IdempotentParameterMismatch", text));
        }
        Ok(known.made.clone())
    }
    /// Remembers what it made, and forgets what is old.
    pub(crate) fn note(self, estate: &mut Estate, made: Vec<String>, at: Timestamp) {
        let Some(id) = self.id else { return };
        let old: Vec<_> =
            estate.tokens.all().filter(|token| token.at + KEPT < at).map(|token| token.id.clone()).collect();
        for id in &old {
            drop(estate.tokens.remove(id));
        }
        estate.tokens.put(ClientToken { id, digest: self.digest, made, at, tags: Tags::new() });
    }
}
