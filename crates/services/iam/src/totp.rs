//! One-time codes by time: RFC 6238 with SHA-1, thirty seconds and six digits, as authenticator apps make them.

use clock::Timestamp;
use hmac::{Hmac, Mac};
use sha1::Sha1;
use subtle::ConstantTimeEq;

/// Seconds of a step.
const STEP: i64 = 30;
/// Steps that a device's clock may be off, either way.
const DRIFT: i64 = 2;

/// The step whose code it is, near to now and behind `after`.
pub(crate) fn step_of(seed: &[u8], code: &str, now: Timestamp, after: i64) -> Option<i64> {
    let now = now.seconds() / STEP;
    (now - DRIFT..=now + DRIFT).filter(|step| *step > after).find(|step| is_code(seed, code, *step))
}

/// Whether it is the code of a step.
pub(crate) fn is_code(seed: &[u8], code: &str, step: i64) -> bool {
    self::code(seed, step).is_some_and(|right| right.as_bytes().ct_eq(code.as_bytes()).into())
}

fn code(seed: &[u8], step: i64) -> Option<String> {
    let mut mac = Hmac::<Sha1>::new_from_slice(seed).ok()?;
    mac.update(&step.to_be_bytes());
    let hash = mac.finalize().into_bytes();
    let at = usize::from(hash.last()? & 15);
    let bytes: [u8; 4] = hash.get(at..at + 4)?.try_into().ok()?;
    Some(format!("{:06}", (u32::from_be_bytes(bytes) & 0x7fff_ffff) % 1_000_000))
}

#[cfg(test)]
pub(crate) fn code_at(seed: &[u8], now: Timestamp) -> String {
    code(seed, now.seconds() / STEP).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_are_those_of_the_rfc() {
        // RFC 6238, appendix B, the last six of its eight digits.
        for (seconds, right) in [(59, "287082"), (1_111_111_109, "081804"), (20_000_000_000, "353130")] {
            let now = Timestamp::from_seconds(seconds);
            assert_eq!(code_at(b"12345678901234567890", now), right);
            assert_eq!(step_of(b"12345678901234567890", right, now, 0), Some(seconds / STEP));
            assert_eq!(step_of(b"12345678901234567890", right, now, seconds / STEP), None);
        }
        assert!(!is_code(b"12345678901234567890", "", 1));
    }
}
