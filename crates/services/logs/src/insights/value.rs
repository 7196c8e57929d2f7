//! Values: nothing, a number, a moment, a text. Texts that read as numbers compare as numbers.

use clock::Timestamp;
use std::borrow::Cow;
use std::cmp::Ordering;

#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Value {
    Null,
    Number(f64),
    /// Milliseconds since the epoch, shown as a date.
    Time(i64),
    Text(String),
}

impl Value {
    pub(super) fn truth(truth: bool) -> Self {
        Self::Number(if truth { 1.0 } else { 0.0 })
    }
    pub(super) fn of_json(value: &serde_json::Value) -> Self {
        match value {
            serde_json::Value::Null => Self::Null,
            // As AWS shows them.
            serde_json::Value::Bool(truth) => Self::truth(*truth),
            serde_json::Value::Number(number) => number.as_f64().map_or(Self::Null, Self::Number),
            serde_json::Value::String(text) => Self::Text(text.clone()),
            other => Self::Text(other.to_string()),
        }
    }
    pub(super) fn is_null(&self) -> bool {
        *self == Self::Null
    }
    pub(super) fn is_true(&self) -> bool {
        self.number().is_some_and(|number| number != 0.0)
    }
    pub(super) fn number(&self) -> Option<f64> {
        match self {
            Self::Null => None,
            Self::Number(number) => Some(*number),
            Self::Time(millis) => Some(*millis as f64),
            Self::Text(text) => text.trim().parse().ok().filter(|number: &f64| number.is_finite()),
        }
    }
    /// The value as a text; `None` for nothing.
    pub(crate) fn text(&self) -> Option<Cow<'_, str>> {
        match self {
            Self::Null => None,
            Self::Number(number) => Some(Cow::Owned(show(*number))),
            Self::Time(millis) => {
                let date = Timestamp::from_millis(*millis).rfc3339_millis();
                Some(Cow::Owned(date.replace('T', " ").trim_end_matches('Z').to_owned()))
            }
            Self::Text(text) => Some(Cow::Borrowed(text)),
        }
    }
    /// Bytes that it takes, about.
    pub(super) fn size(&self) -> usize {
        if let Self::Text(text) = self { text.len() + 24 } else { 24 }
    }
    /// How two values compare; `None` where either is nothing.
    pub(super) fn compare(&self, other: &Self) -> Option<Ordering> {
        if let (Some(left), Some(right)) = (self.number(), other.number()) {
            return left.partial_cmp(&right);
        }
        Some(self.text()?.cmp(&other.text()?))
    }
    /// The order of `sort`: nothing stands before all else, numbers before texts.
    pub(super) fn order(&self, other: &Self) -> Ordering {
        let kind = |value: &Self| match value {
            Self::Null => 0,
            value if value.number().is_some() => 1,
            _ => 2,
        };
        kind(self).cmp(&kind(other)).then_with(|| self.compare(other).unwrap_or(Ordering::Equal))
    }
}

/// Whole numbers as such, others with four digits at most.
fn show(number: f64) -> String {
    if number.fract() == 0.0 && number.abs() < 1e15 {
        return format!("{number:.0}");
    }
    let text = format!("{number:.4}");
    text.trim_end_matches('0').trim_end_matches('.').to_owned()
}
