//! Console passwords: what the account's policy asks of them, and how they are kept.
//! <https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_passwords_account-policy.html>

use crate::records::{PasswordHash, PasswordPolicyRecord};
use rand::Rng;
use ring::pbkdf2;
use std::num::NonZeroU32;
use wire::prelude::*;

/// What IAM takes for a symbol.
const SYMBOLS: &str = "!@#$%^&*()_+-=[]{}|'";
/// Rounds of the hash: a password is set now and then, and guessed often.
const ROUNDS: NonZeroU32 = NonZeroU32::new(100_000).unwrap();

/// The rules where the account has set none.
pub(crate) fn default_policy() -> PasswordPolicyRecord {
    PasswordPolicyRecord {
        minimum_length: 8,
        symbols: false,
        numbers: false,
        uppercase: false,
        lowercase: false,
        users_may_change: false,
        max_age: None,
        reuse_prevention: None,
        hard_expiry: None,
    }
}

/// Refuses a password that breaks the rules.
pub(crate) fn check(policy: Option<&PasswordPolicyRecord>, password: &str) -> Result<()> {
    let default = default_policy();
    let rules = policy.unwrap_or(&default);
    let has = |is: fn(char) -> bool| password.chars().any(is);
    let broken = [
        (password.chars().count() < rules.minimum_length.max(0) as usize, "length"),
        (rules.symbols && !has(|c| SYMBOLS.contains(c)), "symbol"),
        (rules.numbers && !has(|c| c.is_ascii_digit()), "number"),
        (rules.uppercase && !has(|c| c.is_ascii_uppercase()), "uppercase"),
        (rules.lowercase && !has(|c| c.is_ascii_lowercase()), "lowercase"),
    ];
    let text = match broken.iter().find(|(is, _)| *is) {
        None => return Ok(()),
        Some((_, "length")) => {
            format!("Password should have a minimum length of {}", rules.minimum_length)
        }
        Some((_, "symbol")) => {
            "Password should have at least one of the following symbols: ! @ # $ % ^ & * ( ) _ + - = [ ] { } | '"
                .to_owned()
        }
        Some((_, "number")) => "Password should have at least one number".to_owned(),
        Some((_, case)) => format!("Password should have at least one {case} letter"),
    };
    Err(model_iam::errors::password_policy_violation(text))
}

/// A password as it is kept.
pub(crate) fn hash(password: &str) -> PasswordHash {
    let mut salt = [0; 16];
    rand::rng().fill(&mut salt);
    let mut hash = [0; 32];
    pbkdf2::derive(pbkdf2::PBKDF2_HMAC_SHA256, ROUNDS, &salt, password.as_bytes(), &mut hash);
    PasswordHash { salt, hash }
}

/// Whether it is the password.
pub(crate) fn is(kept: &PasswordHash, password: &str) -> bool {
    pbkdf2::verify(pbkdf2::PBKDF2_HMAC_SHA256, ROUNDS, &kept.salt, password.as_bytes(), &kept.hash).is_ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rules_are_kept() {
        let strict = PasswordPolicyRecord {
            minimum_length: 10,
            symbols: true,
            numbers: true,
            uppercase: true,
            lowercase: true,
            ..default_policy()
        };
        for (password, fine) in [
            ("Aa1!aaaaaa", true),
            ("Aa1!aaaaa", false),
            ("Aa1aaaaaaa", false),
            ("Aaa!aaaaaa", false),
            ("aa1!aaaaaa", false),
            ("AA1!AAAAAA", false),
        ] {
            assert_eq!(check(Some(&strict), password).is_ok(), fine, "{password}");
        }
        assert!(check(None, "12345678").is_ok() && check(None, "1234567").is_err());
        let kept = hash("secret");
        assert!(is(&kept, "secret") && !is(&kept, "Secret"));
    }
}
