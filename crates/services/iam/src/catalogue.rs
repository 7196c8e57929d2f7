//! The policies that AWS manages: some fifteen hundred documents, embedded compressed and read when the first is asked
//! for, so that a start costs nothing.
//!
//! `models/managed-policies.jsonl.gz` holds one policy a line and is written by `cargo xtask managed-policies`. It knows
//! the version in force only; earlier versions are not listed.

use clock::Timestamp;
use flate2::read::GzDecoder;
use policy::Policy;
use serde::Deserialize;
use serde_json::value::RawValue;
use sha2::{Digest, Sha256};
use std::collections::BTreeMap;
use std::io::Read;
use std::sync::{Arc, OnceLock};

static COMPRESSED: &[u8] = include_bytes!("../../../../models/managed-policies.jsonl.gz");

/// A policy that AWS manages.
pub(crate) struct AwsPolicy {
    pub(crate) name: String,
    pub(crate) arn: String,
    pub(crate) path: String,
    pub(crate) id: String,
    pub(crate) created: Timestamp,
    pub(crate) updated: Timestamp,
    /// `v12`
    pub(crate) version: String,
    pub(crate) document: Box<str>,
    compiled: OnceLock<Option<Arc<Policy>>>,
}

#[derive(Deserialize)]
struct Line<'a> {
    name: String,
    arn: String,
    createdate: String,
    updatedate: String,
    version: String,
    #[serde(borrow)]
    document: &'a RawValue,
}

impl AwsPolicy {
    fn read(line: &str) -> Option<Self> {
        let line: Line<'_> = serde_json::from_str(line).ok()?;
        let path = line.arn.split_once(":policy").map(|(_, path)| path)?;
        let path = path.strip_suffix(line.name.as_str())?.to_owned();
        Some(Self {
            path,
            id: stable_id(&line.arn),
            created: Timestamp::parse_rfc3339(&line.createdate).ok()?,
            updated: Timestamp::parse_rfc3339(&line.updatedate).ok()?,
            version: line.version,
            document: line.document.get().into(),
            compiled: OnceLock::new(),
            name: line.name,
            arn: line.arn,
        })
    }
    /// The compiled policy, compiled when it is first attached to somebody who calls.
    pub(crate) fn policy(&self) -> Option<Arc<Policy>> {
        self.compiled.get_or_init(|| Policy::parse(&self.document).ok().map(Arc::new)).clone()
    }
}

/// The unique id, which is the same in every installation because it is made from the ARN.
fn stable_id(arn: &str) -> String {
    const BASE32: &[u8; 32] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
    let hash = Sha256::digest(arn.as_bytes());
    let letters = hash.iter().take(17).map(|byte| char::from(BASE32[usize::from(byte & 31)]));
    "ANPA".chars().chain(letters).collect()
}

/// All of them, by ARN.
pub(crate) fn all() -> &'static BTreeMap<String, AwsPolicy> {
    static ALL: OnceLock<BTreeMap<String, AwsPolicy>> = OnceLock::new();
    ALL.get_or_init(|| {
        let mut text = String::new();
        // The bytes are our own: that they are whole and every line is read is a test.
        if GzDecoder::new(COMPRESSED).read_to_string(&mut text).is_err() {
            door::log("the embedded managed policies are damaged");
        }
        text.lines().filter_map(AwsPolicy::read).map(|policy| (policy.arn.clone(), policy)).collect()
    })
}

/// The policy of that ARN.
pub(crate) fn get(arn: &str) -> Option<&'static AwsPolicy> {
    all().get(arn)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_line_is_a_policy_that_compiles() {
        let mut text = String::new();
        GzDecoder::new(COMPRESSED).read_to_string(&mut text).unwrap();
        assert_eq!(text.lines().count(), all().len());
        assert!(all().len() > 1_500);
        for policy in all().values() {
            assert!(policy.policy().is_some(), "{}", policy.arn);
        }
        let admin = get("arn:aws:iam::aws:policy/AdministratorAccess").unwrap();
        assert_eq!((admin.path.as_str(), admin.id.len()), ("/", 21));
        let service = get("arn:aws:iam::aws:policy/aws-service-role/BatchServiceRolePolicy").unwrap();
        assert_eq!(service.path, "/aws-service-role/");
    }
}
