//! A message on its way: what a publisher said, checked, and everything that its deliveries have in common.
//! <https://docs.aws.amazon.com/sns/latest/dg/sns-message-attributes.html>

use crate::names::invalid;
use model_sns::errors;
use model_sns::types::MessageAttributeValue;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use wire::prelude::*;

/// Bytes of a message with its attributes, and of a batch of them, unless a topic says otherwise.
pub(crate) const MOST_BYTES: usize = 256 * 1024;
/// <https://docs.aws.amazon.com/sns/latest/api/API_Publish.html>
const MOST_SUBJECT: usize = 100;
const MOST_ID: usize = 128;
const MOST_ATTRIBUTE_NAME: usize = 256;

/// What is delivered.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Notification {
    pub(crate) kind: Kind,
    /// The message id.
    pub(crate) id: String,
    pub(crate) subject: Option<String>,
    pub(crate) body: Body,
    pub(crate) attributes: Vec<Attribute>,
    /// When it was published, in milliseconds.
    pub(crate) at: i64,
    pub(crate) group: Option<String>,
    pub(crate) deduplication: Option<String>,
    /// FIFO topics only.
    pub(crate) sequence: Option<u64>,
    /// `1` or `2`.
    pub(crate) signature_version: u8,
    /// The address by which the publisher reached us, which the links repeat: `http://localhost:4566`.
    pub(crate) base: String,
}

/// What a message is for.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) enum Kind {
    /// It was published.
    Notification,
    /// It asks whether the endpoint wants to be subscribed.
    SubscriptionConfirmation { token: String },
    /// It tells the endpoint that it no longer is.
    UnsubscribeConfirmation { token: String },
}

impl Kind {
    pub(crate) fn name(&self) -> &'static str {
        match self {
            Self::Notification => "Notification",
            Self::SubscriptionConfirmation { .. } => "SubscriptionConfirmation",
            Self::UnsubscribeConfirmation { .. } => "UnsubscribeConfirmation",
        }
    }
}

/// The text, or a text a protocol.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) enum Body {
    Same(String),
    /// `MessageStructure` is `json`: by protocol, with `default` for the others.
    PerProtocol(BTreeMap<String, String>),
}

/// A message attribute.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Attribute {
    pub(crate) name: String,
    pub(crate) data_type: String,
    pub(crate) value: Value,
}

/// A message attribute's value.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) enum Value {
    Text(String),
    Binary(Vec<u8>),
}

impl Value {
    /// The text of one that is.
    pub(crate) fn text(&self) -> Option<&str> {
        match self {
            Self::Text(text) => Some(text),
            Self::Binary(_) => None,
        }
    }
}

impl Body {
    /// The text for a protocol.
    pub(crate) fn for_protocol(&self, protocol: &str) -> &str {
        match self {
            Self::Same(text) => text,
            Self::PerProtocol(texts) => {
                texts.get(protocol).or_else(|| texts.get("default")).map_or("", String::as_str)
            }
        }
    }
    /// Reads what a publisher gave.
    pub(crate) fn read(message: String, structure: Option<&str>) -> Result<Self> {
        if message.is_empty() {
            return Err(invalid("Empty message"));
        }
        match structure {
            None => Ok(Self::Same(message)),
            Some("json") => Self::read_structure(&message),
            Some(_) => Err(invalid("MessageStructure")),
        }
    }
    /// recorded: sns/test_sns.json, test_message_structure_json_exc
    fn read_structure(message: &str) -> Result<Self> {
        let parsed: serde_json::Map<String, serde_json::Value> = serde_json::from_str(message)
            .map_err(|_| invalid("Message Structure - JSON message body failed to parse"))?;
        let texts = parsed.into_iter().filter_map(|(k, v)| Some((k, v.as_str()?.to_owned())));
        let texts: BTreeMap<_, _> = texts.collect();
        if !texts.contains_key("default") {
            return Err(invalid("Message Structure - No default entry in JSON message body"));
        }
        Ok(Self::PerProtocol(texts))
    }
}

