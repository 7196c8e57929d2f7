//! Conditions joined by `&&`, `||` and parentheses, of which `&&` binds closer.

use super::cursor::Cursor;
use super::{Invalid, Result};

/// Parentheses within parentheses.
const DEEPEST: usize = 64;

/// A condition, or several.
#[derive(Clone, Debug)]
pub(super) enum Expression<C> {
    Condition(C),
    All(Vec<Self>),
    Any(Vec<Self>),
}

impl<C> Expression<C> {
    pub(super) fn parse(
        cursor: &mut Cursor<'_>,
        condition: &impl Fn(&mut Cursor<'_>) -> Result<C>,
    ) -> Result<Self> {
        Self::any(cursor, condition, 0)
    }
    fn any(
        cursor: &mut Cursor<'_>,
        condition: &impl Fn(&mut Cursor<'_>) -> Result<C>,
        depth: usize,
    ) -> Result<Self> {
        let mut parts = vec![Self::all(cursor, condition, depth)?];
        while cursor.take("||") {
            parts.push(Self::all(cursor, condition, depth)?);
        }
        Ok(Self::one_or(parts, Self::Any))
    }
    fn all(
        cursor: &mut Cursor<'_>,
        condition: &impl Fn(&mut Cursor<'_>) -> Result<C>,
        depth: usize,
    ) -> Result<Self> {
        let mut parts = vec![Self::single(cursor, condition, depth)?];
        while cursor.take("&&") {
            parts.push(Self::single(cursor, condition, depth)?);
        }
        Ok(Self::one_or(parts, Self::All))
    }
    fn single(
        cursor: &mut Cursor<'_>,
        condition: &impl Fn(&mut Cursor<'_>) -> Result<C>,
        depth: usize,
    ) -> Result<Self> {
        if !cursor.take("(") {
            return condition(cursor).map(Self::Condition);
        }
        if depth == DEEPEST {
            return Err(Invalid);
        }
        let inner = Self::any(cursor, condition, depth + 1)?;
        cursor.expect(")")?;
        Ok(inner)
    }
    fn one_or(mut parts: Vec<Self>, several: fn(Vec<Self>) -> Self) -> Self {
        match parts.pop() {
            Some(only) if parts.is_empty() => only,
            Some(last) => {
                parts.push(last);
                several(parts)
            }
            None => several(parts),
        }
    }
    pub(super) fn holds(&self, test: &impl Fn(&C) -> bool) -> bool {
        match self {
            Self::Condition(condition) => test(condition),
            Self::All(parts) => parts.iter().all(|part| part.holds(test)),
            Self::Any(parts) => parts.iter().any(|part| part.holds(test)),
        }
    }
    /// Every condition in it.
    pub(super) fn conditions(&self) -> Vec<&C> {
        match self {
            Self::Condition(condition) => vec![condition],
            Self::All(parts) | Self::Any(parts) => parts.iter().flat_map(Self::conditions).collect(),
        }
    }
}
