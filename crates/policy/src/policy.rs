//! A compiled policy: parsed once, evaluated many times.

use std::str::FromStr;
use std::sync::Arc;

use crate::context::Context;
use crate::document::{Document, Effect, SyntaxError, Version};
use crate::principal::{Closeness, Principal};
use crate::statement::{Action, Statement};

/// A policy ready to be evaluated.
#[derive(Clone, Debug)]
pub struct Policy {
    /// The `Id`.
    pub id: Option<String>,
    /// The statements in their order.
    pub statements: Box<[Statement]>,
    text: Arc<str>,
}

/// What one policy says to one request: the first statement that denies it; or else, of those that allow it, the one
/// that names the caller most closely.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Verdict {
    pub(crate) denied_by: Option<usize>,
    pub(crate) allowed_by: Option<(usize, Closeness)>,
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

    /// Asks every statement that could still change the answer.
    ///
    /// `needs_principal`: the policy belongs to a resource, where a statement without principal speaks of nobody.
    pub(crate) fn judge(
        &self,
        action: Action<'_>,
        resource: &str,
        principal: &Principal,
        context: &Context,
        needs_principal: bool,
    ) -> Verdict {
        let mut verdict = Verdict::default();
        for (index, statement) in self.statements.iter().enumerate() {
            let settled = matches!(verdict.allowed_by, Some((_, Closeness::Itself)));
            if (settled && statement.effect == Effect::Allow) || !statement.speaks_of_action(action) {
                continue;
            }
            if needs_principal && statement.has_no_principal() {
                continue;
            }
            let Some(closeness) = statement.speaks_of_principal(principal) else { continue };
            if !statement.speaks_of_resource(resource, context) || !statement.conditions_hold(context) {
                continue;
            }
            match statement.effect {
                Effect::Deny => {
                    verdict.denied_by = Some(index);
                    return verdict;
                }
                Effect::Allow if verdict.allowed_by.is_none_or(|(_, before)| closeness > before) => {
                    verdict.allowed_by = Some((index, closeness));
                }
                Effect::Allow => {}
            }
        }
        verdict
    }
}

impl FromStr for Policy {
    type Err = SyntaxError;

    fn from_str(text: &str) -> Result<Self, SyntaxError> {
        Self::parse(text)
    }
}
