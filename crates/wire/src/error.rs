//! The one error of the house.
//!
//! An error is what AWS would answer: a code, a text, a status and whose fault it is. What only the log may see stands in
//! `cause`. Services build errors with the constructors that the generator wrote from the model's exceptions; codes that no
//! model declares (`AccessDenied`, `ValidationError`, ...) have constructors here.

use crate::schema::Schema;
use std::borrow::Cow;
use std::fmt;

/// The result of everything that can be refused.
pub type Result<T, E = Error> = std::result::Result<T, E>;

/// A refusal or a failure, as AWS words it.
#[derive(Clone)]
pub struct Error(Box<Inner>);

#[derive(Clone)]
struct Inner {
    /// The exception's name in the model, else the code.
    shape: Cow<'static, str>,
    code: Cow<'static, str>,
    status: u16,
    sender: bool,
    message: String,
    /// Where the query protocol has a text of its own.
    query_message: Option<Cow<'static, str>>,
    members: serde_json::Map<String, serde_json::Value>,
    cause: Option<String>,
}

impl Error {
    /// An error by its bare code; the caller is at fault and the status is 400.
    pub fn new(code: impl Into<Cow<'static, str>>, message: impl Into<String>) -> Self {
        let code = code.into();
        Self(Box::new(Inner {
            shape: code.clone(),
            code,
            status: 400,
            sender: true,
            message: message.into(),
            query_message: None,
            members: serde_json::Map::new(),
            cause: None,
        }))
    }
    /// An exception of the model.
    pub fn modeled(shape: &'static Schema, message: impl Into<String>) -> Self {
        let facts =
            shape.error.unwrap_or(crate::schema::ErrorTrait { code: shape.name, status: 400, sender: true });
        let mut error = Self::new(facts.code, message);
        error.0.shape = Cow::Borrowed(shape.name);
        error.0.status = facts.status;
        error.0.sender = facts.sender;
        error
    }
    /// The same under another exception name: JSON says the shape where XML says the code.
    pub fn shape(mut self, shape: impl Into<Cow<'static, str>>) -> Self {
        self.0.shape = shape.into();
        self
    }
    /// The same with another HTTP status; from 500 on the server is at fault.
    pub fn status(mut self, status: u16) -> Self {
        self.0.status = status;
        self.0.sender = status < 500;
        self
    }
    /// The same with another text in the query protocol, as some services kept theirs when they moved to JSON.
    pub fn in_query(mut self, message: impl Into<Cow<'static, str>>) -> Self {
        self.0.query_message = Some(message.into());
        self
    }
    /// The same with a member of the exception beside its text.
    pub fn with(mut self, member: &str, value: impl Into<serde_json::Value>) -> Self {
        self.0.members.insert(member.to_owned(), value.into());
        self
    }
    /// The same with what only the log may see.
    pub fn cause(mut self, cause: impl fmt::Display) -> Self {
        self.0.cause = Some(cause.to_string());
        self
    }

    /// We failed: 500, and the reason goes to the log only.
    pub fn internal(cause: impl fmt::Display) -> Self {
        Self::new(
            "InternalFailure",
            "The request processing has failed because of an unknown error, exception or failure.",
        )
        .status(500)
        .cause(cause)
    }
    /// An operation, parameter or value that this house does not support: never accepted and ignored.
    pub fn not_implemented(what: impl fmt::Display) -> Self {
        Self::new("NotImplemented", format!("Maquette does not support {what}.")).status(501)
    }
    /// The body or form cannot be read as the operation's input.
    pub fn serialization(message: impl Into<String>) -> Self {
        Self::new("SerializationException", message)
    }

    /// The code that XML answers carry.
    pub fn code(&self) -> &str {
        &self.0.code
    }
    /// The exception's name, which JSON answers carry.
    pub fn shape_name(&self) -> &str {
        &self.0.shape
    }
    /// The text for the caller.
    pub fn message(&self) -> &str {
        &self.0.message
    }
    /// The text for a caller who speaks the query protocol.
    pub fn query_message(&self) -> &str {
        self.0.query_message.as_deref().unwrap_or(&self.0.message)
    }
    /// The error as a caller who speaks the query protocol is told it.
    pub(crate) fn spoken_in_query(&self) -> Cow<'_, Self> {
        let Some(message) = &self.0.query_message else { return Cow::Borrowed(self) };
        let mut spoken = self.clone();
        spoken.0.message = message.to_string();
        Cow::Owned(spoken)
    }
    /// The HTTP status.
    pub fn http_status(&self) -> u16 {
        self.0.status
    }
    /// Whether the caller is at fault.
    pub fn is_sender(&self) -> bool {
        self.0.sender
    }
    /// Members of the exception beside its text.
    pub fn members(&self) -> &serde_json::Map<String, serde_json::Value> {
        &self.0.members
    }
    /// What only the log may see.
    pub fn log_cause(&self) -> Option<&str> {
        self.0.cause.as_deref()
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.0.code, self.0.message)?;
        self.0.cause.as_ref().map_or(Ok(()), |cause| write!(f, " ({cause})"))
    }
}

impl fmt::Debug for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl std::error::Error for Error {}

/// Turns a failure of ours into the 500 that the caller sees; what it was goes to the log.
pub trait OrInternal<T> {
    /// The value, or `InternalFailure` with the failure as its cause.
    fn or_internal(self) -> Result<T>;
}

impl<T, E: fmt::Display> OrInternal<T> for std::result::Result<T, E> {
    fn or_internal(self) -> Result<T> {
        self.map_err(Error::internal)
    }
}
