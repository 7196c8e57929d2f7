//! What JSON and CBOR bodies have in common: a tree of values that borrows from the body, and the source that reads it.
//!
//! A tree rather than a stream, since members come in any order and the last of two wins; not `serde_json`'s own, which
//! copies every key and hashes it: decoding takes a third less time with this one.

use crate::error::{Error, Result};
use crate::schema::{Member, Schema, TimestampFormat};
use crate::shape::{Document, Source, Timestamp};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use bytes::Bytes;
use serde::de::{Deserialize, Deserializer, MapAccess, SeqAccess, Visitor};
use std::borrow::Cow;
use std::fmt;

/// One value.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Value<'a> {
    Null,
    Boolean(bool),
    /// A whole number of up to 64 bits, with or without a sign.
    Integer(i128),
    Float(f64),
    Text(Cow<'a, str>),
    /// Bytes that are not spelt in Base64.
    Bytes(Cow<'a, [u8]>),
    /// Seconds since 1970, marked as such.
    Instant(f64),
    List(Vec<Value<'a>>),
    Map(Vec<(Cow<'a, str>, Value<'a>)>),
}

impl<'a> Value<'a> {
    /// A view of free JSON.
    pub(crate) fn of(document: &'a Document) -> Self {
        match document {
            Document::Null => Self::Null,
            Document::Bool(v) => Self::Boolean(*v),
            Document::Number(v) => {
                v.as_i128().map_or_else(|| Self::Float(v.as_f64().unwrap_or(f64::NAN)), Self::Integer)
            }
            Document::String(v) => Self::Text(v.into()),
            Document::Array(items) => Self::List(items.iter().map(Self::of).collect()),
            Document::Object(members) => {
                Self::Map(members.iter().map(|(key, value)| (key.into(), Self::of(value))).collect())
            }
        }
    }
    /// As free JSON.
    fn document(self) -> Document {
        match self {
            Self::Null => Document::Null,
            Self::Boolean(v) => v.into(),
            Self::Integer(v) => i64::try_from(v).map_or_else(|_| (v as u64).into(), Document::from),
            Self::Float(v) | Self::Instant(v) => v.into(),
            Self::Text(v) => v.into_owned().into(),
            Self::Bytes(v) => STANDARD.encode(v).into(),
            Self::List(items) => items.into_iter().map(Value::document).collect(),
            Self::Map(entries) => {
                let entry = |(key, value): (Cow<'_, str>, Value<'_>)| (key.into_owned(), value.document());
                Document::Object(entries.into_iter().map(entry).collect())
            }
        }
    }
    /// The token that Coral names when it wanted another.
    fn token(&self) -> &'static str {
        match self {
            Self::Null => "NULL_VALUE",
            Self::Boolean(true) => "TRUE_VALUE",
            Self::Boolean(false) => "FALSE_VALUE",
            Self::Integer(_) => "NUMBER_VALUE",
            Self::Float(_) => "DECIMAL_VALUE",
            Self::Text(_) => "STRING_VALUE",
            Self::Bytes(_) => "BYTES_VALUE",
            Self::Instant(_) => "TIMESTAMP_VALUE",
            Self::List(_) | Self::Map(_) => "",
        }
    }
    fn wrong(&self, wanted: &str) -> Error {
        Error::serialization(match self {
            Self::List(_) | Self::Map(_) if matches!(wanted, "List" | "Map" | "Structure") => {
                "Unexpected field type".to_owned()
            }
            Self::List(_) | Self::Map(_) => "Start of structure or map found where not expected.".to_owned(),
            _ => format!("{} cannot be converted to {wanted}", self.token()),
        })
    }
}

/// Reads one value.
pub(crate) struct Reader<'a, 'm> {
    value: Value<'a>,
    missing: &'m mut Vec<String>,
    /// Members go by the model's names, not by a protocol's.
    by_model: bool,
}

impl<'a, 'm> Reader<'a, 'm> {
    pub(crate) fn new(value: Value<'a>, missing: &'m mut Vec<String>) -> Self {
        Self { value, missing, by_model: false }
    }
    pub(crate) fn by_model(value: Value<'a>, missing: &'m mut Vec<String>) -> Self {
        Self { value, missing, by_model: true }
    }
    fn below<'b>(&'b mut self, value: Value<'a>) -> Reader<'a, 'b> {
        Reader { value, missing: self.missing, by_model: self.by_model }
    }
    fn take(&mut self) -> Value<'a> {
        std::mem::replace(&mut self.value, Value::Null)
    }
}

