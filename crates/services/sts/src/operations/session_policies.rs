//! Policies and tags that are passed when a session is made.
//! <https://docs.aws.amazon.com/IAM/latest/UserGuide/id_session-tags.html>

use crate::Sts;
use door::{KeyName, Touch};
use flate2::Compression;
use flate2::write::DeflateEncoder;
use model_sts::errors;
use model_sts::types::{PolicyDescriptorType, Tag};
use policy::{Use, keys};
use std::io::Write;
use wire::prelude::*;

/// Characters that inline and managed session policies may have together.
const PLAIN: usize = 2_048;
/// Bytes that policies and tags may take when packed. AWS does not publish the figure: this is ours.
const PACKED: usize = 2_048;
const POLICY_ARNS: usize = 10;

/// What was passed, checked.
#[derive(Clone, Debug, Default)]
pub(crate) struct Passed {
    pub(crate) policy: Option<String>,
    pub(crate) arns: Vec<String>,
    pub(crate) tags: Vec<(String, String)>,
    /// The share of the room that it takes when packed, in percent; `None` where nothing was passed.
    pub(crate) packed: Option<i32>,
}

impl Sts {
    /// Checks the policies and tags of a request.
    pub(crate) fn passed(
        &self,
        account: &str,
        policy: Option<String>,
        arns: Option<Vec<PolicyDescriptorType>>,
        tags: Option<Vec<Tag>>,
    ) -> Result<Passed> {
        let arns: Vec<String> = arns.unwrap_or_default().into_iter().filter_map(|p| p.arn).collect();
        if arns.len() > POLICY_ARNS {
            return Err(invalid(format!("Number of managed policy ARNs exceeds {POLICY_ARNS}")));
        }
        for arn in &arns {
            let owner = policy::arn::Arn::parse(arn).map(|arn| arn.account);
            let mine = owner == Some("aws") || owner == Some(account);
            if !mine || self.identities.managed_policy(arn).is_none() {
                return Err(invalid(format!("{arn} is invalid")));
            }
        }
        if let Some(text) = &policy {
            policy::validate(text, Use::Session)
                .map_err(|e| errors::malformed_policy_document(e.to_string()))?;
            policy::Policy::parse(text).map_err(|e| errors::malformed_policy_document(e.to_string()))?;
        }
        let tags: Vec<_> = tags.unwrap_or_default().into_iter().map(|t| (t.key, t.value)).collect();
        for (i, (key, _)) in tags.iter().enumerate() {
            if tags.iter().take(i).any(|(other, _)| other.eq_ignore_ascii_case(key)) {
                return Err(invalid_parameter(
                    "Duplicate tag keys found. Please note that Tag keys are case insensitive.",
                ));
            }
        }
        let mut passed = Passed { policy, arns, tags, packed: None };
        passed.packed = passed.measure()?;
        Ok(passed)
    }
}

impl Passed {
    fn measure(&self) -> Result<Option<i32>> {
        if self.policy.is_none() && self.arns.is_empty() && self.tags.is_empty() {
            return Ok(None);
        }
        let policy = self.policy.as_deref().unwrap_or_default();
        let plain = policy.chars().count() + self.arns.iter().map(String::len).sum::<usize>();
        let too_large = |what: &str, is: usize, most: usize| {
            let percent = is.div_ceil(most.div_ceil(100));
            errors::packed_policy_too_large(format!(
                "{what} consumes {percent}% of allotted space, please use smaller policy."
            ))
        };
        if plain > PLAIN {
            return Err(too_large("Serialized token", plain, PLAIN));
        }
        let mut packer = DeflateEncoder::new(Vec::new(), Compression::best());
        let parts = self.arns.iter().chain(self.tags.iter().flat_map(|(k, v)| [k, v]));
        for part in std::iter::once(policy).chain(parts.map(String::as_str)) {
            packer.write_all(part.as_bytes()).and_then(|()| packer.write_all(b"\0")).or_internal()?;
        }
        let packed = packer.finish().or_internal()?.len();
        if packed > PACKED {
            return Err(too_large("Packed policy", packed, PACKED));
        }
        Ok(Some((packed * 100).div_ceil(PACKED) as i32))
    }
}

/// A touch with the session tags that the request brings, as policies ask for them.
pub(crate) fn with_tags(mut touch: Touch, tags: &[(String, String)], transitive: &[String]) -> Touch {
    for (key, value) in tags {
        touch.context.set(keys::request_tag(key), value);
    }
    if !tags.is_empty() {
        touch.context.set_many(keys::TAG_KEYS, tags.iter().map(|(key, _)| key.clone()));
    }
    if !transitive.is_empty() {
        touch.context.set_many(KeyName::of("sts:TransitiveTagKeys"), transitive.iter().cloned());
    }
    touch
}

/// `ValidationError`
pub(crate) fn invalid(text: impl Into<String>) -> Error {
    Error::new("ValidationError", text)
}

/// `InvalidParameterValue`
pub(crate) fn invalid_parameter(text: impl Into<String>) -> Error {
    Error::new("InvalidParameterValue", text)
}
