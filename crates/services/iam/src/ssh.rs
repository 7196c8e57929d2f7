//! SSH public keys: RSA of 2,048 bits and more, in one line as OpenSSH writes them (RFC 4253, section 6.6) or in PEM.
//! <https://docs.aws.amazon.com/IAM/latest/APIReference/API_UploadSSHPublicKey.html>

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use md5::{Digest, Md5};
use model_iam::errors;
use rsa::pkcs8::{DecodePublicKey, EncodePublicKey, LineEnding};
use rsa::traits::PublicKeyParts;
use rsa::{BigUint, RsaPublicKey};
use wire::prelude::*;

const KIND: &str = "ssh-rsa";
const LEAST_BITS: usize = 2_048;
/// More than anybody has; the length of a request's body ends it anyway.
const MOST_BITS: usize = 16_384;

/// A public key that was read.
pub(crate) struct PublicKey(RsaPublicKey);

impl PublicKey {
    /// Reads a key as it is uploaded, or refuses it.
    pub(crate) fn read(body: &str) -> Result<Self> {
        let body = body.trim();
        let key = if let Some(rest) = body.strip_prefix("ssh-rsa ") {
            of_line(rest)
        } else if body.starts_with("-----BEGIN PUBLIC KEY-----") {
            RsaPublicKey::from_public_key_pem(body).ok()
        } else {
            return Err(errors::unrecognized_public_key_encoding(
                "The public key encoding is not recognized. It must be ssh-rsa or PEM.",
            ));
        };
        let key = key.filter(|key| key.n().bits() >= LEAST_BITS);
        key.map(Self)
            .ok_or_else(|| errors::invalid_public_key("The public key is malformed or otherwise invalid."))
    }

    /// In one line, without a comment.
    pub(crate) fn line(&self) -> String {
        format!("{KIND} {}", STANDARD.encode(self.bytes()))
    }

    pub(crate) fn pem(&self) -> Result<String> {
        self.0.to_public_key_pem(LineEnding::LF).or_internal()
    }

    /// The MD5 of the key's bytes, in pairs of hexadecimal digits.
    pub(crate) fn fingerprint(&self) -> String {
        let pairs: Vec<String> = Md5::digest(self.bytes()).iter().map(|byte| format!("{byte:02x}")).collect();
        pairs.join(":")
    }

    fn bytes(&self) -> Vec<u8> {
        let mut bytes = Vec::new();
        for part in [KIND.as_bytes(), &unsigned(self.0.e()), &unsigned(self.0.n())] {
            bytes.extend(u32::try_from(part.len()).unwrap_or(u32::MAX).to_be_bytes());
            bytes.extend(part);
        }
        bytes
    }
}

/// A number as SSH writes one: a nought before it where the first bit would be a sign.
fn unsigned(number: &BigUint) -> Vec<u8> {
    let mut bytes = number.to_bytes_be();
    if bytes.first().is_some_and(|first| *first >= 0x80) {
        bytes.insert(0, 0);
    }
    bytes
}

/// The key in the second word of a line.
fn of_line(rest: &str) -> Option<RsaPublicKey> {
    let bytes = STANDARD.decode(rest.split_whitespace().next()?).ok()?;
    let (kind, rest) = part(&bytes)?;
    let (exponent, rest) = part(rest)?;
    let (modulus, rest) = part(rest)?;
    if kind != KIND.as_bytes() || !rest.is_empty() {
        return None;
    }
    let (modulus, exponent) = (BigUint::from_bytes_be(modulus), BigUint::from_bytes_be(exponent));
    RsaPublicKey::new_with_max_size(modulus, exponent, MOST_BITS).ok()
}

/// A part with its length before it, and what comes after.
fn part(bytes: &[u8]) -> Option<(&[u8], &[u8])> {
    let (length, rest) = bytes.split_first_chunk::<4>()?;
    rest.split_at_checked(usize::try_from(u32::from_be_bytes(*length)).ok()?)
}

#[cfg(test)]
pub(crate) mod tests {
    use super::*;

    /// A key of 2,048 bits as `ssh-keygen` wrote it, and the MD5 that `ssh-keygen -l -E md5` says of it.
    pub(crate) const LINE: &str = "ssh-rsa AAAAB3NzaC1yc2EAAAADAQABAAABAQCW9Ib4YAGck85X76BJQLq4TjByBAB1ZkDZun2TK8KPRWdjQBQt7Z//+73iUtWwsVB4fMH9K/Ud25GEC6gp0VueA0gtuW7ge7w2Uwb5lb1ea+GzdUvU/E1iW7NmjWYT7SzNc4C3S6cxCBcacubyezKmeyr+blqhLgIlim5TBKCS/gEdS5T0fCYJACyPITuvU8oUefYSXctzgt2M0IQ+yyFIgyXjVlTRatR7VS/2l0mHSyFZraBjkyau+LMhsLwzSiHeyLoIKtLiyOwQjhA9SwAh7z9Ya5ICU0PsKjJU+Gd+TsSfsgzUMh+Zt/++98IvgeNu+BHsJoQzA0fbSEEU5cih ada@example";
    const MD5: &str = "19:ea:3b:55:34:81:07:2e:16:51:6a:1a:54:b3:74:f6";

    #[test]
    fn keys_are_read_and_written_in_both_forms() {
        let key = PublicKey::read(LINE).unwrap();
        assert_eq!(LINE, format!("{} ada@example", key.line()));
        assert_eq!(key.fingerprint(), MD5);
        let pem = key.pem().unwrap();
        assert!(pem.starts_with("-----BEGIN PUBLIC KEY-----\n"), "{pem}");
        let again = PublicKey::read(&pem).unwrap();
        assert_eq!((again.line(), again.fingerprint()), (key.line(), key.fingerprint()));
    }

    #[test]
    fn other_keys_are_refused() {
        let cut = LINE.get(..200).unwrap();
        for (body, code) in [
            ("", "UnrecognizedPublicKeyEncoding"),
            ("ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIA==", "UnrecognizedPublicKeyEncoding"),
            ("ssh-rsa AAAA", "InvalidPublicKey"),
            ("ssh-rsa !", "InvalidPublicKey"),
            (cut, "InvalidPublicKey"),
            // Too short: an exponent of 65537 and a modulus of one byte.
            ("ssh-rsa AAAAB3NzaC1yc2EAAAADAQABAAAAAYE=", "InvalidPublicKey"),
            ("-----BEGIN PUBLIC KEY-----\nAAAA\n-----END PUBLIC KEY-----", "InvalidPublicKey"),
        ] {
            let refused = PublicKey::read(body).err().unwrap();
            assert!(refused.to_string().starts_with(code), "{body}: {refused}");
        }
    }
}
