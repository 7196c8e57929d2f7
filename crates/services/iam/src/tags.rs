//! Tags: fifty a resource, keys that differ by more than case.
//! <https://docs.aws.amazon.com/IAM/latest/UserGuide/id_tags.html>

use crate::records::Tags;
use door::Call;
use model_iam::errors;
use model_iam::types::Tag;
use wire::prelude::*;

const MOST: usize = 50;

/// The tags of a new resource.
pub(crate) fn of_request(call: &Call, tags: Option<Vec<Tag>>) -> Result<Tags> {
    merge(call, &Tags::new(), tags.unwrap_or_default())
}

/// Tags with others set over them.
pub(crate) fn merge(call: &Call, old: &Tags, new: Vec<Tag>) -> Result<Tags> {
    let mut tags = old.clone();
    for (i, tag) in new.iter().enumerate() {
        if new.iter().take(i).any(|other| other.key.eq_ignore_ascii_case(&tag.key)) {
            let text = "Duplicate tag keys found. Please note that Tag keys are case insensitive.";
            return Err(errors::invalid_input(text));
        }
        if call.is_reserved_tag(&tag.key) {
            let text = "Tag keys starting with aws: are reserved and cannot be used.";
            return Err(errors::invalid_input(text));
        }
        match tags.iter_mut().find(|(key, _)| key.eq_ignore_ascii_case(&tag.key)) {
            Some(old) => *old = (tag.key.clone(), tag.value.clone()),
            None => tags.push((tag.key.clone(), tag.value.clone())),
        }
    }
    if tags.len() > MOST {
        return Err(errors::limit_exceeded(format!(
            "The number of tags has reached the maximum limit of {MOST}"
        )));
    }
    Ok(tags)
}

/// Tags without some of their keys.
pub(crate) fn without(old: &Tags, keys: &[String]) -> Tags {
    let goes = |key: &str| keys.iter().any(|other| other.eq_ignore_ascii_case(key));
    old.iter().filter(|(key, _)| !goes(key)).cloned().collect()
}

/// Tags as answers carry them; `None` where there are none, as on AWS.
pub(crate) fn shown(tags: &Tags) -> Option<Vec<Tag>> {
    (!tags.is_empty()).then(|| all(tags))
}

/// Tags as lists of tags carry them.
pub(crate) fn all(tags: &Tags) -> Vec<Tag> {
    tags.iter().map(|(key, value)| Tag { key: key.clone(), value: value.clone() }).collect()
}
