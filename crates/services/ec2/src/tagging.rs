//! Tags that come with a creation.

use crate::records::Tags;
use crate::refusals::invalid;
use door::{Call, Touch};
use model_ec2::types::{Tag, TagSpecification};
use policy::{KeyName, keys};
use wire::prelude::*;
use wire::schema::Operation;

/// Tags that one resource may have.
const MOST: usize = 50;

/// The tags of a resource that is being made. Whoever sets any must be allowed `ec2:CreateTags` on it too.
/// <https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/supported-iam-actions-tagging.html>
pub(crate) fn new(
    call: &Call,
    op: &'static Operation,
    given: Option<&[TagSpecification]>,
    kind: &str,
) -> Result<Tags> {
    let mut tags = Tags::new();
    for given in given.unwrap_or_default() {
        let named = given.resource_type.as_ref().map(Enum::as_str).unwrap_or_default();
        if named.is_empty() {
            return Err(invalid("Tag specification resource type must have a value"));
        }
        if named != kind {
            // text unconfirmed
            return Err(invalid(format!(
                "'{named}' is not a valid taggable resource type for this operation."
            )));
        }
        add(call, &mut tags, given.tags.as_deref().unwrap_or_default(), true)?;
    }
    if !tags.is_empty() {
        let mut touch = Touch::on(call.arn("ec2", &format!("{kind}/*")));
        touch.context.set(KeyName::of("ec2:CreateAction"), op.name);
        for (key, value) in &tags {
            touch.context.set(keys::request_tag(key), value);
        }
        touch.context.set_many(keys::TAG_KEYS, tags.keys().cloned());
        call.require(op, "ec2:CreateTags", &touch)?;
    }
    Ok(tags)
}

/// Adds tags to those that a resource has, or says what is wrong with them.
/// <https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/Using_Tags.html#tag-restrictions>
pub(crate) fn add(call: &Call, tags: &mut Tags, given: &[Tag], once: bool) -> Result<()> {
    for tag in given {
        let key = tag.key.clone().unwrap_or_default();
        let value = tag.value.clone().unwrap_or_default();
        if key.is_empty() {
            return Err(invalid("Tag keys must have a value."));
        }
        if call.is_reserved_tag(&key) {
            return Err(invalid("Tag keys starting with 'aws:' are reserved for internal use"));
        }
        if key.chars().count() > 127 {
            return Err(invalid(format!("Tag key exceeds the maximum length of 127 characters: '{key}'")));
        }
        if value.chars().count() > 255 {
            return Err(invalid(format!(
                "Tag value exceeds the maximum length of 255 characters: '{value}'"
            )));
        }
        if once && tags.contains_key(&key) {
            return Err(invalid(format!("Duplicate tag key '{key}' specified.")));
        }
        tags.insert(key, value);
    }
    check_count(tags)
}

/// Whether there are too many: those of AWS's own do not count.
fn check_count(tags: &Tags) -> Result<()> {
    if tags.keys().filter(|key| !key.starts_with("aws:")).count() > MOST {
        let text = "The maximum number of Tags for a resource has been reached.";
        return Err(Error::new("TagLimitExceeded", text));
    }
    Ok(())
}
