//! The ARNs of topics and subscriptions, and AWS's words for texts that are none.

use door::Call;
use model_sns::errors;
use serde::{Deserialize, Serialize};
use store::Key;
use wire::prelude::*;

/// A topic's place and name.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub(crate) struct TopicName {
    pub(crate) account: String,
    pub(crate) region: String,
    pub(crate) name: String,
}

impl TopicName {
    /// A name in the caller's account and region.
    pub(crate) fn new(call: &Call, name: &str) -> Self {
        Self { account: call.account().to_owned(), region: call.region.to_string(), name: name.to_owned() }
    }
    pub(crate) fn arn(&self) -> String {
        format!("arn:aws:sns:{}:{}:{}", self.region, self.account, self.name)
    }
    pub(crate) fn key(&self) -> Key {
        Key::new(&[&self.account, &self.region, &self.name])
    }
    pub(crate) fn is_fifo(&self) -> bool {
        is_fifo(&self.name)
    }
    /// The topic that an ARN names: the sixth element. What has more elements names a subscription of it.
    pub(crate) fn parse(arn: &str) -> Option<Self> {
        let mut parts = arn.split(':').skip(3);
        let (region, account, name) = (parts.next()?, parts.next()?, parts.next()?);
        Some(Self { account: account.to_owned(), region: region.to_owned(), name: name.to_owned() })
    }
    /// The topic of a parameter, or AWS's refusal of what is no ARN or lies in another region.
    pub(crate) fn of(call: &Call, parameter: &str, arn: &str) -> Result<Self> {
        let name = Self::anywhere(parameter, arn)?;
        // recorded: sns/test_sns.json, test_topic_publish_another_region
        if *name.region != *call.region || arn.split(':').count() > 6 {
            return Err(invalid(parameter));
        }
        Ok(name)
    }
    /// The same in whatever region: for the links in messages, which reach us by a host name that says no region.
    pub(crate) fn anywhere(parameter: &str, arn: &str) -> Result<Self> {
        // recorded: sns/test_sns.json, test_publish_wrong_arn_format
        let parts = arn.split(':').count();
        if parts < 6 {
            let reason = format!("{parameter} Reason: An ARN must have at least 6 elements, not {parts}");
            return Err(invalid(&reason));
        }
        Self::parse(arn).filter(|_| arn.starts_with("arn:")).ok_or_else(|| invalid(parameter))
    }
}

/// A subscription's topic and its own id.
pub(crate) fn subscription(arn: &str) -> Result<(TopicName, &str)> {
    if arn.is_empty() {
        return Err(invalid("SubscriptionArn Reason: no value for required parameter"));
    }
    let topic = TopicName::anywhere("SubscriptionArn", arn)?;
    // recorded: sns/test_sns.json, test_unsubscribe_wrong_arn_format
    let mut rest = arn.split(':').skip(6);
    match (rest.next(), rest.next()) {
        (Some(id), None) if !id.is_empty() => Ok((topic, id)),
        _ => Err(invalid("SubscriptionId")),
    }
}

/// `InvalidParameter`, with the words that stand before every reason.
pub(crate) fn invalid(reason: &str) -> Error {
    errors::invalid_parameter(format!("Invalid parameter: {reason}"))
}

/// Whether the name is that of a FIFO topic or queue.
pub(crate) fn is_fifo(name: &str) -> bool {
    name.strip_suffix(".fifo").is_some()
}

/// Whether the name of a topic is one: <https://docs.aws.amazon.com/sns/latest/api/API_CreateTopic.html>.
pub(crate) fn is_topic_name(name: &str, fifo: bool) -> bool {
    let stem = if fifo { name.strip_suffix(".fifo") } else { Some(name) };
    let letter = |b: u8| b.is_ascii_alphanumeric() || b == b'-' || b == b'_';
    name.len() <= 256 && stem.is_some_and(|stem| !stem.is_empty() && stem.bytes().all(letter))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn subscription_arns() {
        let check = |arn: &str, expected: &str| {
            let got = subscription(arn)
                .map_or_else(|e| e.message().to_owned(), |(topic, id)| format!("{} {id}", topic.name));
            assert_eq!(got, expected, "{arn}");
        };
        let few = |n| {
            format!(
                "Invalid parameter: SubscriptionArn Reason: An ARN must have at least 6 elements, not {n}"
            )
        };
        // recorded: sns/test_sns.json, test_unsubscribe_wrong_arn_format
        check("randomstring", &few(1));
        check("arn:aws:sns:us-east-1:random", &few(5));
        check("arn:aws:sns:us-east-1:111111111111:random", "Invalid parameter: SubscriptionId");
        check("", "Invalid parameter: SubscriptionArn Reason: no value for required parameter");
        check("arn:aws:sns:us-east-1:111111111111:random:id", "random id");
    }

    #[test]
    fn topic_names() {
        for (name, fifo, fine) in [
            ("orders", false, true),
            ("a-b_C9", false, true),
            ("orders.fifo", true, true),
            ("orders", true, false),
            ("orders.fifo", false, false),
            (".fifo", true, false),
            ("", false, false),
            ("a b", false, false),
            ("ö", false, false),
        ] {
            assert_eq!(is_topic_name(name, fifo), fine, "{name}");
        }
        assert!(is_topic_name(&"a".repeat(256), false) && !is_topic_name(&"a".repeat(257), false));
    }
}
