//! A compiled policy: parsed once, evaluated many times.

use std::str::FromStr;
use std::sync::Arc;

use crate::document::{Document, SyntaxError, Version};
use crate::statement::Statement;

/// A policy ready to be evaluated.
#[derive(Clone, Debug)]
pub struct Policy {
    /// The `Id`.
    pub id: Option<String>,
    /// The statements in their order.
    pub statements: Box<[Statement]>,
    text: Arc<str>,
}

impl Policy {
    /// Parses and compiles a document. What IAM and the services refuse beyond that is the business of
    /// [`validate`](crate::validate); this refuses only what nobody could evaluate.
    pub fn parse(text: &str) -> Result<Self, SyntaxError> {
        let document = Document::read(text)?;
        let version = document.version.unwrap_or(Version::V2008);
        let statements =
            document.statements.into_iter().map(|statement| Statement::compile(statement, version));
        Ok(Self { id: document.id, statements: statements.collect::<Result<_, _>>()?, text: text.into() })
    }

    /// The document as it was given.
    pub fn text(&self) -> &str {
        &self.text
    }
}

impl FromStr for Policy {
    type Err = SyntaxError;

    fn from_str(text: &str) -> Result<Self, SyntaxError> {
        Self::parse(text)
    }
}
