//! Pages of a listing: `Marker`, `MaxItems`, `IsTruncated`.

use crate::refusals;
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use wire::prelude::*;

/// A page and where the next one begins.
pub(crate) struct Page<T> {
    pub(crate) items: Vec<T>,
    pub(crate) marker: Option<String>,
}

impl<T> Page<T> {
    pub(crate) fn is_truncated(&self) -> Option<bool> {
        Some(self.marker.is_some())
    }
}

/// The page of a listing by name, whatever its case. The marker names the last item of the page before it, so that a page
/// neither repeats nor leaves out what was there all the time.
pub(crate) fn page<T>(
    items: impl IntoIterator<Item = T>,
    name: impl Fn(&T) -> String,
    marker: Option<&str>,
    max_items: Option<i32>,
) -> Result<Page<T>> {
    cut(items, &name, marker, max_items, |items, after| {
        let after = after.to_lowercase();
        items.iter().position(|item| name(item).to_lowercase() > after).unwrap_or(items.len())
    })
}

/// The page of a listing in another order: that of making, or of attaching. Where the marker's item is gone, the listing
/// begins again: who deletes what is listed must rather see something twice than not at all.
pub(crate) fn page_in_order<T>(
    items: impl IntoIterator<Item = T>,
    name: impl Fn(&T) -> String,
    marker: Option<&str>,
    max_items: Option<i32>,
) -> Result<Page<T>> {
    cut(items, &name, marker, max_items, |_, _| 0)
}

fn cut<T>(
    items: impl IntoIterator<Item = T>,
    name: &impl Fn(&T) -> String,
    marker: Option<&str>,
    max_items: Option<i32>,
    where_gone: impl Fn(&[T], &str) -> usize,
) -> Result<Page<T>> {
    let most = max_items.map_or(100, |n| n.clamp(1, 1000) as usize);
    let mut items: Vec<T> = items.into_iter().collect();
    if let Some(marker) = marker {
        let after = decode(marker).ok_or_else(|| refusals::invalid(format!("Invalid Marker: {marker}")))?;
        let at = items.iter().position(|item| name(item) == after);
        let start = at.map_or_else(|| where_gone(&items, &after), |at| at + 1);
        items.drain(..start);
    }
    let marker =
        (items.len() > most).then(|| items.get(most - 1).map(|last| STANDARD.encode(name(last)))).flatten();
    items.truncate(most);
    Ok(Page { items, marker })
}

fn decode(marker: &str) -> Option<String> {
    String::from_utf8(STANDARD.decode(marker).ok()?).ok()
}

/// Whether a path lies below a prefix; no prefix is the root.
pub(crate) fn below(path: &str, prefix: Option<&str>) -> bool {
    prefix.is_none_or(|prefix| path.starts_with(prefix))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pages_go_on_where_the_last_one_ended() {
        let names = ["a", "b", "c", "d", "e"];
        let mut seen = Vec::new();
        let mut marker: Option<String> = None;
        loop {
            let page = page(names, |n| (*n).to_owned(), marker.as_deref(), Some(2)).unwrap();
            assert_eq!(page.is_truncated(), Some(page.marker.is_some()));
            seen.extend(page.items);
            marker = page.marker;
            if marker.is_none() {
                break;
            }
        }
        assert_eq!(seen, names);
        let gone = STANDARD.encode("bb");
        assert_eq!(page(names, |n| (*n).to_owned(), Some(&gone), None).unwrap().items, ["c", "d", "e"]);
        assert_eq!(page_in_order(names, |n| (*n).to_owned(), Some(&gone), None).unwrap().items, names);
        assert!(page(names, |n| (*n).to_owned(), Some("!"), None).is_err());
    }
}
