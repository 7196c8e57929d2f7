//! The two traits on which everything stands: a [`Source`] that a value is read from and a [`Sink`] that it is written to.
//!
//! A generated structure says two things, `get` and `slot`: member *i* as something that can be written, and as something
//! that can be read into. Every protocol is a pair of [`Source`] and [`Sink`]; so is every other facility (validation,
//! redaction, the JSON view): no type gains a line for any of them, and nothing is generic over a protocol, which is what
//! keeps forty services' types at a fifth of the code that derives would make.

use crate::error::{Error, Result};
use crate::schema::{Kind, Member, Operation, Schema};
use bytes::Bytes;
pub use clock::Timestamp;
use std::any::Any;

/// Text to values, in order of arrival.
pub type Map<T> = indexmap::IndexMap<String, T>;
/// Free JSON.
pub type Document = serde_json::Value;

/// Bytes; in JSON and XML they travel in Base64.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Blob(pub Bytes);

impl<T: Into<Bytes>> From<T> for Blob {
    fn from(bytes: T) -> Self {
        Self(bytes.into())
    }
}

/// Reads one value of a known schema from a wire format.
pub trait Source {
    /// Paths of required members that were not there, relative to the value being read. Validation words them together
    /// with everything else that is wrong, so reading goes on.
    fn missing(&mut self) -> &mut Vec<String>;
    /// Whether the value is an explicit null, which counts as absent.
    fn null(&mut self) -> bool {
        false
    }
    /// A boolean.
    fn boolean(&mut self) -> Result<bool>;
    /// A whole number of at most 64 bits.
    fn integer(&mut self) -> Result<i64>;
    /// A number.
    fn float(&mut self) -> Result<f64>;
    /// Text.
    fn string(&mut self) -> Result<String>;
    /// Bytes.
    fn blob(&mut self) -> Result<Bytes>;
    /// An instant, spelt as the member says.
    fn timestamp(&mut self, m: &'static Member) -> Result<Timestamp>;
    /// Free JSON.
    fn document(&mut self) -> Result<Document>;
    /// A list: `each` reads one item.
    fn list(&mut self, m: &'static Member, each: &mut dyn FnMut(&mut dyn Source) -> Result<()>)
    -> Result<()>;
    /// A map: `each` reads the value of a key.
    fn map(
        &mut self,
        m: &'static Member,
        each: &mut dyn FnMut(String, &mut dyn Source) -> Result<()>,
    ) -> Result<()>;
    /// A structure: `each` reads the member of that index. Unknown members are passed over.
    fn structure(
        &mut self,
        s: &'static Schema,
        each: &mut dyn FnMut(usize, &mut dyn Source) -> Result<()>,
    ) -> Result<()>;
}

/// Calls back with every key and value of a map.
pub type Entries<'a> = &'a dyn Fn(&mut dyn FnMut(&str, &dyn Shape));

/// Writes one value of a known schema to a wire format.
pub trait Sink {
    /// A boolean.
    fn boolean(&mut self, v: bool);
    /// A whole number.
    fn integer(&mut self, v: i64);
    /// A number.
    fn float(&mut self, v: f64);
    /// Text.
    fn string(&mut self, v: &str);
    /// Text of an enumeration; `known` is false for what the model does not list.
    fn variant(&mut self, v: &str, known: bool) {
        let _ = known;
        self.string(v);
    }
    /// Bytes.
    fn blob(&mut self, v: &[u8]);
    /// An instant.
    fn timestamp(&mut self, m: &'static Member, v: Timestamp);
    /// Free JSON.
    fn document(&mut self, v: &Document);
    /// A list of `n` items: `item(i, sink)` writes one.
    fn list(&mut self, m: &'static Member, n: usize, item: &dyn Fn(usize, &mut dyn Sink));
    /// A map of `n` entries: `each` calls back with every key and value.
    fn map(&mut self, m: &'static Member, n: usize, each: Entries<'_>);
    /// A structure.
    fn structure(&mut self, m: &'static Member, v: &dyn Structure);
}

/// A value that can be read and written.
pub trait Shape {
    /// Reads itself.
    fn read(&mut self, m: &'static Member, s: &mut dyn Source) -> Result<()>;
    /// Writes itself.
    fn write(&self, m: &'static Member, s: &mut dyn Sink);
    /// Whether there is anything to write.
    fn present(&self) -> bool {
        true
    }
}

/// A structure or union of the model.
pub trait Structure: Send + Sync {
    /// Its schema.
    fn schema(&self) -> &'static Schema;
    /// Member `i`, to write.
    fn get(&self, i: usize) -> Option<&dyn Shape>;
    /// Member `i`, to read into.
    fn slot(&mut self, i: usize) -> Option<&mut dyn Shape>;
}

/// An enumeration of the model. What the model does not list is kept, so that validation can name it.
pub trait Enum: Clone + Default {
    /// Its text.
    fn as_str(&self) -> &str;
    /// The value of that text.
    fn of(text: String) -> Self;
    /// Whether the model lists it.
    fn known(&self) -> bool;
}

/// An operation's input or output.
pub trait Message: Structure + Any {}
impl<T: Structure + Any> Message for T {}

/// An operation as a type: its input, its output and its facts.
pub trait Op: 'static {
    /// What goes in.
    type Input: Message + Default + Clone;
    /// What comes out.
    type Output: Message + Default;
    /// Its facts.
    fn spec() -> &'static Operation;
}

/// Makes the messages of one operation, for whoever has its name and no types.
#[derive(Clone, Copy)]
pub struct Messages {
    /// An empty input.
    pub input: fn() -> Box<dyn Message>,
    /// An empty output.
    pub output: fn() -> Box<dyn Message>,
}

impl Messages {
    /// Those of one operation.
    pub const fn of<O: Op>() -> Self {
        Self { input: || Box::new(O::Input::default()), output: || Box::new(O::Output::default()) }
    }
}

/// Reads a structure, noting required members that were not there.
pub fn read_structure(x: &mut dyn Structure, s: &mut dyn Source) -> Result<()> {
    let mut members = Members::new(x);
    s.structure(members.schema, &mut |i, s| members.read(i, s))?;
    members.finish(s.missing());
    Ok(())
}

/// A structure while it is read, from one source or, as REST messages are, from several.
pub(crate) struct Members<'x> {
    x: &'x mut dyn Structure,
    schema: &'static Schema,
    seen: u128,
}

impl<'x> Members<'x> {
    pub(crate) fn new(x: &'x mut dyn Structure) -> Self {
        let schema = x.schema();
        Self { x, schema, seen: 0 }
    }
    /// Reads member `i`.
    pub(crate) fn read(&mut self, i: usize, s: &mut dyn Source) -> Result<()> {
        if s.null() {
            return Ok(());
        }
        let (Some(slot), Some(member)) = (self.x.slot(i), self.schema.members.get(i)) else {
            return Err(Error::internal(format!("{} has no member {i}", self.schema.name)));
        };
        self.seen |= 1 << i;
        within(s, &|| lower_first(member.name), &mut |s| slot.read(member, s))
    }
    /// Notes the required members that were not there.
    pub(crate) fn finish(self, missing: &mut Vec<String>) {
        if self.schema.kind == Kind::Structure {
            for (i, member) in self.schema.members.iter().enumerate() {
                if member.required && self.seen & (1 << i) == 0 {
                    missing.push(lower_first(member.name));
                }
            }
        }
    }
}

/// Reads something below a path segment: what it misses is named from there. The segment is only spelt when needed.
fn within(
    s: &mut dyn Source,
    segment: &dyn Fn() -> String,
    read: &mut dyn FnMut(&mut dyn Source) -> Result<()>,
) -> Result<()> {
    let before = s.missing().len();
    read(s)?;
    for path in s.missing().iter_mut().skip(before) {
        *path = format!("{}.{path}", segment());
    }
    Ok(())
}

/// The member's name as validation spells it.
pub fn lower_first(name: &str) -> String {
    let mut chars = name.chars();
    chars.next().map_or_else(String::new, |first| first.to_ascii_lowercase().to_string() + chars.as_str())
}

macro_rules! scalar {
    ($($t:ty: $read:ident, $write:ident, |$v:ident| $from:expr, |$w:ident| $to:expr;)*) => {$(
        impl Shape for $t {
            fn read(&mut self, _: &'static Member, s: &mut dyn Source) -> Result<()> {
                let $v = s.$read()?;
                *self = $from;
                Ok(())
            }
            fn write(&self, _: &'static Member, s: &mut dyn Sink) {
                let $w = self;
                s.$write($to);
            }
        }
    )*};
}

scalar! {
    bool: boolean, boolean, |v| v, |v| *v;
    i32: integer, integer, |v| narrow(v)?, |v| i64::from(*v);
    i64: integer, integer, |v| v, |v| *v;
    f64: float, float, |v| v, |v| *v;
    String: string, string, |v| v, |v| v;
    Blob: blob, blob, |v| Blob(v), |v| &v.0;
    Document: document, document, |v| v, |v| v;
}

fn narrow(v: i64) -> Result<i32> {
    i32::try_from(v).map_err(|_| Error::serialization(format!("{v} does not fit an Integer")))
}

impl Shape for Timestamp {
    fn read(&mut self, m: &'static Member, s: &mut dyn Source) -> Result<()> {
        *self = s.timestamp(m)?;
        Ok(())
    }
    fn write(&self, m: &'static Member, s: &mut dyn Sink) {
        s.timestamp(m, *self);
    }
}

impl<T: Shape + Default> Shape for Option<T> {
    fn read(&mut self, m: &'static Member, s: &mut dyn Source) -> Result<()> {
        self.get_or_insert_default().read(m, s)
    }
    fn write(&self, m: &'static Member, s: &mut dyn Sink) {
        if let Some(value) = self {
            value.write(m, s);
        }
    }
    fn present(&self) -> bool {
        self.is_some()
    }
}

impl<T: Shape + ?Sized> Shape for Box<T> {
    fn read(&mut self, m: &'static Member, s: &mut dyn Source) -> Result<()> {
        (**self).read(m, s)
    }
    fn write(&self, m: &'static Member, s: &mut dyn Sink) {
        (**self).write(m, s);
    }
}

impl<T: Shape + Default> Shape for Vec<T> {
    fn read(&mut self, m: &'static Member, s: &mut dyn Source) -> Result<()> {
        self.clear();
        s.list(m, &mut |s| {
            if s.null() {
                return Ok(());
            }
            let n = self.len() + 1;
            let mut item = T::default();
            within(s, &|| format!("{n}.member"), &mut |s| item.read(m.item(), s))?;
            self.push(item);
            Ok(())
        })
    }
    fn write(&self, m: &'static Member, s: &mut dyn Sink) {
        s.list(m, self.len(), &|i, s| {
            if let Some(item) = self.get(i) {
                item.write(m.item(), s);
            }
        });
    }
}

impl<T: Shape + Default> Shape for Map<T> {
    fn read(&mut self, m: &'static Member, s: &mut dyn Source) -> Result<()> {
        self.clear();
        s.map(m, &mut |key, s| {
            if s.null() {
                return Ok(());
            }
            let mut value = T::default();
            within(s, &|| format!("{key}.member"), &mut |s| value.read(m.value(), s))?;
            self.insert(key, value);
            Ok(())
        })
    }
    fn write(&self, m: &'static Member, s: &mut dyn Sink) {
        s.map(m, self.len(), &|each| {
            for (key, value) in self {
                each(key, value);
            }
        });
    }
}

/// Declares a structure of the model: one line a shape.
#[macro_export]
macro_rules! structure {
    ($name:ident = $schema:path; $($i:literal $field:ident: $t:ty),* $(,)?) => {
        #[allow(missing_docs)]
        #[derive(Clone, Default)]
        pub struct $name { $(pub $field: $t),* }
        impl $crate::shape::Structure for $name {
            fn schema(&self) -> &'static $crate::schema::Schema { &$schema }
            fn get(&self, i: usize) -> Option<&dyn $crate::shape::Shape> {
                match i { $($i => Some(&self.$field),)* _ => None }
            }
            fn slot(&mut self, i: usize) -> Option<&mut dyn $crate::shape::Shape> {
                match i { $($i => Some(&mut self.$field),)* _ => None }
            }
        }
        $crate::structure!(@shape $name);
    };
    (@shape $name:ident) => {
        impl $crate::shape::Shape for $name {
            fn read(&mut self, _: &'static $crate::schema::Member, s: &mut dyn $crate::shape::Source) -> $crate::error::Result<()> {
                $crate::shape::read_structure(self, s)
            }
            fn write(&self, m: &'static $crate::schema::Member, s: &mut dyn $crate::shape::Sink) { s.structure(m, self); }
        }
        impl ::std::fmt::Debug for $name {
            fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result { $crate::view::debug(self, f) }
        }
    };
}

/// Declares an enumeration of the model.
#[macro_export]
macro_rules! enumeration {
    ($name:ident; $($variant:ident = $text:literal),* $(,)?) => {
        #[allow(missing_docs)]
        #[derive(Clone, Debug, PartialEq, Eq, Hash)]
        pub enum $name { $($variant,)* Unknown(String) }
        impl Default for $name { fn default() -> Self { Self::Unknown(String::new()) } }
        impl $crate::shape::Enum for $name {
            fn as_str(&self) -> &str { match self { $(Self::$variant => $text,)* Self::Unknown(text) => text } }
            fn of(text: String) -> Self { match text.as_str() { $($text => Self::$variant,)* _ => Self::Unknown(text) } }
            fn known(&self) -> bool { !matches!(self, Self::Unknown(_)) }
        }
        impl $crate::shape::Shape for $name {
            fn read(&mut self, _: &'static $crate::schema::Member, s: &mut dyn $crate::shape::Source) -> $crate::error::Result<()> {
                *self = $crate::shape::Enum::of(s.string()?);
                Ok(())
            }
            fn write(&self, _: &'static $crate::schema::Member, s: &mut dyn $crate::shape::Sink) {
                s.variant($crate::shape::Enum::as_str(self), $crate::shape::Enum::known(self));
            }
        }
    };
}

/// Declares an operation of the model.
#[macro_export]
macro_rules! operation {
    ($name:ident = $i:literal; $input:ty => $output:ty) => {
        #[allow(missing_docs)]
        pub struct $name;
        impl $crate::shape::Op for $name {
            type Input = $input;
            type Output = $output;
            fn spec() -> &'static $crate::schema::Operation {
                &super::schema::OPERATIONS[$i]
            }
        }
    };
}
