//! The digest of a blob or manifest: `sha256:` and 64 hexadecimal digits, which is all that AWS takes too.

use serde::{Deserialize, Serialize};
use std::fmt;

/// Thirty-two bytes of SHA-256.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub(crate) struct Digest([u8; 32]);

impl Digest {
    /// Reads `sha256:...`; lower-case digits only, so that a digest has one spelling.
    pub(crate) fn parse(text: &str) -> Option<Self> {
        let digits = text.strip_prefix("sha256:")?;
        if digits.bytes().any(|b| b.is_ascii_uppercase()) {
            return None;
        }
        let mut bytes = [0; 32];
        hex::decode_to_slice(digits, &mut bytes).ok()?;
        Some(Self(bytes))
    }
    /// The digest of bytes.
    pub(crate) fn of(bytes: &[u8]) -> Self {
        Self::made(ring::digest::digest(&ring::digest::SHA256, bytes))
    }
    /// What a running hash came to.
    pub(crate) fn made(digest: ring::digest::Digest) -> Self {
        let mut bytes = [0; 32];
        bytes.iter_mut().zip(digest.as_ref()).for_each(|(to, from)| *to = *from);
        Self(bytes)
    }
    /// The digits.
    pub(crate) fn hex(self) -> String {
        hex::encode(self.0)
    }
    /// Reads the digits.
    pub(crate) fn of_hex(digits: &str) -> Option<Self> {
        Self::parse(&format!("sha256:{digits}"))
    }
}

impl fmt::Display for Digest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "sha256:{}", self.hex())
    }
}

impl fmt::Debug for Digest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spellings() {
        let empty = Digest::of(b"");
        let text = "sha256:e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";
        assert_eq!(empty.to_string(), text);
        assert_eq!(Digest::parse(text), Some(empty));
        let bad = [
            "",
            "sha256:",
            "sha512:00",
            &text.to_uppercase(),
            &text.replace('e', "E"),
            &text[..70],
            &format!("{text}0"),
        ];
        for bad in bad {
            assert_eq!(Digest::parse(bad), None, "{bad}");
        }
    }
}
