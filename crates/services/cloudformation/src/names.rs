//! Names and ARNs of stacks and change sets.

use door::Call;
use wire::prelude::*;

/// The longest name of a stack.
const LONGEST: usize = 128;

/// Refuses what cannot be a new stack's name; the API's model leaves it open, the service does not.
pub(crate) fn check(name: &str) -> Result<()> {
    let constraint = if name.len() > LONGEST {
        format!("Member must have length less than or equal to {LONGEST}")
    } else if name.starts_with(|c: char| c.is_ascii_alphabetic())
        && name.chars().all(|c| c.is_ascii_alphanumeric() || c == '-')
    {
        return Ok(());
    } else {
        "Member must satisfy regular expression pattern: [a-zA-Z][-a-zA-Z0-9]*".to_owned()
    };
    let text = format!(
        "1 validation error detected: Value '{name}' at 'stackName' failed to satisfy constraint: {constraint}"
    );
    Err(Error::new("ValidationError", text))
}

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
