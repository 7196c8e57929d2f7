//! Where two values differ.

use crate::evaluate::Data;
use crate::template::scalar_text;

use super::model::ChangeType;

/// One item that differs.
pub(super) struct Leaf {
    /// Its path below the value compared: empty, or `/0/Key`.
    pub(super) path: String,
    pub(super) change_type: ChangeType,
    pub(super) before: Option<String>,
    pub(super) after: Option<String>,
}

/// Whether two values are equal as CloudFormation sees them: `2` and `"2"` are.
pub(super) fn equal(before: &Data, after: &Data) -> bool {
    match (before, after) {
        (Data::Scalar(a), Data::Scalar(b)) => a == b || scalar_text(a) == scalar_text(b),
        (Data::List(a), Data::List(b)) => a.len() == b.len() && a.iter().zip(b).all(|(a, b)| equal(a, b)),
        (Data::Map(a), Data::Map(b)) => {
            a.len() == b.len() && a.iter().all(|(name, a)| b.get(name).is_some_and(|b| equal(a, b)))
        }
        _ => before == after,
    }
}

/// The items that differ between two values, of which one may be absent.
pub(super) fn leaves(before: Option<&Data>, after: Option<&Data>) -> Vec<Leaf> {
    let mut found = Vec::new();
    walk(before, after, String::new(), &mut found);
    found
}

fn walk(before: Option<&Data>, after: Option<&Data>, path: String, found: &mut Vec<Leaf>) {
    match (before, after) {
        (Some(Data::Map(a)), Some(Data::Map(b))) => {
            for (name, value) in a {
                walk(Some(value), b.get(name), format!("{path}/{name}"), found);
            }
            for (name, value) in b.iter().filter(|(name, _)| !a.contains_key(*name)) {
                walk(None, Some(value), format!("{path}/{name}"), found);
            }
        }
        (Some(Data::List(a)), Some(Data::List(b))) => {
            for index in 0..a.len().max(b.len()) {
                walk(a.get(index), b.get(index), format!("{path}/{index}"), found);
            }
        }
        // Two unknown values may be the same, but nobody can say so.
        (Some(a), Some(b)) if super::same(a, b) => {}
        (None, None) => {}
        _ => {
            let change_type = match (before, after) {
                (None, _) => ChangeType::Add,
                (_, None) => ChangeType::Remove,
                _ => ChangeType::Modify,
            };
            found.push(Leaf { path, change_type, before: before.map(text), after: after.map(text) });
        }
    }
}

/// A value as a change set writes it: a text as it is, everything else as JSON.
pub(super) fn text(data: &Data) -> String {
    let value = data.display();
    scalar_text(&value).unwrap_or_else(|| value.to_string())
}
