//! An XML document as a tree that knows every namespace, as signatures need it. There are no DTDs, so no entities but
//! XML's own five; comments are left out, and what stands around one is one text, so that nobody is called other than
//! what was signed.

use quick_xml::Reader;
use quick_xml::XmlVersion::Implicit1_0;
use quick_xml::events::{BytesStart, Event};
use std::collections::BTreeMap;
use std::rc::Rc;

/// Elements within elements.
const DEEPEST: usize = 64;
/// Namespaces in scope at once. Each is carried along where elements are written, and anybody may send a document.
const NAMESPACES: usize = 32;

/// The namespaces in scope by prefix; the default one has none.
pub(super) type Scope = BTreeMap<String, String>;

#[derive(Debug)]
pub(super) struct Element {
    /// With its prefix, as written.
    pub(super) name: String,
    pub(super) scope: Rc<Scope>,
    /// Names as written, without the declarations of namespaces.
    pub(super) attributes: Vec<(String, String)>,
    pub(super) children: Vec<Node>,
}

#[derive(Debug)]
pub(super) enum Node {
    Element(Element),
    Text(String),
}

/// Reads a document; `None` where it is none, or has what no SAML document has.
pub(super) fn parse(text: &str) -> Option<Element> {
    let mut reader = Reader::from_str(text);
    let mut open: Vec<Element> = Vec::new();
    let mut root = None;
    loop {
        match reader.read_event().ok()? {
            Event::Start(tag) => {
                if root.is_some() || open.len() >= DEEPEST {
                    return None;
                }
                open.push(element(&tag, open.last())?);
            }
            Event::Empty(tag) => {
                let element = element(&tag, open.last())?;
                close(element, &mut open, &mut root)?;
            }
            Event::End(_) => {
                let element = open.pop()?;
                close(element, &mut open, &mut root)?;
            }
            Event::Text(text) => write(&mut open, &text.xml_content(Implicit1_0))?,
            Event::CData(text) => write(&mut open, &text.xml_content(Implicit1_0))?,
            Event::GeneralRef(entity) => match entity.resolve_char_ref().ok()? {
                Some(letter) => write(&mut open, letter.encode_utf8(&mut [0; 4]))?,
                None => write(&mut open, quick_xml::escape::resolve_predefined_entity(&entity)?)?,
            },
            Event::Comment(_) | Event::Decl(_) => {}
            Event::PI(_) | Event::DocType(_) => return None,
            Event::Eof => break,
        }
    }
    root.filter(|_| open.is_empty())
}

fn element(tag: &BytesStart<'_>, parent: Option<&Element>) -> Option<Element> {
    let mut scope = parent.map(|parent| parent.scope.clone()).unwrap_or_default();
    let mut attributes = Vec::new();
    for attribute in tag.attributes() {
        let attribute = attribute.ok()?;
        let name = attribute.key.as_ref().to_owned();
        let value = attribute.normalized_value(Implicit1_0).ok()?.into_owned();
        match name.strip_prefix("xmlns") {
            Some("") => drop(Rc::make_mut(&mut scope).insert(String::new(), value)),
            Some(prefixed) if prefixed.starts_with(':') => {
                Rc::make_mut(&mut scope).insert(prefixed.trim_start_matches(':').to_owned(), value);
            }
            _ => attributes.push((name, value)),
        }
    }
    let name = tag.name().as_ref().to_owned();
    let element = Element { name, scope, attributes, children: Vec::new() };
    let declared = |name: &str| prefix(name).is_empty() || element.scope.contains_key(prefix(name));
    let xml = |name: &str| prefix(name) == "xml" || declared(name);
    let is_declared = declared(&element.name) && element.attributes.iter().all(|(name, _)| xml(name));
    (is_declared && element.scope.len() <= NAMESPACES).then_some(element)
}

fn close(element: Element, open: &mut [Element], root: &mut Option<Element>) -> Option<()> {
    match open.last_mut() {
        Some(parent) => parent.children.push(Node::Element(element)),
        None if root.is_none() => *root = Some(element),
        None => return None,
    }
    Some(())
}

/// Adds text to the element that is open; outside the root there may be white space only.
fn write(open: &mut [Element], text: &str) -> Option<()> {
    let Some(parent) = open.last_mut() else { return text.trim().is_empty().then_some(()) };
    match parent.children.last_mut() {
        Some(Node::Text(before)) => before.push_str(text),
        _ => parent.children.push(Node::Text(text.to_owned())),
    }
    Some(())
}

/// What stands before the colon of a name, empty where there is none.
pub(super) fn prefix(name: &str) -> &str {
    name.split_once(':').map(|(prefix, _)| prefix).unwrap_or_default()
}

/// What stands behind the colon of a name.
pub(super) fn local(name: &str) -> &str {
    name.split_once(':').map_or(name, |(_, local)| local)
}

impl Element {
    /// Whether it has this local name in this namespace.
    pub(super) fn is(&self, namespace: &str, name: &str) -> bool {
        local(&self.name) == name
            && self.scope.get(prefix(&self.name)).map(String::as_str).unwrap_or_default() == namespace
    }
    /// The child elements of a name.
    pub(super) fn all(&self, namespace: &'static str, name: &'static str) -> impl Iterator<Item = &Self> {
        self.children.iter().filter_map(move |node| match node {
            Node::Element(element) if element.is(namespace, name) => Some(element),
            _ => None,
        })
    }
    /// The one child element of a name; `None` where there are more.
    pub(super) fn only(&self, namespace: &'static str, name: &'static str) -> Option<&Self> {
        let mut all = self.all(namespace, name);
        all.next().filter(|_| all.next().is_none())
    }
    pub(super) fn attribute(&self, name: &str) -> Option<&str> {
        self.attributes.iter().find(|(other, _)| other == name).map(|(_, value)| value.as_str())
    }
    /// Its own text, trimmed.
    pub(super) fn text(&self) -> String {
        let texts = self.children.iter().filter_map(|node| match node {
            Node::Text(text) => Some(text.as_str()),
            Node::Element(_) => None,
        });
        texts.collect::<String>().trim().to_owned()
    }
}
