//! A compiled policy: parsed once, evaluated many times.

use std::str::FromStr;
use std::sync::Arc;

use crate::document::{Document, SyntaxError, Version};
use crate::statement::{Action, Statement};

/// A policy ready to be evaluated.
#[derive(Clone, Debug)]
pub struct Policy {
    /// The `Id`.
    pub id: Option<String>,
    /// The statements in their order.
    pub statements: Box<[Statement]>,
    text: Arc<str>,
    index: Index,
    /// Some statement has a condition or a variable.
    pub(crate) asks_context: bool,
    pub(crate) statements_open: usize,
}

/// Which statements may speak of a service's actions, so that a decision passes over all others unseen.
#[derive(Clone, Debug, Default)]
struct Index {
    /// Hash of the service and place of the statement, in that order.
    by_service: Box<[(u64, usize)]>,
    /// Places of the statements that may speak of any service.
    any: Box<[usize]>,
}

impl Index {
    fn new(statements: &[Statement]) -> Self {
        let (mut by_service, mut any) = (Vec::new(), Vec::new());
        for (place, statement) in statements.iter().enumerate() {
            match statement.services() {
                Some(services) => by_service.extend(services.map(|service| (service, place))),
                None => any.push(place),
            }
        }
        by_service.sort_unstable();
        by_service.dedup();
        Self { by_service: by_service.into_boxed_slice(), any: any.into_boxed_slice() }
    }
}

impl Policy {
    /// Parses and compiles a document. What IAM and the services refuse beyond that is the business of
    /// [`validate`](crate::validate); this refuses only what nobody could evaluate.
    pub fn parse(text: &str) -> Result<Self, SyntaxError> {
        let document = Document::read(text)?;
        let version = document.version.unwrap_or(Version::V2008);
        let compile = |statement| Statement::compile(statement, version);
        let statements: Box<[_]> = document.statements.into_iter().map(compile).collect();
        Ok(Self {
            id: document.id,
            index: Index::new(&statements),
            asks_context: statements.iter().any(|statement| statement.keys().next().is_some()),
            statements,
            text: text.into(),
            statements_open: document.statements_open,
        })
    }

    /// The statements that may speak of the action, in their order, with their places.
    pub(crate) fn candidates(&self, action: Action<'_>) -> impl Iterator<Item = (usize, &Statement)> {
        let Index { by_service, any } = &self.index;
        let service = action.service_hash();
        let first = by_service.partition_point(|(known, _)| *known < service);
        let of_service = by_service.get(first..).unwrap_or_default().iter();
        let mut of_service =
            of_service.take_while(move |(known, _)| *known == service).map(|(_, place)| *place).peekable();
        let mut any = any.iter().copied().peekable();
        std::iter::from_fn(move || {
            // A statement stands in one of the two lists only.
            let place = match (of_service.peek(), any.peek()) {
                (Some(of_service_place), Some(any_place)) if any_place < of_service_place => any.next(),
                (Some(_), _) => of_service.next(),
                (None, _) => any.next(),
            }?;
            self.statements.get(place).map(|statement| (place, statement))
        })
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
