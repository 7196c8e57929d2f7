//! Free values under a schema: what an [`Error`] says beside its text, written as the model's exception.

use crate::error::{Error, Result};
use crate::schema::{Kind, Member, Schema};
use crate::shape::{Document, Shape, Sink, Source, Structure, Timestamp};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;

/// A free value that stands for one of a known schema; what does not fit the schema is not written.
pub(crate) struct Free<'a>(&'a Document);

/// A free object that stands for a structure.
pub(crate) struct Record<'a> {
    schema: &'static Schema,
    members: Vec<Option<Free<'a>>>,
    /// The text of an error and its place among the members, which some exceptions of the model lack.
    message: Option<(Option<usize>, String)>,
}

impl<'a> Record<'a> {
    fn new(schema: &'static Schema, object: &'a serde_json::Map<String, Document>) -> Self {
        let members =
            schema.members.iter().map(|m| object.get(m.name).filter(|v| !v.is_null()).map(Free)).collect();
        Self { schema, members, message: None }
    }
    /// An error as the model's exception. Models spell the member for its text in several ways.
    pub(crate) fn error(schema: &'static Schema, error: &'a Error) -> Self {
        let place = schema.members.iter().position(|m| m.name.eq_ignore_ascii_case("message"));
        let message = (!error.message().is_empty()).then(|| (place, error.message().to_owned()));
        Self { message, ..Self::new(schema, error.members()) }
    }
    /// The text of an error, where no member is for it.
    pub(crate) fn without_place(&self) -> Option<&str> {
        self.message.as_ref().filter(|(place, _)| place.is_none()).map(|(_, text)| text.as_str())
    }
}

impl Structure for Record<'_> {
    fn schema(&self) -> &'static Schema {
        self.schema
    }
    fn get(&self, i: usize) -> Option<&dyn Shape> {
        match &self.message {
            Some((Some(place), text)) if *place == i => Some(text),
            _ => self.members.get(i)?.as_ref().map(|value| value as &dyn Shape),
        }
    }
    fn slot(&mut self, _: usize) -> Option<&mut dyn Shape> {
        None
    }
}

impl Shape for Free<'_> {
    fn read(&mut self, _: &'static Member, _: &mut dyn Source) -> Result<()> {
        Err(Error::internal("a free value is only written"))
    }
    fn write(&self, m: &'static Member, s: &mut dyn Sink) {
        match (m.schema.kind, self.0) {
            (Kind::Structure | Kind::Union, Document::Object(object)) => {
                s.structure(m, &Record::new(m.schema, object));
            }
            (Kind::List, Document::Array(items)) => s.list(m, items.len(), &|i, s| {
                if let Some(item) = items.get(i) {
                    Free(item).write(m.item(), s);
                }
            }),
            (Kind::Map, Document::Object(entries)) => s.map(m, entries.len(), &|each| {
                for (key, value) in entries {
                    each(key, &Free(value));
                }
            }),
            (Kind::Boolean, Document::Bool(v)) => s.boolean(*v),
            (Kind::Integer | Kind::Long, v) => s.integer(v.as_i64().unwrap_or_default()),
            (Kind::Float, v) => s.float(v.as_f64().unwrap_or_default()),
            (Kind::Timestamp, v) => s.timestamp(m, instant(v)),
            (Kind::Blob, v) => s.blob(&STANDARD.decode(v.as_str().unwrap_or_default()).unwrap_or_default()),
            (Kind::Document, v) => s.document(v),
            (_, Document::String(text)) => s.string(text),
            (_, v) => s.string(&v.to_string()),
        }
    }
}

/// Seconds since 1970, or the text of an instant.
fn instant(v: &Document) -> Timestamp {
    let text = v.as_str().map_or_else(|| v.to_string(), str::to_owned);
    crate::time::parse(&text, crate::schema::TimestampFormat::DateTime).unwrap_or(Timestamp::EPOCH)
}
