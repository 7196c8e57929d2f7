//! Which queue takes a queue's dead letters, and whose it takes.
//! <https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-dead-letter-queues.html>

use crate::refusals::invalid;
use serde::{Deserialize, Serialize};
use wire::prelude::*;

/// The attribute `RedrivePolicy`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Redrive {
    /// The dead-letter queue's ARN.
    pub(crate) target: String,
    /// A message that was received so often is dead.
    pub(crate) most: u32,
}

/// The attribute `RedriveAllowPolicy`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) enum RedriveAllow {
    All,
    None,
    Queues(Vec<String>),
}

/// A policy names no more source queues.
const MOST_SOURCES: usize = 10;

impl Redrive {
    /// Reads the attribute; an empty text takes the policy away.
    pub(crate) fn parse(text: &str) -> Result<Option<Self>> {
        if text.is_empty() {
            return Ok(None);
        }
        let refuse = |reason: &str| invalid(text, "RedrivePolicy", reason);
        let Ok(Document::Object(map)) = serde_json::from_str(text) else {
            return Err(refuse("Redrive policy is not a valid JSON map."));
        };
        if map.is_empty() {
            return Ok(None);
        }
        let mandatory = |name: &str| {
            let missing = || refuse(&format!("Redrive policy does not contain mandatory attribute: {name}."));
            map.get(name).ok_or_else(missing)
        };
        let target = mandatory("deadLetterTargetArn")?;
        let most = mandatory("maxReceiveCount")?;
        let shown = most.as_str().map_or_else(|| most.to_string(), str::to_owned);
        let most = shown.parse().ok().filter(|n| (1..=1000).contains(n)).ok_or_else(|| {
            refuse(&format!(
                "Invalid value for maxReceiveCount: {shown}, valid values are from 1 to 1000 both inclusive."
            ))
        })?;
        let target = target.as_str().filter(|arn| policy::arn::Arn::parse(arn).is_some());
        let target = target.ok_or_else(|| refuse("Invalid value for deadLetterTargetArn."))?;
        Ok(Some(Self { target: target.to_owned(), most }))
    }
    pub(crate) fn show(&self) -> String {
        serde_json::json!({"deadLetterTargetArn": self.target, "maxReceiveCount": self.most}).to_string()
    }
}

