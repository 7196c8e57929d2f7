//! How a command ends.

use std::process::ExitCode;

/// A command's end.
pub(crate) type Outcome = Result<ExitCode, Failure>;

/// What went wrong, for the person at the terminal: the thing and its cause, and the next step where there is one.
#[derive(Debug)]
pub(crate) struct Failure {
    pub(crate) exit: u8,
    pub(crate) what: String,
    pub(crate) next: Option<String>,
}

impl Failure {
    /// What was asked for failed.
    pub(crate) fn failed(what: impl Into<String>) -> Self {
        Self { exit: 1, what: what.into(), next: None }
    }
    /// The command line or a setting is wrong.
    pub(crate) fn usage(what: impl Into<String>) -> Self {
        Self { exit: 2, ..Self::failed(what) }
    }
    /// No server answers.
    pub(crate) fn unreachable(what: impl Into<String>) -> Self {
        Self { exit: 3, ..Self::failed(what) }
    }
    /// What was asked for does not exist.
    pub(crate) fn missing(what: impl Into<String>) -> Self {
        Self { exit: 4, ..Self::failed(what) }
    }
    /// The same with the next step.
    #[must_use]
    pub(crate) fn next(mut self, next: impl Into<String>) -> Self {
        self.next = Some(next.into());
        self
    }
}
