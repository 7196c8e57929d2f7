//! A policy as the stream of tokens that AWS's compiler reads, each with the column at which Jackson would stand.
//!
//! AWS writes the policy anew without spaces before it compiles it, so the columns are those of that text, not of what
//! was given. Of a string Jackson reads the opening quote first and the rest when it is asked for; of a field's name it
//! reads on into the value.

use serde_json::Value;

/// A token.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Token {
    pub(super) kind: Kind,
    /// The text of a name, string or number; the spelling of anything else.
    pub(super) text: String,
    /// The column when it was met, and when it was read to its end.
    pub(super) met: usize,
    pub(super) read: usize,
}

/// What a token is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    StartObject,
    EndObject,
    StartArray,
    EndArray,
    Name,
    Text,
    Number,
    True,
    False,
    Null,
}

/// The tokens of a value.
pub(super) fn tokens(value: &Value) -> Vec<Token> {
    let mut writer = Writer { tokens: Vec::new(), column: 1 };
    writer.value(value);
    let mut tokens = writer.tokens;
    for i in 0..tokens.len().saturating_sub(1) {
        if let [name, value] = &mut tokens[i..=i + 1]
            && name.kind == Kind::Name
        {
            (name.met, name.read) = (value.met, value.met);
        }
    }
    tokens
}

struct Writer {
    tokens: Vec<Token>,
    column: usize,
}

impl Writer {
    fn value(&mut self, value: &Value) {
        match value {
            Value::Object(fields) => {
                self.mark(Kind::StartObject, "{");
                for (i, (name, value)) in fields.iter().enumerate() {
                    self.column += usize::from(i > 0);
                    self.text(Kind::Name, name);
                    self.column += 1;
                    self.value(value);
                }
                self.mark(Kind::EndObject, "}");
            }
            Value::Array(items) => {
                self.mark(Kind::StartArray, "[");
                for (i, item) in items.iter().enumerate() {
                    self.column += usize::from(i > 0);
                    self.value(item);
                }
                self.mark(Kind::EndArray, "]");
            }
            Value::String(text) => self.text(Kind::Text, text),
            Value::Number(number) => self.mark(Kind::Number, &number.to_string()),
            Value::Bool(true) => self.mark(Kind::True, "true"),
            Value::Bool(false) => self.mark(Kind::False, "false"),
            Value::Null => self.mark(Kind::Null, "null"),
        }
    }
    fn mark(&mut self, kind: Kind, text: &str) {
        self.column += text.len();
        self.tokens.push(Token { kind, text: text.to_owned(), met: self.column, read: self.column });
    }
    fn text(&mut self, kind: Kind, text: &str) {
        let met = self.column + 1;
        self.column += Value::from(text).to_string().encode_utf16().count();
        self.tokens.push(Token { kind, text: text.to_owned(), met, read: self.column });
    }
}
