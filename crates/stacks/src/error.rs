//! The one error of the crate: AWS's code and AWS's text.
//!
//! Most refusals differ only in their text, so they share one variant. A variant of its own exists where a caller must
//! tell the case apart: to hand a transform to whoever can run it, or to name the missing export as a dependency.

use std::fmt;

/// The result of everything that can refuse a template.
pub type Result<T> = std::result::Result<T, Error>;

/// Why a template, its parameters or an expression in it was refused.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Error {
    /// The template or a value given to it is not valid; the text is AWS's.
    Invalid(String),
    /// Resources depend on each other in a circle: the logical ids in the template's order.
    Circular(Vec<String>),
    /// The stack needs capabilities that its caller did not acknowledge.
    Capabilities(Vec<String>),
    /// `Fn::ImportValue` names an export that does not exist.
    NoExport(String),
    /// The template declares a transform that the [`crate::transform::Macros`] given do not know.
    UnknownTransform(String),
    /// Something that AWS supports and this engine does not. The text names it: "Fn::RefAll".
    NotSupported(String),
}

impl Error {
    /// An error with AWS's text and the code `ValidationError`.
    pub(crate) fn invalid(text: impl Into<String>) -> Self {
        Self::Invalid(text.into())
    }

    /// `Template format error: ...`: the shape of the template is wrong.
    pub(crate) fn format(text: impl fmt::Display) -> Self {
        Self::Invalid(format!("Template format error: {text}"))
    }

    /// `Template error: ...`: a function in the template is wrong.
    pub(crate) fn template(text: impl fmt::Display) -> Self {
        Self::Invalid(format!("Template error: {text}"))
    }

    /// AWS's error code.
    pub fn code(&self) -> &'static str {
        match self {
            Self::Capabilities(_) => "InsufficientCapabilitiesException",
            Self::NotSupported(_) => "NotImplemented",
            _ => "ValidationError",
        }
    }

    /// AWS's text.
    pub fn message(&self) -> String {
        match self {
            Self::Invalid(text) => text.clone(),
            Self::NotSupported(what) => format!("{what} is not supported"),
            Self::Circular(ids) => format!("Circular dependency between resources: [{}]", ids.join(", ")),
            Self::Capabilities(names) => format!("Requires capabilities : [{}]", names.join(", ")),
            Self::NoExport(name) => format!("No export named {name} found."),
            Self::UnknownTransform(name) => format!("No transform named {name} found."),
        }
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message())
    }
}

impl std::error::Error for Error {}
