//! Views of a message that no protocol needs: its redacted text for logs, and JSON by the model's own names.

use crate::json;
use crate::schema::{Member, Schema, root};
use crate::shape::{Document, Entries, Shape, Sink, Structure, Timestamp};
use std::fmt;

/// Writes a message for a person, with the model's `sensitive` members hidden.
pub fn debug(x: &dyn Structure, f: &mut fmt::Formatter<'_>) -> fmt::Result {
    write!(f, "{} {}", x.schema().name, redacted(x))
}

/// The message as JSON, every `sensitive` member replaced by `***`.
pub fn redacted(x: &dyn Structure) -> Document {
    let mut sink = Json { redact: true, out: Document::Null };
    sink.structure(anywhere(), x);
    sink.out
}

/// The message as JSON by the model's own names; instants in ISO 8601, bytes in Base64.
pub fn to_json(x: &dyn Structure) -> Document {
    let mut sink = Json { redact: false, out: Document::Null };
    sink.structure(anywhere(), x);
    sink.out
}

/// One member's value as JSON by the model's own names.
pub fn shape_to_json(m: &'static Member, value: &dyn Shape) -> Document {
    Json { redact: false, out: Document::Null }.of(m, value)
}

/// Reads a message from JSON by the model's own names: CloudFormation properties, `--cli-input-json`.
/// Returns the paths of required members that are not there.
pub fn from_json(x: &mut dyn Structure, value: &Document) -> crate::error::Result<Vec<String>> {
    json::decode_by_model(x, value)
}

/// A member for a value that stands in none: only its spelling of instants is asked for, and it says nothing.
fn anywhere() -> &'static Member {
    static ANY: Schema = Schema::new("", crate::schema::Kind::Structure);
    static MEMBER: Member = root(&ANY);
    &MEMBER
}

struct Json {
    redact: bool,
    out: Document,
}

impl Json {
    fn child(&self) -> Self {
        Self { redact: self.redact, out: Document::Null }
    }
    fn of(&self, m: &'static Member, value: &dyn Shape) -> Document {
        if self.redact && m.schema.sensitive {
            return Document::String("***".to_owned());
        }
        let mut child = self.child();
        value.write(m, &mut child);
        child.out
    }
}

impl Sink for Json {
    fn boolean(&mut self, v: bool) {
        self.out = v.into();
    }
    fn integer(&mut self, v: i64) {
        self.out = v.into();
    }
    fn float(&mut self, v: f64) {
        self.out = v.into();
    }
    fn string(&mut self, v: &str) {
        self.out = v.into();
    }
    fn blob(&mut self, v: &[u8]) {
        use base64::Engine;
        self.out = base64::engine::general_purpose::STANDARD.encode(v).into();
    }
    fn timestamp(&mut self, _: &'static Member, v: Timestamp) {
        self.out = crate::time::iso8601(v).into();
    }
    fn document(&mut self, v: &Document) {
        self.out = v.clone();
    }
    fn list(&mut self, m: &'static Member, n: usize, item: &dyn Fn(usize, &mut dyn Sink)) {
        let hidden = self.redact && m.item().schema.sensitive;
        self.out = (0..n)
            .map(|i| {
                let mut child = self.child();
                item(i, &mut child);
                if hidden { "***".into() } else { child.out }
            })
            .collect();
    }
    fn map(&mut self, m: &'static Member, _: usize, each: Entries<'_>) {
        let mut entries = serde_json::Map::new();
        each(&mut |key, value| {
            entries.insert(key.to_owned(), self.of(m.value(), value));
        });
        self.out = Document::Object(entries);
    }
    fn structure(&mut self, _: &'static Member, v: &dyn Structure) {
        let mut members = serde_json::Map::new();
        for (i, m) in v.schema().members.iter().enumerate() {
            if let Some(value) = v.get(i).filter(|value| value.present()) {
                members.insert(m.name.to_owned(), self.of(m, value));
            }
        }
        self.out = Document::Object(members);
    }
}

#[cfg(test)]
#[expect(unreachable_pub, reason = "the macros declare what generated crates export")]
mod tests {
    use super::*;
    use crate::schema::{Kind, m};

    static TEXT: Schema = Schema::new("Text", Kind::String);
    static ITEM: Schema =
        Schema::new("Item", Kind::Structure).members(&[m("Inner", &TEXT).wire("i").required()]);
    static INPUT: Schema = Schema::new("Input", Kind::Structure)
        .members(&[m("Bucket", &TEXT).wire("x-bucket"), m("Item", &ITEM).wire("it")]);

    crate::structure! { Item = ITEM; 0 inner: String }
    crate::structure! { Input = INPUT; 0 bucket: Option<String>, 1 item: Option<Item> }

    #[test]
    fn json_by_the_models_names() {
        let text = r#"{"Bucket":"b","Item":{"Inner":"x"}}"#;
        let mut input = Input::default();
        let missing = from_json(&mut input, &serde_json::from_str(text).expect("JSON")).expect("it decodes");
        assert_eq!((missing, to_json(&input).to_string().as_str()), (Vec::new(), text));
        let by_wire = serde_json::json!({ "x-bucket": "b", "Item": { "i": "x" } });
        let mut input = Input::default();
        let missing = from_json(&mut input, &by_wire).expect("it decodes");
        assert_eq!(missing, ["item.inner"]);
        assert_eq!(to_json(&input).to_string(), r#"{"Item":{"Inner":""}}"#);
    }
}
