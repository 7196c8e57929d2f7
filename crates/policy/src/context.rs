//! The request context: condition keys and their values.
//!
//! Key names are the same whatever their case, tag keys included. They are compared by a hash of the lower-case name
//! first, so that looking one up costs a scan over a few numbers and no allocation.
//! <https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition.html>

use std::borrow::Cow;
use std::fmt;

use smallvec::SmallVec;

/// The name of a condition key with its hash; equal whatever the case.
#[derive(Clone)]
pub struct KeyName {
    text: Cow<'static, str>,
    hash: u64,
}

impl KeyName {
    /// A key name, such as `aws:SourceArn`.
    pub fn new(text: &str) -> Self {
        Self { hash: folded_hash(text), text: Cow::Owned(text.to_owned()) }
    }

    /// A key name known when compiling: nothing is allocated.
    pub const fn of(text: &'static str) -> Self {
        Self { hash: folded_hash(text), text: Cow::Borrowed(text) }
    }

    /// The name as it was written.
    pub fn as_str(&self) -> &str {
        &self.text
    }
}

impl PartialEq for KeyName {
    fn eq(&self, other: &Self) -> bool {
        self.hash == other.hash && self.text.eq_ignore_ascii_case(&other.text)
    }
}

impl Eq for KeyName {}

impl fmt::Debug for KeyName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text)
    }
}

/// FNV-1a over the lower-case text.
pub(crate) const fn folded_hash(text: &str) -> u64 {
    let bytes = text.as_bytes();
    let mut hash = 0xcbf2_9ce4_8422_2325_u64;
    let mut at = 0;
    while at < bytes.len() {
        hash ^= bytes[at].to_ascii_lowercase() as u64;
        hash = hash.wrapping_mul(0x0100_0000_01b3);
        at += 1;
    }
    hash
}

/// The values of one key: nearly always one.
pub type Values = SmallVec<[String; 1]>;

/// Condition keys and values of one request. Dates are ISO 8601 or epoch seconds, booleans `true` and `false`,
/// binary values base64, addresses in their usual notation.
#[derive(Clone, Debug, Default)]
pub struct Context {
    entries: Vec<(KeyName, Values)>,
}

impl Context {
    /// A context without keys.
    pub fn new() -> Self {
        Self::default()
    }

    /// The same context with a key more.
    #[must_use]
    pub fn with(mut self, key: &str, value: impl Into<String>) -> Self {
        self.set(KeyName::new(key), value);
        self
    }

    /// The same context with a multivalued key more.
    #[must_use]
    pub fn with_many<V: Into<String>>(mut self, key: &str, values: impl IntoIterator<Item = V>) -> Self {
        self.set_many(KeyName::new(key), values);
        self
    }

    /// Adds the keys of another context, in place of those that both have.
    pub fn extend(&mut self, other: &Self) {
        for (key, values) in &other.entries {
            self.put(key.clone(), values.clone());
        }
    }

    /// Gives a key one value, in place of any it had.
    pub fn set(&mut self, key: KeyName, value: impl Into<String>) {
        self.put(key, SmallVec::from_buf([value.into()]));
    }

    /// Gives a key these values, in place of any it had. No values at all is a key that is present and empty.
    pub fn set_many<V: Into<String>>(&mut self, key: KeyName, values: impl IntoIterator<Item = V>) {
        self.put(key, values.into_iter().map(Into::into).collect());
    }

    fn put(&mut self, key: KeyName, values: Values) {
        match self.entries.iter_mut().find(|(known, _)| *known == key) {
            Some((_, old)) => *old = values,
            None => self.entries.push((key, values)),
        }
    }

    /// The values of a key, `None` where the request has no such key.
    pub fn get(&self, key: &KeyName) -> Option<&[String]> {
        self.entries.iter().find(|(known, _)| known == key).map(|(_, values)| values.as_slice())
    }

    /// The value of a key that has just one: only such keys may be policy variables.
    /// <https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-single-vs-multi-valued-context-keys.html>
    pub fn single(&self, key: &KeyName) -> Option<&str> {
        match self.get(key)? {
            [only] => Some(only),
            _ => None,
        }
    }

    /// Whether the request has the key.
    pub fn contains(&self, key: &KeyName) -> bool {
        self.get(key).is_some()
    }

    /// Keys and values in the order in which they were set.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &[String])> {
        self.entries.iter().map(|(key, values)| (key.as_str(), values.as_slice()))
    }
}