impl Attribute {
    /// Checks and reads a publisher's attributes.
    pub(crate) fn read_all(attributes: Map<MessageAttributeValue>) -> Result<Vec<Self>> {
        attributes.into_iter().map(|(name, value)| Self::read(name, value)).collect()
    }

    /// recorded: sns/test_sns.json, test_empty_or_wrong_message_attributes
    fn read(name: String, given: MessageAttributeValue) -> Result<Self> {
        let wrong = |text: String| Err(errors::invalid_parameter_value(text));
        check_name(&name)?;
        let (data_type, text, binary) = (given.data_type, given.string_value, given.binary_value);
        let text = text.filter(|text| !text.is_empty());
        let binary = binary.filter(|binary| !binary.0.is_empty());
        let base = data_type.split('.').next().unwrap_or_default();
        if !matches!(base, "String" | "Number" | "Binary") {
            return wrong(format!(
                "The message attribute '{name}' has an invalid message attribute type, the set of supported type \
                 prefixes is Binary, Number, and String."
            ));
        }
        let value = match (base == "Binary", text, binary) {
            (false, Some(text), _) => Value::Text(text),
            (true, _, Some(binary)) => Value::Binary(binary.0.to_vec()),
            (_, None, None) => {
                return wrong(format!(
                    "The message attribute '{name}' must contain non-empty message attribute value for message \
                     attribute type '{data_type}'."
                ));
            }
            (is_binary, ..) => {
                let field = if is_binary { "Binary" } else { "String" };
                return wrong(format!(
                    "The message attribute '{name}' with type '{data_type}' must use field '{field}'."
                ));
            }
        };
        if let (Value::Text(text), "Number") = (&value, base)
            && text.parse::<f64>().ok().is_none_or(|number| !number.is_finite())
        {
            return wrong(format!("Could not cast message attribute '{name}' value to number."));
        }
        Ok(Self { name, data_type, value })
    }

    /// Bytes that count for the size of a message.
    pub(crate) fn bytes(&self) -> usize {
        let value = match &self.value {
            Value::Text(text) => text.len(),
            Value::Binary(bytes) => bytes.len(),
        };
        self.name.len() + self.data_type.len() + value
    }
}

fn check_name(name: &str) -> Result<()> {
    let text = if name.len() > MOST_ATTRIBUTE_NAME {
        "Length of message attribute name must be less than 256 bytes.".to_owned()
    } else if let Some(c) = name.chars().find(|c| !(c.is_ascii_alphanumeric() || "-_.".contains(*c))) {
        format!(
            "Invalid non-alphanumeric character '#x{:X}' was found in the message attribute name. Can only include \
             alphanumeric characters, hyphens, underscores, or dots.",
            u32::from(c)
        )
    } else if name.starts_with('.') {
        "Invalid message attribute name starting with character '.' was found.".to_owned()
    } else if name.ends_with('.') {
        "Invalid message attribute name ending with character '.' was found.".to_owned()
    } else if name.contains("..") {
        "Message attribute name can not have successive '.' character.".to_owned()
    } else {
        return Ok(());
    };
    Err(errors::invalid_parameter_value(text))
}

/// A subject is UTF-8 without control characters.
pub(crate) fn check_subject(subject: &str) -> Result<()> {
    let fine = !subject.is_empty()
        && subject.chars().count() <= MOST_SUBJECT
        && !subject.chars().any(char::is_control);
    if fine { Ok(()) } else { Err(invalid("Subject")) }
}

