//! Ids as EC2 shapes them: a prefix and seventeen hexadecimal digits of which the first is zero.

use rand::Rng;

/// A new id: `vpc-0a1b2c3d4e5f67890`.
pub(crate) fn new(prefix: &str) -> String {
    format!("{prefix}-0{:016x}", rand::rng().random::<u64>())
}

/// Eight hexadecimal digits and their kin in names of endpoints.
pub(crate) fn short() -> String {
    const LETTERS: &[u8] = b"abcdefghijklmnopqrstuvwxyz0123456789";
    let mut random = rand::rng();
    (0..8).map(|_| LETTERS[random.random_range(0..LETTERS.len())] as char).collect()
}

/// A locally administered hardware address, as AWS's begin.
pub(crate) fn mac() -> String {
    let bytes: [u8; 5] = rand::rng().random();
    let rest: Vec<_> = bytes.iter().map(|byte| format!("{byte:02x}")).collect();
    format!("02:{}", rest.join(":"))
}

/// Whether it has the shape of an id: the prefix and eight or seventeen hexadecimal digits.
pub(crate) fn is_id(id: &str, prefix: &str) -> bool {
    id.strip_prefix(prefix).and_then(|rest| rest.strip_prefix('-')).is_some_and(|digits| {
        matches!(digits.len(), 8 | 17)
            && digits.bytes().all(|b| b.is_ascii_digit() || (b'a'..=b'f').contains(&b))
    })
}