impl RedriveAllow {
    /// Reads the attribute; an empty text takes the policy away.
    pub(crate) fn parse(text: &str) -> Result<Option<Self>> {
        if text.is_empty() {
            return Ok(None);
        }
        let refuse = |reason: &str| {
            Err(invalid(
                text,
                "RedriveAllowPolicy",
                &format!("Amazon SQS can't create the redrive allow policy{reason}"),
            ))
        };
        let format = ", as it's in an unsupported format.";
        let Ok(Document::Object(map)) = serde_json::from_str(text) else { return refuse(format) };
        if map.keys().any(|key| key != "redrivePermission" && key != "sourceQueueArns") {
            return refuse(format);
        }
        let sources = match map.get("sourceQueueArns") {
            None => Vec::new(),
            Some(Document::Array(arns)) if arns.iter().all(Document::is_string) => {
                arns.iter().filter_map(|arn| arn.as_str().map(str::to_owned)).collect()
            }
            Some(_) => return refuse(format),
        };
        match (map.get("redrivePermission").and_then(Document::as_str), sources.len()) {
            (Some("allowAll"), 0) => Ok(Some(Self::All)),
            (Some("denyAll"), 0) => Ok(Some(Self::None)),
            (Some("allowAll" | "denyAll"), _) => refuse(
                ". To specify one or more source queue ARNs, you must set redrivePermission to byQueue.",
            ),
            (Some("byQueue"), 0) => refuse(
                ". When you specify the byQueue permission type, you must also specify one or more sourceQueueArns values.",
            ),
            (Some("byQueue"), 1..=MOST_SOURCES) => Ok(Some(Self::Queues(sources))),
            _ => refuse(format),
        }
    }
    pub(crate) fn show(&self) -> String {
        match self {
            Self::All => serde_json::json!({"redrivePermission": "allowAll"}),
            Self::None => serde_json::json!({"redrivePermission": "denyAll"}),
            Self::Queues(arns) => {
                serde_json::json!({"redrivePermission": "byQueue", "sourceQueueArns": arns})
            }
        }
        .to_string()
    }
    /// Whether a queue may send its dead letters here.
    pub(crate) fn allows(&self, source: &str) -> bool {
        match self {
            Self::All => true,
            Self::None => false,
            Self::Queues(arns) => arns.iter().any(|arn| arn == source),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn redrive_policies() {
        let check = |text: &str, shown: Result<Option<&str>, &str>| {
            let parsed = Redrive::parse(text).map(|policy| policy.as_ref().map(Redrive::show));
            let parsed = parsed.map_err(|e| e.message().to_owned());
            let shown = shown.map(|s| s.map(str::to_owned)).map_err(|reason| {
                format!("Value {text} for parameter RedrivePolicy is invalid. Reason: {reason}")
            });
            assert_eq!(parsed, shown, "{text}");
        };
        check("", Ok(None));
        let whole = r#"{"deadLetterTargetArn":"arn:aws:sqs:us-east-1:000000000000:x","maxReceiveCount":7}"#;
        check(whole, Ok(Some(whole)));
        check(
            r#"{"maxReceiveCount":"7","deadLetterTargetArn":"arn:aws:sqs:us-east-1:000000000000:x"}"#,
            Ok(Some(whole)),
        );
        check("x", Err("Redrive policy is not a valid JSON map."));
        check(
            r#"{"maxReceiveCount":1,"deadLetterTargetArn":"dummy"}"#,
            Err("Invalid value for deadLetterTargetArn."),
        );
        check("[]", Err("Redrive policy is not a valid JSON map."));
        check(
            r#"{"maxReceiveCount":1}"#,
            Err("Redrive policy does not contain mandatory attribute: deadLetterTargetArn."),
        );
        check(
            r#"{"deadLetterTargetArn":"a"}"#,
            Err("Redrive policy does not contain mandatory attribute: maxReceiveCount."),
        );
        for count in ["0", "1001", "-1", "1.5", "true"] {
            check(
                &format!(r#"{{"deadLetterTargetArn":"a","maxReceiveCount":{count}}}"#),
                Err(&format!(
                    "Invalid value for maxReceiveCount: {count}, valid values are from 1 to 1000 both inclusive."
                )),
            );
        }
    }

    #[test]
    fn redrive_allow_policies() {
        let check = |text: &str, allows: Option<(&str, bool)>| match (RedriveAllow::parse(text), allows) {
            (Ok(Some(policy)), Some((source, allowed))) => {
                assert_eq!(policy.allows(source), allowed, "{text}");
                assert_eq!(RedriveAllow::parse(&policy.show()).unwrap(), Some(policy));
            }
            (Err(error), None) => assert_eq!(error.code(), "InvalidParameterValue", "{text}"),
            (other, _) => panic!("{text}: {other:?}"),
        };
        check(r#"{"redrivePermission":"allowAll"}"#, Some(("a", true)));
        check(r#"{"redrivePermission":"denyAll"}"#, Some(("a", false)));
        check(r#"{"redrivePermission":"byQueue","sourceQueueArns":["a"]}"#, Some(("a", true)));
        check(r#"{"redrivePermission":"byQueue","sourceQueueArns":["a"]}"#, Some(("b", false)));
        check(r#"{"redrivePermission":"byQueue"}"#, None);
        check(r#"{"redrivePermission":"allowAll","sourceQueueArns":["a"]}"#, None);
        check(r#"{"redrivePermission":"some"}"#, None);
        check(r#"{"redrivePermission":"allowAll","x":1}"#, None);
        check("x", None);
    }
}
