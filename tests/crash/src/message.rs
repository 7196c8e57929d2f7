//! Messages whose body can be recognised as whole, and what a receive gave.

use crate::client::Answer;
use serde_json::Value;

/// The body of a message: its name repeated to the length that ends the name.
pub(crate) fn body(name: &str) -> String {
    let length = name.rsplit('-').next().and_then(|n| n.parse().ok()).unwrap_or(0_usize).max(name.len() + 1);
    let mut text = String::with_capacity(length + name.len());
    while text.len() < length {
        text.push_str(name);
        text.push(' ');
    }
    text.truncate(length);
    text
}

/// One received message.
pub(crate) struct Received {
    /// By which the harness knows it.
    pub(crate) name: String,
    pub(crate) id: String,
    pub(crate) handle: String,
    /// The body is as it was sent.
    pub(crate) whole: bool,
}

pub(crate) fn received(answer: &Answer) -> Vec<Received> {
    let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
    let answer = answer.json();
    let each = answer["Messages"].as_array().into_iter().flatten();
    each.map(|message| {
        let had = text(&message["Body"]);
        let name = had.split(' ').next().unwrap_or_default().to_owned();
        let whole = had == body(&name);
        Received { whole, name, id: text(&message["MessageId"]), handle: text(&message["ReceiptHandle"]) }
    })
    .collect()
}

/// What is known of a deletion.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Deleted {
    #[default]
    No,
    /// Asked for, without an answer: it may have been done.
    Perhaps,
    /// Acknowledged at that moment.
    Yes(u64),
}
