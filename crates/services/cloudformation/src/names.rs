//! Names and ARNs of stacks.

use door::Call;

/// A new stack's id.
pub(crate) fn stack_id(call: &Call, name: &str) -> String {
    call.arn("cloudformation", &format!("stack/{name}/{}", uuid::Uuid::new_v4()))
}

/// Whether a text is a stack's id and not its name.
pub(crate) fn is_id(text: &str) -> bool {
    text.starts_with("arn:")
}
