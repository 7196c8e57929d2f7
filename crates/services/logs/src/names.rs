//! Names and ARNs of log groups and streams.
//!
//! A log group has two ARNs. The one without a tail is what tagging takes and `logGroupIdentifier` wants; IAM decides all
//! else about `log-group:NAME:log-stream:STREAM`, where the stream is empty for what concerns the whole group. So a policy
//! about a group must end with `:*`, as AWS's own documentation says.
//! <https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/iam-access-control-overview-cwl.html>

use crate::refusals::no_group;
use door::{Call, Touch};
use model_logs::errors;
use policy::arn::Arn;
use store::Key;
use wire::prelude::*;

/// The longest name of a group or stream, in characters.
const LONGEST: usize = 512;

/// A log group's name with its place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct GroupName {
    pub(crate) account: String,
    pub(crate) region: String,
    pub(crate) name: String,
}

impl GroupName {
    /// A group of the caller's.
    pub(crate) fn own(call: &Call, name: &str) -> Self {
        Self { account: call.account().to_owned(), region: call.region.to_string(), name: name.to_owned() }
    }
    /// The group that an ARN names, or to which what it names belongs.
    pub(crate) fn of_arn(arn: &str) -> Option<Self> {
        let arn = Arn::parse(arn).filter(|arn| arn.service == "logs")?;
        let name = arn.resource.strip_prefix("log-group:")?.split(':').next()?;
        Some(Self { account: arn.account.to_owned(), region: arn.region.to_owned(), name: name.to_owned() })
    }
    /// The group that a `logGroupIdentifier` names, by name or by ARN.
    pub(crate) fn identified(call: &Call, identifier: &str) -> Self {
        Self::of_arn(identifier).unwrap_or_else(|| Self::own(call, identifier))
    }
    /// The group of an operation that takes a name or an identifier, and needs exactly one of them.
    pub(crate) fn either(call: &Call, name: Option<&str>, identifier: Option<&str>) -> Result<Self> {
        match (name, identifier) {
            // recorded: logs/test_logs_streams.json, test_describe_log_streams_with_log_group_identifier
            (Some(_), Some(_)) => {
                Err(errors::validation("LogGroup name and LogGroup ARN are mutually exclusive parameters."))
            }
            (None, None) => {
                Err(errors::validation("Either LogGroup name or LogGroup ARN must be specified."))
            }
            (Some(name), None) => Ok(Self::own(call, name)),
            (None, Some(identifier)) => {
                let group = Self::identified(call, identifier);
                // Nobody's log groups are linked to another account here.
                if group.account == call.account() && group.region == *call.region {
                    Ok(group)
                } else {
                    Err(no_group())
                }
            }
        }
    }
    pub(crate) fn key(&self) -> Key {
        Key::new(&[&self.account, &self.region, &self.name])
    }
    pub(crate) fn of_key(key: &Key) -> Self {
        let part = |n| key.text(n).unwrap_or_default();
        Self { account: part(0), region: part(1), name: part(2) }
    }
    /// The ARN without a tail.
    pub(crate) fn arn(&self) -> String {
        format!("arn:aws:logs:{}:{}:log-group:{}", self.region, self.account, self.name)
    }
    pub(crate) fn stream_arn(&self, stream: &str) -> String {
        format!("{}:log-stream:{stream}", self.arn())
    }
}

/// What IAM decides about where an operation concerns a group as a whole.
pub(crate) fn on_group(call: &Call, name: &str) -> Touch {
    on_stream(call, name, "")
}

/// What IAM decides about where an operation concerns a stream.
pub(crate) fn on_stream(call: &Call, group: &str, stream: &str) -> Touch {
    Touch::on(GroupName::own(call, group).stream_arn(stream))
}

/// The same where the group is named by either of two parameters; what names none is refused by the handler.
pub(crate) fn on_either(call: &Call, name: Option<&str>, identifier: Option<&str>, stream: &str) -> Touch {
    match name.map(|name| GroupName::own(call, name)) {
        Some(group) => Touch::on(group.stream_arn(stream)),
        None => Touch::on(GroupName::identified(call, identifier.unwrap_or_default()).stream_arn(stream)),
    }
}

/// recorded: logs/test_logs_groups.json, `test_create_log_group_invalid_name_length`
pub(crate) fn check_length(names: &[&str]) -> Result<()> {
    if names.iter().all(|name| name.chars().count() <= LONGEST) {
        return Ok(());
    }
    Err(errors::invalid_parameter(
        "Invalid LogGroup or LogStream, both must have length less than or equal to 512.",
    ))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn arns() {
        let check = |arn: &str, name: Option<&str>| {
            assert_eq!(GroupName::of_arn(arn).map(|group| group.name).as_deref(), name, "{arn}");
        };
        check("arn:aws:logs:us-east-1:000000000000:log-group:/aws/lambda/one", Some("/aws/lambda/one"));
        check("arn:aws:logs:us-east-1:000000000000:log-group:one:*", Some("one"));
        check("arn:aws:logs:us-east-1:000000000000:log-group:one:log-stream:two", Some("one"));
        check("arn:aws:logs:us-east-1:000000000000:destination:one", None);
        check("arn:aws:sqs:us-east-1:000000000000:log-group:one", None);
        check("one", None);
    }
}
