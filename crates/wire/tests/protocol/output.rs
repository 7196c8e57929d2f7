//! Output cases.
use crate::Case;
pub(crate) fn check(_: &Case<'_>) -> Result<(), String> {
    Ok(())
}
