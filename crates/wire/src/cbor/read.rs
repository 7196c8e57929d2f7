//! Reads values from a CBOR tree.

use super::Value;
use crate::error::{Error, Result};
use crate::schema::{Member, Schema};
use crate::shape::{Document, Source, Timestamp};
use bytes::Bytes;

/// Reads one value.
pub(super) struct Reader<'a> {
    pub(super) value: Value,
    pub(super) missing: &'a mut Vec<String>,
}

impl Reader<'_> {
    fn take(&mut self) -> Value {
        std::mem::replace(&mut self.value, Value::Null)
    }
}

fn wrong(found: &Value, wanted: &str) -> Error {
    let found = match found {
        Value::Null => "NULL_VALUE",
        Value::Boolean(true) => "TRUE_VALUE",
        Value::Boolean(false) => "FALSE_VALUE",
        Value::Integer(_) => "NUMBER_VALUE",
        Value::Float(_) => "DECIMAL_VALUE",
        Value::Bytes(_) => "BYTES_VALUE",
        Value::Text(_) => "STRING_VALUE",
        Value::Instant(_) => "TIMESTAMP_VALUE",
        Value::List(_) | Value::Map(_) => {
            return Error::serialization("Start of structure or map found where not expected.");
        }
    };
    Error::serialization(format!("{found} cannot be converted to {wanted}"))
}

impl Source for Reader<'_> {
    fn missing(&mut self) -> &mut Vec<String> {
        self.missing
    }
    fn null(&mut self) -> bool {
        self.value == Value::Null
    }
    fn boolean(&mut self) -> Result<bool> {
        match self.take() {
            Value::Boolean(v) => Ok(v),
            other => Err(wrong(&other, "Boolean")),
        }
    }
    fn integer(&mut self) -> Result<i64> {
        match self.take() {
            Value::Integer(v) => Ok(v),
            Value::Float(v) if v.fract() == 0.0 && v.abs() < 9e15 => Ok(v as i64),
            other => Err(wrong(&other, "Integer")),
        }
    }
    fn float(&mut self) -> Result<f64> {
        match self.take() {
            Value::Float(v) => Ok(v),
            Value::Integer(v) => Ok(v as f64),
            other => Err(wrong(&other, "Double")),
        }
    }
    fn string(&mut self) -> Result<String> {
        match self.take() {
            Value::Text(v) => Ok(v),
            other => Err(wrong(&other, "String")),
        }
    }
    fn blob(&mut self) -> Result<Bytes> {
        match self.take() {
            Value::Bytes(v) => Ok(v.into()),
            other => Err(wrong(&other, "Blob")),
        }
    }
    fn timestamp(&mut self, _: &'static Member) -> Result<Timestamp> {
        let seconds = match self.take() {
            Value::Instant(v) | Value::Float(v) => v,
            Value::Integer(v) => v as f64,
            other => return Err(wrong(&other, "Timestamp")),
        };
        let instant = seconds.is_finite().then(|| Timestamp::from_millis((seconds * 1000.0).round() as i64));
        instant.ok_or_else(|| wrong(&Value::Float(seconds), "Timestamp"))
    }
    fn document(&mut self) -> Result<Document> {
        Err(Error::serialization("RPC v2 CBOR has no documents."))
    }
    fn list(
        &mut self,
        _: &'static Member,
        each: &mut dyn FnMut(&mut dyn Source) -> Result<()>,
    ) -> Result<()> {
        match self.take() {
            Value::List(items) => {
                items.into_iter().try_for_each(|value| each(&mut Reader { value, missing: self.missing }))
            }
            other => Err(wrong(&other, "List")),
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
                .try_for_each(|(key, value)| each(key, &mut Reader { value, missing: self.missing })),
            other => Err(wrong(&other, "Map")),
        }
    }
    fn structure(
        &mut self,
        s: &'static Schema,
        each: &mut dyn FnMut(usize, &mut dyn Source) -> Result<()>,
    ) -> Result<()> {
        let Value::Map(entries) = self.take() else {
            return Err(Error::serialization("Unexpected field type"));
        };
        let mut names = s.names();
        for (key, value) in entries {
            if let Some(i) = names.find(&key) {
                each(i, &mut Reader { value, missing: self.missing })?;
            }
        }
        Ok(())
    }
}
