//! Ids as AWS shapes them.

use rand::Rng;

const BASE32: &[u8; 32] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

/// A request id: a random UUID.
pub fn request_id() -> String {
    uuid::Uuid::new_v4().to_string()
}

/// A new access key id: `AKIA` or `ASIA` and sixteen letters of base 32. As on AWS they carry the account, so that
/// `GetAccessKeyInfo` needs no table: a bit that is set, forty bits of account number, and randomness.
pub fn access_key_id(prefix: &str, account: &str) -> String {
    let account: u128 = account.parse().unwrap_or_default();
    let random = u128::from(rand::rng().random::<u64>()) & ((1 << 39) - 1);
    let bits: u128 = 1 << 79 | (account & ((1 << 40) - 1)) << 39 | random;
    let letters = (0..16).rev().map(|i| char::from(BASE32[(bits >> (5 * i)) as usize & 31]));
    prefix.chars().chain(letters).collect()
}

/// The account that an access key id of AWS's shape carries.
pub fn account_of_access_key(id: &str) -> Option<String> {
    let letters = id.get(4..).filter(|rest| rest.len() == 16)?;
    let mut bits: u128 = 0;
    for letter in letters.bytes() {
        bits = bits << 5 | BASE32.iter().position(|b| *b == letter)? as u128;
    }
    let account = bits >> 39 & ((1 << 40) - 1);
    (bits >> 79 == 1 && account < 1_000_000_000_000).then(|| format!("{account:012}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_carry_their_account() {
        for account in ["000000000000", "123456789012", "999999999999"] {
            let id = access_key_id("AKIA", account);
            assert_eq!((id.len(), account_of_access_key(&id).as_deref()), (20, Some(account)), "{id}");
        }
        // A key that AWS made, and its account: https://awsteele.com/blog/2020/09/26/aws-access-key-format.html
        assert_eq!(account_of_access_key("ASIAQNZGKIQY56JQ7WML").as_deref(), Some("029608264753"));
        for id in ["", "AKIA", "AKIAIOSFODNN7EXAMPLE", "AKIA1111111111111111"] {
            assert_eq!(account_of_access_key(id), None, "{id}");
        }
    }
}
