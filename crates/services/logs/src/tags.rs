//! Tags of log groups. <https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_TagResource.html>

use crate::refusals::invalid;
use door::Call;
use wire::prelude::*;

/// Checks tags that a caller gives; the model has checked their letters and lengths.
pub(crate) fn check(call: &Call, tags: &Map<String>) -> Result<()> {
    if tags.keys().any(|key| call.is_reserved_tag(key)) {
        return Err(invalid("User-defined tag keys can't start with 'aws:'"));
    }
    Ok(())
}
