//! S3's browser uploads: a form whose fields carry a policy, the signature of that policy, and what the policy allows.
//!
//! Follows <https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-authentication-HTTPPOST.html> and
//! <https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-HTTPPOSTConstructPolicy.html>.

use std::ops::RangeInclusive;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use serde_json::Value;
use time::OffsetDateTime;
use time::format_description::well_known::Rfc3339;

use crate::canonical::ALGORITHM;
use crate::error::{AuthError, Cause};
use crate::instant;
use crate::key::KeyCache;
use crate::parse::ALGORITHM_4A;
use crate::presented::Scope;
use crate::verify::{check_day, check_signature};

/// The credentials in a form. The fields are name and value, without the file, in the order of the form; `${filename}`
/// in `key` has been replaced.
#[derive(Clone, PartialEq, Eq)]
pub struct Form<'a> {
    fields: &'a [(String, String)],
    /// The access key and what its signature is good for.
    pub scope: Scope,
    /// When it was signed, in unix seconds.
    pub signed_at: i64,
    /// The session token of temporary credentials.
    pub security_token: Option<&'a str>,
    policy: &'a str,
    signature: &'a str,
}

impl std::fmt::Debug for Form<'_> {
    /// Without the fields, one of which may be a token.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Form").field("scope", &self.scope).finish_non_exhaustive()
    }
}

/// What a form's policy leaves to check: the size of the file.
#[derive(Clone, Debug, PartialEq, Eq)]
#[must_use = "the file's size has to be checked"]
pub struct Allowed {
    /// Bytes that the file may have.
    pub size: RangeInclusive<u64>,
}

impl Allowed {
    /// Whether a file of so many bytes is allowed.
    pub fn check_size(&self, size: u64) -> Result<(), AuthError> {
        if size > *self.size.end() {
            return Err(Cause::FileTooLarge { size, limit: *self.size.end() }.into());
        }
        if size < *self.size.start() {
            return Err(Cause::FileTooSmall { size, limit: *self.size.start() }.into());
        }
        Ok(())
    }
}

impl<'a> Form<'a> {
    /// Finds the credentials in a form. `None` is an anonymous upload.
    ///
    /// # Errors
    /// A policy without the fields that sign it, or signed in another way.
    pub fn parse(fields: &'a [(String, String)]) -> Result<Option<Form<'a>>, AuthError> {
        let find = |wanted: &str| field(fields, wanted);
        let Some(policy) = find("policy") else { return Ok(None) };
        if find("AWSAccessKeyId").is_some() || find("signature").is_some() {
            return Err(Cause::SignatureVersion2(None).into());
        }
        let required = |name: &'static str| find(name).ok_or(Cause::MissingFormField(name));
        match required("X-Amz-Algorithm")? {
            ALGORITHM => {}
            ALGORITHM_4A => return Err(Cause::SignatureVersion4A.into()),
            other => return Err(Cause::QueryAlgorithm(other.to_owned()).into()),
        }
        let credential = required("X-Amz-Credential")?;
        let date = required("X-Amz-Date")?;
        let signature = required("X-Amz-Signature")?;
        let in_query = |cause: Cause| AuthError::from(cause).in_query();
        let scope = Scope::read(credential)
            .ok_or_else(|| in_query(Cause::MalformedCredential(credential.to_owned())))?;
        let signed_at =
            instant::parse_basic(date).ok_or_else(|| in_query(Cause::UnreadableDate(date.to_owned())))?;
        let security_token = find("x-amz-security-token");
        Ok(Some(Form { fields, scope, signed_at, security_token, policy, signature }))
    }

    /// Verifies the policy's signature, then the form against the policy, as S3 does. `now` is in unix seconds.
    pub fn verify(
        &self,
        bucket: &str,
        secret: &str,
        now: i64,
        keys: &KeyCache,
    ) -> Result<Allowed, AuthError> {
        check_day(&self.scope, self.signed_at).map_err(AuthError::in_query)?;
        let _ = check_signature(&self.scope, self.signature, self.policy, secret, keys)?;
        let policy = STANDARD.decode(self.policy).map_err(|_| Cause::PolicyDocument("Invalid Base64."))?;
        let policy: Value =
            serde_json::from_slice(&policy).map_err(|_| Cause::PolicyDocument("Invalid JSON."))?;
        let expiration = policy.get("expiration").and_then(Value::as_str);
        let expiration = expiration.ok_or(Cause::PolicyDocument("Policy missing expiration."))?;
        let expiration = OffsetDateTime::parse(expiration, &Rfc3339)
            .map_err(|_| Cause::PolicyDocument("Invalid 'expiration' value."))?;
        if now >= expiration.unix_timestamp() {
            return Err(Cause::PolicyExpired.into());
        }
        let conditions = policy.get("conditions").and_then(Value::as_array);
        self.check_conditions(bucket, conditions.ok_or(Cause::PolicyDocument("Policy missing conditions."))?)
    }

    fn check_conditions(&self, bucket: &str, conditions: &[Value]) -> Result<Allowed, AuthError> {
        let mut size = 0..=u64::MAX;
        let mut covered = Vec::new();
        for value in conditions {
            let condition = Condition::read(value)?;
            match condition.test {
                Test::Size(range) => size = range,
                Test::Equals { name, expected } => {
                    if self.value(bucket, &name) != Some(expected) {
                        return Err(Cause::PolicyCondition(condition.text).into());
                    }
                    covered.push(name);
                }
                Test::StartsWith { name, prefix } => {
                    let holds =
                        self.value(bucket, &name).is_some_and(|value| starts_with(&name, value, prefix));
                    if !holds {
                        return Err(Cause::PolicyCondition(condition.text).into());
                    }
                    covered.push(name);
                }
            }
        }
        let names = self.fields.iter().map(|(name, _)| name.to_ascii_lowercase());
        let extra: Vec<String> =
            names.filter(|name| !needs_no_condition(name) && !covered.contains(name)).collect();
        if extra.is_empty() { Ok(Allowed { size }) } else { Err(Cause::ExtraFields(extra.join(", ")).into()) }
    }

    /// What a condition's variable stands for. The bucket is that of the request.
    fn value(&self, bucket: &'a str, name: &str) -> Option<&'a str> {
        if name == "bucket" { Some(bucket) } else { field(self.fields, name) }
    }
}

fn field<'a>(fields: &'a [(String, String)], wanted: &str) -> Option<&'a str> {
    fields.iter().find(|(name, _)| name.eq_ignore_ascii_case(wanted)).map(|(_, value)| value.as_str())
}

