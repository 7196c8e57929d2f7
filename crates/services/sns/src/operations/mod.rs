//! The API, one file a resource.

mod applications;
mod devices;
mod permissions;
mod publish;
mod sms;
mod subscribe;
mod subscriptions;
mod tags;
mod topics;

pub(crate) use subscribe::is_anonymous;

use crate::names::invalid;
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use std::collections::BTreeMap;
use wire::prelude::*;

/// Entries of a page.
const PAGE: usize = 100;

/// Attributes as an answer shows them.
fn map(attributes: &BTreeMap<String, String>) -> Map<String> {
    attributes.iter().map(|(name, value)| (name.clone(), value.clone())).collect()
}

/// The page of a sorted list that begins behind a token, and the token of the next one.
fn page<T>(all: Vec<(String, T)>, token: Option<&str>) -> Result<(Vec<T>, Option<String>)> {
    let after = token.map(|token| {
        let bytes = URL_SAFE_NO_PAD.decode(token).ok();
        bytes.and_then(|bytes| String::from_utf8(bytes).ok()).ok_or_else(|| invalid("NextToken"))
    });
    let after = after.transpose()?;
    let mut rest =
        all.into_iter().skip_while(|(key, _)| after.as_ref().is_some_and(|after| key <= after)).peekable();
    let mut entries = Vec::new();
    let mut last = String::new();
    while entries.len() < PAGE
        && let Some((key, entry)) = rest.next()
    {
        last = key;
        entries.push(entry);
    }
    Ok((entries, rest.peek().map(|_| URL_SAFE_NO_PAD.encode(&last))))
}
