//! The API, one file a resource.

mod deleting;
mod describing;
mod images;
mod layers;
mod lifecycle;
mod listing;
mod parts;
mod policies;
mod registry;
mod repositories;
mod scanning;
mod tags;
mod templates;
mod tokens;

pub(crate) use registry::{MOUNTING, is_on};

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use model_ecr::errors;
use wire::prelude::*;

/// What a page has, and the token of the next one.
type Page<T> = (Vec<(String, T)>, Option<String>);

/// A page of what is listed in the order of its names: what comes behind the token's name.
pub(crate) fn page<T>(all: Vec<(String, T)>, token: Option<&str>, most: usize) -> Result<Page<T>> {
    let after = token.map(open_token).transpose()?;
    let from = after.map_or(0, |after| all.partition_point(|(name, _)| *name <= after));
    let more = all.len() > from.saturating_add(most);
    let page: Vec<_> = all.into_iter().skip(from).take(most).collect();
    let next = page.last().filter(|_| more).map(|(name, _)| URL_SAFE_NO_PAD.encode(name));
    Ok((page, next))
}

fn open_token(token: &str) -> Result<String> {
    let name = URL_SAFE_NO_PAD.decode(token).ok().and_then(|bytes| String::from_utf8(bytes).ok());
    name.ok_or_else(|| errors::invalid_parameter("Invalid parameter at 'nextToken' failed to satisfy constraint: 'must be a token that this operation returned'"))
}

/// How many a page has: what was asked for, else as many as AWS gives.
pub(crate) fn most(asked: Option<i32>, default: usize) -> usize {
    asked.and_then(|n| usize::try_from(n).ok()).unwrap_or(default)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pages() {
        let all = || ["a", "b", "c"].map(|name| (name.to_owned(), ())).to_vec();
        let names = |page: Vec<(String, ())>| page.into_iter().map(|(name, ())| name).collect::<String>();
        let (first, token) = page(all(), None, 2).unwrap();
        assert_eq!(names(first), "ab");
        let (second, end) = page(all(), token.as_deref(), 2).unwrap();
        assert_eq!((names(second), end), ("c".to_owned(), None));
        assert!(page(all(), Some("?"), 2).is_err());
        assert_eq!(page(all(), None, 3).unwrap().1, None);
    }
}
