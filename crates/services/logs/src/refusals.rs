//! What several operations refuse with.

use model_logs::errors;
use wire::prelude::*;

/// recorded: logs/test_logs_events.json, `test_resource_does_not_exist`
pub(crate) fn no_group() -> Error {
    errors::resource_not_found("The specified log group does not exist.")
}

/// recorded: logs/test_logs_events.json, `test_put_log_events_to_invalid_stream`
pub(crate) fn no_stream() -> Error {
    errors::resource_not_found("The specified log stream does not exist.")
}

/// recorded: logs/test_logs_filter_events.json, `test_filter_log_events_unknown_token`
pub(crate) fn bad_token() -> Error {
    errors::invalid_parameter("The specified nextToken is invalid.")
}

pub(crate) fn invalid(message: impl Into<String>) -> Error {
    errors::invalid_parameter(message)
}
