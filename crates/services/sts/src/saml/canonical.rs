//! Exclusive canonical XML without comments: the bytes that are digested and signed.
//! <https://www.w3.org/TR/xml-exc-c14n/>

use super::xml::{Element, Node, Scope, local, prefix};
use std::collections::{BTreeMap, BTreeSet};

/// The bytes of an element. `inclusive` lists the prefixes that are declared whether they are used or not; `without` is
/// left out, as the transform for enveloped signatures asks.
pub(super) fn bytes(element: &Element, inclusive: &[&str], without: Option<&Element>) -> Vec<u8> {
    let mut writer = Writer { out: String::new(), inclusive, without };
    writer.element(element, &Scope::new());
    writer.out.into_bytes()
}

struct Writer<'a> {
    out: String,
    inclusive: &'a [&'a str],
    without: Option<&'a Element>,
}

impl Writer<'_> {
    fn element(&mut self, element: &Element, rendered: &Scope) {
        if self.without.is_some_and(|without| std::ptr::eq(without, element)) {
            return;
        }
        let mut rendered = rendered.clone();
        self.put(&["<", &element.name]);
        for (prefix, uri) in self.declarations(element, &rendered) {
            let colon = if prefix.is_empty() { "" } else { ":" };
            self.put(&[" xmlns", colon, &prefix, "=\""]);
            escape(&uri, &mut self.out, true);
            self.put(&["\""]);
            rendered.insert(prefix, uri);
        }
        // Attributes are ordered by namespace, then by name; those without a prefix have no namespace.
        let mut attributes: BTreeMap<(&str, &str), (&str, &str)> = BTreeMap::new();
        for (name, value) in &element.attributes {
            let namespace = match prefix(name) {
                "" => "",
                "xml" => "http://www.w3.org/XML/1998/namespace",
                prefix => element.scope.get(prefix).map(String::as_str).unwrap_or_default(),
            };
            attributes.insert((namespace, local(name)), (name, value));
        }
        for (name, value) in attributes.values() {
            self.put(&[" ", name, "=\""]);
            escape(value, &mut self.out, true);
            self.put(&["\""]);
        }
        self.put(&[">"]);
        for child in &element.children {
            match child {
                Node::Element(child) => self.element(child, &rendered),
                Node::Text(text) => escape(text, &mut self.out, false),
            }
        }
        self.put(&["</", &element.name, ">"]);
    }

    fn put(&mut self, parts: &[&str]) {
        for part in parts {
            self.out.push_str(part);
        }
    }

    /// What is to be declared here: the namespaces that the element itself uses, unless an element around it has
    /// declared them so already.
    fn declarations(&self, element: &Element, rendered: &Scope) -> Scope {
        let mut used: BTreeSet<&str> = element.attributes.iter().map(|(name, _)| prefix(name)).collect();
        // An attribute without a prefix uses no namespace.
        used.remove("");
        used.remove("xml");
        used.insert(prefix(&element.name));
        let listed = self.inclusive.iter().map(|prefix| if *prefix == "#default" { "" } else { prefix });
        used.extend(listed.filter(|prefix| element.scope.contains_key(*prefix)));
        let nothing = String::new();
        let mut declared = Scope::new();
        for prefix in used {
            let uri = element.scope.get(prefix).unwrap_or(&nothing);
            if rendered.get(prefix).unwrap_or(&nothing) != uri {
                declared.insert(prefix.to_owned(), uri.clone());
            }
        }
        declared
    }
}

fn escape(text: &str, out: &mut String, is_attribute: bool) {
    for letter in text.chars() {
        match letter {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' if !is_attribute => out.push_str("&gt;"),
            '\r' => out.push_str("&#xD;"),
            '"' if is_attribute => out.push_str("&quot;"),
            '\t' if is_attribute => out.push_str("&#x9;"),
            '\n' if is_attribute => out.push_str("&#xA;"),
            other => out.push(other),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::xml::parse;
    use super::*;

    fn check(text: &str, inclusive: &[&str], wanted: &str) {
        let root = parse(text).unwrap();
        let inner = root.children.iter().find_map(|node| match node {
            Node::Element(element) => Some(element),
            Node::Text(_) => None,
        });
        let bytes = bytes(inner.unwrap_or(&root), inclusive, None);
        assert_eq!(String::from_utf8(bytes).unwrap(), wanted);
    }

    /// <https://www.w3.org/TR/xml-exc-c14n/#sec-Enveloping>, and canonical XML's own examples in small.
    #[test]
    fn elements_are_written_in_one_way_only() {
        let enveloped = r#"<n0:pdu xmlns:n0="http://a.example" xmlns:n3="ftp://example.org"><n1:elem2 xmlns:n1="http://example.net" xml:lang="en"><n3:stuff/></n1:elem2></n0:pdu>"#;
        let wanted = r#"<n1:elem2 xmlns:n1="http://example.net" xml:lang="en"><n3:stuff xmlns:n3="ftp://example.org"></n3:stuff></n1:elem2>"#;
        check(enveloped, &[], wanted);
        let listed = r#"<n1:elem2 xmlns:n1="http://example.net" xmlns:n3="ftp://example.org" xml:lang="en"><n3:stuff></n3:stuff></n1:elem2>"#;
        check(enveloped, &["n3"], listed);
        check("<a  z='1'\n b=\"&quot;&#10;\"/>", &[], "<a b=\"&quot;&#xA;\" z=\"1\"></a>");
        check("<a>x<!-- no -->y &amp; &gt;<![CDATA[<]]>\r\n</a>", &[], "<a>xy &amp; &gt;&lt;\n</a>");
        check(
            r#"<o xmlns="d"><i xmlns:b="u:2" xmlns:a="u:1" b:z="1" a:y="2" x="3"><n xmlns=""/></i></o>"#,
            &[],
            r#"<i xmlns="d" xmlns:a="u:1" xmlns:b="u:2" x="3" a:y="2" b:z="1"><n xmlns=""></n></i>"#,
        );
    }

    #[test]
    fn what_no_assertion_has_is_no_document() {
        for text in [
            "",
            "x",
            "<a>",
            "<a></b>",
            "<a/><b/>",
            "<a:b/>",
            "<a b:c='1'/>",
            "<!DOCTYPE a><a/>",
            "<?p q?><a/>",
        ] {
            assert!(parse(text).is_none(), "{text}");
        }
        let deep = format!("{}{}", "<a>".repeat(100), "</a>".repeat(100));
        assert!(parse(&deep).is_none());
        let declared: Vec<String> = (0..33).map(|number| format!("xmlns:n{number}='u'")).collect();
        assert!(parse(&format!("<a {}/>", declared.join(" "))).is_none());
    }
}
