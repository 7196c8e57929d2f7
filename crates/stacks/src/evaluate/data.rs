//! A value that may hold parts that nobody knows yet.

use indexmap::IndexMap;
use serde_json::{Map, Value};

/// What a change set shows for a value that is known only once the change is made.
pub const KNOWN_AFTER_APPLY: &str = "{{changeSet:KNOWN_AFTER_APPLY}}";

/// The result of an expression.
///
/// Unknown is a case of its own and no marker text, so that a template can contain the marker and a comparison can
/// never take two unknown values for equal by accident.
#[derive(Debug, Clone, PartialEq)]
pub enum Data {
    /// A text, a number or a boolean.
    Scalar(Value),
    /// A list.
    List(Vec<Data>),
    /// An object.
    Map(IndexMap<String, Data>),
    /// `AWS::NoValue`: the member or item that holds it does not exist.
    NoValue,
    /// A value that comes from a resource that does not exist yet or is about to be replaced.
    Unknown,
}

impl Data {
    /// A text.
    pub(crate) fn text(text: impl Into<String>) -> Self {
        Self::Scalar(Value::String(text.into()))
    }

    /// A value without expressions.
    pub fn from_value(value: &Value) -> Self {
        match value {
            Value::Array(list) => Self::List(list.iter().map(Self::from_value).collect()),
            Value::Object(map) => {
                Self::Map(map.iter().map(|(name, child)| (name.clone(), Self::from_value(child))).collect())
            }
            scalar => Self::Scalar(scalar.clone()),
        }
    }

    /// Whether nothing in it is unknown.
    pub fn is_known(&self) -> bool {
        match self {
            Self::Unknown => false,
            Self::Scalar(_) | Self::NoValue => true,
            Self::List(list) => list.iter().all(Self::is_known),
            Self::Map(map) => map.values().all(Self::is_known),
        }
    }

    /// The value, unless a part of it is unknown or it is no value at all.
    pub fn to_value(&self) -> Option<Value> {
        match self {
            Self::NoValue => None,
            _ => self.is_known().then(|| self.display()),
        }
    }

    /// The value with [`KNOWN_AFTER_APPLY`] in place of what is unknown, as change sets show it.
    pub fn display(&self) -> Value {
        match self {
            Self::Scalar(value) => value.clone(),
            Self::List(list) => Value::Array(list.iter().map(Self::display).collect()),
            Self::Map(map) => Value::Object(
                map.iter().map(|(name, child)| (name.clone(), child.display())).collect::<Map<_, _>>(),
            ),
            Self::NoValue => Value::Null,
            Self::Unknown => Value::String(KNOWN_AFTER_APPLY.to_owned()),
        }
    }

    /// How much room it takes, roughly: the bytes of its texts and [`super::ITEM`] for every value.
    pub(super) fn weight(&self) -> usize {
        let inner = match self {
            Self::Scalar(value) => value.as_str().map_or(0, str::len),
            Self::List(list) => list.iter().map(Self::weight).sum(),
            Self::Map(map) => map.iter().map(|(name, child)| name.len() + child.weight()).sum(),
            Self::NoValue | Self::Unknown => 0,
        };
        inner + super::ITEM
    }

    /// The part at a path of names and indices: `/0/Key`. The empty path is the value itself.
    pub(crate) fn at(&self, path: &str) -> Option<&Self> {
        path.split('/').skip(1).try_fold(self, |data, step| match data {
            Self::List(list) => list.get(step.parse::<usize>().ok()?),
            Self::Map(map) => map.get(step),
            _ => None,
        })
    }

    /// The text of a known scalar.
    pub(crate) fn as_text(&self) -> Option<String> {
        match self {
            Self::Scalar(value) => crate::template::scalar_text(value),
            _ => None,
        }
    }
}
