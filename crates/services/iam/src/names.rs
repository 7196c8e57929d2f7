//! How IAM names things: unique ids, access keys, ARNs.
//! <https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_identifiers.html>

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use rand::Rng;

const BASE32: &[u8; 32] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

/// The kinds of things that IAM keeps by name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    User,
    Group,
    Role,
    Policy,
    InstanceProfile,
    OidcProvider,
    SamlProvider,
    ServerCertificate,
    MfaDevice,
}

impl Kind {
    /// The type in ARNs.
    pub(crate) fn arn_type(self) -> &'static str {
        match self {
            Self::User => "user",
            Self::Group => "group",
            Self::Role => "role",
            Self::Policy => "policy",
            Self::InstanceProfile => "instance-profile",
            Self::OidcProvider => "oidc-provider",
            Self::SamlProvider => "saml-provider",
            Self::ServerCertificate => "server-certificate",
            Self::MfaDevice => "mfa",
        }
    }
    /// The letters that unique ids begin with.
    pub(crate) fn id_prefix(self) -> &'static str {
        match self {
            Self::User | Self::MfaDevice => "AIDA",
            Self::Group => "AGPA",
            Self::Role => "AROA",
            Self::Policy => "ANPA",
            Self::InstanceProfile => "AIPA",
            Self::ServerCertificate | Self::OidcProvider | Self::SamlProvider => "ASCA",
        }
    }
    /// An ARN of this kind; the path begins and ends with a slash.
    pub(crate) fn arn(self, account: &str, path: &str, name: &str) -> String {
        format!("arn:aws:iam::{account}:{}{path}{name}", self.arn_type())
    }
}

/// A new unique id: the kind's letters and seventeen more.
pub(crate) fn unique_id(prefix: &str) -> String {
    random_letters(prefix, 17)
}

/// A prefix with that many random letters of base 32.
pub(crate) fn random_letters(prefix: &str, count: usize) -> String {
    let mut rng = rand::rng();
    let letters = (0..count).map(|_| letter(rng.random_range(0..32u8)));
    prefix.chars().chain(letters).collect()
}

fn letter(value: u8) -> char {
    char::from(BASE32[usize::from(value & 31)])
}

/// Bytes in base 32, without padding.
pub(crate) fn base32(bytes: &[u8]) -> String {
    let bit = |i: usize| bytes.get(i / 8).is_some_and(|byte| byte >> (7 - i % 8) & 1 == 1);
    let letters = (0..(bytes.len() * 8).div_ceil(5))
        .map(|at| letter((0..5).fold(0, |value, i| value << 1 | u8::from(bit(at * 5 + i)))));
    letters.collect()
}

/// A new secret access key: forty letters.
pub(crate) fn secret() -> String {
    let mut bytes = [0u8; 30];
    rand::rng().fill(&mut bytes);
    STANDARD.encode(bytes)
}

/// A job's or task's id.
pub(crate) fn uuid() -> String {
    uuid::Uuid::new_v4().to_string()
}

/// Percent-encoded as IAM encodes documents in its answers (RFC 3986).
pub(crate) fn encoded(document: &str) -> String {
    use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};
    const RESERVED: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'_').remove(b'.').remove(b'~');
    utf8_percent_encode(document, RESERVED).to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_have_aws_shape() {
        let id = unique_id("AROA");
        assert!(id.len() == 21 && id.bytes().skip(4).all(|b| BASE32.contains(&b)), "{id}");
        assert_eq!(secret().len(), 40);
        // RFC 4648, section 10
        assert_eq!((base32(b"foobar").as_str(), base32(b"f").as_str()), ("MZXW6YTBOI", "MY"));
        assert_eq!(encoded("{\"a\": \"b/c\"}"), "%7B%22a%22%3A%20%22b%2Fc%22%7D");
    }
}
