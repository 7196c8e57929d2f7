//! Tags: what may be one.
//! <https://docs.aws.amazon.com/AmazonECS/latest/developerguide/ecs-using-tags.html>

use crate::records::Tags;
use crate::refusals::invalid;
use door::Call;
use model_ecs::types::Tag;
use wire::prelude::*;

/// The most tags of one resource.
const MOST: usize = 50;

/// The tags of a request, checked. Of a key that is given twice AWS says so.
pub(crate) fn given(call: &Call, tags: Option<Vec<Tag>>) -> Result<Tags> {
    let mut checked = Tags::new();
    for tag in tags.unwrap_or_default() {
        let (key, value) = (tag.key.unwrap_or_default(), tag.value.unwrap_or_default());
        if key.is_empty() || call.is_reserved_tag(&key) {
            return Err(reserved());
        }
        if checked.iter().any(|(other, _)| *other == key) {
            // *unconfirmed*
            return Err(invalid(format!("Duplicate tag keys found: {key}.")));
        }
        checked.push((key, value));
    }
    limited(&checked)?;
    Ok(checked)
}

/// *unconfirmed*; that the prefix is AWS's own stands on the page above.
pub(crate) fn reserved() -> Error {
    invalid("Tag keys may not be empty and may not begin with aws:.")
}

/// Refuses more tags than a resource may have.
pub(crate) fn limited(tags: &Tags) -> Result<()> {
    if tags.len() > MOST {
        // *unconfirmed*
        return Err(invalid(format!("Tags cannot exceed {MOST} elements.")));
    }
    Ok(())
}
