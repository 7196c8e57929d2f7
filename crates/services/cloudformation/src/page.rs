//! Pages of a listing: `NextToken`.
//!
//! A token names the last item of the page before it and is readable by nobody but us; one that names nothing is refused.

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use wire::prelude::*;

/// Items a page, where AWS counts them (<https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_ListExports.html>).
const ITEMS: usize = 100;

/// The page of a listing that a request asks for, and the token of the next one.
pub(crate) fn page<T>(
    items: impl IntoIterator<Item = T>,
    name: impl Fn(&T) -> String,
    token: Option<&str>,
) -> Result<(Vec<T>, Option<String>)> {
    let mut items: Vec<T> = items.into_iter().collect();
    if let Some(token) = token {
        let last = URL_SAFE_NO_PAD.decode(token).ok().and_then(|bytes| String::from_utf8(bytes).ok());
        let at = last.and_then(|last| items.iter().position(|item| name(item) == last));
        let at = at.ok_or_else(|| Error::new("ValidationError", "The provided NextToken is invalid."))?;
        items.drain(..=at);
    }
    let more = items.len() > ITEMS;
    items.truncate(ITEMS);
    let next = items.last().filter(|_| more).map(|last| URL_SAFE_NO_PAD.encode(name(last)));
    Ok((items, next))
}

#[cfg(test)]
mod tests {
    use super::page;

    #[test]
    fn pages_go_on_where_the_last_one_ended() {
        let all: Vec<usize> = (0..250).collect();
        let (mut seen, mut token) = (Vec::new(), None::<String>);
        loop {
            let (items, next) = page(all.clone(), usize::to_string, token.as_deref()).unwrap();
            seen.extend(items);
            token = next;
            if token.is_none() {
                break;
            }
        }
        assert_eq!(seen, all);
        assert!(page(all, usize::to_string, Some("!")).is_err());
    }
}
