//! An XML document as a small tree: elements, attributes and text, without namespaces.
//!
//! Bodies are bounded by the caller, so the tree is; its depth is bounded here. No document type is read and no entity is
//! known beyond XML's own five: what would expand or fetch is refused.

use crate::error::{Error, Result};
use quick_xml::Reader;
use quick_xml::XmlVersion::Implicit1_0;
use quick_xml::events::{BytesRef, BytesStart, Event};

/// A document that nests deeper than this is not a request but an attack on the stack.
const MAX_DEPTH: usize = 64;

/// One element.
#[derive(Debug, Default)]
pub(crate) struct Node {
    /// The name without its prefix.
    pub(crate) name: String,
    /// Names without their prefixes, and values.
    pub(crate) attributes: Vec<(String, String)>,
    /// All text that stands directly in it.
    pub(crate) text: String,
    /// The elements in it, in order.
    pub(crate) children: Vec<Node>,
}

impl Node {
    /// The elements of that name.
    pub(crate) fn named<'a>(&'a self, name: &'a str) -> impl Iterator<Item = &'a Self> {
        self.children.iter().filter(move |child| child.name == name)
    }
}

/// Reads a document and returns its root.
pub(crate) fn parse(body: &[u8]) -> Result<Node> {
    let text = std::str::from_utf8(body).map_err(|e| malformed().cause(e))?;
    let mut reader = Reader::from_str(text);
    // What is open, outermost first; below it the document, whose one child is the root.
    let mut open = vec![Node::default()];
    loop {
        match reader.read_event().map_err(|e| malformed().cause(e))? {
            Event::Start(tag) => {
                if open.len() > MAX_DEPTH {
                    return Err(malformed().cause("nested too deeply"));
                }
                open.push(element(&tag)?);
            }
            Event::Empty(tag) => {
                let node = element(&tag)?;
                top(&mut open)?.children.push(node);
            }
            // The reader has checked that the names match.
            Event::End(_) => {
                let node = open.pop().ok_or_else(malformed)?;
                top(&mut open)?.children.push(node);
            }
            Event::Text(text) => top(&mut open)?.text.push_str(&text.xml_content(Implicit1_0)),
            Event::CData(text) => top(&mut open)?.text.push_str(&text.xml_content(Implicit1_0)),
            Event::GeneralRef(entity) => top(&mut open)?.text.push(character(&entity)?),
            Event::DocType(_) => return Err(malformed().cause("document types are not read")),
            Event::Comment(_) | Event::Decl(_) | Event::PI(_) => {}
            Event::Eof => break,
        }
    }
    let document = open.pop().ok_or_else(malformed)?;
    // An element that is still open at the end was the last one: then the document is not.
    if !open.is_empty() || document.children.len() != 1 || !document.text.trim().is_empty() {
        return Err(malformed());
    }
    document.children.into_iter().next().ok_or_else(malformed)
}

fn top(open: &mut [Node]) -> Result<&mut Node> {
    open.last_mut().ok_or_else(malformed)
}

fn element(tag: &BytesStart<'_>) -> Result<Node> {
    let mut node = Node { name: tag.local_name().as_ref().to_owned(), ..Node::default() };
    for attribute in tag.attributes() {
        let attribute = attribute.map_err(|e| malformed().cause(e))?;
        let value = attribute.normalized_value(Implicit1_0).map_err(|e| malformed().cause(e))?;
        node.attributes.push((attribute.key.local_name().as_ref().to_owned(), value.into_owned()));
    }
    Ok(node)
}

/// A character reference, or one of XML's five entities.
fn character(entity: &BytesRef<'_>) -> Result<char> {
    if let Some(character) = entity.resolve_char_ref().map_err(|e| malformed().cause(e))? {
        return Ok(character);
    }
    match entity.as_ref() {
        "lt" => Ok('<'),
        "gt" => Ok('>'),
        "amp" => Ok('&'),
        "apos" => Ok('\''),
        "quot" => Ok('"'),
        other => Err(malformed().cause(format!("the entity {other:?} is unknown"))),
    }
}

/// S3's text, of which the other REST-XML services have variants: <https://docs.aws.amazon.com/AmazonS3/latest/API/ErrorResponses.html>.
pub(crate) fn malformed() -> Error {
    Error::new(
        "MalformedXML",
        "The XML you provided was not well-formed or did not validate against our published schema",
    )
}
