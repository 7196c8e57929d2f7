//! Forms: the bodies and query strings of AWS query and EC2 query requests.
//!
//! `Tag.member.1.Key=a` is a path into a tree; the tree is built once and read by the model. Names differ between the two
//! dialects ([`Dialect`]); lists are accepted with and without their `member` level, since old clients disagree.

use crate::error::{Error, Result};
use crate::schema::{Member, Schema, TimestampFormat};
use crate::shape::{Document, Source, Structure, Timestamp, read_structure};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use bytes::Bytes;
use std::borrow::Cow;
use std::collections::BTreeMap;

/// A key of more parts than this is not a request but an attack on the stack.
const MAX_DEPTH: usize = 32;

/// Which names a member has.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Dialect {
    /// AWS query.
    Query,
    /// EC2 query: lists are always flat, names are capitalised.
    Ec2,
}

/// The pairs of a form, decoded: `+` and `%20` are spaces.
pub fn pairs(form: &[u8]) -> Result<Vec<(String, String)>> {
    form.split(|b| *b == b'&')
        .filter(|pair| !pair.is_empty())
        .map(|pair| {
            let (key, value) =
                memchr::memchr(b'=', pair).map_or((pair, &b""[..]), |i| (&pair[..i], &pair[i + 1..]));
            Ok((decoded(key)?, decoded(value)?))
        })
        .collect()
}

fn decoded(bytes: &[u8]) -> Result<String> {
    let spaced: Cow<'_, [u8]> = if memchr::memchr(b'+', bytes).is_some() {
        bytes.iter().map(|b| if *b == b'+' { b' ' } else { *b }).collect()
    } else {
        bytes.into()
    };
    let text: Cow<'_, [u8]> = percent_encoding::percent_decode(&spaced).into();
    String::from_utf8(text.into_owned())
        .map_err(|e| Error::new("MalformedQueryString", "The query string is not valid UTF-8.").cause(e))
}

/// Reads an operation's input from a form. Returns the paths of what is missing.
pub fn decode(dialect: Dialect, x: &mut dyn Structure, pairs: Vec<(String, String)>) -> Result<Vec<String>> {
    let mut tree = Node::default();
    for (key, value) in pairs {
        tree.insert(&key, value)?;
    }
    let mut missing = Vec::new();
    read_structure(x, &mut Reader { dialect, node: &tree, missing: &mut missing })?;
    Ok(missing)
}

/// A level of the tree.
#[derive(Default)]
struct Node {
    value: Option<String>,
    children: BTreeMap<String, Node>,
}

impl Node {
    fn insert(&mut self, key: &str, value: String) -> Result<()> {
        let mut node = self;
        for (depth, part) in key.split('.').enumerate() {
            if depth == MAX_DEPTH {
                return Err(Error::new(
                    "MalformedQueryString",
                    "The query string has keys that are nested too deeply.",
                ));
            }
            node = node.children.entry(part.to_owned()).or_default();
        }
        node.value = Some(value);
        Ok(())
    }
    fn child(&self, name: &str) -> Option<&Self> {
        self.children.get(name)
    }
    /// The numbered children in the order of their numbers.
    fn numbered(&self) -> Vec<&Self> {
        let mut items: Vec<_> =
            self.children.iter().filter_map(|(key, node)| Some((key.parse::<u32>().ok()?, node))).collect();
        items.sort_by_key(|(number, _)| *number);
        items.into_iter().map(|(_, node)| node).collect()
    }
}

struct Reader<'a> {
    dialect: Dialect,
    node: &'a Node,
    missing: &'a mut Vec<String>,
}

impl Reader<'_> {
    fn text(&self) -> Result<&str> {
        self.node
            .value
            .as_deref()
            .ok_or_else(|| Error::new("MalformedInput", "Expected a value where a structure was found."))
    }
    fn parsed<T>(&self, wanted: &str, parse: &dyn Fn(&str) -> Option<T>) -> Result<T> {
        let text = self.text()?;
        let wrong = || Error::new("MalformedInput", format!("{text:?} is not a valid {wanted}."));
        parse(text.trim()).ok_or_else(wrong)
    }
    fn below<'b>(&'b mut self, node: &'b Node) -> Reader<'b> {
        Reader { dialect: self.dialect, node, missing: self.missing }
    }
    /// The name of a structure's member in this dialect.
    fn name(&self, m: &'static Member) -> Cow<'static, str> {
        match self.dialect {
            Dialect::Ec2 if m.query.is_empty() => capitalised(m.wire).into(),
            Dialect::Ec2 => m.query.into(),
            Dialect::Query => m.query_name().into(),
        }
    }
}

fn capitalised(name: &str) -> String {
    let mut chars = name.chars();
    chars.next().map_or_else(String::new, |first| first.to_ascii_uppercase().to_string() + chars.as_str())
}

impl Source for Reader<'_> {
    fn missing(&mut self) -> &mut Vec<String> {
        self.missing
    }
    fn boolean(&mut self) -> Result<bool> {
        match self.text()?.trim() {
            "true" | "True" | "TRUE" | "1" => Ok(true),
            "false" | "False" | "FALSE" | "0" => Ok(false),
            other => Err(Error::new("MalformedInput", format!("{other:?} is not a valid Boolean."))),
        }
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
        STANDARD
            .decode(self.text()?)
            .map(Bytes::from)
            .map_err(|e| Error::new("MalformedInput", "Invalid Base64.").cause(e))
    }
    fn timestamp(&mut self, m: &'static Member) -> Result<Timestamp> {
        let text = self.text()?;
        crate::time::parse(text, m.timestamp_format(TimestampFormat::DateTime))
            .ok_or_else(|| Error::new("MalformedInput", format!("{text:?} is not a valid Timestamp.")))
    }
    fn document(&mut self) -> Result<Document> {
        Ok(Document::String(self.text()?.to_owned()))
    }
    fn list(
        &mut self,
        m: &'static Member,
        each: &mut dyn FnMut(&mut dyn Source) -> Result<()>,
    ) -> Result<()> {
        let node = self.node;
        let items = node.child(m.item().wire).or_else(|| node.child("member")).unwrap_or(node);
        items.numbered().into_iter().try_for_each(|item| each(&mut self.below(item)))
    }
    fn map(
        &mut self,
        m: &'static Member,
        each: &mut dyn FnMut(String, &mut dyn Source) -> Result<()>,
    ) -> Result<()> {
        let (key, value) = (m.key(), m.value());
        let node = self.node;
        for entry in node.child("entry").unwrap_or(node).numbered() {
            let name = if key.named { key.wire } else { "key" };
            let Some(Node { value: Some(name), .. }) = entry.child(name) else { continue };
            if let Some(node) = entry.child(if value.named { value.wire } else { "value" }) {
                each(name.clone(), &mut self.below(node))?;
            }
        }
        Ok(())
    }
    fn structure(
        &mut self,
        s: &'static Schema,
        each: &mut dyn FnMut(usize, &mut dyn Source) -> Result<()>,
    ) -> Result<()> {
        let node = self.node;
        for (i, m) in s.members.iter().enumerate() {
            if let Some(child) = node.child(&self.name(m)) {
                each(i, &mut self.below(child))?;
            }
        }
        Ok(())
    }
}
