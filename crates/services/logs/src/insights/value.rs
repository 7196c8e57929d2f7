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
    /// The order of `sort`: nothing, then what is no number, then numbers.
    /// <https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/CWL_QuerySyntax-Sort.html>
    pub(super) fn order(&self, other: &Self) -> Ordering {
        let (left, right) = match (self.text(), other.text()) {
            (Some(left), Some(right)) => (left, right),
            (left, right) => return left.is_some().cmp(&right.is_some()),
        };
        match (self.number(), other.number()) {
            (Some(a), Some(b)) => a.total_cmp(&b).then_with(|| left.cmp(&right)),
            (None, None) => natural(&left, &right),
            (a, b) => a.is_some().cmp(&b.is_some()),
        }
    }
}

/// The order of texts, of which digits in a row count by their length first.
fn natural(mut left: &str, mut right: &str) -> Ordering {
    while !left.is_empty() && !right.is_empty() {
        let (a, b) = (chunk(&mut left), chunk(&mut right));
        let digits = |text: &str| text.starts_with(|c: char| c.is_ascii_digit());
        let order = if digits(a) && digits(b) { a.len().cmp(&b.len()) } else { Ordering::Equal };
        let order = order.then_with(|| a.cmp(b));
        if order != Ordering::Equal {
            return order;
        }
    }
    left.len().cmp(&right.len())
}

/// Takes digits in a row, or what is none.
fn chunk<'t>(text: &mut &'t str) -> &'t str {
    let digit = text.starts_with(|c: char| c.is_ascii_digit());
    let end = text.find(|c: char| c.is_ascii_digit() != digit).unwrap_or(text.len());
    let (chunk, rest) = text.split_at(end);
    *text = rest;
    chunk
}

/// Whole numbers as such, others with four digits at most.
fn show(number: f64) -> String {
    if number.fract() == 0.0 && number.abs() < 1e15 {
        return format!("{number:.0}");
    }
    let text = format!("{number:.4}");
    text.trim_end_matches('0').trim_end_matches('.').to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The example of the guide's page on `sort`.
    #[test]
    fn order() {
        let sorted = [
            "!:",
            "#",
            "*%04",
            "0#",
            "5A",
            "111A",
            "2345_",
            "@",
            "@_",
            "A",
            "A9876fghj",
            "a12345hfh",
            "0",
            "01",
            "1",
            "2",
            "3",
        ];
        let mut values: Vec<_> = sorted.iter().rev().map(|text| Value::Text((*text).to_owned())).collect();
        values.push(Value::Null);
        values.sort_by(Value::order);
        let shown: Vec<_> = values.iter().skip(1).map(|value| value.text().unwrap_or_default()).collect();
        assert_eq!((&values[0], shown), (&Value::Null, sorted.map(Cow::Borrowed).to_vec()));
    }
}
