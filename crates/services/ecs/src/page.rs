//! Pages of a listing: `nextToken` and `maxResults`.

use crate::refusals::invalid;
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use wire::prelude::*;

/// Items of a page at most, and where the caller says nothing.
const MOST: usize = 100;

/// A page and where the next one begins.
pub(crate) struct Page<T> {
    pub(crate) items: Vec<T>,
    pub(crate) next_token: Option<String>,
}

/// The page of a listing in its order. The token names the last item of the page before it; where that is gone, the
/// listing begins again, since it is better to see something twice than not at all.
pub(crate) fn page<T>(
    items: impl IntoIterator<Item = T>,
    name: impl Fn(&T) -> &str,
    token: Option<&str>,
    most: Option<i32>,
) -> Result<Page<T>> {
    let most = match most {
        None => MOST,
        Some(most) => {
            usize::try_from(most).ok().filter(|most| (1..=MOST).contains(most)).ok_or_else(|| {
                // *unconfirmed*
                invalid(format!("maxResults must be between 1 and {MOST}."))
            })?
        }
    };
    let mut items: Vec<T> = items.into_iter().collect();
    if let Some(token) = token {
        let after = STANDARD.decode(token).ok().and_then(|bytes| String::from_utf8(bytes).ok());
        // *unconfirmed*
        let after = after.ok_or_else(|| invalid("Invalid token."))?;
        let start = items.iter().position(|item| name(item) == after).map_or(0, |at| at + 1);
        items.drain(..start);
    }
    let more = items.len() > most;
    items.truncate(most);
    let next_token = items.last().filter(|_| more).map(|last| STANDARD.encode(name(last)));
    Ok(Page { items, next_token })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pages_go_on_where_the_last_one_ended() {
        let names = ["a", "b", "c", "d", "e"];
        let (mut seen, mut token) = (Vec::new(), None);
        loop {
            let page = page(names, |n| n, token.as_deref(), Some(2)).unwrap();
            seen.extend(page.items);
            token = page.next_token;
            if token.is_none() {
                break;
            }
        }
        assert_eq!(seen, names);
        assert!(page(names, |n| n, None, Some(0)).is_err());
        assert!(page(names, |n| n, None, Some(101)).is_err());
        assert!(page(names, |n| n, Some("!"), None).is_err());
    }
}