/// A message group or deduplication id: up to 128 letters, digits and punctuation characters.
pub(crate) fn check_id(parameter: &str, id: &str) -> Result<()> {
    let fine = !id.is_empty() && id.len() <= MOST_ID && id.bytes().all(|b| b.is_ascii_graphic());
    let reason = || {
        format!(
            "{parameter} Reason: The request includes {parameter} parameter that is not valid. Must be a string of 1 \
             to 128 alphanumeric and punctuation characters."
        )
    };
    if fine { Ok(()) } else { Err(invalid(&reason())) }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn refusal(name: &str, data_type: &str, text: Option<&str>, binary: Option<&'static [u8]>) -> String {
        let given = MessageAttributeValue {
            data_type: data_type.to_owned(),
            string_value: text.map(str::to_owned),
            binary_value: binary.map(Into::into),
        };
        Attribute::read(name.to_owned(), given).map_or_else(|e| e.to_string(), |_| "fine".to_owned())
    }

    #[test]
    fn attributes_are_refused_in_aws_words() {
        let value = |text: &str| format!("ParameterValueInvalid: {text}");
        let empty = |t: &str| {
            value(&format!(
                "The message attribute 'attr1' must contain non-empty message attribute value for message attribute \
                 type '{t}'."
            ))
        };
        let field = |t: &str, f: &str| {
            value(&format!("The message attribute 'attr1' with type '{t}' must use field '{f}'."))
        };
        // recorded: sns/test_sns.json, test_empty_or_wrong_message_attributes
        assert_eq!(refusal("attr1", "String", Some(""), None), empty("String"));
        assert_eq!(refusal("attr1", "String", None, None), empty("String"));
        assert_eq!(refusal("attr1", "Binary", None, Some(b"")), empty("Binary"));
        assert_eq!(refusal("attr1", "String", None, Some(b"x")), field("String", "String"));
        assert_eq!(refusal("attr1", "Number", None, Some(b"x")), field("Number", "String"));
        assert_eq!(refusal("attr1", "Binary", Some("x"), None), field("Binary", "Binary"));
        assert_eq!(
            refusal("attr1", "InvalidType", Some("x"), None),
            value(
                "The message attribute 'attr1' has an invalid message attribute type, the set of supported type \
                 prefixes is Binary, Number, and String."
            )
        );
        let names = [
            ("a".repeat(257), "Length of message attribute name must be less than 256 bytes."),
            (
                "a^b".to_owned(),
                "Invalid non-alphanumeric character '#x5E' was found in the message attribute name. Can only \
                 include alphanumeric characters, hyphens, underscores, or dots.",
            ),
            (".a".to_owned(), "Invalid message attribute name starting with character '.' was found."),
            ("a.".to_owned(), "Invalid message attribute name ending with character '.' was found."),
            ("a..b".to_owned(), "Message attribute name can not have successive '.' character."),
        ];
        for (name, text) in names {
            assert_eq!(refusal(&name, "String", Some("x"), None), value(text));
        }
        // recorded: sns/test_sns.json, test_message_attributes_prefixes
        assert_eq!(refusal("attr1", "String.prefixed", Some("x"), None), "fine");
        assert_eq!(refusal("attr1", "Binary.image", None, Some(b"x")), "fine");
        assert_eq!(refusal("attr1", "Number", Some("1e3"), None), "fine");
        assert_ne!(refusal("attr1", "Number", Some("one"), None), "fine");
    }

    #[test]
    fn structures_are_refused_in_aws_words() {
        let check = |message: &str, expected: &str| {
            let got = Body::read(message.to_owned(), Some("json"))
                .map_or_else(|e| e.message().to_owned(), |body| body.for_protocol("sqs").to_owned());
            assert_eq!(got, expected, "{message}");
        };
        // recorded: sns/test_sns.json, test_message_structure_json_exc and test_message_structure_json_to_sqs
        let no_default = "Invalid parameter: Message Structure - No default entry in JSON message body";
        check(r#"{"sqs": "x"}"#, no_default);
        check(r#"{"default": {"object": "test"}}"#, no_default);
        check("{'default': ", "Invalid parameter: Message Structure - JSON message body failed to parse");
        check(r#"{"default": "x", "default": "y"}"#, "y");
        check(r#"{"default": "default field", "sqs": "{\"field\": \"value\"}"}"#, r#"{"field": "value"}"#);
        check("", "Invalid parameter: Empty message");
    }
}
