//! A value of any schema, as the generated types are values of one.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use serde_json::{Value, json};
use wire::error::Result;
use wire::schema::{Kind, Location, Member, Schema, TimestampFormat};
use wire::shape::{Blob, Document, Map, Shape, Sink, Source, Structure, Timestamp};

/// One value; which it is, its member's schema says.
#[derive(Default)]
pub(crate) enum Dynamic {
    #[default]
    Unset,
    Boolean(bool),
    Integer(i64),
    Float(f64),
    String(String),
    Enum(String, bool),
    Blob(Blob),
    Timestamp(Timestamp),
    Document(Document),
    List(Vec<Dynamic>),
    Map(Map<Dynamic>),
    Record(Record),
}

/// A structure or union.
pub(crate) struct Record {
    schema: &'static Schema,
    members: Vec<Option<Dynamic>>,
}

impl Record {
    pub(crate) fn new(schema: &'static Schema) -> Self {
        Self { schema, members: schema.members.iter().map(|_| None).collect() }
    }
    /// The structure that the suite's parameters or results describe.
    pub(crate) fn of(schema: &'static Schema, params: &Value) -> Self {
        let member =
            |m: &'static Member| params.get(m.name).filter(|v| !v.is_null()).map(|v| Dynamic::of(m, v));
        Self { schema, members: schema.members.iter().map(member).collect() }
    }
    /// What is in it, in a form that can be compared and read.
    pub(crate) fn canonical(&self) -> Value {
        let members = self.schema.members.iter().zip(&self.members);
        members
            .filter_map(|(m, value)| Some((m.name.to_owned(), value.as_ref()?.canonical(m))))
            .collect::<serde_json::Map<_, _>>()
            .into()
    }
}

impl Structure for Record {
    fn schema(&self) -> &'static Schema {
        self.schema
    }
    fn get(&self, i: usize) -> Option<&dyn Shape> {
        self.members.get(i).map(|member| member as &dyn Shape)
    }
    fn slot(&mut self, i: usize) -> Option<&mut dyn Shape> {
        self.members.get_mut(i).map(|member| member as &mut dyn Shape)
    }
}

impl Dynamic {
    /// The value that the suite describes: instants in seconds, bytes as text, JSON values as JSON.
    pub(crate) fn of(m: &'static Member, v: &Value) -> Self {
        let text = || v.as_str().map_or_else(|| v.to_string(), str::to_owned);
        match m.schema.kind {
            Kind::Structure | Kind::Union => Self::Record(Record::of(m.schema, v)),
            Kind::List => {
                let items = v.as_array().expect("a list").iter().filter(|v| !v.is_null());
                Self::List(items.map(|v| Self::of(m.item(), v)).collect())
            }
            Kind::Map => {
                let entries = v.as_object().expect("a map").iter().filter(|(_, v)| !v.is_null());
                Self::Map(entries.map(|(k, v)| (k.clone(), Self::of(m.value(), v))).collect())
            }
            Kind::String => Self::String(text()),
            Kind::Enum => Self::Enum(text(), m.schema.values.contains(&text().as_str())),
            Kind::Blob => Self::Blob(Blob::from(text())),
            Kind::Boolean => Self::Boolean(v.as_bool().expect("a boolean")),
            Kind::Integer | Kind::Long => Self::Integer(v.as_i64().expect("an integer")),
            Kind::Float => Self::Float(v.as_f64().unwrap_or_else(|| text().parse().expect("a number"))),
            Kind::Timestamp => Self::Timestamp(instant(v, TimestampFormat::DateTime)),
            Kind::Document => Self::Document(v.clone()),
        }
    }

    fn canonical(&self, m: &'static Member) -> Value {
        match self {
            Self::Unset => Value::Null,
            Self::Boolean(v) => (*v).into(),
            Self::Integer(v) => (*v).into(),
            Self::Float(v) if v.is_finite() => json!(v),
            Self::Float(v) => v.to_string().into(),
            Self::String(v) if m.json_value => json_value(v),
            Self::String(v) | Self::Enum(v, _) => v.clone().into(),
            Self::Blob(v) => STANDARD.encode(&v.0).into(),
            Self::Timestamp(v) => v.millis().into(),
            Self::Document(v) => v.clone(),
            Self::List(items) => items.iter().map(|v| v.canonical(m.item())).collect(),
            Self::Map(entries) => entries
                .iter()
                .map(|(key, v)| (map_key(m, key), v.canonical(m.value())))
                .collect::<serde_json::Map<_, _>>()
                .into(),
            Self::Record(record) => record.canonical(),
        }
    }
}

/// HTTP does not distinguish the case of header names, and the server's library writes them in small letters.
fn map_key(m: &Member, key: &str) -> String {
    if m.location == Location::Headers { key.to_ascii_lowercase() } else { key.to_owned() }
}

/// JSON in a string, where the suite has the JSON itself; it has `"true"` for the text `true`.
fn json_value(text: &str) -> Value {
    serde_json::from_str(text).unwrap_or_else(|_| text.into())
}

pub(crate) fn instant(v: &Value, format: TimestampFormat) -> Timestamp {
    let text = v.as_str().map_or_else(|| v.to_string(), str::to_owned);
    wire::time::parse(&text, format).unwrap_or_else(|| panic!("{text} is an instant"))
}

impl Shape for Dynamic {
    fn read(&mut self, m: &'static Member, s: &mut dyn Source) -> Result<()> {
        *self = match m.schema.kind {
            Kind::Structure | Kind::Union => Self::Record(read(Record::new(m.schema), m, s)?),
            Kind::List => Self::List(read(Vec::new(), m, s)?),
            Kind::Map => Self::Map(read(Map::new(), m, s)?),
            Kind::String => Self::String(s.string()?),
            Kind::Enum => {
                let text = s.string()?;
                let known = m.schema.values.contains(&text.as_str());
                Self::Enum(text, known)
            }
            Kind::Blob => Self::Blob(Blob(s.blob()?)),
            Kind::Boolean => Self::Boolean(s.boolean()?),
            Kind::Integer => Self::Integer(read(0i32, m, s)?.into()),
            Kind::Long => Self::Integer(s.integer()?),
            Kind::Float => Self::Float(s.float()?),
            Kind::Timestamp => Self::Timestamp(s.timestamp(m)?),
            Kind::Document => Self::Document(s.document()?),
        };
        Ok(())
    }
    fn write(&self, m: &'static Member, s: &mut dyn Sink) {
        match self {
            Self::Unset => {}
            Self::Boolean(v) => s.boolean(*v),
            Self::Integer(v) => s.integer(*v),
            Self::Float(v) => s.float(*v),
            Self::String(v) => s.string(v),
            Self::Enum(v, known) => s.variant(v, *known),
            Self::Blob(v) => v.write(m, s),
            Self::Timestamp(v) => v.write(m, s),
            Self::Document(v) => v.write(m, s),
            Self::List(v) => v.write(m, s),
            Self::Map(v) => v.write(m, s),
            Self::Record(v) => s.structure(m, v),
        }
    }
}

impl Shape for Record {
    fn read(&mut self, _: &'static Member, s: &mut dyn Source) -> Result<()> {
        wire::shape::read_structure(self, s)
    }
    fn write(&self, m: &'static Member, s: &mut dyn Sink) {
        s.structure(m, self);
    }
}

fn read<T: Shape>(mut value: T, m: &'static Member, s: &mut dyn Source) -> Result<T> {
    value.read(m, s)?;
    Ok(value)
}
