//! Reads values from an XML tree: the bodies of REST-XML requests.

use super::tree::{Node, malformed};
use crate::error::Result;
use crate::schema::{Kind, Member, Schema, TimestampFormat};
use crate::shape::{Document, Source, Timestamp};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use bytes::Bytes;

/// Reads one value: an attribute's text, one element, or the elements of a flattened list or map.
pub(crate) struct Reader<'a> {
    pub(crate) at: At<'a>,
    pub(crate) missing: &'a mut Vec<String>,
}

/// Where a value stands.
pub(crate) enum At<'a> {
    Attribute(&'a str),
    Element(&'a Node),
    Flat(Vec<&'a Node>),
}

impl<'a> Reader<'a> {
    pub(crate) fn new(node: &'a Node, missing: &'a mut Vec<String>) -> Self {
        Self { at: At::Element(node), missing }
    }
    fn text(&self) -> Result<&'a str> {
        match &self.at {
            At::Attribute(text) => Ok(text),
            At::Element(node) if node.children.is_empty() => Ok(&node.text),
            At::Element(_) | At::Flat(_) => Err(malformed().cause("text was expected where elements are")),
        }
    }
    fn parsed<T>(&self, wanted: &str, parse: &dyn Fn(&str) -> Option<T>) -> Result<T> {
        let text = self.text()?.trim();
        parse(text).ok_or_else(|| malformed().cause(format!("{text:?} is not a valid {wanted}")))
    }
    fn node(&self) -> Result<&'a Node> {
        match self.at {
            At::Element(node) => Ok(node),
            At::Attribute(_) | At::Flat(_) => Err(malformed().cause("elements were expected")),
        }
    }
    /// The items of a list or the entries of a map, which stand in an element unless they are flattened.
    fn several(&self, name: &str) -> Result<Vec<&'a Node>> {
        match &self.at {
            At::Flat(nodes) => Ok(nodes.clone()),
            At::Element(node) => Ok(node.children.iter().filter(|child| child.name == name).collect()),
            At::Attribute(_) => Err(malformed().cause("elements were expected")),
        }
    }
}

impl Source for Reader<'_> {
    fn missing(&mut self) -> &mut Vec<String> {
        self.missing
    }
    fn boolean(&mut self) -> Result<bool> {
        self.parsed("Boolean", &|text| match text {
            "true" | "TRUE" | "True" | "1" => Some(true),
            "false" | "FALSE" | "False" | "0" => Some(false),
            _ => None,
        })
    }
    fn integer(&mut self) -> Result<i64> {
        self.parsed("Integer", &|text| text.parse().ok())
    }
    fn float(&mut self) -> Result<f64> {
        self.parsed("Double", &crate::time::parse_number)
    }
    fn string(&mut self) -> Result<String> {
        self.text().map(str::to_owned)
    }
    fn blob(&mut self) -> Result<Bytes> {
        self.parsed("Base64", &|text| STANDARD.decode(text).ok()).map(Bytes::from)
    }
    fn timestamp(&mut self, m: &'static Member) -> Result<Timestamp> {
        let format = m.timestamp_format(TimestampFormat::DateTime);
        self.parsed("Timestamp", &|text| crate::time::parse(text, format))
    }
    fn document(&mut self) -> Result<Document> {
        self.string().map(Document::String)
    }
    fn list(
        &mut self,
        m: &'static Member,
        each: &mut dyn FnMut(&mut dyn Source) -> Result<()>,
    ) -> Result<()> {
        let name = if m.item().named { m.item().wire } else { "member" };
        for node in self.several(name)? {
            each(&mut Reader::new(node, self.missing))?;
        }
        Ok(())
    }
    fn map(
        &mut self,
        m: &'static Member,
        each: &mut dyn FnMut(String, &mut dyn Source) -> Result<()>,
    ) -> Result<()> {
        let key = if m.key().named { m.key().wire } else { "key" };
        let value = if m.value().named { m.value().wire } else { "value" };
        for entry in self.several("entry")? {
            let (Some(key), Some(value)) = (entry.named(key).next(), entry.named(value).next()) else {
                return Err(malformed().cause(format!("an entry without <{key}> or <{value}>")));
            };
            each(key.text.clone(), &mut Reader::new(value, self.missing))?;
        }
        Ok(())
    }
    fn structure(
        &mut self,
        s: &'static Schema,
        each: &mut dyn FnMut(usize, &mut dyn Source) -> Result<()>,
    ) -> Result<()> {
        let node = self.node()?;
        for (i, m) in s.members.iter().enumerate() {
            if let Some(at) = find(node, m) {
                each(i, &mut Reader { at, missing: self.missing })?;
            }
        }
        Ok(())
    }
}

/// Where a member stands in its structure's element.
fn find<'a>(node: &'a Node, m: &'static Member) -> Option<At<'a>> {
    let name = m.query_name();
    if m.attribute {
        // The tree keeps no prefixes: `xsi:type` is `type`.
        let local = m.wire.rsplit(':').next().unwrap_or(m.wire);
        return node.attributes.iter().find(|(key, _)| key == local).map(|(_, value)| At::Attribute(value));
    }
    if m.is_flattened() && matches!(m.schema.kind, Kind::List | Kind::Map) {
        let nodes: Vec<_> = node.named(name).collect();
        return (!nodes.is_empty()).then_some(At::Flat(nodes));
    }
    node.named(name).next().map(At::Element)
}
