//! What a shape of AWS's API models is, as constant data.
//!
//! The generator writes one `static` [`Schema`] a shape; they live in `.rodata` and refer to each other by address, so a
//! shape may contain itself. Nothing here knows a protocol's bytes: a [`Member`] only carries the names and places that the
//! protocols ask for. Codecs, validation, redaction and the views of a message all walk these tables.

mod service;

pub use service::{Access, Dialect, Operation, Protocol, Service};

/// The kind of a shape, by which a codec decides how to read or write it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// A record of members.
    Structure,
    /// A structure of which exactly one member is set.
    Union,
    /// Items of one shape: `members[0]`.
    List,
    /// Keys of `members[0]` to values of `members[1]`, in order of arrival.
    Map,
    /// UTF-8 text.
    String,
    /// Text out of [`Schema::values`].
    Enum,
    /// Bytes.
    Blob,
    /// True or false.
    Boolean,
    /// 32 bits or fewer, signed.
    Integer,
    /// 64 bits, signed.
    Long,
    /// Single or double precision.
    Float,
    /// An instant, in milliseconds of precision.
    Timestamp,
    /// Free JSON.
    Document,
}

/// How an instant is spelt.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TimestampFormat {
    /// Seconds since 1970, with a fraction.
    EpochSeconds,
    /// `2026-11-21T10:00:00Z`.
    DateTime,
    /// `Sat, 21 Nov 2026 10:00:00 GMT`.
    HttpDate,
}

/// Where a REST protocol carries a member.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Location {
    /// In the body; every member of the other protocols.
    Body,
    /// In the header named [`Member::wire`].
    Header,
    /// A map, in all headers that begin with [`Member::wire`].
    Headers,
    /// In the query string, under [`Member::wire`]; a map means every parameter.
    QueryString,
    /// In the path, at the label [`Member::wire`].
    Uri,
    /// In the status line.
    StatusCode,
}

/// One shape.
#[derive(Debug)]
pub struct Schema {
    /// The shape's name in AWS's model.
    pub name: &'static str,
    /// What it is.
    pub kind: Kind,
    /// Members of a structure; the item of a list; key and value of a map.
    pub members: &'static [Member],
    /// The values of an enumeration, in the model's order.
    pub values: &'static [&'static str],
    /// Least length, count or value.
    pub min: Option<i64>,
    /// Greatest length, count or value.
    pub max: Option<i64>,
    /// A regular expression that the whole text must match; empty for none.
    pub pattern: &'static str,
    /// List items or map entries stand without an enclosing element.
    pub flattened: bool,
    /// Never to be shown in a log or a track.
    pub sensitive: bool,
    /// The member that is the whole body of a REST message.
    pub payload: Option<usize>,
    /// The element's name in XML, where it differs from the shape's.
    pub xml_name: &'static str,
    /// Namespace URI and prefix of the element.
    pub xml_namespace: Option<Namespace>,
    /// How instants of this shape are spelt, where the model says so.
    pub timestamp: Option<TimestampFormat>,
    /// What an exception says on the wire.
    pub error: Option<ErrorTrait>,
    /// A stream of bytes or of events, which is not one value in memory (`streaming`, `eventstream`).
    pub streaming: bool,
}

/// An XML namespace.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Namespace {
    /// The URI.
    pub uri: &'static str,
    /// The prefix, empty for the default namespace.
    pub prefix: &'static str,
}

/// The wire facts of an exception shape.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ErrorTrait {
    /// The code in XML and in `x-amzn-query-error`, where it differs from the shape's name.
    pub code: &'static str,
    /// The HTTP status.
    pub status: u16,
    /// Whether the caller is at fault.
    pub sender: bool,
}

