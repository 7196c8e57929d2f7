//! What tags may be. <https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_TagResource.html>

use crate::refusals::invalid;
use door::Call;
use wire::prelude::*;

/// Tags of one resource.
pub(crate) const MOST: usize = 50;

/// Checks tags that a caller gives; the model has checked their letters and lengths.
pub(crate) fn check(call: &Call, tags: &Map<String>) -> Result<()> {
    if tags.keys().any(|key| call.is_reserved_tag(key)) {
        return Err(invalid("aws: prefixed tag key names are not allowed for external use."));
    }
    Ok(())
}