impl Source for Reader<'_, '_> {
    fn missing(&mut self) -> &mut Vec<String> {
        self.missing
    }
    fn null(&mut self) -> bool {
        matches!(self.value, Value::Null)
    }
    fn boolean(&mut self) -> Result<bool> {
        match self.take() {
            Value::Boolean(v) => Ok(v),
            other => Err(other.wrong("Boolean")),
        }
    }
    fn integer(&mut self) -> Result<i64> {
        let value = self.take();
        let whole = match value {
            Value::Integer(v) => i64::try_from(v).ok(),
            Value::Float(v) if v.fract() == 0.0 && v.abs() < 9e15 => Some(v as i64),
            _ => None,
        };
        whole.ok_or_else(|| value.wrong("Integer"))
    }
    fn float(&mut self) -> Result<f64> {
        match self.take() {
            Value::Float(v) => Ok(v),
            Value::Integer(v) => Ok(v as f64),
            Value::Text(text) if matches!(&*text, "NaN" | "Infinity" | "-Infinity") => {
                Ok(crate::time::parse_number(&text).unwrap_or(f64::NAN))
            }
            other => Err(other.wrong("Double")),
        }
    }
    fn string(&mut self) -> Result<String> {
        match self.take() {
            Value::Text(text) => Ok(text.into_owned()),
            other => Err(other.wrong("String")),
        }
    }
    fn blob(&mut self) -> Result<Bytes> {
        match self.take() {
            Value::Bytes(bytes) => Ok(bytes.into_owned().into()),
            Value::Text(text) => {
                let bytes = STANDARD.decode(&*text).map(Bytes::from);
                bytes.map_err(|e| Error::serialization("Invalid Base64").cause(e))
            }
            other => Err(other.wrong("Blob")),
        }
    }
    fn timestamp(&mut self, m: &'static Member) -> Result<Timestamp> {
        let value = self.take();
        let seconds = |v: f64| v.is_finite().then(|| Timestamp::from_millis((v * 1000.0).round() as i64));
        let instant = match &value {
            Value::Instant(v) | Value::Float(v) => seconds(*v),
            Value::Integer(v) => seconds(*v as f64),
            Value::Text(text) => crate::time::parse(text, m.timestamp_format(TimestampFormat::EpochSeconds)),
            _ => None,
        };
        instant.ok_or_else(|| value.wrong("Timestamp"))
    }
    fn document(&mut self) -> Result<Document> {
        Ok(self.take().document())
    }
    fn list(
        &mut self,
        _: &'static Member,
        each: &mut dyn FnMut(&mut dyn Source) -> Result<()>,
    ) -> Result<()> {
        match self.take() {
            Value::List(items) => items.into_iter().try_for_each(|value| each(&mut self.below(value))),
            other => Err(other.wrong("List")),
        }
    }
    fn map(
        &mut self,
        _: &'static Member,
        each: &mut dyn FnMut(String, &mut dyn Source) -> Result<()>,
    ) -> Result<()> {
        match self.take() {
            Value::Map(entries) => entries
                .into_iter()
                .try_for_each(|(key, value)| each(key.into_owned(), &mut self.below(value))),
            other => Err(other.wrong("Map")),
        }
    }
    /// Members are read in the model's order, and the last of two by one name.
    fn structure(
        &mut self,
        s: &'static Schema,
        each: &mut dyn FnMut(usize, &mut dyn Source) -> Result<()>,
    ) -> Result<()> {
        let entries = match self.take() {
            Value::Map(entries) => entries,
            other => return Err(other.wrong("Structure")),
        };
        let mut names = s.names();
        let mut found: Vec<_> = s.members.iter().map(|_| None).collect();
        for (key, value) in entries {
            let place = if self.by_model { s.member(&key).map(|(i, _)| i) } else { names.find(&key) };
            if let Some(place) = place.and_then(|i| found.get_mut(i)) {
                *place = Some(value);
            }
        }
        for (i, value) in found.into_iter().enumerate() {
            if let Some(value) = value {
                each(i, &mut self.below(value))?;
            }
        }
        Ok(())
    }
}

impl<'de> Deserialize<'de> for Value<'de> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(Any)
    }
}

struct Any;

impl<'de> Visitor<'de> for Any {
    type Value = Value<'de>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a value")
    }
    fn visit_unit<E>(self) -> Result<Value<'de>, E> {
        Ok(Value::Null)
    }
    fn visit_bool<E>(self, v: bool) -> Result<Value<'de>, E> {
        Ok(Value::Boolean(v))
    }
    fn visit_i64<E>(self, v: i64) -> Result<Value<'de>, E> {
        Ok(Value::Integer(v.into()))
    }
    fn visit_u64<E>(self, v: u64) -> Result<Value<'de>, E> {
        Ok(Value::Integer(v.into()))
    }
    fn visit_f64<E>(self, v: f64) -> Result<Value<'de>, E> {
        Ok(Value::Float(v))
    }
    fn visit_borrowed_str<E>(self, v: &'de str) -> Result<Value<'de>, E> {
        Ok(Value::Text(Cow::Borrowed(v)))
    }
    fn visit_str<E>(self, v: &str) -> Result<Value<'de>, E> {
        Ok(Value::Text(Cow::Owned(v.to_owned())))
    }
    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<Value<'de>, A::Error> {
        let mut list = Vec::new();
        while let Some(item) = items.next_element()? {
            list.push(item);
        }
        Ok(Value::List(list))
    }
    fn visit_map<A: MapAccess<'de>>(self, mut entries: A) -> Result<Value<'de>, A::Error> {
        let mut map = Vec::new();
        while let Some(Key(key)) = entries.next_key()? {
            map.push((key, entries.next_value()?));
        }
        Ok(Value::Map(map))
    }
}

/// A key, borrowed where it stands in the body as it is.
struct Key<'a>(Cow<'a, str>);

impl<'de> Deserialize<'de> for Key<'de> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        match deserializer.deserialize_str(Any)? {
            Value::Text(text) => Ok(Self(text)),
            _ => Err(serde::de::Error::custom("a key that is no text")),
        }
    }
}
