//! A policy document as it was given, with the policy that it compiles to.

use crate::refusals;
use policy::{Document, Policy, Use};
use serde::{Deserialize, Serialize};
use std::sync::{Arc, OnceLock};
use wire::prelude::*;

/// A document that was validated before it was stored. It is compiled when it is first needed.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(from = "String", into = "String")]
pub(crate) struct PolicyText {
    text: Arc<str>,
    compiled: OnceLock<Option<Arc<Policy>>>,
}

impl PolicyText {
    /// A document of this use, or AWS's `MalformedPolicyDocument`.
    pub(crate) fn checked(text: &str, usage: Use) -> Result<(Self, Document)> {
        let document = policy::validate(text, usage).map_err(|e| refusals::malformed(e.to_string()))?;
        let checked = Self::from(text.to_owned());
        if checked.policy().is_none() {
            return Err(refusals::malformed("Syntax errors in policy."));
        }
        Ok((checked, document))
    }
    pub(crate) fn as_str(&self) -> &str {
        &self.text
    }
    /// The document as answers carry it: percent-encoded.
    pub(crate) fn encoded(&self) -> String {
        crate::names::encoded(&self.text)
    }
    /// The compiled policy. What was stored was compiled once before, so it compiles.
    pub(crate) fn policy(&self) -> Option<Arc<Policy>> {
        self.compiled.get_or_init(|| Policy::parse(&self.text).ok().map(Arc::new)).clone()
    }
    /// The characters that quotas count.
    pub(crate) fn size(&self) -> usize {
        policy::validate::counted_size(&self.text)
    }
}

impl From<String> for PolicyText {
    fn from(text: String) -> Self {
        Self { text: text.into(), compiled: OnceLock::new() }
    }
}

impl From<PolicyText> for String {
    fn from(text: PolicyText) -> Self {
        text.text.as_ref().to_owned()
    }
}