/// One member of a structure, item of a list, or key or value of a map.
#[derive(Debug)]
pub struct Member {
    /// The name in AWS's model.
    pub name: &'static str,
    /// Its shape.
    pub schema: &'static Schema,
    /// The name on the wire (`locationName`), else the member's own.
    pub wire: &'static str,
    /// Whether the model gave a `locationName`.
    pub named: bool,
    /// The name in forms and in their XML answers where it differs from that in JSON (EC2's `queryName`, and the names that
    /// services such as SQS had before they spoke JSON); EC2's answers do not use it. Empty for none.
    pub query: &'static str,
    /// Where REST protocols put it.
    pub location: Location,
    /// Must be there.
    pub required: bool,
    /// Flattened here, whatever the shape says.
    pub flattened: bool,
    /// An XML attribute of the enclosing element.
    pub attribute: bool,
    /// A body that is not read whole before the handler starts.
    pub streaming: bool,
    /// JSON in a header, in Base64.
    pub json_value: bool,
    /// Filled in by the client when absent.
    pub idempotency: bool,
    /// How instants are spelt here.
    pub timestamp: Option<TimestampFormat>,
    /// Namespace of this element.
    pub xml_namespace: Option<Namespace>,
}

impl Schema {
    /// A shape with nothing but a name and a kind.
    pub const fn new(name: &'static str, kind: Kind) -> Self {
        Self {
            name,
            kind,
            members: &[],
            values: &[],
            min: None,
            max: None,
            pattern: "",
            flattened: false,
            sensitive: false,
            payload: None,
            xml_name: "",
            xml_namespace: None,
            timestamp: None,
            error: None,
            streaming: false,
        }
    }
    /// The same with members.
    pub const fn members(mut self, members: &'static [Member]) -> Self {
        assert!(members.len() <= 128, "the set of members seen is a u128");
        self.members = members;
        self
    }
    /// The same with an enumeration's values.
    pub const fn values(mut self, values: &'static [&'static str]) -> Self {
        self.values = values;
        self
    }
    /// The same with a least length, count or value.
    pub const fn min(mut self, min: i64) -> Self {
        self.min = Some(min);
        self
    }
    /// The same with a greatest length, count or value.
    pub const fn max(mut self, max: i64) -> Self {
        self.max = Some(max);
        self
    }
    /// The same with a pattern.
    pub const fn pattern(mut self, pattern: &'static str) -> Self {
        self.pattern = pattern;
        self
    }
    /// The same, flattened.
    pub const fn flattened(mut self) -> Self {
        self.flattened = true;
        self
    }
    /// The same, sensitive.
    pub const fn sensitive(mut self) -> Self {
        self.sensitive = true;
        self
    }
    /// The same as a stream.
    pub const fn streaming(mut self) -> Self {
        self.streaming = true;
        self
    }
    /// The same with the member that is the whole body.
    pub const fn payload(mut self, member: usize) -> Self {
        self.payload = Some(member);
        self
    }
    /// The same with an element name.
    pub const fn xml_name(mut self, name: &'static str) -> Self {
        self.xml_name = name;
        self
    }
    /// The same in a namespace.
    pub const fn xml_namespace(mut self, uri: &'static str, prefix: &'static str) -> Self {
        self.xml_namespace = Some(Namespace { uri, prefix });
        self
    }
    /// The same with a spelling of instants.
    pub const fn timestamp(mut self, format: TimestampFormat) -> Self {
        self.timestamp = Some(format);
        self
    }
    /// The same as an exception.
    pub const fn error(mut self, code: &'static str, status: u16, sender: bool) -> Self {
        self.error = Some(ErrorTrait { code, status, sender });
        self
    }
    /// Whether this stands for what an operation does not have: its input or its output.
    pub const fn is_unit(&self) -> bool {
        self.name.is_empty() && self.members.is_empty()
    }
    /// Finds members by their names on the wire.
    pub(crate) fn names(&self) -> Names {
        Names { members: self.members, next: 0 }
    }
    /// The member of that name.
    pub fn member(&self, name: &str) -> Option<(usize, &'static Member)> {
        self.members.iter().enumerate().find(|(_, m)| m.name == name)
    }
}

