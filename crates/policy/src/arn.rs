//! Amazon Resource Names, taken apart without allocating.
//!
//! An ARN has six parts between colons, and the sixth (the resource) may hold colons of its own. A part may be empty
//! (S3 buckets have neither region nor account). Nothing here judges whether such a resource could exist.
//! <https://docs.aws.amazon.com/IAM/latest/UserGuide/reference-arns.html>

use std::fmt;

/// The six parts of `arn:partition:service:region:account:resource`, borrowed from the text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Arn<'a> {
    /// `aws`, `aws-cn`, `aws-us-gov`.
    pub partition: &'a str,
    /// The service's namespace, such as `sqs`.
    pub service: &'a str,
    /// The region, empty for global resources.
    pub region: &'a str,
    /// The twelve digits of the account, empty where the resource's name is global (S3) and `aws` for AWS's own.
    pub account: &'a str,
    /// All that follows the fifth colon: `my-queue`, `role/path/name`, `log-group:name:*`.
    pub resource: &'a str,
}

impl<'a> Arn<'a> {
    /// Takes an ARN apart; `None` where the text does not begin with `arn:` or has fewer than six parts.
    pub fn parse(text: &'a str) -> Option<Self> {
        let mut parts = text.splitn(6, ':');
        if parts.next() != Some("arn") {
            return None;
        }
        Some(Self {
            partition: parts.next()?,
            service: parts.next()?,
            region: parts.next()?,
            account: parts.next()?,
            resource: parts.next()?,
        })
    }

    /// What stands before the first `/` or `:` of the resource (`role` in `role/path/name`), if either is there.
    pub fn resource_type(&self) -> Option<&'a str> {
        self.resource.find(['/', ':']).map(|end| &self.resource[..end])
    }

    /// What stands after the last `/` or `:` of the resource: the friendly name of a role, a user, a table.
    pub fn name(&self) -> &'a str {
        self.resource.rsplit(['/', ':']).next().unwrap_or(self.resource)
    }
}

impl fmt::Display for Arn<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { partition, service, region, account, resource } = self;
        write!(f, "arn:{partition}:{service}:{region}:{account}:{resource}")
    }
}

/// Whether the text is shaped as an AWS account id: exactly twelve digits.
pub fn is_account_id(text: &str) -> bool {
    text.len() == 12 && text.bytes().all(|b| b.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn arns_come_apart_and_together_again() {
        // The formats of https://docs.aws.amazon.com/IAM/latest/UserGuide/reference-arns.html
        for (text, account, kind, name) in [
            ("arn:aws:iam::123456789012:user/johndoe", "123456789012", Some("user"), "johndoe"),
            ("arn:aws:sns:us-east-1:123456789012:topic", "123456789012", None, "topic"),
            ("arn:aws:s3:::bucket/key/of:object", "", Some("bucket"), "object"),
            ("arn:aws:logs:us-east-1:123456789012:log-group:a:*", "123456789012", Some("log-group"), "*"),
        ] {
            let arn = Arn::parse(text).expect(text);
            assert_eq!((arn.account, arn.resource_type(), arn.name()), (account, kind, name), "{text}");
            assert_eq!(arn.to_string(), text);
        }
        for text in ["", "*", "arn", "arn:aws:sqs:us-east-1:123456789012", "ARN:aws:s3:::b"] {
            assert_eq!(Arn::parse(text), None, "{text}");
        }
    }
}
