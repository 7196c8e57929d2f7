//! YAML events into the tree.
//!
//! The parser crate knows YAML 1.2 and hands out events; this file decides what they mean to CloudFormation: short
//! forms become functions, keys become strings, aliases are refused (which also means that a small text cannot grow
//! into a large tree), and depth is bounded on the way in, so no later recursion needs its own count.

use saphyr_parser::{Event, Marker, Parser, ScalarStyle, Tag};
use serde_json::{Map, Value, json};

use super::place::{self, is_printable, refusal};
use super::{MAX_DEPTH, scalar};
use crate::error::{Error, Result};

/// Reads the one document of a YAML text.
pub(super) fn read(text: &str) -> Result<Value> {
    if !text.chars().all(is_printable) {
        return Err(Error::format("YAML not well-formed."));
    }
    let mut builder = Builder::default();
    let mut documents = 0;
    for event in Parser::new_from_str(text) {
        let (event, span) = event.map_err(|error| refusal(text, &error))?;
        if let Event::DocumentStart(_) = event {
            documents += 1;
            if documents > 1 {
                return Err(malformed(&span.start));
            }
        }
        builder.event(event, &span.start)?;
    }
    Ok(builder.root.unwrap_or(Value::Null))
}

fn malformed(place: &Marker) -> Error {
    place::malformed(place.line(), place.col() + 1)
}

/// A container whose end has not come yet, with the tag that stands before it.
enum Open {
    List { items: Vec<Value>, tag: Option<String> },
    Map { entries: Map<String, Value>, key: Option<String>, tag: Option<String> },
}

#[derive(Default)]
struct Builder {
    open: Vec<Open>,
    root: Option<Value>,
}

impl Builder {
    fn event(&mut self, event: Event<'_>, place: &Marker) -> Result<()> {
        match event {
            Event::Alias(_) => return Err(place::alias()),
            Event::Scalar(text, style, _, tag) => return self.scalar(&text, style, tag.as_deref(), place),
            Event::SequenceStart(_, tag) => {
                let tag = short_form(tag.as_deref(), &["seq"], place)?;
                self.enter(Open::List { items: Vec::new(), tag }, place)?;
            }
            Event::MappingStart(_, tag) => {
                let tag = short_form(tag.as_deref(), &["map"], place)?;
                self.enter(Open::Map { entries: Map::new(), key: None, tag }, place)?;
            }
            Event::SequenceEnd | Event::MappingEnd => return self.leave(place),
            _ => {}
        }
        Ok(())
    }

    fn enter(&mut self, container: Open, place: &Marker) -> Result<()> {
        if self.open.len() >= MAX_DEPTH {
            return Err(malformed(place));
        }
        self.open.push(container);
        Ok(())
    }

    fn leave(&mut self, place: &Marker) -> Result<()> {
        let (value, tag) = match self.open.pop() {
            Some(Open::List { items, tag }) => (Value::Array(items), tag),
            Some(Open::Map { entries, tag, .. }) => (Value::Object(entries), tag),
            None => return Err(malformed(place)),
        };
        self.put(function(tag.as_deref(), value), place)
    }

    fn scalar(&mut self, text: &str, style: ScalarStyle, tag: Option<&Tag>, place: &Marker) -> Result<()> {
        // A key is text whatever it looks like: `80: tcp`, `true: x`.
        if let Some(Open::Map { key: key @ None, .. }) = self.open.last_mut() {
            *key = Some(text.to_owned());
            return Ok(());
        }
        let core = tag.filter(|tag| tag.is_yaml_core_schema()).map(|tag| tag.suffix.as_str());
        let value = match core {
            Some("str") => Value::String(text.to_owned()),
            Some("int" | "float") => Value::Number(scalar::number(text).ok_or_else(|| malformed(place))?),
            Some("bool" | "null") => scalar::plain(text),
            None if style == ScalarStyle::Plain && tag.is_none() => scalar::plain(text),
            // The argument of a short form keeps its own type: `!Select [0, ...]`, `!Ref 1` is no number.
            None => Value::String(text.to_owned()),
            Some(_) => return Err(malformed(place)),
        };
        let tag = short_form(tag, &["str", "int", "float", "bool", "null"], place)?;
        self.put(function(tag.as_deref(), value), place)
    }

    fn put(&mut self, value: Value, place: &Marker) -> Result<()> {
        match self.open.last_mut() {
            None => self.root = Some(value),
            Some(Open::List { items, .. }) => items.push(value),
            Some(Open::Map { entries, key, .. }) => {
                // A list or a map cannot be a key.
                let key = key.take().ok_or_else(|| malformed(place))?;
                entries.insert(key, value);
            }
        }
        Ok(())
    }
}

/// The name of a short form, or none for an untagged node or one of YAML's own tags that changes nothing.
fn short_form(tag: Option<&Tag>, core: &[&str], place: &Marker) -> Result<Option<String>> {
    match tag {
        None => Ok(None),
        Some(tag) if tag.is_yaml_core_schema() => {
            if core.contains(&tag.suffix.as_str()) {
                Ok(None)
            } else {
                Err(malformed(place))
            }
        }
        Some(tag) if tag.handle == "!" && !tag.suffix.is_empty() => Ok(Some(tag.suffix.clone())),
        // `! text` is YAML's way to say "not resolved": a string.
        Some(tag) if tag.suffix == "!" || tag.handle.is_empty() => Ok(None),
        Some(_) => Err(malformed(place)),
    }
}

/// Writes a short form as its long form.
fn function(tag: Option<&str>, argument: Value) -> Value {
    match (tag, argument) {
        (None, value) => value,
        (Some(name @ ("Ref" | "Condition")), value) => json!({ name: value }),
        (Some("GetAtt"), Value::String(text)) => match text.split_once('.') {
            Some((resource, attribute)) => json!({ "Fn::GetAtt": [resource, attribute] }),
            None => json!({ "Fn::GetAtt": [text] }),
        },
        (Some(name), value) => {
            let mut long = Map::new();
            long.insert(format!("Fn::{name}"), value);
            Value::Object(long)
        }
    }
}
