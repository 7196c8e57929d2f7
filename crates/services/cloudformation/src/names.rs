//! Names and ARNs of stacks and change sets.

use door::Call;

/// A new stack's id.
pub(crate) fn stack_id(call: &Call, name: &str) -> String {
    call.arn("cloudformation", &format!("stack/{name}/{}", uuid::Uuid::new_v4()))
}

/// A new change set's id.
pub(crate) fn change_set_id(call: &Call, name: &str) -> String {
    call.arn("cloudformation", &format!("changeSet/{name}/{}", uuid::Uuid::new_v4()))
}

/// Whether a text is an id and not a name.
pub(crate) fn is_id(text: &str) -> bool {
    text.starts_with("arn:")
}

/// The name in an id.
pub(crate) fn name_of(id: &str) -> &str {
    id.split('/').nth(1).unwrap_or(id)
}
