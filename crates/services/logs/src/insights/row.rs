//! Rows: an event with what the commands computed of it, or a line of statistics.

use super::value::Value;
use crate::events::Event;
use std::borrow::Cow;
use std::cell::OnceCell;
use std::rc::Rc;
use std::sync::Arc;

/// An event and where it is from.
pub(crate) struct Source {
    pub(crate) event: Event,
    pub(crate) stream: Arc<str>,
    /// `account:group`.
    pub(crate) log: Arc<str>,
    /// By which [`crate::operations`] finds it again.
    pub(crate) pointer: String,
    document: OnceCell<Option<serde_json::Value>>,
}

impl Source {
    pub(crate) fn new(event: Event, stream: Arc<str>, log: Arc<str>, pointer: String) -> Self {
        Self { event, stream, log, pointer, document: OnceCell::new() }
    }
    /// A field as it is shown.
    pub(crate) fn shown(&self, name: &str) -> Option<String> {
        self.field(name).text().map(Cow::into_owned)
    }
    fn field(&self, name: &str) -> Value {
        match name {
            "@timestamp" => Value::Time(self.event.timestamp()),
            "@ingestionTime" => Value::Time(self.event.ingested),
            "@message" => Value::Text(self.event.message().to_owned()),
            "@logStream" => Value::Text(self.stream.to_string()),
            "@log" => Value::Text(self.log.to_string()),
            "@ptr" => Value::Text(self.pointer.clone()),
            name => {
                self.document().and_then(|document| find(document, name)).map_or(Value::Null, Value::of_json)
            }
        }
    }
    /// The message, where it is a JSON document.
    pub(crate) fn document(&self) -> Option<&serde_json::Value> {
        let parse = || {
            let message = self.event.message();
            let looks = message.trim_start().starts_with('{');
            looks.then(|| serde_json::from_str(message).ok()).flatten()
        };
        self.document.get_or_init(parse).as_ref()
    }
}

/// `user.roles.0`, also where a member's own name has dots.
fn find<'d>(document: &'d serde_json::Value, name: &str) -> Option<&'d serde_json::Value> {
    let member = |value: &'d serde_json::Value, name: &str| match value {
        serde_json::Value::Array(items) => items.get(name.parse::<usize>().ok()?),
        value => value.get(name),
    };
    member(document, name).or_else(|| name.split('.').try_fold(document, member))
}

/// A row. Clones share the event.
#[derive(Clone, Default)]
pub(crate) struct Row {
    source: Option<Rc<Source>>,
    computed: Vec<(Rc<str>, Value)>,
}

impl Row {
    pub(crate) fn new(source: Source) -> Self {
        Self { source: Some(Rc::new(source)), computed: Vec::new() }
    }
    pub(super) fn get(&self, name: &str) -> Value {
        let computed = self.computed.iter().rev().find(|(other, _)| &**other == name);
        match (computed, &self.source) {
            (Some((_, value)), _) => value.clone(),
            (None, Some(source)) => source.field(name),
            (None, None) => Value::Null,
        }
    }
    pub(super) fn set(&mut self, name: Rc<str>, value: Value) {
        self.computed.push((name, value));
    }
    /// Bytes that it takes, about.
    pub(super) fn size(&self) -> usize {
        let event = self.source.as_ref().map_or(0, |source| source.event.size() + 128);
        event + self.computed.iter().map(|(_, value)| value.size() + 16).sum::<usize>()
    }
    pub(super) fn pointer(&self) -> Option<&str> {
        self.source.as_ref().map(|source| source.pointer.as_str())
    }
}
