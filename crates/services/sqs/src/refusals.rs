//! AWS's words for what SQS refuses: the ones that more than one operation says.
//!
//! The texts are AWS's own (recorded: sqs/test_sqs.json), their codes those of the query protocol; JSON answers name the
//! shape instead.

use model_sqs::errors;
use wire::prelude::*;

/// `InvalidParameterValue`, with a text of its own.
pub(crate) fn invalid_value(text: impl Into<String>) -> Error {
    Error::new("InvalidParameterValue", text).shape("InvalidParameterValueException")
}

/// `Value 21 for parameter WaitTimeSeconds is invalid. Reason: ...`
pub(crate) fn invalid(value: impl std::fmt::Display, parameter: &str, reason: &str) -> Error {
    invalid_value(format!("Value {value} for parameter {parameter} is invalid. Reason: {reason}"))
}

/// `MissingParameter`.
pub(crate) fn missing(parameter: &str) -> Error {
    Error::new("MissingParameter", format!("The request must contain the parameter {parameter}."))
        .shape("MissingRequiredParameterException")
}

/// The queue of the request is not there.
pub(crate) fn no_queue() -> Error {
    errors::queue_does_not_exist("The specified queue does not exist.")
        .in_query("The specified queue does not exist for this wsdl version.")
}

pub(crate) fn unknown_attribute(name: &str) -> Error {
    errors::invalid_attribute_name(format!("Unknown Attribute {name}."))
}

/// The receipt handle is none of this queue's.
pub(crate) fn no_handle(handle: &str) -> Error {
    errors::receipt_handle_is_invalid(format!(
        "The input receipt handle \"{handle}\" is not a valid receipt handle."
    ))
}

/// A FIFO queue takes a handle only while its message is in flight.
pub(crate) fn expired_handle(handle: &str) -> Error {
    invalid(handle, "ReceiptHandle", "The receipt handle has expired.")
}

/// Operations on queues themselves are for their owners, whatever the policy says.
/// <https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-customer-managed-policy-examples.html>
pub(crate) fn not_owner(url: &str) -> Error {
    Error::new("AccessDenied", format!("Access to the resource {url} is denied."))
        .shape("AccessDeniedException")
        .status(403)
}