fn needs_no_condition(name: &str) -> bool {
    matches!(name, "x-amz-signature" | "policy" | "file") || name.starts_with("x-ignore-")
}

/// A `Content-Type` may be a list; each member has to start so.
fn starts_with(name: &str, value: &str, prefix: &str) -> bool {
    if name == "content-type" {
        value.split(',').all(|member| member.trim().starts_with(prefix))
    } else {
        value.starts_with(prefix)
    }
}

struct Condition<'a> {
    test: Test<'a>,
    /// As S3's refusal repeats it.
    text: String,
}

enum Test<'a> {
    Equals { name: String, expected: &'a str },
    StartsWith { name: String, prefix: &'a str },
    Size(RangeInclusive<u64>),
}

impl<'a> Condition<'a> {
    /// `{"name": "value"}`, `["eq", "$name", "value"]`, `["starts-with", "$name", "prefix"]` or
    /// `["content-length-range", 1, 10]`. S3 refuses what it cannot interpret as a condition that failed (recorded:
    /// test_post_object_policy_validation_size).
    fn read(value: &'a Value) -> Result<Condition<'a>, AuthError> {
        let members = value.as_object().filter(|members| members.len() == 1);
        if let Some((name, expected)) = members.and_then(|members| members.iter().next()) {
            let text = format!("[\"eq\", \"${name}\", {expected}]");
            let expected = expected.as_str().ok_or_else(|| Cause::PolicyCondition(text.clone()))?;
            return Ok(Condition { test: Test::Equals { name: name.to_ascii_lowercase(), expected }, text });
        }
        let items = value.as_array().ok_or(Cause::PolicyDocument("Invalid Condition."))?;
        let written: Vec<String> = items.iter().map(Value::to_string).collect();
        let text = format!("[{}]", written.join(", "));
        let test = Test::read(items).ok_or_else(|| Cause::PolicyCondition(text.clone()))?;
        Ok(Condition { test, text })
    }
}

impl<'a> Test<'a> {
    fn read(items: &'a [Value]) -> Option<Test<'a>> {
        let [operator, first, second] = items else { return None };
        let name = || Some(first.as_str()?.strip_prefix('$')?.to_ascii_lowercase());
        match operator.as_str()?.to_ascii_lowercase().as_str() {
            "eq" => Some(Test::Equals { name: name()?, expected: second.as_str()? }),
            "starts-with" => Some(Test::StartsWith { name: name()?, prefix: second.as_str()? }),
            "content-length-range" => Some(Test::Size(number(first)?..=number(second)?)),
            _ => None,
        }
    }
}

/// Sizes may be written as numbers or as strings of digits.
fn number(value: &Value) -> Option<u64> {
    value.as_u64().or_else(|| value.as_str()?.parse().ok())
}

#[cfg(test)]
mod tests;
