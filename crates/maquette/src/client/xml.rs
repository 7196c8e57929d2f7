//! XML answers as a tree: the few elements that the commands read.

use quick_xml::Reader;
use quick_xml::events::Event;

/// An element of an XML document.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Element {
    pub(crate) name: String,
    pub(crate) text: String,
    pub(crate) children: Vec<Element>,
}

impl Element {
    /// Reads a document; `None` when it is not XML.
    pub(crate) fn parse(xml: &str) -> Option<Self> {
        let mut reader = Reader::from_str(xml);
        let mut open = vec![Element::default()];
        loop {
            match reader.read_event().ok()? {
                Event::Start(tag) => open.push(Self::named(tag.local_name().as_ref())),
                Event::Empty(tag) => open.last_mut()?.children.push(Self::named(tag.local_name().as_ref())),
                Event::End(_) => {
                    let done = open.pop()?;
                    open.last_mut()?.children.push(done);
                }
                Event::Text(text) => open.last_mut()?.text.push_str(&text),
                Event::CData(text) => open.last_mut()?.text.push_str(&text),
                Event::GeneralRef(entity) => {
                    let text = &mut open.last_mut()?.text;
                    match entity.resolve_char_ref().ok()? {
                        Some(c) => text.push(c),
                        None => text.push_str(quick_xml::escape::resolve_predefined_entity(&entity)?),
                    }
                }
                Event::Eof => break,
                _ => {}
            }
        }
        let mut root = open.pop().filter(|_| open.is_empty())?;
        root.children.pop()
    }

    fn named(name: &str) -> Self {
        Self { name: name.to_owned(), ..Self::default() }
    }

    /// The element at the end of a path of names.
    pub(crate) fn at(&self, path: &[&str]) -> Option<&Element> {
        path.iter().try_fold(self, |element, name| element.children.iter().find(|child| child.name == *name))
    }

    /// The text of a child, empty where there is none.
    pub(crate) fn text_of(&self, name: &str) -> &str {
        self.at(&[name]).map_or("", |child| child.text.as_str())
    }

    /// The `member` elements of a list.
    pub(crate) fn members(&self, name: &str) -> &[Element] {
        self.at(&[name]).map_or(&[], |list| list.children.as_slice())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_answers() {
        let xml = "<?xml version=\"1.0\"?><R xmlns=\"x\"><L><member><K>a &amp; b&#33;</K></member><member/></L><E/></R>";
        let root = Element::parse(xml).unwrap();
        assert_eq!(root.members("L").len(), 2);
        assert_eq!(root.members("L")[0].text_of("K"), "a & b!");
        assert_eq!((root.text_of("E"), root.text_of("None")), ("", ""));
        for broken in ["", "{}", "<a>", "<a></b>", "</a>"] {
            assert_eq!(Element::parse(broken), None, "{broken}");
        }
    }
}