/// Finds members by their names on the wire. Clients write members in much the same order as the model has them, so the
/// search goes on where the last one ended: mostly the first look finds.
pub(crate) struct Names {
    members: &'static [Member],
    next: usize,
}

impl Names {
    pub(crate) fn find(&mut self, name: &str) -> Option<usize> {
        let n = self.members.len();
        let i = (self.next..n).chain(0..self.next).find(|i| self.members[*i].wire == name)?;
        self.next = i + 1;
        Some(i)
    }
}

/// A member with nothing but a name and a shape.
pub const fn m(name: &'static str, schema: &'static Schema) -> Member {
    Member {
        name,
        schema,
        wire: name,
        named: false,
        query: "",
        location: Location::Body,
        required: false,
        flattened: false,
        attribute: false,
        streaming: false,
        json_value: false,
        idempotency: false,
        timestamp: None,
        xml_namespace: None,
    }
}

impl Member {
    /// The same under another name on the wire.
    pub const fn wire(mut self, name: &'static str) -> Self {
        self.wire = name;
        self.named = true;
        self
    }
    /// The same with a name of its own in EC2's protocol.
    pub const fn query(mut self, name: &'static str) -> Self {
        self.query = name;
        self
    }
    /// The same somewhere else than in the body.
    pub const fn at(mut self, location: Location) -> Self {
        self.location = location;
        self
    }
    /// The same, required.
    pub const fn required(mut self) -> Self {
        self.required = true;
        self
    }
    /// The same, flattened.
    pub const fn flattened(mut self) -> Self {
        self.flattened = true;
        self
    }
    /// The same as an attribute.
    pub const fn attribute(mut self) -> Self {
        self.attribute = true;
        self
    }
    /// The same, streaming.
    pub const fn streaming(mut self) -> Self {
        self.streaming = true;
        self
    }
    /// The same as JSON in a header.
    pub const fn json_value(mut self) -> Self {
        self.json_value = true;
        self
    }
    /// The same as an idempotency token.
    pub const fn idempotency(mut self) -> Self {
        self.idempotency = true;
        self
    }
    /// The same with a spelling of instants.
    pub const fn timestamp(mut self, format: TimestampFormat) -> Self {
        self.timestamp = Some(format);
        self
    }
    /// The same in a namespace.
    pub const fn xml_namespace(mut self, uri: &'static str, prefix: &'static str) -> Self {
        self.xml_namespace = Some(Namespace { uri, prefix });
        self
    }
    /// Whether this is a stream, by itself or by its shape.
    pub const fn is_streaming(&self) -> bool {
        self.streaming || self.schema.streaming
    }
    /// Whether items or entries stand without an enclosing element.
    pub const fn is_flattened(&self) -> bool {
        self.flattened || self.schema.flattened
    }
    /// The name in AWS query's forms and in XML. The items of a list that its shape flattens are called after the item.
    pub fn query_name(&self) -> &'static str {
        let of_item =
            !self.named && !self.flattened && self.schema.flattened && self.schema.kind == Kind::List;
        match self.schema.members {
            _ if !self.query.is_empty() => self.query,
            [item] if of_item && item.named => item.wire,
            _ => self.wire,
        }
    }
    /// Whether it stands in the body of an answer, where the places of requests mean nothing.
    pub fn in_answer(&self) -> bool {
        matches!(self.location, Location::Body | Location::Uri | Location::QueryString)
    }
    /// The spelling of instants here, else the protocol's `default`.
    pub fn timestamp_format(&self, default: TimestampFormat) -> TimestampFormat {
        self.timestamp.or(self.schema.timestamp).unwrap_or(default)
    }
    /// The item of a list.
    pub fn item(&self) -> &'static Member {
        &self.schema.members[0]
    }
    /// The key of a map.
    pub fn key(&self) -> &'static Member {
        &self.schema.members[0]
    }
    /// The value of a map.
    pub fn value(&self) -> &'static Member {
        &self.schema.members[1]
    }
}

/// The member a message stands in when it stands in none.
pub const fn root(schema: &'static Schema) -> Member {
    m("", schema)
}
