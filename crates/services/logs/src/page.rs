//! Pages of listings. A token names the last thing of the page before it, and the listing that it belongs to.

use crate::refusals::bad_token;
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use wire::prelude::*;

/// What is listed at most, and where nothing is said.
const DEFAULT: usize = 50;

/// A page that was asked for.
pub(crate) struct Page {
    kind: &'static str,
    /// What stood last on the page before.
    pub(crate) after: Option<String>,
    pub(crate) limit: usize,
}

impl Page {
    pub(crate) fn of(kind: &'static str, token: Option<&str>, limit: Option<i32>) -> Result<Self> {
        let after = token.map(|token| open(kind, token).ok_or_else(bad_token)).transpose()?;
        // The model's constraints hold the limit above zero.
        let limit = limit.and_then(|limit| usize::try_from(limit).ok()).unwrap_or(DEFAULT);
        Ok(Self { kind, after, limit })
    }
    /// The page of sorted things, and the token of the next one where there is one.
    pub(crate) fn cut<T>(
        &self,
        all: impl Iterator<Item = T>,
        name: impl Fn(&T) -> String,
    ) -> (Vec<T>, Option<String>) {
        let mut all = all.skip_while(|thing| self.after.as_ref().is_some_and(|after| name(thing) <= *after));
        let page: Vec<T> = all.by_ref().take(self.limit).collect();
        let more = all.next().is_some();
        let token = page.last().filter(|_| more).map(|last| seal(self.kind, &name(last)));
        (page, token)
    }
}

/// A token of a kind of listing.
pub(crate) fn seal(kind: &str, after: &str) -> String {
    URL_SAFE_NO_PAD.encode(format!("{kind}\n{after}"))
}

/// What a token of that kind says.
pub(crate) fn open(kind: &str, token: &str) -> Option<String> {
    let text = String::from_utf8(URL_SAFE_NO_PAD.decode(token).ok()?).ok()?;
    let (of, after) = text.split_once('\n')?;
    (of == kind).then(|| after.to_owned())
}
