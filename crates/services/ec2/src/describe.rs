//! How every Describe selects: ids, filters and pages, in one place.
//!
//! A resource states its filters as a table of names and what each looks at. Values may hold the wildcards `*` and `?`.
//! <https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/Using_Filtering.html>

use crate::records::{Resource, Tags};
use crate::refusals::{combination, invalid};
use crate::state::Estate;
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use model_ec2::types::Filter;
use std::sync::Arc;
use wire::prelude::*;

/// A filter: its name, and the values of a thing that it looks at.
pub(crate) type Row<T> = (&'static str, fn(&T, &Estate) -> Vec<String>);

/// What a Describe asks for.
#[derive(Default)]
pub(crate) struct Asked {
    /// The parameter that lists ids, and the ids.
    pub(crate) ids: Option<(&'static str, Vec<String>)>,
    /// Filters.
    pub(crate) filters: Option<Vec<Filter>>,
    /// At most so many.
    pub(crate) most: Option<i32>,
    /// Where the last page ended.
    pub(crate) token: Option<String>,
}

/// One value.
pub(crate) fn one(value: impl ToString) -> Vec<String> {
    vec![value.to_string()]
}

/// Selects resources of one kind: those of the ids, else all.
pub(crate) fn select<R: Resource>(
    estate: &Estate,
    all: Vec<Arc<R>>,
    asked: Asked,
    rows: &[Row<R>],
) -> Result<(Vec<Arc<R>>, Option<String>)> {
    let found = match asked.ids.as_ref().filter(|(_, ids)| !ids.is_empty()) {
        None => all,
        Some((parameter, ids)) => {
            if asked.most.is_some() {
                return Err(combination(format!(
                    "The parameter {parameter} cannot be used with the parameter maxResults"
                )));
            }
            let mut found: Vec<Arc<R>> = Vec::new();
            for id in ids {
                let own = all.iter().find(|record| record.id() == id);
                let own = own.ok_or_else(|| crate::refusals::absent::<R>(id))?;
                if !found.iter().any(|other| other.id() == id) {
                    found.push(own.clone());
                }
            }
            found
        }
    };
    let kept = filter(estate, found, asked.filters.as_deref(), rows, |r| Some(r.tags()), |r| r)?;
    page(kept, asked.most, asked.token.as_deref(), |record| record.id().to_owned())
}

/// Keeps what every filter fits.
pub(crate) fn filter<T, I>(
    estate: &Estate,
    mut items: Vec<I>,
    filters: Option<&[Filter]>,
    rows: &[Row<T>],
    tags: fn(&T) -> Option<&Tags>,
    of: fn(&I) -> &T,
) -> Result<Vec<I>> {
    for filter in filters.unwrap_or_default() {
        let name = filter.name.as_deref().unwrap_or("null");
        let patterns = filter.values.as_deref().unwrap_or_default();
        let fits = |value: &str| patterns.iter().any(|pattern| matches(pattern, value));
        if let Some(row) = rows.iter().find(|row| row.0 == name) {
            items.retain(|item| row.1(of(item), estate).iter().any(|value| fits(value)));
            continue;
        }
        let key = name.strip_prefix("tag:");
        let has_tags = matches!(name, "tag-key" | "tag-value") || key.is_some();
        // What has no tags knows no filters of tags.
        if !has_tags || items.first().is_some_and(|item| tags(of(item)).is_none()) {
            return Err(invalid(format!("The filter '{name}' is invalid")));
        }
        items.retain(|item| {
            let Some(tags) = tags(of(item)) else { return false };
            match (key, name) {
                (Some(key), _) => tags.get(key).is_some_and(|value| fits(value)),
                (None, "tag-key") => tags.keys().any(|key| fits(key)),
                _ => tags.values().any(|value| fits(value)),
            }
        });
    }
    Ok(items)
}

/// A page of things, by their keys.
pub(crate) fn page<T>(
    mut items: Vec<T>,
    most: Option<i32>,
    token: Option<&str>,
    key: fn(&T) -> String,
) -> Result<(Vec<T>, Option<String>)> {
    items.sort_by_key(key);
    if let Some(token) = token {
        let after = URL_SAFE_NO_PAD.decode(token).ok().and_then(|bytes| String::from_utf8(bytes).ok());
        let after = after.ok_or_else(|| {
            Error::new("InvalidPaginationToken", "The specified pagination token is not valid or is expired.")
        })?;
        items.retain(|item| key(item) > after);
    }
    let most = most.and_then(|most| usize::try_from(most).ok()).unwrap_or(usize::MAX);
    if items.len() <= most {
        return Ok((items, None));
    }
    items.truncate(most);
    let next = items.last().map(|last| URL_SAFE_NO_PAD.encode(key(last)));
    Ok((items, next))
}

/// Whether a value fits a pattern: `*` is any text, `?` any letter, `\` takes the next letter as it is.
pub(crate) fn matches(pattern: &str, value: &str) -> bool {
    let pattern: Vec<char> = pattern.chars().collect();
    let value: Vec<char> = value.chars().collect();
    // Where the last star was, and how much of the value it took: there is no need to remember an earlier one.
    let (mut p, mut v, mut star) = (0, 0, None);
    loop {
        let (step, fits) = match (pattern.get(p), value.get(v)) {
            (None, None) => return true,
            (Some('*'), _) => {
                star = Some((p + 1, v));
                p += 1;
                continue;
            }
            (Some('?'), Some(_)) => (1, true),
            (Some('\\'), Some(letter)) if pattern.len() > p + 1 => (2, pattern.get(p + 1) == Some(letter)),
            (Some(expected), Some(letter)) => (1, expected == letter),
            _ => (0, false),
        };
        if fits {
            p += step;
            v += 1;
            continue;
        }
        match star {
            Some((after, taken)) if taken < value.len() => {
                star = Some((after, taken + 1));
                p = after;
                v = taken + 1;
            }
            _ => return false,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn wildcards() {
        let check = |pattern: &str, value: &str, fits: bool| {
            assert_eq!(matches(pattern, value), fits, "{pattern} {value}");
        };
        check("", "", true);
        check("a", "a", true);
        check("a", "A", false);
        check("*", "", true);
        check("*", "anything", true);
        check("web-?", "web-1", true);
        check("web-?", "web-12", false);
        check("web-*1", "web-a1b1", true);
        check("*a*b", "xaxbxa", false);
        // <https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/Using_Filtering.html>: `\*amazon\?\\`
        check(r"\*amazon\?\\", r"*amazon?\", true);
        check(r"\*amazon\?\\", r"xamazon?\", false);
    }

    proptest! {
        #[test]
        fn a_text_with_stars_fits_what_it_was_cut_from(value in "[a-c]{0,12}", from in 0usize..12, to in 0usize..12) {
            let (from, to) = (from.min(value.len()), to.min(value.len()));
            let (from, to) = (from.min(to), from.max(to));
            let pattern = format!("{}*{}", &value[..from], &value[to..]);
            prop_assert!(matches(&pattern, &value));
        }
    }
}
